<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>resp</name>
    <message>
        <source>The connection is closed.</source>
        <translation>연결이 닫혀 있습니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: it is %2, and at most %3 can be sent at once.</source>
        <translation>%1 명령을 보내지 않았습니다. 크기가 %2이며 한 번에 최대 %3까지 보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>The connection was closed because an earlier reply could not be read.</source>
        <translation>앞선 응답을 읽을 수 없어 연결을 닫았습니다.</translation>
    </message>
    <message>
        <source>The server sent a reply that nothing had asked for.</source>
        <translation>서버가 요청하지 않은 응답을 보냈습니다.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>서버와의 연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>No reply to %1 within %2 s. The command may still be running on the server.</source>
        <translation>%2초 안에 %1 명령의 응답이 없습니다. 서버에서 아직 실행 중일 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: for %2 s the server took no data.</source>
        <translation>%1 명령을 보내지 못했습니다. 서버가 %2초 동안 데이터를 받지 않았습니다.</translation>
    </message>
    <message>
        <source>The reply has a value of %1; the limit for one value is %2.</source>
        <translation>응답에 %1 크기의 값이 있습니다. 값 하나의 한도는 %2입니다.</translation>
    </message>
    <message>
        <source>The reply is larger than %1; the limit for one reply is %2.</source>
        <translation>응답이 %1보다 큽니다. 응답 하나의 한도는 %2입니다.</translation>
    </message>
    <message>
        <source>The reply is nested more than %1 levels deep, which is the limit.</source>
        <translation>응답의 중첩 깊이가 한도인 %1단계를 넘습니다.</translation>
    </message>
    <message>
        <source>The reply has %1 or more elements; the limit for one reply is %2.</source>
        <translation>응답의 요소가 %1개 이상입니다. 응답 하나의 한도는 %2개입니다.</translation>
    </message>
    <message>
        <source>The reply has a line of more than %1, which is the limit.</source>
        <translation>응답의 한 줄이 한도(%1)보다 깁니다.</translation>
    </message>
    <message>
        <source>The reply is nested too deeply for the hiredis %1 that this build uses (at most 7 levels). hiredis 1.0 or newer lifts this limit.</source>
        <translation>이 빌드가 사용하는 hiredis %1 버전은 최대 7단계까지만 읽을 수 있는데 응답이 더 깊게 중첩되어 있습니다. hiredis 1.0 이상에서는 이 제한이 없습니다.</translation>
    </message>
    <message>
        <source>The answer is not in the Redis protocol. Check that host and port belong to a Redis or Valkey server, and whether it expects TLS.</source>
        <translation>응답이 Redis 프로토콜이 아닙니다. 호스트와 포트가 Redis 또는 Valkey 서버의 것인지, TLS가 필요한지 확인하세요.</translation>
    </message>
    <message>
        <source>There is no command to send.</source>
        <translation>보낼 명령이 없습니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: after it, replies no longer belong to commands.</source>
        <translation>%1 명령을 보내지 않았습니다. 이 명령 뒤에는 응답과 명령의 짝이 맞지 않게 됩니다.</translation>
    </message>
    <message>
        <source>HELLO 3 was not sent: this build&apos;s hiredis is older than 1.0 and cannot read RESP3.</source>
        <translation>HELLO 3 명령을 보내지 않았습니다. 이 빌드의 hiredis는 1.0 이전 버전이라 RESP3를 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>User %1 may not run %2. Everything else in this view still works.</source>
        <translation>사용자 %1에게 %2 명령 권한이 없습니다. 이 화면의 나머지 기능은 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>The signed-in user may not use %1 on this key.</source>
        <translation>로그인한 사용자는 이 키에 %1 명령을 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The signed-in user may not use %1 on this channel.</source>
        <translation>로그인한 사용자는 이 채널에 %1 명령을 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The signed-in user may not run %1. Everything else in this view still works.</source>
        <translation>로그인한 사용자에게 %1 명령 권한이 없습니다. 이 화면의 나머지 기능은 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>The command</source>
        <translation>이</translation>
    </message>
    <message>
        <source>This server requires a password.</source>
        <translation>이 서버에는 비밀번호가 필요합니다.</translation>
    </message>
    <message>
        <source>The server rejected the user name or password.</source>
        <translation>서버가 사용자 이름 또는 비밀번호를 거부했습니다.</translation>
    </message>
    <message>
        <source>The server has no password; yours was not needed.</source>
        <translation>서버에 비밀번호가 설정되어 있지 않아 입력한 비밀번호가 필요하지 않았습니다.</translation>
    </message>
    <message>
        <source>This node is a read-only replica. Connect to the primary endpoint to write.</source>
        <translation>이 노드는 읽기 전용 복제본입니다. 쓰려면 기본(Primary) 엔드포인트에 연결하세요.</translation>
    </message>
    <message>
        <source>The server is out of memory (noeviction). Reads work; writes are refused.</source>
        <translation>서버 메모리가 가득 찼습니다(noeviction). 읽기는 가능하지만 쓰기는 거부됩니다.</translation>
    </message>
    <message>
        <source>The server is still loading its data. Try again in a moment.</source>
        <translation>서버가 아직 데이터를 불러오는 중입니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The server cannot save its data to disk, so it refuses writes. Reads work.</source>
        <translation>서버가 데이터를 디스크에 저장할 수 없어 쓰기를 거부합니다. 읽기는 가능합니다.</translation>
    </message>
    <message>
        <source>%1 does not fit the type of this key. The key may have been replaced by one of another type.</source>
        <translation>%1 명령은 이 키의 유형에 맞지 않습니다. 키가 다른 유형의 키로 바뀌었을 수 있습니다.</translation>
    </message>
    <message>
        <source>The cluster is down: not all of its slots are served.</source>
        <translation>클러스터가 중단되었습니다. 일부 슬롯을 담당하는 노드가 없습니다.</translation>
    </message>
    <message>
        <source>This key belongs to another node of the cluster.</source>
        <translation>이 키는 클러스터의 다른 노드에 있습니다.</translation>
    </message>
    <message>
        <source>The keys of %1 lie on different slots of the cluster.</source>
        <translation>%1 명령의 키들이 클러스터의 서로 다른 슬롯에 있습니다.</translation>
    </message>
    <message>
        <source>The server cannot do this at the moment: %1</source>
        <translation>서버가 지금은 이 작업을 할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The server does not know this script.</source>
        <translation>서버에 이 스크립트가 없습니다.</translation>
    </message>
    <message>
        <source>%1 is not available on this server.</source>
        <translation>이 서버에서는 %1 명령을 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The server refused %1: %2</source>
        <translation>서버가 %1 명령을 거부했습니다: %2</translation>
    </message>
    <message>
        <source>The write was sent, but its answer never came. It may or may not have been done; look at the value before you try again.</source>
        <translation>쓰기를 보냈지만 응답을 받지 못했습니다. 실행되었을 수도, 실행되지 않았을 수도 있습니다. 다시 시도하기 전에 값을 확인하세요.</translation>
    </message>
</context>
</TS>

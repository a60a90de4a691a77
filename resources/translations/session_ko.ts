<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>session</name>
    <message>
        <source>There is no command to send.</source>
        <translation>보낼 명령이 없습니다.</translation>
    </message>
    <message>
        <source>This address now answers as a different server. Writes are locked until you confirm.</source>
        <translation>이 주소에서 이전과 다른 서버가 응답하고 있습니다. 확인할 때까지 쓰기를 잠급니다.</translation>
    </message>
    <message>
        <source>Read-only: %1 was not sent.</source>
        <translation>읽기 전용: %1 명령을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>Its twin that only reads is %1_RO.</source>
        <translation>읽기만 하는 명령으로는 %1_RO 명령이 있습니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: this connection would no longer get answers. Use redis-cli for it.</source>
        <translation>%1 명령을 보내지 않았습니다. 이 연결에서 더 이상 응답을 받을 수 없게 됩니다. redis-cli를 사용하세요.</translation>
    </message>
    <message>
        <source>%1 is refused on a production server. It can be enabled on the Safety page of the connection.</source>
        <translation>운영 환경 서버에서는 %1 명령을 허용하지 않습니다. 연결의 안전 페이지에서 허용할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 can harm the whole server, so it needs your confirmation. Nothing was sent.</source>
        <translation>%1 명령은 서버 전체에 영향을 줄 수 있어 확인이 필요합니다. 아무것도 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The connection was lost, and with it the MULTI or WATCH that you had opened: nothing that was queued has run. This command was not sent.</source>
        <translation>연결이 끊어져 열어 둔 MULTI 또는 WATCH가 사라졌습니다. 대기 중이던 명령은 실행되지 않았습니다. 이 명령은 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The connection was lost, and with it your AUTH: the new connection is signed in as the profile says. This command was not sent.</source>
        <translation>연결이 끊어져 직접 입력한 AUTH가 사라졌습니다. 새 연결은 프로필의 사용자로 로그인되어 있습니다. 이 명령은 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The connection ended before the server answered %1. Nobody knows whether it was carried out: look before you repeat it.</source>
        <translation>서버가 %1 명령에 응답하기 전에 연결이 끊어졌습니다. 실행 여부를 알 수 없으므로 다시 실행하기 전에 확인하세요.</translation>
    </message>
    <message>
        <source>The server is in protected mode: without a password it accepts only connections from its own computer.</source>
        <translation>서버가 보호 모드입니다. 비밀번호가 없으면 서버가 있는 컴퓨터에서만 접속할 수 있습니다.</translation>
    </message>
    <message>
        <source>The server has reached its limit of connections (maxclients). Close other clients or raise the limit.</source>
        <translation>서버의 연결 수가 한도(maxclients)에 도달했습니다. 다른 클라이언트를 닫거나 한도를 높이세요.</translation>
    </message>
    <message>
        <source>This server knows no ACL users (they came with Redis 6). Choose the sign-in with a password alone.</source>
        <translation>이 서버는 ACL 사용자를 지원하지 않습니다(Redis 6부터 지원). 비밀번호만 사용하는 로그인을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 accepted the connection but did not answer within %2 s. The server may be busy or stopped, or expect TLS.</source>
        <translation>%1 주소가 연결을 받았지만 %2초 안에 응답하지 않았습니다. 서버가 바쁘거나 멈췄거나 TLS가 필요할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Redis server does. Check host and port.</source>
        <translation>%1 주소가 응답하지만 Redis 서버의 응답이 아닙니다. 호스트와 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 closed the connection during the sign-in. It may expect TLS, or not be a Redis server.</source>
        <translation>로그인하는 동안 %1 주소에서 연결을 닫았습니다. TLS가 필요하거나 Redis 서버가 아닐 수 있습니다.</translation>
    </message>
    <message>
        <source>The connection was closed.</source>
        <translation>연결을 닫았습니다.</translation>
    </message>
    <message>
        <source>There is no connection to %1; the command was not sent.</source>
        <translation>%1 주소에 연결되어 있지 않아 명령을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 led to another server than before; nothing was sent. The connection is opened again.</source>
        <translation>%1 주소가 이전과 다른 서버로 이어져 아무것도 보내지 않았습니다. 연결을 다시 엽니다.</translation>
    </message>
    <message>
        <source>This version cannot make IAM tokens by itself. Sign in as an ACL user with a password command that prints one.</source>
        <translation>이 버전은 IAM 토큰을 직접 만들지 못합니다. 토큰을 출력하는 비밀번호 명령을 지정하고 ACL 사용자로 로그인하세요.</translation>
    </message>
    <message>
        <source>The IAM token was refused. Check that user %1 uses IAM authentication and your role allows elasticache:Connect.</source>
        <translation>IAM 토큰이 거부되었습니다. 사용자 %1의 인증 방식이 IAM인지, 역할에 elasticache:Connect 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>The server is still loading its data.</source>
        <translation>서버가 아직 데이터를 불러오고 있습니다.</translation>
    </message>
    <message>
        <source>The server is still loading its data: %1 %, about %2 s left.</source>
        <translation>서버가 아직 데이터를 불러오고 있습니다: %1 %, 약 %2초 남음.</translation>
    </message>
    <message>
        <source>The server is still loading its data: %1 %.</source>
        <translation>서버가 아직 데이터를 불러오고 있습니다: %1 %.</translation>
    </message>
    <message>
        <source>No password command is set. Enter one in the connection&apos;s settings.</source>
        <translation>비밀번호 명령이 없습니다. 연결 설정에서 입력하세요.</translation>
    </message>
    <message>
        <source>The password command %1 could not be started. Check that the program is there and may be run.</source>
        <translation>비밀번호 명령 %1 프로그램을 시작할 수 없습니다. 프로그램이 있는지, 실행 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>The password command %1 did not end within %2 s. Run it in a terminal to see what it waits for.</source>
        <translation>비밀번호 명령 %1 프로그램이 %2초 안에 끝나지 않았습니다. 터미널에서 실행하여 무엇을 기다리는지 확인하세요.</translation>
    </message>
    <message>
        <source>The password command %1 printed far more than a password.</source>
        <translation>비밀번호 명령 %1 프로그램의 출력이 비밀번호라고 보기에는 너무 깁니다.</translation>
    </message>
    <message>
        <source>The password command %1 crashed. Run it in a terminal to see why.</source>
        <translation>비밀번호 명령 %1 프로그램이 비정상 종료했습니다. 터미널에서 실행하여 원인을 확인하세요.</translation>
    </message>
    <message>
        <source>The password command %1 failed with exit status %2. Run it in a terminal to see why.</source>
        <translation>비밀번호 명령 %1 프로그램이 종료 상태 %2 값으로 실패했습니다. 터미널에서 실행하여 원인을 확인하세요.</translation>
    </message>
    <message>
        <source>The password command %1 printed nothing.</source>
        <translation>비밀번호 명령 %1 프로그램이 아무것도 출력하지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 is one of this connection&apos;s dangerous commands, so it needs your confirmation. Nothing was sent.</source>
        <translation>%1: 이 연결에서 위험한 명령으로 정해져 있어 확인이 필요합니다. 아무것도 보내지 않았습니다.</translation>
    </message>
</context>
</TS>

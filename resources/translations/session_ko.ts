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
    <message>
        <source>%1 (private)</source>
        <translation>%1(사설)</translation>
    </message>
    <message>
        <source>%1 is a private VPC address (%2). This endpoint cannot be reached directly from outside its VPC. Use a VPN, or connect through an SSH or SSM bastion.</source>
        <translation>%1 주소는 VPC 사설 IP(%2)입니다. 이 엔드포인트는 VPC 외부에서 직접 접속할 수 없습니다. VPN을 사용하거나 SSH 또는 SSM 배스천을 통해 연결하세요.</translation>
    </message>
    <message>
        <source>This node is a read-only replica. Connect to the primary endpoint to write.</source>
        <translation>이 노드는 읽기 전용 복제본입니다. 쓰려면 기본(Primary) 엔드포인트에 연결하세요.</translation>
    </message>
    <message numerus="yes">
        <source>cluster, %n shard(s)</source>
        <translation>
            <numerusform>클러스터, 샤드 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Sentinel</source>
        <translation>Sentinel</translation>
    </message>
    <message>
        <source>standalone</source>
        <translation>단독 서버</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>도달하지 못함</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>터널</translation>
    </message>
    <message>
        <source>Cache TCP</source>
        <translation>캐시 TCP</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>사용 가능 기능</translation>
    </message>
    <message>
        <source>Turn on TLS</source>
        <translation>TLS 켜기</translation>
    </message>
    <message>
        <source>Turn off TLS</source>
        <translation>TLS 끄기</translation>
    </message>
    <message>
        <source>Use endpoint as server name</source>
        <translation>엔드포인트를 서버 이름으로 사용</translation>
    </message>
    <message>
        <source>Add CA…</source>
        <translation>CA 추가…</translation>
    </message>
    <message>
        <source>Choose client certificate…</source>
        <translation>클라이언트 인증서 선택…</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>비밀번호 입력</translation>
    </message>
    <message>
        <source>Remove the password</source>
        <translation>비밀번호 제거</translation>
    </message>
    <message>
        <source>Use this node alone</source>
        <translation>이 노드만 사용</translation>
    </message>
    <message>
        <source>Map node addresses…</source>
        <translation>노드 주소 매핑…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>The test has not finished.</source>
        <translation>테스트가 아직 끝나지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>키 %Ln개</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected in %1 ms.</source>
        <translation>%1ms 만에 연결했습니다.</translation>
    </message>
    <message>
        <source>Connected in %1 ms: %2.</source>
        <translation>%1ms 만에 연결했습니다: %2</translation>
    </message>
    <message>
        <source>Larder %1, connection test of %2 (%3), %4</source>
        <translation>Larder %1, 연결 테스트: %2(%3), %4</translation>
    </message>
    <message>
        <source>The sentinels name %1 as the primary of %2, but it is a replica: a failover is probably under way.</source>
        <translation>센티널은 %2의 기본(Primary) 노드로 %1 주소를 알려 주지만, 이 노드는 복제본입니다. 장애 조치가 진행 중인 것 같습니다.</translation>
    </message>
    <message>
        <source>%1 is no longer the primary of %2; the sentinels are asked for the new one.</source>
        <translation>%1 노드는 더 이상 %2의 기본(Primary) 노드가 아닙니다. 센티널에 새 노드를 질의합니다.</translation>
    </message>
    <message>
        <source>The connection has no name of a primary to ask the sentinels for. Enter one in its settings.</source>
        <translation>센티널에 질의할 기본(Primary) 노드의 이름이 없습니다. 연결 설정에서 입력하세요.</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>거부됨</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>호스트를 찾을 수 없음</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>제시간에 응답 없음</translation>
    </message>
    <message>
        <source>sign-in refused</source>
        <translation>로그인 거부됨</translation>
    </message>
    <message>
        <source>no sentinel</source>
        <translation>센티널 아님</translation>
    </message>
    <message>
        <source>unknown name</source>
        <translation>모르는 이름</translation>
    </message>
    <message>
        <source>No sentinel knows a primary named %1. Check the name. Asked: %2</source>
        <translation>이름이 %1인 기본(Primary) 노드를 아는 센티널이 없습니다. 이름을 확인하세요. 질의한 곳: %2</translation>
    </message>
    <message>
        <source>The sentinels did not accept the sign-in. Check the user and password of the sentinels in the connection&apos;s settings. Tried: %1</source>
        <translation>센티널에서 로그인을 받아들이지 않았습니다. 연결 설정에서 센티널의 사용자와 비밀번호를 확인하세요. 시도한 곳: %1</translation>
    </message>
    <message>
        <source>None of the sentinels answered. Check their addresses and that they are running. Tried: %1</source>
        <translation>응답한 센티널이 없습니다. 주소와 실행 상태를 확인하세요. 시도한 곳: %1</translation>
    </message>
    <message>
        <source>The sign-in could not be renewed: %1 The connection is kept as long as the server allows it.</source>
        <translation>로그인을 갱신하지 못했습니다: %1 서버가 허용하는 동안 연결을 유지합니다.</translation>
    </message>
    <message>
        <source>%1 gives no map of a cluster. If it is a single server, choose Automatic or Standalone in the connection&apos;s settings.</source>
        <translation>%1 서버에서 클러스터 구성 정보를 받지 못했습니다. 단일 서버라면 연결 설정에서 자동 또는 단독을 선택하세요.</translation>
    </message>
    <message>
        <source>This server is a node of a cluster, but it did not give the cluster&apos;s map (CLUSTER SLOTS); it is treated as a single server.</source>
        <translation>이 서버는 클러스터 노드이지만 클러스터 구성(CLUSTER SLOTS)을 알려 주지 않아 단일 서버로 취급합니다.</translation>
    </message>
    <message>
        <source>%1 answers as another node than the cluster announced there; nothing was sent. Check the address map of this connection.</source>
        <translation>%1 주소에서 클러스터가 알린 것과 다른 노드가 응답합니다. 아무것도 보내지 않았습니다. 이 연결의 주소 매핑을 확인하세요.</translation>
    </message>
    <message>
        <source>The cluster has no such node any more; the command was not sent.</source>
        <translation>클러스터에 해당 노드가 더 이상 없어 명령을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The node %1 of the cluster cannot be reached; the command was not sent.</source>
        <translation>클러스터 노드 %1 주소에 연결할 수 없어 명령을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The node %1 of the cluster cannot be reached, and no other serves its slots (%2); the command was not sent. If the cluster announces addresses of its own network, map them in the connection&apos;s settings.</source>
        <translation>클러스터 노드 %1 주소에 연결할 수 없고, 이 노드의 슬롯(%2)을 담당하는 다른 노드도 없어 명령을 보내지 않았습니다. 클러스터가 내부 네트워크 주소를 알린다면 연결 설정에서 주소를 매핑하세요.</translation>
    </message>
    <message>
        <source>The other nodes of the cluster say that %1 has failed.</source>
        <translation>클러스터의 다른 노드들이 %1 노드에 장애가 났다고 알렸습니다.</translation>
    </message>
    <message>
        <source>The node %1 has left the cluster.</source>
        <translation>%1 노드가 클러스터에서 빠졌습니다.</translation>
    </message>
    <message>
        <source>Some of these commands were carried out, others were not: %1</source>
        <translation>명령 중 일부는 실행되었고 나머지는 실행되지 않았습니다: %1</translation>
    </message>
    <message>
        <source>The keys of this change lie on different slots of the cluster, so it cannot be made in one step. Nothing was written.</source>
        <translation>변경하려는 키들이 클러스터의 서로 다른 슬롯에 있어 한 번에 변경할 수 없습니다. 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Disconnected after %1 min without a command. Connect again to go on.</source>
        <translation>%1분 동안 명령이 없어 연결을 끊었습니다. 계속하려면 다시 연결하세요.</translation>
    </message>
    <message>
        <source>%1 was not sent: it would sign in to one node of the cluster, and the next command may run on another. Enter the user in the connection&apos;s settings.</source>
        <translation>%1: 보내지 않았습니다. 클러스터의 노드 하나에만 로그인하게 되며, 다음 명령은 다른 노드에서 실행될 수 있습니다. 사용자는 연결 설정에 입력하십시오.</translation>
    </message>
    <message>
        <source>forbidden by the bastion</source>
        <translation>배스천에서 금지됨</translation>
    </message>
    <message>
        <source>Tunnel settings…</source>
        <translation>터널 설정…</translation>
    </message>
    <message>
        <source>Choose key file…</source>
        <translation>키 파일 선택…</translation>
    </message>
    <message>
        <source>Enter SSH password</source>
        <translation>SSH 비밀번호 입력</translation>
    </message>
    <message>
        <source>Enter passphrase</source>
        <translation>키 암호 입력</translation>
    </message>
    <message>
        <source>No IAM token can be made for this connection.</source>
        <translation>이 연결의 IAM 토큰을 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>로그인…</translation>
    </message>
    <message>
        <source>AWS profile and region…</source>
        <translation>AWS 프로필 및 리전…</translation>
    </message>
    <message>
        <source>Pick another bastion…</source>
        <translation>다른 배스천 선택…</translation>
    </message>
    <message>
        <source>Copy policy statement</source>
        <translation>정책 문 복사</translation>
    </message>
    <message>
        <source>Copy fix</source>
        <translation>해결 명령 복사</translation>
    </message>
    <message>
        <source>Use the built-in tunnel</source>
        <translation>내장 터널 사용</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Use SSM bastion…</source>
        <translation>SSM 배스천 사용…</translation>
    </message>
    <message>
        <source>%1 has become a replica; its name is looked up anew for the new primary.</source>
        <translation>%1 서버가 복제본이 되었습니다. 새 프라이머리를 찾기 위해 이름을 다시 조회합니다.</translation>
    </message>
</context>
<context>
    <name>session::Climb</name>
    <message>
        <source>The sentinel %1 refused to name the primary: %2</source>
        <translation>Sentinel %1에서 기본(Primary) 노드를 알려 주지 않았습니다: %2</translation>
    </message>
    <message>
        <source>The sentinels know no primary named “%1”.</source>
        <translation>Sentinel에 “%1” 이름의 기본(Primary) 노드가 없습니다.</translation>
    </message>
    <message>
        <source>They watch: %1.</source>
        <translation>감시 중인 이름: %1</translation>
    </message>
    <message>
        <source>sentinel %1 names %2</source>
        <translation>Sentinel %1의 응답: %2</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>The cluster is down: not all of its slots are served. Look at its nodes, or use this node alone.</source>
        <translation>클러스터가 중단 상태입니다. 일부 슬롯을 담당하는 노드가 없습니다. 노드를 확인하거나 이 노드만 사용하세요.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · all %n primaries can be reached</source>
        <translation>
            <numerusform>%1 · 기본(Primary) 노드 %n개 모두 연결 가능</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 answers as another node than the cluster says. Check the node address map.</source>
        <translation>%1 주소에서 클러스터가 알린 것과 다른 노드가 응답합니다. 노드 주소 매핑을 확인하세요.</translation>
    </message>
    <message numerus="yes">
        <source>The cluster has %n primaries, and sends clients to the addresses that they announce. %1 cannot be reached from here: map it to an address that can, or use this node alone.</source>
        <translation>
            <numerusform>클러스터의 기본(Primary) 노드 %n개는 각자 알린 주소로 클라이언트를 보냅니다. 여기에서 %1 주소에 연결할 수 없습니다. 연결할 수 있는 주소로 매핑하거나 이 노드만 사용하세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not permitted to user %1: %2.</source>
        <translation>사용자 %1에게 권한이 없는 명령: %2</translation>
    </message>
    <message>
        <source>Not available on this server: %1.</source>
        <translation>이 서버에서 사용할 수 없는 명령: %1</translation>
    </message>
    <message>
        <source>Refused at the moment: %1.</source>
        <translation>현재 거부된 명령: %1</translation>
    </message>
    <message>
        <source>There is no database %1 for this user on this server.</source>
        <translation>이 서버에서 이 사용자가 쓸 수 있는 %1번 데이터베이스가 없습니다.</translation>
    </message>
    <message>
        <source>Only this node of the cluster is used, as the profile says.</source>
        <translation>프로필 설정에 따라 클러스터에서 이 노드만 사용합니다.</translation>
    </message>
    <message>
        <source>A cluster has database 0 alone.</source>
        <translation>클러스터에는 0번 데이터베이스만 있습니다.</translation>
    </message>
    <message>
        <source>This server is not part of a cluster.</source>
        <translation>이 서버는 클러스터에 속해 있지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>데이터베이스 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>everything that Larder uses works</source>
        <translation>Larder에서 사용하는 명령이 모두 동작함</translation>
    </message>
    <message>
        <source>Works: %1.</source>
        <translation>동작하는 명령: %1</translation>
    </message>
    <message>
        <source>AUTH as %1</source>
        <translation>AUTH, 사용자 %1</translation>
    </message>
    <message>
        <source>the server asks for no password</source>
        <translation>서버에서 비밀번호를 요구하지 않음</translation>
    </message>
    <message>
        <source>signed in</source>
        <translation>로그인됨</translation>
    </message>
    <message>
        <source>signed in as %1</source>
        <translation>%1 사용자로 로그인됨</translation>
    </message>
    <message>
        <source>The server has no password; yours was not needed.</source>
        <translation>서버에 비밀번호가 설정되어 있지 않아 입력한 비밀번호가 필요하지 않았습니다.</translation>
    </message>
    <message>
        <source>%1 answers, but not as a Redis server does. Check host and port.</source>
        <translation>%1 주소가 응답하지만 Redis 서버의 응답이 아닙니다. 호스트와 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>%1 accepted the connection and closed it without a word, in plain text and with TLS. It may not be a Redis server, or not let this computer in.</source>
        <translation>%1 주소가 연결을 받은 뒤 평문과 TLS 모두 응답 없이 끊었습니다. Redis 서버가 아니거나 이 컴퓨터를 허용하지 않는 것 같습니다.</translation>
    </message>
    <message>
        <source>This replica has lost its primary and serves no data until it is back (replica-serve-stale-data no). Connect to the primary, or wait.</source>
        <translation>이 복제본은 기본(Primary) 노드와 연결이 끊겨 복구될 때까지 데이터를 제공하지 않습니다(replica-serve-stale-data no). 기본 노드에 연결하거나 기다리세요.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>평문</translation>
    </message>
    <message>
        <source>off: the connection does not leave this computer</source>
        <translation>꺼짐: 연결이 이 컴퓨터를 벗어나지 않음</translation>
    </message>
    <message>
        <source>off: everything travels unencrypted</source>
        <translation>꺼짐: 모든 내용이 암호화되지 않고 전송됨</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>server name %1</source>
        <translation>서버 이름 %1</translation>
    </message>
    <message>
        <source>Verification is off: whoever answers is believed.</source>
        <translation>검증이 꺼져 있어 누가 응답하든 그대로 믿습니다.</translation>
    </message>
    <message>
        <source>IAM token</source>
        <translation>IAM 토큰</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>필요 없음</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>시도하지 않음</translation>
    </message>
    <message>
        <source>not needed: a Unix socket</source>
        <translation>필요 없음: Unix 소켓</translation>
    </message>
    <message>
        <source>not needed: a private IP address</source>
        <translation>필요 없음: 사설 IP 주소</translation>
    </message>
    <message>
        <source>not needed: an IP address</source>
        <translation>필요 없음: IP 주소</translation>
    </message>
    <message>
        <source>DNS cannot find %1. Check the spelling; if the name exists only inside the VPC, choose a tunnel.</source>
        <translation>DNS에서 %1 호스트를 찾을 수 없습니다. 철자를 확인하고, VPC 내부 전용 이름이면 터널을 선택하세요.</translation>
    </message>
    <message>
        <source>DNS did not answer within %1 s</source>
        <translation>DNS가 %1초 안에 응답하지 않음</translation>
    </message>
    <message>
        <source>connected, by way of %1</source>
        <translation>%1 경유로 연결됨</translation>
    </message>
    <message>
        <source>%1 answers, but: %2</source>
        <translation>%1 주소는 응답하지만: %2</translation>
    </message>
    <message>
        <source>None of the %1 sentinels can be reached. The first: %2</source>
        <translation>Sentinel %1개에 모두 연결할 수 없습니다. 첫 번째: %2</translation>
    </message>
    <message>
        <source>not needed: a direct connection</source>
        <translation>필요 없음: 직접 연결</translation>
    </message>
    <message>
        <source>%1 closed the connection after the TLS handshake, without a word. It may want a client certificate, or be at its limit of connections.</source>
        <translation>%1 주소가 TLS 핸드셰이크 뒤 응답 없이 연결을 끊었습니다. 클라이언트 인증서가 필요하거나 연결 수 한도에 도달한 것 같습니다.</translation>
    </message>
    <message>
        <source>no answer in plain text; trying TLS</source>
        <translation>평문 응답 없음, TLS 시도 중</translation>
    </message>
    <message>
        <source>off, and TLS is not answered either</source>
        <translation>꺼짐, TLS에도 응답하지 않음</translation>
    </message>
    <message>
        <source>plain text, then TLS</source>
        <translation>평문, 이어서 TLS</translation>
    </message>
    <message>
        <source>made</source>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>off: encrypted as far as the bastion, where the server is</source>
        <translation>꺼짐: 서버가 있는 배스천까지 암호화됨</translation>
    </message>
    <message>
        <source>off: encrypted as far as the bastion, and not from there on</source>
        <translation>꺼짐: 배스천까지만 암호화되고 그 뒤로는 암호화되지 않음</translation>
    </message>
    <message>
        <source>done by ssh</source>
        <translation>ssh가 처리</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%2에서 %1</translation>
    </message>
    <message>
        <source>part of the call to Systems Manager</source>
        <translation>Systems Manager 호출에 포함</translation>
    </message>
    <message>
        <source>Systems Manager</source>
        <translation>Systems Manager</translation>
    </message>
    <message>
        <source>IAM token made</source>
        <translation>IAM 토큰 생성됨</translation>
    </message>
    <message>
        <source>done by the AWS CLI</source>
        <translation>AWS CLI에서 처리</translation>
    </message>
</context>
<context>
    <name>session::Diagnosis</name>
    <message>
        <source>The test was cancelled.</source>
        <translation>테스트가 취소되었습니다.</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>profiles</name>
    <message>
        <source>No password is stored.</source>
        <translation>저장된 비밀번호가 없습니다.</translation>
    </message>
    <message>
        <source>The system keychain refused: %1.</source>
        <translation>시스템 키체인이 거부했습니다: %1</translation>
    </message>
    <message>
        <source>The system keychain does not answer.</source>
        <translation>시스템 키체인이 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The system keychain gave back something else.</source>
        <translation>시스템 키체인이 저장한 것과 다른 값을 돌려주었습니다.</translation>
    </message>
    <message>
        <source>There is nothing to read.</source>
        <translation>읽을 내용이 없습니다.</translation>
    </message>
    <message>
        <source>This is not a file of connections.</source>
        <translation>연결 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>sample data</source>
        <translation>샘플 데이터</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>Ungrouped</source>
        <translation>그룹 없음</translation>
    </message>
    <message>
        <source>The saved connections in %1 cannot be read: %2. Nothing will be written there until this is put right and Larder is started again.</source>
        <translation>저장된 연결 파일을 읽을 수 없습니다: %1 (%2). 문제를 해결하고 Larder를 다시 시작할 때까지 이 파일에 아무것도 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>The file %1 is missing. The connections come from its last good copy.</source>
        <translation>%1 파일이 없습니다. 마지막 정상 사본에서 연결을 불러왔습니다.</translation>
    </message>
    <message>
        <source>It was set aside as %1.</source>
        <translation>%1 이름으로 따로 보관했습니다.</translation>
    </message>
    <message>
        <source>It could not be set aside, so nothing will be written.</source>
        <translation>따로 보관하지 못했으므로 아무것도 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>The connections come from its last good copy.</source>
        <translation>마지막 정상 사본에서 연결을 불러왔습니다.</translation>
    </message>
    <message>
        <source>The list starts empty.</source>
        <translation>목록을 빈 상태로 시작합니다.</translation>
    </message>
    <message>
        <source>The file of saved connections %1 is damaged.</source>
        <translation>저장된 연결 파일이 손상되었습니다: %1.</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 사본</translation>
    </message>
    <message>
        <source>%1 copy %2</source>
        <translation>%1 사본 %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 파일을 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 is larger than 16 MB.</source>
        <translation>%1 파일이 16MB보다 큽니다.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 파일에 쓸 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 cannot be renamed: %2.</source>
        <translation>%1 파일의 이름을 바꿀 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 was changed by another program and is not replaced.</source>
        <translation>다른 프로그램이 %1 파일을 변경하여 덮어쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>보관함이 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>There is a vault already.</source>
        <translation>보관함이 이미 있습니다.</translation>
    </message>
    <message>
        <source>The vault file is damaged. It was set aside as %1.</source>
        <translation>보관함 파일이 손상되어 %1 이름으로 따로 보관했습니다.</translation>
    </message>
    <message>
        <source>The vault file is missing.</source>
        <translation>보관함 파일이 없습니다.</translation>
    </message>
    <message>
        <source>The passwords come from its last good copy.</source>
        <translation>마지막 정상 사본에서 비밀번호를 불러왔습니다.</translation>
    </message>
    <message>
        <source>The vault file is damaged.</source>
        <translation>보관함 파일이 손상되었습니다.</translation>
    </message>
    <message>
        <source>There is not enough memory to open the vault.</source>
        <translation>보관함을 여는 데 필요한 메모리가 부족합니다.</translation>
    </message>
    <message>
        <source>The cipher library does not start.</source>
        <translation>암호화 라이브러리를 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>The vault was made by a newer version of Larder.</source>
        <translation>더 새로운 버전의 Larder에서 만든 보관함입니다.</translation>
    </message>
    <message>
        <source>This is not the master password of the vault.</source>
        <translation>보관함의 마스터 비밀번호가 아닙니다.</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>%1–%2 범위의 숫자</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>텍스트 목록</translation>
    </message>
    <message>
        <source>a list of host:port</source>
        <translation>호스트:포트 목록</translation>
    </message>
    <message>
        <source>pairs of &quot;host:port&quot;: &quot;host:port&quot;</source>
        <translation>&quot;호스트:포트&quot;: &quot;호스트:포트&quot; 쌍</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no member of a connection.</source>
        <translation>연결에 없는 항목입니다: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>The value of &quot;%1&quot; has to be: %2.</source>
        <translation>&quot;%1&quot; 값은 다음이어야 합니다: %2</translation>
    </message>
    <message>
        <source>The connection has no host.</source>
        <translation>연결에 호스트가 없습니다.</translation>
    </message>
    <message>
        <source>The member &quot;%1&quot; is not known or is not what it has to be.</source>
        <translation>&quot;%1&quot; 항목은 알 수 없는 항목이거나 형식이 올바르지 않습니다.</translation>
    </message>
    <message>
        <source>The environment variable %1 (in &quot;%2&quot;) is not set.</source>
        <translation>환경 변수 %1 값이 설정되어 있지 않습니다(&quot;%2&quot; 항목).</translation>
    </message>
    <message>
        <source>This is not an export of Larder.</source>
        <translation>Larder에서 내보낸 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>The sealed export is damaged.</source>
        <translation>암호로 봉인된 내보내기 파일이 손상되었습니다.</translation>
    </message>
    <message>
        <source>This export is sealed. Give the password it was sealed with.</source>
        <translation>이 내보내기 파일은 암호로 봉인되어 있습니다. 봉인할 때 사용한 비밀번호를 입력하세요.</translation>
    </message>
    <message>
        <source>This is not the password that the export was sealed with.</source>
        <translation>내보내기 파일을 봉인한 비밀번호가 아닙니다.</translation>
    </message>
    <message>
        <source>The export was made by a newer version of Larder.</source>
        <translation>더 새로운 버전의 Larder에서 내보낸 파일입니다.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>is a secret that only AWS can read</source>
        <translation>AWS만 읽을 수 있는 비밀 값입니다</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Connection options</source>
        <translation>연결 옵션</translation>
    </message>
    <message>
        <source>This is more than 64 MB: no settings of a connection.</source>
        <translation>64MB를 넘으므로 연결 설정이 아닙니다.</translation>
    </message>
    <message>
        <source>This is a ZIP file. Unpack it and give the file that is inside.</source>
        <translation>ZIP 파일입니다. 압축을 풀고 안에 있는 파일을 여십시오.</translation>
    </message>
    <message>
        <source>This is not text.</source>
        <translation>텍스트가 아닙니다.</translation>
    </message>
    <message>
        <source>No connection was found in this. Paste an address (host:port or redis://…), a redis-cli line, .env lines, application.yml, or a file that another program exported.</source>
        <translation>연결을 찾지 못했습니다. 주소(host:port 또는 redis://…), redis-cli 명령, .env 내용, application.yml 또는 다른 프로그램에서 내보낸 파일을 붙여넣으십시오.</translation>
    </message>
    <message>
        <source>is not taken over</source>
        <translation>가져오지 않습니다</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>운영</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>스테이징</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>개발</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Serverless</source>
        <translation>서버리스</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>인증</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix 소켓</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Check the certificate</source>
        <translation>인증서 확인</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 파일</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>클라이언트 인증서</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>클라이언트 키</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>키 암호</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>서버 이름</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Cluster nodes</source>
        <translation>클러스터 노드</translation>
    </message>
    <message>
        <source>Sentinel primary</source>
        <translation>Sentinel 프라이머리</translation>
    </message>
    <message>
        <source>Sentinels</source>
        <translation>Sentinel 목록</translation>
    </message>
    <message>
        <source>Sentinel user</source>
        <translation>Sentinel 사용자</translation>
    </message>
    <message>
        <source>Sentinel password</source>
        <translation>Sentinel 비밀번호</translation>
    </message>
    <message>
        <source>TLS to the sentinels</source>
        <translation>Sentinel TLS</translation>
    </message>
    <message>
        <source>Read from replicas</source>
        <translation>복제본에서 읽기</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>AWS profile</source>
        <translation>AWS 프로필</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>연결 제한 시간</translation>
    </message>
    <message>
        <source>Command timeout</source>
        <translation>명령 제한 시간</translation>
    </message>
    <message>
        <source>Client name</source>
        <translation>클라이언트 이름</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>SSH server</source>
        <translation>SSH 서버</translation>
    </message>
    <message>
        <source>SSH user</source>
        <translation>SSH 사용자</translation>
    </message>
    <message>
        <source>SSH key</source>
        <translation>SSH 키</translation>
    </message>
    <message>
        <source>SSM target</source>
        <translation>SSM 대상</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>SSH jump host</source>
        <translation>SSH 경유 호스트</translation>
    </message>
    <message>
        <source>This YAML is too large or nested too deeply to be settings of a connection.</source>
        <translation>이 YAML은 너무 크거나 너무 깊게 중첩되어 연결 설정으로 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Line %1 of this YAML cannot be read.</source>
        <translation>이 YAML의 %1번째 줄을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Password command</source>
        <translation>비밀번호 명령</translation>
    </message>
    <message>
        <source>This connection runs a program on this computer: %1</source>
        <translation>이 연결은 이 컴퓨터에서 프로그램을 실행합니다: %1</translation>
    </message>
    <message>
        <source>Address map</source>
        <translation>주소 맵</translation>
    </message>
    <message>
        <source>%1 is reached at %2</source>
        <translation>%1 대신 접속할 주소: %2</translation>
    </message>
    <message>
        <source>The certificate is not verified: anybody may answer</source>
        <translation>인증서를 확인하지 않습니다: 누구든 응답할 수 있습니다</translation>
    </message>
    <message>
        <source>Dangerous commands</source>
        <translation>위험한 명령</translation>
    </message>
    <message>
        <source>Allowed, even on production</source>
        <translation>운영 환경에서도 허용됩니다</translation>
    </message>
    <message>
        <source>local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>development</source>
        <translation>개발</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>스테이징</translation>
    </message>
    <message>
        <source>production</source>
        <translation>운영</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>through SSH</source>
        <translation>SSH 경유</translation>
    </message>
    <message>
        <source>through Session Manager</source>
        <translation>Session Manager 경유</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>직접 연결</translation>
    </message>
    <message>
        <source>TLS verified</source>
        <translation>TLS 인증서 확인됨</translation>
    </message>
    <message>
        <source>TLS not verified</source>
        <translation>TLS 인증서 확인 안 함</translation>
    </message>
    <message>
        <source>no TLS</source>
        <translation>TLS 없음</translation>
    </message>
    <message>
        <source>What is stored for the SSH bastion cannot be read. Enter its password or key again.</source>
        <translation>SSH 배스천용으로 저장된 내용을 읽을 수 없습니다. 비밀번호나 키를 다시 입력하세요.</translation>
    </message>
    <message>
        <source>Passphrase of the SSH key</source>
        <translation>SSH 키 암호</translation>
    </message>
    <message>
        <source>SSH password</source>
        <translation>SSH 비밀번호</translation>
    </message>
    <message>
        <source>SSH agent</source>
        <translation>SSH 에이전트</translation>
    </message>
    <message>
        <source>SSH program</source>
        <translation>SSH 프로그램</translation>
    </message>
    <message>
        <source>SSH settings</source>
        <translation>SSH 설정</translation>
    </message>
    <message>
        <source>This connection uses the ssh settings in %1, which can run programs on this computer (ProxyCommand)</source>
        <translation>이 연결은 ssh 설정 파일 %1 내용을 사용하며, 이 파일은 이 컴퓨터에서 프로그램을 실행할 수 있습니다(ProxyCommand)</translation>
    </message>
    <message>
        <source>SSH alias</source>
        <translation>SSH 별칭</translation>
    </message>
    <message>
        <source>%1 is taken for a Host of your ~/.ssh/config: the ssh program of this computer opens it, with what stands there</source>
        <translation>%1 이름은 ~/.ssh/config 파일의 Host로 간주합니다. 이 컴퓨터의 ssh 프로그램이 그 설정대로 엽니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be used. %2</source>
        <translation>&quot;%1&quot; 값은 사용할 수 없습니다. %2</translation>
    </message>
    <message>
        <source>It has more than %1 servers.</source>
        <translation>서버가 %1개를 넘습니다.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>비어 있습니다.</translation>
    </message>
    <message>
        <source>It names no SSH server.</source>
        <translation>SSH 서버가 지정되지 않았습니다.</translation>
    </message>
    <message>
        <source>It must not begin with &quot;-&quot;.</source>
        <translation>&quot;-&quot; 문자로 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>It must have no spaces.</source>
        <translation>공백을 포함할 수 없습니다.</translation>
    </message>
    <message>
        <source>It must have no brackets: the port has a place of its own.</source>
        <translation>대괄호를 포함할 수 없습니다. 포트는 따로 입력합니다.</translation>
    </message>
    <message>
        <source>The stored AWS keys cannot be read. Enter them again.</source>
        <translation>저장된 AWS 키를 읽을 수 없습니다. 다시 입력하세요.</translation>
    </message>
    <message>
        <source>Enter the bastion, or find it in AWS.</source>
        <translation>배스천을 입력하거나 AWS에서 찾으세요.</translation>
    </message>
    <message>
        <source>That is no instance. It looks like i-0123456789abcdef0, mi-0123456789abcdef0 or ecs:cluster_task_container.</source>
        <translation>인스턴스 형식이 아닙니다. i-0123456789abcdef0, mi-0123456789abcdef0 또는 ecs:cluster_task_container 형식으로 입력하세요.</translation>
    </message>
    <message>
        <source>A region looks like eu-central-1.</source>
        <translation>리전은 eu-central-1과 같은 형식입니다.</translation>
    </message>
    <message>
        <source>Enter the whole address: https://vpce-0123.ssm.eu-central-1.vpce.amazonaws.com</source>
        <translation>전체 주소를 입력하세요: https://vpce-0123.ssm.eu-central-1.vpce.amazonaws.com</translation>
    </message>
    <message>
        <source>AWS program</source>
        <translation>AWS 프로그램</translation>
    </message>
    <message>
        <source>AWS address</source>
        <translation>AWS 주소</translation>
    </message>
    <message>
        <source>Requests to AWS, signed with your keys, go to %1</source>
        <translation>내 키로 서명한 AWS 요청을 다음 주소로 보냅니다: %1</translation>
    </message>
    <message>
        <source>AWS keys</source>
        <translation>AWS 키</translation>
    </message>
</context>
<context>
    <name>ui::AddressRows</name>
    <message>
        <source>Enter an address: host:port.</source>
        <translation>주소를 host:port 형식으로 입력하세요.</translation>
    </message>
    <message>
        <source>%1 is no address. Enter host:port.</source>
        <translation>%1: 주소가 아닙니다. host:port 형식으로 입력하세요.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1: 두 번 들어 있습니다.</translation>
    </message>
</context>
<context>
    <name>ui::AdvancedPage</name>
    <message>
        <source>Connect within</source>
        <translation>연결 제한 시간</translation>
    </message>
    <message>
        <source>Reply within</source>
        <translation>응답 제한 시간</translation>
    </message>
    <message>
        <source>Separators</source>
        <translation>구분자</translation>
    </message>
    <message>
        <source>Split key names into folders; several with a space between. Empty shows no folders.</source>
        <translation>키 이름을 폴더로 나눕니다. 여러 개는 공백으로 구분하며, 비워 두면 폴더를 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>Scan budget</source>
        <translation>스캔 한도</translation>
    </message>
    <message>
        <source>A scan pauses after this many keys; Continue goes on.</source>
        <translation>이만큼의 키를 읽으면 스캔을 일시 중지합니다. 계속을 누르면 이어서 진행합니다.</translation>
    </message>
    <message>
        <source>Sample every</source>
        <translation>측정 간격</translation>
    </message>
    <message>
        <source>How often the dashboard asks INFO.</source>
        <translation>대시보드가 INFO를 요청하는 간격입니다.</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source> keys</source>
        <translation>개</translation>
    </message>
    <message>
        <source>Patience with a server that is silent</source>
        <translation>응답 없는 서버를 기다리는 시간</translation>
    </message>
    <message>
        <source>Patience with one command</source>
        <translation>명령 하나를 기다리는 시간</translation>
    </message>
    <message>
        <source>Characters that make folders of key names</source>
        <translation>키 이름을 폴더로 나누는 문자</translation>
    </message>
    <message>
        <source>Client name</source>
        <translation>클라이언트 이름</translation>
    </message>
    <message>
        <source>What CLIENT LIST shows for Larder</source>
        <translation>CLIENT LIST에 표시되는 Larder의 이름</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Shown by CLIENT LIST on the server; empty sets none.</source>
        <translation>서버의 CLIENT LIST에 표시됩니다. 비우면 설정하지 않습니다.</translation>
    </message>
    <message>
        <source>A client name has no spaces and no letters beyond ASCII.</source>
        <translation>클라이언트 이름에는 공백과 ASCII 밖의 문자를 쓸 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>ui::AwsKeyRows</name>
    <message>
        <source>AWS keys</source>
        <translation>AWS 키</translation>
    </message>
    <message>
        <source>What requests to AWS are signed with</source>
        <translation>AWS 요청에 서명하는 키</translation>
    </message>
    <message>
        <source>Of the AWS profile</source>
        <translation>AWS 프로필의 키</translation>
    </message>
    <message>
        <source>Of this connection</source>
        <translation>이 연결의 키</translation>
    </message>
    <message>
        <source>Access key ID</source>
        <translation>액세스 키 ID</translation>
    </message>
    <message>
        <source>Secret access key</source>
        <translation>비밀 액세스 키</translation>
    </message>
    <message>
        <source>What is stored is never shown</source>
        <translation>저장된 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Session token</source>
        <translation>세션 토큰</translation>
    </message>
    <message>
        <source>Leave empty to keep what is stored</source>
        <translation>저장된 값을 유지하려면 비워 두세요</translation>
    </message>
    <message>
        <source>only with temporary keys</source>
        <translation>임시 키를 사용할 때만 입력</translation>
    </message>
    <message>
        <source>Typed here and used for this connection alone. The AWS CLI is given them in its environment, where your other programs can read them while it runs.</source>
        <translation>여기에 입력하며 이 연결에만 사용합니다. AWS CLI에는 환경 변수로 전달하므로, 실행되는 동안 사용자의 다른 프로그램이 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Typed here and used for this connection alone.</source>
        <translation>여기에 입력하며 이 연결에만 사용합니다.</translation>
    </message>
    <message>
        <source>Found as the AWS CLI finds them: environment, profile, SSO, role. Its files are only read.</source>
        <translation>AWS CLI와 같은 순서로 찾습니다: 환경 변수, 프로필, SSO, 역할. CLI 파일은 읽기만 합니다.</translation>
    </message>
    <message>
        <source>Enter an access key ID and its secret, or choose the AWS profile&apos;s.</source>
        <translation>액세스 키 ID와 비밀 키를 입력하거나 AWS 프로필의 키를 선택하세요.</translation>
    </message>
    <message>
        <source>An access key ID has 16 or more capital letters and digits: AKIA…, ASIA…</source>
        <translation>액세스 키 ID는 16자 이상의 대문자와 숫자입니다: AKIA…, ASIA…</translation>
    </message>
    <message>
        <source>Enter the secret that belongs to this access key ID.</source>
        <translation>이 액세스 키 ID의 비밀 키를 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::ConnectionList</name>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>새 연결</translation>
    </message>
    <message>
        <source>Filter connections…</source>
        <translation>연결 필터…</translation>
    </message>
    <message>
        <source>Filter connections</source>
        <translation>연결 필터</translation>
    </message>
    <message>
        <source>No connection matches the filter.</source>
        <translation>필터에 맞는 연결이 없습니다.</translation>
    </message>
    <message>
        <source>last test passed %1</source>
        <translation>마지막 테스트 성공: %1</translation>
    </message>
    <message>
        <source>last test failed %1</source>
        <translation>마지막 테스트 실패: %1</translation>
    </message>
    <message>
        <source>· passed %1</source>
        <translation>· 성공: %1</translation>
    </message>
    <message>
        <source>No connections yet. Paste an endpoint, find one in AWS, or try the demo server.</source>
        <translation>아직 연결이 없습니다. 엔드포인트를 붙여 넣거나, AWS에서 찾거나, 데모 서버를 사용해 보세요.</translation>
    </message>
</context>
<context>
    <name>ui::DemoPane</name>
    <message>
        <source>sample data</source>
        <translation>샘플 데이터</translation>
    </message>
    <message>
        <source>A private server with sample keys of every type and traffic of its own, so that the charts move. It starts with one click and is wiped when you close it.</source>
        <translation>모든 타입의 예제 키와 자체 트래픽이 있는 전용 서버라서 차트가 실제로 움직입니다. 클릭 한 번으로 시작하고, 닫으면 모두 지웁니다.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>데모 열기</translation>
    </message>
</context>
<context>
    <name>ui::DiagnosisPanel</name>
    <message>
        <source>stopped at step %1 of %2</source>
        <translation>%2단계 중 %1단계에서 중단</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>진단</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
</context>
<context>
    <name>ui::DiagnosisRow</name>
    <message>
        <source>%1 ms</source>
        <translation>%1ms</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>도달하지 못함</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>필요 없음</translation>
    </message>
    <message>
        <source>running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>통과</translation>
    </message>
    <message>
        <source>limited</source>
        <translation>일부 제한</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
</context>
<context>
    <name>ui::FirstRun</name>
    <message>
        <source>en</source>
        <comment>language code</comment>
        <extracomment>The code of the language that the text is in: &quot;en&quot;, &quot;ko&quot;.</extracomment>
        <translation>ko</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Welcome to Larder</source>
        <translation>Larder를 시작합니다</translation>
    </message>
    <message>
        <source>Browse the keys of Redis, Valkey and Amazon ElastiCache. No account, no telemetry.</source>
        <translation>Redis, Valkey, Amazon ElastiCache에 연결해 키를 살펴봅니다. 계정도, 사용 정보 수집도 없습니다.</translation>
    </message>
    <message>
        <source>Paste an endpoint</source>
        <translation>엔드포인트 붙여 넣기</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여 넣기</translation>
    </message>
    <message>
        <source>Try the demo server</source>
        <translation>데모 서버 사용해 보기</translation>
    </message>
    <message>
        <source>Starts at once, with sample keys and traffic. Everything is wiped when you close it.</source>
        <translation>바로 실행됩니다. 예제 키와 트래픽이 있고, 닫으면 모두 지웁니다.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>데모 열기</translation>
    </message>
    <message>
        <source>Passwords rest in the keychain or a sealed vault</source>
        <translation>비밀번호는 키체인이나 봉인된 보관함에 저장합니다</translation>
    </message>
    <message>
        <source>Production opens read-only</source>
        <translation>운영 환경은 읽기 전용으로 엽니다</translation>
    </message>
    <message>
        <source>Commands are shown before they are sent</source>
        <translation>보낼 명령을 먼저 보여 줍니다</translation>
    </message>
    <message>
        <source>A URL, a redis-cli line, .env or application.yml becomes a connection.</source>
        <translation>URL, redis-cli 명령, .env, application.yml을 그대로 붙여 넣으면 연결 정보를 읽어 냅니다.</translation>
    </message>
    <message>
        <source>Find in AWS</source>
        <translation>AWS에서 찾기</translation>
    </message>
    <message>
        <source>Choose a profile and a region: Larder finds the caches and the bastions. It only reads.</source>
        <translation>프로필과 리전을 고르면 캐시와 배스천을 찾아 줍니다. 읽기 권한만 사용합니다.</translation>
    </message>
    <message>
        <source>Find in AWS…</source>
        <translation>AWS에서 찾기…</translation>
    </message>
</context>
<context>
    <name>ui::FormDesk</name>
    <message>
        <source>No password is stored for this connection. Enter it here.</source>
        <translation>이 연결에 저장된 비밀번호가 없습니다. 여기에 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::FormPage</name>
    <message>
        <source>Hide</source>
        <translation>숨기기</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>비밀번호 표시</translation>
    </message>
    <message>
        <source>Show or hide what is typed</source>
        <translation>입력한 내용을 표시하거나 숨깁니다</translation>
    </message>
</context>
<context>
    <name>ui::FoundModel</name>
    <message>
        <source>stated</source>
        <translation>명시됨</translation>
    </message>
    <message>
        <source>guessed</source>
        <translation>추정</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>해석하지 못함</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>값 없음</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>How it is known</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>줄</translation>
    </message>
    <message>
        <source>From</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>check this</source>
        <translation>확인 필요</translation>
    </message>
</context>
<context>
    <name>ui::GeneralPage</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Colour of the environment</source>
        <translation>환경의 색상</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파란색</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>주황색</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록색</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>분홍색</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>보라색</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>청록색</translation>
    </message>
    <message>
        <source>Reached by</source>
        <translation>접속 방식</translation>
    </message>
    <message>
        <source>Host and port</source>
        <translation>호스트와 포트</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix 소켓</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation>소켓 경로</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Enter the name or the address of the server.</source>
        <translation>서버의 이름이나 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>A host name has no spaces, slashes or @. Paste whole URLs into the line at the top.</source>
        <translation>호스트 이름에는 공백, 슬래시, @를 쓸 수 없습니다. URL 전체는 맨 위 입력란에 붙여 넣으세요.</translation>
    </message>
    <message>
        <source>Enter the whole path of the socket, beginning with /.</source>
        <translation>/로 시작하는 소켓의 전체 경로를 입력하세요.</translation>
    </message>
    <message numerus="yes">
        <source>The system allows at most %n byte(s) in a socket path.</source>
        <translation>
            <numerusform>시스템에서 허용하는 소켓 경로는 최대 %n바이트입니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::HomePage</name>
    <message>
        <source>Home</source>
        <translation>홈</translation>
    </message>
    <message>
        <source>No connections</source>
        <translation>연결 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>연결 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::HopChain</name>
    <message>
        <source>no host yet</source>
        <translation>아직 호스트 없음</translation>
    </message>
    <message>
        <source>Check this: %1</source>
        <translation>확인이 필요합니다: %1</translation>
    </message>
    <message>
        <source>SSH servers</source>
        <translation>SSH 서버 목록</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>아래로</translation>
    </message>
    <message>
        <source>Remove this server</source>
        <translation>이 서버 제거</translation>
    </message>
    <message>
        <source>Pass this server earlier</source>
        <translation>이 서버를 더 먼저 거치기</translation>
    </message>
    <message>
        <source>Pass this server later</source>
        <translation>이 서버를 더 나중에 거치기</translation>
    </message>
</context>
<context>
    <name>ui::HostKeySheet</name>
    <message>
        <source>Is this the right bastion?</source>
        <translation>이 배스천이 맞습니까?</translation>
    </message>
    <message>
        <source>Its SSH host key is not known on this computer yet. Nothing has been sent to it.</source>
        <translation>이 컴퓨터에서 아직 모르는 SSH 호스트 키입니다. 아직 아무것도 전송하지 않았습니다.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Bastion</source>
        <translation>배스천</translation>
    </message>
    <message>
        <source>Key type</source>
        <translation>키 종류</translation>
    </message>
    <message>
        <source>A key of another type is stored for this bastion (%1), which the built-in SSH cannot check. Someone else may be answering.</source>
        <translation>이 배스천에는 다른 종류의 키(%1)가 저장되어 있지만 내장 SSH로는 확인할 수 없습니다. 다른 누군가가 응답하고 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>지문</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>지문 복사</translation>
    </message>
    <message>
        <source>Compare it before you accept: it has to be what this command prints on the bastion, or what your administrator tells you.</source>
        <translation>수락하기 전에 대조하세요. 배스천에서 이 명령이 출력하는 값 또는 관리자가 알려 준 값과 같아야 합니다.</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Accept once</source>
        <translation>이번만 수락</translation>
    </message>
    <message>
        <source>Accept and store</source>
        <translation>수락하고 저장</translation>
    </message>
    <message>
        <source>A key of another type is stored for this bastion. Someone else may be answering.</source>
        <translation>이 배스천에 다른 종류의 키가 저장되어 있습니다. 다른 누군가가 응답하고 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>ssh asks this, and keeps what you accept in your own known_hosts.</source>
        <translation>ssh가 묻는 질문이며, 수락한 키는 사용자의 known_hosts에 저장됩니다.</translation>
    </message>
</context>
<context>
    <name>ui::ImportDesk</name>
    <message>
        <source>Import a file</source>
        <translation>파일 가져오기</translation>
    </message>
</context>
<context>
    <name>ui::ImportSheet</name>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>ACL user %1</source>
        <translation>ACL 사용자 %1</translation>
    </message>
    <message>
        <source>Import connections</source>
        <translation>연결 가져오기</translation>
    </message>
    <message>
        <source>Connections found</source>
        <translation>찾은 연결</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 내용</translation>
    </message>
    <message>
        <source>This file is sealed. Enter its password, then press Enter.</source>
        <translation>암호로 봉인된 파일입니다. 비밀번호를 입력하고 Enter 키를 누르십시오.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>저장하고 연결</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>%1: one connection. Nothing is saved yet.</source>
        <translation>%1: 연결 1개. 아직 저장하지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n connection(s). Nothing is saved yet.</source>
        <translation>
            <numerusform>%1: 연결 %n개. 아직 저장하지 않았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>%1 값</translation>
    </message>
    <message>
        <source>Values are missing</source>
        <translation>값이 더 필요합니다</translation>
    </message>
    <message>
        <source>Check this: %1</source>
        <translation>확인이 필요합니다: %1</translation>
    </message>
    <message>
        <source>There are more of these: choose each connection to see its own.</source>
        <translation>이런 연결이 더 있습니다. 연결을 하나씩 선택하여 확인하십시오.</translation>
    </message>
    <message>
        <source>%1… (the whole of it is in the list below)</source>
        <translation>%1… (전체 내용은 아래 목록에 있습니다)</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>SSM bastion %1</source>
        <translation>SSM 배스천 %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>켜짐</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>ACL user or IAM</source>
        <translation>ACL 사용자 또는 IAM</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
</context>
<context>
    <name>ui::LinkSheet</name>
    <message>
        <source>Connect to this server?</source>
        <translation>이 서버에 연결할까요?</translation>
    </message>
    <message>
        <source>An address from outside asks for a connection. Nothing has been opened yet.</source>
        <translation>외부에서 받은 주소가 연결을 요청합니다. 아직 아무것도 열지 않았습니다.</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>소켓</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>the default user</source>
        <translation>기본 사용자</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>given</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>on, the certificate is verified</source>
        <translation>켬, 인증서를 검증함</translation>
    </message>
    <message>
        <source>on, but the certificate is not verified</source>
        <translation>켬, 그러나 인증서를 검증하지 않음</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>through Session Manager</source>
        <translation>Session Manager 경유</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>직접 연결</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Connect once</source>
        <translation>한 번만 연결</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>저장하고 연결</translation>
    </message>
    <message>
        <source>Further nodes</source>
        <translation>추가 노드</translation>
    </message>
    <message>
        <source>Client files</source>
        <translation>클라이언트 파일</translation>
    </message>
    <message>
        <source>%1… (%2 characters in all)</source>
        <translation>%1… (모두 %2자)</translation>
    </message>
    <message>
        <source>There are more of these.</source>
        <translation>이런 항목이 더 있습니다.</translation>
    </message>
    <message>
        <source>through SSH: %1</source>
        <translation>SSH 경유: %1</translation>
    </message>
</context>
<context>
    <name>ui::PasswordSheet</name>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Password needed</source>
        <translation>비밀번호 필요</translation>
    </message>
    <message>
        <source>The server refused that password. Nothing was saved.</source>
        <translation>서버가 그 비밀번호를 거부했습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>Used for this connection while it is open, and kept nowhere.</source>
        <translation>연결이 열려 있는 동안에만 쓰고 어디에도 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Password of the sentinels</source>
        <translation>센티널 비밀번호</translation>
    </message>
    <message>
        <source>Password of the user %1</source>
        <translation>사용자 %1의 비밀번호</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ui::PasteBar</name>
    <message>
        <source>Paste an endpoint</source>
        <translation>엔드포인트 붙여 넣기</translation>
    </message>
    <message>
        <source>Try the demo server</source>
        <translation>데모 서버 사용해 보기</translation>
    </message>
    <message>
        <source>Paste a URL, endpoint, redis-cli line, .env, application.yml…</source>
        <translation>URL, 엔드포인트, redis-cli 명령, .env, application.yml 붙여넣기…</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>파일 가져오기…</translation>
    </message>
    <message>
        <source>Find in AWS…</source>
        <translation>AWS에서 찾기…</translation>
    </message>
    <message>
        <source>Find in AWS (%1)</source>
        <translation>AWS에서 찾기(%1)</translation>
    </message>
    <message>
        <source>New connection…</source>
        <translation>새 연결…</translation>
    </message>
    <message>
        <source>New connection (%1)</source>
        <translation>새 연결(%1)</translation>
    </message>
</context>
<context>
    <name>ui::PrivateKeyField</name>
    <message>
        <source>There is no text in it.</source>
        <translation>텍스트가 없습니다.</translation>
    </message>
    <message>
        <source>This is too long for a key.</source>
        <translation>키라고 하기에는 너무 깁니다.</translation>
    </message>
    <message>
        <source>This is a key of PuTTY. Convert it first: puttygen key.ppk -O private-openssh -o key</source>
        <translation>PuTTY 키입니다. 먼저 변환하세요: puttygen key.ppk -O private-openssh -o key</translation>
    </message>
    <message>
        <source>This is the public half. The private key is the file without .pub.</source>
        <translation>공개 키입니다. 개인 키는 .pub 확장자가 없는 파일입니다.</translation>
    </message>
    <message>
        <source>This is no private key: it begins with -----BEGIN … PRIVATE KEY-----.</source>
        <translation>개인 키가 아닙니다. 개인 키는 -----BEGIN … PRIVATE KEY----- 줄로 시작합니다.</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>개인 키</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Paste the private key from the clipboard</source>
        <translation>클립보드에서 개인 키 붙여넣기</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>불러오기…</translation>
    </message>
    <message>
        <source>Load the private key from a file</source>
        <translation>파일에서 개인 키 불러오기</translation>
    </message>
    <message>
        <source>New key, not shown</source>
        <translation>새 키(표시하지 않음)</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>아직 없음</translation>
    </message>
</context>
<context>
    <name>ui::ProfileDelegate</name>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>테스트 전</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>새 이름</translation>
    </message>
</context>
<context>
    <name>ui::ProfileEditor</name>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>안전</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>고급</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>변경 취소</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>제거…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>새 연결</translation>
    </message>
    <message>
        <source>● not saved</source>
        <translation>● 저장 안 됨</translation>
    </message>
    <message>
        <source>Everything is saved.</source>
        <translation>모두 저장되었습니다.</translation>
    </message>
    <message>
        <source>Cancel test</source>
        <translation>테스트 취소</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>터널</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>토폴로지</translation>
    </message>
    <message>
        <source>The line is on the clipboard.</source>
        <translation>명령을 클립보드에 복사했습니다.</translation>
    </message>
    <message>
        <source>The policy is on the clipboard.</source>
        <translation>정책을 클립보드에 복사했습니다.</translation>
    </message>
</context>
<context>
    <name>ui::ProfileTexts</name>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n분 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n시간 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n일 전</numerusform>
        </translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix 소켓</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>직접</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>로컬</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>개발</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>스테이징</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>운영 환경</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>데모</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>SSM</source>
        <translation>SSM</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>TLS unverified</source>
        <translation>TLS 미검증</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Sentinel</source>
        <translation>센티널</translation>
    </message>
</context>
<context>
    <name>ui::PromptSheet</name>
    <message>
        <source>SSH password needed</source>
        <translation>SSH 비밀번호 필요</translation>
    </message>
    <message>
        <source>Passphrase of an SSH key needed</source>
        <translation>SSH 키 암호 필요</translation>
    </message>
    <message>
        <source>The bastion asks</source>
        <translation>배스천의 질문</translation>
    </message>
    <message>
        <source>SSH asks</source>
        <translation>SSH의 질문</translation>
    </message>
    <message>
        <source>The bastion refused that password. Nothing was saved.</source>
        <translation>배스천이 비밀번호를 거부했습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>That passphrase does not open the key. Nothing was saved.</source>
        <translation>이 암호로는 키를 열 수 없습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>The bastion refused that answer. Nothing was saved.</source>
        <translation>배스천이 답변을 거부했습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>Remember in Larder&apos;s vault</source>
        <translation>Larder 보관함에 저장</translation>
    </message>
    <message>
        <source>Remember, and choose where to keep it</source>
        <translation>저장하고 보관 위치 선택</translation>
    </message>
    <message>
        <source>Remember until Larder ends</source>
        <translation>Larder를 종료할 때까지 기억</translation>
    </message>
    <message>
        <source>Remember in the system keychain</source>
        <translation>시스템 키체인에 저장</translation>
    </message>
    <message>
        <source>Of the key that is stored with this connection.</source>
        <translation>이 연결에 저장된 키의 암호입니다.</translation>
    </message>
    <message>
        <source>Key: %1</source>
        <translation>키: %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>키 암호</translation>
    </message>
    <message>
        <source>Kept only once it has let you in</source>
        <translation>로그인에 성공한 뒤에만 저장합니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>AWS asks for an MFA code</source>
        <translation>AWS에서 MFA 코드를 요청합니다</translation>
    </message>
    <message>
        <source>AWS refused that code. Wait for the next one.</source>
        <translation>AWS에서 코드를 거부했습니다. 다음 코드를 기다리세요.</translation>
    </message>
    <message>
        <source>AWS profile %1</source>
        <translation>AWS 프로필 %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>장치: %1</translation>
    </message>
    <message>
        <source>MFA code</source>
        <translation>MFA 코드</translation>
    </message>
</context>
<context>
    <name>ui::RemoveSheet</name>
    <message>
        <source>Remove this connection?</source>
        <translation>이 연결을 제거할까요?</translation>
    </message>
    <message>
        <source>The connection and its stored password go away here. Nothing changes on the server.</source>
        <translation>연결과 저장된 비밀번호를 이 컴퓨터에서 제거합니다. 서버의 데이터는 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>ui::RouteProposal</name>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>%1: unknown</source>
        <translation>%1: 알 수 없음</translation>
    </message>
    <message>
        <source>same VPC</source>
        <translation>같은 VPC</translation>
    </message>
    <message>
        <source>SSM online</source>
        <translation>SSM 온라인</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>포트 %1</translation>
    </message>
    <message>
        <source>Ways to this endpoint</source>
        <translation>이 엔드포인트로 가는 경로</translation>
    </message>
    <message>
        <source>This endpoint is private: only its VPC reaches it. Choose a way there.</source>
        <translation>VPC 내부에서만 접속할 수 있는 사설 엔드포인트입니다. 연결할 경로를 선택하세요.</translation>
    </message>
    <message>
        <source>AWS is not asked: the name does not tell the region.</source>
        <translation>이름에서 리전을 알 수 없어 AWS를 조회하지 않습니다.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>default</translation>
    </message>
    <message>
        <source>Asking AWS in %1 (profile %2) who you are, and for caches, instances and security groups. Read-only; nothing is changed.</source>
        <translation>AWS(%1, 프로필 %2)에서 호출자 정보와 캐시, 인스턴스, 보안 그룹을 조회하고 있습니다. 읽기 전용이며 아무것도 변경하지 않습니다.</translation>
    </message>
    <message>
        <source>Not permitted: %1.</source>
        <translation>권한 없음: %1</translation>
    </message>
    <message>
        <source>AWS (profile %1) knows no bastion that is online in this VPC.</source>
        <translation>AWS(프로필 %1)에서 이 VPC에 온라인 상태인 배스천을 찾지 못했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n bastion(s) found</source>
        <translation>
            <numerusform>배스천 %n개를 찾았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Find a bastion in AWS…</source>
        <translation>AWS에서 배스천 찾기…</translation>
    </message>
    <message>
        <source>Through an SSH bastion…</source>
        <translation>SSH 배스천 경유…</translation>
    </message>
    <message>
        <source>Directly: by VPN, or from inside the VPC</source>
        <translation>직접 연결: VPN 사용 또는 VPC 내부</translation>
    </message>
    <message>
        <source>Through SSM bastion %1 — %2</source>
        <translation>SSM 배스천 경유: %1 — %2</translation>
    </message>
    <message>
        <source>Look in AWS with profile %1</source>
        <translation>AWS에서 찾기(프로필 %1)</translation>
    </message>
    <message>
        <source>The pasted text names the AWS profile %1. AWS is asked with it only when you choose so: that may run a program or take a role.</source>
        <translation>붙여 넣은 텍스트에 지정된 AWS 프로필: %1. 이 프로필을 쓰면 프로그램이 실행되거나 역할을 맡을 수 있으므로, 선택하신 뒤에만 AWS를 조회합니다.</translation>
    </message>
</context>
<context>
    <name>ui::SafetyPage</name>
    <message>
        <source>Writes</source>
        <translation>쓰기</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>읽기 전용으로 열기</translation>
    </message>
    <message>
        <source>No pane sends a write until you unlock. A least-privilege ACL user is the stronger lock.</source>
        <translation>잠금을 해제할 때까지 어느 화면에서도 쓰기를 보내지 않습니다. 최소 권한 ACL 사용자를 쓰면 더 확실하게 막을 수 있습니다.</translation>
    </message>
    <message>
        <source>Dangerous</source>
        <translation>위험 명령</translation>
    </message>
    <message>
        <source>Allow SHUTDOWN, DEBUG, FLUSHALL and MIGRATE</source>
        <translation>SHUTDOWN, DEBUG, FLUSHALL, MIGRATE 허용</translation>
    </message>
    <message>
        <source>TTL of new keys</source>
        <translation>새 키의 TTL</translation>
    </message>
    <message>
        <source>Choose each time</source>
        <translation>매번 선택</translation>
    </message>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%n일</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n시간</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
    <message>
        <source>Each one still asks for the name of the profile and the command.</source>
        <translation>허용해도 실행할 때마다 프로필 이름과 명령을 입력해야 합니다.</translation>
    </message>
    <message>
        <source>Refused only in production; elsewhere each one asks first.</source>
        <translation>운영 환경에서만 거부하며, 다른 환경에서는 실행하기 전에 확인합니다.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>확인 수준</translation>
    </message>
    <message>
        <source>How much is asked before what cannot be taken back</source>
        <translation>되돌릴 수 없는 작업 전에 묻는 정도</translation>
    </message>
    <message>
        <source>As the environment</source>
        <translation>환경에 따라</translation>
    </message>
    <message>
        <source>As on production</source>
        <translation>운영 환경과 같이</translation>
    </message>
    <message>
        <source>On production every delete is confirmed, and the profile&apos;s name has to be typed before anything that cannot be undone.</source>
        <translation>운영 환경에서는 모든 삭제를 확인하고, 되돌릴 수 없는 작업 전에 프로필 이름을 입력해야 합니다.</translation>
    </message>
    <message>
        <source>Also dangerous</source>
        <translation>추가 위험 명령</translation>
    </message>
    <message>
        <source>Commands that ask first, besides our own</source>
        <translation>기본 목록 외에 먼저 확인할 명령</translation>
    </message>
    <message>
        <source>Names with a comma between. They need a confirmation like FLUSHDB.</source>
        <translation>쉼표로 구분합니다. FLUSHDB처럼 확인을 요구합니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Kept in memory for ten minutes</source>
        <translation>메모리에 10분 동안 보관합니다</translation>
    </message>
    <message>
        <source>Deleted keys can be brought back for a while</source>
        <translation>삭제한 키를 잠시 동안 복원 가능</translation>
    </message>
    <message>
        <source>Reads each key once more before it is deleted. Without it every delete asks first.</source>
        <translation>삭제하기 전에 각 키를 한 번 더 읽습니다. 끄면 삭제할 때마다 먼저 확인합니다.</translation>
    </message>
    <message>
        <source>Disconnect after</source>
        <translation>연결 해제 시간</translation>
    </message>
    <message>
        <source>Without a command of yours</source>
        <translation>사용자 명령이 없는 시간</translation>
    </message>
    <message>
        <source>never</source>
        <translation>안 함</translation>
    </message>
    <message>
        <source> min</source>
        <translation>분</translation>
    </message>
    <message>
        <source>Closes the connection when you have sent nothing for so long.</source>
        <translation>그 시간 동안 보낸 명령이 없으면 연결을 닫습니다.</translation>
    </message>
    <message>
        <source>%1 shows the keys: it cannot ask each time.</source>
        <translation>%1: 키 목록에 쓰이므로 매번 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 is no name of a command.</source>
        <translation>%1: 명령 이름이 아닙니다.</translation>
    </message>
</context>
<context>
    <name>ui::SecretsDesk</name>
    <message>
        <source>The password was not saved.</source>
        <translation>비밀번호를 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>The copy has no password: enter it on the Security page.</source>
        <translation>복사본에는 비밀번호가 없습니다. 보안 페이지에서 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::SecretsPlace</name>
    <message>
        <source>Secrets in the system keychain</source>
        <translation>비밀번호: 시스템 키체인</translation>
    </message>
    <message>
        <source>Secrets in Larder&apos;s own vault, locked</source>
        <translation>비밀번호: Larder 보관함(잠김)</translation>
    </message>
    <message>
        <source>Secrets in Larder&apos;s own vault</source>
        <translation>비밀번호: Larder 보관함</translation>
    </message>
    <message>
        <source>No place for secrets chosen yet</source>
        <translation>비밀번호 저장 위치 미정</translation>
    </message>
    <message>
        <source>Secrets kept for this run only</source>
        <translation>비밀번호: 이번 실행 동안만 보관</translation>
    </message>
    <message>
        <source>Saved in the system keychain, never in the file of connections.</source>
        <translation>시스템 키체인에 저장하며, 연결 파일에는 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Saved in Larder&apos;s own vault, sealed with your master password.</source>
        <translation>마스터 비밀번호로 봉인한 Larder 보관함에 저장합니다.</translation>
    </message>
    <message>
        <source>There is no system keychain: saving a password asks where to keep it.</source>
        <translation>시스템 키체인이 없습니다. 비밀번호를 저장할 때 보관 위치를 묻습니다.</translation>
    </message>
    <message>
        <source>Kept in memory until Larder is closed.</source>
        <translation>Larder를 닫을 때까지 메모리에만 보관합니다.</translation>
    </message>
</context>
<context>
    <name>ui::SecurityPage</name>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>ACL user</source>
        <translation>ACL 사용자</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored password</source>
        <translation>비워 두면 저장된 비밀번호를 유지합니다</translation>
    </message>
    <message>
        <source>Nothing is sent before the first command.</source>
        <translation>첫 명령 전에 인증 정보를 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Enter the name of the ACL user.</source>
        <translation>ACL 사용자 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>How the server learns who you are</source>
        <translation>서버가 사용자를 확인하는 방법</translation>
    </message>
    <message>
        <source>IAM token</source>
        <translation>IAM 토큰</translation>
    </message>
    <message>
        <source>Name of the ACL user, from Redis 6 on</source>
        <translation>ACL 사용자 이름 (Redis 6부터)</translation>
    </message>
    <message>
        <source>Password from</source>
        <translation>비밀번호 출처</translation>
    </message>
    <message>
        <source>Where the password comes from</source>
        <translation>비밀번호를 가져오는 곳</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>매번 묻기</translation>
    </message>
    <message>
        <source>From a command</source>
        <translation>명령 실행</translation>
    </message>
    <message>
        <source>What is stored is never shown</source>
        <translation>저장된 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>A program that prints the password</source>
        <translation>비밀번호를 출력하는 프로그램</translation>
    </message>
    <message>
        <source>The program and its arguments, one on each line. It is started directly, without a shell; the first line that it prints is the password.</source>
        <translation>프로그램과 인수를 한 줄에 하나씩 적습니다. 셸 없이 직접 실행하며, 출력의 첫 줄을 비밀번호로 씁니다.</translation>
    </message>
    <message>
        <source>Cache name</source>
        <translation>캐시 이름</translation>
    </message>
    <message>
        <source>Replication group or serverless cache</source>
        <translation>복제 그룹 또는 서버리스 캐시</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>AWS region of the cache: ap-northeast-2</source>
        <translation>캐시의 AWS 리전: ap-northeast-2</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Serverless cache</source>
        <translation>서버리스 캐시</translation>
    </message>
    <message>
        <source>AWS profile</source>
        <translation>AWS 프로필</translation>
    </message>
    <message>
        <source>Name of a profile in ~/.aws/config; empty = the default</source>
        <translation>~/.aws/config의 프로필 이름. 비우면 기본값</translation>
    </message>
    <message>
        <source>Asked for at every connect and test; kept nowhere.</source>
        <translation>연결하거나 테스트할 때마다 묻고 어디에도 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Enter the program on the first line.</source>
        <translation>첫 줄에 프로그램을 입력하세요.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>default</translation>
    </message>
    <message>
        <source>User ID</source>
        <translation>사용자 ID</translation>
    </message>
    <message>
        <source>ElastiCache user ID, which equals its user name</source>
        <translation>ElastiCache 사용자 ID(사용자 이름과 같음)</translation>
    </message>
    <message>
        <source>Instead of a password a token is made from your AWS keys for each sign-in. Nothing of it is stored.</source>
        <translation>비밀번호 대신 로그인할 때마다 AWS 키로 토큰을 만듭니다. 토큰은 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>ElastiCache takes IAM tokens over TLS only: turn TLS on below.</source>
        <translation>ElastiCache는 TLS 연결에서만 IAM 토큰을 받습니다. 아래에서 TLS를 켜세요.</translation>
    </message>
    <message>
        <source>Enter the ID of the ElastiCache user.</source>
        <translation>ElastiCache 사용자의 ID를 입력하세요.</translation>
    </message>
    <message>
        <source>Enter the name of the cache: the token is made for it.</source>
        <translation>캐시 이름을 입력하세요. 토큰은 이 캐시에 대해 만듭니다.</translation>
    </message>
    <message>
        <source>Through Session Manager, the AWS profile and the keys of the Tunnel page count.</source>
        <translation>Session Manager를 거칠 때는 터널 페이지의 AWS 프로필과 키를 사용합니다.</translation>
    </message>
</context>
<context>
    <name>ui::SsmPage</name>
    <message>
        <source>The aws program</source>
        <translation>aws 프로그램</translation>
    </message>
    <message>
        <source>AWS profile</source>
        <translation>AWS 프로필</translation>
    </message>
    <message>
        <source>A profile of ~/.aws/config or credentials</source>
        <translation>~/.aws/config 또는 credentials 파일의 프로필</translation>
    </message>
    <message>
        <source>default</source>
        <translation>default</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>AWS region</source>
        <translation>AWS 리전</translation>
    </message>
    <message>
        <source>AWS region of the bastion</source>
        <translation>배스천의 AWS 리전</translation>
    </message>
    <message>
        <source>as the profile says</source>
        <translation>프로필 설정대로</translation>
    </message>
    <message>
        <source>Bastion</source>
        <translation>배스천</translation>
    </message>
    <message>
        <source>Instance in the VPC of the cache, online in Systems Manager</source>
        <translation>캐시와 같은 VPC에 있고 Systems Manager에서 온라인인 인스턴스</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>찾기…</translation>
    </message>
    <message>
        <source>Find a bastion in AWS</source>
        <translation>AWS에서 배스천 찾기</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>여는 방식</translation>
    </message>
    <message>
        <source>Which program speaks to Session Manager</source>
        <translation>Session Manager와 통신하는 프로그램</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>AWS CLI</source>
        <translation>AWS CLI</translation>
    </message>
    <message>
        <source>aws program</source>
        <translation>aws 프로그램</translation>
    </message>
    <message>
        <source>Path of the program; empty = aws in PATH</source>
        <translation>프로그램의 경로. 비워 두면 PATH의 aws를 사용합니다</translation>
    </message>
    <message>
        <source>aws in PATH</source>
        <translation>PATH의 aws</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Choose the aws program</source>
        <translation>aws 프로그램 선택</translation>
    </message>
    <message>
        <source>Bulk sessions</source>
        <translation>대량 읽기 세션</translation>
    </message>
    <message>
        <source>How many sessions share big reads</source>
        <translation>대량 읽기를 나누어 처리할 세션 수</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>The session document that AWS runs</source>
        <translation>AWS에서 실행할 세션 문서</translation>
    </message>
    <message>
        <source>AWS address</source>
        <translation>AWS 주소</translation>
    </message>
    <message>
        <source>the service&apos;s own</source>
        <translation>서비스의 기본 주소</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>설정 접기</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>설정 더 보기</translation>
    </message>
    <message>
        <source>A container of ECS Exec: experimental.</source>
        <translation>ECS Exec 컨테이너입니다(실험적 기능).</translation>
    </message>
    <message>
        <source>Runs aws ssm start-session with the Session Manager plugin, where a site insists on them. It listens on a port of this computer.</source>
        <translation>사내 규정상 필요한 경우 Session Manager 플러그인으로 aws ssm start-session을 실행합니다. 이 컴퓨터의 포트를 엽니다.</translation>
    </message>
    <message>
        <source>Larder speaks to Session Manager by itself: no AWS CLI, no plugin, no open port.</source>
        <translation>Larder가 직접 Session Manager와 통신합니다. AWS CLI, 플러그인, 열린 포트가 필요 없습니다.</translation>
    </message>
    <message>
        <source>Big values and scans go through one session beside the one for your own work.</source>
        <translation>큰 값과 스캔은 작업용 세션과 별도의 세션 하나로 처리합니다.</translation>
    </message>
    <message>
        <source>Big values and scans are shared among %1 sessions beside the one for your own work: faster, and each is a session in AWS&apos;s records.</source>
        <translation>큰 값과 스캔을 작업용 세션과 별도로 세션 %1개에 나누어 처리합니다. 더 빠르며, 각각 AWS 기록에 세션으로 남습니다.</translation>
    </message>
    <message>
        <source>For a document of your own that pins host and port. Empty = AWS&apos;s own.</source>
        <translation>호스트와 포트를 고정한 자체 문서를 쓸 때 입력합니다. 비워 두면 AWS 기본 문서를 사용합니다.</translation>
    </message>
    <message>
        <source>Enter the whole path of the file.</source>
        <translation>파일의 전체 경로를 입력하세요.</translation>
    </message>
    <message>
        <source>Instead of Session Manager&apos;s public address</source>
        <translation>Session Manager의 공개 주소 대신 사용할 주소</translation>
    </message>
    <message>
        <source>Session Manager&apos;s alone: the VPC endpoint of ssm. The other services of AWS follow AWS_ENDPOINT_URL.</source>
        <translation>Session Manager 전용: ssm의 VPC 엔드포인트. AWS의 다른 서비스는 AWS_ENDPOINT_URL을 따릅니다.</translation>
    </message>
    <message>
        <source>Two do as well: Larder keeps to four connections to a server, and the list and the statistics hold two, so that no more than two of these %1 sessions are in use at a time.</source>
        <translation>2개로 충분합니다. Larder는 서버당 연결을 4개까지만 사용하고 목록과 통계가 그중 2개를 사용하므로, 세션 %1개 중 동시에 사용되는 것은 최대 2개입니다.</translation>
    </message>
    <message>
        <source>An open window counts as use: AWS&apos;s idle timeout does not end the session. To let it end, set “Disconnect after” on the Safety page.</source>
        <translation>열린 창은 사용 중으로 간주되므로 AWS의 유휴 제한 시간이 세션을 끝내지 않습니다. 끝나게 하려면 안전 페이지에서 “연결 해제 시간”을 설정하세요.</translation>
    </message>
</context>
<context>
    <name>ui::TlsPage</name>
    <message>
        <source>Key of the client certificate</source>
        <translation>클라이언트 인증서의 키</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key)</source>
        <translation>인증서와 키 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Certificate of the authority (CA)</source>
        <translation>인증 기관(CA) 인증서</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>클라이언트 인증서</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>암호화</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Encrypts the connection and proves who answers</source>
        <translation>연결을 암호화하고 응답하는 서버를 확인합니다</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>검증</translation>
    </message>
    <message>
        <source>Verify the server&apos;s certificate</source>
        <translation>서버 인증서 검증</translation>
    </message>
    <message>
        <source>Its issuer, its name and its dates</source>
        <translation>발급자, 이름, 유효 기간</translation>
    </message>
    <message>
        <source>Not verified: anybody on the way can answer as this server, read the password and change what is sent. Every place that shows this connection says so.</source>
        <translation>검증하지 않음: 중간의 누구든 이 서버인 것처럼 응답하고 비밀번호를 읽고 내용을 바꿀 수 있습니다. 이 연결이 보이는 모든 곳에 표시합니다.</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 파일</translation>
    </message>
    <message>
        <source>PEM file with the authorities that this server may use</source>
        <translation>이 서버에 허용할 인증 기관이 담긴 PEM 파일</translation>
    </message>
    <message>
        <source>The trust store of the system</source>
        <translation>시스템 신뢰 저장소</translation>
    </message>
    <message>
        <source>PEM file, where the server wants to know who connects</source>
        <translation>서버가 접속자를 확인할 때 쓰는 PEM 파일</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>클라이언트 키</translation>
    </message>
    <message>
        <source>PEM file with the key of the client certificate</source>
        <translation>클라이언트 인증서의 키가 담긴 PEM 파일</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>키 암호</translation>
    </message>
    <message>
        <source>What is stored is never shown</source>
        <translation>저장된 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored passphrase</source>
        <translation>저장된 암호를 유지하려면 비워 두세요</translation>
    </message>
    <message>
        <source>only when the key is encrypted</source>
        <translation>키가 암호화된 경우에만</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>서버 이름</translation>
    </message>
    <message>
        <source>The name that is asked for (SNI) and verified</source>
        <translation>요청(SNI)하고 검증하는 이름</translation>
    </message>
    <message>
        <source>Choose a CA file</source>
        <translation>CA 파일 선택</translation>
    </message>
    <message>
        <source>Choose a client certificate</source>
        <translation>클라이언트 인증서 선택</translation>
    </message>
    <message>
        <source>Choose a client key</source>
        <translation>클라이언트 키 선택</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Password and data travel readable.</source>
        <translation>비밀번호와 데이터가 암호화되지 않고 전송됩니다.</translation>
    </message>
    <message>
        <source>Only where the certificate is made out to another name than the endpoint.</source>
        <translation>인증서가 엔드포인트와 다른 이름으로 발급된 경우에만 입력합니다.</translation>
    </message>
    <message>
        <source>Enter the whole path of the file.</source>
        <translation>파일의 전체 경로를 입력하세요.</translation>
    </message>
    <message>
        <source>A key alone is of no use: choose its certificate too.</source>
        <translation>키만으로는 쓸 수 없습니다. 인증서도 선택하세요.</translation>
    </message>
    <message>
        <source>Choose the key that belongs to the certificate.</source>
        <translation>인증서에 맞는 키를 선택하세요.</translation>
    </message>
    <message>
        <source>Enter a host name or an address, without a port.</source>
        <translation>포트 없이 호스트 이름이나 주소를 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::TopologyPage</name>
    <message>
        <source>Topology</source>
        <translation>토폴로지</translation>
    </message>
    <message>
        <source>What stands behind the address</source>
        <translation>주소 뒤에 있는 구성</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>This node alone</source>
        <translation>이 노드만</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>클러스터</translation>
    </message>
    <message>
        <source>Sentinel</source>
        <translation>센티널</translation>
    </message>
    <message>
        <source>Primary name</source>
        <translation>프라이머리 이름</translation>
    </message>
    <message>
        <source>What the sentinels call the primary: mymaster</source>
        <translation>센티널이 부르는 프라이머리 이름: mymaster</translation>
    </message>
    <message>
        <source>Sentinel sign-in</source>
        <translation>센티널 로그인</translation>
    </message>
    <message>
        <source>The sentinels want a password of their own</source>
        <translation>센티널에 별도의 비밀번호가 필요함</translation>
    </message>
    <message>
        <source>Sentinel user</source>
        <translation>센티널 사용자</translation>
    </message>
    <message>
        <source>Empty = the default user</source>
        <translation>비우면 기본 사용자</translation>
    </message>
    <message>
        <source>default user</source>
        <translation>기본 사용자</translation>
    </message>
    <message>
        <source>Sentinel password</source>
        <translation>센티널 비밀번호</translation>
    </message>
    <message>
        <source>What is stored is never shown</source>
        <translation>저장된 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Leave empty to keep the stored password</source>
        <translation>저장된 비밀번호를 유지하려면 비워 두세요</translation>
    </message>
    <message>
        <source>Sentinel TLS</source>
        <translation>센티널 TLS</translation>
    </message>
    <message>
        <source>The sentinels speak TLS, with the settings of the Security page</source>
        <translation>센티널도 보안 페이지의 설정으로 TLS 사용</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>Reads may go to replicas</source>
        <translation>복제본에서 읽기 허용</translation>
    </message>
    <message>
        <source>They can lag behind the primary</source>
        <translation>프라이머리보다 늦을 수 있습니다</translation>
    </message>
    <message>
        <source>Node addresses</source>
        <translation>노드 주소</translation>
    </message>
    <message>
        <source>How announced addresses are reached from here</source>
        <translation>알려진 주소를 여기서 접속하는 방법</translation>
    </message>
    <message>
        <source>For nodes that announce an address which leads nowhere from here (NAT, containers). TLS still verifies the announced name.</source>
        <translation>노드가 알리는 주소로 여기서 접속할 수 없을 때 씁니다 (NAT, 컨테이너). TLS는 알려진 이름을 그대로 검증합니다.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>알려진 주소</translation>
    </message>
    <message>
        <source>Reached at</source>
        <translation>접속 주소</translation>
    </message>
    <message>
        <source>Sentinels</source>
        <translation>센티널</translation>
    </message>
    <message>
        <source>Further nodes</source>
        <translation>추가 노드</translation>
    </message>
    <message>
        <source>With none here, host and port of the General page are the sentinel.</source>
        <translation>비워 두면 일반 페이지의 호스트와 포트를 센티널로 씁니다.</translation>
    </message>
    <message>
        <source>Tried when the first one does not answer; the cluster names the rest.</source>
        <translation>첫 노드가 응답하지 않을 때 시도합니다. 나머지는 클러스터가 알려 줍니다.</translation>
    </message>
    <message>
        <source>The server is asked what it is.</source>
        <translation>서버에 구성을 묻습니다.</translation>
    </message>
    <message>
        <source>Speaks to this one node, even of a cluster: what other nodes hold is not seen.</source>
        <translation>클러스터라도 이 노드에만 접속합니다. 다른 노드의 데이터는 보이지 않습니다.</translation>
    </message>
    <message>
        <source>Enter the name under which the sentinels know the primary.</source>
        <translation>센티널이 아는 프라이머리 이름을 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::TunnelPage</name>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>개인 키</translation>
    </message>
    <message>
        <source>The ssh program</source>
        <translation>ssh 프로그램</translation>
    </message>
    <message>
        <source>Settings file of ssh</source>
        <translation>ssh 설정 파일</translation>
    </message>
    <message>
        <source>Enter the name or the address of the SSH server.</source>
        <translation>SSH 서버의 이름이나 주소를 입력하세요.</translation>
    </message>
    <message>
        <source>A host name has no slashes or @: the user has a field of its own.</source>
        <translation>호스트 이름에는 슬래시나 @ 문자를 쓸 수 없습니다. 사용자는 별도의 칸에 입력하세요.</translation>
    </message>
    <message>
        <source>Choose the file of the private key.</source>
        <translation>개인 키 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>Enter the whole path of the file.</source>
        <translation>파일의 전체 경로를 입력하세요.</translation>
    </message>
    <message>
        <source>The ssh program takes keys from files or an agent only. Choose another way to sign in, or &quot;Built in&quot;.</source>
        <translation>ssh 프로그램은 파일이나 에이전트의 키만 사용합니다. 다른 로그인 방법을 선택하거나 &quot;내장&quot;을 선택하세요.</translation>
    </message>
    <message>
        <source>Paste the private key, or load it from its file.</source>
        <translation>개인 키를 붙여넣거나 파일에서 불러오세요.</translation>
    </message>
    <message>
        <source>Server %1: %2</source>
        <translation>서버 %1: %2</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>What the connection leads through</source>
        <translation>연결이 거쳐 가는 곳</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Session Manager</source>
        <translation>Session Manager</translation>
    </message>
    <message>
        <source>Opened by</source>
        <translation>여는 프로그램</translation>
    </message>
    <message>
        <source>Which program speaks SSH</source>
        <translation>SSH를 처리하는 프로그램</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>내장</translation>
    </message>
    <message>
        <source>OpenSSH (ssh)</source>
        <translation>OpenSSH (ssh)</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>A Host of ~/.ssh/config</source>
        <translation>~/.ssh/config 파일의 Host</translation>
    </message>
    <message>
        <source>none: the server below</source>
        <translation>없음: 아래 서버 사용</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>In the order in which they are passed</source>
        <translation>거쳐 가는 순서대로</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>SSH port</source>
        <translation>SSH 포트</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Whom the SSH server knows: ec2-user, ubuntu</source>
        <translation>SSH 서버의 사용자: ec2-user, ubuntu</translation>
    </message>
    <message>
        <source>your login name on this computer</source>
        <translation>이 컴퓨터의 로그인 이름</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>How the SSH server learns who you are</source>
        <translation>SSH 서버가 사용자를 확인하는 방법</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>키 파일</translation>
    </message>
    <message>
        <source>Stored key</source>
        <translation>저장된 키</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>비밀번호</translation>
    </message>
    <message>
        <source>Key passphrase</source>
        <translation>키 암호</translation>
    </message>
    <message>
        <source>What is stored is never shown</source>
        <translation>저장된 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Add a further server</source>
        <translation>서버 추가</translation>
    </message>
    <message>
        <source>Host keys</source>
        <translation>호스트 키</translation>
    </message>
    <message>
        <source>How it is known that the right server answers</source>
        <translation>올바른 서버가 응답하는지 확인하는 방법</translation>
    </message>
    <message>
        <source>Ask for new keys</source>
        <translation>새 키는 묻기</translation>
    </message>
    <message>
        <source>Known keys only</source>
        <translation>알려진 키만</translation>
    </message>
    <message>
        <source>ssh program</source>
        <translation>ssh 프로그램</translation>
    </message>
    <message>
        <source>Path of the program; empty = ssh in PATH</source>
        <translation>프로그램의 경로. 비워 두면 PATH의 ssh</translation>
    </message>
    <message>
        <source>ssh in PATH</source>
        <translation>PATH의 ssh</translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation>설정 파일</translation>
    </message>
    <message>
        <source>Read instead of ~/.ssh/config (ssh -F)</source>
        <translation>~/.ssh/config 대신 읽는 파일 (ssh -F)</translation>
    </message>
    <message>
        <source>Choose a key file</source>
        <translation>키 파일 선택</translation>
    </message>
    <message>
        <source>Choose the ssh program</source>
        <translation>ssh 프로그램 선택</translation>
    </message>
    <message>
        <source>Choose a settings file of ssh</source>
        <translation>ssh 설정 파일 선택</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>설정 접기</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>설정 더 보기</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>서버 %1</translation>
    </message>
    <message>
        <source>SSH server</source>
        <translation>SSH 서버</translation>
    </message>
    <message>
        <source>Name or address of the bastion</source>
        <translation>배스천의 이름이나 주소</translation>
    </message>
    <message>
        <source>Which of the agent&apos;s keys is offered</source>
        <translation>에이전트의 키 가운데 제시할 키</translation>
    </message>
    <message>
        <source>The private key: .pem, PKCS#8 or OpenSSH</source>
        <translation>개인 키: .pem, PKCS#8 또는 OpenSSH</translation>
    </message>
    <message>
        <source>each key that the agent holds</source>
        <translation>에이전트가 가진 모든 키</translation>
    </message>
    <message>
        <source>Leave empty to keep what is stored</source>
        <translation>저장된 값을 유지하려면 비워 두세요</translation>
    </message>
    <message>
        <source>only when the key is encrypted</source>
        <translation>키가 암호화된 경우에만</translation>
    </message>
    <message>
        <source>asked for when it is empty</source>
        <translation>비워 두면 연결할 때 묻습니다</translation>
    </message>
    <message>
        <source>The connection goes straight to its host and port.</source>
        <translation>호스트와 포트로 바로 연결합니다.</translation>
    </message>
    <message>
        <source>Host and port of the General page are reached from the last SSH server. Nothing listens on this computer.</source>
        <translation>마지막 SSH 서버에서 일반 페이지의 호스트와 포트로 연결합니다. 이 컴퓨터에는 열리는 포트가 없습니다.</translation>
    </message>
    <message>
        <source>Runs the ssh program of this computer with your ~/.ssh/config: aliases, ProxyCommand, security keys, certificates.</source>
        <translation>이 컴퓨터의 ssh 프로그램을 ~/.ssh/config 설정으로 실행합니다: 별칭, ProxyCommand, 보안 키, 인증서.</translation>
    </message>
    <message>
        <source>Larder signs in by itself. ~/.ssh/config is not read.</source>
        <translation>Larder가 직접 로그인합니다. ~/.ssh/config 파일은 읽지 않습니다.</translation>
    </message>
    <message>
        <source>Server, user, key and jumps are what ~/.ssh/config says.</source>
        <translation>서버, 사용자, 키, 경유지는 ~/.ssh/config 설정을 따릅니다.</translation>
    </message>
    <message>
        <source>Passed from top to bottom; the last one reaches the Redis server.</source>
        <translation>위에서 아래로 거쳐 가며, 마지막 서버가 Redis 서버에 연결합니다.</translation>
    </message>
    <message>
        <source>Tries the keys of the SSH agent, then ~/.ssh/id_*; then asks for a password.</source>
        <translation>SSH 에이전트의 키, ~/.ssh/id_* 순으로 시도한 뒤 비밀번호를 묻습니다.</translation>
    </message>
    <message>
        <source>The keys stay with the SSH agent. Nothing is stored.</source>
        <translation>키는 SSH 에이전트에 그대로 있으며 아무것도 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Only the path is saved: the key stays in its file.</source>
        <translation>경로만 저장하며 키는 파일에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>For a server that only this one reaches, as with ProxyJump.</source>
        <translation>ProxyJump처럼 이 서버에서만 닿는 서버가 있을 때 추가하세요.</translation>
    </message>
    <message>
        <source>The fingerprint of a server that is not in known_hosts is shown to you. A key that changed is refused.</source>
        <translation>known_hosts에 없는 서버는 지문을 보여 드립니다. 변경된 키는 거부합니다.</translation>
    </message>
    <message>
        <source>A server whose key is not in known_hosts is refused.</source>
        <translation>키가 known_hosts에 없는 서버는 거부합니다.</translation>
    </message>
    <message>
        <source>Host and port of the General page are reached from the bastion, which needs no open port and no key.</source>
        <translation>일반 페이지의 호스트와 포트에 배스천에서 접속합니다. 배스천에는 열린 포트도 SSH 키도 필요 없습니다.</translation>
    </message>
</context>
<context>
    <name>ui::VaultSheet</name>
    <message>
        <source>Create a vault for passwords</source>
        <translation>비밀번호 보관함 만들기</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>보관함 열기</translation>
    </message>
    <message>
        <source>This system has no keychain that works. Larder can keep passwords in a file of its own, sealed with a master password that only you know. It cannot be recovered when it is forgotten.</source>
        <translation>이 시스템에는 사용할 수 있는 키체인이 없습니다. Larder는 사용자만 아는 마스터 비밀번호로 봉인한 파일에 비밀번호를 보관할 수 있습니다. 마스터 비밀번호를 잊으면 복구할 수 없습니다.</translation>
    </message>
    <message>
        <source>The passwords of your connections are in Larder&apos;s own vault. Enter its master password.</source>
        <translation>연결의 비밀번호가 Larder 보관함에 있습니다. 마스터 비밀번호를 입력하세요.</translation>
    </message>
    <message>
        <source>Master password</source>
        <translation>마스터 비밀번호</translation>
    </message>
    <message>
        <source>Master password again</source>
        <translation>마스터 비밀번호 확인</translation>
    </message>
    <message>
        <source>Keep for this run only</source>
        <translation>이번 실행 동안만 보관</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>보관함 없이 계속</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Create vault</source>
        <translation>보관함 만들기</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>%n자 이상 입력하세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>두 비밀번호가 서로 다릅니다.</translation>
    </message>
</context>
</TS>

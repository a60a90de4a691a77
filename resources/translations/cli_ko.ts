<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>There is no help on %1.</source>
        <translation>%1 항목의 도움말이 없습니다.</translation>
    </message>
    <message>
        <source>Put -- before the command to run: larder exec %1 -- …</source>
        <translation>실행할 명령 앞에 --를 붙이세요: larder exec %1 -- …</translation>
    </message>
    <message>
        <source>That is not how %1 is used. See: larder help %1</source>
        <translation>%1 명령의 사용법이 올바르지 않습니다. 도움말: larder help %1</translation>
    </message>
    <message>
        <source>--lang takes ko or en.</source>
        <translation>--lang 값은 ko 또는 en입니다.</translation>
    </message>
    <message>
        <source>Password of the sealed file:</source>
        <translation>봉인된 파일의 비밀번호:</translation>
    </message>
    <message>
        <source>The file is sealed. --password-file names a file with its password.</source>
        <translation>봉인된 파일입니다. 비밀번호가 담긴 파일을 --password-file로 지정하세요.</translation>
    </message>
    <message>
        <source>The secrets of %1 were not kept.</source>
        <translation>%1 연결의 비밀 정보를 보관하지 못했습니다.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>저장했습니다: %1</translation>
    </message>
    <message>
        <source>Password to seal the file with:</source>
        <translation>파일을 봉인할 비밀번호:</translation>
    </message>
    <message>
        <source>--with-secrets needs --password-file: secrets leave only in a sealed file.</source>
        <translation>--with-secrets에는 --password-file이 필요합니다. 비밀 정보는 봉인된 파일로만 내보냅니다.</translation>
    </message>
    <message>
        <source>Again:</source>
        <translation>다시 입력:</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>두 비밀번호가 다릅니다.</translation>
    </message>
    <message>
        <source>The file %1 cannot be written.</source>
        <translation>파일 %1 쓰기에 실패했습니다.</translation>
    </message>
    <message>
        <source>Without a value: %1. --env takes values from the environment.</source>
        <translation>값이 없는 변수: %1. --env를 붙이면 환경 변수에서 값을 가져옵니다.</translation>
    </message>
    <message numerus="yes">
        <source>Save %n connection(s)?</source>
        <translation>
            <numerusform>연결 %n개를 저장할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was saved: there is no terminal to ask on. With --yes it is.</source>
        <translation>저장하지 않았습니다. 물어볼 터미널이 없습니다. --yes를 붙이면 저장합니다.</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>--password-file seals secrets: give --with-secrets too.</source>
        <translation>--password-file은 비밀 정보를 봉인할 때 씁니다. --with-secrets도 붙이세요.</translation>
    </message>
    <message>
        <source>Direct, with a password from the environment:</source>
        <translation>직접 연결, 비밀번호는 환경 변수에서:</translation>
    </message>
    <message>
        <source>TLS, with a CA and a certificate of the client:</source>
        <translation>TLS, CA와 클라이언트 인증서 사용:</translation>
    </message>
    <message>
        <source>A cluster, with addresses that lead elsewhere from here:</source>
        <translation>클러스터, 여기서는 다른 곳으로 이어지는 주소 포함:</translation>
    </message>
    <message>
        <source>Sentinels that want a password of their own:</source>
        <translation>별도의 비밀번호가 필요한 Sentinel:</translation>
    </message>
    <message>
        <source>larder exec PROFILE [OPTIONS] -- COMMAND ARGUMENT…
larder exec PROFILE [OPTIONS] &lt; LINES

Runs a command, or each line of standard input, as the console does: the same
guard, the same quoting, one conversation (SELECT and MULTI hold from line to
line). Blank lines and lines that begin with # are skipped.

  --raw                 print as redis-cli --raw; otherwise as redis-cli prints on
                        a terminal, also into a pipe
  --json                one JSON value on a line for each reply; bytes that are
                        not UTF-8 are {&quot;base64&quot;: &quot;…&quot;}, an error {&quot;error&quot;: &quot;…&quot;}
  --db N                begin in this database
  --read-only           refuse everything that is not known to only read
  --yes                 run dangerous commands (FLUSHDB, CONFIG SET …)
  --keep-going          go on after an error; never inside MULTI
  --timeout SECONDS     wait this long for each reply (120)
  --password-file FILE  opens a sealed @FILE

Exit status:
  0 all fine            1 a command was answered with an error
  2 usage, no such profile, a line that cannot be meant
  3 refused: read-only, or dangerous without --yes; nothing was sent
  4 a write went out and its reply never came: done or not, nobody knows
  5 no usable reply: too late, too large
  10 to 18 could not connect, by the step (larder help test)
  130 interrupted
With --keep-going, the highest of them.

Examples:
</source>
        <translation>larder exec PROFILE [OPTIONS] -- COMMAND ARGUMENT…
larder exec PROFILE [OPTIONS] &lt; LINES

명령 하나 또는 표준 입력의 각 줄을 콘솔과 똑같이 실행합니다. 보호 장치와 따옴표
규칙이 같고, 하나의 대화로 이어집니다(SELECT와 MULTI가 다음 줄에도 유효합니다).
빈 줄과 #으로 시작하는 줄은 건너뜁니다.

  --raw                 redis-cli --raw처럼 출력. 없으면 파이프에도 redis-cli가
                        터미널에 출력하는 대로 출력
  --json                응답마다 한 줄에 JSON 값 하나. UTF-8이 아닌 바이트는
                        {&quot;base64&quot;: &quot;…&quot;}, 오류는 {&quot;error&quot;: &quot;…&quot;}
  --db N                이 데이터베이스에서 시작
  --read-only           읽기만 하는 것으로 알려지지 않은 명령은 모두 거부
  --yes                 위험한 명령도 실행(FLUSHDB, CONFIG SET …)
  --keep-going          오류 뒤에도 계속. MULTI 안에서는 항상 멈춤
  --timeout SECONDS     응답마다 기다리는 시간(120)
  --password-file FILE  봉인된 @FILE을 엽니다

종료 상태:
  0 모두 정상           1 명령에 오류 응답이 옴
  2 사용법 오류, 그런 연결이 없음, 이해할 수 없는 줄
  3 거부됨: 읽기 전용이거나 --yes 없는 위험한 명령. 아무것도 보내지 않음
  4 쓰기를 보냈지만 응답이 오지 않음: 실행되었는지 알 수 없음
  5 쓸 수 있는 응답이 없음: 너무 늦거나 너무 큼
  10~18 연결하지 못함, 단계별(larder help test)
  130 중단됨
--keep-going이면 그중 가장 큰 값입니다.

예:
</translation>
    </message>
    <message>
        <source>larder profiles [--json]

Lists the saved connections: name, group, environment, address, route, TLS and
how they sign in. No secrets.

Examples:
</source>
        <translation>larder profiles [--json]

저장된 연결의 목록: 이름, 그룹, 환경, 주소, 경로, TLS, 로그인 방식.
비밀 정보는 없습니다.

예:
</translation>
    </message>
    <message>
        <source>larder import FILE|- [--dry-run] [--json] [--yes] [--env]
              [--password-file FILE]

Reads connections from addresses, redis-cli lines, .env files, Spring&apos;s
application.yml and .properties, docker environments, ioredis and BullMQ
objects, ssm and ssh lines, and the exported files of Redis Insight, RESP.app,
Another Redis Desktop Manager, Tiny RDM and Larder. Shows what was found, asks,
and saves.

  --dry-run             only show what was found, secrets masked
  --json                show it as JSON
  --yes                 save without asking
  --env                 take values for ${NAME} from the environment
  --password-file FILE  opens a sealed export

Secrets go to the system keychain. Where there is none they go to a vault, whose
master password is asked for on the terminal or is the first line of the file
that LARDER_MASTER_PASSWORD_FILE names. Where neither can be had, the connection
is saved without its secrets and the exit status is 1.

Examples:
</source>
        <translation>larder import FILE|- [--dry-run] [--json] [--yes] [--env]
              [--password-file FILE]

주소, redis-cli 명령, .env 파일, Spring의 application.yml과 .properties, docker 환경,
ioredis와 BullMQ 객체, ssm과 ssh 명령, 그리고 Redis Insight, RESP.app,
Another Redis Desktop Manager, Tiny RDM, Larder의 내보내기 파일에서 연결을 읽습니다.
찾은 것을 보여 주고, 물어본 뒤 저장합니다.

  --dry-run             찾은 것만 보여 줍니다. 비밀 정보는 가립니다
  --json                JSON으로 보여 줍니다
  --yes                 묻지 않고 저장합니다
  --env                 ${NAME}의 값을 환경 변수에서 가져옵니다
  --password-file FILE  봉인된 내보내기 파일을 엽니다

비밀 정보는 시스템 키체인에 보관합니다. 키체인이 없으면 보관함에 두며, 마스터
비밀번호는 터미널에서 묻거나 LARDER_MASTER_PASSWORD_FILE이 가리키는 파일의 첫 줄에서
읽습니다. 둘 다 없으면 비밀 정보 없이 연결만 저장하고 종료 상태는 1입니다.

예:
</translation>
    </message>
    <message>
        <source>larder export PROFILE [-o FILE] [--with-secrets --password-file FILE]

Writes a connection as JSON (larder help formats) to standard output or to a
file that only you can read. Without --with-secrets no secret is in it. With it,
the whole is sealed with the password in the first line of FILE (Argon2id,
XChaCha20-Poly1305).

Examples:
</source>
        <translation>larder export PROFILE [-o FILE] [--with-secrets --password-file FILE]

연결을 JSON(larder help formats)으로 표준 출력이나 자신만 읽을 수 있는 파일에 씁니다.
--with-secrets가 없으면 비밀 정보는 들어가지 않습니다. 있으면 FILE의 첫 줄에 있는
비밀번호로 전체를 봉인합니다(Argon2id, XChaCha20-Poly1305).

예:
</translation>
    </message>
    <message>
        <source>a guess from the name</source>
        <translation>이름에서 추측함</translation>
    </message>
    <message>
        <source>not understood, skipped</source>
        <translation>이해하지 못해 건너뜀</translation>
    </message>
    <message>
        <source>has no value</source>
        <translation>값이 없음</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>%1번째 줄</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>GROUP</source>
        <translation>그룹</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>ROUTE</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>SIGN-IN</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>필요 없음</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>도달하지 못함</translation>
    </message>
    <message>
        <source>Either --raw or --json, not both.</source>
        <translation>--raw와 --json 중 하나만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>--timeout takes seconds, from 1 to 86400.</source>
        <translation>--timeout 값은 1부터 86400까지의 초입니다.</translation>
    </message>
    <message>
        <source>--db takes the number of a database.</source>
        <translation>--db 값은 데이터베이스 번호입니다.</translation>
    </message>
    <message>
        <source>There is no command behind the --.</source>
        <translation>-- 뒤에 명령이 없습니다.</translation>
    </message>
    <message>
        <source>Standard input cannot be the connection and the commands at once.</source>
        <translation>표준 입력을 연결 정보와 명령에 함께 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>There are no saved connections yet.</source>
        <translation>아직 저장된 연결이 없습니다.</translation>
    </message>
    <message>
        <source>Passphrase of the TLS key for %1:</source>
        <translation>%1 연결의 TLS 키 암호:</translation>
    </message>
    <message>
        <source>Password of the sentinels for %1:</source>
        <translation>%1 연결의 Sentinel 비밀번호:</translation>
    </message>
    <message>
        <source>Password for %1:</source>
        <translation>%1 연결의 비밀번호:</translation>
    </message>
    <message>
        <source>The password of %1 is not stored, and there is no terminal to ask on. A file (@FILE) can take it from the environment: &quot;password&quot;: &quot;${NAME}&quot;.</source>
        <translation>%1 연결의 비밀번호가 저장되어 있지 않고, 물어볼 터미널도 없습니다. 파일(@FILE)에서 환경 변수로 지정할 수 있습니다: &quot;password&quot;: &quot;${NAME}&quot;</translation>
    </message>
    <message>
        <source>Master password of the vault:</source>
        <translation>보관함의 마스터 비밀번호:</translation>
    </message>
    <message>
        <source>There is no system keychain. Master password for a new vault:</source>
        <translation>시스템 키체인이 없습니다. 새 보관함의 마스터 비밀번호:</translation>
    </message>
    <message>
        <source>Given up.</source>
        <translation>취소했습니다.</translation>
    </message>
    <message>
        <source>There is no system keychain, and no terminal to ask for the master password of a new vault. LARDER_MASTER_PASSWORD_FILE can name a file with it.</source>
        <translation>시스템 키체인이 없고, 새 보관함의 마스터 비밀번호를 물어볼 터미널도 없습니다. LARDER_MASTER_PASSWORD_FILE로 비밀번호 파일을 지정할 수 있습니다.</translation>
    </message>
    <message>
        <source>The vault is locked, and there is no terminal to ask for its master password. LARDER_MASTER_PASSWORD_FILE can name a file with it.</source>
        <translation>보관함이 잠겨 있고, 마스터 비밀번호를 물어볼 터미널이 없습니다. LARDER_MASTER_PASSWORD_FILE로 비밀번호 파일을 지정할 수 있습니다.</translation>
    </message>
    <message>
        <source>This is not the address of one server.</source>
        <translation>서버 하나를 가리키는 주소가 아닙니다.</translation>
    </message>
    <message>
        <source>There is no saved connection named %1. &quot;larder profiles&quot; lists them.</source>
        <translation>그런 이름의 저장된 연결이 없습니다: %1. 이름이 %1 인 저장된 연결이 없습니다. &quot;larder profiles&quot; 명령으로 목록을 볼 수 있습니다.quot;larder profiles이름이 %1 인 저장된 연결이 없습니다. &quot;larder profiles&quot; 명령으로 목록을 볼 수 있습니다.quot; 명령으로 목록을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Several saved connections have this name: %1.</source>
        <translation>같은 이름의 저장된 연결이 여럿입니다: %1</translation>
    </message>
    <message>
        <source>The file %1 cannot be read.</source>
        <translation>파일 %1 읽기에 실패했습니다.</translation>
    </message>
    <message>
        <source>The file %1 is over 64 MB.</source>
        <translation>파일 %1 크기가 64MB를 넘습니다.</translation>
    </message>
    <message>
        <source>The file %1 does not hold exactly one connection.</source>
        <translation>파일 %1 안에 연결이 정확히 하나 있어야 합니다.</translation>
    </message>
    <message>
        <source>There is no terminal to ask on.</source>
        <translation>물어볼 터미널이 없습니다.</translation>
    </message>
    <message>
        <source>The first line of %1 is empty.</source>
        <translation>파일 %1 첫 줄이 비어 있습니다.</translation>
    </message>
    <message>
        <source>There is no folder %1 to put the socket into.</source>
        <translation>소켓을 만들 폴더 %1 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Other users can change the folder %1 and put a socket of theirs into its place. Choose a folder that only you can write to.</source>
        <translation>다른 사용자가 %1 폴더를 변경하여 자신의 소켓으로 바꿔치기할 수 있습니다. 본인만 쓸 수 있는 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>There is a file %1 already. It was left alone.</source>
        <translation>%1 파일이 이미 있습니다. 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Another program listens at %1. Choose another place.</source>
        <translation>다른 프로그램이 %1 위치에서 대기 중입니다. 다른 위치를 선택하세요.</translation>
    </message>
    <message>
        <source>The dead socket %1 cannot be removed.</source>
        <translation>사용하지 않는 소켓 %1 파일을 제거할 수 없습니다.</translation>
    </message>
    <message>
        <source>--listen takes a port of this computer alone: 127.0.0.1:PORT, localhost:PORT or [::1]:PORT. Other computers are never let in.</source>
        <translation>--listen에는 이 컴퓨터 전용 포트만 지정할 수 있습니다: 127.0.0.1:PORT, localhost:PORT, [::1]:PORT. 다른 컴퓨터의 접속은 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Choose another port, or leave --listen out for a free one.</source>
        <translation>다른 프로그램이 %1 포트를 사용 중입니다. 다른 포트를 선택하거나, --listen을 생략해 빈 포트를 사용하세요.</translation>
    </message>
    <message>
        <source>%1 cannot be listened on.</source>
        <translation>%1 주소에서 대기할 수 없습니다.</translation>
    </message>
    <message>
        <source>The path %1 is too long for a Unix socket (at most %2 bytes).</source>
        <translation>%1 경로는 Unix 소켓에 쓰기에 너무 깁니다(최대 %2바이트).</translation>
    </message>
    <message>
        <source>No socket can be made at %1.</source>
        <translation>%1 위치에 소켓을 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>No more programs can be let in until one of them leaves.</source>
        <translation>연결된 프로그램 중 하나가 끊을 때까지 더 받을 수 없습니다.</translation>
    </message>
    <message>
        <source>The SSH server %1 is not known here yet. Its host key:
  %2 %3
Compare it with what its administrator says.</source>
        <translation>SSH 서버 %1 주소는 아직 알려지지 않았습니다. 호스트 키:
  %2 %3
관리자가 알려 준 값과 대조하세요.</translation>
    </message>
    <message>
        <source>Other keys of it are stored (%1), and this one is not among them: another computer may be answering.</source>
        <translation>이 서버에 저장된 다른 키(%1)가 있으며, 이 키는 그중에 없습니다. 다른 컴퓨터가 응답하고 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>&quot;yes&quot; or &quot;no&quot;:</source>
        <translation>&quot;yes&quot; 또는 &quot;no&quot;:</translation>
    </message>
    <message>
        <source>&quot;yes&quot;, &quot;once&quot; or &quot;no&quot;:</source>
        <translation>&quot;yes&quot;, &quot;once&quot; 또는 &quot;no&quot;:</translation>
    </message>
    <message>
        <source>That was not accepted.</source>
        <translation>받아들여지지 않았습니다.</translation>
    </message>
    <message>
        <source>The SSH server %1 asks for user %2:</source>
        <translation>SSH 서버 %1 주소에서 사용자 %2에게 묻습니다:</translation>
    </message>
    <message>
        <source>Password of %1 at %2:</source>
        <translation>비밀번호(사용자 %1, 서버 %2):</translation>
    </message>
    <message>
        <source>Passphrase of the stored key for %1:</source>
        <translation>저장된 키의 암호(서버 %1):</translation>
    </message>
    <message>
        <source>Passphrase of the key %1:</source>
        <translation>키 %1의 암호:</translation>
    </message>
    <message>
        <source>%1 has no tunnel: it leads straight to %2, and other programs can go there as well.</source>
        <translation>%1 연결에는 터널이 없습니다. %2 주소로 직접 이어지므로 다른 프로그램도 그대로 접속할 수 있습니다.</translation>
    </message>
    <message>
        <source>Either --listen or --listen-unix, not both.</source>
        <translation>--listen과 --listen-unix 중 하나만 지정하세요.</translation>
    </message>
    <message>
        <source>--listen-unix takes the path of a socket.</source>
        <translation>--listen-unix에는 소켓의 경로를 지정하세요.</translation>
    </message>
    <message>
        <source>The tunnel is opened again for the next program that connects.</source>
        <translation>다음 프로그램이 연결하면 터널을 다시 엽니다.</translation>
    </message>
    <message>
        <source>Listening at %1. Only programs that you run can connect to it.</source>
        <translation>%1 위치에서 대기합니다. 본인이 실행한 프로그램만 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>Listening on %1. While this runs, every program and every user of this computer can connect to it; --listen-unix lets in yours alone.</source>
        <translation>%1 주소에서 대기합니다. 실행 중에는 이 컴퓨터의 모든 프로그램과 모든 사용자가 연결할 수 있습니다. --listen-unix를 쓰면 본인의 프로그램만 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>It leads through %1 to %2.</source>
        <translation>경로: %1 → %2</translation>
    </message>
    <message>
        <source>That is the primary that the sentinels name now; after a failover, start this again.</source>
        <translation>지금 Sentinel이 알려 준 프라이머리입니다. 장애 조치 후에는 다시 시작하세요.</translation>
    </message>
    <message>
        <source>It leads to this one node; the other nodes of the cluster are not reached.</source>
        <translation>이 노드 하나로만 이어지며, 클러스터의 다른 노드에는 닿지 않습니다.</translation>
    </message>
    <message>
        <source>TLS is up to the program that connects. The server name to send and to verify is %1.</source>
        <translation>TLS는 연결하는 프로그램이 직접 처리해야 합니다. 보내고 확인할 서버 이름: %1</translation>
    </message>
    <message>
        <source>Ctrl+C ends it.</source>
        <translation>Ctrl+C로 끝냅니다.</translation>
    </message>
    <message>
        <source>Accept it? &quot;yes&quot; stores it, &quot;no&quot; ends here:</source>
        <translation>수락할까요? &quot;yes&quot;는 저장, &quot;no&quot;는 중단:</translation>
    </message>
    <message>
        <source>Accept it? &quot;yes&quot; stores it, &quot;once&quot; does not, &quot;no&quot; ends here:</source>
        <translation>수락할까요? &quot;yes&quot;는 저장, &quot;once&quot;는 이번만, &quot;no&quot;는 중단:</translation>
    </message>
    <message>
        <source>Through an SSH bastion, with a key in a file:</source>
        <translation>SSH 배스천 경유, 파일에 든 키로:</translation>
    </message>
    <message>
        <source>Through two SSH servers, one after the other; only known host keys count:</source>
        <translation>SSH 서버 두 개를 차례로 경유, 알려진 호스트 키만 허용:</translation>
    </message>
    <message>
        <source>By the ssh program, as ~/.ssh/config says:</source>
        <translation>ssh 프로그램으로, ~/.ssh/config 설정대로:</translation>
    </message>
    <message>
        <source>PROFILE is one of:
  NAME      a saved connection: its exact name, or the only one that differs in
            upper and lower case alone
  ADDRESS   redis://user:password@host:port/db, rediss:// with TLS,
            redis+unix:///path/to.sock?db=2
  @FILE     one connection as JSON (larder help formats); @- is standard input.
            A &quot;passwordCommand&quot; or &quot;sshProgram&quot; in it is run, and what an
            &quot;sshConfig&quot; names: give only files that you trust

A password in an address on the command line can be seen by other users of this
machine until the program has overwritten it, and stays in the shell&apos;s history.
Better: @FILE with &quot;password&quot;: &quot;${NAME}&quot;.
</source>
        <translation>PROFILE은 다음 중 하나입니다:
  NAME      저장된 연결: 정확한 이름, 또는 대소문자만 다른 유일한 이름
  ADDRESS   redis://user:password@host:port/db, TLS는 rediss://,
            redis+unix:///path/to.sock?db=2
  @FILE     JSON으로 쓴 연결 하나(larder help formats), @-는 표준 입력.
            그 안의 &quot;passwordCommand&quot;와 &quot;sshProgram&quot;, &quot;sshConfig&quot;에 적힌 프로그램은
            실행되므로 믿는 파일만 주십시오

명령줄의 주소에 든 비밀번호는 프로그램이 지울 때까지 이 컴퓨터의 다른 사용자가
볼 수 있고, 셸의 기록에도 남습니다.
더 나은 방법: @FILE에 &quot;password&quot;: &quot;${NAME}&quot;을 쓰세요.
</translation>
    </message>
    <message>
        <source>Through AWS Session Manager, with the keys of a profile of ~/.aws:</source>
        <translation>AWS Session Manager 경유, ~/.aws에 있는 프로필의 키 사용:</translation>
    </message>
    <message>
        <source>--ssm takes the bastion: an instance (i-… or mi-…) or an ECS task (ecs:…).</source>
        <translation>--ssm에는 배스천을 지정합니다: 인스턴스(i-…, mi-…) 또는 ECS 태스크(ecs:…).</translation>
    </message>
    <message>
        <source>--to takes the server as the bastion knows it: HOST:PORT.</source>
        <translation>--to에는 배스천에서 부르는 서버 주소를 지정합니다: HOST:PORT.</translation>
    </message>
    <message>
        <source>--aws-endpoint takes a URL with https://.</source>
        <translation>--aws-endpoint에는 https:// URL을 지정합니다.</translation>
    </message>
    <message>
        <source>--backend takes built-in or aws-cli.</source>
        <translation>--backend에는 built-in 또는 aws-cli를 지정합니다.</translation>
    </message>
    <message>
        <source>Either a PROFILE, or --ssm and --to with what belongs to them.</source>
        <translation>PROFILE 하나, 또는 --ssm과 --to 및 그에 딸린 옵션을 지정하십시오.</translation>
    </message>
    <message>
        <source>--endpoint takes an address: https://host:port/path</source>
        <translation>--endpoint 값은 주소입니다: https://host:port/path</translation>
    </message>
    <message>
        <source>No caches were found in region %1.</source>
        <translation>캐시를 찾지 못했습니다(리전: %1).</translation>
    </message>
    <message>
        <source>No bastion was found: nothing here is online in Systems Manager.</source>
        <translation>배스천을 찾지 못했습니다. Systems Manager에서 온라인 상태인 대상이 없습니다.</translation>
    </message>
    <message>
        <source>CACHE</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>ENGINE</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>MODE</source>
        <translation>모드</translation>
    </message>
    <message>
        <source>NODES</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>ENDPOINT</source>
        <translation>엔드포인트</translation>
    </message>
    <message>
        <source>BASTION</source>
        <translation>배스천</translation>
    </message>
    <message>
        <source>ONLINE</source>
        <translation>온라인</translation>
    </message>
    <message>
        <source>AGENT</source>
        <translation>에이전트</translation>
    </message>
    <message>
        <source>VPC</source>
        <translation>VPC</translation>
    </message>
    <message>
        <source>(ECS, experimental)</source>
        <translation>(ECS, 실험적)</translation>
    </message>
    <message>
        <source>Larder, a desktop browser and admin tool for Redis, Valkey and ElastiCache.

In a window:
  larder                       the saved connections
  larder NAME                  open a saved connection
  larder ADDRESS               redis://, rediss:// or redis+unix://: asks first
  larder --demo                a private server with sample data
    --theme light|dark|system  --screenshot DIRECTORY

In the terminal, without a display:
  larder test PROFILE          climb to the server, step by step, and say what is
                               wrong and how to put it right
  larder exec PROFILE -- …     run a command, or the lines of standard input
  larder tunnel PROFILE        open its tunnel for other programs; also by --ssm
  larder profiles              list the saved connections
  larder aws list              find caches, and bastions that lead to them
  larder import FILE           read connections from what other programs wrote
  larder export PROFILE        write a connection as a file
  larder help TOPIC            test, exec, tunnel, profiles, aws, import,
                               export, formats
  larder --version

Everywhere: --lang ko|en

</source>
        <translation>Larder: Redis, Valkey, ElastiCache를 위한 데스크톱 브라우저 겸 관리 도구

창에서:
  larder                       저장된 연결
  larder NAME                  저장된 연결 열기
  larder ADDRESS               redis://, rediss://, redis+unix://: 먼저 물어봅니다
  larder --demo                예제 데이터가 든 개인 서버
    --theme light|dark|system  --screenshot DIRECTORY

터미널에서, 화면 없이:
  larder test PROFILE          서버까지 한 단계씩 확인하고, 무엇이 잘못되었고
                               어떻게 고치는지 알려 줍니다
  larder exec PROFILE -- …     명령 하나 또는 표준 입력의 여러 줄을 실행
  larder tunnel PROFILE        연결의 터널을 다른 프로그램에 열기, --ssm도 가능
  larder profiles              저장된 연결의 목록
  larder aws list              캐시와 캐시로 이어지는 배스천 찾기
  larder import FILE           다른 프로그램이 쓴 연결 정보를 읽기
  larder export PROFILE        연결을 파일로 쓰기
  larder help TOPIC            test, exec, tunnel, profiles, aws, import,
                               export, formats
  larder --version

어디서나: --lang ko|en

</translation>
    </message>
    <message>
        <source>The AWS CLI&apos;s plugin listens on a port of its own besides, which every user of this computer can connect to.</source>
        <translation>AWS CLI의 플러그인도 자체 포트에서 대기하며, 이 컴퓨터의 모든 사용자가 그 포트에 연결할 수 있습니다.</translation>
    </message>
    <message>
        <source>larder tunnel PROFILE [--listen 127.0.0.1:PORT | --listen-unix PATH]
              [--password-file FILE]
larder tunnel --ssm TARGET --to HOST:PORT [--listen … | --listen-unix …]
              [--region REGION] [--aws-profile NAME] [--backend built-in|aws-cli]
              [--document NAME] [--aws-endpoint URL]

Opens the tunnel of a connection for other programs, until Ctrl+C or SIGTERM.
The address to connect to comes on standard output, one line, once a first
stream has reached the server (by Session Manager: once the session is open);
everything else on standard error. What leads through it is not Larder&apos;s: no
guard, no read-only, and with TLS the other program encrypts and verifies by
itself.

  --listen 127.0.0.1:PORT  also localhost:PORT or [::1]:PORT; without it a free
                           port of 127.0.0.1. Every user of this computer can
                           connect to it
  --listen-unix PATH       a Unix socket instead, which only you can open
  --password-file FILE     opens a sealed @FILE

Through AWS Session Manager, without a saved connection:
  --ssm TARGET             the bastion: i-…, mi-…, or ecs:cluster_task_runtime
  --to HOST:PORT           the server, as the bastion knows it
  --region REGION          otherwise AWS_REGION, then the AWS profile&apos;s own
  --aws-profile NAME       of ~/.aws; otherwise the environment, AWS_PROFILE, or
                           &quot;default&quot;. Keys are never taken from the command line
  --backend aws-cli        by the aws program and its plugin, which listen on a
                           port of their own: every user of this computer can
                           connect to that as well
  --document NAME          instead of AWS-StartPortForwardingSessionToRemoteHost
  --aws-endpoint URL       instead of Session Manager&apos;s own address: the VPC endpoint of
                           ssm, by https. Other services follow AWS_ENDPOINT_URL
A server that refuses ends the other program&apos;s connection, not the tunnel. When
the other program ends its half of a connection, the whole of it ends.

A new host key and missing passwords are asked for where standard input is a
terminal. A tunnel that is lost is opened again for the next program.

Exit status: 0 ended by a signal; 1 the port or the socket cannot be had;
2 usage, no such profile, or one without a tunnel; 10 to 14 the step that failed
(larder help test); 130 interrupted before it was open

Examples:
</source>
        <translation>larder tunnel PROFILE [--listen 127.0.0.1:PORT | --listen-unix PATH]
              [--password-file FILE]
larder tunnel --ssm TARGET --to HOST:PORT [--listen … | --listen-unix …]
              [--region REGION] [--aws-profile NAME] [--backend built-in|aws-cli]
              [--document NAME] [--aws-endpoint URL]

연결의 터널을 Ctrl+C 또는 SIGTERM까지 다른 프로그램에 엽니다. 첫 스트림이
서버에 닿으면(Session Manager는 세션이 열리면) 연결할 주소를 표준 출력에 한
줄로 쓰고, 나머지는 모두 표준 오류에 씁니다. 이 터널로 오가는 것은 Larder가
다루지 않습니다. 명령 확인도 읽기 전용도 없으며, TLS는 다른 프로그램이 직접
암호화하고 검증해야 합니다.

  --listen 127.0.0.1:PORT  localhost:PORT, [::1]:PORT도 됩니다. 없으면
                           127.0.0.1의 빈 포트. 이 컴퓨터의 모든 사용자가
                           연결할 수 있습니다
  --listen-unix PATH       대신 본인만 열 수 있는 Unix 소켓
  --password-file FILE     봉인된 @FILE을 엽니다

저장된 연결 없이 AWS Session Manager로:
  --ssm TARGET             배스천: i-…, mi-…, ecs:cluster_task_runtime
  --to HOST:PORT           배스천에서 부르는 서버 주소
  --region REGION          없으면 AWS_REGION, 그다음 AWS 프로필의 리전
  --aws-profile NAME       ~/.aws의 프로필. 없으면 환경 변수, AWS_PROFILE,
                           &quot;default&quot;. 키는 명령줄에서 받지 않습니다
  --backend aws-cli        aws 프로그램과 플러그인을 사용합니다. 이들은 자체
                           포트를 열며, 이 컴퓨터의 모든 사용자가 그 포트에도
                           연결할 수 있습니다
  --document NAME          AWS-StartPortForwardingSessionToRemoteHost 대신
  --aws-endpoint URL       Session Manager의 주소 대신: ssm의 VPC 엔드포인트(https).
                           다른 서비스는 AWS_ENDPOINT_URL을 따릅니다
서버가 거부하면 다른 프로그램의 연결만 끝나고 터널은 유지됩니다. 다른
프로그램이 연결의 한쪽 방향을 끝내면 연결 전체가 끝납니다.

표준 입력이 터미널이면 새 호스트 키와 빠진 비밀번호를 묻습니다. 끊어진
터널은 다음 프로그램이 연결할 때 다시 엽니다.

종료 상태: 0 신호로 끝남, 1 포트나 소켓을 쓸 수 없음, 2 사용법 오류이거나
그런 연결이 없거나 터널이 없음, 10~14 실패한 단계(larder help test),
130 열리기 전에 중단됨

예:
</translation>
    </message>
    <message>
        <source>An export is {&quot;larder&quot;: 1, &quot;profiles&quot;: [{…}, …]}; a sealed one is
{&quot;larder&quot;: 1, &quot;sealed&quot;: &quot;…&quot;}. @FILE may also be one bare profile, as below.

A member that is left out has its default; one that is not known is an error.
File names are relative to the file. In &quot;password&quot;, &quot;tlsKeyPassphrase&quot;,
&quot;sentinelPassword&quot;, &quot;awsKeys&quot; and the secrets of a hop ${NAME} is read from the
environment ($${ is a plain ${); bytes that are not text are {&quot;base64&quot;: &quot;…&quot;}.

  name group colour note  environment: local development staging production
  host port db unixSocket
  user password  authentication: none password acl-user iam (follows from user
    and password)  passwordSource: stored ask command  passwordCommand: [&quot;…&quot;]
  iam: cacheName region serverless awsProfile
  awsKeys: accessKeyId secretAccessKey sessionToken (of iam and of tunnel ssm,
    instead of an AWS profile&apos;s)
  tls: enabled verify caFile certificateFile keyFile serverName
  topology: automatic standalone cluster sentinel  seeds: [&quot;host:port&quot;]
  sentinel: primaryName signsIn user tls  readFromReplicas
  addressMap: {&quot;announced:port&quot;: &quot;reached:port&quot;}
  tunnel: kind (none ssh ssm)
    ssh: hops [{host port user auth keyFile password keyPassphrase privateKey}],
      outermost first; auth: automatic agent key-file stored-key password
      hostKeys: ask known-only  backend: built-in openssh
      openssh alone: alias (instead of hops) sshProgram sshConfig
    ssm: target region awsProfile bulkSessions document awsEndpoint
      ssmBackend: built-in aws-cli  aws-cli alone: awsProgram
  readOnly allowDangerous caution dangerousCommands undoVault defaultTtlSeconds
  connectTimeoutMs commandTimeoutMs samplingSeconds scanBudget separators
  clientName idleDisconnectMinutes
</source>
        <translation>내보내기 파일은 {&quot;larder&quot;: 1, &quot;profiles&quot;: [{…}, …]}이고, 봉인된 파일은
{&quot;larder&quot;: 1, &quot;sealed&quot;: &quot;…&quot;}입니다. @FILE은 아래처럼 프로필 하나만 써도 됩니다.

빠진 항목은 기본값이고, 알 수 없는 항목은 오류입니다. 파일 이름은 이 파일이 있는
폴더를 기준으로 합니다. &quot;password&quot;, &quot;tlsKeyPassphrase&quot;, &quot;sentinelPassword&quot;,
&quot;awsKeys&quot;와 홉의 비밀에서 ${NAME}은 환경 변수에서 읽습니다($${는 글자 그대로의 ${).
텍스트가 아닌 바이트는 {&quot;base64&quot;: &quot;…&quot;}로 씁니다.

  name group colour note  environment: local development staging production
  host port db unixSocket
  user password  authentication: none password acl-user iam (follows from user
    and password)  passwordSource: stored ask command  passwordCommand: [&quot;…&quot;]
  iam: cacheName region serverless awsProfile
  awsKeys: accessKeyId secretAccessKey sessionToken (AWS 프로필의 키를 대신하며
    iam과 ssm 터널에 쓰입니다)
  tls: enabled verify caFile certificateFile keyFile serverName
  topology: automatic standalone cluster sentinel  seeds: [&quot;host:port&quot;]
  sentinel: primaryName signsIn user tls  readFromReplicas
  addressMap: {&quot;announced:port&quot;: &quot;reached:port&quot;}
  tunnel: kind (none ssh ssm)
    ssh: hops [{host port user auth keyFile password keyPassphrase privateKey}],
      outermost first; auth: automatic agent key-file stored-key password
      hostKeys: ask known-only  backend: built-in openssh
      openssh alone: alias (instead of hops) sshProgram sshConfig
    ssm: target region awsProfile bulkSessions document awsEndpoint
      ssmBackend: built-in aws-cli  aws-cli alone: awsProgram
  readOnly allowDangerous caution dangerousCommands undoVault defaultTtlSeconds
  connectTimeoutMs commandTimeoutMs samplingSeconds scanBudget separators
  clientName idleDisconnectMinutes
</translation>
    </message>
    <message>
        <source>larder test PROFILE [--json] [--password-file FILE]

Climbs from the name to a usable server over connections of its own and prints
each step with its time. Nothing is written to the server. --json prints one
report at the end. No secret is in either.

Exit status: 0, or the number of the step that failed:
  10 AWS sign-in     11 DNS            12 TCP, or the socket
  13 tunnel          14 the server&apos;s port behind the tunnel
  15 TLS             16 sign-in        17 PING          18 capabilities
  (10: no AWS keys, or AWS does not know them, their signature or their token)
   2 no such profile, or a file that cannot be meant
 130 interrupted

Examples:
</source>
        <translation>larder test PROFILE [--json] [--password-file FILE]

이름에서 쓸 수 있는 서버까지 별도의 연결로 한 단계씩 확인하고, 단계마다 걸린
시간을 출력합니다. 서버에는 아무것도 쓰지 않습니다. --json은 마지막에 보고서
하나를 출력합니다. 어느 쪽에도 비밀 정보는 없습니다.

종료 상태: 0, 또는 실패한 단계의 번호:
  10 AWS 로그인      11 DNS            12 TCP 또는 소켓
  13 터널            14 터널 뒤의 서버 포트
  15 TLS             16 로그인         17 PING          18 기능
  (10: AWS 키가 없거나, AWS가 그 키나 서명, 토큰을 인정하지 않음)
   2 그런 연결이 없거나, 파일을 이해할 수 없음
 130 중단됨

예:
</translation>
    </message>
    <message>
        <source>larder aws list [--profile P] [--region R] [--endpoint URL] [--json]

Lists the ElastiCache caches of a region, and what a Session Manager session can
go through: EC2 instances, and ECS tasks (experimental). It only reads. What the
account may not read is said on standard error, and the rest is listed.
BASTION in the first table is the best one that nothing speaks against.

  --profile P     of AWS&apos;s shared files; otherwise the environment, AWS_PROFILE
                  or &quot;default&quot;
  --region R      instead of the profile&apos;s
  --endpoint URL  instead of AWS&apos;s own addresses, for every service; but roles and
                  SSO are signed in to where AWS_ENDPOINT_URL says
  --json          one object: region, account, identity, caches, bastions,
                  denied, errors (calls that failed), and complete: false when
                  any was denied or failed. What AWS did not tell is null. Each
                  cache names up to 20 bastions that may lead there, the best
                  first, with the evidence (online, sameVpc, allowed, agent)

Exit status:
   0 listed, maybe not all of it       1 a service failed, or may not be asked
   2 usage, no such profile, no region
  10 AWS sign-in: no keys, or AWS does not know them, their signature or their
     token   12 a service could not be reached   130 interrupted

Examples:
</source>
        <translation>larder aws list [--profile P] [--region R] [--endpoint URL] [--json]

리전의 ElastiCache 캐시와 Session Manager 세션이 지나갈 수 있는 대상을 나열합니다:
EC2 인스턴스와 ECS 작업(실험적). 읽기만 합니다. 계정이 읽을 수 없는 것은 표준 오류에
알리고 나머지를 나열합니다.
첫 번째 표의 배스천은 문제가 없는 것 중 가장 좋은 것입니다.

  --profile P     AWS 공유 파일의 프로필. 없으면 환경 변수, AWS_PROFILE, &quot;default&quot;
  --region R      프로필의 리전 대신 사용
  --endpoint URL  모든 서비스에서 AWS의 주소 대신. 단, 역할과 SSO 로그인은
                  AWS_ENDPOINT_URL을 따릅니다
  --json          객체 하나: region, account, identity, caches, bastions, denied,
                  errors(실패한 호출), complete(거부되거나 실패한 호출이 있으면
                  false). AWS가 알려 주지 않은 값은 null입니다. 캐시마다 갈 수 있는
                  배스천을 좋은 순서대로 20개까지 근거(online, sameVpc, allowed,
                  agent)와 함께 적습니다

종료 상태:
   0 나열함(일부가 빠졌을 수 있음)      1 서비스 실패 또는 권한 없음
   2 사용법, 없는 프로필, 리전 없음
  10 AWS 로그인: 키가 없거나, AWS가 그 키나 서명, 토큰을 인정하지 않음
  12 서비스에 연결할 수 없음   130 중단됨

예:
</translation>
    </message>
    <message>
        <source>The server ended a connection. %1 is looked up anew for the next program that connects.</source>
        <translation>서버가 연결을 끝냈습니다. 다음에 연결하는 프로그램을 위해 %1 이름을 다시 조회합니다.</translation>
    </message>
</context>
<context>
    <name>cli::ExecRun</name>
    <message>
        <source>line %1</source>
        <translation>%1번째 줄</translation>
    </message>
    <message>
        <source>Standard input could not be read to its end.</source>
        <translation>표준 입력을 끝까지 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>The input ended inside MULTI. Nothing of what was queued ran.</source>
        <translation>MULTI 안에서 입력이 끝났습니다. 대기 중이던 명령은 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>The command was answered with an error.</source>
        <translation>명령에 오류 응답이 왔습니다.</translation>
    </message>
    <message>
        <source>Not run: %1. With --yes it is.</source>
        <translation>실행하지 않았습니다: %1. --yes를 붙이면 실행합니다.</translation>
    </message>
    <message>
        <source>Whether %1 was carried out is not known.</source>
        <translation>실행되었는지 알 수 없습니다: %1</translation>
    </message>
    <message>
        <source>The transaction was lost with it. Nothing of what was queued ran.</source>
        <translation>트랜잭션도 함께 사라졌습니다. 대기 중이던 명령은 실행되지 않았습니다.</translation>
    </message>
</context>
</TS>

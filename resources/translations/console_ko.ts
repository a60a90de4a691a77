<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>console</name>
    <message>
        <source>Adds bytes to the end of a string.</source>
        <translation>문자열 끝에 바이트를 추가합니다.</translation>
    </message>
    <message>
        <source>Counts the bits that are 1.</source>
        <translation>1인 비트 수를 셉니다.</translation>
    </message>
    <message>
        <source>Names this connection as the server knows it.</source>
        <translation>서버가 아는 이 연결의 이름을 표시합니다.</translation>
    </message>
    <message>
        <source>Number of this connection.</source>
        <translation>이 연결의 번호를 표시합니다.</translation>
    </message>
    <message>
        <source>Facts about this connection.</source>
        <translation>이 연결의 정보를 표시합니다.</translation>
    </message>
    <message>
        <source>Ends connections of other clients.</source>
        <translation>다른 클라이언트의 연결을 끊습니다.</translation>
    </message>
    <message>
        <source>Lists the open connections.</source>
        <translation>열린 연결을 나열합니다.</translation>
    </message>
    <message>
        <source>Reads settings of the server.</source>
        <translation>서버 설정을 읽습니다.</translation>
    </message>
    <message>
        <source>Changes settings of the running server.</source>
        <translation>실행 중인 서버의 설정을 변경합니다.</translation>
    </message>
    <message>
        <source>Copies a key with its time to live.</source>
        <translation>키를 TTL과 함께 복사합니다.</translation>
    </message>
    <message>
        <source>Counts the keys of this database.</source>
        <translation>이 데이터베이스의 키 수를 셉니다.</translation>
    </message>
    <message>
        <source>Takes 1 from a number.</source>
        <translation>숫자에서 1을 뺍니다.</translation>
    </message>
    <message>
        <source>Takes an amount from a number.</source>
        <translation>숫자에서 지정한 만큼 뺍니다.</translation>
    </message>
    <message>
        <source>Deletes keys.</source>
        <translation>키를 삭제합니다.</translation>
    </message>
    <message>
        <source>Gives up the transaction; nothing queued runs.</source>
        <translation>트랜잭션을 취소합니다. 대기 중인 명령은 실행되지 않습니다.</translation>
    </message>
    <message>
        <source>The value in the server's own format.</source>
        <translation>값을 서버 고유 형식으로 읽습니다.</translation>
    </message>
    <message>
        <source>Sends the message back.</source>
        <translation>메시지를 그대로 돌려줍니다.</translation>
    </message>
    <message>
        <source>Runs a Lua script.</source>
        <translation>Lua 스크립트를 실행합니다.</translation>
    </message>
    <message>
        <source>Runs the queued commands as one step.</source>
        <translation>대기 중인 명령을 한 번에 실행합니다.</translation>
    </message>
    <message>
        <source>Counts how many of the keys exist.</source>
        <translation>존재하는 키의 수를 셉니다.</translation>
    </message>
    <message>
        <source>Sets the time to live in seconds.</source>
        <translation>TTL을 초 단위로 설정합니다.</translation>
    </message>
    <message>
        <source>Sets the moment of expiry.</source>
        <translation>만료 시각을 설정합니다.</translation>
    </message>
    <message>
        <source>Deletes every key of every database.</source>
        <translation>모든 데이터베이스의 모든 키를 삭제합니다.</translation>
    </message>
    <message>
        <source>Deletes every key of this database.</source>
        <translation>이 데이터베이스의 모든 키를 삭제합니다.</translation>
    </message>
    <message>
        <source>Adds places.</source>
        <translation>위치를 추가합니다.</translation>
    </message>
    <message>
        <source>Distance between two places.</source>
        <translation>두 위치 사이의 거리를 구합니다.</translation>
    </message>
    <message>
        <source>Longitude and latitude of places.</source>
        <translation>위치의 경도와 위도를 읽습니다.</translation>
    </message>
    <message>
        <source>Finds places in an area.</source>
        <translation>영역 안의 위치를 찾습니다.</translation>
    </message>
    <message>
        <source>Reads a string.</source>
        <translation>문자열을 읽습니다.</translation>
    </message>
    <message>
        <source>Reads a string and deletes it.</source>
        <translation>문자열을 읽고 삭제합니다.</translation>
    </message>
    <message>
        <source>Reads a string and changes its time to live.</source>
        <translation>문자열을 읽고 TTL을 변경합니다.</translation>
    </message>
    <message>
        <source>Reads a part of a string.</source>
        <translation>문자열의 일부를 읽습니다.</translation>
    </message>
    <message>
        <source>Removes fields of a hash.</source>
        <translation>해시의 필드를 삭제합니다.</translation>
    </message>
    <message>
        <source>Tells whether a hash has a field.</source>
        <translation>해시에 필드가 있는지 확인합니다.</translation>
    </message>
    <message>
        <source>Reads one field of a hash.</source>
        <translation>해시의 필드 하나를 읽습니다.</translation>
    </message>
    <message>
        <source>Reads all fields and values of a hash.</source>
        <translation>해시의 모든 필드와 값을 읽습니다.</translation>
    </message>
    <message>
        <source>Adds to a number in a hash.</source>
        <translation>해시의 숫자에 더합니다.</translation>
    </message>
    <message>
        <source>Adds to a decimal number in a hash.</source>
        <translation>해시의 소수에 더합니다.</translation>
    </message>
    <message>
        <source>Lists the fields of a hash.</source>
        <translation>해시의 필드를 나열합니다.</translation>
    </message>
    <message>
        <source>Counts the fields of a hash.</source>
        <translation>해시의 필드 수를 셉니다.</translation>
    </message>
    <message>
        <source>Reads several fields of a hash.</source>
        <translation>해시의 여러 필드를 읽습니다.</translation>
    </message>
    <message>
        <source>Picks random fields of a hash.</source>
        <translation>해시의 필드를 무작위로 고릅니다.</translation>
    </message>
    <message>
        <source>Walks through a hash in steps.</source>
        <translation>해시를 단계별로 훑습니다.</translation>
    </message>
    <message>
        <source>Sets fields of a hash.</source>
        <translation>해시의 필드를 설정합니다.</translation>
    </message>
    <message>
        <source>Sets a field that does not exist yet.</source>
        <translation>아직 없는 필드를 설정합니다.</translation>
    </message>
    <message>
        <source>Lists the values of a hash.</source>
        <translation>해시의 값을 나열합니다.</translation>
    </message>
    <message>
        <source>Adds 1 to a number.</source>
        <translation>숫자에 1을 더합니다.</translation>
    </message>
    <message>
        <source>Adds an amount to a number.</source>
        <translation>숫자에 지정한 만큼 더합니다.</translation>
    </message>
    <message>
        <source>Adds a decimal amount to a number.</source>
        <translation>숫자에 소수를 더합니다.</translation>
    </message>
    <message>
        <source>Figures and facts about the server.</source>
        <translation>서버의 수치와 정보를 표시합니다.</translation>
    </message>
    <message>
        <source>Reads one element of a list.</source>
        <translation>리스트의 요소 하나를 읽습니다.</translation>
    </message>
    <message>
        <source>Inserts beside an element.</source>
        <translation>요소 옆에 삽입합니다.</translation>
    </message>
    <message>
        <source>Counts the elements of a list.</source>
        <translation>리스트의 요소 수를 셉니다.</translation>
    </message>
    <message>
        <source>Takes elements off the head of a list.</source>
        <translation>리스트의 앞에서 요소를 꺼냅니다.</translation>
    </message>
    <message>
        <source>Finds an element in a list.</source>
        <translation>리스트에서 요소를 찾습니다.</translation>
    </message>
    <message>
        <source>Puts elements before the head of a list.</source>
        <translation>리스트의 앞에 요소를 추가합니다.</translation>
    </message>
    <message>
        <source>Reads a part of a list.</source>
        <translation>리스트의 일부를 읽습니다.</translation>
    </message>
    <message>
        <source>Removes elements that equal a value.</source>
        <translation>값과 같은 요소를 삭제합니다.</translation>
    </message>
    <message>
        <source>Replaces one element of a list.</source>
        <translation>리스트의 요소 하나를 바꿉니다.</translation>
    </message>
    <message>
        <source>Keeps a part of a list and drops the rest.</source>
        <translation>리스트의 일부만 남기고 나머지를 버립니다.</translation>
    </message>
    <message>
        <source>Bytes of memory that a key takes.</source>
        <translation>키가 차지하는 메모리 바이트 수를 구합니다.</translation>
    </message>
    <message>
        <source>Reads several strings.</source>
        <translation>여러 문자열을 읽습니다.</translation>
    </message>
    <message>
        <source>Sets several strings.</source>
        <translation>여러 문자열을 설정합니다.</translation>
    </message>
    <message>
        <source>Begins a transaction: what follows is queued.</source>
        <translation>트랜잭션을 시작합니다. 이후 명령은 대기열에 쌓입니다.</translation>
    </message>
    <message>
        <source>How the server stores a value.</source>
        <translation>서버가 값을 저장하는 방식을 표시합니다.</translation>
    </message>
    <message>
        <source>How often a key is used (LFU policies).</source>
        <translation>키의 사용 빈도를 표시합니다(LFU 정책).</translation>
    </message>
    <message>
        <source>Seconds since a key was last used.</source>
        <translation>키를 마지막으로 사용한 뒤 지난 초를 표시합니다.</translation>
    </message>
    <message>
        <source>Takes the time to live away: the key stays.</source>
        <translation>TTL을 제거하여 키를 유지합니다.</translation>
    </message>
    <message>
        <source>Sets the time to live in milliseconds.</source>
        <translation>TTL을 밀리초 단위로 설정합니다.</translation>
    </message>
    <message>
        <source>The moment of expiry in milliseconds.</source>
        <translation>만료 시각을 밀리초 단위로 표시합니다.</translation>
    </message>
    <message>
        <source>Answers PONG.</source>
        <translation>PONG으로 응답합니다.</translation>
    </message>
    <message>
        <source>The time to live in milliseconds.</source>
        <translation>TTL을 밀리초 단위로 표시합니다.</translation>
    </message>
    <message>
        <source>Sends a message to subscribers.</source>
        <translation>구독자에게 메시지를 보냅니다.</translation>
    </message>
    <message>
        <source>Names a random key.</source>
        <translation>임의의 키 이름을 표시합니다.</translation>
    </message>
    <message>
        <source>Renames a key; overwrites the new name.</source>
        <translation>키 이름을 바꿉니다. 새 이름의 키는 덮어씁니다.</translation>
    </message>
    <message>
        <source>Renames a key unless the new name exists.</source>
        <translation>새 이름의 키가 없을 때만 이름을 바꿉니다.</translation>
    </message>
    <message>
        <source>Takes elements off the tail of a list.</source>
        <translation>리스트의 뒤에서 요소를 꺼냅니다.</translation>
    </message>
    <message>
        <source>Puts elements behind the tail of a list.</source>
        <translation>리스트의 뒤에 요소를 추가합니다.</translation>
    </message>
    <message>
        <source>Adds members to a set.</source>
        <translation>집합에 멤버를 추가합니다.</translation>
    </message>
    <message>
        <source>Walks through the keys in steps.</source>
        <translation>키를 단계별로 훑습니다.</translation>
    </message>
    <message>
        <source>Counts the members of a set.</source>
        <translation>집합의 멤버 수를 셉니다.</translation>
    </message>
    <message>
        <source>Changes the database of this console.</source>
        <translation>이 콘솔의 데이터베이스를 바꿉니다.</translation>
    </message>
    <message>
        <source>Sets a string; without KEEPTTL its time to live goes.</source>
        <translation>문자열을 설정합니다. KEEPTTL이 없으면 TTL이 사라집니다.</translation>
    </message>
    <message>
        <source>Sets a string with a time to live.</source>
        <translation>TTL과 함께 문자열을 설정합니다.</translation>
    </message>
    <message>
        <source>Sets a string unless the key exists.</source>
        <translation>키가 없을 때만 문자열을 설정합니다.</translation>
    </message>
    <message>
        <source>Members that all the sets share.</source>
        <translation>모든 집합에 공통인 멤버를 구합니다.</translation>
    </message>
    <message>
        <source>Tells whether a set has a member.</source>
        <translation>집합에 멤버가 있는지 확인합니다.</translation>
    </message>
    <message>
        <source>The slowest commands of late.</source>
        <translation>최근의 느린 명령을 표시합니다.</translation>
    </message>
    <message>
        <source>Lists all members of a set.</source>
        <translation>집합의 모든 멤버를 나열합니다.</translation>
    </message>
    <message>
        <source>Removes members of a set.</source>
        <translation>집합의 멤버를 삭제합니다.</translation>
    </message>
    <message>
        <source>Walks through a set in steps.</source>
        <translation>집합을 단계별로 훑습니다.</translation>
    </message>
    <message>
        <source>Length of a string in bytes.</source>
        <translation>문자열의 길이를 바이트로 구합니다.</translation>
    </message>
    <message>
        <source>The time to live in seconds: -1 = none, -2 = no such key.</source>
        <translation>TTL을 초 단위로 표시합니다. -1은 TTL 없음, -2는 키 없음입니다.</translation>
    </message>
    <message>
        <source>The type of a key.</source>
        <translation>키의 타입을 표시합니다.</translation>
    </message>
    <message>
        <source>Deletes keys; the memory is freed in the background.</source>
        <translation>키를 삭제하고 메모리는 백그라운드에서 해제합니다.</translation>
    </message>
    <message>
        <source>Lets EXEC fail if one of the keys changes.</source>
        <translation>키가 변경되면 EXEC가 실패하게 합니다.</translation>
    </message>
    <message>
        <source>Adds an entry to a stream.</source>
        <translation>스트림에 항목을 추가합니다.</translation>
    </message>
    <message>
        <source>Facts about a stream.</source>
        <translation>스트림의 정보를 표시합니다.</translation>
    </message>
    <message>
        <source>Counts the entries of a stream.</source>
        <translation>스트림의 항목 수를 셉니다.</translation>
    </message>
    <message>
        <source>Reads entries of a stream, oldest first.</source>
        <translation>스트림의 항목을 오래된 것부터 읽습니다.</translation>
    </message>
    <message>
        <source>Reads entries of a stream, newest first.</source>
        <translation>스트림의 항목을 최신 것부터 읽습니다.</translation>
    </message>
    <message>
        <source>Adds members with scores.</source>
        <translation>점수와 함께 멤버를 추가합니다.</translation>
    </message>
    <message>
        <source>Counts the members of a sorted set.</source>
        <translation>정렬된 집합의 멤버 수를 셉니다.</translation>
    </message>
    <message>
        <source>Counts members between two scores.</source>
        <translation>두 점수 사이의 멤버 수를 셉니다.</translation>
    </message>
    <message>
        <source>Adds to a member's score.</source>
        <translation>멤버의 점수에 더합니다.</translation>
    </message>
    <message>
        <source>Reads members in order.</source>
        <translation>멤버를 순서대로 읽습니다.</translation>
    </message>
    <message>
        <source>Place of a member, from the lowest score.</source>
        <translation>낮은 점수부터 센 멤버의 순위를 표시합니다.</translation>
    </message>
    <message>
        <source>Removes members of a sorted set.</source>
        <translation>정렬된 집합의 멤버를 삭제합니다.</translation>
    </message>
    <message>
        <source>Reads members, highest score first.</source>
        <translation>높은 점수부터 멤버를 읽습니다.</translation>
    </message>
    <message>
        <source>Score of a member.</source>
        <translation>멤버의 점수를 표시합니다.</translation>
    </message>
    <message>
        <source>The console history cannot be read. The file was set aside as %1.unreadable.</source>
        <translation>콘솔 기록을 읽을 수 없습니다. 파일을 %1.unreadable 이름으로 옮겨 두었습니다.</translation>
    </message>
    <message>
        <source>The console history cannot be saved.</source>
        <translation>콘솔 기록을 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: it keeps listening, and this console could not be used for anything else.</source>
        <translation>%1 명령을 보내지 않았습니다. 계속 수신 대기하므로 이 콘솔을 다른 용도로 쓸 수 없게 됩니다.</translation>
    </message>
    <message>
        <source>%1 was not sent: it would keep this console waiting. Give it a timeout of at most %2 seconds.</source>
        <translation>%1 명령을 보내지 않았습니다. 이 콘솔이 계속 기다리게 됩니다. 제한 시간을 %2초 이하로 지정하세요.</translation>
    </message>
    <message>
        <source>CLIENT REPLY was not sent: without replies the console cannot tell what happened.</source>
        <translation>CLIENT REPLY 명령을 보내지 않았습니다. 응답이 없으면 콘솔에서 결과를 알 수 없습니다.</translation>
    </message>
    <message>
        <source>RESET was not sent: it would sign this console's connection out. Use DISCARD, UNWATCH or SELECT.</source>
        <translation>RESET 명령을 보내지 않았습니다. 이 콘솔의 연결이 로그아웃됩니다. DISCARD, UNWATCH 또는 SELECT를 사용하세요.</translation>
    </message>
    <message>
        <source>SCRIPT DEBUG was not sent: the script debugger needs redis-cli --ldb.</source>
        <translation>SCRIPT DEBUG 명령을 보내지 않았습니다. 스크립트 디버거에는 redis-cli --ldb가 필요합니다.</translation>
    </message>
    <message>
        <source>HELLO 3 was not sent: this build reads RESP2 only.</source>
        <translation>HELLO 3 명령을 보내지 않았습니다. 이 빌드는 RESP2만 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Not sent: redis-cli's option %1 is not known here.</source>
        <translation>보내지 않음: 여기서는 redis-cli의 %1 옵션을 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>Not sent: this line names another host.</source>
        <translation>보내지 않음: 이 줄은 다른 호스트를 가리킵니다.</translation>
    </message>
    <message>
        <source>Not sent: this line names another database.</source>
        <translation>보내지 않음: 이 줄은 다른 데이터베이스를 가리킵니다.</translation>
    </message>
</context>
<context>
    <name>console::ActivityModel</name>
    <message>
        <source>%1 ms</source>
        <translation>%1ms</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>요청한 곳</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
</context>
<context>
    <name>console::ConsoleModel</name>
    <message>
        <source>The connection was lost and the transaction with it. What was queued did not run.</source>
        <translation>연결이 끊어져 트랜잭션이 사라졌습니다. 대기 중이던 명령은 실행되지 않았습니다.</translation>
    </message>
    <message>
        <source>Not sent: there is no connection.</source>
        <translation>보내지 않음: 연결이 없습니다.</translation>
    </message>
    <message>
        <source>Not sent: redis-cli without a command would start a console. This is one.</source>
        <translation>보내지 않음: 명령이 없는 redis-cli는 콘솔을 시작합니다. 이미 콘솔 안에 있습니다.</translation>
    </message>
    <message>
        <source>This console closes with its connection. To disconnect, press Ctrl+Shift+W.</source>
        <translation>이 콘솔은 연결과 함께 닫힙니다. 연결을 끊으려면 Ctrl+Shift+W를 누르세요.</translation>
    </message>
    <message>
        <source>Not sent: this console belongs to one connection. Open another one on Home.</source>
        <translation>보내지 않음: 이 콘솔은 하나의 연결에 속합니다. 다른 연결은 홈에서 여세요.</translation>
    </message>
    <message>
        <source>help &lt;command&gt; tells what a command does. Tab completes, Ctrl+R searches the history, Ctrl+L clears, Ctrl+C stops waiting.</source>
        <translation>help &lt;명령&gt;은 명령을 설명합니다. Tab은 자동 완성, Ctrl+R은 기록 검색, Ctrl+L은 화면 지우기, Ctrl+C는 기다리기 중지입니다.</translation>
    </message>
    <message>
        <source>There is no help for %1.</source>
        <translation>%1 도움말이 없습니다.</translation>
    </message>
    <message>
        <source>Not sent.</source>
        <translation>보내지 않았습니다.</translation>
    </message>
    <message>
        <source>You stopped waiting. The server may still be running the command.</source>
        <translation>기다리기를 중지했습니다. 서버에서 명령이 아직 실행 중일 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ui::ActivityView</name>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Filter commands…</source>
        <translation>명령 필터…</translation>
    </message>
    <message>
        <source>Filter commands</source>
        <translation>명령 필터</translation>
    </message>
    <message>
        <source>Failed only</source>
        <translation>실패만</translation>
    </message>
    <message>
        <source>Hide values</source>
        <translation>값 숨기기</translation>
    </message>
    <message>
        <source>Shows commands and keys, but no values</source>
        <translation>명령과 키만 표시하고 값은 표시하지 않습니다</translation>
    </message>
    <message>
        <source>Commands sent</source>
        <translation>보낸 명령</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>활동</translation>
    </message>
    <message>
        <source>Nothing was sent yet. Every command of the program will be listed here.</source>
        <translation>아직 보낸 명령이 없습니다. 프로그램이 보내는 모든 명령이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>명령으로 복사</translation>
    </message>
</context>
<context>
    <name>ui::AskBar</name>
    <message>
        <source>Lines</source>
        <translation>줄</translation>
    </message>
    <message>
        <source>Word that confirms</source>
        <translation>확인용 단어</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>ui::CompletionPopup</name>
    <message>
        <source>Completions</source>
        <translation>자동 완성</translation>
    </message>
    <message>
        <source>write</source>
        <translation>쓰기</translation>
    </message>
</context>
<context>
    <name>ui::ConsoleView</name>
    <message>
        <source>%1 s …</source>
        <translation>%1초…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message numerus="yes">
        <source>%n queued · Esc Esc discards</source>
        <translation><numerusform>%n개 대기 중 · Esc Esc로 취소</numerusform></translation>
    </message>
    <message>
        <source>Type a command, or begin with one of these:</source>
        <translation>명령을 입력하거나 다음 예로 시작하세요.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Copy the output</source>
        <translation>출력 복사</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>redis-cli escapes</source>
        <translation>redis-cli 이스케이프</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message numerus="yes">
        <source>Run these %n line(s), one after another?</source>
        <translation><numerusform>%n개 줄을 차례로 실행할까요?</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Run %n line(s)</source>
        <translation><numerusform>%n개 줄 실행</numerusform></translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>To confirm, type: %1</source>
        <translation>확인하려면 다음을 입력하세요: %1</translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln line(s)</source>
        <translation><numerusform>전체 %Ln줄 표시</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Only the beginning is shown: %Ln line(s) in all.</source>
        <translation><numerusform>앞부분만 표시합니다. 전체 %Ln줄입니다.</numerusform></translation>
    </message>
</context>
</TS>

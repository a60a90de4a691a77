<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>app::Application</name>
    <message>
        <source>There is no connection named %1.</source>
        <translation>이름이 %1인 연결이 없습니다.</translation>
    </message>
    <message>
        <source>sample data</source>
        <translation>샘플 데이터</translation>
    </message>
    <message>
        <source>Find in AWS</source>
        <translation>AWS에서 찾기</translation>
    </message>
    <message>
        <source>Saved: %1 leads through %2.</source>
        <translation>저장했습니다. %1 연결의 배스천: %2</translation>
    </message>
</context>
<context>
    <name>app::AskDesk</name>
    <message>
        <source>The password of the bastion was not saved.</source>
        <translation>배스천 비밀번호를 저장하지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>app::Workspace</name>
    <message>
        <source>Browser</source>
        <translation>브라우저</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>대시보드</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Go to key</source>
        <translation>키로 이동</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>새 연결</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Lock or unlock writes</source>
        <translation>쓰기 잠금 또는 해제</translation>
    </message>
    <message>
        <source>Refresh this pane</source>
        <translation>이 창 새로 고침</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>다음 창</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>이전 창</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>연결 끊기</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>기본 글자 크기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>대시보드</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>작업 기록</translation>
    </message>
    <message>
        <source>Show or hide the console</source>
        <translation>콘솔 표시 또는 숨기기</translation>
    </message>
    <message>
        <source>Show or hide the keys</source>
        <translation>키 목록 표시 또는 숨기기</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>세부 정보 표시 또는 숨기기</translation>
    </message>
    <message>
        <source>Recent tab</source>
        <translation>최근 탭</translation>
    </message>
    <message>
        <source>Recent tab, backwards</source>
        <translation>최근 탭(반대 방향)</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>다음 탭</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>이전 탭</translation>
    </message>
    <message>
        <source>Close tab</source>
        <translation>탭 닫기</translation>
    </message>
    <message>
        <source>Reopen closed tab</source>
        <translation>닫은 탭 다시 열기</translation>
    </message>
    <message>
        <source>Back to the previous key</source>
        <translation>이전 키로</translation>
    </message>
    <message>
        <source>Forward to the next key</source>
        <translation>다음 키로</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>키 검색</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>Change TTL</source>
        <translation>TTL 변경</translation>
    </message>
    <message>
        <source>Undo the last deletion</source>
        <translation>마지막 삭제 실행 취소</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Views and tabs</source>
        <translation>화면과 탭</translation>
    </message>
    <message>
        <source>Import connections from a file…</source>
        <translation>파일에서 연결 가져오기…</translation>
    </message>
</context>
<context>
    <name>ui::BottomDock</name>
    <message>
        <source>Console and activity</source>
        <translation>콘솔과 작업 기록</translation>
    </message>
    <message>
        <source>Hide this pane</source>
        <translation>이 창 숨기기</translation>
    </message>
</context>
<context>
    <name>ui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Search actions, connections and open tabs…</source>
        <translation>작업, 연결, 열린 탭 검색…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
</context>
<context>
    <name>ui::DocumentTabs</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close others</source>
        <translation>다른 탭 닫기</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>계속 열어 두기</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>열린 문서</translation>
    </message>
</context>
<context>
    <name>ui::HomeBar</name>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>English</source>
        <comment>the language in force names itself</comment>
        <translation>한국어</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
</context>
<context>
    <name>ui::IdentityBand</name>
    <message>
        <source>Writes on · Lock</source>
        <translation>쓰기 가능 · 잠그기</translation>
    </message>
    <message>
        <source>Read-only · Unlock</source>
        <translation>읽기 전용 · 잠금 해제</translation>
    </message>
    <message>
        <source>Writes locked: different server</source>
        <translation>쓰기 잠김: 다른 서버</translation>
    </message>
    <message>
        <source>Unlocked until disconnect · Lock</source>
        <translation>연결이 끊길 때까지 잠금 해제 · 잠그기</translation>
    </message>
    <message>
        <source>Unlocked %1 left · Lock</source>
        <translation>잠금 해제 %1 남음 · 잠그기</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>TLS not verified</source>
        <translation>TLS 검증 안 함</translation>
    </message>
</context>
<context>
    <name>ui::LinkBands</name>
    <message>
        <source>This address now answers as a different server. Writes are locked until you confirm.</source>
        <translation>이 주소에서 이전과 다른 서버가 응답하고 있습니다. 확인할 때까지 쓰기를 잠급니다.</translation>
    </message>
    <message>
        <source>Disconnected at %1. Showing the last data.</source>
        <translation>%1에 연결이 끊어졌습니다. 마지막 데이터를 표시합니다.</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Disconnected at %1. Showing the last data. Retrying in %2 s (attempt %3).</source>
        <translation>%1에 연결이 끊어졌습니다. 마지막 데이터를 표시합니다. %2초 후 다시 시도합니다(%3번째).</translation>
    </message>
    <message>
        <source>Accept this server</source>
        <translation>이 서버 허용</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>연결 끊기</translation>
    </message>
    <message>
        <source>This node is a read-only replica. Connect to the primary endpoint to write.</source>
        <translation>이 노드는 읽기 전용 복제본입니다. 쓰려면 기본(Primary) 엔드포인트에 연결하세요.</translation>
    </message>
    <message>
        <source>%1 What you do waits meanwhile.</source>
        <translation>%1 그동안 작업은 대기합니다.</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Actions</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>No connection is open</source>
        <translation>열린 연결이 없습니다</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Open tabs</source>
        <translation>열린 탭</translation>
    </message>
    <message>
        <source>Some connections have edits that were not saved.</source>
        <translation>저장하지 않은 연결 설정이 있습니다.</translation>
    </message>
</context>
<context>
    <name>ui::NodeMapModel</name>
    <message>
        <source> and %1 more</source>
        <translation> 외 %1개</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>연결 불가</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>Primary</source>
        <translation>기본(Primary)</translation>
    </message>
    <message>
        <source>Replica</source>
        <translation>복제본</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>copy of %1</source>
        <translation>%1 복제</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Announced address</source>
        <translation>알린 주소</translation>
    </message>
    <message>
        <source>Reached at</source>
        <translation>실제 연결 주소</translation>
    </message>
    <message>
        <source>Slots</source>
        <translation>슬롯</translation>
    </message>
    <message>
        <source>Node id</source>
        <translation>노드 ID</translation>
    </message>
    <message>
        <source>The other nodes report that it has failed.</source>
        <translation>다른 노드들이 이 노드의 장애를 보고했습니다.</translation>
    </message>
    <message>
        <source>It is loading its data into memory.</source>
        <translation>데이터를 메모리로 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>아직 사용하지 않음</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>장애</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>불러오는 중</translation>
    </message>
</context>
<context>
    <name>ui::NodeMapPopover</name>
    <message>
        <source>Nodes</source>
        <translation>노드</translation>
    </message>
    <message>
        <source>Slots are on their way from one node to another.</source>
        <translation>슬롯이 다른 노드로 이동하는 중입니다.</translation>
    </message>
    <message>
        <source>Copy node id</source>
        <translation>노드 ID 복사</translation>
    </message>
</context>
<context>
    <name>ui::PreferencesSheet</name>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
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
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>시스템 언어</translation>
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
        <source>Done</source>
        <translation>완료</translation>
    </message>
</context>
<context>
    <name>ui::Rail</name>
    <message>
        <source>Open connections</source>
        <translation>열린 연결</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>새 연결</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>연결</translation>
    </message>
</context>
<context>
    <name>ui::ServerStatus</name>
    <message>
        <source>Direct</source>
        <translation>직접</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Unix 소켓</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>내장</translation>
    </message>
</context>
<context>
    <name>ui::ShortcutsSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
</context>
<context>
    <name>ui::StatusBar</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>연결됨</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>다시 연결 중…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>작업 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>잠김</translation>
    </message>
    <message>
        <source>Writes on</source>
        <translation>쓰기 가능</translation>
    </message>
    <message>
        <source>Round trip of PING from here. Opens the latency chart.</source>
        <translation>이 컴퓨터에서 보낸 PING의 왕복 시간입니다. 누르면 지연 시간 차트를 엽니다.</translation>
    </message>
    <message>
        <source>Shows the progress under the key list</source>
        <translation>키 목록 아래의 진행 상황을 표시합니다</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>잠금 해제됨</translation>
    </message>
    <message>
        <source>Lock or unlock writes (Ctrl+Shift+L)</source>
        <translation>쓰기 잠금 또는 잠금 해제(Ctrl+Shift+L)</translation>
    </message>
    <message>
        <source>TLS not verified</source>
        <translation>TLS 검증 안 함</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not checked: anybody on the way can answer as this server.</source>
        <translation>서버 인증서를 확인하지 않습니다. 중간의 누구든 이 서버인 것처럼 응답할 수 있습니다.</translation>
    </message>
    <message>
        <source>Encrypted, and the server&apos;s certificate is verified</source>
        <translation>암호화되어 있고 서버 인증서를 검증했습니다</translation>
    </message>
    <message>
        <source>Shows the nodes and how they are reached</source>
        <translation>노드와 연결 경로를 표시합니다</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n shard(s)</source>
        <translation>
            <numerusform>샤드 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shard(s)</source>
        <translation>
            <numerusform>샤드 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ToolBar</name>
    <message>
        <source>Back to the previous key</source>
        <translation>이전 키로</translation>
    </message>
    <message>
        <source>Forward to the next key</source>
        <translation>다음 키로</translation>
    </message>
    <message>
        <source>Refresh this pane</source>
        <translation>이 창 새로 고침</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
    <message>
        <source>Go to key…</source>
        <translation>키로 이동…</translation>
    </message>
    <message>
        <source>Go to key</source>
        <translation>키로 이동</translation>
    </message>
    <message>
        <source>Opens the key of exactly this name (Ctrl+P)</source>
        <translation>정확히 이 이름의 키를 엽니다 (Ctrl+P)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>New key (Ctrl+Shift+N)</source>
        <translation>새 키 (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Actions, connections and open tabs (Ctrl+K)</source>
        <translation>작업, 연결, 열린 탭 (Ctrl+K)</translation>
    </message>
</context>
<context>
    <name>ui::UnlockSheet</name>
    <message>
        <source>Unlock writes</source>
        <translation>쓰기 잠금 해제</translation>
    </message>
    <message>
        <source>Writes will reach PRODUCTION. Type %1 to confirm.</source>
        <translation>쓰기가 운영 환경에 반영됩니다. 확인하려면 %1 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Profile name</source>
        <translation>프로필 이름</translation>
    </message>
    <message>
        <source>Allow writes to %1 for:</source>
        <translation>%1에 쓰기를 허용할 시간:</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>15분</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1시간</translation>
    </message>
    <message>
        <source>Until disconnect</source>
        <translation>연결이 끊길 때까지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>잠금 해제</translation>
    </message>
    <message>
        <source>Type %1 to allow writes to it.</source>
        <translation>쓰기를 허용하려면 %1 값을 입력하세요.</translation>
    </message>
</context>
<context>
    <name>ui::WorkspaceView</name>
    <message>
        <source>Read-only: unlock writes first (Ctrl+Shift+L).</source>
        <translation>읽기 전용: 먼저 쓰기 잠금을 해제하세요 (Ctrl+Shift+L).</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로필</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>대시보드</translation>
    </message>
    <message>
        <source>Choose a key on the left, or go to one by name (Ctrl+P).</source>
        <translation>왼쪽에서 키를 선택하거나 이름으로 이동하세요 (Ctrl+P).</translation>
    </message>
    <message>
        <source>Discard unsaved edits?</source>
        <translation>저장하지 않은 편집을 버릴까요?</translation>
    </message>
    <message>
        <source>Some keys have edits that were not saved.</source>
        <translation>저장하지 않은 편집이 있는 키가 있습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>콘솔</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>작업 기록</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>실행 취소할 항목이 없습니다</translation>
    </message>
    <message>
        <source>No key is open</source>
        <translation>열린 키가 없습니다</translation>
    </message>
    <message>
        <source>No tab is open</source>
        <translation>열린 탭이 없습니다</translation>
    </message>
    <message>
        <source>No tab was closed</source>
        <translation>닫은 탭이 없습니다</translation>
    </message>
    <message>
        <source>No earlier key</source>
        <translation>이전 키가 없습니다</translation>
    </message>
    <message>
        <source>No later key</source>
        <translation>다음 키가 없습니다</translation>
    </message>
</context>
</TS>

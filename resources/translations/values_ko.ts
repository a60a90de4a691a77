<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>ui::ChangeBar</name>
    <message>
        <source>Read-only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장하는 중…</translation>
    </message>
    <message>
        <source>%1 of %2 chosen</source>
        <translation>%2개 중 %1개 선택함</translation>
    </message>
    <message>
        <source>Asks for a TTL</source>
        <translation>TTL을 묻습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>변경 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>변경 없음</translation>
    </message>
    <message>
        <source>TTL kept</source>
        <translation>TTL 유지</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Use server values</source>
        <translation>서버 값 사용</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>잠금 해제…</translation>
    </message>
    <message>
        <source>Save choices</source>
        <translation>선택한 값 저장</translation>
    </message>
    <message>
        <source>Create again…</source>
        <translation>다시 만들기…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Nothing to save.</source>
        <translation>저장할 내용이 없습니다.</translation>
    </message>
</context>
<context>
    <name>ui::ConflictView</name>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Loaded %1</source>
        <translation>불러온 값 %1</translation>
    </message>
    <message>
        <source>Server now %1</source>
        <translation>현재 서버 %1</translation>
    </message>
    <message>
        <source>Yours, not saved</source>
        <translation>내 값, 저장 안 함</translation>
    </message>
    <message>
        <source>Whole value</source>
        <translation>값 전체</translation>
    </message>
    <message>
        <source>Nothing has been written. Choose a value for each row, then save your choices.</source>
        <translation>아무것도 쓰지 않았습니다. 행마다 값을 선택한 뒤 저장하세요.</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(삭제됨)</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>불러온 값</translation>
    </message>
    <message>
        <source>Server now</source>
        <translation>현재 서버</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>내 값</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(비어 있음)</translation>
    </message>
</context>
<context>
    <name>ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>세부 정보 닫기</translation>
    </message>
    <message>
        <source>Open a key to see its details.</source>
        <translation>키를 열면 세부 정보가 표시됩니다.</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>만료</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>유휴 시간</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Flight recorder</source>
        <translation>변경 기록</translation>
    </message>
    <message>
        <source>sampled every %1 s</source>
        <translation>%1초마다 확인</translation>
    </message>
    <message>
        <source>no TTL</source>
        <translation>TTL 없음</translation>
    </message>
    <message>
        <source>no such key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>not available here</source>
        <translation>사용할 수 없음</translation>
    </message>
    <message>
        <source>not asked: over 10,000 elements</source>
        <translation>확인 안 함: 요소 10,000개 초과</translation>
    </message>
    <message>
        <source>not permitted: %1</source>
        <translation>권한 없음: %1</translation>
    </message>
    <message>
        <source>not with an LFU policy</source>
        <translation>LFU 정책에서는 제공 안 됨</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
</context>
<context>
    <name>ui::FieldAdder</name>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ui::HashDelegate</name>
    <message>
        <source>%1 kept</source>
        <translation>%1 유지</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(비어 있음)</translation>
    </message>
    <message>
        <source>was:</source>
        <translation>이전:</translation>
    </message>
    <message>
        <source>Values over 64 KB cannot be edited in the table.</source>
        <translation>64 KB를 넘는 값은 표에서 편집할 수 없습니다.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Escaped: \n \r \t \xNN stand for bytes.</source>
        <translation>이스케이프 표시: \n \r \t \xNN은 바이트를 나타냅니다.</translation>
    </message>
    <message>
        <source>A backslash begins an escape: \\ \n \r \t \xNN.</source>
        <translation>백슬래시는 이스케이프의 시작입니다: \\ \n \r \t \xNN</translation>
    </message>
</context>
<context>
    <name>ui::HashEditor</name>
    <message>
        <source>Field</source>
        <comment>add a field</comment>
        <translation>필드</translation>
    </message>
    <message>
        <source>Add field</source>
        <translation>필드 추가</translation>
    </message>
    <message>
        <source>Field</source>
        <comment>delete a field</comment>
        <translation>필드</translation>
    </message>
    <message>
        <source>Delete field</source>
        <translation>필드 삭제</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>Select the fields to delete.</source>
        <translation>삭제할 필드를 선택하세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) you did not touch are not part of this save</source>
        <translation>
            <numerusform>수정하지 않은 필드 %n개는 저장 대상이 아닙니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyHeader</name>
    <message>
        <source>TTL —</source>
        <translation>TTL —</translation>
    </message>
    <message>
        <source>no TTL</source>
        <translation>TTL 없음</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>TTL %1</source>
        <translation>TTL %1</translation>
    </message>
    <message>
        <source>TTL editor (Ctrl+T)</source>
        <translation>TTL 편집기(Ctrl+T)</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>추가 작업</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Auto-refresh: %1</source>
        <translation>자동 새로 고침: %1</translation>
    </message>
    <message>
        <source>Refresh by itself</source>
        <translation>자동으로 새로 고칩니다</translation>
    </message>
    <message>
        <source>every %1 s</source>
        <translation>%1초마다</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>다시 불러오기</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Copy as redis-cli command</source>
        <translation>redis-cli 명령으로 복사</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
</context>
<context>
    <name>ui::KeyTab</name>
    <message>
        <source>There is no viewer for this type yet. Use the console to read it.</source>
        <translation>이 유형의 보기는 아직 없습니다. 콘솔에서 읽어 보세요.</translation>
    </message>
    <message>
        <source>Read-only: %1 was not sent.</source>
        <translation>읽기 전용: %1 명령을 보내지 않았습니다.</translation>
    </message>
    <message>
        <source>The key was re-created %1 later.</source>
        <translation>키가 %1 뒤에 다시 생성되었습니다.</translation>
    </message>
    <message>
        <source>This key expired or was deleted around %1. The last value seen is kept here; nothing was written.</source>
        <translation>이 키는 %1경 만료되었거나 삭제되었습니다. 마지막으로 확인한 값을 보관하고 있으며, 서버에는 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>loaded %1</source>
        <translation>%1에 불러옴</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>불러오는 중…</translation>
    </message>
    <message>
        <source>The link is down.</source>
        <translation>연결이 끊어졌습니다.</translation>
    </message>
    <message>
        <source>The key is not there any more.</source>
        <translation>키가 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>kept here until the link is back</source>
        <translation>연결이 복구될 때까지 여기에 보관합니다</translation>
    </message>
    <message>
        <source>There are unsaved changes.</source>
        <translation>저장하지 않은 변경 사항이 있습니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Only a part is loaded, so there is no command for all of it.</source>
        <translation>일부만 불러왔으므로 전체를 만드는 명령이 없습니다.</translation>
    </message>
    <message>
        <source>Copied as redis-cli command.</source>
        <translation>redis-cli 명령으로 복사했습니다.</translation>
    </message>
    <message>
        <source>The save went out, but no answer came: nobody knows whether it was written. The edit is kept here. Reload and compare.</source>
        <translation>저장 명령을 보냈지만 응답이 없어 기록 여부를 알 수 없습니다. 편집 내용은 여기에 보관합니다. 다시 불러와 비교하세요.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>다시 불러오기</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>차이 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>no such key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>Saved. TTL kept: %1 left.</source>
        <translation>저장했습니다. TTL 유지됨: %1 남음</translation>
    </message>
    <message>
        <source>Saved, but the key has expired since.</source>
        <translation>저장했지만 그 뒤 키가 만료되었습니다.</translation>
    </message>
    <message>
        <source>Saved. The key has no TTL.</source>
        <translation>저장했습니다. 키에 TTL이 없습니다.</translation>
    </message>
    <message>
        <source>WATCH or MULTI is not allowed here: between comparing and writing a small window remained.</source>
        <translation>여기서는 WATCH 또는 MULTI를 사용할 수 없어 비교와 쓰기 사이에 짧은 틈이 남았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>The value changed on the server after you loaded it (%n difference(s)). Compare before saving.</source>
        <translation>
            <numerusform>불러온 뒤 서버의 값이 변경되었습니다(차이 %n건). 저장하기 전에 비교하세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only a part of the value is here, so it cannot be created again.</source>
        <translation>값의 일부만 있으므로 다시 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>This key is a %1 now. Your changes are for a %2; nothing was written.</source>
        <translation>이 키의 유형은 현재 %1입니다. 변경 내용은 %2 유형에 대한 것이며, 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Discard and reload</source>
        <translation>버리고 다시 불러오기</translation>
    </message>
    <message>
        <source>This key has another type now. Your changes are for a %1; nothing was written.</source>
        <translation>이 키의 유형이 바뀌었습니다. 변경 내용은 %1 유형에 대한 것이며, 아무것도 쓰지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>ui::NewKeySheet</name>
    <message>
        <source>Create again</source>
        <translation>다시 만들기</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>String</source>
        <translation>String</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>List</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Sorted set</source>
        <translation>Sorted set</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>Session 30 min</source>
        <translation>세션 30분</translation>
    </message>
    <message>
        <source>Cache 1 h</source>
        <translation>캐시 1시간</translation>
    </message>
    <message>
        <source>No TTL</source>
        <translation>TTL 없음</translation>
    </message>
    <message>
        <source>or e.g. 10m</source>
        <translation>또는 예: 10m</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>One element a line, head first</source>
        <translation>한 줄에 요소 하나, head부터</translation>
    </message>
    <message>
        <source>One member a line</source>
        <translation>한 줄에 멤버 하나</translation>
    </message>
    <message>
        <source>Choose a TTL, or No TTL if the key is to stay.</source>
        <translation>TTL을 선택하세요. 키를 계속 남기려면 TTL 없음을 선택하세요.</translation>
    </message>
    <message>
        <source>A key of this name exists. Nothing is written over it.</source>
        <translation>같은 이름의 키가 있습니다. 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>An existing key is never overwritten.</source>
        <translation>기존 키는 덮어쓰지 않습니다.</translation>
    </message>
    <message>
        <source>exists already</source>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>the name is free</source>
        <translation>사용할 수 있는 이름</translation>
    </message>
    <message>
        <source>Created %1.</source>
        <translation>%1 키를 만들었습니다.</translation>
    </message>
</context>
<context>
    <name>ui::StringEditor</name>
    <message>
        <source>Saved to %1</source>
        <translation>저장 위치: %1</translation>
    </message>
    <message>
        <source>View as</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>gzip / zlib</source>
        <translation>gzip / zlib</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Auto: %1</source>
        <translation>자동: %1</translation>
    </message>
    <message>
        <source>Edit as text</source>
        <translation>텍스트로 편집</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>이전 부분</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>다음 부분</translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>더 불러오기</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>모두 불러오기</translation>
    </message>
    <message>
        <source>Save to file…</source>
        <translation>파일로 저장…</translation>
    </message>
    <message>
        <source>Too long for an editor: over 2 MB, or a line over 100 KB.</source>
        <translation>편집하기에는 너무 깁니다: 2 MB를 넘거나 한 줄이 100 KB를 넘습니다.</translation>
    </message>
    <message>
        <source>The text view cannot hold this value exactly.</source>
        <translation>텍스트 보기에서 이 값을 정확히 담을 수 없습니다.</translation>
    </message>
    <message>
        <source>Escaped: \n \r \t \xNN stand for bytes.</source>
        <translation>이스케이프 표시: \n \r \t \xNN은 바이트를 나타냅니다.</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>This value is %1. Showing the first %2.</source>
        <translation>값의 크기는 %1입니다. 앞부분 %2만 표시합니다.</translation>
    </message>
    <message>
        <source>Part %1 of %2</source>
        <translation>%2개 부분 중 %1번째</translation>
    </message>
    <message>
        <source>Save value to file</source>
        <translation>값을 파일로 저장</translation>
    </message>
    <message>
        <source>A backslash begins an escape: \\ \n \r \t \xNN.</source>
        <translation>백슬래시는 이스케이프의 시작입니다: \\ \n \r \t \xNN</translation>
    </message>
</context>
<context>
    <name>ui::TableEditor</name>
    <message>
        <source>Looking for matches: %1 of %2</source>
        <translation>검색하는 중: %2개 중 %1개</translation>
    </message>
    <message>
        <source>filter fields…</source>
        <translation>필드 필터…</translation>
    </message>
    <message>
        <source>filter members…</source>
        <translation>멤버 필터…</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>요소</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>이전 페이지</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>다음 페이지</translation>
    </message>
    <message>
        <source>Nothing is stored under this key.</source>
        <translation>이 키에 저장된 값이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>필터에 맞는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>head ← LPUSH · RPUSH → tail</source>
        <translation>head ← LPUSH · RPUSH → tail</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%3개 중 %1–%2</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>필드 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>항목 1개</translation>
    </message>
    <message>
        <source>%1 entries</source>
        <translation>항목 %1개</translation>
    </message>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>요소 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>멤버 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TtlPopover</name>
    <message>
        <source>TTL editor</source>
        <translation>TTL 편집기</translation>
    </message>
    <message>
        <source>left</source>
        <translation>남음</translation>
    </message>
    <message>
        <source>New TTL</source>
        <translation>새 TTL</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>더 짧게</translation>
    </message>
    <message>
        <source>Longer</source>
        <translation>더 길게</translation>
    </message>
    <message>
        <source>Only if</source>
        <translation>조건</translation>
    </message>
    <message>
        <source>always</source>
        <translation>항상</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>조건</translation>
    </message>
    <message>
        <source>Persist</source>
        <translation>TTL 제거</translation>
    </message>
    <message>
        <source>Take the TTL away; the key stays until deleted.</source>
        <translation>TTL을 제거합니다. 키는 삭제할 때까지 남습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Set TTL</source>
        <translation>TTL 설정</translation>
    </message>
    <message>
        <source>no TTL</source>
        <translation>TTL 없음</translation>
    </message>
    <message>
        <source>no such key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>%1 만료</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>Type a time, or pick one below.</source>
        <translation>시간을 입력하거나 아래에서 고르세요.</translation>
    </message>
    <message>
        <source>→ no TTL</source>
        <translation>→ TTL 없음</translation>
    </message>
    <message>
        <source>→ %1 · %2 from now</source>
        <translation>→ %1 · 지금부터 %2</translation>
    </message>
    <message>
        <source>→ %1 · in %2</source>
        <translation>→ %1 · %2 뒤</translation>
    </message>
    <message>
        <source>On production: a cache key without TTL never leaves. Press Persist again to take the TTL away.</source>
        <translation>운영 환경: TTL이 없는 캐시 키는 사라지지 않습니다. TTL을 제거하려면 다시 누르세요.</translation>
    </message>
</context>
<context>
    <name>values</name>
    <message>
        <source>These bytes do not decompress.</source>
        <translation>압축을 풀 수 없는 바이트입니다.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
    <message>
        <source>Only a part is loaded. Load all of it to edit.</source>
        <translation>일부만 불러왔습니다. 편집하려면 모두 불러오세요.</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Hex shows the first 256 KB and is read-only.</source>
        <translation>Hex 보기는 앞부분 256 KB만 표시하며 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>Hex is read-only. Text (escaped) edits every byte exactly.</source>
        <translation>Hex 보기는 읽기 전용입니다. 텍스트(이스케이프)에서 모든 바이트를 정확히 편집할 수 있습니다.</translation>
    </message>
    <message>
        <source>Too long to be laid out as JSON.</source>
        <translation>너무 길어 JSON으로 정렬할 수 없습니다.</translation>
    </message>
    <message>
        <source>This is not valid JSON.</source>
        <translation>올바른 JSON이 아닙니다.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The layout is for reading. Edit the exact bytes in Text.</source>
        <translation>읽기용으로 정렬한 보기입니다. 정확한 바이트는 텍스트에서 편집하세요.</translation>
    </message>
    <message>
        <source>Compressed; the first 8 MB are shown. Read-only.</source>
        <translation>압축된 값이며 앞부분 8 MB만 표시합니다. 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>Compressing again would not give the same bytes, so this is read-only.</source>
        <translation>다시 압축하면 같은 바이트가 되지 않으므로 읽기 전용입니다.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>%1 later</source>
        <translation>%1 뒤</translation>
    </message>
    <message>
        <source>TTL %1</source>
        <translation>TTL %1</translation>
    </message>
    <message>
        <source>Loaded here</source>
        <translation>여기서 불러옴</translation>
    </message>
    <message>
        <source>Value changed</source>
        <translation>값 변경됨</translation>
    </message>
    <message>
        <source>TTL set</source>
        <translation>TTL 설정됨</translation>
    </message>
    <message>
        <source>TTL removed</source>
        <translation>TTL 제거됨</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>Re-created by an app</source>
        <translation>앱이 다시 만듦</translation>
    </message>
    <message>
        <source>Type changed</source>
        <translation>유형 변경됨</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>여기서 저장함</translation>
    </message>
    <message>
        <source>Save stopped</source>
        <translation>저장 중단됨</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Field TTL</source>
        <translation>필드 TTL</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>인덱스</translation>
    </message>
    <message>
        <source>From tail</source>
        <translation>tail 기준</translation>
    </message>
    <message>
        <source>Element</source>
        <translation>요소</translation>
    </message>
    <message>
        <source>A key of this name exists: %1. Nothing was written.</source>
        <translation>같은 이름의 키가 있습니다: %1. 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Give the key a name.</source>
        <translation>키 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Enter at least one element.</source>
        <translation>요소를 하나 이상 입력하세요.</translation>
    </message>
    <message>
        <source>A field is named twice.</source>
        <translation>같은 필드가 두 번 있습니다.</translation>
    </message>
    <message>
        <source>A score is no number.</source>
        <translation>점수가 숫자가 아닙니다.</translation>
    </message>
    <message>
        <source>This type cannot be made here.</source>
        <translation>이 유형은 여기서 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>The key is being written all the time by someone else. Nothing was saved; try again.</source>
        <translation>다른 클라이언트가 키를 계속 쓰고 있습니다. 아무것도 저장하지 않았습니다. 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The answer to %1 makes no sense.</source>
        <translation>%1 명령의 응답을 이해할 수 없습니다.</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>The value changed while it was being read. Load it again.</source>
        <translation>읽는 동안 값이 변경되었습니다. 다시 불러오세요.</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>파일을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>This is no time. Examples: 1800, 30m, 1h30m, 2025-01-31 18:00, never.</source>
        <translation>시간으로 읽을 수 없습니다. 예: 1800, 30m, 1h30m, 2025-01-31 18:00, 없음</translation>
    </message>
    <message>
        <source>A TTL has to be above zero. To remove the key, use Delete.</source>
        <translation>TTL은 0보다 커야 합니다. 키를 없애려면 삭제를 사용하세요.</translation>
    </message>
    <message>
        <source>This moment has passed. To remove the key, use Delete.</source>
        <translation>이미 지난 시각입니다. 키를 없애려면 삭제를 사용하세요.</translation>
    </message>
    <message>
        <source>This is too far away: the year 9999 is the limit.</source>
        <translation>너무 먼 시각입니다. 9999년까지만 가능합니다.</translation>
    </message>
    <message>
        <source>TTL set: %1 left.</source>
        <translation>TTL을 설정했습니다: %1 남음</translation>
    </message>
    <message>
        <source>TTL removed. The key stays until deleted.</source>
        <translation>TTL을 제거했습니다. 키는 삭제할 때까지 남습니다.</translation>
    </message>
    <message>
        <source>The condition was not met; the TTL is as it was.</source>
        <translation>조건에 맞지 않아 TTL을 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>The key has no TTL.</source>
        <translation>키에 TTL이 없습니다.</translation>
    </message>
    <message>
        <source>No such key: nothing was set.</source>
        <translation>키가 없어 아무것도 설정하지 않았습니다.</translation>
    </message>
</context>
</TS>

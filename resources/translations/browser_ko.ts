<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>keys</name>
    <message>
        <source>The server&apos;s answer to SCAN cannot be read.</source>
        <translation>서버의 SCAN 응답을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>Folder %1, %2 keys</source>
        <translation>폴더 %1, 키 %2개</translation>
    </message>
    <message>
        <source>the key takes %1, over the limit of %2</source>
        <translation>키의 크기가 %1이며 한도 %2보다 큽니다</translation>
    </message>
</context>
<context>
    <name>keys::KeyActions</name>
    <message>
        <source>Not connected.</source>
        <translation>연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The key no longer exists.</source>
        <translation>키가 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>A key with this name exists already. Nothing was renamed.</source>
        <translation>같은 이름의 키가 이미 있습니다. 이름을 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>The two names lie in different slots of the cluster, and no command renames across slots. Nothing was renamed. Give both names the same {hash tag}, as in {user:1}:name, or create the new key and delete the old one.</source>
        <translation>두 이름이 클러스터의 서로 다른 슬롯에 있어 이름을 바꾸지 않았습니다. 슬롯이 다르면 이름을 바꾸는 명령이 없습니다. {user:1}:name처럼 두 이름에 같은 {해시 태그}를 쓰거나, 새 키를 만든 뒤 이전 키를 삭제하세요.</translation>
    </message>
</context>
<context>
    <name>keys::UndoVault</name>
    <message>
        <source>Not connected.</source>
        <translation>연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The key no longer exists.</source>
        <translation>키가 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>The key was deleted, but its copy could not be made.</source>
        <translation>키를 삭제했지만 복사본을 만들지 못했습니다.</translation>
    </message>
    <message>
        <source>the key&apos;s size cannot be asked</source>
        <translation>키의 크기를 확인할 수 없습니다</translation>
    </message>
    <message>
        <source>This copy is no longer kept.</source>
        <translation>이 복사본은 더 이상 보관하지 않습니다.</translation>
    </message>
    <message>
        <source>The key was deleted in database %1. Switch to it first.</source>
        <translation>%1번 데이터베이스에서 삭제한 키입니다. 먼저 그 데이터베이스로 전환하세요.</translation>
    </message>
    <message>
        <source>The key&apos;s time to live has passed meanwhile.</source>
        <translation>그사이 키의 만료 시간이 지났습니다.</translation>
    </message>
    <message>
        <source>The key exists again, so it was not restored. Compare, or restore under another name.</source>
        <translation>키가 다시 생성되어 복원하지 않았습니다. 비교하거나 다른 이름으로 복원하세요.</translation>
    </message>
</context>
<context>
    <name>ui::DeleteSheet</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Delete key</source>
        <translation>키 삭제</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n key(s)</source>
        <translation>
            <numerusform>키 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>type not asked</source>
        <translation>유형 미확인</translation>
    </message>
    <message>
        <source>Keys that will be deleted</source>
        <translation>삭제할 키</translation>
    </message>
    <message>
        <source>Only listed keys are deleted. The scan is not complete, so the folder may hold more.</source>
        <translation>목록에 있는 키만 삭제합니다. 검색이 끝나지 않아 폴더에 키가 더 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>This cannot be undone: %1.</source>
        <translation>실행 취소할 수 없는 작업입니다: %1</translation>
    </message>
    <message>
        <source>You are about to delete %1 keys on PRODUCTION. Type %2 to confirm.</source>
        <translation>운영 환경에서 키 %1개를 삭제하려고 합니다. 확인하려면 %2 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>Type %1 to confirm.</source>
        <translation>확인하려면 %1 값을 입력하세요.</translation>
    </message>
    <message>
        <source>Delete permanently</source>
        <translation>영구 삭제</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>삭제하는 중…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1개</translation>
    </message>
    <message>
        <source>Deletion report</source>
        <translation>삭제 보고서</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>삭제됨: %1</translation>
    </message>
    <message>
        <source>Already gone: %1</source>
        <translation>이미 없음: %1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>거부됨: %1</translation>
    </message>
    <message>
        <source>Outcome unknown, because the connection broke: %1</source>
        <translation>연결이 끊어져 결과를 알 수 없음: %1</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>보내지 않음: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>ui::KeyDelegate</name>
    <message>
        <source>expired</source>
        <translation>만료됨</translation>
    </message>
    <message>
        <source>no TTL</source>
        <translation>TTL 없음</translation>
    </message>
</context>
<context>
    <name>ui::KeyView</name>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
</context>
<context>
    <name>ui::KeysFooter</name>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Scan all</source>
        <translation>모두 검색</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop scanning (Esc)</source>
        <translation>검색 중지(Esc)</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>키 %1개</translation>
    </message>
    <message>
        <source>%1 of ~%2 · %3 %</source>
        <translation>%1개 / 약 %2개 · %3%</translation>
    </message>
    <message>
        <source>Interrupted at %1 keys: %2</source>
        <translation>키 %1개에서 중단되었습니다: %2</translation>
    </message>
    <message>
        <source>Paused at %1 keys.</source>
        <translation>키 %1개에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused at %1 keys, about %2 % scanned.</source>
        <translation>키 %1개에서 일시 중지했습니다. 약 %2% 검색했습니다.</translation>
    </message>
    <message>
        <source>Complete at %1 · later keys are not listed</source>
        <translation>%1 완료 · 이후 생성된 키는 목록에 없음</translation>
    </message>
    <message>
        <source>Ended at %1 while slots were moving between nodes: some keys may be missing. Refresh when the move is over.</source>
        <translation>%1 종료 · 노드 간에 슬롯이 이동하는 중이어서 일부 키가 빠졌을 수 있습니다. 이동이 끝나면 새로 고치세요.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>done, %1</source>
        <translation>완료, %1</translation>
    </message>
</context>
<context>
    <name>ui::KeysPane</name>
    <message>
        <source>Database</source>
        <translation>데이터베이스</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>%1 of %2 loaded keys match. Enter asks the server.</source>
        <translation>불러온 키 %2개 중 %1개가 일치합니다. Enter를 누르면 서버에서 검색합니다.</translation>
    </message>
    <message>
        <source>Sorted among loaded keys whose figures are known</source>
        <translation>불러온 키 중 값이 확인된 키를 기준으로 정렬했습니다</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>키를 찾았습니다</translation>
    </message>
    <message>
        <source>No such key</source>
        <translation>해당 키가 없습니다</translation>
    </message>
    <message>
        <source>A key can still be opened by its name: type =name and Enter.</source>
        <translation>이름을 알면 키를 열 수 있습니다. =이름을 입력하고 Enter를 누르세요.</translation>
    </message>
    <message>
        <source>Open a key by name</source>
        <translation>이름으로 키 열기</translation>
    </message>
    <message>
        <source>No key matches %1. Scanned about %2 of %3.</source>
        <translation>패턴 %1에 맞는 키가 없습니다. 전체 %3개 중 약 %2개를 검색했습니다.</translation>
    </message>
    <message>
        <source>the chosen types</source>
        <translation>선택한 유형</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>Database %1 has no keys. Create one, or check which database your app writes to.</source>
        <translation>%1번 데이터베이스에 키가 없습니다. 키를 만들거나 앱이 사용하는 데이터베이스 번호를 확인하세요.</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>새 키</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Search keys…</source>
        <translation>키 검색…</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>키 검색</translation>
    </message>
    <message>
        <source>Match upper and lower case</source>
        <translation>대소문자 구분</translation>
    </message>
    <message>
        <source>How to search</source>
        <translation>검색 방법</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>모든 유형</translation>
    </message>
    <message>
        <source>More types</source>
        <translation>다른 유형</translation>
    </message>
    <message>
        <source>Asks the server for keys of this type only. The count is of keys whose type is known so far.</source>
        <translation>서버에서 이 유형의 키만 검색합니다. 숫자는 지금까지 유형이 확인된 키의 수입니다.</translation>
    </message>
    <message>
        <source>This server cannot scan by type: shows loaded keys whose type is known.</source>
        <translation>이 서버는 유형별 검색을 지원하지 않습니다. 불러온 키 중 유형이 확인된 키를 표시합니다.</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>트리</translation>
    </message>
    <message>
        <source>List</source>
        <translation>목록</translation>
    </message>
    <message>
        <source>Tree or list</source>
        <translation>트리 또는 목록</translation>
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
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Sort: %1</source>
        <translation>정렬: %1</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>새로 고침</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>Undo last deletion</source>
        <translation>마지막 삭제 실행 취소</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>연결되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Delete keys…</source>
        <translation>키 삭제…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Typing filters the loaded keys. Enter asks the server.</source>
        <translation>입력하면 불러온 키를 걸러 냅니다. Enter를 누르면 서버에서 검색합니다.</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>포함</translation>
    </message>
    <message>
        <source>exactly this key</source>
        <translation>정확히 이 키</translation>
    </message>
    <message>
        <source>any characters</source>
        <translation>임의의 문자열</translation>
    </message>
    <message>
        <source>one character</source>
        <translation>문자 하나</translation>
    </message>
    <message>
        <source>one of a set, not of it, of a range</source>
        <translation>집합 안, 집합 밖, 범위 안의 문자</translation>
    </message>
    <message>
        <source>the character itself</source>
        <translation>문자 그대로</translation>
    </message>
    <message>
        <source>among loaded keys only</source>
        <translation>불러온 키에서만</translation>
    </message>
    <message>
        <source>no TTL</source>
        <translation>TTL 없음</translation>
    </message>
    <message>
        <source>TTL %1</source>
        <translation>TTL %1</translation>
    </message>
    <message>
        <source>size %1</source>
        <translation>크기 %1</translation>
    </message>
    <message>
        <source>several keys are deleted at once</source>
        <translation>여러 키를 한 번에 삭제합니다</translation>
    </message>
    <message>
        <source>Deleted %1. Undo available for %2 min.</source>
        <translation>%1 키를 삭제했습니다. %2분 동안 실행 취소할 수 있습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Restored %1.</source>
        <translation>%1 키를 복원했습니다.</translation>
    </message>
    <message>
        <source>%1 exists again, so it was not restored. Compare, or restore under another name.</source>
        <translation>%1 키가 다시 생성되어 복원하지 않았습니다. 비교하거나 다른 이름으로 복원하세요.</translation>
    </message>
    <message>
        <source>Time to live has passed</source>
        <translation>만료 시간이 지났습니다</translation>
    </message>
    <message>
        <source>%1 would have expired meanwhile. How should it come back?</source>
        <translation>%1 키는 그사이 만료되었을 것입니다. 어떻게 복원할까요?</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>건너뛰기</translation>
    </message>
    <message>
        <source>Without TTL</source>
        <translation>TTL 없이</translation>
    </message>
    <message>
        <source>With %1</source>
        <translation>TTL %1 적용</translation>
    </message>
    <message>
        <source>the undo vault of this connection is off</source>
        <translation>이 연결의 실행 취소 보관함이 꺼져 있습니다</translation>
    </message>
    <message>
        <source>A cluster has database 0 only.</source>
        <translation>클러스터에는 0번 데이터베이스만 있습니다.</translation>
    </message>
    <message>
        <source>This server has database 0 only.</source>
        <translation>이 서버에는 0번 데이터베이스만 있습니다.</translation>
    </message>
</context>
<context>
    <name>ui::RenameSheet</name>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename key</source>
        <translation>키 이름 바꾸기</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>새 이름</translation>
    </message>
    <message>
        <source>This name is not plain text: \n \r \t \\ and \xNN stand for single bytes.</source>
        <translation>일반 텍스트가 아닌 이름입니다. \n \r \t \\ 및 \xNN 표기는 각각 1바이트를 나타냅니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>A backslash has to be followed by n, r, t, another backslash or x and two hexadecimal digits.</source>
        <translation>백슬래시 뒤에는 n, r, t, 백슬래시 또는 x와 16진수 두 자리가 와야 합니다.</translation>
    </message>
</context>
</TS>

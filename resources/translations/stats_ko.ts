<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>figures</name>
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
        <source>%1 d</source>
        <translation>%1일</translation>
    </message>
</context>
<context>
    <name>stats</name>
    <message>
        <source>INFO came back empty.</source>
        <translation>INFO 응답이 비어 있습니다.</translation>
    </message>
</context>
<context>
    <name>ui::ChartTableModel</name>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
</context>
<context>
    <name>ui::ChartText</name>
    <message>
        <source>threshold 80 %</source>
        <translation>기준 80 %</translation>
    </message>
    <message>
        <source>No lookups in this interval</source>
        <translation>이 구간에 조회가 없습니다</translation>
    </message>
    <message>
        <source>maxmemory %1</source>
        <translation>maxmemory %1</translation>
    </message>
    <message>
        <source>server</source>
        <translation>서버</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>db%1: %2 keys, %3 with expiry</source>
        <translation>db%1: 키 %2개, 만료 있음 %3개</translation>
    </message>
    <message>
        <source>Hit rate, per interval</source>
        <translation>캐시 히트율(구간별)</translation>
    </message>
    <message>
        <source>Ops/s</source>
        <translation>명령/초</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Evictions/expirations</source>
        <translation>제거/만료</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>클라이언트</translation>
    </message>
    <message>
        <source>Keys, all databases</source>
        <translation>키(전체 데이터베이스)</translation>
    </message>
    <message>
        <source>Replication lag</source>
        <translation>복제 지연</translation>
    </message>
    <message>
        <source>Hits/misses</source>
        <translation>적중/실패</translation>
    </message>
    <message>
        <source>Hits ÷ (hits + misses) between two samples. No lookups: a gap, never 0 or 100 %.</source>
        <translation>두 샘플 사이의 적중 ÷ (적중 + 실패). 조회가 없으면 0 %나 100 %가 아니라 빈 구간으로 표시합니다.</translation>
    </message>
    <message>
        <source>Commands processed between two samples ÷ seconds.</source>
        <translation>두 샘플 사이에 처리한 명령 수 ÷ 초</translation>
    </message>
    <message>
        <source>used_memory as the server reports it.</source>
        <translation>서버가 보고한 used_memory</translation>
    </message>
    <message>
        <source>Keys evicted and keys expired between two samples ÷ seconds.</source>
        <translation>두 샘플 사이에 제거된 키와 만료된 키 수 ÷ 초</translation>
    </message>
    <message>
        <source>Bytes read and written by the server between two samples ÷ seconds.</source>
        <translation>두 샘플 사이에 서버가 읽고 쓴 바이트 ÷ 초</translation>
    </message>
    <message>
        <source>System and user CPU time between two samples ÷ time, % of one core.</source>
        <translation>두 샘플 사이의 시스템·사용자 CPU 시간 ÷ 시간, 코어 1개 기준 %</translation>
    </message>
    <message>
        <source>p50, p99: round trip of PING from here, tunnel included. server: time inside the server per call, never mixed with it.</source>
        <translation>p50, p99: 여기서 보낸 PING의 왕복 시간(터널 포함). 서버: 호출당 서버 내부 처리 시간이며 왕복 시간과 섞지 않습니다.</translation>
    </message>
    <message>
        <source>connected_clients as the server reports it.</source>
        <translation>서버가 보고한 connected_clients</translation>
    </message>
    <message>
        <source>Keys of all databases, INFO keyspace.</source>
        <translation>모든 데이터베이스의 키 수(INFO keyspace)</translation>
    </message>
    <message>
        <source>Seconds since the last word of the slowest replica, reported by primary.</source>
        <translation>가장 느린 복제본의 마지막 응답 이후 지난 초(주 노드 보고)</translation>
    </message>
    <message>
        <source>Lookups that found a key, and that did not, between two samples ÷ seconds.</source>
        <translation>두 샘플 사이에 키를 찾은 조회와 찾지 못한 조회 수 ÷ 초</translation>
    </message>
    <message>
        <source>Restarted</source>
        <translation>재시작</translation>
    </message>
    <message>
        <source>Stats reset</source>
        <translation>통계 초기화</translation>
    </message>
    <message>
        <source>Failover</source>
        <translation>장애 조치</translation>
    </message>
    <message>
        <source>evicted</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>만료</translation>
    </message>
    <message>
        <source>in</source>
        <translation>수신</translation>
    </message>
    <message>
        <source>out</source>
        <translation>송신</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>% of one core</source>
        <translation>% (코어 1개 기준)</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>hits</source>
        <translation>적중</translation>
    </message>
    <message>
        <source>misses</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>No replicas</source>
        <translation>복제본이 없습니다</translation>
    </message>
    <message>
        <source>Not reported by this server</source>
        <translation>이 서버에서 보고하지 않습니다</translation>
    </message>
    <message>
        <source>Collecting… first rate after two samples</source>
        <translation>수집 중… 두 번째 샘플부터 비율을 표시합니다</translation>
    </message>
    <message>
        <source>hits %1 · misses %2</source>
        <translation>적중 %1 · 실패 %2</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>%1 동안</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>수집 중…</translation>
    </message>
</context>
<context>
    <name>ui::DashboardPage</name>
    <message>
        <source>No answer since %1. Showing the last data.</source>
        <translation>%1 이후 응답이 없습니다. 마지막 데이터를 표시합니다.</translation>
    </message>
    <message>
        <source>INFO is not available, so only round trips are shown. %1</source>
        <translation>INFO를 사용할 수 없어 왕복 시간만 표시합니다. %1</translation>
    </message>
    <message>
        <source>Paused at %1; sampling goes on.</source>
        <translation>%1에 일시 중지했습니다. 수집은 계속됩니다.</translation>
    </message>
    <message>
        <source>Server counters restarted at %1; rates start again here.</source>
        <translation>서버 카운터가 %1에 초기화되어 비율을 다시 계산합니다.</translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation>대시보드</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>표 내보내기</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>그림 내보내기</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>파일을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>%1 of %2 shards</source>
        <translation>샤드 %2개 중 %1개</translation>
    </message>
    <message>
        <source>A replica took over at %1; rates start again here.</source>
        <translation>%1에 복제본이 승격되어 비율을 다시 계산합니다.</translation>
    </message>
</context>
<context>
    <name>ui::DashboardStrip</name>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>Time window</source>
        <translation>표시 구간</translation>
    </message>
    <message>
        <source>Time window ([ and ])</source>
        <translation>표시 구간([ 와 ])</translation>
    </message>
    <message>
        <source>every %1 s</source>
        <translation>%1초마다</translation>
    </message>
    <message>
        <source>Sampling interval</source>
        <translation>수집 간격</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Stops drawing, not sampling (Space)</source>
        <translation>화면만 멈추고 수집은 계속합니다(Space)</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Marks the ends of a span, A and B (M)</source>
        <translation>구간의 시작 A와 끝 B를 표시합니다(M)</translation>
    </message>
    <message>
        <source>Exclude this app</source>
        <translation>이 앱 제외</translation>
    </message>
    <message>
        <source>Browsing keys moves the server&apos;s hit and miss counters too. Ticked: this app&apos;s own lookups are taken off.</source>
        <translation>키를 둘러보는 것도 서버의 적중·실패 카운터를 움직입니다. 선택하면 이 앱의 조회를 빼고 계산합니다.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export (Ctrl+E)</source>
        <translation>내보내기(Ctrl+E)</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>그림(PNG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>표(CSV)…</translation>
    </message>
    <message>
        <source>Nodes: %1</source>
        <translation>노드: %1</translation>
    </message>
    <message>
        <source>All primaries</source>
        <translation>모든 기본(Primary) 노드</translation>
    </message>
    <message>
        <source>Nodes shown</source>
        <translation>표시할 노드</translation>
    </message>
</context>
<context>
    <name>ui::MarksBar</name>
    <message>
        <source>Marks</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>There is no second mark yet</source>
        <translation>아직 두 번째 표시가 없습니다</translation>
    </message>
    <message>
        <source>press M again at the end of the span</source>
        <translation>구간이 끝날 때 M을 다시 누르세요</translation>
    </message>
    <message>
        <source>hits %1</source>
        <translation>적중 %1</translation>
    </message>
    <message>
        <source>misses %1</source>
        <translation>실패 %1</translation>
    </message>
    <message>
        <source>hit rate %1 %</source>
        <translation>히트율 %1 %</translation>
    </message>
    <message>
        <source>no lookups</source>
        <translation>조회 없음</translation>
    </message>
    <message>
        <source>few lookups (%1)</source>
        <translation>조회 적음(%1)</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>추정</translation>
    </message>
    <message>
        <source>ops %1</source>
        <translation>명령 %1</translation>
    </message>
    <message>
        <source>Lookups of this app excluded</source>
        <translation>이 앱의 조회 제외</translation>
    </message>
    <message>
        <source>Lookups of this app included</source>
        <translation>이 앱의 조회 포함</translation>
    </message>
</context>
<context>
    <name>ui::TileText</name>
    <message>
        <source>not reported by this server</source>
        <translation>이 서버에서 보고하지 않음</translation>
    </message>
    <message>
        <source>since start %1 %</source>
        <translation>시작 이후 %1 %</translation>
    </message>
    <message>
        <source>since start —</source>
        <translation>시작 이후 —</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>Hit rate · %1</source>
        <translation>히트율 · %1</translation>
    </message>
    <message>
        <source>% · few lookups (%1)</source>
        <translation>% · 조회 적음(%1)</translation>
    </message>
    <message>
        <source>low</source>
        <translation>낮음</translation>
    </message>
    <message>
        <source>no lookups</source>
        <translation>조회 없음</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>추정</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>of %1 %2</source>
        <translation>/ %1 %2</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 / %2 %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>no limit set</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>policy %1</source>
        <translation>정책 %1</translation>
    </message>
    <message>
        <source>Evicted</source>
        <translation>제거됨</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/s</translation>
    </message>
    <message>
        <source>evicting</source>
        <translation>제거 중</translation>
    </message>
    <message>
        <source>expired %1/s</source>
        <translation>만료 %1/s</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>클라이언트</translation>
    </message>
    <message>
        <source>%1 % of maxclients</source>
        <translation>maxclients의 %1 %</translation>
    </message>
    <message>
        <source>blocked %1</source>
        <translation>차단됨 %1</translation>
    </message>
    <message>
        <source>Ops/s</source>
        <translation>명령/초</translation>
    </message>
    <message>
        <source>peak %1</source>
        <translation>최고 %1</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>not reported</source>
        <translation>보고되지 않음</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>Hits ÷ (hits + misses) of the window: sums, not a mean of ratios.</source>
        <translation>표시 구간의 적중 ÷ (적중 + 실패). 비율의 평균이 아니라 합계로 계산합니다.</translation>
    </message>
    <message>
        <source>Since restart or reset: %1 hits, %2 misses.</source>
        <translation>재시작 또는 초기화 이후: 적중 %1, 실패 %2</translation>
    </message>
    <message>
        <source>Lookups of this app are taken off. Those of its earlier runs are not known.</source>
        <translation>이 앱의 조회를 뺐습니다. 이전에 실행했을 때의 조회는 알 수 없습니다.</translation>
    </message>
    <message>
        <source>As INFO reports it, lookups of this app included.</source>
        <translation>INFO에 보고된 값 그대로이며, 이 앱의 조회도 포함합니다.</translation>
    </message>
    <message>
        <source>RSS %1 %2</source>
        <translation>RSS %1 %2</translation>
    </message>
    <message>
        <source>Fragmentation %1</source>
        <translation>단편화 %1</translation>
    </message>
    <message>
        <source>Round trip of PING from here, median of the last 60.</source>
        <translation>여기서 보낸 PING의 왕복 시간, 최근 60회의 중앙값</translation>
    </message>
    <message>
        <source>p99 %1 ms</source>
        <translation>p99 %1 ms</translation>
    </message>
    <message>
        <source>from here</source>
        <translation>이 컴퓨터 기준</translation>
    </message>
</context>
</TS>

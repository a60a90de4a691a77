<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>link</name>
    <message>
        <source>%1 did not answer within %2 s. A firewall or security group probably drops the packets. Check host and port; if the server is inside a VPC, choose a tunnel.</source>
        <translation>%1 주소가 %2초 안에 응답하지 않았습니다. 방화벽이나 보안 그룹에서 차단하는 것 같습니다. 호스트와 포트를 확인하고, 서버가 VPC 내부에 있으면 터널을 선택하세요.</translation>
    </message>
    <message>
        <source>Direct → %1</source>
        <translation>직접 연결 → %1</translation>
    </message>
    <message>
        <source>DNS cannot find %1. Check the spelling; if the name exists only inside the VPC, choose a tunnel.</source>
        <translation>DNS에서 %1 호스트를 찾을 수 없습니다. 철자를 확인하고, VPC 내부 전용 이름이면 터널을 선택하세요.</translation>
    </message>
    <message>
        <source>%1 refused the connection: the host answers, but nothing listens on this port. Check the port and that the server is running.</source>
        <translation>%1 연결이 거부되었습니다. 호스트는 응답하지만 이 포트에서 대기 중인 서버가 없습니다. 포트와 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>This computer does not allow a connection to %1. Check its firewall.</source>
        <translation>이 컴퓨터에서 %1 연결을 허용하지 않습니다. 방화벽을 확인하세요.</translation>
    </message>
    <message>
        <source>%1 did not answer. Check host and port.</source>
        <translation>%1 주소가 응답하지 않았습니다. 호스트와 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>No connection to %1. Check the network of this computer, host and port.</source>
        <translation>%1 주소에 연결할 수 없습니다. 이 컴퓨터의 네트워크, 호스트, 포트를 확인하세요.</translation>
    </message>
    <message>
        <source>The socket %1 did not answer within %2 s. The server may be busy or stopped.</source>
        <translation>소켓 %1 경로에서 %2초 안에 응답이 없습니다. 서버가 바쁘거나 멈췄을 수 있습니다.</translation>
    </message>
    <message>
        <source>This account may not use the socket %1. Ask for read and write permission on it (unixsocketperm in the server&apos;s configuration).</source>
        <translation>이 계정에는 소켓 %1 사용 권한이 없습니다. 읽기와 쓰기 권한을 요청하세요(서버 설정의 unixsocketperm).</translation>
    </message>
    <message>
        <source>Nothing listens on the socket %1: the file is there, but no server behind it. Check that the server is running.</source>
        <translation>소켓 %1 경로에서 대기 중인 서버가 없습니다. 파일은 있지만 서버가 없습니다. 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>There is no socket file %1. Check the path and that the server is running.</source>
        <translation>소켓 파일 %1 항목이 없습니다. 경로와 서버 실행 상태를 확인하세요.</translation>
    </message>
    <message>
        <source>No connection to the socket %1.</source>
        <translation>소켓 %1 경로에 연결할 수 없습니다.</translation>
    </message>
</context>
</TS>

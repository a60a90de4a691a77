<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>demo</name>
    <message>
        <source>The demo needs the program redis-server or valkey-server, and neither is installed. Install the package redis-server (Debian, Ubuntu), redis (Homebrew) or valkey (Fedora, Arch Linux).</source>
        <translation>데모에는 redis-server 또는 valkey-server 프로그램이 필요하지만 둘 다 설치되어 있지 않습니다. redis-server(Debian, Ubuntu), redis(Homebrew) 또는 valkey(Fedora, Arch Linux) 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>The demo server&apos;s temporary directory could not be made.</source>
        <translation>데모 서버의 임시 디렉터리를 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>The demo server %1 could not be started.</source>
        <translation>데모 서버 %1 프로그램을 시작할 수 없습니다.</translation>
    </message>
    <message>
        <source>The demo server ended as soon as it started.</source>
        <translation>데모 서버가 시작하자마자 종료되었습니다.</translation>
    </message>
    <message>
        <source>The demo server does not answer.</source>
        <translation>데모 서버가 응답하지 않습니다.</translation>
    </message>
    <message>
        <source>The demo server did not take the sample data.</source>
        <translation>데모 서버에 예제 데이터를 넣지 못했습니다.</translation>
    </message>
</context>
</TS>

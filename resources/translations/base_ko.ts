<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
<context>
    <name>base</name>
    <message>
        <source>%1 d</source>
        <translation>%1일</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>cli</name>
    <message numerus="yes">
        <source>Save %n connection(s)?</source>
        <translation>
            <numerusform>Save %n connection?</numerusform>
            <numerusform>Save %n connections?</numerusform>
        </translation>
    </message>
</context>
</TS>

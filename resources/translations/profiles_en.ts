<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ui::GeneralPage</name>
    <message numerus="yes">
        <source>The system allows at most %n byte(s) in a socket path.</source>
        <translation>
            <numerusform>The system allows at most %n byte in a socket path.</numerusform>
            <numerusform>The system allows at most %n bytes in a socket path.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::HomePage</name>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ImportSheet</name>
    <message numerus="yes">
        <source>%1: %n connection(s). Nothing is saved yet.</source>
        <translation>
            <numerusform>%1: %n connection. Nothing is saved yet.</numerusform>
            <numerusform>%1: %n connections. Nothing is saved yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ProfileTexts</name>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n d ago</numerusform>
            <numerusform>%n d ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::RouteProposal</name>
    <message numerus="yes">
        <source>%n bastion(s) found</source>
        <translation>
            <numerusform>%n bastion found</numerusform>
            <numerusform>%n bastions found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::SafetyPage</name>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%n d</numerusform>
            <numerusform>%n d</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::VaultSheet</name>
    <message numerus="yes">
        <source>Use at least %n character(s).</source>
        <translation>
            <numerusform>Use at least %n character.</numerusform>
            <numerusform>Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
</TS>

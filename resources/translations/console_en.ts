<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ui::ConsoleView</name>
    <message numerus="yes">
        <source>%n queued · Esc Esc discards</source>
        <translation>
            <numerusform>%n queued · Esc Esc discards</numerusform>
            <numerusform>%n queued · Esc Esc discards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run these %n line(s), one after another?</source>
        <translation>
            <numerusform>Run this %n line?</numerusform>
            <numerusform>Run these %n lines, one after another?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n line(s)</source>
        <translation>
            <numerusform>Run %n line</numerusform>
            <numerusform>Run %n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %Ln line(s)</source>
        <translation>
            <numerusform>Show all %Ln line</numerusform>
            <numerusform>Show all %Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the beginning is shown: %Ln line(s) in all.</source>
        <translation>
            <numerusform>Only the beginning is shown: %Ln line in all.</numerusform>
            <numerusform>Only the beginning is shown: %Ln lines in all.</numerusform>
        </translation>
    </message>
</context>
</TS>

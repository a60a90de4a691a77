<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ui::ChangeBar</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::HashEditor</name>
    <message numerus="yes">
        <source>%n field(s) you did not touch are not part of this save</source>
        <translation>
            <numerusform>%n field you did not touch is not part of this save</numerusform>
            <numerusform>%n fields you did not touch are not part of this save</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::KeyTab</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The value changed on the server after you loaded it (%n difference(s)). Compare before saving.</source>
        <translation>
            <numerusform>The value changed on the server after you loaded it (%n difference). Compare before saving.</numerusform>
            <numerusform>The value changed on the server after you loaded it (%n differences). Compare before saving.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::TableEditor</name>
    <message numerus="yes">
        <source>%n field(s)</source>
        <translation>
            <numerusform>%n field</numerusform>
            <numerusform>%n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
</context>
</TS>

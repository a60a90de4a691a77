<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>ui::CachesPage</name>
    <message numerus="yes">
        <source>Asking AWS… %n cache(s) so far</source>
        <translation>
            <numerusform>Asking AWS… %n cache so far</numerusform>
            <numerusform>Asking AWS… %n caches so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache(s) in %1</source>
        <translation>
            <numerusform>%n cache in %1</numerusform>
            <numerusform>%n caches in %1</numerusform>
        </translation>
    </message>
</context>
</TS>

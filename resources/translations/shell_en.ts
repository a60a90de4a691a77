<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>app::Application</name>
    <message numerus="yes">
        <source>Connected in %1 ms: %2, %n key(s).</source>
        <translation>
            <numerusform>Connected in %1 ms: %2, %n key.</numerusform>
            <numerusform>Connected in %1 ms: %2, %n keys.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::StatusBar</name>
    <message numerus="yes">
        <source>%1 of %n shard(s)</source>
        <translation>
            <numerusform>%1 of %n shard</numerusform>
            <numerusform>%1 of %n shards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shard(s)</source>
        <translation>
            <numerusform>%n shard</numerusform>
            <numerusform>%n shards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
</TS>

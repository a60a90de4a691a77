<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>session</name>
    <message numerus="yes">
        <source>cluster, %n shard(s)</source>
        <translation>
            <numerusform>cluster, %n shard</numerusform>
            <numerusform>cluster, %n shards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>session::Climb</name>
    <message numerus="yes">
        <source>%1 · all %n primaries can be reached</source>
        <translation>
            <numerusform>%1 · its %n primary can be reached</numerusform>
            <numerusform>%1 · all %n primaries can be reached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The cluster has %n primaries, and sends clients to the addresses that they announce. %1 cannot be reached from here: map it to an address that can, or use this node alone.</source>
        <translation>
            <numerusform>The cluster has %n primary, and sends clients to the address that it announces. %1 cannot be reached from here: map it to an address that can, or use this node alone.</numerusform>
            <numerusform>The cluster has %n primaries, and sends clients to the addresses that they announce. %1 cannot be reached from here: map it to an address that can, or use this node alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database(s)</source>
        <translation>
            <numerusform>%n database</numerusform>
            <numerusform>%n databases</numerusform>
        </translation>
    </message>
</context>
</TS>

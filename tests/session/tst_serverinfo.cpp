#include "session/serverinfo.h"
#include <QTest>

using session::ServerInfo;
using Relation = session::ServerInfo::Relation;

class ServerInfoTest final : public QObject {
    Q_OBJECT

    static ServerInfo running()
    {
        ServerInfo info;
        info.runId = "run-a";
        info.replicationId = "lineage-a";
        info.replicationId2 = QByteArray(40, '0');
        info.executable = "/usr/bin/redis-server";
        info.configFile = "/etc/redis/redis.conf";
        info.directory = "/var/lib/redis";
        info.system = "Linux 6.1 x86_64";
        info.processId = 4711;
        info.tcpPort = 6379;
        info.uptimeSeconds = 9000;
        return info;
    }

    static ServerInfo startedAgain()
    {
        ServerInfo info = running();
        info.runId = "run-b";
        info.replicationId = "lineage-b";
        info.processId = 4800;
        info.uptimeSeconds = 3;
        return info;
    }

private Q_SLOTS:
    void info_isRead()
    {
        ServerInfo info;
        info.readInfo("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nos:Linux\r\n"
                      "run_id:abc\r\nprocess_id:12\r\ntcp_port:0\r\nuptime_in_seconds:5\r\n"
                      "executable:/x:y\r\nconfig_file:\r\n");
        info.readInfo("# Replication\r\nrole:master\r\nmaster_replid:r1\r\nmaster_replid2:r2");
        QCOMPARE(info.engine, QStringLiteral("Redis"));
        QCOMPARE(info.version, QStringLiteral("7.0.15"));
        QCOMPARE(info.runId, QByteArray("abc"));
        QCOMPARE(info.executable, QByteArray("/x:y"));
        QCOMPARE(info.tcpPort, 0);
        QCOMPARE(info.role, QStringLiteral("master"));
        QCOMPARE(info.replicationId2, QByteArray("r2"));
        ServerInfo valkey;
        valkey.readInfo("redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n");
        QCOMPARE(valkey.engine, QStringLiteral("Valkey"));
        QCOMPARE(valkey.version, QStringLiteral("8.1.0"));
        ServerInfo nothing;
        nothing.readInfo("");
        QCOMPARE(nothing.engine, QString());
    }

    void sameRunId_isTheSameProcess()
    {
        QCOMPARE(running().relationTo(running(), 0), Relation::SameProcess);
        QVERIFY(running().isSameServer(running()));
    }

    void lineage_survivesFailoverAndRestart()
    {
        ServerInfo promoted = startedAgain();
        promoted.directory = "/elsewhere";
        promoted.uptimeSeconds = 99999;
        promoted.replicationId2 = "lineage-a";
        QCOMPARE(promoted.relationTo(running(), 0), Relation::SameData);
        ServerInfo replica = startedAgain();
        replica.replicationId = "lineage-a";
        QCOMPARE(replica.relationTo(running(), 0), Relation::SameData);
        QVERIFY(replica.isSameServer(running()));
        // Forty zeros stand for "none", and two servers without a lineage are no relatives.
        ServerInfo zeros = startedAgain();
        ServerInfo before = running();
        zeros.replicationId = before.replicationId = QByteArray(40, '0');
        zeros.uptimeSeconds = 99999;
        QCOMPARE(zeros.relationTo(before, 0), Relation::Different);
    }

    void sameInstallation_startedDuringTheSilence_isARestart()
    {
        QCOMPARE(startedAgain().relationTo(running(), 5000), Relation::Restarted);
        QVERIFY(!startedAgain().isSameServer(running()));
    }

    void whatCannotBeShown_isDifferent()
    {
        const auto verdict = [](auto change, qint64 silentMs = 5000) {
            ServerInfo now = startedAgain();
            change(now);
            return now.relationTo(running(), silentMs);
        };
        const auto nothing = [](ServerInfo &) {};
        QCOMPARE(verdict(nothing, 500), Relation::Different); // it ran before ours was silent
        QCOMPARE(verdict([](ServerInfo &i) { i.directory = "/srv"; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.directory.clear(); }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.configFile = "/b.conf"; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.executable = "/b"; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.tcpPort = 1; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.system = "Darwin"; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.uptimeSeconds = -1; }), Relation::Different);
        QCOMPARE(verdict([](ServerInfo &i) { i.processId = 1; }), Relation::Different);
        QCOMPARE(ServerInfo().relationTo(ServerInfo(), 1000000), Relation::Different);
        ServerInfo bare = running();
        bare.configFile.clear();
        bare.directory.clear();
        ServerInfo bareNow = startedAgain();
        bareNow.configFile.clear();
        bareNow.directory.clear();
        QCOMPARE(bareNow.relationTo(bare, 5000), Relation::Different);
    }
};

QTEST_GUILESS_MAIN(ServerInfoTest)
#include "tst_serverinfo.moc"

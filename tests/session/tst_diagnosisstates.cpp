#include "diagnosisfixture.h"
#include "support/clusterrig.h"
#include "support/sentinelrig.h"

using support::ClusterRig;
using support::RedisServer;
using support::SentinelRig;

/// What a server may be besides up: loading, without its primary, one of a cluster, watched by
/// sentinels. All of them real.
class DiagnosisStatesTest : public QObject {
    Q_OBJECT

    static profiles::Profile clusterProfile(const ClusterRig &rig, int node)
    {
        return profileAt(QStringLiteral("127.0.0.1"), rig.port(node));
    }
    static profiles::Profile sentinelProfile(const SentinelRig &rig)
    {
        profiles::Profile profile = profileAt(QStringLiteral("127.0.0.1"), 6379);
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        for (int i = 0; i < 3; ++i)
            profile.seeds += profiles::HostPort{ QStringLiteral("127.0.0.1"), rig.sentinelPort(i) };
        return profile;
    }
    /// Makes the server load its data anew for some seconds.
    static void beginLoading(const RedisServer &server, QProcess &reload)
    {
        server.command({ "DEBUG", "POPULATE", "2500" });
        server.command({ "CONFIG", "SET", "key-load-delay", "2000" });
        server.command({ "CONFIG", "SET", "loading-process-events-interval-bytes", "1024" });
        reload.start(QStringLiteral("redis-cli"),
                     { QStringLiteral("-s"), server.socketPath(), QStringLiteral("DEBUG"),
                       QStringLiteral("RELOAD") });
        QVERIFY(QTest::qWaitFor([&] { return server.command({ "PING" }).startsWith("LOADING"); },
                                5000));
    }
    static QStringList loadingOptions()
    {
        return { QStringLiteral("--enable-debug-command"), QStringLiteral("local") };
    }

private Q_SLOTS:
    void loadingServer_isWaitedFor()
    {
        const RedisServer server(loadingOptions(), RedisServer::Tcp::Yes);
        QProcess reload;
        beginLoading(server, reload);
        profiles::Profile profile = profileAt(server);
        profile.commandTimeoutMs = 15000;
        Diagnosis diagnosis(profile, {});
        QStringList findings;
        connect(&diagnosis, &Diagnosis::rungChanged, this, [&](const RungResult &rung) {
            if (rung.rung == Rung::Ping && rung.outcome == Outcome::Running)
                findings += rung.finding;
        });
        QSignalSpy finished(&diagnosis, &Diagnosis::finished);
        diagnosis.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20000);
        QVERIFY2(diagnosis.report().passed, qPrintable(diagnosis.report().toText()));
        QCOMPARE(diagnosis.report().keys, 2500);
        QVERIFY2(findings.join(u'\n').contains(QStringLiteral("still loading its data: ")),
                 qPrintable(findings.join(u'\n')));
        reload.waitForFinished();
    }

    void loadingServer_failsWhenTimeIsUp()
    {
        const RedisServer server(loadingOptions(), RedisServer::Tcp::Yes);
        QProcess reload;
        beginLoading(server, reload);
        profiles::Profile profile = profileAt(server);
        profile.commandTimeoutMs = 1000;
        const DiagnosisReport report = climb(profile);
        QVERIFY2(stopsAt(report, Rung::Ping), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::Loading);
        QVERIFY(report.firstFailure()->error.detail.startsWith("LOADING"));
        QCOMPARE(report.firstFailure()->remedies, QList<Remedy>{ Remedy::Retry });
        reload.kill();
        reload.waitForFinished();
    }

    void replicaWithoutPrimary_saysSo()
    {
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QString port = QString::number(nobody.serverPort());
        nobody.close();
        const RedisServer server({ QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1"), port,
                                   QStringLiteral("--replica-serve-stale-data"),
                                   QStringLiteral("no") },
                                 RedisServer::Tcp::Yes);
        const DiagnosisReport report = climb(profileAt(server));
        QVERIFY2(stopsAt(report, Rung::Ping), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::MasterDown);
    }

    void frozenServer_isSilent()
    {
        RedisServer server({}, RedisServer::Tcp::Yes);
        server.freeze();
        profiles::Profile profile = profileAt(server);
        profile.connectTimeoutMs = 400;
        const DiagnosisReport report = climb(profile);
        server.thaw();
        QVERIFY2(stopsAt(report, Rung::Ping), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::Silent);
    }

    void cluster_isCountedOverItsPrimaries()
    {
        ClusterRig::Options options;
        options.replicas = false;
        const ClusterRig rig(options);
        QVERIFY(rig.isRunning());
        for (int i = 0; i < 30; ++i)
            rig.anywhere({ "SET", "key:" + QByteArray::number(i), "x" });
        const DiagnosisReport report = climb(clusterProfile(rig, 1));
        QVERIFY2(report.passed, qPrintable(report.toText()));
        QCOMPARE(report.primaries, 3);
        QCOMPARE(report.keys, 30);
        QVERIFY2(report.summary().contains(QStringLiteral("cluster, 3 shard(s), 30 key(s)")),
                 qPrintable(report.summary()));

        // A node that announces an address which leads nowhere from here.
        rig.command(1, { "CONFIG", "SET", "cluster-announce-port", "1" });
        const DiagnosisReport cut = climb(clusterProfile(rig, 1));
        QVERIFY2(stopsAt(cut, Rung::Ping), qPrintable(cut.toText()));
        QCOMPARE(cut.firstFailure()->error.cause, Cause::NodeUnreachable);
        QVERIFY(cut.summary().contains(QStringLiteral("127.0.0.1:1 cannot be reached")));
        QCOMPARE(cut.firstFailure()->remedies,
                 (QList<Remedy>{ Remedy::MapAddresses, Remedy::ForceStandalone, Remedy::Retry }));

        profiles::Profile mapped = clusterProfile(rig, 1);
        mapped.addressMap.insert(QStringLiteral("127.0.0.1:1"), mapped.endpoint().toString());
        QVERIFY(climb(mapped).passed);
        mapped.addressMap.insert(QStringLiteral("127.0.0.1:1"),
                                 clusterProfile(rig, 2).endpoint().toString());
        QCOMPARE(climb(mapped).firstFailure()->error.cause, Cause::WrongNode);

        profiles::Profile alone = clusterProfile(rig, 1);
        alone.topology = profiles::Topology::Standalone;
        const DiagnosisReport one = climb(alone);
        QVERIFY2(one.passed, qPrintable(one.toText()));
        QVERIFY(rungOf(one, Rung::Capabilities)
                    .finding.contains(QStringLiteral("Only this node of the cluster")));
    }

    void clusterWithoutAllSlots_isDown()
    {
        ClusterRig::Options options;
        options.replicas = false;
        ClusterRig rig(options);
        QVERIFY(rig.isRunning());
        rig.kill(2);
        QVERIFY(QTest::qWaitFor(
            [&] {
                return rig.command(0, { "CLUSTER", "INFO" }).contains("cluster_state:fail");
            },
            15000));
        const DiagnosisReport report = climb(clusterProfile(rig, 0));
        QVERIFY2(stopsAt(report, Rung::Ping), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::ClusterDown);
    }

    void sentinels_leadToThePrimary()
    {
        SentinelRig rig;
        QVERIFY(rig.isRunning());
        profiles::Profile profile = sentinelProfile(rig);
        const DiagnosisReport report = climb(profile);
        QVERIFY2(report.passed, qPrintable(report.toText()));
        const RungResult primary = rungOf(report, Rung::CacheTcp);
        QCOMPARE(primary.outcome, Outcome::Passed);
        QCOMPARE(primary.tried,
                 QStringLiteral("sentinel 127.0.0.1:%1 names 127.0.0.1:%2")
                     .arg(rig.sentinelPort(0))
                     .arg(rig.port(0)));

        // A password that the sentinels do not ask for is no reason to give up.
        profile.sentinel.signsIn = true;
        const DiagnosisReport unneeded = climb(profile, { {}, {}, base::Secret("opensesame") });
        QVERIFY2(unneeded.passed, qPrintable(unneeded.toText()));
        profile.sentinel.signsIn = false;

        profile.sentinel.primaryName = QStringLiteral("no-such-name");
        const DiagnosisReport unknown = climb(profile);
        QVERIFY2(stopsAt(unknown, Rung::CacheTcp), qPrintable(unknown.toText()));
        QCOMPARE(unknown.firstFailure()->error.cause, Cause::NoSuchPrimary);
        QCOMPARE(unknown.summary(),
                 QStringLiteral("The sentinels know no primary named “no-such-name”. They watch: "
                                "mymaster."));

        profile = sentinelProfile(rig);
        rig.killSentinel(0);
        const DiagnosisReport second = climb(profile);
        QVERIFY2(second.passed, qPrintable(second.toText()));
        QCOMPARE(rungOf(second, Rung::Tcp).outcome, Outcome::Limited);
        rig.killSentinel(1);
        rig.killSentinel(2);
        const DiagnosisReport none = climb(profile);
        QVERIFY2(stopsAt(none, Rung::Tcp), qPrintable(none.toText()));
        QCOMPARE(none.firstFailure()->error.cause, Cause::NoSentinel);
    }
};

QTEST_GUILESS_MAIN(DiagnosisStatesTest)
#include "tst_diagnosisstates.moc"

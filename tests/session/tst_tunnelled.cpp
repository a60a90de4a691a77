#include "session/sessionfixture.h"
#include "support/faketunnel.h"

using base::Error;
using session::Lane;
using session::Session;
using support::FakeTunnel;
using support::RedisServer;
using support::TunnelScript;
using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

profiles::Profile throughSsh(profiles::Profile profile)
{
    profile.tunnel.kind = profiles::TunnelKind::Ssh;
    profile.tunnel.hops = { { QStringLiteral("bastion"), 22, QStringLiteral("me"), {}, {} } };
    return profile;
}

Error trouble(Cause cause, Kind kind = Kind::Network)
{
    return { kind, QStringLiteral("the bastion says so"), {}, cause };
}

/// A session over a FakeTunnel that obeys `script`.
struct Bench {
    explicit Bench(const profiles::Profile &profile)
        : session(throughSsh(profile), {})
    {
        session.setTunnelSource([script = script] { return std::make_unique<FakeTunnel>(script); });
    }

    const std::shared_ptr<TunnelScript> script = std::make_shared<TunnelScript>();
    Session session;
    QSignalSpy offline{ &session, &Session::offline };
    QSignalSpy stopped{ &session, &Session::stopped };
    QSignalSpy failed{ &session, &Session::failed };
    QSignalSpy online{ &session, &Session::online };
};

Error whyOf(const QSignalSpy &spy)
{
    return spy.last()[0].value<Error>();
}

} // namespace

/// The rules of a session whose way is a tunnel, whatever kind of tunnel.
class TunnelledTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLane_leadsThroughTheTunnelAndBulkGoesApart()
    {
        RedisServer server({}, RedisServer::Tcp::Yes);
        for (const bool tcp : { true, false }) {
            profiles::Profile profile = profileOf(server);
            if (tcp) {
                profile.unixSocket.clear();
                profile.port = server.port();
            }
            Bench b(profile);
            QVERIFY(comesOnline(b.session));
            for (const Lane lane : { Lane::Browse, Lane::Work, Lane::Console, Lane::Stats })
                QCOMPARE(said(b.session.send(lane, 0), { "PING" }), QByteArray("PONG"));
            const TunnelScript::Seen seen = b.script->seen();
            QCOMPARE(seen.openings, 1);
            QCOMPARE(seen.interactive, 3);
            QCOMPARE(seen.bulk, 1);
            const QString address = tcp ? profile.endpoint().toString() : server.socketPath();
            QCOMPARE(seen.targets, QStringList(4, address));
            QCOMPARE(b.session.nodeStates().constFirst().reached,
                     QStringLiteral("SSH me@fake → ") + address);
        }
    }

    void withoutATunnel_nothingGoesStraight()
    {
        RedisServer server;
        Session session(throughSsh(profileOf(server)), {});
        session.setTunnelSource([] { return nullptr; });
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Cause::TunnelNotBuilt);
    }

    void firstConnect_triesNoOtherAddressWhenTheWayFails()
    {
        RedisServer server;
        profiles::Profile profile;
        profile.seeds = { { QStringLiteral("127.0.0.1"), 1 }, { QStringLiteral("127.0.0.1"), 2 } };
        Bench b(profile);
        b.script->refuse(trouble(Cause::HostKeyUnknown, Kind::Cancelled));
        b.session.open();
        QTRY_COMPARE(b.failed.size(), 1);
        QCOMPARE(whyOf(b.failed).kind, Kind::Cancelled);
        QCOMPARE(b.session.state(), Session::State::Closed);
        QCOMPARE(b.script->seen().openings, 1);
        QTRY_COMPARE(b.script->seen().closes, 1);
    }

    void sentinels_areNotToBlameForTheWay()
    {
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.seeds = { { QStringLiteral("127.0.0.1"), 1 }, { QStringLiteral("127.0.0.1"), 2 } };
        Bench b(profile);
        b.script->refuse(trouble(Cause::SshSignInRefused, Kind::Auth));
        b.session.open();
        QTRY_COMPARE(b.failed.size(), 1);
        QCOMPARE(whyOf(b.failed).cause, Cause::SshSignInRefused);
        QCOMPARE(b.script->seen().targets, QStringList{ QStringLiteral("127.0.0.1:1") });
    }

    void lost_isTheReasonForBeingOffline_data()
    {
        QTest::addColumn<bool>("streamsFirst");
        QTest::newRow("it says so first") << false;
        QTest::newRow("its streams end first") << true;
    }

    void lost_isTheReasonForBeingOffline()
    {
        QFETCH(const bool, streamsFirst);
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        QCOMPARE(said(b.session.send(Lane::Console, 0), { "SELECT", "7" }), QByteArray("OK"));
        b.script->refuse(trouble(Cause::BastionUnreachable));
        b.script->lose(trouble(Cause::TunnelLost), links::Use::Interactive, streamsFirst);
        QTRY_COMPARE(b.session.state(), Session::State::Reconnecting);
        QTRY_COMPARE(b.session.lastError().cause, Cause::TunnelLost);
        // It is tried again while the bastion is away, and then leads to the same server.
        QTRY_COMPARE_WITH_TIMEOUT(b.session.lastError().cause, Cause::BastionUnreachable, 10000);
        QCOMPARE(b.session.state(), Session::State::Reconnecting);
        b.script->answer();
        b.session.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(b.session.state(), Session::State::Online, 10000);
        QCOMPARE(b.online.last()[1].toBool(), true);
        QVERIFY(!b.session.isWrongServer());
        QCOMPARE(b.session.consoleDatabase(), 7);
        QCOMPARE(said(b.session.send(Lane::Console, 0), { "SET", "a", "1" }), QByteArray("OK"));
        QVERIFY(server.command({ "INFO", "keyspace" }).contains("db7:keys=1"));
        QCOMPARE(b.stopped.size(), 0);
    }

    void whatOnlyThePersonCanMend_endsTheRetrying_data()
    {
        QTest::addColumn<base::Error>("why");
        QTest::newRow("given up") << trouble(Cause::SshSignInRefused, Kind::Cancelled);
        QTest::newRow("key changed") << trouble(Cause::HostKeyChanged);
        QTest::newRow("key revoked") << trouble(Cause::HostKeyRevoked);
        QTest::newRow("refused") << trouble(Cause::SshSignInRefused, Kind::Auth);
    }

    void whatOnlyThePersonCanMend_endsTheRetrying()
    {
        QFETCH(const Error, why);
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        b.script->refuse(why);
        b.script->lose(trouble(Cause::TunnelLost));
        QTRY_COMPARE_WITH_TIMEOUT(b.stopped.size(), 1, 10000);
        QCOMPARE(whyOf(b.stopped).cause, why.cause);
        QVERIFY(b.stopped.last()[1].toDateTime().isValid());
        QCOMPARE(b.session.state(), Session::State::Closed);
        QCOMPARE(b.session.lastError().cause, why.cause);
        if (why.kind == Kind::Cancelled) { // one of them is enough to wait for
            const int openings = b.script->seen().openings;
            QVERIFY(!QTest::qWaitFor([&] { return b.script->seen().openings > openings; }, 1500));
        }
        QCOMPARE(b.failed.size(), 0);
        // Once mended, it goes on where it was.
        b.script->answer();
        QVERIFY(comesOnline(b.session));
        QCOMPARE(b.online.last()[1].toBool(), true);
        QVERIFY(!b.session.isWrongServer());
    }

    void anotherServerBehindTheTunnel_locksWrites()
    {
        RedisServer ours({}, RedisServer::Tcp::Yes);
        profiles::Profile profile;
        profile.port = ours.port();
        Bench b(profile);
        QVERIFY(comesOnline(b.session));
        b.script->refuse(trouble(Cause::BastionUnreachable));
        b.script->lose(trouble(Cause::TunnelLost));
        QTRY_COMPARE(b.session.state(), Session::State::Reconnecting);
        ours.kill();
        RedisServer stranger({ QStringLiteral("--port"), QString::number(profile.port) });
        QVERIFY(stranger.isRunning());
        b.script->answer();
        QTRY_COMPARE_WITH_TIMEOUT(b.session.state(), Session::State::Online, 15000);
        QVERIFY(b.session.isWrongServer());
        QCOMPARE(ask(b.session.send(Lane::Browse, 0), { "SET", "a", "1" }).error().kind,
                 Kind::WrongServer);
    }

    void lossOfTheBulkWay_leavesTheSessionOnline()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        QCOMPARE(said(b.session.send(Lane::Work, 0), { "PING" }), QByteArray("PONG"));
        b.script->lose(trouble(Cause::TunnelLost), links::Use::Bulk);
        QTRY_VERIFY(server.command({ "CLIENT", "LIST" }).count("name=larder") < 3);
        QCOMPARE(said(b.session.send(Lane::Work, 0), { "PING" }), QByteArray("PONG"));
        QCOMPARE(b.script->seen().bulk, 2);
        QCOMPARE(b.offline.size(), 0);
    }

    void stall_isSeenAndNamedWhenTheServerFallsSilent()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.commandTimeoutMs = 1500;
        Bench b(profile);
        QVERIFY(comesOnline(b.session));
        QSignalSpy changed(&b.session, &Session::stallChanged);
        const Error away{
            Kind::Timeout, QStringLiteral("The agent is away."), {}, Cause::TunnelLost
        };
        b.script->stall(away);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(b.session.stall());
        QCOMPARE(b.session.stall()->text, away.text);
        QCOMPARE(b.session.state(), Session::State::Online);
        server.freeze();
        QTRY_VERIFY_WITH_TIMEOUT(!b.offline.isEmpty(), 15000);
        server.thaw();
        QCOMPARE(b.offline.constFirst()[0].value<Error>().text, away.text);
        b.script->stall({});
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(!b.session.stall());
        QTRY_COMPARE_WITH_TIMEOUT(b.session.state(), Session::State::Online, 15000);
    }

    void streamsThatTheWayEnded_sayWhy()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        b.script->refuseLate(trouble(Cause::SsmSessionEnded));
        b.script->endStreams();
        QTRY_VERIFY(!b.offline.isEmpty());
        QCOMPARE(b.offline.constFirst()[0].value<Error>().cause, Cause::SsmSessionEnded);
    }

    void whileAPersonIsAsked_nothingTimesOutAndNobodyAsksAgain()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.connectTimeoutMs = 200;
        profile.commandTimeoutMs = 200;
        Bench b(profile);
        b.script->ask();
        b.session.open();
        QTRY_COMPARE(b.script->seen().questions, 1);
        b.session.checkNow();
        b.session.retryNow();
        QVERIFY(!QTest::qWaitFor([&] { return b.session.state() != Session::State::Connecting; },
                                 1000));
        QCOMPARE(b.script->seen().questions, 1);
        b.script->answer();
        QTRY_COMPARE(b.session.state(), Session::State::Online);
        QCOMPARE(b.script->seen().openings, 1);
    }

    void closedWhileAPersonIsAsked_leavesNothingBehind()
    {
        RedisServer server;
        for (const bool closes : { true, false }) {
            auto b = std::make_unique<Bench>(profileOf(server));
            const auto script = b->script;
            script->ask();
            b->session.open();
            QTRY_COMPARE(script->seen().questions, 1);
            if (closes) {
                b->session.close();
                QTRY_COMPARE(script->seen().closes, 1);
                script->answer();
                QVERIFY(comesOnline(b->session));
            }
            b.reset();
            script->answer();
        }
    }

    void checkNow_reachesTheTunnel()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        b.session.checkNow();
        QTRY_VERIFY(b.script->seen().checks > 0);
        QCOMPARE(b.session.state(), Session::State::Online);
        b.script->refuse(trouble(Cause::BastionUnreachable));
        b.script->dieWhenChecked(trouble(Cause::TunnelLost));
        b.session.checkNow();
        QTRY_COMPARE(b.session.state(), Session::State::Reconnecting);
        QCOMPARE(b.offline.constFirst()[0].value<Error>().cause, Cause::TunnelLost);
        // Not while an attempt is under way: the next wait is long enough to be met.
        QTRY_VERIFY_WITH_TIMEOUT(b.offline.size() >= 2, 10000);
        const int checks = b.script->seen().checks;
        b.session.retryNow();
        QTRY_VERIFY(b.script->seen().checks > checks);
    }

    void silence_letsTheTunnelBeCheckedBeforeTheServerIsBlamed()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.commandTimeoutMs = 3000;
        Bench b(profile);
        QVERIFY(comesOnline(b.session));
        QTRY_VERIFY(!b.session.roundTrips().isEmpty());
        b.script->dieWhenChecked(trouble(Cause::TunnelLost));
        b.script->refuse(trouble(Cause::BastionUnreachable));
        server.freeze();
        QTRY_VERIFY_WITH_TIMEOUT(!b.offline.isEmpty(), 15000);
        server.thaw();
        QCOMPARE(b.offline.constFirst()[0].value<Error>().cause, Cause::TunnelLost);
    }

    void restingSession_closesTheTunnelAndOpensItAnew()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(b.session));
        QSignalSpy rested(&b.session, &Session::idledOut);
        b.session.setIdleLimit(200ms);
        QTRY_COMPARE(rested.size(), 1);
        QTRY_COMPARE(b.script->seen().closes, 1);
        b.session.setIdleLimit(0ms);
        QVERIFY(comesOnline(b.session));
        QCOMPARE(b.script->seen().openings, 2);
        b.session.close();
        QTRY_COMPARE(b.script->seen().closes, 2);
    }
};

QTEST_GUILESS_MAIN(TunnelledTest)
#include "tst_tunnelled.moc"

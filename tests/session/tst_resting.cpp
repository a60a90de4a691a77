#include "session/sessionfixture.h"

using base::Error;
using session::Lane;
using session::Session;
using support::RedisServer;
using namespace std::chrono_literals;

/// Connections that nobody uses, and computers that were asleep.
class RestingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unusedSession_isClosedAndSaysSo()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QSignalSpy rested(&session, &Session::idledOut);
        QSignalSpy failed(&session, &Session::failed);
        QSignalSpy online(&session, &Session::online);
        session.setIdleLimit(400ms);
        // What the program asks of its own does not count.
        for (int i = 0; i < 12 && rested.isEmpty(); ++i) {
            (void)ask(session.send(Lane::Stats, 0), { "INFO", "stats" });
            QTest::qWait(100);
        }
        QTRY_COMPARE(rested.size(), 1);
        QCOMPARE(session.state(), Session::State::Closed);
        QVERIFY(session.lastError().text.startsWith(QLatin1String("Disconnected after")));
        QTRY_VERIFY(!server.command({ "CLIENT", "LIST" }).contains("name=larder"));
        QCOMPARE(ask(session.send(Lane::Browse, 0), { "SET", "a", "1" }).error().kind,
                 Error::Kind::Network);
        // Again, as after a lost connection.
        QVERIFY(comesOnline(session));
        QCOMPARE(online.last()[1].toBool(), true);
        QVERIFY(!session.isWrongServer());
        QCOMPARE(said(session.send(Lane::Browse, 0), { "EXISTS", "a" }), QByteArray("0"));
        QCOMPARE(failed.size(), 0);
    }

    void sessionInUse_staysOpen()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QSignalSpy rested(&session, &Session::idledOut);
        session.setIdleLimit(500ms);
        const resp::Send send = session.send(Lane::Browse, 0);
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(said(send, { "PING" }), QByteArray("PONG"));
            QTest::qWait(100);
        }
        QCOMPARE(rested.size(), 0);
        // An open MULTI is somebody's work.
        const resp::Send console = session.send(Lane::Console, 0);
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QTest::qWait(1200);
        QCOMPARE(rested.size(), 0);
        QCOMPARE(said(console, { "DISCARD" }), QByteArray("OK"));
        QTRY_COMPARE(rested.size(), 1);
    }

    void anotherServerAfterTheRest_isNotTakenForTheOld()
    {
        auto first = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        profiles::Profile profile;
        profile.port = first->port();
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        session.setIdleLimit(200ms);
        QTRY_COMPARE(session.state(), Session::State::Closed);
        first.reset();
        RedisServer second({ QStringLiteral("--port"), QString::number(profile.port) });
        QVERIFY(second.isRunning());
        QVERIFY(comesOnline(session));
        QVERIFY(session.isWrongServer());
    }

    void anotherServerAfterClose_staysLockedHoweverOftenItIsOpened()
    {
        auto first = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        profiles::Profile profile;
        profile.port = first->port();
        Session session(profile, {});
        QSignalSpy failed(&session, &Session::failed);
        QVERIFY(comesOnline(session));
        session.close();
        first.reset();
        // Nobody there: it is tried again, and what was open stays.
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QCOMPARE(failed.size(), 0);
        session.close();
        RedisServer second({ QStringLiteral("--port"), QString::number(profile.port) });
        QVERIFY(second.isRunning());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(comesOnline(session));
            QTRY_VERIFY(session.isWrongServer());
            QCOMPARE(ask(session.send(Lane::Browse, 0), { "SET", "a", "1" }).error().kind,
                     Error::Kind::WrongServer);
            session.close();
        }
        QVERIFY(comesOnline(session));
        session.acceptServer();
        QCOMPARE(said(session.send(Lane::Browse, 0), { "SET", "a", "1" }), QByteArray("OK"));
    }

    void checkNow_findsADeadServerLongBeforeItsTimeLimit()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.commandTimeoutMs = 120000;
        profile.connectTimeoutMs = 500;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QTRY_VERIFY(!session.roundTrips().isEmpty());
        server.freeze();
        session.checkNow();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 15000);
        server.thaw();
        session.checkNow();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QVERIFY(!session.isWrongServer());
    }

    void checkNow_leavesALivingServerAlone()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QSignalSpy offline(&session, &Session::offline);
        const QByteArray id = said(session.send(Lane::Browse, 0), { "CLIENT", "ID" });
        session.checkNow();
        QCOMPARE(said(session.send(Lane::Stats, 0), { "PING" }), QByteArray("PONG"));
        QCOMPARE(said(session.send(Lane::Browse, 0), { "CLIENT", "ID" }), id);
        QCOMPARE(offline.size(), 0);
    }
};

QTEST_GUILESS_MAIN(RestingTest)
#include "tst_resting.moc"

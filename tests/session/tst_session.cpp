#include "session/sessionfixture.h"
#include <QTcpServer>

using base::Error;
using session::Lane;
using session::Session;
using support::RedisServer;

class SessionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void open_signsInAndSaysWhoTheServerIs()
    {
        RedisServer server({}, RedisServer::Tcp::Yes);
        for (const bool tcp : { false, true }) {
            profiles::Profile profile = profileOf(server);
            if (tcp) {
                profile.unixSocket.clear();
                profile.port = server.port();
            }
            profile.db = 5;
            Session session(profile, {});
            QSignalSpy online(&session, &Session::online);
            QVERIFY(comesOnline(session));
            QCOMPARE(online.size(), 1);
            QCOMPARE(online[0][1].toBool(), false);
            const session::ServerInfo &info = session.server();
            QCOMPARE(info.engine, QStringLiteral("Redis"));
            QVERIFY(info.version.startsWith(QLatin1String("7.")));
            QCOMPARE(info.mode, QStringLiteral("standalone"));
            QCOMPARE(info.role, QStringLiteral("master"));
            QCOMPARE(info.databases, 16);
            QVERIFY(info.can.keepTtl && info.can.expireConditions && info.can.memoryUsage);
            QVERIFY(!info.can.fieldTtl && !info.can.hsetex);
            const QByteArray clients = server.command({ "CLIENT", "LIST" });
            QVERIFY2(clients.contains("name=larder"), clients);
            QVERIFY2(clients.contains("db=5"), clients);
        }
    }

    void allLanes_takeAtMostFourConnections()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        for (const Lane lane : { Lane::Browse, Lane::Work, Lane::Console, Lane::Stats }) {
            for (const int db : { 0, 3, 7 })
                QCOMPARE(said(session.send(lane, db), { "PING" }), QByteArray("PONG"));
        }
        resp::Transaction transaction;
        transaction.watch = { "a" };
        transaction.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "a", "1" } };
        };
        QVERIFY(support::await(session.send(Lane::Browse, 2).transact(transaction)));
        const QByteArray clients = server.command({ "CLIENT", "LIST" });
        QCOMPARE(clients.count("name=larder"), 4);
        QCOMPARE(server.command({ "CLIENT", "LIST" }).count("id="), 5); // ours and redis-cli
        QCOMPARE(server.cli({ QStringLiteral("-n"), QStringLiteral("2"), QStringLiteral("GET"),
                              QStringLiteral("a") }),
                 QByteArray("1\n"));
    }

    void password_isNeededAndChecked()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("opensesame") });
        profiles::Profile profile = profileOf(server);
        const auto attempt = [&](const char *password) {
            Session session(profile, { base::Secret(password), {}, {} });
            QSignalSpy failed(&session, &Session::failed);
            session.open();
            (void)QTest::qWaitFor(
                [&] { return failed.size() || session.state() == Session::State::Online; });
            return session.state() == Session::State::Online ? Error{} : session.lastError();
        };
        const Error missing = attempt("");
        QCOMPARE(missing.kind, Error::Kind::Auth);
        QCOMPARE(missing.text, QStringLiteral("This server requires a password."));
        profile.authentication = profiles::Authentication::Password;
        const Error wrong = attempt("open");
        QCOMPARE(wrong.kind, Error::Kind::Auth);
        QCOMPARE(wrong.text, QStringLiteral("The server rejected the user name or password."));
        QVERIFY(!wrong.text.contains(QLatin1String("open")) && !wrong.detail.contains("open"));
        QCOMPARE(attempt("opensesame").text, QString());
        profile.authentication = profiles::Authentication::AclUser;
        profile.user = QStringLiteral("default");
        QCOMPARE(attempt("opensesame").text, QString());
        profile.user = QStringLiteral("nobody");
        QCOMPARE(attempt("opensesame").kind, Error::Kind::Auth);
    }

    void serverWithoutAuth_doesNotGetThePasswordIntoAnError()
    {
        RedisServer server({ QStringLiteral("--rename-command"), QStringLiteral("AUTH"), {} });
        QVERIFY(server.isRunning());
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Password;
        Session session(profile, { base::Secret("opensesame"), {}, {} });
        QSignalSpy failed(&session, &Session::failed);
        session.open();
        QTRY_COMPARE(failed.size(), 1);
        const Error why = session.lastError();
        QVERIFY(why.detail.contains("unknown command"));
        QVERIFY2(!why.detail.contains("sesame"), why.detail.constData());
        QVERIFY2(!why.text.contains(QLatin1String("sesame")), qPrintable(why.text));
    }

    void dangerousCommands_doNotStopTheSignIn()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("opensesame") });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Password;
        profile.db = 2;
        profile.dangerousCommands = { QStringLiteral("AUTH"),   QStringLiteral("CLIENT"),
                                      QStringLiteral("INFO"),   QStringLiteral("CONFIG GET"),
                                      QStringLiteral("SELECT"), QStringLiteral("COMMAND"),
                                      QStringLiteral("PING"),   QStringLiteral("CLUSTER") };
        Session session(profile, { base::Secret("opensesame"), {}, {} });
        QVERIFY(comesOnline(session));
        QCOMPARE(said(session.send(Lane::Browse, 3), { "SET", "a", "1" }), QByteArray("OK"));
        QCOMPARE(ask(session.send(Lane::Console, 0), { "CONFIG", "GET", "dir" }).error().kind,
                 Error::Kind::NeedsConfirmation);
    }

    void restrictedUser_connectsAndWorks()
    {
        RedisServer server;
        (void)server.cli({ QStringLiteral("ACL"), QStringLiteral("SETUSER"), QStringLiteral("app"),
                           QStringLiteral("on"), QStringLiteral(">pw"), QStringLiteral("~*"),
                           QStringLiteral("+get"), QStringLiteral("+set") });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::AclUser;
        profile.user = QStringLiteral("app");
        Session session(profile, { base::Secret("pw"), {}, {} });
        QVERIFY(comesOnline(session));
        QCOMPARE(session.server().engine, QString());
        QCOMPARE(session.server().databases, -1);
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "a", "1" }), QByteArray("OK"));
        QCOMPARE(said(session.send(Lane::Work, 0), { "GET", "a" }), QByteArray("1"));
        QVERIFY(said(send, { "DEL", "a" }).startsWith("NOPERM"));
        // SELECT is refused, so nothing meant for database 3 may run, least of all in 0.
        const auto other = ask(session.send(Lane::Browse, 3), { "SET", "a", "wrong" });
        QVERIFY(!other);
        QCOMPARE(other.error().kind, Error::Kind::NotPermitted);
        QCOMPARE(said(send, { "GET", "a" }), QByteArray("1"));
    }

    void eachDatabase_getsItsOwnCommands()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QList<QFuture<base::Result<resp::Reply>>> waiting;
        for (int i = 0; i < 200; ++i) {
            const int db = i % 5;
            waiting += session.send(Lane::Browse, db)({ "RPUSH", "where", QByteArray::number(db) });
        }
        for (const auto &future : waiting)
            QVERIFY(support::await(future));
        for (int db = 0; db < 5; ++db) {
            const auto list =
                ask(session.send(Lane::Work, db), { "LRANGE", "where", "0", "-1" }).value();
            QCOMPARE(list.size(), 40);
            for (qsizetype i = 0; i < list.size(); ++i)
                QCOMPARE(list.at(i).toInteger(), db);
        }
        // Also after somebody sent a SELECT of his own through a shared lane.
        QCOMPARE(said(session.send(Lane::Browse, 0), { "SELECT", "9" }), QByteArray("OK"));
        QCOMPARE(said(session.send(Lane::Browse, 0), { "EXISTS", "where" }), QByteArray("1"));
        const auto beyond = ask(session.send(Lane::Browse, 99), { "SET", "x", "1" });
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().kind, Error::Kind::Server);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "EXISTS", "x" }), QByteArray("0"));
    }

    void console_followsItsOwnSelect()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 2);
        QCOMPARE(session.consoleDatabase(), 2);
        QSignalSpy moved(&session, &Session::consoleDatabaseChanged);
        QCOMPARE(said(console, { "SET", "here", "2" }), QByteArray("OK"));
        QCOMPARE(said(console, { "SELECT", "5" }), QByteArray("OK"));
        QTRY_COMPARE(session.consoleDatabase(), 5);
        QCOMPARE(said(console, { "EXISTS", "here" }), QByteArray("0"));
        QCOMPARE(said(console, { "SELECT", "77" }).left(3), QByteArray("ERR"));
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "SELECT", "2" }), QByteArray("QUEUED"));
        QCOMPARE(said(console, { "GET", "here" }), QByteArray("QUEUED"));
        QCOMPARE(session.consoleDatabase(), 5);
        QVERIFY(ask(console, { "EXEC" }));
        QTRY_COMPARE(session.consoleDatabase(), 2);
        QCOMPARE(said(console, { "GET", "here" }), QByteArray("2"));
        QCOMPARE(said(console, { "RESET" }), QByteArray("RESET"));
        QTRY_COMPARE(session.consoleDatabase(), 0);
        QCOMPARE(moved.size(), 3);
        // SELECT and what follows it in one pipeline.
        const auto both = support::await(console.many({ { "SELECT", "2" }, { "GET", "here" } }));
        QCOMPARE(both->at(1).toByteArray(), QByteArray("2"));
        // Nobody else has moved.
        QCOMPARE(said(session.send(Lane::Browse, 0), { "EXISTS", "here" }), QByteArray("0"));
    }

    void killedServer_comesBackToItsDatabases()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.db = 5;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send five = session.send(Lane::Browse, 5);
        const resp::Send console = session.send(Lane::Console, 5);
        QCOMPARE(said(console, { "SELECT", "9" }), QByteArray("OK"));
        QCOMPARE(said(five, { "SET", "a", "1" }), QByteArray("OK"));
        QSignalSpy offline(&session, &Session::offline);
        QSignalSpy online(&session, &Session::online);
        QSignalSpy wrong(&session, &Session::wrongServerFound);

        // Reads on their way when the server dies end in words, not in silence.
        server.freeze();
        QList<QFuture<base::Result<resp::Reply>>> reads;
        for (int i = 0; i < 100; ++i)
            reads += five({ "GET", "a" });
        const auto write = five({ "SET", "a", "2" });
        const auto transaction = [&] {
            resp::Transaction t;
            t.decide = [](const resp::Replies &) { return resp::Commands{ { "SET", "a", "3" } }; };
            return session.send(Lane::Work, 5).transact(t);
        }();
        QTest::qWait(50); // until they are on the wire
        server.kill();
        for (const auto &read : reads)
            QCOMPARE(support::await(read).error().kind, Error::Kind::Network);
        const auto unknown = support::await(write);
        QCOMPARE(unknown.error().kind, Error::Kind::OutcomeUnknown);
        QVERIFY(unknown.error().text.contains(QLatin1String("SET")));
        QVERIFY(!support::await(transaction));
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QVERIFY(offline.size() >= 1);
        QCOMPARE(offline[0][3].toInt(), 1);
        QVERIFY(offline[0][2].toInt() >= 400 && offline[0][2].toInt() <= 600);
        QCOMPARE(ask(five, { "SET", "a", "4" }).error().kind, Error::Kind::Network);

        QVERIFY(server.start());
        support::Monitor monitor(server);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QCOMPARE(wrong.size(), 0);
        QCOMPARE(online.size(), 1);
        QCOMPARE(online[0][1].toBool(), true);
        QCOMPARE(online[0][2].toBool(), true);
        QVERIFY(!session.isWrongServer());
        QVERIFY(server.command({ "CLIENT", "LIST" }).contains("db=5"));
        // Nothing was sent twice: the new process has none of it.
        for (const QByteArray &line : monitor.commands())
            QVERIFY2(!line.startsWith("SET"), line);
        QCOMPARE(said(five, { "SET", "b", "1" }), QByteArray("OK"));
        QCOMPARE(session.consoleDatabase(), 9);
        QCOMPARE(said(console, { "SET", "c", "1" }), QByteArray("OK"));
        QCOMPARE(server.cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("KEYS"),
                              QStringLiteral("*") }),
                 QByteArray("b\n"));
        QCOMPARE(server.cli({ QStringLiteral("-n"), QStringLiteral("9"), QStringLiteral("KEYS"),
                              QStringLiteral("*") }),
                 QByteArray("c\n"));
        QCOMPARE(server.command({ "DBSIZE" }), QByteArray("0"));
    }

    void anotherServerAtTheAddress_locksWritesUntilAccepted()
    {
        auto first = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        profiles::Profile profile = profileOf(*first);
        profile.unixSocket.clear();
        profile.port = first->port();
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const QByteArray run = session.server().runId;
        const resp::Send send = session.send(Lane::Browse, 0);
        const resp::Send work = session.send(Lane::Work, 0);
        QCOMPARE(said(work, { "SET", "a", "1" }), QByteArray("OK"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        first.reset();
        // The second one runs from its own directory.
        RedisServer second({ QStringLiteral("--port"), QString::number(profile.port) });
        QVERIFY(second.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(wrong.size(), 1, 15000);
        QVERIFY(session.isWrongServer());
        QCOMPARE(wrong[0][0].value<session::ServerInfo>().runId, run);
        QVERIFY(session.server().runId != run);
        QTRY_COMPARE(session.state(), Session::State::Online);
        QCOMPARE(ask(send, { "SET", "a", "2" }).error().kind, Error::Kind::WrongServer);
        QCOMPARE(ask(work, { "DEL", "a" }).error().kind, Error::Kind::WrongServer);
        session.unlock();
        QCOMPARE(ask(send, { "SET", "a", "2" }).error().kind, Error::Kind::WrongServer);
        resp::Transaction transaction;
        transaction.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "a", "3" } };
        };
        QCOMPARE(support::await(send.transact(transaction)).error().kind, Error::Kind::WrongServer);
        QCOMPARE(said(send, { "EXISTS", "a" }), QByteArray("0"));
        session.acceptServer();
        QVERIFY(!session.isWrongServer());
        QCOMPARE(said(send, { "SET", "a", "5" }), QByteArray("OK"));
    }

    void frozenServer_isGivenUpAndFoundAgain()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.commandTimeoutMs = 1500;
        profile.connectTimeoutMs = 700;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QTRY_VERIFY(!session.roundTrips().isEmpty());
        const QByteArray run = session.server().runId;
        server.freeze();
        const auto read = session.send(Lane::Browse, 0)({ "GET", "a" });
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 10000);
        QVERIFY(!support::await(read));
        server.thaw();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QCOMPARE(session.server().runId, run);
        QVERIFY(!session.isWrongServer());
        QVERIFY(ask(session.send(Lane::Browse, 0), { "GET", "a" }));
    }

    void slowCommand_timesOutAloneAndOthersGoOn()
    {
        RedisServer server({ QStringLiteral("--enable-debug-command"), QStringLiteral("yes") });
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        resp::SendOptions hasty;
        hasty.timeout = std::chrono::milliseconds(100);
        const auto pop = ask(console, { "BLPOP", "nothing", "1" }, hasty);
        QCOMPARE(pop.error().kind, Error::Kind::OutcomeUnknown); // a pop is a write
        const auto wait = ask(console, { "XREAD", "BLOCK", "300", "STREAMS", "s", "$" }, hasty);
        QCOMPARE(wait.error().kind, Error::Kind::Timeout);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "ECHO", "on" }), QByteArray("on"));
        QCOMPARE(said(console, { "ECHO", "in order" }), QByteArray("in order"));
    }

    void openMulti_isNotContinuedAfterAReconnect()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "SET", "a", "1" }), QByteArray("QUEUED"));
        (void)server.command({ "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes" });
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QTRY_COMPARE(session.state(), Session::State::Online);
        const auto next = ask(console, { "SET", "b", "1" });
        QVERIFY(!next);
        QVERIFY(next.error().text.contains(QLatin1String("MULTI")));
        QCOMPARE(said(console, { "DBSIZE" }), QByteArray("0"));
        QCOMPARE(said(console, { "SET", "b", "1" }), QByteArray("OK"));
    }

    void lock_alsoStopsWhatWaitsBehindMulti()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "SET", "a", "1" }), QByteArray("QUEUED"));
        session.lock();
        QCOMPARE(ask(console, { "EXEC" }).error().kind, Error::Kind::ReadOnly);
        QCOMPARE(said(console, { "DISCARD" }), QByteArray("OK"));
        QCOMPARE(said(console, { "EXISTS", "a" }), QByteArray("0"));
    }

    void unlock_endsByTimeAndByDisconnect()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.readOnly = true;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(ask(send, { "SET", "a", "1" }).error().kind, Error::Kind::ReadOnly);
        session.unlock(QDateTime::currentDateTime().addMSecs(400));
        QVERIFY(session.unlockedUntil().isValid());
        QCOMPARE(said(send, { "SET", "a", "1" }), QByteArray("OK"));
        QTRY_VERIFY(session.isReadOnly());
        QCOMPARE(ask(send, { "SET", "a", "2" }).error().kind, Error::Kind::ReadOnly);
        session.unlock();
        QCOMPARE(said(send, { "SET", "a", "3" }), QByteArray("OK"));
        (void)server.command({ "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes" });
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QVERIFY(session.isReadOnly());
        QTRY_COMPARE(session.state(), Session::State::Online);
        QCOMPARE(ask(send, { "SET", "a", "4" }).error().kind, Error::Kind::ReadOnly);
    }

    void unlockOfAWritableProfile_alsoEndsWithTheLink()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QSignalSpy changed(&session, &Session::lockChanged);
        session.lock();
        QVERIFY(session.isReadOnly());
        session.unlock();
        QVERIFY(!session.isReadOnly());
        QCOMPARE(changed.size(), 2);
        server.kill();
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QVERIFY(session.isReadOnly());
    }

    void oneKilledConnection_isOpenedAgainWhereItWas()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 3);
        QCOMPARE(said(console, { "SELECT", "6" }), QByteArray("OK"));
        QTRY_COMPARE(session.consoleDatabase(), 6);
        const QByteArray id = said(console, { "CLIENT", "ID" });
        QSignalSpy offline(&session, &Session::offline);
        QCOMPARE(server.command({ "CLIENT", "KILL", "ID", id }), QByteArray("1"));
        // The kill may be noticed before or after the next command; in no case is it sent to 0.
        (void)ask(console, { "GET", "x" });
        QCOMPARE(said(console, { "SET", "x", "1" }), QByteArray("OK"));
        QCOMPARE(said(session.send(Lane::Work, 6), { "GET", "x" }), QByteArray("1"));
        QCOMPARE(offline.size(), 0);
    }

    void unreadableReply_costsOneConnectionOnly()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        QSignalSpy offline(&session, &Session::offline);
        for (const Lane lane : { Lane::Browse, Lane::Console }) {
            // Deeper than hiredis 0.14 follows; newer ones read it, which is as good here.
            (void)ask(session.send(lane, 2),
                      { "EVAL_RO", "return {{{{{{{{{{{{1}}}}}}}}}}}}", "0" });
            QTRY_COMPARE(said(session.send(lane, 2), { "ECHO", "again" }), QByteArray("again"));
        }
        QCOMPARE(offline.size(), 0);
    }

    void transactions_takeTurnsAndDoNotMix()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 1);
        QCOMPARE(said(send, { "SET", "n", "0" }), QByteArray("OK"));
        QList<QFuture<base::Result<resp::TransactionOutcome>>> all;
        for (int i = 0; i < 50; ++i) {
            resp::Transaction t;
            t.watch = { "n" };
            t.reads = { { "GET", "n" } };
            t.decide = [](const resp::Replies &reads) {
                return resp::Commands{ { "SET", "n",
                                         QByteArray::number(reads[0].toInteger() + 1) } };
            };
            all += session.send(i % 2 ? Lane::Work : Lane::Browse, 1).transact(t);
            (void)session.send(Lane::Work, i % 3)({ "PING" });
        }
        for (const auto &future : all)
            QCOMPARE(support::await(future)->what, resp::TransactionOutcome::What::Committed);
        QCOMPARE(said(send, { "GET", "n" }), QByteArray("50"));
    }

    void firstAttempt_failsOnceWithItsReason()
    {
        profiles::Profile profile;
        profile.unixSocket = QStringLiteral("/tmp/larder-no-such.sock");
        Session session(profile, {});
        QSignalSpy failed(&session, &Session::failed);
        session.open();
        QCOMPARE(session.state(), Session::State::Connecting);
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(failed.size(), 1);
        QVERIFY(session.lastError().text.contains(profile.unixSocket));
    }

    void silentServer_isATimeoutInWords()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        profiles::Profile profile;
        profile.port = silent.serverPort();
        profile.connectTimeoutMs = 300;
        Session session(profile, {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().kind, Error::Kind::Timeout);
        QVERIFY(session.lastError().text.contains(QLatin1String("TLS")));
    }

    void stopRetrying_leavesItClosed()
    {
        RedisServer server;
        Session session(profileOf(server), {});
        QVERIFY(comesOnline(session));
        server.kill();
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        session.stopRetrying();
        QCOMPARE(session.state(), Session::State::Closed);
        QVERIFY(server.start());
        QVERIFY(comesOnline(session));
    }

    void endOfSession_finishesEveryFuture()
    {
        RedisServer server;
        auto session = std::make_unique<Session>(profileOf(server), profiles::Secrets());
        QVERIFY(comesOnline(*session));
        const resp::Send send = session->send(Lane::Browse, 0);
        server.freeze();
        QList<QFuture<base::Result<resp::Reply>>> futures;
        for (int i = 0; i < 20; ++i)
            futures += send({ "GET", "a" });
        futures += session->send(Lane::Work, 3)({ "GET", "a" });
        session.reset();
        server.thaw();
        for (const auto &future : futures)
            QVERIFY(!support::await(future));
        QCOMPARE(ask(send, { "GET", "a" }).error().kind, Error::Kind::Cancelled);
    }

    void activity_showsCommandsWithoutSecrets()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("opensesame") });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Password;
        Session session(profile, { base::Secret("opensesame"), {}, {} });
        QByteArrayList lines;
        connect(&session, &Session::activity, this, [&](const session::Activity &entry) {
            lines += entry.command.join(' ');
            QVERIFY(entry.microseconds >= 0);
        });
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 4);
        QCOMPARE(said(send, { "SET", "a", QByteArray(1000, 'x') }), QByteArray("OK"));
        QTRY_VERIFY(lines.contains("SET a " + QByteArray(256, 'x') + "..."));
        QVERIFY(lines.contains("AUTH (redacted)"));
        QVERIFY(lines.contains("CLIENT SETNAME larder"));
        QVERIFY(!lines.join('\n').contains("opensesame"));
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"

#include "session/sessionfixture.h"
#include "support/sentinelrig.h"
#include <QTcpServer>
#include <QTcpSocket>

using base::Error;
using session::Lane;
using session::Session;
using support::RedisServer;
using support::SentinelRig;

namespace {

profiles::Profile profileOf(const SentinelRig &rig)
{
    profiles::Profile profile;
    profile.topology = profiles::Topology::Sentinel;
    profile.sentinel.primaryName = QStringLiteral("mymaster");
    profile.connectTimeoutMs = 2000;
    profile.commandTimeoutMs = 3000;
    profile.db = 3;
    profile.seeds = { { QStringLiteral("127.0.0.1"), rig.sentinelPort(0) },
                      { QStringLiteral("127.0.0.1"), rig.sentinelPort(1) } };
    return profile;
}

/// Compare-and-set of "n", as an editor saves.
base::Result<resp::TransactionOutcome> edit(Session &session, const QByteArray &from,
                                            const QByteArray &to)
{
    resp::Transaction transaction;
    transaction.watch = { "n" };
    transaction.reads = { { "GET", "n" } };
    transaction.decide = [from, to](const resp::Replies &reads) -> std::optional<resp::Commands> {
        if (reads[0].toByteArray() != from)
            return std::nullopt;
        return resp::Commands{ { "SET", "n", to } };
    };
    return support::await(session.send(Lane::Work, 3).transact(transaction));
}

/// A server that calls itself a sentinel and names whatever port it was told.
class WordOfASentinel {
public:
    WordOfASentinel()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (!socket->readAll().contains("SENTINELS"))
                    return; // both commands come in one pipeline
                const QByteArray named = QByteArray::number(port);
                socket->write("*2\r\n$9\r\n127.0.0.1\r\n$" + QByteArray::number(named.size())
                              + "\r\n" + named + "\r\n*0\r\n");
                ++asked;
            });
        });
    }
    [[nodiscard]] quint16 ownPort() const { return m_server.serverPort(); }

    quint16 port = 0;
    int asked = 0;

private:
    QTcpServer m_server;
};

} // namespace

class SentinelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedPrimary_sessionGoesOnWithTheNewOne()
    {
        SentinelRig::Options options;
        options.password = QStringLiteral("data");
        options.sentinelPassword = QStringLiteral("watch");
        SentinelRig rig(options);
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.authentication = profiles::Authentication::Password;
        profile.sentinel.signsIn = true;
        Session session(profile, { base::Secret("data"), {}, base::Secret("watch") });
        QVERIFY(comesOnline(session));
        QCOMPARE(session.server().tcpPort, qint64(rig.port(0)));
        QCOMPARE(session.server().role, QStringLiteral("master"));
        QCOMPARE(said(session.send(Lane::Work, 3), { "SET", "n", "1" }), QByteArray("OK"));
        QCOMPARE(said(session.send(Lane::Work, 3), { "WAIT", "2", "5000" }), QByteArray("2"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        QSignalSpy online(&session, &Session::online);

        rig.kill(0);
        QVERIFY(rig.waitForFailover(0));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 30000);
        QCOMPARE(session.server().tcpPort, qint64(rig.port(rig.primary())));
        QCOMPARE(session.server().role, QStringLiteral("master"));
        QCOMPARE(wrong.size(), 0);
        QCOMPARE(online.last()[1].toBool(), true);
        QVERIFY(!session.isWrongServer());
        const auto outcome = edit(session, "1", "2");
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text));
        QCOMPARE(outcome->what, resp::TransactionOutcome::What::Committed);
        QCOMPARE(rig.command(rig.primary(), { "DBSIZE" }), QByteArray("0")); // db 0
        QVERIFY(rig.command(rig.primary(), { "INFO", "keyspace" }).contains("db3:keys=1"));
    }

    void failoverWithTheOldPrimaryAlive_isFollowed()
    {
        SentinelRig rig;
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        QCOMPARE(said(session.send(Lane::Work, 3), { "SET", "n", "1" }), QByteArray("OK"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        QVERIFY(rig.failOver());
        const int now = rig.primary();
        QVERIFY(now > 0);
        QTRY_COMPARE_WITH_TIMEOUT(session.server().tcpPort, qint64(rig.port(now)), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 10000);
        QCOMPARE(wrong.size(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(edit(session, "1", "2").has_value(), 10000);
        // The old primary, alive, has become a replica and got it from there.
        const auto said3 = [&] {
            return rig.command(0, { "INFO", "keyspace" }).contains("db3:keys=1")
                && rig.command(0, { "ROLE" }).startsWith("slave");
        };
        QTRY_VERIFY_WITH_TIMEOUT(said3(), 20000);
    }

    void demotedPrimaryThatKeepsItsConnections_isLeftAtTheFirstRefusedWrite()
    {
        RedisServer a({}, RedisServer::Tcp::Yes);
        RedisServer b(
            { QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1 %1").arg(a.port()) },
            RedisServer::Tcp::Yes);
        QTRY_VERIFY_WITH_TIMEOUT(
            b.command({ "INFO", "replication" }).contains("master_link_status:up"), 15000);
        WordOfASentinel sentinel;
        sentinel.port = a.port();
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.port = sentinel.ownPort();
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "n", "1" }), QByteArray("OK"));
        QCOMPARE(said(send, { "WAIT", "1", "5000" }), QByteArray("1"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        QSignalSpy offline(&session, &Session::offline);
        QCOMPARE(b.command({ "REPLICAOF", "NO", "ONE" }), QByteArray("OK"));
        QCOMPARE(a.command({ "REPLICAOF", "127.0.0.1", QByteArray::number(b.port()) }),
                 QByteArray("OK"));
        // The sentinel is slow to notice: it names the old one for a while.
        const int asked = sentinel.asked;
        QCOMPARE(said(send, { "GET", "n" }), QByteArray("1"));
        QCOMPARE(offline.size(), 0);
        const QByteArray refused = said(send, { "SET", "n", "2" });
        QVERIFY2(refused.startsWith("READONLY"), refused);
        QTRY_VERIFY_WITH_TIMEOUT(sentinel.asked >= asked + 2, 15000);
        QVERIFY(session.state() != Session::State::Online);
        sentinel.port = b.port();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 30000);
        QCOMPARE(session.server().tcpPort, qint64(b.port()));
        QCOMPARE(wrong.size(), 0);
        QCOMPARE(said(send, { "SET", "n", "3" }), QByteArray("OK"));
        QCOMPARE(b.command({ "GET", "n" }), QByteArray("3"));
    }

    void anotherGroupAtTheAddress_locksWrites()
    {
        RedisServer ours({}, RedisServer::Tcp::Yes);
        RedisServer theirs({}, RedisServer::Tcp::Yes);
        WordOfASentinel sentinel;
        sentinel.port = ours.port();
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.port = sentinel.ownPort();
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        sentinel.port = theirs.port();
        ours.kill();
        QTRY_COMPARE_WITH_TIMEOUT(wrong.size(), 1, 15000);
        QVERIFY(session.isWrongServer());
        QCOMPARE(ask(session.send(Lane::Browse, 0), { "SET", "a", "1" }).error().kind,
                 Error::Kind::WrongServer);
        QCOMPARE(theirs.command({ "DBSIZE" }), QByteArray("0"));
    }

    void replicaNamedAsPrimary_isNotUsed()
    {
        RedisServer a({}, RedisServer::Tcp::Yes);
        RedisServer b(
            { QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1 %1").arg(a.port()) },
            RedisServer::Tcp::Yes);
        WordOfASentinel sentinel;
        sentinel.port = b.port();
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.port = sentinel.ownPort();
        profile.connectTimeoutMs = 700;
        Session session(profile, {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::ReadOnlyReplica);
        QVERIFY(sentinel.asked >= 2);
        sentinel.port = a.port();
        QVERIFY(comesOnline(session));
    }

    void deadPrimaryStillNamed_isAskedForAgainByTheFirstConnect()
    {
        RedisServer server({}, RedisServer::Tcp::Yes);
        RedisServer gone({}, RedisServer::Tcp::Yes);
        gone.kill();
        WordOfASentinel sentinel;
        sentinel.port = gone.port();
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.port = sentinel.ownPort();
        Session session(profile, {});
        session.open();
        QTRY_VERIFY(sentinel.asked >= 2);
        QCOMPARE(session.state(), Session::State::Connecting);
        sentinel.port = server.port();
        QTRY_COMPARE(session.state(), Session::State::Online);
        QCOMPARE(session.server().tcpPort, qint64(server.port()));

        // No longer than one attempt may take.
        sentinel.port = gone.port();
        profile.connectTimeoutMs = 700;
        Session other(profile, {});
        other.open();
        QTRY_COMPARE(other.state(), Session::State::Closed);
        QCOMPARE(other.lastError().cause, Error::Cause::Refused);
    }

    void wrongName_isTheReasonOfTheFailure()
    {
        SentinelRig::Options options;
        options.replicas = 1;
        options.sentinels = 2;
        SentinelRig rig(options);
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.sentinel.primaryName = QStringLiteral("other");
        Session session(profile, {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::NoSuchPrimary);
    }
};

QTEST_GUILESS_MAIN(SentinelTest)
#include "tst_sentinel.moc"

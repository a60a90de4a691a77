#include "session/sessionfixture.h"
#include "support/cuttingproxy.h"
#include "support/livesend.h"
#include <QElapsedTimer>

using base::Error;
using session::Lane;
using session::Session;
using support::CuttingProxy;
using support::RedisServer;

namespace {

constexpr int points = 500;
using Direction = CuttingProxy::Direction;
using How = CuttingProxy::How;

/// What one run of the script was told about its writes.
struct Told {
    int increments = 0; ///< answered
    int unknown = 0; ///< OutcomeUnknown: perhaps done
    int edited = 0;
    int editUnknown = 0;
    int again = 0; ///< connected again after the cut
    QStringList faults;

    void take(const base::Result<resp::Reply> &count)
    {
        if (count && !count->isError())
            ++increments;
        else if (!count && count.error().kind == Error::Kind::OutcomeUnknown)
            ++unknown;
    }
};

/// Scan, edit, delete of several keys, INCR, as the program does them: over several lanes, in
/// database 5. Everything is begun at once or after the answer before it, and every future has to
/// finish.
void script(Session &session, Told &told)
{
    const resp::Send browse = session.send(Lane::Browse, 5);
    const resp::Send work = session.send(Lane::Work, 5);
    const auto note = [&](const Error &why, const char *what) {
        if (why.kind == Error::Kind::Timeout
            && why.text == QLatin1String("the future never finished"))
            told.faults += QStringLiteral("%1 never finished").arg(QLatin1String(what));
    };
    const auto scan = browse({ "SCAN", "0", "COUNT", "100" });
    const auto read = browse.many({ { "GET", "n" }, { "PTTL", "n" } });
    if (const auto reply = support::await(scan); !reply)
        note(reply.error(), "SCAN");
    if (const auto reply = support::await(read); !reply)
        note(reply.error(), "GET");

    resp::Transaction edit;
    edit.watch = { "edited" };
    edit.reads = { { "GET", "edited" } };
    edit.decide = [](const resp::Replies &reads) -> std::optional<resp::Commands> {
        if (!reads[0].isNil() && reads[0].isError())
            return std::nullopt;
        return resp::Commands{ { "INCR", "edits" }, { "SET", "edited", "yes" } };
    };
    const auto edited = support::await(work.transact(edit));
    if (edited && edited->what == resp::TransactionOutcome::What::Committed)
        ++told.edited;
    else if (!edited && edited.error().kind == Error::Kind::OutcomeUnknown)
        ++told.editUnknown;
    else if (!edited)
        note(edited.error(), "the transaction");

    const auto removed = browse({ "UNLINK", "d1", "d2", "d3", "d4" });
    const auto counted = browse({ "INCR", "n" });
    if (const auto reply = support::await(removed); !reply)
        note(reply.error(), "UNLINK");
    const auto count = support::await(counted);
    told.take(count);
    if (!count)
        note(count.error(), "INCR");
}

/// Again on the new connection, if the first was cut.
void goOn(Session &session, Told &told)
{
    if (session.state() == Session::State::Online)
        return;
    session.retryNow();
    if (!QTest::qWaitFor([&] { return session.state() == Session::State::Online; }, 10000)) {
        told.faults += QStringLiteral("no second connection");
        return;
    }
    ++told.again;
    const auto count = support::await(session.send(Lane::Work, 5)({ "INCR", "n" }));
    if (!count || count->isError())
        told.faults += QStringLiteral("the second connection is of no use");
    told.take(count);
}

} // namespace

/// A connection that ends after any number of bytes: nothing hangs, nothing is done twice, and
/// nothing ends up in another database.
class CutConnectionTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    int m_again = 0; ///< runs that were connected again
    int m_unknown = 0; ///< writes of which nobody knows
    std::unique_ptr<support::LiveSend> m_direct; ///< past the proxy, in database 5

    profiles::Profile through(const CuttingProxy &proxy) const
    {
        profiles::Profile profile;
        profile.port = proxy.port();
        profile.db = 5;
        profile.authentication = profiles::Authentication::AclUser;
        profile.user = QStringLiteral("app");
        profile.connectTimeoutMs = 3000;
        profile.commandTimeoutMs = 3000;
        return profile;
    }

    /// One whole session from sign-in to INCR, cut once. Returns what is wrong.
    QStringList cutOnce(CuttingProxy &proxy, qint64 bytes, Direction direction, How how)
    {
        const resp::Send direct = *m_direct;
        (void)support::await(direct({ "FLUSHALL" }));
        (void)support::await(direct({ "MSET", "n", "0", "d1", "x", "d2", "x" }));
        proxy.cutAfter(bytes, direction, how);
        Told told;
        {
            Session session(through(proxy), { base::Secret("pw"), {}, {} });
            session.open();
            if (!QTest::qWaitFor([&] { return session.state() != Session::State::Connecting; },
                                 10000))
                told.faults += QStringLiteral("the connect neither failed nor passed");
            if (session.state() != Session::State::Closed) {
                script(session, told);
                goOn(session, told);
            }
        }
        proxy.heal();
        const auto number = [&](const char *key) {
            return int(said(direct, { "GET", key }).toInt());
        };
        const int n = number("n");
        const int edits = number("edits");
        if (n < told.increments || n > told.increments + told.unknown)
            told.faults += QStringLiteral("INCR ran %1 times, told %2 and %3 unknown")
                               .arg(QString::number(n), QString::number(told.increments),
                                    QString::number(told.unknown));
        if (edits < told.edited || edits > told.edited + told.editUnknown)
            told.faults += QStringLiteral("the edit ran %1 times, told %2 and %3 unknown")
                               .arg(QString::number(edits), QString::number(told.edited),
                                    QString::number(told.editUnknown));
        const QByteArray keyspace = said(direct, { "INFO", "keyspace" });
        for (const QByteArray &line : keyspace.split('\n')) {
            if (line.startsWith("db") && !line.startsWith("db5:"))
                told.faults +=
                    QStringLiteral("keys in a wrong database: ") + QString::fromUtf8(line);
        }
        m_again += told.again;
        m_unknown += told.unknown + told.editUnknown;
        return told.faults;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        QVERIFY(m_server->isRunning());
        // Without COMMAND, whose reply is a hundred times all the others: nearly every cut would
        // fall into it.
        QCOMPARE(
            m_server->command({ "ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-command" }),
            QByteArray("OK"));
        m_direct = std::make_unique<support::LiveSend>(*m_server, 5);
    }

    void cleanupTestCase()
    {
        m_direct.reset();
        m_server.reset();
    }

    void fiveHundredPoints_neitherHangNorRepeatNorStray()
    {
        CuttingProxy proxy(m_server->port());
        // How many bytes a whole run is, uncut.
        QCOMPARE(cutOnce(proxy, qint64(1) << 40, Direction::ToServer, How::Reset), QStringList());
        const std::array<qint64, 2> whole{ proxy.passed(Direction::ToServer),
                                           proxy.passed(Direction::ToClient) };
        QVERIFY(whole[0] > 500 && whole[1] > 500);
        QElapsedTimer clock;
        clock.start();
        int cuts = 0;
        for (int point = 0; point < points; ++point) {
            const Direction direction = point % 2 ? Direction::ToClient : Direction::ToServer;
            const How how = point % 4 < 2 ? How::Reset : How::Finish;
            const qint64 bytes = whole[size_t(direction)] * point / points;
            const QStringList faults = cutOnce(proxy, bytes, direction, how);
            cuts += proxy.hasCut() ? 1 : 0;
            QVERIFY2(faults.isEmpty(),
                     qPrintable(QStringLiteral("cut at byte %1 of %2 %3: %4")
                                    .arg(QString::number(bytes),
                                         QString::number(whole[size_t(direction)]),
                                         direction == Direction::ToServer
                                             ? QStringLiteral("to the server")
                                             : QStringLiteral("to the client"),
                                         faults.join(QStringLiteral("; ")))));
        }
        qInfo("%d points over %lld and %lld bytes: %d cut, %d connected again, %d writes unknown; "
              "%lld ms",
              points, (long long)whole[0], (long long)whole[1], cuts, m_again, m_unknown,
              (long long)clock.elapsed());
        QVERIFY(m_again > 0 && m_unknown > 0);
        // Late points may lie behind the end of a run that was a few bytes shorter.
        QVERIFY(cuts > points * 9 / 10);
    }

    void stalledConnection_isGivenUpAndFoundAgain()
    {
        CuttingProxy proxy(m_server->port());
        profiles::Profile profile = through(proxy);
        profile.commandTimeoutMs = 1500;
        profile.connectTimeoutMs = 700;
        Session session(profile, { base::Secret("pw"), {}, {} });
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 5);
        QCOMPARE(said(send, { "SET", "a", "1" }), QByteArray("OK"));
        proxy.cutAfter(0, Direction::ToClient, How::Stall);
        const auto read = send({ "GET", "a" });
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 10000);
        QVERIFY(!support::await(read));
        proxy.heal();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QCOMPARE(said(send, { "GET", "a" }), QByteArray("1"));
        QVERIFY(!session.isWrongServer());
    }
};

QTEST_GUILESS_MAIN(CutConnectionTest)
#include "tst_cutconnection.moc"

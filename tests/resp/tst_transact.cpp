#include "pipe.h"
#include "resp/transact.h"
#include "support/livesend.h"
#include "support/wait.h"
#include <QTest>

using resp::Commands;
using resp::Connection;
using resp::Replies;
using resp::Reply;
using resp::Transaction;
using support::await;
using support::LiveSend;
using support::RedisServer;
using Kind = base::Error::Kind;
using What = resp::TransactionOutcome::What;

namespace {

Transaction setIfStill(const QByteArray &key, const QByteArray &expected, const QByteArray &value)
{
    Transaction t;
    t.watch = { key };
    t.reads = { { "GET", key } };
    t.decide = [=](const Replies &reads) -> std::optional<Commands> {
        if (reads.constFirst().toByteArray() != expected)
            return std::nullopt;
        return Commands{ { "SET", key, value, "KEEPTTL" }, { "STRLEN", key } };
    };
    return t;
}

struct Bench {
    Bench()
    {
        auto stream = std::make_unique<Pipe>();
        pipe = stream.get();
        connection = std::make_unique<Connection>(std::move(stream), Connection::Limits());
    }
    /// Answers once the connection has sent `command`.
    bool answer(const QByteArray &command, const QByteArray &reply)
    {
        if (!QTest::qWaitFor([&] { return pipe->written.contains(command); }))
            return false;
        pipe->serve(reply);
        return true;
    }
    Pipe *pipe;
    std::unique_ptr<Connection> connection;
};

} // namespace

class TestTransact : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    void cleanupTestCase() { m_server.reset(); }
    void init() { (void)m_server->command({ "FLUSHALL" }); }

    void unchangedValue_isCommitted()
    {
        const LiveSend live(*m_server);
        (void)m_server->command({ "SET", "k", "old" });
        const auto outcome = await(live.send().transact(setIfStill("k", "old", "newer")));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Committed);
        QVERIFY(outcome->watched);
        QCOMPARE(outcome->reads.size(), 1);
        QCOMPARE(outcome->results.size(), 2);
        QCOMPARE(outcome->results[1].toInteger(), 5);
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("newer"));
        QCOMPARE(live.commands(),
                 (Commands{ { "WATCH", "k" },
                            { "GET", "k" },
                            { "MULTI" },
                            { "SET", "k", "newer", "KEEPTTL" },
                            { "STRLEN", "k" },
                            { "EXEC" } }));
    }

    void otherValue_isChangedAndNothingIsWritten()
    {
        const LiveSend live(*m_server);
        (void)m_server->command({ "SET", "k", "someone else's" });
        const auto outcome = await(live.send().transact(setIfStill("k", "old", "new")));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Changed);
        QCOMPARE(outcome->reads[0].toByteArray(), QByteArray("someone else's"));
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("someone else's"));
    }

    void changeBetweenReadAndWrite_isChanged()
    {
        const LiveSend live(*m_server);
        (void)m_server->command({ "SET", "k", "old" });
        Transaction t = setIfStill("k", "old", "new");
        t.decide = [this](const Replies &) -> std::optional<Commands> {
            (void)m_server->command({ "SET", "k", "quicker" });
            return Commands{ { "SET", "k", "new" } };
        };
        const auto outcome = await(live.send().transact(t));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Changed);
        QVERIFY(outcome->results.isEmpty());
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("quicker"));
    }

    void refusedWatch_comparesWithout()
    {
        (void)m_server->cli({ QStringLiteral("ACL"), QStringLiteral("SETUSER"),
                              QStringLiteral("nowatch"), QStringLiteral("on"),
                              QStringLiteral("nopass"), QStringLiteral("~*"),
                              QStringLiteral("+@all"), QStringLiteral("-watch") });
        (void)m_server->command({ "SET", "k", "old" });
        const LiveSend live(*m_server);
        QVERIFY(await(live.send()({ "AUTH", "nowatch", "x" }))->isOk());
        const auto outcome =
            await(resp::runTransaction(live.connection(), setIfStill("k", "old", "new")));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Committed);
        QVERIFY(!outcome->watched);
        QCOMPARE(outcome->results.size(), 2);
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("new"));
    }

    void refusedMulti_writesOneByOneAndSaysSo()
    {
        (void)m_server->cli({ QStringLiteral("ACL"), QStringLiteral("SETUSER"),
                              QStringLiteral("nomulti"), QStringLiteral("on"),
                              QStringLiteral("nopass"), QStringLiteral("~*"),
                              QStringLiteral("+@all"), QStringLiteral("-multi") });
        (void)m_server->command({ "SET", "k", "old" });
        const LiveSend live(*m_server);
        QVERIFY(await(live.send()({ "AUTH", "nomulti", "x" }))->isOk());
        const auto outcome =
            await(resp::runTransaction(live.connection(), setIfStill("k", "old", "new")));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Committed);
        QVERIFY(!outcome->watched);
        QVERIFY(outcome->results[0].isOk());
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("new"));
    }

    void refusedCommandInMulti_failsWithItsReason()
    {
        (void)m_server->cli({ QStringLiteral("ACL"), QStringLiteral("SETUSER"),
                              QStringLiteral("ro"), QStringLiteral("on"), QStringLiteral("nopass"),
                              QStringLiteral("~*"), QStringLiteral("+@all"),
                              QStringLiteral("-set") });
        (void)m_server->command({ "SET", "k", "old" });
        const LiveSend live(*m_server);
        QVERIFY(await(live.send()({ "AUTH", "ro", "x" }))->isOk());
        const auto outcome =
            await(resp::runTransaction(live.connection(), setIfStill("k", "old", "new")));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Kind::NotPermitted);
        QVERIFY(outcome.error().text.contains(QStringLiteral("SET")));
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("old"));
    }

    void errorInsideExec_isAmongTheResults()
    {
        const LiveSend live(*m_server);
        (void)m_server->command({ "SET", "k", "text" });
        Transaction t;
        t.watch = { "k" };
        t.decide = [](const Replies &) {
            return Commands{ { "LPUSH", "k", "x" }, { "SET", "other", "1" } };
        };
        const auto outcome = await(live.send().transact(t));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Committed);
        QVERIFY(outcome->results[0].isError());
        QVERIFY(outcome->results[1].isOk());
    }

    void gate_stopsTheWriteAndTheConnectionIsFree()
    {
        const LiveSend live(*m_server);
        (void)m_server->command({ "SET", "k", "old" });
        const auto outcome = await(
            resp::runTransaction(live.connection(), setIfStill("k", "old", "new"),
                                 [](const resp::Command &command) -> std::optional<base::Error> {
                                     if (command.constFirst() != "SET")
                                         return std::nullopt;
                                     return base::Error{ Kind::ReadOnly, QStringLiteral("no"), {} };
                                 }));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Kind::ReadOnly);
        QCOMPARE(m_server->command({ "GET", "k" }), QByteArray("old"));
        // UNWATCH went out: a later transaction is not spoilt by this one's key.
        (void)m_server->command({ "SET", "k", "changed" });
        const auto next =
            await(live.connection()->sendAll({ { "MULTI" }, { "PING" }, { "EXEC" } }));
        QVERIFY(next);
        QCOMPARE(next->constLast().kind(), Reply::Kind::Array);
    }

    void nothingToWrite_isCommittedWithoutMulti()
    {
        const LiveSend live(*m_server);
        Transaction t = setIfStill("k", "", "");
        t.decide = [](const Replies &) { return Commands{}; };
        const auto outcome = await(live.send().transact(t));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, What::Committed);
        QVERIFY(outcome->results.isEmpty());
        QVERIFY(!live.commands().contains(resp::Command{ "MULTI" }));
    }

    void streamEndAfterExec_isOutcomeUnknown()
    {
        Bench b;
        auto future = resp::runTransaction(b.connection.get(), setIfStill("k", "old", "new"));
        QVERIFY(b.answer("WATCH", "+OK\r\n$3\r\nold\r\n"));
        QVERIFY(b.answer("EXEC", "+OK\r\n+QUEUED\r\n+QUEUED\r\n"));
        b.pipe->end();
        const auto outcome = await(future);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Kind::OutcomeUnknown);
    }

    void timeoutAfterExec_isOutcomeUnknown()
    {
        Bench b;
        Transaction t = setIfStill("k", "old", "new");
        t.options.timeout = std::chrono::milliseconds(50);
        auto future = resp::runTransaction(b.connection.get(), t);
        QVERIFY(b.answer("WATCH", "+OK\r\n$3\r\nold\r\n"));
        const auto outcome = await(future);
        QVERIFY(b.pipe->written.contains("EXEC"));
        QCOMPARE(outcome.error().kind, Kind::OutcomeUnknown);
    }

    void connectionDestroyedAfterExec_isOutcomeUnknown()
    {
        Bench b;
        auto future = resp::runTransaction(b.connection.get(), setIfStill("k", "old", "new"));
        QVERIFY(b.answer("WATCH", "+OK\r\n$3\r\nold\r\n"));
        QTRY_VERIFY(b.pipe->written.contains("EXEC"));
        b.connection.reset();
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().kind, Kind::OutcomeUnknown);
    }

    void streamEndBeforeExec_isANetworkError()
    {
        Bench b;
        auto future = resp::runTransaction(b.connection.get(), setIfStill("k", "old", "new"));
        QVERIFY(b.answer("WATCH", "+OK\r\n"));
        b.pipe->end();
        QCOMPARE(await(future).error().kind, Kind::Network);
    }

    void writeAboveTheLimit_isRefusedNotUnknown()
    {
        const LiveSend live(*m_server);
        Transaction t = setIfStill("k", "", QByteArray(65 * 1024 * 1024, 'x'));
        const auto outcome = await(live.send().transact(t));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Kind::TooLarge);
        QCOMPARE(m_server->command({ "EXISTS", "k" }), QByteArray("0"));
    }

    void serverKilledAfterExec_isOutcomeUnknown()
    {
        RedisServer server;
        const LiveSend live(server);
        (void)server.command({ "SET", "k", "old" });
        Transaction t = setIfStill("k", "old", "new");
        t.decide = [&server](const Replies &) -> std::optional<Commands> {
            server.freeze(); // EXEC goes out and is never read
            return Commands{ { "SET", "k", "new" } };
        };
        auto future = live.send().transact(t);
        QVERIFY(QTest::qWaitFor([&] { return live.commands().contains(resp::Command{ "EXEC" }); }));
        support::settle();
        server.kill();
        QCOMPARE(await(future).error().kind, Kind::OutcomeUnknown);
    }

private:
    std::unique_ptr<RedisServer> m_server;
};

QTEST_GUILESS_MAIN(TestTransact)
#include "tst_transact.moc"

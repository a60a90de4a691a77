#include "stats/countingport.h"
#include "support/fakeport.h"
#include "support/wait.h"
#include <QTest>

using namespace stats;
using resp::Reply;

class TestCountingPort : public QObject {
    Q_OBJECT

    std::shared_ptr<support::FakePort> m_port;
    std::shared_ptr<OwnLookups> m_own;
    resp::Send m_send;

private Q_SLOTS:
    void init()
    {
        m_port = std::make_shared<support::FakePort>();
        m_port->db = 5;
        m_own = std::make_shared<OwnLookups>();
        m_send = counted(resp::Send(m_port), m_own);
        m_port->answer = [](const resp::Command &command) -> base::Result<Reply> {
            if (command.value(1) == "none")
                return Reply();
            return Reply::string("value");
        };
    }

    void commands_passUnchanged()
    {
        const auto reply = support::await(m_send({ "GET", QByteArray("a\0b", 3) }));
        QCOMPARE(reply->toByteArray(), QByteArray("value"));
        QCOMPARE(m_port->sent, (resp::Commands{ { "GET", QByteArray("a\0b", 3) } }));
        QCOMPARE(m_send.database(), 5);
    }

    void replies_areCountedBeforeTheSenderHears()
    {
        qint64 seen = -1;
        m_port->hold = true;
        base::whenDone(m_send({ "GET", "a" }), this,
                       [&](const base::Result<Reply> &) { seen = m_own->snapshot().hits; });
        QVERIFY(!m_own->snapshot().isQuiet());
        m_port->release();
        QTRY_COMPARE(seen, 1);
        QVERIFY(m_own->snapshot().isQuiet());
    }

    void pipeline_isCountedCommandByCommand()
    {
        support::await(m_send.many(
            { { "GET", "a" }, { "GET", "none" }, { "SET", "a", "b" }, { "GET", "c" } }));
        QTRY_COMPARE(m_own->snapshot().hits, 2);
        QCOMPARE(m_own->snapshot().misses, 1);
        QCOMPARE(m_own->snapshot().open, 0);
    }

    void transaction_countsReadsAndWrites()
    {
        resp::Transaction t;
        t.watch = { "a" };
        t.reads = { { "GET", "a" } };
        t.decide = [](const resp::Replies &) -> std::optional<resp::Commands> {
            return resp::Commands{ { "SET", "a", "1" }, { "GET", "none" } };
        };
        const auto outcome = support::await(m_send.transact(t));
        QVERIFY(outcome);
        QTRY_COMPARE(m_own->snapshot().hits, 1);
        QTRY_COMPARE(m_own->snapshot().misses, 1);
        QVERIFY(m_own->snapshot().isQuiet());
    }

    void typedTransaction_countsWhenItRuns()
    {
        m_port->answer = [](const resp::Command &command) -> base::Result<Reply> {
            if (command.first() == "GET")
                return Reply::status("QUEUED");
            if (command.first() == "exec")
                return Reply::array({ Reply::string("x"), Reply() });
            return Reply::status("OK");
        };
        for (const resp::Command &command :
             { resp::Command{ "multi" }, { "GET", "a" }, { "GET", "b" } })
            support::await(m_send(command));
        QTRY_VERIFY(m_own->snapshot().isQuiet());
        QCOMPARE(m_own->snapshot().hits, 0);
        support::await(m_send({ "exec" }));
        QTRY_COMPARE(m_own->snapshot().hits, 1);
        QTRY_COMPARE(m_own->snapshot().misses, 1);
    }

    void answerThatNeverCame_leavesTheCountOpen()
    {
        m_port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::Timeout, {});
        };
        support::await(m_send({ "GET", "a" }));
        QTRY_COMPARE(m_own->snapshot().open, 1);
    }

    void refusedByTheGate_countsNothing()
    {
        m_port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::ReadOnly, {});
        };
        support::await(m_send({ "GETDEL", "a" }));
        QTRY_VERIFY(m_own->snapshot().isQuiet());
        QCOMPARE(m_own->snapshot().open, 0);
        QCOMPARE(m_own->snapshot().hits, 0);
    }

    void portDroppedMeanwhile_settlesAsOpen()
    {
        m_port->hold = true;
        auto future = m_send({ "GET", "a" });
        m_send = {};
        QVERIFY(m_own->snapshot().isQuiet());
        QCOMPARE(m_own->snapshot().open, 1);
        m_port->release();
        QVERIFY(support::await(future));
    }

    void cancelling_reachesTheInnerFuture()
    {
        m_port->hold = true;
        auto future = m_send({ "GET", "a" });
        future.cancel();
        m_port->release(); // its answer is dropped
        QTRY_COMPARE(m_own->snapshot().open, 1);
    }

    void finishedCommand_canBeNotedFromElsewhere()
    {
        m_own->note({ "PTTL", "a" }, Reply::integer(-2));
        m_own->note({ "SET", "a", "b" }, Reply::status("OK"));
        QCOMPARE(m_own->snapshot().misses, 1);
        QCOMPARE(m_own->snapshot().started, 1);
    }
};

QTEST_GUILESS_MAIN(TestCountingPort)
#include "tst_countingport.moc"

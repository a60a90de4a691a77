#include "console/consolemodel.h"
#include "support/fakeport.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using console::Entry;
using resp::Reply;

namespace {

struct Bench {
    std::shared_ptr<support::FakePort> port = std::make_shared<support::FakePort>();
    console::ConsoleModel model;
    QAbstractItemModelTester tester{ &model,
                                     QAbstractItemModelTester::FailureReportingMode::QtTest };

    Bench()
    {
        model.setPromptInfo({ QStringLiteral("localhost:6379"), 0, false });
        model.setSend(resp::Send(port));
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return !model.isRunning() && model.waiting() == 0; });
    }
    const Entry &run(const char *line)
    {
        model.run(QString::fromUtf8(line));
        if (!settled())
            qWarning("not settled");
        static const Entry none; // after "clear"
        return model.rowCount() ? model.entry(model.rowCount() - 1) : none;
    }
};

Reply transactionReply(const resp::Command &command, bool *open)
{
    const QByteArray name = command.constFirst().toUpper();
    if (name == "MULTI") {
        *open = true;
        return Reply::status("OK");
    }
    if (name == "EXEC") {
        *open = false;
        return Reply::array({ Reply::status("OK"), Reply::status("OK") });
    }
    if (name == "DISCARD")
        *open = false;
    return Reply::status(*open ? "QUEUED" : "OK");
}

} // namespace

class TestConsoleModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_runInOrderOneAtATime()
    {
        Bench bench;
        bench.port->hold = true;
        bench.model.run({ QStringLiteral("SET a 1"), QStringLiteral("GET a") });
        QCOMPARE(bench.port->held(), size_t(1));
        QCOMPARE(bench.model.waiting(), 1);
        QVERIFY(bench.port->release());
        QTRY_COMPARE(bench.port->held(), size_t(1));
        QVERIFY(bench.port->release());
        QVERIFY(bench.settled());
        QCOMPARE(bench.port->sent, (resp::Commands{ { "SET", "a", "1" }, { "GET", "a" } }));
        QCOMPARE(bench.model.rowCount(), 2);
        QVERIFY(bench.model.entry(0).microseconds >= 0);
    }

    void readOnlyRefusal_isShownAndNothingMeasured()
    {
        Bench bench;
        bench.port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::ReadOnly, QStringLiteral("Read-only: no."));
        };
        const Entry &entry = bench.run("SET a 1");
        QCOMPARE(entry.state, Entry::State::Refused);
        QCOMPARE(entry.mark, Entry::Mark::Lock);
        QCOMPARE(entry.note, QStringLiteral("Read-only: no."));
        QCOMPARE(entry.microseconds, -1);
        QVERIFY(entry.output.isEmpty());
    }

    void confirmation_sendsTheSameCommandAgain()
    {
        Bench bench;
        int asked = 0;
        bench.port->answer = [&](const resp::Command &) -> base::Result<Reply> {
            if (asked++ == 0)
                return base::fail(base::Error::Kind::NeedsConfirmation, QStringLiteral("Sure?"));
            return Reply::status("OK");
        };
        QSignalSpy needed(&bench.model, &console::ConsoleModel::confirmationNeeded);
        bench.model.run(QStringLiteral("FLUSHDB"));
        QTRY_COMPARE(needed.size(), 1);
        QVERIFY(bench.model.isRunning());
        bench.model.confirm();
        QVERIFY(bench.settled());
        QCOMPARE(bench.port->sent, (resp::Commands{ { "FLUSHDB" }, { "FLUSHDB" } }));
        bench.model.confirm(); // nothing waits any more
        QCOMPARE(bench.port->sent.size(), 2);
    }

    void declined_dropsTheLinesBehindIt()
    {
        Bench bench;
        bench.port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::NeedsConfirmation, QStringLiteral("Sure?"));
        };
        QSignalSpy needed(&bench.model, &console::ConsoleModel::confirmationNeeded);
        bench.model.run({ QStringLiteral("FLUSHDB"), QStringLiteral("SET a 1") });
        QTRY_COMPARE(needed.size(), 1);
        bench.model.decline();
        QVERIFY(bench.settled());
        QCOMPARE(bench.port->sent.size(), 1);
        QCOMPARE(bench.model.entry(0).state, Entry::State::Refused);
    }

    void secrets_areNeitherShownNorKept()
    {
        Bench bench;
        for (const char *line :
             { "AUTH hunter2", "3 AUTH hunter2", "AUTH \"hunter2", "ACL SETUSER u >hunter2",
               "redis-cli -a hunter2 PING", "CONFIG SET requirepass hunter2" }) {
            const Entry &entry = bench.run(line);
            QVERIFY2(!entry.line.contains(QStringLiteral("hunter2")), line);
            QVERIFY2(entry.line.contains(QStringLiteral("(redacted)")), line);
        }
        QVERIFY(bench.model.history().lines().isEmpty());
        QCOMPARE(bench.port->sent.constFirst(), (resp::Command{ "AUTH", "hunter2" }));
        bench.port->answer = [](const resp::Command &command) {
            return Reply::status(command[0] == "MULTI" ? "OK" : "QUEUED");
        };
        bench.run("MULTI");
        bench.run("CONFIG SET requirepass hunter2");
        QVERIFY(!bench.model.queued().join(QString()).contains(QStringLiteral("hunter2")));
    }

    void transaction_isFollowed()
    {
        Bench bench;
        bool open = false;
        bench.port->answer = [&](const resp::Command &command) {
            return transactionReply(command, &open);
        };
        bench.run("MULTI");
        QVERIFY(bench.model.inTransaction());
        QCOMPARE(bench.model.prompt(), QStringLiteral("localhost:6379(TX)>"));
        bench.run("SET a 1");
        bench.run("SELECT 4");
        QCOMPARE(bench.model.queued(),
                 (QStringList{ QStringLiteral("SET a 1"), QStringLiteral("SELECT 4") }));
        QCOMPARE(bench.model.promptInfo().db, 0);
        bench.run("EXEC");
        QVERIFY(!bench.model.inTransaction());
        QCOMPARE(bench.model.prompt(), QStringLiteral("localhost:6379[4]>"));
    }

    void linkLostInsideTransaction_isSaid()
    {
        Bench bench;
        bool open = false;
        bench.port->answer = [&](const resp::Command &command) {
            return transactionReply(command, &open);
        };
        bench.run("MULTI");
        bench.model.setOnline(false);
        QVERIFY(!bench.model.inTransaction());
        const Entry &notice = bench.model.entry(bench.model.rowCount() - 1);
        QVERIFY(notice.prompt.isEmpty());
        QVERIFY(!notice.note.isEmpty());
        QSignalSpy back(&bench.model, &console::ConsoleModel::lineNotSent);
        bench.run("SET a 1");
        QCOMPARE(back.size(), 1);
        QCOMPARE(bench.port->sent.size(), 1);
        bench.model.setOnline(true);
        open = false;
        QCOMPARE(bench.run("SET a 1").state, Entry::State::Done);
    }

    void unknownOutcome_isNeverSentAgain()
    {
        Bench bench;
        bench.port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::OutcomeUnknown, QStringLiteral("Unknown."));
        };
        const Entry &entry = bench.run("INCR a");
        QCOMPARE(entry.state, Entry::State::Failed);
        QCOMPARE(entry.note, QStringLiteral("Unknown."));
        QCOMPARE(bench.port->sent.size(), 1);
    }

    void repeatedCommand_printsEveryAnswer()
    {
        Bench bench;
        int value = 0;
        bench.port->answer = [&](const resp::Command &) { return Reply::integer(++value); };
        const Entry &entry = bench.run("3 INCR n");
        QCOMPARE(entry.output, QByteArray("(integer) 1\n(integer) 2\n(integer) 3\n"));
        QCOMPARE(bench.port->sent.size(), 3);
        QCOMPARE(bench.run("0 INCR n").output,
                 QByteArray("Invalid redis-cli repeat command option value.\n"));
    }

    void cancel_ignoresTheLateAnswer()
    {
        Bench bench;
        bench.port->hold = true;
        bench.model.run({ QStringLiteral("GET a"), QStringLiteral("GET b") });
        bench.model.cancel();
        QCOMPARE(bench.model.entry(0).state, Entry::State::Cancelled);
        QCOMPARE(bench.model.waiting(), 0);
        bench.port->hold = false;
        QVERIFY(bench.port->release());
        QCOMPARE(bench.run("GET c").output, QByteArray("OK\n"));
        QVERIFY(bench.model.entry(0).output.isEmpty());
    }

    void commandsThatNeverAnswer_areNotSent()
    {
        Bench bench;
        for (const char *line :
             { "SUBSCRIBE a", "psubscribe a*", "MONITOR", "BLPOP l 0", "XREAD BLOCK 0 STREAMS s $",
               "CLIENT REPLY OFF", "RESET", "BLMPOP 0 1 l LEFT", "WAIT 1 0" }) {
            QCOMPARE(bench.run(line).state, Entry::State::Refused);
        }
        QVERIFY(bench.port->sent.isEmpty());
        for (const char *line :
             { "BLPOP l 1", "XREAD COUNT 1 STREAMS s 0", "WAIT 1 100", "CLIENT REPLY ON" }) {
            QCOMPARE(bench.run(line).state, Entry::State::Done);
        }
    }

    void wordsOfRedisCli_stayHere()
    {
        Bench bench;
        QVERIFY(!bench.run("exit").note.isEmpty());
        QVERIFY(bench.run("help get").output.startsWith("GET key\n"));
        bench.run("clear");
        QCOMPARE(bench.model.rowCount(), 0);
        QVERIFY(bench.port->sent.isEmpty());
    }

    void noPermission_addsASentence()
    {
        Bench bench;
        bench.port->answer = [](const resp::Command &) {
            return Reply::error("NOPERM User app has no permissions to run the 'flushdb' command");
        };
        const Entry &entry = bench.run("FLUSHDB");
        QVERIFY(entry.output.startsWith("(error) NOPERM"));
        QVERIFY(entry.note.contains(QStringLiteral("app")));
    }

    void ring_dropsTheOldestEntries()
    {
        // Without the tester: it walks all rows at every change.
        const auto port = std::make_shared<support::FakePort>();
        console::ConsoleModel model;
        model.setSend(resp::Send(port));
        QStringList lines;
        for (int i = 0; i < 510; ++i)
            lines += QStringLiteral("GET %1").arg(i);
        model.run(lines);
        QTRY_VERIFY(!model.isRunning() && model.waiting() == 0);
        QCOMPARE(model.rowCount(), console::ConsoleModel::capacity);
        QCOMPARE(model.entry(499).line, QStringLiteral("GET 509"));
        QCOMPARE(model.entry(0).line, QStringLiteral("GET 10"));
    }

    void tenMegabytes_areCutAndShownOnRequest()
    {
        Bench bench;
        QList<Reply> children;
        for (int i = 0; i < 100'000; ++i)
            children += Reply::string(QByteArray(100, 'x'));
        const Reply reply = Reply::array(children);
        bench.port->answer = [&](const resp::Command &) { return reply; };
        const Entry &entry = bench.run("LRANGE l 0 -1");
        QVERIFY(entry.cut);
        QCOMPARE(entry.lines, 100'000);
        QVERIFY(entry.output.size() <= console::ConsoleModel::shownBytes);
        QVERIFY(bench.model.canShowAll(entry.id));
        bench.model.showAll(entry.id);
        QTRY_VERIFY(!bench.model.canShowAll(entry.id));
        QVERIFY(entry.output.size() > 8'000'000);
    }

    void pastedRedisCliLine_isCheckedAgainstThisConnection()
    {
        Bench bench;
        QCOMPARE(bench.run("redis-cli -h localhost -p 6379 GET a").state, Entry::State::Done);
        QCOMPARE(bench.port->sent.constLast(), (resp::Command{ "GET", "a" }));
        QCOMPARE(bench.run("redis-cli -h other DEL a").state, Entry::State::Refused);
        QCOMPARE(bench.run("redis-cli -n 3 DEL a").state, Entry::State::Refused);
        QCOMPARE(bench.run("redis-cli").state, Entry::State::Refused);
        QCOMPARE(bench.port->sent.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestConsoleModel)
#include "tst_consolemodel.moc"

#include "keys/keyscanner.h"
#include "support/fakeport.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using keys::KeyScanner;
using resp::Reply;

namespace {

Reply page(const QByteArray &cursor, const QByteArrayList &names)
{
    QList<Reply> keys;
    for (const QByteArray &name : names)
        keys += Reply::string(name);
    return Reply::array({ Reply::string(cursor), Reply::array(keys) });
}

} // namespace

class KeyScannerTest : public QObject {
    Q_OBJECT

    std::shared_ptr<support::FakePort> m_port;
    keys::KeyStore m_store;
    qint64 m_size = 40;

    /// Forty keys, four a page; cursors beyond 2^53, as opaque ones are.
    base::Result<Reply> answer(const resp::Command &command) const
    {
        if (command.first() == "DBSIZE")
            return m_size < 0 ? Reply::error("NOPERM no dbsize") : Reply::integer(m_size);
        const QByteArray cursor = command.at(1);
        const qulonglong base = 18446744073709550000ULL;
        const qulonglong at = cursor == "0" ? 0 : cursor.toULongLong() - base;
        QByteArrayList names;
        for (qulonglong i = at * 4; i < at * 4 + 4; ++i)
            names += "key:" + QByteArray::number(i);
        names += "key:0"; // a duplicate on every page
        return page(at == 9 ? QByteArray("0") : QByteArray::number(base + at + 1), names);
    }

private Q_SLOTS:
    void init()
    {
        m_size = 40;
        m_store.clear();
        m_port = std::make_shared<support::FakePort>();
        m_port->answer = [this](const resp::Command &command) { return answer(command); };
    }

    void wholeKeyspace_isCountedOnce()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
        QCOMPARE(scanner.percent(), 100);
        QCOMPARE(scanner.databaseSize(), 40);
        for (const resp::Command &command : std::as_const(m_port->sent))
            QVERIFY(command.first() == "SCAN" || command.first() == "DBSIZE");
        QCOMPARE(scanner.calls(), 10);
    }

    void nextPage_isAskedBeforeThisOneIsTakenIn()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        qsizetype sentAtFirstPage = 0;
        connect(&scanner, &KeyScanner::found, this, [&] {
            if (!sentAtFirstPage)
                sentAtFirstPage = m_port->sent.size();
        });
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(sentAtFirstPage, 3); // DBSIZE, SCAN 0, the next SCAN
    }

    void quickServer_isAskedForMoreButNeverForAll()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QList<int> counts;
        for (const resp::Command &command : std::as_const(m_port->sent)) {
            if (command.first() == "SCAN")
                counts += command.last().toInt();
        }
        QCOMPARE(counts.first(), 1000);
        for (const int count : std::as_const(counts))
            QVERIFY(count >= 100 && count <= 2000);
    }

    void budget_pausesAndContinues()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        KeyScanner::Options options;
        options.budget = 12;
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Paused);
        QVERIFY(!scanner.pausedByError());
        const qsizetype listed = m_store.size();
        QVERIFY(listed < 40);
        const qsizetype sent = m_port->sent.size();
        support::settle();
        QCOMPARE(m_port->sent.size(), sent); // really quiet
        scanner.resume(true);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
    }

    void stop_ignoresThePageOnTheWire()
    {
        m_port->hold = true;
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QVERIFY(m_port->release()); // DBSIZE
        scanner.stop();
        QVERIFY(m_port->release());
        QTRY_COMPARE(scanner.databaseSize(), -1);
        support::settle();
        QCOMPARE(m_store.size(), 0);
        QCOMPARE(scanner.state(), KeyScanner::State::Stopped);
    }

    void secondStart_ignoresTheFirstRunsPages()
    {
        m_port->hold = true;
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        m_store.clear();
        KeyScanner::Options options;
        options.match = "x*";
        scanner.start(options);
        QCOMPARE(m_port->held(), 4U);
        m_port->release();
        m_port->release(); // the first run's page
        support::settle();
        QCOMPARE(m_store.size(), 0);
        QCOMPARE(scanner.command(), (resp::Command{ "SCAN", "0", "MATCH", "x*", "COUNT", "1000" }));
    }

    void brokenLink_pausesWithTheReason()
    {
        int pages = 0;
        m_port->answer = [&](const resp::Command &command) -> base::Result<Reply> {
            if (command.first() == "SCAN" && ++pages == 3)
                return base::fail(base::Error::Kind::Network, QStringLiteral("gone"));
            return answer(command);
        };
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Paused);
        QVERIFY(scanner.pausedByError());
        QCOMPARE(scanner.error().text, QStringLiteral("gone"));
        const qsizetype kept = m_store.size();
        scanner.forgetCursor(); // a new process
        scanner.resume();
        QCOMPARE(scanner.command().at(1), QByteArray("0"));
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QVERIFY(kept > 0);
        QCOMPARE(m_store.size(), 40);
    }

    void refusedScan_fails()
    {
        m_port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return Reply::error("NOPERM this user has no permissions to run the 'scan' command");
        };
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Failed);
        QCOMPARE(scanner.error().kind, base::Error::Kind::NotPermitted);
    }

    void refusedDbsize_onlyCostsThePercent()
    {
        m_size = -1;
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        KeyScanner::Options options;
        options.budget = 5;
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Paused);
        QCOMPARE(scanner.percent(), -1);
    }

    void types_areScannedOneAfterTheOther()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        KeyScanner::Options options;
        options.types = { base::KeyType::Hash, base::KeyType::SortedSet };
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(scanner.calls(), 20);
        QVERIFY(m_port->sent.last().contains("zset"));
        QCOMPARE(m_store.type(0), base::KeyType::SortedSet);
    }

    void unreadableAnswer_failsPolitely()
    {
        m_port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return Reply::array({ Reply::integer(1) });
        };
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Failed);
        QCOMPARE(scanner.error().kind, base::Error::Kind::Protocol);
    }
};

QTEST_GUILESS_MAIN(KeyScannerTest)
#include "tst_keyscanner.moc"

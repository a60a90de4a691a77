#include "keys/keydetails.h"
#include "keys/keyscanner.h"
#include "keys/keyspace.h"
#include "keys/keytreemodel.h"
#include "support/livesend.h"
#include "support/redisserver.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

/// Scanner, store, tree and details together against a real server.
class BrowseLiveTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;

    void populate(const QByteArray &prefix, int count)
    {
        m_server->command({ "EVAL",
                            "for i=1,tonumber(ARGV[1]) do redis.call('SET',ARGV[2]..':'..i,1) end",
                            "0", QByteArray::number(count), prefix });
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }

    void thousandsOfKeys_areAllListed()
    {
        populate("user:x", 25000);
        m_server->command({ "SET", QByteArray("odd\0\n\xFF<img src=x>", 17), "1" });
        support::LiveSend live(*m_server);
        keys::KeyTreeModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        keys::KeyScanner scanner(&model.store());
        connect(&scanner, &keys::KeyScanner::found, &model, &keys::KeyTreeModel::feed);
        scanner.setSend(live);
        scanner.start({});
        QTRY_COMPARE(scanner.state(), keys::KeyScanner::State::Paused);
        QVERIFY(model.store().size() >= 10000 && model.store().size() < 25001);
        QVERIFY(scanner.percent() > 20 && scanner.percent() < 90);
        scanner.resume(true);
        QTRY_COMPARE(scanner.state(), keys::KeyScanner::State::Complete);
        QTRY_VERIFY(model.isSettled());
        QCOMPARE(model.store().size(), 25001);
        const QModelIndex folder = model.findFolder({ "user", "x" });
        QVERIFY(folder.isValid());
        QCOMPARE(folder.data(keys::KeyTreeModel::CountRole).toLongLong(), 25000);
        QVERIFY(
            model.indexOf(model.store().find(QByteArray("odd\0\n\xFF<img src=x>", 17))).isValid());
        for (const resp::Command &command : live.commands())
            QVERIFY(command.first() == "SCAN" || command.first() == "DBSIZE");
    }

    void details_ofVisibleRowsOnly()
    {
        m_server->command({ "SET", "s", "hello", "PX", "50000" });
        m_server->command({ "RPUSH", "l", "a", "b" });
        m_server->command({ "XADD", "x", "*", "f", "v" });
        support::LiveSend live(*m_server);
        keys::KeyTreeModel model;
        keys::KeyDetails details(&model.store());
        keys::KeyScanner scanner(&model.store());
        connect(&scanner, &keys::KeyScanner::found, &model, &keys::KeyTreeModel::feed);
        connect(&details, &keys::KeyDetails::resolved, &model, &keys::KeyTreeModel::detailsChanged);
        model.detailsWanted = [&](keys::KeyId id) { details.want(id); };
        scanner.setSend(live);
        details.setSend(live);
        scanner.start({});
        QTRY_COMPARE(model.rowCount(), 3);
        const QModelIndex s = model.indexOf(model.store().find("s"));
        const QModelIndex l = model.indexOf(model.store().find("l"));
        (void)s.data(keys::KeyTreeModel::TypeRole);
        (void)l.data(keys::KeyTreeModel::TypeRole);
        QTRY_COMPARE(l.data(keys::KeyTreeModel::SizeRole).toLongLong(), 2);
        QCOMPARE(s.data(keys::KeyTreeModel::SizeRole).toLongLong(), 5);
        QCOMPARE(s.data(keys::KeyTreeModel::TypeRole).value<base::KeyType>(),
                 base::KeyType::String);
        const qint64 left = s.data(keys::KeyTreeModel::DeadlineRole).toLongLong()
            - QDateTime::currentMSecsSinceEpoch();
        QVERIFY(left > 45000 && left <= 50000);
        for (const resp::Command &command : live.commands())
            QVERIFY(!command.contains("x"));
    }

    void scanByType_knowsTheTypes()
    {
        m_server->command({ "SET", "s", "hello" });
        m_server->command({ "RPUSH", "l", "a", "b" });
        support::LiveSend live(*m_server);
        keys::KeyStore store;
        keys::KeyScanner scanner(&store);
        scanner.setSend(live);
        keys::KeyScanner::Options options;
        options.types = { base::KeyType::List };
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), keys::KeyScanner::State::Complete);
        QCOMPARE(store.size(), 1);
        QCOMPARE(store.type(store.find("l")), base::KeyType::List);
    }

    void databases_withTheirCounts()
    {
        m_server->command({ "SET", "a", "1" });
        (void)m_server->cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("SET"),
                              QStringLiteral("b"), QStringLiteral("1") });
        support::LiveSend live(*m_server);
        keys::Keyspace keyspace;
        QSignalSpy changed(&keyspace, &keys::Keyspace::changed);
        keyspace.setSend(live);
        keyspace.refresh();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(keyspace.databases().size(), 16);
        QCOMPARE(keyspace.databases().at(0).keys, 1);
        QCOMPARE(keyspace.databases().at(5).keys, 1);
        QCOMPARE(keyspace.databases().at(6).keys, 0);
        m_server->command({ "ACL", "SETUSER", "default", "-config" });
        keyspace.refresh();
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(keyspace.databases().size(), 2);
        QCOMPARE(keyspace.reason().kind, base::Error::Kind::NotPermitted);
    }

    void serverKilledMidScan_pausesAndStartsOver()
    {
        populate("k", 30000);
        auto live = std::make_unique<support::LiveSend>(*m_server);
        keys::KeyStore store;
        keys::KeyScanner scanner(&store);
        scanner.setSend(*live);
        connect(&scanner, &keys::KeyScanner::found, this, [&] {
            if (m_server->isRunning() && store.size() > 3000)
                m_server->kill();
        });
        keys::KeyScanner::Options options;
        options.budget = 0;
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), keys::KeyScanner::State::Paused);
        QVERIFY(scanner.pausedByError());
        const qsizetype kept = store.size();
        QVERIFY(m_server->start());
        m_server->command({ "SET", "new", "1" });
        live = std::make_unique<support::LiveSend>(*m_server);
        scanner.setSend(*live);
        scanner.forgetCursor();
        scanner.resume(true);
        QTRY_COMPARE(scanner.state(), keys::KeyScanner::State::Complete);
        QCOMPARE(store.size(), kept + 1);
    }
};

QTEST_GUILESS_MAIN(BrowseLiveTest)
#include "tst_browselive.moc"

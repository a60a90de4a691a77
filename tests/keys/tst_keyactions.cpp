#include "keys/bulkdelete.h"
#include "keys/keyactions.h"
#include "keys/undovault.h"
#include "support/fakeport.h"
#include "support/livesend.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using support::await;
using Kind = base::Error::Kind;

class KeyActionsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    void init() { (void)m_server->cli({ QStringLiteral("FLUSHALL") }); }

    void rename_keepsTheTtlAndNeverOverwrites()
    {
        support::LiveSend live(*m_server);
        keys::KeyActions actions;
        actions.setSend(live, live);
        const QByteArray odd("a\0\n\xFF b", 6);
        m_server->command({ "SET", odd, "1", "EX", "100" });
        m_server->command({ "SET", "other", "2" });
        auto result = await(actions.rename(odd, "other"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Kind::Changed);
        QCOMPARE(m_server->command({ "GET", "other" }).trimmed(), QByteArray("2"));
        result = await(actions.rename(odd, odd + "2"));
        QVERIFY(result);
        QCOMPARE(result->name, odd + "2");
        QVERIFY(m_server->command({ "TTL", odd + "2" }).trimmed().toInt() > 95);
        result = await(actions.rename("nothing", "x"));
        QCOMPARE(result.error().kind, Kind::NotFound);
        QVERIFY(*await(actions.exists("other")));
        QVERIFY(!*await(actions.exists("oth*")));
    }

    void deletedKey_comesBackExactly()
    {
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        vault.setSend(live, live);
        const QByteArray bytes("\0\xFF\r\n binary", 11);
        m_server->command({ "HSET", "h", "f", bytes });
        m_server->command({ "PEXPIREAT", "h", "4102444800123" });
        const QByteArray before = m_server->command({ "DUMP", "h" });
        const auto id = await(vault.remove({ 0, "h" }));
        QVERIFY(id);
        QCOMPARE(m_server->command({ "EXISTS", "h" }).trimmed(), QByteArray("0"));
        QCOMPARE(vault.entries().size(), 1);
        QCOMPARE(vault.entries().first().deadline, 4102444800123LL);
        const auto back = await(vault.restore(*id));
        QVERIFY2(back, qPrintable(back ? QString() : back.error().text));
        QCOMPARE(m_server->command({ "DUMP", "h" }), before);
        QCOMPARE(m_server->command({ "PEXPIRETIME", "h" }).trimmed(), QByteArray("4102444800123"));
        QVERIFY(vault.entries().isEmpty());
    }

    void oldServer_restoresFromPttl()
    {
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        base::Capabilities can;
        can.pexpiretime = can.restoreAbsTtl = can.unlink = can.memoryUsage = false;
        vault.setCapabilities(can);
        vault.setSend(live, live);
        m_server->command({ "SET", "s", "v", "PXAT", "4102444800123" });
        const auto id = await(vault.remove({ 0, "s" }));
        QVERIFY(id);
        QVERIFY(await(vault.restore(*id)));
        const qint64 at = m_server->command({ "PEXPIRETIME", "s" }).trimmed().toLongLong();
        QVERIFY2(qAbs(at - 4102444800123LL) < 1000, qPrintable(QString::number(at)));
    }

    void restoredOverANewKey_isRefused()
    {
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        vault.setSend(live, live);
        m_server->command({ "SET", "s", "old" });
        const auto id = await(vault.remove({ 0, "s" }));
        QVERIFY(id);
        m_server->command({ "SET", "s", "new" });
        const auto back = await(vault.restore(*id));
        QVERIFY(!back);
        QCOMPARE(back.error().kind, Kind::Changed);
        QCOMPARE(m_server->command({ "GET", "s" }).trimmed(), QByteArray("new"));
        QVERIFY(vault.contains(*id)); // still kept
    }

    void passedDeadline_asksBeforeRestoring()
    {
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        vault.setSend(live, live);
        m_server->command({ "SET", "s", "v", "PX", "700" });
        const auto id = await(vault.remove({ 0, "s" }));
        QVERIFY(id);
        QTRY_VERIFY(vault.entries().first().deletedAt.msecsTo(QDateTime::currentDateTimeUtc())
                    > 720);
        auto back = await(vault.restore(*id));
        QVERIFY(!back);
        QCOMPARE(back.error().kind, Kind::NotFound);
        QCOMPARE(m_server->command({ "EXISTS", "s" }).trimmed(), QByteArray("0"));
        back = await(vault.restore(*id, keys::UndoVault::Life::Endless));
        QVERIFY(back);
        QCOMPARE(m_server->command({ "PTTL", "s" }).trimmed(), QByteArray("-1"));
    }

    void keyOverTheLimit_isNotDeleted()
    {
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        vault.setSend(live, live);
        m_server->command({ "SETRANGE", "big", "9000000", "x" });
        const auto id = await(vault.remove({ 0, "big" }));
        QVERIFY(!id);
        QCOMPARE(id.error().kind, Kind::TooLarge);
        QCOMPARE(m_server->command({ "EXISTS", "big" }).trimmed(), QByteArray("1"));
        QCOMPARE(await(vault.remove({ 0, "none" })).error().kind, Kind::NotFound);
    }

    void userWithoutDump_losesNothing()
    {
        m_server->command({ "SET", "s", "v" });
        m_server->command({ "ACL", "SETUSER", "default", "-dump" });
        support::LiveSend live(*m_server);
        keys::UndoVault vault;
        vault.setSend(live, live);
        const auto id = await(vault.remove({ 0, "s" }));
        m_server->command({ "ACL", "SETUSER", "default", "+dump" });
        QVERIFY(!id);
        QCOMPARE(id.error().kind, Kind::NotPermitted);
        QCOMPARE(m_server->command({ "EXISTS", "s" }).trimmed(), QByteArray("1"));
    }

    void bulk_deletesExactlyTheList()
    {
        QByteArrayList keys;
        m_server->command({ "EVAL", "for i=0,1233 do redis.call('SET','bulk[*]:'..i,1) end", "0" });
        for (int i = 0; i < 1234; ++i) {
            const QByteArray key = "bulk[*]:" + QByteArray::number(i);
            if (i != 77)
                keys += key;
        }
        m_server->command({ "SET", "bulk1:1", "1" });
        keys += "never:there";
        support::LiveSend live(*m_server);
        keys::BulkDelete bulk(live, keys, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        QSignalSpy progressed(&bulk, &keys::BulkDelete::progressed);
        bulk.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(bulk.report().deleted.size(), 1233);
        QCOMPARE(bulk.report().gone, QByteArrayList{ "never:there" });
        QVERIFY(bulk.report().failed.isEmpty() && bulk.report().unknown.isEmpty());
        QCOMPARE(progressed.size(), 3);
        QCOMPARE(m_server->command({ "DBSIZE" }).trimmed(), QByteArray("2"));
        QCOMPARE(m_server->command({ "EXISTS", "bulk[*]:77" }).trimmed(), QByteArray("1"));
    }

    void stoppedBulk_leavesTheRest()
    {
        auto port = std::make_shared<support::FakePort>();
        port->answer = [](const resp::Command &) { return resp::Reply::integer(1); };
        QByteArrayList keys;
        for (int i = 0; i < 1200; ++i)
            keys += QByteArray::number(i);
        keys::BulkDelete bulk(resp::Send(port), keys, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        connect(&bulk, &keys::BulkDelete::progressed, this, [&] { bulk.stop(); });
        bulk.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(bulk.report().deleted.size(), 500);
        QCOMPARE(bulk.report().untouched.size(), 700);
        QCOMPARE(port->sent.size(), 500);
    }

    void brokenLink_isUnknownAndNotSentAgain()
    {
        auto port = std::make_shared<support::FakePort>();
        int commands = 0;
        port->answer = [&](const resp::Command &) -> base::Result<resp::Reply> {
            if (++commands > 600)
                return base::fail(Kind::OutcomeUnknown, QStringLiteral("cut"));
            return resp::Reply::integer(1);
        };
        QByteArrayList keys;
        for (int i = 0; i < 1500; ++i)
            keys += QByteArray::number(i);
        keys::BulkDelete bulk(resp::Send(port), keys, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        bulk.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(bulk.report().deleted.size(), 500);
        QCOMPARE(bulk.report().unknown.size(), 500);
        QCOMPARE(bulk.report().untouched.size(), 500);
        QCOMPARE(bulk.report().error.kind, Kind::OutcomeUnknown);
        QCOMPARE(commands, 601);
    }
};

QTEST_GUILESS_MAIN(KeyActionsTest)
#include "tst_keyactions.moc"

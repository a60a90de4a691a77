#include "session/backoff.h"
#include "session/capabilityprobe.h"
#include <QTest>

class BackoffTest final : public QObject {
    Q_OBJECT

    static resp::Reply commands(const QByteArrayList &names)
    {
        QList<resp::Reply> entries;
        for (const QByteArray &name : names)
            entries += resp::Reply::array({ resp::Reply::string(name) });
        return resp::Reply::array(entries);
    }

private Q_SLOTS:
    void waits_doubleToThirtySecondsWithJitter()
    {
        session::Backoff backoff;
        int expected = 500;
        QSet<qint64> seen;
        for (int i = 0; i < 12; ++i) {
            const qint64 wait = backoff.next().count();
            QVERIFY(wait >= expected * 8 / 10);
            QVERIFY(wait <= qMin(expected * 12 / 10, 30000));
            expected = qMin(expected * 2, 30000);
            seen += wait;
        }
        QCOMPARE(backoff.attempt(), 12);
        QVERIFY(seen.size() > 6);
        backoff.reset();
        QVERIFY(backoff.next().count() <= 600);
    }

    void commandNames_tellWhatTheServerCan()
    {
        const auto old = session::capabilitiesOf(commands({ "get", "set", "xadd", "unlink" }), {},
                                                 QStringLiteral("9.9.9"));
        QVERIFY(!old.keepTtl && !old.expireConditions && !old.getex && !old.fieldTtl);
        QVERIFY(old.unlink && old.restoreAbsTtl);
        const auto recent = session::capabilitiesOf(
            commands({ "acl", "pexpiretime", "getex", "copy", "hpttl", "hpexpireat", "hsetex",
                       "memory|usage", "unlink", "xadd" }),
            {}, {});
        QVERIFY(recent.keepTtl && recent.scanType && recent.expireConditions && recent.fieldTtl
                && recent.hsetex && recent.memoryUsage);
    }

    void refusedCommand_fallsBackToTheVersion()
    {
        const resp::Reply refused = resp::Reply();
        const QString redis = QStringLiteral("Redis");
        const auto five = session::capabilitiesOf(refused, redis, QStringLiteral("5.0.14"));
        QVERIFY(!five.keepTtl && five.unlink && five.restoreAbsTtl && !five.copy);
        const auto seven = session::capabilitiesOf(refused, redis, QStringLiteral("7.0.15"));
        QVERIFY(seven.keepTtl && seven.expireConditions && !seven.fieldTtl);
        QVERIFY(session::capabilitiesOf(refused, redis, QStringLiteral("7.4.1")).fieldTtl);
        const QString valkey = QStringLiteral("Valkey");
        QVERIFY(!session::capabilitiesOf(refused, valkey, QStringLiteral("8.1.0")).fieldTtl);
        QVERIFY(session::capabilitiesOf(refused, valkey, QStringLiteral("9.0.0")).hsetex);
        QCOMPARE(session::capabilitiesOf(refused, {}, {}), base::Capabilities());
    }
};

QTEST_GUILESS_MAIN(BackoffTest)
#include "tst_backoff.moc"

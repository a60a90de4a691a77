#include "profiles/pastereader.h"
#include <QTest>

using profiles::Authentication;
using profiles::readPaste;

class TestPasteReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void address_isRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("db");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("password");
        const auto row = [](const char *text, const char *address, int db = 0,
                            const char *user = "", const QByteArray &password = {}) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(address) << db
                                << QString::fromUtf8(user) << password;
        };
        row("localhost", "localhost:6379");
        row("  cache.example.com:6380\n", "cache.example.com:6380");
        row("10.0.2.41:6379", "10.0.2.41:6379");
        row("[::1]:7000", "[::1]:7000");
        row("::1", "[::1]:6379");
        row("redis://cache", "cache:6379");
        row("REDIS://cache:7000/5", "cache:7000", 5);
        row("redis://cache:7000/", "cache:7000");
        row("redis://:secret@cache/2", "cache:6379", 2, "", "secret");
        row("redis://default:secret@cache", "cache:6379", 0, "", "secret");
        row("redis://app:p%40ss%2Fw%3Ard@cache:1", "cache:1", 0, "app", "p@ss/w:rd");
        row("redis://app:p@ss@cache:1", "cache:1", 0, "app", "p@ss");
        row("redis://app:%ff%00x@cache", "cache:6379", 0, "app", QByteArray("\xff\0x", 3));
        row("redis://[2001:db8::1]:6390/1", "[2001:db8::1]:6390", 1);
        row("valkey://cache?db=4", "cache:6379", 4);
        row("/run/redis/redis.sock", "/run/redis/redis.sock");
        row("redis+unix:///run/redis.sock?db=3", "/run/redis.sock", 3);
        row("unix://:pw@/run/a%20b.sock", "/run/a b.sock", 0, "", "pw");
    }
    void address_isRead()
    {
        QFETCH(QString, text);
        QFETCH(QString, address);
        QFETCH(int, db);
        QFETCH(QString, user);
        QFETCH(QByteArray, password);
        const auto read = readPaste(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().text));
        QCOMPARE(read->profile.address(), address);
        QCOMPARE(read->profile.name, address);
        QCOMPARE(read->profile.db, db);
        QCOMPARE(read->profile.user, user);
        QCOMPARE(read->password.reveal(), password);
        QVERIFY(read->profile.id.isNull());
        QCOMPARE(read->profile.authentication,
                 !user.isEmpty()           ? Authentication::AclUser
                     : !password.isEmpty() ? Authentication::Password
                                           : Authentication::None);
    }

    void anythingElse_isRefusedWithASentenceWithoutTheSecret_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : { "",
                                  "   ",
                                  "redis-cli -h cache -a hunter2",
                                  "a\nb",
                                  "http://:hunter2@cache",
                                  "rediss://:hunter2@cache",
                                  "redis://:hunter2@cache:99999",
                                  "redis://:hunter2@cache:x",
                                  "redis://:hunter2@cache/x",
                                  "redis://:hunter2@cache/-1",
                                  "host:",
                                  "host:0",
                                  ":6379",
                                  "[::1",
                                  "[nonsense]:1",
                                  "[::1]x",
                                  "a:b:c",
                                  "redis+unix://",
                                  "unix://host/run/x",
                                  "-oProxyCommand",
                                  "ho/st",
                                  "redis://:hunter2@<img src=x>" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void anythingElse_isRefusedWithASentenceWithoutTheSecret()
    {
        QFETCH(QString, text);
        const auto read = readPaste(text);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().kind, base::Error::Kind::Invalid);
        QVERIFY(read.error().text.size() > 10);
        QVERIFY(!read.error().text.contains(QLatin1String("hunter2")));
        QVERIFY(!read.error().detail.contains("hunter2"));
    }
};

QTEST_GUILESS_MAIN(TestPasteReader)
#include "tst_pastereader.moc"

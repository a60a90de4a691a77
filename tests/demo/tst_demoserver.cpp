#include "app/demoserver.h"
#include "resp/connection.h"
#include "support/wait.h"
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using app::DemoServer;
using resp::Connection;
using resp::Reply;
using support::await;

namespace {

std::unique_ptr<Connection> openTo(const QString &path)
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(path);
    if (!socket->waitForConnected(5000))
        return nullptr;
    return std::make_unique<Connection>(std::move(socket), Connection::Limits());
}

bool answers(const QString &path)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    return socket.waitForConnected(1000);
}

qint64 infoFigure(Connection *connection, const QByteArray &name)
{
    const auto info = await(connection->send({ "INFO", "stats" }));
    if (!info)
        return -1;
    const QByteArray text = info->toByteArray();
    const qsizetype at = text.indexOf("\r\n" + name + ":");
    return at < 0 ? -1 : text.mid(at + name.size() + 3).split('\r').constFirst().toLongLong();
}

} // namespace

class TestDemoServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoServer>();
        QSignalSpy started(m_demo.get(), &DemoServer::started);
        QSignalSpy failed(m_demo.get(), &DemoServer::failed);
        m_demo->start();
        QTRY_VERIFY_WITH_TIMEOUT(started.size() + failed.size() > 0, 15000);
        QVERIFY2(failed.isEmpty(),
                 failed.isEmpty() ? ""
                                  : (failed[0][0].value<base::Error>().text.toUtf8() + " "
                                     + failed[0][0].value<base::Error>().detail)
                                        .constData());
        QCOMPARE(started[0][0].toString(), m_demo->socketPath());
        m_connection = openTo(m_demo->socketPath());
        QVERIFY(m_connection);
    }

    void cleanupTestCase()
    {
        m_connection.reset();
        const QString path = m_demo->socketPath();
        m_demo.reset();
        QVERIFY(!answers(path));
        QVERIFY2(!QFileInfo::exists(QFileInfo(path).path()), "the directory was left behind");
    }

    void server_isPrivate()
    {
        const QFileInfo directory(QFileInfo(m_demo->socketPath()).path());
        QCOMPARE(directory.permissions()
                     & (QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                        | QFile::WriteOther | QFile::ExeOther),
                 QFile::Permissions());
        const auto ports = await(m_connection->send({ "CONFIG", "GET", "port" }));
        QVERIFY(ports);
        QCOMPARE(ports->at(1).toByteArray(), QByteArray("0"));
        const auto save = await(m_connection->send({ "CONFIG", "GET", "save" }));
        QVERIFY(save);
        QCOMPARE(save->at(1).toByteArray(), QByteArray());
    }

    void namedKey_hasItsTypeAndLifetime_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("longest"); // seconds; -1 = no TTL
        const auto row = [](const char *key, const char *type, int longest) {
            QTest::newRow(key) << QByteArray(key) << QByteArray(type) << longest;
        };
        row("user:1:name", "string", -1);
        row("user:1:email", "string", -1);
        row("session:abc123", "string", 1800);
        row("user:2", "hash", -1);
        row("reservations:recent", "list", -1);
        row("content:https://example.com/p/17", "string", 3600);
        row("content:https://example.com/p/33", "string", 60);
        row("customers::42", "string", 3600);
        row("bull:mail:meta", "hash", -1);
        row("bull:mail:id", "string", -1);
        row("bull:mail:wait", "list", -1);
        row("bull:mail:active", "list", -1);
        row("bull:mail:completed", "zset", -1);
        row("bull:mail:failed", "zset", -1);
        row("bull:mail:delayed", "zset", -1);
        row("bull:mail:events", "stream", -1);
        row("bull:mail:24", "hash", -1);
        row("audit", "stream", -1);
        row("online", "set", -1);
        row("leaderboard", "zset", 518400);
        row("geo:stores", "zset", -1);
        row("uniq:visitors", "string", -1);
        row("bitmap:active:today", "string", -1);
        row("gzip:product:1042", "string", 3000);
        row("msgpack:profile:42", "string", -1);
        row("catalog:prices", "hash", -1);
        row("latin1:caf\xe9", "string", -1);
        row("인사", "string", -1);
        row("사용자:1:이름", "string", -1);
        row("상품:1042", "string", 780);
        row("알림:대기열", "list", -1);
    }

    void namedKey_hasItsTypeAndLifetime()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const int, longest);
        const auto type = await(m_connection->send({ "TYPE", key }));
        QVERIFY(type);
        QTEST(type->toByteArray(), "type");
        const auto ttl = await(m_connection->send({ "TTL", key }));
        QVERIFY(ttl);
        if (longest < 0) {
            QCOMPARE(ttl->toInteger(), -1);
        } else {
            QVERIFY2(ttl->toInteger() > 0 && ttl->toInteger() <= longest,
                     QByteArray::number(ttl->toInteger()).constData());
        }
    }

    void walkthroughValues_readAsInTheWalkthrough()
    {
        const auto list = await(m_connection->send({ "LRANGE", "reservations:recent", "0", "-1" }));
        QVERIFY(list);
        QCOMPARE(*list,
                 Reply::array({ Reply::string("res003"), Reply::string("res002"),
                                Reply::string("res001") }));
        const auto hash = await(m_connection->send({ "HGETALL", "user:2" }));
        QVERIFY(hash);
        QCOMPARE(hash->size(), 6);
        QCOMPARE(hash->at(5).toByteArray(), QByteArray("28"));
        QCOMPARE(await(m_connection->send({ "GET", "user:1:name" }))->toByteArray(),
                 QByteArray("John Doe"));
        const auto ttl = await(m_connection->send({ "TTL", "session:abc123" }));
        QVERIFY(ttl->toInteger() > 1700);
    }

    void springSession_holdsJavaObjects()
    {
        const auto page =
            await(m_connection->send({ "SCAN", "0", "MATCH", "spring:session:sessions:*", "COUNT",
                                       "10000", "TYPE", "hash" }));
        QVERIFY(page);
        QCOMPARE(page->at(1).size(), 12);
        const QByteArray key = page->at(1).at(0).toByteArray();
        const auto created = await(m_connection->send({ "HGET", key, "creationTime" }));
        QVERIFY(created);
        QVERIFY(created->bytes().startsWith(
            QByteArrayView("\xac\xed\x00\x05sr\x00\x0ejava.lang.Long", 22)));
        const auto cart = await(m_connection->send({ "HGET", key, "sessionAttr:cart" }));
        QVERIFY(cart->bytes().contains("java.util.HashMap"));
        QVERIFY(cart->bytes().contains(QByteArray("감귤")));
    }

    void stream_hasPendingEntriesOfAGroup()
    {
        const auto pending = await(m_connection->send({ "XPENDING", "audit", "archiver" }));
        QVERIFY(pending);
        QCOMPARE(pending->at(0).toInteger(), 20);
    }

    void bytesThatAreNotText_areThere()
    {
        const QByteArray key("bin:\xff\xfe\x00raw", 10);
        QCOMPARE(await(m_connection->send({ "STRLEN", key }))->toInteger(), 10);
        QCOMPARE(await(m_connection->send({ "HLEN", "catalog:prices" }))->toInteger(), 6000);
        const auto count = await(m_connection->send({ "PFCOUNT", "uniq:visitors" }));
        QVERIFY(count->toInteger() > 7000);
    }

    void otherDatabases_haveKeysToo()
    {
        const auto size = await(m_connection->send({ "DBSIZE" }));
        QVERIFY2(size->toInteger() >= 350 && size->toInteger() <= 500,
                 QByteArray::number(size->toInteger()).constData());
        const auto other = openTo(m_demo->socketPath());
        const auto replies = await(other->sendAll({ { "SELECT", "1" },
                                                    { "DBSIZE" },
                                                    { "SELECT", "5" },
                                                    { "GET", "where" },
                                                    { "DBSIZE" } }));
        QVERIFY(replies);
        QCOMPARE(replies->at(1).toInteger(), 12);
        QCOMPARE(replies->at(3).toByteArray(), QByteArray("database 5"));
        QCOMPARE(replies->at(4).toInteger(), 9);
    }

    void traffic_movesHitsMissesAndExpirations()
    {
        const qint64 hits = infoFigure(m_connection.get(), "keyspace_hits");
        const qint64 misses = infoFigure(m_connection.get(), "keyspace_misses");
        const qint64 expired = infoFigure(m_connection.get(), "expired_keys");
        QVERIFY(hits >= 0 && misses >= 0 && expired >= 0);
        QTRY_VERIFY_WITH_TIMEOUT(infoFigure(m_connection.get(), "keyspace_hits") > hits + 20
                                     && infoFigure(m_connection.get(), "keyspace_misses") > misses
                                     && infoFigure(m_connection.get(), "expired_keys") > expired,
                                 20000);
        const auto key = await(m_connection->send({ "GET", "user:1:name" }));
        QCOMPARE(key->toByteArray(), QByteArray("John Doe"));
    }

    void killedProgram_takesItsServerAlong()
    {
        QProcess host;
        host.start(QStringLiteral(DEMOHOST), {});
        QVERIFY(host.waitForStarted(5000));
        QTRY_VERIFY_WITH_TIMEOUT(host.canReadLine(), 15000);
        const QString path = QString::fromUtf8(host.readLine().trimmed());
        QVERIFY(answers(path));
        host.kill(); // SIGKILL: nothing of the program runs any more
        QVERIFY(host.waitForFinished(5000));
        QTRY_VERIFY(!answers(path));
        // What is left is a directory, and the next start takes it away.
        const QString directory = QFileInfo(path).path();
        QVERIFY(QFileInfo::exists(directory));
        DemoServer next;
        QSignalSpy started(&next, &DemoServer::started);
        next.start();
        QVERIFY(!QFileInfo::exists(directory));
        QTRY_VERIFY_WITH_TIMEOUT(!started.isEmpty(), 15000);
        QVERIFY2(answers(m_demo->socketPath()), "another program's server was swept away");
    }

    void serverThatEnds_isReported()
    {
        DemoServer demo;
        QSignalSpy started(&demo, &DemoServer::started);
        QSignalSpy ended(&demo, &DemoServer::ended);
        demo.start();
        QTRY_VERIFY_WITH_TIMEOUT(!started.isEmpty(), 15000);
        const auto connection = openTo(demo.socketPath());
        (void)connection->send({ "SHUTDOWN", "NOSAVE" });
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(demo.socketPath().isEmpty());
    }

    void noServerInstalled_isOneSentence()
    {
        const QByteArray before = qgetenv("PATH");
        qputenv("PATH", "/nowhere");
        DemoServer demo;
        QSignalSpy failed(&demo, &DemoServer::failed);
        demo.start();
        qputenv("PATH", before);
        QCOMPARE(failed.size(), 0);
        QTRY_COMPARE(failed.size(), 1);
        const auto error = failed[0][0].value<base::Error>();
        QCOMPARE(error.kind, base::Error::Kind::NotFound);
        QVERIFY(error.text.contains(QStringLiteral("redis-server")));
        QVERIFY(error.text.contains(QStringLiteral("valkey")));
    }

private:
    std::unique_ptr<DemoServer> m_demo;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestDemoServer)
#include "tst_demoserver.moc"

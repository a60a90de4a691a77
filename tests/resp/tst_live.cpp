#include "base/whendone.h"
#include "support/livesend.h"
#include "support/wait.h"
#include <QEventLoop>
#include <QFutureWatcher>
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

using resp::Reply;
using support::await;
using support::LiveSend;
using support::RedisServer;

class TestLive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    void cleanupTestCase() { m_server.reset(); }

    void binaryKeyAndValue_roundTripExactly()
    {
        const LiveSend live(*m_server);
        QByteArray everyByte;
        for (int i = 0; i < 256; ++i)
            everyByte += char(i);
        const QByteArray key = "key \r\n" + everyByte;
        const auto set = await(live.send()({ "SET", key, everyByte }));
        QVERIFY(set && set->isOk());
        const auto get = await(live.send()({ "GET", key }));
        QVERIFY(get);
        QCOMPARE(get->kind(), Reply::Kind::String);
        QCOMPARE(get->toByteArray(), everyByte);
    }

    void tenThousandCommands_answerInOrder()
    {
        const LiveSend live(*m_server);
        resp::Commands commands;
        for (int i = 0; i < 10000; ++i)
            commands += { "ECHO", QByteArray::number(i) };
        const auto replies = await(live.send().many(commands));
        QVERIFY(replies);
        QCOMPARE(replies->size(), 10000);
        for (int i = 0; i < 10000; ++i)
            QCOMPARE(replies->at(i).toInteger(-1), i);
        QList<QFuture<base::Result<Reply>>> single;
        for (int i = 0; i < 10000; ++i)
            single += live.send()({ "ECHO", QByteArray::number(i) });
        for (int i = 0; i < 10000; ++i) {
            const auto reply = await(single[i]);
            QVERIFY(reply);
            QCOMPARE(reply->toInteger(-1), i);
        }
    }

    void fiftyMegabytes_goAndComeBack()
    {
        const LiveSend live(*m_server);
        QByteArray value(50 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < value.size(); ++i)
            value[i] = char(i * 31 + (i >> 13));
        // A real event loop: await() sleeps between its looks, which adds up over many portions.
        const auto finish = [](const QFuture<base::Result<Reply>> &future) {
            QEventLoop loop;
            base::whenDone(future, &loop, [&](const auto &) { loop.quit(); });
            QTimer::singleShot(30000, &loop, &QEventLoop::quit);
            loop.exec();
            return await(future, 0);
        };
        const auto set = finish(live.send()({ "SET", "big", value }));
        QVERIFY2(set, qPrintable(set ? QString() : set.error().text));
        const auto get = finish(live.send()({ "GET", "big" }));
        QVERIFY(get);
        QVERIFY(get->bytes() == value);
    }

    void commandReply_decodes()
    {
        const LiveSend live(*m_server);
        const auto reply = await(live.send()({ "COMMAND" }));
        QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().text));
        QVERIFY(reply->size() > 200);
        const auto info = await(live.send()({ "COMMAND", "INFO", "get", "xgroup" }));
        QVERIFY(info);
        QCOMPARE(info->at(0).at(0).toByteArray(), QByteArray("get"));
    }

    void replyNestedTooDeep_saysWhatLiftsTheLimit()
    {
        if (resp::Decoder::hasResp3())
            QSKIP("this hiredis has no such limit");
        const LiveSend live(*m_server);
        const auto reply = await(live.send()({ "COMMAND", "DOCS" }));
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, base::Error::Kind::Protocol);
        QVERIFY(reply.error().text.contains(QStringLiteral("hiredis 1.0")));
    }

    void otherDatabase_isSelectedBeforeTheFirstCommand()
    {
        const LiveSend live(*m_server, 5);
        QCOMPARE(live.send().database(), 5);
        QVERIFY(await(live.send()({ "SET", "where", "db5" })));
        QCOMPARE(m_server
                     ->cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("GET"),
                             QStringLiteral("where") })
                     .trimmed(),
                 QByteArray("db5"));
    }

    void publishedMessage_arrivesAsPush()
    {
        const LiveSend live(*m_server);
        QList<Reply> pushed;
        QObject::connect(live.connection(), &resp::Connection::pushed, live.connection(),
                         [&](const Reply &message) { pushed += message; });
        const auto confirmed = await(live.send()({ "SUBSCRIBE", "a", "b" }));
        QVERIFY(confirmed);
        QCOMPARE(confirmed->at(1).toByteArray(), QByteArray("b"));
        (void)m_server->cli(
            { QStringLiteral("PUBLISH"), QStringLiteral("a"), QStringLiteral("hi") });
        QTRY_COMPARE(pushed.size(), 3);
        QCOMPARE(pushed.last().at(2).toByteArray(), QByteArray("hi"));
        QVERIFY(await(live.send()({ "UNSUBSCRIBE" })));
        const auto ping = await(live.send()({ "PING" }));
        QVERIFY(ping);
        QCOMPARE(ping->toByteArray(), QByteArray("PONG"));
    }

    void resp3_isSpokenWhereHiredisReadsIt()
    {
        if (!resp::Decoder::hasResp3())
            QSKIP("this hiredis reads RESP2 only");
        const LiveSend live(*m_server);
        QList<Reply> pushed;
        QObject::connect(live.connection(), &resp::Connection::pushed, live.connection(),
                         [&](const Reply &message) { pushed += message; });
        const auto hello = await(live.send()({ "HELLO", "3" }));
        QVERIFY(hello);
        QCOMPARE(hello->kind(), Reply::Kind::Map);
        QVERIFY(await(live.send()({ "HSET", "resp3:h", "f", "v" })));
        const auto hash = await(live.send()({ "HGETALL", "resp3:h" }));
        QCOMPARE(*hash, Reply::array({ Reply::string("f"), Reply::string("v") }, Reply::Kind::Map));
        const auto subscribed = await(live.send()({ "SUBSCRIBE", "news" }));
        QVERIFY(subscribed);
        QCOMPARE(subscribed->kind(), Reply::Kind::Push);
        (void)m_server->cli(
            { QStringLiteral("PUBLISH"), QStringLiteral("news"), QStringLiteral("x") });
        QTRY_COMPARE(pushed.size(), 2);
        // Other commands stay possible, and their answers are theirs.
        QCOMPARE(await(live.send()({ "ECHO", "still here" }))->toByteArray(),
                 QByteArray("still here"));
    }

    void monitorLines_arriveAsPush()
    {
        const LiveSend live(*m_server);
        QList<Reply> pushed;
        QObject::connect(live.connection(), &resp::Connection::pushed, live.connection(),
                         [&](const Reply &message) { pushed += message; });
        const auto ok = await(live.send()({ "MONITOR" }));
        QVERIFY(ok && ok->isOk());
        (void)m_server->cli({ QStringLiteral("GET"), QStringLiteral("watched") });
        QTRY_VERIFY(!pushed.isEmpty() && pushed.last().bytes().contains("\"GET\" \"watched\""));
    }

    void tcpSocket_isAStreamLikeAnyOther()
    {
        const RedisServer server({}, RedisServer::Tcp::Yes);
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QVERIFY(socket->waitForConnected(5000));
        resp::Connection connection(std::move(socket), resp::Connection::Limits());
        const auto reply = await(connection.sendAll({ { "SET", "k", "v" }, { "GET", "k" } }));
        QVERIFY(reply);
        QCOMPARE(reply->at(1).toByteArray(), QByteArray("v"));
        const auto last = await(connection.send({ "QUIT" }));
        QVERIFY(last && last->isOk()); // what came before the end is not lost
        QTRY_VERIFY(!connection.isOpen());
    }

    void connectionInItsOwnThread_answersThisOne()
    {
        QThread thread;
        QObject lives;
        lives.moveToThread(&thread);
        thread.start();
        std::unique_ptr<resp::Connection> connection;
        QFuture<base::Result<Reply>> future;
        const QString path = m_server->socketPath();
        QMetaObject::invokeMethod(
            &lives,
            [&] {
                auto socket = std::make_unique<QLocalSocket>();
                socket->connectToServer(path);
                socket->waitForConnected(5000);
                connection = std::make_unique<resp::Connection>(std::move(socket),
                                                                resp::Connection::Limits());
                future = connection->send({ "ECHO", "across" });
            },
            Qt::BlockingQueuedConnection);
        std::optional<base::Result<Reply>> answer;
        QThread *seenIn = nullptr;
        base::whenDone(future, this, [&](const base::Result<Reply> &reply) {
            answer = reply;
            seenIn = QThread::currentThread();
        });
        QTRY_VERIFY(answer);
        QCOMPARE((*answer)->toByteArray(), QByteArray("across"));
        QCOMPARE(seenIn, QThread::currentThread());
        QMetaObject::invokeMethod(
            &lives, [&] { connection.reset(); }, Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait(5000));
    }

    void manyAbandonedAtRandom_leaveTheRestRight()
    {
        const LiveSend live(*m_server);
        QRandomGenerator random(7);
        for (int round = 0; round < 20; ++round) {
            QList<QFuture<base::Result<Reply>>> kept;
            QByteArrayList expected;
            for (int i = 0; i < 300; ++i) {
                const QByteArray word =
                    QByteArray::number(round) + ":" + QByteArray::number(i).repeated(1 + i % 9);
                resp::SendOptions options;
                if (random.bounded(4) == 0)
                    options.timeout = std::chrono::milliseconds(1);
                auto future = live.send()({ "ECHO", word }, options);
                if (random.bounded(3) == 0) {
                    future.cancel();
                    continue;
                }
                kept += future;
                expected += word;
            }
            for (qsizetype i = 0; i < kept.size(); ++i) {
                const auto reply = await(kept[i]);
                if (reply)
                    QCOMPARE(reply->toByteArray(), expected[i]);
                else
                    QCOMPARE(reply.error().kind, base::Error::Kind::Timeout);
            }
        }
        const auto last = await(live.send()({ "ECHO", "end" }));
        QVERIFY(last);
        QCOMPARE(last->toByteArray(), QByteArray("end"));
        QCOMPARE(live.connection()->pending(), 0);
    }

    void killedServer_failsWhatWaits()
    {
        RedisServer server;
        const LiveSend live(server);
        QVERIFY(await(live.send()({ "PING" })));
        auto waiting = live.send()({ "BLPOP", "nothing", "0" });
        QList<base::Error> closed;
        QObject::connect(live.connection(), &resp::Connection::closed, live.connection(),
                         [&](const base::Error &why) { closed += why; });
        server.kill();
        const auto reply = await(waiting);
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, base::Error::Kind::Network);
        QTRY_COMPARE(closed.size(), 1);
        const auto after = await(live.send()({ "PING" }));
        QVERIFY(!after);
        QCOMPARE(after.error().kind, base::Error::Kind::Network);
    }

    void frozenServer_timesOutAndKeepsTheOrder()
    {
        RedisServer server;
        const LiveSend live(server);
        QVERIFY(await(live.send()({ "SET", "k", "first" })));
        server.freeze();
        resp::SendOptions quick;
        quick.timeout = std::chrono::milliseconds(50);
        QList<QFuture<base::Result<Reply>>> late;
        for (int i = 0; i < 100; ++i)
            late += live.send()({ "GET", "k" }, quick);
        for (const auto &future : late) {
            const auto reply = await(future);
            QVERIFY(!reply);
            QCOMPARE(reply.error().kind, base::Error::Kind::Timeout);
        }
        QCOMPARE(live.connection()->pending(), 100);
        const auto next = live.send()({ "ECHO", "second" });
        server.thaw();
        const auto reply = await(next);
        QVERIFY(reply);
        QCOMPARE(reply->toByteArray(), QByteArray("second"));
        QCOMPARE(live.connection()->pending(), 0);
    }

private:
    std::unique_ptr<RedisServer> m_server;
};

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"

#include "pipe.h"
#include "resp/connection.h"
#include "resp/encode.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using resp::Connection;
using resp::Reply;
using support::await;
using Kind = base::Error::Kind;

namespace {

struct Bench {
    explicit Bench(const Connection::Limits &limits = {})
    {
        auto stream = std::make_unique<Pipe>();
        pipe = stream.get();
        connection = std::make_unique<Connection>(std::move(stream), limits);
    }
    Pipe *pipe;
    std::unique_ptr<Connection> connection;
};

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pipelinedRequests_areAnsweredInOrder()
    {
        Bench b;
        auto first = b.connection->send({ "GET", "a" });
        auto both = b.connection->sendAll({ { "GET", "b" }, { "GET", "c" } });
        auto last = b.connection->send({ "GET", "d" });
        QCOMPARE(b.pipe->written,
                 resp::encode({ "GET", "a" }) + resp::encode({ "GET", "b" })
                     + resp::encode({ "GET", "c" }) + resp::encode({ "GET", "d" }));
        QCOMPARE(b.connection->pending(), 3);
        b.pipe->serve(":1\r\n:2\r\n-ERR three\r\n:4\r\n");
        QCOMPARE(await(first)->toInteger(), 1);
        const auto pair = await(both);
        QVERIFY(pair);
        QCOMPARE(pair->size(), 2);
        QCOMPARE(pair->at(1), Reply::error("ERR three"));
        QCOMPARE(await(last)->toInteger(), 4);
        QCOMPARE(b.connection->pending(), 0);
    }

    void emptyPipeline_isAnsweredAtOnce()
    {
        Bench b;
        const auto replies = await(b.connection->sendAll({}));
        QVERIFY(replies && replies->isEmpty());
        QVERIFY(b.pipe->written.isEmpty());
    }

    void cancelledRequest_leavesTheOthersUnharmed()
    {
        Bench b;
        QList<QFuture<base::Result<Reply>>> futures;
        for (int i = 0; i < 1000; ++i)
            futures += b.connection->send({ "GET", QByteArray::number(i) });
        for (int i = 0; i < 1000; ++i) {
            if (i % 10)
                futures[i].cancel();
        }
        QByteArray replies;
        for (int i = 0; i < 1000; ++i)
            replies += ":" + QByteArray::number(i) + "\r\n";
        b.pipe->serve(replies.first(1501));
        b.pipe->serve(replies.sliced(1501));
        for (int i = 0; i < 1000; i += 10)
            QCOMPARE(await(futures[i])->toInteger(), i);
        for (auto &future : futures)
            QTRY_VERIFY(future.isFinished());
        auto after = b.connection->send({ "PING" });
        b.pipe->serve("+PONG\r\n");
        QCOMPARE(await(after)->toByteArray(), QByteArray("PONG"));
    }

    void lateReply_isSwallowedInOrder()
    {
        Bench b;
        auto late = b.connection->sendAll({ { "GET", "a" }, { "GET", "b" } },
                                          std::chrono::milliseconds(20));
        auto patient = b.connection->send({ "GET", "c" });
        b.pipe->serve(":1\r\n"); // half of the pipeline is in when time is up
        const auto timeout = await(late);
        QVERIFY(!timeout);
        QCOMPARE(timeout.error().kind, Kind::Timeout);
        QCOMPARE(
            timeout.error().text,
            QStringLiteral("No reply to GET within 0.02 s. The command may still be running on "
                           "the server."));
        QCOMPARE(b.connection->pending(), 2);
        b.pipe->serve(":2\r\n:3\r\n");
        QCOMPARE(await(patient)->toInteger(), 3);
    }

    void eachTimeout_isKept()
    {
        Bench b;
        auto slow = b.connection->send({ "A" }, std::chrono::milliseconds(120));
        auto quick = b.connection->send({ "B" }, std::chrono::milliseconds(30));
        QTRY_VERIFY(quick.isFinished());
        QVERIFY(!slow.isFinished());
        QTRY_VERIFY(slow.isFinished());
        QCOMPARE(slow.result().error().kind, Kind::Timeout);
    }

    void endOfStreamMidReply_failsAllAndClosesOnce()
    {
        Bench b;
        QSignalSpy closed(b.connection.get(), &Connection::closed);
        auto first = b.connection->send({ "A" });
        auto second = b.connection->send({ "B" });
        auto third = b.connection->sendAll({ { "C" } });
        b.pipe->serve("+OK\r\n$10\r\nabc");
        b.pipe->end();
        b.pipe->end();
        QCOMPARE(await(first)->toByteArray(), QByteArray("OK"));
        QCOMPARE(await(second).error().kind, Kind::Network);
        QCOMPARE(await(third).error().kind, Kind::Network);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!b.connection->isOpen());
        QCOMPARE(await(b.connection->send({ "D" })).error().kind, Kind::Network);
        b.connection->close({ Kind::Cancelled, {}, {} });
        support::settle();
        QCOMPARE(closed.size(), 1);
    }

    void closedByUs_failsWithTheReasonAndSignalsLater()
    {
        Bench b;
        QSignalSpy closed(b.connection.get(), &Connection::closed);
        auto waiting = b.connection->send({ "A" });
        b.connection->close({ Kind::Cancelled, QStringLiteral("over"), {} });
        QVERIFY(waiting.isFinished());
        QCOMPARE(waiting.result().error().text, QStringLiteral("over"));
        QCOMPARE(closed.size(), 0);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].value<base::Error>().kind, Kind::Cancelled);
    }

    void destroyedConnection_finishesEveryFuture()
    {
        auto b = std::make_unique<Bench>();
        auto waiting = b->connection->send({ "A" });
        b.reset();
        QVERIFY(waiting.isFinished());
        QCOMPARE(waiting.result().error().kind, Kind::Cancelled);
    }

    void destroyedInAListener_isSafe()
    {
        Bench b;
        auto first = b.connection->send({ "A" });
        auto second = b.connection->send({ "B" });
        (void)first.then([&](const base::Result<Reply> &) { b.connection.reset(); });
        b.pipe->serve("+1\r\n+2\r\n");
        QTRY_VERIFY(second.isFinished());
        QVERIFY(!b.connection);
    }

    void brokenReply_failsItsRequestAndClosesTheRest()
    {
        Connection::Limits limits;
        limits.decoder.bulk = 10;
        Bench b(limits);
        QSignalSpy closed(b.connection.get(), &Connection::closed);
        auto big = b.connection->send({ "GET", "big" });
        auto behind = b.connection->send({ "SET", "x", "y" });
        b.pipe->serve("$11\r\n");
        QCOMPARE(await(big).error().kind, Kind::TooLarge);
        QCOMPARE(await(behind).error().kind, Kind::Network);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].value<base::Error>().kind, Kind::TooLarge);
    }

    void replyWithoutAQuestion_closes()
    {
        Bench b;
        QSignalSpy closed(b.connection.get(), &Connection::closed);
        b.pipe->serve("-ERR max number of clients reached\r\n");
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(closed[0][0].value<base::Error>().detail,
                 QByteArray("ERR max number of clients reached"));
    }

    void fullStream_makesRequestsWaitTheirTurn()
    {
        Connection::Limits limits;
        limits.pendingWrite = 1000;
        Bench b(limits);
        b.pipe->autoTake = false;
        const QByteArray value(600, 'x');
        auto first = b.connection->send({ "SET", "a", value });
        const qint64 one = b.pipe->written.size();
        auto second = b.connection->send({ "SET", "b", value });
        auto cancelled = b.connection->send({ "SET", "c", value });
        auto third = b.connection->send({ "PING" });
        QCOMPARE(b.pipe->written.size(), one); // also the small one waits: order is kept
        QCOMPARE(b.connection->pending(), 1);
        cancelled.cancel();
        b.pipe->take();
        b.pipe->take();
        QCOMPARE(b.pipe->written,
                 resp::encode({ "SET", "a", value }) + resp::encode({ "SET", "b", value })
                     + resp::encode({ "PING" }));
        QVERIFY(cancelled.isFinished());
        b.pipe->serve("+A\r\n+B\r\n+PONG\r\n");
        QCOMPARE(await(first)->toByteArray(), QByteArray("A"));
        QCOMPARE(await(second)->toByteArray(), QByteArray("B"));
        QCOMPARE(await(third)->toByteArray(), QByteArray("PONG"));
    }

    void commandAboveTheWriteLimit_isRefusedUnsent()
    {
        Connection::Limits limits;
        limits.pendingWrite = 1000;
        Bench b(limits);
        const auto refused = b.connection->send({ "SET", "a", QByteArray(1001, 'x') });
        QVERIFY(refused.isFinished());
        QCOMPARE(refused.result().error().kind, Kind::TooLarge);
        QVERIFY(b.pipe->written.isEmpty());
    }

    void requestThatNeverLeft_saysSo()
    {
        Connection::Limits limits;
        limits.pendingWrite = 1000;
        Bench b(limits);
        b.pipe->autoTake = false;
        auto first = b.connection->send({ "SET", "a", QByteArray(900, 'x') });
        auto second =
            b.connection->send({ "SET", "b", QByteArray(900, 'x') }, std::chrono::milliseconds(20));
        const auto reply = await(second);
        QCOMPARE(reply.error().kind, Kind::Timeout);
        QVERIFY2(reply.error().text.contains(QStringLiteral("not sent")),
                 qPrintable(reply.error().text));
        b.pipe->take();
        QVERIFY(!b.pipe->written.contains("$1\r\nb"));
        b.pipe->serve("+OK\r\n");
        QVERIFY(await(first)->isOk());
    }

    void oneBulkStream_doesNotStarveTheThread()
    {
        Bench b;
        auto bulk = b.connection->send({ "GET", "big" });
        bool ticked = false;
        QTimer::singleShot(0, this, [&] {
            ticked = true;
            QVERIFY2(b.pipe->readSinceTurn < 8 * 1024 * 1024, "all was read in one turn");
        });
        b.pipe->serve("$16777216\r\n" + QByteArray(16777216, 'x') + "\r\n");
        QCOMPARE(await(bulk)->bytes().size(), 16777216);
        QVERIFY(ticked);
    }

    void commandThatBreaksTheOrder_isNotSent()
    {
        Bench b;
        QCOMPARE(await(b.connection->send({ "client", "reply", "off" })).error().kind,
                 Kind::Invalid);
        QCOMPARE(await(b.connection->send({ "PSYNC", "?", "-1" })).error().kind, Kind::Invalid);
        QCOMPARE(await(b.connection->send({})).error().kind, Kind::Invalid);
        QCOMPARE(await(b.connection->sendAll({ { "PING" }, { "SYNC" } })).error().kind,
                 Kind::Invalid);
        if (!resp::Decoder::hasResp3())
            QCOMPARE(await(b.connection->send({ "HELLO", "3" })).error().kind, Kind::Invalid);
        QVERIFY(b.pipe->written.isEmpty());
    }

    void subscribedConnection_tellsMessagesFromAnswers()
    {
        Bench b;
        QSignalSpy pushed(b.connection.get(), &Connection::pushed);
        auto subscribe = b.connection->send({ "SUBSCRIBE", "a", "b" });
        auto ping = b.connection->send({ "PING" });
        b.pipe->serve("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n"
                      "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n"
                      "*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n"
                      "*2\r\n$4\r\npong\r\n$0\r\n\r\n");
        QCOMPARE(await(subscribe)->at(2).toInteger(), 2);
        QCOMPARE(await(ping)->at(0).toByteArray(), QByteArray("pong"));
        QCOMPARE(pushed.size(), 3);
        auto all = b.connection->send({ "UNSUBSCRIBE" });
        auto echo = b.connection->send({ "LRANGE", "l", "0", "-1" });
        b.pipe->serve("*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:1\r\n"
                      "*3\r\n$11\r\nunsubscribe\r\n$1\r\nb\r\n:0\r\n"
                      "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$2\r\nhi\r\n");
        QCOMPARE(await(all)->at(2).toInteger(), 0);
        QCOMPARE(await(echo)->at(0).toByteArray(), QByteArray("message"));
        QCOMPARE(pushed.size(), 5);
    }

    void refusedSubscription_isAnAnswer()
    {
        Bench b;
        auto subscribe = b.connection->send({ "SUBSCRIBE", "a" });
        auto ping = b.connection->send({ "PING" });
        b.pipe->serve("-NOPERM no channel\r\n+PONG\r\n");
        QVERIFY(await(subscribe)->isError());
        QCOMPARE(await(ping)->toByteArray(), QByteArray("PONG"));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"

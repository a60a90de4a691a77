#include "randomreply.h"
#include "resp/decoder.h"
#include <QTest>
#include <hiredis/hiredis.h>

using resp::Decoder;
using resp::Reply;
using Kind = base::Error::Kind;

namespace {

/// What hiredis' own reader makes of the same bytes.
Reply fromHiredis(const redisReply *reply)
{
    const QByteArrayView bytes(reply->str, reply->str ? qsizetype(reply->len) : 0);
    switch (reply->type) {
    case REDIS_REPLY_STRING:
        return Reply::string(bytes);
    case REDIS_REPLY_STATUS:
        return Reply::status(bytes);
    case REDIS_REPLY_ERROR:
        return Reply::error(bytes);
    case REDIS_REPLY_INTEGER:
        return Reply::integer(reply->integer);
    case REDIS_REPLY_ARRAY: {
        QList<Reply> children;
        for (size_t i = 0; i < size_t(reply->elements); ++i)
            children += fromHiredis(reply->element[i]);
        return Reply::array(children);
    }
    default:
        return {};
    }
}

Decoder::Limits small()
{
    Decoder::Limits limits;
    limits.elements = 10;
    limits.bulk = 100;
    limits.reply = 290;
    limits.depth = 4;
    return limits;
}

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replyCutAtEveryByte_isTheSameReply()
    {
        const QByteArray whole = "*7\r\n+OK\r\n-ERR no\r\n:-42\r\n$-1\r\n$5\r\na\r\n"
            + QByteArray("\0b", 2) + "\r\n*-1\r\n*3\r\n*0\r\n$0\r\n\r\n*1\r\n:7\r\n";
        const Reply expected =
            Reply::array({ Reply::status("OK"), Reply::error("ERR no"), Reply::integer(-42),
                           Reply(), Reply::string(QByteArray("a\r\n\0b", 5)), Reply(),
                           Reply::array({ Reply::array({}), Reply::string(""),
                                          Reply::array({ Reply::integer(7) }) }) });
        for (qsizetype cut = 0; cut <= whole.size(); ++cut) {
            Decoder decoder({});
            decoder.feed(QByteArrayView(whole).first(cut));
            const auto first = decoder.next();
            QVERIFY(first);
            QCOMPARE(first->has_value(), cut == whole.size());
            if (!*first) {
                QCOMPARE(decoder.buffered(), cut);
                decoder.feed(QByteArrayView(whole).sliced(cut));
                const auto second = decoder.next();
                QVERIFY(second && *second);
                QCOMPARE(**second, expected);
            } else {
                QCOMPARE(**first, expected);
            }
            QCOMPARE(decoder.buffered(), 0);
        }
    }

    void byteByByte_givesEveryReplyAtItsLastByte()
    {
        Decoder decoder({});
        QList<Reply> replies;
        for (const char c : QByteArrayView(":1\r\n$2\r\nab\r\n*1\r\n+x\r\n")) {
            decoder.feed(QByteArrayView(&c, 1));
            const auto next = decoder.next();
            QVERIFY(next);
            if (*next)
                replies += **next;
        }
        QCOMPARE(replies.size(), 3);
        QCOMPARE(replies[2], Reply::array({ Reply::status("x") }));
    }

    void randomReplies_areWhatHiredisReads()
    {
        QRandomGenerator random(20250101);
        for (int round = 0; round < 300; ++round) {
            QByteArray stream;
            const int count = 1 + random.bounded(20);
            for (int i = 0; i < count; ++i)
                stream += randomReply(random, 6);

            QList<Reply> expected;
            redisReader *reader = redisReaderCreate();
            redisReaderFeed(reader, stream.constData(), size_t(stream.size()));
            for (void *raw = nullptr;
                 redisReaderGetReply(reader, &raw) == REDIS_OK && raw != nullptr;) {
                expected += fromHiredis(static_cast<redisReply *>(raw));
                freeReplyObject(raw);
            }
            redisReaderFree(reader);
            QCOMPARE(expected.size(), count);

            Decoder decoder({});
            QList<Reply> replies;
            qsizetype done = 0;
            while (done < stream.size()) {
                const qsizetype size = std::min<qsizetype>(
                    1 + random.bounded(round % 2 ? 50 : 200000), stream.size() - done);
                decoder.feed(QByteArrayView(stream).sliced(done, size));
                done += size;
                if (random.bounded(3) == 0)
                    continue; // several portions before anybody asks
                for (auto next = decoder.next(); next && *next; next = decoder.next())
                    replies += **next;
            }
            for (auto next = decoder.next(); next && *next; next = decoder.next())
                replies += **next;
            QCOMPARE(decoder.buffered(), 0);
            QCOMPARE(replies.size(), expected.size());
            for (qsizetype i = 0; i < replies.size(); ++i)
                QVERIFY(replies[i] == expected[i]);
        }
    }

    void replyOverALimit_isRefusedByItsFigure_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("figure");
        // All by their headers alone: nothing of that size ever comes, or is allocated.
        QTest::newRow("elements") << QByteArray("*11\r\n") << QStringLiteral("12");
        QTest::newRow("elements over levels")
            << QByteArray("*5\r\n*3\r\n:1\r\n:1\r\n:1\r\n*3\r\n") << QStringLiteral("12");
        QTest::newRow("elements, believed")
            << QByteArray("*100000000\r\n") << QStringLiteral("100,000,001");
        QTest::newRow("elements, the most that hiredis 0.14 takes")
            << QByteArray("*2147483647\r\n") << QStringLiteral("2,147,483,648");
        QTest::newRow("bulk") << QByteArray("$101\r\n") << QStringLiteral("101 B");
        QTest::newRow("bulk that came whole") << "$101\r\n" + QByteArray(101, 'x') + "\r\n"
                                              << QStringLiteral("101 B");
        QTest::newRow("bulk beyond memory")
            << QByteArray("$9223372036854775807\r\n") << QStringLiteral("100 B");
        QTest::newRow("whole reply") << "*4\r\n$90\r\n" + QByteArray(90, 'x') + "\r\n$90\r\n"
                + QByteArray(90, 'x')
                + "\r\n$99\r\n" << QStringLiteral("290 B");
        QTest::newRow("whole reply of short lines")
            << "*9\r\n" + ("+" + QByteArray(60, 'x') + "\r\n").repeated(6)
            << QStringLiteral("290 B");
        QTest::newRow("depth") << QByteArray("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n")
                               << QStringLiteral("4 levels");
    }

    void replyOverALimit_isRefusedByItsFigure()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, figure);
        Decoder decoder(small());
        decoder.feed(bytes);
        const auto next = decoder.next();
        QVERIFY(!next);
        QCOMPARE(next.error().kind, Kind::TooLarge);
        QVERIFY2(next.error().text.contains(figure), qPrintable(next.error().text));
        decoder.feed("+OK\r\n");
        QCOMPARE(decoder.next().error().text, next.error().text);
    }

    void replyAtTheLimit_passes()
    {
        Decoder decoder(small());
        decoder.feed("$100\r\n" + QByteArray(100, 'x') + "\r\n*9\r\n"
                     + QByteArray(":1\r\n").repeated(9) + "*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n");
        for (int i = 0; i < 3; ++i) {
            const auto next = decoder.next();
            QVERIFY(next && *next);
        }
    }

    void endlessLine_isRefused()
    {
        Decoder decoder({});
        decoder.feed("+");
        const QByteArray part(100000, 'x');
        base::Result<std::optional<Reply>> next = std::optional<Reply>();
        for (int i = 0; i < 100 && next; ++i) {
            decoder.feed(part);
            next = decoder.next();
        }
        QVERIFY(!next);
        QCOMPARE(next.error().kind, Kind::TooLarge);
    }

    void otherProtocol_isAProtocolError()
    {
        Decoder decoder({});
        decoder.feed("HTTP/1.1 400 Bad Request\r\n\r\n");
        const auto next = decoder.next();
        QVERIFY(!next);
        QCOMPARE(next.error().kind, Kind::Protocol);
        QVERIFY(next.error().detail.contains("reply type byte"));
    }

    void badLength_isAProtocolError()
    {
        for (const QByteArray bytes : { "$x\r\n", "$-2\r\n", "*x\r\n", "*-5\r\n", ":1x\r\n" }) {
            Decoder decoder({});
            decoder.feed(bytes);
            const auto next = decoder.next();
            QVERIFY2(!next, bytes.constData());
            QCOMPARE(next.error().kind, Kind::Protocol);
        }
    }

    void eightLevels_failOnlyWithOldHiredis()
    {
        Decoder decoder({});
        decoder.feed(QByteArray("*1\r\n").repeated(9) + ":1\r\n");
        const auto next = decoder.next();
        QCOMPARE(next.has_value(), Decoder::hasResp3());
        if (!next) {
            QCOMPARE(next.error().kind, Kind::Protocol);
            QVERIFY(next.error().text.contains(QStringLiteral("hiredis 1.0")));
        }
    }

    void resp3Kinds_decodeWhereHiredisKnowsThem()
    {
        const QByteArray bytes = "*8\r\n%1\r\n+k\r\n:1\r\n~2\r\n:1\r\n:2\r\n,0.10\r\n#t\r\n"
                                 "(12345678901234567890123\r\n=7\r\ntxt:abc\r\n_\r\n,inf\r\n";
        Decoder decoder({});
        decoder.feed(bytes);
        const auto next = decoder.next();
        if (!Decoder::hasResp3()) {
            QVERIFY(!next);
            QCOMPARE(next.error().kind, Kind::Protocol);
            return;
        }
        QVERIFY(next && *next);
        const Reply reply = **next;
        QCOMPARE(reply.at(0),
                 Reply::array({ Reply::status("k"), Reply::integer(1) }, Reply::Kind::Map));
        QCOMPARE(reply.at(1).kind(), Reply::Kind::Set);
        QCOMPARE(reply.at(2).toByteArray(), QByteArray("0.10"));
        QCOMPARE(reply.at(2).toDouble(), 0.1);
        QCOMPARE(reply.at(3).kind(), Reply::Kind::Boolean);
        QCOMPARE(reply.at(3).toInteger(), 1);
        QCOMPARE(reply.at(4).toByteArray(), QByteArray("12345678901234567890123"));
        QCOMPARE(reply.at(5).toByteArray(), QByteArray("abc"));
        QCOMPARE(reply.at(5).verbatimFormat().toByteArray(), QByteArray("txt"));
        QVERIFY(reply.at(6).isNil());
        QVERIFY(qIsInf(reply.at(7).toDouble()));
    }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"

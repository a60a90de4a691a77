#include "console/replyformat.h"
#include <QTest>

using console::FormatOptions;
using console::formatReply;
using resp::Reply;

namespace {

QByteArray asRedisCli(const Reply &reply)
{
    FormatOptions options;
    options.readable = false;
    return formatReply(reply, options).text;
}

Reply strings(int count)
{
    QList<Reply> children;
    for (int i = 0; i < count; ++i)
        children += Reply::string("v" + QByteArray::number(i));
    return Reply::array(children);
}

Reply boolean(bool value)
{
    resp::ReplyBuilder builder;
    builder.setInteger(0, Reply::Kind::Boolean, value);
    return builder.take();
}

} // namespace

class TestReplyFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainKinds_printAsRedisCliDoes()
    {
        QCOMPARE(asRedisCli(Reply::status("OK")), QByteArray("OK\n"));
        QCOMPARE(asRedisCli(Reply::error("ERR no")), QByteArray("(error) ERR no\n"));
        QCOMPARE(asRedisCli(Reply::integer(-3)), QByteArray("(integer) -3\n"));
        QCOMPARE(asRedisCli(Reply()), QByteArray("(nil)\n"));
        QCOMPARE(asRedisCli(Reply::array({})), QByteArray("(empty array)\n"));
        QCOMPARE(asRedisCli(boolean(true)), QByteArray("(true)\n"));
        QCOMPARE(asRedisCli(Reply::string(QByteArrayView("a\"\\\n\r\t\a\b\0\x7f\xea\xb0\x80", 13))),
                 QByteArray("\"a\\\"\\\\\\n\\r\\t\\a\\b\\x00\\x7f\\xea\\xb0\\x80\"\n"));
    }

    void resp3Kinds_printAsRedisCliDoes()
    {
        // Compared by eye with `redis-cli -3 DEBUG PROTOCOL …` of 7.0.15.
        QCOMPARE(asRedisCli(Reply::array(
                     { Reply::integer(0), boolean(false), Reply::integer(1), boolean(true) },
                     Reply::Kind::Map)),
                 QByteArray("1# (integer) 0 => (false)\n2# (integer) 1 => (true)\n"));
        QCOMPARE(
            asRedisCli(Reply::array({ Reply::integer(0), Reply::integer(1) }, Reply::Kind::Set)),
            QByteArray("1~ (integer) 0\n2~ (integer) 1\n"));
        QCOMPARE(asRedisCli(Reply::array({}, Reply::Kind::Map)), QByteArray("(empty hash)\n"));
        QCOMPARE(asRedisCli(Reply::array({}, Reply::Kind::Set)), QByteArray("(empty set)\n"));
        resp::ReplyBuilder builder;
        builder.setDouble(0, 3.141, "3.141");
        QCOMPARE(asRedisCli(builder.take()), QByteArray("(double) 3.141\n"));
        builder.setVerbatim(0, "txt", "a\nb");
        QCOMPARE(asRedisCli(builder.take()), QByteArray("a\nb\n"));
    }

    void nestedMap_indentsItsValues()
    {
        const Reply map = Reply::array(
            { Reply::string("k"), Reply::array({ Reply::integer(1), Reply::integer(2) }) },
            Reply::Kind::Map);
        QCOMPARE(asRedisCli(map), QByteArray("1# \"k\" => 1) (integer) 1\n   2) (integer) 2\n"));
    }

    void hundredElements_alignTheirNumbers()
    {
        const QByteArrayList lines = asRedisCli(strings(100)).split('\n');
        QCOMPARE(lines[0], QByteArray("  1) \"v0\""));
        QCOMPARE(lines[9], QByteArray(" 10) \"v9\""));
        QCOMPARE(lines[99], QByteArray("100) \"v99\""));
    }

    void readableText_keepsHangulAndEscapesTheRest()
    {
        const auto readable = [](QByteArrayView bytes) {
            return formatReply(Reply::string(bytes)).text;
        };
        QCOMPARE(readable("안녕\n"), QByteArray("\"안녕\\n\"\n"));
        QCOMPARE(readable("\xea\xb0"), QByteArray("\"\\xea\\xb0\"\n")); // cut in the middle
        QCOMPARE(readable("\xff가"), QByteArray("\"\\xff가\"\n"));
        // A right-to-left override would turn the rest of the line round.
        QCOMPARE(readable("\xe2\x80\xae"), QByteArray("\"\\xe2\\x80\\xae\"\n"));
        QCOMPARE(readable("\xf0\x9f\x98\x80"), QByteArray("\"\xf0\x9f\x98\x80\"\n"));
    }

    void lineCap_cutsAndCountsTheWhole()
    {
        FormatOptions options;
        options.maxLines = 10;
        const auto cut = formatReply(strings(1000), options);
        QVERIFY(cut.cut);
        QCOMPARE(cut.text.count('\n'), 10);
        QCOMPARE(cut.lines, 1000);
        QVERIFY(cut.text.startsWith("   1) \"v0\"\n"));
        options.maxLines = 1000;
        QVERIFY(!formatReply(strings(1000), options).cut);
        // Nested: 3 outer elements of 4 lines each.
        options.maxLines = 5;
        const auto nested =
            formatReply(Reply::array({ strings(4), strings(4), strings(4) }), options);
        QVERIFY(nested.cut);
        QCOMPARE(nested.lines, 12);
        QCOMPARE(nested.text.count('\n'), 5);
    }

    void byteCap_cutsOneLongString()
    {
        FormatOptions options;
        options.maxBytes = 1000;
        const auto cut = formatReply(Reply::string(QByteArray(5000, 'x')), options);
        QVERIFY(cut.cut);
        QCOMPARE(cut.text.size(), 1000);
        QCOMPARE(cut.lines, 1);
    }

    void rawOutput_isTheReplyItself()
    {
        FormatOptions options;
        options.raw = true;
        QCOMPARE(formatReply(Reply::string("# Server\r\na:1\r\n"), options).text,
                 QByteArray("# Server\r\na:1\r\n"));
        QCOMPARE(formatReply(Reply::status("QUEUED"), options).text, QByteArray("QUEUED"));
        QCOMPARE(formatReply(Reply::error("ERR x"), options).text, QByteArray("ERR x\n"));
        options.maxLines = 1;
        const auto cut = formatReply(Reply::string("a\nb\nc\n"), options);
        QVERIFY(cut.cut);
        QCOMPARE(cut.text, QByteArray("a\n"));
    }

    void rawCommands_areThoseOfRedisCli()
    {
        QVERIFY(console::printsRaw({ "info" }));
        QVERIFY(console::printsRaw({ "CLIENT", "list", "TYPE", "normal" }));
        QVERIFY(console::printsRaw({ "LATENCY", "GRAPH", "x" }));
        QVERIFY(!console::printsRaw({ "LATENCY", "GRAPH" }));
        QVERIFY(!console::printsRaw({ "CLUSTER", "NODES", "x" }));
        QVERIFY(!console::printsRaw({ "GET", "info" }));
        QVERIFY(!console::printsRaw({}));
    }
};

QTEST_GUILESS_MAIN(TestReplyFormat)
#include "tst_replyformat.moc"

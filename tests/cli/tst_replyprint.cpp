#include "app/cli/exitstatus.h"
#include "app/cli/processguard.h"
#include "app/cli/replyprint.h"
#include <QTest>

using cli::ReplyStyle;
using resp::Reply;

class TestReplyPrint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void json_keeps_everything_apart();
    void raw_maps_stand_in_pairs();
    void statuses_follow_the_ladder();
    void words_with_secrets_are_overwritten();
};

void TestReplyPrint::json_keeps_everything_apart()
{
    const auto json = [](const Reply &reply) {
        return cli::replyBytes(reply, { "GET" }, ReplyStyle::Json).trimmed();
    };
    QCOMPARE(json(Reply()), "null");
    QCOMPARE(json(Reply::integer(-9223372036854775807LL - 1)), "-9223372036854775808");
    QCOMPARE(json(Reply::string("\xef\xbb\xbf"
                                "a")),
             "\"\xef\xbb\xbf"
             "a\"");
    QCOMPARE(json(Reply::string("\xff")), "{\"base64\":\"/w==\"}");
    QCOMPARE(json(Reply::error("ERR \xff")), "{\"error\":{\"base64\":\"RVJSIP8=\"}}");
    QCOMPARE(json(Reply::array({})), "[]");
    const auto map = [&](const QList<Reply> &children) {
        return json(Reply::array(children, Reply::Kind::Map));
    };
    QCOMPARE(map({ Reply::string("a"), Reply::integer(1) }), "{\"a\":1}");
    QCOMPARE(map({ Reply::string("a"), Reply::integer(1), Reply::string("a"), Reply() }),
             "[[\"a\",1],[\"a\",null]]");
    QCOMPARE(map({ Reply::string("\xff"), Reply::integer(1) }), "[[{\"base64\":\"/w==\"},1]]");
}

void TestReplyPrint::raw_maps_stand_in_pairs()
{
    const Reply map = Reply::array({ Reply::string("a"), Reply::integer(1), Reply::string("b"),
                                     Reply::array({ Reply(), Reply::status("OK") }) },
                                   Reply::Kind::Map);
    QCOMPARE(cli::replyBytes(map, { "X" }, ReplyStyle::Raw), "a 1\nb \nOK\n");
}

void TestReplyPrint::statuses_follow_the_ladder()
{
    using base::Error;
    const auto of = [](Error::Kind kind, Error::Cause cause) {
        return cli::connectStatus({ kind, {}, {}, cause });
    };
    QCOMPARE(of(Error::Kind::Network, Error::Cause::HostNotFound), 11);
    QCOMPARE(of(Error::Kind::Network, Error::Cause::Refused), 12);
    QCOMPARE(of(Error::Kind::Network, Error::Cause::TunnelNotBuilt), 13);
    QCOMPARE(of(Error::Kind::Network, Error::Cause::CertificateName), 15);
    QCOMPARE(of(Error::Kind::Auth, Error::Cause::Unknown), 16);
    QCOMPARE(of(Error::Kind::Server, Error::Cause::Loading), 17);
    QCOMPARE(cli::sendStatus({ Error::Kind::Timeout, {}, {} }, true), int(cli::OutcomeUnknown));
    QCOMPARE(cli::sendStatus({ Error::Kind::Timeout, {}, {} }, false), int(cli::NoUsableReply));
}

void TestReplyPrint::words_with_secrets_are_overwritten()
{
    const auto left = [](QByteArrayList words) {
        words.prepend("larder");
        std::vector<char *> argv;
        for (QByteArray &word : words)
            argv.push_back(word.data());
        const QByteArrayList taken = cli::takeWords(int(argv.size()), argv.data());
        QByteArrayList seen;
        for (size_t i = 1; i < argv.size(); ++i) {
            if (taken[qsizetype(i) - 1].size() != words[qsizetype(i)].size())
                return QByteArrayList{ "a word was lost" };
            QByteArray bytes = words[qsizetype(i)];
            while (bytes.endsWith('\0'))
                bytes.chop(1);
            seen += bytes;
        }
        return seen;
    };
    const auto is = [&](const QByteArrayList &words, const QByteArrayList &expected) {
        return left(words) == expected;
    };
    QVERIFY(is({ "exec", "redis://:pw@h", "--", "PING" }, { "exec", "redis://*", "--", "PING" }));
    QVERIFY(is({ "rediss://h?password=pw" }, { "rediss://*" }));
    QVERIFY(is({ "exec", "redis://h:1/0", "--", "GET", "a://b@c" },
               { "exec", "redis://h:1/0", "--", "GET", "a://b@c" }));
    QVERIFY(is({ "exec", "x", "--", "AUTH", "pw" }, { "exec", "x", "--", "AUTH", "*" }));
}

QTEST_GUILESS_MAIN(TestReplyPrint)
#include "tst_replyprint.moc"

// `larder exec` with a command behind "--", against a real server and beside the real redis-cli.
#include "cli/larderprocess.h"
#include "support/redisserver.h"
#include <QJsonDocument>
#include <QTest>

namespace {
using Outcome = LarderProcess::Outcome;

QStringList exec(const support::RedisServer &server, const QStringList &options,
                 const QStringList &command)
{
    QStringList all{ QStringLiteral("exec"),
                     QStringLiteral("redis+unix://") + server.socketPath() };
    return all + options + QStringList{ QStringLiteral("--") } + command;
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}
} // namespace

class TestExec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void prints_as_redis_cli_data();
    void prints_as_redis_cli();
    void json_is_one_value();
    void odd_bytes_go_through_whole();
    void error_reply_is_status_1();
    void read_only_refuses_writes();
    void dangerous_needs_yes();
    void listening_is_refused();
    void database_is_chosen();
    void usage_is_status_2_data();
    void usage_is_status_2();
    void korean_is_spoken();

private:
    support::RedisServer m_server;
    LarderProcess m_larder;
};

void TestExec::initTestCase()
{
    QVERIFY2(m_server.isRunning(), qPrintable(m_server.errorText()));
    m_server.command({ "SET", "text", "안녕 \"quoted\"\nline" });
    m_server.command({ "SET", "bytes", QByteArray("\xff\x00\x01", 3) });
    m_server.command({ "SET", "number", "42" });
    m_server.command({ "RPUSH", "list", "a", "b c", "" });
    m_server.command({ "HSET", "hash", "f", "v", "g", "w" });
    m_server.command({ "ZADD", "zset", "1.5", "m", "2", "n" });
    m_server.command({ "XADD", "stream", "1-1", "f", "v" });
}

void TestExec::prints_as_redis_cli_data()
{
    QTest::addColumn<QStringList>("command");
    for (const char *line : { "GET text",
                              "GET bytes",
                              "GET nothing",
                              "INCRBY number 0",
                              "LRANGE list 0 -1",
                              "LRANGE nothing 0 -1",
                              "HGETALL hash",
                              "ZRANGE zset 0 -1 WITHSCORES",
                              "XRANGE stream - +",
                              "PING",
                              "TYPE hash",
                              "GET hash",
                              "NOSUCHCOMMAND a",
                              "GET",
                              "MGET text nothing number",
                              "COMMAND INFO GET",
                              "CLIENT GETNAME",
                              "INFO replication",
                              "CONFIG GET maxmemory",
                              "OBJECT ENCODING list",
                              "EXISTS text hash",
                              "ECHO ",
                              "EVAL return{1,{2,false},redis.status_reply('x')} 0" })
        QTest::newRow(line) << words(line);
}

void TestExec::prints_as_redis_cli()
{
    QFETCH(const QStringList, command);
    const bool named = command.contains(QStringLiteral("GETNAME")); // ours has one
    for (const QString &style : { QStringLiteral("--no-raw"), QStringLiteral("--raw") }) {
        const QStringList options =
            style == QLatin1String("--raw") ? QStringList{ style } : QStringList();
        const Outcome outcome = m_larder.run(exec(m_server, options, command));
        const QByteArray expected = named
            ? QByteArray(options.isEmpty() ? "\"larder\"\n" : "larder\n")
            : m_server.cli(QStringList{ style } + command);
        QCOMPARE(outcome.out, expected);
        QVERIFY(outcome.status == 0 || outcome.status == 1 || outcome.status == 3);
    }
}

void TestExec::json_is_one_value()
{
    const auto json = [&](const char *line) {
        const Outcome outcome =
            m_larder.run(exec(m_server, { QStringLiteral("--json") }, words(line)));
        return outcome.out;
    };
    QCOMPARE(json("GET number"), "\"42\"\n");
    QCOMPARE(json("GET nothing"), "null\n");
    QCOMPARE(json("INCRBY number 0"), "42\n");
    QCOMPARE(json("GET bytes"), "{\"base64\":\"/wAB\"}\n");
    QCOMPARE(json("LRANGE list 0 -1"), "[\"a\",\"b c\",\"\"]\n");
    QCOMPARE(json("GET text"), "\"안녕 \\\"quoted\\\"\\nline\"\n");
    QVERIFY(json("GET hash").startsWith("{\"error\":\"WRONGTYPE "));
    m_server.command({ "SET", "big", "9223372036854775806" });
    QCOMPARE(json("INCR big"), "9223372036854775807\n");
}

void TestExec::odd_bytes_go_through_whole()
{
    // A name that is not UTF-8, by way of the shell that would type it.
    QProcess shell;
    shell.start(QStringLiteral("sh"),
                { QStringLiteral("-c"),
                  QStringLiteral("exec \"$0\" exec \"$1\" -- SET \"$(printf 'k\\377 y')\" v"),
                  QStringLiteral(LARDER_PROGRAM),
                  QStringLiteral("redis+unix://") + m_server.socketPath() });
    QVERIFY(shell.waitForFinished(30000));
    QCOMPARE(shell.readAllStandardOutput(), "OK\n");
    QCOMPARE(m_server.command({ "GET", "k\xff y" }).trimmed(), "v");
}

void TestExec::error_reply_is_status_1()
{
    const Outcome outcome = m_larder.run(exec(m_server, {}, words("LPUSH text x")));
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.out.startsWith("(error) WRONGTYPE"));
}

void TestExec::read_only_refuses_writes()
{
    const QStringList readOnly{ QStringLiteral("--read-only") };
    const Outcome outcome = m_larder.run(exec(m_server, readOnly, words("SET forbidden 1")));
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("Read-only: SET was not sent."), outcome.err.constData());
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(m_server.command({ "EXISTS", "forbidden" }).trimmed(), "0");
    QCOMPARE(m_larder.run(exec(m_server, readOnly, words("GET number"))).status, 0);

    // What a profile says is not undone by the command line.
    const QString file = m_larder.file(QStringLiteral("ro.json"),
                                       QStringLiteral(R"({"unixSocket": "%1", "readOnly": true})")
                                           .arg(m_server.socketPath())
                                           .toUtf8());
    QCOMPARE(m_larder
                 .run({ QStringLiteral("exec"), u'@' + file, QStringLiteral("--yes"),
                        QStringLiteral("--"), QStringLiteral("FLUSHALL") })
                 .status,
             3);
    QCOMPARE(m_server.command({ "EXISTS", "text" }).trimmed(), "1");
}

void TestExec::dangerous_needs_yes()
{
    const QStringList command = words("CONFIG SET maxmemory-samples 7");
    const Outcome refused = m_larder.run(exec(m_server, {}, command));
    QCOMPARE(refused.status, 3);
    QVERIFY2(refused.err.contains("Not run: CONFIG SET maxmemory-samples 7"),
             refused.err.constData());
    QVERIFY(refused.err.contains("--yes"));
    QVERIFY(m_server.command({ "CONFIG", "GET", "maxmemory-samples" }).contains("5"));
    QCOMPARE(m_larder.run(exec(m_server, { QStringLiteral("--yes") }, command)).status, 0);
    QVERIFY(m_server.command({ "CONFIG", "GET", "maxmemory-samples" }).contains("7"));
}

void TestExec::listening_is_refused()
{
    const Outcome outcome = m_larder.run(exec(m_server, {}, words("SUBSCRIBE news")));
    QCOMPARE(outcome.status, 3);
    QVERIFY(outcome.err.contains("SUBSCRIBE was not sent"));
}

void TestExec::database_is_chosen()
{
    const QStringList third{ QStringLiteral("--db"), QStringLiteral("3") };
    QCOMPARE(m_larder.run(exec(m_server, third, words("SET here 3"))).status, 0);
    QCOMPARE(m_server.cli({ QStringLiteral("-n"), QStringLiteral("3"), QStringLiteral("GET"),
                            QStringLiteral("here") }),
             "3\n");
    // The server has 16.
    const Outcome none = m_larder.run(
        exec(m_server, { QStringLiteral("--db"), QStringLiteral("99") }, words("PING")));
    QVERIFY(none.status >= 10 && none.status <= 18);
}

void TestExec::usage_is_status_2_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const char *line : { "exec",
                              "exec nobody -- PING",
                              "exec nobody PING",
                              "exec a b",
                              "exec a --",
                              "exec a --db x -- PING",
                              "exec a --raw --json -- PING",
                              "exec a --nonsense -- PING",
                              "exec @- ",
                              "exec @/nonexistent -- PING",
                              "exec http://a -- PING",
                              "test",
                              "test nobody",
                              "profiles more",
                              "import",
                              "import /nonexistent",
                              "export nobody",
                              "export a --password-file x",
                              "help nonsense",
                              "--lang fr profiles" })
        QTest::newRow(line) << words(line);
}

void TestExec::usage_is_status_2()
{
    QFETCH(const QStringList, arguments);
    const Outcome outcome = m_larder.run(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.startsWith("larder: ") && outcome.err.count('\n') <= 2,
             outcome.err.constData());
}

void TestExec::korean_is_spoken()
{
    const Outcome outcome =
        m_larder.run(exec(m_server, { QStringLiteral("--read-only"), QStringLiteral("--lang=ko") },
                          words("SET a 1")));
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("읽기 전용: SET 명령을 보내지 않았습니다."),
             outcome.err.constData());
}

QTEST_GUILESS_MAIN(TestExec)
#include "tst_exec.moc"

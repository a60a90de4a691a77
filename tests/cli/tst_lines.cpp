// `larder exec` with lines on standard input: one conversation, ended in every way there is.
#include "cli/larderprocess.h"
#include "support/redisserver.h"
#include <QFile>
#include <QTest>
#include <csignal>

namespace {
using Outcome = LarderProcess::Outcome;
}

class TestLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void lines_print_what_redis_cli_prints();
    void comments_and_blank_lines_are_skipped();
    void first_error_stops_and_names_its_line();
    void keep_going_runs_the_rest();
    void transaction_spans_lines();
    void error_inside_a_transaction_always_stops();
    void input_that_ends_inside_a_transaction_is_said();
    void select_holds_for_later_lines();
    void write_without_reply_is_status_4();
    void lost_link_between_lines_ends_it();
    void interrupt_is_status_130();
    void password_is_not_in_the_command_line();
    void many_lines_go_through();

private:
    [[nodiscard]] QStringList arguments(const QStringList &options = {}) const
    {
        return QStringList{ QStringLiteral("exec"),
                            QStringLiteral("redis+unix://") + m_server->socketPath() }
        + options;
    }
    [[nodiscard]] Outcome run(const QByteArray &input, const QStringList &options = {}) const
    {
        return m_larder.run(arguments(options), input);
    }

    std::unique_ptr<support::RedisServer> m_server;
    LarderProcess m_larder;
};

void TestLines::init()
{
    m_server = std::make_unique<support::RedisServer>();
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
}

void TestLines::lines_print_what_redis_cli_prints()
{
    const QByteArray input =
        "SET k 'a b'\nGET k\nRPUSH l \"\\x00\" two\nLRANGE l 0 -1\nGET nothing\n"
        "INCR n\nHSET h f v";
    const QByteArray terminal = run(input).out;
    m_server->command({ "FLUSHALL" });
    QCOMPARE(terminal, m_server->cli({ QStringLiteral("--no-raw") }, input));
    m_server->command({ "FLUSHALL" });
    const QByteArray raw = run(input, { QStringLiteral("--raw") }).out;
    m_server->command({ "FLUSHALL" });
    QCOMPARE(raw, m_server->cli({ QStringLiteral("--raw") }, input));
}

void TestLines::comments_and_blank_lines_are_skipped()
{
    const Outcome outcome = run("# a comment\n\n   \n  # another\nPING\r\nquit\nPING\n");
    QCOMPARE(outcome.out, "PONG\n");
    QCOMPARE(outcome.status, 0);
    QCOMPARE(run("").status, 0);
}

void TestLines::first_error_stops_and_names_its_line()
{
    const Outcome reply = run("SET a 1\n\nLPUSH a x\nSET b 1\n");
    QCOMPARE(reply.status, 1);
    QVERIFY2(reply.err.contains("line 3"), reply.err.constData());
    QCOMPARE(m_server->command({ "EXISTS", "b" }).trimmed(), "0");
    const Outcome quotes = run("PING\nSET \"a\n");
    QCOMPARE(quotes.status, 2);
    QVERIFY2(quotes.err.contains("line 2"), quotes.err.constData());
    const Outcome refused = run("PING\nFLUSHALL\nSET b 1\n");
    QCOMPARE(refused.status, 3);
    QVERIFY2(refused.err.contains("line 2"), refused.err.constData());
    QCOMPARE(m_server->command({ "EXISTS", "b" }).trimmed(), "0");
}

void TestLines::keep_going_runs_the_rest()
{
    const Outcome outcome =
        run("SET a 1\nLPUSH a x\nFLUSHALL\nSET b 1\n", { QStringLiteral("--keep-going") });
    QCOMPARE(outcome.status, 3);
    QVERIFY(outcome.out.startsWith("OK\n(error) WRONGTYPE"));
    QCOMPARE(m_server->command({ "GET", "b" }).trimmed(), "1");
}

void TestLines::transaction_spans_lines()
{
    const Outcome outcome = run("MULTI\nSET a 1\nINCR a\nEXEC\nGET a\n");
    QCOMPARE(outcome.out, "OK\nQUEUED\nQUEUED\n1) OK\n2) (integer) 2\n\"2\"\n");
    QCOMPARE(outcome.status, 0);
    const Outcome wrong = run("MULTI\nLPUSH a 1\nEXEC\n");
    QCOMPARE(wrong.status, 1);
}

void TestLines::error_inside_a_transaction_always_stops()
{
    const Outcome outcome =
        run("MULTI\nSET a 1\nFLUSHALL\nEXEC\nSET b 1\n", { QStringLiteral("--keep-going") });
    QCOMPARE(outcome.status, 3);
    QCOMPARE(m_server->command({ "EXISTS", "a", "b" }).trimmed(), "0");
}

void TestLines::input_that_ends_inside_a_transaction_is_said()
{
    const Outcome outcome = run("MULTI\nSET a 1\n");
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.err.contains("MULTI"));
    QCOMPARE(m_server->command({ "EXISTS", "a" }).trimmed(), "0");
}

void TestLines::select_holds_for_later_lines()
{
    QCOMPARE(run("SELECT 4\nSET a four\n").status, 0);
    QCOMPARE(m_server->cli({ QStringLiteral("-n"), QStringLiteral("4"), QStringLiteral("GET"),
                             QStringLiteral("a") }),
             "four\n");
}

void TestLines::write_without_reply_is_status_4()
{
    m_server->command({ "CONFIG", "SET", "busy-reply-threshold", "1" });
    const auto process = m_larder.start(arguments());
    process->write("EVAL \"redis.call('SET', 'a', '1') while true do end\" 0\n");
    QTRY_VERIFY_WITH_TIMEOUT(m_server->cli({ QStringLiteral("PING") }).startsWith("BUSY"), 20000);
    m_server->kill();
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitCode(), 4);
    QVERIFY(process->readAllStandardError().contains("EVAL"));
}

void TestLines::lost_link_between_lines_ends_it()
{
    const auto process = m_larder.start(arguments());
    process->write("MULTI\n");
    QTRY_COMPARE_WITH_TIMEOUT(process->bytesAvailable(), 3, 20000);
    m_server->kill();
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitCode(), 12);
    QVERIFY(process->readAllStandardError().contains("transaction"));
}

void TestLines::interrupt_is_status_130()
{
    const auto process = m_larder.start(arguments());
    process->write("PING\n");
    QTRY_COMPARE_WITH_TIMEOUT(process->bytesAvailable(), 5, 20000);
    ::kill(pid_t(process->processId()), SIGINT);
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 130);
}

void TestLines::password_is_not_in_the_command_line()
{
    const support::RedisServer server({}, support::RedisServer::Tcp::Yes);
    server.command({ "CONFIG", "SET", "requirepass", "visible-secret" });
    const auto process = m_larder.start(
        { QStringLiteral("exec"),
          QStringLiteral("redis://:visible-secret@127.0.0.1:%1").arg(server.port()) });
    process->write("PING\n");
    QTRY_COMPARE_WITH_TIMEOUT(process->bytesAvailable(), 5, 20000); // it has signed in
    QFile words(QStringLiteral("/proc/%1/cmdline").arg(process->processId()));
    QVERIFY(words.open(QIODevice::ReadOnly));
    const QByteArray line = words.readAll();
    QVERIFY(line.contains("redis://*"));
    QVERIFY2(!line.contains("visible-secret"), line.constData());
    process->closeWriteChannel();
    QVERIFY(process->waitForFinished(20000));
    QCOMPARE(process->exitCode(), 0);
}

void TestLines::many_lines_go_through()
{
    QByteArray input;
    for (int i = 0; i < 3000; ++i)
        input += "RPUSH l " + QByteArray::number(i) + '\n';
    QCOMPARE(run(input, { QStringLiteral("--raw") }).status, 0);
    QCOMPARE(m_server->command({ "LLEN", "l" }).trimmed(), "3000");
    QCOMPARE(m_server->command({ "LINDEX", "l", "2999" }).trimmed(), "2999");
}

QTEST_GUILESS_MAIN(TestLines)
#include "tst_lines.moc"

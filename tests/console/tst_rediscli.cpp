#include "base/whendone.h"
#include "console/consolemodel.h"
#include "console/replyformat.h"
#include "console/splitline.h"
#include "resp/connection.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace {

/// The installed redis-cli on a terminal of its own, so that it prints as for a person.
class Terminal {
public:
    explicit Terminal(const support::RedisServer &server)
        : m_prompt(QRegularExpression::anchoredPattern(
            QStringLiteral("redis %1(\\[\\d+\\])?(\\(TX\\))?> ")
                .arg(QRegularExpression::escape(server.socketPath()))))
    {
        termios plain{};
        cfmakeraw(&plain); // no echo, no carriage returns added
        const QByteArray path = server.socketPath().toLocal8Bit();
        m_pid = forkpty(&m_fd, nullptr, &plain, nullptr);
        if (m_pid == 0) {
            ::setenv("TERM", "dumb", 1);
            ::execlp("redis-cli", "redis-cli", "-s", path.constData(), nullptr);
            ::_exit(127);
        }
        if (isOpen())
            (void)read();
    }

    ~Terminal()
    {
        if (!isOpen())
            return;
        ::close(m_fd);
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(Terminal)

    /// False on a machine that gives out no pseudo-terminal (/dev/pts is not mounted).
    [[nodiscard]] bool isOpen() const { return m_pid > 0; }
    /// What it prints for a line, without the prompt.
    QByteArray run(const QByteArray &line)
    {
        const QByteArray input = line + '\n';
        if (::write(m_fd, input.constData(), size_t(input.size())) != input.size())
            return "write failed";
        return read();
    }

private:
    /// Everything up to the next prompt.
    QByteArray read()
    {
        QByteArray out;
        pollfd wait{ m_fd, POLLIN, 0 };
        while (::poll(&wait, 1, 10000) > 0) {
            QByteArray chunk(65536, Qt::Uninitialized);
            const auto n = ::read(m_fd, chunk.data(), size_t(chunk.size()));
            if (n <= 0)
                break;
            out += chunk.first(n);
            // The prompt follows a newline, except behind raw output.
            const qsizetype start = out.lastIndexOf("redis /");
            if (start >= 0 && m_prompt.match(QString::fromUtf8(out.sliced(start))).hasMatch())
                return out.first(start);
        }
        return out + "(no prompt came)";
    }

    QRegularExpression m_prompt;
    int m_fd = -1;
    pid_t m_pid = 0;
};

/// A Send over one connection, for the console's model.
class LanePort final : public resp::Send::Port {
public:
    explicit LanePort(const support::RedisServer &server)
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(server.socketPath());
        socket->waitForConnected(5000);
        m_connection =
            std::make_unique<resp::Connection>(std::move(socket), resp::Connection::Limits());
    }

    QFuture<base::Result<resp::Reply>> one(resp::Command command, resp::SendOptions) override
    {
        return m_connection->send(command);
    }
    QFuture<base::Result<resp::Replies>> many(resp::Commands commands, resp::SendOptions) override
    {
        return m_connection->sendAll(commands);
    }
    QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction) override
    {
        return base::ready<resp::TransactionOutcome>(base::fail(base::Error::Kind::Invalid, {}));
    }
    [[nodiscard]] int database() const override { return 0; }

private:
    std::unique_ptr<resp::Connection> m_connection;
};

/// Both sides on one server, each with its own connection.
struct Pair {
    support::RedisServer server{ { QStringLiteral("--enable-debug-command"), QStringLiteral("yes"),
                                   QStringLiteral("--slowlog-log-slower-than"),
                                   QStringLiteral("0") } };
    Terminal terminal{ server };
    console::ConsoleModel model;

    Pair()
    {
        model.setReadable(false);
        model.setSend(resp::Send(std::make_shared<LanePort>(server)));
    }

    QByteArray ours(const QByteArray &line)
    {
        model.run(QString::fromUtf8(line));
        if (!QTest::qWaitFor([&] { return !model.isRunning() && model.waiting() == 0; }, 10000))
            return "never answered";
        return model.entry(model.rowCount() - 1).output;
    }
};

} // namespace

class TestRedisCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const support::RedisServer server;
        QVERIFY2(server.isRunning() && Terminal(server).isOpen(),
                 "needs redis-server and a pseudo-terminal");
    }

    void walkthroughOfTheLab_printsByteForByte()
    {
        // Two servers: each side sees the same empty keyspace.
        Pair theirs;
        Pair mine;
        QVERIFY(theirs.server.isRunning() && mine.server.isRunning());
        const QByteArrayList lines{
            "PING",
            "SET user:1:name \"John Doe\"",
            "SET user:1:email \"john@example.com\"",
            "GET user:1:name",
            "GET user:1:email",
            "SETEX session:abc123 1800 \"user_session_data\"",
            "TTL session:abc123",
            "HSET user:2 name \"Jane Smith\" email \"jane@example.com\" age \"28\"",
            "HGETALL user:2",
            "LPUSH reservations:recent \"res001\" \"res002\" \"res003\"",
            "LRANGE reservations:recent 0 -1",
            "DEL user:1:name",
            "EXISTS user:1:name",
            "EXISTS user:1:email",
        };
        for (const QByteArray &line : lines) {
            const QByteArray expected = theirs.terminal.run(line);
            QVERIFY(!expected.isEmpty());
            QCOMPARE(mine.ours(line), expected);
        }
        QVERIFY(mine.ours("LRANGE reservations:recent 0 -1").startsWith("1) \"res003\"\n"));
    }

    /// Reads of one and the same data, so both sides may ask the same server.
    void everyShapeOfReply_printsByteForByte()
    {
        Pair pair;
        QVERIFY(pair.server.isRunning());
        const auto &server = pair.server;
        for (int i = 1; i <= 120; ++i)
            server.command({ "RPUSH", i <= 12 ? "twelve" : "many", "v" + QByteArray::number(i) });
        server.command({ "SET", "binary", QByteArray("\0\x01\x7f\xff\"\\\n\r\t\a\b\x1b", 12) });
        server.command({ "SET", "인사", "안녕하세요" });
        server.command({ "HSET", "h", "빈", "", "b\xff", "\xc3(" });
        server.command({ "XADD", "s", "1-1", "a", "1", "b", "2" });
        server.command({ "XADD", "s", "1-2", "c", "3" });
        server.command({ "XGROUP", "CREATE", "s", "g", "0" });
        server.command({ "XREADGROUP", "GROUP", "g", "one", "COUNT", "1", "STREAMS", "s", ">" });
        server.command(
            { "GEOADD", "geo", "126.978", "37.5665", "seoul", "129.0756", "35.1796", "busan" });
        server.command({ "ZADD", "z", "1.5", "a", "2", "b" });
        const QByteArrayList lines{
            "LRANGE twelve 0 -1",
            "LRANGE many 0 -1",
            "LRANGE none 0 -1",
            "GET none",
            "GET binary",
            "GET 인사",
            "HGETALL h",
            "XRANGE s - +",
            "XINFO STREAM s",
            "XINFO STREAM s FULL",
            "XINFO GROUPS s",
            "XPENDING s g",
            "COMMAND INFO get set nosuch",
            "COMMAND GETKEYS SET a b",
            "GEOSEARCH geo FROMMEMBER seoul BYRADIUS 500 km ASC "
            "WITHCOORD WITHDIST",
            "GEOPOS geo seoul nowhere",
            "ZRANGE z 0 -1 WITHSCORES",
            "ZSCORE z a",
            "MGET binary none 인사",
            "SCAN 0 COUNT 1000",
            "CONFIG GET maxmemory*",
            "EVAL \"return {1,{2,{3,{}},'x'},false,{err='ERR in'},{ok='fine'}}\" 0",
            "EVAL \"return {}\" 0",
            "EVAL \"return {{},{},{{}}}\" 0",
            "LLEN",
            "NOSUCH a b",
            "INCR binary",
            "LPOP geo",
            "OBJECT HELP",
            "CLIENT LIST ID 999",
            "MEMORY DOCTOR",
            "LATENCY DOCTOR",
            "LATENCY GRAPH x",
            "LOLWUT VERSION 5 1 1 1",
            "INFO keyspace",
            "TIME x",
            "CLUSTER INFO",
            "ACL GETUSER default",
            "ACL LIST",
            "DEBUG HTSTATS 0",
            "FUNCTION LIST",
            "PUBSUB CHANNELS",
            "ROLE",
            "WAIT 0 1",
            "ECHO \"\"",
            "ECHO 'it\\'s'",
            "ECHO \"a",
            "ECHO \"a\"b",
            "0 PING",
            "-1 PING",
            "3 ECHO hi",
            "2 LRANGE twelve 0 1",
            "  ECHO   \"  b  \"  ",
        };
        for (const QByteArray &line : lines) {
            const QByteArray expected = pair.terminal.run(line);
            QVERIFY2(!expected.contains("(no prompt came)"), line.constData());
            const QByteArray ours = pair.ours(line);
            if (ours != expected)
                qWarning() << line << "\n ours  " << ours << "\n theirs" << expected;
            QVERIFY2(ours == expected, line.constData());
        }
    }

    void slowlog_printsByteForByte()
    {
        Pair pair;
        pair.server.command({ "CONFIG", "SET", "slowlog-max-len", "5" });
        for (int i = 0; i < 5; ++i)
            pair.server.command({ "ECHO", "slow \xff 느림" });
        pair.server.command({ "CONFIG", "SET", "slowlog-log-slower-than", "-1" });
        const QByteArray expected = pair.terminal.run("SLOWLOG GET");
        QVERIFY(expected.contains("6) "));
        QCOMPARE(pair.ours("SLOWLOG GET"), expected);
    }

    void transaction_printsByteForByte()
    {
        Pair theirs;
        Pair mine;
        const QByteArrayList lines{
            "MULTI", "SET a 1",  "LPUSH a x", "INFO nothing", "LRANGE l 0 -1", "GET a",   "EXEC",
            "EXEC",  "MULTI",    "NOSUCH",    "EXEC",         "MULTI",         "SET b 1", "DISCARD",
            "MULTI", "SELECT 3", "EXEC",      "SET c 1",      "WATCH c",       "MULTI",   "EXEC"
        };
        for (const QByteArray &line : lines) {
            const QByteArray expected = theirs.terminal.run(line);
            QCOMPARE(mine.ours(line), expected);
        }
        QCOMPARE(mine.model.promptInfo().db, 3);
        QVERIFY(!mine.model.inTransaction());
    }

    void readableOutput_equalsTheTerminalsForAscii()
    {
        Pair pair;
        pair.model.setReadable(true);
        pair.server.command({ "SET", "k", "back\\slash \"quote\" \x01" });
        QCOMPARE(pair.ours("GET k"), pair.terminal.run("GET k"));
        pair.server.command({ "SET", "k", "안녕\n\xff" });
        QCOMPARE(pair.ours("GET k"), QByteArray("\"안녕\\n\\xff\"\n"));
    }

    /// Generated lines, through redis-cli's own splitter and ours, to the same arguments.
    void generatedLines_splitAsInRedisCli()
    {
        Pair pair;
        QRandomGenerator random(20240607);
        const QByteArrayList pieces{ "a",  "B",    " ",   " ",    "\t",    "\"",  "\"",    "'",
                                     "'",  "\\",   "x",   "\\x4", "\\x41", "\\n", "\\",    "é",
                                     "가", "\\\"", "\\'", "0",    "\v",    "\f",  "\\xfF", "#" };
        int refused = 0;
        for (int round = 0; round < 1500; ++round) {
            QByteArray line = "EVAL \"return ARGV\" 0 ";
            for (quint32 n = random.bounded(1u, 10u); n > 0; --n)
                line += pieces[int(random.bounded(quint32(pieces.size())))];
            const QByteArray expected = pair.terminal.run(line);
            const auto command = console::splitLine(line);
            QByteArray ours;
            if (!command) {
                ours = command.error().text.toUtf8() + '\n';
                ++refused;
            } else {
                QList<resp::Reply> arguments;
                for (const QByteArray &argument : command->mid(3))
                    arguments += resp::Reply::string(argument);
                console::FormatOptions options;
                options.readable = false;
                ours = console::formatReply(resp::Reply::array(arguments), options).text;
            }
            if (ours != expected)
                qWarning() << line << ours << expected;
            QVERIFY(ours == expected);
        }
        QVERIFY(refused > 100 && refused < 1400);
    }
};

QTEST_GUILESS_MAIN(TestRedisCli)
#include "tst_rediscli.moc"

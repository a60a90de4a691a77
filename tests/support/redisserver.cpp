#include "support/redisserver.h"
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>
#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace support {

namespace {

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

} // namespace

RedisServer::RedisServer(const QStringList &options, Tcp tcp, const QStringList &wrapper)
    : m_directory(QStringLiteral("/tmp/larder-XXXXXX"))
    , m_options(options)
    , m_wrapper(wrapper)
    , m_tcp(tcp)
    , m_port(tcp == Tcp::No ? 0 : freePort())
{
    start();
}

RedisServer::~RedisServer()
{
    kill();
}

bool RedisServer::isRunning() const
{
    return m_process.state() == QProcess::Running;
}

QString RedisServer::socketPath() const
{
    return m_directory.filePath(QStringLiteral("redis.sock"));
}

quint16 RedisServer::port() const
{
    return m_port;
}

QString RedisServer::errorText() const
{
    return m_process.errorString();
}

qint64 RedisServer::pid() const
{
    return m_process.processId();
}

void RedisServer::kill()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(10000);
}

bool RedisServer::start()
{
    m_process.setStandardOutputFile(m_directory.filePath(QStringLiteral("redis.log")));
    m_process.setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_LINUX
    // A test that is killed leaves no server behind.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    QStringList arguments{ QStringLiteral("--port"),
                           QString::number(m_tcp == Tcp::Yes ? m_port : 0),
                           QStringLiteral("--tls-port"),
                           QString::number(m_tcp == Tcp::Tls ? m_port : 0),
                           QStringLiteral("--bind"),
                           QStringLiteral("127.0.0.1"),
                           QStringLiteral("--unixsocket"),
                           socketPath(),
                           QStringLiteral("--unixsocketperm"),
                           QStringLiteral("700"),
                           QStringLiteral("--save"),
                           QString(),
                           QStringLiteral("--appendonly"),
                           QStringLiteral("no"),
                           QStringLiteral("--dir"),
                           m_directory.path() };
    const QStringList words =
        m_wrapper + QStringList{ QStringLiteral("redis-server") } + arguments + m_options;
    m_process.start(words.constFirst(), words.sliced(1));
    if (!m_process.waitForStarted(10000))
        return false;
    QElapsedTimer clock;
    clock.start();
    // redis-cli leaves with status 1 until the socket is there; a password still answers NOAUTH.
    while (clock.elapsed() < 10000 && isRunning()) {
        QProcess probe;
        probe.start(QStringLiteral("redis-cli"),
                    { QStringLiteral("-s"), socketPath(), QStringLiteral("PING") });
        probe.waitForFinished(5000);
        if (probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0)
            return true;
        m_process.waitForFinished(10);
    }
    return false;
}

void RedisServer::freeze()
{
    ::kill(pid_t(pid()), SIGSTOP);
}

void RedisServer::thaw()
{
    ::kill(pid_t(pid()), SIGCONT);
}

QByteArray RedisServer::cli(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.start(QStringLiteral("redis-cli"),
                  QStringList{ QStringLiteral("-s"), socketPath() } + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(30000);
    return process.readAllStandardOutput();
}

QByteArray RedisServer::command(const QByteArrayList &arguments) const
{
    // Through standard input with escapes: a process argument can hold no NUL.
    QByteArray line;
    for (const QByteArray &argument : arguments) {
        line += '"';
        for (const char c : argument)
            line += "\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
        line += "\" ";
    }
    QByteArray out = cli({}, line + '\n');
    if (out.endsWith('\n'))
        out.chop(1);
    return out;
}

Monitor::Monitor(const RedisServer &server)
    : m_server(server)
{
    m_process.start(QStringLiteral("redis-cli"),
                    { QStringLiteral("-s"), server.socketPath(), QStringLiteral("MONITOR") });
    m_process.waitForStarted(10000);
    // MONITOR answers OK first; only then is it certain that nothing slips by.
    while (!m_lines.startsWith("OK\n") && m_process.waitForReadyRead(10000))
        m_lines += m_process.readAllStandardOutput();
    m_lines.clear();
}

Monitor::~Monitor()
{
    m_process.kill();
    m_process.waitForFinished(10000);
}

QByteArrayList Monitor::commands()
{
    static int serial = 0;
    const QByteArray marker = "larder-monitor-marker-" + QByteArray::number(++serial);
    (void)m_server.cli({ QStringLiteral("ECHO"), QString::fromLatin1(marker) });
    (void)QTest::qWaitFor(
        [&] {
            m_lines += m_process.readAllStandardOutput();
            return m_lines.contains(marker);
        },
        10000);
    QByteArrayList out;
    for (const QByteArray &line : m_lines.split('\n')) {
        const qsizetype start = line.indexOf("] \"");
        if (start < 0 || line.contains("larder-monitor-marker-"))
            continue;
        // `"SET" "a b" "1"`: the quotes between arguments go, escapes stay.
        QByteArray command = line.sliced(start + 3);
        command.chop(1);
        out += command.replace("\" \"", " ");
    }
    m_lines.clear();
    return out;
}

} // namespace support

#include "support/sentinelrig.h"
#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QTcpServer>
#include <QTest>
#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace support {

namespace {

/// All are held until the last is found, so that no two are the same.
QList<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> held;
    QList<quint16> ports;
    for (int i = 0; i < count; ++i) {
        held.push_back(std::make_unique<QTcpServer>());
        held.back()->listen(QHostAddress::LocalHost);
        ports += held.back()->serverPort();
    }
    return ports;
}

} // namespace

SentinelRig::SentinelRig()
    : SentinelRig(Options())
{
}

SentinelRig::SentinelRig(const Options &options)
    : m_options(options)
    , m_directory(QStringLiteral("/tmp/larder-XXXXXX"))
{
    m_ready = build();
}

SentinelRig::~SentinelRig()
{
    for (const auto *all : { &m_sentinels, &m_nodes }) {
        for (const auto &each : *all)
            each->process.kill();
        for (const auto &each : *all)
            each->process.waitForFinished(10000);
    }
}

bool SentinelRig::build()
{
    const QList<quint16> ports = freePorts(1 + m_options.replicas + m_options.sentinels);
    for (int i = 0; i <= m_options.replicas; ++i) {
        m_nodes.push_back(std::make_unique<Node>());
        Node &node = *m_nodes.back();
        node.port = ports[i];
        const QString home = m_directory.filePath(QStringLiteral("node%1").arg(i));
        QDir().mkpath(home);
        QFile configuration(home + QStringLiteral("/redis.conf"));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        QString text = QStringLiteral("port %1\nbind 127.0.0.1\nsave \"\"\nappendonly no\ndir %2\n"
                                      "repl-diskless-sync-delay 0\n")
                           .arg(QString::number(node.port), home);
        if (!m_options.password.isEmpty())
            text += QStringLiteral("requirepass %1\nmasterauth %1\n").arg(m_options.password);
        if (i > 0)
            text += QStringLiteral("replicaof 127.0.0.1 %1\n").arg(ports[0]);
        configuration.write(text.toUtf8());
        configuration.close();
        if (!launch(node, { configuration.fileName() }, m_options.password))
            return false;
    }
    for (int i = 0; i < m_options.sentinels; ++i) {
        m_sentinels.push_back(std::make_unique<Node>());
        Node &node = *m_sentinels.back();
        node.port = ports[m_options.replicas + 1 + i];
        const QString home = m_directory.filePath(QStringLiteral("sentinel%1").arg(i));
        QDir().mkpath(home);
        QFile configuration(home + QStringLiteral("/sentinel.conf"));
        if (!configuration.open(QIODevice::WriteOnly))
            return false;
        QString text =
            QStringLiteral("port %1\nbind 127.0.0.1\ndir %2\n"
                           "sentinel monitor %3 127.0.0.1 %4 %5\n"
                           "sentinel down-after-milliseconds %3 1000\n"
                           "sentinel failover-timeout %3 4000\n")
                .arg(QString::number(node.port), home, m_options.name, QString::number(ports[0]),
                     QString::number(m_options.sentinels / 2 + 1));
        if (!m_options.password.isEmpty())
            text += QStringLiteral("sentinel auth-pass %1 %2\n")
                        .arg(m_options.name, m_options.password);
        if (!m_options.sentinelPassword.isEmpty())
            text += QStringLiteral("requirepass %1\nsentinel sentinel-pass %1\n")
                        .arg(m_options.sentinelPassword);
        configuration.write(text.toUtf8());
        configuration.close();
        if (!launch(node, { configuration.fileName(), QStringLiteral("--sentinel") },
                    m_options.sentinelPassword))
            return false;
    }
    return QTest::qWaitFor([this] { return isSettled(); }, 30000);
}

bool SentinelRig::launch(Node &node, const QStringList &arguments, const QString &password)
{
#ifdef Q_OS_LINUX
    // A test that is killed leaves no server behind.
    node.process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    node.process.setStandardOutputFile(QProcess::nullDevice());
    node.process.setStandardErrorFile(QProcess::nullDevice());
    node.process.start(QStringLiteral("redis-server"), arguments);
    return node.process.waitForStarted(10000)
        && QTest::qWaitFor([&] { return run(node.port, password, { "PING" }) == "PONG"; }, 10000);
}

/// Every sentinel sees all replicas and all other sentinels, and the replicas have their data.
bool SentinelRig::isSettled() const
{
    for (int i = 0; i < m_options.sentinels; ++i) {
        const QByteArrayList fields =
            sentinelCommand(i, { "SENTINEL", "MASTER", m_options.name.toUtf8() }).split('\n');
        const auto field = [&](const char *name) {
            return fields.value(fields.indexOf(name) + 1).toInt();
        };
        if (field("num-slaves") != m_options.replicas
            || field("num-other-sentinels") != m_options.sentinels - 1)
            return false;
    }
    for (int i = 1; i <= m_options.replicas; ++i) {
        if (!command(i, { "INFO", "replication" }).contains("master_link_status:up"))
            return false;
    }
    return true;
}

quint16 SentinelRig::sentinelPort(int sentinel) const
{
    return m_sentinels[size_t(sentinel)]->port;
}

int SentinelRig::named(int sentinel) const
{
    const QByteArrayList address =
        sentinelCommand(sentinel,
                        { "SENTINEL", "GET-MASTER-ADDR-BY-NAME", m_options.name.toUtf8() })
            .split('\n');
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        if (address.value(1).toInt() == m_nodes[i]->port)
            return int(i);
    }
    return -1;
}

int SentinelRig::primary() const
{
    for (size_t i = 0; i < m_sentinels.size(); ++i) {
        if (m_sentinels[i]->process.state() == QProcess::Running)
            return named(int(i));
    }
    return -1;
}

void SentinelRig::kill(int node)
{
    m_nodes[size_t(node)]->process.kill();
    m_nodes[size_t(node)]->process.waitForFinished(10000);
}

void SentinelRig::killSentinel(int sentinel)
{
    m_sentinels[size_t(sentinel)]->process.kill();
    m_sentinels[size_t(sentinel)]->process.waitForFinished(10000);
}

bool SentinelRig::failOver()
{
    const int from = primary();
    const QByteArray name = m_options.name.toUtf8();
    // Refused while no replica is fit yet, or another failover is still young.
    return QTest::qWaitFor(
               [&] {
                   return sentinelCommand(0, { "SENTINEL", "FAILOVER", name }) == "OK";
               },
               20000)
        && waitForFailover(from);
}

bool SentinelRig::waitForFailover(int from, int ms) const
{
    return QTest::qWaitFor([&] { return agree(from); }, ms);
}

bool SentinelRig::agree(int from) const
{
    int now = -1;
    for (size_t i = 0; i < m_sentinels.size(); ++i) {
        if (m_sentinels[i]->process.state() != QProcess::Running)
            continue;
        const int node = named(int(i));
        if (node < 0 || node == from || (now >= 0 && node != now))
            return false;
        now = node;
    }
    return now >= 0 && command(now, { "ROLE" }).startsWith("master");
}

QByteArray SentinelRig::command(int node, const QByteArrayList &arguments) const
{
    return run(port(node), m_options.password, arguments);
}

QByteArray SentinelRig::sentinelCommand(int sentinel, const QByteArrayList &arguments) const
{
    return run(sentinelPort(sentinel), m_options.sentinelPassword, arguments);
}

QByteArray SentinelRig::run(quint16 port, const QString &password,
                            const QByteArrayList &arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!password.isEmpty())
        environment.insert(QStringLiteral("REDISCLI_AUTH"), password);
    process.setProcessEnvironment(environment);
    QStringList words{ QStringLiteral("-h"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"),
                       QString::number(port) };
    for (const QByteArray &argument : arguments)
        words += QString::fromUtf8(argument);
    process.start(QStringLiteral("redis-cli"), words);
    process.waitForFinished(10000);
    return process.readAllStandardOutput().trimmed();
}

} // namespace support

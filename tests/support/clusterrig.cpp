#include "support/clusterrig.h"
#include <QElapsedTimer>
#include <QMap>
#include <QTcpServer>
#include <QTest>
#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace support {

namespace {

constexpr int slotCount = 16384;

/// Free, and so is the bus port 10000 above. All are held until the last is found, so that no
/// two are the same.
QList<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> held;
    QList<quint16> ports;
    for (int tries = 0; ports.size() < count && tries < 500; ++tries) {
        auto port = std::make_unique<QTcpServer>();
        auto bus = std::make_unique<QTcpServer>();
        if (!port->listen(QHostAddress::LocalHost) || port->serverPort() > 55000
            || !bus->listen(QHostAddress::LocalHost, quint16(port->serverPort() + 10000))) {
            held.push_back(std::move(port));
            continue;
        }
        ports += port->serverPort();
        held.push_back(std::move(port));
        held.push_back(std::move(bus));
    }
    return ports;
}

/// The kernel hands out ports of its own range; servers need their bus port below 65536.
QList<quint16> portsBelow(int count)
{
    QList<quint16> ports = freePorts(count);
    for (int candidate = 20000 + int(QCoreApplication::applicationPid() % 9000);
         ports.size() < count && candidate < 32000; ++candidate) {
        QTcpServer port;
        QTcpServer bus;
        if (port.listen(QHostAddress::LocalHost, quint16(candidate))
            && bus.listen(QHostAddress::LocalHost, quint16(candidate + 10000)))
            ports += quint16(candidate);
    }
    return ports;
}

QByteArray escaped(const QByteArrayList &arguments)
{
    QByteArray line;
    for (const QByteArray &argument : arguments) {
        line += '"';
        for (const char c : argument)
            line += "\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
        line += "\" ";
    }
    return line + '\n';
}

} // namespace

ClusterRig::ClusterRig()
    : ClusterRig(Options())
{
}

ClusterRig::ClusterRig(const Options &options)
    : m_directory(QStringLiteral("/tmp/larder-XXXXXX"))
    , m_options(options)
{
    m_ready = build();
}

ClusterRig::~ClusterRig()
{
    for (const auto &node : m_nodes)
        node->process.kill();
    for (const auto &node : m_nodes)
        node->process.waitForFinished(10000);
}

bool ClusterRig::build()
{
    const Options &options = m_options;
    const int count = options.primaries * (options.replicas ? 2 : 1);
    const QList<quint16> ports =
        options.hosts.isEmpty() ? portsBelow(count) : QList<quint16>(count, 6379);
    if (ports.size() < count || (!options.hosts.isEmpty() && options.hosts.size() < count))
        return false;
    for (int i = 0; i < count; ++i) {
        m_nodes.push_back(std::make_unique<Node>());
        m_nodes.back()->host = options.hosts.value(i, QStringLiteral("127.0.0.1"));
        m_nodes.back()->port = ports[i];
        m_nodes.back()->options = options.server;
        if (options.each)
            m_nodes.back()->options += options.each(i, ports[i]);
        if (!start(i))
            return false;
    }
    const int share = slotCount / options.primaries;
    for (int i = 0; i < count; ++i) {
        m_nodes[size_t(i)]->id = command(i, { "CLUSTER", "MYID" });
        // Distinct epochs at once: otherwise the nodes have to find them by collision.
        (void)command(i, { "CLUSTER", "SET-CONFIG-EPOCH", QByteArray::number(i + 1) });
        if (i >= options.primaries)
            continue;
        const int last = i + 1 == options.primaries ? slotCount - 1 : (i + 1) * share - 1;
        (void)command(i,
                      { "CLUSTER", "ADDSLOTSRANGE", QByteArray::number(i * share),
                        QByteArray::number(last) });
    }
    for (int i = 1; i < count; ++i)
        (void)command(0, { "CLUSTER", "MEET", host(i).toLatin1(), QByteArray::number(port(i)) });
    for (int i = options.primaries; i < count; ++i) {
        const QByteArray of = id(i - options.primaries);
        if (!QTest::qWaitFor(
                [&] {
                    return command(i, { "CLUSTER", "REPLICATE", of }) == "OK";
                },
                10000))
            return false;
    }
    if (!waitUntilWhole())
        return false;
    return QTest::qWaitFor(
        [&] {
            for (int i = options.primaries; i < count; ++i) {
                if (!command(i, { "INFO", "replication" }).contains("master_link_status:up"))
                    return false;
            }
            return true;
        },
        20000);
}

bool ClusterRig::isAlive(int node) const
{
    return m_nodes[size_t(node)]->process.state() == QProcess::Running;
}

int ClusterRig::firstAlive() const
{
    for (int i = 0; i < size(); ++i) {
        if (isAlive(i))
            return i;
    }
    return 0;
}

bool ClusterRig::start(int index)
{
    Node &node = *m_nodes[size_t(index)];
    const QString name = node.host + u'-' + QString::number(node.port);
    const bool tls = !m_options.tlsAuthority.isEmpty();
    node.process.setStandardOutputFile(m_directory.filePath(name + QStringLiteral(".log")));
    node.process.setStandardErrorFile(QProcess::nullDevice());
#ifdef Q_OS_LINUX
    // A test that is killed leaves no server behind.
    node.process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    QStringList arguments{ QStringLiteral("redis-server"),
                           QStringLiteral("--port"),
                           QString::number(tls ? 0 : node.port),
                           QStringLiteral("--bind"),
                           node.host,
                           QStringLiteral("--cluster-enabled"),
                           QStringLiteral("yes"),
                           QStringLiteral("--cluster-config-file"),
                           name + QStringLiteral(".conf"),
                           QStringLiteral("--cluster-node-timeout"),
                           QString::number(m_options.nodeTimeoutMs),
                           QStringLiteral("--cluster-replica-validity-factor"),
                           QStringLiteral("0"),
                           QStringLiteral("--repl-diskless-sync-delay"),
                           QStringLiteral("0"),
                           QStringLiteral("--save"),
                           QString(),
                           QStringLiteral("--appendonly"),
                           QStringLiteral("no"),
                           QStringLiteral("--dir"),
                           m_directory.path() };
    if (!m_options.hosts.isEmpty()) // nobody but the test is in that network
        arguments += { QStringLiteral("--protected-mode"), QStringLiteral("no"),
                       QStringLiteral("--cluster-announce-ip"), node.host };
    if (tls)
        arguments += { QStringLiteral("--tls-port"),        QString::number(node.port),
                       QStringLiteral("--tls-cluster"),     QStringLiteral("yes"),
                       QStringLiteral("--tls-replication"), QStringLiteral("yes") };
    const QStringList words = m_options.wrapper + arguments + node.options;
    node.process.start(words.constFirst(), words.sliced(1));
    return node.process.waitForStarted(10000)
        && QTest::qWaitFor([&] { return command(index, { "PING" }) == "PONG"; }, 10000);
}

void ClusterRig::kill(int node)
{
    m_nodes[size_t(node)]->process.kill();
    m_nodes[size_t(node)]->process.waitForFinished(10000);
}

void ClusterRig::freeze(int node)
{
    ::kill(pid_t(m_nodes[size_t(node)]->process.processId()), SIGSTOP);
}

void ClusterRig::thaw(int node)
{
    ::kill(pid_t(m_nodes[size_t(node)]->process.processId()), SIGCONT);
}

bool ClusterRig::waitUntilWhole(int ms) const
{
    return QTest::qWaitFor(
        [&] {
            QByteArray first;
            for (int i = 0; i < size(); ++i) {
                if (!isAlive(i))
                    continue;
                if (!command(i, { "CLUSTER", "INFO" }).contains("cluster_state:ok"))
                    return false;
                // Owners by slot range; everybody has to tell the same.
                QByteArrayList lines;
                qsizetype living = 0;
                for (const QByteArray &line : command(i, { "CLUSTER", "NODES" }).split('\n')) {
                    const QByteArrayList words = line.split(' ');
                    if (words.size() > 8)
                        lines += words[0] + ' ' + words.sliced(8).join(' ');
                    living += words.size() > 7 && !words[2].contains("fail")
                        && !words[2].contains("handshake");
                }
                std::sort(lines.begin(), lines.end());
                if (first.isEmpty())
                    first = lines.join('\n');
                if (first != lines.join('\n')
                    || living < std::count_if(
                           m_nodes.cbegin(), m_nodes.cend(),
                           [](const auto &node) {
                               return node->process.state() == QProcess::Running;
                           }))
                    return false;
            }
            return !first.isEmpty();
        },
        ms);
}

int ClusterRig::indexOf(const QByteArray &id) const
{
    for (int i = 0; i < size(); ++i) {
        if (m_nodes[size_t(i)]->id == id)
            return i;
    }
    return -1;
}

QList<int> ClusterRig::primaries() const
{
    QList<int> found;
    for (const QByteArray &line : command(firstAlive(), { "CLUSTER", "NODES" }).split('\n')) {
        const QByteArrayList words = line.split(' ');
        if (words.size() > 8 && words[2].contains("master") && !words[2].contains("fail"))
            found += indexOf(words[0]);
    }
    std::sort(found.begin(), found.end());
    return found;
}

int ClusterRig::ownerOf(int slot) const
{
    for (const QByteArray &line : command(firstAlive(), { "CLUSTER", "NODES" }).split('\n')) {
        const QByteArrayList words = line.split(' ');
        for (qsizetype i = 8; i < words.size(); ++i) {
            const QByteArrayList ends = words[i].split('-');
            if (!words[i].startsWith('[') && slot >= ends.constFirst().toInt()
                && slot <= ends.constLast().toInt())
                return indexOf(words[0]);
        }
    }
    return -1;
}

void ClusterRig::beginMove(int slot, int from, int to)
{
    const QByteArray number = QByteArray::number(slot);
    (void)command(to, { "CLUSTER", "SETSLOT", number, "IMPORTING", id(from) });
    (void)command(from, { "CLUSTER", "SETSLOT", number, "MIGRATING", id(to) });
}

int ClusterRig::moveKeys(int slot, int from, int to, int count)
{
    int moved = 0;
    while (count < 0 || moved < count) {
        const int batch = count < 0 ? 1000 : count - moved;
        QByteArray names = command(
            from,
            { "CLUSTER", "GETKEYSINSLOT", QByteArray::number(slot), QByteArray::number(batch) });
        if (names.isEmpty())
            break;
        const QByteArrayList keys = names.split('\n');
        (void)command(from,
                      QByteArrayList{ "MIGRATE", host(to).toLatin1(), QByteArray::number(port(to)),
                                      "", "0", "5000", "KEYS" }
                          + keys);
        moved += int(keys.size());
    }
    return moved;
}

void ClusterRig::endMove(int slot, int to)
{
    const QByteArrayList end{ "CLUSTER", "SETSLOT", QByteArray::number(slot), "NODE", id(to) };
    (void)command(to, end); // the new owner first: it is the one who may not miss it
    for (const int each : primaries()) {
        if (each != to)
            (void)command(each, end);
    }
}

void ClusterRig::moveSlot(int slot, int from, int to)
{
    beginMove(slot, from, to);
    moveKeys(slot, from, to);
    endMove(slot, to);
}

QStringList ClusterRig::client(int node) const
{
    QStringList words = m_options.wrapper
        + QStringList{ QStringLiteral("redis-cli"), QStringLiteral("-h"), host(node),
                       QStringLiteral("-p"), QString::number(port(node)) };
    if (!m_options.tlsAuthority.isEmpty())
        words += { QStringLiteral("--tls"), QStringLiteral("--cacert"), m_options.tlsAuthority };
    return words;
}

QByteArray ClusterRig::run(int node, const QStringList &options,
                           const QByteArrayList &arguments) const
{
    QProcess process;
    const QStringList words = client(node) + options;
    process.start(words.constFirst(), words.sliced(1));
    process.write(escaped(arguments));
    process.closeWriteChannel();
    process.waitForFinished(30000);
    QByteArray out = process.readAllStandardOutput();
    while (out.endsWith('\n'))
        out.chop(1);
    return out;
}

QByteArray ClusterRig::command(int node, const QByteArrayList &arguments) const
{
    return run(node, {}, arguments);
}

QByteArray ClusterRig::anywhere(const QByteArrayList &arguments) const
{
    QByteArray out = run(firstAlive(), { QStringLiteral("-c") }, arguments);
    while (out.startsWith("-> Redirected"))
        out = out.sliced(out.indexOf('\n') + 1);
    return out;
}

qint64 ClusterRig::keys() const
{
    qint64 sum = 0;
    for (const int each : primaries())
        sum += command(each, { "DBSIZE" }).toLongLong();
    return sum;
}

} // namespace support

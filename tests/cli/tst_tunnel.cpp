// `larder tunnel` as a process, between real programs and real servers; and the other commands
// through a bastion.
#include "cli/larderprocess.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include "support/tlsfiles.h"
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using support::RedisServer;
using support::SshServer;

namespace {

using Outcome = LarderProcess::Outcome;

/// A `larder tunnel` that has said where it listens.
struct Running {
    std::unique_ptr<QProcess> process;
    QString address;
    QByteArray errors;

    [[nodiscard]] quint16 port() const { return quint16(address.section(u':', -1).toUInt()); }
    /// Everything that it has said on standard error.
    const QByteArray &said()
    {
        errors += process->readAllStandardError();
        return errors;
    }
    /// Its exit status; -1 = it crashed or did not end.
    int end(int signal)
    {
        ::kill(pid_t(process->processId()), signal);
        const bool ended = process->waitForFinished(10000);
        return ended && process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
    }
};

QByteArray redisCli(const QStringList &arguments)
{
    QProcess cli;
    cli.start(QStringLiteral("redis-cli"), arguments);
    cli.waitForFinished(20000);
    return cli.readAllStandardOutput() + cli.readAllStandardError();
}

bool answers(quint16 port)
{
    QTcpSocket probe;
    probe.connectToHost(QHostAddress::LocalHost, port);
    return probe.waitForConnected(5000);
}

/// Takes one connection of 127.0.0.1, reads to its end, and only then sends everything back.
class Mirror {
public:
    Mirror()
        : m_server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name = {};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        auto *const address = reinterpret_cast<sockaddr *>(&name);
        if (::bind(m_server, address, size) != 0 || ::listen(m_server, 8) != 0
            || ::getsockname(m_server, address, &size) != 0)
            qFatal("no port to listen on");
        m_port = ntohs(name.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~Mirror()
    {
        ::shutdown(m_server, SHUT_RDWR);
        m_thread.join();
        ::close(m_server);
    }
    Q_DISABLE_COPY_MOVE(Mirror)
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void serve() const
    {
        for (int client = ::accept(m_server, nullptr, nullptr); client >= 0;
             client = ::accept(m_server, nullptr, nullptr)) {
            QByteArray all;
            QByteArray chunk(1 << 16, Qt::Uninitialized);
            for (ssize_t n = 0; (n = ::recv(client, chunk.data(), size_t(chunk.size()), 0)) > 0;)
                all += chunk.first(n);
            for (qsizetype sent = 0; sent < all.size();) {
                const ssize_t n =
                    ::send(client, all.constData() + sent, size_t(all.size() - sent), MSG_NOSIGNAL);
                if (n <= 0)
                    break;
                sent += n;
            }
            ::close(client);
        }
    }

    int m_server;
    quint16 m_port = 0;
    std::thread m_thread;
};

/// Sends everything, ends its half, and reads to the end. Blocking.
QByteArray reflected(quint16 port, const QByteArray &bytes)
{
    const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in name = {};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.sin_port = htons(port);
    QByteArray back;
    if (::connect(client, reinterpret_cast<sockaddr *>(&name), sizeof name) == 0) {
        for (qsizetype sent = 0; sent < bytes.size();) {
            const ssize_t n =
                ::send(client, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
            if (n <= 0)
                break;
            sent += n;
        }
        ::shutdown(client, SHUT_WR);
        QByteArray chunk(1 << 16, Qt::Uninitialized);
        for (ssize_t n = 0; (n = ::recv(client, chunk.data(), size_t(chunk.size()), 0)) > 0;)
            back += chunk.first(n);
    }
    ::close(client);
    return back;
}

} // namespace

class TestTunnel : public QObject {
    Q_OBJECT

    std::unique_ptr<SshServer> m_bastion;
    std::unique_ptr<RedisServer> m_server;
    LarderProcess m_larder;

    /// "@FILE" of a connection to `port` as the bastion sees it.
    [[nodiscard]] QString profile(quint16 port, const QByteArray &more = {}, int hops = 1) const
    {
        const QByteArray hop =
            "{\"host\": \"127.0.0.1\", \"port\": " + QByteArray::number(m_bastion->port())
            + ", \"user\": \"" + m_bastion->userName().toUtf8() + "\", \"keyFile\": \""
            + m_bastion->clientKey().toUtf8() + "\"}";
        return u'@'
            + m_larder.file(QStringLiteral("profile.json"),
                            R"({"name": "orders", "host": "127.0.0.1", "port": )"
                                + QByteArray::number(port) + more
                                + ", \"tunnel\": {\"kind\": \"ssh\", \"hops\": ["
                                + QByteArrayList(hops, hop).join(", ") + "]}}");
    }
    [[nodiscard]] QString profile() const { return profile(m_server->port()); }
    void trust(const QByteArray &lines) const
    {
        QDir().mkpath(m_larder.path(QStringLiteral(".ssh")));
        (void)m_larder.file(QStringLiteral(".ssh/known_hosts"), lines);
        QFile::remove(m_larder.path(QStringLiteral("larder/known_hosts")));
    }
    [[nodiscard]] Running open(const QString &profile, const QStringList &options = {}) const
    {
        Running running;
        running.process =
            m_larder.start(QStringList{ QStringLiteral("tunnel"), profile } + options);
        QProcess &process = *running.process;
        (void)QTest::qWaitFor(
            [&] { return process.canReadLine() || process.state() == QProcess::NotRunning; },
            20000);
        running.address = QString::fromUtf8(process.readLine()).trimmed();
        return running;
    }
    [[nodiscard]] Outcome refused(const QString &profile, const QStringList &options = {}) const
    {
        return m_larder.run(QStringList{ QStringLiteral("tunnel"), profile } + options);
    }
    /// A round trip of redis-cli through the port.
    [[nodiscard]] QByteArray ping(const Running &running) const
    {
        return redisCli(
            { QStringLiteral("-p"), QString::number(running.port()), QStringLiteral("PING") });
    }

private Q_SLOTS:
    void initTestCase();
    void init() { trust(m_bastion->knownHostsLines()); }

    void port_lets_redis_cli_through_and_sigterm_ends_it();
    void sigint_ends_it_with_clients_inside();
    void unix_socket_is_for_this_user_alone();
    void dead_socket_is_replaced_and_other_files_are_not();
    void folder_that_others_can_change_is_refused();
    void tls_is_the_other_program_s();
    void ports_of_other_addresses_are_refused();
    void port_in_use_is_said();
    void nobody_gets_in_before_the_bastion_is_there_data();
    void nobody_gets_in_before_the_bastion_is_there();
    void connection_without_tunnel_is_refused();
    void session_manager_is_described_by_words_alone();
    void failed_steps_have_their_status();
    void new_host_key_without_a_terminal_is_an_error();
    void new_host_key_is_asked_for_on_the_terminal();
    void passphrase_is_asked_for_without_echo();
    void killed_bastion_is_reached_again_by_the_next_client();
    void refused_target_closes_that_client_only();
    void fifty_clients_at_once();
    void much_data_passes_both_ways_whole();
    void exec_and_test_lead_through_the_bastion();
};

void TestTunnel::initTestCase()
{
    m_bastion = std::make_unique<SshServer>();
    QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    m_server = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
}

void TestTunnel::port_lets_redis_cli_through_and_sigterm_ends_it()
{
    Running running = open(profile());
    QVERIFY2(running.address.startsWith(QStringLiteral("127.0.0.1:")), running.said().constData());
    QVERIFY(running.port() != m_server->port());
    QCOMPARE(ping(running), "PONG\n");
    QCOMPARE(redisCli({ QStringLiteral("-p"), QString::number(running.port()),
                        QStringLiteral("CONFIG"), QStringLiteral("GET"), QStringLiteral("port") }),
             "port\n" + QByteArray::number(m_server->port()) + '\n');
    QVERIFY2(running.said().contains("every user of this computer"), running.said().constData());
    QVERIFY2(running.said().contains("127.0.0.1:" + QByteArray::number(m_server->port())),
             running.said().constData());
    QCOMPARE(running.end(SIGTERM), 0);
    QVERIFY(!answers(running.port()));
    // One line, for scripts.
    QVERIFY(running.process->readAllStandardOutput().isEmpty());
}

void TestTunnel::sigint_ends_it_with_clients_inside()
{
    Running running = open(profile(), { QStringLiteral("--listen"), QStringLiteral("[::1]:0") });
    if (running.said().contains("cannot be listened on"))
        QSKIP("this machine has no IPv6");
    QVERIFY2(running.address.startsWith(QStringLiteral("[::1]:")), running.said().constData());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHostIPv6, running.port());
    QVERIFY(client.waitForConnected(5000));
    client.write("PING\r\n");
    QVERIFY(client.waitForReadyRead(5000));
    QCOMPARE(client.readAll(), "+PONG\r\n");
    QCOMPARE(running.end(SIGINT), 0);
    QVERIFY(client.state() == QAbstractSocket::UnconnectedState
            || client.waitForDisconnected(5000));
}

void TestTunnel::unix_socket_is_for_this_user_alone()
{
    const QString path = m_larder.path(QStringLiteral("orders.sock"));
    Running running = open(profile(), { QStringLiteral("--listen-unix"), path });
    QVERIFY2(running.address == path, running.said().constData());
    struct stat info = {};
    QCOMPARE(::lstat(path.toLocal8Bit().constData(), &info), 0);
    QCOMPARE(int(info.st_mode & 0777U), 0600);
    QCOMPARE(redisCli({ QStringLiteral("-s"), path, QStringLiteral("PING") }), "PONG\n");
    const Outcome second = refused(profile(), { QStringLiteral("--listen-unix"), path });
    QCOMPARE(second.status, 1);
    QVERIFY2(second.err.contains("Another program listens"), second.err.constData());
    QCOMPARE(redisCli({ QStringLiteral("-s"), path, QStringLiteral("PING") }), "PONG\n");
    QCOMPARE(running.end(SIGTERM), 0);
    QVERIFY(!QFileInfo::exists(path));
}

void TestTunnel::dead_socket_is_replaced_and_other_files_are_not()
{
    const QString path = m_larder.path(QStringLiteral("old.sock"));
    Running killed = open(profile(), { QStringLiteral("--listen-unix"), path });
    QCOMPARE(killed.address, path);
    (void)killed.end(SIGKILL);
    struct stat info = {};
    QCOMPARE(::lstat(path.toLocal8Bit().constData(), &info), 0);
    Running again = open(profile(), { QStringLiteral("--listen-unix"), path });
    QVERIFY2(again.address == path, again.said().constData());
    QCOMPARE(again.end(SIGTERM), 0);

    const QString file = m_larder.file(QStringLiteral("precious"), "words\n");
    const Outcome outcome = refused(profile(), { QStringLiteral("--listen-unix"), file });
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains("left alone"), outcome.err.constData());
    QFile precious(file);
    QVERIFY(precious.open(QFile::ReadOnly));
    QCOMPARE(precious.readAll(), "words\n");
    QCOMPARE(
        refused(profile(), { QStringLiteral("--listen-unix"), m_larder.path(QString(120, u'x')) })
            .status,
        1);
}

void TestTunnel::folder_that_others_can_change_is_refused()
{
    const QString folder = m_larder.path(QStringLiteral("open"));
    QVERIFY(QDir().mkpath(folder));
    QCOMPARE(::chmod(folder.toLocal8Bit().constData(), 0777), 0);
    const QStringList options{ QStringLiteral("--listen-unix"), folder + QStringLiteral("/s") };
    const Outcome outcome = refused(profile(), options);
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains("Other users can change the folder"), outcome.err.constData());
}

void TestTunnel::tls_is_the_other_program_s()
{
    support::TlsFiles files;
    if (!files.isValid())
        QSKIP("this machine has no openssl program");
    support::TlsFiles::Wish wish;
    wish.commonName = QStringLiteral("cache.example");
    wish.names = QStringLiteral("DNS:cache.example");
    const RedisServer secure(files.serverOptions(files.issue(wish)), RedisServer::Tcp::Tls);
    QVERIFY(secure.isRunning());
    Running running = open(
        profile(secure.port(), R"(, "tls": {"enabled": true, "serverName": "cache.example"})"));
    QVERIFY2(running.port() != 0, running.said().constData());
    QVERIFY2(running.said().contains("verify is cache.example"), running.said().constData());
    QCOMPARE(
        redisCli({ QStringLiteral("-p"), QString::number(running.port()), QStringLiteral("--tls"),
                   QStringLiteral("--sni"), QStringLiteral("cache.example"),
                   QStringLiteral("--cacert"), files.authority(), QStringLiteral("PING") }),
        "PONG\n");
    QCOMPARE(running.end(SIGTERM), 0);
}

void TestTunnel::ports_of_other_addresses_are_refused()
{
    for (const char *wrong :
         { "0.0.0.0:7000", "[::]:7000", "10.0.0.1:7000", ":7000", "7000", "127.0.0.1",
           "127.0.0.1:", "127.0.0.1:70000", "localhost:-1", "127.0.0.2:7000", "" }) {
        const Outcome outcome =
            refused(profile(), { QStringLiteral("--listen"), QLatin1String(wrong) });
        QVERIFY2(outcome.status == 2, wrong);
        QVERIFY2(outcome.err.contains("Other computers are never let in"), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
    }
    QCOMPARE(refused(profile(),
                     { QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                       QStringLiteral("--listen-unix"), m_larder.path(QStringLiteral("s")) })
                 .status,
             2);
}

void TestTunnel::port_in_use_is_said()
{
    const QString taken = QStringLiteral("127.0.0.1:%1").arg(m_server->port());
    const Outcome outcome = refused(profile(), { QStringLiteral("--listen"), taken });
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains(taken.toUtf8() + " is in use by another program"),
             outcome.err.constData());
}

void TestTunnel::nobody_gets_in_before_the_bastion_is_there_data()
{
    QTest::addColumn<bool>("isSocket");
    QTest::newRow("port") << false;
    QTest::newRow("Unix socket") << true;
}

void TestTunnel::nobody_gets_in_before_the_bastion_is_there()
{
    QFETCH(bool, isSocket);
    QTcpServer silent; // somebody who takes connections and never says that he speaks SSH
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    const QString path = m_larder.path(QStringLiteral("early.sock"));
    const QString file = m_larder.file(
        QStringLiteral("silent.json"),
        R"({"host": "127.0.0.1", "port": 6379, "tunnel": {"kind": "ssh", "hops": [{"host": "127.0.0.1", "user": "x", "port": )"
            + QByteArray::number(silent.serverPort()) + "}]}}");
    const auto larder =
        m_larder.start({ QStringLiteral("tunnel"), u'@' + file,
                         isSocket ? QStringLiteral("--listen-unix") : QStringLiteral("--listen"),
                         isSocket ? path : QStringLiteral("127.0.0.1:%1").arg(port) });
    QVERIFY(silent.waitForNewConnection(20000));
    if (isSocket) {
        QVERIFY(QFileInfo::exists(path));
        QVERIFY(
            redisCli({ QStringLiteral("-s"), path, QStringLiteral("PING") }).contains("refused"));
    } else {
        QVERIFY(!answers(port));
    }
    QVERIFY(larder->state() == QProcess::Running);
    QVERIFY(!larder->canReadLine());
    ::kill(pid_t(larder->processId()), SIGTERM);
    QVERIFY(larder->waitForFinished(10000));
    QVERIFY(!QFileInfo::exists(path));
}

void TestTunnel::connection_without_tunnel_is_refused()
{
    const Outcome outcome = refused(QStringLiteral("redis://127.0.0.1:7000"));
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("has no tunnel"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("127.0.0.1:7000"), outcome.err.constData());
}

void TestTunnel::session_manager_is_described_by_words_alone()
{
    const auto said = [&](const QStringList &words) {
        const Outcome outcome = m_larder.run(QStringList{ QStringLiteral("tunnel") } + words);
        return outcome.status == 2 && outcome.out.isEmpty() ? outcome.err : QByteArray();
    };
    const QStringList ssm{ QStringLiteral("--ssm"), QStringLiteral("i-0123456789abcdef0") };
    const QStringList to{ QStringLiteral("--to"), QStringLiteral("cache:6379") };
    QVERIFY(said({}).contains("--ssm and --to"));
    QVERIFY(said(ssm).contains("--ssm and --to"));
    QVERIFY(said(to).contains("--ssm and --to"));
    QVERIFY(said(ssm + to + QStringList{ profile() }).contains("--ssm and --to"));
    QVERIFY(said(QStringList{ profile(), QStringLiteral("--region"), QStringLiteral("x") })
                .contains("--ssm and --to"));
    QVERIFY(said(QStringList{ QStringLiteral("--ssm"), QStringLiteral("bastion") } + to)
                .contains("i-… or mi-…"));
    for (const char *wrong : { "cache", "cache:0", ":6379", "cache:x" })
        QVERIFY2(said(ssm + QStringList{ QStringLiteral("--to"), QLatin1String(wrong) })
                     .contains("HOST:PORT"),
                 wrong);
    const auto with = [&](const char *option, const char *value) {
        return said(ssm + to + QStringList{ QLatin1String(option), QLatin1String(value) });
    };
    QVERIFY(with("--backend", "plugin").contains("built-in or aws-cli"));
    QVERIFY(with("--aws-endpoint", "ssm.example").contains("https://"));
    QVERIFY(with("--aws-endpoint", "http://ssm.example").contains("https://"));
    QVERIFY(with("--listen", "0.0.0.0:7000").contains("Other computers are never let in"));
}

void TestTunnel::failed_steps_have_their_status()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 closed = probe.serverPort();
    probe.close();
    const Outcome target = refused(profile(closed));
    QCOMPARE(target.status, 14);
    QVERIFY(target.out.isEmpty());

    m_bastion->kill();
    m_bastion->setConfig({ QStringLiteral("AllowTcpForwarding no") });
    QVERIFY(m_bastion->start());
    const Outcome forbidden = refused(profile());
    m_bastion->kill();
    const Outcome gone = refused(profile());
    m_bastion->setConfig({});
    QVERIFY(m_bastion->start());
    QCOMPARE(forbidden.status, 14);
    QVERIFY2(forbidden.err.contains("forbids port forwarding"), forbidden.err.constData());
    QCOMPARE(gone.status, 12);
    QVERIFY2(gone.err.contains("refused the connection"), gone.err.constData());
}

void TestTunnel::new_host_key_without_a_terminal_is_an_error()
{
    trust({});
    for (const char *command : { "tunnel", "test", "exec" }) {
        QStringList words{ QLatin1String(command), profile() };
        if (words.constFirst() == QLatin1String("exec"))
            words += { QStringLiteral("--"), QStringLiteral("PING") };
        const Outcome outcome = m_larder.run(words);
        QVERIFY2(outcome.status == 13, command);
        const QByteArray said = outcome.out + outcome.err;
        QVERIFY2(said.contains(m_bastion->hostFingerprint().toUtf8()), said.constData());
        QVERIFY2(said.contains("is not known"), said.constData());
    }
}

void TestTunnel::new_host_key_is_asked_for_on_the_terminal()
{
    trust({});
    const QStringList words{ QStringLiteral("exec"), profile(), QStringLiteral("--"),
                             QStringLiteral("PING") };
    const auto refusedKey = m_larder.answer(words, "ends here:", "no");
    if (!refusedKey)
        QSKIP("this machine gives out no pseudo-terminals");
    QCOMPARE(refusedKey->status, 13);
    const auto once = m_larder.answer(words, "ends here:", "once");
    QVERIFY2(once->out.contains(m_bastion->hostFingerprint().toUtf8()), once->out.constData());
    QVERIFY2(once->out.contains("PONG"), once->out.constData());
    QCOMPARE(once->status, 0);
    QCOMPARE(m_larder.run(words).status, 13); // it was for once
    const auto stored = m_larder.answer({ QStringLiteral("test"), profile() }, "ends here:", "yes");
    QVERIFY2(stored->out.contains("Connected in"), stored->out.constData());
    QCOMPARE(stored->status, 0);
    QCOMPARE(m_larder.run(words).out, "PONG\n");
    const auto interrupted = [&] {
        trust({});
        return m_larder.answer({ QStringLiteral("tunnel"), profile() }, "ends here:", "\x03");
    }();
    QCOMPARE(interrupted->status, 130);
}

void TestTunnel::passphrase_is_asked_for_without_echo()
{
    const QString key = m_larder.path(QStringLiteral("locked"));
    QFile::remove(key);
    QVERIFY(
        support::sshKeygen({ QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                             QStringLiteral("pass-of-the-key"), QStringLiteral("-f"), key }));
    QFile half(key + QStringLiteral(".pub"));
    QVERIFY(half.open(QFile::ReadOnly));
    m_bastion->authorize(half.readAll());
    QFile whole(profile().sliced(1));
    QVERIFY(whole.open(QFile::ReadOnly));
    QByteArray text = whole.readAll();
    text.replace(m_bastion->clientKey().toUtf8(), key.toUtf8());
    const QStringList words{ QStringLiteral("exec"),
                             u'@' + m_larder.file(QStringLiteral("locked.json"), text),
                             QStringLiteral("--"), QStringLiteral("PING") };
    const auto outcome = m_larder.answer(words, "Passphrase of the key", "pass-of-the-key");
    if (!outcome)
        QSKIP("this machine gives out no pseudo-terminals");
    QVERIFY2(outcome->out.contains("PONG"), outcome->out.constData());
    QVERIFY(!outcome->out.contains("pass-of-the-key"));
    QCOMPARE(outcome->status, 0);
    QCOMPARE(m_larder.run(words).status, 13);
}

void TestTunnel::killed_bastion_is_reached_again_by_the_next_client()
{
    Running running = open(profile());
    QCOMPARE(ping(running), "PONG\n");
    m_bastion->kill();
    QTRY_VERIFY2_WITH_TIMEOUT(running.said().contains("for the next program"),
                              running.said().constData(), 15000);
    // While the bastion is away a client is turned away, and told so.
    QVERIFY(ping(running) != "PONG\n");
    QTRY_VERIFY2_WITH_TIMEOUT(running.said().contains("refused the connection"),
                              running.said().constData(), 10000);
    QVERIFY(m_bastion->start());
    QCOMPARE(ping(running), "PONG\n");
    QCOMPARE(running.end(SIGTERM), 0);
}

void TestTunnel::refused_target_closes_that_client_only()
{
    RedisServer server({}, RedisServer::Tcp::Yes);
    Running running = open(profile(server.port()));
    QCOMPARE(ping(running), "PONG\n");
    server.kill();
    QVERIFY(ping(running) != "PONG\n");
    QTRY_VERIFY2(running.said().contains("could not connect to"), running.said().constData());
    QVERIFY(server.start());
    QCOMPARE(ping(running), "PONG\n");
    QCOMPARE(running.end(SIGTERM), 0);
}

void TestTunnel::fifty_clients_at_once()
{
    Running running = open(profile());
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress::LocalHost, running.port());
        clients.back()->write("ECHO " + QByteArray::number(i) + "\r\n");
    }
    for (size_t i = 0; i < clients.size(); ++i) {
        const QByteArray word = QByteArray::number(qsizetype(i));
        const QByteArray reply = '$' + QByteArray::number(word.size()) + "\r\n" + word + "\r\n";
        QTRY_COMPARE_WITH_TIMEOUT(clients[i]->bytesAvailable(), reply.size(), 20000);
        QCOMPARE(clients[i]->readAll(), reply);
    }
    QCOMPARE(running.end(SIGTERM), 0);
}

void TestTunnel::much_data_passes_both_ways_whole()
{
    const Mirror mirror;
    Running running = open(profile(mirror.port()));
    QVERIFY2(running.port() != 0, running.said().constData());
    QByteArray bytes(12'000'001, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    // The mirror answers only once the client's half has ended.
    const QByteArray back = reflected(running.port(), bytes);
    QCOMPARE(back.size(), bytes.size());
    QVERIFY(back == bytes);
    QCOMPARE(reflected(running.port(), "once more"), "once more");
    QCOMPARE(running.end(SIGTERM), 0);
}

void TestTunnel::exec_and_test_lead_through_the_bastion()
{
    m_server->command({ "SET", "order:7", "shipped" });
    const Outcome exec = m_larder.run({ QStringLiteral("exec"), profile(), QStringLiteral("--"),
                                        QStringLiteral("GET"), QStringLiteral("order:7") });
    QCOMPARE(exec.out, "\"shipped\"\n");
    QCOMPARE(exec.status, 0);
    const Outcome test =
        m_larder.run({ QStringLiteral("test"), profile(), QStringLiteral("--json") });
    QCOMPARE(test.status, 0);
    const QJsonObject report = QJsonDocument::fromJson(test.out).object();
    QVERIFY(report.value(QLatin1String("passed")).toBool());
    const QJsonArray rungs = report.value(QLatin1String("rungs")).toArray();
    QCOMPARE(rungs.size(), 9);
    for (const int passed : { 2, 3, 4, 7 }) { // TCP, tunnel, cache TCP, PING
        QCOMPARE(rungs[passed].toObject().value(QLatin1String("outcome")).toString(),
                 QStringLiteral("passed"));
    }
    // Each of two servers has its line, in the column of the texts.
    const QByteArray twice =
        m_larder.run({ QStringLiteral("test"), profile(m_server->port(), {}, 2) }).out;
    const QByteArray line = "127.0.0.1:" + QByteArray::number(m_bastion->port()) + ": ED25519 ";
    QVERIFY2(twice.contains("  " + line), twice.constData());
    QVERIFY2(twice.contains('\n' + QByteArray(17, ' ') + line), twice.constData());
}

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"

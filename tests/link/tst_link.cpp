#include "link/makelink.h"
#include "link/tcplink.h"
#include <QFile>
#include <QHostInfo>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using base::Error;
using Cause = base::Error::Cause;

namespace {

/// A link to a name whose addresses the test knows, and no DNS does.
class NamedLink final : public links::TcpLink {
public:
    NamedLink(QList<QHostAddress> addresses, quint16 port, std::chrono::milliseconds timeout)
        : TcpLink(QStringLiteral("cache.internal"), port, timeout)
        , m_addresses(std::move(addresses))
    {
    }

protected:
    void resolve(const QString &host) override
    {
        QHostInfo answer;
        answer.setHostName(host);
        answer.setAddresses(m_addresses);
        found(answer);
    }

private:
    QList<QHostAddress> m_addresses;
};

/// A listener that takes no connection: its queue is full, so the kernel drops what comes.
class FullListener {
public:
    explicit FullListener(const QHostAddress &address = QHostAddress::LocalHost)
    {
        m_server.setListenBacklogSize(0);
        m_server.listen(address);
        m_server.pauseAccepting();
        for (int i = 0; i < 4; ++i) {
            m_crowd.push_back(std::make_unique<QTcpSocket>());
            m_crowd.back()->connectToHost(address, m_server.serverPort());
        }
    }
    [[nodiscard]] bool isFull() const
    {
        return m_crowd.front()->state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_crowd;
};

int tcpOption(const QTcpSocket &socket, int option)
{
    int value = -1;
    socklen_t size = sizeof value;
    ::getsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, option, &value, &size);
    return value;
}

} // namespace

class LinkTest final : public QObject {
    Q_OBJECT

    static profiles::Profile tcp(const QString &host, quint16 port)
    {
        profiles::Profile profile;
        profile.host = host;
        profile.port = port;
        profile.connectTimeoutMs = 3000;
        return profile;
    }

    static profiles::Profile local(const QString &path)
    {
        profiles::Profile profile;
        profile.unixSocket = path;
        profile.connectTimeoutMs = 3000;
        return profile;
    }

    static links::Link *linkTo(const profiles::Profile &profile)
    {
        return links::makeLink(profile, links::Endpoint::of(profile), {}, {}, nullptr);
    }

    static Error failureOf(const profiles::Profile &profile)
    {
        return failureOf(std::unique_ptr<links::Link>(linkTo(profile)));
    }

    static Error failureOf(std::unique_ptr<links::Link> link)
    {
        Error why;
        int failures = 0;
        connect(link.get(), &links::Link::failed, link.get(), [&](const Error &error) {
            why = error;
            ++failures;
        });
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        (void)QTest::qWaitFor([&] { return failures > 0; }, 20000);
        if (failures != 1 || !opened.isEmpty() || link->take())
            why.text = QStringLiteral("not exactly one failure");
        return why;
    }

private Q_SLOTS:
    void listeningPort_opensAPromptStream_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("::1");
        QTest::newRow("IPv6 in brackets") << QStringLiteral("[::1]");
        QTest::newRow("name") << QStringLiteral("localhost");
    }
    void listeningPort_opensAPromptStream()
    {
        QFETCH(QString, host);
        QTcpServer server;
        const bool six = host.contains(QLatin1Char(':'));
        if (!server.listen(six ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost))
            QSKIP("this machine has no such loopback");
        if (host == QLatin1String("localhost") && QHostInfo::fromName(host).addresses().isEmpty())
            QSKIP("this machine has no name for itself");
        auto link = std::unique_ptr<links::Link>(linkTo(tcp(host, server.serverPort())));
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(link->route().startsWith(QStringLiteral("Direct → ")));
        QVERIFY(link->route().endsWith(QString::number(server.serverPort())));
        std::unique_ptr<QIODevice> stream = link->take();
        QVERIFY(stream && stream->isOpen());
        QVERIFY(!link->take());
        link.reset(); // the stream outlives it
        auto *socket = qobject_cast<QTcpSocket *>(stream.get());
        QVERIFY(socket);
        QCOMPARE(socket->socketOption(QAbstractSocket::LowDelayOption).toInt(), 1);
        QCOMPARE(socket->socketOption(QAbstractSocket::KeepAliveOption).toInt(), 1);
        QCOMPARE(tcpOption(*socket, TCP_KEEPIDLE), 10);
        QCOMPARE(tcpOption(*socket, TCP_KEEPINTVL), 5);
        QCOMPARE(tcpOption(*socket, TCP_KEEPCNT), 3);
        QCOMPARE(tcpOption(*socket, TCP_USER_TIMEOUT), 20000);
        QTRY_VERIFY(server.hasPendingConnections());
        server.nextPendingConnection()->write("hello");
        QTRY_COMPARE(stream->bytesAvailable(), 5);
    }

    void nobodyListening_saysSo()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        const Error why = failureOf(tcp(QStringLiteral("127.0.0.1"), port));
        QCOMPARE(why.kind, Error::Kind::Network);
        QCOMPARE(
            why.text,
            QStringLiteral("127.0.0.1:%1 refused the connection: the host answers, but nothing "
                           "listens on this port. Check the port and that the server is "
                           "running.")
                .arg(port));
        QVERIFY(!why.detail.isEmpty());
        QCOMPARE(why.cause, Cause::Refused);
    }

    void unknownName_isADnsSentence()
    {
        const Error why = failureOf(tcp(QStringLiteral("no-such-host.invalid"), 6379));
        QCOMPARE(why.kind, Error::Kind::Network);
        QCOMPARE(why.text,
                 QStringLiteral("DNS cannot find no-such-host.invalid. Check the spelling; if the "
                                "name exists only inside the VPC, choose a tunnel."));
        QCOMPARE(why.cause, Cause::HostNotFound);
    }

    void silentHost_endsInTime()
    {
        const FullListener server;
        QTRY_VERIFY(server.isFull());
        profiles::Profile profile = tcp(QStringLiteral("127.0.0.1"), server.port());
        profile.connectTimeoutMs = 300;
        const Error why = failureOf(profile);
        QCOMPARE(why.kind, Error::Kind::Timeout);
        QCOMPARE(why.cause, Cause::Silent);
        QVERIFY2(why.text.contains(QLatin1String("within 0.3 s")), qPrintable(why.text));
    }

    void privateAddresses_areKnown_data()
    {
        QTest::addColumn<bool>("isPrivate");
        for (const char *address :
             { "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.9.9", "100.64.0.1",
               "100.127.255.255", "fd12:3456::1", "::ffff:10.0.0.1" })
            QTest::newRow(address) << true;
        for (const char *address : { "127.0.0.1", "::1", "8.8.8.8", "172.32.0.1", "100.128.0.1",
                                     "169.254.1.1", "fe80::1", "2001:db8::1", "11.0.0.1" })
            QTest::newRow(address) << false;
    }
    void privateAddresses_areKnown()
    {
        QFETCH(bool, isPrivate);
        const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!address.isNull());
        QCOMPARE(links::isPrivateAddress(address), isPrivate);
    }

    void nameOfAPrivateAddressOutOfReach_isAVpc()
    {
        // Without a route to it or with one, nothing answers there.
        const Error why = failureOf(std::make_unique<NamedLink>(
            QList<QHostAddress>{ QHostAddress(QStringLiteral("fd12:3456:789a::1")) }, 6379,
            std::chrono::milliseconds(400)));
        QCOMPARE(why.cause, Cause::PrivateAddress);
        QCOMPARE(why.text,
                 QStringLiteral("cache.internal is a private VPC address (fd12:3456:789a::1). This "
                                "endpoint cannot be reached directly from outside its VPC. Use a "
                                "VPN, or connect through an SSH or SSM bastion."));
    }

    void silentLoopback_isNoVpc()
    {
        const FullListener server;
        QTRY_VERIFY(server.isFull());
        const Error why =
            failureOf(std::make_unique<NamedLink>(QList<QHostAddress>{ QHostAddress::LocalHost },
                                                  server.port(), std::chrono::milliseconds(300)));
        QCOMPARE(why.cause, Cause::Silent);
    }

    void firstAddressIsSilent_theNextOneAnswers()
    {
        const FullListener silent;
        QTRY_VERIFY(silent.isFull());
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHostIPv6, silent.port()))
            QSKIP("this machine has no IPv6 loopback");
        NamedLink link({ QHostAddress::LocalHost, QHostAddress::LocalHostIPv6 }, silent.port(),
                       std::chrono::milliseconds(3000));
        QSignalSpy opened(&link, &links::Link::opened);
        QSignalSpy failed(&link, &links::Link::failed);
        link.open();
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(failed.size(), 0);
        const auto stream = link.take();
        QCOMPARE(qobject_cast<QTcpSocket *>(stream.get())->peerAddress(),
                 QHostAddress(QHostAddress::LocalHostIPv6));
    }

    void refusedByAllAddresses_saysSoOnce()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        const Error why = failureOf(std::make_unique<NamedLink>(
            QList<QHostAddress>{ QHostAddress::LocalHostIPv6, QHostAddress::LocalHost }, port,
            std::chrono::milliseconds(3000)));
        QCOMPARE(why.cause, Cause::Refused);
    }

    void tunnelThatCannotBeOpened_opensNoOtherWay()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        profiles::Profile profile = tcp(QStringLiteral("127.0.0.1"), server.serverPort());
        for (const auto kind : { profiles::TunnelKind::Ssh, profiles::TunnelKind::Ssm }) {
            for (const bool tls : { false, true }) {
                profile.tunnel.kind = kind;
                profile.tls.enabled = tls;
                const Error why = failureOf(profile);
                QCOMPARE(why.cause, Cause::TunnelNotBuilt);
                const bool bySsh = kind == profiles::TunnelKind::Ssh;
                QVERIFY2(why.text.startsWith(bySsh ? QStringLiteral("There is no SSH tunnel")
                                                   : QStringLiteral("There is no bastion")),
                         qPrintable(why.text));
            }
        }
        QVERIFY(!server.hasPendingConnections());
    }

    void socketFile_opens()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.sock"));
        QLocalServer server;
        QVERIFY(server.listen(path));
        const std::unique_ptr<links::Link> link(linkTo(local(path)));
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        QTRY_COMPARE(opened.size(), 1);
        const auto stream = link->take();
        QVERIFY(stream && stream->isOpen() && stream->isWritable());
    }

    void missingSocketFile_saysWhich()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("none.sock"));
        const Error why = failureOf(local(path));
        QCOMPARE(why.kind, Error::Kind::Network);
        QVERIFY2(why.text.startsWith(QStringLiteral("There is no socket file ") + path),
                 qPrintable(why.text));
        QCOMPARE(why.cause, Cause::NoSuchFile);
    }

    void leftoverSocketFile_saysThatNobodyListens()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("dead.sock"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const Error why = failureOf(local(path));
        QVERIFY2(why.text.startsWith(QStringLiteral("Nothing listens on the socket ") + path),
                 qPrintable(why.text));
        QCOMPARE(why.cause, Cause::Refused);
    }

    void forbiddenSocket_saysSo()
    {
        if (::geteuid() == 0)
            QSKIP("root may use every socket");
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.sock"));
        QLocalServer server;
        QVERIFY(server.listen(path));
        QVERIFY(QFile::setPermissions(path, {}));
        const Error why = failureOf(local(path));
        QVERIFY2(why.text.startsWith(QStringLiteral("This account may not use the socket")),
                 qPrintable(why.text));
    }

    void destroyedWhileOpening_staysQuiet()
    {
        auto *link = linkTo(tcp(QStringLiteral("127.0.0.1"), 1));
        QSignalSpy failed(link, &links::Link::failed);
        link->open();
        delete link;
        QCOMPARE(failed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(LinkTest)
#include "tst_link.moc"

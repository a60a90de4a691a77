#include "link/probes.h"
#include "link/tlsfixture.h"
#include <QTcpServer>
#include <QTcpSocket>

using Cause = base::Error::Cause;
using links::PlainProbe;
using links::TlsProbe;
using support::RedisServer;
using support::TlsFiles;

namespace {

/// A server that does one thing: says `greeting` to whoever comes, `answer` to whoever speaks
/// plainly or in TLS, and closes where `closes` is set. It keeps what it was told.
class OddServer final : public QObject {
public:
    QByteArray greeting;
    QByteArray toTls;
    QByteArray toPlain;
    bool closesAfterHello = false;
    bool closesAtOnce = false;

    OddServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                serve(socket);
        });
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QByteArrayList heard() const { return m_heard; }

private:
    void serve(QTcpSocket *socket)
    {
        if (!greeting.isEmpty())
            socket->write(greeting);
        if (closesAtOnce) {
            socket->disconnectFromHost();
            return;
        }
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            const QByteArray said = socket->readAll();
            m_heard += said;
            socket->write(said.startsWith('\x16') ? toTls : toPlain);
            if (closesAfterHello)
                socket->disconnectFromHost();
        });
    }

    QTcpServer m_server;
    QByteArrayList m_heard;
};

profiles::Profile to(quint16 port, bool tls)
{
    profiles::Profile profile;
    profile.host = QStringLiteral("127.0.0.1");
    profile.port = port;
    profile.connectTimeoutMs = 600;
    profile.tls.enabled = tls;
    return profile;
}

links::Link *plainLink(quint16 port)
{
    const profiles::Profile profile = to(port, false);
    return links::makePlainLink(profile, links::Endpoint::of(profile), {}, nullptr);
}

std::optional<PlainProbe::Answer> askPlain(quint16 port, QByteArray *said = nullptr)
{
    PlainProbe probe(plainLink(port), std::chrono::milliseconds(400), nullptr);
    QSignalSpy finished(&probe, &PlainProbe::finished);
    probe.start();
    (void)QTest::qWaitFor([&] { return !finished.isEmpty(); }, 10000);
    support::settle();
    if (said)
        *said = probe.said();
    return finished.size() == 1 ? probe.answer() : std::nullopt;
}

std::optional<TlsProbe::Answer> askTls(quint16 port)
{
    TlsProbe probe(plainLink(port), QStringLiteral("cache.example"), std::chrono::milliseconds(400),
                   nullptr);
    QSignalSpy finished(&probe, &TlsProbe::finished);
    probe.start();
    (void)QTest::qWaitFor([&] { return !finished.isEmpty(); }, 10000);
    support::settle();
    if (finished.size() != 1)
        return std::nullopt;
    return finished.constFirst().constFirst().value<TlsProbe::Answer>();
}

quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace

class ProbesTest final : public QObject {
    Q_OBJECT

    TlsFiles m_files;

private Q_SLOTS:
    void initTestCase()
    {
        (void)m_files.issue({});
        QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
    }

    void plainServer_isToldFromTls()
    {
        const RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("x") },
                                 RedisServer::Tcp::Yes);
        QByteArray said;
        QCOMPARE(askPlain(server.port(), &said), PlainProbe::Answer::Redis);
        QCOMPARE(said, QByteArray("-NOAUTH Authentication required."));
        const auto tls = askTls(server.port());
        QVERIFY(tls == TlsProbe::Answer::Silent || tls == TlsProbe::Answer::NotTls);
    }

    void tlsServer_isToldFromPlain_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("open to all") << QStringList();
        QTest::newRow("wants a client certificate, 1.2")
            << QStringList{ QStringLiteral("--tls-auth-clients"), QStringLiteral("yes"),
                            QStringLiteral("--tls-protocols"), QStringLiteral("TLSv1.2") };
        QTest::newRow("too old") << QStringList{ QStringLiteral("--tls-protocols"),
                                                 QStringLiteral("TLSv1.1"),
                                                 QStringLiteral("--tls-ciphers"),
                                                 QStringLiteral("ALL:@SECLEVEL=0") };
    }
    void tlsServer_isToldFromPlain()
    {
        QFETCH(QStringList, options);
        const RedisServer server(m_files.serverOptions(m_files.issue({})) + options,
                                 RedisServer::Tcp::Tls);
        QVERIFY(server.isRunning());
        QCOMPARE(askTls(server.port()), TlsProbe::Answer::Tls);
        const auto plain = askPlain(server.port());
        QVERIFY(plain == PlainProbe::Answer::Closed || plain == PlainProbe::Answer::Other);
    }

    void otherServers_areWhatTheyAre()
    {
        OddServer silent;
        QCOMPARE(askPlain(silent.port()), PlainProbe::Answer::Silent);
        QCOMPARE(askTls(silent.port()), TlsProbe::Answer::Silent);
        QCOMPARE(silent.heard().constFirst(), QByteArray("*1\r\n$4\r\nPING\r\n"));

        OddServer closing;
        closing.closesAfterHello = true;
        QCOMPARE(askPlain(closing.port()), PlainProbe::Answer::Closed);
        QCOMPARE(askTls(closing.port()), TlsProbe::Answer::Closed);

        OddServer web;
        web.toTls = web.toPlain = "HTTP/1.1 400 Bad Request\r\n\r\n";
        web.closesAfterHello = true;
        QCOMPARE(askPlain(web.port()), PlainProbe::Answer::Other);
        QCOMPARE(askTls(web.port()), TlsProbe::Answer::NotTls);

        OddServer mail;
        mail.greeting = "+OK POP3 ready\r\n";
        QCOMPARE(askPlain(mail.port()), PlainProbe::Answer::Other);
        QCOMPARE(askTls(mail.port()), TlsProbe::Answer::NotTls);

        const quint16 nobody = closedPort();
        QCOMPARE(askPlain(nobody), PlainProbe::Answer::Unreachable);
        QCOMPARE(askTls(nobody), TlsProbe::Answer::Unreachable);
    }

    // What a link makes of such servers.

    void serverThatIgnoresTlsAndAnswersPlainly_isPlain()
    {
        OddServer server;
        server.toPlain = "+PONG\r\n";
        const Opened opened = open(to(server.port(), true));
        QVERIFY(!opened.stream);
        QCOMPARE(opened.why.cause, Cause::ServerIsPlain);
        QCOMPARE(server.heard().size(), 2);
        QCOMPARE(server.heard().constLast(), QByteArray("*1\r\n$4\r\nPING\r\n"));
    }

    void serverThatTurnsAwayInPlainText_isPlain()
    {
        OddServer server;
        server.greeting = "-DENIED Redis is running in protected mode\r\n";
        server.closesAtOnce = true;
        const Opened opened = open(to(server.port(), true));
        QCOMPARE(opened.why.cause, Cause::ServerIsPlain);
        QVERIFY(opened.why.detail.startsWith("-DENIED"));
    }

    void tlsServerThatAnswersPlainClientsInPlainText_isNotPlain()
    {
        OddServer server;
        server.toPlain =
            "-ERR Bad TLS header, double check if you enabled TLS for your client.\r\n";
        QCOMPARE(open(to(server.port(), true)).why.cause, Cause::Silent);
    }

    void silenceInTheHandshake_endsInTime()
    {
        OddServer server;
        const Opened opened = open(to(server.port(), true));
        QVERIFY(!opened.stream);
        QCOMPARE(opened.why.kind, base::Error::Kind::Timeout);
        QCOMPARE(opened.why.cause, Cause::Silent);
        QCOMPARE(opened.why.text,
                 QStringLiteral("127.0.0.1:%1 accepted the connection, but did not finish the TLS "
                                "handshake within 0.6 s. The server may be busy or stopped, or "
                                "not use TLS.")
                     .arg(server.port()));
        const Korean language;
        QCOMPARE(
            open(to(server.port(), true)).why.text,
            QStringLiteral("127.0.0.1:%1 주소에 연결되었지만 0.6초 안에 TLS 핸드셰이크가 끝나지 "
                           "않았습니다. 서버가 바쁘거나 멈췄거나 TLS를 사용하지 않을 수 "
                           "있습니다.")
                .arg(server.port()));
    }

    void closeInTheHandshake_isNoProofOfPlainText()
    {
        OddServer server;
        server.closesAfterHello = true;
        const Opened opened = open(to(server.port(), true));
        QCOMPARE(opened.why.cause, Cause::Unknown);
        QCOMPARE(opened.why.text,
                 QStringLiteral("127.0.0.1:%1 closed the connection during the TLS handshake "
                                "without saying why. It may be at its limit of connections; its "
                                "log says more.")
                     .arg(server.port()));
    }

    void somethingElse_isNotRedis()
    {
        OddServer server;
        server.toTls = server.toPlain = "HTTP/1.1 400 Bad Request\r\n\r\n";
        const Opened opened = open(to(server.port(), true));
        QCOMPARE(opened.why.cause, Cause::NotRedis);
    }

    void handshakeCutAnywhere_neitherOpensNorHangs()
    {
        const RedisServer server(m_files.serverOptions(m_files.issue({})), RedisServer::Tcp::Tls);
        QVERIFY(server.isRunning());
        for (int cut = 0; cut < 700; cut += 23) {
            QTcpServer proxy;
            QVERIFY(proxy.listen(QHostAddress::LocalHost));
            connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
                QTcpSocket *near = proxy.nextPendingConnection();
                auto *far = new QTcpSocket(near);
                far->connectToHost(QHostAddress::LocalHost, server.port());
                connect(near, &QTcpSocket::readyRead, far, [=] { far->write(near->readAll()); });
                connect(far, &QTcpSocket::disconnected, near, [=] { near->disconnectFromHost(); });
                connect(far, &QTcpSocket::readyRead, near, [=] {
                    near->write(far->read(cut));
                    near->disconnectFromHost();
                });
            });
            profiles::Profile profile = to(proxy.serverPort(), true);
            profile.tls.caFile = m_files.authority();
            const Opened opened = open(profile);
            QVERIFY2(!opened.stream, qPrintable(QString::number(cut)));
            QCOMPARE(opened.failures, 1);
            QVERIFY2(opened.why.cause == Cause::Unknown || opened.why.cause == Cause::NotRedis,
                     qPrintable(opened.why.text));
        }
    }

    void destroyedInTheHandshake_staysQuiet()
    {
        OddServer server;
        const profiles::Profile profile = to(server.port(), true);
        auto *link = links::makeLink(profile, links::Endpoint::of(profile), {}, {}, nullptr);
        QSignalSpy failed(link, &links::Link::failed);
        QSignalSpy opened(link, &links::Link::opened);
        link->open();
        QTRY_COMPARE(server.heard().size(), 1); // its ClientHello
        delete link;
        support::settle();
        QCOMPARE(failed.size() + opened.size(), 0);
    }
};

QTEST_GUILESS_MAIN(ProbesTest)
#include "tst_probes.moc"

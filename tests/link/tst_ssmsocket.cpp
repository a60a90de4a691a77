#include "link/ssm/message.h"
#include "link/ssm/websocketsocket.h"
#include "support/testclock.h"
#include "support/tlsfiles.h"
#include "support/wait.h"
#include <QCryptographicHash>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QtEndian>

using links::ssm::ChannelSocket;
using links::ssm::WebSocketSocket;
using namespace std::chrono_literals;

namespace {

/// A server that sees what comes, byte for byte, and answers what it is told.
class RawServer final : public QTcpServer {
public:
    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this] { read(); });
        });
    }

    [[nodiscard]] QByteArray url(const QByteArray &rest) const
    {
        return "ws://127.0.0.1:" + QByteArray::number(serverPort()) + rest;
    }
    [[nodiscard]] QByteArrayList lines() const { return request.split('\n'); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : lines()) {
            if (line.toLower().startsWith(name.toLower() + ": "))
                return line.mid(name.size() + 2).trimmed();
        }
        return {};
    }
    void frame(char opcode, const QByteArray &data) const
    {
        QByteArray out(1, char(0x80 | opcode));
        if (data.size() < 126) {
            out += char(data.size());
        } else {
            out += char(127);
            QByteArray length(8, Qt::Uninitialized);
            qToBigEndian(quint64(data.size()), length.data());
            out += length;
        }
        socket->write(out + data);
    }

    /// Once told to CONNECT, it is the server that it would lead to, in TLS with this.
    void setProxyFor(const support::TlsFiles::Pair &pair) { m_behind = pair; }

    QByteArray refusal; ///< instead of 101
    bool isSilent = false;
    QByteArray connectLine; ///< what it was told as a proxy
    QByteArray request;
    QByteArray rest; ///< after the upgrade
    QTcpSocket *socket = nullptr;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *wire = new QSslSocket(this); // plain until it is told
        wire->setSocketDescriptor(descriptor);
        addPendingConnection(wire);
    }

private:
    void becomeServer()
    {
        connectLine = lines().constFirst().trimmed();
        request.clear();
        auto *wire = qobject_cast<QSslSocket *>(socket);
        wire->setLocalCertificate(m_behind->certificate);
        wire->setPrivateKey(m_behind->key, QSsl::Ec);
        wire->write("HTTP/1.1 200 Connection established\r\n\r\n");
        wire->startServerEncryption();
    }

    void read()
    {
        if (request.contains("\r\n\r\n")) {
            rest += socket->readAll();
            return;
        }
        request += socket->readAll();
        if (!request.contains("\r\n\r\n") || isSilent)
            return;
        if (m_behind && request.startsWith("CONNECT ")) {
            becomeServer();
            return;
        }
        if (!refusal.isEmpty()) {
            socket->write("HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        const QByteArray accept =
            QCryptographicHash::hash(header("Sec-WebSocket-Key")
                                         + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                     QCryptographicHash::Sha1)
                .toBase64();
        socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                      + accept + "\r\n\r\n");
    }

    std::optional<support::TlsFiles::Pair> m_behind;
};

/// Variables of this process, as they were when it ends.
class Environment final {
public:
    Environment() = default;
    ~Environment()
    {
        for (const auto &[name, value] : m_before)
            value.isNull() ? qunsetenv(name) : qputenv(name, value);
    }
    Q_DISABLE_COPY_MOVE(Environment)

    void set(const char *name, const QByteArray &value)
    {
        m_before.emplace_back(name, qgetenv(name));
        value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    }

private:
    std::vector<std::pair<const char *, QByteArray>> m_before;
};

QByteArray closeFrame(quint16 code, const QByteArray &reason)
{
    QByteArray data(2, Qt::Uninitialized);
    qToBigEndian(code, data.data());
    return data + reason;
}

} // namespace

class TestSsmSocket final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<RawServer>();
        m_clock = std::make_shared<support::TestClock>();
        m_socket = std::make_unique<WebSocketSocket>(m_clock, QString());
        m_ended = std::make_unique<QSignalSpy>(m_socket.get(), &ChannelSocket::ended);
        m_opened = std::make_unique<QSignalSpy>(m_socket.get(), &ChannelSocket::opened);
    }
    void cleanup()
    {
        m_ended.reset();
        m_opened.reset();
        m_socket.reset();
        m_server.reset();
    }

    void url_isSentByteForByte_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("encoded") << QByteArray(
            "/v1/data-channel/jin@shop.example-0a1b?role=publish_subscribe&cell-number="
            "AAEAAa5%2BLu%2F4a%3D%3D");
        QTest::newRow("raw") << QByteArray("/v1/data-channel/jin-0a1b?role=publish_subscribe&cell-"
                                           "number=AAEAAa5+Lu/4a==");
        QTest::newRow("mixed") << QByteArray(
            "/v1/data-channel/jin-0a1b?cell-number=a%2B+/%20=b%25&role=publish_subscribe");
    }
    void url_isSentByteForByte()
    {
        QFETCH(QByteArray, path);
        m_socket->open(m_server->url(path),
                       { { "Authorization", "AWS4-HMAC-SHA256 Credential=A/b, Signature=0f" },
                         { "X-Amz-Security-Token", "FAKE//SESSION+TOKEN==" } });
        QTRY_COMPARE(m_opened->count(), 1);
        QCOMPARE(m_server->lines().constFirst().trimmed(), "GET " + path + " HTTP/1.1");
        // As it is signed.
        QCOMPARE(m_server->header("Host"),
                 "127.0.0.1:" + QByteArray::number(m_server->serverPort()));
        QCOMPARE(m_server->header("Authorization"),
                 QByteArray("AWS4-HMAC-SHA256 Credential=A/b, Signature=0f"));
        QCOMPARE(m_server->header("X-Amz-Security-Token"), QByteArray("FAKE//SESSION+TOKEN=="));
    }

    void caBundle_isTrustedBesidesTheSystem()
    {
        qunsetenv("SSL_CERT_FILE"); // the machine's own, which would come first
        qunsetenv("SSL_CERT_DIR");
        const auto system = QSslConfiguration::systemCaCertificates();
        support::TlsFiles tls;
        QVERIFY2(tls.isValid(), qPrintable(tls.errorText()));
        WebSocketSocket socket(m_clock, tls.authority());
        // Nobody answers: only what it would trust is looked at.
        socket.open("wss" + m_server->url("/v1/data-channel/x").mid(2), {});
        const auto *wire = socket.findChild<QSslSocket *>();
        QVERIFY(wire);
        const auto trusted = wire->sslConfiguration().caCertificates();
        const auto bundle = QSslCertificate::fromPath(tls.authority());
        QCOMPARE(bundle.size(), 1);
        QVERIFY(trusted.contains(bundle.constFirst()));
        if (system.isEmpty())
            QSKIP("this system trusts no authority");
        QCOMPARE(trusted.size(), system.size() + 1);
        QVERIFY(trusted.contains(system.constFirst()));
    }

    void proxyForHttps_isGoneThrough_data()
    {
        QTest::addColumn<QByteArray>("without"); // no_proxy
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("for all") << QByteArray() << true;
        QTest::newRow("not for others") << QByteArray("cache.example,.internal") << true;
        QTest::newRow("not for it") << QByteArray("cache.example,.invalid") << false;
    }
    void proxyForHttps_isGoneThrough()
    {
        QFETCH(QByteArray, without);
        QFETCH(bool, isAsked);
        support::TlsFiles tls;
        const auto pair =
            tls.issue({ QStringLiteral("gateway.invalid"), QStringLiteral("DNS:gateway.invalid") });
        QVERIFY2(tls.isValid(), qPrintable(tls.errorText()));
        m_server->setProxyFor(pair);
        Environment environment;
        for (const char *name : { "http_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY" })
            environment.set(name, {});
        environment.set("https_proxy",
                        "http://127.0.0.1:" + QByteArray::number(m_server->serverPort()));
        environment.set("no_proxy", without);
        WebSocketSocket socket(m_clock, tls.authority());
        QSignalSpy opened(&socket, &ChannelSocket::opened);
        QSignalSpy ended(&socket, &ChannelSocket::ended);
        socket.open("wss://gateway.invalid/v1/data-channel/x?role=y", {});
        QTRY_VERIFY(opened.count() + ended.count() > 0);
        if (!isAsked) {
            // That name leads nowhere by itself.
            QCOMPARE(opened.count(), 0);
            QCOMPARE(m_server->request, QByteArray());
            return;
        }
        QCOMPARE(opened.count(), 1);
        QCOMPARE(m_server->connectLine, QByteArray("CONNECT gateway.invalid:443 HTTP/1.1"));
        QCOMPARE(m_server->lines().constFirst().trimmed(),
                 QByteArray("GET /v1/data-channel/x?role=y HTTP/1.1"));
        QCOMPARE(m_server->header("Host"), QByteArray("gateway.invalid"));
    }

    void refusedUpgrade_tellsItsStatus_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        QTest::newRow("forbidden") << QByteArray("403 Forbidden") << 403;
        QTest::newRow("gone") << QByteArray("410 Gone") << 410;
        QTest::newRow("server") << QByteArray("503 Service Unavailable") << 503;
    }
    void refusedUpgrade_tellsItsStatus()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        m_server->refusal = answer;
        m_socket->open(m_server->url("/x?y=z"), {});
        QTRY_COMPARE(m_ended->count(), 1);
        QCOMPARE(m_ended->at(0).at(0).toInt(), 0);
        QCOMPARE(m_ended->at(0).at(2).toInt(), status);
        QCOMPARE(m_opened->count(), 0);
    }

    void unansweredUpgrade_endsAfter45Seconds()
    {
        m_server->isSilent = true;
        m_socket->open(m_server->url("/x"), {});
        QTRY_VERIFY(m_server->request.contains("\r\n\r\n"));
        m_clock->advance(44s);
        QCOMPARE(m_ended->count(), 0);
        m_clock->advance(2s);
        QCOMPARE(m_ended->count(), 1);
    }

    void closeOfTheServer_comesWithCodeAndReason_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("hourly") << 1000;
        QTest::newRow("token") << 1003;
    }
    void closeOfTheServer_comesWithCodeAndReason()
    {
        QFETCH(int, code);
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        m_server->frame(8, closeFrame(quint16(code), "Bye"));
        QTRY_COMPARE(m_ended->count(), 1);
        QCOMPARE(m_ended->at(0).at(0).toInt(), code);
        QCOMPARE(m_ended->at(0).at(1).toString(), QStringLiteral("Bye"));
    }

    void cut_endsIt()
    {
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        m_server->socket->abort();
        QTRY_COMPARE(m_ended->count(), 1);
        support::settle();
        QCOMPARE(m_ended->count(), 1);
    }

    void messages_arriveAlike()
    {
        QSignalSpy received(m_socket.get(), &ChannelSocket::received);
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        m_server->frame(2, QByteArray("a\0b", 3));
        m_server->frame(1, "text");
        QTRY_COMPARE(received.count(), 2);
        QCOMPARE(received.at(0).at(0).toByteArray(), QByteArray("a\0b", 3));
        QCOMPARE(received.at(1).at(0).toByteArray(), QByteArray("text"));
    }

    void tooLargeMessage_endsIt()
    {
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        m_server->frame(2, QByteArray(links::ssm::mostMessage + 1, 'x'));
        QTRY_COMPARE(m_ended->count(), 1);
    }

    void missingPongs_endIt()
    {
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        QTRY_VERIFY(!m_server->rest.isEmpty()); // the first ping
        m_clock->advance(60s);
        QCOMPARE(m_ended->count(), 0);
        m_server->frame(10, "keepalive");
        QSignalSpy received(m_socket.get(), &ChannelSocket::received);
        m_server->frame(2, "x");
        QTRY_COMPARE(received.count(), 1); // and the pong before it
        m_clock->advance(100s);
        QCOMPARE(m_ended->count(), 0);
        m_clock->advance(45s);
        QCOMPARE(m_ended->count(), 1);
    }

    void check_endsWhatDoesNotAnswerWithinSeconds()
    {
        m_socket->open(m_server->url("/x"), {});
        QTRY_COMPARE(m_opened->count(), 1);
        m_socket->check();
        m_server->frame(10, "keepalive");
        QSignalSpy received(m_socket.get(), &ChannelSocket::received);
        m_server->frame(2, "x");
        QTRY_COMPARE(received.count(), 1);
        m_clock->advance(5s);
        QCOMPARE(m_ended->count(), 0);
        m_socket->check();
        m_clock->advance(5s);
        QCOMPARE(m_ended->count(), 1);
    }

private:
    std::unique_ptr<RawServer> m_server;
    std::shared_ptr<support::TestClock> m_clock;
    std::unique_ptr<WebSocketSocket> m_socket;
    std::unique_ptr<QSignalSpy> m_ended;
    std::unique_ptr<QSignalSpy> m_opened;
};

QTEST_GUILESS_MAIN(TestSsmSocket)
#include "tst_ssmsocket.moc"

#include "link/tlsfixture.h"
#include "link/tlslink.h"
#include <QLocalSocket>
#include <QTcpSocket>
#include <sys/socket.h>

using Cause = base::Error::Cause;
using support::RedisServer;
using support::TlsFiles;

namespace {

/// The near end of a socketpair whose far end is pumped to a port: how a tunnel's channel will
/// come to TLS.
class PairLink final : public links::Link {
public:
    PairLink(quint16 port, QObject *parent)
        : Link(parent)
        , m_port(port)
    {
    }
    void open() override
    {
        int ends[2] = { -1, -1 };
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            qFatal("no socketpair");
        auto near = std::make_unique<QLocalSocket>();
        near->setSocketDescriptor(ends[0]);
        auto *far = new QLocalSocket(QCoreApplication::instance());
        far->setSocketDescriptor(ends[1]);
        auto *wire = new QTcpSocket(far);
        wire->connectToHost(QHostAddress::LocalHost, m_port);
        connect(far, &QIODevice::readyRead, wire, [=] { wire->write(far->readAll()); });
        connect(wire, &QIODevice::readyRead, far, [=] { far->write(wire->readAll()); });
        connect(wire, &QTcpSocket::disconnected, far, [=] { far->disconnectFromServer(); });
        finish(std::move(near));
    }
    [[nodiscard]] QString route() const override { return QStringLiteral("pair"); }

private:
    quint16 m_port;
};

} // namespace

/// TLS over other streams than a TcpLink's, and the stream that it leaves.
class TlsStreamTest final : public QObject {
    Q_OBJECT

    TlsFiles m_files;

    profiles::Profile to(quint16 port) const
    {
        profiles::Profile profile;
        profile.host = QStringLiteral("localhost");
        profile.port = port;
        profile.tls.enabled = true;
        profile.tls.caFile = m_files.authority();
        return profile;
    }

    std::unique_ptr<RedisServer> serve(const QString &names)
    {
        TlsFiles::Wish wish;
        if (!names.isEmpty())
            wish.names = names;
        return std::make_unique<RedisServer>(m_files.serverOptions(m_files.issue(wish)),
                                             RedisServer::Tcp::Tls);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText())); }

    void serverThatTakesNothing_leavesItsBytesPending()
    {
        const auto server = serve({});
        const Opened opened = open(to(server->port()));
        QVERIFY(opened.stream);
        QCOMPARE(ping(opened.stream.get()), "+PONG\r\n");
        server->freeze();
        constexpr qint64 size = qint64(48) * 1024 * 1024;
        opened.stream->write("*2\r\n$4\r\nECHO\r\n$" + QByteArray::number(size) + "\r\n"
                             + QByteArray(size, 'w'));
        support::settle();
        QVERIFY(opened.stream->bytesToWrite() > size / 2);
        server->thaw();
        opened.stream->write("\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(opened.stream->bytesToWrite(), 0, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(opened.stream->bytesAvailable() > size, 20000);
    }

    void unixSocket_carriesTls()
    {
        const QString path = m_files.path(QStringLiteral("tls.sock"));
        const TlsFiles::Pair pair = m_files.issue({});
        const OpenSslServer server({ QStringLiteral("-cert"), pair.certificate,
                                     QStringLiteral("-key"), pair.key, QStringLiteral("-rev") },
                                   path);
        QVERIFY(server.isRunning());
        profiles::Profile profile = to(6379);
        profile.unixSocket = path;
        const Opened opened = open(profile);
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QVERIFY(opened.facts.verified);
        opened.stream->write("abc\n");
        QTRY_COMPARE(opened.stream->bytesAvailable(), 4);
        QCOMPARE(opened.stream->readAll(), "cba\n");
    }

    void socketPair_carriesTls()
    {
        const auto server = serve(QStringLiteral("DNS:cache.internal"));
        links::TlsLink::Plan plan;
        plan.settings.enabled = true;
        plan.settings.caFile = m_files.authority();
        plan.address = QStringLiteral("cache.internal:6379");
        plan.serverName = QStringLiteral("cache.internal");
        const auto pair = [port = server->port()](QObject *parent) -> links::Link * {
            return new PairLink(port, parent);
        };
        const Opened opened = open(std::make_unique<links::TlsLink>(pair, plan));
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(ping(opened.stream.get()), "+PONG\r\n");
        const QByteArray big(5 * 1024 * 1024, 'b');
        opened.stream->write("*2\r\n$4\r\nECHO\r\n$" + QByteArray::number(big.size()) + "\r\n" + big
                             + "\r\n");
        const QByteArray echo = '$' + QByteArray::number(big.size()) + "\r\n" + big + "\r\n";
        QByteArray back;
        QTRY_VERIFY((back += opened.stream->readAll()).size() >= echo.size());
        QCOMPARE(back, echo);
        plan.serverName = QStringLiteral("127.0.0.1");
        QCOMPARE(open(std::make_unique<links::TlsLink>(pair, plan)).why.cause,
                 Cause::CertificateName);
    }
};

QTEST_GUILESS_MAIN(TlsStreamTest)
#include "tst_tlsstream.moc"

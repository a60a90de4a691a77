// Openings by libssh2 that nobody waits for any more, and what becomes of their answers.
#include "link/sshfixture.h"
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using Cause = base::Error::Cause;
using support::RedisServer;
using support::SshServer;

namespace {

/// A port of 127.0.0.1 whose queue is full: who connects hears nothing until it is drained. Nobody
/// else may wait to get in then: with two at once (or a queue of none, for which the system answers
/// with SYN cookies) one is told that it is connected and never arrives here.
class FullPort {
public:
    FullPort()
        : m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof at;
        auto *address = reinterpret_cast<sockaddr *>(&at);
        if (::bind(m_listener, address, length) != 0 || ::listen(m_listener, 1) != 0
            || ::getsockname(m_listener, address, &length) != 0)
            return;
        for (int &filler : m_fillers) {
            filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (::connect(filler, address, length) != 0)
                return;
        }
        m_port = ntohs(at.sin_port);
        QObject::connect(&m_accepting, &QTimer::timeout, &m_accepting, [this] {
            for (int peer = 0; (peer = ::accept(m_listener, nullptr, nullptr)) >= 0;) {
                m_peers += peer;
                if (isVisitor(peer))
                    m_visitor = peer;
            }
        });
    }
    ~FullPort()
    {
        for (const int filler : m_fillers)
            ::close(filler);
        for (const int peer : m_peers)
            ::close(peer);
        ::close(m_listener);
    }
    Q_DISABLE_COPY_MOVE(FullPort)

    [[nodiscard]] quint16 port() const { return m_port; }
    void drain() { m_accepting.start(10); }
    [[nodiscard]] bool hasVisitor() const { return m_visitor >= 0; }
    [[nodiscard]] bool visitorLeft() const
    {
        char byte = 0;
        return hasVisitor() && ::recv(m_visitor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }

private:
    /// Not one of the fillers.
    [[nodiscard]] bool isVisitor(int peer) const
    {
        const auto portBy = [](int socket, auto ask) {
            sockaddr_in at{};
            socklen_t length = sizeof at;
            (void)ask(socket, reinterpret_cast<sockaddr *>(&at), &length);
            return at.sin_port;
        };
        return std::none_of(m_fillers.begin(), m_fillers.end(), [&](int filler) {
            return portBy(filler, ::getsockname) == portBy(peer, ::getpeername);
        });
    }

    const int m_listener;
    std::array<int, 2> m_fillers{ -1, -1 }; ///< a queue for one has room for two
    quint16 m_port = 0;
    QTimer m_accepting;
    QList<int> m_peers;
    int m_visitor = -1;
};

/// Stands before a server, and can keep back what goes up to it.
class Relay {
public:
    explicit Relay(quint16 to)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, to] {
            QTcpSocket *client = m_server.nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, to);
            QObject::connect(client, &QTcpSocket::readyRead, server, [this, client, server] {
                m_kept += client->readAll();
                pass(server);
            });
            QObject::connect(server, &QTcpSocket::readyRead, client,
                             [client, server] { client->write(server->readAll()); });
            QObject::connect(server, &QTcpSocket::disconnected, client,
                             &QTcpSocket::disconnectFromHost);
            m_up = server;
        });
    }

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void keep() { m_keeping = true; }
    void letGo()
    {
        m_keeping = false;
        pass(m_up);
    }
    [[nodiscard]] qsizetype kept() const { return m_kept.size(); }

private:
    void pass(QTcpSocket *server)
    {
        if (!m_keeping && server)
            server->write(std::exchange(m_kept, {}));
    }

    QTcpServer m_server;
    QPointer<QTcpSocket> m_up;
    QByteArray m_kept;
    bool m_keeping = false;
};

} // namespace

class SshGivenUpTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };

    static std::unique_ptr<links::SshTunnel> tunnel(const SshServer &server)
    {
        auto way =
            std::make_unique<links::SshTunnel>(through({ &server }), profiles::SshSecrets(),
                                               std::make_shared<ListAsker>(), placesIn(server));
        way->setOpeningTimeout(std::chrono::seconds(10)); // the hurry is for the streams
        return way;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText())); }

    void silentTarget_holdsNobodyUpAndItsLateAnswerMisleadsNobody()
    {
        const SshServer server;
        const auto way = tunnel(server);
        FullPort full;
        QVERIFY(full.port() != 0);
        const Streamed silent = streamTo(*way, full.port(), links::Use::Interactive, 500);
        QCOMPARE(silent.why.cause, Cause::TargetSilent);
        QCOMPARE(silent.why.text,
                 QStringLiteral("The bastion cannot reach 127.0.0.1:%1 (0.5 s timeout). The "
                                "cache's security group probably does not allow it. Add inbound "
                                "TCP %1 from the bastion's security group.")
                     .arg(full.port()));
        const Streamed other = streamTo(*way, m_redis.port());
        QVERIFY2(other.stream, qPrintable(other.why.text));
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        full.drain(); // now the bastion gets through to it
        QTRY_VERIFY_WITH_TIMEOUT(full.hasVisitor(), 8000);
        const Streamed third = streamTo(*way, m_redis.port());
        QVERIFY2(third.stream, qPrintable(third.why.text));
        QCOMPARE(pinged(third.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
    }

    void targetThatAnswersWhenNobodyWaits_isLeft()
    {
        const SshServer server;
        const auto way = tunnel(server);
        FullPort full;
        const Streamed silent = streamTo(*way, full.port(), links::Use::Interactive, 300);
        QCOMPARE(silent.why.cause, Cause::TargetSilent);
        full.drain();
        QTRY_VERIFY_WITH_TIMEOUT(full.visitorLeft(), 8000);
        const Streamed other = streamTo(*way, m_redis.port());
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
    }

    void lateAnswer_doesNotMisleadTheNextOpening_data()
    {
        QTest::addColumn<bool>("withAnother");
        QTest::newRow("the only channel") << false;
        QTest::newRow("beside another") << true;
    }
    void lateAnswer_doesNotMisleadTheNextOpening()
    {
        QFETCH(bool, withAnother);
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        Streamed other;
        if (withAnother)
            other = streamTo(*way, m_redis.port());
        FullPort first;
        FullPort second;
        const Streamed silent = streamTo(*way, first.port(), links::Use::Interactive, 300);
        QCOMPARE(silent.why.cause, Cause::TargetSilent);
        QTimer seen; // its answer comes while the next opening waits for its own
        connect(&seen, &QTimer::timeout, &seen, [&] {
            if (first.hasVisitor())
                second.drain();
        });
        seen.start(200);
        first.drain();
        const Streamed next = streamTo(*way, second.port(), links::Use::Interactive, 15000);
        QVERIFY2(next.stream, qPrintable(next.why.text));
        QVERIFY(first.hasVisitor());
        const Streamed third = streamTo(*way, m_redis.port());
        QVERIFY2(third.stream, qPrintable(third.why.text));
        QCOMPARE(pinged(third.stream.get()), "+PONG\r\n");
        if (withAnother)
            QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    void lateAnswer_closesWhatItOpened_data()
    {
        QTest::addColumn<bool>("withAnother");
        QTest::newRow("the only channel") << false;
        QTest::newRow("beside another") << true;
    }
    void lateAnswer_closesWhatItOpened()
    {
        QFETCH(bool, withAnother);
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        Streamed other;
        if (withAnother)
            other = streamTo(*way, m_redis.port());
        FullPort full;
        const Streamed silent = streamTo(*way, full.port(), links::Use::Interactive, 100);
        QCOMPARE(silent.why.cause, Cause::TargetSilent);
        const Streamed next = streamTo(*way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        full.drain();
        QTRY_VERIFY_WITH_TIMEOUT(full.hasVisitor(), 8000);
        QTRY_VERIFY_WITH_TIMEOUT(full.visitorLeft(), 8000);
        QCOMPARE(pinged(next.stream.get()), "+PONG\r\n");
        if (withAnother)
            QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    /// The server wants new keys every second, and its client's half of that is kept back.
    void keyExchange_isNotBrokenByGivingUp_data()
    {
        QTest::addColumn<bool>("withAnother");
        QTest::addColumn<bool>("requestSent");
        QTest::newRow("request not sent, no channel") << false << false;
        QTest::newRow("request not sent, beside another") << true << false;
        QTest::newRow("request sent, no channel") << false << true;
        QTest::newRow("request sent, beside another") << true << true;
    }
    void keyExchange_isNotBrokenByGivingUp()
    {
        QFETCH(bool, withAnother);
        QFETCH(bool, requestSent);
        SshServer::Options options;
        options.config = { QStringLiteral("RekeyLimit default 1s") };
        const SshServer server(options);
        Relay relay(server.port());
        auto settings = through({ &server });
        settings.hops[0].port = relay.port();
        links::SshTunnel way(settings, {}, std::make_shared<ListAsker>(), placesIn(server));
        QSignalSpy lost(&way, &links::Tunnel::lost);
        Streamed other = streamTo(way, m_redis.port());
        QVERIFY2(other.stream, qPrintable(other.why.text));
        if (!withAnother)
            other.stream.reset();
        FullPort full;
        Streamed silent;
        if (requestSent)
            silent = streamTo(way, full.port(), links::Use::Interactive, 100);
        relay.keep();
        QTRY_VERIFY(relay.kept() > 500);
        if (!requestSent)
            silent = streamTo(way, full.port(), links::Use::Interactive, 100);
        QCOMPARE(silent.why.cause, Cause::TargetSilent);
        QTimer::singleShot(200, &way, [&relay] { relay.letGo(); });
        const Streamed next = streamTo(way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        QCOMPARE(pinged(next.stream.get()), "+PONG\r\n");
        if (withAnother)
            QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    void frozenServer_servesTheNextWhenItWakes()
    {
        SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed other = streamTo(*way, m_redis.port());
        QVERIFY2(other.stream, qPrintable(other.why.text));
        FullPort full;
        server.freeze();
        for (const int hurry : { 0, 1, 5 }) {
            const Streamed silent = streamTo(*way, full.port(), links::Use::Interactive, hurry);
            QCOMPARE(silent.why.cause, Cause::TargetSilent);
        }
        QTimer::singleShot(200, way.get(), [&server] { server.thaw(); });
        const Streamed next = streamTo(*way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        QCOMPARE(pinged(next.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    void severalGivenUp_leaveNothingOpen()
    {
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed other = streamTo(*way, m_redis.port());
        QVERIFY2(other.stream, qPrintable(other.why.text));
        std::array<FullPort, 3> full;
        std::vector<std::unique_ptr<links::Link>> waiting;
        int ended = 0;
        for (const FullPort &port : full) {
            waiting.emplace_back(way->newLink({ QStringLiteral("127.0.0.1"), port.port(), {} },
                                              links::Use::Interactive,
                                              std::chrono::milliseconds(50), nullptr));
            connect(waiting.back().get(), &links::Link::failed, this, [&ended] { ++ended; });
            waiting.back()->open();
        }
        QTRY_COMPARE(ended, 3);
        const Streamed next = streamTo(*way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        for (FullPort &port : full)
            port.drain();
        for (const FullPort &port : full)
            QTRY_VERIFY_WITH_TIMEOUT(port.visitorLeft(), 8000);
        QCOMPARE(pinged(next.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    void closedAtOnce_leavesNothingOpen()
    {
        const SshServer server;
        const auto way = tunnel(server);
        const Streamed other = streamTo(*way, m_redis.port());
        FullPort full;
        QCOMPARE(streamTo(*way, full.port(), links::Use::Interactive, 50).why.cause,
                 Cause::TargetSilent);
        const std::unique_ptr<links::Link> next(
            way->newLink({ QStringLiteral("127.0.0.1"), full.port(), {} }, links::Use::Interactive,
                         std::chrono::seconds(5), nullptr));
        next->open();
        way->close();
        const Streamed again = streamTo(*way, m_redis.port());
        QVERIFY2(again.stream, qPrintable(again.why.text));
        QCOMPARE(pinged(again.stream.get()), "+PONG\r\n");
    }

    void bulkBesideAnInteractiveOneGivenUp_opens()
    {
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed other = streamTo(*way, m_redis.port());
        QVERIFY2(other.stream, qPrintable(other.why.text));
        FullPort full;
        const std::unique_ptr<links::Link> silent(
            way->newLink({ QStringLiteral("127.0.0.1"), full.port(), {} }, links::Use::Interactive,
                         std::chrono::milliseconds(50), nullptr));
        silent->open();
        const Streamed bulk = streamTo(*way, m_redis.port(), links::Use::Bulk);
        QVERIFY2(bulk.stream, qPrintable(bulk.why.text));
        QCOMPARE(pinged(bulk.stream.get()), "+PONG\r\n");
        const Streamed next = streamTo(*way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        QVERIFY(lost.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SshGivenUpTest)
#include "tst_sshgivenup.moc"

// Tunnels by libssh2 that do not open, and such that end.
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
using namespace std::chrono_literals;

namespace {

/// A port of 127.0.0.1 whose queue is full: who connects hears nothing until it is drained.
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
        if (::bind(m_listener, address, length) != 0 || ::listen(m_listener, 0) != 0
            || ::getsockname(m_listener, address, &length) != 0)
            return;
        for (int &filler : m_fillers) {
            filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            (void)::connect(filler, address, length);
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
    /// Not one of the fillers, of which some never get through.
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
    std::array<int, 2> m_fillers{ -1, -1 };
    quint16 m_port = 0;
    QTimer m_accepting;
    QList<int> m_peers;
    int m_visitor = -1;
};

} // namespace

class SshLifeTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::shared_ptr<ListAsker> m_asker;

    std::unique_ptr<links::SshTunnel> tunnel(const SshServer &server, links::SshRhythm rhythm = {})
    {
        return std::make_unique<links::SshTunnel>(through({ &server }), profiles::SshSecrets(),
                                                  m_asker, placesIn(server), rhythm);
    }

    static std::unique_ptr<SshServer> bastion(const QStringList &config)
    {
        SshServer::Options options;
        options.config = config;
        return std::make_unique<SshServer>(options);
    }

    /// Of a tunnel to whatever listens at the port.
    Streamed tryPort(quint16 port, const QString &host = QStringLiteral("127.0.0.1"))
    {
        profiles::TunnelSettings settings;
        settings.kind = profiles::TunnelKind::Ssh;
        settings.hops = { { host, port, QStringLiteral("me"), {}, profiles::SshAuth::Password } };
        links::SshTunnel way(settings, {}, m_asker, {});
        return streamTo(way, m_redis.port(), links::Use::Interactive, 1000);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText())); }
    void init() { m_asker = std::make_shared<ListAsker>(); }

    void killedBastion_isLostAndComesBackWithoutAQuestion()
    {
        SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed opened = streamTo(*way, m_redis.port());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        QVERIFY(socket);
        server.kill();
        QTRY_COMPARE(lost.size(), 1);
        const auto why = lost.constFirst().constFirst().value<base::Error>();
        QCOMPARE(why.cause, Cause::TunnelLost);
        QVERIFY(why.text.contains(addressOf(server)));
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        const Streamed absent = streamTo(*way, m_redis.port());
        QCOMPARE(absent.why.cause, Cause::BastionUnreachable);
        QVERIFY(server.start());
        const Streamed again = streamTo(*way, m_redis.port());
        QVERIFY2(again.stream, qPrintable(again.why.text));
        QCOMPARE(pinged(again.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 1);
    }

    void frozenBastion_isFoundDeadAndAnIdleOneIsNot()
    {
        SshServer server;
        const auto way = tunnel(server, { 500ms, 3500ms, 1000ms });
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed opened = streamTo(*way, m_redis.port());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        QVERIFY(!QTest::qWaitFor([&] { return !lost.isEmpty(); }, 4500));
        server.freeze();
        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 8000);
        QCOMPARE(lost.constFirst().constFirst().value<base::Error>().cause, Cause::TunnelLost);
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        server.thaw();
        const Streamed again = streamTo(*way, m_redis.port());
        QVERIFY2(again.stream, qPrintable(again.why.text));
    }

    void check_findsAFrozenBastionEarlierAndSparesAHealthyOne()
    {
        SshServer server;
        const auto way = tunnel(server, { 5000ms, 60000ms, 1000ms });
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed opened = streamTo(*way, m_redis.port());
        way->checkNow();
        way->checkNow();
        QVERIFY(!QTest::qWaitFor([&] { return !lost.isEmpty(); }, 3500));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
        server.freeze();
        way->checkNow();
        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 6000);
    }

    void closedTunnel_opensAnewWithoutLost()
    {
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed opened = streamTo(*way, m_redis.port());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        way->close();
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        QVERIFY(streamTo(*way, m_redis.port()).stream);
        QVERIFY(lost.isEmpty());
        QCOMPARE(m_asker->keyQuestions.size(), 1);
    }

    void nobodyAtThePort_isUnreachable()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        const Streamed refused = tryPort(port);
        QCOMPARE(refused.why.cause, Cause::BastionUnreachable);
        QCOMPARE(refused.words, 1);
    }

    void unknownName_isNotFound()
    {
        const Streamed refused = tryPort(22, QStringLiteral("bastion.invalid"));
        QCOMPARE(refused.why.cause, Cause::BastionNotFound);
        QVERIFY(refused.why.text.contains(QStringLiteral("bastion.invalid")));
    }

    void redisInsteadOfSsh_isSeen()
    {
        const Streamed refused = tryPort(m_redis.port());
        QCOMPARE(refused.why.cause, Cause::NotSsh);
    }

    void silentServer_isGivenUp()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const Streamed refused = tryPort(silent.serverPort());
        QCOMPARE(refused.why.cause, Cause::BastionClosed);
    }

    void hurryOfALink_isNotTheTunnels()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        profiles::Profile profile;
        profile.connectTimeoutMs = 1500;
        profile.tunnel.kind = profiles::TunnelKind::Ssh;
        profile.tunnel.hops = {
            { QStringLiteral("127.0.0.1"), silent.serverPort(), QStringLiteral("me"), {}, {} }
        };
        const QTemporaryDir folder;
        links::SshPlaces places;
        places.home = folder.path();
        const auto way = links::makeTunnel(profile, {}, m_asker, places);
        const Streamed refused = streamTo(*way, 6379, links::Use::Interactive, 100);
        QCOMPARE(refused.why.cause, Cause::BastionClosed);
        QVERIFY2(refused.why.text.contains(QStringLiteral(" 1.5 s")), qPrintable(refused.why.text));
    }

    void tooManyStartups_areSaid()
    {
        QTcpServer full;
        QVERIFY(full.listen(QHostAddress::LocalHost));
        connect(&full, &QTcpServer::newConnection, &full, [&full] {
            QTcpSocket *socket = full.nextPendingConnection();
            socket->write("Exceeded MaxStartups\r\n");
            socket->disconnectFromHost();
        });
        const Streamed refused = tryPort(full.serverPort());
        QCOMPARE(refused.why.cause, Cause::BastionClosed);
        QVERIFY(refused.why.detail.contains("Exceeded MaxStartups"));
    }

    void forbiddenForwarding_isSaid_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("all") << QStringLiteral("AllowTcpForwarding no");
        QTest::newRow("others") << QStringLiteral("PermitOpen 127.0.0.1:1");
    }
    void forbiddenForwarding_isSaid()
    {
        QFETCH(QString, line);
        const auto server = bastion({ line });
        const auto way = tunnel(*server);
        const Streamed refused = streamTo(*way, m_redis.port());
        QCOMPARE(refused.why.cause, Cause::ForwardingForbidden);
        QVERIFY(refused.why.text.startsWith(
            QStringLiteral("The bastion forbids port forwarding (AllowTcpForwarding).")));
    }

    void oneSessionOnly_carriesManyStreams()
    {
        const auto server = bastion({ QStringLiteral("MaxSessions 1") });
        const auto way = tunnel(*server);
        const Streamed first = streamTo(*way, m_redis.port());
        const Streamed second = streamTo(*way, m_redis.port());
        QCOMPARE(pinged(first.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(second.stream.get()), "+PONG\r\n");
    }

    void banner_disturbsNothing()
    {
        QTemporaryDir directory;
        QFile banner(directory.filePath(QStringLiteral("banner")));
        QVERIFY(banner.open(QFile::WriteOnly));
        banner.write("Authorised use only.\n");
        banner.close();
        const auto server = bastion({ QStringLiteral("Banner ") + banner.fileName() });
        const auto way = tunnel(*server);
        const Streamed opened = streamTo(*way, m_redis.port());
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    }

    void refusedTarget_isTheTargetsFault()
    {
        const SshServer server;
        const auto way = tunnel(server);
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        const Streamed refused = streamTo(*way, port);
        QCOMPARE(refused.why.cause, Cause::TargetRefused);
        QVERIFY(refused.why.text.contains(QStringLiteral("127.0.0.1:%1").arg(port)));
        QCOMPARE(refused.why.detail, "Connection refused");
        const Streamed other = streamTo(*way, m_redis.port());
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
    }

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
#ifndef __SANITIZE_ADDRESS__ // there the port's first visitor stays away; not settled why
        QTest::newRow("beside another") << true;
#endif
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

    void newKeysAllTheTime_loseNothing()
    {
        const auto server = bastion({ QStringLiteral("RekeyLimit 1M none") });
        const auto way = tunnel(*server);
        std::vector<Streamed> streams;
        for (int i = 0; i < 3; ++i)
            streams.push_back(streamTo(*way, m_redis.port()));
        const QByteArray body(2 * 1024 * 1024, 'k');
        const QByteArray sized = '$' + QByteArray::number(body.size()) + "\r\n" + body + "\r\n";
        QList<QByteArray> got(3);
        for (qsizetype i = 0; i < 3; ++i) {
            QIODevice *stream = streams[size_t(i)].stream.get();
            QVERIFY(stream);
            connect(stream, &QIODevice::readyRead, stream,
                    [&got, i, stream] { got[i] += stream->readAll(); });
            stream->write("*2\r\n$4\r\nECHO\r\n" + sized);
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            std::all_of(got.begin(), got.end(), [&](const auto &one) { return one == sized; }),
            30000);
    }
};

QTEST_GUILESS_MAIN(SshLifeTest)
#include "tst_sshlife.moc"

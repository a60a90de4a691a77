// Tunnels by libssh2 that do not open, and such that end.
#include "link/sshfixture.h"
#include <QTcpServer>
#include <QTcpSocket>

using Cause = base::Error::Cause;
using support::RedisServer;
using support::SshServer;
using namespace std::chrono_literals;

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

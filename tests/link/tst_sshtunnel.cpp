#include "link/sshfixture.h"

using Cause = base::Error::Cause;
using support::RedisServer;
using support::SshServer;

class SshTunnelTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::shared_ptr<ListAsker> m_asker;

    static profiles::TunnelSettings to(const SshServer &server)
    {
        profiles::SshHop hop;
        hop.host = QStringLiteral("127.0.0.1");
        hop.port = server.port();
        hop.user = server.userName();
        hop.auth = profiles::SshAuth::KeyFile;
        hop.keyFile = server.clientKey();
        profiles::TunnelSettings settings;
        settings.kind = profiles::TunnelKind::Ssh;
        settings.hops = { hop };
        return settings;
    }

    static links::SshPlaces places(const SshServer &server)
    {
        links::SshPlaces places;
        places.home = server.path({});
        places.ownKnownHosts = server.path(QStringLiteral("larder_known"));
        return places;
    }

    std::unique_ptr<links::SshTunnel> tunnel(const SshServer &server)
    {
        return std::make_unique<links::SshTunnel>(to(server), profiles::SshSecrets(), m_asker,
                                                  places(server));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText())); }
    void init() { m_asker = std::make_shared<ListAsker>(); }

    void key_opensAStream()
    {
        const SshServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        const auto way = tunnel(server);
        const Streamed opened = streamTo(*way, m_redis.port());
        QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 1);
        QCOMPARE(m_asker->keyQuestions.constFirst().fingerprint, server.hostFingerprint());
    }

    void password_opensAStream()
    {
        SshServer::Options options;
        options.userName = QStringLiteral("visitor");
        options.password = QStringLiteral("open sesame");
        const SshServer server(options);
        if (!server.skipReason().isEmpty())
            QSKIP(qPrintable(server.skipReason()));
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        profiles::TunnelSettings settings = to(server);
        settings.hops[0].auth = profiles::SshAuth::Password;
        profiles::SshSecrets secrets;
        secrets.at(0).password = base::Secret("open sesame");
        links::SshTunnel way(settings, secrets, m_asker, places(server));
        const Streamed opened = streamTo(way, m_redis.port());
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    }

    void twoUses_askOnce()
    {
        const SshServer server;
        QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
        const auto way = tunnel(server);
        const Streamed first = streamTo(*way, m_redis.port());
        const Streamed second = streamTo(*way, m_redis.port(), links::Use::Bulk);
        QVERIFY(first.stream && second.stream);
        QCOMPARE(pinged(first.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(second.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 1);
    }
};

QTEST_GUILESS_MAIN(SshTunnelTest)
#include "tst_sshtunnel.moc"

// Everything that a bastion can refuse or be instead of a bastion: each with its cause and a
// sentence that names the hop, and nothing hangs.
#include "link/ssh/methods.h"
#include "sshtraveller.h"
#include <QTcpServer>
#include <QTcpSocket>

using base::Error;
using links::TunnelStep;
using support::RedisServer;
using support::SshServer;
using test::Attempt;
using test::endpointOf;
using test::Traveller;

using Cause = Error::Cause;

class TestSshRefusals : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_redis;

private Q_SLOTS:
    void initTestCase();
    void forwardingForbidden_isSaidWithTheHop_data();
    void forwardingForbidden_isSaidWithTheHop();
    void socketForwardingForbidden_isSaid();
    void accountNotAllowed_isARefusedSignIn_data();
    void accountNotAllowed_isARefusedSignIn();
    void onlyWeakMethods_findNothingInCommon_data();
    void onlyWeakMethods_findNothingInCommon();
    void onlyAnRsaHostKey_namesTheWayOut();
    void noSshServer_isToldFromOne_data();
    void noSshServer_isToldFromOne();
    void serverThatSaysNothing_failsInTime();
    void serverThatHangsUp_failsAtOnce_data();
    void serverThatHangsUp_failsAtOnce();
    void nobodyListens_isTheBastionsFault();
    void targetRefused_isNotTheBastionsFault();
    void unknownTargetName_isSaidWithTheServersWords();
    void secondHop_isNamed_data();
    void secondHop_isNamed();
};

namespace {

/// A key of its own that stands in authorized_keys with options before it.
QString limitedKey(SshServer &server, const QByteArray &options)
{
    const QString path = server.path(QStringLiteral("limited"));
    if (!support::sshKeygen({ QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                              QString(), QStringLiteral("-f"), path }))
        return {};
    QFile file(path + QStringLiteral(".pub"));
    if (!file.open(QFile::ReadOnly))
        return {};
    server.authorize(options + ' ' + file.readAll());
    return path;
}

} // namespace

void TestSshRefusals::initTestCase()
{
    m_redis = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
    QVERIFY(m_redis->isRunning());
}

void TestSshRefusals::forwardingForbidden_isSaidWithTheHop_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<QByteArray>("keyOptions");
    QTest::newRow("AllowTcpForwarding no") << "AllowTcpForwarding no" << QByteArray();
    QTest::newRow("AllowTcpForwarding remote") << "AllowTcpForwarding remote" << QByteArray();
    QTest::newRow("DisableForwarding") << "DisableForwarding yes" << QByteArray();
    QTest::newRow("PermitOpen elsewhere") << "PermitOpen 127.0.0.1:1" << QByteArray();
    QTest::newRow("PermitOpen none") << "PermitOpen none" << QByteArray();
    QTest::newRow("key: restrict") << QString() << QByteArray("restrict");
    QTest::newRow("key: no-port-forwarding") << QString() << QByteArray("no-port-forwarding");
    QTest::newRow("key: permitopen elsewhere")
        << QString() << QByteArray("permitopen=\"127.0.0.1:1\"");
}

void TestSshRefusals::forwardingForbidden_isSaidWithTheHop()
{
    QFETCH(QString, config);
    QFETCH(QByteArray, keyOptions);
    SshServer::Options options;
    if (!config.isEmpty())
        options.config += config;
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    if (!keyOptions.isEmpty())
        me.settings.hops[0].keyFile = limitedKey(server, keyOptions);
    const auto tunnel = me.tunnel();
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    for (int i = 0; i < 2; ++i) { // the session stays good for what is allowed
        Attempt attempt(*tunnel, endpointOf(*m_redis));
        QVERIFY(attempt.fails());
        QCOMPARE(attempt.error.cause, Cause::ForwardingForbidden);
        QCOMPARE(attempt.error.kind, Error::Kind::NotPermitted);
        QVERIFY2(attempt.error.text.contains(QStringLiteral("AllowTcpForwarding")),
                 qPrintable(attempt.error.text));
        QVERIFY2(attempt.error.text.contains(test::addressOf(server)),
                 qPrintable(attempt.error.text));
        QCOMPARE(attempt.lastStep().kind, TunnelStep::Kind::Forward);
        QCOMPARE(attempt.lastStep().outcome, TunnelStep::Outcome::Failed);
    }
    QCOMPARE(lost.size(), 0);
    QCOMPARE(server.log().count("Accepted publickey"), 1);
}

void TestSshRefusals::socketForwardingForbidden_isSaid()
{
    SshServer::Options options;
    options.config = { QStringLiteral("AllowStreamLocalForwarding no") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, { {}, 0, m_redis->socketPath() });
    QVERIFY(attempt.fails());
    QVERIFY2(attempt.error.cause == Cause::ForwardingForbidden
                 || attempt.error.cause == Cause::TargetRefused,
             qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(test::addressOf(server)), qPrintable(attempt.error.text));
    Attempt byPort(*tunnel, endpointOf(*m_redis));
    QVERIFY2(byPort.opens(), qPrintable(byPort.error.text));
    QVERIFY(byPort.isAlive());
}

void TestSshRefusals::accountNotAllowed_isARefusedSignIn_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<QByteArray>("keyOptions");
    QTest::newRow("AllowUsers others") << "AllowUsers nobody-here" << QByteArray();
    QTest::newRow("DenyUsers all") << "DenyUsers *" << QByteArray();
    QTest::newRow("no keys at all") << "PubkeyAuthentication no" << QByteArray();
    QTest::newRow("key: from elsewhere") << QString() << QByteArray("from=\"192.0.2.1\"");
    QTest::newRow("key: expired") << QString() << QByteArray("expiry-time=\"20200101\"");
}

void TestSshRefusals::accountNotAllowed_isARefusedSignIn()
{
    QFETCH(QString, config);
    QFETCH(QByteArray, keyOptions);
    SshServer::Options options;
    if (!config.isEmpty())
        options.config += config;
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    if (!keyOptions.isEmpty())
        me.settings.hops[0].keyFile = limitedKey(server, keyOptions);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::SshSignInRefused);
    QCOMPARE(attempt.error.kind, Error::Kind::Auth);
    QVERIFY2(attempt.error.text.contains(server.address()), qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(server.userName()), qPrintable(attempt.error.text));
    QCOMPARE(attempt.lastStep().kind, TunnelStep::Kind::SignIn);
    QCOMPARE(attempt.lastStep().outcome, TunnelStep::Outcome::Failed);
}

void TestSshRefusals::onlyWeakMethods_findNothingInCommon_data()
{
    QTest::addColumn<QString>("config");
    QTest::newRow("3des-cbc") << "Ciphers 3des-cbc";
    QTest::newRow("aes256-cbc") << "Ciphers aes256-cbc";
    QTest::newRow("hmac-md5") << "MACs hmac-md5,hmac-md5-96";
    QTest::newRow("hmac-sha1") << "MACs hmac-sha1,hmac-sha1-96";
    QTest::newRow("group1-sha1") << "KexAlgorithms diffie-hellman-group1-sha1";
    QTest::newRow("group14-sha1") << "KexAlgorithms diffie-hellman-group14-sha1";
}

void TestSshRefusals::onlyWeakMethods_findNothingInCommon()
{
    QFETCH(QString, config);
    SshServer::Options options;
    // AES-GCM brings its own MAC, so that the list of MACs counts only beside another cipher.
    options.config = { config, QStringLiteral("Ciphers aes256-ctr") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::SshNoCommonMethod);
    QVERIFY2(attempt.error.text.contains(test::addressOf(server)), qPrintable(attempt.error.text));
    QCOMPARE(attempt.lastStep().kind, TunnelStep::Kind::HostKey);
}

void TestSshRefusals::onlyAnRsaHostKey_namesTheWayOut()
{
    SshServer::Options options;
    options.hostKeyTypes = { QStringLiteral("rsa") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY(attempt.wait());
    if (links::libraryKnowsRsaSha2()) {
        QVERIFY2(attempt.isAlive(), qPrintable(attempt.error.text));
        return;
    }
    QCOMPARE(attempt.error.cause, Cause::SshNoCommonMethod);
    for (const QString &part :
         { test::addressOf(server), QStringLiteral("RSA"), QStringLiteral("OpenSSH backend") })
        QVERIFY2(attempt.error.text.contains(part), qPrintable(attempt.error.text));
}

void TestSshRefusals::noSshServer_isToldFromOne_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<bool>("hangsUp");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n<html>") << true;
    QTest::newRow("SMTP, which goes on waiting") << QByteArray("220 mail ESMTP\r\n") << false;
    QTest::newRow("Redis") << QByteArray("-ERR unknown command\r\n") << false;
    QTest::newRow("TLS alert") << QByteArray::fromHex("15030100020250") << true;
    QTest::newRow("SSH 1") << QByteArray("SSH-1.5-ancient\r\n") << false;
    QTest::newRow("half a mebibyte of nothing") << QByteArray(1 << 19, 'x') << false;
}

void TestSshRefusals::noSshServer_isToldFromOne()
{
    QFETCH(QByteArray, greeting);
    QFETCH(bool, hangsUp);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        socket->write(greeting);
        if (hangsUp)
            socket->disconnectFromHost();
    });
    Traveller me;
    me.through(QStringLiteral("127.0.0.1"), other.serverPort());
    me.person->hostKeyAnswer = links::HostKeyAnswer::Once;
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis), links::Use::Interactive,
                    std::chrono::milliseconds(1500));
    QVERIFY(attempt.fails());
    QVERIFY2(attempt.error.cause == Cause::NotSsh, qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(QStringLiteral("127.0.0.1")),
             qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.size() < 400, qPrintable(attempt.error.text));
    QCOMPARE(attempt.lastStep().outcome, TunnelStep::Outcome::Failed);
}

void TestSshRefusals::serverThatSaysNothing_failsInTime()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Traveller me;
    me.through(QStringLiteral("127.0.0.1"), other.serverPort());
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis), links::Use::Interactive,
                    std::chrono::milliseconds(700));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::BastionClosed);
    QCOMPARE(attempt.error.kind, Error::Kind::Timeout);
    QVERIFY2(attempt.error.text.contains(QStringLiteral("127.0.0.1:%1").arg(other.serverPort())),
             qPrintable(attempt.error.text));
}

void TestSshRefusals::serverThatHangsUp_failsAtOnce_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::newRow("without a word") << QByteArray();
    QTest::newRow("after its greeting") << QByteArray("SSH-2.0-tired\r\n");
    QTest::newRow("within a packet") << QByteArray("SSH-2.0-tired\r\n\0\0\1\0\7", 20);
    QTest::newRow("after too many connections") << QByteArray("Exceeded MaxStartups\r\n");
}

void TestSshRefusals::serverThatHangsUp_failsAtOnce()
{
    QFETCH(QByteArray, greeting);
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = other.nextPendingConnection();
        socket->write(greeting);
        socket->disconnectFromHost();
    });
    Traveller me;
    me.through(QStringLiteral("127.0.0.1"), other.serverPort());
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis), links::Use::Interactive,
                    std::chrono::milliseconds(20000));
    QVERIFY(QTest::qWaitFor([&] { return attempt.isDone(); }, 10000));
    QVERIFY2(attempt.error.cause == Cause::BastionClosed, qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(QStringLiteral("127.0.0.1:%1").arg(other.serverPort())),
             qPrintable(attempt.error.text));
}

void TestSshRefusals::nobodyListens_isTheBastionsFault()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    Traveller me;
    me.through(QStringLiteral("127.0.0.1"), port);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::BastionUnreachable);
    QVERIFY2(attempt.error.text.contains(QString::number(port)), qPrintable(attempt.error.text));
    QCOMPARE(attempt.lastStep().kind, TunnelStep::Kind::Connect);
}

void TestSshRefusals::targetRefused_isNotTheBastionsFault()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, { QStringLiteral("127.0.0.1"), 1, {} });
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::TargetRefused);
    for (const QString &part : { test::addressOf(server), QStringLiteral("127.0.0.1:1") })
        QVERIFY2(attempt.error.text.contains(part), qPrintable(attempt.error.text));
    Attempt other(*tunnel, endpointOf(*m_redis));
    QVERIFY2(other.opens(), qPrintable(other.error.text));
    QVERIFY(other.isAlive());
}

void TestSshRefusals::unknownTargetName_isSaidWithTheServersWords()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, { QStringLiteral("no-such-cache.invalid"), 6379, {} },
                    links::Use::Interactive, std::chrono::milliseconds(15000));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::TargetRefused);
    QVERIFY2(attempt.error.text.contains(QStringLiteral("no-such-cache.invalid")),
             qPrintable(attempt.error.text));
    QVERIFY(!attempt.error.detail.isEmpty());
}

void TestSshRefusals::secondHop_isNamed_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<bool>("isUp");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("down") << QString() << false << Cause::BastionUnreachable;
    QTest::newRow("refuses the account")
        << "AllowUsers nobody-here" << true << Cause::SshSignInRefused;
    QTest::newRow("forbids forwarding")
        << "AllowTcpForwarding no" << true << Cause::ForwardingForbidden;
    QTest::newRow("weak") << "Ciphers 3des-cbc" << true << Cause::SshNoCommonMethod;
}

void TestSshRefusals::secondHop_isNamed()
{
    QFETCH(QString, config);
    QFETCH(bool, isUp);
    QFETCH(Cause, cause);
    SshServer outer;
    SshServer::Options options;
    if (!config.isEmpty())
        options.config += config;
    SshServer inner(options);
    QVERIFY2(outer.isRunning() && inner.isRunning(), qPrintable(inner.errorText()));
    if (!isUp)
        inner.kill();
    Traveller me;
    me.through(outer);
    me.through(inner);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY(attempt.fails());
    QVERIFY2(attempt.error.cause == cause, qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(QString::number(inner.port())),
             qPrintable(attempt.error.text));
    QCOMPARE(attempt.lastStep().hop, 1);
    QCOMPARE(attempt.lastStep().outcome, TunnelStep::Outcome::Failed);
}

QTEST_GUILESS_MAIN(TestSshRefusals)
#include "tst_sshrefusals.moc"

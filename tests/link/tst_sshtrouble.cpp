// What happens to a bastion while it is used: it ends, it comes back, its network swallows
// everything, it loses patience. Nothing hangs, the sentence names the hop, and the next stream
// gets through where that is possible.
#include "sshtraveller.h"
#include "support/netrig.h"
#include <QTcpSocket>

using base::Error;
using links::TunnelStep;
using links::Use;
using support::NetRig;
using support::RedisServer;
using support::SshServer;
using test::Attempt;
using test::endpointOf;
using test::Traveller;

using Cause = Error::Cause;

class TestSshTrouble : public QObject {
    Q_OBJECT

public:
    static void initMain() { NetRig::enter(); }

private Q_SLOTS:
    void initTestCase();
    void killedBastion_endsTheStreamsAndServesAfterItsRestart();
    void restartedWithAnotherHostKey_isBlocked();
    void frozenBastion_countsAsLost();
    void frozenBastion_isFoundOutByAQuestion();
    void frozenBeforeTheSignIn_failsInTime();
    void cutNetwork_countsAsLostAndServesAfterwards();
    void cutBetweenTheHops_namesTheInnerOne();
    void cutBehindTheBastion_isTheCachesSilence();
    void oneSessionAllowed_carriesAnyNumberOfStreams_data();
    void oneSessionAllowed_carriesAnyNumberOfStreams();
    void graceOverWhileAHostKeyIsAsked_withdrawsTheQuestion();
    void graceOverWhileAPasswordIsAsked_withdrawsTheQuestion();
    void tooManyStartups_isSaidAndPasses();
    void bannerAndMotd_doNotGetInTheWay();
    void closedWhileOpening_failsEachLinkOnce();

private:
    std::unique_ptr<RedisServer> m_redis;
};

void TestSshTrouble::initTestCase()
{
    m_redis = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
    QVERIFY(m_redis->isRunning());
}

void TestSshTrouble::killedBastion_endsTheStreamsAndServesAfterItsRestart()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(*m_redis));
    Attempt bulk(*tunnel, endpointOf(*m_redis), Use::Bulk);
    QVERIFY2(first.opens() && bulk.opens(), qPrintable(first.error.text + bulk.error.text));
    QVERIFY(first.isAlive() && bulk.isAlive());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    QSignalSpy end(first.stream.get(), &QIODevice::readChannelFinished);
    QSignalSpy bulkEnd(bulk.stream.get(), &QIODevice::readChannelFinished);

    server.kill();
    QTRY_COMPARE(end.size(), 1);
    QTRY_COMPARE(bulkEnd.size(), 1);
    QTRY_COMPARE(lost.size(), 2); // a session for each use
    const auto why = lost.at(0).at(0).value<Error>();
    QCOMPARE(why.cause, Cause::TunnelLost);
    QVERIFY2(why.text.contains(test::addressOf(server)), qPrintable(why.text));

    Attempt meanwhile(*tunnel, endpointOf(*m_redis));
    QVERIFY(meanwhile.fails());
    QCOMPARE(meanwhile.error.cause, Cause::BastionUnreachable);

    QVERIFY(server.start());
    for (const Use use : { Use::Interactive, Use::Bulk }) {
        Attempt again(*tunnel, endpointOf(*m_redis), use);
        QVERIFY2(again.opens(), qPrintable(again.error.text));
        QVERIFY(again.isAlive());
    }
    QCOMPARE(me.person->hostKeys.size(), 0);
}

void TestSshTrouble::restartedWithAnotherHostKey_isBlocked()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    me.person->hostKeyAnswer = links::HostKeyAnswer::Store;
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(*m_redis));
    QVERIFY2(first.opens(), qPrintable(first.error.text));
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    server.kill();
    QTRY_COMPARE(lost.size(), 1);
    server.replaceHostKey();
    QVERIFY(server.start());
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY(again.fails());
    QCOMPARE(again.error.cause, Cause::HostKeyChanged);
    QVERIFY2(again.error.text.contains(server.hostFingerprint()), qPrintable(again.error.text));
    QCOMPARE(me.person->hostKeys.size(), 0);
    QCOMPARE(server.log().count("Accepted publickey"), 1);
}

void TestSshTrouble::frozenBastion_countsAsLost()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(*m_redis));
    QVERIFY2(first.opens(), qPrintable(first.error.text));
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    QSignalSpy end(first.stream.get(), &QIODevice::readChannelFinished);
    server.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 30000);
    QTRY_COMPARE(end.size(), 1);
    const auto why = lost.at(0).at(0).value<Error>();
    QCOMPARE(why.cause, Cause::TunnelLost);
    QVERIFY2(why.text.contains(test::addressOf(server)), qPrintable(why.text));
    server.thaw();
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
    QVERIFY(again.isAlive());
}

void TestSshTrouble::frozenBastion_isFoundOutByAQuestion()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    me.rhythm = { std::chrono::hours(1), std::chrono::hours(1), std::chrono::milliseconds(500) };
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(*m_redis));
    QVERIFY2(first.opens(), qPrintable(first.error.text));
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    tunnel->checkNow(); // which a living one survives
    QVERIFY(first.isAlive());
    server.freeze();
    tunnel->checkNow();
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 30000);
    server.thaw();
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
}

void TestSshTrouble::frozenBeforeTheSignIn_failsInTime()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.throughNew(server);
    me.rhythm.signIn = std::chrono::milliseconds(3000);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis), Use::Interactive,
                    std::chrono::milliseconds(1000));
    QTRY_COMPARE(me.person->openHostKeys.size(), size_t(1));
    server.freeze(); // in the midst of it: the key exchange is done, the sign-in is not
    me.person->openHostKeys[0]->addResult(links::HostKeyAnswer::Once);
    me.person->openHostKeys[0]->finish();
    QVERIFY(attempt.fails());
    QVERIFY2(attempt.error.text.contains(test::addressOf(server)), qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.cause == Cause::BastionClosed
                 || attempt.error.cause == Cause::TunnelLost,
             qPrintable(attempt.error.text));
    server.thaw();
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
}

void TestSshTrouble::cutNetwork_countsAsLostAndServesAfterwards()
{
    if (!NetRig::skipReason().isEmpty())
        QSKIP(qPrintable(NetRig::skipReason()));
    NetRig net;
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    RedisServer redis({}, RedisServer::Tcp::Yes, net.inside());
    SshServer::Options options;
    options.wrapper = net.inside();
    options.address = net.address();
    SshServer server(options);
    QVERIFY2(server.isRunning() && redis.isRunning(), qPrintable(server.errorText()));
    const QStringList before = NetRig::listeners();
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(redis));
    QVERIFY2(first.opens(), qPrintable(first.error.text));
    QVERIFY(first.isAlive());
    QCOMPARE(NetRig::listeners(), before);
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    QSignalSpy end(first.stream.get(), &QIODevice::readChannelFinished);

    net.cut();
    first.stream->write("PING\r\n"); // and somebody waits for an answer
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 30000);
    QTRY_COMPARE(end.size(), 1);
    const auto why = lost.at(0).at(0).value<Error>();
    QCOMPARE(why.cause, Cause::TunnelLost);
    QVERIFY2(why.text.contains(test::addressOf(server)), qPrintable(why.text));
    Attempt meanwhile(*tunnel, endpointOf(redis), Use::Interactive, std::chrono::milliseconds(700));
    QVERIFY(meanwhile.fails());
    QCOMPARE(meanwhile.error.cause, Cause::BastionUnreachable);
    QVERIFY2(meanwhile.error.text.contains(server.address()), qPrintable(meanwhile.error.text));

    net.restore();
    Attempt again(*tunnel, endpointOf(redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
    QVERIFY(again.isAlive());
}

void TestSshTrouble::cutBetweenTheHops_namesTheInnerOne()
{
    if (!NetRig::skipReason().isEmpty())
        QSKIP(qPrintable(NetRig::skipReason()));
    NetRig net(2);
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    RedisServer redis({}, RedisServer::Tcp::Yes, net.inside(1));
    const auto at = [&](int zone) {
        SshServer::Options options;
        options.wrapper = net.inside(zone);
        options.address = net.address(zone);
        return options;
    };
    SshServer outer(at(0));
    SshServer inner(at(1));
    QVERIFY2(outer.isRunning() && inner.isRunning(),
             qPrintable(outer.errorText() + inner.errorText()));
    Traveller me;
    me.through(outer);
    me.through(inner);
    const auto tunnel = me.tunnel();
    Attempt first(*tunnel, endpointOf(redis));
    QVERIFY2(first.opens(), qPrintable(first.error.text));
    QVERIFY(first.isAlive());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    net.cut(1);
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 30000);
    const auto why = lost.at(0).at(0).value<Error>();
    QCOMPARE(why.cause, Cause::TunnelLost);
    QVERIFY2(why.text.contains(test::addressOf(inner)), qPrintable(why.text));
    net.restore(1);
    Attempt again(*tunnel, endpointOf(redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
    QVERIFY(again.isAlive());
}

void TestSshTrouble::cutBehindTheBastion_isTheCachesSilence()
{
    if (!NetRig::skipReason().isEmpty())
        QSKIP(qPrintable(NetRig::skipReason()));
    NetRig net(2);
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    SshServer::Options options;
    options.wrapper = net.inside();
    options.address = net.address();
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    RedisServer beside({}, RedisServer::Tcp::Yes, net.inside());
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    net.cut(1); // a security group that drops
    Attempt silent(*tunnel, { net.address(1), 6379, {} }, Use::Interactive,
                   std::chrono::milliseconds(1000));
    QVERIFY(silent.fails());
    QCOMPARE(silent.error.cause, Cause::TargetSilent);
    for (const QString &part : { net.address(1) + QStringLiteral(":6379"), QStringLiteral("1 s"),
                                 QStringLiteral("security group") })
        QVERIFY2(silent.error.text.contains(part), qPrintable(silent.error.text));
    // The one that nobody answers for does not stand in the others' way.
    Attempt other(*tunnel, endpointOf(beside));
    QVERIFY2(other.opens(), qPrintable(other.error.text));
    QVERIFY(other.isAlive());
    QCOMPARE(server.log().count("Accepted publickey"), 1);
}

void TestSshTrouble::oneSessionAllowed_carriesAnyNumberOfStreams_data()
{
    QTest::addColumn<QString>("config");
    QTest::newRow("one") << "MaxSessions 1";
    QTest::newRow("none") << "MaxSessions 0"; // no shell at all, forwarding only
}

void TestSshTrouble::oneSessionAllowed_carriesAnyNumberOfStreams()
{
    QFETCH(QString, config);
    SshServer::Options options;
    options.config = { config };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    std::vector<std::unique_ptr<Attempt>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(std::make_unique<Attempt>(*tunnel, endpointOf(*m_redis)));
    for (const auto &each : all) {
        QVERIFY2(each->opens(), qPrintable(each->error.text));
        QVERIFY(each->isAlive());
    }
    QCOMPARE(server.log().count("Accepted publickey"), 1);
}

void TestSshTrouble::graceOverWhileAHostKeyIsAsked_withdrawsTheQuestion()
{
    SshServer::Options options;
    options.config = { QStringLiteral("LoginGraceTime 1") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.throughNew(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QTRY_COMPARE(me.person->openHostKeys.size(), size_t(1));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::BastionClosed);
    QVERIFY2(attempt.error.text.contains(test::addressOf(server)), qPrintable(attempt.error.text));
    QTRY_VERIFY(me.person->openHostKeys[0]->isCanceled());
    me.person->hostKeyAnswer = links::HostKeyAnswer::Once;
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
}

void TestSshTrouble::graceOverWhileAPasswordIsAsked_withdrawsTheQuestion()
{
    SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    options.config = { QStringLiteral("LoginGraceTime 1") };
    SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    me.settings.hops[0].auth = profiles::SshAuth::Password;
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QTRY_COMPARE(me.person->openPrompts.size(), size_t(1));
    QVERIFY(attempt.fails());
    QCOMPARE(attempt.error.cause, Cause::BastionClosed);
    QVERIFY2(attempt.error.text.contains(test::addressOf(server)), qPrintable(attempt.error.text));
    QVERIFY2(attempt.error.text.contains(QStringLiteral("LoginGraceTime")),
             qPrintable(attempt.error.text));
    QTRY_VERIFY(me.person->openPrompts[0]->isCanceled());
    me.person->words = base::Secret("open sesame");
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
    QVERIFY(again.isAlive());
}

void TestSshTrouble::tooManyStartups_isSaidAndPasses()
{
    SshServer::Options options;
    options.config = { QStringLiteral("MaxStartups 1") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    {
        QTcpSocket squatter; // connects and never signs in
        squatter.connectToHost(QStringLiteral("127.0.0.1"), server.port());
        QTRY_VERIFY(squatter.bytesAvailable() > 0);
        Attempt attempt(*tunnel, endpointOf(*m_redis));
        QVERIFY(attempt.fails());
        QVERIFY2(attempt.error.cause == Cause::BastionClosed, qPrintable(attempt.error.text));
        QVERIFY2(attempt.error.text.contains(QStringLiteral("MaxStartups")),
                 qPrintable(attempt.error.text));
    }
    // The server takes a moment to find out that the place is free.
    QVERIFY(QTest::qWaitFor([&] { return Attempt(*tunnel, endpointOf(*m_redis)).opens(); }, 20000));
}

void TestSshTrouble::bannerAndMotd_doNotGetInTheWay()
{
    const QTemporaryDir folder;
    QFile banner(folder.filePath(QStringLiteral("banner")));
    QVERIFY(banner.open(QFile::WriteOnly));
    for (int i = 0; i < 300; ++i)
        banner.write("Authorised users only. \xea\xb2\xbd\xea\xb3\xa0 \033[31m<b>%n</b>\r\n");
    banner.close();
    SshServer::Options options;
    options.config = { QStringLiteral("Banner ") + banner.fileName(),
                       QStringLiteral("PrintMotd yes"), QStringLiteral("PrintLastLog yes") };
    SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.through(server);
    const auto tunnel = me.tunnel();
    Attempt attempt(*tunnel, endpointOf(*m_redis));
    QVERIFY2(attempt.opens(), qPrintable(attempt.error.text));
    QVERIFY(attempt.isAlive());
}

void TestSshTrouble::closedWhileOpening_failsEachLinkOnce()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    Traveller me;
    me.throughNew(server);
    const auto tunnel = me.tunnel();
    Attempt one(*tunnel, endpointOf(*m_redis));
    Attempt two(*tunnel, endpointOf(*m_redis), Use::Bulk);
    QTRY_COMPARE(me.person->openHostKeys.size(), size_t(1));
    tunnel->close();
    QVERIFY(one.fails());
    QVERIFY(two.fails());
    QCOMPARE(one.error.kind, Error::Kind::Cancelled);
    QTRY_VERIFY(me.person->openHostKeys[0]->isCanceled());
    me.person->hostKeyAnswer = links::HostKeyAnswer::Once;
    Attempt again(*tunnel, endpointOf(*m_redis));
    QVERIFY2(again.opens(), qPrintable(again.error.text));
}

QTEST_GUILESS_MAIN(TestSshTrouble)
#include "tst_sshtrouble.moc"

// Links and streams through Session Manager: which session carries them, what is refused and how,
// and how a session begins and ends.
#include "ssmworld.h"
#include "support/wait.h"
#include <QTest>
#include <sys/socket.h>

using namespace std::chrono_literals;
using base::Error;
using links::Use;
using namespace test;

class TestSsmTunnel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parallelLinks_shareOneSession();
    void twoUses_haveSessionsOfTheirOwn();
    void bulkStreams_goToTheSessionWithTheFewest();
    void firstOpening_tellsItsSteps();
    void refusedPort_failsTheLink_data();
    void refusedPort_failsTheLink();
    void refusalAfterTheLinkOpened_isRemembered();
    void silentPort_isToldAndLeadsTheNextStreamElsewhere();
    void longUpload_isNotTakenForSilence();
    void startThatFails_failsEveryLinkThatWaits();
    void approachThatFails_failsEveryLinkThatWaits();
    void encryptingBastion_isRefusedPolitely();
    void agentWithoutHost_isNamed();
    void deniedUpgrade_isM14();
    void tokenNotAccepted_failsTheLink();
    void hostThatTheBastionDoesNotKnow_failsTheLink();
    void renewedTarget_getsANewSession();
    void oldAgent_carriesOneStreamAtATime();
    void unreadStream_isEndedAloneWithAReason();
    void halfClosedStream_stillListens();
    void manyStreams_areKeptApart();
    void unixSocket_isRefused();
    void silentAgent_isGivenUpWhenItsTimeIsOver();
    void handshakeThatCannotBeRead_failsTheLink();
    void endOfTheHandshakeThatCannotBeRead_isAnEndAllTheSame();
    void payloadsOfNoUse_areAcknowledgedAndIgnored();
    void keepAlives_goToOldAgentsAlone_data();
    void keepAlives_goToOldAgentsAlone();
    void serverThatSpeaksFirst_isHeardInBasicMode();
    void frameInTwoParts_isHeardFromTheFirst();
    void agentWithoutTheFlag_isEndedByAwsAlone();
};

void TestSsmTunnel::parallelLinks_shareOneSession()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 5; ++i)
        callers.push_back(std::make_unique<Caller>(*tunnel));
    QVERIFY(world.runUntil([&] { return allOpen(callers); }));
    QCOMPARE(world.starts, 1);
    QCOMPARE(world.approaches, 1);
    for (const auto &one : callers)
        one->say("PING\r\n");
    QVERIFY(world.runUntil([&] { return allEchoed(callers); }));
    QCOMPARE(callers[0]->link->route(),
             QStringLiteral("SSM i-0123456789abcdef0 → cache.example.internal:6379"));
    QCOMPARE(world.session(0).wanted.host, QStringLiteral("cache.example.internal"));
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::twoUses_haveSessionsOfTheirOwn()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller one(*tunnel, Use::Interactive);
    Caller two(*tunnel, Use::Bulk);
    Caller other(*tunnel, Use::Interactive, QStringLiteral("replica.example.internal"));
    QVERIFY(world.runUntil([&] { return one.isOpen() && two.isOpen() && other.isOpen(); }));
    QCOMPARE(world.starts, 3);
}

void TestSsmTunnel::bulkStreams_goToTheSessionWithTheFewest()
{
    World world;
    auto settings = World::settings();
    settings.bulkSessions = 2;
    const auto tunnel = world.tunnel(settings);
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 6; ++i)
        callers.push_back(std::make_unique<Caller>(*tunnel, Use::Bulk));
    QVERIFY(world.runUntil([&] { return allOpen(callers); }));
    QCOMPARE(world.starts, 2);
    QCOMPARE(world.session(0).streams.size(), size_t(3));
    QCOMPARE(world.session(1).streams.size(), size_t(3));
}

void TestSsmTunnel::firstOpening_tellsItsSteps()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QList<links::TunnelStep> steps;
    connect(tunnel.get(), &links::Tunnel::stepped, tunnel.get(),
            [&](const links::TunnelStep &step) { steps += step; });
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    using Step = links::TunnelStep;
    QCOMPARE(steps.size(), 4);
    QCOMPARE(steps[0].kind, Step::Kind::Session);
    QCOMPARE(steps[1].outcome, Step::Outcome::Passed);
    QCOMPARE(steps[1].finding, QStringLiteral("jin-1, agent 3.3.987.0, Be kind."));
    QCOMPARE(steps[2].kind, Step::Kind::Forward);
    QCOMPARE(steps[3].outcome, Step::Outcome::Passed);
    QCOMPARE(steps[3].tried, QStringLiteral("cache.example.internal:6379"));
}

void TestSsmTunnel::refusedPort_failsTheLink_data()
{
    QTest::addColumn<World::Server>("server");
    QTest::newRow("flag first") << World::Server::Refuses;
    QTest::newRow("flag last") << World::Server::FlagLast;
}

void TestSsmTunnel::refusedPort_failsTheLink()
{
    QFETCH(World::Server, server);
    World world;
    world.server = server;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QVERIFY(caller.error);
    QCOMPARE(caller.error->cause, Error::Cause::TargetRefused);
    QVERIFY(caller.error->text.contains(QLatin1String("cache.example.internal:6379")));
    world.server = World::Server::Echo;
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    QCOMPARE(world.starts, 1);
}

void TestSsmTunnel::refusalAfterTheLinkOpened_isRemembered()
{
    World world;
    world.server = World::Server::RefusesLate;
    const auto tunnel = world.tunnel(World::settings());
    const links::Endpoint target = cache();
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    QVERIFY(!tunnel->refusal(target));
    QVERIFY(world.runUntil([&] { return caller.isEnded(); }));
    QVERIFY(tunnel->refusal(target));
    QCOMPARE(tunnel->refusal(target)->cause, Error::Cause::TargetRefused);
    world.server = World::Server::Echo;
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    next.say("x");
    QVERIFY(world.runUntil([&] { return next.heard == "x"; }));
    QVERIFY(!tunnel->refusal(target));
}

void TestSsmTunnel::silentPort_isToldAndLeadsTheNextStreamElsewhere()
{
    World world;
    world.server = World::Server::DropsPackets;
    const auto tunnel = world.tunnel(World::settings());
    const links::Endpoint target = cache();
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    caller.say("PING\r\n");
    world.run(4s);
    QVERIFY(!tunnel->refusal(target));
    world.run(2s);
    QVERIFY(tunnel->refusal(target));
    QCOMPARE(tunnel->refusal(target)->cause, Error::Cause::TargetSilent);
    QVERIFY(tunnel->refusal(target)->text.contains(QLatin1String("(5 s timeout)")));
    world.server = World::Server::Echo;
    world.isStuck = false;
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    QCOMPARE(world.starts, 2);
    QVERIFY(!caller.isEnded()); // it may still be answered
}

void TestSsmTunnel::longUpload_isNotTakenForSilence()
{
    World world;
    world.server = World::Server::DropsPackets;
    const auto tunnel = world.tunnel(World::settings());
    const links::Endpoint target = cache();
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    for (int part = 0; part < 6; ++part) {
        caller.say(QByteArray(10000, 'x'));
        world.run(2s);
        QVERIFY(!tunnel->refusal(target));
    }
    world.run(10s);
    QVERIFY(tunnel->refusal(target));
}

void TestSsmTunnel::startThatFails_failsEveryLinkThatWaits()
{
    World world;
    world.startFails = Error{
        Error::Kind::Network, QStringLiteral("offline"), {}, Error::Cause::SsmTargetOffline
    };
    const auto tunnel = world.tunnel(World::settings());
    Caller one(*tunnel);
    Caller two(*tunnel);
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    QVERIFY(world.runUntil([&] { return one.isDone() && two.isDone(); }));
    QCOMPARE(one.error->cause, Error::Cause::SsmTargetOffline);
    QCOMPARE(two.error->cause, Error::Cause::SsmTargetOffline);
    QCOMPARE(world.starts, 1);
    QCOMPARE(lost.count(), 0);
    world.startFails.reset();
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
}

void TestSsmTunnel::approachThatFails_failsEveryLinkThatWaits()
{
    World world;
    world.approachFails =
        Error{ Error::Kind::Auth, QStringLiteral("expired"), {}, Error::Cause::AwsSignInExpired };
    const auto tunnel = world.tunnel(World::settings());
    Caller one(*tunnel);
    Caller two(*tunnel);
    QVERIFY(world.runUntil([&] { return one.isDone() && two.isDone(); }));
    QCOMPARE(two.error->cause, Error::Cause::AwsSignInExpired);
    QCOMPARE(world.starts, 0);
    QCOMPARE(world.approaches, 1);
}

void TestSsmTunnel::encryptingBastion_isRefusedPolitely()
{
    World world;
    world.kmsKey = "alias/sessions";
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QCOMPARE(caller.error->cause, Error::Cause::SsmEncrypted);
    QVERIFY(world.session(0).response.contains("\"ActionStatus\":2"));
    world.run(100ms);
    QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::agentWithoutHost_isNamed()
{
    World world;
    world.agentVersion = QStringLiteral("3.1.1080.0");
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QVERIFY(caller.error);
    QVERIFY(caller.error->text.contains(QLatin1String("3.1.1080.0")));
    Caller local(*tunnel, Use::Interactive, QStringLiteral("localhost"));
    QVERIFY(world.runUntil([&] { return local.isOpen(); }));
}

void TestSsmTunnel::deniedUpgrade_isM14()
{
    World world;
    world.upgradeStatus = 403;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QCOMPARE(caller.error->cause, Error::Cause::AwsDenied);
    QCOMPARE(caller.error->text,
             QStringLiteral("AWS denied ssmmessages:OpenDataChannel for profile shop-ro. Ask for "
                            "this permission or choose another profile."));
    QCOMPARE(world.dials, 1);
}

void TestSsmTunnel::tokenNotAccepted_failsTheLink()
{
    World world;
    world.firstTextCode = 1003;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QCOMPARE(caller.error->cause, Error::Cause::SsmSessionEnded);
    QCOMPARE(caller.error->detail, QByteArray("no token"));
    QVERIFY(!caller.error->text.contains(QLatin1String("token-")));
}

void TestSsmTunnel::hostThatTheBastionDoesNotKnow_failsTheLink()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return !world.sessions.empty() && world.session(0).attached; }));
    world.session(0).end(QStringLiteral("lookup cache.example.internal: no such host"));
    QVERIFY(world.runUntil([&] { return caller.isDone(); }));
    QCOMPARE(caller.error->cause, Error::Cause::TargetRefused);
    QVERIFY(caller.error->detail.contains("no such host"));
}

void TestSsmTunnel::renewedTarget_getsANewSession()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller one(*tunnel);
    QVERIFY(world.runUntil([&] { return one.isOpen(); }));
    tunnel->renew({ QStringLiteral("cache.example.internal"), 6379, {} });
    Caller two(*tunnel);
    QVERIFY(world.runUntil([&] { return two.isOpen(); }));
    QCOMPARE(world.starts, 2);
    one.say("still here");
    QVERIFY(world.runUntil([&] { return one.heard == "still here"; }));
    one.stream.reset();
    QVERIFY(world.runUntil([&] { return world.terminated.contains(QLatin1String("jin-1")); }));
}

void TestSsmTunnel::oldAgent_carriesOneStreamAtATime()
{
    World world;
    world.agentVersion = QStringLiteral("3.0.196.0");
    const auto tunnel = world.tunnel(World::settings());
    const QString local = QStringLiteral("localhost");
    auto one = std::make_unique<Caller>(*tunnel, Use::Interactive, local);
    QVERIFY(world.runUntil([&] { return one->isOpen(); }));
    one->say("hello");
    QVERIFY(world.runUntil([&] { return one->heard == "hello"; }));
    Caller two(*tunnel, Use::Interactive, local);
    QVERIFY(world.runUntil([&] { return two.isDone(); }));
    QVERIFY(two.error && two.error->text.contains(QLatin1String("one connection at a time")));
    one.reset();
    Caller three(*tunnel, Use::Interactive, local);
    QVERIFY(world.runUntil([&] { return three.isDone(); }));
    QVERIFY(three.isOpen());
    QCOMPARE(world.session(0).flags, QList<quint32>{ 1 });
    three.say("again");
    QVERIFY(world.runUntil([&] { return three.heard == "again"; }));
    QCOMPARE(world.starts, 1);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::unreadStream_isEndedAloneWithAReason()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller reader(*tunnel);
    QVERIFY(world.runUntil([&] { return reader.isOpen(); }));
    world.server = World::Server::Talks;
    Caller idler(*tunnel);
    idler.reads = false;
    QSignalSpy given(tunnel.get(), &links::Tunnel::streamGivenUp);
    QVERIFY(world.runUntil([&] { return world.session(0).streams.size() == 2; }));
    QVERIFY(world.runUntil([&] { return world.session(0).streams.size() == 1; }, 60s));
    QCOMPARE(given.count(), 1);
    const auto why = given[0][0].value<Error>();
    QCOMPARE(why.kind, Error::Kind::TooLarge);
    QCOMPARE(why.cause, Error::Cause::TunnelLost);
    QVERIFY2(why.text.contains(QLatin1String("8 MB")), qPrintable(why.text));
    QCOMPARE(tunnel->refusal(cache())->text, why.text);
    world.server = World::Server::Echo;
    reader.say("still there");
    QVERIFY(world.runUntil([&] { return reader.heard == "still there"; }));
    QCOMPARE(world.starts, 1);
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    next.say("x");
    QVERIFY(world.runUntil([&] { return next.heard == "x"; }));
    QVERIFY(!tunnel->refusal(cache()));
}

void TestSsmTunnel::halfClosedStream_stillListens()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    caller.say("PING\r\n");
    QVERIFY(caller.stream->flush());
    ::shutdown(int(caller.stream->socketDescriptor()), SHUT_WR);
    QVERIFY(world.runUntil([&] { return caller.heard == "PING\r\n"; }));
    world.run(3s);
    QCOMPARE(world.session(0).streams.size(), size_t(1));
    caller.stream.reset();
    QVERIFY(world.runUntil([&] { return world.session(0).streams.empty(); }));
}

void TestSsmTunnel::manyStreams_areKeptApart()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 200; ++i)
        callers.push_back(std::make_unique<Caller>(*tunnel));
    QVERIFY(world.runUntil([&] { return allOpen(callers); }));
    for (int i = 0; i < 200; ++i)
        callers[size_t(i)]->say(QByteArray::number(i).repeated(2000));
    world.run(100ms);
    world.session(0).drop(1000, QStringLiteral("Bye"));
    QVERIFY(world.runUntil([&] { return allEchoed(callers); }, 60s));
    QCOMPARE(world.starts, 1);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::unixSocket_isRefused()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    const std::unique_ptr<links::Link> link(tunnel->newLink(
        { {}, 0, QStringLiteral("/run/redis.sock") }, Use::Interactive, 5s, nullptr));
    QSignalSpy failed(link.get(), &links::Link::failed);
    link->open();
    QVERIFY(world.runUntil([&] { return failed.count() == 1; }));
    QCOMPARE(world.starts, 0);
}

void TestSsmTunnel::silentAgent_isGivenUpWhenItsTimeIsOver()
{
    World world;
    world.isMute = true;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    world.run(14900ms);
    QVERIFY(!caller.isDone());
    QVERIFY(world.runUntil([&] { return caller.isDone(); }, 500ms));
    QVERIFY(caller.error);
    QCOMPARE(caller.error->cause, Error::Cause::SsmProtocol);
    QVERIFY(caller.error->text.contains(QLatin1String("did not answer the session")));
    world.run(100ms);
    QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
}

void TestSsmTunnel::handshakeThatCannotBeRead_failsTheLink()
{
    World world;
    world.request = "[]";
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isDone(); }, 1s));
    QVERIFY(caller.error);
    QCOMPARE(caller.error->cause, Error::Cause::SsmProtocol);
    world.run(100ms);
    QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
}

void TestSsmTunnel::endOfTheHandshakeThatCannotBeRead_isAnEndAllTheSame()
{
    World world;
    world.complete = "[]";
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    caller.say("x");
    QVERIFY(world.runUntil([&] { return caller.heard == "x"; }));
}

void TestSsmTunnel::payloadsOfNoUse_areAcknowledgedAndIgnored()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    FakeSession &session = world.session(0);
    for (const quint32 type : { 0U, 2U, 3U, 4U, 8U, 9U, 11U, 12U, 99U, 0xffffffffU })
        session.say(type, "x");
    session.say(support::ssm::payload::flag, "x");
    session.sendFlag(77);
    session.say(support::ssm::payload::handshakeComplete, "{}");
    caller.say("x");
    QVERIFY(world.runUntil([&] { return caller.heard == "x"; }));
    world.run(50ms);
    QCOMPARE(session.unacknowledged(), size_t(0));
    QCOMPARE(world.starts, 1);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::keepAlives_goToOldAgentsAlone_data()
{
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::newRow("3.0.222.0") << 6 << 6;
    QTest::newRow("3.1.1374.0") << 6 << 6;
    QTest::newRow("3.1.1511.0") << 6 << 6;
    QTest::newRow("3.1.1575.0") << 0 << 0;
    QTest::newRow("3.3.987.0") << 0 << 0;
}

void TestSsmTunnel::keepAlives_goToOldAgentsAlone()
{
    QFETCH(const int, least);
    QFETCH(const int, most);
    World world;
    world.agentVersion = QString::fromLatin1(QTest::currentDataTag());
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel, Use::Interactive, QStringLiteral("localhost"));
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(64s);
    QVERIFY(world.session(0).nops >= least && world.session(0).nops <= most);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::serverThatSpeaksFirst_isHeardInBasicMode()
{
    World world;
    world.agentVersion = QStringLiteral("3.0.196.0");
    world.greeting = "-ERR max number of clients reached\r\n";
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel, Use::Interactive, QStringLiteral("localhost"));
    QVERIFY(world.runUntil([&] { return caller.heard == world.greeting; }));
    caller.say("x");
    QVERIFY(world.runUntil([&] { return caller.heard == world.greeting + "x"; }));
}

void TestSsmTunnel::frameInTwoParts_isHeardFromTheFirst()
{
    World world;
    const QByteArray nop =
        support::ssm::encoded(support::ssm::Frame{ support::ssm::smux::nop, 0, {} });
    world.greeting = nop.first(4);
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.session(0).say(support::ssm::payload::data, nop.sliced(4));
    caller.say("x");
    QVERIFY(world.runUntil([&] { return caller.heard == "x"; }));
    QCOMPARE(world.starts, 1);
}

void TestSsmTunnel::agentWithoutTheFlag_isEndedByAwsAlone()
{
    World world;
    world.agentVersion = QStringLiteral("2.3.722.0");
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel, Use::Interactive, QStringLiteral("localhost"));
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    tunnel->close();
    QVERIFY(world.runUntil([&] { return !tunnel->isClosing(); }, 3s));
    QVERIFY(!world.session(0).flags.contains(support::ssm::flag::terminateSession));
    QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
}

QTEST_GUILESS_MAIN(TestSsmTunnel)
#include "tst_ssmtunnel.moc"

#include "ssmworld.h"
#include "support/wait.h"
#include <QRandomGenerator>
#include <QTest>
#include <sys/socket.h>

using namespace std::chrono_literals;
using base::Error;
using links::Use;
using test::Caller;
using test::World;

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
    void deadAgent_isLeftForANewSession_data();
    void deadAgent_isLeftForANewSession();
    void startThatFails_failsEveryLinkThatWaits();
    void approachThatFails_failsEveryLinkThatWaits();
    void encryptingBastion_isRefusedPolitely();
    void agentWithoutHost_isNamed();
    void deniedUpgrade_isM14();
    void tokenNotAccepted_failsTheLink();
    void hostThatTheBastionDoesNotKnow_failsTheLink();
    void cuts_loseNothing();
    void timedOutSession_isLost();
    void sessionThatCannotBeResumed_isGivenUpAfterMinutes();
    void resumeThatNeedsThePerson_isNotRepeated_data();
    void resumeThatNeedsThePerson_isNotRepeated();
    void resumeThatAPolicyDenies_isFollowedByANewSession();
    void wakingUp_resumesAtOnce();
    void close_tellsAgentAndAws();
    void unusedSession_isClosed();
    void renewedTarget_getsANewSession();
    void oldAgent_carriesOneStreamAtATime();
    void unreadStream_isEndedAloneWithAReason();
    void pausedAgent_isToldUntilItGoesOn();
    void silenceOfAPausedAgent_isNotTheTargets();
    void lineThatStaysCut_isToldUntilItIsOpen();
    void shortPause_isNobodysBusiness();
    void pauseOfAnUnusedSession_isNotTold();
    void halfClosedStream_stillListens();
    void manyStreams_areKeptApart();
    void eightHours_loseNothing();
    void unixSocket_isRefused();
};

namespace {

bool allOpen(const std::vector<std::unique_ptr<Caller>> &callers)
{
    return std::all_of(callers.begin(), callers.end(), [](auto &one) { return one->isOpen(); });
}

links::Endpoint cache()
{
    return { QStringLiteral("cache.example.internal"), 6379, {} };
}

/// What a tunnel tells of standing still.
struct Stalls {
    explicit Stalls(const links::Tunnel &tunnel)
    {
        QObject::connect(&tunnel, &links::Tunnel::stallChanged,
                         [this](const std::optional<Error> &why) { told += why; });
    }
    QList<std::optional<Error>> told;
};

bool allEchoed(const std::vector<std::unique_ptr<Caller>> &callers)
{
    return std::all_of(callers.begin(), callers.end(),
                       [](auto &one) { return one->heard == one->said; });
}

} // namespace

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

void TestSsmTunnel::deadAgent_isLeftForANewSession_data()
{
    QTest::addColumn<bool>("isPaused");
    QTest::addColumn<int>("underWay");
    QTest::newRow("paused, full window") << true << 600'000;
    QTest::newRow("paused, little") << true << 100;
    QTest::newRow("full window") << false << 600'000;
    QTest::newRow("little") << false << 100;
}

void TestSsmTunnel::deadAgent_isLeftForANewSession()
{
    QFETCH(const bool, isPaused);
    World world;
    const auto tunnel = world.tunnel(World::settings());
    auto caller = std::make_unique<Caller>(*tunnel);
    QVERIFY(world.runUntil([&] { return caller->isOpen(); }));
    caller->say("PING");
    QVERIFY(world.runUntil([&] { return caller->heard == "PING"; }));
    world.session(0).isDead = true;
    if (isPaused)
        world.session(0).pause();
    world.run(100ms);
    QFETCH(const int, underWay);
    caller->say(QByteArray(underWay, 'x'));
    world.run(10s);
    caller.reset();
    // A session that signs in, in vain, and comes back.
    for (int attempt = 0; attempt < 2; ++attempt) {
        Caller again(*tunnel);
        QVERIFY(world.runUntil([&] { return again.isDone(); }));
        again.say("HELLO");
        if (world.runUntil([&] { return again.heard == "HELLO"; }, 6s))
            break;
    }
    QCOMPARE(world.starts, 2);
    QCOMPARE(world.lint(), QStringList());
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

void TestSsmTunnel::cuts_loseNothing()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    QByteArray value(3 * 1024 * 1024, Qt::Uninitialized);
    QRandomGenerator(7).generate(reinterpret_cast<quint32 *>(value.begin()),
                                 reinterpret_cast<quint32 *>(value.end()));
    caller.say(value);
    for (int cut = 0; cut < 3; ++cut) {
        const qsizetype until = caller.heard.size() + value.size() / 8;
        QVERIFY(world.runUntil([&] { return caller.heard.size() >= until; }, 60s));
        world.session(0).drop(cut % 2 ? 1000 : 0, QStringLiteral("Bye"));
    }
    QVERIFY(world.runUntil([&] { return caller.heard.size() >= value.size(); }, 120s));
    QVERIFY(caller.heard == value);
    QCOMPARE(world.starts, 1);
    QCOMPARE(world.resumes, 3);
    QCOMPARE(world.upgrades, 4);
    QCOMPARE(lost.count(), 0);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmTunnel::timedOutSession_isLost()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.session(0).over = true;
    world.session(0).drop(0, {});
    QVERIFY(world.runUntil([&] { return lost.count() == 1; }));
    QCOMPARE(lost[0][0].value<Error>().cause, Error::Cause::SsmSessionEnded);
    QVERIFY(world.runUntil([&] { return caller.isEnded(); }));
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    QCOMPARE(world.starts, 2);
}

void TestSsmTunnel::sessionThatCannotBeResumed_isGivenUpAfterMinutes()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.isCutOff = true;
    world.session(0).drop(0, {});
    world.run(4min + 50s);
    QCOMPARE(lost.count(), 0);
    QVERIFY2(world.dials > 10 && world.dials < 25, QByteArray::number(world.dials));
    world.run(60s);
    QCOMPARE(lost.count(), 1);
    QVERIFY(caller.isEnded());
}

void TestSsmTunnel::resumeThatNeedsThePerson_isNotRepeated_data()
{
    QTest::addColumn<Error>("why");
    const auto row = [](const char *name, Error::Kind kind, Error::Cause cause) {
        QTest::newRow(name) << Error{ kind, QStringLiteral("No."), {}, cause };
    };
    row("no code was given", Error::Kind::Cancelled, Error::Cause::AwsSignInExpired);
    row("given up", Error::Kind::Cancelled, Error::Cause::Unknown);
    row("sign-in expired", Error::Kind::Auth, Error::Cause::AwsSignInExpired);
    row("no keys", Error::Kind::Auth, Error::Cause::AwsNoKeys);
    row("no profile", Error::Kind::Invalid, Error::Cause::AwsProfileUnknown);
}

void TestSsmTunnel::resumeThatNeedsThePerson_isNotRepeated()
{
    QFETCH(const Error, why);
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.resumeFails = why;
    world.session(0).drop(0, {});
    QVERIFY(world.runUntil([&] { return lost.count() == 1; }));
    QCOMPARE(world.resumes, 1);
    QCOMPARE(lost[0][0].value<Error>().cause, why.cause);
    QCOMPARE(lost[0][0].value<Error>().kind, why.kind);
    QVERIFY(world.runUntil([&] { return caller.isEnded(); }));
}

void TestSsmTunnel::resumeThatAPolicyDenies_isFollowedByANewSession()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.resumeFails = Error{ Error::Kind::NotPermitted,
                               QStringLiteral("AWS denied ssm:ResumeSession."),
                               {},
                               Error::Cause::AwsDenied };
    world.terminateFails = Error{ Error::Kind::NotPermitted,
                                  QStringLiteral("AWS denied ssm:TerminateSession."),
                                  {},
                                  Error::Cause::AwsDenied };
    QTest::ignoreMessage(QtWarningMsg,
                         qPrintable(QStringLiteral("session %1 stays open in AWS until its idle "
                                                   "limit: AWS denied ssm:TerminateSession.")
                                        .arg(world.session(0).id)));
    world.session(0).drop(1000, QStringLiteral("Bye"));
    QVERIFY(world.runUntil([&] { return lost.count() == 1; }));
    QCOMPARE(world.resumes, 1);
    // Lost, and nothing that keeps a connection from trying again.
    const auto why = lost[0][0].value<Error>();
    QCOMPARE(why.cause, Error::Cause::TunnelLost);
    QCOMPARE(why.kind, Error::Kind::Network);
    QVERIFY2(why.text.contains(QStringLiteral("ssm:ResumeSession")), qPrintable(why.text));
    QVERIFY(world.runUntil([&] { return caller.isEnded(); }));
    QCOMPARE(world.terminated, QStringList{ world.session(0).id });
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    QCOMPARE(world.starts, 2);
}

void TestSsmTunnel::wakingUp_resumesAtOnce()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.isCutOff = true;
    tunnel->checkNow();
    world.run(40s); // the next attempt is far away
    world.isCutOff = false;
    tunnel->checkNow();
    caller.say("there?");
    QVERIFY(world.runUntil([&] { return caller.heard == "there?"; }, 500ms));
}

void TestSsmTunnel::close_tellsAgentAndAws()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    QSignalSpy closed(tunnel.get(), &links::Tunnel::closed);
    Caller one(*tunnel);
    Caller two(*tunnel, Use::Bulk);
    QVERIFY(world.runUntil([&] { return one.isOpen() && two.isOpen(); }));
    Caller late(*tunnel, Use::Interactive, QStringLiteral("other.example.internal"));
    tunnel->close();
    QVERIFY(tunnel->isClosing());
    QVERIFY(world.runUntil([&] { return closed.count() == 1; }, 2s));
    QVERIFY(!tunnel->isClosing());
    QVERIFY(one.isEnded() && two.isEnded());
    QCOMPARE(late.error->kind, Error::Kind::Cancelled);
    QCOMPARE(world.session(0).flags, QList<quint32>{ 2 });
    QCOMPARE(world.session(1).flags, QList<quint32>{ 2 });
    QCOMPARE(world.terminated.size(), world.starts);
    QCOMPARE(lost.count(), 0);
    QCOMPARE(world.lint(), QStringList());
    Caller again(*tunnel);
    QVERIFY(world.runUntil([&] { return again.isOpen(); }));
}

void TestSsmTunnel::unusedSession_isClosed()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    {
        Caller caller(*tunnel);
        QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    }
    world.run(115s);
    QCOMPARE(world.terminated.size(), 0);
    QVERIFY(world.session(0).streams.empty());
    world.run(10s);
    QCOMPARE(world.terminated.size(), 1);
    QCOMPARE(world.session(0).flags, QList<quint32>{ 2 });
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

void TestSsmTunnel::pausedAgent_isToldUntilItGoesOn()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Stalls stalls(*tunnel);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.session(0).pause();
    world.run(2900ms);
    QVERIFY(stalls.told.isEmpty());
    world.run(200ms);
    QCOMPARE(stalls.told.size(), 1);
    const auto &why = stalls.told.constFirst();
    QVERIFY(why && why->text.contains(QLatin1String("SSM agent of i-0123456789abcdef0")));
    QCOMPARE(why->cause, Error::Cause::TunnelLost);
    QVERIFY(links::isOfTheWay(*why));
    world.session(0).goOn();
    world.run(50ms);
    QCOMPARE(stalls.told.size(), 2);
    QVERIFY(!stalls.told.constLast());
    QVERIFY(!caller.isEnded());
    world.session(0).pause();
    world.run(4s);
    QVERIFY(stalls.told.constLast());
    tunnel->close(); // then nobody waits any more
    QVERIFY(!stalls.told.constLast());
}

void TestSsmTunnel::silenceOfAPausedAgent_isNotTheTargets()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller one(*tunnel);
    QVERIFY(world.runUntil([&] { return one.isOpen(); }));
    world.session(0).isDead = true;
    world.session(0).pause();
    world.run(100ms);
    Caller two(*tunnel);
    QVERIFY(world.runUntil([&] { return two.isOpen(); }));
    two.say("PING\r\n");
    world.run(6s);
    QVERIFY(tunnel->refusal(cache()));
    QCOMPARE(tunnel->refusal(cache())->cause, Error::Cause::TunnelLost);
}

void TestSsmTunnel::lineThatStaysCut_isToldUntilItIsOpen()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Stalls stalls(*tunnel);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.isCutOff = true;
    world.session(0).drop(0, {});
    world.run(2900ms);
    QVERIFY(stalls.told.isEmpty());
    world.run(200ms);
    QCOMPARE(stalls.told.size(), 1);
    QVERIFY(stalls.told[0] && stalls.told[0]->text.contains(QLatin1String("is being opened")));
    world.run(20s);
    QCOMPARE(stalls.told.size(), 1);
    world.isCutOff = false;
    QVERIFY(world.runUntil([&] { return stalls.told.size() == 2; }, 40s));
    QVERIFY(!stalls.told[1]);
    caller.say("there?");
    QVERIFY(world.runUntil([&] { return caller.heard == "there?"; }));
}

void TestSsmTunnel::shortPause_isNobodysBusiness()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Stalls stalls(*tunnel);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    for (int i = 0; i < 5; ++i) {
        world.session(0).pause();
        world.run(2s);
        world.session(0).goOn();
        world.run(100ms);
    }
    world.session(0).drop(1000, QStringLiteral("Bye"));
    world.run(5s);
    QCOMPARE(world.resumes, 1);
    QVERIFY(stalls.told.isEmpty());
}

void TestSsmTunnel::pauseOfAnUnusedSession_isNotTold()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Stalls stalls(*tunnel);
    auto caller = std::make_unique<Caller>(*tunnel);
    QVERIFY(world.runUntil([&] { return caller->isOpen(); }));
    world.session(0).pause();
    world.run(4s);
    QCOMPARE(stalls.told.size(), 1);
    caller.reset();
    QVERIFY(world.runUntil([&] { return stalls.told.size() == 2; }));
    QVERIFY(!stalls.told[1]);
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return stalls.told.size() == 3; }));
    QVERIFY(stalls.told[2]);
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

void TestSsmTunnel::eightHours_loseNothing()
{
    World world;
    world.latency = 20ms;
    world.keysLast = 15min;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 3; ++i)
        callers.push_back(std::make_unique<Caller>(*tunnel));
    callers.push_back(std::make_unique<Caller>(*tunnel, Use::Bulk));
    QVERIFY(world.runUntil([&] { return allOpen(callers); }));
    QRandomGenerator dice(5);
    for (int minute = 1; minute <= 8 * 60; ++minute) {
        for (const auto &one : callers)
            one->say(QByteArray(int(dice.bounded(1, 3000)), char('a' + minute % 26)));
        world.run(60ms);
        if (minute % 60 == 0) {
            for (const auto &one : world.sessions)
                one->drop(1000, QStringLiteral("Bye"));
        } else if (minute % 17 == 0) {
            world.isCutOff = minute % 34 == 0; // for a while
            world.session(size_t(minute) % 2).drop(0, {});
            world.run(2s);
            world.isCutOff = false;
        }
        QVERIFY2(world.runUntil([&] { return allEchoed(callers); }, 30s),
                 QByteArray::number(minute));
        world.clock->advance(20s);
        support::settle();
        world.clock->advance(20s);
        support::settle();
    }
    QVERIFY(world.resumes >= 16 + 28);
    QCOMPARE(world.starts, 2);
    QCOMPARE(world.denied, 0); // always by fresh keys
    QCOMPARE(lost.count(), 0);
    QCOMPARE(world.lint(), QStringList());
    // Then nobody does anything, and the account's limit ends the sessions.
    world.idleLimit = 20min;
    for (int minute = 0; minute < 25; ++minute) {
        world.clock->advance(59s);
        world.run(1s);
    }
    QVERIFY(lost.count() >= 1);
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
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

QTEST_GUILESS_MAIN(TestSsmTunnel)
#include "tst_ssmtunnel.moc"

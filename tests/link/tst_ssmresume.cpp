// Sessions over more than one line: cut, closed by the service, paused, resumed, and ended at
// last.
#include "ssmworld.h"
#include "support/wait.h"
#include <QRandomGenerator>
#include <QTest>

using namespace std::chrono_literals;
using base::Error;
using links::Use;
using namespace test;

class TestSsmResume final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cuts_loseNothing();
    void timedOutSession_isLost();
    void sessionThatCannotBeResumed_isGivenUpAfterMinutes();
    void resumeThatNeedsThePerson_isNotRepeated_data();
    void resumeThatNeedsThePerson_isNotRepeated();
    void resumeThatAPolicyDenies_isFollowedByANewSession();
    void wakingUp_resumesAtOnce();
    void deadAgent_isLeftForANewSession_data();
    void deadAgent_isLeftForANewSession();
    void pausedAgent_isToldUntilItGoesOn();
    void silenceOfAPausedAgent_isNotTheTargets();
    void lineThatStaysCut_isToldUntilItIsOpen();
    void shortPause_isNobodysBusiness();
    void pauseOfAnUnusedSession_isNotTold();
    void eightHours_loseNothing();
    void close_tellsAgentAndAws();
    void unusedSession_isClosed();
    void resume_goesToTheNewAddressOrTheLastOne();
    void cutInTheHandshake_isMended();
    void cutWithinAResume_losesNothing();
    void goodbyeAtTheMomentOfAResume_isResumedAgain();
    void tokenThatIsGoodNoMore_isReplaced();
    void tokensThatAreNeverGood_endTheSessionAlsoAtAws();
    void closedInAnyMomentOfAResume_leavesNoSession();
    void closedAtAnyMoment_leavesNoSession();
};

void TestSsmResume::cuts_loseNothing()
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

void TestSsmResume::timedOutSession_isLost()
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
    QCOMPARE(world.terminated, QStringList()); // there is none any more
    Caller next(*tunnel);
    QVERIFY(world.runUntil([&] { return next.isOpen(); }));
    QCOMPARE(world.starts, 2);
}

void TestSsmResume::sessionThatCannotBeResumed_isGivenUpAfterMinutes()
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

void TestSsmResume::resumeThatNeedsThePerson_isNotRepeated_data()
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

void TestSsmResume::resumeThatNeedsThePerson_isNotRepeated()
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

void TestSsmResume::resumeThatAPolicyDenies_isFollowedByANewSession()
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

void TestSsmResume::wakingUp_resumesAtOnce()
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

void TestSsmResume::deadAgent_isLeftForANewSession_data()
{
    QTest::addColumn<bool>("isPaused");
    QTest::addColumn<int>("underWay");
    QTest::newRow("paused, full window") << true << 600'000;
    QTest::newRow("paused, little") << true << 100;
    QTest::newRow("full window") << false << 600'000;
    QTest::newRow("little") << false << 100;
}

void TestSsmResume::deadAgent_isLeftForANewSession()
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

void TestSsmResume::pausedAgent_isToldUntilItGoesOn()
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

void TestSsmResume::silenceOfAPausedAgent_isNotTheTargets()
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

void TestSsmResume::lineThatStaysCut_isToldUntilItIsOpen()
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

void TestSsmResume::shortPause_isNobodysBusiness()
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

void TestSsmResume::pauseOfAnUnusedSession_isNotTold()
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

void TestSsmResume::eightHours_loseNothing()
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

void TestSsmResume::close_tellsAgentAndAws()
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

void TestSsmResume::unusedSession_isClosed()
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

void TestSsmResume::resume_goesToTheNewAddressOrTheLastOne()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    for (int i = 0; i < 3; ++i) {
        world.session(0).drop(1000, QStringLiteral("Bye"));
        world.run(11s);
    }
    const QByteArray gateway = "wss://gateway/jin-1?";
    QCOMPARE(
        world.dialled,
        (QByteArrayList{ gateway + '1', gateway + "new1", gateway + "new1", gateway + "new3" }));
}

void TestSsmResume::cutInTheHandshake_isMended()
{
    for (auto moment = 0ms; moment <= 70ms; ++moment) {
        World world;
        const auto tunnel = world.tunnel(World::settings());
        Caller caller(*tunnel);
        world.run(moment);
        if (!world.sessions.empty())
            world.session(0).drop(0, {});
        const auto said = QByteArray::number(qlonglong(moment.count()));
        QVERIFY2(world.runUntil([&] { return caller.isOpen(); }), said);
        caller.say("x");
        QVERIFY2(world.runUntil([&] { return caller.heard == "x"; }), said);
        QCOMPARE(world.starts, 1);
        QCOMPARE(world.lint(), QStringList());
    }
}

void TestSsmResume::cutWithinAResume_losesNothing()
{
    for (auto moment = 0ms; moment <= 40ms; ++moment) {
        World world;
        const auto tunnel = world.tunnel(World::settings());
        QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
        Caller caller(*tunnel);
        QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
        caller.say(QByteArray(100'000, 'x') + QByteArray::number(qlonglong(moment.count())));
        world.run(12ms);
        world.session(0).drop(0, {});
        QVERIFY(world.runUntil([&] { return world.resumes == 1; }));
        world.run(moment);
        world.session(0).drop(1000, QStringLiteral("Bye"));
        QVERIFY2(world.runUntil([&] { return caller.heard == caller.said; }, 30s),
                 QByteArray::number(qlonglong(moment.count())));
        QCOMPARE(world.starts, 1);
        QCOMPARE(lost.count(), 0);
        QCOMPARE(world.lint(), QStringList());
    }
}

void TestSsmResume::goodbyeAtTheMomentOfAResume_isResumedAgain()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.goodbyes = 3;
    world.session(0).drop(1000, QStringLiteral("Bye"));
    caller.say("still there?");
    QVERIFY(world.runUntil([&] { return caller.heard == caller.said; }, 10s));
    QCOMPARE(world.resumes, 4); // each after twice the time of the one before
    QCOMPARE(lost.count(), 0);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmResume::tokenThatIsGoodNoMore_isReplaced()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.refusedTokens = 2;
    world.session(0).drop(0, {});
    caller.say("still there?");
    QVERIFY(world.runUntil([&] { return caller.heard == caller.said; }, 10s));
    QCOMPARE(world.resumes, 3);
    QCOMPARE(lost.count(), 0);
    QCOMPARE(world.lint(), QStringList());
}

void TestSsmResume::tokensThatAreNeverGood_endTheSessionAlsoAtAws()
{
    World world;
    const auto tunnel = world.tunnel(World::settings());
    QSignalSpy lost(tunnel.get(), &links::Tunnel::lost);
    Caller caller(*tunnel);
    QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
    world.run(15s);
    world.refusedTokens = 100;
    world.session(0).drop(0, {});
    QVERIFY(world.runUntil([&] { return lost.count() == 1; }, 10s));
    QCOMPARE(lost[0][0].value<Error>().cause, Error::Cause::SsmSessionEnded);
    QCOMPARE(world.resumes, 3);
    world.run(100ms);
    QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
}

void TestSsmResume::closedInAnyMomentOfAResume_leavesNoSession()
{
    for (auto moment = 0ms; moment <= 330ms; moment += 3ms) {
        World world;
        world.callsTake = 20ms;
        const auto tunnel = world.tunnel(World::settings());
        Caller caller(*tunnel);
        QVERIFY(world.runUntil([&] { return caller.isOpen(); }));
        world.session(0).drop(0, {});
        world.run(moment);
        tunnel->close();
        const auto said = QByteArray::number(qlonglong(moment.count()));
        QVERIFY2(world.runUntil([&] { return !tunnel->isClosing(); }, 3s), said);
        world.run(100ms);
        QCOMPARE(world.terminated, QStringList{ QStringLiteral("jin-1") });
        QVERIFY2(caller.isEnded(), said);
        QCOMPARE(world.lint(), QStringList());
    }
}

void TestSsmResume::closedAtAnyMoment_leavesNoSession()
{
    for (auto moment = 0ms; moment <= 120ms; ++moment) {
        World world;
        world.callsTake = 20ms;
        const auto tunnel = world.tunnel(World::settings());
        const Caller caller(*tunnel);
        world.run(moment);
        tunnel->close();
        const auto said = QByteArray::number(qlonglong(moment.count()));
        QVERIFY2(world.runUntil([&] { return !tunnel->isClosing(); }, 3s), said);
        world.run(100ms);
        QVERIFY2(caller.isDone(), said);
        QVERIFY2(world.terminated.size() == world.starts, said);
        QCOMPARE(world.lint(), QStringList());
    }
}

QTEST_GUILESS_MAIN(TestSsmResume)
#include "tst_ssmresume.moc"

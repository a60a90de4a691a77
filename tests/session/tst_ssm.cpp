#include "aws/iamtoken.h"
#include "session/renewpace.h"
#include "session/servernode.h"
#include "session/sessionfixture.h"
#include "session/workstripes.h"
#include "support/faketunnel.h"
#include <QTcpServer>
#include <QTcpSocket>

using base::Error;
using session::Lane;
using session::Session;
using support::FakeTunnel;
using support::RedisServer;
using support::TunnelScript;
using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

Error trouble(Cause cause, Kind kind = Kind::Network)
{
    return { kind, QStringLiteral("AWS says so"), {}, cause };
}

/// A session by Session Manager, which is a FakeTunnel that obeys `script`.
struct Bench {
    explicit Bench(profiles::Profile profile, int bulkSessions = 2)
        : session(
            std::make_unique<Session>(bySsm(std::move(profile), bulkSessions), profiles::Secrets()))
    {
        session->setTunnelSource(
            [script = script] { return std::make_unique<FakeTunnel>(script); });
    }

    static profiles::Profile bySsm(profiles::Profile profile, int bulkSessions)
    {
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QStringLiteral("i-0123456789abcdef0");
        profile.tunnel.bulkSessions = bulkSessions;
        return profile;
    }

    const std::shared_ptr<TunnelScript> script = std::make_shared<TunnelScript>();
    std::unique_ptr<Session> session;
};

/// Our connections, each with the command that it ran last: "get", "client|list".
QByteArrayList lastCommands(const RedisServer &server)
{
    QByteArrayList last;
    for (const QByteArray &line : server.command({ "CLIENT", "LIST" }).split('\n')) {
        const auto at = line.indexOf(" cmd=");
        if (line.contains(" name=larder ") && at >= 0)
            last += line.mid(at + 5).split(' ').constFirst();
    }
    return last;
}

/// Takes the first connections of a node, and refuses the third: it led to another server.
class StrictHost final : public session::NodeHost {
public:
    explicit StrictHost(profiles::Profile whose)
        : m_profile(std::move(whose))
    {
    }

    const profiles::Profile &profile() const override { return m_profile; }
    const profiles::Secrets &secrets() const override { return m_secrets; }
    links::Through through(Lane) const override { return { &m_tunnel, links::Use::Bulk }; }
    const session::CommandGate &gate() const override { return m_gate; }
    session::Login::Plan loginPlan(const session::ServerNode *, Lane) const override
    {
        session::Login::Plan plan;
        plan.profile = m_profile;
        return plan;
    }
    resp::Commands questions(const session::ServerNode *,
                             const session::LoginResult &) const override
    {
        return {};
    }
    std::optional<Error> admit(session::ServerNode *, Lane, const session::LoginResult &,
                               const resp::Replies &) override
    {
        ++admitted;
        return std::nullopt;
    }
    std::optional<Error> admitFurther(session::ServerNode *, const session::LoginResult &,
                                      const resp::Replies &) override
    {
        if (++admitted < 3)
            return std::nullopt;
        ++refused;
        return trouble(Cause::Unknown);
    }
    void nodeFailed(session::ServerNode *, Lane, const Error &) override { }
    void nodeLost(session::ServerNode *, const Error &) override { }
    void nodeSilent(session::ServerNode *) override { }
    void roundTrip(session::ServerNode *, qint64) override { }
    void heard() override { }
    std::optional<Error> refusal(const links::Endpoint &) const override { return std::nullopt; }
    void foundReplica(session::ServerNode *) override { }
    void renewalFailed(const Error &) override { }
    void consoleMoved(int) override { }
    bool isRecording() const override { return false; }
    void record(Lane, int, const resp::Command &, qint64, bool) override { }

    int admitted = 0;
    int refused = 0;

private:
    const profiles::Profile m_profile;
    const profiles::Secrets m_secrets;
    const session::CommandGate m_gate;
    mutable FakeTunnel m_tunnel{ std::make_shared<TunnelScript>() };
};

session::RequestPtr reading(const QByteArray &key)
{
    auto request = std::make_shared<session::Request>();
    request->commands = { resp::Command{ "GET", key } };
    std::get<session::Request::One>(request->promise).start();
    return request;
}

} // namespace

/// The rules of a session whose way is Session Manager.
class SsmTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatReadsAndLeavesNothingBehind_mayRunAnywhere()
    {
        const auto may = [](const resp::Command &command) {
            return session::mayRunAnywhere({ command });
        };
        QVERIFY(may({ "GETRANGE", "a", "0", "9" }));
        QVERIFY(may({ "scan", "0" }));
        QVERIFY(may({ "OBJECT", "ENCODING", "a" }));
        for (const char *word : { "SET", "SELECT", "WATCH", "MULTI", "ASKING", "READONLY", "BLPOP",
                                  "SUBSCRIBE", "CLIENT", "XREAD", "NO.SUCH" })
            QVERIFY2(!may({ word, "a" }), word);
        QVERIFY(!session::mayRunAnywhere({ { "GET", "a" }, { "DEL", "a" } }));
        QVERIFY(!session::mayRunAnywhere({}));
    }

    void readsSideBySide_areSharedByTheConnectionsOfWork()
    {
        RedisServer server;
        server.command({ "SET", "big", QByteArray(1'000'000, 'x') });
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        const resp::Send work = b.session->send(Lane::Work, 0);
        QList<QFuture<base::Result<resp::Reply>>> answers;
        for (int i = 0; i < 40; ++i)
            answers += work({ "GET", "big" });
        for (const auto &answer : answers)
            QCOMPARE(support::await(answer)->bytes().size(), 1'000'000);
        QCOMPARE(b.script->seen().bulk, 2);
        QCOMPARE(lastCommands(server).count("get"), 2);
    }

    void oneSession_isOneConnection()
    {
        RedisServer server;
        Bench b(profileOf(server), 1);
        QVERIFY(comesOnline(*b.session));
        QList<QFuture<base::Result<resp::Reply>>> answers;
        for (int i = 0; i < 20; ++i)
            answers += b.session->send(Lane::Work, 0)({ "PING" });
        for (const auto &answer : answers)
            QVERIFY(support::await(answer));
        QCOMPARE(b.script->seen().bulk, 1);
    }

    void readsAndWrites_neverOvertakeEachOther()
    {
        RedisServer server;
        server.command({ "SET", "big", QByteArray(300'000, 'x') });
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        const resp::Send work = b.session->send(Lane::Work, 0);
        QList<QFuture<base::Result<resp::Reply>>> noise;
        QList<QFuture<base::Result<resp::Reply>>> reads;
        for (int i = 0; i < 60; ++i) {
            noise += work({ "GET", "big" });
            noise += work({ "GET", "big" });
            reads += work({ "GET", "counter" });
            noise += work({ "SET", "counter", QByteArray::number(i) });
            reads += work({ "GET", "counter" });
        }
        QCOMPARE(support::await(reads[0])->kind(), resp::Reply::Kind::Nil);
        for (int i = 0; i < 60; ++i) {
            if (i > 0)
                QCOMPARE(support::await(reads[2 * i])->toByteArray(), QByteArray::number(i - 1));
            QCOMPARE(support::await(reads[2 * i + 1])->toByteArray(), QByteArray::number(i));
        }
        for (const auto &each : noise)
            QVERIFY(support::await(each));
    }

    void anotherLane_getsThePlaceOfAFurtherConnectionAndNoReadIsLost()
    {
        RedisServer server;
        server.command({ "SET", "big", QByteArray(2'000'000, 'x') });
        Bench b(profileOf(server), 4);
        QVERIFY(comesOnline(*b.session));
        QVERIFY(said(b.session->send(Lane::Stats, 0), { "PING" }) == "PONG");
        const resp::Send work = b.session->send(Lane::Work, 0);
        QList<QFuture<base::Result<resp::Reply>>> answers;
        const auto readOn = [&] {
            for (int i = 0; i < 30; ++i)
                answers += work({ "GET", "big" });
        };
        readOn();
        QTRY_COMPARE(lastCommands(server).size(), 4); // Browse, Stats and two of Work
        readOn();
        QCOMPARE(said(b.session->send(Lane::Console, 0), { "PING" }), QByteArray("PONG"));
        readOn();
        for (const auto &answer : answers) {
            const auto reply = support::await(answer);
            QVERIFY2(reply, reply ? "" : qPrintable(reply.error().text));
            QCOMPARE(reply->bytes().size(), 2'000'000);
        }
        QVERIFY(lastCommands(server).size() <= 4);
        // Nobody is told of more than four, ever.
        QVERIFY(server.command({ "INFO", "stats" }).contains("total_connections_received"));
    }

    void lossOfAFurtherConnection_losesNoRead()
    {
        RedisServer server;
        server.command({ "SET", "big", QByteArray(2'000'000, 'x') });
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        const resp::Send work = b.session->send(Lane::Work, 0);
        QCOMPARE(said(work, { "PING" }), QByteArray("PONG"));
        QByteArrayList known;
        const auto ids = [&] {
            QByteArrayList list;
            for (const QByteArray &line : server.command({ "CLIENT", "LIST" }).split('\n')) {
                if (line.contains(" name=larder "))
                    list += line.split(' ').constFirst().mid(3);
            }
            return list;
        };
        known = ids();
        QList<QFuture<base::Result<resp::Reply>>> answers;
        for (int i = 0; i < 60; ++i)
            answers += work({ "GET", "big" });
        QTRY_VERIFY(ids().size() > known.size());
        for (const QByteArray &id : ids()) {
            if (!known.contains(id))
                server.command({ "CLIENT", "KILL", "ID", id });
        }
        for (const auto &answer : answers)
            QCOMPARE(support::await(answer)->bytes().size(), 2'000'000);
        QCOMPARE(b.session->state(), Session::State::Online);
    }

    void furtherConnectionToAnotherServer_leavesItsPlace()
    {
        RedisServer server;
        server.command({ "SET", "big", QByteArray(1'000'000, 'x') });
        const profiles::Profile profile = Bench::bySsm(profileOf(server), 2);
        StrictHost host(profile);
        session::ServerNode node({ {}, 0, profile.unixSocket }, &host, nullptr);
        node.open();
        QTRY_VERIFY(node.isUp());
        QList<QFuture<base::Result<resp::Reply>>> answers;
        for (int i = 0; i < 40; ++i) {
            const auto request = reading("big");
            answers += std::get<session::Request::One>(request->promise).future();
            node.submit(Lane::Work, request);
        }
        QTRY_COMPARE(host.refused, 1);
        for (const auto &answer : answers)
            QCOMPARE(support::await(answer)->bytes().size(), 1'000'000);
        QTRY_COMPARE(node.connections().size(), 4); // the lanes alone
        QVERIFY(node.isUp());
        node.close({ Kind::Cancelled, {}, {} });
    }

    void renewals_keepTheirPace()
    {
        session::RenewPace pace;
        QVERIFY(pace.allows(QStringLiteral("a:1")));
        QVERIFY(!pace.allows(QStringLiteral("a:1")));
        QVERIFY(pace.allows(QStringLiteral("b:1")));
    }

    void serverThatEndsItsConnections_isLookedUpAnewOnce()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QSignalSpy offline(b.session.get(), &Session::offline);
        server.kill();
        QTRY_COMPARE(b.session->state(), Session::State::Reconnecting);
        QTRY_VERIFY_WITH_TIMEOUT(offline.size() >= 3, 10000); // further attempts have failed
        QCOMPARE(b.script->seen().renewals, 1);
        QVERIFY(server.start());
        b.session->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(b.session->state(), Session::State::Online, 10000);
    }

    void lossOfTheWay_renewsNothing()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        b.script->lose(trouble(Cause::TunnelLost));
        QTRY_COMPARE(b.session->state(), Session::State::Reconnecting);
        QTRY_COMPARE_WITH_TIMEOUT(b.session->state(), Session::State::Online, 10000);
        QCOMPARE(b.script->seen().renewals, 0);
    }

    void primaryThatHasBecomeAReplica_isLookedUpAnew()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QSignalSpy offline(b.session.get(), &Session::offline);
        const resp::Send browse = b.session->send(Lane::Browse, 0);
        server.command({ "REPLICAOF", "127.0.0.1", "1" });
        QVERIFY(said(browse, { "SET", "a", "1" }).contains("READONLY"));
        QTRY_COMPARE(offline.size(), 1);
        QCOMPARE(offline[0][0].value<Error>().cause, Cause::ReadOnlyReplica);
        QTRY_COMPARE_WITH_TIMEOUT(b.session->state(), Session::State::Online, 10000);
        QCOMPARE(b.script->seen().renewals, 1);
        // It is still the same: no use in leaving it again at once.
        QVERIFY(said(browse, { "SET", "a", "1" }).contains("READONLY"));
        QCOMPARE(b.session->state(), Session::State::Online);
        QCOMPARE(b.script->seen().renewals, 1);
    }

    void replicaThatWasMeant_isKept()
    {
        RedisServer server;
        server.command({ "REPLICAOF", "127.0.0.1", "1" });
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QVERIFY(said(b.session->send(Lane::Browse, 0), { "SET", "a", "1" }).contains("READONLY"));
        QCOMPARE(b.session->state(), Session::State::Online);
        QCOMPARE(b.script->seen().renewals, 0);
    }

    void whatOnlyThePersonCanMendAtAws_endsTheRetrying_data()
    {
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("stops");
        QTest::newRow("sign-in expired") << Cause::AwsSignInExpired << Kind::Auth << true;
        QTest::newRow("no keys") << Cause::AwsNoKeys << Kind::Auth << true;
        QTest::newRow("code given up") << Cause::AwsDenied << Kind::Cancelled << true;
        QTest::newRow("denied") << Cause::AwsDenied << Kind::NotPermitted << true;
        QTest::newRow("KMS") << Cause::SsmEncrypted << Kind::Network << true;
        QTest::newRow("offline") << Cause::SsmTargetOffline << Kind::Network << false;
        QTest::newRow("throttled") << Cause::AwsThrottled << Kind::Network << false;
        QTest::newRow("no network") << Cause::AwsUnreachable << Kind::Network << false;
    }

    void whatOnlyThePersonCanMendAtAws_endsTheRetrying()
    {
        QFETCH(const Cause, cause);
        QFETCH(const Kind, kind);
        QFETCH(const bool, stops);
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QSignalSpy stopped(b.session.get(), &Session::stopped);
        b.script->refuse(trouble(cause, kind));
        b.script->lose(trouble(Cause::TunnelLost));
        QTRY_COMPARE_WITH_TIMEOUT(b.session->lastError().cause, cause, 10000);
        QCOMPARE(stopped.size(), stops ? 1 : 0);
        QCOMPARE(b.session->state(), stops ? Session::State::Closed : Session::State::Reconnecting);
    }

    /// Who replaced it started another; one that restarts is back within minutes.
    void bastionThatStaysOffline_isAskedForSlowlyAndAtLastNoMore()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QSignalSpy offline(b.session.get(), &Session::offline);
        QSignalSpy stopped(b.session.get(), &Session::stopped);
        b.script->refuse(trouble(Cause::SsmTargetOffline));
        b.script->lose(trouble(Cause::TunnelLost));
        int longest = 0;
        int refusals = 0;
        while (stopped.isEmpty() && refusals < 50) {
            QTRY_VERIFY_WITH_TIMEOUT(!offline.isEmpty() || !stopped.isEmpty(), 10000);
            if (offline.isEmpty())
                break;
            const auto why = offline.first()[0].value<Error>();
            refusals += why.cause == Cause::SsmTargetOffline ? 1 : 0;
            longest = qMax(longest, offline.first()[2].toInt());
            offline.clear();
            b.session->retryNow();
        }
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(stopped[0][0].value<Error>().cause, Cause::SsmTargetOffline);
        QCOMPARE(b.session->state(), Session::State::Closed);
        QVERIFY2(refusals >= 8 && refusals <= 20, QByteArray::number(refusals).constData());
        QVERIFY2(longest > 60'000 && longest <= 120'000, QByteArray::number(longest).constData());
        b.script->answer();
        b.session->open();
        QTRY_COMPARE_WITH_TIMEOUT(b.session->state(), Session::State::Online, 10000);
    }

    void anotherWay_isTheNextOpeningsAndKeepsTheServerKnown()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        QSignalSpy online(b.session.get(), &Session::online);
        profiles::TunnelSettings way = b.session->profile().tunnel;
        way.target = QStringLiteral("i-0fedcba9876543210");
        b.session->setWay(way);
        QCOMPARE(b.session->profile().tunnel, way);
        QCOMPARE(b.session->state(), Session::State::Closed);
        b.session->open();
        QTRY_COMPARE_WITH_TIMEOUT(b.session->state(), Session::State::Online, 10000);
        QCOMPARE(b.script->seen().closes, 1); // of the old one
        QCOMPARE(online.size(), 1);
        QVERIFY(online[0][1].toBool()); // again, as after a reconnect
        QVERIFY(!b.session->isWrongServer());
    }

    void streamThatBringsNothing_isExplainedByTheWay()
    {
        QTcpServer rude;
        QVERIFY(rude.listen(QHostAddress::LocalHost));
        connect(&rude, &QTcpServer::newConnection, &rude,
                [&] { rude.nextPendingConnection()->abort(); });
        profiles::Profile profile;
        profile.port = rude.serverPort();
        Bench b(profile);
        b.script->refuseLate(trouble(Cause::TargetSilent, Kind::Timeout));
        b.session->open();
        QTRY_COMPARE(b.session->state(), Session::State::Closed);
        QCOMPARE(b.session->lastError().cause, Cause::TargetSilent);
    }

    void sessionThatGoes_leavesItsTunnelTheTimeToSayGoodbye()
    {
        RedisServer server;
        Bench b(profileOf(server));
        QVERIFY(comesOnline(*b.session));
        b.script->closeSlowly();
        b.session.reset(); // does not wait for the far end
        QCOMPARE(b.script->seen().closes, 1);
        QVERIFY(b.script->isThere());
        b.script->finishClosing();
        QTRY_VERIFY(!b.script->isThere());
    }

    void iamToken_signsEachConnectionInAfresh()
    {
        const auto now = std::make_shared<std::atomic<qint64>>(1'790'000'000);
        aws::Places places;
        places.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                                  QStringLiteral("AKIDEXAMPLE"));
        places.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                                  QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        places.now = [now] { return QDateTime::fromSecsSinceEpoch(*now, Qt::UTC); };
        const aws::Keys keys{ QStringLiteral("AKIDEXAMPLE"),
                              base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                              {},
                              {},
                              {} };
        const aws::IamUser user{ QStringLiteral("orders"), QStringLiteral("jin"),
                                 QStringLiteral("eu-central-1"), false };
        const auto token = [&] { return aws::iamToken(user, keys, places.now())->reveal(); };
        RedisServer server;
        server.command({ "ACL", "SETUSER", "jin", "on", "~*", "+@all", ">" + token() });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = user.user;
        profile.iam.cacheName = user.cacheName;
        profile.iam.region = user.region;
        Bench b(profile);
        b.session->setAwsPlaces(places);
        QVERIFY(comesOnline(*b.session));
        *now += 3600;
        server.command({ "ACL", "SETUSER", "jin", "resetpass", ">" + token() });
        QCOMPARE(said(b.session->send(Lane::Console, 0), { "ACL", "WHOAMI" }), QByteArray("jin"));
        // M17 where the server does not take it.
        server.command({ "ACL", "SETUSER", "jin", "resetpass", ">another" });
        const auto refused = ask(b.session->send(Lane::Work, 0), { "PING" });
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::IamRefused);
        QVERIFY2(refused.error().text.contains(QStringLiteral("elasticache:Connect")),
                 qPrintable(refused.error().text));
    }
};

QTEST_GUILESS_MAIN(SsmTest)
#include "tst_ssm.moc"

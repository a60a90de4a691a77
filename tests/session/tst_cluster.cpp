#include "session/sessionfixture.h"
#include "support/clusterrig.h"

using base::Error;
using session::Lane;
using session::Session;
using support::ClusterRig;

namespace {

profiles::Profile profileOf(const ClusterRig &rig, int node = 0)
{
    profiles::Profile profile;
    profile.name = QStringLiteral("cluster");
    profile.port = rig.port(node);
    profile.connectTimeoutMs = 2000;
    profile.commandTimeoutMs = 15000;
    return profile;
}

/// "prefix:n" in the slot of the tag.
QByteArray inSlot(const char *tag, const char *name)
{
    return QByteArray("{") + tag + "}" + name;
}

resp::Transaction increment(const QByteArray &key)
{
    resp::Transaction transaction;
    transaction.watch = { key };
    transaction.reads = { { "GET", key } };
    transaction.decide = [key](const resp::Replies &reads) {
        return resp::Commands{ { "SET", key, QByteArray::number(reads[0].toInteger() + 1) } };
    };
    return transaction;
}

/// Three primaries, and a session that is to be online with them.
struct Three {
    ClusterRig rig{ { 3, false, 1000, {}, {} } };
    Session session{ profileOf(rig), {} };
    const resp::Send send = session.send(Lane::Browse, 0);

    [[nodiscard]] bool comesUp() { return rig.isRunning() && comesOnline(session); }
};

} // namespace

class ClusterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rig_buildsMovesAndFailsOver()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        QCOMPARE(rig.primaries(), (QList<int>{ 0, 1, 2 }));
        QCOMPARE(rig.anywhere({ "SET", "foo", "bar" }), QByteArray("OK"));
        const int slot = resp::slotOf("foo");
        QCOMPARE(rig.ownerOf(slot), 2);
        rig.moveSlot(slot, 2, 0);
        QVERIFY(rig.waitUntilWhole());
        QCOMPARE(rig.ownerOf(slot), 0);
        QCOMPARE(rig.command(0, { "GET", "foo" }), QByteArray("bar"));
        QCOMPARE(rig.keys(), 1);
        rig.kill(0);
        QTRY_VERIFY_WITH_TIMEOUT(rig.primaries().contains(3), 20000);
        QVERIFY(rig.waitUntilWhole());
        QCOMPARE(rig.anywhere({ "GET", "foo" }), QByteArray("bar"));
        QVERIFY(rig.start(0));
        QVERIFY(rig.waitUntilWhole());
    }

    void signInOnTheConsole_isRefusedBecauseOtherNodesWouldNotKnow()
    {
        ClusterRig rig({ 1, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        for (const resp::Command &command :
             QList<resp::Command>{ { "auth", "someone", "opensesame" },
                                   { "HELLO", "2", "AUTH", "someone", "opensesame" } }) {
            const auto reply = ask(console, command);
            QVERIFY(!reply);
            QCOMPARE(reply.error().kind, Error::Kind::NotPermitted);
            QVERIFY(!reply.error().text.contains(QLatin1String("sesame")));
        }
        QVERIFY(ask(console, { "HELLO", "2" }));
    }

    void cancelledWhileItWaits_isNeverSent()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Work, 0);
        QCOMPARE(said(send, { "SET", inSlot("foo", "first"), "1" }), QByteArray("OK"));
        const int owner = rig.ownerOf(resp::slotOf("foo"));
        rig.kill(owner);
        // Before that, a command could still go out to it.
        QTRY_VERIFY_WITH_TIMEOUT(!session.nodes()->find(rig.id(owner))->reachable, 10000);
        auto future = send({ "SET", inSlot("foo", "cancelled"), "1" });
        QVERIFY(!QTest::qWaitFor([&] { return future.isFinished(); }, 300));
        future.cancel();
        QVERIFY(rig.start(owner));
        QTRY_VERIFY_WITH_TIMEOUT(rig.waitUntilWhole(), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(said(send, { "SET", inSlot("foo", "later"), "1" }),
                                  QByteArray("OK"), 20000);
        QCOMPARE(said(send, { "EXISTS", inSlot("foo", "cancelled") }), QByteArray("0"));
    }

    void everyKey_isReadWhereItLies()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig, 1), {});
        QSignalSpy changed(&session, &Session::nodesChanged);
        QVERIFY(comesOnline(session));
        QVERIFY(!changed.isEmpty());
        QCOMPARE(session.server().mode, QStringLiteral("cluster"));
        const auto nodes = session.nodes();
        QVERIFY(nodes->cluster && !nodes->moving && nodes->version > 0);
        QCOMPARE(nodes->nodes.size(), 6);
        QCOMPARE(nodes->primaries().size(), 3);
        QCOMPARE(nodes->ownerOf(0), rig.id(0));
        QCOMPARE(session.nodeStates().size(), 6);

        const resp::Send send = session.send(Lane::Browse, 0);
        resp::Commands writes;
        resp::Commands reads;
        for (int i = 0; i < 2000; ++i) {
            writes += resp::Command{ "SET", "key:" + QByteArray::number(i), QByteArray::number(i) };
            reads += resp::Command{ "GET", "key:" + QByteArray::number(i) };
        }
        QVERIFY(support::await(send.many(writes)));
        QCOMPARE(rig.keys(), 2000);
        const auto values = support::await(send.many(reads));
        QVERIFY(values);
        for (int i = 0; i < 2000; ++i)
            QCOMPARE(values->at(i).toInteger(-1), i);
        // Node by node.
        qint64 sum = 0;
        for (const auto &node : nodes->primaries()) {
            resp::SendOptions options;
            options.node = node.id;
            sum += ask(session.send(Lane::Stats, 0), { "DBSIZE" }, options)->toInteger();
        }
        QCOMPARE(sum, 2000);
        for (int i = 0; i < 3; ++i) {
            const QByteArray clients = rig.command(i, { "CLIENT", "LIST" });
            QVERIFY2(clients.count("name=larder") <= 4, clients);
        }
        // In one key's order.
        resp::Commands pushes;
        for (int i = 0; i < 500; ++i)
            pushes += resp::Command{ "RPUSH", "list:" + QByteArray::number(i % 5),
                                     QByteArray::number(i / 5) };
        const auto lengths = support::await(send.many(pushes));
        QVERIFY(lengths);
        for (int i = 0; i < 500; ++i)
            QCOMPARE(lengths->at(i).toInteger(), i / 5 + 1);
        // Other databases there are none.
        const auto other = ask(session.send(Lane::Browse, 3), { "GET", "key:1" });
        QVERIFY(!other);
        QCOMPARE(other.error().kind, Error::Kind::Server);
    }

    void severalSlots_areOneAnswer()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        resp::Command set{ "MSET" };
        resp::Command get{ "MGET" };
        resp::Command unlink{ "UNLINK", "missing" };
        for (int i = 0; i < 300; ++i) {
            const QByteArray key = "k" + QByteArray::number(i);
            set += { key, QByteArray::number(i) };
            get += key;
            unlink += key;
        }
        QCOMPARE(said(send, set), QByteArray("OK"));
        const auto values = ask(send, get);
        QVERIFY(values);
        QCOMPARE(values->size(), 300);
        for (int i = 0; i < 300; ++i)
            QCOMPARE(values->at(i).toInteger(), i);
        QCOMPARE(said(send, { "EXISTS", "k1", "k2", "k3", "nope" }), QByteArray("3"));
        // What is typed is what is sent.
        const QByteArray typed = said(session.send(Lane::Console, 0), { "MGET", "k1", "k2" });
        QVERIFY2(typed.startsWith("CROSSSLOT"), typed);
        QVERIFY(said(send, { "SUNION", "k1", "k2" }).startsWith("CROSSSLOT"));
        QCOMPARE(said(send, unlink), QByteArray("300"));
        QCOMPARE(rig.keys(), 0);

        resp::Transaction across;
        across.watch = { "k1", "k2" };
        across.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "k1", "1" } };
        };
        auto refused = support::await(send.transact(across));
        QCOMPARE(refused.error().kind, Error::Kind::Invalid);
        QCOMPARE(refused.error().cause, Error::Cause::CrossSlot);
        across.watch = { "k1" };
        across.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "k1", "1" }, { "SET", "k2", "1" } };
        };
        refused = support::await(send.transact(across));
        QCOMPARE(refused.error().cause, Error::Cause::CrossSlot);
        QCOMPARE(rig.keys(), 0);
    }

    void movedSlot_isFollowed()
    {
        Three three;
        QVERIFY(three.comesUp());
        auto &[rig, session, send] = three;
        const int slot = resp::slotOf("foo");
        QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
        const quint64 version = session.nodes()->version;
        rig.moveSlot(slot, 2, 0);
        QCOMPARE(said(send, { "INCR", "foo" }), QByteArray("2"));
        QTRY_COMPARE(session.nodes()->ownerOf(slot), rig.id(0));
        QVERIFY(session.nodes()->version > version);
        rig.moveSlot(slot, 0, 1);
        const auto outcome = support::await(send.transact(increment("foo")));
        QVERIFY(outcome);
        QCOMPARE(outcome->what, resp::TransactionOutcome::What::Committed);
        QCOMPARE(rig.command(1, { "GET", "foo" }), QByteArray("3"));
        rig.moveSlot(slot, 1, 2);
        QCOMPARE(said(session.send(Lane::Console, 0), { "GET", "foo" }), QByteArray("3"));
    }

    void unknownCommand_findsItsNodeByMoved()
    {
        ClusterRig rig({ 3,
                         false,
                         1000,
                         { QStringLiteral("--rename-command"), QStringLiteral("GET"),
                           QStringLiteral("FETCH") },
                         {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        for (int i = 0; i < 20; ++i) {
            const QByteArray key = "k" + QByteArray::number(i);
            QCOMPARE(said(session.send(Lane::Browse, 0), { "SET", key, key }), QByteArray("OK"));
            QCOMPARE(said(session.send(Lane::Browse, 0), { "FETCH", key }), key);
            QCOMPARE(said(session.send(Lane::Console, 0), { "FETCH", key }), key);
        }
    }

    void slotOnItsWay_isAskedOnBothSides()
    {
        Three three;
        QVERIFY(three.comesUp());
        auto &[rig, session, send] = three;
        const int slot = resp::slotOf("foo");
        const QByteArray a = inSlot("foo", "a");
        const QByteArray b = inSlot("foo", "b");
        const QByteArray fresh = inSlot("foo", "new");
        QCOMPARE(said(send, { "MSET", a, "1", b, "1" }), QByteArray("OK"));
        rig.beginMove(slot, 2, 0);
        QCOMPARE(rig.moveKeys(slot, 2, 0, 1), 1);
        const bool aMoved = rig.command(2, { "EXISTS", a }).startsWith("ASK")
            || rig.command(2, { "EXISTS", a }) == "0";
        const QByteArray there = aMoved ? a : b;
        const QByteArray here = aMoved ? b : a;

        QCOMPARE(said(send, { "GET", here }), QByteArray("1"));
        QCOMPARE(said(send, { "INCR", there }), QByteArray("2"));
        QCOMPARE(said(send, { "SET", fresh, "1" }), QByteArray("OK"));
        QCOMPARE(said(session.send(Lane::Console, 0), { "GET", there }), QByteArray("2"));
        QTRY_VERIFY(session.nodes()->moving);
        QCOMPARE(session.nodes()->ownerOf(slot), rig.id(2));
        // Transactions on both sides.
        QVERIFY(support::await(send.transact(increment(here))));
        QVERIFY(support::await(send.transact(increment(there))));
        QVERIFY(support::await(send.transact(increment(fresh))));
        // Some keys here and some there: it waits for the end of the move.
        resp::Transaction both;
        both.watch = { here, there };
        both.reads = { { "GET", here }, { "GET", there } };
        both.decide = [=](const resp::Replies &reads) {
            return resp::Commands{ { "SET", here, reads[1].toByteArray() },
                                   { "SET", there, reads[0].toByteArray() } };
        };
        const auto values = send({ "MGET", here, there });
        const auto swapped = send.transact(both);
        QVERIFY(!QTest::qWaitFor([&] { return values.isFinished() || swapped.isFinished(); }, 300));
        const QByteArray typed = said(session.send(Lane::Console, 0), { "MGET", here, there });
        QVERIFY2(typed.startsWith("TRYAGAIN"), typed);
        rig.moveKeys(slot, 2, 0);
        rig.endMove(slot, 0);
        const auto answer = support::await(values);
        QVERIFY(answer);
        QCOMPARE(answer->size(), 2);
        QVERIFY(support::await(swapped));
        QCOMPARE(rig.command(0, { "GET", here }), QByteArray("3"));
        QCOMPARE(rig.command(0, { "GET", there }), QByteArray("2"));
        QCOMPARE(rig.command(0, { "GET", fresh }), QByteArray("2"));
        QTRY_VERIFY_WITH_TIMEOUT(!session.nodes()->moving, 10000);
    }

    void console_staysWhereItsTransactionIs()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        QCOMPARE(said(console, { "SET", "foo", "1" }), QByteArray("OK")); // node 2
        QCOMPARE(said(console, { "CLUSTER", "MYID" }), rig.id(2));
        QCOMPARE(said(console, { "GET", "bar" }), QByteArray()); // node 0
        QCOMPARE(said(console, { "CLUSTER", "MYID" }), rig.id(resp::slotOf("bar") / 5462));
        QCOMPARE(said(console, { "GET", "foo" }), QByteArray("1"));
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "INCR", "foo" }), QByteArray("QUEUED"));
        QVERIFY(said(console, { "GET", "bar" }).startsWith("MOVED"));
        QVERIFY(said(console, { "EXEC" }).startsWith("EXECABORT"));
        QCOMPARE(said(console, { "WATCH", "foo" }), QByteArray("OK"));
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "INCR", "foo" }), QByteArray("QUEUED"));
        const auto done = ask(console, { "EXEC" });
        QVERIFY(done);
        QCOMPARE(done->at(0).toInteger(), 2);
        QCOMPARE(said(console, { "GET", "bar" }), QByteArray());
    }

    void endOfSession_finishesEveryFuture()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        for (const bool frozen : { false, true }) {
            auto session = std::make_unique<Session>(profileOf(rig), profiles::Secrets());
            QVERIFY(comesOnline(*session));
            const resp::Send send = session->send(Lane::Browse, 0);
            QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
            if (frozen)
                rig.freeze(2);
            QList<QFuture<base::Result<resp::Reply>>> futures;
            for (int i = 0; i < 50; ++i) {
                futures += send({ "INCR", "foo" });
                futures += session->send(Lane::Console, 0)({ "GET", QByteArray::number(i) });
            }
            const auto transaction = send.transact(increment("foo"));
            if (frozen) {
                session->close();
                QTRY_VERIFY(transaction.isFinished());
            }
            session.reset();
            for (const auto &future : futures)
                (void)support::await(future);
            QVERIFY(transaction.isFinished());
            for (const auto &future : futures)
                QVERIFY(future.isFinished());
        }
        rig.thaw(2);
    }

    void standaloneByChoice_speaksToOneNodeAlone()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.topology = profiles::Topology::Standalone;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QVERIFY(!session.nodes()->cluster);
        QCOMPARE(session.nodes()->nodes.size(), 1);
        QVERIFY(said(session.send(Lane::Browse, 0), { "GET", "foo" }).startsWith("MOVED"));
    }

    void insistingOnACluster_failsAtASingleServer()
    {
        support::RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.topology = profiles::Topology::Cluster;
        Session session(profile, {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::NoCluster);
        QVERIFY(session.lastError().detail.contains("cluster support disabled"));
    }

    void userWithoutClusterCommands_getsASingleServer()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        (void)rig.command(0, { "ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all", "-cluster" });
        profiles::Profile profile = profileOf(rig);
        profile.authentication = profiles::Authentication::AclUser;
        profile.user = QStringLiteral("app");
        Session session(profile, { base::Secret("pw"), {}, {} });
        QVERIFY(comesOnline(session));
        QVERIFY(!session.nodes()->cluster);
        QVERIFY(!session.server().clusterNote.isEmpty());
    }

    void deadFirstSeed_isPassedOver()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.port = 1;
        profile.seeds = { { QStringLiteral("127.0.0.1"), 2 },
                          { QStringLiteral("127.0.0.1"), rig.port(2) } };
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QCOMPARE(session.nodes()->primaries().size(), 3);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "SET", "foo", "1" }), QByteArray("OK"));
    }
};

QTEST_GUILESS_MAIN(ClusterTest)
#include "tst_cluster.moc"

#include "base/whendone.h"
#include "session/sessionfixture.h"
#include "support/clusterrig.h"

using base::Error;
using session::Lane;
using session::NodeState;
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

NodeState stateOf(const Session &session, const QByteArray &id)
{
    for (const NodeState &state : session.nodeStates()) {
        if (state.id == id)
            return state;
    }
    return {};
}

/// Writes INCR without end, a few at a time, and remembers what it was told about each.
class Counting final : public QObject {
public:
    Counting(resp::Send send, int keys)
        : m_send(std::move(send))
        , m_told(size_t(keys))
    {
        for (int i = 0; i < 8; ++i)
            next();
    }

    struct Told {
        qint64 done = 0;
        qint64 unknown = 0;
        qint64 refused = 0;
    };
    [[nodiscard]] static QByteArray key(size_t i)
    {
        return "counter:" + QByteArray::number(qint64(i));
    }
    void stop() { m_stopped = true; }
    [[nodiscard]] bool isIdle() const { return m_underWay == 0; }
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] const std::vector<Told> &told() const { return m_told; }
    [[nodiscard]] const QStringList &errors() const { return m_errors; }

private:
    void next()
    {
        if (m_stopped)
            return;
        const size_t i = m_at++ % m_told.size();
        ++m_underWay;
        base::whenDone(m_send({ "INCR", key(i) }), this,
                       [this, i](const base::Result<resp::Reply> &reply) {
                           --m_underWay;
                           Told &told = m_told[i];
                           if (reply && !reply->isError()) {
                               ++told.done;
                               ++m_done;
                           } else if (!reply && reply.error().kind == Error::Kind::OutcomeUnknown) {
                               ++told.unknown;
                           } else {
                               ++told.refused;
                               m_errors += reply ? QString::fromUtf8(reply->toByteArray())
                                                 : reply.error().text;
                           }
                           next();
                       });
    }

    const resp::Send m_send;
    std::vector<Told> m_told;
    size_t m_at = 0;
    int m_underWay = 0;
    qint64 m_done = 0;
    bool m_stopped = false;
    QStringList m_errors;
};

} // namespace

class ClusterLifeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedPrimary_losesNoWriteAndRepeatsNone()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        QSignalSpy offline(&session, &Session::offline);
        Counting counting(session.send(Lane::Browse, 0), 60);
        QTRY_VERIFY(counting.done() > 2000);
        // The contact itself, which most of the session hangs on.
        rig.kill(0);
        QTRY_COMPARE(stateOf(session, rig.id(0)).health, NodeState::Health::Unreachable);
        const auto read = ask(session.send(Lane::Work, 0), { "GET", Counting::key(0) });
        QVERIFY(read && !read->isError());
        QTRY_VERIFY_WITH_TIMEOUT(session.nodes()->ownerOf(0) == rig.id(3), 15000);
        const qint64 before = counting.done();
        QTRY_VERIFY(counting.done() > before + 2000);
        counting.stop();
        QTRY_VERIFY(counting.isIdle());
        QCOMPARE(offline.size(), 0);
        QVERIFY2(counting.errors().isEmpty(), qPrintable(counting.errors().value(0)));
        qint64 unknown = 0;
        for (size_t i = 0; i < counting.told().size(); ++i) {
            const auto &told = counting.told()[i];
            const qint64 value = rig.anywhere({ "GET", Counting::key(i) }).toLongLong();
            unknown += told.unknown;
            QVERIFY2(value >= told.done && value <= told.done + told.unknown,
                     qPrintable(QStringLiteral("%1: %2 done, %3 unknown, value %4")
                                    .arg(QLatin1String(Counting::key(i)))
                                    .arg(told.done)
                                    .arg(told.unknown)
                                    .arg(value)));
        }
        QVERIFY(unknown <= 8); // what was under way, no more
        QVERIFY(rig.start(0));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(session, rig.id(0)).health, NodeState::Health::Connected,
                                  40000);
        QCOMPARE(stateOf(session, rig.id(0)).primaryId, rig.id(3));
    }

    void slotsOnTheirWay_loseNoWriteAndRepeatNone()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        Counting counting(session.send(Lane::Browse, 0), 12);
        // A compare-and-set of the first counter's slot beside it, again and again.
        const QByteArray saved = "{" + Counting::key(0) + "}saved";
        qint64 committed = 0;
        qint64 conflicts = 0;
        QString failure;
        bool stopped = false;
        QObject context;
        std::function<void()> save = [&] {
            resp::Transaction transaction;
            transaction.watch = { saved };
            transaction.reads = { { "GET", saved } };
            transaction.decide = [saved](const resp::Replies &reads) {
                return resp::Commands{ { "SET", saved,
                                         QByteArray::number(reads[0].toInteger() + 1) } };
            };
            base::whenDone(session.send(Lane::Work, 0).transact(transaction), &context,
                           [&](const base::Result<resp::TransactionOutcome> &outcome) {
                               if (!outcome)
                                   failure = outcome.error().text;
                               else if (outcome->what == resp::TransactionOutcome::What::Committed)
                                   ++committed;
                               else
                                   ++conflicts; // the key itself was on its way
                               if (!stopped)
                                   save();
                               else
                                   stopped = false;
                           });
        };
        save();
        QTRY_VERIFY(counting.done() > 500);
        for (int round = 0; round < 2; ++round) {
            for (size_t i = 0; i < 12; ++i) {
                const int slot = resp::slotOf(Counting::key(i));
                const int from = rig.ownerOf(slot);
                const int to = (from + 1) % 3;
                rig.beginMove(slot, from, to);
                const qint64 before = counting.done();
                QTRY_VERIFY(counting.done() > before + 100);
                rig.moveKeys(slot, from, to, 1);
                const qint64 between = counting.done();
                QTRY_VERIFY(counting.done() > between + 100);
                rig.moveKeys(slot, from, to);
                rig.endMove(slot, to);
            }
        }
        counting.stop();
        stopped = true;
        QTRY_VERIFY(counting.isIdle() && !stopped);
        QVERIFY2(counting.errors().isEmpty(), qPrintable(counting.errors().value(0)));
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        for (size_t i = 0; i < counting.told().size(); ++i) {
            QCOMPARE(counting.told()[i].unknown, 0);
            QCOMPARE(rig.anywhere({ "GET", Counting::key(i) }).toLongLong(),
                     counting.told()[i].done);
        }
        QVERIFY(committed > 100);
        QCOMPARE(rig.anywhere({ "GET", saved }).toLongLong(), committed);
    }

    void frozenPrimary_isReplacedWhenTheOthersSaySo()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.commandTimeoutMs = 9000;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
        const int owner = rig.ownerOf(resp::slotOf("foo"));
        rig.freeze(owner);
        const auto read = send({ "GET", "foo" });
        const auto value = support::await(read, 20000);
        rig.thaw(owner);
        QVERIFY2(value, qPrintable(value ? QString() : value.error().text));
        QCOMPARE(value->toByteArray(), QByteArray("1"));
        QCOMPARE(session.state(), Session::State::Online);
        QCOMPARE(said(send, { "INCR", "foo" }), QByteArray("2"));
    }

    void wholeClusterGone_isOfflineAndComesBack()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        Session session(profileOf(rig), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        const quint64 version = session.nodes()->version;
        for (int i = 0; i < 3; ++i)
            rig.kill(i);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 15000);
        QCOMPARE(ask(send, { "GET", "foo" }).error().kind, Error::Kind::Network);
        // Another node than the profile's is enough to come back.
        QVERIFY(rig.start(2));
        QVERIFY(rig.start(1));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 20000);
        QCOMPARE(wrong.size(), 0);
        QVERIFY(session.nodes()->version >= version);
        QVERIFY(rig.start(0));
        QTRY_VERIFY_WITH_TIMEOUT(rig.waitUntilWhole(), 20000);
        QCOMPARE(said(send, { "SET", "foo", "2" }), QByteArray("OK"));
        QCOMPARE(rig.anywhere({ "GET", "foo" }), QByteArray("2"));
    }

    void anotherClusterAtTheAddress_locksWrites()
    {
        auto first = std::make_unique<ClusterRig>(ClusterRig::Options{ 1, false, 1000, {}, {} });
        QVERIFY(first->isRunning());
        Session session(profileOf(*first), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        const QString port = QString::number(first->port(0));
        first.reset();
        ClusterRig second({ 1, false, 1000, {}, [&](int, quint16) {
                               return QStringList{ QStringLiteral("--port"), port,
                                                   QStringLiteral("--unixsocket"), QString() };
                           } });
        QTRY_COMPARE_WITH_TIMEOUT(wrong.size(), 1, 15000);
        QVERIFY(session.isWrongServer());
        QCOMPARE(ask(send, { "SET", "foo", "2" }).error().kind, Error::Kind::WrongServer);
    }

    void uncoveredSlot_isTheClustersOwnSentence()
    {
        ClusterRig rig(
            { 3,
              false,
              1000,
              { QStringLiteral("--cluster-require-full-coverage"), QStringLiteral("no") },
              {} });
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.commandTimeoutMs = 1500;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        for (int i = 0; i < 3; ++i)
            (void)rig.command(i,
                              { "CLUSTER", "DELSLOTS", QByteArray::number(resp::slotOf("foo")) });
        const auto reply = ask(send, { "GET", "foo" });
        QVERIFY(reply);
        QVERIFY2(reply->toByteArray().startsWith("CLUSTERDOWN"), reply->toByteArray());
        QVERIFY(ask(send, { "GET", "bar" }));
    }

    void announcedNames_areMapped()
    {
        ClusterRig rig(
            { 3,
              false,
              1000,
              { QStringLiteral("--cluster-preferred-endpoint-type"), QStringLiteral("hostname") },
              [](int node, quint16) {
                  return QStringList{ QStringLiteral("--cluster-announce-hostname"),
                                      QStringLiteral("node%1.cluster.invalid").arg(node) };
              } });
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.commandTimeoutMs = 2500;
        {
            Session session(profile, {});
            QVERIFY(comesOnline(session));
            QTRY_COMPARE(session.nodes()->nodes[2].address,
                         QStringLiteral("node2.cluster.invalid:%1").arg(rig.port(2)));
            const auto lost = ask(session.send(Lane::Browse, 0), { "GET", "foo" });
            QVERIFY(!lost);
            QCOMPARE(lost.error().cause, Error::Cause::NodeUnreachable);
            QVERIFY2(lost.error().text.contains(QLatin1String("node2.cluster.invalid")),
                     qPrintable(lost.error().text));
            QVERIFY(lost.error().text.contains(QLatin1String("10922")));
            QTRY_COMPARE(stateOf(session, rig.id(2)).health, NodeState::Health::Unreachable);
        }
        for (int i = 0; i < 3; ++i) {
            profile.addressMap.insert(
                QStringLiteral("node%1.cluster.invalid:%2").arg(i).arg(rig.port(i)),
                QStringLiteral("127.0.0.1:%1").arg(rig.port(i)));
        }
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        QCOMPARE(said(session.send(Lane::Browse, 0), { "SET", "foo", "1" }), QByteArray("OK"));
        QTRY_COMPARE(stateOf(session, rig.id(2)).reached,
                     QStringLiteral("127.0.0.1:%1").arg(rig.port(2)));
        // MOVED names the announced address as well.
        rig.moveSlot(resp::slotOf("foo"), 2, 1);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "INCR", "foo" }), QByteArray("2"));
    }

    void addressThatLeadsToAnotherNode_isRefused()
    {
        ClusterRig rig({ 3, false, 1000, {}, {} });
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.commandTimeoutMs = 2500;
        profile.addressMap.insert(QStringLiteral("127.0.0.1:%1").arg(rig.port(2)),
                                  QStringLiteral("127.0.0.1:%1").arg(rig.port(1)));
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const auto refused = ask(session.send(Lane::Browse, 0), { "SET", "foo", "1" });
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Error::Cause::WrongNode);
        QCOMPARE(rig.keys(), 0);
        resp::SendOptions options;
        options.node = rig.id(2);
        QCOMPARE(ask(session.send(Lane::Stats, 0), { "DBSIZE" }, options).error().cause,
                 Error::Cause::WrongNode);
        QCOMPARE(session.state(), Session::State::Online);
        options.node = "nobody";
        QCOMPARE(ask(session.send(Lane::Stats, 0), { "DBSIZE" }, options).error().cause,
                 Error::Cause::NodeUnreachable);
    }

    void replicas_answerReadsAndGiveWay()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        profiles::Profile profile = profileOf(rig);
        profile.readFromReplicas = true;
        Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "SET", "foo", "1" }), QByteArray("OK"));
        QTRY_COMPARE(rig.command(5, { "DBSIZE" }), QByteArray("1"));
        (void)rig.command(5, { "CONFIG", "RESETSTAT" });
        (void)rig.command(2, { "CONFIG", "RESETSTAT" });
        QCOMPARE(said(send, { "GET", "foo" }), QByteArray("1"));
        QVERIFY(rig.command(5, { "INFO", "commandstats" }).contains("cmdstat_get:"));
        QVERIFY(!rig.command(2, { "INFO", "commandstats" }).contains("cmdstat_get:"));
        // A compare-and-set reads where it writes.
        resp::Transaction transaction;
        transaction.watch = { "foo" };
        transaction.reads = { { "GET", "foo" } };
        transaction.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "foo", "2" } };
        };
        QVERIFY(support::await(send.transact(transaction)));
        rig.kill(5);
        QTRY_COMPARE(said(send, { "GET", "foo" }), QByteArray("2"));
    }
};

QTEST_GUILESS_MAIN(ClusterLifeTest)
#include "tst_clusterlife.moc"

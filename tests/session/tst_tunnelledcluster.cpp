#include "session/tunnelfixture.h"
#include "support/clusterrig.h"
#include "support/netrig.h"
#include "support/sentinelrig.h"
#include "support/tlsfiles.h"

using base::Error;
using session::Lane;
using session::NodeState;
using session::Session;
using support::ClusterRig;
using support::NetRig;
using support::SshServer;
using Cause = base::Error::Cause;

/// A cluster with TLS, and sentinels, that only a bastion reaches.
class TunnelledClusterTest final : public QObject {
    Q_OBJECT

    support::TlsFiles m_files;
    std::unique_ptr<NetRig> m_net;
    std::unique_ptr<ClusterRig> m_rig;
    std::unique_ptr<SshServer> m_bastion;

    profiles::Profile toNode(int node) const
    {
        profiles::Profile profile;
        profile.name = QStringLiteral("cluster");
        profile.host = m_rig->host(node);
        profile.port = m_rig->port(node);
        profile.connectTimeoutMs = 3000;
        profile.commandTimeoutMs = 20000;
        profile.tls.enabled = true;
        profile.tls.caFile = m_files.authority();
        return through(*m_bastion, profile);
    }

    static NodeState stateOf(const Session &session, const QByteArray &id)
    {
        for (const NodeState &state : session.nodeStates()) {
            if (state.id == id)
                return state;
        }
        return {};
    }

    static QByteArray key(int i) { return "key:" + QByteArray::number(i); }

public:
    static void initMain() { NetRig::enter(); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!NetRig::skipReason().isEmpty())
            QSKIP(qPrintable(NetRig::skipReason()));
        m_net = std::make_unique<NetRig>();
        QVERIFY2(m_net->isReady(), qPrintable(m_net->errorText()));
        ClusterRig::Options options;
        for (int i = 0; i < 6; ++i)
            options.hosts += NetRig::hiddenAddress(0, 11 + i);
        options.wrapper = m_net->inside();
        options.tlsAuthority = m_files.authority();
        options.each = [this, hosts = options.hosts](int node, quint16) {
            return m_files.serverOptions(
                m_files.issue({ QStringLiteral("node"), QStringLiteral("IP:") + hosts[node] }));
        };
        m_rig = std::make_unique<ClusterRig>(options);
        QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
        QVERIFY(m_rig->isRunning());
        SshServer::Options door;
        door.wrapper = m_net->inside();
        door.address = m_net->address();
        m_bastion = std::make_unique<SshServer>(door);
        QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    }

    void cleanupTestCase()
    {
        m_bastion.reset();
        m_rig.reset();
        m_net.reset();
    }

    void everyNode_isReachedThroughTheBastion()
    {
        const QStringList before = NetRig::listeners();
        profiles::Profile profile = toNode(0);
        profile.host =
            QStringLiteral("10.88.0.99"); // nobody; the seeds are behind the bastion, too
        profile.seeds = { { m_rig->host(1), m_rig->port(1) } };
        Session session(profile, {});
        session.setSshPlaces(placesOf(*m_bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const resp::Send send = session.send(Lane::Browse, 0);
        resp::Commands writes;
        for (int i = 0; i < 3000; ++i)
            writes += resp::Command{ "SET", key(i), "1" };
        QVERIFY(support::await(session.send(Lane::Work, 0).many(writes), 20000));
        QCOMPARE(m_rig->keys(), 3000);
        QSet<QByteArray> found;
        for (const auto &node : session.nodes()->primaries()) {
            resp::SendOptions options;
            options.node = node.id;
            QByteArray cursor = "0";
            do {
                const auto page = ask(send, { "SCAN", cursor, "COUNT", "500" }, options);
                QVERIFY2(page, page ? "" : qPrintable(page.error().text));
                cursor = page->at(0).toByteArray();
                for (qsizetype i = 0; i < page->at(1).size(); ++i)
                    found += page->at(1).at(i).toByteArray();
            } while (cursor != "0");
        }
        QCOMPARE(found.size(), 3000);
        resp::Command unlink{ "UNLINK" };
        for (int i = 0; i < 3000; ++i)
            unlink += key(i);
        QCOMPARE(said(session.send(Lane::Work, 0), unlink), "3000");
        QCOMPARE(m_rig->keys(), 0);
        for (const NodeState &state : session.nodeStates())
            QCOMPARE(state.reached,
                     wayThrough(*m_bastion) + QStringLiteral(" → ") + state.announced);
        // One SSH connection for what a person waits for and one for the rest, and nobody listens.
        QCOMPARE(ownTcpPorts("01"), QList<quint16>(2, m_bastion->port()));
        QCOMPARE(NetRig::listeners(), before);
    }

    void movedSlot_isFollowedThroughTheBastion()
    {
        Session session(toNode(0), {});
        session.setSshPlaces(placesOf(*m_bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const resp::Send send = session.send(Lane::Browse, 0);
        const int slot = resp::slotOf("foo");
        QCOMPARE(said(send, { "SET", "foo", "1" }), "OK");
        m_rig->beginMove(slot, 2, 1);
        m_rig->moveKeys(slot, 2, 1);
        QCOMPARE(said(send, { "INCR", "foo" }), "2"); // ASK
        m_rig->endMove(slot, 1);
        QCOMPARE(said(send, { "INCR", "foo" }), "3");
        QTRY_COMPARE(session.nodes()->ownerOf(slot), m_rig->id(1));
        m_rig->moveSlot(slot, 1, 2);
        QCOMPARE(said(session.send(Lane::Console, 0), { "GET", "foo" }), "3"); // MOVED
        QVERIFY(m_rig->waitUntilWhole());
    }

    void mappedToAnotherNode_getsNothing()
    {
        profiles::Profile profile = toNode(0);
        profile.tls.verify = false; // the certificate would give it away before
        const auto address = [&](int node) {
            return profiles::HostPort{ m_rig->host(node), m_rig->port(node) }.toString();
        };
        profile.addressMap.insert(address(2), address(1));
        profile.commandTimeoutMs = 2000;
        Session session(profile, {});
        session.setSshPlaces(placesOf(*m_bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const auto reply = ask(session.send(Lane::Browse, 0), { "SET", "foo", "wrong" });
        QVERIFY(!reply);
        QCOMPARE(reply.error().cause, Cause::WrongNode);
        QCOMPARE(stateOf(session, m_rig->id(2)).reached,
                 wayThrough(*m_bastion) + QStringLiteral(" → ") + address(1));
        QCOMPARE(stateOf(session, m_rig->id(2)).health, NodeState::Health::Unreachable);
    }

    void bastionThatDiesOrFallsSilent_isTheReasonAndNotTheNodes_data()
    {
        QTest::addColumn<bool>("cut");
        QTest::newRow("killed") << false;
        QTest::newRow("cut off without a word") << true;
    }

    void bastionThatDiesOrFallsSilent_isTheReasonAndNotTheNodes()
    {
        QFETCH(const bool, cut);
        const profiles::Profile profile = toNode(0);
        Session session(profile, {});
        hasten(session, profile, placesOf(*m_bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const resp::Send send = session.send(Lane::Browse, 0);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(said(send, { "SET", key(i), "1" }), "OK");
        QSignalSpy offline(&session, &Session::offline);
        QSignalSpy online(&session, &Session::online);
        if (cut)
            m_net->cut();
        else
            m_bastion->kill();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 15000);
        QCOMPARE(offline.constFirst()[0].value<Error>().cause, Cause::TunnelLost);
        const auto refused = ask(send, { "GET", key(1) });
        QVERIFY(!refused);
        if (cut)
            m_net->restore();
        else
            QVERIFY(m_bastion->start());
        session.checkNow();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 30000);
        QVERIFY(!session.isWrongServer());
        QCOMPARE(online.constFirst()[1].toBool(), true);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(said(send, { "GETDEL", key(i) }), "1");
    }

    void failover_isFollowedThroughTheBastion()
    {
        Session session(toNode(1), {});
        session.setSshPlaces(placesOf(*m_bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const resp::Send send = session.send(Lane::Work, 0);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(said(send, { "SET", key(i), "1" }), "OK");
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        QSignalSpy offline(&session, &Session::offline);
        m_rig->kill(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_rig->primaries().contains(3), 20000);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(said(send, { "INCR", key(i) }), "2");
        QCOMPARE(session.nodes()->ownerOf(0), m_rig->id(3));
        QCOMPARE(wrong.size(), 0);
        QCOMPARE(offline.size(), 0); // the tunnel stands
        QTRY_COMPARE(stateOf(session, m_rig->id(3)).health, NodeState::Health::Connected);
    }

    void sentinels_areAskedThroughTheBastionAndSoIsTheirPrimary()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        support::SentinelRig rig;
        QVERIFY(rig.isRunning());
        profiles::Profile profile;
        profile.topology = profiles::Topology::Sentinel;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.connectTimeoutMs = 2000;
        profile.commandTimeoutMs = 3000;
        profile.seeds = { { QStringLiteral("127.0.0.1"), rig.sentinelPort(0) },
                          { QStringLiteral("127.0.0.1"), rig.sentinelPort(1) } };
        Session session(through(bastion, profile), {});
        session.setSshPlaces(placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QCOMPARE(session.server().tcpPort, qint64(rig.port(0)));
        QCOMPARE(said(session.send(Lane::Work, 0), { "SET", "n", "1" }), "OK");
        QCOMPARE(said(session.send(Lane::Work, 0), { "WAIT", "2", "5000" }), "2");
        QSignalSpy wrong(&session, &Session::wrongServerFound);
        rig.kill(0);
        QVERIFY(rig.waitForFailover(0));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 30000);
        QCOMPARE(session.server().tcpPort, qint64(rig.port(rig.primary())));
        QCOMPARE(wrong.size(), 0);
        QCOMPARE(said(session.send(Lane::Work, 0), { "INCR", "n" }), "2");
        for (const quint16 port : ownTcpPorts("01"))
            QCOMPARE(port, bastion.port());
        QCOMPARE(bastion.log().count("Accepted publickey for "), 2); // all the while
    }
};

QTEST_GUILESS_MAIN(TunnelledClusterTest)
#include "tst_tunnelledcluster.moc"

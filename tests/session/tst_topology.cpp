#include "session/topology.h"
#include <QTest>

using links::Endpoint;
using resp::Reply;
using session::ClusterNode;
using session::Topology;

namespace {

Reply text(QByteArrayView bytes)
{
    return Reply::string(bytes);
}

Reply node(const Reply &host, int port, const char *id, const resp::Replies &metadata = {})
{
    return Reply::array({ host, Reply::integer(port), text(id), Reply::array(metadata) });
}

Reply slots(int first, int last, const resp::Replies &nodes)
{
    return Reply::array(resp::Replies{ Reply::integer(first), Reply::integer(last) } + nodes);
}

Reply shardNode(const char *id, const char *role, const char *health, int port, int tlsPort)
{
    return Reply::array({ text("id"), text(id), text("port"), Reply::integer(port),
                          text("tls-port"), Reply::integer(tlsPort), text("ip"), text("10.0.0.9"),
                          text("endpoint"), text("10.0.0.9"), text("role"), text(role),
                          text("health"), text(health) });
}

Reply shard(const resp::Replies &ranges, const resp::Replies &nodes)
{
    return Reply::array(
        { text("slots"), Reply::array(ranges), text("nodes"), Reply::array(nodes) });
}

const Endpoint asked{ QStringLiteral("seed.example"), 7000, {} };

} // namespace

class TopologyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slots_giveOwnersAndReplicas()
    {
        const auto map = Topology::fromSlots(
            Reply::array({
                slots(5461, 16383, { node(text("10.0.0.2"), 6379, "b") }),
                slots(0, 5460,
                      { node(text("10.0.0.1"), 6379, "a"), node(text("10.0.0.3"), 6379, "c") }),
            }),
            asked);
        QVERIFY(map);
        QCOMPARE(map->nodes.size(), 3);
        QCOMPARE(map->nodes[0].id, QByteArray("a"));
        QCOMPARE(map->nodes[1].id, QByteArray("b"));
        QCOMPARE(map->nodes[2].primaryId, QByteArray("a"));
        QCOMPARE(map->ownerOf(5460)->id, QByteArray("a"));
        QCOMPARE(map->ownerOf(5461)->id, QByteArray("b"));
        QCOMPARE(map->nodes[1].endpoint.toString(), QStringLiteral("10.0.0.2:6379"));
        QVERIFY(map->at({ QStringLiteral("10.0.0.3"), 6379, {} }));
        QVERIFY(!map->at({ QStringLiteral("10.0.0.3"), 6380, {} }));
    }

    void announcedHosts_areReadAsDocumented()
    {
        const resp::Replies named{ text("hostname"), text("node.example") };
        const auto map = Topology::fromSlots(
            Reply::array({ slots(0, 1, { node(text(""), 1, "empty") }),
                           slots(2, 3, { node(Reply(), 2, "nil", named) }),
                           slots(4, 5, { node(text("?"), 3, "unknown") }),
                           slots(6, 7, { node(text("?"), 4, "metadata", named) }),
                           slots(8, 9, { node(text("<b>x</b>"), 5, "markup") }),
                           slots(10, 11, { node(text("10.0.0.1"), 0, "noport") }) }),
            asked);
        QVERIFY(map);
        QCOMPARE(map->find("empty")->endpoint.host, asked.host);
        QCOMPARE(map->find("nil")->endpoint.host, asked.host);
        QCOMPARE(map->find("unknown")->endpoint.host, QString());
        QCOMPARE(map->find("metadata")->endpoint.host, QStringLiteral("node.example"));
        QCOMPARE(map->find("markup")->endpoint.host, QString());
        QCOMPARE(int(map->find("noport")->endpoint.port), 0);
    }

    void hostileSlots_areDroppedOrRefused()
    {
        QVERIFY(!Topology::fromSlots(Reply::error("ERR no"), asked));
        QVERIFY(!Topology::fromSlots(Reply::array({}), asked));
        QVERIFY(!Topology::fromSlots(Reply::array({ Reply::integer(3), Reply() }), asked));
        const auto map =
            Topology::fromSlots(Reply::array({ slots(0, 100, { node(text("h"), 1, "a") }),
                                               slots(50, 200, { node(text("h"), 2, "b") }),
                                               slots(300, 250, { node(text("h"), 2, "b") }),
                                               slots(16000, 99999, { node(text("h"), 2, "b") }),
                                               slots(-5, 3, { node(text("h"), 2, "b") }) }),
                                asked);
        QVERIFY(map);
        QCOMPARE(map->ownerOf(50)->id, QByteArray("a"));
        QCOMPARE(map->ownerOf(101)->id, QByteArray("b"));
        QVERIFY(!map->ownerOf(201) && !map->ownerOf(16000));
    }

    void shards_tellHealthAndNodesWithoutSlots()
    {
        const Reply reply =
            Reply::array({ shard({ Reply::integer(0), Reply::integer(16383) },
                                 { shardNode("old", "master", "fail", 1, 11),
                                   shardNode("new", "master", "online", 2, 12),
                                   shardNode("third", "replica", "loading", 3, 13) }),
                           shard({}, { shardNode("empty", "master", "online", 4, 14) }) });
        const auto map = Topology::fromShards(reply, asked, false);
        QVERIFY(map);
        QCOMPARE(map->ownerOf(7)->id, QByteArray("new"));
        QCOMPARE(map->find("old")->primaryId, QByteArray("new"));
        QCOMPARE(map->find("old")->health, ClusterNode::Health::Failed);
        QCOMPARE(map->find("third")->health, ClusterNode::Health::Loading);
        QVERIFY(map->find("empty")->isPrimary());
        QCOMPARE(int(Topology::fromShards(reply, asked, true)->find("new")->endpoint.port), 12);

        const auto other = Topology::fromSlots(
            Reply::array({ slots(0, 16383, { node(text("10.0.0.9"), 3, "third") }) }), asked);
        const Topology both = Topology::merged(*other, *map);
        QCOMPARE(both.nodes.size(), 4);
        QCOMPARE(both.ownerOf(7)->id, QByteArray("third"));
        QVERIFY(both.find("empty")->ranges.isEmpty());
    }

    void movedSlot_changesOneSlotOnly()
    {
        auto map = Topology::fromSlots(
            Reply::array({ slots(0, 100, { node(text("h"), 1, "a"), node(text("h"), 3, "c") }),
                           slots(101, 200, { node(text("h"), 2, "b") }) }),
            asked);
        QVERIFY(map);
        map->moveSlot(50, "b");
        QCOMPARE(map->ownerOf(49)->id, QByteArray("a"));
        QCOMPARE(map->ownerOf(50)->id, QByteArray("b"));
        QCOMPARE(map->ownerOf(51)->id, QByteArray("a"));
        map->moveSlot(50, "a");
        QCOMPARE(map->find("a")->ranges.size(), 1);
        map->moveSlot(7, "c");
        QVERIFY(map->find("c")->isPrimary());
        const Topology before = *map;
        map->moveSlot(7, "nobody");
        map->moveSlot(-1, "a");
        QCOMPARE(*map, before);
    }

    void movingSlots_areSeen()
    {
        QVERIFY(
            session::showsMovingSlots("id 127.0.0.1:1@2 myself,master - 0 0 1 connected "
                                      "0-5460 [93->-292f8b365bb7edb5e285caf0b7e6ddc7265d2f4f]"));
        QVERIFY(session::showsMovingSlots("a b myself - 0 0 1 connected [77-<-e7d1]\n"));
        QVERIFY(!session::showsMovingSlots("a b myself,master - 0 0 1 connected 0-5460\n"));
    }
};

QTEST_GUILESS_MAIN(TopologyTest)
#include "tst_topology.moc"

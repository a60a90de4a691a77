#pragma once
#include "link/endpoint.h"
#include "resp/nodemap.h"
#include "resp/reply.h"
#include <QList>
#include <optional>

namespace session {

/// What a cluster says about one of its nodes.
struct ClusterNode {
    enum class Health : quint8 { Online, Failed, Loading };

    QByteArray id;
    links::Endpoint endpoint; ///< as announced; an empty host = it announces none that helps
    QByteArray primaryId; ///< of a replica; empty = a primary
    QList<resp::NodeMap::SlotRange> ranges; ///< of a primary, ascending, without overlap
    Health health = Health::Online;

    [[nodiscard]] bool isPrimary() const { return primaryId.isEmpty(); }
    friend bool operator==(const ClusterNode &, const ClusterNode &) = default;
};

/// A cluster as one of its nodes sees it. A value; primaries first, by their lowest slot, so that
/// equal clusters are equal values whatever the order in which they were told.
struct Topology {
    QList<ClusterNode> nodes;

    /// Of a reply to CLUSTER SLOTS, as `asked` has given it: a node that announces no host of its
    /// own ("" or nil) is reached where the question was answered. Source: Redis' documentation of
    /// CLUSTER SLOTS. nullopt = this is no such reply, or names nobody. Slots out of range, ranges
    /// that end before they begin and slots named twice are dropped (the first word counts).
    [[nodiscard]] static std::optional<Topology> fromSlots(const resp::Reply &reply,
                                                           const links::Endpoint &asked);
    /// The same of CLUSTER SHARDS (Redis 7), which also names nodes that have failed and primaries
    /// without slots. `tls` = the port for TLS is meant.
    [[nodiscard]] static std::optional<Topology> fromShards(const resp::Reply &reply,
                                                            const links::Endpoint &asked, bool tls);
    /// The owners as `slots` has them; nodes and health that only `shards` knows are added.
    /// (CLUSTER SHARDS of Redis 7.0 loses the slots of a shard whose primary has just failed.)
    [[nodiscard]] static Topology merged(Topology slots, const Topology &shards);

    [[nodiscard]] const ClusterNode *find(QByteArrayView id) const;
    /// The node that announces this host and port.
    [[nodiscard]] const ClusterNode *at(const links::Endpoint &endpoint) const;
    /// The primary that owns the slot; null when nobody does.
    [[nodiscard]] const ClusterNode *ownerOf(int slot) const;
    /// Gives the slot to another node, as a MOVED says; a replica of that id becomes a primary.
    void moveSlot(int slot, const QByteArray &id);
    [[nodiscard]] bool sharesNodeWith(const QList<QByteArray> &ids) const;
    [[nodiscard]] QList<QByteArray> ids() const;

    friend bool operator==(const Topology &, const Topology &) = default;

private:
    ClusterNode &node(const QByteArray &id);
    void settle();
};

/// True when a line of CLUSTER NODES says that a slot of its node is on its way: "[12-<-id]".
[[nodiscard]] bool showsMovingSlots(QByteArrayView clusterNodes);

} // namespace session

#pragma once
#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QMetaType>
#include <QString>

namespace resp {

/// Hash slots of a cluster: 0 to 16383.
inline constexpr int slotCount = 16384;

/// The slot of a key: CRC16 (XMODEM) of the key, or of its hash tag where it has one that is not
/// empty, modulo 16384. Source: Redis Cluster specification, "Keys distribution model".
[[nodiscard]] int slotOf(QByteArrayView key);

/// Which nodes stand behind a Send, for whoever works node by node (scanning, sampling, bulk
/// deletes). A value; features compare `version` to see that it has changed.
struct NodeMap {
    struct SlotRange {
        quint16 first = 0;
        quint16 last = 0;
        friend bool operator==(const SlotRange &, const SlotRange &) = default;
    };
    struct Node {
        QByteArray id; ///< as the cluster names it (CLUSTER MYID); empty = the only node there is
        QString address; ///< as announced: "10.0.2.41:6379", or a host name where one is announced
        QByteArray primaryId; ///< of a replica; empty = a primary
        QList<SlotRange> ranges; ///< of a primary
        bool reachable = true; ///< false after a connection to it could not be made, or was lost
        [[nodiscard]] bool isPrimary() const { return primaryId.isEmpty(); }
        friend bool operator==(const Node &, const Node &) = default;
    };

    bool cluster = false;
    quint64 version = 0; ///< grows with every change of owners, roles or nodes
    /// A slot is on its way from one node to another: a scan that ends meanwhile may have missed
    /// it.
    bool moving = false;
    QList<Node> nodes; ///< primaries first, by their lowest slot; one node outside a cluster

    [[nodiscard]] QList<Node> primaries() const;
    /// The id of the primary that owns the slot; a null array when nobody does.
    [[nodiscard]] QByteArray ownerOf(int slot) const;
    [[nodiscard]] const Node *find(QByteArrayView id) const;
    /// One node without an id.
    [[nodiscard]] static NodeMap standalone(const QString &address = {});

    friend bool operator==(const NodeMap &, const NodeMap &) = default;
};

} // namespace resp

Q_DECLARE_METATYPE(resp::NodeMap)

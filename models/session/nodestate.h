#pragma once
#include "resp/nodemap.h"
#include <QMetaType>
#include <memory>

namespace session {

/// One node as a person wants to see it; the value that lies behind a NodeMap::Node.
struct NodeState {
    enum class Health : quint8 {
        Untried, ///< nothing needed it yet
        Connected,
        Unreachable, ///< from here; `trouble` says why
        Failed, ///< the other nodes say so
        Loading, ///< the other nodes say so
    };

    QByteArray id; ///< empty outside a cluster
    QString announced; ///< "10.0.2.41:6379"
    /// Where the bytes go: the same, or as the profile's address map has it; through a tunnel
    /// "SSH me@bastion → 10.0.1.5:6379".
    QString reached;
    QByteArray primaryId; ///< of a replica; empty = a primary
    QList<resp::NodeMap::SlotRange> ranges; ///< of a primary
    Health health = Health::Untried;
    QString trouble; ///< why it is unreachable, in a sentence

    [[nodiscard]] bool isPrimary() const { return primaryId.isEmpty(); }
};

/// What the network thread knows of the nodes, for the GUI thread.
struct NodesSeen {
    std::shared_ptr<const resp::NodeMap> map;
    QList<NodeState> states; ///< one for each node of `map`, in its order
};

} // namespace session

Q_DECLARE_METATYPE(session::NodesSeen)

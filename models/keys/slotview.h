#pragma once
#include "resp/nodemap.h"
#include <bitset>
#include <optional>

namespace keys {

/// Which slots a node of a cluster serves, in its own words or as the map has it.
struct SlotView {
    std::bitset<resp::slotCount> owned;
    /// Keys of a slot that is not its own yet are arriving.
    bool importing = false;

    /// The line "myself" of a reply to CLUSTER NODES; nullopt = there is none. Any bytes; what
    /// cannot be read in it is left out. Source: Redis' documentation of CLUSTER NODES.
    [[nodiscard]] static std::optional<SlotView> parse(QByteArrayView clusterNodes);
    /// As the map has it: `moving` counts as importing, since the map does not say where.
    [[nodiscard]] static SlotView of(const resp::NodeMap &map, QByteArrayView id);
};

} // namespace keys

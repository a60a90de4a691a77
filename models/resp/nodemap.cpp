#include "resp/nodemap.h"
#include <algorithm>

namespace resp {

int slotOf(QByteArrayView key)
{
    if (const qsizetype open = key.indexOf('{'); open >= 0) {
        const qsizetype close = key.indexOf('}', open + 1);
        if (close > open + 1)
            key = key.sliced(open + 1, close - open - 1);
    }
    quint16 crc = 0;
    for (const char byte : key) {
        crc = quint16(crc ^ (quint16(uchar(byte)) << 8U));
        for (int bit = 0; bit < 8; ++bit)
            crc = quint16((crc & 0x8000U) ? (crc << 1U) ^ 0x1021U : crc << 1U);
    }
    return crc % slotCount;
}

QList<NodeMap::Node> NodeMap::primaries() const
{
    QList<Node> result;
    std::copy_if(nodes.cbegin(), nodes.cend(), std::back_inserter(result),
                 [](const Node &node) { return node.isPrimary(); });
    return result;
}

QByteArray NodeMap::ownerOf(int slot) const
{
    for (const Node &node : nodes) {
        for (const SlotRange &range : node.ranges) {
            if (slot >= range.first && slot <= range.last)
                return node.id;
        }
    }
    return {};
}

const NodeMap::Node *NodeMap::find(QByteArrayView id) const
{
    const auto found = std::find_if(nodes.cbegin(), nodes.cend(),
                                    [id](const Node &node) { return node.id == id; });
    return found == nodes.cend() ? nullptr : &*found;
}

NodeMap NodeMap::standalone(const QString &address)
{
    NodeMap map;
    map.nodes += Node{ {}, address, {}, { { 0, slotCount - 1 } }, true };
    return map;
}

} // namespace resp

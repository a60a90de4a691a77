#include "resp/decoder.h"
#include "session/redirect.h"
#include "session/splitcommand.h"
#include "session/topology.h"
#include <QSet>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using session::Topology;

/// What everything else relies on: known ids once each, every slot in at most one place.
void inspect(const Topology &map)
{
    QSet<QByteArray> ids;
    std::vector<bool> taken(resp::slotCount, false);
    for (const auto &node : map.nodes) {
        if (node.id.isEmpty() || ids.contains(node.id))
            std::abort();
        ids.insert(node.id);
        if (!node.isPrimary() && !node.ranges.isEmpty())
            std::abort();
        for (const auto &range : node.ranges) {
            if (range.first > range.last || range.last >= resp::slotCount)
                std::abort();
            for (size_t slot = range.first; slot <= range.last; ++slot) {
                if (taken[slot])
                    std::abort();
                taken[slot] = true;
            }
        }
    }
}

void inspectMaps(const resp::Reply &reply)
{
    const links::Endpoint asked{ QStringLiteral("seed"), 6379, {} };
    const auto slots = Topology::fromSlots(reply, asked);
    const auto shards = Topology::fromShards(reply, asked, true);
    for (const auto &map : { slots, shards }) {
        if (!map)
            continue;
        inspect(*map);
        Topology moved = *map;
        moved.moveSlot(77, map->nodes.constLast().id);
        inspect(moved);
        if (moved.ownerOf(77)->id != map->nodes.constLast().id)
            std::abort();
    }
    if (slots && shards)
        inspect(Topology::merged(*slots, *shards));
}

} // namespace

/// Any bytes as a server's answer to CLUSTER SLOTS and SHARDS, as a redirect, and as a command line
/// whose keys are looked for.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    resp::Decoder::Limits limits;
    limits.elements = 10000;
    limits.reply = 1024 * 1024;
    resp::Decoder decoder(limits);
    decoder.feed(bytes);
    for (auto next = decoder.next(); next && *next; next = decoder.next())
        inspectMaps(**next);

    if (const auto redirect = session::Redirect::fromWords(bytes)) {
        const bool placed = redirect->kind == session::Redirect::Kind::Moved
            || redirect->kind == session::Redirect::Kind::Ask;
        if (placed && (redirect->slot < 0 || redirect->slot >= resp::slotCount))
            std::abort();
    }
    (void)session::showsMovingSlots(bytes);

    const resp::Command command = bytes.split(' ');
    const auto keys = session::keysOf(command);
    for (const qsizetype position : keys.positions) {
        if (position < 1 || position >= command.size())
            std::abort();
    }
    const session::SplitCommand split(command);
    resp::Replies replies;
    for (const resp::Command &part : split.parts()) {
        if (split.parts().size() > 1 && session::slotsOf(part, session::keysOf(part)).size() > 1)
            std::abort();
        replies += resp::Reply::integer(1);
    }
    (void)split.merged(replies);
    return 0;
}

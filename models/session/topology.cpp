#include "session/topology.h"
#include <QSet>
#include <algorithm>
#include <vector>

namespace session {

using SlotRange = resp::NodeMap::SlotRange;

namespace {

/// More nodes than any cluster has (its specification says 1000); a reply beyond it is no map.
constexpr qsizetype mostNodes = 4096;

/// Where each slot was first said to be.
class SlotOwners {
public:
    void claim(qint64 first, qint64 last, int owner)
    {
        if (first < 0 || last >= resp::slotCount || first > last)
            return;
        for (auto slot = size_t(first); slot <= size_t(last); ++slot) {
            if (m_owners[slot] < 0)
                m_owners[slot] = owner;
        }
    }
    [[nodiscard]] QList<SlotRange> rangesOf(int owner) const
    {
        QList<SlotRange> ranges;
        for (int slot = 0; slot < resp::slotCount; ++slot) {
            if (m_owners[size_t(slot)] != owner)
                continue;
            if (!ranges.isEmpty() && ranges.constLast().last + 1 == slot)
                ranges.last().last = quint16(slot);
            else
                ranges.append({ quint16(slot), quint16(slot) });
        }
        return ranges;
    }

private:
    std::vector<int> m_owners = std::vector<int>(resp::slotCount, -1);
};

quint16 portOf(const resp::Reply &reply)
{
    const qint64 port = reply.toInteger();
    return port > 0 && port <= 65535 ? quint16(port) : 0;
}

/// A value of the pairs that a map is made of, in RESP2 and RESP3 alike.
resp::Reply valueOf(const resp::Reply &pairs, QByteArrayView name)
{
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        if (pairs.bytesAt(i) == name)
            return pairs.at(i + 1);
    }
    return {};
}

/// A host name made of what no host name has is worth nothing, and may be an attack on a sentence.
QString hostOf(QByteArrayView bytes)
{
    if (bytes.size() > 255 || bytes == "?")
        return {};
    const bool fit = std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '.' || c == ':' || c == '-' || c == '_' || c == '%';
    });
    return fit ? QString::fromLatin1(bytes) : QString();
}

/// `host`, else what the metadata has, else where the question was answered, if `host` says so.
QString preferredHost(const resp::Reply &host, const resp::Reply &metadata,
                      const links::Endpoint &asked)
{
    const bool unsaid = host.isNil() || host.bytes().isEmpty();
    if (!unsaid) {
        if (const QString named = hostOf(host.bytes()); !named.isEmpty())
            return named;
    }
    if (unsaid)
        return asked.host;
    for (const char *name : { "hostname", "ip" }) {
        if (const QString other = hostOf(valueOf(metadata, name).bytes()); !other.isEmpty())
            return other;
    }
    return {};
}

} // namespace

ClusterNode &Topology::node(const QByteArray &id)
{
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [&](const ClusterNode &each) { return each.id == id; });
    if (found != nodes.end())
        return *found;
    nodes.append(ClusterNode{ id, {}, {}, {}, ClusterNode::Health::Online });
    return nodes.last();
}

/// The order that the header promises.
void Topology::settle()
{
    const auto key = [](const ClusterNode &each) {
        const int slot = each.ranges.isEmpty() ? resp::slotCount : int(each.ranges[0].first);
        return std::make_tuple(!each.isPrimary(), slot, each.primaryId, each.id);
    };
    std::sort(nodes.begin(), nodes.end(),
              [&](const ClusterNode &a, const ClusterNode &b) { return key(a) < key(b); });
}

std::optional<Topology> Topology::fromSlots(const resp::Reply &reply, const links::Endpoint &asked)
{
    if (reply.kind() != resp::Reply::Kind::Array)
        return std::nullopt;
    Topology result;
    SlotOwners owners;
    QSet<QByteArray> primaries;
    QHash<QByteArray, int> numbers;
    for (qsizetype i = 0; i < reply.size(); ++i) {
        const resp::Reply entry = reply.at(i);
        const QByteArray owner = entry.at(2).at(2).toByteArray();
        if (owner.isEmpty())
            continue;
        if (!numbers.contains(owner))
            numbers.insert(owner, int(numbers.size()));
        owners.claim(entry.at(0).toInteger(-1), entry.at(1).toInteger(-1), numbers.value(owner));
        primaries.insert(owner);
        for (qsizetype n = 2; n < entry.size(); ++n) {
            const resp::Reply told = entry.at(n);
            const QByteArray id = told.at(2).toByteArray();
            if (id.isEmpty() || (n > 2 && result.find(id)))
                continue;
            ClusterNode &each = result.node(id);
            each.endpoint = { preferredHost(told.at(0), told.at(3), asked),
                              portOf(told.at(1)),
                              {} };
            if (n > 2)
                each.primaryId = owner;
            if (result.nodes.size() > mostNodes)
                return std::nullopt;
        }
    }
    for (ClusterNode &each : result.nodes) {
        if (!primaries.contains(each.id))
            continue;
        each.primaryId.clear();
        each.ranges = owners.rangesOf(numbers.value(each.id));
    }
    if (result.nodes.isEmpty())
        return std::nullopt;
    result.settle();
    return result;
}

std::optional<Topology> Topology::fromShards(const resp::Reply &reply, const links::Endpoint &asked,
                                             bool tls)
{
    if (reply.kind() != resp::Reply::Kind::Array)
        return std::nullopt;
    Topology result;
    SlotOwners owners;
    QHash<QByteArray, int> numbers;
    for (qsizetype i = 0; i < reply.size(); ++i) {
        const resp::Reply told = valueOf(reply.at(i), "nodes");
        QByteArray primary;
        QList<ClusterNode> shard;
        for (qsizetype n = 0; n < told.size(); ++n) {
            const resp::Reply one = told.at(n);
            ClusterNode each;
            each.id = valueOf(one, "id").toByteArray();
            if (each.id.isEmpty() || result.find(each.id))
                continue;
            const quint16 port = portOf(valueOf(one, tls ? "tls-port" : "port"));
            each.endpoint = { preferredHost(valueOf(one, "endpoint"), one, asked), port, {} };
            const QByteArray health = valueOf(one, "health").toByteArray();
            if (health == "fail" || health == "failed")
                each.health = ClusterNode::Health::Failed;
            else if (health == "loading")
                each.health = ClusterNode::Health::Loading;
            // A failed primary is still called master beside the one that took its place.
            const QByteArray role = valueOf(one, "role").toByteArray();
            const bool better = each.health != ClusterNode::Health::Failed || primary.isEmpty();
            if ((role == "master" || role == "primary") && better)
                primary = each.id;
            shard += each;
        }
        if (shard.isEmpty() || result.nodes.size() + shard.size() > mostNodes)
            continue;
        if (primary.isEmpty())
            primary = shard[0].id;
        numbers.insert(primary, int(numbers.size()));
        const resp::Reply ranges = valueOf(reply.at(i), "slots");
        for (qsizetype n = 0; n + 1 < ranges.size(); n += 2)
            owners.claim(ranges.at(n).toInteger(-1), ranges.at(n + 1).toInteger(-1),
                         numbers.value(primary));
        for (ClusterNode &each : shard) {
            if (each.id != primary)
                each.primaryId = primary;
            result.nodes += each;
        }
    }
    for (ClusterNode &each : result.nodes) {
        if (each.isPrimary())
            each.ranges = owners.rangesOf(numbers.value(each.id));
    }
    if (result.nodes.isEmpty())
        return std::nullopt;
    result.settle();
    return result;
}

Topology Topology::merged(Topology slots, const Topology &shards)
{
    for (const ClusterNode &other : shards.nodes) {
        if (slots.find(other.id)) {
            slots.node(other.id).health = other.health;
            continue;
        }
        ClusterNode added = other;
        added.ranges.clear();
        if (!added.primaryId.isEmpty()) {
            // Its primary may have become a replica meanwhile.
            const ClusterNode *primary = slots.find(added.primaryId);
            if (primary && !primary->isPrimary())
                added.primaryId = primary->primaryId;
        }
        slots.nodes += added;
    }
    slots.settle();
    return slots;
}

const ClusterNode *Topology::find(QByteArrayView id) const
{
    const auto found = std::find_if(nodes.cbegin(), nodes.cend(),
                                    [id](const ClusterNode &each) { return each.id == id; });
    return found == nodes.cend() ? nullptr : &*found;
}

const ClusterNode *Topology::at(const links::Endpoint &endpoint) const
{
    const auto found = std::find_if(nodes.cbegin(), nodes.cend(), [&](const ClusterNode &each) {
        return each.endpoint.port == endpoint.port
            && each.endpoint.host.compare(endpoint.host, Qt::CaseInsensitive) == 0;
    });
    return found == nodes.cend() ? nullptr : &*found;
}

const ClusterNode *Topology::ownerOf(int slot) const
{
    for (const ClusterNode &each : nodes) {
        for (const SlotRange &range : each.ranges) {
            if (slot >= range.first && slot <= range.last)
                return &each;
        }
    }
    return nullptr;
}

void Topology::moveSlot(int slot, const QByteArray &id)
{
    if (slot < 0 || slot >= resp::slotCount || !find(id))
        return;
    for (ClusterNode &each : nodes) {
        QList<SlotRange> left;
        for (const SlotRange &range : std::as_const(each.ranges)) {
            if (slot < range.first || slot > range.last) {
                left += range;
                continue;
            }
            if (slot > range.first)
                left.append({ range.first, quint16(slot - 1) });
            if (slot < range.last)
                left.append({ quint16(slot + 1), range.last });
        }
        each.ranges = left;
    }
    ClusterNode &owner = node(id);
    owner.primaryId.clear();
    owner.ranges.append({ quint16(slot), quint16(slot) });
    std::sort(owner.ranges.begin(), owner.ranges.end(),
              [](const SlotRange &a, const SlotRange &b) { return a.first < b.first; });
    QList<SlotRange> joined;
    for (const SlotRange &range : std::as_const(owner.ranges)) {
        if (!joined.isEmpty() && joined.constLast().last + 1 == range.first)
            joined.last().last = range.last;
        else
            joined += range;
    }
    owner.ranges = joined;
    settle();
}

bool Topology::sharesNodeWith(const QList<QByteArray> &ids) const
{
    return std::any_of(ids.cbegin(), ids.cend(),
                       [this](const QByteArray &id) { return find(id) != nullptr; });
}

QList<QByteArray> Topology::ids() const
{
    QList<QByteArray> result;
    for (const ClusterNode &each : nodes)
        result += each.id;
    return result;
}

bool showsMovingSlots(QByteArrayView clusterNodes)
{
    return clusterNodes.indexOf("->-") >= 0 || clusterNodes.indexOf("-<-") >= 0;
}

} // namespace session

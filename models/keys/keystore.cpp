#include "keys/keystore.h"
#include <QHashFunctions>
#include <algorithm>
#include <cstring>

namespace keys {

namespace {

constexpr size_t chunkSize = size_t(1) << 20;
constexpr quint64 maxChunks = quint64(1) << 20;
constexpr int offsetShift = 20;
constexpr int typeShift = 40;
constexpr quint64 lowBits = (quint64(1) << 20) - 1;
constexpr quint64 typeMask = quint64(15) << typeShift;
constexpr quint64 listedBit = quint64(1) << 44;
constexpr quint64 refusedBit = quint64(1) << 45;
constexpr size_t batch = 32; // names whose slots are on their way from memory at a time

/// What a slot keeps of a hash; the shard took the lowest 8 bits.
quint32 slotHash(size_t hash)
{
    return quint32(hash >> 8);
}

/// Where a slot's hash lands among `slots`.
size_t home(quint32 hash, size_t slots)
{
    return size_t((quint64(hash) * slots) >> 32);
}

void prefetch(const void *place)
{
#if defined(__GNUC__)
    __builtin_prefetch(place, 1);
#else
    Q_UNUSED(place)
#endif
}

// A name is stored behind its length in 7-bit groups, low first.
size_t lengthBytes(size_t length)
{
    size_t bytes = 1;
    while (length >>= 7)
        ++bytes;
    return bytes;
}

} // namespace

KeyStore::KeyStore()
    : m_seed(QHashSeed::globalSeed())
{
}

KeyStore::~KeyStore() = default;

size_t KeyStore::hash(QByteArrayView name) const
{
    return qHashBits(name.data(), size_t(name.size()), m_seed);
}

bool KeyStore::store(QByteArrayView name, quint64 &chunk, quint64 &offset)
{
    const size_t length = size_t(name.size());
    const size_t need = length + lengthBytes(length);
    if (m_chunks.size() + 1 >= maxChunks)
        return false;
    if (need > chunkSize / 4) { // would waste too much of a shared chunk
        chunk = m_chunks.size();
        offset = 0;
        m_chunks.push_back({ std::make_unique<char[]>(need), need });
    } else {
        if (m_chunks.empty() || m_fill + need > chunkSize) {
            m_fillChunk = m_chunks.size();
            m_fill = 0;
            m_chunks.push_back({ std::unique_ptr<char[]>(new char[chunkSize]), chunkSize });
        }
        chunk = m_fillChunk;
        offset = m_fill;
        m_fill += need;
    }
    char *to = m_chunks[chunk].bytes.get() + offset;
    size_t rest = length;
    for (; rest >= 0x80; rest >>= 7)
        *to++ = char(rest | 0x80);
    *to++ = char(rest);
    if (length)
        std::memcpy(to, name.data(), length);
    return true;
}

QByteArrayView KeyStore::name(KeyId id) const
{
    const Record record = m_records[id];
    const char *from = m_chunks[record & lowBits].bytes.get() + ((record >> offsetShift) & lowBits);
    size_t length = 0;
    int shift = 0;
    while (uchar(*from) & 0x80) {
        length |= size_t(uchar(*from++) & 0x7F) << shift;
        shift += 7;
    }
    length |= size_t(uchar(*from++)) << shift;
    return { from, qsizetype(length) };
}

KeyStore::Added KeyStore::add(QByteArrayView name, base::KeyType type)
{
    return add(name, hash(name), type);
}

qsizetype KeyStore::addAll(std::span<const QByteArrayView> names, base::KeyType type)
{
    const qsizetype before = m_size;
    std::array<size_t, batch> hashes;
    while (!names.empty()) {
        const size_t count = std::min(batch, names.size());
        for (size_t i = 0; i < count; ++i) {
            hashes[i] = hash(names[i]);
            const Shard &shard = m_shards[hashes[i] & 0xFF];
            if (!shard.slots.empty())
                prefetch(&shard.slots[home(slotHash(hashes[i]), shard.slots.size())]);
        }
        for (size_t i = 0; i < count; ++i)
            add(names[i], hashes[i], type);
        names = names.subspan(count);
    }
    return m_size - before;
}

KeyStore::Added KeyStore::add(QByteArrayView name, size_t hash, base::KeyType type)
{
    Shard &shard = m_shards[hash & 0xFF];
    if ((shard.used + 1) * 5 > shard.slots.size() * 4)
        grow(shard);
    const quint32 wanted = slotHash(hash);
    const size_t slots = shard.slots.size();
    size_t slot = home(wanted, slots);
    for (; shard.slots[slot].id != noKey; slot = slot + 1 == slots ? 0 : slot + 1) {
        const KeyId id = shard.slots[slot].id;
        if (shard.slots[slot].hash == wanted && isListed(id) && this->name(id) == name) {
            if (type != base::KeyType::Unknown)
                setType(id, type);
            return { id, false };
        }
    }
    quint64 chunk = 0;
    quint64 offset = 0;
    if (m_records.size() >= noKey || !store(name, chunk, offset))
        return {};
    const auto id = KeyId(m_records.size());
    m_records.append(chunk | offset << offsetShift | quint64(type) << typeShift | listedBit);
    shard.slots[slot] = { id, wanted };
    ++shard.used;
    ++m_size;
    ++m_byType[size_t(type)];
    return { id, true };
}

void KeyStore::grow(Shard &shard)
{
    // Removed keys lose their slot here, so a long session does not fill up with them.
    const bool someGone = size_t(m_size) < m_records.size();
    std::vector<Slot> old(shard.slots.size() + shard.slots.size() / 2 + 16);
    old.swap(shard.slots);
    shard.used = 0;
    for (const Slot &taken : old) {
        if (taken.id == noKey || (someGone && !isListed(taken.id)))
            continue;
        size_t slot = home(taken.hash, shard.slots.size());
        while (shard.slots[slot].id != noKey)
            slot = slot + 1 == shard.slots.size() ? 0 : slot + 1;
        shard.slots[slot] = taken;
        ++shard.used;
    }
}

KeyId KeyStore::find(QByteArrayView name) const
{
    const size_t h = hash(name);
    const Shard &shard = m_shards[h & 0xFF];
    if (shard.slots.empty())
        return noKey;
    const quint32 wanted = slotHash(h);
    const size_t slots = shard.slots.size();
    size_t slot = home(wanted, slots);
    for (; shard.slots[slot].id != noKey; slot = slot + 1 == slots ? 0 : slot + 1) {
        const KeyId id = shard.slots[slot].id;
        if (shard.slots[slot].hash == wanted && isListed(id) && this->name(id) == name)
            return id;
    }
    return noKey;
}

bool KeyStore::isListed(KeyId id) const
{
    return id < m_records.size() && (m_records[id] & listedBit);
}

void KeyStore::remove(KeyId id)
{
    if (!isListed(id))
        return;
    m_records[id] &= ~listedBit;
    --m_size;
    --m_byType[size_t(type(id))];
}

void KeyStore::clear()
{
    m_chunks.clear();
    m_fillChunk = m_fill = 0;
    m_records.clear();
    m_details.clear();
    for (Shard &shard : m_shards)
        shard = {};
    m_byType.fill(0);
    m_size = 0;
    m_soonest = noDeadline;
}

base::KeyType KeyStore::type(KeyId id) const
{
    return base::KeyType((m_records[id] & typeMask) >> typeShift);
}

void KeyStore::setType(KeyId id, base::KeyType type)
{
    Record &record = m_records[id];
    if (record & listedBit) {
        --m_byType[size_t(this->type(id))];
        ++m_byType[size_t(type)];
    }
    record = (record & ~typeMask) | quint64(type) << typeShift;
}

bool KeyStore::isRefused(KeyId id) const
{
    return m_records[id] & refusedBit;
}

void KeyStore::setRefused(KeyId id, bool refused)
{
    m_records[id] = refused ? m_records[id] | refusedBit : m_records[id] & ~refusedBit;
}

const KeyStore::Details *KeyStore::details(KeyId id) const
{
    const size_t block = id >> detailBits;
    if (block >= m_details.size() || !m_details[block])
        return nullptr;
    return &(*m_details[block])[id & ((KeyId(1) << detailBits) - 1)];
}

KeyStore::Details &KeyStore::makeDetails(KeyId id)
{
    const size_t block = id >> detailBits;
    if (block >= m_details.size())
        m_details.resize(block + 1);
    if (!m_details[block])
        m_details[block] = std::make_unique<DetailBlock>();
    return (*m_details[block])[id & ((KeyId(1) << detailBits) - 1)];
}

qint64 KeyStore::deadline(KeyId id) const
{
    const Details *known = details(id);
    return known ? known->deadline : unknownDeadline;
}

qint64 KeyStore::valueSize(KeyId id) const
{
    const Details *known = details(id);
    return known ? known->size : unknownSize;
}

void KeyStore::setDeadline(KeyId id, qint64 deadline)
{
    makeDetails(id).deadline = deadline;
    if (deadline >= 0 && (m_soonest == noDeadline || deadline < m_soonest))
        m_soonest = deadline;
}

void KeyStore::setValueSize(KeyId id, qint64 size)
{
    makeDetails(id).size = size;
}

std::vector<KeyId> KeyStore::expired(qint64 now)
{
    std::vector<KeyId> found;
    if (m_soonest == noDeadline || m_soonest > now)
        return found;
    m_soonest = noDeadline;
    for (size_t block = 0; block < m_details.size(); ++block) {
        if (!m_details[block])
            continue;
        for (size_t i = 0; i < m_details[block]->size(); ++i) {
            const qint64 deadline = (*m_details[block])[i].deadline;
            const auto id = KeyId(block << detailBits | i);
            if (deadline < 0 || !isListed(id))
                continue;
            if (deadline <= now)
                found.push_back(id);
            if (m_soonest == noDeadline || deadline < m_soonest)
                m_soonest = deadline;
        }
    }
    return found;
}

size_t KeyStore::memory() const
{
    size_t bytes = m_chunks.capacity() * sizeof(Chunk) + m_records.memory()
        + m_details.capacity() * sizeof(void *) + sizeof(*this);
    for (const Chunk &chunk : m_chunks)
        bytes += chunk.size;
    for (const auto &block : m_details)
        bytes += block ? sizeof(DetailBlock) : 0;
    for (const Shard &shard : m_shards)
        bytes += shard.slots.capacity() * sizeof(Slot);
    return bytes;
}

} // namespace keys

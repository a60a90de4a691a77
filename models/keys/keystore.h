#pragma once
#include "base/keytype.h"
#include "keys/chunked.h"
#include <QByteArrayView>
#include <array>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace keys {

/// A key's number in its KeyStore, in order of arrival. Stays the key's own until clear().
using KeyId = quint32;
inline constexpr KeyId noKey = std::numeric_limits<KeyId>::max();

/// Every listed key of one database in about 45 bytes a key, a 24-byte name included: names lie in
/// 1 MB chunks, a key is one 64-bit record and a hash slot, no object of its own. Times and sizes
/// take room only where they were asked for. Adding the same name again changes nothing, which is
/// how SCAN's duplicates are counted once.
class KeyStore {
public:
    static constexpr qint64 unknownDeadline = -2;
    static constexpr qint64 noDeadline = -1;
    static constexpr qint64 unknownSize = -1;

    KeyStore();
    ~KeyStore();
    Q_DISABLE_COPY_MOVE(KeyStore)

    struct Added {
        KeyId id = noKey; ///< noKey: the store is full (2^20 chunks)
        bool isNew = false;
    };
    Added add(QByteArrayView name, base::KeyType type = base::KeyType::Unknown);
    /// A page of names at once, which takes a third of the time; returns how many were new.
    qsizetype addAll(std::span<const QByteArrayView> names,
                     base::KeyType type = base::KeyType::Unknown);
    /// noKey when the name is not listed.
    [[nodiscard]] KeyId find(QByteArrayView name) const;
    /// Unlists the key. Its name stays readable until clear().
    void remove(KeyId id);
    void clear();

    /// Listed keys.
    [[nodiscard]] qsizetype size() const { return m_size; }
    /// One past the highest id, removed keys included.
    [[nodiscard]] KeyId end() const { return KeyId(m_records.size()); }
    [[nodiscard]] bool isListed(KeyId id) const;

    [[nodiscard]] QByteArrayView name(KeyId id) const;
    [[nodiscard]] base::KeyType type(KeyId id) const;
    /// Absolute, ms since the epoch by the local clock; or noDeadline, unknownDeadline.
    [[nodiscard]] qint64 deadline(KeyId id) const;
    /// STRLEN, HLEN, LLEN …; unknownSize until asked.
    [[nodiscard]] qint64 valueSize(KeyId id) const;
    /// TYPE or PTTL was refused: asking again is useless.
    [[nodiscard]] bool isRefused(KeyId id) const;

    void setType(KeyId id, base::KeyType type);
    void setDeadline(KeyId id, qint64 deadline);
    void setValueSize(KeyId id, qint64 size);
    void setRefused(KeyId id, bool refused);

    /// Listed keys known to be of `type`.
    [[nodiscard]] qint64 count(base::KeyType type) const { return m_byType[size_t(type)]; }
    /// The earliest known deadline (also of keys removed since); noDeadline when there is none.
    [[nodiscard]] qint64 soonestDeadline() const { return m_soonest; }
    /// Listed keys whose known deadline is at or before `now`, or that no longer exist.
    [[nodiscard]] std::vector<KeyId> expired(qint64 now);
    /// Bytes held, allocator overhead not counted.
    [[nodiscard]] size_t memory() const;

private:
    // chunk 20 | offset 20 | type 4 | listed 1 | refused 1 | unused 18
    using Record = quint64;
    struct Details {
        qint64 deadline = unknownDeadline;
        qint64 size = unknownSize;
    };
    static constexpr unsigned detailBits = 8;
    using DetailBlock = std::array<Details, size_t(1) << detailBits>;
    /// With the hash beside it, neither a search nor a growing table has to look at other names,
    /// each of which would be a cache miss.
    struct Slot {
        KeyId id = noKey; // noKey = free
        quint32 hash = 0;
    };
    struct Shard {
        std::vector<Slot> slots;
        size_t used = 0; // taken slots, removed keys' included
    };

    [[nodiscard]] size_t hash(QByteArrayView name) const;
    Added add(QByteArrayView name, size_t hash, base::KeyType type);
    [[nodiscard]] const Details *details(KeyId id) const;
    Details &makeDetails(KeyId id);
    void grow(Shard &shard);
    bool store(QByteArrayView name, quint64 &chunk, quint64 &offset);

    struct Chunk {
        std::unique_ptr<char[]> bytes;
        size_t size = 0;
    };
    std::vector<Chunk> m_chunks;
    size_t m_fillChunk = 0; // the chunk being filled; longer names have one of their own
    size_t m_fill = 0;
    Chunked<Record> m_records;
    std::vector<std::unique_ptr<DetailBlock>> m_details;
    std::array<Shard, 256> m_shards;
    std::array<qint64, 16> m_byType{};
    qsizetype m_size = 0;
    qint64 m_soonest = noDeadline;
    size_t m_seed;
};

} // namespace keys

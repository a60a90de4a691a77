#pragma once
#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace base {

/// A key's type as TYPE names it. `Unknown` = not asked yet; `None` = no such key;
/// `Other` = a module type that the program has no editor for.
enum class KeyType : quint8 {
    Unknown,
    None,
    String,
    Hash,
    List,
    Set,
    SortedSet,
    Stream,
    Json,
    Other
};

/// From the words of TYPE ("string", "zset", "ReJSON-RL", ...).
[[nodiscard]] KeyType keyTypeFromName(QByteArrayView typeReply);
/// The word of TYPE and of SCAN's TYPE option; empty for Unknown, None and Other.
[[nodiscard]] QByteArray keyTypeName(KeyType type);
/// The badge's word: STR, HASH, LIST, SET, ZSET, STRM, JSON, MOD; "?" while unknown.
[[nodiscard]] QString keyTypeBadge(KeyType type);

} // namespace base

Q_DECLARE_METATYPE(base::KeyType)

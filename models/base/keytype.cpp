#include "base/keytype.h"
#include <array>

namespace base {

namespace {
struct Row {
    KeyType type;
    const char *name;
    QLatin1StringView badge;
};

constexpr std::array<Row, 7> rows{ {
    { KeyType::String, "string", QLatin1StringView("STR") },
    { KeyType::Hash, "hash", QLatin1StringView("HASH") },
    { KeyType::List, "list", QLatin1StringView("LIST") },
    { KeyType::Set, "set", QLatin1StringView("SET") },
    { KeyType::SortedSet, "zset", QLatin1StringView("ZSET") },
    { KeyType::Stream, "stream", QLatin1StringView("STRM") },
    { KeyType::Json, "ReJSON-RL", QLatin1StringView("JSON") },
} };
} // namespace

KeyType keyTypeFromName(QByteArrayView typeReply)
{
    if (typeReply.isEmpty())
        return KeyType::Unknown;
    if (typeReply == QByteArrayView("none"))
        return KeyType::None;
    for (const Row &row : rows) {
        if (typeReply == QByteArrayView(row.name))
            return row.type;
    }
    return KeyType::Other;
}

QByteArray keyTypeName(KeyType type)
{
    for (const Row &row : rows) {
        if (row.type == type)
            return row.name;
    }
    return {};
}

QString keyTypeBadge(KeyType type)
{
    for (const Row &row : rows) {
        if (row.type == type)
            return row.badge;
    }
    return type == KeyType::Other ? QStringLiteral("MOD") : QStringLiteral("?");
}

} // namespace base

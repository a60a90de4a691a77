#pragma once
#include "base/capabilities.h"
#include "values/savejob.h"

namespace values {

/// One staged change of a hash. `loaded` nullopt = the field is new; `mine` nullopt = delete it.
/// An empty value is a value.
struct HashChange {
    QByteArray field;
    std::optional<QByteArray> loaded;
    std::optional<QByteArray> mine;

    friend bool operator==(const HashChange &, const HashChange &) = default;
};

/// Writes the changed fields and nothing else, keeping the key's TTL (HSET does) and each field's:
/// HSETEX … KEEPTTL, or HSET and HPEXPIREAT in the same MULTI. Fields are set before any is
/// deleted, so a hash never becomes empty (and loses its TTL) half way.
struct HashWriter {
    QByteArray key;
    QList<HashChange> changes;
    base::Capabilities can;

    [[nodiscard]] SavePlan plan() const;
};

} // namespace values

#pragma once
#include <QByteArray>
#include <QHashFunctions>
#include <QMetaType>

namespace base {

/// Which key: the database it lives in and its exact bytes. Never a row number.
struct KeyRef {
    int db = 0;
    QByteArray name;

    friend bool operator==(const KeyRef &, const KeyRef &) = default;
    friend size_t qHash(const KeyRef &key, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, key.db, key.name);
    }
};

} // namespace base

Q_DECLARE_METATYPE(base::KeyRef)

#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QHash>

namespace profiles::vault {

/// How dear one guess of the master password is (argon2id).
struct Cost {
    quint32 passes = 3;
    quint64 memory = 256ULL * 1024 * 1024;
    static Cost moderate();
    static Cost least(); ///< for tests
};

/// The key that a master password and the salt give. Blocks for about half a second.
struct Key {
    Cost cost;
    QByteArray salt;
    base::Secret bytes;
};
using Entries = QHash<QByteArray, base::Secret>;

/// A new salt and its key. Storage when the memory for it cannot be had.
[[nodiscard]] base::Result<Key> newKey(const base::Secret &password, const Cost &cost);

/// The whole file: header, sealed entries, checksum. A fresh nonce with each call.
[[nodiscard]] QByteArray seal(const Key &key, const Entries &entries);

struct Opened {
    Key key;
    Entries entries;
};
/// Any bytes may come in. Invalid = the file is damaged; Auth = it is whole, but this password is
/// not the one that sealed it.
[[nodiscard]] base::Result<Opened> open(const QByteArray &file, const base::Secret &password);
/// The part of open() that needs no password: Invalid when the file is damaged.
[[nodiscard]] base::Result<> check(const QByteArray &file);

} // namespace profiles::vault

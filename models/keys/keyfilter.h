#pragma once
#include "base/keytype.h"
#include "keys/keystore.h"
#include <QByteArray>

namespace keys {

/// Which of the loaded keys are shown. Looks only at what is known locally.
class KeyFilter {
public:
    QByteArray text; ///< bytes that the name contains
    bool caseSensitive = true; ///< off: ASCII letters match in either case, Hangul is unaffected
    quint32 types = 0; ///< bits 1 << KeyType; 0 = all. A key of unknown type matches 0 only
    bool noTtl = false;
    qint64 ttlBelowMs = -1; ///< less than that is left; -1 = any

    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] bool accepts(const KeyStore &store, KeyId id, qint64 now) const;

    friend bool operator==(const KeyFilter &, const KeyFilter &) = default;
};

} // namespace keys

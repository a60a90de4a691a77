#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QList>

namespace profiles {

/// What one SSH hop needs and only a keychain may hold.
struct HopSecrets {
    base::Secret password;
    base::Secret keyPassphrase; ///< of the key file or of `privateKey`
    base::Secret privateKey; ///< the text of the key itself, of SshAuth::StoredKey

    [[nodiscard]] bool isEmpty() const;
    friend bool operator==(const HopSecrets &, const HopSecrets &) = default;
};

/// The secrets of all hops of one profile, in the order of TunnelSettings::hops. They rest as one
/// entry, so that the keychain asks once.
struct SshSecrets {
    QList<HopSecrets> hops;

    /// Of a hop that has none: empty ones.
    [[nodiscard]] HopSecrets of(qsizetype hop) const;
    [[nodiscard]] HopSecrets &at(qsizetype hop); ///< grows
    /// Empty when there is nothing to keep.
    [[nodiscard]] base::Secret sealed() const;
    /// Of sealed(); an empty Secret gives none. Kind::Invalid for anything else.
    [[nodiscard]] static base::Result<SshSecrets> opened(const base::Secret &sealed);

    friend bool operator==(const SshSecrets &, const SshSecrets &) = default;
};

} // namespace profiles

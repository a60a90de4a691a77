#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "profiles/profile.h"
#include <QList>

namespace profiles {

/// What one SSH hop needs and only a keychain may hold.
struct HopSecrets {
    base::Secret password;
    base::Secret keyPassphrase; ///< of the key file or of `privateKey`
    base::Secret privateKey; ///< the text of the key itself, of SshAuth::StoredKey
    QString owner{}; ///< whose they are; see SshSecrets::bindTo(). Empty = not said

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
    /// Says of each that it is of the hop at its place. Do it before they are stored: what has an
    /// owner never goes to another host, wherever that stands in the chain by then.
    void bindTo(const TunnelSettings &tunnel);
    /// Those of the hops of `tunnel`, in its order, bound to them; the rest is left out. What has
    /// no owner counts as of the hop at its place.
    [[nodiscard]] SshSecrets fitting(const TunnelSettings &tunnel) const;
    /// What `other` has goes over what is here, place by place. A private key brings its own
    /// passphrase, or none.
    void lay(const SshSecrets &other);
    /// Without what the hop's way of signing in has no use for, where that way or the key file is
    /// another one than in `before`. Both ends are taken as bound: call it on fitting(now).
    void dropUseless(const TunnelSettings &before, const TunnelSettings &now);
    [[nodiscard]] bool isEmpty() const;
    /// Empty when there is nothing to keep.
    [[nodiscard]] base::Secret sealed() const;
    /// Of sealed(); an empty Secret gives none. Kind::Invalid for anything else.
    [[nodiscard]] static base::Result<SshSecrets> opened(const base::Secret &sealed);

    friend bool operator==(const SshSecrets &, const SshSecrets &) = default;
};

} // namespace profiles

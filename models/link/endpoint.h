#pragma once
#include "base/secret.h"
#include "profiles/profile.h"

namespace links {

/// One server to reach, as it is known there: a node that a cluster announced, the primary that the
/// sentinels named, or the profile's own host and port.
struct Endpoint {
    QString host;
    quint16 port = 6379;
    QString unixSocket; ///< path; when set, host and port are not used

    /// The profile's own.
    [[nodiscard]] static Endpoint of(const profiles::Profile &profile);
    /// Where the bytes go: `host` and `port` as the profile's address map has them.
    [[nodiscard]] profiles::HostPort reachedAt(const profiles::Profile &profile) const;
    /// SNI and the name to verify: the profile's override, else `host` (never a mapped address).
    [[nodiscard]] QString serverName(const profiles::Profile &profile) const;
    /// "host:port" or the path.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Endpoint &, const Endpoint &) = default;
};

} // namespace links

#include "link/endpoint.h"

namespace links {

Endpoint Endpoint::of(const profiles::Profile &profile)
{
    return { profile.host, profile.port, profile.unixSocket };
}

profiles::HostPort Endpoint::reachedAt(const profiles::Profile &profile) const
{
    const QString mapped = profile.addressMap.value(toString());
    return profiles::HostPort::fromString(mapped).value_or(profiles::HostPort{ host, port });
}

QString Endpoint::serverName(const profiles::Profile &profile) const
{
    return profile.tls.serverName.isEmpty() ? host : profile.tls.serverName;
}

QString Endpoint::toString() const
{
    return unixSocket.isEmpty() ? profiles::HostPort{ host, port }.toString() : unixSocket;
}

} // namespace links

#include "link/makelink.h"
#include "link/notunnellink.h"
#include "link/tcplink.h"
#include "link/tlslink.h"
#include "link/unixlink.h"

namespace links {

Link *makePlainLink(const profiles::Profile &profile, const Endpoint &endpoint,
                    const Through &through, QObject *parent)
{
    const std::chrono::milliseconds timeout(profile.connectTimeoutMs);
    const profiles::HostPort at = endpoint.reachedAt(profile);
    if (profile.tunnel.kind != profiles::TunnelKind::None) {
        if (!through.tunnel)
            return new NoTunnelLink(profile.tunnel.kind, endpoint.toString(), parent);
        return through.tunnel->newLink({ at.host, at.port, endpoint.unixSocket }, through.use,
                                       timeout, parent);
    }
    if (!endpoint.unixSocket.isEmpty())
        return new UnixLink(endpoint.unixSocket, timeout, parent);
    return new TcpLink(at.host, at.port, timeout, parent);
}

Link *makeLink(const profiles::Profile &profile, const Endpoint &endpoint, const Through &through,
               const base::Secret &keyPassphrase, QObject *parent)
{
    if (!profile.tls.enabled)
        return makePlainLink(profile, endpoint, through, parent);
    TlsLink::Plan plan;
    plan.settings = profile.tls;
    plan.keyPassphrase = keyPassphrase;
    plan.serverName = endpoint.serverName(profile);
    plan.address = endpoint.toString();
    plan.timeout = std::chrono::milliseconds(profile.connectTimeoutMs);
    return new TlsLink(
        [profile, endpoint, through](QObject *owner) {
            return makePlainLink(profile, endpoint, through, owner);
        },
        std::move(plan), parent);
}

} // namespace links

#include "link/makelink.h"
#include "link/tcplink.h"
#include "link/unixlink.h"

namespace links {

Link *makeLink(const profiles::Profile &profile, const Endpoint &endpoint,
               const base::Secret & /*keyPassphrase*/, QObject *parent)
{
    const std::chrono::milliseconds timeout(profile.connectTimeoutMs);
    if (!endpoint.unixSocket.isEmpty())
        return new UnixLink(endpoint.unixSocket, timeout, parent);
    const profiles::HostPort at = endpoint.reachedAt(profile);
    return new TcpLink(at.host, at.port, timeout, parent);
}

} // namespace links

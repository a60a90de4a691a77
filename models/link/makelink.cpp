#include "link/makelink.h"
#include "link/tcplink.h"
#include "link/unixlink.h"

namespace links {

Link *makeLink(const profiles::Profile &profile, QObject *parent)
{
    const std::chrono::milliseconds timeout(profile.connectTimeoutMs);
    if (!profile.unixSocket.isEmpty())
        return new UnixLink(profile.unixSocket, timeout, parent);
    return new TcpLink(profile.host, profile.port, timeout, parent);
}

} // namespace links

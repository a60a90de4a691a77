#include "link/tunnel.h"

namespace links {

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets & /*secrets*/,
                                   std::shared_ptr<Asker> /*asker*/, const SshPlaces & /*places*/)
{
    Q_UNUSED(profile)
    return nullptr;
}

} // namespace links

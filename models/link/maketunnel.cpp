#include "link/ssh/opensshtunnel.h"
#include "link/ssh/sshtunnel.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"

namespace links {

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets &secrets, std::shared_ptr<Asker> asker,
                                   const SshPlaces &places)
{
    const profiles::TunnelSettings &settings = profile.tunnel;
    if (settings.kind != profiles::TunnelKind::Ssh
        || (settings.hops.isEmpty() && !profiles::usesAlias(settings)))
        return nullptr;
    // What cannot be read is not there: it is then asked for.
    const auto ssh = profiles::SshSecrets::opened(secrets.ssh).value_or(profiles::SshSecrets());
    std::unique_ptr<Tunnel> tunnel;
    if (settings.backend == profiles::SshBackend::OpenSsh)
        tunnel = std::make_unique<OpenSshTunnel>(settings, ssh, asker, places);
    else
        tunnel = std::make_unique<SshTunnel>(settings, ssh, asker, places);
    tunnel->setOpeningTimeout(std::chrono::milliseconds(profile.connectTimeoutMs));
    return tunnel;
}

} // namespace links

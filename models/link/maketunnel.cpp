#include "link/ssh/sshtunnel.h"
#include "profiles/sshsecrets.h"

namespace links {

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets &secrets, std::shared_ptr<Asker> asker,
                                   const SshPlaces &places)
{
    const profiles::TunnelSettings &settings = profile.tunnel;
    if (settings.kind != profiles::TunnelKind::Ssh
        || settings.backend != profiles::SshBackend::BuiltIn || settings.hops.isEmpty())
        return nullptr;
    // What cannot be read is not there: it is then asked for.
    const auto ssh = profiles::SshSecrets::opened(secrets.ssh).value_or(profiles::SshSecrets());
    return std::make_unique<SshTunnel>(settings, ssh, asker, places);
}

} // namespace links

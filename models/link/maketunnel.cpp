#include "link/ssh/opensshtunnel.h"
#include "link/ssh/sshtunnel.h"
#include "profiles/sshsecrets.h"

namespace links {

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets &secrets, std::shared_ptr<Asker> asker,
                                   const SshPlaces &places)
{
    const profiles::TunnelSettings &settings = profile.tunnel;
    // An alias is a matter of the OpenSSH client's configuration.
    const bool byOpenSsh =
        settings.backend == profiles::SshBackend::OpenSsh || !settings.alias.isEmpty();
    if (settings.kind != profiles::TunnelKind::Ssh
        || (settings.hops.isEmpty() && settings.alias.isEmpty()))
        return nullptr;
    // What cannot be read is not there: it is then asked for.
    const auto ssh = profiles::SshSecrets::opened(secrets.ssh).value_or(profiles::SshSecrets());
    if (byOpenSsh)
        return std::make_unique<OpenSshTunnel>(settings, ssh, asker, places);
    return std::make_unique<SshTunnel>(settings, ssh, asker, places);
}

} // namespace links

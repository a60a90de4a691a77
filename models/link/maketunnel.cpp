#include "link/ssh/opensshtunnel.h"
#include "link/ssh/sshtunnel.h"
#include "link/ssm/awsclitunnel.h"
#include "profiles/awskeys.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include <QCoreApplication>

namespace links {

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets &secrets, std::shared_ptr<Asker> asker,
                                   const SshPlaces &places, const aws::Places & /*awsPlaces*/)
{
    const profiles::TunnelSettings &settings = profile.tunnel;
    if (settings.kind == profiles::TunnelKind::Ssm
        && settings.ssmBackend == profiles::SsmBackend::AwsCli) {
        auto tunnel = std::make_unique<AwsCliTunnel>(settings, awsAccount(profile, secrets).keys);
        tunnel->setOpeningTimeout(std::chrono::milliseconds(profile.connectTimeoutMs));
        return tunnel;
    }
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

aws::Account awsAccount(const profiles::Profile &profile, const profiles::Secrets &secrets)
{
    const profiles::TunnelSettings &tunnel = profile.tunnel;
    const bool bySsm = tunnel.kind == profiles::TunnelKind::Ssm;
    aws::Account account;
    account.profile = bySsm ? tunnel.awsProfile : profile.iam.awsProfile;
    account.region = bySsm ? tunnel.region : profile.iam.region;
    account.endpoint = QUrl(tunnel.awsEndpoint);
    if (const auto own = profiles::AwsKeys::opened(secrets.aws); own && !own->isEmpty()) {
        account.keys.accessKeyId = own->accessKeyId;
        account.keys.secretAccessKey = own->secretAccessKey;
        account.keys.sessionToken = own->sessionToken;
        account.keys.source = QCoreApplication::translate("link", "keys of this connection");
    }
    return account;
}

} // namespace links

#include "aws/endpoints.h"
#include "link/ssh/opensshtunnel.h"
#include "link/ssh/sshtunnel.h"
#include "link/ssm/approach.h"
#include "link/ssm/awsclitunnel.h"
#include "link/ssm/websocketsocket.h"
#include "profiles/awskeys.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include <QCoreApplication>

namespace links {

namespace {

std::unique_ptr<Tunnel> makeSsmTunnel(const profiles::Profile &profile,
                                      const profiles::Secrets &secrets,
                                      const std::shared_ptr<Asker> &asker,
                                      const aws::Places &places)
{
    const aws::Account account = awsAccount(profile, secrets);
    auto manager = std::make_unique<aws::SessionManager>(
        std::make_unique<aws::Client>(account, places, asker));
    auto clock = std::make_shared<ssm::SystemClock>();
    SsmTunnel::Parts parts;
    parts.approach = ssm::approachBy(*manager, profile.tunnel.target);
    parts.socket = [clock, caBundle = aws::caBundleOf(account, places)] {
        return std::make_unique<ssm::WebSocketSocket>(clock, caBundle);
    };
    parts.calls = std::move(manager);
    parts.clock = clock;
    return std::make_unique<SsmTunnel>(profile.tunnel, std::move(parts));
}

} // namespace

std::unique_ptr<Tunnel> makeTunnel(const profiles::Profile &profile,
                                   const profiles::Secrets &secrets, std::shared_ptr<Asker> asker,
                                   const SshPlaces &places, const aws::Places &awsPlaces)
{
    const profiles::TunnelSettings &settings = profile.tunnel;
    std::unique_ptr<Tunnel> tunnel;
    if (settings.kind == profiles::TunnelKind::Ssm) {
        if (settings.target.isEmpty())
            return nullptr;
        if (settings.ssmBackend == profiles::SsmBackend::AwsCli)
            tunnel = std::make_unique<AwsCliTunnel>(settings, awsAccount(profile, secrets).keys);
        else
            tunnel = makeSsmTunnel(profile, secrets, asker, awsPlaces);
        tunnel->setOpeningTimeout(std::chrono::milliseconds(profile.connectTimeoutMs));
        return tunnel;
    }
    if (settings.kind != profiles::TunnelKind::Ssh
        || (settings.hops.isEmpty() && !profiles::usesAlias(settings)))
        return nullptr;
    // What cannot be read is not there: it is then asked for.
    const auto ssh = profiles::SshSecrets::opened(secrets.ssh).value_or(profiles::SshSecrets());
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
    account.ssmEndpoint = QUrl(tunnel.awsEndpoint);
    if (const auto own = profiles::AwsKeys::opened(secrets.aws); own && !own->isEmpty()) {
        account.keys.accessKeyId = own->accessKeyId;
        account.keys.secretAccessKey = own->secretAccessKey;
        account.keys.sessionToken = own->sessionToken;
        account.keys.source = QCoreApplication::translate("link", "keys of this connection");
    }
    return account;
}

} // namespace links

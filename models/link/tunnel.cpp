#include "link/tunnel.h"
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace links {

Tunnel::Tunnel(QObject *parent)
    : QObject(parent)
{
}

Tunnel::~Tunnel() = default;

void Tunnel::renew(const Endpoint & /*target*/)
{
}

std::optional<base::Error> Tunnel::refusal(const Endpoint & /*target*/) const
{
    return std::nullopt;
}

bool Tunnel::isClosing() const
{
    return false;
}

bool isOfTheWay(const base::Error &why)
{
    using Cause = base::Error::Cause;
    switch (why.cause) {
    case Cause::TunnelNotBuilt:
    case Cause::BastionNotFound:
    case Cause::BastionUnreachable:
    case Cause::BastionClosed:
    case Cause::NotSsh:
    case Cause::SshNoCommonMethod:
    case Cause::HostKeyUnknown:
    case Cause::HostKeyChanged:
    case Cause::HostKeyRevoked:
    case Cause::SshSignInRefused:
    case Cause::SshKeyUnreadable:
    case Cause::SshKeyPassphrase:
    case Cause::SshAgentMissing:
    case Cause::TunnelLost:
    case Cause::SshProgramMissing:
    case Cause::SshProgramFailed:
    case Cause::AwsNoKeys:
    case Cause::AwsProfileUnknown:
    case Cause::AwsRegionMissing:
    case Cause::AwsSignInExpired:
    case Cause::AwsDenied:
    case Cause::AwsUnreachable:
    case Cause::AwsThrottled:
    case Cause::AwsClock:
    case Cause::AwsRefused:
    case Cause::SsmTargetOffline:
    case Cause::SsmStrangeGateway:
    case Cause::SsmSessionEnded:
    case Cause::SsmEncrypted:
    case Cause::SsmProtocol:
    case Cause::SsmPluginMissing:
        return true;
    default:
        return false;
    }
}

QString wayName(const profiles::Profile &profile)
{
    const profiles::TunnelSettings &tunnel = profile.tunnel;
    switch (tunnel.kind) {
    case profiles::TunnelKind::None:
        return {};
    case profiles::TunnelKind::Ssm:
        return QStringLiteral("SSM ") + tunnel.target;
    case profiles::TunnelKind::Ssh:
        break;
    }
    QStringList hops;
    if (tunnel.backend == profiles::SshBackend::OpenSsh && !tunnel.alias.isEmpty())
        hops += tunnel.alias;
    else
        for (const profiles::SshHop &hop : tunnel.hops)
            hops += hop.user.isEmpty() ? hop.host : hop.user + QLatin1Char('@') + hop.host;
    return QStringLiteral("SSH ") + hops.join(QStringLiteral(" → "));
}

SshPlaces SshPlaces::standard()
{
    SshPlaces places;
    places.home = QDir::homePath();
    const QString folder = places.home + QStringLiteral("/.ssh/");
    places.knownHosts = { folder + QStringLiteral("known_hosts"),
                          folder + QStringLiteral("known_hosts2"),
                          QStringLiteral("/etc/ssh/ssh_known_hosts") };
    places.ownKnownHosts = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/known_hosts");
    for (const char *name : { "id_ed25519", "id_ecdsa", "id_rsa" })
        places.identities += folder + QLatin1String(name);
    places.agentSocket = qEnvironmentVariable("SSH_AUTH_SOCK");
    places.askpassProgram = QCoreApplication::applicationFilePath();
    return places;
}

QString SshPlaces::expanded(const QString &path) const
{
    return path.startsWith(QLatin1String("~/")) ? home + path.sliced(1) : path;
}

} // namespace links

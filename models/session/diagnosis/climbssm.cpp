#include "aws/refusal.h"
#include "session/diagnosis/climb.h"
#include <QRegularExpression>
#include <algorithm>

namespace session {

using profiles::TunnelKind;
using Step = links::TunnelStep;

namespace {

/// Whose keys count, as far as the profile says.
QString accountText(const profiles::TunnelSettings &tunnel)
{
    QStringList parts{ tunnel.awsProfile.isEmpty() ? QStringLiteral("AWS")
                                                   : QStringLiteral("AWS ") + tunnel.awsProfile };
    if (!tunnel.region.isEmpty())
        parts += tunnel.region;
    return parts.join(QStringLiteral(" · "));
}

/// One word of a shell, whatever it holds: a profile may come from somebody else's file. What could
/// speak to the terminal instead gives way to the placeholder.
QString shellWord(const QString &text, const char *placeholder)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_.@][A-Za-z0-9_.@-]*\\z"));
    if (plain.match(text).hasMatch())
        return text;
    if (!std::all_of(text.begin(), text.end(), [](QChar each) { return each.isPrint(); }))
        return QLatin1String(placeholder);
    QString quoted = text;
    return u'\'' + quoted.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

} // namespace

QString ingressFixFor(const profiles::Profile &profile)
{
    QString line = QStringLiteral("aws ec2 authorize-security-group-ingress "
                                  "--group-id CACHE_SECURITY_GROUP --protocol tcp --port %1 "
                                  "--source-group BASTION_SECURITY_GROUP")
                       .arg(profile.port);
    const bool bySsm = profile.tunnel.kind == TunnelKind::Ssm;
    if (bySsm && !profile.tunnel.region.isEmpty())
        line += QStringLiteral(" --region ") + shellWord(profile.tunnel.region, "REGION");
    if (bySsm && !profile.tunnel.awsProfile.isEmpty())
        line += QStringLiteral(" --profile ") + shellWord(profile.tunnel.awsProfile, "PROFILE");
    return line;
}

bool Climb::leadsBySsm() const
{
    return m_profile.tunnel.kind == TunnelKind::Ssm;
}

void Climb::setOutBySsm()
{
    if (m_profile.tunnel.ssmBackend == profiles::SsmBackend::AwsCli) {
        if (m_now.rung == Rung::SignIn && m_now.outcome == Outcome::Running)
            pass(m_now.finding);
        else
            notNeeded(Rung::SignIn, tr("done by the AWS CLI"));
        notNeeded(Rung::Dns, tr("done by the AWS CLI"));
        notNeeded(Rung::Tcp, tr("done by the AWS CLI"));
        begin(Rung::Tunnel, m_tunnel->name());
        return;
    }
    if (m_now.rung == Rung::SignIn && m_now.outcome == Outcome::Running)
        m_now.tried = accountText(m_profile.tunnel) + QStringLiteral(" · ") + m_now.tried;
    else
        begin(Rung::SignIn, accountText(m_profile.tunnel));
}

/// A name is looked up with the call itself: there is no step of its own.
void Climb::beginBySsm(Rung rung)
{
    if (rung == Rung::SignIn)
        begin(rung, accountText(m_profile.tunnel));
    else if (rung == Rung::Dns)
        notNeeded(rung, tr("part of the call to Systems Manager"));
    else if (rung == Rung::Tcp)
        begin(rung, tr("Systems Manager"));
    else
        begin(rung, m_tunnel->name());
}

void Climb::steppedBySsm(const Step &step)
{
    if (step.kind == Step::Kind::Credentials || step.kind == Step::Kind::Service) {
        if (!step.tried.isEmpty() && m_now.rung == Rung::Tcp)
            m_now.tried = tr("Systems Manager") + QStringLiteral(" · ") + step.tried;
        if (step.outcome == Step::Outcome::Passed)
            progress(step.finding);
        return;
    }
    if (step.outcome != Step::Outcome::Passed || step.finding.isEmpty())
        return;
    if (step.kind == Step::Kind::Forward) {
        progress(step.finding);
    } else {
        m_ssmFindings += step.finding;
        progress(m_ssmFindings.join(QStringLiteral(" · ")));
    }
}

/// Session Manager opens a stream before the bastion has reached the server: that it could not is
/// told by the silence after it, and belongs to the rung of the server's port.
bool Climb::wasNotLetThrough(const base::Error &why)
{
    const bool silent = why.kind == Kind::Timeout || why.kind == Kind::Network;
    if (!leadsBySsm() || !m_tunnel || !silent)
        return false;
    const profiles::HostPort at = m_endpoint.reachedAt(m_profile);
    const auto refusal = m_tunnel->refusal({ at.host, at.port, m_endpoint.unixSocket });
    if (!refusal)
        return false;
    dropWire();
    if (m_now.outcome == Outcome::Running || m_now.rung == Rung::Tls)
        conclude(Outcome::NotReached, {});
    begin(Rung::CacheTcp, tr("%1 from %2").arg(m_endpoint.toString(), bastion()));
    fail(*refusal, ssmRemedies(*refusal));
    return true;
}

QList<Remedy> Climb::ssmRemedies(const base::Error &why) const
{
    if (aws::refusesKeys(why))
        return { Remedy::ChooseAwsProfile, Remedy::Retry };
    switch (why.cause) {
    case Cause::AwsSignInExpired:
        return { Remedy::SignInAws, Remedy::ChooseAwsProfile, Remedy::Retry };
    case Cause::AwsNoKeys:
    case Cause::AwsProfileUnknown:
    case Cause::AwsRegionMissing:
        return { Remedy::ChooseAwsProfile, Remedy::Retry };
    case Cause::AwsDenied:
        return { Remedy::CopyPolicy, Remedy::ChooseAwsProfile, Remedy::Retry };
    case Cause::SsmTargetOffline:
    case Cause::SsmEncrypted:
        return { Remedy::PickBastion, Remedy::Retry };
    case Cause::SsmPluginMissing:
        return { Remedy::UseBuiltInTunnel, Remedy::ChoosePlugin, Remedy::Retry };
    case Cause::TargetSilent:
        return { Remedy::CopyFix, Remedy::Retry };
    case Cause::TargetRefused:
    case Cause::AwsUnreachable:
    case Cause::AwsThrottled:
    case Cause::AwsClock:
    case Cause::SsmSessionEnded:
    case Cause::TunnelLost:
        return { Remedy::Retry };
    default:
        if (leadsBySsm())
            return { Remedy::OpenTunnelPage, Remedy::Retry };
        return { Remedy::Retry };
    }
}

} // namespace session

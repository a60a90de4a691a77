#include "aws/refusal.h"
#include "profiles/tunnelway.h"
#include "session/diagnosis/climb.h"

namespace session {

using profiles::SshBackend;
using profiles::TunnelKind;

namespace {

Rung rungOf(const links::TunnelStep &step)
{
    using Step = links::TunnelStep::Kind;
    switch (step.kind) {
    case Step::Credentials:
        return Rung::SignIn;
    case Step::Service:
        return Rung::Tcp;
    case Step::Lookup:
        return step.hop == 0 ? Rung::Dns : Rung::Tunnel;
    case Step::Connect:
        return step.hop == 0 ? Rung::Tcp : Rung::Tunnel;
    case Step::Forward:
        return Rung::CacheTcp;
    default:
        return Rung::Tunnel;
    }
}

Rung after(Rung rung)
{
    return static_cast<Rung>(int(rung) + 1);
}

} // namespace

std::optional<Rung> rungOfTunnelFault(const base::Error &why)
{
    using Cause = base::Error::Cause;
    if (aws::refusesKeys(why))
        return Rung::SignIn;
    switch (why.cause) {
    case Cause::AwsNoKeys:
    case Cause::AwsProfileUnknown:
    case Cause::AwsRegionMissing:
    case Cause::AwsSignInExpired:
    case Cause::AwsClock:
    case Cause::SsmPluginMissing:
        return Rung::SignIn;
    case Cause::BastionNotFound:
        return Rung::Dns;
    case Cause::BastionUnreachable:
    case Cause::AwsUnreachable:
    case Cause::AwsThrottled:
        return Rung::Tcp;
    case Cause::ForwardingForbidden:
    case Cause::TargetRefused:
    case Cause::TargetSilent:
        return Rung::CacheTcp;
    default:
        return links::isOfTheWay(why) ? std::optional(Rung::Tunnel) : std::nullopt;
    }
}

void Climb::setOutThroughTunnel()
{
    if (!m_tunnel) {
        noTunnel();
        return;
    }
    connect(m_tunnel.get(), &links::Tunnel::stepped, this, &Climb::stepped);
    m_onTheWay = true;
    if (leadsBySsm()) {
        setOutBySsm();
    } else if (leadsBySsh()) {
        notNeeded(Rung::Dns, tr("done by ssh"));
        notNeeded(Rung::Tcp, tr("done by ssh"));
        begin(Rung::Tunnel, m_tunnel->name());
    } else {
        const profiles::SshHop &hop = m_profile.tunnel.hops.constFirst();
        const QString port = profiles::HostPort{ hop.host, hop.port }.toString();
        if (QHostAddress(hop.host).isNull()) {
            begin(Rung::Dns, hop.host);
        } else {
            notNeeded(Rung::Dns, tr("not needed: an IP address"));
            begin(Rung::Tcp, port);
        }
    }
    tryThrough(0);
}

/// This version opens none of this kind; the link says so.
void Climb::noTunnel()
{
    notNeeded(Rung::Dns, tr("not tried"));
    notNeeded(Rung::Tcp, tr("not tried"));
    begin(Rung::Tunnel,
          m_profile.tunnel.kind == TunnelKind::Ssh ? QStringLiteral("SSH") : QStringLiteral("SSM"));
    openWire(m_profile, m_candidates.constFirst(), [this](const base::Result<> &result) {
        if (!result)
            fail(result.error());
    });
}

void Climb::tryThrough(qsizetype candidate)
{
    m_failedStep.reset();
    m_failedWords.clear();
    // TLS is a rung of its own.
    profiles::Profile plain = m_profile;
    plain.tls.enabled = false;
    openWire(plain, m_candidates[candidate], [this, candidate](const base::Result<> &result) {
        if (result)
            throughTo(candidate);
        else
            notThrough(candidate, result.error());
    });
}

void Climb::stepped(const links::TunnelStep &step)
{
    using Step = links::TunnelStep;
    const Rung rung = rungOf(step);
    if (!m_onTheWay || int(rung) < int(m_now.rung))
        return;
    climbTo(rung);
    if (leadsBySsm())
        steppedBySsm(step);
    if (step.outcome == Step::Outcome::Failed) {
        m_failedStep = rung;
        m_failedWords = step.kind == Step::Kind::SignIn ? step.tried : QString();
        return;
    }
    if (leadsBySsm() || step.outcome == Step::Outcome::Running || step.finding.isEmpty())
        return;
    if (rung != Rung::Tunnel) {
        progress(step.finding);
    } else if (step.kind == Step::Kind::HostKey || step.kind == Step::Kind::SignIn) {
        m_hopFindings[step.hop] += step.finding;
        progress(hopFindings());
    }
}

/// Whatever lies below has been passed.
void Climb::climbTo(Rung rung)
{
    while (int(m_now.rung) < int(rung)) {
        const Rung next = after(m_now.rung);
        if (m_now.outcome == Outcome::Running)
            pass(m_now.finding.isEmpty() ? tr("connected") : m_now.finding);
        if (leadsBySsm() && next != Rung::CacheTcp) {
            beginBySsm(next);
            continue;
        }
        switch (next) {
        case Rung::Tcp: {
            const profiles::SshHop &hop = m_profile.tunnel.hops.constFirst();
            begin(next, profiles::HostPort{ hop.host, hop.port }.toString());
            break;
        }
        case Rung::Tunnel:
            begin(next, m_tunnel->name());
            break;
        default:
            begin(next, tr("%1 from %2").arg(m_candidates.constFirst().toString(), bastion()));
        }
    }
}

bool Climb::leadsBySsh() const
{
    return m_profile.tunnel.kind == TunnelKind::Ssh
        && m_profile.tunnel.backend == SshBackend::OpenSsh;
}

QString Climb::bastion() const
{
    const profiles::TunnelSettings &tunnel = m_profile.tunnel;
    if (leadsBySsm())
        return tunnel.target;
    return profiles::usesAlias(tunnel) ? tunnel.alias : tunnel.hops.constLast().host;
}

/// "ED25519 SHA256:… known · ec2-user by publickey", with several hops a line for each.
QString Climb::hopFindings() const
{
    const QList<profiles::SshHop> &hops = m_profile.tunnel.hops;
    QStringList lines;
    for (auto hop = m_hopFindings.cbegin(); hop != m_hopFindings.cend(); ++hop) {
        QString line = hop.value().join(QStringLiteral(" · "));
        if (hops.size() > 1 && hop.key() < hops.size()) {
            const profiles::SshHop &named = hops[hop.key()];
            line.prepend(profiles::HostPort{ named.host, named.port }.toString()
                         + QStringLiteral(": "));
        }
        lines += line;
    }
    return lines.join(u'\n');
}

void Climb::throughTo(qsizetype candidate)
{
    climbTo(Rung::CacheTcp);
    m_onTheWay = false;
    m_endpoint = m_candidates[candidate];
    if (m_profile.topology != profiles::Topology::Sentinel) {
        m_now.tried = tr("%1 from %2").arg(m_endpoint.toString(), bastion());
        if (candidate > 0)
            conclude(Outcome::Limited,
                     tr("%1 answers, but: %2").arg(m_endpoint.toString(), m_firstError.text));
        else
            pass(tr("connected"));
    }
    m_candidates = m_candidates.sliced(candidate);
    findServer();
}

void Climb::notThrough(qsizetype candidate, const base::Error &why)
{
    const auto byCause = rungOfTunnelFault(why);
    // To ssh everything up to the sign-in is one step; and that keys are no good is found out by
    // the first call with them, one step later.
    const bool byKeys = byCause == Rung::SignIn;
    const Rung rung = leadsBySsh() || byKeys ? byCause.value_or(m_now.rung)
                                             : m_failedStep.value_or(byCause.value_or(m_now.rung));
    climbTo(rung);
    if (rung == Rung::CacheTcp) {
        if (candidate == 0)
            m_firstError = why;
        if (candidate + 1 < m_candidates.size()) {
            tryThrough(candidate + 1);
            return;
        }
        notReached(m_firstError);
        return;
    }
    if (rung != m_now.rung) {
        conclude(Outcome::NotReached, {});
        if (leadsBySsm())
            beginBySsm(rung);
        else
            begin(rung, m_tunnel->name());
    }
    if (rung == Rung::Tunnel) {
        for (const QString &words : { hopFindings(), m_failedWords }) {
            if (!words.isEmpty())
                m_now.tried += QStringLiteral(" · ") + words;
        }
    }
    fail(why, tunnelRemedies(why));
}

/// At the last hop that was reached.
bool Climb::signsInWithPassword() const
{
    const QList<profiles::SshHop> &hops = m_profile.tunnel.hops;
    const int reached = m_hopFindings.isEmpty() ? 0 : m_hopFindings.lastKey();
    return reached < hops.size() && hops[reached].auth == profiles::SshAuth::Password;
}

/// A host key that has changed has none: the key is to be compared first.
QList<Remedy> Climb::tunnelRemedies(const base::Error &why) const
{
    if (leadsBySsm())
        return ssmRemedies(why);
    switch (why.cause) {
    case Cause::HostKeyChanged:
    case Cause::HostKeyRevoked:
        return {};
    case Cause::HostKeyUnknown:
        if (m_profile.tunnel.hostKeys == profiles::HostKeyPolicy::Ask)
            return { Remedy::Retry };
        return { Remedy::OpenTunnelPage, Remedy::Retry };
    case Cause::SshSignInRefused:
        if (leadsBySsh())
            return { Remedy::OpenTunnelPage, Remedy::Retry };
        if (signsInWithPassword())
            return { Remedy::EnterSshPassword, Remedy::OpenTunnelPage, Remedy::Retry };
        return { Remedy::ChooseKeyFile, Remedy::EnterSshPassword, Remedy::OpenTunnelPage,
                 Remedy::Retry };
    case Cause::SshKeyUnreadable:
        return { Remedy::ChooseKeyFile, Remedy::OpenTunnelPage, Remedy::Retry };
    case Cause::SshKeyPassphrase:
        return { Remedy::EnterKeyPassphrase, Remedy::ChooseKeyFile, Remedy::Retry };
    case Cause::BastionClosed:
    case Cause::TunnelLost:
        return { Remedy::Retry };
    default:
        return { Remedy::OpenTunnelPage, Remedy::Retry };
    }
}

} // namespace session

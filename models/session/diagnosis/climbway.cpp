#include "base/whendone.h"
#include "session/diagnosis/addresses.h"
#include "session/diagnosis/climb.h"
#include <QHostInfo>
#include <QRegularExpression>

namespace session {

using profiles::Authentication;
using profiles::TunnelKind;

namespace {

/// The servers that may be the first to answer.
QList<links::Endpoint> firstServers(const profiles::Profile &profile)
{
    QList<links::Endpoint> servers;
    const bool seedsOnly =
        profile.topology == profiles::Topology::Sentinel && !profile.seeds.isEmpty();
    if (!seedsOnly)
        servers += links::Endpoint::of(profile);
    if (profile.topology == profiles::Topology::Sentinel
        || profile.topology == profiles::Topology::Cluster) {
        for (const profiles::HostPort &seed : profile.seeds)
            servers += links::Endpoint{ seed.host, seed.port, {} };
    }
    return servers;
}

} // namespace

/// What a direct connection has not, whether the climb gets that far or not.
void Climb::settleDirect()
{
    if (m_profile.tunnel.kind != TunnelKind::None)
        return;
    notNeeded(Rung::Tunnel, tr("not needed: a direct connection"));
    if (m_profile.topology != profiles::Topology::Sentinel)
        notNeeded(Rung::CacheTcp, tr("not needed: a direct connection"));
}

void Climb::signIn()
{
    if (leadsBySsm() && m_profile.authentication != Authentication::Iam) {
        setOut();
        return;
    }
    if (m_profile.authentication == Authentication::Iam) {
        makeToken();
        return;
    }
    notNeeded(Rung::SignIn, tr("not needed"));
    setOut();
}

/// Asked for once here, so that it is seen where it fails; every connection gets its own.
void Climb::makeToken()
{
    begin(Rung::SignIn, tr("IAM token"));
    base::whenDone(m_credentials.forConnection(links::Endpoint::of(m_profile)), this,
                   [this](const base::Result<Credential> &credential) {
                       if (!credential) {
                           fail(credential.error(), ssmRemedies(credential.error()));
                           return;
                       }
                       if (leadsBySsm())
                           progress(tr("IAM token made"));
                       else
                           pass(tr("made"));
                       setOut();
                   });
}

void Climb::setOut()
{
    m_candidates = firstServers(m_profile);
    if (m_profile.tunnel.kind == TunnelKind::None)
        findNames();
    else
        setOutThroughTunnel();
}

void Climb::findNames()
{
    QStringList names;
    for (const links::Endpoint &candidate : std::as_const(m_candidates)) {
        if (!candidate.unixSocket.isEmpty())
            continue;
        const QString host = candidate.reachedAt(m_profile).host;
        if (const QHostAddress address(host); !address.isNull())
            m_addresses.insert(host, { address });
        else if (!names.contains(host))
            names += host;
    }
    if (!names.isEmpty()) {
        begin(Rung::Dns, names.join(QStringLiteral(", ")));
        lookUp(0);
    } else if (m_addresses.isEmpty()) {
        notNeeded(Rung::Dns, tr("not needed: a Unix socket"));
        reach();
    } else {
        const QList<QHostAddress> literal = m_addresses.cbegin().value();
        notNeeded(Rung::Dns,
                  areAllPrivate(literal) ? tr("not needed: a private IP address")
                                         : tr("not needed: an IP address"));
        reach();
    }
}

void Climb::lookUp(qsizetype candidate)
{
    while (candidate < m_candidates.size()
           && (!m_candidates[candidate].unixSocket.isEmpty()
               || m_addresses.contains(m_candidates[candidate].reachedAt(m_profile).host)))
        ++candidate;
    if (candidate == m_candidates.size()) {
        namesFound();
        return;
    }
    const QString host = m_candidates[candidate].reachedAt(m_profile).host;
    const auto done = [this, candidate, host](const QList<QHostAddress> &found,
                                              const QString &words) {
        m_lookup = -1;
        m_limit.disconnect(this);
        m_limit.stop();
        if (found.isEmpty() && m_lookupError.text.isEmpty()) {
            m_lookupError = { Kind::Network,
                              tr("DNS cannot find %1. Check the spelling; if the name exists only "
                                 "inside the VPC, choose a tunnel.")
                                  .arg(host),
                              words.toUtf8(), Cause::HostNotFound };
        }
        m_addresses.insert(host, found);
        lookUp(candidate + 1);
    };
    connect(&m_limit, &QTimer::timeout, this, [this, done] {
        QHostInfo::abortHostLookup(m_lookup);
        done({},
             tr("DNS did not answer within %1 s").arg(double(m_profile.connectTimeoutMs) / 1000));
    });
    m_limit.start(connectTimeout());
    m_lookup = QHostInfo::lookupHost(host, this, [done](const QHostInfo &info) {
        done(info.addresses(), info.error() == QHostInfo::NoError ? QString() : info.errorString());
    });
}

void Climb::namesFound()
{
    QList<QHostAddress> all;
    for (const QList<QHostAddress> &some : std::as_const(m_addresses))
        all += some;
    if (all.isEmpty())
        fail(m_lookupError, unreachedRemedies(m_lookupError));
    else if (!m_lookupError.text.isEmpty())
        conclude(Outcome::Limited, addressesText(all) + u'\n' + m_lookupError.text);
    else
        pass(addressesText(all));
    if (!all.isEmpty())
        reach();
}

void Climb::reach()
{
    QStringList names;
    for (const links::Endpoint &candidate : std::as_const(m_candidates))
        names += candidate.toString();
    begin(Rung::Tcp, names.join(QStringLiteral(", ")));
    tryCandidate(0);
}

void Climb::tryCandidate(qsizetype candidate)
{
    if (candidate == m_candidates.size()) {
        notReached(m_firstError);
        return;
    }
    const links::Endpoint &endpoint = m_candidates[candidate];
    // TLS is a rung of its own.
    profiles::Profile plain = m_profile;
    plain.tls.enabled = false;
    openWire(plain, endpoint, [this, candidate](const base::Result<> &result) {
        if (result) {
            reached(candidate);
            return;
        }
        if (candidate == 0)
            m_firstError = explained(result.error(), m_candidates[candidate]);
        tryCandidate(candidate + 1);
    });
}

void Climb::reached(qsizetype candidate)
{
    const links::Endpoint endpoint = m_candidates[candidate];
    const profiles::HostPort at = endpoint.reachedAt(m_profile);
    QString finding = tr("connected");
    if (endpoint.unixSocket.isEmpty() && at != profiles::HostPort{ endpoint.host, endpoint.port })
        finding = tr("connected, by way of %1").arg(at.toString());
    m_endpoint = endpoint;
    if (candidate > 0) {
        conclude(Outcome::Limited,
                 tr("%1 answers, but: %2").arg(endpoint.toString(), m_firstError.text));
    } else {
        pass(finding);
    }
    m_candidates = m_candidates.sliced(candidate);
    findServer();
}

void Climb::notReached(const base::Error &why)
{
    if (m_profile.topology == profiles::Topology::Sentinel && m_candidates.size() > 1) {
        fail({ why.kind,
               tr("None of the %1 sentinels can be reached. The first: %2")
                   .arg(m_candidates.size())
                   .arg(why.text),
               why.detail, Cause::NoSentinel },
             { Remedy::Retry });
        return;
    }
    fail(why, unreachedRemedies(why));
}

/// A name that exists in a VPC alone, or leads into one: a bastion may help.
QList<Remedy> Climb::unreachedRemedies(const base::Error &why) const
{
    if (leadsBySsm())
        return ssmRemedies(why);
    static const QRegularExpression elastiCache(
        QStringLiteral(R"(\.cache\.amazonaws\.com(\.cn)?\.?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const bool isInVpc = why.cause == Cause::PrivateAddress
        || ((why.cause == Cause::HostNotFound || why.cause == Cause::Silent)
            && elastiCache.match(m_profile.host).hasMatch());
    if (m_profile.tunnel.kind == TunnelKind::None && isInVpc)
        return { Remedy::UseSsmBastion, Remedy::OpenTunnelPage, Remedy::Retry };
    return { Remedy::Retry };
}

base::Error Climb::explained(const base::Error &why, const links::Endpoint &endpoint) const
{
    if (m_profile.tunnel.kind != TunnelKind::None)
        return why; // a private address is what a tunnel is for
    const QString host = endpoint.reachedAt(m_profile).host;
    return explainUnreached(why, host, m_addresses.value(host));
}

void Climb::findServer()
{
    if (m_profile.topology == profiles::Topology::Sentinel) {
        begin(Rung::CacheTcp, m_profile.sentinel.primaryName);
        askSentinel(0);
        return;
    }
    shakeHands();
}

} // namespace session

#include "session/networkworker.h"
#include <QCoreApplication>

// The way of a profile that leads through a tunnel.

namespace session {

using namespace std::chrono_literals;

namespace {

// A bastion that restarts is back within minutes; one that was replaced never comes back under its
// name, and each attempt is a call of the account. With these, the tenth minute is the last.
constexpr std::chrono::milliseconds longestWhileOffline = 2min;
constexpr int mostTargetsOffline = 12;

/// Trying again by itself would be refused again, or repeat a question that was given up.
bool needsPerson(const base::Error &why)
{
    using Cause = base::Error::Cause;
    const bool givenUp = why.kind == base::Error::Kind::Cancelled && links::isOfTheWay(why)
        && why.cause != Cause::TunnelLost;
    if (givenUp)
        return true;
    switch (why.cause) {
    case Cause::HostKeyChanged:
    case Cause::HostKeyRevoked:
    case Cause::SshSignInRefused:
    // Keys, permissions and settings of AWS: nobody but the person brings others.
    case Cause::AwsNoKeys:
    case Cause::AwsProfileUnknown:
    case Cause::AwsRegionMissing:
    case Cause::AwsSignInExpired:
    case Cause::AwsDenied:
    case Cause::SsmStrangeGateway:
    case Cause::SsmEncrypted:
    case Cause::SsmPluginMissing:
        return true;
    default:
        return false;
    }
}

/// The server itself ended a connection, turned one away or is another: its name may lead
/// elsewhere by now. What was silent is for the way to find out.
bool mayHaveMoved(const base::Error &why)
{
    using Kind = base::Error::Kind;
    return !links::isOfTheWay(why) && why.kind != Kind::Timeout && why.kind != Kind::Auth
        && why.kind != Kind::Cancelled && why.cause != base::Error::Cause::Loading;
}

} // namespace

void NetworkWorker::setAsker(const std::shared_ptr<links::Asker> &asker)
{
    m_asker = asker;
}

void NetworkWorker::setSshPlaces(const links::SshPlaces &places)
{
    m_places = places;
}

void NetworkWorker::setAwsPlaces(const aws::Places &places)
{
    m_awsPlaces = places;
}

void NetworkWorker::setTunnelSource(const TunnelSource &source)
{
    m_tunnelSource = source;
}

/// The old one is closed by now, or its far end is still being told.
void NetworkWorker::setWay(const profiles::TunnelSettings &way)
{
    m_profile.tunnel = way;
    delete std::exchange(m_iamTokens, nullptr); // of the old way's account
    if (!m_tunnel)
        return;
    if (m_finder)
        m_finder->setThrough({});
    links::Tunnel *old = m_tunnel.release();
    old->disconnect(this);
    if (m_stall) {
        m_stall.reset();
        Q_EMIT stallChanged(m_stall);
    }
    old->setParent(this);
    if (old->isClosing())
        connect(old, &links::Tunnel::closed, old, &QObject::deleteLater);
    else
        old->deleteLater();
}

void NetworkWorker::makeTunnel()
{
    if (m_tunnel)
        return;
    m_tunnel = m_tunnelSource
        ? m_tunnelSource()
        : links::makeTunnel(m_profile, m_secrets, m_asker, m_places, m_awsPlaces);
    if (m_tunnel) {
        connect(m_tunnel.get(), &links::Tunnel::lost, this, &NetworkWorker::tunnelLost);
        connect(m_tunnel.get(), &links::Tunnel::closed, this, &NetworkWorker::ended);
        connect(m_tunnel.get(), &links::Tunnel::stallChanged, this,
                [this](const std::optional<base::Error> &why) {
                    m_stall = why;
                    Q_EMIT stallChanged(why);
                });
    }
    if (m_finder)
        m_finder->setThrough({ m_tunnel.get(), links::Use::Interactive });
}

links::Through NetworkWorker::through(Lane lane) const
{
    return { m_tunnel.get(), lane == Lane::Work ? links::Use::Bulk : links::Use::Interactive };
}

/// The connections that led through it are as good as ended; they could not say why.
void NetworkWorker::tunnelLost(const base::Error &why, links::Use use)
{
    if (use == links::Use::Bulk)
        return; // its lane ends alone, and is opened again when it is needed
    switch (m_state) {
    case State::Online:
        goOffline(why);
        break;
    case State::Connecting:
        if (m_finder)
            m_finder->cancel();
        m_searchAgain.stop();
        if (m_contact)
            m_contact->close(why);
        contactFailed(why);
        break;
    case State::Waiting:
        // The connections were faster.
        if (m_wasOnline)
            Q_EMIT lost(why, m_lostAt, m_retry.remainingTime(), m_backoff.attempt());
        break;
    case State::Closed:
        break;
    }
}

void NetworkWorker::makeTokens()
{
    if (m_tokensGiven || m_iamTokens || m_profile.authentication != profiles::Authentication::Iam)
        return;
    m_iamTokens =
        new IamTokens(links::awsAccount(m_profile, m_secrets), m_awsPlaces, m_asker, this);
    m_credentials->setTokenSource(m_iamTokens->source());
}

void NetworkWorker::renewWay(const links::Endpoint &endpoint, const base::Error &why)
{
    if (mayHaveMoved(why))
        (void)renewWay(endpoint);
}

/// False when that was done a moment ago.
bool NetworkWorker::renewWay(const links::Endpoint &endpoint)
{
    const profiles::HostPort at = endpoint.reachedAt(m_profile);
    if (!m_tunnel || !m_renewPace.allows(at.toString()))
        return false;
    m_tunnel->renew({ at.host, at.port, endpoint.unixSocket });
    return true;
}

/// The name that led to a primary leads to what has become a replica, because the way looked it up
/// before a failover. (Who connected to a replica from the first meant that.)
void NetworkWorker::leaveReplica(ServerNode *node)
{
    if (m_isCluster || !m_sawPrimary || !renewWay(node->endpoint()))
        return;
    node->giveUpLater({ base::Error::Kind::Network,
                        QCoreApplication::translate(
                            "session",
                            "%1 has become a replica; its name is looked up anew for the new "
                            "primary.")
                            .arg(node->endpoint().toString()),
                        {},
                        base::Error::Cause::ReadOnlyReplica });
}

std::optional<base::Error> NetworkWorker::refusal(const links::Endpoint &endpoint) const
{
    if (!m_tunnel)
        return std::nullopt;
    const profiles::HostPort at = endpoint.reachedAt(m_profile);
    return m_tunnel->refusal({ at.host, at.port, endpoint.unixSocket });
}

/// Not from inside one of its own signals.
void NetworkWorker::closeTunnelLater()
{
    if (!m_tunnel)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_tunnel && m_state == State::Closed)
                m_tunnel->close();
        },
        Qt::QueuedConnection);
}

std::chrono::milliseconds NetworkWorker::nextWait(const base::Error &why)
{
    const bool isOffline = why.cause == base::Error::Cause::SsmTargetOffline;
    return isOffline ? m_backoff.next(longestWhileOffline) : m_backoff.next();
}

bool NetworkWorker::stopsTrying(const base::Error &why)
{
    m_targetsOffline = why.cause == base::Error::Cause::SsmTargetOffline ? m_targetsOffline + 1 : 0;
    if (!needsPerson(why) && m_targetsOffline < mostTargetsOffline)
        return false;
    m_state = State::Closed;
    m_retry.stop();
    m_idle.stop();
    m_wake.stop();
    m_searchAgain.stop();
    closeNodes(why);
    closeTunnelLater();
    Q_EMIT stopped(why, m_lostAt);
    return true;
}

} // namespace session

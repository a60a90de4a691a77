#include "session/networkworker.h"

// The way of a profile that leads through a tunnel.

namespace session {

namespace {

/// Trying again by itself would be refused again, or repeat a question that was given up.
bool needsPerson(const base::Error &why)
{
    using Cause = base::Error::Cause;
    const bool givenUp = why.kind == base::Error::Kind::Cancelled && links::isOfTheWay(why)
        && why.cause != Cause::TunnelLost;
    return givenUp || why.cause == Cause::HostKeyChanged || why.cause == Cause::HostKeyRevoked
        || why.cause == Cause::SshSignInRefused;
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

void NetworkWorker::setTunnelSource(const TunnelSource &source)
{
    m_tunnelSource = source;
}

void NetworkWorker::makeTunnel()
{
    if (m_tunnel)
        return;
    m_tunnel = m_tunnelSource ? m_tunnelSource()
                              : links::makeTunnel(m_profile, m_secrets, m_asker, m_places);
    if (m_tunnel)
        connect(m_tunnel.get(), &links::Tunnel::lost, this, &NetworkWorker::tunnelLost);
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

/// Not from inside one of its own signals.
void NetworkWorker::closeTunnelLater()
{
    if (!m_tunnel)
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_state == State::Closed)
                m_tunnel->close();
        },
        Qt::QueuedConnection);
}

bool NetworkWorker::stopsTrying(const base::Error &why)
{
    if (!needsPerson(why))
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

#include "link/ssh/sshchain.h"

namespace links {

SshChain::SshChain(QList<SshHopPlan> hops, QObject *parent)
    : QObject(parent)
    , m_hops(std::move(hops))
{
}

SshChain::~SshChain()
{
    close();
}

SshChain::State SshChain::state() const
{
    // A session that has just ended says so a moment later.
    const bool broken = std::any_of(m_sessions.begin(), m_sessions.end(),
                                    [](const auto &session) { return session->hasEnded(); });
    return m_state == State::Open && broken ? State::Closed : m_state;
}

void SshChain::open(std::chrono::milliseconds timeout)
{
    close();
    m_timeout = timeout;
    m_state = State::Opening;
    openHop();
}

void SshChain::close()
{
    m_state = State::Closed;
    if (m_opening) {
        m_opening->disconnect(this);
        m_opening.release()->deleteLater(); // this may run inside one of its own signals
    }
    while (!m_sessions.empty())
        m_sessions.pop_back(); // innermost first: it says goodbye through the others
}

void SshChain::openHop()
{
    const auto number = qsizetype(m_sessions.size());
    m_opening = std::make_unique<SshHopOpening>(m_hops[number], m_timeout, nullptr);
    connect(m_opening.get(), &SshHopOpening::stepped, this, &SshChain::stepped);
    connect(m_opening.get(), &SshHopOpening::opened, this, &SshChain::hopOpened);
    connect(m_opening.get(), &SshHopOpening::failed, this, [this](const base::Error &why) {
        close();
        Q_EMIT failed(why);
    });
    m_opening->start(number > 0 ? m_sessions.back().get() : nullptr,
                     number > 0 ? m_hops[number - 1].address() : QString());
}

void SshChain::hopOpened()
{
    std::unique_ptr<SshSession> session = m_opening->take();
    m_opening.release()->deleteLater();
    connect(session.get(), &SshSession::ended, this, &SshChain::sessionEnded);
    m_sessions.push_back(std::move(session));
    if (qsizetype(m_sessions.size()) < m_hops.size()) {
        openHop();
        return;
    }
    m_state = State::Open;
    Q_EMIT opened();
}

void SshChain::sessionEnded(const base::Error &why)
{
    const bool wasOpen = m_state == State::Open;
    // Its own signal is on the way up through here.
    for (auto &session : m_sessions)
        session->disconnect(this);
    close();
    if (wasOpen)
        Q_EMIT lost(why);
    else
        Q_EMIT failed(why);
}

void SshChain::probe()
{
    for (const auto &session : m_sessions)
        session->probe();
}

} // namespace links

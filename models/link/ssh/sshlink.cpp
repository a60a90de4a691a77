#include "link/ssh/sshlink.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshsession.h"
#include "link/ssh/sshtunnel.h"
#include <QLocalSocket>
#include <unistd.h>

namespace links {

SshLink::SshLink(SshTunnel &tunnel, Endpoint target, Use use, std::chrono::milliseconds timeout,
                 QObject *parent)
    : Link(parent)
    , m_tunnel(&tunnel)
    , m_tunnelName(tunnel.name())
    , m_target(std::move(target))
    , m_use(use)
    , m_timeout(timeout)
{
}

SshLink::~SshLink()
{
    if (m_tunnel)
        m_tunnel->withdraw(this);
}

void SshLink::open()
{
    if (m_tunnel)
        m_tunnel->admit(this);
    else
        giveUp(ssherrors::gone(m_tunnelName));
}

QString SshLink::route() const
{
    return m_tunnelName + QStringLiteral(" → ") + m_target.toString();
}

void SshLink::proceed(SshSession &session, int hop)
{
    m_step = { TunnelStep::Kind::Forward, {}, hop, m_target.toString(), {}, 0, {} };
    m_clock.start();
    forward(TunnelStep::Outcome::Running);
    m_opening = session.open(m_target, m_timeout, this);
    connect(m_opening, &SshOpening::opened, this, &SshLink::streamOpened);
    connect(m_opening, &SshOpening::failed, this, [this](const base::Error &why) {
        forward(TunnelStep::Outcome::Failed, why);
        giveUp(why);
    });
}

void SshLink::streamOpened()
{
    if (std::exchange(m_done, true))
        return;
    auto stream = std::make_unique<QLocalSocket>();
    const int descriptor = m_opening->take();
    if (!stream->setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        m_done = false;
        giveUp(ssherrors::noPair());
        return;
    }
    forward(TunnelStep::Outcome::Passed);
    finish(std::move(stream));
}

void SshLink::forward(TunnelStep::Outcome outcome, const base::Error &why)
{
    m_step.outcome = outcome;
    m_step.error = why;
    m_step.microseconds = m_clock.nsecsElapsed() / 1000;
    if (m_tunnel)
        Q_EMIT m_tunnel->stepped(m_step);
}

void SshLink::giveUp(const base::Error &why)
{
    if (std::exchange(m_done, true))
        return;
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

} // namespace links

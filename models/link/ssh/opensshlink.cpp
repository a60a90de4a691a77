#include "link/ssh/opensshlink.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/opensshstream.h"
#include "link/ssh/opensshtunnel.h"
#include "link/ssh/ssherrors.h"
#include <utility>

namespace links {

OpenSshLink::OpenSshLink(OpenSshTunnel &tunnel, Endpoint target, Use use,
                         std::chrono::milliseconds timeout, QObject *parent)
    : Link(parent)
    , m_tunnel(&tunnel)
    , m_tunnelName(tunnel.name())
    , m_target(std::move(target))
    , m_use(use)
    , m_timeout(timeout)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeout);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const base::Error why = ssherrors::targetSilent(m_target, m_timeout);
        forward(TunnelStep::Outcome::Failed, why);
        giveUp(why);
    });
}

OpenSshLink::~OpenSshLink()
{
    if (m_tunnel)
        m_tunnel->withdraw(this);
    if (m_stream && !m_done)
        m_stream->abandon();
}

void OpenSshLink::open()
{
    if (m_tunnel)
        m_tunnel->admit(this);
    else
        giveUp(ssherrors::gone(m_tunnelName));
}

QString OpenSshLink::route() const
{
    return m_tunnelName + QStringLiteral(" → ") + m_target.toString();
}

void OpenSshLink::proceed(OpenSshMaster &master)
{
    m_clock.start();
    forward(TunnelStep::Outcome::Running);
    m_stream = new OpenSshStream(master, m_target);
    connect(m_stream, &OpenSshStream::opened, this, &OpenSshLink::streamOpened);
    connect(m_stream, &OpenSshStream::failed, this, [this](const base::Error &why) {
        forward(TunnelStep::Outcome::Failed, why);
        giveUp(why);
    });
    connect(&master, &OpenSshMaster::lost, this, &OpenSshLink::giveUp);
    connect(m_stream, &QObject::destroyed, this, [this] { giveUp(ssherrors::gone(m_tunnelName)); });
    m_limit.start();
    m_stream->open();
}

void OpenSshLink::streamOpened()
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    forward(TunnelStep::Outcome::Passed);
    finish(m_stream->take());
}

void OpenSshLink::forward(TunnelStep::Outcome outcome, const base::Error &why)
{
    if (!m_tunnel)
        return;
    TunnelStep step;
    step.kind = TunnelStep::Kind::Forward;
    step.outcome = outcome;
    step.hop = m_tunnel->lastHop();
    step.tried = m_target.toString();
    if (outcome != TunnelStep::Outcome::Running)
        step.microseconds = m_clock.nsecsElapsed() / 1000;
    step.error = why;
    Q_EMIT m_tunnel->stepped(step);
}

void OpenSshLink::giveUp(const base::Error &why)
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    if (m_stream)
        m_stream->abandon();
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
}

} // namespace links

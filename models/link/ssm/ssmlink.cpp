#include "link/ssm/ssmlink.h"
#include "link/ssh/ssherrors.h"
#include <QLocalSocket>
#include <unistd.h>

namespace links {

SsmLink::SsmLink(Host &host, QString tunnelName, Endpoint target, Use use,
                 std::chrono::milliseconds timeout, QObject *parent)
    : Link(parent)
    , m_host(&host)
    , m_tunnelName(std::move(tunnelName))
    , m_target(std::move(target))
    , m_use(use)
    , m_timeout(timeout)
{
}

SsmLink::~SsmLink()
{
    m_done = true;
    if (m_host)
        m_host->withdraw(this);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void SsmLink::open()
{
    if (m_host)
        m_host->admit(this);
    else
        giveUp(ssherrors::gone(m_tunnelName));
}

QString SsmLink::route() const
{
    return m_tunnelName + QStringLiteral(" → ") + m_target.toString();
}

void SsmLink::carried(int descriptor, std::chrono::milliseconds wait,
                      const std::shared_ptr<ssm::Clock> &clock)
{
    m_descriptor = descriptor;
    m_clock = clock;
    m_begunAt = clock->elapsed();
    forward(TunnelStep::Outcome::Running);
    m_wait = clock->alarm([this] { streamOpened(); });
    m_wait->start(wait);
}

void SsmLink::streamOpened()
{
    if (std::exchange(m_done, true))
        return;
    m_wait->stop();
    auto stream = std::make_unique<QLocalSocket>();
    if (!stream->setSocketDescriptor(m_descriptor)) {
        m_done = false;
        giveUp(ssherrors::noPair());
        return;
    }
    m_descriptor = -1;
    forward(TunnelStep::Outcome::Passed);
    finish(std::move(stream));
}

void SsmLink::forward(TunnelStep::Outcome outcome, const base::Error &why)
{
    if (!m_host)
        return;
    const std::chrono::microseconds taken = m_clock->elapsed() - m_begunAt;
    m_host->step(
        { TunnelStep::Kind::Forward, outcome, 0, m_target.toString(), {}, taken.count(), why });
}

bool SsmLink::giveUp(const base::Error &why)
{
    if (std::exchange(m_done, true))
        return false;
    if (m_wait)
        m_wait->stop();
    if (m_descriptor >= 0) {
        forward(TunnelStep::Outcome::Failed, why);
        ::close(std::exchange(m_descriptor, -1));
    }
    QMetaObject::invokeMethod(
        this, [this, why] { Q_EMIT failed(why); }, Qt::QueuedConnection);
    return true;
}

} // namespace links

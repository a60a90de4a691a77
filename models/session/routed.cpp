#include "session/routed.h"
#include "link/tunnel.h"

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {
constexpr auto shortestWait = 25ms;
constexpr auto longestWait = 1000ms;
} // namespace

Routed::Routed(Cluster *cluster, RequestPtr request)
    : QObject(cluster)
    , m_cluster(cluster)
    , m_request(std::move(request))
    , m_timer(this)
{
    const auto own = m_request->isTransaction() ? m_request->transaction.options.timeout
                                                : m_request->options.timeout;
    m_deadline = QDeadlineTimer(
        own.count() > 0 ? own
                        : std::chrono::milliseconds(cluster->host().profile().commandTimeoutMs));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Routed::resume);
    connect(cluster, &Cluster::mapChanged, this, [this] {
        if (m_eager && m_timer.isActive())
            m_timer.start(0);
    });
    connect(cluster, &Cluster::aboutToClose, this, &Routed::abandon);
}

Routed::~Routed()
{
    if (!m_ended)
        m_request->fail({ Kind::Cancelled, {}, {} });
}

void Routed::waitFor(int hops)
{
    const auto wait =
        std::min<std::chrono::milliseconds>(shortestWait * (1 << std::min(hops, 8)), longestWait);
    // Two nodes that point at each other change the map with every answer.
    m_eager = hops < mostHops / 2;
    const auto capped = std::min(wait, std::max(remaining(), 1ms));
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > capped)
        m_timer.start(capped);
}

std::chrono::milliseconds Routed::remaining() const
{
    return std::chrono::milliseconds(std::max<qint64>(m_deadline.remainingTime(), 1));
}

bool Routed::mayPass(const base::Error &why)
{
    using Cause = base::Error::Cause;
    if (links::isOfTheWay(why) && why.cause != Cause::TunnelLost)
        return false; // it might ask the person again
    return why.kind == Kind::Network || why.kind == Kind::Timeout || why.kind == Kind::Protocol
        || why.cause == base::Error::Cause::Loading;
}

void Routed::fail(const base::Error &why)
{
    if (std::exchange(m_ended, true))
        return;
    m_request->fail(why);
    deleteLater();
}

} // namespace session

#include "session/servernode.h"
#include "base/whendone.h"
#include "link/makelink.h"
#include <algorithm>

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

namespace {

constexpr auto pingEvery = 5000ms;
constexpr std::chrono::milliseconds longestCheck = 5s;
constexpr auto keepAliveAfter = 60s;
constexpr qsizetype mostConnections = 4;

int stripesOf(const profiles::TunnelSettings &tunnel)
{
    return tunnel.kind == profiles::TunnelKind::Ssm
            && tunnel.ssmBackend == profiles::SsmBackend::BuiltIn
        ? tunnel.bulkSessions
        : 1;
}

RequestPtr ping()
{
    auto request = std::make_shared<Request>();
    request->commands = { resp::Command{ "PING" } };
    request->internal = true;
    std::get<Request::One>(request->promise).start();
    return request;
}

} // namespace

QString reachedText(const NodeHost &host, const links::Endpoint &endpoint)
{
    const links::Tunnel *tunnel = host.through(Lane::Browse).tunnel;
    const QString address = endpoint.unixSocket.isEmpty()
        ? endpoint.reachedAt(host.profile()).toString()
        : endpoint.unixSocket;
    return tunnel ? QStringLiteral("%1 → %2").arg(tunnel->name(), address) : address;
}

ServerNode::ServerNode(links::Endpoint endpoint, NodeHost *host, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_host(host)
    , m_watch(this)
{
    for (const Lane which : { Lane::Browse, Lane::Work, Lane::Console, Lane::Stats })
        m_lanes[size_t(which)] = new LaneConnection(which, this, this);
    m_stripes = new WorkStripes(lane(Lane::Work), stripesOf(host->profile().tunnel),
                                { [this] { return new LaneConnection(Lane::Work, this, this); },
                                  [this] { return openConnections() < mostConnections; } },
                                this);
    m_watch.setInterval(
        qBound(500ms, std::chrono::milliseconds(host->profile().commandTimeoutMs / 3), pingEvery));
    connect(&m_watch, &QTimer::timeout, this, &ServerNode::watch);
}

ServerNode::~ServerNode()
{
    // While this object is still whole: the lanes call back.
    m_up = false;
    delete std::exchange(m_stripes, nullptr);
    for (LaneConnection *&each : m_lanes)
        delete std::exchange(each, nullptr);
}

void ServerNode::open()
{
    lane(Lane::Browse)->open();
}

void ServerNode::close(const base::Error &why)
{
    m_up = false;
    ++m_run;
    m_watch.stop();
    m_stripes->close(why);
    for (LaneConnection *each : m_lanes)
        each->close(why);
}

QList<LaneConnection *> ServerNode::connections() const
{
    return QList<LaneConnection *>(m_lanes.cbegin(), m_lanes.cend()) + m_stripes->further();
}

qsizetype ServerNode::openConnections() const
{
    const QList<LaneConnection *> all = connections();
    return std::count_if(all.cbegin(), all.cend(),
                         [](const LaneConnection *each) { return !each->isClosed(); });
}

void ServerNode::submit(Lane which, const RequestPtr &request)
{
    if (which == Lane::Work)
        m_stripes->submit(request);
    else
        lane(which)->submit(request);
}

void ServerNode::aboutToOpen(LaneConnection *opening)
{
    if (m_stripes && !m_stripes->owns(opening) && openConnections() >= mostConnections)
        m_stripes->makeRoom();
}

void ServerNode::answered(LaneConnection *from, const Request &request)
{
    if (m_stripes)
        m_stripes->answered(from, request);
}

bool ServerNode::takeBack(LaneConnection *from, const RequestPtr &request, const base::Error &why)
{
    return m_up && m_stripes && m_stripes->takeBack(from, request, why);
}

void ServerNode::giveUp(const base::Error &why)
{
    if (!m_up)
        return;
    close(why);
    m_host->nodeLost(this, why);
}

void ServerNode::giveUpLater(const base::Error &why)
{
    QMetaObject::invokeMethod(
        this,
        [this, why, run = m_run] {
            if (run == m_run)
                giveUp(why);
        },
        Qt::QueuedConnection);
}

Login::Plan ServerNode::loginPlan(Lane which) const
{
    return m_host->loginPlan(this, which);
}

links::Link *ServerNode::newLink(Lane which, QObject *parent) const
{
    return links::makeLink(m_host->profile(), m_endpoint, m_host->through(which),
                           m_host->secrets().tlsKeyPassphrase, parent);
}

links::Link *ServerNode::newPlainLink(Lane which, QObject *parent) const
{
    return links::makePlainLink(m_host->profile(), m_endpoint, m_host->through(which), parent);
}

resp::Commands ServerNode::questions(const LoginResult &login) const
{
    return m_host->questions(this, login);
}

std::optional<base::Error> ServerNode::admit(LaneConnection *from, const LoginResult &login,
                                             const resp::Replies &answers)
{
    if (m_up) {
        auto refused = m_host->admitFurther(this, login, answers);
        if (from->lane() == Lane::Work)
            m_stripes->lookAgain(); // it takes its share, or is gone
        if (refused && m_stripes->owns(from))
            loseLater(from);
        return refused;
    }
    if (auto refused = m_host->admit(this, from->lane(), login, answers))
        return refused;
    m_up = true;
    m_server = login.server;
    return std::nullopt;
}

/// It is still being closed.
void ServerNode::loseLater(LaneConnection *further)
{
    QMetaObject::invokeMethod(
        m_stripes,
        [this, further] {
            if (m_stripes->owns(further))
                m_stripes->lost(further);
        },
        Qt::QueuedConnection);
}

void ServerNode::openFailed(LaneConnection *from, const base::Error &why)
{
    if (!m_up) {
        m_host->nodeFailed(this, from->lane(), why);
        return;
    }
    if (m_stripes->owns(from)) {
        m_stripes->lost(from);
        return;
    }
    if (from->lane() == Lane::Work)
        m_stripes->close(why);
    // Full of clients, or a rule against it: that is the lane's own affair. But a server that does
    // not answer at all, or has lost our first lane, is gone. The way of bulk traffic may be closed
    // while that of the others is open.
    const bool silent = why.kind == Kind::Timeout && !links::isOfTheWay(why);
    if (from->lane() == Lane::Browse || silent || !hasOpenLane())
        giveUp(why);
}

void ServerNode::ended(LaneConnection *from, const base::Error &why)
{
    if (!m_up)
        return;
    if (m_stripes->owns(from)) {
        m_stripes->lost(from);
        return;
    }
    const bool unreadable = why.kind == Kind::Protocol || why.kind == Kind::TooLarge;
    if (from->lane() == Lane::Browse && unreadable)
        from->open(); // one reply was unreadable; the server is well
    else if (from->lane() == Lane::Browse || (!unreadable && !hasOpenLane()))
        giveUp(why);
    // Another lane is opened again when it is needed.
}

bool ServerNode::hasOpenLane() const
{
    return std::any_of(m_lanes.cbegin(), m_lanes.cend(),
                       [](const LaneConnection *each) { return !each->isClosed(); });
}

void ServerNode::watchFromNowOn()
{
    m_pinging = false;
    m_watch.start();
    QMetaObject::invokeMethod(this, &ServerNode::watch, Qt::QueuedConnection);
}

/// The round trip, and the watchdog: without an answer in time the server is given up as dead.
void ServerNode::watch()
{
    if (!m_up)
        return;
    m_stripes->closeIdle(keepAliveAfter);
    for (LaneConnection *each : m_lanes) {
        if (each->lane() != Lane::Stats && each->isIdleFor(keepAliveAfter))
            each->submit(ping());
    }
    if (std::exchange(m_pinging, true)) {
        m_host->nodeSilent(this);
        return;
    }
    const RequestPtr request = ping();
    base::whenDone(std::get<Request::One>(request->promise).future(), this,
                   [this, request, run = m_run](const base::Result<resp::Reply> &reply) {
                       if (run != m_run)
                           return;
                       m_pinging = false;
                       if (reply && request->clock.isValid())
                           m_host->roundTrip(this, request->microseconds);
                       else if (!reply && reply.error().kind == Kind::Timeout)
                           giveUp(reply.error());
                   });
    lane(Lane::Stats)->submit(request);
}

void ServerNode::checkNow()
{
    if (!m_up)
        return;
    const RequestPtr request = ping();
    request->options.timeout =
        std::min(std::chrono::milliseconds(m_host->profile().connectTimeoutMs), longestCheck);
    base::whenDone(std::get<Request::One>(request->promise).future(), this,
                   [this, run = m_run](const base::Result<resp::Reply> &reply) {
                       if (run == m_run && !reply && reply.error().kind == Kind::Timeout)
                           giveUp(reply.error());
                   });
    lane(Lane::Stats)->submit(request);
}

bool ServerNode::isQuiet() const
{
    const QList<LaneConnection *> all = connections();
    return std::all_of(all.cbegin(), all.cend(), [](const LaneConnection *each) {
        return each->lane() == Lane::Stats || each->isClosed() || each->isIdleFor(0ms);
    });
}

void ServerNode::record(Lane which, int db, const resp::Command &command, qint64 microseconds,
                        bool failed)
{
    m_host->record(which, db, command, microseconds, failed);
}

} // namespace session

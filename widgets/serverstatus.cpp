#include "widgets/serverstatus.h"
#include "session/session.h"
#include "widgets/nodemappopover.h"
#include "widgets/statusbar.h"
#include <algorithm>

namespace ui {

using session::Session;

namespace {

StatusBar::Link linkOf(Session::State state)
{
    switch (state) {
    case Session::State::Connecting:
        return StatusBar::Link::Connecting;
    case Session::State::Online:
        return StatusBar::Link::Online;
    case Session::State::Reconnecting:
        return StatusBar::Link::Offline;
    case Session::State::Closed:
        break;
    }
    return StatusBar::Link::Closed;
}

StatusBar::Tls tlsOf(const profiles::TlsSettings &tls)
{
    if (!tls.enabled)
        return StatusBar::Tls::Off;
    return tls.verify ? StatusBar::Tls::Verified : StatusBar::Tls::Unverified;
}

QString engineOf(const session::ServerInfo &server)
{
    if (server.engine.isEmpty())
        return {};
    const QString engine = QStringLiteral("%1 %2").arg(server.engine, server.version);
    return server.mode.isEmpty() ? engine : engine + QStringLiteral(" · ") + server.mode;
}

} // namespace

ServerStatus::ServerStatus(Session &session, StatusBar &bar, QWidget *view)
    : QObject(view)
    , m_session(session)
    , m_bar(bar)
    , m_view(view)
{
    connect(&bar, &StatusBar::nodesClicked, this, &ServerStatus::showNodes);
    connect(&session, &Session::nodesChanged, this, [this] {
        fillNodes();
        refresh();
    });
    connect(&session, &Session::roundTripMeasured, this,
            [this] { m_bar.setRoundTrips(m_session.roundTrips()); });
}

void ServerStatus::refresh()
{
    const profiles::Profile &profile = m_session.profile();
    const session::ServerInfo &server = m_session.server();
    const QString way = links::wayName(profile);
    const QString route = !way.isEmpty() ? way
        : profile.unixSocket.isEmpty()   ? tr("Direct")
                                         : tr("Unix socket");
    const QString address =
        profile.environment == profiles::Environment::Demo ? tr("built in") : profile.address();
    m_bar.setLink(linkOf(m_session.state()), QStringLiteral("%1 → %2").arg(route, address));
    m_bar.setTls(tlsOf(profile.tls));
    m_bar.setEngine(engineOf(server));
    refreshShards();
    m_bar.setProtocol(server.engine.isEmpty() ? 0 : server.protocol);
    m_bar.setRoundTrips(m_session.roundTrips());
}

void ServerStatus::refreshShards()
{
    const auto nodes = m_session.nodes();
    const QList<resp::NodeMap::Node> primaries = nodes->primaries();
    const auto shards =
        std::count_if(primaries.cbegin(), primaries.cend(),
                      [](const resp::NodeMap::Node &node) { return !node.ranges.isEmpty(); });
    const auto reachable =
        std::count_if(primaries.cbegin(), primaries.cend(), [](const resp::NodeMap::Node &node) {
            return !node.ranges.isEmpty() && node.reachable;
        });
    m_bar.setShards(nodes->cluster ? int(shards) : 0, int(reachable));
}

void ServerStatus::showNodes(QWidget *anchor)
{
    if (m_nodes) {
        m_nodes->close();
        return;
    }
    m_nodes = new NodeMapPopover(m_view->window());
    fillNodes();
    m_nodes->openAt(anchor, m_nodes->table());
}

void ServerStatus::fillNodes()
{
    if (!m_nodes)
        return;
    const auto map = m_session.nodes();
    QList<session::NodeState> states = m_session.nodeStates();
    if (!map->cluster) {
        if (states.isEmpty()) {
            states += session::NodeState{};
            states.first().announced = states.first().reached = m_session.profile().address();
        }
        if (m_session.state() != Session::State::Online) {
            states.first().health = session::NodeState::Health::Unreachable;
            states.first().trouble = m_session.lastError().text;
        }
    }
    m_nodes->setNodes(states, map->cluster, map->moving);
}

} // namespace ui

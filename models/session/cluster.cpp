#include "session/cluster.h"
#include "base/log.h"
#include "session/clusterrequest.h"
#include "session/clustertransaction.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;
using namespace std::chrono_literals;

namespace {

constexpr auto afterRedirect = 200ms;

QString rangesText(const ClusterNode &node)
{
    QStringList texts;
    for (const auto &range : node.ranges) {
        texts += range.first == range.last
            ? QString::number(range.first)
            : QStringLiteral("%1–%2").arg(range.first).arg(range.last);
        if (texts.size() == 3 && node.ranges.size() > 3) {
            texts += QStringLiteral("…");
            break;
        }
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace

Cluster::Cluster(NodeHost *host, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_refreshTimer(this)
{
    m_refreshTimer.setSingleShot(true);
    connect(&m_refreshTimer, &QTimer::timeout, this, [this] { refresh(); });
}

Cluster::~Cluster()
{
    close(m_closedWhy);
    // While the host is still whole: nodes call back.
    for (const ServerNode *node : std::exchange(m_members, {}))
        delete node;
}

resp::Commands Cluster::questions()
{
    return { { "CLUSTER", "MYID" }, { "CLUSTER", "SLOTS" }, { "CLUSTER", "SHARDS" } };
}

std::optional<Topology> Cluster::read(const resp::Replies &answers, const links::Endpoint &asked,
                                      bool tls)
{
    const auto owners = Topology::fromSlots(answers.value(1), asked);
    const auto shards = Topology::fromShards(answers.value(2), asked, tls);
    if (owners && shards)
        return Topology::merged(*owners, *shards);
    return owners ? owners : shards;
}

void Cluster::open(const Topology &topology, ServerNode *contact, const QByteArray &id)
{
    m_open = true;
    m_trouble.clear();
    m_any = id;
    if (isMember(contact))
        m_members.remove(contact->id());
    ServerNode *known = m_members.value(id);
    if (known && known != contact) {
        known->close(m_closedWhy);
        known->deleteLater();
    }
    contact->setId(id);
    m_members.insert(id, contact);
    if (m_console.isEmpty())
        m_console = id;
    apply(topology);
    // Further connections go where the node itself says that it is.
    if (const ClusterNode *node = m_topology.find(id); node && !node->endpoint.host.isEmpty())
        contact->setEndpoint(node->endpoint);
    m_backoff.reset();
    refreshLater();
    QMetaObject::invokeMethod(this, &Cluster::askForMoves, Qt::QueuedConnection);
}

void Cluster::release(ServerNode *contact)
{
    for (ServerNode *node : std::exchange(m_members, {})) {
        if (node == contact)
            continue;
        node->close(m_closedWhy);
        node->deleteLater();
    }
    contact->setId({});
    m_topology = {};
    m_console.clear();
}

void Cluster::close(const base::Error &why)
{
    m_open = false;
    m_closedWhy = why;
    m_refreshing = false;
    ++m_refreshRun;
    m_refreshTimer.stop();
    for (ServerNode *node : std::as_const(m_members))
        node->close(why);
    Q_EMIT aboutToClose();
}

void Cluster::submit(Lane lane, const RequestPtr &request)
{
    Routed *routed = nullptr;
    if (request->isTransaction())
        routed = new ClusterTransaction(this, request);
    else
        routed = new ClusterRequest(this, lane, request);
    routed->start();
}

bool Cluster::isMember(const ServerNode *node) const
{
    return node && m_members.value(node->id()) == node;
}

resp::Commands Cluster::introduction(const ServerNode *node) const
{
    resp::Commands commands{ { "CLUSTER", "MYID" } };
    const ClusterNode *known = m_topology.find(node->id());
    if (known && !known->isPrimary() && m_host->profile().readFromReplicas)
        commands += resp::Command{ "READONLY" };
    return commands;
}

/// The answers to introduction(). A user who may not ask for MYID is let in: what is left then is
/// the server's own MOVED.
std::optional<base::Error> Cluster::check(ServerNode *node, const resp::Replies &answers)
{
    const resp::Reply mine = answers.value(0);
    if (mine.isError() || mine.bytes() == node->id())
        return std::nullopt;
    const base::Error why{ Kind::Network,
                           QCoreApplication::translate(
                               "session",
                               "%1 answers as another node than the cluster announced there; "
                               "nothing was sent. Check the address map of this connection.")
                               .arg(node->endpoint().toString()),
                           mine.toByteArray(), Cause::WrongNode };
    qCWarning(base::logSession) << "another node answers at" << node->endpoint().toString();
    QMetaObject::invokeMethod(
        this, [this, why, id = node->id()] { addTrouble(id, why); }, Qt::QueuedConnection);
    return why;
}

void Cluster::nodeUp(ServerNode *node)
{
    node->watchFromNowOn();
    if (m_trouble.remove(node->id()) > 0)
        Q_EMIT mapChanged();
    Q_EMIT changed();
}

/// It could not be opened, or was lost.
void Cluster::nodeFailed(ServerNode *node, const base::Error &why)
{
    if (!m_open)
        return;
    addTrouble(node->id(), why);
    if (node->id() == m_any)
        m_any.clear();
}

void Cluster::nodeSilent()
{
    refresh();
}

void Cluster::addTrouble(const QByteArray &id, const base::Error &why)
{
    const bool first = !m_trouble.contains(id);
    m_trouble.insert(id, why);
    if (!first || !m_open)
        return;
    qCInfo(base::logSession) << "node" << id << "cannot be reached:" << why.text;
    m_backoff.reset();
    refresh();
    Q_EMIT changed();
}

ServerNode *Cluster::member(const QByteArray &id)
{
    if (ServerNode *node = m_members.value(id))
        return node;
    const ClusterNode *known = m_topology.find(id);
    if (!known || known->endpoint.host.isEmpty() || known->endpoint.port == 0)
        return nullptr;
    auto *node = new ServerNode(known->endpoint, m_host, this);
    node->setId(id);
    m_members.insert(id, node);
    return node;
}

ServerNode *Cluster::memberAt(const links::Endpoint &endpoint)
{
    const ClusterNode *known = m_topology.at(endpoint);
    return known ? member(known->id) : nullptr;
}

ServerNode *Cluster::anyNode()
{
    const ClusterNode *known = m_topology.find(m_any);
    if (known && known->isPrimary() && !m_trouble.contains(m_any)) {
        if (ServerNode *node = member(m_any))
            return node;
    }
    ServerNode *best = nullptr;
    for (const ClusterNode &each : std::as_const(m_topology.nodes)) {
        ServerNode *node = each.isPrimary() ? member(each.id) : nullptr;
        if (!node || (best && (best->isUp() || m_trouble.contains(each.id))))
            continue;
        if (!best || node->isUp() || m_trouble.contains(best->id()))
            best = node;
    }
    if (best)
        m_any = best->id();
    return best;
}

ServerNode *Cluster::replicaFor(int slot)
{
    const ClusterNode *owner = m_topology.ownerOf(slot);
    if (!owner)
        return nullptr;
    for (const ClusterNode &each : std::as_const(m_topology.nodes)) {
        if (each.primaryId != owner->id || each.health == ClusterNode::Health::Failed
            || m_trouble.contains(each.id))
            continue;
        if (ServerNode *node = member(each.id))
            return node;
    }
    return nullptr;
}

QByteArray Cluster::follow(const Redirect &redirect, const QByteArray &from, const QString &host)
{
    links::Endpoint endpoint = redirect.endpoint;
    if (endpoint.host.isEmpty())
        endpoint.host = host;
    const ClusterNode *target = m_topology.at(endpoint);
    if (!target) {
        refresh(from);
        return {};
    }
    const QByteArray id = target->id;
    if (redirect.kind == Redirect::Kind::Ask) {
        if (!std::exchange(m_moving, true))
            Q_EMIT changed();
    } else if (const ClusterNode *owner = m_topology.ownerOf(redirect.slot);
               !owner || owner->id != id) {
        Topology next = m_topology;
        next.moveSlot(redirect.slot, id);
        apply(next);
    }
    if (!m_refreshing && m_refreshTimer.remainingTime() > afterRedirect.count())
        m_refreshTimer.start(afterRedirect);
    return id;
}

ServerNode *Cluster::consoleNode()
{
    if (ServerNode *node = m_topology.find(m_console) ? member(m_console) : nullptr)
        return node;
    return anyNode();
}

QString Cluster::takeConsoleLoss()
{
    if (!m_consoleLoss.isEmpty())
        return std::exchange(m_consoleLoss, {});
    ServerNode *node = m_members.value(m_console);
    return node ? node->lane(Lane::Console)->takeLoss() : QString();
}

base::Error Cluster::unreachable(const QByteArray &id, const base::Error &why) const
{
    base::Error error{ Kind::Network, {}, why.text.toUtf8(), Cause::NodeUnreachable };
    const ClusterNode *node = m_topology.find(id);
    if (why.cause == Cause::WrongNode) {
        error = why;
    } else if (!node) {
        error.text = QCoreApplication::translate(
            "session", "The cluster has no such node any more; the command was not sent.");
    } else if (node->ranges.isEmpty()) {
        error.text = QCoreApplication::translate(
                         "session",
                         "The node %1 of the cluster cannot be reached; the command was "
                         "not sent.")
                         .arg(node->endpoint.toString());
    } else {
        error.text = QCoreApplication::translate(
                         "session",
                         "The node %1 of the cluster cannot be reached, and no other serves its "
                         "slots (%2); the command was not sent. If the cluster announces "
                         "addresses of its own network, map them in the connection's settings.")
                         .arg(node->endpoint.toString(), rangesText(*node));
    }
    return error;
}

void Cluster::apply(const Topology &next)
{
    if (next == m_topology && m_version > 0)
        return;
    const Topology before = std::exchange(m_topology, next);
    ++m_version;
    for (const QByteArray &id : m_members.keys()) {
        const ClusterNode *known = m_topology.find(id);
        if (!known) {
            retire(id);
            continue;
        }
        ServerNode *node = m_members.value(id);
        if (known->health == ClusterNode::Health::Failed && node->isUp()) {
            node->giveUpLater(
                { Kind::Network,
                  QCoreApplication::translate("session",
                                              "The other nodes of the cluster say that %1 has "
                                              "failed.")
                      .arg(known->endpoint.toString()),
                  {},
                  Cause::NodeUnreachable });
        }
        if (!known->endpoint.host.isEmpty())
            node->setEndpoint(known->endpoint);
        const ClusterNode *was = before.find(id);
        if (was && was->isPrimary() && !known->isPrimary())
            allowReads(node);
    }
    for (const QByteArray &id : m_trouble.keys()) {
        if (!m_topology.find(id))
            m_trouble.remove(id);
    }
    Q_EMIT mapChanged();
    Q_EMIT changed();
}

/// A primary that has become a replica: its open connections were not told that reads are meant.
void Cluster::allowReads(ServerNode *node)
{
    if (!m_host->profile().readFromReplicas)
        return;
    for (LaneConnection *each : node->connections()) {
        if (each->lane() != Lane::Console && each->isReady())
            each->submit(question({ { "READONLY" } }, {}));
    }
}

void Cluster::retire(const QByteArray &id)
{
    ServerNode *node = m_members.take(id);
    node->close({ Kind::Network,
                  QCoreApplication::translate("session", "The node %1 has left the cluster.")
                      .arg(node->endpoint().toString()),
                  {},
                  Cause::NodeUnreachable });
    if (id == m_console)
        m_consoleLoss = node->lane(Lane::Console)->takeLoss();
    node->deleteLater();
}

NodesSeen Cluster::seen() const
{
    auto map = std::make_shared<resp::NodeMap>();
    NodesSeen result;
    map->cluster = true;
    map->version = m_version;
    map->moving = m_moving;
    for (const ClusterNode &each : m_topology.nodes) {
        NodeState state;
        state.id = each.id;
        state.announced = each.endpoint.toString();
        state.reached = reachedText(*m_host, each.endpoint);
        state.primaryId = each.primaryId;
        state.ranges = each.ranges;
        const ServerNode *node = m_members.value(each.id);
        if (const auto trouble = m_trouble.constFind(each.id); trouble != m_trouble.cend()) {
            state.health = NodeState::Health::Unreachable;
            state.trouble = trouble->text;
        } else if (each.health == ClusterNode::Health::Failed) {
            state.health = NodeState::Health::Failed;
        } else if (each.health == ClusterNode::Health::Loading) {
            state.health = NodeState::Health::Loading;
        } else if (node && node->isUp()) {
            state.health = NodeState::Health::Connected;
        }
        const bool reachable = state.health != NodeState::Health::Unreachable
            && state.health != NodeState::Health::Failed && !each.endpoint.host.isEmpty();
        map->nodes +=
            resp::NodeMap::Node{ each.id, state.announced, each.primaryId, each.ranges, reachable };
        result.states += state;
    }
    result.map = map;
    return result;
}

QList<links::Endpoint> Cluster::endpoints() const
{
    QList<links::Endpoint> result;
    for (const ClusterNode &each : m_topology.nodes) {
        if (!each.endpoint.host.isEmpty() && each.endpoint.port > 0
            && !result.contains(each.endpoint))
            result += each.endpoint;
    }
    return result;
}

} // namespace session

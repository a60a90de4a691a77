#include "base/log.h"
#include "session/capabilityprobe.h"
#include "session/networkworker.h"
#include <QCoreApplication>

// What happens between a login and the first command: who answers there, and is it the same as
// before?

namespace session {

using Kind = base::Error::Kind;
using namespace std::chrono_literals;

bool NetworkWorker::asksForCluster(const ServerInfo &server) const
{
    if (m_profile.topology == profiles::Topology::Cluster)
        return true;
    // Where INFO was refused the mode is not known.
    return m_profile.topology == profiles::Topology::Automatic
        && (server.mode == QLatin1String("cluster") || server.mode.isEmpty());
}

bool NetworkWorker::isMember(const ServerNode *node) const
{
    return m_isCluster && m_cluster->isMember(node);
}

resp::Commands NetworkWorker::questions(const ServerNode *node, const LoginResult &login) const
{
    if (m_finder)
        return login.server.role.isEmpty() ? resp::Commands{ { "ROLE" } } : resp::Commands();
    if (m_state == State::Connecting && node == m_contact)
        return asksForCluster(login.server) ? Cluster::questions() : resp::Commands();
    return isMember(node) ? m_cluster->introduction(node) : resp::Commands();
}

/// What a sentinel says may be out of date: a replica is not taken for the primary. While a
/// failover is under way the sentinels are asked again, as long as one attempt may take.
std::optional<base::Error> NetworkWorker::refuseReplica(const ServerNode *node,
                                                        const LoginResult &login,
                                                        const resp::Replies &answers)
{
    const bool replica = login.server.role == QLatin1String("slave")
        || (!answers.isEmpty() && answers[0].size() > 0 && answers[0].at(0).bytes() == "slave");
    if (!m_finder || !replica)
        return std::nullopt;
    const base::Error why{ Kind::Network,
                           QCoreApplication::translate(
                               "session",
                               "The sentinels name %1 as the primary of %2, but it is a "
                               "replica: a failover is probably under way.")
                               .arg(node->endpoint().toString(), m_profile.sentinel.primaryName),
                           {},
                           base::Error::Cause::ReadOnlyReplica };
    if (!m_searching.hasExpired(m_profile.connectTimeoutMs)) {
        m_searchAgain.start(failoverPoll);
        return why;
    }
    QMetaObject::invokeMethod(
        this,
        [this, why] {
            if (m_state == State::Connecting)
                contactFailed(why);
        },
        Qt::QueuedConnection);
    return why;
}

std::optional<base::Error> NetworkWorker::admit(ServerNode *node, Lane lane,
                                                const LoginResult &login,
                                                const resp::Replies &answers)
{
    m_noTouch = m_noTouch && login.noTouch;
    if (m_state == State::Online && isMember(node)) {
        if (auto refused = m_cluster->check(node, answers)) {
            renewWay(node->endpoint(), *refused);
            return refused;
        }
        QMetaObject::invokeMethod(
            node,
            [this, node] {
                if (node->isUp() && isMember(node))
                    m_cluster->nodeUp(node);
            },
            Qt::QueuedConnection);
        return std::nullopt;
    }
    if (m_state != State::Connecting || node != m_contact || lane != Lane::Browse)
        return base::Error{ Kind::Cancelled, {}, {} };
    if (auto refused = refuseReplica(node, login, answers))
        return refused;
    LoginResult known = login;
    std::optional<Topology> topology;
    QByteArray id;
    if (const auto refused =
            takeTopology(known, m_finder ? resp::Replies() : answers, topology, id)) {
        QMetaObject::invokeMethod(
            this,
            [this, why = *refused] {
                if (m_state == State::Connecting)
                    contactFailed(why);
            },
            Qt::QueuedConnection);
        return refused;
    }
    arrive(known, topology, id);
    return std::nullopt;
}

/// Is it a cluster, and which one? An Error when the profile or the way here says that it must be.
std::optional<base::Error> NetworkWorker::takeTopology(LoginResult &login,
                                                       const resp::Replies &answers,
                                                       std::optional<Topology> &topology,
                                                       QByteArray &id)
{
    const bool says = login.server.mode == QLatin1String("cluster");
    if (!answers.isEmpty()) {
        topology = Cluster::read(answers, m_contact->endpoint(), m_profile.tls.enabled);
        if (!answers[0].isError())
            id = answers[0].toByteArray();
        else if (const ClusterNode *here = topology ? topology->at(m_contact->endpoint()) : nullptr)
            id = here->id;
        if (topology && id.isEmpty())
            topology.reset(); // nobody can be told apart
        if (topology && !topology->find(id))
            topology->nodes += ClusterNode{ id, m_contact->endpoint(), {}, {}, {} };
    }
    if (topology)
        return std::nullopt;
    const QByteArray words = answers.value(1).isError() ? answers.value(1).toByteArray()
                                                        : answers.value(0).toByteArray();
    if (m_profile.topology == profiles::Topology::Cluster || m_atSeed) {
        return base::Error{ Kind::Server,
                            QCoreApplication::translate(
                                "session",
                                "%1 gives no map of a cluster. If it is a single server, choose "
                                "Automatic or Standalone in the connection's settings.")
                                .arg(m_contact->endpoint().toString()),
                            words, base::Error::Cause::NoCluster };
    }
    if (says && !answers.isEmpty()) {
        login.server.clusterNote = QCoreApplication::translate(
            "session",
            "This server is a node of a cluster, but it did not give the cluster's map (CLUSTER "
            "SLOTS); it is treated as a single server.");
    }
    return std::nullopt;
}

void NetworkWorker::arrive(const LoginResult &result, const std::optional<Topology> &topology,
                           const QByteArray &id)
{
    Arrival arrival;
    arrival.server = result.server;
    if (topology) {
        arrival.server.mode = QStringLiteral("cluster");
        arrival.server.databases = 1;
    }
    arrival.again = m_wasOnline;
    arrival.commandReply = result.commandReply;
    arrival.hasCommands = !result.commandReply.isNil();
    if (arrival.hasCommands) {
        m_gate.learn(result.commandReply);
        m_learned = true;
    }
    const bool sameRun = !result.server.runId.isEmpty() && result.server.runId == m_current.runId;
    arrival.server.can = sameRun && !arrival.hasCommands
        ? m_current.can
        : capabilitiesOf(result.commandReply, result.server.engine, result.server.version);

    if (m_wasOnline)
        checkIdentity(arrival, topology);
    m_gate.setWrongServer(arrival.wrongServer);
    m_current = arrival.server;
    if (!arrival.wrongServer) {
        m_trusted = m_current;
        m_trustedNodes = topology ? topology->ids() : QList<QByteArray>();
    }
    m_wasOnline = true;
    m_doubtedToken = false;
    m_sawPrimary = m_sawPrimary || arrival.server.role == QLatin1String("master");
    m_openedAnew = false;
    m_state = State::Online;
    m_isCluster = topology.has_value();
    if (topology)
        m_cluster->open(*topology, m_contact, id);
    else
        m_cluster->release(m_contact);
    m_contact->setParent(topology ? static_cast<QObject *>(m_cluster) : this);
    heard();
    m_backoff.reset();
    qCInfo(base::logSession) << "online:" << m_current.engine << m_current.version
                             << (m_isCluster ? "cluster" : "")
                             << (arrival.again ? "again" : "first")
                             << (arrival.wrongServer ? "another server" : "");
    tellNodes();
    Q_EMIT arrived(arrival);
    m_contact->watchFromNowOn();
    if (m_idleLimit > std::chrono::milliseconds(0))
        m_idle.start(m_idleLimit);
}

/// A cluster is the same while it has a node in common with the one before.
void NetworkWorker::checkIdentity(Arrival &arrival, const std::optional<Topology> &topology) const
{
    const qint64 silent = QDateTime::currentMSecsSinceEpoch() - m_heardAt;
    const auto relation = arrival.server.relationTo(m_trusted, silent);
    if (topology && !m_trustedNodes.isEmpty())
        arrival.wrongServer = !topology->sharesNodeWith(m_trustedNodes);
    else
        arrival.wrongServer = relation == ServerInfo::Relation::Different;
    arrival.restarted = !arrival.wrongServer && relation != ServerInfo::Relation::SameProcess;
    arrival.before = m_trusted;
}

void NetworkWorker::tellNodes()
{
    if (m_isCluster) {
        if (m_state == State::Online && !m_gate.isWrongServer())
            m_trustedNodes = m_cluster->topology().ids();
        Q_EMIT nodesSeen(m_cluster->seen());
        return;
    }
    const links::Endpoint &endpoint = m_contact->endpoint();
    NodesSeen seen;
    seen.map =
        std::make_shared<const resp::NodeMap>(resp::NodeMap::standalone(endpoint.toString()));
    NodeState state;
    state.announced = endpoint.toString();
    state.reached = reachedText(*this, endpoint);
    state.ranges = seen.map->nodes[0].ranges;
    state.health = NodeState::Health::Connected;
    seen.states += state;
    Q_EMIT nodesSeen(seen);
}

/// A further lane must have reached the server that the first one did, or a replica of it.
std::optional<base::Error> NetworkWorker::admitFurther(ServerNode *node, const LoginResult &login,
                                                       const resp::Replies &answers)
{
    m_noTouch = m_noTouch && login.noTouch;
    if (isMember(node)) {
        const auto refused = m_cluster->check(node, answers);
        if (refused)
            renewWay(node->endpoint(), *refused);
        return refused;
    }
    const bool nothingToCompare = login.server.runId.isEmpty() && m_current.runId.isEmpty();
    if (nothingToCompare || login.server.isSameServer(m_current))
        return std::nullopt;
    const base::Error why{ Kind::Network,
                           QCoreApplication::translate(
                               "session",
                               "%1 led to another server than before; nothing was sent. The "
                               "connection is opened again.")
                               .arg(m_profile.address()),
                           {} };
    node->giveUpLater(why);
    return why;
}

} // namespace session

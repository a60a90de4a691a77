#include "base/whendone.h"
#include "session/cluster.h"

// How a cluster's map is kept up to date.

namespace session {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds refreshEvery = 30s;
constexpr std::chrono::milliseconds whileMoving = 2s;

} // namespace

/// Of the program itself; nobody has to listen to the answer.
RequestPtr Cluster::question(const resp::Commands &commands, std::chrono::milliseconds timeout)
{
    auto request = std::make_shared<Request>();
    request->commands = commands;
    request->internal = true;
    request->options.timeout = timeout;
    request->promise.emplace<Request::Many>().start();
    return request;
}

void Cluster::refresh(const QByteArray &preferred)
{
    if (!m_open || std::exchange(m_refreshing, true))
        return;
    m_refreshTimer.stop();
    ++m_refreshRun;
    m_answered = false;
    // Who answers already comes first, who has just failed last.
    QList<QByteArray> up;
    QList<QByteArray> untried;
    QList<QByteArray> troubled;
    for (const ClusterNode &each : std::as_const(m_topology.nodes)) {
        ServerNode *node = member(each.id);
        if (!node || each.id == preferred)
            continue;
        QList<QByteArray> &list = m_trouble.contains(each.id) ? troubled
            : node->isUp()                                    ? up
                                                              : untried;
        list += each.id;
    }
    m_toAsk = up + untried + troubled;
    if (m_topology.find(preferred))
        m_toAsk.prepend(preferred);
    askNext();
}

void Cluster::askNext()
{
    ServerNode *node = nullptr;
    while (!node && !m_toAsk.isEmpty())
        node = m_topology.find(m_toAsk.constFirst()) ? member(m_toAsk.takeFirst())
                                                     : (m_toAsk.removeFirst(), nullptr);
    if (!node) {
        refreshEnded(m_answered);
        return;
    }
    const RequestPtr request =
        question(questions(), std::chrono::milliseconds(m_host->profile().connectTimeoutMs));
    base::whenDone(
        std::get<Request::Many>(request->promise).future(), this,
        [this, id = node->id(), run = m_refreshRun](const base::Result<resp::Replies> &answers) {
            if (run == m_refreshRun)
                took(id, answers);
        });
    node->lane(Lane::Browse)->submit(request);
}

void Cluster::took(const QByteArray &id, const base::Result<resp::Replies> &answers)
{
    const ServerNode *node = m_members.value(id);
    if (!answers || !node) {
        if (!answers)
            m_refreshFailure = answers.error();
        askNext();
        return;
    }
    m_answered = true;
    const auto next = read(*answers, node->endpoint(), m_host->profile().tls.enabled);
    // A node that was reset knows nobody: its word is not the cluster's.
    if (!next || !next->find(id) || (next->nodes.size() == 1 && m_topology.nodes.size() > 1)) {
        askNext();
        return;
    }
    apply(*next);
    refreshEnded(true);
}

void Cluster::refreshEnded(bool answered)
{
    m_refreshing = false;
    m_toAsk.clear();
    if (!answered) {
        QMetaObject::invokeMethod(
            this,
            [this, run = m_refreshRun] {
                if (run == m_refreshRun)
                    Q_EMIT dead(m_refreshFailure);
            },
            Qt::QueuedConnection);
        return;
    }
    askForMoves();
    refreshLater();
    // Those in trouble may be back.
    for (const QByteArray &id : m_trouble.keys()) {
        if (ServerNode *node = member(id))
            node->open();
    }
}

void Cluster::refreshLater()
{
    if (m_refreshing || !m_open)
        return;
    const auto wait = !m_trouble.isEmpty() ? m_backoff.next()
        : m_moving                         ? whileMoving
                                           : refreshEvery;
    if (!m_refreshTimer.isActive() || m_refreshTimer.remainingTimeAsDuration() > wait)
        m_refreshTimer.start(wait);
}

/// Each node shows only its own slots under way.
void Cluster::askForMoves()
{
    if (m_movesAsked > 0)
        return;
    m_movesSeen = false;
    for (const ClusterNode &each : std::as_const(m_topology.nodes)) {
        ServerNode *node = each.isPrimary() ? m_members.value(each.id) : nullptr;
        if (!node || !node->isUp())
            continue;
        ++m_movesAsked;
        const RequestPtr request =
            question({ { "CLUSTER", "NODES" } },
                     std::chrono::milliseconds(m_host->profile().connectTimeoutMs));
        base::whenDone(std::get<Request::Many>(request->promise).future(), this,
                       [this](const base::Result<resp::Replies> &answer) {
                           if (answer && showsMovingSlots(answer->constFirst().bytes()))
                               m_movesSeen = true;
                           if (--m_movesAsked > 0 || m_moving == m_movesSeen)
                               return;
                           m_moving = m_movesSeen;
                           refreshLater();
                           Q_EMIT changed();
                       });
        node->lane(Lane::Browse)->submit(request);
    }
}

} // namespace session

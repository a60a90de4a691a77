#pragma once
#include "session/backoff.h"
#include "session/nodestate.h"
#include "session/redirect.h"
#include "session/servernode.h"
#include "session/topology.h"

namespace session {

/// A cluster while it is open: its map, kept up to date, and its nodes, opened when first needed.
/// Every connection to a node says by CLUSTER MYID that it is the node it was opened as.
/// Network thread.
class Cluster final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Cluster)

public:
    Cluster(NodeHost *host, QObject *parent);
    ~Cluster() override;

    /// The questions whose answers take() reads.
    [[nodiscard]] static resp::Commands questions();
    /// nullopt = the answers name no cluster.
    [[nodiscard]] static std::optional<Topology> read(const resp::Replies &answers,
                                                      const links::Endpoint &asked, bool tls);

    /// Begins, or begins again after close(): `contact` has just answered as `id`.
    void open(const Topology &topology, ServerNode *contact, const QByteArray &id);
    /// It turned out to be a single server: all nodes but `contact` go.
    void release(ServerNode *contact);
    /// Every request fails with `why`, every connection is closed; the map stays.
    void close(const base::Error &why);
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const base::Error &closedWhy() const { return m_closedWhy; }

    /// Finds the nodes for a request and follows where it is sent.
    void submit(Lane lane, const RequestPtr &request);

    // What NodeHost was told about one of the nodes.
    [[nodiscard]] bool isMember(const ServerNode *node) const;
    [[nodiscard]] resp::Commands introduction(const ServerNode *node) const;
    [[nodiscard]] std::optional<base::Error> check(ServerNode *node, const resp::Replies &answers);
    void nodeUp(ServerNode *node);
    void nodeFailed(ServerNode *node, const base::Error &why);
    void nodeSilent();

    // For the requests on their way.
    [[nodiscard]] const NodeHost &host() const { return *m_host; }
    [[nodiscard]] const Topology &topology() const { return m_topology; }
    /// Null when the map has no such node, or it announces no address.
    [[nodiscard]] ServerNode *member(const QByteArray &id);
    /// By its announced address.
    [[nodiscard]] ServerNode *memberAt(const links::Endpoint &endpoint);
    /// For what may go to any primary: always the same one while it answers.
    [[nodiscard]] ServerNode *anyNode();
    /// A replica that is worth a try for a read of the slot; null when there is none.
    [[nodiscard]] ServerNode *replicaFor(int slot);
    /// Where MOVED or ASK point; empty when the map does not know it, which is then asked for anew.
    /// `from` = the node that said so, at `host`.
    [[nodiscard]] QByteArray follow(const Redirect &redirect, const QByteArray &from,
                                    const QString &host);
    /// Asks for a new map now, unless that is under way.
    void refresh(const QByteArray &preferred = {});
    /// The node of the console's conversation.
    [[nodiscard]] ServerNode *consoleNode();
    void setConsoleNode(const QByteArray &id) { m_console = id; }
    [[nodiscard]] QString takeConsoleLoss();
    /// `why` a command for this node could not be sent; empty id = a slot without an owner.
    [[nodiscard]] base::Error unreachable(const QByteArray &id, const base::Error &why) const;

    [[nodiscard]] NodesSeen seen() const;
    [[nodiscard]] QList<links::Endpoint> endpoints() const;

Q_SIGNALS:
    /// Owners, roles, nodes or their state have changed.
    void changed();
    /// The owners have changed: what waits may go on.
    void mapChanged();
    void aboutToClose();
    /// No node answers any more.
    void dead(const base::Error &why);

private:
    [[nodiscard]] static RequestPtr question(const resp::Commands &commands,
                                             std::chrono::milliseconds timeout);
    void apply(const Topology &next);
    void allowReads(ServerNode *node);
    void retire(const QByteArray &id);
    void addTrouble(const QByteArray &id, const base::Error &why);
    void askNext();
    void took(const QByteArray &id, const base::Result<resp::Replies> &answers);
    void refreshEnded(bool answered);
    void askForMoves();
    void refreshLater();

    NodeHost *const m_host;
    bool m_open = false;
    base::Error m_closedWhy{ base::Error::Kind::Cancelled, {}, {} };
    Topology m_topology;
    quint64 m_version = 0;
    bool m_moving = false;
    QHash<QByteArray, ServerNode *> m_members;
    QHash<QByteArray, base::Error> m_trouble; ///< nodes that could not be reached, or were lost
    QByteArray m_any;
    QByteArray m_console;
    QString m_consoleLoss;

    QTimer m_refreshTimer;
    Backoff m_backoff;
    bool m_refreshing = false;
    bool m_answered = false; ///< somebody did in this refresh
    QList<QByteArray> m_toAsk;
    quint64 m_refreshRun = 0;
    base::Error m_refreshFailure{ base::Error::Kind::Network, {}, {} };
    int m_movesAsked = 0;
    bool m_movesSeen = false;
};

} // namespace session

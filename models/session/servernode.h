#pragma once
#include "link/makelink.h"
#include "session/laneconnection.h"
#include "session/workstripes.h"
#include <QTimer>
#include <array>

namespace session {

class ServerNode;

/// What a node asks of the network worker that owns it.
class NodeHost {
public:
    NodeHost() = default;
    virtual ~NodeHost() = default;
    Q_DISABLE_COPY_MOVE(NodeHost)

    [[nodiscard]] virtual const profiles::Profile &profile() const = 0;
    [[nodiscard]] virtual const profiles::Secrets &secrets() const = 0;
    /// The way that a lane's connection takes.
    [[nodiscard]] virtual links::Through through(Lane lane) const = 0;
    [[nodiscard]] virtual const CommandGate &gate() const = 0;
    [[nodiscard]] virtual Login::Plan loginPlan(const ServerNode *node, Lane lane) const = 0;
    /// What to ask a connection that has just signed in, before admit().
    [[nodiscard]] virtual resp::Commands questions(const ServerNode *node,
                                                   const LoginResult &login) const = 0;
    /// The identity check of the first connection; nothing but the login and the questions was
    /// sent. nullopt = it may be used.
    virtual std::optional<base::Error> admit(ServerNode *node, Lane lane, const LoginResult &login,
                                             const resp::Replies &answers) = 0;
    /// The identity check of each further connection of a node that is up.
    virtual std::optional<base::Error> admitFurther(ServerNode *node, const LoginResult &login,
                                                    const resp::Replies &answers) = 0;
    /// A node that was not up could not be opened.
    virtual void nodeFailed(ServerNode *node, Lane lane, const base::Error &why) = 0;
    /// A node that was up is gone; all of its connections are closed.
    virtual void nodeLost(ServerNode *node, const base::Error &why) = 0;
    /// A node that is up has not answered PING for a while; it is given up when its time is over.
    virtual void nodeSilent(ServerNode *node) = 0;
    virtual void roundTrip(ServerNode *node, qint64 microseconds) = 0;
    virtual void heard() = 0;
    /// See links::Tunnel::refusal(); of the address that the node is reached at.
    [[nodiscard]] virtual std::optional<base::Error>
    refusal(const links::Endpoint &endpoint) const = 0;
    /// A write was answered with READONLY. The connections are still open.
    virtual void foundReplica(ServerNode *node) = 0;
    virtual void renewalFailed(const base::Error &why) = 0;
    virtual void consoleMoved(int db) = 0;
    [[nodiscard]] virtual bool isRecording() const = 0;
    virtual void record(Lane lane, int db, const resp::Command &command, qint64 microseconds,
                        bool failed) = 0;
};

/// See NodeState::reached.
[[nodiscard]] QString reachedText(const NodeHost &host, const links::Endpoint &endpoint);

/// One server with its up to four connections: its lanes, and where the profile's way wants them
/// further ones of Lane::Work, which make room when another lane opens. A standalone session has
/// one, a cluster many. It is up from the first connection that passed the identity check until the
/// server is given up: it has closed the Browse lane or the last of the others, or does not answer
/// PING.
class ServerNode final : public QObject, private LaneHost {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerNode)

public:
    ServerNode(links::Endpoint endpoint, NodeHost *host, QObject *parent);
    ~ServerNode() override;

    [[nodiscard]] const links::Endpoint &endpoint() const { return m_endpoint; }
    /// Counts for connections that are opened from now on.
    void setEndpoint(const links::Endpoint &endpoint) { m_endpoint = endpoint; }
    /// As the cluster names it; empty outside a cluster.
    [[nodiscard]] const QByteArray &id() const { return m_id; }
    void setId(const QByteArray &id) { m_id = id; }
    [[nodiscard]] bool isUp() const { return m_up; }
    /// Of the first connection since it is up.
    [[nodiscard]] const ServerInfo &server() const { return m_server; }

    /// Opens the Browse lane if it is closed; ends in admit() or nodeFailed() of the host.
    void open();
    /// Ends every connection; whatever waits fails with `why`. The host is not told.
    void close(const base::Error &why);
    /// The same, and the host is told once the event loop turns.
    void giveUpLater(const base::Error &why);
    [[nodiscard]] LaneConnection *lane(Lane which) const { return m_lanes[size_t(which)]; }
    /// Of all lanes, open or not.
    [[nodiscard]] QList<LaneConnection *> connections() const;
    /// Passes it to its lane; of Lane::Work to the connection of it that has the least to do.
    void submit(Lane which, const RequestPtr &request);
    /// Measures the round trip now, and from now on every few seconds.
    void watchFromNowOn();
    /// Asks at once whether it still answers, and gives it up sooner than the watch would.
    void checkNow();
    /// Nothing is under way on any lane, apart from what the program asks of its own (Lane::Stats),
    /// and no transaction or subscription is open.
    [[nodiscard]] bool isQuiet() const;

private:
    // LaneHost
    [[nodiscard]] const CommandGate &gate() const override { return m_host->gate(); }
    [[nodiscard]] Login::Plan loginPlan(Lane lane) const override;
    [[nodiscard]] links::Link *newLink(Lane lane, QObject *parent) const override;
    [[nodiscard]] links::Link *newPlainLink(Lane lane, QObject *parent) const override;
    [[nodiscard]] resp::Commands questions(const LoginResult &login) const override;
    std::optional<base::Error> admit(LaneConnection *lane, const LoginResult &login,
                                     const resp::Replies &answers) override;
    void aboutToOpen(LaneConnection *lane) override;
    void answered(LaneConnection *lane, const Request &request) override;
    bool takeBack(LaneConnection *lane, const RequestPtr &request, const base::Error &why) override;
    void openFailed(LaneConnection *lane, const base::Error &why) override;
    void ended(LaneConnection *lane, const base::Error &why) override;
    void heard() override { m_host->heard(); }
    void foundReplica() override { m_host->foundReplica(this); }
    [[nodiscard]] std::optional<base::Error> refusal() const override
    {
        return m_host->refusal(m_endpoint);
    }
    void renewalFailed(const base::Error &why) override { m_host->renewalFailed(why); }
    void consoleMoved(int db) override { m_host->consoleMoved(db); }
    [[nodiscard]] bool isRecording() const override { return m_host->isRecording(); }
    void record(Lane lane, int db, const resp::Command &command, qint64 microseconds,
                bool failed) override;

    void loseLater(LaneConnection *further);
    [[nodiscard]] bool hasOpenLane() const;
    [[nodiscard]] qsizetype openConnections() const;
    void giveUp(const base::Error &why);
    void watch();

    links::Endpoint m_endpoint;
    QByteArray m_id;
    NodeHost *const m_host;
    std::array<LaneConnection *, 4> m_lanes{};
    WorkStripes *m_stripes = nullptr;
    bool m_up = false;
    ServerInfo m_server;
    QTimer m_watch;
    bool m_pinging = false;
    quint64 m_run = 0; ///< grows with each close: a PING's late answer knows that it is late
};

} // namespace session

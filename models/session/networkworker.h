#pragma once
#include "session/backoff.h"
#include "session/cluster.h"
#include "session/credentials.h"
#include "session/iamtokens.h"
#include "session/primaryfinder.h"
#include "session/renewpace.h"
#include "session/wakewatch.h"
#include <QPointer>
#include <QTimer>

namespace session {

/// Login and identity check are done.
struct Arrival {
    ServerInfo server;
    bool again = false; ///< a reconnect
    bool restarted = false; ///< same data, new process
    bool wrongServer = false;
    ServerInfo before; ///< of wrongServer: the one that is trusted
    bool hasCommands = false; ///< `commandReply` was asked for anew
    resp::Reply commandReply;
};

/// The half of a Session that lives in the network thread: nodes, reconnecting, the identity check
/// and the gate that every command passes.
class NetworkWorker final : public QObject, private NodeHost {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkWorker)

public:
    NetworkWorker(profiles::Profile profile, profiles::Secrets secrets);
    ~NetworkWorker() override;

    // Call these in the network thread.
    void open();
    void close();
    /// After close(): the far end of the tunnel is still being told; ended() follows.
    [[nodiscard]] bool isEnding() const { return m_tunnel && m_tunnel->isClosing(); }
    void retryNow();
    void stopRetrying();
    /// The network has changed, or the computer was asleep: tries again at once, or asks at once
    /// whether the server still answers.
    void checkNow();
    /// Zero = never.
    void setIdleLimit(std::chrono::milliseconds limit);
    void submit(Lane lane, const RequestPtr &request);
    void setReadOnly(bool readOnly);
    void acceptServer(const QByteArray &runId);
    void setRecording(bool recording);
    void setTokenSource(const TokenSource &source);
    /// Both count for a tunnel that is not made yet: call them before open().
    void setAsker(const std::shared_ptr<links::Asker> &asker);
    void setSshPlaces(const links::SshPlaces &places);
    void setAwsPlaces(const aws::Places &places);
    void setTunnelSource(const TunnelSource &source);
    /// While closed: another way to the same server, from the next open() on.
    void setWay(const profiles::TunnelSettings &way);

Q_SIGNALS:
    /// What is known of the nodes; comes before arrived() and whenever it changes.
    void nodesSeen(const session::NodesSeen &nodes);
    void arrived(const session::Arrival &arrival);
    /// The first attempt failed, and no one before has ever succeeded.
    void failed(const base::Error &why);
    /// The link ended at `when`, or another attempt failed; the next follows in `ms`.
    void lost(const base::Error &why, const QDateTime &when, int ms, int attempt);
    /// The link ended at `when`, and only the person can mend what keeps it from being opened
    /// again.
    void stopped(const base::Error &why, const QDateTime &when);
    /// The first attempt goes on: the server is there, but not ready.
    void stillConnecting(const base::Error &why);
    void signInNotRenewed(const base::Error &why);
    /// See links::Tunnel::stallChanged().
    void stallChanged(const std::optional<base::Error> &why);
    /// Closed for want of use; open() goes on where it was.
    void idledOut(const base::Error &why);
    void closed();
    /// See isEnding().
    void ended();
    void consoleDatabaseChanged(int db);
    void roundTripMeasured(qint64 microseconds);
    void recorded(const QList<session::Activity> &entries);

private:
    enum class State { Closed, Connecting, Online, Waiting };
    static constexpr std::chrono::milliseconds failoverPoll{ 300 };

    // NodeHost
    [[nodiscard]] const profiles::Profile &profile() const override { return m_profile; }
    [[nodiscard]] const profiles::Secrets &secrets() const override { return m_secrets; }
    [[nodiscard]] links::Through through(Lane lane) const override;
    [[nodiscard]] const CommandGate &gate() const override { return m_gate; }
    [[nodiscard]] Login::Plan loginPlan(const ServerNode *node, Lane lane) const override;
    [[nodiscard]] resp::Commands questions(const ServerNode *node,
                                           const LoginResult &login) const override;
    std::optional<base::Error> admit(ServerNode *node, Lane lane, const LoginResult &login,
                                     const resp::Replies &answers) override;
    std::optional<base::Error> admitFurther(ServerNode *node, const LoginResult &login,
                                            const resp::Replies &answers) override;
    void nodeFailed(ServerNode *node, Lane lane, const base::Error &why) override;
    void nodeLost(ServerNode *node, const base::Error &why) override;
    void nodeSilent(ServerNode *node) override;
    void roundTrip(ServerNode *node, qint64 microseconds) override;
    void foundReplica(ServerNode *node) override;
    [[nodiscard]] std::optional<base::Error>
    refusal(const links::Endpoint &endpoint) const override;
    void renewalFailed(const base::Error &why) override;
    void heard() override;
    void consoleMoved(int db) override;
    [[nodiscard]] bool isRecording() const override { return m_recording; }
    void record(Lane lane, int db, const resp::Command &command, qint64 microseconds,
                bool failed) override;

    void attempt();
    void attemptSoon();
    void rest();
    void findPrimary();
    std::optional<base::Error> refuseReplica(const ServerNode *node, const LoginResult &login,
                                             const resp::Replies &answers);
    [[nodiscard]] QList<links::Endpoint> candidates() const;
    void tryNext();
    void contactFailed(const base::Error &why);
    [[nodiscard]] bool mayFailOver(const base::Error &why) const;
    void makeTunnel();
    void tunnelLost(const base::Error &why, links::Use use);
    void closeTunnelLater();
    void renewWay(const links::Endpoint &endpoint, const base::Error &why);
    bool renewWay(const links::Endpoint &endpoint);
    void leaveReplica(ServerNode *node);
    void makeTokens();
    /// True when only the person can go on: it has stopped then.
    bool stopsTrying(const base::Error &why);
    [[nodiscard]] std::chrono::milliseconds nextWait(const base::Error &why);
    [[nodiscard]] bool asksForCluster(const ServerInfo &server) const;
    [[nodiscard]] bool isMember(const ServerNode *node) const;
    std::optional<base::Error> takeTopology(LoginResult &login, const resp::Replies &answers,
                                            std::optional<Topology> &topology, QByteArray &id);
    void arrive(const LoginResult &result, const std::optional<Topology> &topology,
                const QByteArray &id);
    void checkIdentity(Arrival &arrival, const std::optional<Topology> &topology) const;
    void closeNodes(const base::Error &why);
    void goOffline(const base::Error &reason);
    void tellNodes();

    profiles::Profile m_profile; // of which m_profile.tunnel alone may change
    const profiles::Secrets m_secrets;
    Credentials *const m_credentials;
    std::shared_ptr<links::Asker> m_asker;
    links::SshPlaces m_places = links::SshPlaces::standard();
    aws::Places m_awsPlaces = aws::Places::standard();
    bool m_tokensGiven = false; ///< by setTokenSource()
    IamTokens *m_iamTokens = nullptr; ///< of a profile that signs in so, unless they are given
    bool m_doubtedToken = false; ///< since the last open() or arrival
    RenewPace m_renewPace;
    bool m_sawPrimary = false; ///< the server was one when it was reached
    TunnelSource m_tunnelSource;
    /// Made by the first open(); outlives the nodes and whatever else leads through it.
    std::unique_ptr<links::Tunnel> m_tunnel;
    std::optional<base::Error> m_stall; ///< of the tunnel
    PrimaryFinder *const m_finder; ///< of Topology::Sentinel, else null
    CommandGate m_gate;
    /// Whom open() and every reconnect speak to first; outside a cluster the only one there is.
    /// Null while the node that it was has left its cluster.
    QPointer<ServerNode> m_contact;
    Cluster *m_cluster = nullptr;
    bool m_isCluster = false; ///< as last known, also while offline
    QList<links::Endpoint> m_candidates;
    bool m_atSeed = false; ///< the contact is not the profile's own address
    std::optional<base::Error> m_failure; ///< of the first candidate
    State m_state = State::Closed;
    Backoff m_backoff;
    QTimer m_retry;
    QTimer m_idle;
    std::chrono::milliseconds m_idleLimit;
    bool m_openedAnew = false; ///< by a person; until somebody has answered
    WakeWatch m_wake;
    QTimer m_searchAgain; ///< for the primary, while a failover is under way
    QElapsedTimer m_searching; ///< since the sentinels first answered in this attempt

    bool m_wasOnline = false;
    QDateTime m_lostAt;
    int m_targetsOffline = 0; ///< attempts in a row that found the bastion so
    ServerInfo m_trusted; ///< the server that the person means
    ServerInfo m_current; ///< the one that answers
    QList<QByteArray> m_trustedNodes; ///< of a cluster: its ids
    qint64 m_heardAt = 0; ///< of the trusted one, milliseconds since the epoch
    bool m_noTouch = true;
    bool m_askCommand = true; ///< false once this build could not read COMMAND's reply
    bool m_learned = false;

    bool m_recording = false;
    QList<Activity> m_activity;
    QTimer m_report;
    QTimer m_tell;
};

} // namespace session

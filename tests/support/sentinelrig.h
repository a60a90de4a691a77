#pragma once
#include <QByteArrayList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <memory>
#include <vector>

namespace support {

/// One primary, replicas of it and real sentinels that watch them, on free ports of 127.0.0.1, with
/// quick timeouts (a silent primary is down after 1 s). Nodes are numbered; the first primary is 0.
/// Ended by their own pids with the object.
class SentinelRig {
public:
    struct Options {
        int replicas = 2;
        int sentinels = 3;
        QString password; ///< of the servers; empty = none
        QString sentinelPassword; ///< of the sentinels; empty = none
        QString name = QStringLiteral("mymaster");
    };

    /// Starts and waits until every sentinel knows the replicas and the other sentinels; check
    /// isRunning().
    explicit SentinelRig(const Options &options);
    SentinelRig();
    ~SentinelRig();
    Q_DISABLE_COPY_MOVE(SentinelRig)

    [[nodiscard]] bool isRunning() const { return m_ready; }
    [[nodiscard]] quint16 port(int node) const { return m_nodes[size_t(node)]->port; }
    [[nodiscard]] quint16 sentinelPort(int sentinel) const;
    /// The node that the first living sentinel names; -1 = none, or none of ours.
    [[nodiscard]] int primary() const;

    /// Kills (SIGKILL) and waits for the end of the process.
    void kill(int node);
    void killSentinel(int sentinel);
    /// SENTINEL FAILOVER: the old primary lives on as a replica. Waits until all living sentinels
    /// name another primary, as waitForFailover() does.
    [[nodiscard]] bool failOver();
    /// Waits until all living sentinels name the same living node other than `from`, and it says
    /// that it is a primary.
    [[nodiscard]] bool waitForFailover(int from, int ms = 30000) const;

    /// A command at a node or a sentinel, signed in; the reply as redis-cli prints it to a pipe.
    QByteArray command(int node, const QByteArrayList &arguments) const;
    QByteArray sentinelCommand(int sentinel, const QByteArrayList &arguments) const;

private:
    struct Node {
        quint16 port = 0;
        QProcess process;
    };

    bool build();
    bool launch(Node &node, const QStringList &arguments, const QString &password);
    [[nodiscard]] bool isSettled() const;
    [[nodiscard]] bool agree(int from) const;
    [[nodiscard]] int named(int sentinel) const;
    QByteArray run(quint16 port, const QString &password, const QByteArrayList &arguments) const;

    const Options m_options;
    QTemporaryDir m_directory;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::vector<std::unique_ptr<Node>> m_sentinels;
    bool m_ready = false;
};

} // namespace support

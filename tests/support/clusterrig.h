#pragma once
#include <QByteArrayList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <functional>
#include <memory>
#include <vector>

namespace support {

/// A real Redis Cluster on free ports of 127.0.0.1: `primaries` nodes that share the slots evenly,
/// then one replica of each, without persistence, in a temporary directory. Node i + primaries is
/// made as the replica of node i; a failover changes that. Ended by their own pids with the object.
class ClusterRig {
public:
    struct Options {
        int primaries = 3;
        bool replicas = true;
        int nodeTimeoutMs = 1000; ///< after which the others call a silent node failed
        QStringList server; ///< more configuration words for every node
        /// Configuration words for one node, by its index and port.
        std::function<QStringList(int, quint16)> each;
        QStringList wrapper{}; ///< words before every program; see NetRig::inside()
        /// An address of its own for each node, all at port 6379; empty = ports of 127.0.0.1. Only
        /// where the wrapper leads to a network in which nobody else has them.
        QStringList hosts{};
        /// Path of the CA's certificate: the nodes speak TLS only, among themselves too. `server`
        /// and `each` name certificates and keys. Empty = plain.
        QString tlsAuthority{};
    };

    /// Starts and waits until every node sees a whole cluster; check isRunning().
    explicit ClusterRig(const Options &options);
    ClusterRig();
    ~ClusterRig();
    Q_DISABLE_COPY_MOVE(ClusterRig)

    /// All nodes live and agree that the cluster is whole.
    [[nodiscard]] bool isRunning() const { return m_ready; }
    [[nodiscard]] int size() const { return int(m_nodes.size()); }
    [[nodiscard]] quint16 port(int node) const { return m_nodes[size_t(node)]->port; }
    [[nodiscard]] QString host(int node) const { return m_nodes[size_t(node)]->host; }
    [[nodiscard]] QByteArray id(int node) const { return m_nodes[size_t(node)]->id; }
    [[nodiscard]] bool isAlive(int node) const;
    /// The living nodes that are primaries with slots now, as the first living node sees it.
    [[nodiscard]] QList<int> primaries() const;
    /// The node that owns the slot, as the first living node sees it; -1 = nobody.
    [[nodiscard]] int ownerOf(int slot) const;
    [[nodiscard]] int indexOf(const QByteArray &id) const;
    /// redis-cli with what it needs to get to the node.
    [[nodiscard]] QStringList client(int node) const;

    /// Kills (SIGKILL) and waits for the end of the process.
    void kill(int node);
    /// Starts it again at the same port, with its nodes.conf: the same node id, an empty keyspace.
    bool start(int node);
    /// SIGSTOP and SIGCONT.
    void freeze(int node);
    void thaw(int node);
    /// Waits until all living nodes say cluster_state:ok and agree on who owns what. A failover
    /// takes about two node timeouts.
    [[nodiscard]] bool waitUntilWhole(int ms = 20000) const;

    // A slot's move, step by step, so that a test can stop in the middle.
    /// SETSLOT IMPORTING and MIGRATING: reads of missing keys answer ASK from now on.
    void beginMove(int slot, int from, int to);
    /// MIGRATE of the keys, or of `count` of them; returns how many went.
    int moveKeys(int slot, int from, int to, int count = -1);
    /// SETSLOT NODE on every living primary.
    void endMove(int slot, int to);
    /// All of it.
    void moveSlot(int slot, int from, int to);

    /// A command with any bytes in its arguments, at one node, without following redirects; the
    /// reply as redis-cli prints it to a pipe.
    QByteArray command(int node, const QByteArrayList &arguments) const;
    /// The same, at whichever node owns its key (redis-cli -c).
    QByteArray anywhere(const QByteArrayList &arguments) const;
    /// Sum of DBSIZE over the primaries.
    [[nodiscard]] qint64 keys() const;

private:
    struct Node {
        QString host;
        quint16 port = 0;
        QByteArray id;
        QStringList options;
        QProcess process;
    };

    bool build();
    [[nodiscard]] int firstAlive() const;
    QByteArray run(int node, const QStringList &options, const QByteArrayList &arguments) const;

    QTemporaryDir m_directory;
    Options m_options;
    std::vector<std::unique_ptr<Node>> m_nodes;
    bool m_ready = false;
};

} // namespace support

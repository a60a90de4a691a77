#pragma once
#include <QTcpServer>
#include <QThread>
#include <array>
#include <atomic>

namespace support {

/// Relays TCP connections between a port of its own and a server, both on 127.0.0.1, and does harm
/// on demand: cuts or stalls everything once a number of bytes of one direction has passed. A TLS
/// handshake is reset at once: the servers behind it speak plain text, and would be silent. Runs in
/// a thread of its own, so that it works while the test waits.
class CuttingProxy {
public:
    enum class Direction { ToServer, ToClient };
    enum class How {
        Reset, ///< both sides end with RST; what was not read yet is lost
        Finish, ///< both sides end with FIN
        Stall, ///< nothing passes any more, and nothing ends
    };

    explicit CuttingProxy(quint16 server);
    ~CuttingProxy();
    Q_DISABLE_COPY_MOVE(CuttingProxy)

    [[nodiscard]] quint16 port() const { return m_port; }

    /// Once `bytes` more bytes of the direction have passed, over all connections together, not one
    /// more does, and every connection is cut; new ones are let through again. Counts from now.
    void cutAfter(qint64 bytes, Direction direction, How how);
    /// Takes back cutAfter() and ends a stall: stalled connections are reset.
    void heal();
    /// Whether the cut has happened since cutAfter().
    [[nodiscard]] bool hasCut() const { return m_cut; }
    /// Bytes relayed since the proxy began, or since resetCounts().
    [[nodiscard]] qint64 passed(Direction direction) const { return m_passed[size_t(direction)]; }
    void resetCounts();

private:
    class Relay;
    class Pair;
    friend class Pair;

    QThread m_thread;
    Relay *m_relay = nullptr; // lives in m_thread
    quint16 m_port = 0;
    std::atomic<bool> m_cut{ false };
    std::array<std::atomic<qint64>, 2> m_passed{};
};

} // namespace support

#pragma once
#include <QByteArray>
#include <chrono>

namespace links {

/// The bytes under an SSH session: a connected socket that never waits. It takes every byte that
/// libssh2 sends, since libssh2 cannot leave one packet half-sent and go on with another; who gives
/// libssh2 data asks isCongested() first. One thread at a time.
class SshSocket {
public:
    /// Takes the descriptor over.
    explicit SshSocket(int descriptor);
    ~SshSocket();
    Q_DISABLE_COPY_MOVE(SshSocket)

    [[nodiscard]] int descriptor() const { return m_descriptor; }

    /// For libssh2: the count of bytes, 0 at the end, or a negative errno. Gives -EAGAIN when
    /// what allow() granted is used up.
    qint64 receive(void *to, size_t length);
    qint64 send(const void *from, size_t length);
    void allow(qint64 bytes) { m_allowed = bytes; }
    /// The next receive() fails once: libssh2 then gives up what it waits for, and the session can
    /// go on.
    void interruptOnce() { m_interrupted = true; }
    void cancelInterrupt() { m_interrupted = false; }
    /// As long as it is held, receive() gives -EAGAIN.
    void hold(bool held) { m_held = held; }

    /// Sends what waits, as far as that goes.
    void flush();
    [[nodiscard]] qint64 outgoing() const { return m_out.size() - m_sent; }
    [[nodiscard]] bool hasOutgoing() const { return outgoing() > 0; }
    [[nodiscard]] bool isCongested() const { return outgoing() >= congestion; }
    /// So much waits that nothing more may be read that could want an answer.
    [[nodiscard]] bool isOverfull() const { return outgoing() >= 16 * congestion; }
    /// The other end closed, or the connection broke.
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    /// The system's word for a connection that broke; 0 after an orderly end.
    [[nodiscard]] int brokenBy() const { return m_errno; }
    /// No more bytes in either direction; who waits for the descriptor wakes up.
    void shutDown();
    /// Counts as ended from now on.
    void abandon() { broke(0); }
    /// Looks without reading whether the other end has closed.
    [[nodiscard]] bool peerClosed() const;

    /// When the last byte came from the other end, or the connection began.
    [[nodiscard]] std::chrono::steady_clock::time_point heardAt() const { return m_heardAt; }
    /// Of sentSoFar(), what the other end's system has not confirmed; 0 when that cannot be told.
    [[nodiscard]] qint64 unconfirmed() const;
    [[nodiscard]] qint64 sentSoFar() const { return m_total; }
    [[nodiscard]] qint64 receivedSoFar() const { return m_received; }
    /// The first bytes that came: what the other end says of itself.
    [[nodiscard]] QByteArray greeting() const { return m_greeting; }

private:
    void broke(int error);

    static constexpr qint64 congestion = 256 * 1024;
    static constexpr qsizetype greetingLength = 512;

    const int m_descriptor;
    QByteArray m_out;
    qsizetype m_sent = 0; ///< of m_out
    qint64 m_total = 0; ///< sent
    qint64 m_received = 0;
    qint64 m_allowed = 0;
    bool m_interrupted = false;
    bool m_held = false;
    bool m_ended = false;
    int m_errno = 0;
    QByteArray m_greeting;
    std::chrono::steady_clock::time_point m_heardAt;
};

} // namespace links

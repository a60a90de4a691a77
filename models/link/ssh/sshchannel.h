#pragma once
#include <QByteArray>
#include <QSocketNotifier>
#include <functional>

struct _LIBSSH2_CHANNEL;

namespace links {

class SshMemory;
class SshSocket;

/// Carries bytes between one channel and one end of a connected pair, in both directions, as they
/// are taken on the other side: of what nobody reads no more is kept than the channel's window.
/// Each side's end of stream reaches the other.
class SshChannel {
public:
    /// Takes channel and descriptor over. `wake` is called when there may be something to move.
    SshChannel(_LIBSSH2_CHANNEL *channel, int descriptor, SshSocket &socket,
               const SshMemory &memory, std::function<void()> wake);
    ~SshChannel();
    Q_DISABLE_COPY_MOVE(SshChannel)

    /// Moves a portion each way; false when nothing could be moved.
    bool move();
    /// Takes off the session's socket what is there for any channel, without moving it on. False
    /// when the connection broke. After close() it can still be done, and then sends nothing.
    bool readAhead();
    /// Looks for an end that nothing else tells of: a stream that is gone while nothing takes its
    /// bytes. Call it now and then.
    void look();
    /// Both directions have ended, or one broke. Call close() until it is done, then destroy.
    [[nodiscard]] bool isOver() const { return m_over; }
    /// The server knows it by another number, so that nothing it says of it arrives.
    void expectNoAnswer() { m_answers = false; }
    /// False while libssh2 has to be asked again. Ends the stream at once.
    bool close();

private:
    bool moveUp();
    bool fetch();
    bool moveDown();
    bool deliver(const char *bytes, qsizetype length);
    void streamEnded();
    [[nodiscard]] bool isNarrow() const;
    [[nodiscard]] bool isClosedThere() const;
    void watch();

    _LIBSSH2_CHANNEL *m_channel;
    int m_descriptor; ///< -1 once it is closed
    SshSocket &m_socket;
    const SshMemory &m_memory;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    bool m_mayFetch = true; ///< the stream may have bytes for us
    QByteArray m_up; ///< towards the server; its start stays where it is until libssh2 has taken it
    qsizetype m_upSent = 0;
    QByteArray m_down; ///< what the stream did not take yet
    bool m_upEnded = false;
    bool m_upEndSent = false;
    bool m_downEnded = false;
    bool m_over = false;
    bool m_closed = false;
    bool m_answers = true;
    bool m_upMoved = false; ///< since the last look()
};

} // namespace links

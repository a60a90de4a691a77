#pragma once
#include "base/result.h"
#include "link/ssh/sshmemory.h"
#include "link/ssh/sshopening.h"
#include "link/ssh/sshsocket.h"
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

struct _LIBSSH2_SESSION;
struct _LIBSSH2_CHANNEL;

namespace links {

class SshChannel;

/// How a session finds out that the other end is gone.
struct SshRhythm {
    std::chrono::milliseconds keepalive{ 5000 }; ///< not under 2 s in effect
    std::chrono::milliseconds dead{ 15000 }; ///< without any byte from the server
    std::chrono::milliseconds probe{ 3000 }; ///< the same after probe()
    std::chrono::milliseconds signIn{ 60000 }; ///< for each answer to a sign-in, which may be slow
};

/// One SSH connection over one connected socket: key exchange, then a sign-in that somebody else
/// drives, then streams, any number of them. It never waits and never takes the event loop for more
/// than a few milliseconds at a time. Its signals come from the event loop, so that whoever hears
/// them may destroy it.
class SshSession final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SshSession)

public:
    /// `address` names the server in sentences: "bastion.example:22". Takes the descriptor over.
    SshSession(int descriptor, QString address, SshRhythm rhythm, QObject *parent);
    /// Ends each stream.
    ~SshSession() override;

    /// Ends in shaken() or ended(). `known` = types of the host keys on file.
    void shakeHands(const QList<QByteArray> &known);
    /// What it means that the key exchange took longer than `timeout`.
    [[nodiscard]] base::Error silentError(std::chrono::milliseconds timeout) const;
    /// After shaken(), as a public blob.
    [[nodiscard]] QByteArray hostKey() const;

    /// Calls `step` now, and again whenever something came or went, until the next drive(),
    /// carryStreams() or the end. For whoever signs in.
    void drive(std::function<void()> step);
    /// Nothing of the session is touched here until it is given back: a thread works with it.
    void lend();
    void takeBack();
    [[nodiscard]] _LIBSSH2_SESSION *handle() const { return m_session; }
    [[nodiscard]] SshSocket &socket() { return m_core.socket; }
    [[nodiscard]] SshMemory &memory() { return m_core.memory; }

    /// After the sign-in: streams can be opened, and the other end is watched.
    void carryStreams();
    /// A stream to `target` as it is known at the other end. `timeout` counts from when it is its
    /// turn: libssh2 opens one after the other.
    [[nodiscard]] SshOpening *open(const Endpoint &target, std::chrono::milliseconds timeout,
                                   QObject *parent);
    /// Finds out within a few seconds whether the other end is still there.
    void probe();
    [[nodiscard]] bool hasEnded() const { return m_stage == Stage::Ended; }

Q_SIGNALS:
    void shaken();
    /// Once. Every stream has ended with it.
    void ended(const base::Error &why);

private:
    enum class Stage : quint8 { New, Shaking, Driven, Carrying, Ended };
    /// What libssh2 opens a channel for: somebody, to have one that reads, or to get hold of one
    /// that came too late.
    enum class Opening : quint8 { None, Wanted, Reader, Late };
    struct Core {
        SshSocket socket;
        SshMemory memory;
    };
    struct Memory;

    void turn();
    void step();
    void shake();
    void carry();
    void openNext();
    void beginOpening();
    [[nodiscard]] SshChannel *reader() const;
    [[nodiscard]] _LIBSSH2_CHANNEL *askForChannel(bool givingUp);
    [[nodiscard]] _LIBSSH2_CHANNEL *openChannel();
    void channelCame(_LIBSSH2_CHANNEL *channel);
    void channelFailed(bool gaveUp);
    QPointer<SshOpening> endOpening();
    void failOpenings(const base::Error &why);
    void openingTooLong();
    void readAhead();
    [[nodiscard]] bool canRead() const;
    void dropFinished();
    void pulse();
    void checkLife();
    void finish(const base::Error &why);
    void watch();
    [[nodiscard]] base::Error lostError() const;
    [[nodiscard]] base::Error shakeError(int code) const;
    [[nodiscard]] bool isForeign() const;

    Core m_core;
    const QString m_address;
    const SshRhythm m_rhythm;
    _LIBSSH2_SESSION *m_session;
    Stage m_stage = Stage::New;
    bool m_lent = false;
    bool m_turning = false;
    std::function<void()> m_drive;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QTimer m_again; ///< more is to be done after others had their turn
    QTimer m_pulse;
    QTimer m_life; ///< until the other end counts as gone
    QTimer m_openLimit;
    std::chrono::milliseconds m_patience; ///< of m_life
    std::chrono::steady_clock::time_point m_silentSince;
    bool m_probing = false; ///< the next keepalive is one that probe() waits for
    qint64 m_awaited = 0; ///< of the bytes sent: where the last keepalive ends
    qint64 m_confirmed = 0; ///< of the bytes sent: what the other end's system has
    std::vector<std::unique_ptr<SshChannel>> m_channels;
    std::vector<std::unique_ptr<SshChannel>> m_closing;
    std::unique_ptr<SshChannel> m_reader; ///< the last one closed; libssh2 reads only for a channel
    QList<QPointer<SshOpening>> m_openings; ///< whose turn is still to come
    Opening m_opening = Opening::None; ///< libssh2 is at it
    Endpoint m_target; ///< of that
    QPointer<SshOpening> m_waiter; ///< for that
    bool m_hasGivenUp = false; ///< openings, whose answers may still come
    bool m_readerRefused = false;
    bool m_lateRefused = false; ///< the server does not answer as it has to
};

} // namespace links

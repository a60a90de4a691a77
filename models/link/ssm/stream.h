#pragma once
#include "link/ssm/session.h"
#include <QSocketNotifier>

namespace links::ssm {

/// Carries bytes between one stream of a session and one end of a connected pair. What the server
/// sends is taken at once, so that the session's other streams flow on; more than mostUnread of it
/// that nobody reads ends this stream alone. Towards the server no more is taken than the session
/// carries.
///
/// A stream's end has no halves: the agent closes both ways with the first. So a pair's end that is
/// shut for writing only is kept open until the server ends or the whole end is closed.
class Stream final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Stream)

public:
    static constexpr qsizetype mostUnread = qsizetype(8) * 1024 * 1024;
    static constexpr qsizetype mostQueued = qsizetype(256) * 1024; ///< towards the server

    /// Opens a stream of the session, which has room, and takes the descriptor over. `timeout` =
    /// until silent().
    Stream(Session &session, int descriptor, std::chrono::milliseconds timeout, Clock &clock,
           QObject *parent = nullptr);
    ~Stream() override;

    [[nodiscard]] Session::Id id() const { return m_id; }
    [[nodiscard]] bool hasHeard() const { return m_heard; }
    [[nodiscard]] std::chrono::milliseconds openedAt() const { return m_openedAt; }

    // By the session's owner.
    void take(const QByteArray &bytes);
    void goOn(); ///< less is queued
    void serverEnded();
    /// Notices at once when its end of the pair has been closed.
    void catchUp();
    /// Ends it without a word to the session.
    void cut();

Q_SIGNALS:
    void heard(); ///< the first byte
    /// Something was written, not just now, and no byte has come in `timeout` since the stream was
    /// opened; or the other side takes none of what is written.
    void silent();
    void overflowed(); ///< before over()
    /// Both ways have ended, and the session knows. Not after cut().
    void over();

private:
    void noticeSilence();
    void fetch();
    void upEnded();
    void look();
    void flush();
    void finish();
    void closeEnd();
    void watch();

    Session &m_session;
    int m_descriptor;
    Clock &m_clock;
    const std::unique_ptr<Alarm> m_silence;
    const std::unique_ptr<Alarm> m_looking;
    const std::chrono::milliseconds m_timeout;
    const std::chrono::milliseconds m_openedAt;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    Session::Id m_id = 0;
    qsizetype m_queuedThen = 0; ///< when silence was looked for last
    qint64 m_acknowledgedThen; ///< by the session's other side, likewise
    QByteArray m_unread; ///< from the server
    qsizetype m_taken = 0; ///< of its start
    std::chrono::milliseconds m_wroteAt{ 0 }; ///< last
    bool m_heard = false;
    bool m_wrote = false;
    bool m_upEnded = false;
    int m_quietLooks = 0; ///< since it has, without a byte from the server
    bool m_downEnded = false;
};

} // namespace links::ssm

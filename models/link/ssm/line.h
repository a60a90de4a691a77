#pragma once
#include "aws/sessioncalls.h"
#include "link/ssm/channelsocket.h"
#include "link/ssm/clock.h"
#include "link/ssm/datachannel.h"
#include <functional>
#include <memory>

namespace links::ssm {

/// What a session needs of the world.
struct SessionWay {
    std::shared_ptr<aws::SessionCalls> calls;
    std::function<std::unique_ptr<ChannelSocket>()> socket;
    std::shared_ptr<Clock> clock;
    QString identity; ///< as whom AWS is spoken to, for M14: "profile shop-ro"
};

/// The line of one session to the gateway: dials, and after whatever ends the socket resumes the
/// session by fresh keys and a new token, at its new address. First after 100–199 ms, then in twice
/// the time each, up to 30 s; from the start again once a socket has lived for ten seconds.
class Line final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Line)

public:
    Line(SessionWay way, DataChannel &channel, QString bastion, QObject *parent = nullptr);
    ~Line() override;

    void begin(const aws::OpenedSession &session);
    /// The handshake is done. From here on it is tried for five minutes, before for half a minute.
    void setEstablished() { m_established = true; }
    /// Closes the socket and does nothing any more.
    void stop();
    /// Asks an open socket whether it lives; dials at once where it waits to dial again.
    void checkNow();
    [[nodiscard]] bool isUp() const { return m_up; }

Q_SIGNALS:
    void up(); ///< each time
    void down(); ///< each time; it is opened again, or failed() follows
    /// Once: the session is lost for good, or cannot be begun.
    /// `isOver` = AWS says that there is no such session any more.
    void failed(const base::Error &why, bool isOver);

private:
    void dial();
    void connectTo(const QList<aws::Header> &headers);
    void socketOpened();
    void socketEnded(int closeCode, const QString &reason, int httpStatus);
    void dropSocket();
    void resume();
    void resumed(const aws::OpenedSession &session);
    void callFailed(const base::Error &why);
    void again(const base::Error &why);
    void fail(const base::Error &why, bool isOver = false);
    [[nodiscard]] QByteArray openDataChannelInput();

    const SessionWay m_way;
    DataChannel &m_channel;
    const QString m_bastion;
    const std::unique_ptr<Alarm> m_retry;
    const QString m_clientId;
    QString m_id;
    QByteArray m_url;
    base::Secret m_token;
    std::unique_ptr<ChannelSocket> m_socket;
    quint64 m_run = 0; ///< late answers know that they are late
    bool m_up = false;
    bool m_wasUp = false;
    bool m_established = false;
    bool m_stopped = false;
    int m_refusals = 0; ///< in a row: 403, or 1003
    std::chrono::milliseconds m_delay{ 0 }; ///< the last one
    std::chrono::milliseconds m_upSince{ 0 };
    std::chrono::milliseconds m_troubleSince{ 0 };
};

} // namespace links::ssm

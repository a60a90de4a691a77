#pragma once
#include "link/ssm/handshake.h"
#include "link/ssm/line.h"
#include "link/ssm/mux.h"
#include <optional>

namespace links::ssm {

/// One Session Manager session to one port, from StartSession to TerminateSession, over as many
/// sockets as it takes. Carries streams: many by smux, or with an agent that knows none one after
/// the other (basic mode, in which the end of the server is not seen). One thread.
class Session final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)

public:
    using Id = Mux::Id;
    enum class State : quint8 {
        Opening,
        Open,
        Leaving, ///< of no more use; the other side is being told
        Left,
    };

    Session(SessionWay way, aws::PortSession wanted, QObject *parent = nullptr);
    /// What was not told by then is left untold.
    ~Session() override;

    /// Ends in opened() or ended(). `patience` = how long the agent may take for its handshake, at
    /// least 15 s.
    void open(std::chrono::milliseconds patience);
    /// Tells the agent (for at most a second) and AWS; ends in left(). Close the streams first.
    void close();
    void checkNow();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isUp() const { return m_line.isUp(); }
    /// Why nothing comes through, once that has been so for three seconds: the agent is away, or
    /// the line is being opened again. The streams stay, and what is written to them waits.
    [[nodiscard]] const std::optional<base::Error> &stall() const { return m_stall; }
    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] QString agentVersion() const;
    /// Of the account's owner, for whoever opens a session; mostly empty.
    [[nodiscard]] QString customerMessage() const { return m_customerMessage; }
    [[nodiscard]] std::chrono::milliseconds roundTrip() const;
    [[nodiscard]] const DataChannel::Counters &counters() const { return m_channel.counters(); }

    [[nodiscard]] bool isMux() const { return m_mux != nullptr; }
    enum class Room : quint8 {
        Free,
        Soon, ///< basic mode: the agent is being told of the last stream's end; see roomForStream()
        Taken, ///< basic mode: a stream is open
        Never, ///< out of ids
    };
    [[nodiscard]] Room room() const;
    /// While there is room.
    [[nodiscard]] Id openStream();
    void write(Id stream, const QByteArray &bytes);
    [[nodiscard]] qsizetype queued(Id stream) const;
    void closeStream(Id stream);

Q_SIGNALS:
    void opened();
    /// Once, not after close(): it could not be opened, or is lost for good.
    void ended(const base::Error &why);
    /// Once, last: AWS has been told, or did not answer, or knew already.
    void left();
    void arrived(links::ssm::Mux::Id stream, const QByteArray &bytes);
    void drained(links::ssm::Mux::Id stream);
    void streamEnded(links::ssm::Mux::Id stream);
    /// The bastion could not connect some stream to the port.
    void dialFailed();
    void roomForStream();
    void stallChanged();

private:
    void started(const aws::OpenedSession &session);
    void lineUp();
    void take(PayloadType type, const QByteArray &payload);
    void takeOutput(const QByteArray &payload);
    void deliverEarly();
    void shakeHands(const QByteArray &payload);
    void handsShaken(const QByteArray &payload);
    void becomeOpen();
    void startMux();
    void acknowledged();
    void pumpBasic();
    void lose(const base::Error &why, bool isOverThere = false);
    void leave();
    void terminate();
    void leftNow();
    [[nodiscard]] bool isHeldUp() const;
    void watchFlow();
    void noteStall();

    const SessionWay m_way;
    const aws::PortSession m_wanted;
    DataChannel m_channel;
    Line m_line;
    Mux *m_mux = nullptr;
    const std::unique_ptr<Alarm> m_alarm; ///< of the handshake, its pause, and the farewell
    const std::unique_ptr<Alarm> m_heldUp; ///< until it counts as a stall
    std::optional<base::Error> m_stall;
    State m_state = State::Opening;
    std::chrono::milliseconds m_patience{ 0 };
    QString m_id;
    std::optional<HandshakeRequest> m_request;
    AgentManners m_manners;
    QString m_customerMessage;
    std::optional<base::Error> m_refusal; ///< ours, on its way to the agent
    bool m_handsShaken = false;
    bool m_carried = false; ///< a byte came from the server
    bool m_overThere = false; ///< there is nothing left to terminate
    bool m_terminating = false;

    // Basic mode.
    static constexpr Id noBasic = 1;
    Id m_lastBasic = noBasic;
    QByteArray m_basicEarly; ///< came before there was a stream
    bool m_basicOpen = false;
    bool m_basicEnding = false; ///< flag 1 is to be sent, or not acknowledged yet
    bool m_basicFlagSent = false;
    QByteArray m_basicQueue;
};

} // namespace links::ssm

#pragma once
#include "link/ssm/channelsocket.h"
#include "link/ssm/clock.h"
#include "link/ssm/message.h"
#include <memory>

namespace links::ssm {

/// The reliable, ordered channel of one session over one WebSocket after another: numbers, keeps
/// and repeats what is sent until it is acknowledged, acknowledges and orders what comes
/// (duplicates too), and survives the sockets. Knows no handshake and no smux. One thread.
///
/// What is under way is bounded by a window (64 messages, growing to 512, halved by a timeout);
/// each message has a retransmission timer of its own, from the measured round trip by RFC 6298's
/// formulas and Karn's rule. Out of order at most 32768 messages are held.
class DataChannel final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataChannel)

public:
    explicit DataChannel(Clock &clock, QObject *parent = nullptr);
    ~DataChannel() override;

    /// Goes on over `socket`, which is open and has sent its OpenDataChannelInput: everything that
    /// is not acknowledged is sent again, oldest first. Not owned.
    void attach(ChannelSocket *socket);
    /// The socket has ended; what is sent waits for the next.
    void detach();

    /// True when one more message of data is let under way. What is not must wait for room().
    [[nodiscard]] bool hasRoom() const;
    /// Sends (or keeps, without a socket) up to mostPayload bytes, also without room.
    void send(PayloadType type, const QByteArray &payload);
    /// Messages that the other side has not acknowledged.
    [[nodiscard]] qsizetype unacknowledged() const;
    [[nodiscard]] std::chrono::milliseconds roundTrip() const;
    /// pause_publication came, and nothing since: the other side is away for now.
    [[nodiscard]] bool isPaused() const;

    struct Counters {
        qint64 sent = 0, resent = 0, received = 0, duplicates = 0, outOfOrder = 0, malformed = 0;
        qint64 acknowledged = 0; ///< of what was sent, each once
    };
    [[nodiscard]] const Counters &counters() const;

Q_SIGNALS:
    /// In order, each once.
    void received(links::ssm::PayloadType type, const QByteArray &payload);
    void room(); ///< hasRoom() has become true
    void allAcknowledged();
    void closed(const links::ssm::ChannelClosed &why); ///< channel_closed: final
    void pausedChanged(bool paused);
    /// One message was repeated for five minutes over an open socket, or waited for a minute while
    /// the other side was away, or the other side sends what no peer sends: the session is of no
    /// more use.
    void broken(const base::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace links::ssm

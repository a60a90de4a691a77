#pragma once
#include "link/ssm/datachannel.h"
#include "link/ssm/smux.h"
#include <functional>

namespace links::ssm {

/// The streams of one session: smux over a DataChannel after its handshake. Shares the window
/// fairly (one message's worth of each stream in turn), and reads on whatever a stream does with
/// its bytes: a stream that holds more unread than its limit is ended alone. One thread.
class Mux final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Mux)

public:
    using Id = quint32; ///< odd, from 3; never used again

    static constexpr Id firstId = 3;

    /// `keepAlive`: a NOP every 10 s, for old agents. `first` = id of the first stream. Feed it by
    /// received().
    Mux(DataChannel &channel, Clock &clock, bool keepAlive, Id first = firstId,
        QObject *parent = nullptr);
    ~Mux() override;

    /// SYN. Nothing tells that the other end has connected but its first byte. Not when exhausted.
    [[nodiscard]] Id open();
    /// Queues bytes; they are sent as the window lets them.
    void write(Id stream, const QByteArray &bytes);
    /// Bytes of the stream that are queued here: do not write on above some limit; see drained().
    [[nodiscard]] qsizetype queued(Id stream) const;
    /// FIN, after what is queued. The far end closes both ways at once, so call it only when
    /// nothing more is wanted from there: no signal names the stream from then on.
    void close(Id stream);
    [[nodiscard]] qsizetype streams() const; ///< open ones
    /// Ids run out after two thousand million streams.
    [[nodiscard]] bool isExhausted() const;

    /// Payloads of PayloadType::Output.
    void feed(const QByteArray &bytes);

Q_SIGNALS:
    void arrived(links::ssm::Mux::Id stream, const QByteArray &bytes);
    void drained(links::ssm::Mux::Id stream); ///< queued() has become less
    void ended(links::ssm::Mux::Id stream); ///< FIN of the other side, answered; it is closed
    void broken(const base::Error &why); ///< no smux: the session is of no more use

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace links::ssm

#pragma once
#include "base/result.h"
#include "resp/decoder.h"
#include "resp/send.h"
#include <QFuture>
#include <QIODevice>
#include <QObject>
#include <chrono>
#include <memory>

namespace resp {

/// One ordered conversation with a server, over a byte stream that somebody else opened.
/// Replies come back in the order commands went out, so callers may pipeline freely.
/// Lives in one thread: make it, call it and destroy it there. Futures may be listened to
/// from any thread.
class Connection final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)

public:
    struct Limits {
        Decoder::Limits decoder;
        /// Bytes written but not yet taken by the stream; above it a request fails with TooLarge
        /// when it alone is bigger, else waits its turn in a queue.
        qint64 pendingWrite = qint64(64) * 1024 * 1024;
        std::chrono::milliseconds timeout{ 15000 }; ///< a request's default
    };

    /// `stream` is open for reading and writing and lives in this thread.
    explicit Connection(std::unique_ptr<QIODevice> stream, const Limits &limits,
                        QObject *parent = nullptr);
    ~Connection() override;

    /// Finishes exactly once: with the reply, or with an Error if time is up (Timeout), the reply
    /// is over a limit (TooLarge), the bytes are no RESP (Protocol) or the stream ends (Network).
    /// Cancelling the future, or a timeout, abandons the reply: it is swallowed in order when it
    /// comes, and the requests behind it are unharmed. A command that would break the order of
    /// replies (CLIENT REPLY, SYNC, HELLO 3 without RESP3) is Invalid and not sent. A request that
    /// is refused before a byte went out is finished when this returns.
    [[nodiscard]] QFuture<base::Result<Reply>> send(const Command &command,
                                                    std::chrono::milliseconds timeout = {});
    /// The same for a pipeline: written together, one timeout, all replies or one Error.
    [[nodiscard]] QFuture<base::Result<Replies>> sendAll(const Commands &commands,
                                                         std::chrono::milliseconds timeout = {});

    /// Requests that went out and have no reply yet (abandoned ones included).
    [[nodiscard]] qsizetype pending() const;
    [[nodiscard]] bool isOpen() const;
    /// Ends the conversation: every waiting request fails with `why`, then closed() is emitted
    /// (not from inside this call).
    void close(const base::Error &why);
    [[nodiscard]] QIODevice *stream() const;

Q_SIGNALS:
    /// An out-of-band message: RESP3 push, RESP2 Pub/Sub message while subscribed, MONITOR line.
    /// Confirmations of SUBSCRIBE and its like come here too, one for each channel; the request
    /// itself is answered with the last of them.
    void pushed(const resp::Reply &message);
    /// Emitted once, after every waiting request was failed.
    void closed(const base::Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace resp

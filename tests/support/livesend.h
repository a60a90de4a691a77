#pragma once
#include "resp/connection.h"
#include "resp/send.h"
#include "support/redisserver.h"
#include <memory>

namespace support {

/// A resp::Send to a real server without a session: no gate, no login, no thread of its own.
/// Commands go over one connection in database `db`, each transaction over one of its own.
/// Everything happens on the thread that made it, which has to run its event loop.
class LiveSend {
public:
    explicit LiveSend(const RedisServer &server, int db = 0);
    ~LiveSend();
    Q_DISABLE_COPY_MOVE(LiveSend)

    [[nodiscard]] resp::Send send() const;
    operator resp::Send() const { return send(); } // NOLINT(google-explicit-constructor)

    /// What went out so far, in order; a transaction as WATCH, its reads, MULTI, its writes, EXEC.
    [[nodiscard]] resp::Commands commands() const;
    void forgetCommands();
    /// The connection of one() and many(); nullptr when the server could not be reached.
    [[nodiscard]] resp::Connection *connection() const;

private:
    class Port;
    std::shared_ptr<Port> m_port;
};

} // namespace support

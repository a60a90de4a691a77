#pragma once
#include "session/request.h"
#include "session/session.h"

namespace session {

class NetworkWorker;

/// What a Session shares with the Sends that it has handed out. Used in the GUI thread alone.
struct PortTarget {
    NetworkWorker *worker = nullptr; ///< null once the session is gone
    int consoleStart = -1;
    int consoleDb = 0;
    std::shared_ptr<const resp::NodeMap> nodes =
        std::make_shared<const resp::NodeMap>(resp::NodeMap::standalone());
    std::function<void(const resp::Commands &commands, bool transaction)> used;
};

/// A Send's way into a session: one hop to the network thread, one back.
class SessionPort final : public resp::Send::Port {
public:
    SessionPort(std::shared_ptr<PortTarget> target, Lane lane, int db);

    QFuture<base::Result<resp::Reply>> one(resp::Command command,
                                           resp::SendOptions options) override;
    QFuture<base::Result<resp::Replies>> many(resp::Commands commands,
                                              resp::SendOptions options) override;
    QFuture<base::Result<resp::TransactionOutcome>>
    transact(resp::Transaction transaction) override;
    [[nodiscard]] int database() const override;
    [[nodiscard]] std::shared_ptr<const resp::NodeMap> nodes() const override;

private:
    template <typename T> QFuture<base::Result<T>> post(const std::shared_ptr<Request> &request);

    const std::shared_ptr<PortTarget> m_target;
    const Lane m_lane;
    const int m_db;
};

} // namespace session

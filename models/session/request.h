#pragma once
#include "resp/send.h"
#include <QElapsedTimer>
#include <QPromise>
#include <variant>

namespace session {

/// One question of a Send on its way through the network thread: its commands and whoever waits.
/// Dropped without an answer it finishes as cancelled.
struct Request {
    using One = QPromise<base::Result<resp::Reply>>;
    using Many = QPromise<base::Result<resp::Replies>>;
    using Transact = QPromise<base::Result<resp::TransactionOutcome>>;

    int db = 0;
    resp::Commands commands; ///< of a transaction: WATCH and the reads, for the gate
    resp::SendOptions options;
    resp::Transaction transaction;
    std::variant<One, Many, Transact> promise;
    bool internal = false; ///< a question of the program itself
    bool asking = false; ///< of a transaction: ASKING goes before each of its commands
    bool sent = false; ///< some of it may have gone out
    bool spread = false; ///< by WorkStripes: a read that may run on any of them
    bool ordered = false; ///< by WorkStripes: what is asked after it may not overtake it

    QElapsedTimer clock;
    bool writes = false;
    qint64 microseconds = 0; ///< from sent to answered

    [[nodiscard]] bool isTransaction() const { return std::holds_alternative<Transact>(promise); }
    [[nodiscard]] bool isCancelled() const
    {
        return std::visit([](const auto &p) { return p.isCanceled(); }, promise);
    }
    void fail(const base::Error &why)
    {
        std::visit(
            [&](auto &p) {
                p.addResult(base::fail(why));
                p.finish();
            },
            promise);
    }
};

using RequestPtr = std::shared_ptr<Request>;

} // namespace session

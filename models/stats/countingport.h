#pragma once
#include "stats/ownlookups.h"

namespace stats {

/// A Send that passes everything on to `inner`, unchanged and in order, and counts in `own` what
/// the commands look up. Answers are counted before whoever sent the command hears of them.
/// Cancelling a future cancels the inner one. Use from the GUI thread, as any Send.
[[nodiscard]] resp::Send counted(resp::Send inner, std::shared_ptr<OwnLookups> own);

/// What stands behind counted().
class CountingPort final : public resp::Send::Port {
public:
    CountingPort(resp::Send inner, std::shared_ptr<OwnLookups> own);
    ~CountingPort() override;

    QFuture<base::Result<resp::Reply>> one(resp::Command command,
                                           resp::SendOptions options) override;
    QFuture<base::Result<resp::Replies>> many(resp::Commands commands,
                                              resp::SendOptions options) override;
    QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction t) override;
    [[nodiscard]] int database() const override { return m_inner.database(); }
    [[nodiscard]] std::shared_ptr<const resp::NodeMap> nodes() const override
    {
        return m_inner.nodes();
    }

private:
    struct Queue;
    resp::Send m_inner;
    std::shared_ptr<OwnLookups> m_own;
    std::shared_ptr<Queue> m_queue; ///< commands waiting for EXEC on this conversation
    std::unique_ptr<QObject> m_listener;
};

} // namespace stats

#pragma once
#include "base/whendone.h"
#include "resp/send.h"
#include <deque>
#include <functional>

namespace support {

/// A Send without a server: `answer` is asked for the reply to each command, at once and in order;
/// `sent` keeps what went out. With `hold`, answers wait until release() is called.
class FakePort final : public resp::Send::Port {
public:
    std::function<base::Result<resp::Reply>(const resp::Command &)> answer =
        [](const resp::Command &) { return resp::Reply::status("OK"); };
    resp::Commands sent;
    QList<resp::SendOptions> options; ///< of each call, in order
    resp::NodeMap map = resp::NodeMap::standalone();
    int db = 0;
    bool hold = false;

    QFuture<base::Result<resp::Reply>> one(resp::Command command, resp::SendOptions how) override
    {
        options += how;
        return settle<resp::Reply>([this, command] {
            sent += command;
            return answer(command);
        });
    }

    QFuture<base::Result<resp::Replies>> many(resp::Commands commands,
                                              resp::SendOptions how) override
    {
        options += how;
        return settle<resp::Replies>([this, commands] { return all(commands); });
    }

    QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction t) override
    {
        return settle<resp::TransactionOutcome>(
            [this, t]() -> base::Result<resp::TransactionOutcome> {
                resp::TransactionOutcome out;
                sent += resp::Command{ "WATCH" } + t.watch;
                auto reads = all(t.reads);
                if (!reads)
                    return base::fail(reads.error());
                out.reads = *reads;
                const auto writes = t.decide(out.reads);
                if (!writes) {
                    out.what = resp::TransactionOutcome::What::Changed;
                    return out;
                }
                sent += resp::Command{ "MULTI" };
                auto results = all(*writes);
                if (!results)
                    return base::fail(results.error());
                out.results = *results;
                sent += resp::Command{ "EXEC" };
                return out;
            });
    }

    [[nodiscard]] int database() const override { return db; }
    [[nodiscard]] std::shared_ptr<const resp::NodeMap> nodes() const override
    {
        return std::make_shared<const resp::NodeMap>(map);
    }

    /// Answers the oldest request that waits; false when none does.
    bool release()
    {
        if (m_held.empty())
            return false;
        auto next = std::move(m_held.front());
        m_held.pop_front();
        next();
        return true;
    }
    [[nodiscard]] size_t held() const { return m_held.size(); }

private:
    base::Result<resp::Replies> all(const resp::Commands &commands)
    {
        resp::Replies replies;
        for (const resp::Command &command : commands) {
            sent += command;
            auto reply = answer(command);
            if (!reply)
                return base::fail(reply.error());
            replies += *reply;
        }
        return replies;
    }

    template <typename T> QFuture<base::Result<T>> settle(std::function<base::Result<T>()> work)
    {
        auto promise = std::make_shared<QPromise<base::Result<T>>>();
        promise->start();
        auto run = [promise, work] {
            promise->addResult(work());
            promise->finish();
        };
        if (hold)
            m_held.emplace_back(run);
        else
            run();
        return promise->future();
    }

    std::deque<std::function<void()>> m_held;
};

} // namespace support

#include "resp/transact.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QPromise>

namespace resp {

namespace {

/// The server does not offer the command to this user; anything else is a real failure.
bool isRefused(const Reply &reply)
{
    return reply.isError() && serverError(reply, {}).kind == base::Error::Kind::NotPermitted;
}

/// One transaction on its way. Child of its connection, so it ends with it.
class Run final : public QObject {
public:
    Run(Connection *connection, Transaction &&transaction, Check &&check, bool asking)
        : QObject(connection)
        , m_connection(connection)
        , m_transaction(std::move(transaction))
        , m_check(std::move(check))
        , m_asking(asking)
    {
        m_promise.start();
    }

    ~Run() override
    {
        if (m_writing)
            finish(base::fail(unknown({})));
        else
            finish(base::fail(base::Error::Kind::Cancelled, {}));
    }

    QFuture<base::Result<TransactionOutcome>> future() { return m_promise.future(); }

    void start()
    {
        Commands commands;
        if (!m_transaction.watch.isEmpty())
            commands += Command{ "WATCH" } + m_transaction.watch;
        commands += m_transaction.reads;
        if (!m_asking) {
            base::whenDone(m_connection->sendAll(commands, m_transaction.options.timeout), this,
                           [this](const base::Result<Replies> &replies) { compare(replies); });
            return;
        }
        Commands asked;
        for (const Command &command : std::as_const(commands))
            asked += Commands{ { "ASKING" }, command };
        base::whenDone(m_connection->sendAll(asked, m_transaction.options.timeout), this,
                       [this](base::Result<Replies> replies) {
                           for (qsizetype i = 0; replies && i < replies->size(); ++i)
                               replies->removeAt(i); // the OK of each ASKING
                           compare(replies);
                       });
    }

private:
    void compare(const base::Result<Replies> &replies)
    {
        if (!replies) {
            // Late answers may still set the watch: it must not spoil the next transaction.
            if (!m_transaction.watch.isEmpty() && m_connection->isOpen())
                (void)m_connection->send({ "UNWATCH" });
            end(base::fail(replies.error()));
            return;
        }
        m_outcome.reads = *replies;
        if (!m_transaction.watch.isEmpty()) {
            const Reply watch = m_outcome.reads.takeFirst();
            m_outcome.watched = !watch.isError();
            if (watch.isError() && !isRefused(watch)) {
                end(base::fail(serverError(watch, "WATCH")));
                return;
            }
        }
        const std::optional<Commands> writes = m_transaction.decide(m_outcome.reads);
        if (!writes) {
            m_outcome.what = TransactionOutcome::What::Changed;
            unwatch(m_outcome);
            return;
        }
        for (const Command &command : *writes) {
            if (auto refusal = m_check ? m_check(command) : std::nullopt) {
                unwatch(base::fail(*refusal));
                return;
            }
        }
        if (writes->isEmpty())
            unwatch(m_outcome);
        else
            write(*writes);
    }

    /// The connection is given back only when it watches nothing any more.
    void unwatch(const base::Result<TransactionOutcome> &result)
    {
        if (m_transaction.watch.isEmpty() || !m_outcome.watched) {
            end(result);
            return;
        }
        base::whenDone(m_connection->send({ "UNWATCH" }, m_transaction.options.timeout), this,
                       [this, result](const base::Result<Reply> &) { end(result); });
    }

    void write(const Commands &writes)
    {
        m_writes = writes;
        Commands commands = Commands{ { "MULTI" } } + writes + Commands{ { "EXEC" } };
        if (m_asking)
            commands.prepend({ "ASKING" }); // it lasts until EXEC
        const auto future = m_connection->sendAll(commands, m_transaction.options.timeout);
        // Finished at once = refused by the connection before a byte went out.
        m_writing = !future.isFinished();
        base::whenDone(future, this, [this](base::Result<Replies> replies) {
            if (m_asking && replies)
                replies->removeFirst();
            conclude(replies);
        });
    }

    void conclude(const base::Result<Replies> &replies)
    {
        if (!replies && !m_writing) {
            unwatch(base::fail(replies.error()));
            return;
        }
        if (!replies) {
            end(base::fail(unknown(replies.error())));
            return;
        }
        m_writing = false;
        const Reply multi = replies->constFirst();
        const Reply exec = replies->constLast();
        const Replies between = replies->sliced(1, replies->size() - 2);
        if (multi.isError()) {
            // The server has run the commands one by one, as if MULTI had not been there.
            m_outcome.watched = false;
            m_outcome.results = between;
            const bool nothing = std::all_of(between.cbegin(), between.cend(),
                                             [](const Reply &reply) { return reply.isError(); });
            if (nothing)
                unwatch(base::fail(serverError(between.constFirst(), m_writes[0][0])));
            else
                unwatch(m_outcome);
            return;
        }
        if (exec.isError()) {
            // EXECABORT: the server says at the queued command why; nothing was written.
            for (qsizetype i = 0; i < between.size(); ++i) {
                if (between[i].isError()) {
                    end(base::fail(serverError(between[i], m_writes[i][0])));
                    return;
                }
            }
            end(base::fail(serverError(exec, "EXEC")));
            return;
        }
        if (exec.isNil()) {
            m_outcome.what = TransactionOutcome::What::Changed;
        } else {
            for (qsizetype i = 0; i < exec.size(); ++i)
                m_outcome.results += exec.at(i);
        }
        end(m_outcome);
    }

    static base::Error unknown(const base::Error &cause)
    {
        return { base::Error::Kind::OutcomeUnknown,
                 QCoreApplication::translate(
                     "resp",
                     "The write was sent, but its answer never came. It may or may not have "
                     "been done; look at the value before you try again."),
                 cause.detail.isEmpty() ? cause.text.toUtf8() : cause.detail };
    }

    void finish(const base::Result<TransactionOutcome> &result)
    {
        if (std::exchange(m_finished, true))
            return;
        m_promise.addResult(result);
        m_promise.finish();
    }

    void end(const base::Result<TransactionOutcome> &result)
    {
        m_writing = false;
        deleteLater();
        finish(result);
    }

    Connection *m_connection;
    Transaction m_transaction;
    Check m_check;
    const bool m_asking;
    QPromise<base::Result<TransactionOutcome>> m_promise;
    TransactionOutcome m_outcome;
    Commands m_writes;
    bool m_writing = false; // EXEC is on its way
    bool m_finished = false;
};

} // namespace

QFuture<base::Result<TransactionOutcome>>
runTransaction(Connection *connection, Transaction transaction, Check check, bool asking)
{
    auto *run = new Run(connection, std::move(transaction), std::move(check), asking);
    auto future = run->future();
    run->start();
    return future;
}

} // namespace resp

#include "stats/countingport.h"
#include "base/whendone.h"

namespace stats {

/// MULTI … EXEC typed command by command: what was queued counts when EXEC's reply comes.
struct CountingPort::Queue {
    resp::Commands commands;
    bool open = false; ///< MULTI went out, and nothing that ends it

    /// True when the reply to this command has to be seen, lookups or not.
    bool concerns(const resp::Command &command)
    {
        const QByteArray name = command.isEmpty() ? QByteArray() : command.first().toUpper();
        const bool ends = name == "EXEC" || name == "DISCARD" || name == "RESET";
        open = name == "MULTI" || (open && !ends);
        return open || ends;
    }

    void take(OwnLookups &own, const resp::Command &command, const resp::Reply &reply)
    {
        const QByteArray name = command.isEmpty() ? QByteArray() : command.first().toUpper();
        if (name == "MULTI" || name == "DISCARD" || name == "RESET") {
            commands.clear();
        } else if (name == "EXEC") {
            if (reply.size() == commands.size()) {
                for (qsizetype i = 0; i < reply.size(); ++i)
                    own.note(commands[i], reply.at(i));
            }
            commands.clear();
        } else if (reply.kind() == resp::Reply::Kind::Status
                   && reply.bytes() == QByteArrayView("QUEUED")) {
            commands += command;
        }
    }
};

namespace {

/// A command under way. Settles once, also when its listener dies before the answer: what it
/// looked up is then unknown.
class Ticket {
public:
    explicit Ticket(std::shared_ptr<OwnLookups> own)
        : m_own(std::move(own))
    {
        m_own->begun();
    }
    ~Ticket()
    {
        if (!m_settled)
            settle({ 0, 0, false });
    }
    Q_DISABLE_COPY_MOVE(Ticket)

    void settle(const CommandLookups &counted)
    {
        m_settled = true;
        m_own->settled(counted);
    }
    void fail(const base::Error &error)
    {
        using Kind = base::Error::Kind;
        const bool neverSent = error.kind == Kind::ReadOnly || error.kind == Kind::NeedsConfirmation
            || error.kind == Kind::WrongServer || error.kind == Kind::NotPermitted;
        settle({ 0, 0, neverSent });
    }

private:
    std::shared_ptr<OwnLookups> m_own;
    bool m_settled = false;
};

std::shared_ptr<Ticket> ticketFor(const resp::Command &command,
                                  const std::shared_ptr<OwnLookups> &own)
{
    return mayLookUp(command) ? std::make_shared<Ticket>(own) : nullptr;
}

} // namespace

resp::Send counted(resp::Send inner, std::shared_ptr<OwnLookups> own)
{
    return resp::Send(std::make_shared<CountingPort>(std::move(inner), std::move(own)));
}

CountingPort::CountingPort(resp::Send inner, std::shared_ptr<OwnLookups> own)
    : m_inner(std::move(inner))
    , m_own(std::move(own))
    , m_queue(std::make_shared<Queue>())
    , m_listener(std::make_unique<QObject>())
{
}

CountingPort::~CountingPort() = default;

QFuture<base::Result<resp::Reply>> CountingPort::one(resp::Command command,
                                                     resp::SendOptions options)
{
    auto ticket = ticketFor(command, m_own);
    const bool listens = m_queue->concerns(command) || ticket;
    auto future = m_inner(command, options);
    if (!listens)
        return future;
    base::whenDone(
        future, m_listener.get(),
        [own = m_own, queue = m_queue, command, ticket](const base::Result<resp::Reply> &reply) {
            if (reply)
                queue->take(*own, command, *reply);
            if (ticket && reply)
                ticket->settle(lookupsOf(command, *reply));
            else if (ticket)
                ticket->fail(reply.error());
        });
    return future;
}

QFuture<base::Result<resp::Replies>> CountingPort::many(resp::Commands commands,
                                                        resp::SendOptions options)
{
    QList<std::shared_ptr<Ticket>> tickets;
    bool listens = false;
    for (const resp::Command &command : commands) {
        tickets += ticketFor(command, m_own);
        listens = m_queue->concerns(command) || tickets.last() || listens;
    }
    auto future = m_inner.many(commands, options);
    if (!listens)
        return future;
    base::whenDone(future, m_listener.get(),
                   [own = m_own, queue = m_queue, commands,
                    tickets](const base::Result<resp::Replies> &replies) {
                       for (qsizetype i = 0; i < commands.size(); ++i) {
                           const bool answered = replies && i < replies->size();
                           if (answered)
                               queue->take(*own, commands[i], replies->at(i));
                           if (tickets[i] && answered)
                               tickets[i]->settle(lookupsOf(commands[i], replies->at(i)));
                           else if (tickets[i] && !replies)
                               tickets[i]->fail(replies.error());
                       }
                   });
    return future;
}

QFuture<base::Result<resp::TransactionOutcome>> CountingPort::transact(resp::Transaction t)
{
    // `decide` runs on the network thread, before the future is finished; the listener reads after.
    auto writes = std::make_shared<resp::Commands>();
    const resp::Commands reads = t.reads;
    t.decide = [decide = std::move(t.decide), writes](const resp::Replies &replies) {
        auto decided = decide(replies);
        if (decided)
            *writes = *decided;
        return decided;
    };
    auto ticket = std::make_shared<Ticket>(m_own);
    auto future = m_inner.transact(std::move(t));
    base::whenDone(future, m_listener.get(),
                   [own = m_own, reads, writes,
                    ticket](const base::Result<resp::TransactionOutcome> &outcome) {
                       if (!outcome) {
                           ticket->fail(outcome.error());
                           return;
                       }
                       for (qsizetype i = 0; i < qMin(reads.size(), outcome->reads.size()); ++i)
                           own->note(reads[i], outcome->reads.at(i));
                       for (qsizetype i = 0; i < qMin(writes->size(), outcome->results.size()); ++i)
                           own->note(writes->at(i), outcome->results.at(i));
                       ticket->settle({});
                   });
    return future;
}

} // namespace stats

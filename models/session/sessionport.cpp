#include "session/sessionport.h"
#include "base/whendone.h"
#include "session/networkworker.h"

namespace session {

SessionPort::SessionPort(std::shared_ptr<PortTarget> target, Lane lane, int db)
    : m_target(std::move(target))
    , m_lane(lane)
    , m_db(db)
{
}

QFuture<base::Result<resp::Reply>> SessionPort::one(resp::Command command,
                                                    resp::SendOptions options)
{
    const auto request = std::make_shared<Request>();
    request->commands = { std::move(command) };
    request->options = options;
    return post<resp::Reply>(request);
}

QFuture<base::Result<resp::Replies>> SessionPort::many(resp::Commands commands,
                                                       resp::SendOptions options)
{
    if (commands.isEmpty())
        return base::ready<resp::Replies>(resp::Replies{});
    const auto request = std::make_shared<Request>();
    request->promise.emplace<Request::Many>();
    request->commands = std::move(commands);
    request->options = options;
    return post<resp::Replies>(request);
}

QFuture<base::Result<resp::TransactionOutcome>> SessionPort::transact(resp::Transaction transaction)
{
    const auto request = std::make_shared<Request>();
    request->promise.emplace<Request::Transact>();
    if (!transaction.watch.isEmpty())
        request->commands += resp::Command{ "WATCH" } + transaction.watch;
    request->commands += transaction.reads;
    request->options = transaction.options;
    request->transaction = std::move(transaction);
    return post<resp::TransactionOutcome>(request);
}

int SessionPort::database() const
{
    return m_lane == Lane::Console ? m_target->consoleDb : m_db;
}

std::shared_ptr<const resp::NodeMap> SessionPort::nodes() const
{
    return m_target->nodes;
}

template <typename T>
QFuture<base::Result<T>> SessionPort::post(const std::shared_ptr<Request> &request)
{
    auto &promise = std::get<QPromise<base::Result<T>>>(request->promise);
    promise.start();
    const QFuture<base::Result<T>> future = promise.future();
    NetworkWorker *worker = m_target->worker;
    if (!worker) {
        request->fail({ base::Error::Kind::Cancelled,
                        QCoreApplication::translate("session", "The connection was closed."),
                        {} });
        return future;
    }
    if (m_lane == Lane::Console)
        request->db = request->isTransaction() ? m_target->consoleDb : m_target->consoleStart;
    else
        request->db = m_db;
    m_target->used(request->commands, request->isTransaction());
    QMetaObject::invokeMethod(
        worker, [worker, lane = m_lane, request] { worker->submit(lane, request); },
        Qt::QueuedConnection);
    return future;
}

} // namespace session

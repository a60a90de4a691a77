#include "keys/keyactions.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <functional>

namespace keys {

KeyActions::KeyActions(QObject *parent)
    : QObject(parent)
{
}

void KeyActions::setSend(const resp::Send &browse, const resp::Send &work)
{
    m_browse = browse;
    m_work = work;
}

void KeyActions::setCapabilities(const base::Capabilities &can)
{
    m_can = can;
}

template <typename T>
QFuture<base::Result<T>> KeyActions::ask(const resp::Send &send, const resp::Command &command,
                                         const resp::SendOptions &options,
                                         std::function<base::Result<T>(const resp::Reply &)> read)
{
    if (!send) {
        return base::ready<T>(base::fail(base::Error::Kind::Network, tr("Not connected.")));
    }
    auto promise = std::make_shared<QPromise<base::Result<T>>>();
    promise->start();
    const auto future = promise->future();
    base::whenDone(
        send(command, options), this, [promise, read](const base::Result<resp::Reply> &reply) {
            promise->addResult(reply ? read(*reply) : base::Result<T>(base::fail(reply.error())));
            promise->finish();
        });
    return future;
}

QFuture<base::Result<bool>> KeyActions::exists(const QByteArray &name)
{
    return ask<bool>(m_browse, { "EXISTS", name }, {},
                     [](const resp::Reply &reply) -> base::Result<bool> {
                         if (reply.isError())
                             return base::fail(resp::serverError(reply, "EXISTS"));
                         return reply.toInteger() > 0;
                     });
}

QFuture<base::Result<base::KeyRef>> KeyActions::rename(const QByteArray &from, const QByteArray &to)
{
    if (from == to)
        return base::ready<base::KeyRef>(base::KeyRef{ m_work ? m_work.database() : 0, to });
    return ask<base::KeyRef>(
        m_work, { "RENAMENX", from, to }, {},
        [this, to](const resp::Reply &reply) -> base::Result<base::KeyRef> {
            if (reply.isError() && reply.bytes().startsWith("ERR no such key")) {
                return base::fail(base::Error::Kind::NotFound, tr("The key no longer exists."),
                                  reply.toByteArray());
            }
            if (reply.isError())
                return base::fail(resp::serverError(reply, "RENAMENX"));
            if (reply.toInteger() != 1) {
                return base::fail(base::Error::Kind::Changed,
                                  tr("A key with this name exists already. Nothing was renamed."));
            }
            return base::KeyRef{ m_work.database(), to };
        });
}

QFuture<base::Result<base::KeyRef>> KeyActions::removeForGood(const QByteArray &name)
{
    const QByteArray command = m_can.unlink ? "UNLINK" : "DEL";
    resp::SendOptions options;
    options.confirmed = true;
    return ask<base::KeyRef>(
        m_work, { command, name }, options,
        [this, name, command](const resp::Reply &reply) -> base::Result<base::KeyRef> {
            if (reply.isError())
                return base::fail(resp::serverError(reply, command));
            if (reply.toInteger() != 1)
                return base::fail(base::Error::Kind::NotFound, tr("The key no longer exists."));
            return base::KeyRef{ m_work.database(), name };
        });
}

} // namespace keys

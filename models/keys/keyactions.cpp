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
    // Said before anything goes out where it is known, and by the server where it is not.
    const base::Error apart{
        base::Error::Kind::Server,
        tr("The two names lie in different slots of the cluster, and no command renames across "
           "slots. Nothing was renamed. Give both names the same {hash tag}, as in {user:1}:name, "
           "or create the new key and delete the old one."),
        {},
        base::Error::Cause::CrossSlot
    };
    if (m_work && m_work.nodes()->cluster && resp::slotOf(from) != resp::slotOf(to))
        return base::ready<base::KeyRef>(base::fail(apart));
    return ask<base::KeyRef>(
        m_work, { "RENAMENX", from, to }, {},
        [this, to, apart](const resp::Reply &reply) -> base::Result<base::KeyRef> {
            if (reply.isError() && reply.bytes().startsWith("CROSSSLOT"))
                return base::fail(apart);
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

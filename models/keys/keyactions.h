#pragma once
#include "base/capabilities.h"
#include "base/keyref.h"
#include "base/result.h"
#include "resp/send.h"
#include <QFuture>
#include <QObject>

namespace keys {

/// One key at a time: does it exist, give it another name, delete it for good.
class KeyActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyActions)

public:
    explicit KeyActions(QObject *parent = nullptr);

    void setSend(const resp::Send &browse, const resp::Send &work);
    void setCapabilities(const base::Capabilities &can);

    [[nodiscard]] QFuture<base::Result<bool>> exists(const QByteArray &name);
    /// RENAMENX, so nothing is ever overwritten: Kind::Changed when `to` exists already,
    /// Kind::NotFound when `from` is gone, Cause::CrossSlot when a cluster keeps the two names in
    /// different slots. The time to live moves along on the server.
    [[nodiscard]] QFuture<base::Result<base::KeyRef>> rename(const QByteArray &from,
                                                             const QByteArray &to);
    /// Without a copy: the person has agreed that it cannot be undone. NotFound: gone already.
    [[nodiscard]] QFuture<base::Result<base::KeyRef>> removeForGood(const QByteArray &name);

private:
    template <typename T>
    QFuture<base::Result<T>> ask(const resp::Send &send, const resp::Command &command,
                                 const resp::SendOptions &options,
                                 std::function<base::Result<T>(const resp::Reply &)> read);

    resp::Send m_browse;
    resp::Send m_work;
    base::Capabilities m_can;
};

} // namespace keys

#pragma once
#include "aws/sigv4.h"
#include "base/result.h"
#include <QObject>

namespace links::ssm {

/// One WebSocket to the message gateway, from its upgrade to its end; a resumed session gets
/// another one. A test has one without a network.
class ChannelSocket : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChannelSocket)

public:
    explicit ChannelSocket(QObject *parent = nullptr)
        : QObject(parent)
    {
    }

    /// Dials `url` byte for byte; ends in opened() or ended().
    virtual void open(const QByteArray &url, const QList<aws::Header> &headers) = 0;
    virtual void sendText(const QByteArray &text) = 0;
    virtual void sendBinary(const QByteArray &message) = 0;
    /// Bytes that were sent and that the system has not taken yet.
    [[nodiscard]] virtual qint64 waiting() const = 0;
    /// Asks the other side whether it still answers: without a word within seconds it is ended().
    virtual void check() { }
    /// Ends it with 1000, without ended().
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    /// A message, binary or text: no difference is made.
    void received(const QByteArray &message);
    void drained(); ///< waiting() has become less
    /// Once: refused, closed by the other side, cut, or silent (two pings without a pong).
    /// `closeCode` is that of RFC 6455, 0 where none came, and `httpStatus` that of a refused
    /// upgrade.
    void ended(int closeCode, const QString &reason, int httpStatus);
};

} // namespace links::ssm

#include "link/unixlink.h"
#include <QCoreApplication>
#include <QFileInfo>
#include <QLocalSocket>

namespace links {

using Cause = base::Error::Cause;

UnixLink::UnixLink(const QString &path, std::chrono::milliseconds timeout, QObject *parent)
    : Link(parent)
    , m_path(path)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeout);
}

UnixLink::~UnixLink() = default;

void UnixLink::open()
{
    m_socket = std::make_unique<QLocalSocket>();
    connect(m_socket.get(), &QLocalSocket::connected, this, &UnixLink::connected,
            Qt::QueuedConnection);
    connect(
        m_socket.get(), &QLocalSocket::errorOccurred, this,
        [this] {
            if (m_socket)
                giveUp(explain());
        },
        Qt::QueuedConnection);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        giveUp({ base::Error::Kind::Timeout,
                 QCoreApplication::translate(
                     "link",
                     "The socket %1 did not answer within %2 s. The server may be busy or stopped.")
                     .arg(m_path, QString::number(double(m_limit.interval()) / 1000)),
                 {},
                 Cause::Silent });
    });
    m_limit.start();
    m_socket->connectToServer(m_path);
}

QString UnixLink::route() const
{
    return QCoreApplication::translate("link", "Direct → %1").arg(m_path);
}

void UnixLink::connected()
{
    if (!m_socket)
        return;
    m_limit.stop();
    m_socket->disconnect(this);
    finish(std::move(m_socket));
}

void UnixLink::giveUp(const base::Error &why)
{
    if (!m_socket)
        return;
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket.release()->deleteLater();
    Q_EMIT failed(why);
}

base::Error UnixLink::explain() const
{
    using Kind = base::Error::Kind;
    const QByteArray detail = m_socket->errorString().toUtf8();
    const QFileInfo file(m_path);
    switch (m_socket->error()) {
    case QLocalSocket::SocketAccessError:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "This account may not use the socket %1. Ask for read and write permission on "
                     "it (unixsocketperm in the server's configuration).")
                     .arg(m_path),
                 detail, Cause::NoSuchFile };
    case QLocalSocket::ServerNotFoundError:
    case QLocalSocket::ConnectionRefusedError:
        if (file.exists()) {
            return {
                Kind::Network,
                QCoreApplication::translate(
                    "link",
                    "Nothing listens on the socket %1: the file is there, but no server behind "
                    "it. Check that the server is running.")
                    .arg(m_path),
                detail, Cause::Refused
            };
        }
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "There is no socket file %1. Check the path and that the server is running.")
                     .arg(m_path),
                 detail, Cause::NoSuchFile };
    default:
        return { Kind::Network,
                 QCoreApplication::translate("link", "No connection to the socket %1.").arg(m_path),
                 detail };
    }
}

} // namespace links

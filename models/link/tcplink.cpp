#include "link/tcplink.h"
#include <QCoreApplication>
#include <QNetworkProxy>
#include <QTcpSocket>

namespace links {

TcpLink::TcpLink(const QString &host, quint16 port, std::chrono::milliseconds timeout,
                 QObject *parent)
    : Link(parent)
    , m_host(host.trimmed())
    , m_port(port)
{
    if (m_host.startsWith(QLatin1Char('[')) && m_host.endsWith(QLatin1Char(']')))
        m_host = m_host.sliced(1, m_host.size() - 2);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeout);
}

TcpLink::~TcpLink() = default;

void TcpLink::open()
{
    m_socket = std::make_unique<QTcpSocket>();
    // A web proxy of the desktop is no way to a cache, and RESP is nothing for it.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket.get(), &QTcpSocket::connected, this, &TcpLink::connected);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this] { giveUp(explain()); });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        const auto seconds = double(m_limit.interval()) / 1000;
        giveUp(
            { base::Error::Kind::Timeout,
              QCoreApplication::translate(
                  "link",
                  "%1 did not answer within %2 s. A firewall or security group probably drops the "
                  "packets. Check host and port; if the server is inside a VPC, choose a tunnel.")
                  .arg(address(), QString::number(seconds)),
              {} });
    });
    m_limit.start();
    m_socket->connectToHost(m_host, m_port);
}

QString TcpLink::route() const
{
    return QCoreApplication::translate("link", "Direct → %1").arg(address());
}

void TcpLink::connected()
{
    m_limit.stop();
    m_socket->disconnect(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    finish(std::move(m_socket));
}

void TcpLink::giveUp(const base::Error &why)
{
    m_limit.stop();
    m_socket->disconnect(this);
    // Not deleted at once: this may run inside one of the socket's own signals.
    m_socket.release()->deleteLater();
    Q_EMIT failed(why);
}

base::Error TcpLink::explain() const
{
    using Kind = base::Error::Kind;
    const QByteArray detail = m_socket->errorString().toUtf8();
    switch (m_socket->error()) {
    case QAbstractSocket::HostNotFoundError:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "DNS cannot find %1. Check the spelling; if the name exists only inside the "
                     "VPC, choose a tunnel.")
                     .arg(m_host),
                 detail };
    case QAbstractSocket::ConnectionRefusedError:
        return {
            Kind::Network,
            QCoreApplication::translate(
                "link",
                "%1 refused the connection: the host answers, but nothing listens on this port. "
                "Check the port and that the server is running.")
                .arg(address()),
            detail
        };
    case QAbstractSocket::SocketAccessError:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link", "This computer does not allow a connection to %1. Check its firewall.")
                     .arg(address()),
                 detail };
    case QAbstractSocket::SocketTimeoutError:
        return { Kind::Timeout,
                 QCoreApplication::translate("link", "%1 did not answer. Check host and port.")
                     .arg(address()),
                 detail };
    default:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "No connection to %1. Check the network of this computer, host and port.")
                     .arg(address()),
                 detail };
    }
}

QString TcpLink::address() const
{
    const QString host =
        m_host.contains(QLatin1Char(':')) ? QLatin1Char('[') + m_host + QLatin1Char(']') : m_host;
    return host + QLatin1Char(':') + QString::number(m_port);
}

} // namespace links

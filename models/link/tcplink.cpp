#include "link/tcplink.h"
#include <QCoreApplication>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>
#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

/// RFC 8305 recommends it.
constexpr std::chrono::milliseconds patience{ 250 };

/// A peer that is gone without a word (sleep, a pulled cable, a NAT that forgot us) is noticed in
/// 10 + 3 × 5 s while we are idle, and in 20 s while we wait for it to take our bytes.
void keepAlive(qintptr descriptor)
{
#ifdef Q_OS_LINUX
    const auto set = [descriptor](int level, int option, int value) {
        (void)::setsockopt(int(descriptor), level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, 10);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, 20000);
#else
    Q_UNUSED(descriptor)
#endif
}

} // namespace

bool isPrivateAddress(const QHostAddress &address)
{
    static const QList<QPair<QHostAddress, int>> ranges{
        QHostAddress::parseSubnet(QStringLiteral("10.0.0.0/8")),
        QHostAddress::parseSubnet(QStringLiteral("172.16.0.0/12")),
        QHostAddress::parseSubnet(QStringLiteral("192.168.0.0/16")),
        QHostAddress::parseSubnet(QStringLiteral("100.64.0.0/10")),
        QHostAddress::parseSubnet(QStringLiteral("fc00::/7")),
    };
    bool isV4 = false;
    const QHostAddress v4(address.toIPv4Address(&isV4)); // also of ::ffff:10.0.0.1
    const QHostAddress &plain = isV4 ? v4 : address;
    return std::any_of(ranges.begin(), ranges.end(),
                       [&plain](const auto &range) { return plain.isInSubnet(range); });
}

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
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_limit, &QTimer::timeout, this, &TcpLink::timeUp);
    connect(&m_patience, &QTimer::timeout, this, &TcpLink::tryNext);
}

TcpLink::~TcpLink()
{
    // An answer that comes after the end of this thread would never be freed.
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    for (const auto &socket : m_attempts)
        socket->disconnect(this);
}

void TcpLink::open()
{
    m_limit.start();
    if (const QHostAddress literal(m_host); !literal.isNull()) {
        m_addresses = { literal };
        tryNext();
        return;
    }
    m_isName = true;
    resolve(m_host);
}

void TcpLink::resolve(const QString &host)
{
    m_lookup =
        QHostInfo::lookupHost(host, this, [this](const QHostInfo &answer) { found(answer); });
}

void TcpLink::found(const QHostInfo &answer)
{
    if (!m_limit.isActive())
        return; // given up meanwhile
    m_addresses = answer.addresses();
    if (!m_addresses.isEmpty()) {
        tryNext();
        return;
    }
    m_error = QAbstractSocket::HostNotFoundError;
    m_detail = answer.errorString().toUtf8();
    giveUp(explain());
}

void TcpLink::tryNext()
{
    if (m_next == m_addresses.size())
        return;
    const QHostAddress address = m_addresses[m_next++];
    auto *socket = m_attempts.emplace_back(std::make_unique<QTcpSocket>()).get();
    // A web proxy of the desktop is no way to a cache, and RESP is nothing for it.
    socket->setProxy(QNetworkProxy::NoProxy);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { connected(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket] { refused(socket); });
    m_patience.start();
    socket->connectToHost(address, m_port);
}

void TcpLink::connected(QTcpSocket *socket)
{
    m_limit.stop();
    m_patience.stop();
    const auto found = std::find_if(m_attempts.begin(), m_attempts.end(),
                                    [socket](const auto &one) { return one.get() == socket; });
    std::unique_ptr<QTcpSocket> winner = std::move(*found);
    m_attempts.erase(found);
    dropAttempts();
    winner->disconnect(this);
    winner->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    keepAlive(winner->socketDescriptor());
    finish(std::move(winner));
}

void TcpLink::refused(QTcpSocket *socket)
{
    socket->disconnect(this);
    // Of several addresses the one where something answered tells most.
    if (m_error != QAbstractSocket::ConnectionRefusedError) {
        m_error = socket->error();
        m_detail = socket->errorString().toUtf8();
    }
    const auto found = std::find_if(m_attempts.begin(), m_attempts.end(),
                                    [socket](const auto &one) { return one.get() == socket; });
    found->release()->deleteLater(); // not at once: this runs inside its own signal
    m_attempts.erase(found);
    if (m_next < m_addresses.size())
        tryNext();
    else if (m_attempts.empty())
        giveUp(explain());
}

void TcpLink::timeUp()
{
    if (!m_addresses.isEmpty()) {
        giveUp(leadsToPrivate() ? privateError(Kind::Timeout, {}) : silentError());
        return;
    }
    giveUp({ Kind::Timeout,
             QCoreApplication::translate(
                 "link",
                 "No answer from DNS for %1 within %2 s. Check the network of this "
                 "computer.")
                 .arg(m_host, QString::number(double(m_limit.interval()) / 1000)),
             {},
             Cause::Silent });
}

void TcpLink::dropAttempts()
{
    for (auto &socket : m_attempts) {
        socket->disconnect(this);
        socket.release()->deleteLater();
    }
    m_attempts.clear();
}

void TcpLink::giveUp(const base::Error &why)
{
    m_limit.stop();
    m_patience.stop();
    dropAttempts();
    Q_EMIT failed(why);
}

QString TcpLink::route() const
{
    return QCoreApplication::translate("link", "Direct → %1").arg(address());
}

base::Error TcpLink::explain() const
{
    switch (m_error) {
    case QAbstractSocket::HostNotFoundError:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "DNS cannot find %1. Check the spelling; if the name exists only inside the "
                     "VPC, choose a tunnel.")
                     .arg(m_host),
                 m_detail, Cause::HostNotFound };
    case QAbstractSocket::ConnectionRefusedError:
        return {
            Kind::Network,
            QCoreApplication::translate(
                "link",
                "%1 refused the connection: the host answers, but nothing listens on this port. "
                "Check the port and that the server is running.")
                .arg(address()),
            m_detail, Cause::Refused
        };
    case QAbstractSocket::SocketAccessError:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link", "This computer does not allow a connection to %1. Check its firewall.")
                     .arg(address()),
                 m_detail };
    case QAbstractSocket::SocketTimeoutError:
        return leadsToPrivate() ? privateError(Kind::Timeout, m_detail) : silentError();
    default:
        if (leadsToPrivate())
            return privateError(Kind::Network, m_detail);
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "No connection to %1. Check the network of this computer, host and port.")
                     .arg(address()),
                 m_detail };
    }
}

base::Error TcpLink::silentError() const
{
    return { Kind::Timeout,
             QCoreApplication::translate(
                 "link",
                 "%1 did not answer within %2 s. A firewall or security group probably drops the "
                 "packets. Check host and port; if the server is inside a VPC, choose a tunnel.")
                 .arg(address(), QString::number(double(m_limit.interval()) / 1000)),
             m_detail, Cause::Silent };
}

/// An address that was typed is what the person meant; only a name can lead there unawares.
bool TcpLink::leadsToPrivate() const
{
    return m_isName && !m_addresses.isEmpty()
        && std::all_of(m_addresses.begin(), m_addresses.end(), isPrivateAddress);
}

base::Error TcpLink::privateError(Kind kind, const QByteArray &detail) const
{
    return { kind,
             QCoreApplication::translate(
                 "link",
                 "%1 is a private VPC address (%2). This endpoint cannot be reached directly from "
                 "outside its VPC. Use a VPN, or connect through an SSH or SSM bastion.")
                 .arg(m_host, m_addresses.constFirst().toString()),
             detail, Cause::PrivateAddress };
}

QString TcpLink::address() const
{
    const QString host =
        m_host.contains(QLatin1Char(':')) ? QLatin1Char('[') + m_host + QLatin1Char(']') : m_host;
    return host + QLatin1Char(':') + QString::number(m_port);
}

} // namespace links

#include "link/ssm/websocketsocket.h"
#include "aws/http.h"
#include "base/log.h"
#include "link/ssm/message.h"
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QRegularExpression>

namespace links::ssm {

using namespace std::chrono_literals;

namespace {

constexpr auto upgradeTimeout = 45s;
constexpr auto pingEvery = 45s;
constexpr auto hurriedPing = 4s;
constexpr int mostUnanswered = 2;
constexpr char pingPayload[] = "keepalive";

/// QWebSocket tells the status of a refused upgrade in its sentence only.
int statusIn(const QString &sentence)
{
    static const QRegularExpression number(QStringLiteral("\\b([1-5]\\d\\d)\\b"));
    return number.match(sentence).captured(1).toInt();
}

/// The one that a call to that host over HTTP(S) would take. Asked for a mere socket, as Qt does by
/// itself, the system thinks of http_proxy alone.
QNetworkProxy proxyTo(const QUrl &gateway)
{
    QUrl asked;
    asked.setScheme(gateway.scheme() == QLatin1String("wss") ? QStringLiteral("https")
                                                             : QStringLiteral("http"));
    asked.setHost(gateway.host());
    asked.setPort(gateway.port());
    for (const QNetworkProxy &proxy :
         QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(asked))) {
        if (proxy.type() == QNetworkProxy::NoProxy
            || (proxy.capabilities() & QNetworkProxy::TunnelingCapability))
            return proxy;
    }
    return QNetworkProxy::NoProxy;
}

} // namespace

WebSocketSocket::WebSocketSocket(std::shared_ptr<Clock> clock, const QString &caBundle,
                                 QObject *parent)
    : ChannelSocket(parent)
    , m_clock(std::move(clock))
    , m_alarm(m_clock->alarm([this] { beat(); }))
    , m_socket(QString(), QWebSocketProtocol::VersionLatest, this)
{
    const auto tls = aws::tlsTrusting(caBundle);
    if (tls)
        m_socket.setSslConfiguration(*tls);
    else
        qCWarning(base::logLink) << "no certificates could be read from" << caBundle;
    m_socket.setMaxAllowedIncomingFrameSize(mostMessage);
    m_socket.setMaxAllowedIncomingMessageSize(mostMessage);
    connect(&m_socket, &QWebSocket::connected, this, &WebSocketSocket::connected);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketSocket::disconnected);
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &WebSocketSocket::failed);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &ChannelSocket::received);
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT received(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_unanswered = 0; });
    connect(&m_socket, &QWebSocket::bytesWritten, this, &ChannelSocket::drained);
}

WebSocketSocket::~WebSocketSocket()
{
    m_socket.disconnect(this);
    m_socket.flush();
}

void WebSocketSocket::open(const QByteArray &url, const QList<aws::Header> &headers)
{
    QNetworkRequest request(QUrl::fromEncoded(url, QUrl::StrictMode));
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    m_socket.setProxy(proxyTo(request.url()));
    m_alarm->start(upgradeTimeout);
    m_socket.open(request);
}

void WebSocketSocket::connected()
{
    m_open = true;
    m_tls = m_socket.findChild<QSslSocket *>();
    if (m_tls)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &ChannelSocket::drained);
    m_socket.ping(pingPayload);
    ++m_unanswered;
    m_alarm->start(pingEvery);
    Q_EMIT opened();
}

/// The upgrade has taken too long, or the next ping is due.
void WebSocketSocket::beat()
{
    if (!m_open) {
        end(0, QStringLiteral("no answer to the upgrade"));
        return;
    }
    if (m_unanswered >= mostUnanswered) {
        end(0, QStringLiteral("no answer to two pings"));
        return;
    }
    m_socket.ping(pingPayload);
    ++m_unanswered;
    m_alarm->start(pingEvery);
}

void WebSocketSocket::check()
{
    if (!m_open || m_done)
        return;
    m_unanswered = mostUnanswered;
    m_socket.ping(pingPayload);
    m_alarm->start(hurriedPing);
}

void WebSocketSocket::sendText(const QByteArray &text)
{
    if (m_open && !m_done)
        m_socket.sendTextMessage(QString::fromUtf8(text));
}

void WebSocketSocket::sendBinary(const QByteArray &message)
{
    if (m_open && !m_done)
        m_socket.sendBinaryMessage(message);
}

/// Over TLS QWebSocket tells of what is not encrypted yet, and it is encrypted at once.
qint64 WebSocketSocket::waiting() const
{
    return m_socket.bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void WebSocketSocket::close()
{
    if (std::exchange(m_done, true))
        return;
    m_alarm->stop();
    m_socket.disconnect(this);
    m_socket.close();
    m_socket.flush();
}

void WebSocketSocket::failed()
{
    m_fault = m_socket.errorString();
    if (!m_open) {
        m_status = statusIn(m_fault);
        end(0, m_fault, m_status);
    }
}

void WebSocketSocket::disconnected()
{
    // Without a close frame QWebSocket's code is that of an ordinary end.
    const bool wasClosed = m_fault.isEmpty() || !m_socket.closeReason().isEmpty();
    end(m_open && wasClosed ? int(m_socket.closeCode()) : 0,
        wasClosed && !m_socket.closeReason().isEmpty() ? m_socket.closeReason() : m_fault,
        m_status);
}

void WebSocketSocket::end(int closeCode, const QString &reason, int httpStatus)
{
    if (std::exchange(m_done, true))
        return;
    m_alarm->stop();
    // Not from inside one of its own signals.
    QMetaObject::invokeMethod(&m_socket, &QWebSocket::abort, Qt::QueuedConnection);
    Q_EMIT ended(closeCode, reason, httpStatus);
}

} // namespace links::ssm

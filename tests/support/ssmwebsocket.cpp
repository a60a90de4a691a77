#include "support/ssmwebsocket.h"
#include <QCryptographicHash>
#include <QTimer>
#include <QtEndian>
#include <sys/socket.h>

namespace support::ssm {

namespace {

constexpr quint8 continuation = 0;
constexpr quint8 text = 1;
constexpr quint8 binary = 2;
constexpr quint8 closing = 8;
constexpr quint8 ping = 9;
constexpr quint8 pong = 10;
constexpr quint64 most = 1U << 20U;

} // namespace

WebSocket::WebSocket(QSslSocket *socket, const QHash<QByteArray, QByteArray> &headers,
                     QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QByteArray accept = QCryptographicHash::hash(headers.value("sec-websocket-key")
                                                           + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                       QCryptographicHash::Sha1)
                                  .toBase64();
    socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
                  "\r\nSec-WebSocket-Accept: "
                  + accept + "\r\n\r\n");
    connect(socket, &QSslSocket::readyRead, this, &WebSocket::read);
    connect(socket, &QSslSocket::disconnected, this, &WebSocket::finish);
}

void WebSocket::send(const QByteArray &message)
{
    if (m_open && !m_closing)
        frame(binary, message);
}

void WebSocket::close(quint16 code, const QByteArray &reason)
{
    if (!m_open || m_closing)
        return;
    QByteArray data(2, Qt::Uninitialized);
    qToBigEndian(code, data.data());
    frame(closing, data + reason);
    m_closing = true;
    QTimer::singleShot(1000, this, [this] {
        if (m_socket)
            m_socket->disconnectFromHost();
    });
}

void WebSocket::cut()
{
    if (!m_socket)
        return;
    const linger off{ 1, 0 };
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &off, sizeof off);
    m_socket->abort();
    finish();
}

void WebSocket::freeze()
{
    m_frozen = true;
}

void WebSocket::frame(quint8 opcode, const QByteArray &data)
{
    if (!m_socket || m_frozen)
        return;
    QByteArray out;
    out += char(0x80U | opcode);
    if (data.size() < 126) {
        out += char(data.size());
    } else {
        out += char(126);
        QByteArray size(2, Qt::Uninitialized);
        qToBigEndian(quint16(data.size()), size.data());
        out += size;
    }
    m_socket->write(out + data);
}

void WebSocket::read()
{
    if (!m_socket)
        return;
    m_in += m_socket->readAll();
    if (m_frozen)
        m_in.clear();
    while (m_open && readFrame()) { }
}

bool WebSocket::readFrame()
{
    if (m_in.size() < 2)
        return false;
    const auto first = quint8(m_in[0]);
    const auto second = quint8(m_in[1]);
    quint64 size = second & 0x7fU;
    qsizetype at = 2;
    if (size == 126) {
        if (m_in.size() < 4)
            return false;
        size = qFromBigEndian<quint16>(m_in.constData() + 2);
        at = 4;
    } else if (size == 127) {
        if (m_in.size() < 10)
            return false;
        size = qFromBigEndian<quint64>(m_in.constData() + 2);
        at = 10;
    }
    if (first & 0x70U)
        Q_EMIT wrong(QStringLiteral("a frame with reserved bits"));
    if (!(second & 0x80U) || size > most) {
        Q_EMIT wrong(QStringLiteral("a frame without a mask, or of %1 bytes").arg(size));
        cut();
        return false;
    }
    if (quint64(m_in.size() - at) < 4 + size)
        return false;
    const QByteArray mask = m_in.sliced(at, 4);
    QByteArray data = m_in.sliced(at + 4, qsizetype(size));
    m_in.remove(0, at + 4 + qsizetype(size));
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = char(data[i] ^ mask[i % 4]);
    take(first & 0x0fU, first & 0x80U, data);
    return true;
}

void WebSocket::take(quint8 opcode, bool isLast, const QByteArray &data)
{
    switch (opcode) {
    case text:
    case binary:
        m_isText = opcode == text;
        m_message.clear();
        [[fallthrough]];
    case continuation:
        m_message += data;
        if (isLast && !m_closing)
            Q_EMIT received(m_message, m_isText);
        break;
    case ping:
        frame(pong, data);
        Q_EMIT pinged();
        break;
    case closing:
        if (!m_closing)
            frame(closing, data);
        m_closing = true;
        if (m_socket)
            m_socket->disconnectFromHost();
        break;
    case pong:
        break;
    default:
        Q_EMIT wrong(QStringLiteral("opcode %1").arg(opcode));
    }
}

void WebSocket::finish()
{
    if (!std::exchange(m_open, false))
        return;
    Q_EMIT ended();
    deleteLater();
}

} // namespace support::ssm

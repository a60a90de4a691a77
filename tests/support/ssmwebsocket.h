#pragma once
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSslSocket>

namespace support::ssm {

/// The server's end of a WebSocket, by RFC 6455 and no more: what Qt's client makes of it is then
/// seen by other eyes. Owns the connection; deletes itself after ended().
class WebSocket final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebSocket)

public:
    /// `socket` has sent the request of an upgrade with these headers (names in small letters) and
    /// nothing else; answers it.
    WebSocket(QSslSocket *socket, const QHash<QByteArray, QByteArray> &headers, QObject *parent);
    ~WebSocket() override = default;

    void send(const QByteArray &message); ///< binary
    void close(quint16 code, const QByteArray &reason);
    void cut(); ///< with RST
    /// Reads and says nothing any more, not even a pong: the network has gone.
    void freeze();
    [[nodiscard]] bool isOpen() const { return m_open; }

Q_SIGNALS:
    void received(const QByteArray &message, bool isText);
    void pinged();
    /// The client breaks RFC 6455.
    void wrong(const QString &what);
    void ended();

private:
    void read();
    bool readFrame();
    void take(quint8 opcode, bool isLast, const QByteArray &data);
    void frame(quint8 opcode, const QByteArray &data);
    void finish();

    QPointer<QSslSocket> m_socket;
    QByteArray m_in;
    QByteArray m_message;
    bool m_isText = false;
    bool m_open = true;
    bool m_frozen = false;
    bool m_closing = false;
};

} // namespace support::ssm

#pragma once
#include "link/ssm/channelsocket.h"
#include "link/ssm/clock.h"
#include <QPointer>
#include <QSslSocket>
#include <QWebSocket>

namespace links::ssm {

/// By QtWebSockets, with the system's trusted certificates and those of a bundle. Pings every 45
/// seconds; two pings without a pong end it. A message of more than mostMessage ends it, too.
///
/// A query is sent as it was given: raw "+", "/" and "=", and "%2B", stay what they are. (Of an
/// encoding that no AWS URL has, QUrl writes the hexadecimal digits in capitals.)
///
/// Goes through the proxy that the system names for HTTPS to that host (HTTPS_PROXY, NO_PROXY, the
/// desktop's setting), as calls to AWS do. Asking the system may wait for the network.
class WebSocketSocket final : public ChannelSocket {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WebSocketSocket)

public:
    /// `caBundle`: a PEM file, as aws::Places has it; may be empty.
    WebSocketSocket(std::shared_ptr<Clock> clock, const QString &caBundle,
                    QObject *parent = nullptr);
    ~WebSocketSocket() override;

    /// Without its answer within 45 seconds the upgrade is given up.
    void open(const QByteArray &url, const QList<aws::Header> &headers) override;
    void sendText(const QByteArray &text) override;
    void sendBinary(const QByteArray &message) override;
    [[nodiscard]] qint64 waiting() const override;
    void check() override;
    void close() override;

private:
    void connected();
    void beat();
    void disconnected();
    void failed();
    void end(int closeCode, const QString &reason, int httpStatus = 0);

    const std::shared_ptr<Clock> m_clock;
    const std::unique_ptr<Alarm> m_alarm; ///< of the upgrade, then of the next ping
    QWebSocket m_socket;
    QPointer<QSslSocket> m_tls; ///< of m_socket
    int m_unanswered = 0; ///< pings
    bool m_open = false;
    bool m_done = false;
    QString m_fault; ///< QWebSocket's own words, in English
    int m_status = 0;
};

} // namespace links::ssm

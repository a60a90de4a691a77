#pragma once
#include "link/link.h"
#include <QTimer>
#include <chrono>

class QTcpSocket;

namespace links {

/// Straight to a host and port, IPv4 or IPv6, without delay (Nagle) and with keepalive.
class TcpLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpLink)

public:
    /// `host` may be a name, an IPv4 or an IPv6 address, the latter also in brackets.
    TcpLink(const QString &host, quint16 port, std::chrono::milliseconds timeout,
            QObject *parent = nullptr);
    ~TcpLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

private:
    void connected();
    void giveUp(const base::Error &why);
    [[nodiscard]] base::Error explain() const;
    [[nodiscard]] QString address() const;

    QString m_host;
    quint16 m_port;
    QTimer m_limit;
    std::unique_ptr<QTcpSocket> m_socket;
};

} // namespace links

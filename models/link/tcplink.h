#pragma once
#include "link/link.h"
#include <QAbstractSocket>
#include <QHostAddress>
#include <QTimer>
#include <chrono>

class QHostInfo;
class QTcpSocket;

namespace links {

/// Straight to a host and port, IPv4 or IPv6: without delay (Nagle), and with a keepalive that
/// notices a dead peer within half a minute. Of several addresses the next one is tried when one
/// fails or takes longer than a quarter of a second; the first that answers wins.
class TcpLink : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TcpLink)

public:
    /// `host` may be a name, an IPv4 or an IPv6 address, the latter also in brackets.
    TcpLink(const QString &host, quint16 port, std::chrono::milliseconds timeout,
            QObject *parent = nullptr);
    ~TcpLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

protected:
    /// Asks the system for the addresses of a name; the answer goes to found().
    virtual void resolve(const QString &host);
    void found(const QHostInfo &answer);

private:
    void tryNext();
    void connected(QTcpSocket *socket);
    void refused(QTcpSocket *socket);
    void timeUp();
    void giveUp(const base::Error &why);
    void dropAttempts();
    [[nodiscard]] base::Error explain() const;
    [[nodiscard]] base::Error silentError() const;
    [[nodiscard]] bool leadsToPrivate() const;
    [[nodiscard]] base::Error privateError(base::Error::Kind kind, const QByteArray &detail) const;
    [[nodiscard]] QString address() const;

    QString m_host;
    quint16 m_port;
    QTimer m_limit;
    QTimer m_patience; ///< until the next address is tried as well
    int m_lookup = -1; ///< of QHostInfo
    bool m_isName = false; ///< addresses came from a resolver
    QList<QHostAddress> m_addresses;
    qsizetype m_next = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_attempts;
    QAbstractSocket::SocketError m_error = QAbstractSocket::UnknownSocketError;
    QByteArray m_detail; ///< of m_error: the system's words
};

/// An address that no other network can lead to: RFC 1918, RFC 6598 (100.64/10), RFC 4193. Not
/// loopback, not link-local.
[[nodiscard]] bool isPrivateAddress(const QHostAddress &address);

} // namespace links

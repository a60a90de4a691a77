#pragma once
#include "base/result.h"
#include "link/tlsfacts.h"
#include <QSslSocket>
#include <optional>

namespace links {

/// A QSslSocket that remembers why the other end broke it off: with TLS 1.3 a server refuses a
/// client only after the handshake, and close() forgets the socket's own error.
class TlsStream final : public QSslSocket {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsStream)

public:
    /// `address` is for sentences: "cache.example:6379".
    explicit TlsStream(const QString &address);
    ~TlsStream() override;

    /// The alert that the other end sent, if it was a fatal one.
    [[nodiscard]] std::optional<QSsl::AlertType> alert() const { return m_alert; }
    /// OpenSSL's words for the first TLS error; empty without one.
    [[nodiscard]] QString words() const { return m_words; }
    [[nodiscard]] QString address() const { return m_address; }
    [[nodiscard]] bool hasClientCertificate() const;
    /// With what is encrypted already and waits for the network: QSslSocket encrypts all that is
    /// written at once, and would call nothing of it pending. bytesWritten() comes for it too.
    [[nodiscard]] qint64 bytesToWrite() const override;

private:
    const QString m_address;
    std::optional<QSsl::AlertType> m_alert;
    QString m_words;
};

/// Why a stream of TlsLink ended after it was opened, if TLS is the reason: the alert by which a
/// server says that it wants a client certificate, or another one. nullopt for every other stream
/// and every other end. May be called after the stream was closed.
[[nodiscard]] std::optional<base::Error> tlsErrorOf(const QIODevice *stream);

} // namespace links

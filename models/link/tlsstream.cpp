#include "link/tlsstream.h"
#include "link/tlserrors.h"
#include <QSslCertificate>

namespace links {

TlsStream::TlsStream(const QString &address)
    : m_address(address)
{
    connect(this, &QSslSocket::alertReceived, this,
            [this](QSsl::AlertLevel level, QSsl::AlertType type) {
                if (level == QSsl::AlertLevel::Fatal)
                    m_alert = type;
            });
    connect(this, &QSslSocket::encryptedBytesWritten, this, &QIODevice::bytesWritten);
    connect(this, &QAbstractSocket::errorOccurred, this, [this](SocketError error) {
        if (m_words.isEmpty()
            && (error == SslHandshakeFailedError || error == SslInternalError
                || error == SslInvalidUserDataError))
            m_words = errorString();
    });
}

TlsStream::~TlsStream() = default;

qint64 TlsStream::bytesToWrite() const
{
    return QSslSocket::bytesToWrite() + encryptedBytesToWrite();
}

bool TlsStream::hasClientCertificate() const
{
    return !localCertificate().isNull();
}

std::optional<base::Error> tlsErrorOf(const QIODevice *stream)
{
    const auto *tls = qobject_cast<const TlsStream *>(stream);
    if (!tls || !tls->alert())
        return std::nullopt;
    return alertError(*tls->alert(), tls->address(), tls->words(), tls->hasClientCertificate());
}

} // namespace links

#pragma once
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

class QSslCertificate;
class QSslSocket;

namespace links {

/// What is known of a link's TLS, also of one that was refused for its certificate. Strings that
/// come from the certificate are made fit for one line; they are never rich text.
struct TlsFacts {
    bool on = false; ///< the bytes are encrypted
    bool verified = false; ///< chain, dates and name hold
    QString protocol; ///< "TLS 1.3"
    QString cipher; ///< "TLS_AES_256_GCM_SHA384"
    QString serverName; ///< the name that was verified
    QString subject; ///< common name of the certificate, else its first name
    QString issuer; ///< common name, else the organization
    QStringList names; ///< DNS names and IP addresses; without any, the common name
    QDateTime from; ///< valid from, UTC
    QDateTime until; ///< valid until, UTC
    QStringList problems; ///< what verification would have refused, in OpenSSL's words

    [[nodiscard]] static TlsFacts of(const QSslSocket &socket, const QString &serverName);
    /// "TLS 1.3 · TLS_AES_256_GCM_SHA384 · certificate of cache.example, issued by Example CA,
    /// valid until 2027-01-31"; with verification off it says so. Empty without TLS.
    [[nodiscard]] QString summary() const;
};

/// The names that a certificate is good for, as TlsFacts::names.
[[nodiscard]] QStringList certificateNames(const QSslCertificate &certificate);
/// Common name, else organization, else the first name; "?" for a certificate without any.
[[nodiscard]] QString subjectOf(const QSslCertificate &certificate);
[[nodiscard]] QString issuerOf(const QSslCertificate &certificate);

} // namespace links

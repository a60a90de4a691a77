#include "link/tlserrors.h"
#include "link/tlsfacts.h"
#include <QCoreApplication>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

constexpr qsizetype namesShown = 5;

bool isOfIssuer(QSslError::SslError error)
{
    switch (error) {
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed: // another authority of the same name
        return true;
    default:
        return false;
    }
}

bool isOfDates(QSslError::SslError error)
{
    return error == QSslError::CertificateExpired || error == QSslError::CertificateNotYetValid;
}

const QSslError *find(const QList<QSslError> &faults, bool (*matches)(QSslError::SslError))
{
    for (const QSslError &fault : faults) {
        if (matches(fault.error()))
            return &fault;
    }
    return nullptr;
}

QString dateText(const QDateTime &when)
{
    return when.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString wordsOf(const QList<QSslError> &faults)
{
    QStringList words;
    for (const QSslError &fault : faults)
        words += fault.errorString();
    words.removeDuplicates();
    return words.join(QStringLiteral("; "));
}

QString unknownText(const QSslCertificate &certificate, const QString &address,
                    const profiles::TlsSettings &settings)
{
    if (!settings.caFile.isEmpty())
        return QCoreApplication::translate(
                   "link",
                   "The certificate of %1 is not signed by an authority in %2, but by %3. Choose "
                   "the CA file that belongs to this server.")
            .arg(address, settings.caFile, issuerOf(certificate));
    if (certificate.isSelfSigned())
        return QCoreApplication::translate(
                   "link",
                   "The certificate of %1 is signed by itself, so nobody vouches for it. If the "
                   "server is yours, choose its certificate as the CA file.")
            .arg(address);
    return QCoreApplication::translate(
               "link",
               "The certificate of %1 is signed by %2, which this computer does not trust. If that "
               "is your own authority, choose its certificate as the CA file.")
        .arg(address, issuerOf(certificate));
}

QString datesText(const QSslError &fault, const QSslCertificate &leaf, const QString &address)
{
    const QSslCertificate &certificate = fault.certificate().isNull() ? leaf : fault.certificate();
    const QString from = dateText(certificate.effectiveDate());
    const QString until = dateText(certificate.expiryDate());
    if (fault.error() == QSslError::CertificateNotYetValid)
        return QCoreApplication::translate("link",
                                           "The certificate of %1 (%2) is valid only from %3 to "
                                           "%4. Check the clock of this "
                                           "computer and of the server.")
            .arg(address, subjectOf(certificate), from, until);
    return QCoreApplication::translate(
               "link",
               "The certificate of %1 (%2) expired: it was valid from %3 to %4. It has to be "
               "renewed on the server.")
        .arg(address, subjectOf(certificate), from, until);
}

QString namesText(const QSslCertificate &certificate, const QString &serverName)
{
    QStringList names = certificateNames(certificate);
    if (names.isEmpty())
        return QCoreApplication::translate("link",
                                           "The certificate holds no name, so nothing says that it "
                                           "belongs to %1. It has to "
                                           "be issued again with the server's name in it.")
            .arg(serverName);
    if (names.size() > namesShown) {
        names.resize(namesShown);
        names += QStringLiteral("…");
    }
    return QCoreApplication::translate("link",
                                       "The certificate is for %1, not %2. Through a tunnel, use "
                                       "the real endpoint as the TLS server name.")
        .arg(names.join(QStringLiteral(", ")), serverName);
}

} // namespace

base::Error certificateError(const QList<QSslError> &faults, const QSslCertificate &certificate,
                             const QString &address, const QString &serverName,
                             const profiles::TlsSettings &settings)
{
    const QByteArray words = wordsOf(faults).toUtf8();
    if (find(faults, isOfIssuer))
        return { Kind::Network, unknownText(certificate, address, settings), words,
                 Cause::CertificateUnknown };
    if (const QSslError *dates = find(faults, isOfDates))
        return { Kind::Network, datesText(*dates, certificate, address), words,
                 Cause::CertificateExpired };
    if (find(faults,
             [](QSslError::SslError error) { return error == QSslError::HostNameMismatch; }))
        return { Kind::Network, namesText(certificate, serverName), words, Cause::CertificateName };
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The certificate of %1 was refused: %2. It has to be put right on the "
                 "server.")
                 .arg(address, wordsOf(faults)),
             words, Cause::CertificateRefused };
}

base::Error clientCertificateError(const QString &address, const QString &words,
                                   bool hadCertificate)
{
    const QString text = hadCertificate
        ? QCoreApplication::translate(
            "link",
            "%1 refused the client certificate. Choose one that this server accepts, with its key.")
        : QCoreApplication::translate(
            "link",
            "%1 wants a client certificate, and this connection has none. Choose the certificate "
            "and its key.");
    return { Kind::Network, text.arg(address), words.toUtf8(), Cause::ClientCertificateWanted };
}

base::Error tooOldError(const QString &address, const QString &words)
{
    return {
        Kind::Network,
        QCoreApplication::translate(
            "link",
            "%1 offers only TLS versions before 1.2, which are no longer safe. Turn on TLS 1.2 "
            "or 1.3 on the server.")
            .arg(address),
        words.toUtf8(), Cause::TlsTooOld
    };
}

base::Error alertError(QSsl::AlertType alert, const QString &address, const QString &words,
                       bool hadCertificate)
{
    switch (alert) {
    case QSsl::AlertType::CertificateRequired:
    case QSsl::AlertType::NoCertificate:
        return clientCertificateError(address, words, false);
    case QSsl::AlertType::BadCertificate:
    case QSsl::AlertType::UnsupportedCertificate:
    case QSsl::AlertType::CertificateRevoked:
    case QSsl::AlertType::CertificateExpired:
    case QSsl::AlertType::CertificateUnknown:
    case QSsl::AlertType::UnknownCa:
    case QSsl::AlertType::AccessDenied:
        return clientCertificateError(address, words, hadCertificate);
    case QSsl::AlertType::ProtocolVersion:
        return tooOldError(address, words);
    case QSsl::AlertType::UnrecognizedName:
        return {
            Kind::Network,
            QCoreApplication::translate(
                "link",
                "%1 has no certificate for the name that was asked for. Check the host and the "
                "TLS server name.")
                .arg(address),
            words.toUtf8(), Cause::CertificateName
        };
    default:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "%1 ended the TLS handshake. The details hold its words; its log says more.")
                     .arg(address),
                 words.toUtf8(), Cause::Unknown };
    }
}

base::Error expectsTlsError(const QByteArray &words)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link", "The server is silent in plain text but answers to TLS. Turn on TLS."),
             words, Cause::ServerExpectsTls };
}

base::Error plainServerError(const QByteArray &said)
{
    return {
        Kind::Network,
        QCoreApplication::translate(
            "link",
            "This server does not use TLS: it answered in plain text. Turn TLS off only if you "
            "trust the whole route."),
        said, Cause::ServerIsPlain
    };
}

} // namespace links

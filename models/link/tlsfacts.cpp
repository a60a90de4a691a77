#include "link/tlsfacts.h"
#include "base/displaytext.h"
#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslSocket>

namespace links {

namespace {

constexpr qsizetype longestName = 120;

QString fit(const QString &text)
{
    return base::displayText(text.toUtf8(), longestName);
}

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    default:
        return QStringLiteral("TLS");
    }
}

QString firstOf(const QStringList &common, const QStringList &organization)
{
    return fit(common.isEmpty() ? organization.value(0) : common.constFirst());
}

} // namespace

QStringList certificateNames(const QSslCertificate &certificate)
{
    const auto alternatives = certificate.subjectAlternativeNames();
    QStringList names = alternatives.values(QSsl::DnsEntry);
    names += alternatives.values(QSsl::IpAddressEntry);
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    for (QString &name : names)
        name = fit(name);
    return names;
}

QString subjectOf(const QSslCertificate &certificate)
{
    const QString name = firstOf(certificate.subjectInfo(QSslCertificate::CommonName),
                                 certificate.subjectInfo(QSslCertificate::Organization));
    if (!name.isEmpty())
        return name;
    return certificateNames(certificate).value(0, QStringLiteral("?"));
}

QString issuerOf(const QSslCertificate &certificate)
{
    const QString name = firstOf(certificate.issuerInfo(QSslCertificate::CommonName),
                                 certificate.issuerInfo(QSslCertificate::Organization));
    return name.isEmpty() ? QStringLiteral("?") : name;
}

TlsFacts TlsFacts::of(const QSslSocket &socket, const QString &serverName)
{
    TlsFacts facts;
    facts.serverName = serverName;
    facts.on = socket.isEncrypted();
    if (facts.on) {
        facts.protocol = protocolName(socket.sessionProtocol());
        facts.cipher = socket.sessionCipher().name();
    }
    const QSslCertificate certificate = socket.peerCertificate();
    if (certificate.isNull())
        return facts;
    facts.subject = subjectOf(certificate);
    facts.issuer = issuerOf(certificate);
    facts.names = certificateNames(certificate);
    facts.from = certificate.effectiveDate();
    facts.until = certificate.expiryDate();
    for (const QSslError &error : socket.sslHandshakeErrors())
        facts.problems += fit(error.errorString());
    facts.verified = facts.on && facts.problems.isEmpty();
    return facts;
}

QString TlsFacts::summary() const
{
    if (!on)
        return {};
    const QString way = protocol + QStringLiteral(" · ") + cipher;
    const QString whose =
        QCoreApplication::translate("link", "certificate of %1, issued by %2, valid until %3")
            .arg(subject, issuer, until.toString(QStringLiteral("yyyy-MM-dd")));
    if (verified)
        return way + QStringLiteral(" · ") + whose;
    return way + QStringLiteral(" · ") + whose + QStringLiteral(" · ")
        + QCoreApplication::translate("link", "not verified: anybody could be answering");
}

} // namespace links

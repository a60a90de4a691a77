#include "session/diagnosis/addresses.h"
#include "session/diagnosis/climb.h"
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslSocket>

namespace session {

namespace {

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return QStringLiteral("TLS");
    }
}

QStringList namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    return names;
}

} // namespace

void Climb::shakeHands()
{
    if (m_profile.tls.enabled && m_endpoint.unixSocket.isEmpty())
        handshake();
    else
        askInPlainText();
}

/// Without TLS the first word shows whether the server talks in plain text at all: a PING, so that
/// no secret goes to one that does not.
void Climb::askInPlainText()
{
    begin(Rung::Tls, tr("plain text"));
    m_wire->ask({ resp::Command{ "PING" } }, connectTimeout(), [this](const Replies &replies) {
        if (!replies) {
            plainTextUnanswered(replies.error());
            return;
        }
        m_firstWord = replies->constFirst();
        const bool local = !m_endpoint.unixSocket.isEmpty() || isThisComputer(m_endpoint.host);
        conclude(Outcome::NotNeeded,
                 local ? tr("off: the connection does not leave this computer")
                       : tr("off: everything travels unencrypted"));
        authenticate();
    });
}

void Climb::plainTextUnanswered(const base::Error &why)
{
    conclude(Outcome::NotNeeded, tr("off"));
    unanswered(why);
}

void Climb::handshake()
{
    begin(Rung::Tls, tr("server name %1").arg(m_endpoint.serverName(m_profile)));
    openWire(m_profile, m_endpoint, [this](const base::Result<> &result) {
        if (result)
            handshakeDone();
        else
            handshakeFailed(result.error());
    });
}

void Climb::handshakeDone()
{
    const auto *socket = qobject_cast<QSslSocket *>(m_wire->stream());
    QStringList facts;
    if (socket) {
        const QSslCertificate certificate = socket->peerCertificate();
        facts += protocolName(socket->sessionProtocol());
        facts += socket->sessionCipher().name();
        if (const QStringList names = namesOf(certificate); !names.isEmpty())
            facts += tr("for %1").arg(names.join(QStringLiteral(", ")));
        if (certificate.expiryDate().isValid())
            facts +=
                tr("valid until %1").arg(certificate.expiryDate().date().toString(Qt::ISODate));
    }
    const QString finding = facts.join(QStringLiteral(" · "));
    if (m_profile.tls.verify) {
        pass(finding);
    } else {
        conclude(Outcome::Limited,
                 tr("Verification is off: whoever answers is believed.") + u'\n' + finding);
    }
    authenticate();
}

void Climb::handshakeFailed(const base::Error &why)
{
    fail(why, { Remedy::Retry });
}

} // namespace session

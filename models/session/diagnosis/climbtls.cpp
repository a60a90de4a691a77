#include "link/probes.h"
#include "link/tlserrors.h"
#include "link/tlsstream.h"
#include "session/diagnosis/addresses.h"
#include "session/diagnosis/climb.h"

namespace session {

namespace {

/// The likeliest first.
QList<Remedy> remediesFor(base::Error::Cause cause)
{
    using Cause = base::Error::Cause;
    switch (cause) {
    case Cause::ServerIsPlain:
        return { Remedy::TurnOffTls, Remedy::Retry };
    case Cause::CertificateName:
        return { Remedy::UseEndpointAsServerName, Remedy::AddCa, Remedy::Retry };
    case Cause::CertificateUnknown:
    case Cause::NoSuchFile:
        return { Remedy::AddCa, Remedy::Retry };
    case Cause::ClientCertificateWanted:
    case Cause::ClientKeyUnreadable:
    case Cause::ClientKeyPassphrase:
        return { Remedy::ChooseClientCertificate, Remedy::Retry };
    default:
        return { Remedy::Retry };
    }
}

} // namespace

bool Climb::usesTls() const
{
    return m_profile.tls.enabled && m_endpoint.unixSocket.isEmpty();
}

void Climb::shakeHands()
{
    if (usesTls())
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
        conclude(Outcome::NotNeeded, withoutTls());
        authenticate();
    });
}

QString Climb::withoutTls() const
{
    const bool local = !m_endpoint.unixSocket.isEmpty() || isThisComputer(m_endpoint.host);
    if (m_tunnel) {
        return local ? tr("off: encrypted as far as the bastion, where the server is")
                     : tr("off: encrypted as far as the bastion, and not from there on");
    }
    return local ? tr("off: the connection does not leave this computer")
                 : tr("off: everything travels unencrypted");
}

/// Perhaps it waits for TLS: a handshake on a second socket shows that.
void Climb::plainTextUnanswered(const base::Error &why)
{
    if (wasNotLetThrough(why))
        return;
    dropWire();
    if (!m_endpoint.unixSocket.isEmpty()) {
        conclude(Outcome::NotNeeded, tr("off"));
        unanswered(why);
        return;
    }
    progress(tr("no answer in plain text; trying TLS"));
    auto *probe = new links::TlsProbe(
        links::makePlainLink(m_profile, m_endpoint, { m_tunnel.get() }, nullptr),
        m_endpoint.serverName(m_profile), connectTimeout(), this);
    connect(probe, &links::TlsProbe::finished, this,
            [this, probe, why](links::TlsProbe::Answer answer) {
                probe->deleteLater();
                if (answer == links::TlsProbe::Answer::Tls) {
                    serverWantsTls(why, probe->facts());
                    return;
                }
                conclude(Outcome::NotNeeded, tr("off, and TLS is not answered either"));
                unanswered(why);
            });
    probe->start();
}

void Climb::serverWantsTls(const base::Error &why, const links::TlsFacts &seen)
{
    const QByteArray words = why.detail.isEmpty() ? why.text.toUtf8() : why.detail;
    m_now.tried = tr("plain text, then TLS");
    if (const QString summary = seen.summary(); !summary.isEmpty())
        m_now.tried += QStringLiteral(" (") + summary + u')';
    fail(links::expectsTlsError(words), { Remedy::TurnOnTls, Remedy::Retry });
}

void Climb::handshake()
{
    begin(Rung::Tls, tr("server name %1").arg(m_endpoint.serverName(m_profile)));
    openWire(m_profile, m_endpoint, [this](const base::Result<> &result) {
        if (result)
            handshakeDone();
        else if (!wasNotLetThrough(result.error()))
            fail(result.error(), remediesFor(result.error().cause));
    });
}

/// With TLS 1.3 a server that does not accept us says so only after the handshake.
bool Climb::refusedByTls()
{
    const auto refused = usesTls() && m_wire && m_wire->stream()
        ? links::tlsErrorOf(m_wire->stream())
        : std::nullopt;
    if (!refused)
        return false;
    conclude(Outcome::NotReached, {});
    begin(Rung::Tls, tr("server name %1").arg(m_endpoint.serverName(m_profile)));
    fail(*refused, remediesFor(refused->cause));
    return true;
}

void Climb::handshakeDone()
{
    const QString summary = m_wire->tls().summary();
    if (m_profile.tls.verify) {
        pass(summary);
    } else {
        conclude(Outcome::Limited,
                 tr("Verification is off: whoever answers is believed.") + u'\n' + summary);
    }
    authenticate();
}

} // namespace session

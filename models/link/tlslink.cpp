#include "link/tlslink.h"
#include "link/probes.h"
#include "link/tlserrors.h"
#include <QCoreApplication>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

/// The server is there already: it took the first connection.
constexpr std::chrono::milliseconds longestProbe{ 2000 };
/// A plain redis takes a ClientHello for the beginning of a command and waits for the rest.
constexpr std::chrono::milliseconds longestSilence{ 1000 };

} // namespace

TlsLink::TlsLink(MakeInner makeInner, Plan plan, QObject *parent)
    : Link(parent)
    , m_makeInner(std::move(makeInner))
    , m_plan(std::move(plan))
    , m_inner(m_makeInner(this))
{
    m_doubt.setSingleShot(true);
    m_doubt.setInterval(std::min(longestSilence, m_plan.timeout / 2));
    connect(&m_doubt, &QTimer::timeout, this, &TlsLink::probe);
}

TlsLink::~TlsLink() = default;

QString TlsLink::route() const
{
    return m_inner->route();
}

TlsFacts TlsLink::tls() const
{
    return m_facts;
}

void TlsLink::open()
{
    auto material = readTlsMaterial(m_plan.settings, m_plan.keyPassphrase);
    m_plan.keyPassphrase = base::Secret();
    if (!material) {
        Q_EMIT failed(material.error());
        return;
    }
    connect(m_inner, &Link::failed, this, &Link::failed);
    connect(m_inner, &Link::opened, this,
            [this, found = std::move(*material)] { shakeHands(found); });
    m_inner->open();
}

void TlsLink::shakeHands(TlsMaterial material)
{
    Handshake::Plan plan;
    plan.material = std::move(material);
    plan.serverName = m_plan.serverName;
    plan.address = m_plan.address;
    plan.verify = m_plan.settings.verify;
    plan.timeout = m_plan.timeout;
    m_handshake = new Handshake(m_inner->take(), std::move(plan), this);
    connect(m_handshake, &Handshake::finished, this, &TlsLink::shaken);
    m_doubt.start();
    m_handshake->start();
}

void TlsLink::shaken(const Handshake::Result &result)
{
    m_doubt.stop();
    m_facts = result.facts;
    switch (result.outcome) {
    case Handshake::Outcome::Encrypted:
        delete std::exchange(m_probe, nullptr);
        finish(m_handshake->take());
        break;
    case Handshake::Outcome::NotTls:
    case Handshake::Outcome::Closed:
    case Handshake::Outcome::Silent:
        m_result = result;
        if (!m_probe)
            probe();
        else if (m_probe->answer())
            probed();
        break;
    default:
        giveUp(explain(result));
        break;
    }
}

void TlsLink::probe()
{
    m_probe = new PlainProbe(m_makeInner(nullptr), std::min(m_plan.timeout, longestProbe), this);
    connect(m_probe, &PlainProbe::finished, this, &TlsLink::probed);
    m_probe->start();
}

/// The probe has its answer; unless that settles it, the handshake's own end counts.
void TlsLink::probed()
{
    if (m_probe->answer() == PlainProbe::Answer::Redis)
        giveUp(plainServerError(m_probe->said()));
    else if (m_result)
        giveUp(explain(*m_result));
}

void TlsLink::giveUp(const base::Error &why)
{
    m_doubt.stop();
    for (QObject *part : { static_cast<QObject *>(std::exchange(m_handshake, nullptr)),
                           static_cast<QObject *>(std::exchange(m_probe, nullptr)) }) {
        if (part) {
            part->disconnect(this);
            part->deleteLater(); // this runs inside one of their signals
        }
    }
    Q_EMIT failed(why);
}

base::Error TlsLink::explain(const Handshake::Result &result) const
{
    const QByteArray words = result.words.toUtf8();
    switch (result.outcome) {
    case Handshake::Outcome::Distrusted:
        return certificateError(result.faults, result.certificate, m_plan.address,
                                m_plan.serverName, m_plan.settings);
    case Handshake::Outcome::Disagreed:
        return disagreement(result);
    case Handshake::Outcome::ForeignKey:
        return foreignKeyError(m_plan.settings);
    case Handshake::Outcome::NotTls:
        return { Kind::Protocol,
                 QCoreApplication::translate(
                     "link",
                     "%1 answers, but neither with TLS nor as a Redis server does. Check host and "
                     "port.")
                     .arg(m_plan.address),
                 words, Cause::NotRedis };
    case Handshake::Outcome::Silent:
        return {
            Kind::Timeout,
            QCoreApplication::translate(
                "link",
                "%1 accepted the connection, but did not finish the TLS handshake within %2 s. "
                "The server may be busy or stopped, or not use TLS.")
                .arg(m_plan.address, QString::number(double(m_plan.timeout.count()) / 1000)),
            {},
            Cause::Silent
        };
    case Handshake::Outcome::Closed:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "%1 closed the connection during the TLS handshake without saying why. It may "
                     "be at its limit of connections; its log says more.")
                     .arg(m_plan.address),
                 words, Cause::Unknown };
    default:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link", "TLS could not be started on this computer. OpenSSL 3 is needed."),
                 words, Cause::Unknown };
    }
}

/// OpenSSL's words count only where the server sent no alert.
base::Error TlsLink::disagreement(const Handshake::Result &result) const
{
    const bool hadCertificate =
        !m_plan.settings.certificateFile.isEmpty() || !m_plan.settings.keyFile.isEmpty();
    if (!result.alert) {
        if (result.words.contains(QLatin1String("unsupported protocol")))
            return tooOldError(m_plan.address, result.words);
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "The TLS handshake with %1 failed. The details hold the words of OpenSSL.")
                     .arg(m_plan.address),
                 result.words.toUtf8(), Cause::Unknown };
    }
    // TLS 1.2 has no alert of its own for it: the server has shown its certificate and taken none.
    if (*result.alert == QSsl::AlertType::HandshakeFailure && result.serverChose)
        return clientCertificateError(m_plan.address, result.words, hadCertificate);
    return alertError(*result.alert, m_plan.address, result.words, hadCertificate);
}

} // namespace links

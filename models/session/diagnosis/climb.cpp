#include "session/diagnosis/climb.h"
#include "base/displaytext.h"
#include "profiles/awskeys.h"
#include "profiles/sshsecrets.h"
#include "session/iamtokens.h"
#include <QHostInfo>
#include <QThread>

namespace session {

Climb::Climb(profiles::Profile profile, profiles::Secrets secrets, TunnelHelp help,
             DiagnosisReport report)
    : m_profile(std::move(profile))
    , m_secrets(std::move(secrets))
    , m_credentials(m_profile, m_secrets.password, this)
    , m_report(std::move(report))
    , m_limit(this) // a child, so that it moves to the thread as well
    , m_retry(this)
    , m_help(std::move(help))
    , m_firstWord(base::fail(Kind::Network, {}))
{
    m_limit.setSingleShot(true);
    m_retry.setSingleShot(true);
}

Climb::~Climb()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void Climb::start()
{
    m_total.start();
    m_tunnel =
        links::makeTunnel(m_profile, m_secrets, m_help.asker, m_help.places, m_help.awsPlaces);
    if (m_profile.authentication == profiles::Authentication::Iam) {
        m_iamTokens = new IamTokens(links::awsAccount(m_profile, m_secrets), m_help.awsPlaces,
                                    m_help.asker, this);
        m_credentials.setTokenSource(m_iamTokens->source());
    }
    settleDirect();
    signIn();
}

bool Climb::leave()
{
    m_limit.stop();
    m_retry.stop();
    dropWire();
    const auto quit = [] { QThread::currentThread()->quit(); };
    if (m_tunnel) {
        m_tunnel->disconnect(this);
        m_tunnel->close();
    }
    if (!m_tunnel || !m_tunnel->isClosing()) {
        quit();
        return false;
    }
    connect(m_tunnel.get(), &links::Tunnel::closed, this, quit);
    return true;
}

void Climb::begin(Rung rung, const QString &tried)
{
    m_clock.start();
    m_now = {};
    m_now.rung = rung;
    m_now.outcome = Outcome::Running;
    m_now.tried = tried;
    Q_EMIT rungChanged(m_now);
}

void Climb::progress(const QString &finding)
{
    m_now.microseconds = m_clock.nsecsElapsed() / 1000;
    m_now.finding = finding;
    Q_EMIT rungChanged(m_now);
}

void Climb::conclude(Outcome outcome, const QString &finding, const QList<Remedy> &remedies)
{
    m_now.outcome = outcome;
    m_now.microseconds = outcome == Outcome::NotNeeded ? 0 : m_clock.nsecsElapsed() / 1000;
    m_now.finding = finding;
    m_now.remedies = remedies;
    for (RungResult &rung : m_report.rungs) {
        if (rung.rung == m_now.rung)
            rung = m_now;
    }
    Q_EMIT rungChanged(m_now);
}

void Climb::notNeeded(Rung rung, const QString &finding)
{
    m_clock.start();
    m_now = {};
    m_now.rung = rung;
    conclude(Outcome::NotNeeded, finding);
}

void Climb::fail(const base::Error &why, const QList<Remedy> &remedies)
{
    m_now.error = scrubbed(why);
    conclude(Outcome::Failed, {}, remedies);
    end();
}

void Climb::end()
{
    dropWire();
    m_report.passed = !m_report.firstFailure();
    m_report.microseconds = m_total.nsecsElapsed() / 1000;
    Q_EMIT ended(m_report);
}

/// A server may repeat what it was sent: whatever it says, our secrets are not in it.
base::Error Climb::scrubbed(base::Error why) const
{
    const QByteArray mask("(redacted)");
    const QByteArray echo(
        "with args beginning with:"); // cut short there, so never the whole secret
    if (const qsizetype at = why.detail.indexOf(echo); at >= 0)
        why.detail = why.detail.first(at + echo.size()) + ' ' + mask;
    QList<base::Secret> ours{ m_secret, m_secrets.password, m_secrets.tlsKeyPassphrase,
                              m_secrets.sentinelPassword };
    if (const auto ssh = profiles::SshSecrets::opened(m_secrets.ssh)) {
        for (const profiles::HopSecrets &hop : ssh->hops)
            ours << hop.password << hop.keyPassphrase;
    }
    if (const auto aws = profiles::AwsKeys::opened(m_secrets.aws))
        ours << aws->secretAccessKey << aws->sessionToken;
    for (const base::Secret &secret : std::as_const(ours)) {
        QByteArray bytes = secret.reveal();
        if (!bytes.isEmpty() && why.detail.contains(bytes)) {
            why.text.replace(base::displayText(bytes), QString::fromLatin1(mask));
            why.detail.replace(bytes, mask);
        }
        base::wipe(bytes);
    }
    return why;
}

Wire *Climb::openWire(const profiles::Profile &profile, const links::Endpoint &endpoint,
                      const Wire::Opened &opened)
{
    dropWire();
    m_wire = new Wire(this);
    m_wire->open(profile, endpoint, { m_tunnel.get() }, m_secrets.tlsKeyPassphrase, opened);
    return m_wire;
}

void Climb::dropWire()
{
    if (Wire *wire = std::exchange(m_wire, nullptr))
        wire->drop();
}

std::chrono::milliseconds Climb::connectTimeout() const
{
    return std::chrono::milliseconds(m_profile.connectTimeoutMs);
}

} // namespace session

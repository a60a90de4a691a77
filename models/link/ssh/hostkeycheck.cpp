#include "link/ssh/hostkeycheck.h"
#include "link/ssh/identity.h"
#include <QCoreApplication>
#include <QDir>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using State = HostKeyVerdict::State;

namespace {

QString addressOf(const OfferedHostKey &offered)
{
    return profiles::HostPort{ offered.host, offered.port }.toString();
}

QString placeOf(const HostKeyVerdict::Stored &stored)
{
    return QStringLiteral("%1:%2").arg(QDir::toNativeSeparators(stored.file)).arg(stored.line);
}

QString labelsOf(const HostKeyVerdict &verdict)
{
    QStringList labels;
    for (const auto &stored : verdict.stored) {
        if (stored.isPlain && !labels.contains(stored.label))
            labels += stored.label;
    }
    return labels.join(QStringLiteral(", "));
}

/// Both fingerprints, and what has to be done by hand: nothing else leads past a changed key. One
/// line, as every detail.
QByteArray changedDetail(const OfferedHostKey &offered, const HostKeyVerdict &verdict)
{
    QStringList parts{ QCoreApplication::translate("link", "New: %1 %2")
                           .arg(keyLabelOf(offered.publicBlob),
                                fingerprintOf(offered.publicBlob)) };
    for (const auto &stored : verdict.stored) {
        if (stored.isPlain)
            parts += QCoreApplication::translate("link", "Stored: %1 %2 (%3)")
                         .arg(stored.label, stored.fingerprint, placeOf(stored));
    }
    parts += QCoreApplication::translate(
        "link",
        "Only if your administrator confirms the new fingerprint: remove what is stored from its "
        "file, then connect again.");
    return parts.join(QStringLiteral(" · ")).toUtf8();
}

base::Error changedError(const OfferedHostKey &offered, const HostKeyVerdict &verdict)
{
    const QString fingerprint = fingerprintOf(offered.publicBlob);
    const QString text = verdict.state == State::Changed
        ? QCoreApplication::translate(
              "link",
              "The SSH host key of %1 has changed. The bastion was rebuilt, or someone is "
              "intercepting. Nothing was sent. Compare the new fingerprint with your "
              "administrator: %2")
              .arg(addressOf(offered), fingerprint)
        : QCoreApplication::translate(
              "link",
              "The SSH host key of %1 is of another type than the stored one: %2 instead of %3. "
              "The bastion was rebuilt, or someone is intercepting. Nothing was sent. Compare the "
              "new fingerprint with your administrator: %4")
              .arg(addressOf(offered), keyLabelOf(offered.publicBlob), labelsOf(verdict),
                   fingerprint);
    return { Kind::Network, text, changedDetail(offered, verdict), Cause::HostKeyChanged };
}

/// The places of those lines that `wanted` picks.
template <typename Wanted> QByteArray placesOf(const HostKeyVerdict &verdict, Wanted wanted)
{
    QStringList places;
    for (const auto &stored : verdict.stored) {
        if (wanted(stored))
            places +=
                QStringLiteral("%1 %2 (%3)").arg(stored.label, stored.fingerprint, placeOf(stored));
    }
    return places.join(QStringLiteral(" · ")).toUtf8();
}

base::Error revokedError(const OfferedHostKey &offered, const HostKeyVerdict &verdict)
{
    const QString fingerprint = fingerprintOf(offered.publicBlob);
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The SSH host key of %1 is marked as revoked on this computer: whoever shows it "
                 "may not be the bastion. Nothing was sent. Ask your administrator for the new "
                 "key. Revoked: %2")
                 .arg(addressOf(offered), fingerprint),
             placesOf(verdict,
                      [&](const auto &stored) {
                          return !stored.isPlain && stored.fingerprint == fingerprint;
                      }),
             Cause::HostKeyRevoked };
}

base::Error authorityError(const OfferedHostKey &offered, const HostKeyVerdict &verdict)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "%1 is known only by a certificate authority (@cert-authority), which the "
                 "built-in SSH does not support. Choose OpenSSH for this connection, which does, "
                 "or add the host's own key to known_hosts: %2")
                 .arg(addressOf(offered), fingerprintOf(offered.publicBlob)),
             placesOf(verdict, [](const auto &stored) { return !stored.isPlain; }),
             Cause::HostKeyUnknown };
}

base::Error onlyKnownError(const OfferedHostKey &offered)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The SSH host key of %1 is not known, and this connection accepts only known "
                 "ones. Nothing was sent. Add it to known_hosts once your administrator has "
                 "confirmed it: %2")
                 .arg(addressOf(offered), fingerprintOf(offered.publicBlob)),
             {},
             Cause::HostKeyUnknown };
}

base::Error nobodyToAskError(const OfferedHostKey &offered)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The SSH host key of %1 is not known, and nobody can be asked here. Nothing was "
                 "sent. Connect once in the window and accept it there, or add it to "
                 "known_hosts: %2")
                 .arg(addressOf(offered), fingerprintOf(offered.publicBlob)),
             {},
             Cause::HostKeyUnknown };
}

base::Error notAcceptedError(const OfferedHostKey &offered)
{
    return { Kind::Cancelled,
             QCoreApplication::translate(
                 "link", "The SSH host key of %1 was not accepted. Nothing was sent. It was: %2")
                 .arg(addressOf(offered), fingerprintOf(offered.publicBlob)),
             {},
             Cause::HostKeyUnknown };
}

} // namespace

HostKeyCheck::HostKeyCheck(std::shared_ptr<KnownHosts> known, OfferedHostKey offered,
                           profiles::HostKeyPolicy policy, std::shared_ptr<Asker> asker,
                           QObject *parent)
    : QObject(parent)
    , m_known(std::move(known))
    , m_offered(std::move(offered))
    , m_policy(policy)
    , m_asker(std::move(asker))
{
    connect(&m_answer, &QFutureWatcherBase::finished, this, &HostKeyCheck::answered);
}

HostKeyCheck::~HostKeyCheck()
{
    m_answer.disconnect(this);
    m_answer.cancel();
}

QFuture<base::Result<HostKeyTrust>> HostKeyCheck::run()
{
    m_promise.start();
    decide(m_known->verdict(m_offered.host, m_offered.port, m_offered.publicBlob));
    return m_promise.future();
}

void HostKeyCheck::decide(const HostKeyVerdict &verdict)
{
    switch (verdict.state) {
    case State::Known:
        return finish(HostKeyTrust::Known);
    case State::Changed:
        return finish(base::fail(changedError(m_offered, verdict)));
    case State::Revoked:
        return finish(base::fail(revokedError(m_offered, verdict)));
    case State::AuthorityOnly:
        return finish(base::fail(authorityError(m_offered, verdict)));
    case State::OtherType: {
        const auto types = m_known->keyTypes(m_offered.host, m_offered.port);
        const bool refused = std::any_of(
            types.begin(), types.end(), [this](const auto &type) { return couldBeAskedFor(type); });
        return refused ? finish(base::fail(changedError(m_offered, verdict))) : ask(verdict);
    }
    case State::Unknown:
        return ask(verdict);
    }
}

bool HostKeyCheck::couldBeAskedFor(const QByteArray &keyType) const
{
    return keyType != "ssh-rsa" || m_offered.rsaWasAskedFor;
}

void HostKeyCheck::ask(const HostKeyVerdict &verdict)
{
    if (m_policy == profiles::HostKeyPolicy::KnownOnly)
        return finish(base::fail(onlyKnownError(m_offered)));
    if (!m_asker)
        return finish(base::fail(nobodyToAskError(m_offered)));
    m_answer.setFuture(
        m_asker->hostKey({ m_offered.hop, addressOf(m_offered), keyLabelOf(m_offered.publicBlob),
                           fingerprintOf(m_offered.publicBlob), labelsOf(verdict) }));
}

void HostKeyCheck::answered()
{
    const QFuture<HostKeyAnswer> future = m_answer.future();
    const HostKeyAnswer answer = future.resultCount() ? future.result() : HostKeyAnswer::Cancel;
    if (answer == HostKeyAnswer::Cancel)
        return finish(base::fail(notAcceptedError(m_offered)));
    if (answer == HostKeyAnswer::Once)
        return finish(HostKeyTrust::Once);
    if (const auto stored = m_known->store(m_offered.host, m_offered.port, m_offered.publicBlob);
        !stored)
        return finish(base::fail(stored.error()));
    finish(HostKeyTrust::Stored);
}

void HostKeyCheck::finish(const base::Result<HostKeyTrust> &result)
{
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace links

#include "base/displaytext.h"
#include "base/whendone.h"
#include "session/diagnosis/climb.h"
#include "session/iamtokens.h"
#include "session/login.h"

namespace session {

using namespace std::chrono_literals;
using profiles::Authentication;

namespace {

constexpr auto loadingPause = 500ms;

/// Redis before 2.8 had no code for it.
bool asksForPassword(QByteArrayView said)
{
    return said.startsWith("NOAUTH") || said.startsWith("ERR operation not permitted");
}

} // namespace

void Climb::authenticate()
{
    const bool wanted = m_profile.authentication != Authentication::None;
    const bool named = m_profile.authentication == Authentication::AclUser
        || m_profile.authentication == Authentication::Iam;
    begin(Rung::Auth,
          !wanted     ? QString()
              : named ? tr("AUTH as %1").arg(m_profile.user)
                      : QStringLiteral("AUTH"));
    if (m_firstWord) {
        sendAuth();
        return;
    }
    // Over TLS nothing has been asked yet.
    m_wire->ask({ resp::Command{ "PING" } }, connectTimeout(), [this](const Replies &replies) {
        if (!replies) {
            unanswered(replies.error());
            return;
        }
        m_firstWord = replies->constFirst();
        sendAuth();
    });
}

void Climb::sendAuth()
{
    const auto away = turnedAway(*m_firstWord);
    if (away && away->cause != Cause::PasswordNeeded) {
        fail(*away,
             away->cause == Cause::ProtectedMode
                 ? QList<Remedy>{ Remedy::EnterPassword, Remedy::Retry }
                 : QList<Remedy>{ Remedy::Retry });
        return;
    }
    if (m_profile.authentication == Authentication::None) {
        noSignIn();
        return;
    }
    base::whenDone(m_credentials.forConnection(m_endpoint), m_wire,
                   [this](const base::Result<Credential> &credential) {
                       if (credential)
                           sendAuth(credential->secret);
                       else
                           noSecret(credential.error());
                   });
}

void Climb::sendAuth(const base::Secret &secret)
{
    if (secret.isEmpty()) {
        noSignIn();
        return;
    }
    m_secret = secret;
    resp::Command auth = authCommand(m_profile, secret);
    m_wire->ask({ auth }, connectTimeout(), [this](const Replies &replies) {
        if (replies)
            authAnswered(replies->constFirst());
        else
            fail(m_tokenRefused.value_or(replies.error()), { Remedy::Retry });
    });
    base::wipe(auth.last());
}

/// Nothing to sign in with; the server may not even ask for it.
void Climb::noSecret(const base::Error &why)
{
    if (why.cause == Cause::PasswordCommandFailed || why.cause == Cause::IamRefused)
        fail(why, { Remedy::Retry });
    else
        noSignIn();
}

void Climb::noSignIn()
{
    const QByteArray said = m_firstWord->isError() ? m_firstWord->toByteArray() : QByteArray();
    if (asksForPassword(said)) {
        base::Error why = resp::serverError(resp::Reply::error("NOAUTH"), "AUTH");
        why.detail = said;
        fail(why, { Remedy::EnterPassword });
        return;
    }
    conclude(Outcome::NotNeeded, tr("the server asks for no password"));
    ping();
}

void Climb::authAnswered(const resp::Reply &reply)
{
    const auto refused = authRefusal(m_profile, reply);
    if (!refused) {
        m_signedIn = true;
        pass(m_profile.authentication == Authentication::Password
                 ? tr("signed in")
                 : tr("signed in as %1").arg(m_profile.user));
        ping();
    } else if (refused->cause == Cause::PasswordUnused) {
        m_now.error = *refused;
        m_now.error.text.clear();
        conclude(Outcome::Passed, tr("The server has no password; yours was not needed."),
                 { Remedy::RemovePassword });
        ping();
    } else {
        authRefused(*refused);
    }
}

void Climb::authRefused(const base::Error &why)
{
    if (why.cause == Cause::PasswordWrong || why.cause == Cause::PasswordNeeded) {
        fail(why, { Remedy::EnterPassword });
    } else if (why.cause == Cause::IamRefused && m_iamTokens && !m_tokenRefused) {
        // It may have been made by a wrong clock, or of keys that ended.
        m_tokenRefused = why;
        m_iamTokens->doubt();
        sendAuth();
    } else {
        fail(why, { Remedy::Retry });
    }
}

/// Not a word in reply to the very first question.
void Climb::unanswered(const base::Error &why)
{
    if (refusedByTls() || wasNotLetThrough(why))
        return;
    if (m_now.outcome == Outcome::Running)
        conclude(Outcome::NotReached, {});
    begin(Rung::Ping, QStringLiteral("PING"));
    switch (why.kind) {
    case Kind::Protocol:
        fail({ Kind::Protocol,
               tr("%1 answers, but not as a Redis server does. Check host and port.")
                   .arg(m_endpoint.toString()),
               why.detail, Cause::NotRedis },
             { Remedy::Retry });
        return;
    case Kind::Network:
        closedWithoutWord(why);
        return;
    default:
        fail({ why.kind, why.text, why.detail, Cause::Silent }, { Remedy::Retry });
    }
}

void Climb::closedWithoutWord(const base::Error &why)
{
    const QString address = m_endpoint.toString();
    if (!usesTls()) {
        fail({ Kind::Network,
               tr("%1 accepted the connection and closed it without a word, in plain text and with "
                  "TLS. It may not be a Redis server, or not let this computer in.")
                   .arg(address),
               why.detail, why.cause },
             { Remedy::Retry });
        return;
    }
    QList<Remedy> remedies{ Remedy::Retry };
    if (m_profile.tls.certificateFile.isEmpty())
        remedies.prepend(Remedy::ChooseClientCertificate);
    fail({ Kind::Network,
           tr("%1 closed the connection after the TLS handshake, without a word. It may want a "
              "client certificate, or be at its limit of connections.")
               .arg(address),
           why.detail, why.cause },
         remedies);
}

void Climb::ping()
{
    begin(Rung::Ping, QStringLiteral("PING"));
    askPing();
}

void Climb::askPing()
{
    const std::chrono::milliseconds limit(m_profile.commandTimeoutMs);
    m_wire->ask({ resp::Command{ "PING" } }, limit, [this](const Replies &replies) {
        if (replies)
            pingAnswered(*replies);
        else
            fail({ replies.error().kind, replies.error().text, replies.error().detail,
                   Cause::Silent },
                 { Remedy::Retry });
    });
}

void Climb::pingAnswered(const resp::Replies &replies)
{
    const resp::Reply &reply = replies.constFirst();
    const QByteArray said = reply.isError() ? reply.toByteArray() : QByteArray();
    if (said.startsWith("LOADING")) {
        m_wire->ask({ resp::Command{ "INFO", "persistence" } }, connectTimeout(),
                    [this, said](const Replies &info) {
                        stillLoading(said, info ? info->constFirst() : resp::Reply());
                    });
        return;
    }
    if (said.startsWith("MASTERDOWN")) {
        fail({ Kind::Server,
               tr("This replica has lost its primary and serves no data until it is back "
                  "(replica-serve-stale-data no). Connect to the primary, or wait."),
               said, Cause::MasterDown },
             { Remedy::Retry });
        return;
    }
    if (asksForPassword(said)) {
        base::Error why = resp::serverError(resp::Reply::error("NOAUTH"), "PING");
        why.detail = said;
        fail(why, { Remedy::EnterPassword });
        return;
    }
    if (!said.isEmpty() && !said.startsWith("NOPERM") && !said.startsWith("ERR unknown command")) {
        fail(resp::serverError(reply, "PING"), { Remedy::Retry });
        return;
    }
    m_now.finding = said.isEmpty() ? QStringLiteral("PONG") : base::displayText(said, 200);
    introduce();
}

void Climb::stillLoading(const QByteArray &said, const resp::Reply &info)
{
    const auto state = loadingState(info.isError() ? QByteArrayView() : info.bytes());
    const base::Error why = state ? *state : resp::serverError(resp::Reply::error(said), "PING");
    if (m_clock.hasExpired(m_profile.commandTimeoutMs)) {
        fail({ Kind::Server, why.text + u' ' + tr("Try again in a moment."), said, Cause::Loading },
             { Remedy::Retry });
        return;
    }
    progress(why.text);
    m_retry.disconnect(this);
    connect(&m_retry, &QTimer::timeout, this, &Climb::askPing);
    m_retry.start(loadingPause);
}

} // namespace session

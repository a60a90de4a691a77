#include "base/displaytext.h"
#include "session/diagnosis/climb.h"

namespace session {

using namespace std::chrono_literals;
using profiles::Authentication;

namespace {

constexpr auto loadingPause = 500ms;

bool asksForPassword(QByteArrayView said)
{
    return said.startsWith("NOAUTH") || said.startsWith("ERR operation not permitted");
}

/// Refusals that hold whoever asks.
std::optional<base::Error> turnedAway(const resp::Reply &reply)
{
    const QByteArray said = reply.isError() ? reply.toByteArray() : QByteArray();
    if (said.startsWith("DENIED")) {
        return base::Error{ base::Error::Kind::NotPermitted,
                            QCoreApplication::translate(
                                "session",
                                "The server is in protected mode: without a password it accepts "
                                "only connections from its own computer."),
                            said, base::Error::Cause::ProtectedMode };
    }
    if (said.contains("max number of clients")) {
        return base::Error{ base::Error::Kind::Server,
                            QCoreApplication::translate(
                                "session",
                                "The server has reached its limit of connections (maxclients). "
                                "Close other clients or raise the limit."),
                            said, base::Error::Cause::TooManyClients };
    }
    return std::nullopt;
}

QByteArray infoField(const resp::Reply &info, const QByteArray &name)
{
    for (const QByteArray &line : info.toByteArray().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.sliced(name.size() + 1).trimmed();
    }
    return {};
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
    if (const auto away = turnedAway(*m_firstWord)) {
        fail(*away,
             away->cause == Cause::ProtectedMode
                 ? QList<Remedy>{ Remedy::EnterPassword, Remedy::Retry }
                 : QList<Remedy>{ Remedy::Retry });
        return;
    }
    if (m_profile.authentication == Authentication::None || m_secrets.password.isEmpty()) {
        noSignIn();
        return;
    }
    resp::Command auth{ "AUTH" };
    if (m_profile.authentication != Authentication::Password)
        auth += m_profile.user.toUtf8();
    auth += m_secrets.password.reveal();
    m_wire->ask({ auth }, connectTimeout(), [this](const Replies &replies) {
        if (replies)
            authAnswered(replies->constFirst());
        else
            fail(replies.error(), { Remedy::Retry });
    });
    base::wipe(auth.last());
}

void Climb::noSignIn()
{
    const QByteArray said = m_firstWord->isError() ? m_firstWord->toByteArray() : QByteArray();
    if (asksForPassword(said)) {
        fail({ Kind::Auth,
               QCoreApplication::translate("session", "This server requires a password."), said,
               Cause::PasswordNeeded },
             { Remedy::EnterPassword });
        return;
    }
    conclude(Outcome::NotNeeded, tr("the server asks for no password"));
    ping();
}

void Climb::authAnswered(const resp::Reply &reply)
{
    if (!reply.isError()) {
        m_signedIn = true;
        pass(m_profile.authentication == Authentication::Password
                 ? tr("signed in")
                 : tr("signed in as %1").arg(m_profile.user));
        ping();
        return;
    }
    const QByteArray said = reply.toByteArray();
    if (said.contains("no password is set") || said.contains("without any password configured")) {
        m_now.error = { Kind::Auth, {}, said, Cause::PasswordUnused };
        conclude(Outcome::Passed, tr("The server has no password; yours was not needed."),
                 { Remedy::RemovePassword });
        ping();
        return;
    }
    if (said.startsWith("WRONGPASS") || said.contains("invalid password")) {
        if (m_profile.authentication == Authentication::Iam) {
            fail({ Kind::Auth,
                   tr("The IAM token was refused. Check that user %1 uses IAM authentication and "
                      "your role allows elasticache:Connect.")
                       .arg(m_profile.user),
                   said, Cause::IamRefused },
                 { Remedy::Retry });
            return;
        }
        fail({ Kind::Auth,
               QCoreApplication::translate("session",
                                           "The server rejected the user name or password."),
               said, Cause::PasswordWrong },
             { Remedy::EnterPassword });
        return;
    }
    if (said.contains("wrong number of arguments")) {
        fail({ Kind::Auth,
               QCoreApplication::translate(
                   "session",
                   "This server knows no ACL users (they came with Redis 6). Choose the sign-in "
                   "with a password alone."),
               said, Cause::NoAclUsers });
        return;
    }
    if (const auto away = turnedAway(reply))
        fail(*away, { Remedy::Retry });
    else
        fail(resp::serverError(reply, "AUTH"), { Remedy::Retry });
}

/// Not a word in reply to the very first question.
void Climb::unanswered(const base::Error &why)
{
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
        fail({ Kind::Network,
               tr("%1 accepted the connection and closed it without a word, in plain text and with "
                  "TLS. It may not be a Redis server, or not let this computer in.")
                   .arg(m_endpoint.toString()),
               why.detail, why.cause },
             { Remedy::Retry });
        return;
    default:
        fail({ why.kind, why.text, why.detail, Cause::Silent }, { Remedy::Retry });
    }
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
        fail({ Kind::Auth,
               QCoreApplication::translate("session", "This server requires a password."), said,
               Cause::PasswordNeeded },
             { Remedy::EnterPassword });
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
    const int percent = int(infoField(info, "loading_loaded_perc").toDouble());
    const QByteArray left = infoField(info, "loading_eta_seconds");
    QString finding = tr("The server is loading its data.");
    if (!left.isEmpty()) {
        finding = tr("The server is loading its data: %1 %, about %2 s left.")
                      .arg(percent)
                      .arg(QString::fromLatin1(left));
    }
    if (m_clock.hasExpired(m_profile.commandTimeoutMs)) {
        fail({ Kind::Server, finding + u' ' + tr("Try again in a moment."), said, Cause::Loading },
             { Remedy::Retry });
        return;
    }
    progress(finding);
    m_retry.disconnect(this);
    connect(&m_retry, &QTimer::timeout, this, &Climb::askPing);
    m_retry.start(loadingPause);
}

} // namespace session

#include "session/login.h"
#include "base/whendone.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;

Login::Login(Plan plan, Run run, Done done, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_run(std::move(run))
    , m_done(std::move(done))
{
    m_result.noTouch = m_plan.noTouch;
}

Login::~Login() = default;

void Login::start()
{
    if (m_plan.profile.authentication == profiles::Authentication::None)
        introduce();
    else
        signIn();
}

void Login::signIn()
{
    resp::Command auth{ "AUTH" };
    if (m_plan.profile.authentication == profiles::Authentication::AclUser)
        auth += m_plan.profile.user.toUtf8();
    auth += m_plan.password.reveal();
    const auto future = m_run({ auth });
    base::wipe(auth.last());
    m_plan.password = base::Secret();
    base::whenDone(future, this, [this](const base::Result<resp::Replies> &replies) {
        if (!replies) {
            finish(base::fail(explain(replies.error())));
            return;
        }
        if (const auto refused = refusal(replies->constFirst())) {
            finish(base::fail(*refused));
            return;
        }
        introduce();
    });
}

void Login::introduce()
{
    // On its own, though in the same pipeline: a server that turns us away (protected mode, too
    // many clients) says so once and closes, and that word must not be lost with the rest.
    base::whenDone(m_run({ resp::Command{ "CLIENT", "SETNAME", "larder" } }), this,
                   [this](const base::Result<resp::Replies> &replies) {
                       if (!replies)
                           return; // the next one fails as well
                       if (const auto away = turnedAway(replies->constFirst()))
                           finish(base::fail(*away));
                   });
    resp::Commands commands{ { "INFO", "server" }, { "INFO", "replication" } };
    if (m_plan.noTouch)
        commands += resp::Command{ "CLIENT", "NO-TOUCH", "ON" };
    if (m_plan.details) {
        commands += resp::Command{ "CONFIG", "GET", "databases" };
        commands += resp::Command{ "CONFIG", "GET", "dir" };
    }
    if (m_plan.db > 0)
        commands += resp::Command{ "SELECT", QByteArray::number(m_plan.db) };
    base::whenDone(m_run(commands), this,
                   [this, commands](const base::Result<resp::Replies> &replies) {
                       if (replies)
                           takeIntroduction(commands, *replies);
                       else
                           finish(base::fail(explain(replies.error())));
                   });
}

void Login::takeIntroduction(const resp::Commands &commands, const resp::Replies &replies)
{
    if (!m_done)
        return; // turned away already
    for (qsizetype i = 0; i < replies.size(); ++i) {
        const resp::Reply &reply = replies[i];
        const resp::Command &command = commands[i];
        if (reply.isError()) {
            if (const auto away = turnedAway(reply)) {
                finish(base::fail(*away));
                return;
            }
            if (command.value(1) == "NO-TOUCH")
                m_result.noTouch = false;
            continue;
        }
        if (command[0] == "INFO")
            m_result.server.readInfo(reply.bytes());
        else if (command[0] == "SELECT")
            m_result.db = m_plan.db;
        else if (command.value(2) == "databases")
            m_result.server.databases = int(reply.at(1).toInteger(-1));
        else if (command.value(2) == "dir")
            m_result.server.directory = reply.at(1).toByteArray();
    }
    if (!m_plan.wantsCommand || !m_plan.wantsCommand(m_result.server)) {
        finish(m_result);
        return;
    }
    base::whenDone(m_run({ resp::Command{ "COMMAND" } }), this,
                   [this](const base::Result<resp::Replies> &answer) {
                       if (!answer) {
                           finish(base::fail(answer.error()));
                           return;
                       }
                       if (!answer->constFirst().isError())
                           m_result.commandReply = answer->constFirst();
                       finish(m_result);
                   });
}

void Login::finish(const base::Result<LoginResult> &result)
{
    if (const Done done = std::exchange(m_done, {}))
        done(result); // may destroy this object
}

/// Refusals that end a sign-in whatever the question was.
std::optional<base::Error> Login::turnedAway(const resp::Reply &reply)
{
    if (!reply.isError())
        return std::nullopt;
    const QByteArray said = reply.toByteArray();
    if (said.startsWith("NOAUTH"))
        return base::Error{
            Kind::Auth, QCoreApplication::translate("session", "This server requires a password."),
            said
        };
    if (said.startsWith("DENIED")) {
        return base::Error{ Kind::NotPermitted,
                            QCoreApplication::translate(
                                "session",
                                "The server is in protected mode: without a password it accepts "
                                "only connections from its own computer."),
                            said };
    }
    if (said.contains("max number of clients")) {
        return base::Error{ Kind::Server,
                            QCoreApplication::translate(
                                "session",
                                "The server has reached its limit of connections (maxclients). "
                                "Close other clients or raise the limit."),
                            said };
    }
    return std::nullopt;
}

/// What the answer to AUTH means; nullopt = signed in, or nothing to sign in to.
std::optional<base::Error> Login::refusal(const resp::Reply &reply)
{
    if (!reply.isError())
        return std::nullopt;
    const QByteArray said = reply.toByteArray();
    if (said.contains("no password is set") || said.contains("without any password configured"))
        return std::nullopt;
    if (auto away = turnedAway(reply))
        return away;
    if (said.startsWith("WRONGPASS") || said.contains("invalid password"))
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "session", "The server rejected the user name or password."),
                            said };
    if (said.contains("wrong number of arguments")) {
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "session",
                                "This server knows no ACL users (they came with Redis 6). Choose "
                                "the sign-in with a password alone."),
                            said };
    }
    base::Error other = resp::serverError(reply, "AUTH");
    if (other.kind == Kind::Server)
        other.kind = Kind::Auth;
    return other;
}

base::Error Login::explain(const base::Error &why) const
{
    const QString address = m_plan.profile.address();
    switch (why.kind) {
    case Kind::Timeout:
        return { Kind::Timeout,
                 QCoreApplication::translate(
                     "session",
                     "%1 accepted the connection but did not answer within %2 s. The server may be "
                     "busy or stopped, or expect TLS.")
                     .arg(address, QString::number(m_plan.profile.connectTimeoutMs / 1000.0)),
                 why.detail };
    case Kind::Protocol:
        return { Kind::Protocol,
                 QCoreApplication::translate(
                     "session", "%1 answers, but not as a Redis server does. Check host and port.")
                     .arg(address),
                 why.detail };
    case Kind::Network:
        return { Kind::Network,
                 QCoreApplication::translate(
                     "session",
                     "%1 closed the connection during the sign-in. It may expect TLS, or not be a "
                     "Redis server.")
                     .arg(address),
                 why.detail };
    default:
        return why;
    }
}

} // namespace session

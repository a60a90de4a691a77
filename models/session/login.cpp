#include "session/login.h"
#include "base/whendone.h"
#include "resp/safewords.h"
#include <QCoreApplication>

namespace session {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

namespace {

/// The server takes no blanks or line ends in a name: "ERR Client names cannot contain spaces …".
QByteArray connectionName(const QString &wanted)
{
    QByteArray name = wanted.trimmed().toUtf8();
    for (char &c : name) {
        if (c < '!' || c > '~')
            c = '-';
    }
    return name;
}

} // namespace

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
    else if (m_plan.credential)
        obtain();
    else
        signIn(std::exchange(m_plan.password, {}));
}

void Login::obtain()
{
    base::whenDone(m_plan.credential(), this, [this](const base::Result<Credential> &credential) {
        if (!credential) {
            finish(base::fail(credential.error()));
            return;
        }
        m_result.renewAfter = credential->renewAfter;
        signIn(credential->secret);
    });
}

void Login::signIn(base::Secret secret)
{
    resp::Command auth = authCommand(m_plan.profile, secret);
    const auto future = m_run({ auth });
    base::wipe(auth.last());
    base::whenDone(future, this, [this](const base::Result<resp::Replies> &replies) {
        if (!replies) {
            finish(base::fail(explain(replies.error())));
            return;
        }
        const auto refused = authRefusal(m_plan.profile, replies->constFirst());
        if (refused && refused->cause != Cause::PasswordUnused) {
            finish(base::fail(*refused));
            return;
        }
        m_result.note = refused;
        introduce();
    });
}

void Login::introduce()
{
    // On its own, though in the same pipeline: a server that turns us away (protected mode, too
    // many clients) says so once and closes, and that word must not be lost with the rest.
    // PING asks nothing of anybody, where no name is to be set.
    const QByteArray name = connectionName(m_plan.profile.clientName);
    const resp::Command first =
        name.isEmpty() ? resp::Command{ "PING" } : resp::Command{ "CLIENT", "SETNAME", name };
    base::whenDone(m_run({ first }), this, [this](const base::Result<resp::Replies> &replies) {
        if (!replies)
            return; // the next one fails as well
        if (const auto away = turnedAway(replies->constFirst()))
            finish(base::fail(*away));
    });
    resp::Commands commands{ { "INFO", "server" },
                             { "INFO", "replication" },
                             { "INFO", "persistence" } };
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
            const auto away = turnedAway(reply);
            if (away || reply.bytes().startsWith("LOADING")) {
                finish(base::fail(away.value_or(resp::serverError(reply, command[0]))));
                return;
            }
            if (command.value(1) == "NO-TOUCH")
                m_result.noTouch = false;
            continue;
        }
        if (command.value(1) == "persistence") {
            if (const auto loading = loadingState(reply.bytes())) {
                finish(base::fail(*loading));
                return;
            }
        } else if (command[0] == "INFO")
            m_result.server.readInfo(reply.bytes());
        else if (command[0] == "SELECT")
            m_result.db = m_plan.db;
        else if (command.value(2) == "databases")
            m_result.server.databases = int(reply.at(1).toInteger(-1));
        else if (command.value(2) == "dir")
            m_result.server.directory = reply.at(1).toByteArray();
    }
    if (m_plan.wantsCommand && m_plan.wantsCommand(m_result.server))
        askCommand();
    else
        finish(m_result);
}

void Login::askCommand()
{
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

base::Error Login::explain(const base::Error &why) const
{
    const QString address = m_plan.endpoint.host.isEmpty() && m_plan.endpoint.unixSocket.isEmpty()
        ? m_plan.profile.address()
        : m_plan.endpoint.toString();
    switch (why.kind) {
    case Kind::Timeout:
        return { Kind::Timeout,
                 QCoreApplication::translate(
                     "session",
                     "%1 accepted the connection but did not answer within %2 s. The server may be "
                     "busy or stopped, or expect TLS.")
                     .arg(address, QString::number(m_plan.profile.connectTimeoutMs / 1000.0)),
                 why.detail, Cause::Silent };
    case Kind::Protocol:
        return { Kind::Protocol,
                 QCoreApplication::translate(
                     "session", "%1 answers, but not as a Redis server does. Check host and port.")
                     .arg(address),
                 why.detail, Cause::NotRedis };
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

resp::Command authCommand(const profiles::Profile &profile, const base::Secret &secret)
{
    resp::Command auth{ "AUTH" };
    if (profile.authentication != profiles::Authentication::Password)
        auth += profile.user.toUtf8();
    auth += secret.reveal();
    return auth;
}

std::optional<base::Error> turnedAway(const resp::Reply &reply)
{
    if (!reply.isError())
        return std::nullopt;
    const QByteArray said = resp::safeWords(reply);
    if (said.startsWith("NOAUTH"))
        return resp::serverError(reply, "AUTH");
    if (said.startsWith("DENIED")) {
        return base::Error{ Kind::NotPermitted,
                            QCoreApplication::translate(
                                "session",
                                "The server is in protected mode: without a password it accepts "
                                "only connections from its own computer."),
                            said, Cause::ProtectedMode };
    }
    if (said.contains("max number of clients")) {
        return base::Error{ Kind::Server,
                            QCoreApplication::translate(
                                "session",
                                "The server has reached its limit of connections (maxclients). "
                                "Close other clients or raise the limit."),
                            said, Cause::TooManyClients };
    }
    return std::nullopt;
}

std::optional<base::Error> authRefusal(const profiles::Profile &profile, const resp::Reply &reply)
{
    if (!reply.isError())
        return std::nullopt;
    const QByteArray said = resp::safeWords(reply);
    if (auto away = turnedAway(reply))
        return away;
    if (said.contains("wrong number of arguments")) {
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "session",
                                "This server knows no ACL users (they came with Redis 6). Choose "
                                "the sign-in with a password alone."),
                            said, Cause::NoAclUsers };
    }
    base::Error why = resp::serverError(reply, "AUTH");
    if (why.cause == Cause::PasswordWrong
        && profile.authentication == profiles::Authentication::Iam) {
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "session",
                                "The IAM token was refused. Check that user %1 uses IAM "
                                "authentication and your role allows elasticache:Connect.")
                                .arg(profile.user),
                            said, Cause::IamRefused };
    }
    if (why.kind == Kind::Server)
        why.kind = Kind::Auth;
    return why;
}

std::optional<base::Error> loadingState(QByteArrayView info)
{
    const auto field = [info](QByteArrayView name) {
        for (const QByteArray &line : info.toByteArray().split('\n')) {
            if (line.startsWith(name))
                return line.sliced(name.size()).trimmed();
        }
        return QByteArray();
    };
    const QByteArray loading = field("loading:");
    if (loading.isEmpty() || loading == "0")
        return std::nullopt;
    bool known = false;
    const double percent = field("loading_loaded_perc:").toDouble(&known);
    const int left = field("loading_eta_seconds:").toInt();
    QString text = QCoreApplication::translate("session", "The server is still loading its data.");
    if (known && left > 0)
        text = QCoreApplication::translate(
                   "session", "The server is still loading its data: %1 %, about %2 s left.")
                   .arg(QString::number(percent, 'f', 0), QString::number(left));
    else if (known)
        text = QCoreApplication::translate("session", "The server is still loading its data: %1 %.")
                   .arg(QString::number(percent, 'f', 0));
    return base::Error{ Kind::Server, text, {}, Cause::Loading };
}

} // namespace session

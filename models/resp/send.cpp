#include "resp/send.h"
#include "base/displaytext.h"
#include "resp/safewords.h"
#include <QCoreApplication>

namespace resp {

Send::Port::~Port() = default;

std::shared_ptr<const NodeMap> Send::Port::nodes() const
{
    static const auto alone = std::make_shared<const NodeMap>(NodeMap::standalone());
    return alone;
}

namespace {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

/// "User default has no permissions to run …" (Redis 7) names the user; Redis 6 does not.
QByteArray userOf(const QByteArray &words)
{
    const QByteArray head = "NOPERM User ";
    const qsizetype end = words.indexOf(" has no permissions");
    return words.startsWith(head) && end > head.size()
        ? words.sliced(head.size(), end - head.size())
        : QByteArray();
}

QString notPermitted(const QByteArray &words, const QString &command)
{
    const QByteArray user = userOf(words);
    if (!user.isEmpty()) {
        return QCoreApplication::translate(
                   "resp", "User %1 may not run %2. Everything else in this view still works.")
            .arg(base::displayText(user, 64), command);
    }
    if (words.contains("key")) {
        return QCoreApplication::translate("resp", "The signed-in user may not use %1 on this key.")
            .arg(command);
    }
    if (words.contains("channel")) {
        return QCoreApplication::translate("resp",
                                           "The signed-in user may not use %1 on this channel.")
            .arg(command);
    }
    return QCoreApplication::translate(
               "resp",
               "The signed-in user may not run %1. Everything else in this view still works.")
        .arg(command);
}

} // namespace

QByteArray safeWords(const Reply &reply)
{
    // "ERR unknown command 'AUTH', with args beginning with: 'the password'".
    static const QByteArray before("with args beginning with:");
    QByteArray words = reply.toByteArray();
    if (const qsizetype at = words.indexOf(before); at >= 0)
        words.truncate(at + before.size());
    return words;
}

base::Error serverError(const Reply &reply, QByteArrayView command)
{
    const QByteArray words = safeWords(reply);
    const QByteArray code = words.left(words.indexOf(' ') < 0 ? words.size() : words.indexOf(' '));
    const QString name = command.isEmpty() ? QCoreApplication::translate("resp", "The command")
                                           : base::displayText(command.toByteArray().toUpper(), 64);
    const auto error = [&](Kind kind, const QString &text, Cause cause = Cause::Unknown) {
        return base::Error{ kind, text, words, cause };
    };
    if (code == "NOPERM")
        return error(Kind::NotPermitted, notPermitted(words, name), Cause::CommandDenied);
    if (code == "NOAUTH")
        return error(Kind::Auth,
                     QCoreApplication::translate("resp", "This server requires a password."),
                     Cause::PasswordNeeded);
    if (code == "WRONGPASS" || words.startsWith("ERR invalid password"))
        return error(
            Kind::Auth,
            QCoreApplication::translate("resp", "The server rejected the user name or password."),
            Cause::PasswordWrong);
    if (words.startsWith("ERR AUTH <password> called without any password")
        || words.startsWith("ERR Client sent AUTH, but no password is set"))
        return error(Kind::Auth,
                     QCoreApplication::translate(
                         "resp", "The server has no password; yours was not needed."),
                     Cause::PasswordUnused);
    if (code == "READONLY")
        return error(Kind::Server,
                     QCoreApplication::translate("resp",
                                                 "This node is a read-only replica. Connect to the "
                                                 "primary endpoint to write."),
                     Cause::ReadOnlyReplica);
    if (code == "OOM")
        return error(Kind::Server,
                     QCoreApplication::translate("resp",
                                                 "The server is out of memory (noeviction). Reads "
                                                 "work; writes are refused."),
                     Cause::OutOfMemory);
    if (code == "LOADING")
        return error(Kind::Server,
                     QCoreApplication::translate("resp",
                                                 "The server is still loading its data. Try again "
                                                 "in a moment."),
                     Cause::Loading);
    if (code == "MISCONF")
        return error(Kind::Server,
                     QCoreApplication::translate("resp",
                                                 "The server cannot save its data to disk, so it "
                                                 "refuses writes. Reads work."));
    if (code == "WRONGTYPE")
        return error(Kind::Server,
                     QCoreApplication::translate(
                         "resp",
                         "%1 does not fit the type of this key. The key may have been "
                         "replaced by one of another type.")
                         .arg(name));
    if (code == "CLUSTERDOWN")
        return error(Kind::Server,
                     QCoreApplication::translate(
                         "resp", "The cluster is down: not all of its slots are served."),
                     Cause::ClusterDown);
    if (code == "MOVED" || code == "ASK")
        return error(Kind::Server,
                     QCoreApplication::translate(
                         "resp", "This key belongs to another node of the cluster."));
    if (code == "CROSSSLOT")
        return error(Kind::Server,
                     QCoreApplication::translate(
                         "resp", "The keys of %1 lie on different slots of the cluster.")
                         .arg(name),
                     Cause::CrossSlot);
    if (code == "BUSY" || code == "TRYAGAIN" || code == "MASTERDOWN" || code == "NOREPLICAS")
        return error(
            Kind::Server,
            QCoreApplication::translate("resp", "The server cannot do this at the moment: %1")
                .arg(base::displayText(words, 400)),
            code == "MASTERDOWN" ? Cause::MasterDown : Cause::Unknown);
    if (code == "NOSCRIPT")
        return error(Kind::NotFound,
                     QCoreApplication::translate("resp", "The server does not know this script."));
    if (words.startsWith("ERR unknown command") || words.startsWith("ERR unknown subcommand")
        || words.startsWith("ERR Unknown subcommand"))
        return error(
            Kind::NotPermitted,
            QCoreApplication::translate("resp", "%1 is not available on this server.").arg(name),
            Cause::CommandUnknown);
    return error(Kind::Server,
                 QCoreApplication::translate("resp", "The server refused %1: %2")
                     .arg(name, base::displayText(words, 400)));
}

} // namespace resp

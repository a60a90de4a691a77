#include "session/diagnosis/abilities.h"

namespace session {

namespace {

/// A key that nobody has: what is asked about it counts as a miss and changes nothing.
QByteArray noKey()
{
    return QByteArrayLiteral("larder:no-such-key");
}

/// "CONFIG GET": as the person reads it.
QString nameOf(const resp::Command &command)
{
    static const QList<QByteArray> withSubcommand{ "CONFIG", "CLIENT", "MEMORY", "SLOWLOG", "ACL" };
    QByteArray name = command.constFirst();
    if (withSubcommand.contains(name))
        name += ' ' + command.value(1);
    return QString::fromLatin1(name);
}

/// Refused for the key, the slot or the state of the server, not for the command.
bool mayRun(QByteArrayView said)
{
    for (const char *word :
         { "MOVED", "ASK", "CLUSTERDOWN", "CROSSSLOT", "TRYAGAIN", "READONLY" }) {
        if (said.startsWith(word))
            return true;
    }
    return said.startsWith("NOPERM") && said.contains("key");
}

} // namespace

resp::Commands Abilities::questions(int db, const QByteArray &clientName)
{
    resp::Commands commands;
    if (db > 0)
        commands += resp::Command{ "SELECT", QByteArray::number(db) };
    commands += clientName.isEmpty() ? resp::Command{ "CLIENT", "GETNAME" }
                                     : resp::Command{ "CLIENT", "SETNAME", clientName };
    commands += resp::Commands{
        { "INFO", "server" },
        { "DBSIZE" },
        { "SCAN", "0", "COUNT", "1" },
        { "TYPE", noKey() },
        { "PTTL", noKey() },
        { "MEMORY", "USAGE", noKey() },
        { "WATCH", noKey() },
        { "UNWATCH" },
        { "MULTI" },
        { "DISCARD" },
        { "CONFIG", "GET", "databases" },
        { "SLOWLOG", "LEN" },
        { "ACL", "WHOAMI" },
    };
    return commands;
}

Abilities Abilities::of(const resp::Commands &asked, const resp::Replies &replies)
{
    Abilities can;
    for (qsizetype i = 0; i < qMin(asked.size(), replies.size()); ++i) {
        const resp::Command &command = asked[i];
        const resp::Reply &reply = replies[i];
        const QByteArray &verb = command.constFirst();
        if (verb == "SELECT") {
            can.databaseMissing = reply.isError();
            continue;
        }
        if (verb == "UNWATCH" || verb == "DISCARD")
            continue; // the other halves of WATCH and MULTI
        const QByteArray said = reply.isError() ? reply.toByteArray() : QByteArray();
        if (said.isEmpty() || mayRun(said))
            can.works += nameOf(command);
        else if (said.startsWith("NOPERM"))
            can.notPermitted += nameOf(command);
        else if (said.contains("nknown command") || said.contains("nknown subcommand"))
            can.missing += nameOf(command);
        else
            can.refused += nameOf(command);
        if (!said.isEmpty())
            continue;
        if (verb == "CONFIG")
            can.databases = int(reply.at(1).toInteger(-1));
        else if (verb == "DBSIZE")
            can.keys = reply.toInteger(-1);
        else if (verb == "ACL")
            can.user = reply.toByteArray();
    }
    return can;
}

} // namespace session

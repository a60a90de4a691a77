#include "session/commandgate.h"
#include "base/commandtable.h"
#include "base/displaytext.h"
#include <QCoreApplication>

namespace session {

namespace {

using Names = QSet<QByteArrayView>;

bool is(QByteArrayView argument, const char *word)
{
    return argument.compare(word, Qt::CaseInsensitive) == 0;
}

bool hasOption(const QByteArrayList &command, qsizetype from, const char *word)
{
    for (qsizetype i = from; i < command.size(); ++i) {
        if (is(command[i], word))
            return true;
    }
    return false;
}

/// Not flagged readonly by any server, yet they leave data, configuration and other clients as
/// they are. Everything that is missing here is missing on purpose: PUBLISH and CLIENT KILL reach
/// others, SCRIPT LOAD and MEMORY PURGE change the server, CLIENT TRACKING makes it remember us.
bool isHarmless(QByteArrayView key, const QByteArrayList &command)
{
    static const Names names{
        // this connection's own state
        "PING",
        "ECHO",
        "AUTH",
        "HELLO",
        "SELECT",
        "QUIT",
        "RESET",
        "READONLY",
        "READWRITE",
        "ASKING",
        "WAIT",
        "WAITAOF",
        "CLIENT|SETNAME",
        "CLIENT|GETNAME",
        "CLIENT|SETINFO",
        "CLIENT|ID",
        "CLIENT|INFO",
        "CLIENT|LIST",
        "CLIENT|NO-TOUCH",
        "CLIENT|TRACKINGINFO",
        "CLIENT|GETREDIR",
        // what they queue is checked when it is queued, and again at EXEC
        "MULTI",
        "EXEC",
        "DISCARD",
        "WATCH",
        "UNWATCH",
        // listening
        "SUBSCRIBE",
        "UNSUBSCRIBE",
        "PSUBSCRIBE",
        "PUNSUBSCRIBE",
        "SSUBSCRIBE",
        "SUNSUBSCRIBE",
        "MONITOR",
        "PUBSUB|CHANNELS",
        "PUBSUB|NUMPAT",
        "PUBSUB|NUMSUB",
        "PUBSUB|SHARDCHANNELS",
        "PUBSUB|SHARDNUMSUB",
        // looking at the server
        "COMMAND",
        "COMMAND|COUNT",
        "COMMAND|DOCS",
        "COMMAND|GETKEYS",
        "COMMAND|GETKEYSANDFLAGS",
        "COMMAND|INFO",
        "COMMAND|LIST",
        "INFO",
        "DBSIZE",
        "TIME",
        "LASTSAVE",
        "ROLE",
        "LOLWUT",
        "MEMORY|DOCTOR",
        "MEMORY|STATS",
        "MEMORY|MALLOC-STATS",
        "SLOWLOG|GET",
        "SLOWLOG|LEN",
        "COMMANDLOG|GET",
        "COMMANDLOG|LEN",
        "LATENCY|DOCTOR",
        "LATENCY|GRAPH",
        "LATENCY|HISTOGRAM",
        "LATENCY|HISTORY",
        "LATENCY|LATEST",
        "CONFIG|GET",
        "MODULE|LIST",
        "SCRIPT|EXISTS",
        "SCRIPT|SHOW",
        "FUNCTION|LIST",
        "FUNCTION|DUMP",
        "FUNCTION|STATS",
        "ACL|WHOAMI",
        "ACL|CAT",
        "ACL|LIST",
        "ACL|USERS",
        "ACL|GETUSER",
        "ACL|DRYRUN",
        "ACL|GENPASS",
        "ACL|LOG",
        "CLUSTER|COUNT-FAILURE-REPORTS",
        "CLUSTER|COUNTKEYSINSLOT",
        "CLUSTER|GETKEYSINSLOT",
        "CLUSTER|GETSLOTMIGRATIONS",
        "CLUSTER|INFO",
        "CLUSTER|KEYSLOT",
        "CLUSTER|LINKS",
        "CLUSTER|MYID",
        "CLUSTER|MYSHARDID",
        "CLUSTER|NODES",
        "CLUSTER|REPLICAS",
        "CLUSTER|SHARDS",
        "CLUSTER|SLAVES",
        "CLUSTER|SLOTS",
        "CLUSTER|SLOT-STATS",
        "SENTINEL|MASTERS",
        "SENTINEL|PRIMARIES",
        "SENTINEL|MASTER",
        "SENTINEL|PRIMARY",
        "SENTINEL|REPLICAS",
        "SENTINEL|SLAVES",
        "SENTINEL|SENTINELS",
        "SENTINEL|GET-MASTER-ADDR-BY-NAME",
        "SENTINEL|GET-PRIMARY-ADDR-BY-NAME",
        "SENTINEL|CKQUORUM",
        "SENTINEL|MYID",
        "SENTINEL|INFO-CACHE",
        "SENTINEL|PENDING-SCRIPTS",
    };
    if (key == "ACL|LOG")
        return !hasOption(command, 2, "RESET");
    return names.contains(key) || (key.endsWith("|HELP") && base::findCommand(key));
}

/// Class F of the safety table; E where the server is not production.
bool isWorst(QByteArrayView key)
{
    return key == "SHUTDOWN" || key == "DEBUG" || key == "FLUSHALL" || key == "MIGRATE";
}

bool isDangerous(QByteArrayView key, const QByteArrayList &command, bool admin)
{
    static const Names names{
        "FLUSHDB",        "SWAPDB",         "CONFIG|SET",      "CONFIG|RESETSTAT",
        "CONFIG|REWRITE", "ACL|SETUSER",    "ACL|DELUSER",     "ACL|LOAD",
        "ACL|SAVE",       "ACL|LOG",        "SCRIPT|FLUSH",    "SCRIPT|KILL",
        "SCRIPT|DEBUG",   "FUNCTION|FLUSH", "FUNCTION|DELETE", "FUNCTION|RESTORE",
        "FUNCTION|KILL",  "CLIENT|KILL",    "CLIENT|PAUSE",    "CLIENT|UNPAUSE",
        "CLIENT|UNBLOCK", "XTRIM",          "XGROUP|DESTROY",  "RENAME",
        "MODULE|LOAD",    "MODULE|LOADEX",  "MODULE|UNLOAD",   "REPLICAOF",
        "SLAVEOF",        "FAILOVER",       "FT.DROPINDEX",    "FT.DROP",
        "FT.CONFIG|SET",
    };
    if (names.contains(key))
        return true;
    if (key == "RESTORE" || key == "RESTORE-ASKING")
        return hasOption(command, 4, "REPLACE");
    if (key == "FUNCTION|LOAD")
        return hasOption(command, 2, "REPLACE");
    // These two concern this connection alone.
    return admin && key != "CLIENT|NO-EVICT" && key != "CLIENT|IMPORT-SOURCE";
}

bool isOverwrite(QByteArrayView key, const QByteArrayList &command)
{
    static const Names names{
        "GETDEL",     "DELEX",          "DELIFEQ",     "SINTERSTORE", "SUNIONSTORE",
        "SDIFFSTORE", "ZINTERSTORE",    "ZUNIONSTORE", "ZDIFFSTORE",  "ZRANGESTORE",
        "BITOP",      "GEOSEARCHSTORE", "LTRIM",       "MOVE",        "XGROUP|DELCONSUMER",
        "JSON.CLEAR", "TDIGEST.RESET",  "TS.DEL",
    };
    if (names.contains(key))
        return true;
    if (key == "DEL" || key == "UNLINK")
        return command.size() <= 2;
    if (key == "COPY")
        return hasOption(command, 3, "REPLACE");
    if (key == "SORT")
        return hasOption(command, 2, "STORE");
    if (key == "GEORADIUS" || key == "GEORADIUSBYMEMBER")
        return hasOption(command, 2, "STORE") || hasOption(command, 2, "STOREDIST");
    if (key == "JSON.DEL" || key == "JSON.FORGET")
        return command.size() <= 2 || command[2] == "$" || command[2] == ".";
    // A deadline that has passed deletes the key.
    if (key == "EXPIRE" || key == "PEXPIRE" || key == "EXPIREAT" || key == "PEXPIREAT") {
        bool number = false;
        return command.size() > 2 && command[2].toLongLong(&number) <= 0 && number;
    }
    return false;
}

bool isBulk(QByteArrayView key, const QByteArrayList &command)
{
    if (key == "DEL" || key == "UNLINK")
        return command.size() > 2;
    if (key == "MSET" || key == "MSETNX" || key == "JSON.MSET")
        return command.size() > (key == "JSON.MSET" ? 4 : 3);
    if (key == "MSETEX")
        return command.size() > 1 && command[1] != "1";
    return key == "EVAL" || key == "EVALSHA" || key == "FCALL";
}

} // namespace

CommandGate::CommandGate() = default;

void CommandGate::learn(const resp::Reply &commandReply)
{
    m_flags.clear();
    m_containers.clear();
    for (qsizetype i = 0; i < commandReply.size(); ++i)
        learnOne(commandReply.at(i));
}

// [name, arity, [flags], first, last, step, [categories], [tips], [key specs], [subcommands]]
void CommandGate::learnOne(const resp::Reply &entry)
{
    const QByteArray name = entry.at(0).toByteArray().toUpper();
    if (name.isEmpty())
        return;
    Flags flags;
    const resp::Reply words = entry.at(2);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const resp::Reply word = words.at(i);
        flags.readOnly |= word.bytes() == "readonly";
        flags.write |= word.bytes() == "write";
        flags.admin |= word.bytes() == "admin";
    }
    m_flags.insert(name, flags);
    const qsizetype bar = name.indexOf('|');
    if (bar > 0)
        m_containers.insert(name.first(bar));
    const resp::Reply subcommands = entry.at(9);
    for (qsizetype i = 0; i < subcommands.size(); ++i)
        learnOne(subcommands.at(i));
}

void CommandGate::setProfile(const profiles::Profile &profile)
{
    m_environment = profile.cautionEnvironment();
    m_allowDangerous = profile.allowDangerous;
    m_listed.clear();
    for (const QString &name : profile.dangerousCommands)
        m_listed.insert(name.simplified().toUpper().toUtf8().replace(' ', '|'));
    m_listed.remove({});
}

void CommandGate::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
}

void CommandGate::setWrongServer(bool wrongServer)
{
    m_wrongServer = wrongServer;
}

bool CommandGate::isReadOnly() const
{
    return m_readOnly;
}

bool CommandGate::isWrongServer() const
{
    return m_wrongServer;
}

/// "GET", "CONFIG|GET"; empty for what cannot be a command's name.
QByteArray CommandGate::keyOf(const QByteArrayList &command) const
{
    if (command.isEmpty() || command[0].contains('|'))
        return {};
    const QByteArray name = command[0].toUpper();
    if (command.size() > 1 && (base::isContainerCommand(name) || m_containers.contains(name)))
        return name + '|' + command[1].toUpper();
    return name;
}

bool CommandGate::isListed(const QByteArrayList &command) const
{
    if (m_listed.isEmpty() || command.isEmpty())
        return false;
    return m_listed.contains(keyOf(command)) || m_listed.contains(command[0].toUpper());
}

bool CommandGate::isWrite(const QByteArrayList &command) const
{
    const QByteArray key = keyOf(command);
    if (key.isEmpty())
        return true;
    const Flags server = m_flags.value(key);
    if (server.write)
        return true;
    if (isHarmless(key, command))
        return false;
    if (const base::CommandInfo *info = base::findCommand(key))
        return !info->has(base::CommandInfo::ReadOnly);
    return !server.readOnly || server.admin;
}

CommandClass CommandGate::classOf(const QByteArrayList &command) const
{
    const CommandClass what = inherentClassOf(command);
    return isListed(command) ? qMax(what, CommandClass::Dangerous) : what;
}

/// What it is without the profile's own list.
CommandClass CommandGate::inherentClassOf(const QByteArrayList &command) const
{
    const bool write = isWrite(command);
    const QByteArray key = keyOf(command);
    if (write && !command.isEmpty() && isWorst(command[0].toUpper()))
        return m_environment == profiles::Environment::Production ? CommandClass::Forbidden
                                                                  : CommandClass::Dangerous;
    if (!write)
        return CommandClass::Read;
    const base::CommandInfo *info = base::findCommand(key);
    const bool admin = info ? info->has(base::CommandInfo::Admin) : m_flags.value(key).admin;
    if (isDangerous(key, command, admin))
        return CommandClass::Dangerous;
    if (isBulk(key, command) || (!info && !m_flags.contains(key)))
        return CommandClass::Bulk;
    return isOverwrite(key, command) ? CommandClass::Overwrite : CommandClass::Edit;
}

QString CommandGate::nameOf(const QByteArrayList &command) const
{
    return base::displayText(keyOf(command).replace('|', ' '), 60);
}

std::optional<base::Error> CommandGate::check(const QByteArrayList &command, bool confirmed) const
{
    return check(command, classOf(command), confirmed);
}

std::optional<base::Error> CommandGate::checkOwn(const QByteArrayList &command) const
{
    return check(command, inherentClassOf(command), false);
}

std::optional<base::Error> CommandGate::check(const QByteArrayList &command, CommandClass what,
                                              bool confirmed) const
{
    using Kind = base::Error::Kind;
    const QByteArray key = keyOf(command);
    if (command.isEmpty() || command[0].isEmpty())
        return base::Error{ Kind::Invalid,
                            QCoreApplication::translate("session", "There is no command to send."),
                            {} };
    const QString name = nameOf(command);
    if (isWrite(command)) {
        if (m_wrongServer) {
            return base::Error{ Kind::WrongServer,
                                QCoreApplication::translate(
                                    "session",
                                    "This address now answers as a different server. Writes are "
                                    "locked until you confirm."),
                                {} };
        }
        if (m_readOnly) {
            QString text =
                QCoreApplication::translate("session", "Read-only: %1 was not sent.").arg(name);
            if (base::findCommand(key + "_RO"))
                text += QLatin1Char(' ')
                    + QCoreApplication::translate("session", "Its twin that only reads is %1_RO.")
                          .arg(name);
            return base::Error{ Kind::ReadOnly, text, {} };
        }
    }
    // These leave a connection on which answers no longer follow requests.
    if (key == "CLIENT|REPLY" || key == "SYNC" || key == "PSYNC") {
        return base::Error{ Kind::NotPermitted,
                            QCoreApplication::translate(
                                "session",
                                "%1 was not sent: this connection would no longer get answers. Use "
                                "redis-cli for it.")
                                .arg(name),
                            {} };
    }
    if (what == CommandClass::Forbidden && !m_allowDangerous) {
        return base::Error{ Kind::NotPermitted,
                            QCoreApplication::translate(
                                "session",
                                "%1 is refused on a production server. It can be enabled on the "
                                "Safety page of the connection.")
                                .arg(name),
                            {} };
    }
    if (what >= CommandClass::Dangerous && !confirmed) {
        if (isListed(command)) {
            return base::Error{ Kind::NeedsConfirmation,
                                QCoreApplication::translate(
                                    "session",
                                    "%1 is one of this connection's dangerous commands, so it "
                                    "needs your confirmation. Nothing was sent.")
                                    .arg(name),
                                {} };
        }
        return base::Error{ Kind::NeedsConfirmation,
                            QCoreApplication::translate(
                                "session",
                                "%1 can harm the whole server, so it needs your confirmation. "
                                "Nothing was sent.")
                                .arg(name),
                            {} };
    }
    return std::nullopt;
}

} // namespace session

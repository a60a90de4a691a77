#pragma once
#include "base/result.h"
#include "profiles/profile.h"
#include "resp/reply.h"
#include <QByteArrayList>
#include <QHash>
#include <QSet>
#include <optional>

namespace session {

/// The blueprint's safety table: what a command may do.
enum class CommandClass : quint8 {
    Read, ///< A
    Edit, ///< B: a value, a TTL, an element
    Overwrite, ///< C: deletes or overwrites one key
    Bulk, ///< D: several keys, or C without undo; scripts and unknown commands
    Dangerous, ///< E: FLUSHDB, CONFIG SET, ACL SETUSER, SWAPDB, CLIENT KILL …
    Forbidden, ///< F on production: SHUTDOWN, DEBUG, FLUSHALL, MIGRATE
};

/// Decides whether a command may leave the program; every command of every pane passes here.
/// Read-only is an allow-list: only a command that COMMAND (or the bundled table) flags as
/// readonly, or that is on a short list of harmless connection and inspection commands, passes;
/// an unknown command counts as a write, and so does one that the server flags as a write even
/// where its arguments would only read (SORT without STORE: SORT_RO is there for that).
/// Subcommands are judged one by one. A value type: copy it to the network thread.
class CommandGate {
public:
    CommandGate();

    /// Flags from the server's own COMMAND reply, merged over the bundled table: they can make a
    /// read a write and say what an unknown command is, never make a known write a read.
    void learn(const resp::Reply &commandReply);
    /// Environment, caution and class F; its `dangerousCommands` become class E wherever they come
    /// from, reads too. A name alone covers its subcommands.
    void setProfile(const profiles::Profile &profile);
    void setReadOnly(bool readOnly);
    void setWrongServer(bool wrongServer);

    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] bool isWrongServer() const;
    /// True when the command can change data, configuration or other clients (the allow-list).
    [[nodiscard]] bool isWrite(const QByteArrayList &command) const;
    [[nodiscard]] CommandClass classOf(const QByteArrayList &command) const;
    /// nullopt = may be sent. Otherwise kind ReadOnly (M29), WrongServer (M20), NeedsConfirmation
    /// (class E/F without `confirmed`) or NotPermitted (class F on production, not enabled; and
    /// what would leave a connection without answers: CLIENT REPLY, SYNC).
    [[nodiscard]] std::optional<base::Error> check(const QByteArrayList &command,
                                                   bool confirmed) const;
    /// Of what the program sends for itself (sign-in, SELECT, the cluster's map): the same rules,
    /// but for the profile's dangerousCommands, which are about what a person does.
    [[nodiscard]] std::optional<base::Error> checkOwn(const QByteArrayList &command) const;
    /// The command's name for a sentence: "CONFIG SET", "GET".
    [[nodiscard]] QString nameOf(const QByteArrayList &command) const;

private:
    struct Flags {
        bool readOnly = false;
        bool write = false;
        bool admin = false;
    };
    void learnOne(const resp::Reply &entry);
    [[nodiscard]] CommandClass inherentClassOf(const QByteArrayList &command) const;
    [[nodiscard]] std::optional<base::Error> check(const QByteArrayList &command, CommandClass what,
                                                   bool confirmed) const;
    [[nodiscard]] bool isListed(const QByteArrayList &command) const;
    [[nodiscard]] QByteArray keyOf(const QByteArrayList &command) const;

    QHash<QByteArray, Flags> m_flags; ///< by upper-case name, "CONFIG|GET" for subcommands
    QSet<QByteArray> m_containers; ///< commands that the server lists subcommands of
    profiles::Environment m_environment = profiles::Environment::Local;
    QSet<QByteArray> m_listed; ///< the profile's further dangerous commands, as keyOf() has them
    bool m_allowDangerous = false;
    bool m_readOnly = false;
    bool m_wrongServer = false;
};

} // namespace session

#pragma once
#include <QByteArrayList>
#include <QByteArrayView>
#include <vector>

namespace base {

/// What is known about one command without asking a server: the facts that Redis 7.0 reports about
/// itself (COMMAND), and the families that came later or with modules (Redis 7.2–8, Valkey 8–9).
struct CommandInfo {
    enum Flag : unsigned {
        Write = 1,
        ReadOnly = 2,
        Admin = 4,
        PubSub = 8,
        NoScript = 16,
        Blocking = 32,
        Fast = 64,
        NoMulti = 128,
        DenyOom = 256,
        MovableKeys = 512, ///< keys also where first/last/step do not say
        Danger = 1024, ///< in the ACL category @dangerous
    };

    const char *name; ///< upper case; "CONFIG|GET" for a subcommand
    int arity; ///< as COMMAND counts: the name included, negative = at least
    unsigned flags;
    int firstKey; ///< 0 = no keys
    int lastKey; ///< negative = counted from the end
    int keyStep;
    const char *since; ///< "7.0.0"; the product's or the module's own version
    const char *group; ///< "string", "server", "json"

    [[nodiscard]] bool has(Flag flag) const { return (flags & flag) != 0; }
};

/// Every command of the table, sorted by name.
[[nodiscard]] const std::vector<CommandInfo> &commandTable();
/// By name in any case: "get", "CONFIG|GET". Null when the table does not know it.
[[nodiscard]] const CommandInfo *findCommand(QByteArrayView name);
/// True when the table lists subcommands of it ("CONFIG", "CLIENT", "OBJECT").
[[nodiscard]] bool isContainerCommand(QByteArrayView name);
/// The most exact entry for a command line: "CONFIG|GET" for CONFIG GET x, else the container or
/// the plain command; null when unknown.
[[nodiscard]] const CommandInfo *commandInfo(const QByteArrayList &command);

} // namespace base

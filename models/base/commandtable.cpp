#include "base/commandtable.h"
#include <algorithm>

namespace base {

namespace {

std::vector<CommandInfo> sortedTable()
{
    constexpr auto Write = CommandInfo::Write;
    constexpr auto ReadOnly = CommandInfo::ReadOnly;
    constexpr auto Admin = CommandInfo::Admin;
    constexpr auto PubSub = CommandInfo::PubSub;
    constexpr auto NoScript = CommandInfo::NoScript;
    constexpr auto Blocking = CommandInfo::Blocking;
    constexpr auto Fast = CommandInfo::Fast;
    constexpr auto NoMulti = CommandInfo::NoMulti;
    constexpr auto DenyOom = CommandInfo::DenyOom;
    constexpr auto MovableKeys = CommandInfo::MovableKeys;
    constexpr auto Danger = CommandInfo::Danger;
    std::vector<CommandInfo> table{
#include "commandtable.inc"
#include "commandtable_newer.inc"
    };
    std::sort(table.begin(), table.end(), [](const CommandInfo &a, const CommandInfo &b) {
        return QByteArrayView(a.name) < QByteArrayView(b.name);
    });
    return table;
}

} // namespace

const std::vector<CommandInfo> &commandTable()
{
    static const std::vector<CommandInfo> table = sortedTable();
    return table;
}

const CommandInfo *findCommand(QByteArrayView name)
{
    const QByteArray wanted = name.toByteArray().toUpper();
    const auto &table = commandTable();
    const auto at = std::lower_bound(table.begin(), table.end(), QByteArrayView(wanted),
                                     [](const CommandInfo &info, QByteArrayView key) {
                                         return QByteArrayView(info.name) < key;
                                     });
    return at != table.end() && wanted == at->name ? &*at : nullptr;
}

bool isContainerCommand(QByteArrayView name)
{
    const QByteArray prefix = name.toByteArray().toUpper() + '|';
    const auto &table = commandTable();
    const auto at = std::lower_bound(table.begin(), table.end(), QByteArrayView(prefix),
                                     [](const CommandInfo &info, QByteArrayView key) {
                                         return QByteArrayView(info.name) < key;
                                     });
    return at != table.end() && QByteArrayView(at->name).startsWith(prefix);
}

const CommandInfo *commandInfo(const QByteArrayList &command)
{
    // "CONFIG|GET" typed as one word is no command to a server.
    if (command.isEmpty() || command[0].contains('|'))
        return nullptr;
    if (command.size() > 1) {
        if (const CommandInfo *exact = findCommand(command[0] + '|' + command[1]))
            return exact;
    }
    return findCommand(QByteArrayView(command[0]));
}

} // namespace base

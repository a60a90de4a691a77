#include "session/commandkeys.h"
#include "base/commandtable.h"
#include <QSet>
#include <algorithm>
#include <optional>

namespace session {

namespace {

using Positions = QList<qsizetype>;

bool is(QByteArrayView argument, const char *word)
{
    return argument.compare(word, Qt::CaseInsensitive) == 0;
}

Positions range(qsizetype first, qsizetype count)
{
    Positions result;
    for (qsizetype i = 0; i < count; ++i)
        result += first + i;
    return result;
}

/// "… numkeys key key …": the number at `at`, the keys behind it.
std::optional<Positions> counted(const resp::Command &command, qsizetype at)
{
    bool number = false;
    const qint64 count = command.value(at).toLongLong(&number);
    if (!number || count < 0 || count > command.size() - at - 1)
        return std::nullopt;
    return range(at + 1, qsizetype(count));
}

/// "… STREAMS key key id id": as many ids as keys.
std::optional<Positions> streams(const resp::Command &command)
{
    for (qsizetype i = 1; i < command.size(); ++i) {
        if (is(command[i], "GROUP")) {
            i += 2; // its names may read STREAMS
            continue;
        }
        if (is(command[i], "COUNT") || is(command[i], "BLOCK")) {
            ++i;
            continue;
        }
        if (!is(command[i], "STREAMS"))
            continue;
        const qsizetype rest = command.size() - i - 1;
        if (rest == 0 || rest % 2 != 0)
            return std::nullopt;
        return range(i + 1, rest / 2);
    }
    return std::nullopt;
}

/// `own`, and the argument behind the last of the words, as the server takes it.
Positions withTarget(const resp::Command &command, Positions own, qsizetype from,
                     std::initializer_list<const char *> words)
{
    qsizetype target = 0;
    for (qsizetype i = from; i + 1 < command.size(); ++i) {
        for (const char *word : words) {
            if (is(command[i], word))
                target = i + 1;
        }
    }
    if (target > 0)
        own += target;
    return own;
}

std::optional<Positions> ofMigrate(const resp::Command &command)
{
    if (command.size() < 6)
        return std::nullopt;
    if (!command[3].isEmpty())
        return Positions{ 3 };
    for (qsizetype i = 6; i < command.size(); ++i) {
        if (is(command[i], "AUTH"))
            ++i;
        else if (is(command[i], "AUTH2"))
            i += 2;
        else if (is(command[i], "KEYS"))
            return range(i + 1, command.size() - i - 1);
    }
    return std::nullopt;
}

enum class Rule {
    CountAt1, ///< numkeys is the first argument
    CountAt2,
    TargetAndCountAt2, ///< the first argument is a key as well
    Streams,
    Sort,
    GeoRadius,
    GeoRadiusByMember,
    Migrate,
};

std::optional<Rule> ruleOf(const QByteArray &name)
{
    static const QHash<QByteArray, Rule> rules{
        { "EVAL", Rule::CountAt2 },
        { "EVALSHA", Rule::CountAt2 },
        { "EVAL_RO", Rule::CountAt2 },
        { "EVALSHA_RO", Rule::CountAt2 },
        { "FCALL", Rule::CountAt2 },
        { "FCALL_RO", Rule::CountAt2 },
        { "BLMPOP", Rule::CountAt2 },
        { "BZMPOP", Rule::CountAt2 },
        { "LMPOP", Rule::CountAt1 },
        { "ZMPOP", Rule::CountAt1 },
        { "SINTERCARD", Rule::CountAt1 },
        { "ZINTERCARD", Rule::CountAt1 },
        { "ZUNION", Rule::CountAt1 },
        { "ZINTER", Rule::CountAt1 },
        { "ZDIFF", Rule::CountAt1 },
        { "ZUNIONSTORE", Rule::TargetAndCountAt2 },
        { "ZINTERSTORE", Rule::TargetAndCountAt2 },
        { "ZDIFFSTORE", Rule::TargetAndCountAt2 },
        { "XREAD", Rule::Streams },
        { "XREADGROUP", Rule::Streams },
        { "SORT", Rule::Sort },
        { "SORT_RO", Rule::Sort },
        { "GEORADIUS", Rule::GeoRadius },
        { "GEORADIUSBYMEMBER", Rule::GeoRadiusByMember },
        { "MIGRATE", Rule::Migrate },
    };
    const auto found = rules.constFind(name);
    return found == rules.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Positions> byRule(Rule rule, const resp::Command &command)
{
    switch (rule) {
    case Rule::CountAt1:
        return counted(command, 1);
    case Rule::CountAt2:
        return counted(command, 2);
    case Rule::TargetAndCountAt2: {
        auto keys = counted(command, 2);
        if (keys)
            keys->prepend(1);
        return keys;
    }
    case Rule::Streams:
        return streams(command);
    case Rule::Sort:
        if (command.size() < 2)
            return std::nullopt;
        return withTarget(command, { 1 }, 2, { "STORE" });
    case Rule::GeoRadius:
    case Rule::GeoRadiusByMember: {
        const qsizetype from = rule == Rule::GeoRadius ? 6 : 5;
        if (command.size() < from)
            return std::nullopt;
        return withTarget(command, { 1 }, from, { "STORE", "STOREDIST" });
    }
    case Rule::Migrate:
        return ofMigrate(command);
    }
    return std::nullopt;
}

std::optional<Positions> byTable(const base::CommandInfo &info, const resp::Command &command)
{
    if (info.firstKey <= 0)
        return Positions{};
    const qsizetype size = command.size();
    const qsizetype last = info.lastKey < 0 ? size + info.lastKey : info.lastKey;
    const qsizetype step = std::max(1, info.keyStep);
    if (info.firstKey >= size || last >= size || last < info.firstKey)
        return std::nullopt;
    Positions keys;
    for (qsizetype i = info.firstKey; i <= last; i += step)
        keys += i;
    return keys;
}

} // namespace

CommandKeys keysOf(const resp::Command &command)
{
    if (command.isEmpty())
        return { {}, false };
    std::optional<Positions> keys;
    if (const auto rule = ruleOf(command[0].toUpper())) {
        keys = byRule(*rule, command);
    } else if (const base::CommandInfo *info = base::commandInfo(command)) {
        // Keys in places that neither the table nor a rule tells: the server finds them.
        if (!info->has(base::CommandInfo::MovableKeys) || info->firstKey > 0)
            keys = byTable(*info, command);
    }
    if (!keys)
        return { {}, false };
    std::sort(keys->begin(), keys->end());
    keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
    return { *keys, true };
}

QList<int> slotsOf(const resp::Command &command, const CommandKeys &keys)
{
    QList<int> result;
    QSet<int> seen;
    for (const qsizetype position : keys.positions) {
        const int slot = resp::slotOf(command[position]);
        if (!seen.contains(slot)) {
            seen.insert(slot);
            result += slot;
        }
    }
    return result;
}

} // namespace session

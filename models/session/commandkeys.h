#pragma once
#include "resp/send.h"

namespace session {

/// Which arguments of a command are keys.
struct CommandKeys {
    QList<qsizetype> positions; ///< ascending, each once
    /// False for a command that nobody here knows, and for one that is not well-formed: its keys
    /// may be anywhere, so any node may be asked; it answers MOVED when it is the wrong one.
    bool known = true;
};

/// By the bundled table of commands, and by rule where a command says itself where its keys are
/// (EVAL, XREAD, ZUNIONSTORE, SORT … STORE, MIGRATE … KEYS and their like).
[[nodiscard]] CommandKeys keysOf(const resp::Command &command);

/// The slots of its keys, in the order of the keys, each once.
[[nodiscard]] QList<int> slotsOf(const resp::Command &command, const CommandKeys &keys);

} // namespace session

#pragma once
#include <QByteArrayView>
#include <QString>
#include <vector>

namespace console {

/// What a person may want to know while typing a command: its arguments and one line of help.
struct CommandHint {
    const char *name; ///< upper case; "CONFIG GET" for a subcommand
    const char *arguments; ///< "key [NX|XX] value"; the words are not translated
    const char *summary; ///< English; see summaryText()
    const char *cost; ///< "O(n), n = fields"
};

/// The commands used most, sorted by name.
[[nodiscard]] const std::vector<CommandHint> &commandHints();
/// Null when there is none. "config get" in any case, one blank.
[[nodiscard]] const CommandHint *findHint(QByteArrayView name);
/// The summary in the user's language.
[[nodiscard]] QString summaryText(const CommandHint &hint);

} // namespace console

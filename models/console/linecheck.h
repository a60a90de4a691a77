#pragma once
#include "console/consolemodel.h"

namespace console {

/// A sentence when sending the command would leave the console's connection waiting for ever,
/// signed out or in a mode that it cannot speak; empty when it may be sent.
[[nodiscard]] QString whyNotHere(const resp::Command &command, bool inTransaction);

/// Takes "redis-cli -h host -p port …" off the front of a pasted line. Fails with Invalid when the
/// line names another host, port or database than this console's.
[[nodiscard]] base::Result<resp::Command> withoutRedisCli(resp::Command command,
                                                          const PromptInfo &prompt);

/// The line as it may be kept and shown: arguments that carry a secret are replaced.
[[nodiscard]] QString redactedLine(const QString &line);

} // namespace console

#pragma once
#include "base/result.h"

namespace cli {

/// What the program's commands end with; `larder help exec` lists them.
enum Status : int {
    Fine = 0,
    ErrorReply = 1, ///< a command was answered with an error; a file or secret of ours failed
    Usage = 2, ///< also: no such profile, input that cannot be meant
    Refused = 3, ///< by the command gate: nothing was sent
    OutcomeUnknown = 4, ///< a write went out and its reply never came
    NoUsableReply = 5, ///< out of time, over a limit, or no RESP
    // 10–18: the rung of the diagnosis ladder (session::Rung) that a connection failed at
    Interrupted = 130,
};

/// The rung (10–18) at which a connection with this error failed.
[[nodiscard]] int connectStatus(const base::Error &error);
/// Of a command that got no reply; `isWrite` = the command can change something.
[[nodiscard]] int sendStatus(const base::Error &error, bool isWrite);

} // namespace cli

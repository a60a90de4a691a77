#pragma once
#include "resp/connection.h"
#include "resp/send.h"
#include <functional>

namespace resp {

/// Looks at a command about to be sent and refuses it with an Error, or lets it pass (nullopt).
using Check = std::function<std::optional<base::Error>(const Command &command)>;

/// Runs a Transaction on `connection`, which must carry nothing else until the future is finished:
/// WATCH and reads in one pipeline, decide, then MULTI, the commands and EXEC in one pipeline
/// (or UNWATCH). Where WATCH or MULTI is refused (NOPERM, unknown command) it compares and writes
/// without, and says so in `watched`. `check` sees every command of `decide` before MULTI goes
/// out; its refusal ends the transaction with nothing written.
/// An error reply inside EXEC's array (a WRONGTYPE, say) is no failure of the transaction: the
/// outcome is Committed with that reply among `results`, and the caller looks at each. A command
/// that the server refuses to queue (EXECABORT) fails it with that command's error, nothing
/// written. If the stream ends or time runs out after EXEC went out, the error is OutcomeUnknown.
/// With `asking` each command goes behind an ASKING of its own, for a slot that this node of a
/// cluster is importing.
/// Must be called in the connection's thread.
[[nodiscard]] QFuture<base::Result<TransactionOutcome>> runTransaction(Connection *connection,
                                                                       Transaction transaction,
                                                                       Check check = {},
                                                                       bool asking = false);

} // namespace resp

#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QFuture>
#include <QStringList>
#include <chrono>

class QObject;

namespace session {

/// Runs a program of the person's own and hands out the first line that it prints, without its line
/// end. `command` is the program and its arguments: no shell reads them, and none of them comes
/// from us. Standard input is empty and nothing of ours but the environment is inherited.
/// Finishes in `owner`'s thread, or never if `owner` dies first; the program is killed then, and
/// when it takes longer than `limit`. Everything else than exit status 0 and a line that is not
/// empty is Cause::PasswordCommandFailed, with the first line of standard error as its detail.
[[nodiscard]] QFuture<base::Result<base::Secret>>
runPasswordCommand(const QStringList &command, std::chrono::milliseconds limit, QObject *owner);

} // namespace session

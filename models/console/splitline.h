#pragma once
#include "base/result.h"
#include "resp/send.h"
#include <QByteArrayView>

namespace console {

/// The arguments of a typed line, by redis-cli's own rules: blanks separate; "…" knows \xHH \n \r
/// \t \b \a and \c for any other c; '…' knows only \'; a closing quote must be followed by a blank
/// or the end. Bytes in, bytes out; a blank line is an empty command. Anything else fails with
/// Invalid and redis-cli's words "Invalid argument(s)".
[[nodiscard]] base::Result<resp::Command> splitLine(QByteArrayView line);

/// One argument as it may be typed: as it stands when it needs no quotes, else in double quotes
/// with escapes. `splitLine(quoted(b))` is exactly {b} for any bytes. Valid UTF-8 stays readable.
[[nodiscard]] QByteArray quoted(QByteArrayView argument);
/// All arguments as one line.
[[nodiscard]] QByteArray joined(const resp::Command &command);

} // namespace console

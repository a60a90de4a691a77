#pragma once
#include "resp/reply.h"
#include "resp/send.h"
#include <QByteArray>
#include <limits>

namespace console {

struct FormatOptions {
    /// Valid UTF-8 stands as it is instead of as \xNN. Control characters, invalid bytes and code
    /// points that hide or reorder their neighbours stay escaped.
    bool readable = true;
    /// What redis-cli prints as it came: see printsRaw().
    bool raw = false;
    qint64 maxLines = std::numeric_limits<qint64>::max();
    qint64 maxBytes = std::numeric_limits<qint64>::max();
};

struct Formatted {
    QByteArray text; ///< ends with a newline unless raw or cut
    qint64 lines = 0; ///< of the whole reply, also when it was cut
    qint64 payload = 0; ///< bytes of the strings in it, numbers and framing not counted
    bool cut = false; ///< `text` is only the beginning
};

/// A reply exactly as redis-cli 7.0 prints it on a terminal when `readable` is off. May be called
/// from any thread; the work is bounded by the caps, apart from counting the lines.
[[nodiscard]] Formatted formatReply(const resp::Reply &reply, const FormatOptions &options = {});

/// True for the commands whose reply redis-cli prints raw: INFO, LOLWUT, CLIENT LIST, …
[[nodiscard]] bool printsRaw(const resp::Command &command);

} // namespace console

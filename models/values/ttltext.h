#pragma once
#include "base/result.h"
#include <QDateTime>
#include <QString>

namespace values {

/// What a person asked for in a TTL box.
struct Ttl {
    enum class Kind {
        Relative, ///< `ms` from the moment the server carries it out
        Absolute, ///< `ms` since the epoch
        Persist, ///< no TTL
    };
    Kind kind = Kind::Persist;
    qint64 ms = 0;

    friend bool operator==(const Ttl &, const Ttl &) = default;
};

/// Reads `1800` (seconds), `30m`, `1h30m`, `PT30M`, `2025-01-31 18:00`, `18:00`, `today 18:00`,
/// `tomorrow 9:00`, `오늘 18:00`, `내일 09:00`, `30분`, `never`, `없음`. `now` gives the day and
/// the time zone of clock times. Zero, negative and past times are refused: they would delete the
/// key. Never overflows: nothing after the year 9999 is accepted.
[[nodiscard]] base::Result<Ttl> parseTtl(const QString &text, const QDateTime &now);

/// The input that parseTtl() reads back as `ms`: "30m", "1h30m", "7d", "90s".
[[nodiscard]] QString ttlInput(qint64 ms);

} // namespace values

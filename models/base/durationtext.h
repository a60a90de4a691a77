#pragma once
#include <QString>

namespace base {

/// A countdown for lists and headers: "0:38", "24:51", "1:02:03" under a day; "6 d" from a day on.
/// `ms` is rounded up to whole seconds, so a live key never reads 0:00. Negative reads as 0:00.
[[nodiscard]] QString ttlText(qint64 ms);

/// A byte count in three figures: "17 B", "9.4 KB", "412 MB" (1 KB = 1024 bytes).
[[nodiscard]] QString sizeText(qint64 bytes);

/// A whole number with the digit grouping of the user's locale: "1,204".
[[nodiscard]] QString countText(qint64 count);

} // namespace base

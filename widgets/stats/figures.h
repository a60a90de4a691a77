#pragma once
#include <QString>

namespace ui {

// How figures are spelled, by the locale.
[[nodiscard]] QString grouped(double value); ///< "1,240"; one decimal under 10
[[nodiscard]] QString percent(double value); ///< "98.0", without the sign
[[nodiscard]] QString shortCount(double value); ///< "1.2 M" for titles, "381" below a thousand
[[nodiscard]] QString milliseconds(double value); ///< "0.34", "21"
/// A byte count in the largest unit that `most` fills: value and unit apart.
struct ByteUnit {
    double size = 1;
    QString name;
};
[[nodiscard]] ByteUnit byteUnit(double most);
[[nodiscard]] QString inUnit(double bytes, const ByteUnit &unit); ///< three figures
[[nodiscard]] QString clockTime(qint64 when); ///< "14:02:11"
[[nodiscard]] QString spanText(qint64 ms); ///< "2 s", "5 min 3 s", "11 d"
[[nodiscard]] QString ageText(qint64 ms); ///< the largest unit alone: "5 min"

} // namespace ui

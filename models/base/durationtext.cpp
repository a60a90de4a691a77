#include "base/durationtext.h"
#include <QCoreApplication>
#include <QLocale>
#include <array>

namespace base {

QString ttlText(qint64 ms)
{
    const qint64 s = ms <= 0 ? 0 : (ms + 999) / 1000;
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (s >= 86400)
        return QCoreApplication::translate("base", "%1 d").arg(s / 86400);
    if (s >= 3600)
        return QStringLiteral("%1:%2:%3").arg(s / 3600).arg(two(s / 60 % 60), two(s % 60));
    return QStringLiteral("%1:%2").arg(s / 60).arg(two(s % 60));
}

QString sizeText(qint64 bytes)
{
    static constexpr std::array units{ "B", "KB", "MB", "GB", "TB" };
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = unit && value < 10 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QLocale().toString(value, 'f', decimals),
                                       QLatin1StringView(units[unit]));
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

} // namespace base

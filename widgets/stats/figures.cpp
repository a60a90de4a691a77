#include "widgets/stats/figures.h"
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <cmath>

namespace ui {
namespace {

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

QString grouped(double value)
{
    const bool whole = value >= 10 || value == std::floor(value);
    return number(value, whole ? 0 : 1);
}

QString percent(double value)
{
    return number(value, 1);
}

QString shortCount(double value)
{
    if (value >= 1e9)
        return number(value / 1e9, 1) + QStringLiteral(" G");
    if (value >= 1e6)
        return number(value / 1e6, 1) + QStringLiteral(" M");
    if (value >= 1e4)
        return number(value / 1e3, 0) + QStringLiteral(" k");
    return number(value, 0);
}

QString milliseconds(double value)
{
    return number(value, value < 1 ? 2 : value < 10 ? 1 : 0);
}

ByteUnit byteUnit(double most)
{
    static const char *const names[]{ "B", "KB", "MB", "GB", "TB" };
    double size = 1;
    int i = 0;
    while (i < 4 && most >= 1000 * size) { // 1000 B would be four figures
        size *= 1024;
        ++i;
    }
    return { size, QLatin1String(names[i]) };
}

QString inUnit(double bytes, const ByteUnit &unit)
{
    const double value = bytes / unit.size;
    return number(
        value,
        unit.size > 1 && value < 99.95 && value != std::floor(value) ? (value < 9.995 ? 2 : 1) : 0);
}

QString clockTime(qint64 when)
{
    return QDateTime::fromMSecsSinceEpoch(when).toString(QStringLiteral("HH:mm:ss"));
}

QString spanText(qint64 ms)
{
    const qint64 seconds = (ms + 500) / 1000;
    if (seconds < 60)
        return QCoreApplication::translate("figures", "%1 s").arg(seconds);
    if (seconds < 3600) {
        const QString minutes = QCoreApplication::translate("figures", "%1 min").arg(seconds / 60);
        return seconds % 60 == 0 ? minutes
                                 : minutes + QLatin1Char(' ')
                + QCoreApplication::translate("figures", "%1 s").arg(seconds % 60);
    }
    if (seconds < 86'400)
        return QCoreApplication::translate("figures", "%1 h").arg(seconds / 3600);
    return QCoreApplication::translate("figures", "%1 d").arg(seconds / 86'400);
}

QString ageText(qint64 ms)
{
    return spanText(ms >= 60'000 ? ms / 60'000 * 60'000 : ms);
}

} // namespace ui

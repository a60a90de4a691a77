#include "widgets/stats/chartdata.h"
#include <algorithm>
#include <cmath>

namespace ui {

std::vector<double> ticksUpTo(double most)
{
    if (!std::isfinite(most) || most <= 0)
        return { 0, 0.5, 1 };
    static constexpr double steps[]{ 1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10 };
    const double power = std::pow(10, std::floor(std::log10(most)));
    for (const double step : steps) {
        if (step * power >= most)
            return { 0, step * power / 2, step * power };
    }
    return { 0, 5 * power, 10 * power };
}

std::vector<double> percentTicks(double least)
{
    if (!(least < 60)) // also NaN: nothing to show yet
        return { 60, 70, 80, 90, 100 };
    if (least >= 40)
        return { 40, 60, 80, 100 };
    return { 0, 25, 50, 75, 100 };
}

qsizetype nearest(const std::vector<qint64> &times, qint64 when)
{
    if (times.empty())
        return -1;
    const auto after = std::lower_bound(times.cbegin(), times.cend(), when);
    if (after == times.cbegin())
        return 0;
    if (after == times.cend())
        return qsizetype(times.size()) - 1;
    const auto before = after - 1;
    return (when - *before <= *after - when ? before : after) - times.cbegin();
}

} // namespace ui

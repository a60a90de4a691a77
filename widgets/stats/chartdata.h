#pragma once
#include <QList>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <functional>
#include <vector>

namespace ui {

/// One line of a chart: a value for each time of its ChartData, NaN where there is none.
struct ChartSeries {
    QString name; ///< for the legend; may be empty when the chart has one line only
    int colour = 0; ///< index into the tokens' series
    QList<qreal> dash; ///< empty = solid; lengths in px
    bool filled = false;
    std::vector<double> values;
};

/// A horizontal line: a limit, or the value from which a figure is a warning.
struct ChartLimit {
    double value = 0;
    QString label;
    bool warning = false;
};

struct ChartMarker {
    qint64 when = 0;
    QString word;
};

/// A stretch of time about which there is nothing to draw, and why.
struct ChartBlock {
    qint64 from = 0;
    qint64 to = 0;
};

/// Everything that a chart paints, by value. Times are ms since 1970.
struct ChartData {
    qint64 from = 0;
    qint64 to = 0;
    std::vector<qint64> times;
    std::vector<std::uint8_t> breaks; ///< 1 = not to be joined with the point before
    QList<ChartSeries> series;
    QList<ChartLimit> limits;
    QList<ChartMarker> markers;
    QList<ChartBlock> blocks;
    QString blockText;
    qint64 markA = 0; ///< 0 = none
    qint64 markB = 0;
    double bottom = 0;
    std::vector<double> ticks; ///< ascending; the first is the bottom, the last the top
    QString unit; ///< after the last value of the legend
    QString message; ///< instead of lines: "Not reported by this server"
    std::function<QString(double)> tickText;
    std::function<QString(double)> valueText;
    /// Lines of the tooltip under time and value.
    std::function<QStringList(size_t point)> details;
};

/// Axis ticks from 0 to a round figure at or above `most`: two steps.
[[nodiscard]] std::vector<double> ticksUpTo(double most);
/// Ticks of a percentage that has to show `least`, up to 100.
[[nodiscard]] std::vector<double> percentTicks(double least);

/// Indices of the nearest point of `times` (ascending) to `when`; -1 when there is none.
[[nodiscard]] qsizetype nearest(const std::vector<qint64> &times, qint64 when);

} // namespace ui

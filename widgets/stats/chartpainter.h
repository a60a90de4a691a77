#pragma once
#include "widgets/stats/chartdata.h"
#include <QFont>
#include <QPainter>
#include <QRectF>

namespace ui {

/// Where a chart's parts lie, and how they are painted. The widget decides when.
class ChartPainter {
public:
    struct Look {
        QString title;
        bool timeAxis = true;
        bool markerWords = false;
        bool marks = false; ///< A and B and the span between
    };

    ChartPainter(const ChartData &data, const Look &look, const QSize &size);

    [[nodiscard]] QRectF plot() const { return m_plot; }
    [[nodiscard]] double x(qint64 when) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] qint64 time(double x) const;

    /// Card, grid, axes, lines: all that does not move with the pointer.
    void paintStatic(QPainter &painter) const;
    /// Title and legend with the values of `point` (-1 = the last ones).
    void paintHeader(QPainter &painter, qsizetype point) const;
    void paintRings(QPainter &painter, qsizetype point) const;
    void paintCrosshair(QPainter &painter, qsizetype point) const;
    void paintTip(QPainter &painter, qsizetype point) const;

    /// "Ops/s: 1,240 at 14:00:22", for assistive tools.
    [[nodiscard]] QString spoken(qsizetype point) const;
    /// The last point that has a value in series `i`; -1 = none.
    [[nodiscard]] qsizetype lastOf(qsizetype i) const;

    [[nodiscard]] static QFont axisFont();

private:
    struct LegendItem {
        QString name;
        QString value;
        double left = 0;
        double swatch = 0;
        double gap = 0;
        double nameWidth = 0;
        double valueWidth = 0;
    };
    [[nodiscard]] QList<LegendItem> legend(qsizetype point, double *width) const;
    void paintGrid(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintBlocks(QPainter &painter) const;
    void paintSpan(QPainter &painter) const;
    void paintLimits(QPainter &painter) const;
    void paintMarkers(QPainter &painter) const;
    void paintSeries(QPainter &painter, const ChartSeries &series) const;
    void paintFlag(QPainter &painter, qint64 when, const QString &letter) const;
    [[nodiscard]] QString valueAt(qsizetype series, qsizetype point) const;

    const ChartData &m_data;
    const Look &m_look;
    QSize m_size;
    QRectF m_plot;
    double m_top = 1;
};

} // namespace ui

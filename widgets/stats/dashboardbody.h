#pragma once
#include "widgets/stats/dashboardcharts.h"
#include "widgets/stats/dashboardtiles.h"
#include <QWidget>
#include <array>

namespace ui {

class ChartWidget;

/// Tiles and charts, laid out by the room there is: a wide row of three over rows of four, two
/// columns, or one. Keeps one crosshair over all charts.
class DashboardBody final : public QWidget {
    Q_OBJECT

public:
    explicit DashboardBody(QWidget *parent = nullptr);

    [[nodiscard]] Tile *tile(TileKind kind) const { return m_tiles[size_t(kind)]; }
    [[nodiscard]] ChartWidget *chart(Chart chart) const { return m_charts[size_t(chart)]; }
    [[nodiscard]] const std::array<ChartWidget *, size_t(Chart::Count)> &charts() const
    {
        return m_charts;
    }
    /// Places everything for a view of this size, takes the height that needs, and returns it.
    int arrange(const QSize &view);

Q_SIGNALS:
    void windowStepRequested(int step);
    void markRequested();
    void pauseRequested();

private:
    struct Row {
        int charts = 1;
        int height = 160;
        int least = 136;
    };
    int placeTiles(int width);
    [[nodiscard]] int placeCharts(int width, int top, int room);

    std::array<Tile *, size_t(TileKind::Count)> m_tiles{};
    std::array<ChartWidget *, size_t(Chart::Count)> m_charts{};
};

} // namespace ui

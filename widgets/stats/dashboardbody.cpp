#include "widgets/stats/dashboardbody.h"
#include "widgets/common/theme.h"
#include "widgets/stats/chartwidget.h"
#include <algorithm>

namespace ui {

using common::Theme;

namespace {

int px(int length)
{
    return Theme::instance().px(length);
}

const char *const tileNames[]{ "tileHitRate", "tileOps",     "tileMemory",
                               "tileEvicted", "tileClients", "tileRoundTrip" };
const char *const chartNames[]{ "chartHitRate", "chartOps", "chartMemory",    "chartEvictions",
                                "chartNetwork", "chartCpu", "chartLatency",   "chartClients",
                                "chartKeys",    "chartLag", "chartHitsMisses" };

} // namespace

DashboardBody::DashboardBody(QWidget *parent)
    : QWidget(parent)
{
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i] = new Tile(this);
        m_tiles[i]->setObjectName(QLatin1String(tileNames[i]));
    }
    for (size_t i = 0; i < m_charts.size(); ++i) {
        auto *chart = new ChartWidget(this);
        chart->setObjectName(QLatin1String(chartNames[i]));
        m_charts[i] = chart;
        connect(chart, &ChartWidget::crosshairMoved, this, [this](qint64 when) {
            for (ChartWidget *each : m_charts)
                each->setCrosshair(when);
        });
        connect(chart, &ChartWidget::windowStepRequested, this,
                &DashboardBody::windowStepRequested);
        connect(chart, &ChartWidget::markRequested, this, &DashboardBody::markRequested);
        connect(chart, &ChartWidget::pauseRequested, this, &DashboardBody::pauseRequested);
    }
    chart(Chart::HitRate)->setMarkerWords(true);
    for (const Chart headline : { Chart::HitRate, Chart::Ops, Chart::Memory })
        chart(headline)->setMarks(true);
}

int DashboardBody::arrange(const QSize &view)
{
    const int top = placeTiles(view.width());
    const int height = placeCharts(view.width(), top, view.height());
    resize(view.width(), std::max(view.height(), height));
    return height;
}

int DashboardBody::placeTiles(int width)
{
    const int side = px(16);
    const int gap = px(8);
    const int inner = width - 2 * side;
    const int perRow = inner >= px(820) ? 6 : inner >= px(420) ? 3 : 2;
    int y = px(12);
    for (size_t i = 0; i < m_tiles.size(); i += size_t(perRow)) {
        for (int column = 0; column < perRow; ++column) {
            const int left = side + (inner + gap) * column / perRow;
            const int right = side + (inner + gap) * (column + 1) / perRow - gap;
            m_tiles[i + size_t(column)]->setGeometry(left, y, right - left, px(80));
        }
        y += px(80) + gap;
    }
    return y;
}

int DashboardBody::placeCharts(int width, int top, int room)
{
    const int side = px(16);
    const int gap = px(8);
    const int inner = width - 2 * side;
    QList<Row> rows;
    const bool wide = inner >= px(1000);
    if (wide)
        rows = { { 3, 236, 190 }, { 4, 160, 136 }, { 4, 128, 108 } };
    else if (inner >= px(560))
        rows = { { 1, 200, 180 }, { 2, 160, 136 }, { 2, 160, 136 },
                 { 2, 160, 136 }, { 2, 160, 136 }, { 2, 160, 136 } };
    else
        rows = QList<Row>(qsizetype(m_charts.size()), { 1, 168, 150 });

    // Heights give way together down to their least, and share what is left over.
    int wanted = 0;
    int least = 0;
    for (const Row &row : rows) {
        wanted += px(row.height);
        least += px(row.least);
    }
    const int gaps = gap * int(rows.size() - 1) + px(12);
    const int given = std::max(least, std::min(room - top - gaps, wanted * 2));
    const bool fits = room - top - gaps >= least;
    const int total = fits ? given : wanted;
    size_t chart = 0;
    int y = top;
    int shared = 0;
    int sum = 0;
    for (qsizetype r = 0; r < rows.size(); ++r) {
        const Row &row = rows[r];
        sum += px(row.height);
        const int end = total * sum / wanted;
        const int height = end - shared;
        shared = end;
        // In the first wide row the headline chart has half of the room.
        const QList<int> shares =
            wide && r == 0 ? QList<int>{ 2, 1, 1 } : QList<int>(row.charts, 1);
        int all = 0;
        for (const int share : shares)
            all += share;
        int before = 0;
        for (const int share : shares) {
            const int left = side + (inner + gap) * before / all;
            before += share;
            const int right = side + (inner + gap) * before / all - gap;
            m_charts[chart]->setTimeAxis(!wide || r < 2);
            m_charts[chart++]->setGeometry(left, y, right - left, height);
        }
        y += height + gap;
    }
    return y - gap + px(12);
}

} // namespace ui

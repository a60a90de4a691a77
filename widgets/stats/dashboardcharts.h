#pragma once
#include "stats/sampler.h"
#include "widgets/stats/chartdata.h"

namespace ui {

/// The charts of the dashboard, in reading order.
enum class Chart {
    HitRate,
    Ops,
    Memory,
    Evictions,
    Network,
    Cpu,
    Latency,
    Clients,
    Keys,
    Lag,
    HitsMisses,
    Count,
};

/// What the page shows: which span, and how.
struct View {
    qint64 from = 0;
    qint64 to = 0;
    bool excludeOwn = true;
};

[[nodiscard]] QString chartTitle(Chart chart);
/// What the chart's figure means, one sentence: tooltip and export.
[[nodiscard]] QString chartDefinition(Chart chart);
[[nodiscard]] QString resetWord(stats::Reset reset);

/// Turns the sampler's history into what one chart paints. `points` are the history's of the view.
[[nodiscard]] ChartData chartData(Chart chart, const stats::Sampler &sampler,
                                  const std::vector<stats::Point> &points, const View &view);

} // namespace ui

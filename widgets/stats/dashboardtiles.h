#pragma once
#include "widgets/stats/dashboardcharts.h"
#include "widgets/stats/tile.h"

namespace ui {

enum class TileKind { HitRate, Ops, Memory, Evicted, Clients, RoundTrip, Count };

/// What one tile says; `window` names the span of the view ("5 min").
[[nodiscard]] Tile::Content tileContent(TileKind kind, const stats::Sampler &sampler,
                                        const std::vector<stats::Point> &points, const View &view,
                                        const QString &window);
/// More than fits in the tile; plain text.
[[nodiscard]] QString tileHint(TileKind kind, const stats::Sampler &sampler, const View &view);

} // namespace ui

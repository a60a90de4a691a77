#include "widgets/stats/dashboardtiles.h"
#include "widgets/stats/figures.h"
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace ui {

using stats::Counter;
using stats::Gauge;
using stats::Point;
using stats::Sampler;

namespace {

class TileText {
    Q_DECLARE_TR_FUNCTIONS(ui::TileText)
};

QString none()
{
    return QStringLiteral("—");
}

/// The newest value that is there; NaN when there is none.
template <typename Figure> double newest(const std::vector<Point> &points, Figure figure)
{
    for (auto point = points.crbegin(); point != points.crend(); ++point) {
        if (const double value = figure(*point); !std::isnan(value))
            return value;
    }
    return stats::nothing;
}

void sayStart(Tile::Content &tile, const Sampler &sampler, const View &view)
{
    const auto all = sampler.sinceStart(view.excludeOwn);
    if (!all) {
        tile.below = TileText::tr("not reported by this server");
        return;
    }
    if (!all->rate()) {
        tile.below = TileText::tr("since start —");
        return;
    }
    tile.below = TileText::tr("since start %1 %").arg(QLocale().toString(*all->rate(), 'f', 2));
    if (sampler.countersBegan() <= 0)
        return;
    tile.belowShort = tile.below;
    const qint64 age = std::max<qint64>(0, sampler.now() - sampler.countersBegan());
    tile.below += QStringLiteral(" · ") + TileText::tr("%1 ago").arg(ageText(age));
}

void hitRateTile(Tile::Content &tile, const Sampler &sampler, const View &view,
                 const QString &window)
{
    tile.title = TileText::tr("Hit rate · %1").arg(window);
    const auto counted = sampler.history().lookups(view.from, view.to, view.excludeOwn);
    if (counted && counted->rate()) {
        tile.figure = percent(*counted->rate());
        tile.unit = counted->isFew() ? TileText::tr("% · few lookups (%1)").arg(counted->total())
                                     : QStringLiteral("%");
        if (*counted->rate() < 80 && counted->total() >= 1000) {
            tile.level = Tile::Level::Warn;
            tile.alert = TileText::tr("low");
        }
    } else if (counted) {
        tile.unit = TileText::tr("no lookups");
    }
    const auto start = sampler.sinceStart(view.excludeOwn);
    if (view.excludeOwn && ((counted && !counted->exact) || (start && !start->exact)))
        tile.badge = TileText::tr("estimated");
    if (sampler.latest())
        sayStart(tile, sampler, view);
}

void memoryTile(Tile::Content &tile, const Sampler &sampler)
{
    tile.title = TileText::tr("Memory");
    if (!sampler.latest())
        return;
    const stats::Gauges &now = sampler.latest()->gauges;
    const double used = now[Gauge::Memory];
    const double limit = now[Gauge::MaxMemory];
    if (std::isnan(used)) {
        tile.below = TileText::tr("not reported by this server");
        return;
    }
    const ByteUnit unit = byteUnit(std::max(used, limit > 0 && limit < 100 * used ? limit : 0));
    tile.figure = inUnit(used, unit);
    if (limit > 0) {
        const ByteUnit limitUnit = byteUnit(limit);
        tile.unit = limitUnit.size == unit.size
            ? TileText::tr("of %1 %2").arg(inUnit(limit, unit), unit.name)
            : TileText::tr("%1 of %2 %3").arg(unit.name, inUnit(limit, limitUnit), limitUnit.name);
    } else {
        tile.unit = unit.name;
    }
    if (const auto share = stats::memoryPercent(now)) {
        tile.alert = TileText::tr("%1 %").arg(QLocale().toString(*share, 'f', 0));
        if (*share >= 90)
            tile.level = Tile::Level::Danger;
        else if (*share >= 80)
            tile.level = Tile::Level::Warn;
    }
    const QString policy = QString::fromUtf8(sampler.latest()->policy);
    QStringList below;
    if (limit == 0)
        below += TileText::tr("no limit set");
    if (!policy.isEmpty())
        below += TileText::tr("policy %1").arg(policy);
    tile.below = below.join(QStringLiteral(" · "));
}

void evictedTile(Tile::Content &tile, const std::vector<Point> &points)
{
    tile.title = TileText::tr("Evicted");
    const double evicted =
        newest(points, [](const Point &p) { return stats::perSecond(p, Counter::Evicted); });
    const double expired =
        newest(points, [](const Point &p) { return stats::perSecond(p, Counter::Expired); });
    if (!std::isnan(evicted)) {
        tile.figure = grouped(evicted);
        tile.unit = TileText::tr("/s");
        if (evicted > 0) {
            tile.level = Tile::Level::Warn;
            tile.alert = TileText::tr("evicting");
        }
    }
    tile.below =
        std::isnan(expired) ? QString() : TileText::tr("expired %1/s").arg(grouped(expired));
}

void clientsTile(Tile::Content &tile, const Sampler &sampler)
{
    tile.title = TileText::tr("Clients");
    if (!sampler.latest())
        return;
    const stats::Gauges &now = sampler.latest()->gauges;
    if (std::isnan(now[Gauge::Clients])) {
        tile.below = TileText::tr("not reported by this server");
        return;
    }
    tile.figure = grouped(now[Gauge::Clients]);
    if (now[Gauge::MaxClients] > 0 && now[Gauge::Clients] >= 0.8 * now[Gauge::MaxClients]) {
        tile.level = Tile::Level::Warn;
        tile.alert = TileText::tr("%1 % of maxclients")
                         .arg(qRound(100 * now[Gauge::Clients] / now[Gauge::MaxClients]));
    }
    if (now.has(Gauge::Blocked))
        tile.below = TileText::tr("blocked %1").arg(grouped(now[Gauge::Blocked]));
}

} // namespace

Tile::Content tileContent(TileKind kind, const Sampler &sampler, const std::vector<Point> &points,
                          const View &view, const QString &window)
{
    Tile::Content tile;
    tile.figure = none();
    tile.stale = sampler.state() == Sampler::State::Stale;
    switch (kind) {
    case TileKind::HitRate:
        hitRateTile(tile, sampler, view, window);
        break;
    case TileKind::Ops: {
        tile.title = TileText::tr("Ops/s");
        double peak = stats::nothing;
        for (const Point &point : points) {
            const double value = stats::perSecond(point, Counter::Commands);
            if (!(peak >= value) && !std::isnan(value))
                peak = value;
        }
        const double now =
            newest(points, [](const Point &p) { return stats::perSecond(p, Counter::Commands); });
        if (!std::isnan(now)) {
            tile.figure = grouped(now);
            tile.below = TileText::tr("peak %1").arg(grouped(peak));
        }
        break;
    }
    case TileKind::Memory:
        memoryTile(tile, sampler);
        break;
    case TileKind::Evicted:
        evictedTile(tile, points);
        break;
    case TileKind::Clients:
        clientsTile(tile, sampler);
        break;
    case TileKind::RoundTrip: {
        tile.title = TileText::tr("RTT");
        const double middle =
            newest(points, [](const Point &p) { return p.gauges[Gauge::RttMedian]; });
        const double high = newest(points, [](const Point &p) { return p.gauges[Gauge::RttHigh]; });
        if (!std::isnan(middle)) {
            tile.figure = milliseconds(middle);
            tile.unit = TileText::tr("ms");
            tile.belowShort = TileText::tr("p99 %1 ms").arg(milliseconds(high));
            tile.below = tile.belowShort + QStringLiteral(" · ") + TileText::tr("from here");
        }
        break;
    }
    case TileKind::Count:
        break;
    }
    if (kind != TileKind::RoundTrip && sampler.infoRefusal()) {
        Tile::Content refused;
        refused.title = tile.title;
        refused.figure = none();
        refused.below = TileText::tr("not reported");
        return refused;
    }
    if (tile.stale && sampler.lastAnswer() > 0) {
        tile.below = TileText::tr("as of %1").arg(clockTime(sampler.lastAnswer()));
        tile.belowShort.clear();
    }
    return tile;
}

QString tileHint(TileKind kind, const Sampler &sampler, const View &view)
{
    switch (kind) {
    case TileKind::HitRate: {
        QStringList lines{ TileText::tr(
            "Hits ÷ (hits + misses) of the window: sums, not a mean of ratios.") };
        if (const auto all = sampler.sinceStart(view.excludeOwn))
            lines += TileText::tr("Since restart or reset: %1 hits, %2 misses.")
                         .arg(QLocale().toString(all->hits), QLocale().toString(all->misses));
        lines += view.excludeOwn
            ? TileText::tr(
                "Lookups of this app are taken off. Those of its earlier runs are not known.")
            : TileText::tr("As INFO reports it, lookups of this app included.");
        return lines.join(QLatin1Char('\n'));
    }
    case TileKind::Memory: {
        if (!sampler.latest())
            return {};
        const stats::Gauges &now = sampler.latest()->gauges;
        QStringList lines;
        if (now.has(Gauge::Rss)) {
            const ByteUnit unit = byteUnit(now[Gauge::Rss]);
            lines += TileText::tr("RSS %1 %2").arg(inUnit(now[Gauge::Rss], unit), unit.name);
        }
        if (now.has(Gauge::Fragmentation))
            lines += TileText::tr("Fragmentation %1")
                         .arg(QLocale().toString(now[Gauge::Fragmentation], 'f', 2));
        return lines.join(QLatin1Char('\n'));
    }
    case TileKind::RoundTrip:
        return TileText::tr("Round trip of PING from here, median of the last 60.");
    default:
        break;
    }
    return {};
}

} // namespace ui

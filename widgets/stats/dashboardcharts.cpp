#include "widgets/stats/dashboardcharts.h"
#include "widgets/stats/figures.h"
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace ui {

using stats::Counter;
using stats::Gauge;
using stats::Point;

namespace {

class ChartText {
    Q_DECLARE_TR_FUNCTIONS(ui::ChartText)
};

using Figure = std::function<double(const Point &)>;

Figure gauge(Gauge which)
{
    return [which](const Point &point) { return point.gauges[which]; };
}

Figure rate(Counter which)
{
    return [which](const Point &point) { return stats::perSecond(point, which); };
}

/// Collects series of one chart and scales them together.
class Builder {
public:
    Builder(ChartData &data, const std::vector<Point> &points)
        : m_data(data)
        , m_points(points)
    {
        m_data.times.reserve(points.size());
        m_data.breaks.reserve(points.size());
        for (const Point &point : points) {
            m_data.times.push_back(point.end);
            m_data.breaks.push_back(point.afterGap ? 1 : 0);
        }
    }

    void add(const QString &name, int colour, const Figure &figure, const QList<qreal> &dash = {},
             bool filled = false)
    {
        ChartSeries series{ name, colour, dash, filled, {} };
        series.values.reserve(m_points.size());
        for (const Point &point : m_points) {
            const double value = figure(point);
            series.values.push_back(value);
            if (!std::isnan(value)) {
                m_most = std::max(m_most, value);
                m_least = std::isnan(m_least) ? value : std::min(m_least, value);
            }
        }
        m_data.series.append(std::move(series));
    }

    /// True when no series has any value although there were points to read it from.
    [[nodiscard]] bool hasNothing() const { return std::isnan(m_least); }
    [[nodiscard]] double most() const { return m_most; }
    [[nodiscard]] double least() const { return m_least; }

private:
    ChartData &m_data;
    const std::vector<Point> &m_points;
    double m_most = 0;
    double m_least = stats::nothing;
};

void plainAxis(ChartData &data, double most)
{
    data.ticks = ticksUpTo(most);
    const double middle = data.ticks[1];
    const int decimals = middle == std::floor(middle) ? 0
        : middle * 10 == std::floor(middle * 10)      ? 1
                                                      : 2;
    data.tickText = [decimals](double tick) { return QLocale().toString(tick, 'f', decimals); };
    data.valueText = grouped;
}

void byteAxis(ChartData &data, double most, const QString &unitFormat)
{
    const ByteUnit unit = byteUnit(most);
    data.ticks = ticksUpTo(most / unit.size);
    const double middle = data.ticks[1];
    for (double &tick : data.ticks)
        tick *= unit.size;
    const int decimals = middle == std::floor(middle) ? 0
        : middle * 10 == std::floor(middle * 10)      ? 1
                                                      : 2;
    data.tickText = [unit, decimals](double tick) {
        return QLocale().toString(tick / unit.size, 'f', decimals);
    };
    data.valueText = [unit](double bytes) { return inUnit(bytes, unit); };
    data.unit = unitFormat.arg(unit.name);
}

void hitRateChart(ChartData &data, Builder &builder, const std::vector<Point> &points,
                  const View &view)
{
    const bool exclude = view.excludeOwn;
    builder.add({}, 0, [exclude](const Point &p) { return stats::hitRate(p, exclude); });
    data.ticks = percentTicks(builder.least());
    data.bottom = data.ticks.front();
    data.tickText = [](double tick) { return QLocale().toString(tick, 'f', 0); };
    data.valueText = percent;
    data.unit = QStringLiteral("%");
    data.limits.append({ 80, ChartText::tr("threshold 80 %"), true });
    data.blockText = ChartText::tr("No lookups in this interval");
    for (const Point &point : points) {
        const auto counted = stats::lookups(point.delta, exclude);
        if (!counted || counted->total() > 0)
            continue;
        const bool joins = !data.blocks.isEmpty() && !point.afterGap
            && std::abs(data.blocks.last().to - point.begin()) < 500;
        if (joins)
            data.blocks.last().to = point.end;
        else
            data.blocks.append({ point.begin(), point.end });
    }
    // A lone interval is a gap in the line; a stretch of them is worth a word.
    data.blocks.removeIf(
        [&view](const ChartBlock &b) { return b.to - b.from < (view.to - view.from) / 60; });
}

void memoryChart(ChartData &data, Builder &builder, const std::vector<Point> &points)
{
    builder.add({}, 4, gauge(Gauge::Memory), {}, true);
    double limit = stats::nothing;
    if (!points.empty() && points.back().gauges[Gauge::MaxMemory] > 0)
        limit = points.back().gauges[Gauge::MaxMemory];
    // A limit far above would press the line flat against the axis; the tile names it then.
    const bool near = limit <= 4 * builder.most();
    byteAxis(data, near ? std::max(builder.most(), limit * 1.1) : builder.most() * 1.2,
             QStringLiteral("%1"));
    if (near) {
        const ByteUnit unit = byteUnit(limit);
        data.limits.append(
            { limit,
              ChartText::tr("maxmemory %1").arg(inUnit(limit, unit) + QLatin1Char(' ') + unit.name),
              false });
    }
}

void latencyChart(ChartData &data, Builder &builder)
{
    builder.add(QStringLiteral("p50"), 0, gauge(Gauge::RttMedian));
    builder.add(QStringLiteral("p99"), 1, gauge(Gauge::RttHigh), { 5, 3 });
    builder.add(ChartText::tr("server"), 2, stats::serverMilliseconds, { 4, 3 });
    plainAxis(data, builder.most() * 1.1);
    data.valueText = milliseconds;
    data.unit = ChartText::tr("ms");
}

void keysChart(ChartData &data, Builder &builder, const stats::Sampler &sampler)
{
    builder.add({}, 4, gauge(Gauge::Keys), {}, true);
    plainAxis(data, builder.most() * 1.2);
    if (builder.most() >= 1e4) {
        const bool millions = builder.most() >= 1e6;
        data.tickText = [millions](double tick) {
            return tick == 0
                ? QStringLiteral("0")
                : QLocale().toString(tick / (millions ? 1e6 : 1e3), 'f', millions ? 1 : 0)
                    + (millions ? QLatin1Char('M') : QLatin1Char('k'));
        };
    }
    data.valueText = shortCount;
    QStringList lines; // only the newest sample knows the databases one by one
    if (sampler.latest()) {
        for (const stats::DatabaseLine &db : sampler.latest()->databases.first(
                 std::min<qsizetype>(8, sampler.latest()->databases.size())))
            lines += ChartText::tr("db%1: %2 keys, %3 with expiry")
                         .arg(db.db)
                         .arg(QLocale().toString(db.keys), QLocale().toString(db.expires));
    }
    const size_t last = data.times.size();
    data.details = [lines, last](size_t i) { return i + 1 == last ? lines : QStringList(); };
}

} // namespace

QString chartTitle(Chart chart)
{
    switch (chart) {
    case Chart::HitRate:
        return ChartText::tr("Hit rate, per interval");
    case Chart::Ops:
        return ChartText::tr("Ops/s");
    case Chart::Memory:
        return ChartText::tr("Memory");
    case Chart::Evictions:
        return ChartText::tr("Evictions/expirations");
    case Chart::Network:
        return ChartText::tr("Network");
    case Chart::Cpu:
        return ChartText::tr("CPU");
    case Chart::Latency:
        return ChartText::tr("Latency");
    case Chart::Clients:
        return ChartText::tr("Clients");
    case Chart::Keys:
        return ChartText::tr("Keys, all databases");
    case Chart::Lag:
        return ChartText::tr("Replication lag");
    case Chart::HitsMisses:
        return ChartText::tr("Hits/misses");
    case Chart::Count:
        break;
    }
    return {};
}

QString chartDefinition(Chart chart)
{
    switch (chart) {
    case Chart::HitRate:
        return ChartText::tr(
            "Hits ÷ (hits + misses) between two samples. No lookups: a gap, never 0 or 100 %.");
    case Chart::Ops:
        return ChartText::tr("Commands processed between two samples ÷ seconds.");
    case Chart::Memory:
        return ChartText::tr("used_memory as the server reports it.");
    case Chart::Evictions:
        return ChartText::tr("Keys evicted and keys expired between two samples ÷ seconds.");
    case Chart::Network:
        return ChartText::tr("Bytes read and written by the server between two samples ÷ seconds.");
    case Chart::Cpu:
        return ChartText::tr("System and user CPU time between two samples ÷ time, % of one core.");
    case Chart::Latency:
        return ChartText::tr(
            "p50, p99: round trip of PING from here, tunnel included. server: time inside the "
            "server per call, never mixed with it.");
    case Chart::Clients:
        return ChartText::tr("connected_clients as the server reports it.");
    case Chart::Keys:
        return ChartText::tr("Keys of all databases, INFO keyspace.");
    case Chart::Lag:
        return ChartText::tr(
            "Seconds since the last word of the slowest replica, reported by primary.");
    case Chart::HitsMisses:
        return ChartText::tr(
            "Lookups that found a key, and that did not, between two samples ÷ seconds.");
    case Chart::Count:
        break;
    }
    return {};
}

QString resetWord(stats::Reset reset)
{
    switch (reset) {
    case stats::Reset::Restarted:
        return ChartText::tr("Restarted");
    case stats::Reset::StatsReset:
        return ChartText::tr("Stats reset");
    case stats::Reset::Failover:
        break;
    }
    return ChartText::tr("Failover");
}

ChartData chartData(Chart chart, const stats::Sampler &sampler, const std::vector<Point> &points,
                    const View &view)
{
    ChartData data;
    data.from = view.from;
    data.to = view.to;
    Builder builder(data, points);
    const bool exclude = view.excludeOwn;
    const auto perSecond = [exclude](bool hits) {
        return [exclude, hits](const Point &p) {
            const auto counted = stats::lookups(p.delta, exclude);
            if (!counted || p.span <= 0)
                return stats::nothing;
            return double(hits ? counted->hits : counted->misses) * 1000.0 / double(p.span);
        };
    };
    switch (chart) {
    case Chart::HitRate:
        hitRateChart(data, builder, points, view);
        break;
    case Chart::Ops:
        builder.add({}, 0, rate(Counter::Commands), {}, true);
        plainAxis(data, builder.most() * 1.1);
        break;
    case Chart::Memory:
        memoryChart(data, builder, points);
        break;
    case Chart::Evictions:
        builder.add(ChartText::tr("evicted"), 3, rate(Counter::Evicted), { 5, 3 });
        builder.add(ChartText::tr("expired"), 1, rate(Counter::Expired));
        plainAxis(data, builder.most() * 1.1);
        break;
    case Chart::Network:
        builder.add(ChartText::tr("in"), 5, rate(Counter::NetIn));
        builder.add(ChartText::tr("out"), 0, rate(Counter::NetOut), { 5, 3 });
        byteAxis(data, builder.most() * 1.1, ChartText::tr("%1/s"));
        break;
    case Chart::Cpu:
        builder.add({}, 2, stats::cpuPercent, {}, true);
        plainAxis(data, builder.most() * 1.1);
        data.unit = ChartText::tr("% of one core");
        break;
    case Chart::Latency:
        latencyChart(data, builder);
        break;
    case Chart::Clients:
        builder.add({}, 5, gauge(Gauge::Clients));
        plainAxis(data, builder.most() * 1.2);
        break;
    case Chart::Keys:
        keysChart(data, builder, sampler);
        break;
    case Chart::Lag:
        builder.add(ChartText::tr("worst"), 3, gauge(Gauge::Lag));
        plainAxis(data, std::max(1.0, builder.most() * 1.1));
        data.unit = ChartText::tr("s");
        break;
    case Chart::HitsMisses:
        builder.add(ChartText::tr("hits"), 2, perSecond(true));
        builder.add(ChartText::tr("misses"), 1, perSecond(false), { 5, 3 });
        plainAxis(data, builder.most() * 1.1);
        break;
    case Chart::Count:
        break;
    }

    const bool figuresKnown =
        sampler.latest().has_value() && !points.empty() && !sampler.infoRefusal();
    if (builder.hasNothing() && (figuresKnown || sampler.infoRefusal())) {
        if (chart == Chart::Lag && figuresKnown)
            data.message = ChartText::tr("No replicas");
        else if (chart != Chart::HitRate || points.empty()
                 || !stats::lookups(points.back().delta, false))
            data.message = ChartText::tr("Not reported by this server");
    } else if (builder.hasNothing()) {
        data.message = chart == Chart::HitRate
            ? ChartText::tr("Collecting… first rate after two samples")
            : ChartText::tr("Collecting…");
    }

    for (const stats::Marker &marker : sampler.history().markers())
        data.markers.append({ marker.when, resetWord(marker.reset) });
    if (!sampler.marks().isEmpty())
        data.markA = sampler.marks().first().when;
    if (sampler.marks().size() > 1)
        data.markB = sampler.marks().last().when;

    std::vector<qint64> spans;
    spans.reserve(points.size());
    for (const Point &point : points)
        spans.push_back(point.span);
    if (chart == Chart::HitRate) {
        std::vector<stats::Lookups> counts;
        counts.reserve(points.size());
        for (const Point &point : points)
            counts.push_back(stats::lookups(point.delta, exclude).value_or(stats::Lookups()));
        data.details = [counts, spans](size_t i) {
            return QStringList{ ChartText::tr("hits %1 · misses %2")
                                    .arg(QLocale().toString(counts[i].hits),
                                         QLocale().toString(counts[i].misses)),
                                ChartText::tr("over %1").arg(spanText(spans[i])) };
        };
    } else if (!data.details) {
        data.details = [spans](size_t i) {
            return spans[i] > 0 ? QStringList{ ChartText::tr("over %1").arg(spanText(spans[i])) }
                                : QStringList();
        };
    }
    return data;
}

} // namespace ui

#include "stats/rates.h"
#include <algorithm>

namespace stats {
namespace {

/// CPU time is no statistic that a server resets, and kernels round it: if it alone falls, only
/// its own figure has a gap. Own counters are ours.
bool tellsOfReset(Counter counter)
{
    return counter != Counter::Cpu && counter != Counter::OwnHits && counter != Counter::OwnMisses;
}

bool anyFell(const Counters &before, const Counters &now)
{
    for (size_t i = 0; i < before.size(); ++i) {
        const auto counter = Counter(i);
        if (tellsOfReset(counter) && before.has(counter) && now.has(counter)
            && now[counter] < before[counter])
            return true;
    }
    return false;
}

std::optional<Reset> resetBetween(const Sample &before, const Sample &now)
{
    const bool otherProcess =
        !before.runId.isEmpty() && !now.runId.isEmpty() && before.runId != now.runId;
    const bool younger = before.uptime >= 0 && now.uptime >= 0 && now.uptime < before.uptime;
    if (otherProcess) {
        // A process that was up before the last sample has taken over; it was not started now.
        constexpr qint64 slack = 2; // uptime is in whole seconds
        const qint64 passed = (now.monotonic - before.monotonic) / 1000;
        const bool wasUp = now.uptime > passed + slack;
        return wasUp ? Reset::Failover : Reset::Restarted;
    }
    if (younger)
        return Reset::Restarted;
    if (anyFell(before.counters, now.counters))
        return Reset::StatsReset;
    return std::nullopt;
}

} // namespace

std::optional<double> Lookups::rate() const
{
    if (hits <= 0 && misses <= 0)
        return std::nullopt;
    return 100.0 * double(hits) / (double(hits) + double(misses));
}

void Lookups::add(const Lookups &other)
{
    hits = sum(hits, other.hits);
    misses = sum(misses, other.misses);
    exact = exact && other.exact;
}

Lookups Lookups::without(const Lookups &own) const
{
    Lookups rest;
    rest.hits = std::max<qint64>(0, hits - own.hits);
    rest.misses = std::max<qint64>(0, misses - own.misses);
    rest.exact = exact && own.exact && own.hits <= hits && own.misses <= misses;
    return rest;
}

Step compare(const Sample &before, const Sample &now)
{
    Step step;
    step.reset = resetBetween(before, now);
    const qint64 span = now.monotonic - before.monotonic;
    if (step.reset || span <= 0)
        return step;

    Point point;
    point.end = now.wall;
    point.span = span;
    point.gauges = now.gauges;
    point.ownExact = before.ownExact && now.ownExact;
    for (size_t i = 0; i < point.delta.size(); ++i) {
        const auto counter = Counter(i);
        if (before.counters.has(counter) && now.counters.has(counter)
            && now.counters[counter] >= before.counters[counter])
            point.delta[counter] = now.counters[counter] - before.counters[counter];
    }
    step.point = point;
    return step;
}

std::optional<Lookups> lookups(const Counters &delta, bool excludeOwn)
{
    if (!delta.has(Counter::Hits) || !delta.has(Counter::Misses))
        return std::nullopt;
    const Lookups all{ delta[Counter::Hits], delta[Counter::Misses], true };
    if (!excludeOwn)
        return all;
    const Lookups own{ std::max<qint64>(0, delta[Counter::OwnHits]),
                       std::max<qint64>(0, delta[Counter::OwnMisses]), true };
    return all.without(own);
}

double hitRate(const Point &point, bool excludeOwn)
{
    const auto counted = lookups(point.delta, excludeOwn);
    return counted ? counted->rate().value_or(nothing) : nothing;
}

double perSecond(const Point &point, Counter counter)
{
    if (!point.delta.has(counter) || point.span <= 0)
        return nothing;
    return double(point.delta[counter]) * 1000.0 / double(point.span);
}

double cpuPercent(const Point &point)
{
    return perSecond(point, Counter::Cpu) / 1e4; // µs per s → % of one core
}

double serverMilliseconds(const Point &point)
{
    if (!point.delta.has(Counter::Calls) || !point.delta.has(Counter::Microseconds)
        || point.delta[Counter::Calls] == 0)
        return nothing;
    return double(point.delta[Counter::Microseconds]) / double(point.delta[Counter::Calls])
        / 1000.0;
}

std::optional<double> memoryPercent(const Gauges &gauges)
{
    if (!gauges.has(Gauge::Memory) || !(gauges[Gauge::MaxMemory] > 0))
        return std::nullopt;
    return 100.0 * gauges[Gauge::Memory] / gauges[Gauge::MaxMemory];
}

} // namespace stats

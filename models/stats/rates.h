#pragma once
#include "stats/sample.h"
#include <optional>

namespace stats {

/// Why the counters of a node began again.
enum class Reset : quint8 {
    Restarted, ///< another process, younger than the sample before
    StatsReset, ///< the same process with smaller counters (CONFIG RESETSTAT)
    Failover, ///< another process that has been up all the while
};

/// What happened between two samples of one node: differences, and the gauges at its end.
struct Point {
    qint64 end = 0; ///< wall clock, ms since 1970
    qint64 span = 0; ///< ms of the monotonic clock
    Counters delta; ///< notReported where one of the samples lacks the figure
    Gauges gauges;
    bool afterGap = false; ///< samples failed before it: the line must not be joined
    bool ownExact = true;

    [[nodiscard]] qint64 begin() const { return end - span; }
};

/// Hits and misses of a span. Ratios of sums, never means of ratios.
struct Lookups {
    qint64 hits = 0;
    qint64 misses = 0;
    bool exact = true; ///< false = "estimated"

    [[nodiscard]] qint64 total() const { return sum(hits, misses); }
    /// Percent; nullopt when there were no lookups (M35), never 0 or 100.
    [[nodiscard]] std::optional<double> rate() const;
    [[nodiscard]] bool isFew() const { return total() < 100; }
    void add(const Lookups &other);
    /// Without the own ones; never below zero.
    [[nodiscard]] Lookups without(const Lookups &own) const;

    friend bool operator==(const Lookups &, const Lookups &) = default;
};

/// nullopt when nothing can be said: no time has passed, or counters began again (`reset` says
/// why; the next point starts from `now`).
struct Step {
    std::optional<Point> point;
    std::optional<Reset> reset;
};
[[nodiscard]] Step compare(const Sample &before, const Sample &now);

// Figures of one point. NaN = not reported, or nothing to divide.
/// Percent of the lookups in this interval; NaN without lookups.
[[nodiscard]] double hitRate(const Point &point, bool excludeOwn);
/// nullopt = this server does not report lookups.
[[nodiscard]] std::optional<Lookups> lookups(const Counters &delta, bool excludeOwn);
/// Δ ÷ seconds.
[[nodiscard]] double perSecond(const Point &point, Counter counter);
/// Percent of one core; with threads it may pass 100.
[[nodiscard]] double cpuPercent(const Point &point);
/// Mean time of a call inside the server, ms.
[[nodiscard]] double serverMilliseconds(const Point &point);
/// Percent of maxmemory; nullopt = no limit set, or not reported.
[[nodiscard]] std::optional<double> memoryPercent(const Gauges &gauges);

} // namespace stats

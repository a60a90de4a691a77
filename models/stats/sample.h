#pragma once
#include "stats/infoparser.h"
#include <array>
#include <limits>

namespace stats {

/// Figures that only grow while a server's counters live.
enum class Counter : quint8 {
    Hits,
    Misses,
    Commands,
    Connections,
    Rejected,
    Evicted,
    Expired,
    NetIn, ///< bytes
    NetOut, ///< bytes
    Calls, ///< commandstats, all commands together
    Microseconds, ///< time spent in those calls
    Cpu, ///< microseconds of CPU, system and user
    OwnHits, ///< this program's share of Hits
    OwnMisses,
    Count,
};

/// Figures that are read as they stand.
enum class Gauge : quint8 {
    Memory,
    MaxMemory, ///< 0 = no limit set
    Rss,
    Fragmentation,
    Clients,
    Blocked,
    MaxClients,
    Keys, ///< of all databases together
    Lag, ///< seconds, the worst replica
    RttMedian, ///< ms, from here, tunnel included
    RttHigh, ///< ms, 99th percentile
    Count,
};

constexpr qint64 notReported = -1;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Counters : std::array<qint64, size_t(Counter::Count)> {
    Counters() { fill(notReported); }
    [[nodiscard]] qint64 &operator[](Counter c) { return at(size_t(c)); }
    [[nodiscard]] qint64 operator[](Counter c) const { return at(size_t(c)); }
    [[nodiscard]] bool has(Counter c) const { return at(size_t(c)) >= 0; }
};

struct Gauges : std::array<double, size_t(Gauge::Count)> {
    Gauges() { fill(nothing); }
    [[nodiscard]] double &operator[](Gauge g) { return at(size_t(g)); }
    [[nodiscard]] double operator[](Gauge g) const { return at(size_t(g)); }
    [[nodiscard]] bool has(Gauge g) const { return at(size_t(g)) == at(size_t(g)); }
};

/// What one server said at one moment.
struct Sample {
    qint64 monotonic = 0; ///< ms of a clock that never steps; only differences mean anything
    qint64 wall = 0; ///< ms since 1970, for labels
    Counters counters;
    Gauges gauges;
    QByteArray runId;
    QByteArray replicationId;
    QByteArray replicationId2;
    QByteArray role;
    QByteArray policy; ///< maxmemory_policy
    qint64 uptime = notReported; ///< seconds
    QList<DatabaseLine> databases;
    /// False when own lookups were on the wire meanwhile, or could not be told from the reply.
    bool ownExact = true;
};

/// The fields of INFO that the figures need; commandstats may come from a second reply.
[[nodiscard]] Sample sampleOf(const Info &info);
void addCommandStats(Sample &sample, const Info &info);

/// Several nodes as one: counters, memory, limits, clients and keys are sums (a figure that one of
/// them lacks is not reported; one node without a memory limit = no limit); lag and round trips are
/// the worst; fragmentation is of the sums. `nodes` must not be empty.
[[nodiscard]] Sample summed(const QList<Sample> &nodes);

/// a + b, at most what fits. A server may say any number.
[[nodiscard]] qint64 sum(qint64 a, qint64 b);

} // namespace stats

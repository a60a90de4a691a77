#include "stats/sample.h"
#include <algorithm>
#include <cmath>

namespace stats {
namespace {

constexpr double mostMicroseconds = 9.0e18;

void addDatabases(QList<DatabaseLine> &all, const QList<DatabaseLine> &more)
{
    for (const DatabaseLine &line : more) {
        const auto same = std::find_if(
            all.begin(), all.end(), [&](const DatabaseLine &known) { return known.db == line.db; });
        if (same == all.end()) {
            all += line;
            continue;
        }
        const qint64 expires = sum(same->expires, line.expires);
        if (expires > 0) // a mean of the keys that have one, not of the nodes
            same->averageTtl = qint64((double(same->averageTtl) * double(same->expires)
                                       + double(line.averageTtl) * double(line.expires))
                                      / double(expires));
        same->keys = sum(same->keys, line.keys);
        same->expires = expires;
    }
}

void addGauges(Gauges &all, const Gauges &more)
{
    const bool unlimited = all[Gauge::MaxMemory] == 0 || more[Gauge::MaxMemory] == 0;
    for (size_t i = 0; i < all.size(); ++i) {
        const auto gauge = Gauge(i);
        if (gauge == Gauge::Lag || gauge == Gauge::RttMedian || gauge == Gauge::RttHigh)
            all[gauge] = std::fmax(all[gauge], more[gauge]); // of NaN and a number, the number
        else
            all[gauge] += more[gauge]; // NaN stays NaN
    }
    if (unlimited)
        all[Gauge::MaxMemory] = 0;
    all[Gauge::Fragmentation] =
        all[Gauge::Memory] > 0 ? all[Gauge::Rss] / all[Gauge::Memory] : nothing;
}

} // namespace

Sample summed(const QList<Sample> &nodes)
{
    Sample all = nodes.first();
    qint64 monotonic = 0;
    for (const Sample &node : nodes)
        monotonic += node.monotonic - all.monotonic;
    const qint64 first = all.monotonic;
    for (const Sample &node : nodes.sliced(1)) {
        for (size_t i = 0; i < all.counters.size(); ++i) {
            const auto counter = Counter(i);
            const bool known = all.counters.has(counter) && node.counters.has(counter);
            all.counters[counter] =
                known ? sum(all.counters[counter], node.counters[counter]) : notReported;
        }
        addGauges(all.gauges, node.gauges);
        addDatabases(all.databases, node.databases);
        all.wall = std::max(all.wall, node.wall);
        all.uptime = std::min(all.uptime, node.uptime);
        all.ownExact = all.ownExact && node.ownExact;
        all.runId += node.runId;
        if (all.policy != node.policy)
            all.policy.clear();
    }
    all.monotonic = first + monotonic / nodes.size();
    return all;
}

qint64 sum(qint64 a, qint64 b)
{
    return b > std::numeric_limits<qint64>::max() - a ? std::numeric_limits<qint64>::max() : a + b;
}

Sample sampleOf(const Info &info)
{
    Sample sample;
    const auto count = [&](Counter counter, const char *name) {
        sample.counters[counter] = info.count(name).value_or(notReported);
    };
    count(Counter::Hits, "keyspace_hits");
    count(Counter::Misses, "keyspace_misses");
    count(Counter::Commands, "total_commands_processed");
    count(Counter::Connections, "total_connections_received");
    count(Counter::Rejected, "rejected_connections");
    count(Counter::Evicted, "evicted_keys");
    count(Counter::Expired, "expired_keys");
    count(Counter::NetIn, "total_net_input_bytes");
    count(Counter::NetOut, "total_net_output_bytes");
    const auto system = info.number("used_cpu_sys");
    const auto user = info.number("used_cpu_user");
    if (system && user)
        sample.counters[Counter::Cpu] = qint64(std::min((*system + *user) * 1e6, mostMicroseconds));

    const auto gauge = [&](Gauge which, const char *name) {
        sample.gauges[which] = info.number(name).value_or(nothing);
    };
    gauge(Gauge::Memory, "used_memory");
    gauge(Gauge::MaxMemory, "maxmemory");
    gauge(Gauge::Rss, "used_memory_rss");
    gauge(Gauge::Fragmentation, "mem_fragmentation_ratio");
    gauge(Gauge::Clients, "connected_clients");
    gauge(Gauge::Blocked, "blocked_clients");
    gauge(Gauge::MaxClients, "maxclients");
    if (!info.replicaLags.isEmpty())
        sample.gauges[Gauge::Lag] =
            double(*std::max_element(info.replicaLags.cbegin(), info.replicaLags.cend()));

    sample.databases = info.databases;
    std::sort(sample.databases.begin(), sample.databases.end(),
              [](const DatabaseLine &a, const DatabaseLine &b) { return a.db < b.db; });
    // No line for an empty server: its keyspace section is there and has no databases.
    if (!info.databases.isEmpty() || info.fields.contains("keyspace_hits")) {
        double keys = 0;
        for (const DatabaseLine &line : info.databases)
            keys += double(line.keys);
        sample.gauges[Gauge::Keys] = keys;
    }

    sample.runId = info.text("run_id");
    sample.replicationId = info.text("master_replid");
    sample.replicationId2 = info.text("master_replid2");
    sample.role = info.text("role");
    sample.policy = info.text("maxmemory_policy");
    sample.uptime = info.count("uptime_in_seconds").value_or(notReported);
    addCommandStats(sample, info);
    return sample;
}

void addCommandStats(Sample &sample, const Info &info)
{
    if (info.commands.isEmpty())
        return;
    qint64 calls = 0;
    qint64 microseconds = 0;
    for (const CommandLine &line : info.commands) {
        calls = sum(calls, line.calls);
        microseconds = sum(microseconds, line.microseconds);
    }
    sample.counters[Counter::Calls] = calls;
    sample.counters[Counter::Microseconds] = microseconds;
}

} // namespace stats

#include "stats/sampler.h"
#include "base/whendone.h"
#include <QDateTime>
#include <algorithm>

namespace stats {
namespace {

constexpr qsizetype roundTripsKept = 60;
constexpr int ticksBetweenInfoTries = 30;

} // namespace

Sampler::Sampler(resp::Send send, std::shared_ptr<const OwnLookups> own, QObject *parent)
    : QObject(parent)
    , m_send(std::move(send))
    , m_own(std::move(own))
    , m_clock([this] { return m_elapsed.elapsed(); })
    , m_wall([] { return QDateTime::currentMSecsSinceEpoch(); })
{
    m_elapsed.start();
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_busy) // else it is late: the interval widens
            measure();
    });
}

void Sampler::setClock(std::function<qint64()> monotonic, std::function<qint64()> wall)
{
    m_clock = std::move(monotonic);
    if (wall)
        m_wall = std::move(wall);
}

void Sampler::start()
{
    if (m_state != State::Stopped)
        return;
    setState(State::Collecting);
    m_all.gap = m_all.latest.has_value();
    m_timer.start(std::chrono::seconds(m_interval));
    measure();
}

void Sampler::stop()
{
    if (m_state == State::Stopped)
        return;
    ++m_run;
    m_busy = false;
    m_again = false;
    m_marksWanted = 0;
    m_marksOnTheWire = 0;
    m_timer.stop();
    setState(State::Stopped);
}

void Sampler::setInterval(int seconds)
{
    m_interval = std::clamp(seconds, 1, 60);
    if (m_timer.isActive())
        m_timer.start(std::chrono::seconds(m_interval));
}

void Sampler::sampleNow()
{
    if (m_state == State::Stopped)
        return;
    if (m_busy)
        m_again = true;
    else
        measure();
}

void Sampler::measure()
{
    m_busy = true;
    m_marksOnTheWire = m_marksWanted;
    m_marksWanted = 0;
    QElapsedTimer roundTrip;
    roundTrip.start();
    resp::SendOptions options;
    options.node = m_node;
    base::whenDone(m_send({ "PING" }, options), this,
                   [this, run = m_run, roundTrip](const base::Result<resp::Reply> &reply) {
                       if (run != m_run)
                           return;
                       if (!reply) {
                           missed(reply.error());
                           return;
                       }
                       // A refused PING has made the same way and back.
                       pinged(roundTrip.nsecsElapsed() / 1000);
                   });
}

void Sampler::pinged(qint64 microseconds)
{
    m_roundTrips.push_back(microseconds);
    while (qsizetype(m_roundTrips.size()) > roundTripsKept)
        m_roundTrips.pop_front();
    m_lastAnswer = now();

    if (asksForInfo()) {
        askInfo();
        return;
    }
    ++m_ticksWithoutInfo;
    Point point; // round trips alone
    point.end = m_lastAnswer;
    addRoundTrips(point.gauges);
    m_all.addPoint(point);
    setState(State::RttOnly);
    finished();
}

bool Sampler::asksForInfo() const
{
    return !m_infoRefusal || m_ticksWithoutInfo >= ticksBetweenInfoTries;
}

void Sampler::askInfo()
{
    m_ticksWithoutInfo = 0;
    resp::Commands commands{ { "INFO" } };
    if (m_commandStats)
        commands += resp::Command{ "INFO", "commandstats" };
    const QList<NodeName> nodes = asked();
    auto round = std::make_shared<Round>();
    round->waiting = round->total = int(nodes.size());
    const qint64 begun = m_clock();
    for (const NodeName &node : nodes) {
        resp::SendOptions options;
        options.node = node.id;
        base::whenDone(m_send.many(commands, options), this,
                       [this, run = m_run, round, begun, id = node.id,
                        before = own()](const base::Result<resp::Replies> &replies) {
                           if (run != m_run)
                               return;
                           read(*round, id, replies, begun);
                           if (--round->waiting == 0)
                               take(*round, before);
                       });
    }
}

QList<Sampler::NodeName> Sampler::asked() const
{
    const QList<NodeName> primaries = nodes();
    return primaries.isEmpty() ? QList<NodeName>{ NodeName() } : primaries;
}

QList<Sampler::NodeName> Sampler::nodes() const
{
    QList<NodeName> names;
    const auto map = m_send.nodes();
    const QList<resp::NodeMap::Node> primaries = map->primaries();
    for (const resp::NodeMap::Node &node : primaries) {
        if (map->cluster && !node.ranges.isEmpty())
            names += { node.id, node.address };
    }
    return names;
}

void Sampler::setNode(const QByteArray &id)
{
    if (id == m_node)
        return;
    m_node = id;
    m_roundTrips.clear();
    clearMarks();
    Q_EMIT sampled();
}

const Sampler::Watched &Sampler::shown() const
{
    const auto one = m_node.isEmpty() ? m_nodes.cend() : m_nodes.constFind(m_node);
    return one == m_nodes.cend() ? m_all : *one;
}

void Sampler::read(Round &round, const QByteArray &id, const base::Result<resp::Replies> &replies,
                   qint64 asked)
{
    if (!replies) {
        round.failure = replies.error();
        return;
    }
    const resp::Reply info = replies->value(0);
    if (info.isError() || info.bytes().isEmpty()) {
        round.refusal = info.isError()
            ? resp::serverError(info, "INFO")
            : base::Error{ base::Error::Kind::Protocol,
                           QCoreApplication::translate("stats", "INFO came back empty."),
                           {} };
        return;
    }
    Sample sample = sampleOf(parseInfo(info.bytes()));
    if (replies->size() > 1) {
        if (replies->at(1).isError())
            m_commandStats = false;
        else
            addCommandStats(sample, parseInfo(replies->at(1).bytes()));
    }
    sample.monotonic = asked + (m_clock() - asked) / 2;
    sample.wall = now();
    round.samples.insert(id, sample);
}

void Sampler::refused(const base::Error &why)
{
    m_infoRefusal = why;
    Point point;
    point.end = m_lastAnswer;
    addRoundTrips(point.gauges);
    m_all.addPoint(point);
    m_all.gap = true; // for the figures, when INFO is allowed again
    setState(State::RttOnly);
    finished();
}

void Sampler::Watched::begin(const Sample &sample)
{
    if (sample.uptime >= 0)
        began = sample.wall - sample.uptime * 1000;
    latest = sample;
    totals.fill(0);
}

void Sampler::Watched::addPoint(Point point)
{
    point.afterGap = std::exchange(gap, false);
    history.add(point);
    for (size_t i = 0; i < totals.size(); ++i) {
        const auto counter = Counter(i);
        if (point.delta.has(counter))
            totals[counter] = sum(totals[counter], point.delta[counter]);
    }
}

void Sampler::Watched::noteReset(const Sample &sample, Reset reset)
{
    began = reset != Reset::StatsReset && sample.uptime >= 0 ? sample.wall - sample.uptime * 1000
                                                             : sample.wall;
    gap = true;
    history.addMarker({ sample.wall, reset });
    latest = sample;
}

/// True when a primary of the round before is one no more.
bool Sampler::forgetGoneNodes()
{
    QByteArrayList known;
    for (const NodeName &node : asked())
        known += node.id;
    return m_nodes.removeIf([&](const auto &node) { return !known.contains(node.key()); }) > 0;
}

/// Each node against itself; what can be summed is left in m_before and m_now.
std::optional<Reset> Sampler::compareNodes(const QMap<QByteArray, Sample> &samples)
{
    const bool cluster = m_send.nodes()->cluster;
    const bool gone = forgetGoneNodes();
    bool came = false;
    std::optional<Reset> reset;
    m_before.clear();
    m_now.clear();
    for (auto it = samples.cbegin(); it != samples.cend(); ++it) {
        Watched &node = m_nodes[it.key()];
        if (!node.latest) {
            node.history = History({ .fine = 900, .coarse = 600 });
            node.begin(*it);
            node.round = m_round;
            came = true;
            continue;
        }
        const Step step = compare(*node.latest, *it);
        if (step.reset) {
            reset = step.reset;
            node.noteReset(*it, *reset);
            node.round = m_round;
            continue;
        }
        if (!step.point)
            continue;
        if (node.round + 1 == m_round || !cluster) {
            m_before += *node.latest;
            m_now += *it;
        }
        if (cluster) {
            Point point = *step.point;
            point.ownExact = false;
            addRoundTrips(point.gauges);
            node.addPoint(point);
        }
        node.latest = *it;
        node.round = m_round;
    }
    return gone && came && !reset ? std::optional(Reset::Failover) : reset;
}

void Sampler::take(const Round &round, const OwnLookups::Snapshot &before)
{
    m_lastAnswer = now();
    m_coverage = { int(round.samples.size()), round.total };
    if (round.samples.isEmpty()) {
        if (round.refusal)
            refused(*round.refusal);
        else
            missed(round.failure.value_or(base::Error{}));
        return;
    }
    m_infoRefusal.reset();
    ++m_round;

    const OwnLookups::Snapshot after = own();
    const auto complete = [&](Sample &sample, const OwnLookups::Snapshot &ours, bool exact) {
        sample.counters[Counter::OwnHits] = ours.hits;
        sample.counters[Counter::OwnMisses] = ours.misses;
        sample.ownExact = exact;
        addRoundTrips(sample.gauges);
    };
    const bool exact = before.isQuiet() && after.started == before.started && m_coverage.isWhole()
        && (!m_all.latest || after.open == m_ownLatest.open);
    const OwnLookups::Snapshot earlier = std::exchange(m_ownLatest, after);
    Sample sample = summed(round.samples.values());
    complete(sample, after, exact);

    const std::optional<Reset> reset = compareNodes(round.samples);
    if (!m_all.latest) {
        m_all.begin(sample);
        setState(State::Collecting);
        finished();
        return;
    }
    if (reset) {
        // Commands that this program ran before the reset are no part of the new counters.
        m_ownBase = earlier;
        m_ownBaseExact = earlier.started == after.started && round.total == 1;
        m_all.noteReset(sample, *reset);
        Q_EMIT resetSeen({ sample.wall, *reset });
    } else if (!m_before.isEmpty()) {
        Sample then = summed(m_before);
        Sample there = summed(m_now);
        complete(then, earlier, m_all.latest->ownExact);
        complete(there, after, exact && m_now.size() == round.samples.size());
        const Step step = compare(then, there);
        if (step.point) {
            m_all.addPoint(*step.point);
            m_all.latest = sample;
        }
    } else if (m_send.nodes()->cluster) {
        m_all.gap = true;
        m_all.latest = sample;
    }
    setState(reset ? State::Collecting : State::Live);
    finished();
}

void Sampler::missed(const base::Error &error)
{
    m_lastFailure = error;
    m_all.gap = true;
    for (Watched &node : m_nodes)
        node.gap = true;
    m_marksWanted += std::exchange(m_marksOnTheWire, 0);
    setState(State::Stale);
    m_busy = false;
    m_again = false;
    Q_EMIT sampled();
}

void Sampler::finished()
{
    m_busy = false;
    m_lastFailure.reset();
    const Watched &watched = shown();
    if (m_marksOnTheWire > 0 && watched.latest) {
        for (; m_marksOnTheWire > 0; --m_marksOnTheWire) {
            if (m_marks.size() == 2)
                m_marks.clear();
            m_marks.append({ watched.latest->wall, watched.totals,
                             watched.latest->ownExact && &watched == &m_all, m_ownLatest.open });
        }
        Q_EMIT marksChanged();
    }
    m_marksOnTheWire = 0;
    Q_EMIT sampled();
    if (m_again || m_marksWanted > 0) {
        m_again = false;
        measure();
    }
}

void Sampler::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

OwnLookups::Snapshot Sampler::own() const
{
    return m_own ? m_own->snapshot() : OwnLookups::Snapshot();
}

void Sampler::addRoundTrips(Gauges &gauges) const
{
    if (m_roundTrips.empty())
        return;
    std::vector<qint64> sorted(m_roundTrips.cbegin(), m_roundTrips.cend());
    std::sort(sorted.begin(), sorted.end());
    // The nearest rank: a figure that was measured, not one in between.
    const auto rank = [&](size_t percent) {
        return double(sorted[(percent * sorted.size() + 99) / 100 - 1]) / 1000.0;
    };
    gauges[Gauge::RttMedian] = rank(50);
    gauges[Gauge::RttHigh] = rank(99);
}

std::optional<Lookups> Sampler::sinceStart(bool excludeOwn) const
{
    const std::optional<Sample> &newest = latest();
    if (!newest || !newest->counters.has(Counter::Hits) || !newest->counters.has(Counter::Misses))
        return std::nullopt;
    const Lookups all{ newest->counters[Counter::Hits], newest->counters[Counter::Misses], true };
    if (!excludeOwn)
        return all;
    if (&shown() != &m_all)
        return Lookups{ all.hits, all.misses, false };
    const Lookups ours{ newest->counters[Counter::OwnHits] - m_ownBase.hits,
                        newest->counters[Counter::OwnMisses] - m_ownBase.misses,
                        newest->ownExact && m_ownBaseExact && m_ownLatest.open == m_ownBase.open };
    return all.without(ours);
}

void Sampler::dropMark()
{
    if (m_state == State::Stopped)
        return;
    ++m_marksWanted;
    if (!m_busy)
        measure();
}

void Sampler::clearMarks()
{
    m_marksWanted = 0;
    m_marksOnTheWire = 0;
    m_marks.clear();
    Q_EMIT marksChanged();
}

std::optional<Sampler::Span> Sampler::markedSpan(bool excludeOwn) const
{
    if (m_marks.size() < 2)
        return std::nullopt;
    const std::optional<Sample> &newest = latest();
    const Mark &a = m_marks.first();
    const Mark &b = m_marks.last();
    Span span{ a.when, b.when, std::nullopt, notReported };
    Counters delta;
    for (size_t i = 0; i < delta.size(); ++i)
        delta[Counter(i)] = b.totals[Counter(i)] - a.totals[Counter(i)];
    if (newest && newest->counters.has(Counter::Hits)) {
        span.lookups = lookups(delta, excludeOwn);
        if (span.lookups && excludeOwn)
            span.lookups->exact =
                span.lookups->exact && a.ownExact && b.ownExact && a.open == b.open;
    }
    if (newest && newest->counters.has(Counter::Commands))
        span.commands = delta[Counter::Commands];
    return span;
}

} // namespace stats

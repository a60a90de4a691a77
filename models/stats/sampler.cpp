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
    m_gap = m_latest.has_value();
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
    base::whenDone(m_send({ "PING" }), this,
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
    point.afterGap = std::exchange(m_gap, false);
    addRoundTrips(point.gauges);
    m_history.add(point);
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
    const qint64 asked = m_clock();
    base::whenDone(
        m_send.many(commands), this,
        [this, run = m_run, asked, before = own()](const base::Result<resp::Replies> &replies) {
            if (run != m_run)
                return;
            if (!replies)
                missed(replies.error());
            else
                take(*replies, asked, before);
        });
}

void Sampler::take(const resp::Replies &replies, qint64 asked, const OwnLookups::Snapshot &before)
{
    m_lastAnswer = now();
    const resp::Reply info = replies.value(0);
    if (info.isError() || info.bytes().isEmpty()) {
        m_infoRefusal = info.isError()
            ? resp::serverError(info, "INFO")
            : base::Error{ base::Error::Kind::Protocol,
                           QCoreApplication::translate("stats", "INFO came back empty."),
                           {} };
        Point point;
        point.end = m_lastAnswer;
        point.afterGap = std::exchange(m_gap, false);
        addRoundTrips(point.gauges);
        m_history.add(point);
        m_gap = true; // for the figures, when INFO is allowed again
        setState(State::RttOnly);
        finished();
        return;
    }
    m_infoRefusal.reset();

    Sample sample = sampleOf(parseInfo(info.bytes()));
    if (replies.size() > 1) {
        if (replies.at(1).isError())
            m_commandStats = false;
        else
            addCommandStats(sample, parseInfo(replies.at(1).bytes()));
    }
    sample.monotonic = asked + (m_clock() - asked) / 2;
    sample.wall = m_lastAnswer;
    addRoundTrips(sample.gauges);

    const OwnLookups::Snapshot after = own();
    sample.counters[Counter::OwnHits] = after.hits;
    sample.counters[Counter::OwnMisses] = after.misses;
    sample.ownExact = before.isQuiet() && after.started == before.started
        && (!m_latest || after.open == m_ownLatest.open);
    const OwnLookups::Snapshot earlier = std::exchange(m_ownLatest, after);

    if (!m_latest) {
        if (sample.uptime >= 0)
            m_countersBegan = sample.wall - sample.uptime * 1000;
        m_latest = sample;
        m_totals.fill(0);
        setState(State::Collecting);
        finished();
        return;
    }
    const Step step = compare(*m_latest, sample);
    if (step.reset) {
        // Commands that this program ran before the reset are no part of the new counters.
        m_ownBase = earlier;
        m_ownBaseExact = earlier.started == after.started;
        m_countersBegan = *step.reset != Reset::StatsReset && sample.uptime >= 0
            ? sample.wall - sample.uptime * 1000
            : sample.wall;
        m_gap = true;
        const Marker marker{ sample.wall, *step.reset };
        m_history.addMarker(marker);
        m_latest = sample;
        Q_EMIT resetSeen(marker);
    } else {
        if (step.point) {
            Point point = *step.point;
            point.afterGap = std::exchange(m_gap, false);
            m_history.add(point);
            for (size_t i = 0; i < m_totals.size(); ++i) {
                const auto counter = Counter(i);
                if (point.delta.has(counter))
                    m_totals[counter] = sum(m_totals[counter], point.delta[counter]);
            }
            m_latest = sample;
        }
    }
    setState(step.reset ? State::Collecting : State::Live);
    finished();
}

void Sampler::missed(const base::Error &error)
{
    m_lastFailure = error;
    m_gap = true;
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
    if (m_marksOnTheWire > 0 && m_latest) {
        for (; m_marksOnTheWire > 0; --m_marksOnTheWire) {
            if (m_marks.size() == 2)
                m_marks.clear();
            m_marks.append({ m_latest->wall, m_totals, m_latest->ownExact, m_ownLatest.open });
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
    if (!m_latest || !m_latest->counters.has(Counter::Hits)
        || !m_latest->counters.has(Counter::Misses))
        return std::nullopt;
    const Lookups all{ m_latest->counters[Counter::Hits], m_latest->counters[Counter::Misses],
                       true };
    if (!excludeOwn)
        return all;
    const Lookups ours{ m_latest->counters[Counter::OwnHits] - m_ownBase.hits,
                        m_latest->counters[Counter::OwnMisses] - m_ownBase.misses,
                        m_latest->ownExact && m_ownBaseExact
                            && m_ownLatest.open == m_ownBase.open };
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
    const Mark &a = m_marks.first();
    const Mark &b = m_marks.last();
    Span span{ a.when, b.when, std::nullopt, notReported };
    Counters delta;
    for (size_t i = 0; i < delta.size(); ++i)
        delta[Counter(i)] = b.totals[Counter(i)] - a.totals[Counter(i)];
    if (m_latest && m_latest->counters.has(Counter::Hits)) {
        span.lookups = lookups(delta, excludeOwn);
        if (span.lookups && excludeOwn)
            span.lookups->exact =
                span.lookups->exact && a.ownExact && b.ownExact && a.open == b.open;
    }
    if (m_latest && m_latest->counters.has(Counter::Commands))
        span.commands = delta[Counter::Commands];
    return span;
}

} // namespace stats

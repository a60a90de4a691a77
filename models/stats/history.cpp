#include "stats/history.h"
#include <algorithm>

namespace stats {

Point merged(const Point &first, const Point &second)
{
    Point both = second;
    both.span = first.span + second.span;
    both.afterGap = first.afterGap;
    both.ownExact = first.ownExact && second.ownExact;
    for (size_t i = 0; i < both.delta.size(); ++i) {
        const auto counter = Counter(i);
        both.delta[counter] = first.delta.has(counter) && second.delta.has(counter)
            ? sum(first.delta[counter], second.delta[counter])
            : notReported;
    }
    if (first.gauges.has(Gauge::RttHigh)
        && !(second.gauges[Gauge::RttHigh] >= first.gauges[Gauge::RttHigh]))
        both.gauges[Gauge::RttHigh] = first.gauges[Gauge::RttHigh];
    return both;
}

History::History() = default;

History::History(const Limits &limits)
    : m_limits(limits)
{
}

void History::add(const Point &point)
{
    m_fine.push_back(point);
    while (qsizetype(m_fine.size()) > m_limits.fine)
        fold();
    forgetBefore(point.end - m_limits.day);
}

void History::addMarker(const Marker &marker)
{
    m_markers.push_back(marker);
    while (qsizetype(m_markers.size()) > m_limits.markers)
        m_markers.pop_front();
}

void History::fold()
{
    const Point oldest = m_fine.front();
    m_fine.pop_front();
    if (!m_coarse.empty()) {
        Point &last = m_coarse.back();
        const bool parted = oldest.afterGap
            || std::any_of(m_markers.cbegin(), m_markers.cend(), [&](const Marker &marker) {
                                return marker.when > last.end && marker.when <= oldest.end;
                            });
        if (!parted && last.span + oldest.span <= m_limits.minute) {
            last = merged(last, oldest);
            return;
        }
    }
    m_coarse.push_back(oldest);
    while (qsizetype(m_coarse.size()) > m_limits.coarse)
        m_coarse.pop_front();
}

void History::forgetBefore(qint64 when)
{
    while (!m_coarse.empty() && m_coarse.front().end < when)
        m_coarse.pop_front();
    while (!m_fine.empty() && m_fine.front().end < when)
        m_fine.pop_front();
    while (!m_markers.empty() && m_markers.front().when < when)
        m_markers.pop_front();
}

qsizetype History::size() const
{
    return qsizetype(m_fine.size() + m_coarse.size());
}

std::vector<Point> History::points(qint64 from, qint64 to) const
{
    std::vector<Point> found;
    found.reserve(m_fine.size());
    const auto take = [&](const std::deque<Point> &ring) {
        for (const Point &point : ring) {
            if (point.end >= from && point.end <= to)
                found.push_back(point);
        }
    };
    take(m_coarse);
    take(m_fine);
    return found;
}

const Point *History::last() const
{
    if (!m_fine.empty())
        return &m_fine.back();
    return m_coarse.empty() ? nullptr : &m_coarse.back();
}

std::optional<Lookups> History::lookups(qint64 from, qint64 to, bool excludeOwn) const
{
    std::optional<Counters> all;
    bool exact = true;
    const auto take = [&](const std::deque<Point> &ring) {
        for (const Point &point : ring) {
            if (point.end < from || point.end > to || !stats::lookups(point.delta, false))
                continue;
            if (!all) {
                all.emplace();
                all->fill(0);
            }
            for (const Counter c :
                 { Counter::Hits, Counter::Misses, Counter::OwnHits, Counter::OwnMisses })
                (*all)[c] = sum((*all)[c], std::max<qint64>(0, point.delta[c]));
            exact = exact && point.ownExact;
        }
    };
    take(m_coarse);
    take(m_fine);
    if (!all)
        return std::nullopt;
    auto counted = stats::lookups(*all, excludeOwn);
    if (counted && excludeOwn)
        counted->exact = counted->exact && exact;
    return counted;
}

} // namespace stats

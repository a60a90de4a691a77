#pragma once
#include "stats/rates.h"
#include <QByteArray>
#include <deque>
#include <vector>

namespace stats {

/// Where the counters began again.
struct Marker {
    qint64 when = 0; ///< wall clock of the first sample after it
    Reset reset = Reset::Restarted;
};

/// The points of the last 24 hours in bounded memory: as sampled while young, merged to one a
/// minute when older. Merging sums differences, takes the last gauge (the highest of RttHigh), and
/// never joins what a gap or a reset parted.
class History {
public:
    struct Limits {
        qsizetype fine = 3600; ///< points kept as they were sampled
        qsizetype coarse = 3000; ///< merged points behind them: a day of minutes, and gaps
        qint64 minute = 60'000;
        qint64 day = qint64(24) * 3600 * 1000;
        qsizetype markers = 256;
    };

    History();
    explicit History(const Limits &limits);

    void add(const Point &point);
    void addMarker(const Marker &marker);

    [[nodiscard]] qsizetype size() const;
    /// Points whose end is within [from, to], oldest first.
    [[nodiscard]] std::vector<Point> points(qint64 from, qint64 to) const;
    [[nodiscard]] const std::deque<Marker> &markers() const { return m_markers; }
    [[nodiscard]] const Point *last() const;
    /// Hits and misses of a window: Σ Δ, then divided. nullopt = not reported in all of it.
    [[nodiscard]] std::optional<Lookups> lookups(qint64 from, qint64 to, bool excludeOwn) const;

private:
    void fold();
    void forgetBefore(qint64 when);

    Limits m_limits;
    std::deque<Point> m_fine;
    std::deque<Point> m_coarse;
    std::deque<Marker> m_markers;
};

/// Two neighbours as one. `second` must not be afterGap.
[[nodiscard]] Point merged(const Point &first, const Point &second);

} // namespace stats

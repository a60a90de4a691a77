#pragma once
#include "base/result.h"
#include "stats/history.h"
#include "stats/ownlookups.h"
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>

namespace stats {

/// Watches one node: PING and INFO at an interval, through a Send of its own, kept as history.
/// A sample that comes late widens its interval; one that fails leaves a gap; nothing is ever
/// filled in. When the server refuses INFO, round trips go on and infoRefusal() says why.
/// There is never more than one sample on the wire.
class Sampler final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Sampler)

public:
    enum class State {
        Stopped,
        Collecting, ///< no rate yet: the first comes after two samples
        Live,
        RttOnly, ///< INFO is refused
        Stale, ///< the last sample failed; what is shown is old
    };
    Q_ENUM(State)

    /// The end of a span that the person marks (T15): exact sums up to this sample.
    struct Mark {
        qint64 when = 0;
        Counters totals; ///< Σ Δ since sampling began, over resets
        bool ownExact = true;
        quint64 open = 0;
    };
    struct Span {
        qint64 from = 0;
        qint64 to = 0;
        std::optional<Lookups> lookups; ///< nullopt = not reported
        qint64 commands = notReported;
    };

    /// `own` = what counted() Sends of the same server count into; may be null.
    explicit Sampler(resp::Send send, std::shared_ptr<const OwnLookups> own = {},
                     QObject *parent = nullptr);

    /// Takes a sample now and then at every interval.
    void start();
    void stop();
    /// Whole seconds, 1 to 60; anything else is brought into that range.
    void setInterval(int seconds);
    [[nodiscard]] int interval() const { return m_interval; }
    /// Does not wait for the interval. While a sample is on the wire another follows it.
    void sampleNow();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const History &history() const { return m_history; }
    /// The latest sample with figures of INFO; nullopt before the first.
    [[nodiscard]] const std::optional<Sample> &latest() const { return m_latest; }
    /// Wall clock of the latest answer of any kind; 0 before the first.
    [[nodiscard]] qint64 lastAnswer() const { return m_lastAnswer; }
    /// Why INFO gives no figures; nullopt when it does.
    [[nodiscard]] const std::optional<base::Error> &infoRefusal() const { return m_infoRefusal; }
    [[nodiscard]] const std::optional<base::Error> &lastFailure() const { return m_lastFailure; }

    /// Of all lookups since the server started or its statistics were reset; nullopt = not
    /// reported. Own lookups of earlier runs of this program are not known and stay in.
    [[nodiscard]] std::optional<Lookups> sinceStart(bool excludeOwn) const;
    /// When these counters began, as far as is known (wall clock); 0 = unknown.
    [[nodiscard]] qint64 countersBegan() const { return m_countersBegan; }

    /// Takes a sample and makes it the next mark: A, then B; after B a new A.
    void dropMark();
    void clearMarks();
    [[nodiscard]] const QList<Mark> &marks() const { return m_marks; }
    /// What lies between A and B; nullopt until both are there.
    [[nodiscard]] std::optional<Span> markedSpan(bool excludeOwn) const;

    /// The wall clock that dates the samples, ms since 1970.
    [[nodiscard]] qint64 now() const { return m_wall(); }

    /// For tests: a clock in ms that never steps, and one that dates.
    void setClock(std::function<qint64()> monotonic, std::function<qint64()> wall = {});

Q_SIGNALS:
    /// A sample came or failed: anything shown may have changed.
    void sampled();
    void stateChanged(stats::Sampler::State state);
    /// Counters began again (M36).
    void resetSeen(const stats::Marker &marker);
    void marksChanged();

private:
    void measure();
    void askInfo();
    void pinged(qint64 microseconds);
    void take(const resp::Replies &replies, qint64 asked, const OwnLookups::Snapshot &before);
    void missed(const base::Error &error);
    void finished();
    void setState(State state);
    [[nodiscard]] OwnLookups::Snapshot own() const;
    void addRoundTrips(Gauges &gauges) const;
    [[nodiscard]] bool asksForInfo() const;

    resp::Send m_send;
    std::shared_ptr<const OwnLookups> m_own;
    std::function<qint64()> m_clock;
    std::function<qint64()> m_wall;
    QElapsedTimer m_elapsed;
    QTimer m_timer;
    int m_interval = 2;
    State m_state = State::Stopped;
    quint64 m_run = 0; ///< grows when sampling stops: late answers know that they are late
    bool m_busy = false;
    bool m_again = false;
    int m_marksWanted = 0; ///< marks that the next sample to begin will serve
    int m_marksOnTheWire = 0; ///< marks that the sample on the wire serves

    History m_history;
    std::optional<Sample> m_latest;
    std::optional<base::Error> m_infoRefusal;
    std::optional<base::Error> m_lastFailure;
    int m_ticksWithoutInfo = 0;
    bool m_commandStats = true;
    bool m_gap = false;
    qint64 m_lastAnswer = 0;
    qint64 m_countersBegan = 0;
    OwnLookups::Snapshot m_ownBase; ///< own lookups of before these counters began
    bool m_ownBaseExact = true;
    OwnLookups::Snapshot m_ownLatest;
    std::deque<qint64> m_roundTrips; ///< µs, newest last
    Counters m_totals;
    QList<Mark> m_marks;
};

} // namespace stats

Q_DECLARE_METATYPE(stats::Marker)

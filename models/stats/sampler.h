#pragma once
#include "base/result.h"
#include "stats/history.h"
#include "stats/ownlookups.h"
#include <QElapsedTimer>
#include <QMap>
#include <QObject>
#include <QTimer>
#include <functional>

namespace stats {

/// Watches one server, or all primaries of a cluster: PING and INFO at an interval, through a Send
/// of its own, kept as history. In a cluster each node is compared with its own sample before, and
/// the differences are summed; a node that did not answer is left out of that interval (coverage()
/// says so), one whose counters began again gives a new baseline, one gap and one marker. The
/// figures of a single node can be looked at as well; own lookups cannot be told apart there.
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

    /// Of a cluster: the node whose figures are given; empty = all primaries together. Marks are
    /// cleared. An id that is not known is as empty.
    void setNode(const QByteArray &id);
    [[nodiscard]] const QByteArray &node() const { return m_node; }
    struct NodeName {
        QByteArray id;
        QString address;
    };
    /// The primaries to choose from; empty outside a cluster.
    [[nodiscard]] QList<NodeName> nodes() const;
    struct Coverage {
        int present = 1; ///< nodes in the latest sample
        int total = 1;
        [[nodiscard]] bool isWhole() const { return present == total; }
    };
    [[nodiscard]] Coverage coverage() const { return m_coverage; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const History &history() const { return shown().history; }
    /// The latest sample with figures of INFO; nullopt before the first.
    [[nodiscard]] const std::optional<Sample> &latest() const { return shown().latest; }
    /// Wall clock of the latest answer of any kind; 0 before the first.
    [[nodiscard]] qint64 lastAnswer() const { return m_lastAnswer; }
    /// Why INFO gives no figures; nullopt when it does.
    [[nodiscard]] const std::optional<base::Error> &infoRefusal() const { return m_infoRefusal; }
    [[nodiscard]] const std::optional<base::Error> &lastFailure() const { return m_lastFailure; }

    /// Of all lookups since the server started or its statistics were reset; nullopt = not
    /// reported. Own lookups of earlier runs of this program are not known and stay in.
    [[nodiscard]] std::optional<Lookups> sinceStart(bool excludeOwn) const;
    /// When these counters began, as far as is known (wall clock); 0 = unknown.
    [[nodiscard]] qint64 countersBegan() const { return shown().began; }

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
    /// What is kept of one node, or of all together.
    struct Watched {
        std::optional<Sample> latest;
        History history;
        Counters totals; ///< Σ Δ since sampling began, over resets
        qint64 began = 0;
        quint64 round = 0; ///< of `latest`
        bool gap = false;

        void begin(const Sample &sample);
        void addPoint(Point point);
        void noteReset(const Sample &sample, Reset reset);
    };
    /// The answers to one round of INFO, as they come in.
    struct Round {
        QMap<QByteArray, Sample> samples;
        std::optional<base::Error> refusal;
        std::optional<base::Error> failure;
        int waiting = 0;
        int total = 0;
    };
    [[nodiscard]] const Watched &shown() const;
    void refused(const base::Error &why);
    void read(Round &round, const QByteArray &id, const base::Result<resp::Replies> &replies,
              qint64 asked);
    void take(const Round &round, const OwnLookups::Snapshot &before);
    [[nodiscard]] QList<NodeName> asked() const;
    [[nodiscard]] bool forgetGoneNodes();
    [[nodiscard]] std::optional<Reset> compareNodes(const QMap<QByteArray, Sample> &samples);
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

    Watched m_all;
    QMap<QByteArray, Watched> m_nodes; ///< of a cluster; outside of one its only node
    QByteArray m_node;
    Coverage m_coverage;
    quint64 m_round = 0;
    QList<Sample> m_before; ///< of the nodes that can be compared in this round
    QList<Sample> m_now;
    std::optional<base::Error> m_infoRefusal;
    std::optional<base::Error> m_lastFailure;
    int m_ticksWithoutInfo = 0;
    bool m_commandStats = true;
    qint64 m_lastAnswer = 0;
    OwnLookups::Snapshot m_ownBase; ///< own lookups of before these counters began
    bool m_ownBaseExact = true;
    OwnLookups::Snapshot m_ownLatest;
    std::deque<qint64> m_roundTrips; ///< µs, newest last
    QList<Mark> m_marks;
};

} // namespace stats

Q_DECLARE_METATYPE(stats::Marker)

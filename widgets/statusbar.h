#pragma once
#include "widgets/statusitem.h"

namespace ui {

/// The 24 px bar under a workspace: link, server, round trip, running jobs, lock. What leads
/// somewhere is a button.
class StatusBar final : public QWidget {
    Q_OBJECT

public:
    enum class Link { Connecting, Online, Offline, Closed };

    explicit StatusBar(QWidget *parent = nullptr);

    /// `route` = "Direct → localhost:6379".
    void setLink(Link link, const QString &route);
    enum class Tls { Off, Verified, Unverified };
    void setTls(Tls tls);
    /// "Redis 7.0.15 · standalone"; empty while unknown.
    void setEngine(const QString &text);
    /// Primaries of a cluster and how many of them can be reached; 0 = no cluster, no item.
    void setShards(int shards, int reachable);
    /// Microseconds, newest last. Empty = not measured yet.
    void setRoundTrips(const QList<qint64> &microseconds);
    void setProtocol(int protocol); ///< 0 = unknown
    /// Of scans and deletions that are under way; none = no item.
    void setJobs(int running);
    enum class Lock { WritesOn, Unlocked, Locked };
    /// The same words as the band; unlocked = for a time only.
    void setLock(Lock lock);

    /// "0.4 ms", "21 ms".
    [[nodiscard]] static QString milliseconds(qint64 microseconds);

Q_SIGNALS:
    /// The route or the shards: `anchor` is what was clicked.
    void nodesClicked(QWidget *anchor);
    void roundTripClicked();
    void jobsClicked();
    void lockClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    StatusItem *m_link;
    StatusItem *m_tls;
    StatusItem *m_engine;
    StatusItem *m_nodes;
    StatusItem *m_rtt;
    StatusItem *m_protocol;
    StatusItem *m_jobs;
    StatusItem *m_lock;
    Link m_state = Link::Connecting;
    QString m_route;
    Tls m_tlsState = Tls::Off;
    int m_shards = 0;
    int m_reachable = 0;
    int m_running = 0;
    Lock m_lockState = Lock::WritesOn;
};

} // namespace ui

#pragma once
#include "widgets/statusitem.h"

namespace ui {

/// The 24 px bar under a workspace. Every item is a button with a word; progress lives here.
class StatusBar final : public QWidget {
    Q_OBJECT

public:
    enum class Link { Connecting, Online, Offline, Closed };

    explicit StatusBar(QWidget *parent = nullptr);

    /// `route` = "Direct → localhost:6379".
    void setLink(Link link, const QString &route);
    /// "Redis 7.0.15 · standalone"; empty while unknown.
    void setEngine(const QString &text);
    /// Microseconds, newest last. Empty = not measured yet.
    void setRoundTrips(const QList<qint64> &microseconds);
    void setProtocol(int protocol); ///< 0 = unknown
    void setJobs(int running);
    /// The same words as the band: locked, writes on, unlocked.
    void setLocked(bool locked);

    /// "0.4 ms", "21 ms".
    [[nodiscard]] static QString milliseconds(qint64 microseconds);

Q_SIGNALS:
    void linkClicked();
    void engineClicked();
    void roundTripClicked();
    void jobsClicked();
    void lockClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    StatusItem *m_link;
    StatusItem *m_engine;
    StatusItem *m_rtt;
    StatusItem *m_protocol;
    StatusItem *m_jobs;
    StatusItem *m_lock;
    Link m_state = Link::Connecting;
    QString m_route;
    int m_running = 0;
    bool m_locked = false;
};

} // namespace ui

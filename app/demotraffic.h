#pragma once
#include "resp/connection.h"
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

namespace app {

/// What a small shop does to its cache all day: reads pages, fetches those that have expired,
/// counts, logs. About a hundred commands a second in bursts, with a hit rate that rises and falls
/// over minutes. Leaves the keys of the walkthrough alone.
class DemoTraffic final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoTraffic)

public:
    /// `connection` stays its owner's and carries nothing else.
    explicit DemoTraffic(resp::Connection *connection, QObject *parent = nullptr);

    void start();

private:
    void burst();
    void refill(const QList<int> &pages, const resp::Replies &replies);
    void schedule();

    resp::Connection *m_connection;
    QTimer m_timer;
    QElapsedTimer m_clock;
    QRandomGenerator m_random;
    quint64 m_bursts = 0;
};

} // namespace app

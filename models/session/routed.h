#pragma once
#include "session/cluster.h"
#include <QDeadlineTimer>

namespace session {

/// A request on its way through a cluster: it has until its time is up, and is asked again where,
/// or when, the server says. Owns itself; ends with its cluster.
class Routed : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Routed)

public:
    ~Routed() override;

    virtual void start() = 0;

protected:
    /// At most this often is one command sent on.
    static constexpr int mostHops = 16;

    Routed(Cluster *cluster, RequestPtr request);

    /// Asks again: the wait is over, or there is a new map.
    virtual void resume() = 0;
    /// The cluster goes; whatever is not under way fails.
    virtual void abandon() = 0;

    /// resume() after a time that grows with `hops`; while they are few also with a new map.
    void waitFor(int hops);
    [[nodiscard]] bool isOver() const { return m_deadline.hasExpired(); }
    [[nodiscard]] std::chrono::milliseconds remaining() const;
    /// `why` the node could not be asked may pass: it is down, and another may take its place.
    [[nodiscard]] static bool mayPass(const base::Error &why);
    void fail(const base::Error &why);
    template <typename T> void succeed(T value)
    {
        if (std::exchange(m_ended, true))
            return;
        auto &promise = std::get<QPromise<base::Result<T>>>(m_request->promise);
        promise.addResult(base::Result<T>(std::move(value)));
        promise.finish();
        deleteLater();
    }
    [[nodiscard]] bool hasEnded() const { return m_ended; }

    Cluster *const m_cluster;
    const RequestPtr m_request;

private:
    QDeadlineTimer m_deadline;
    QTimer m_timer;
    bool m_eager = false; ///< a new map ends the wait
    bool m_ended = false;
};

} // namespace session

#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <chrono>

namespace session {

/// Notices that the computer was asleep, or this process stopped: connections may be dead by then
/// without a word, and waiting for their time limits would only cost more time. Any one thread.
class WakeWatch final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WakeWatch)

public:
    explicit WakeWatch(QObject *parent = nullptr);
    ~WakeWatch() override;

    void start();
    void stop();

    /// Whether something between two looks was a sleep. `steady` and `wall` = what the two clocks
    /// say has passed. The steady clock of Linux stands still while the computer sleeps, so the
    /// wall clock runs ahead of it; a stopped process is looked at far too late.
    [[nodiscard]] static bool slept(std::chrono::milliseconds steady,
                                    std::chrono::milliseconds wall);

Q_SIGNALS:
    void woke();

private:
    void look();

    QTimer m_timer;
    QElapsedTimer m_steady;
    qint64 m_wall = 0; ///< milliseconds since the epoch
};

} // namespace session

#include "link/ssm/clock.h"
#include <QElapsedTimer>
#include <QTimer>

namespace links::ssm {

namespace {

class TimerAlarm final : public Alarm {
public:
    explicit TimerAlarm(std::function<void()> ring)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(ring));
    }
    void start(std::chrono::milliseconds in) override { m_timer.start(in); }
    void stop() override { m_timer.stop(); }
    [[nodiscard]] bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
};

} // namespace

std::chrono::milliseconds SystemClock::elapsed() const
{
    static const QElapsedTimer since = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    return std::chrono::milliseconds(since.elapsed());
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

std::unique_ptr<Alarm> SystemClock::alarm(std::function<void()> ring)
{
    return std::make_unique<TimerAlarm>(std::move(ring));
}

} // namespace links::ssm

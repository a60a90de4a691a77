#pragma once
#include <QDateTime>
#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace links::ssm {

/// Calls back once, `start()` after `start()`. Destroyed or stopped, it calls no more.
class Alarm {
public:
    Alarm() = default;
    virtual ~Alarm() = default;
    Q_DISABLE_COPY_MOVE(Alarm)

    virtual void start(std::chrono::milliseconds in) = 0; ///< instead of what was started before
    virtual void stop() = 0;
    [[nodiscard]] virtual bool isActive() const = 0;
};

/// What the time is and when to be called, so that hours can be simulated. One thread.
class Clock {
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Since some fixed moment; never goes back.
    [[nodiscard]] virtual std::chrono::milliseconds elapsed() const = 0;
    [[nodiscard]] virtual QDateTime now() const = 0; ///< UTC
    [[nodiscard]] virtual std::unique_ptr<Alarm> alarm(std::function<void()> ring) = 0;
};

/// The computer's own, with the event loop of the calling thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::chrono::milliseconds elapsed() const override;
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::unique_ptr<Alarm> alarm(std::function<void()> ring) override;
};

} // namespace links::ssm

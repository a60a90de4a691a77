#pragma once
#include "link/ssm/clock.h"
#include <map>
#include <optional>
#include <utility>

namespace support {

/// A clock that stands still until it is told. Alarms ring in the order of their times, those of
/// the same time in the order in which they were started. Must outlive its alarms.
class TestClock final : public links::ssm::Clock {
public:
    using Milliseconds = std::chrono::milliseconds;

    [[nodiscard]] Milliseconds elapsed() const override { return m_elapsed; }
    /// Noon of 20 November 2026 and what has elapsed.
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::fromMSecsSinceEpoch(1795176000000 + m_elapsed.count(), Qt::UTC);
    }
    [[nodiscard]] std::unique_ptr<links::ssm::Alarm> alarm(std::function<void()> ring) override
    {
        return std::make_unique<TestAlarm>(*this, std::move(ring));
    }

    /// Calls `then` once.
    void after(Milliseconds time, std::function<void()> then) { add(time, std::move(then)); }

    void advance(Milliseconds time)
    {
        const auto until = m_elapsed + time;
        while (!m_waiting.empty() && m_waiting.begin()->first.first <= until)
            ringFirst();
        m_elapsed = until;
    }

    /// Time goes by, and nothing rings until the next of the others: a computer that was busy.
    void sleep(Milliseconds time) { m_elapsed += time; }

    /// From alarm to alarm, until `isDone` or nothing is left to ring within `limit`.
    bool advanceUntil(const std::function<bool()> &isDone, Milliseconds limit)
    {
        const auto until = m_elapsed + limit;
        while (!isDone() && !m_waiting.empty() && m_waiting.begin()->first.first <= until)
            ringFirst();
        return isDone();
    }

private:
    using Key = std::pair<Milliseconds, quint64>;

    class TestAlarm final : public links::ssm::Alarm {
    public:
        TestAlarm(TestClock &clock, std::function<void()> ring)
            : m_clock(clock)
            , m_ring(std::move(ring))
        {
        }
        ~TestAlarm() override { cancel(); }

        void start(std::chrono::milliseconds in) override
        {
            cancel();
            m_key = m_clock.add(in, [this] {
                m_key.reset();
                const auto ring = m_ring; // which may be the end of this alarm
                ring();
            });
        }
        void stop() override { cancel(); }
        [[nodiscard]] bool isActive() const override { return m_key.has_value(); }

    private:
        void cancel()
        {
            if (m_key)
                m_clock.m_waiting.erase(*m_key);
            m_key.reset();
        }

        TestClock &m_clock;
        std::function<void()> m_ring;
        std::optional<Key> m_key;
    };

    Key add(Milliseconds in, std::function<void()> then)
    {
        const Key key{ m_elapsed + std::max(in, Milliseconds(0)), m_order++ };
        m_waiting.emplace(key, std::move(then));
        return key;
    }

    void ringFirst()
    {
        const auto first = m_waiting.extract(m_waiting.begin());
        m_elapsed = std::max(m_elapsed, first.key().first);
        first.mapped()();
    }

    std::map<Key, std::function<void()>> m_waiting;
    Milliseconds m_elapsed{ 0 };
    quint64 m_order = 0;
};

} // namespace support

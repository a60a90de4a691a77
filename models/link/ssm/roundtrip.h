#pragma once
#include <chrono>

namespace links::ssm {

/// How long an answer takes, and when to stop waiting for one: RFC 6298's formulas, with the
/// figures of Session Manager's agent.
class RoundTrip {
public:
    using Milliseconds = std::chrono::duration<double, std::milli>;

    /// Of a message that was sent once; of another nobody knows what was answered (Karn's rule).
    void sample(Milliseconds took);
    /// Nothing was answered in time: waits twice as long, until the next sample.
    void backOff();

    [[nodiscard]] Milliseconds smoothed() const { return m_smoothed; } ///< 100 ms at first
    /// 200 ms at first and at least, eight seconds at most; rounded up.
    [[nodiscard]] std::chrono::milliseconds timeout() const;

private:
    Milliseconds m_smoothed{ 100 };
    Milliseconds m_variation{ 0 };
    Milliseconds m_timeout{ 200 };
    int m_backOff = 1;
};

} // namespace links::ssm

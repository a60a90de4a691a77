#pragma once
#include <chrono>

namespace session {

/// The waits between attempts: 0.5 s, doubling to 30 s, each up to a fifth shorter or longer so
/// that many clients of one server do not come back in step.
class Backoff {
public:
    /// The next wait, `longest` at most.
    [[nodiscard]] std::chrono::milliseconds
    next(std::chrono::milliseconds longest = std::chrono::seconds(30));
    void reset();
    /// How many waits were handed out since reset().
    [[nodiscard]] int attempt() const { return m_attempt; }

private:
    int m_attempt = 0;
};

} // namespace session

#include "link/ssm/roundtrip.h"
#include <algorithm>

namespace links::ssm {

namespace {

using Milliseconds = RoundTrip::Milliseconds;
using namespace std::chrono_literals;

constexpr Milliseconds leastTimeout = 200ms; ///< a busy computer is slower than many a line
constexpr Milliseconds leastMargin = 10ms;
constexpr Milliseconds mostMargin = 1s;
constexpr Milliseconds mostTimeout = 8s;

} // namespace

void RoundTrip::sample(Milliseconds took)
{
    m_variation = m_variation * 0.75 + std::chrono::abs(m_smoothed - took) * 0.25;
    m_smoothed = m_smoothed * 0.875 + took * 0.125;
    // The peers cap the sum at a second. Capping the margin alone does the same on any line but
    // those whose round trip is longer, where they repeat everything.
    m_timeout =
        std::max(leastTimeout, m_smoothed + std::clamp(m_variation * 4, leastMargin, mostMargin));
    m_backOff = 1;
}

void RoundTrip::backOff()
{
    if (m_timeout * m_backOff < mostTimeout)
        m_backOff *= 2;
}

std::chrono::milliseconds RoundTrip::timeout() const
{
    return std::chrono::ceil<std::chrono::milliseconds>(
        std::min(m_timeout * m_backOff, mostTimeout));
}

} // namespace links::ssm

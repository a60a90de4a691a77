#include "session/backoff.h"
#include <QRandomGenerator>

namespace session {

std::chrono::milliseconds Backoff::next(std::chrono::milliseconds longest)
{
    const int most = int(longest.count());
    const int doublings = qMin(m_attempt, 16);
    ++m_attempt;
    const int base = qMin(500 << doublings, most);
    const double jitter = 0.8 + 0.4 * QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(qMin(int(base * jitter), most));
}

void Backoff::reset()
{
    m_attempt = 0;
}

} // namespace session

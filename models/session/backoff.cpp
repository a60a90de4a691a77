#include "session/backoff.h"
#include <QRandomGenerator>

namespace session {

std::chrono::milliseconds Backoff::next()
{
    const int doublings = qMin(m_attempt, 6);
    ++m_attempt;
    const int base = qMin(500 << doublings, 30000);
    const double jitter = 0.8 + 0.4 * QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(qMin(int(base * jitter), 30000));
}

void Backoff::reset()
{
    m_attempt = 0;
}

} // namespace session

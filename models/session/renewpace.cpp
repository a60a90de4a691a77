#include "session/renewpace.h"

namespace session {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds firstPause = 5s;
constexpr std::chrono::milliseconds longestPause = 5min;
constexpr std::chrono::milliseconds forgottenAfter = 15min;
} // namespace

bool RenewPace::allows(const QString &address)
{
    Last &last = m_last[address];
    if (!last.since.isValid() || last.since.hasExpired(forgottenAfter.count()))
        last.pause = firstPause;
    else if (!last.since.hasExpired(last.pause.count()))
        return false;
    else
        last.pause = qMin(last.pause * 2, longestPause);
    last.since.start();
    return true;
}

} // namespace session

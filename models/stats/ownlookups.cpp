#include "stats/ownlookups.h"

namespace stats {

void OwnLookups::begun()
{
    const std::lock_guard lock(m_mutex);
    ++m_now.started;
}

void OwnLookups::settled(const CommandLookups &counted)
{
    const std::lock_guard lock(m_mutex);
    ++m_now.finished;
    m_now.hits += counted.hits;
    m_now.misses += counted.misses;
    m_now.open += counted.exact ? 0 : 1;
}

void OwnLookups::note(const resp::Command &command, const resp::Reply &reply)
{
    if (!mayLookUp(command))
        return;
    begun();
    settled(lookupsOf(command, reply));
}

OwnLookups::Snapshot OwnLookups::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_now;
}

} // namespace stats

#pragma once
#include "stats/lookups.h"
#include <mutex>

namespace stats {

/// The lookups that this program itself has caused on one server. Any thread may count and read.
class OwnLookups {
public:
    struct Snapshot {
        qint64 hits = 0;
        qint64 misses = 0;
        quint64 started = 0; ///< commands that may look keys up, sent so far
        quint64 finished = 0; ///< of those, answered
        quint64 open = 0; ///< of those, answered in a way that leaves the count open

        /// Nothing was on the wire at that moment.
        [[nodiscard]] bool isQuiet() const { return started == finished; }
    };

    OwnLookups() = default;
    Q_DISABLE_COPY_MOVE(OwnLookups)

    /// A command that may look keys up has been sent; settled() follows exactly once.
    void begun();
    void settled(const CommandLookups &counted);
    /// One finished command seen from elsewhere: begun() and settled() in one.
    void note(const resp::Command &command, const resp::Reply &reply);
    [[nodiscard]] Snapshot snapshot() const;

private:
    mutable std::mutex m_mutex;
    Snapshot m_now;
};

} // namespace stats

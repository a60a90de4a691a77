#pragma once
#include "resp/send.h"

namespace stats {

/// How far one command of ours moved keyspace_hits and keyspace_misses, told from its reply.
struct CommandLookups {
    qint64 hits = 0;
    qint64 misses = 0;
    /// False when the reply leaves it open (HGET's nil: no key, or no such field?) or the command
    /// is not known; the figures are then the likelier ones.
    bool exact = true;

    friend bool operator==(const CommandLookups &, const CommandLookups &) = default;
};

/// Measured command by command on Redis 7.0. Reads count once per key they look up, also EXISTS,
/// TYPE, TTL and OBJECT; writes do not, nor SCAN without TYPE, nor MEMORY USAGE.
[[nodiscard]] CommandLookups lookupsOf(const resp::Command &command, const resp::Reply &reply);

/// False when no reply of this command can mean a lookup (PING, SET, DEL, SCAN 0, …).
[[nodiscard]] bool mayLookUp(const resp::Command &command);

} // namespace stats

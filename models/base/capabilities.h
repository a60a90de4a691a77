#pragma once

namespace base {

/// What the connected server can do, asked once after login (COMMAND INFO, a first refusal), never
/// read off a product name. Features are told by value; the defaults are a current Redis.
struct Capabilities {
    bool keepTtl = true; ///< SET … KEEPTTL (6.0)
    bool unlink = true; ///< UNLINK (4.0)
    bool expireConditions = true; ///< EXPIRE … NX|XX|GT|LT (7.0)
    bool pexpiretime = true; ///< PEXPIRETIME (7.0)
    bool restoreAbsTtl = true; ///< RESTORE … ABSTTL (5.0)
    bool scanType = true; ///< SCAN … TYPE (6.0)
    bool fieldTtl = false; ///< HPTTL, HPEXPIREAT (7.4; Valkey 9)
    bool hsetex = false; ///< HSETEX … KEEPTTL (8.0; Valkey 9)
    bool memoryUsage = true; ///< MEMORY USAGE
    bool getex = true; ///< 6.2
    bool copy = true; ///< COPY (6.2)

    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

} // namespace base

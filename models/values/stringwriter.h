#pragma once
#include "base/capabilities.h"
#include "values/savejob.h"

namespace values {

/// Writes a string value in place of the one that was loaded, keeping the TTL: `SET … KEEPTTL`, or
/// on servers without it SET and PEXPIREAT in one MULTI, the deadline read from PTTL and the
/// server's own TIME, so the life of the key is neither lengthened nor shortened.
/// Values over 1 MB are compared in GETRANGE pieces, so that no read holds the server up.
struct StringWriter {
    QByteArray key;
    QByteArray loaded;
    QByteArray mine;
    base::Capabilities can;

    /// Empty (nothing is sent) when `mine` is what was loaded.
    [[nodiscard]] SavePlan plan() const;
};

} // namespace values

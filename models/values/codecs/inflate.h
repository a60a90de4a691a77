#pragma once
#include "base/result.h"

namespace values {

struct Inflated {
    QByteArray bytes;
    bool truncated = false; ///< the cap was reached; there is more
};

[[nodiscard]] bool looksGzip(QByteArrayView bytes);
[[nodiscard]] bool looksZlib(QByteArrayView bytes);
/// gzip or zlib (told apart by their headers), never more than `cap` bytes of output.
[[nodiscard]] base::Result<Inflated> inflateBytes(QByteArrayView bytes, qsizetype cap);

} // namespace values

#include "stats/infoparser.h"
#include "stats/rates.h"
#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as two INFO replies, cut in the middle: whatever they say, no figure is negative and
/// no rate is above all.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    stats::Sample before = stats::sampleOf(stats::parseInfo(bytes.first(bytes.size() / 2)));
    stats::Sample now = stats::sampleOf(stats::parseInfo(bytes));
    stats::addCommandStats(now, stats::parseInfo(bytes));
    before.monotonic = 0;
    now.monotonic = 1000;
    const stats::Step step = stats::compare(before, now);
    if (!step.point)
        return 0;
    for (const bool exclude : { false, true }) {
        const double rate = stats::hitRate(*step.point, exclude);
        if (rate < 0 || rate > 100)
            std::abort();
    }
    for (const qint64 delta : step.point->delta) {
        if (delta < stats::notReported)
            std::abort();
    }
    return 0;
}

#include "keys/slotview.h"
#include <cstddef>
#include <cstdint>

/// Any bytes as a reply to CLUSTER NODES.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)keys::SlotView::parse(
        QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    return 0;
}

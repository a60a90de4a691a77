// An agent may be any program: nothing that it says makes us read past its bytes or believe
// lengths.
#include "link/ssh/agent.h"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto keys = links::agentreply::keys(bytes)) {
        qsizetype held = 5;
        for (const auto &key : *keys) {
            held += 8 + key.publicBlob.size();
            if (key.comment.size() > 80 || key.comment.contains(u'\n'))
                std::abort();
            (void)links::keyLabelOf(key.publicBlob);
            (void)links::fingerprintOf(key.publicBlob);
        }
        if (held > bytes.size())
            std::abort();
    }
    if (const auto signature = links::agentreply::signature(bytes)) {
        if (signature->algorithm.size() + signature->bytes.size() + 13 > bytes.size())
            std::abort();
    }
    return 0;
}

// Whatever is pasted or opened: no crash, no endless reading, and of the words that stand where
// secrets stand nothing in what would be shown.
#include "profiles/importer.h"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto import = profiles::readImport(bytes);
    if (!import) {
        if (import.error().text.isEmpty())
            std::abort();
        return 0;
    }
    for (const profiles::Candidate &candidate : import->candidates) {
        const profiles::Profile &p = candidate.profile;
        if (p.port == 0 || p.db < 0 || !p.id.isNull()
            || (p.unixSocket.isEmpty() && p.host.isEmpty()))
            std::abort();
        const QString secret = QString::fromUtf8(candidate.secrets.password.reveal());
        if (secret.size() < 8)
            continue; // a short one may stand anywhere
        for (const profiles::Found &found : candidate.found) {
            if (found.source.contains(secret))
                std::abort();
        }
    }
    return 0;
}

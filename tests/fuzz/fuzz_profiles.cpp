// Our own files on any bytes: the profile file loses no entry over a round trip, the vault is
// refused or whole.
#include "profiles/profilejson.h"
#include "profiles/vaultcodec.h"
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto file = profiles::readProfiles(bytes)) {
        const auto again = profiles::readProfiles(profiles::writeProfiles(*file));
        if (!again || again->profiles != file->profiles || again->foreign != file->foreign)
            std::abort();
    }
    if (profiles::vault::check(bytes) && bytes.size() < 100)
        std::abort(); // shorter than an empty vault
    return 0;
}

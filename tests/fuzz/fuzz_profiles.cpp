// Our own files and the clipboard on any bytes: the profile file loses no entry over a round trip,
// the vault is refused or whole, and a pasted address never leaks its password into the refusal.
#include "profiles/pastereader.h"
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

    if (const auto pasted = profiles::readPaste(QString::fromUtf8(bytes))) {
        const profiles::Profile &profile = pasted->profile;
        if (profile.port == 0 || profile.db < 0
            || (profile.unixSocket.isEmpty() && profile.host.isEmpty()))
            std::abort();
    }
    return 0;
}

#include "link/ssh/opensshtexts.h"
#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Any bytes as what `ssh` says or asks: there is always one cause and a sentence that can be
/// shown.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const links::OpenSshNames names{ QStringLiteral("bastion:22"), {}, QStringLiteral("ssh"), {} };
    const base::Error why = links::openSshExitError(bytes, names);
    if (why.cause == base::Error::Cause::Unknown || why.text.isEmpty() || why.text.size() > 20000)
        std::abort();
    if (links::openSshLossError(bytes, names).text.isEmpty())
        std::abort();
    for (const char *hint : { "", "confirm", "none" })
        (void)links::readOpenSshQuestion(bytes, hint);
    (void)links::readOpenSshRefusal(bytes);
    (void)links::readOpenSshSignIn(bytes);
    return 0;
}

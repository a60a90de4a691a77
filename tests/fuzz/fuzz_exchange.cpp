// An exported file on any bytes: it is refused with a sentence, or what it says survives being
// exported and read again, and an export without a password holds no secret. The same bytes as what
// rests for SSH: refused, or the same when they are written again.
#include "profiles/exchange.h"
#include "profiles/sshsecrets.h"
#include <cstdint>
#include <cstdlib>

static void readAsSshSecrets(const QByteArray &bytes)
{
    using profiles::SshSecrets;
    (void)SshSecrets::opened(base::Secret(bytes));
    const auto secrets = SshSecrets::opened(base::Secret(bytes.toBase64()));
    if (!secrets)
        return;
    const auto again = SshSecrets::opened(secrets->sealed());
    if (!again || !(again->sealed() == secrets->sealed()))
        std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    readAsSshSecrets(bytes);
    const QByteArray value("the value of the variable");
    const auto lookUp = [&](const QString &name) -> std::optional<QByteArray> {
        return name == QLatin1String("SET") ? std::optional(value) : std::nullopt;
    };
    const auto read = profiles::readExport(bytes, {}, lookUp);
    if (!read) {
        if (read.error().text.isEmpty() || read.error().text.toUtf8().contains(value))
            std::abort();
        return 0;
    }
    const auto written = profiles::exportProfiles(*read);
    if (!written || written->contains(value))
        std::abort();
    const auto again = profiles::readExport(*written);
    if (!again || again->size() != read->size())
        std::abort();
    return 0;
}

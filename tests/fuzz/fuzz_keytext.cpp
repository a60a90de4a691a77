// Whatever is chosen or pasted as a key: no crash, no endless work, a sentence for each fault, and
// a key that was accepted signs as the public half it shows.
#include "link/ssh/keyidentity.h"
#include "link/ssh/wirereader.h"
#include <array>
#include <cstdint>
#include <cstdlib>

namespace {

/// bcrypt's rounds, of an openssh-key-v1; each takes milliseconds.
bool isSlow(const QByteArray &body)
{
    links::WireReader reader(body.mid(15));
    reader.string();
    reader.string();
    links::WireReader options(reader.string().value_or(QByteArray()));
    options.string();
    return options.uint32().value_or(0) > 2;
}

void tryOut(const links::KeyBlock &block, QByteArrayView passphrase)
{
    const auto key = links::openedKey(block, passphrase);
    if (!key) {
        if (links::keyError(key.error(), QStringLiteral("x")).text.isEmpty())
            std::abort();
        return;
    }
    const auto identity = links::identityOf(*key, QStringLiteral("x"));
    if (!identity)
        return;
    const QByteArray type = links::keyTypeOf((*identity)->publicBlob());
    const auto signature =
        (*identity)->sign("data", type == "ssh-rsa" ? QByteArray("rsa-sha2-512") : type).result();
    if (!signature)
        std::abort();
}

void tryBoth(const links::KeyBlock &block)
{
    (void)links::publicBlobOfOpenSsh(block.body.bytes);
    tryOut(block, {});
    if (block.label != "OPENSSH PRIVATE KEY" || !isSlow(block.body.bytes))
        tryOut(block, "fuzz");
}

constexpr std::array labels{ "OPENSSH PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                             "PRIVATE KEY", "ENCRYPTED PRIVATE KEY" };

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto blob = links::publicBlobOfLine(bytes);
    if (blob && links::keyTypeOf(*blob).isEmpty())
        std::abort();
    if (size > 0 && data[0] < labels.size()) // what base64 hides from mutations
        tryBoth({ labels[data[0]], {}, links::Wiped(bytes.mid(1)) });
    const auto block = links::privateBlockIn(bytes);
    if (!block) {
        if (links::keyError(block.error(), QStringLiteral("x")).text.isEmpty())
            std::abort();
        return 0;
    }
    tryBoth(*block);
    return 0;
}

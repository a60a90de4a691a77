#include "profiles/vaultcodec.h"
#include <QCoreApplication>
#include <QtEndian>
#include <sodium.h>

namespace profiles::vault {

namespace {
// magic 8 | version 1 | passes 4 | memory 8 | salt 16 | nonce 24 | sealed … | checksum 32
// The checksum tells a damaged file from a wrong password; what keeps others out is the AEAD, which
// covers the header as well.
constexpr QByteArrayView magic("LRDVAULT");
constexpr char version = 1;
constexpr qsizetype saltAt = 8 + 1 + 4 + 8;
constexpr qsizetype saltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype nonceAt = saltAt + saltSize;
constexpr qsizetype nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype sealedAt = nonceAt + nonceSize;
constexpr qsizetype tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype keySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype sumSize = crypto_generichash_BYTES;
constexpr quint64 mostMemory = 1024ULL * 1024 * 1024; // a file cannot make us take more
constexpr quint32 mostPasses = 16;

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

template <typename T> void append(QByteArray &out, T value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

template <typename T> T read(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

QByteArray checksum(QByteArrayView bytes)
{
    QByteArray sum(sumSize, '\0');
    crypto_generichash(raw(sum), sumSize, raw(bytes), static_cast<unsigned long long>(bytes.size()),
                       nullptr, 0);
    return sum;
}

tl::unexpected<base::Error> damaged()
{
    return base::fail(base::Error::Kind::Invalid,
                      QCoreApplication::translate("profiles", "The vault file is damaged."));
}

base::Result<base::Secret> derive(const base::Secret &password, const QByteArray &salt,
                                  const Cost &cost)
{
    QByteArray secret = password.reveal();
    QByteArray key(keySize, '\0');
    const int failed = crypto_pwhash(
        raw(key), keySize, secret.constData(), static_cast<unsigned long long>(secret.size()),
        raw(QByteArrayView(salt)), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13);
    base::wipe(secret);
    if (failed)
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate(
                              "profiles", "There is not enough memory to open the vault."));
    base::Secret out(key);
    base::wipe(key);
    return out;
}

QByteArray plain(const Entries &entries)
{
    QByteArray out;
    qsizetype size = 4;
    for (auto it = entries.begin(); it != entries.end(); ++it)
        size += 8 + it.key().size() + it->reveal().size();
    out.reserve(size); // no growing: a copy left behind by realloc would not be wiped
    append<quint32>(out, static_cast<quint32>(entries.size()));
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        QByteArray secret = it->reveal();
        append<quint32>(out, static_cast<quint32>(it.key().size()));
        out += it.key();
        append<quint32>(out, static_cast<quint32>(secret.size()));
        out += secret;
        base::wipe(secret);
    }
    return out;
}

std::optional<Entries> entriesFrom(QByteArrayView bytes)
{
    qsizetype at = 0;
    const auto length = [&]() -> std::optional<qsizetype> {
        if (bytes.size() - at < 4)
            return {};
        const auto value = static_cast<qsizetype>(read<quint32>(bytes, at));
        at += 4;
        return value;
    };
    const auto take = [&](qsizetype size) {
        const QByteArrayView part = bytes.sliced(at, size);
        at += size;
        return part;
    };
    const auto count = length();
    if (!count)
        return {};
    Entries out;
    for (qsizetype i = 0; i < *count; ++i) {
        const auto nameSize = length();
        if (!nameSize || *nameSize > bytes.size() - at)
            return {};
        const QByteArray name = take(*nameSize).toByteArray();
        const auto secretSize = length();
        if (!secretSize || *secretSize > bytes.size() - at)
            return {};
        out.insert(name, base::Secret(take(*secretSize).toByteArray()));
    }
    return at == bytes.size() ? std::optional(std::move(out)) : std::nullopt;
}
} // namespace

Cost Cost::moderate()
{
    return { crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE };
}

Cost Cost::least()
{
    return { crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN };
}

base::Result<Key> newKey(const base::Secret &password, const Cost &cost)
{
    if (sodium_init() < 0)
        return base::fail(
            base::Error::Kind::Storage,
            QCoreApplication::translate("profiles", "The cipher library does not start."));
    Key key;
    key.cost = cost;
    key.salt = QByteArray(saltSize, '\0');
    randombytes_buf(key.salt.data(), saltSize);
    auto bytes = derive(password, key.salt, cost);
    if (!bytes)
        return base::fail(bytes.error());
    key.bytes = std::move(*bytes);
    return key;
}

QByteArray seal(const Key &key, const Entries &entries)
{
    QByteArray file = magic.toByteArray();
    file += version;
    append<quint32>(file, key.cost.passes);
    append<quint64>(file, key.cost.memory);
    file += key.salt;
    QByteArray nonce(nonceSize, '\0');
    randombytes_buf(nonce.data(), nonceSize);
    file += nonce;

    QByteArray content = plain(entries);
    QByteArray secret = key.bytes.reveal();
    QByteArray sealed(content.size() + tagSize, '\0');
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(sealed), &size, raw(QByteArrayView(content)),
        static_cast<unsigned long long>(content.size()), raw(QByteArrayView(file)),
        static_cast<unsigned long long>(file.size()), nullptr, raw(QByteArrayView(nonce)),
        raw(QByteArrayView(secret)));
    base::wipe(content);
    base::wipe(secret);
    file += sealed;
    return file + checksum(file);
}

base::Result<> check(const QByteArray &file)
{
    if (sodium_init() < 0 || file.size() < sealedAt + tagSize + sumSize
        || !file.startsWith(magic.toByteArray()))
        return damaged();
    if (file.at(magic.size()) != version)
        return base::fail(base::Error::Kind::TooLarge,
                          QCoreApplication::translate(
                              "profiles", "The vault was made by a newer version of Larder."));
    const auto passes = read<quint32>(file, magic.size() + 1);
    const auto memory = read<quint64>(file, magic.size() + 5);
    const bool sane = passes >= crypto_pwhash_OPSLIMIT_MIN && passes <= mostPasses
        && memory >= crypto_pwhash_MEMLIMIT_MIN && memory <= mostMemory;
    const QByteArrayView body = QByteArrayView(file).chopped(sumSize);
    if (!sane || checksum(body) != file.last(sumSize))
        return damaged();
    return {};
}

base::Result<Opened> open(const QByteArray &file, const base::Secret &password)
{
    if (auto good = check(file); !good)
        return base::fail(good.error());
    Opened out;
    out.key.cost = { read<quint32>(file, magic.size() + 1), read<quint64>(file, magic.size() + 5) };
    out.key.salt = file.sliced(saltAt, saltSize);
    auto bytes = derive(password, out.key.salt, out.key.cost);
    if (!bytes)
        return base::fail(bytes.error());
    out.key.bytes = std::move(*bytes);

    const QByteArrayView view(file);
    const QByteArrayView sealed = view.sliced(sealedAt).chopped(sumSize);
    QByteArray content(sealed.size() - tagSize, '\0');
    QByteArray secret = out.key.bytes.reveal();
    const int wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(content), nullptr, nullptr, raw(sealed), static_cast<unsigned long long>(sealed.size()),
        raw(view), static_cast<unsigned long long>(sealedAt), raw(view.sliced(nonceAt)),
        raw(QByteArrayView(secret)));
    base::wipe(secret);
    if (wrong)
        return base::fail(base::Error::Kind::Auth,
                          QCoreApplication::translate(
                              "profiles", "This is not the master password of the vault."));
    auto entries = entriesFrom(content);
    base::wipe(content);
    if (!entries)
        return damaged();
    out.entries = std::move(*entries);
    return out;
}

} // namespace profiles::vault

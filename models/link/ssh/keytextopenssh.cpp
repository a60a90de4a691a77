// "openssh-key-v1", after PROTOCOL.key of OpenSSH.
#include "link/ssh/bcryptkdf.h"
#include "link/ssh/keyidentity.h"
#include "link/ssh/wirereader.h"
#include <array>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace links {

namespace {

constexpr QByteArrayView magic("openssh-key-v1\0", 15);
/// ssh-keygen's default is 16, which takes a fraction of a second; this takes about ten.
constexpr quint32 mostRounds = 1024;
constexpr qsizetype tagLength = 16;

struct Free {
    void operator()(BIGNUM *number) const { BN_clear_free(number); }
    void operator()(BN_CTX *context) const { BN_CTX_free(context); }
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
    void operator()(EVP_PKEY_CTX *context) const { EVP_PKEY_CTX_free(context); }
    void operator()(OSSL_PARAM_BLD *builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM *params) const { OSSL_PARAM_free(params); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

const uchar *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const uchar *>(bytes.data());
}

struct Cipher {
    const char *name;
    const char *openssl;
    int key;
    int iv;
    int block;
    bool seals; ///< a tag follows
};
constexpr std::array ciphers{
    Cipher{ "aes256-ctr", "AES-256-CTR", 32, 16, 16, false },
    Cipher{ "aes192-ctr", "AES-192-CTR", 24, 16, 16, false },
    Cipher{ "aes128-ctr", "AES-128-CTR", 16, 16, 16, false },
    Cipher{ "aes256-cbc", "AES-256-CBC", 32, 16, 16, false },
    Cipher{ "aes192-cbc", "AES-192-CBC", 24, 16, 16, false },
    Cipher{ "aes128-cbc", "AES-128-CBC", 16, 16, 16, false },
    Cipher{ "3des-cbc", "DES-EDE3-CBC", 24, 8, 8, false },
    Cipher{ "aes256-gcm@openssh.com", "AES-256-GCM", 32, 12, 16, true },
    Cipher{ "aes128-gcm@openssh.com", "AES-128-GCM", 16, 12, 16, true },
    Cipher{ "chacha20-poly1305@openssh.com", nullptr, 64, 0, 8, true },
};

struct Container {
    QByteArrayView cipher;
    QByteArrayView kdf;
    QByteArrayView kdfOptions;
    QByteArrayView publicBlob;
    QByteArrayView sealed;
    QByteArrayView tag;
};

KeyResult<Container> containerIn(QByteArrayView body)
{
    WireView reader(body);
    if (reader.take(magic.size()) != magic)
        return noKey(KeyFault::Damaged);
    const auto cipher = reader.string();
    const auto kdf = reader.string();
    const auto options = reader.string();
    const auto keys = reader.uint32();
    const auto publicBlob = reader.string();
    if (!publicBlob)
        return noKey(KeyFault::Damaged);
    if (*keys != 1)
        return noKey(KeyFault::SeveralKeys);
    const auto sealed = reader.string();
    if (!sealed)
        return noKey(KeyFault::Damaged);
    return Container{ *cipher, *kdf, *options, *publicBlob, *sealed, reader.rest() };
}

struct Stream {
    QByteArrayView input;
    uchar *output;
};

/// One pass of a cipher of OpenSSL; `tag` for those that seal.
bool decipher(const EVP_CIPHER *cipher, const uchar *key, const uchar *iv, Stream stream,
              QByteArrayView tag = {})
{
    const Owned<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
    int length = 0;
    std::array<uchar, EVP_MAX_BLOCK_LENGTH> rest{};
    return cipher && EVP_DecryptInit_ex(context.get(), cipher, nullptr, key, iv) == 1
        && EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1
        && EVP_DecryptUpdate(context.get(), stream.output, &length, raw(stream.input),
                             int(stream.input.size()))
        == 1
        && (tag.isEmpty()
            || EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int(tag.size()),
                                   const_cast<char *>(tag.data()))
                == 1)
        && EVP_DecryptFinal_ex(context.get(), rest.data(), &length) == 1;
}

/// PROTOCOL.chacha20poly1305 for a packet of number 0 without a length field: the tag's key is the
/// first block of the key stream, the text begins with the second.
bool decipherChaCha(const uchar *key, Stream stream, QByteArrayView tag)
{
    const std::array<uchar, 32> zeros{};
    std::array<uchar, 32> tagKey{};
    std::array<uchar, 16> counter{};
    if (!decipher(EVP_chacha20(), key, counter.data(),
                  { QByteArrayView(zeros.data(), qsizetype(zeros.size())), tagKey.data() }))
        return false;
    std::array<uchar, tagLength> proof{};
    size_t length = 0;
    const bool counted = EVP_Q_mac(nullptr, "POLY1305", nullptr, nullptr, nullptr, tagKey.data(),
                                   tagKey.size(), raw(stream.input), size_t(stream.input.size()),
                                   proof.data(), proof.size(), &length)
        != nullptr;
    OPENSSL_cleanse(tagKey.data(), tagKey.size());
    if (!counted || CRYPTO_memcmp(proof.data(), tag.data(), proof.size()) != 0)
        return false;
    counter.front() = 1;
    return decipher(EVP_chacha20(), key, counter.data(), stream);
}

KeyResult<Wiped> decrypted(const Container &box, QByteArrayView passphrase)
{
    const auto *cipher = std::find_if(ciphers.begin(), ciphers.end(), [&](const Cipher &known) {
        return box.cipher == QByteArrayView(known.name);
    });
    if (cipher == ciphers.end())
        return noKey(
            KeyFault::CipherUnsupported,
            QString::fromLatin1(box.cipher.first(std::min<qsizetype>(box.cipher.size(), 64))));
    if (box.kdf != QByteArrayView("bcrypt"))
        return noKey(KeyFault::CipherUnsupported,
                     QString::fromLatin1(box.kdf.first(std::min<qsizetype>(box.kdf.size(), 64))));
    WireView options(box.kdfOptions);
    const auto salt = options.string();
    const auto rounds = options.uint32();
    if (!rounds || *rounds == 0 || salt->isEmpty() || box.sealed.isEmpty()
        || box.sealed.size() % cipher->block != 0
        || box.tag.size() != (cipher->seals ? tagLength : 0))
        return noKey(KeyFault::Damaged);
    if (*rounds > mostRounds)
        return noKey(KeyFault::TooManyRounds);
    if (passphrase.isEmpty())
        return noKey(KeyFault::PassphraseMissing);
    const Wiped key(bcryptKdf(passphrase, *salt, *rounds, cipher->key + cipher->iv));
    Wiped plain(QByteArray(box.sealed.size(), '\0'));
    const Stream stream{ box.sealed, reinterpret_cast<uchar *>(plain.bytes.data()) };
    const uchar *bytes = raw(key.bytes);
    const bool done = cipher->openssl ? decipher(EVP_get_cipherbyname(cipher->openssl), bytes,
                                                 bytes + cipher->key, stream, box.tag)
                                      : decipherChaCha(bytes, stream, box.tag);
    if (!done)
        return noKey(KeyFault::PassphraseWrong);
    return plain;
}

/// For secrets: OpenSSL clears these.
Owned<BIGNUM> number(QByteArrayView bytes)
{
    return Owned<BIGNUM>(BN_bin2bn(raw(bytes), int(bytes.size()), BN_secure_new()));
}

class Builder {
public:
    void add(const char *name, BIGNUM *value)
    {
        m_good = m_good && value && OSSL_PARAM_BLD_push_BN(m_builder.get(), name, value) == 1;
    }
    void add(const char *name, QByteArrayView octets)
    {
        m_good = m_good
            && OSSL_PARAM_BLD_push_octet_string(m_builder.get(), name, octets.data(),
                                                size_t(octets.size()))
                == 1;
    }
    void addText(const char *name, const char *text)
    {
        m_good = m_good && OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), name, text, 0) == 1;
    }
    /// What was added has to live until here.
    [[nodiscard]] PrivateKey key(const char *type) const
    {
        const Owned<OSSL_PARAM> params(m_good ? OSSL_PARAM_BLD_to_param(m_builder.get()) : nullptr);
        const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        EVP_PKEY *made = nullptr;
        if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1
            || EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, params.get()) != 1)
            return {};
        return { made, EVP_PKEY_free };
    }

private:
    Owned<OSSL_PARAM_BLD> m_builder{ OSSL_PARAM_BLD_new() };
    bool m_good = true;
};

/// d mod (factor - 1).
Owned<BIGNUM> exponentOf(BIGNUM *d, const BIGNUM *factor, BN_CTX *context)
{
    Owned<BIGNUM> less(BN_secure_new());
    Owned<BIGNUM> exponent(BN_secure_new());
    BN_set_flags(d, BN_FLG_CONSTTIME);
    if (!BN_sub(less.get(), factor, BN_value_one())
        || !BN_mod(exponent.get(), d, less.get(), context))
        return {};
    return exponent;
}

PrivateKey rsaKey(WireView &fields)
{
    const auto n = fields.string();
    const auto e = fields.string();
    const auto d = fields.string();
    const auto inverse = fields.string();
    const auto p = fields.string();
    const auto q = fields.string();
    if (!q)
        return {};
    const Owned<BN_CTX> context(BN_CTX_secure_new());
    const std::array numbers{ number(*n), number(*e), number(*d),
                              number(*p), number(*q), number(*inverse) };
    const auto dp = exponentOf(numbers[2].get(), numbers[3].get(), context.get());
    const auto dq = exponentOf(numbers[2].get(), numbers[4].get(), context.get());
    Builder builder;
    builder.add(OSSL_PKEY_PARAM_RSA_N, numbers[0].get());
    builder.add(OSSL_PKEY_PARAM_RSA_E, numbers[1].get());
    builder.add(OSSL_PKEY_PARAM_RSA_D, numbers[2].get());
    builder.add(OSSL_PKEY_PARAM_RSA_FACTOR1, numbers[3].get());
    builder.add(OSSL_PKEY_PARAM_RSA_FACTOR2, numbers[4].get());
    builder.add(OSSL_PKEY_PARAM_RSA_EXPONENT1, dp.get());
    builder.add(OSSL_PKEY_PARAM_RSA_EXPONENT2, dq.get());
    builder.add(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, numbers[5].get());
    return builder.key("RSA");
}

PrivateKey ecKey(WireView &fields, const char *group)
{
    fields.string(); // the curve again
    const auto point = fields.string();
    const auto scalar = fields.string();
    if (!scalar)
        return {};
    const auto secret = number(*scalar);
    Builder builder;
    builder.addText(OSSL_PKEY_PARAM_GROUP_NAME, group);
    builder.add(OSSL_PKEY_PARAM_PUB_KEY, *point);
    builder.add(OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
    return builder.key("EC");
}

PrivateKey edKey(WireView &fields)
{
    fields.string(); // the public half, which stands in the private one once more
    const auto both = fields.string();
    if (!both || both->size() != 64)
        return {};
    return { EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(*both), 32),
             EVP_PKEY_free };
}

/// The fault of a kind that is never used here; nothing for those that are.
std::optional<KeyFailure> foreignKind(QByteArrayView publicBlob)
{
    const QByteArray blob = publicBlob.toByteArray();
    const QByteArray type = keyTypeOf(blob);
    if (canSignIn(blob) || type == "ssh-rsa") // its size is told later
        return std::nullopt;
    if (type == "ssh-dss")
        return KeyFailure{ KeyFault::Dsa, {} };
    if (type.startsWith("sk-"))
        return KeyFailure{ KeyFault::HardwareKey, {} };
    if (type.isEmpty())
        return KeyFailure{};
    return KeyFailure{ KeyFault::KindUnsupported, QString::fromLatin1(type.left(64)) };
}

PrivateKey keyIn(WireView &fields)
{
    const QByteArrayView type = fields.string().value_or(QByteArrayView());
    if (type == QByteArrayView("ssh-rsa"))
        return rsaKey(fields);
    if (type == QByteArrayView("ssh-ed25519"))
        return edKey(fields);
    if (type == QByteArrayView("ecdsa-sha2-nistp256"))
        return ecKey(fields, "prime256v1");
    if (type == QByteArrayView("ecdsa-sha2-nistp384"))
        return ecKey(fields, "secp384r1");
    if (type == QByteArrayView("ecdsa-sha2-nistp521"))
        return ecKey(fields, "secp521r1");
    return {};
}

/// The comment, then 1, 2, 3 … up to the cipher's block.
bool endsWell(WireView &fields)
{
    if (!fields.string())
        return false;
    const QByteArrayView padding = fields.rest();
    for (qsizetype i = 0; i < padding.size(); ++i) {
        if (padding[i] != char(i + 1))
            return false;
    }
    return padding.size() < EVP_MAX_BLOCK_LENGTH;
}

} // namespace

KeyResult<PrivateKey> openedOpenSsh(QByteArrayView body, QByteArrayView passphrase)
{
    const auto box = containerIn(body);
    if (!box)
        return tl::unexpected(box.error());
    if (const auto foreign = foreignKind(box->publicBlob))
        return tl::unexpected(*foreign);
    const bool encrypted = box->cipher != QByteArrayView("none");
    auto plain = encrypted ? decrypted(*box, passphrase) : KeyResult<Wiped>(Wiped());
    if (!plain)
        return tl::unexpected(plain.error());
    WireView fields(encrypted ? QByteArrayView(plain->bytes) : box->sealed);
    const auto check = fields.uint32();
    if (!check || check != fields.uint32())
        return noKey(encrypted ? KeyFault::PassphraseWrong : KeyFault::Damaged);
    PrivateKey key = keyIn(fields);
    if (!key || !endsWell(fields))
        return noKey(KeyFault::Damaged);
    const auto publicBlob = publicBlobOf(key.get());
    if (!publicBlob)
        return tl::unexpected(publicBlob.error());
    if (*publicBlob != box->publicBlob)
        return noKey(KeyFault::Damaged);
    return key;
}

std::optional<QByteArray> publicBlobOfOpenSsh(QByteArrayView body)
{
    const auto box = containerIn(body);
    if (!box || !canSignIn(box->publicBlob.toByteArray()))
        return std::nullopt;
    return box->publicBlob.toByteArray();
}

} // namespace links

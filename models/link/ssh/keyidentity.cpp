#include "link/ssh/keyidentity.h"
#include "link/ssh/wirereader.h"
#include <QCoreApplication>
#include <array>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>

namespace links {

namespace {

struct Free {
    void operator()(BIGNUM *number) const { BN_free(number); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    void operator()(ECDSA_SIG *signature) const { ECDSA_SIG_free(signature); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

QByteArray mpint(const BIGNUM *number)
{
    QByteArray bytes(BN_num_bytes(number), '\0');
    BN_bn2bin(number, reinterpret_cast<uchar *>(bytes.data()));
    if (!bytes.isEmpty() && (uchar(bytes.front()) & 0x80U))
        bytes.prepend('\0');
    return wireString(bytes);
}

Owned<BIGNUM> numberOf(EVP_PKEY *key, const char *name)
{
    BIGNUM *number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    return Owned<BIGNUM>(number);
}

KeyResult<QByteArray> rsaBlob(EVP_PKEY *key)
{
    const int bits = EVP_PKEY_get_bits(key);
    if (bits < fewestRsaBits)
        return noKey(KeyFault::RsaTooShort, QString::number(bits));
    if (bits > mostRsaBits)
        return noKey(KeyFault::KindUnsupported, QStringLiteral("RSA %1").arg(bits));
    const auto n = numberOf(key, OSSL_PKEY_PARAM_RSA_N);
    const auto e = numberOf(key, OSSL_PKEY_PARAM_RSA_E);
    if (!n || !e)
        return noKey(KeyFault::Damaged);
    return wireString("ssh-rsa") + mpint(e.get()) + mpint(n.get());
}

struct Curve {
    const char *group;
    const char *name;
    int bytes; ///< of a coordinate
};
constexpr std::array curves{ Curve{ "prime256v1", "nistp256", 32 },
                             Curve{ "secp384r1", "nistp384", 48 },
                             Curve{ "secp521r1", "nistp521", 66 } };

KeyResult<QByteArray> ecBlob(EVP_PKEY *key)
{
    std::array<char, 64> group{};
    if (!EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(), group.size(),
                                        nullptr))
        return noKey(KeyFault::KindUnsupported, QStringLiteral("ECDSA"));
    const auto *curve = std::find_if(curves.begin(), curves.end(), [&](const Curve &known) {
        return qstrcmp(known.group, group.data()) == 0;
    });
    if (curve == curves.end())
        return noKey(KeyFault::KindUnsupported,
                     QStringLiteral("ECDSA ") + QString::fromLatin1(group.data()));
    const auto x = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_X);
    const auto y = numberOf(key, OSSL_PKEY_PARAM_EC_PUB_Y);
    QByteArray point(1 + 2 * curve->bytes, '\x04'); // uncompressed: SEC 1 §2.3.3
    auto *bytes = reinterpret_cast<uchar *>(point.data());
    if (!x || !y || BN_bn2binpad(x.get(), bytes + 1, curve->bytes) < 0
        || BN_bn2binpad(y.get(), bytes + 1 + curve->bytes, curve->bytes) < 0)
        return noKey(KeyFault::Damaged);
    const QByteArray name(curve->name);
    return wireString("ecdsa-sha2-" + name) + wireString(name) + wireString(point);
}

KeyResult<QByteArray> edBlob(EVP_PKEY *key)
{
    QByteArray bytes(32, '\0');
    auto length = size_t(bytes.size());
    if (!EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(bytes.data()), &length))
        return noKey(KeyFault::Damaged);
    return wireString("ssh-ed25519") + wireString(bytes);
}

/// RFC 8332, RFC 5656 §6.2.1, RFC 8709; nothing for an algorithm that is not the key's.
std::optional<const EVP_MD *> digestFor(const QByteArray &algorithm, const QByteArray &keyType)
{
    if (keyType == "ssh-rsa") {
        if (algorithm == "rsa-sha2-512")
            return EVP_sha512();
        if (algorithm == "rsa-sha2-256")
            return EVP_sha256();
        return std::nullopt;
    }
    if (algorithm != keyType)
        return std::nullopt;
    if (keyType == "ecdsa-sha2-nistp256")
        return EVP_sha256();
    if (keyType == "ecdsa-sha2-nistp384")
        return EVP_sha384();
    if (keyType == "ecdsa-sha2-nistp521")
        return EVP_sha512();
    return nullptr; // Ed25519 hashes by itself
}

/// As OpenSSL gives it; empty when it cannot.
QByteArray signature(EVP_PKEY *key, const EVP_MD *digest, const QByteArray &data)
{
    const auto *input = reinterpret_cast<const uchar *>(data.constData());
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    size_t length = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key) != 1
        || EVP_DigestSign(context.get(), nullptr, &length, input, size_t(data.size())) != 1)
        return {};
    QByteArray bytes(qsizetype(length), '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<uchar *>(bytes.data()), &length, input,
                       size_t(data.size()))
        != 1)
        return {};
    bytes.truncate(qsizetype(length));
    return bytes;
}

bool verifies(EVP_PKEY *key, const EVP_MD *digest, const QByteArray &data, const QByteArray &bytes)
{
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1
        && EVP_DigestVerify(context.get(), reinterpret_cast<const uchar *>(bytes.constData()),
                            size_t(bytes.size()), reinterpret_cast<const uchar *>(data.constData()),
                            size_t(data.size()))
        == 1;
}

/// mpint r, mpint s of a DER signature.
QByteArray ecdsaWire(const QByteArray &der)
{
    const auto *at = reinterpret_cast<const uchar *>(der.constData());
    const Owned<ECDSA_SIG> parts(d2i_ECDSA_SIG(nullptr, &at, long(der.size())));
    return parts ? mpint(ECDSA_SIG_get0_r(parts.get())) + mpint(ECDSA_SIG_get0_s(parts.get()))
                 : QByteArray();
}

class KeyIdentity final : public Identity {
public:
    KeyIdentity(PrivateKey key, QByteArray publicBlob, QString name)
        : m_key(std::move(key))
        , m_publicBlob(std::move(publicBlob))
        , m_name(std::move(name))
    {
    }

    [[nodiscard]] QByteArray publicBlob() const override { return m_publicBlob; }
    [[nodiscard]] QString name() const override { return m_name; }
    [[nodiscard]] QFuture<base::Result<QByteArray>> sign(const QByteArray &data,
                                                         const QByteArray &algorithm) override
    {
        return QtFuture::makeReadyFuture(signedNow(data, algorithm));
    }

private:
    [[nodiscard]] base::Result<QByteArray> signedNow(const QByteArray &data,
                                                     const QByteArray &algorithm) const
    {
        const QByteArray type = keyTypeOf(m_publicBlob);
        const auto digest = digestFor(algorithm, type);
        QByteArray bytes = digest ? signature(m_key.get(), *digest, data) : QByteArray();
        if (type.startsWith("ecdsa-"))
            bytes = ecdsaWire(bytes);
        ERR_clear_error(); // the queue is the thread's, and TLS reads it too
        if (!bytes.isEmpty())
            return bytes;
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "link", "The key %1 cannot sign as %2, which the server asks for.")
                              .arg(m_name, QString::fromLatin1(algorithm)),
                          {}, base::Error::Cause::SshKeyUnreadable);
    }

    const PrivateKey m_key;
    const QByteArray m_publicBlob;
    const QString m_name;
};

} // namespace

KeyResult<QByteArray> publicBlobOf(evp_pkey_st *key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
        return rsaBlob(key);
    case EVP_PKEY_EC:
        return ecBlob(key);
    case EVP_PKEY_ED25519:
        return edBlob(key);
    case EVP_PKEY_DSA:
        return noKey(KeyFault::Dsa);
    default:
        return noKey(KeyFault::KindUnsupported, QString::fromLatin1(EVP_PKEY_get0_type_name(key)));
    }
}

KeyResult<IdentityPtr> identityOf(const PrivateKey &key, const QString &name)
{
    const auto blob = publicBlobOf(key.get());
    if (!blob)
        return tl::unexpected(blob.error());
    const QByteArray type = keyTypeOf(*blob);
    const QByteArray proof("larder");
    const auto digest = digestFor(type == "ssh-rsa" ? QByteArray("rsa-sha2-256") : type, type);
    const QByteArray bytes = signature(key.get(), *digest, proof);
    if (bytes.isEmpty() || !verifies(key.get(), *digest, proof, bytes))
        return noKey(KeyFault::Damaged);
    return IdentityPtr(std::make_shared<KeyIdentity>(key, *blob, name));
}

} // namespace links

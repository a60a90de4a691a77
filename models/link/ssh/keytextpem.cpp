// PKCS#1, SEC 1 and PKCS#8, with the encryption of RFC 1421 headers and of PKCS#5.
#include "link/ssh/keytext.h"
#include <array>
#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

namespace links {

namespace {

/// OpenSSL's default is 2048; this takes seconds.
constexpr qint64 mostIterations = 8'000'000;
constexpr qint64 mostScryptSteps = 1 << 24;

struct Free {
    void operator()(X509_SIG *box) const { X509_SIG_free(box); }
    void operator()(PKCS8_PRIV_KEY_INFO *info) const { PKCS8_PRIV_KEY_INFO_free(info); }
    void operator()(PBE2PARAM *params) const { PBE2PARAM_free(params); }
    void operator()(PBEPARAM *params) const { PBEPARAM_free(params); }
    void operator()(PBKDF2PARAM *params) const { PBKDF2PARAM_free(params); }
    void operator()(SCRYPT_PARAMS *params) const { SCRYPT_PARAMS_free(params); }
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

template <typename T> Owned<T> unpacked(const X509_ALGOR *algorithm, const ASN1_ITEM *item)
{
    return Owned<T>(algorithm
                        ? static_cast<T *>(ASN1_TYPE_unpack_sequence(item, algorithm->parameter))
                        : nullptr);
}

PrivateKey owned(EVP_PKEY *key)
{
    return { key, EVP_PKEY_free };
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

/// Whether OpenSSL gave up because it does not have (or load) an algorithm.
bool algorithmIsMissing()
{
    while (const unsigned long error = ERR_get_error()) {
        const int reason = ERR_GET_REASON(error);
        if (reason == ERR_R_UNSUPPORTED
            || (ERR_GET_LIB(error) == ERR_LIB_EVP
                && (reason == EVP_R_UNSUPPORTED_ALGORITHM || reason == EVP_R_UNKNOWN_CIPHER
                    || reason == EVP_R_UNKNOWN_PBE_ALGORITHM || reason == EVP_R_UNSUPPORTED_PRF
                    || reason == EVP_R_UNSUPPORTED_CIPHER
                    || reason == EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION)))
            return true;
    }
    return false;
}

/// How long the passphrase is stretched, of RFC 8018 and RFC 7914: a file may ask for hours.
bool takesForEver(const X509_ALGOR *algorithm)
{
    if (OBJ_obj2nid(algorithm->algorithm) != NID_pbes2) {
        const auto simple = unpacked<PBEPARAM>(algorithm, ASN1_ITEM_rptr(PBEPARAM));
        return simple && ASN1_INTEGER_get(simple->iter) > mostIterations;
    }
    const auto scheme = unpacked<PBE2PARAM>(algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    if (!scheme)
        return false;
    if (OBJ_obj2nid(scheme->keyfunc->algorithm) == NID_id_scrypt) {
        const auto scrypt = unpacked<SCRYPT_PARAMS>(scheme->keyfunc, ASN1_ITEM_rptr(SCRYPT_PARAMS));
        if (!scrypt)
            return false;
        qint64 steps = 1;
        for (const ASN1_INTEGER *factor :
             { scrypt->costParameter, scrypt->blockSize, scrypt->parallelizationParameter }) {
            const qint64 value = ASN1_INTEGER_get(factor);
            if (value <= 0 || value > mostScryptSteps / steps)
                return true;
            steps *= value;
        }
        return false;
    }
    const auto pbkdf2 = unpacked<PBKDF2PARAM>(scheme->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM));
    return pbkdf2 && ASN1_INTEGER_get(pbkdf2->iter) > mostIterations;
}

KeyResult<PrivateKey> openedPkcs8(const QByteArray &body)
{
    const uchar *at = raw(body);
    const Owned<PKCS8_PRIV_KEY_INFO> info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, long(body.size())));
    if (!info)
        return noKey(KeyFault::Damaged);
    PrivateKey key = owned(EVP_PKCS82PKEY(info.get()));
    if (key)
        return key;
    if (algorithmIsMissing())
        return noKey(KeyFault::KindUnsupported, QStringLiteral("PKCS#8"));
    return noKey(KeyFault::Damaged);
}

KeyResult<PrivateKey> openedSealedPkcs8(const QByteArray &body, QByteArrayView passphrase)
{
    const uchar *at = raw(body);
    const Owned<X509_SIG> box(d2i_X509_SIG(nullptr, &at, long(body.size())));
    if (!box)
        return noKey(KeyFault::Damaged);
    const X509_ALGOR *algorithm = nullptr;
    X509_SIG_get0(box.get(), &algorithm, nullptr);
    if (takesForEver(algorithm))
        return noKey(KeyFault::TooManyRounds);
    if (passphrase.isEmpty())
        return noKey(KeyFault::PassphraseMissing);
    const Owned<PKCS8_PRIV_KEY_INFO> info(
        PKCS8_decrypt(box.get(), passphrase.data(), int(passphrase.size())));
    if (!info)
        return noKey(algorithmIsMissing() ? KeyFault::CipherUnsupported
                                          : KeyFault::PassphraseWrong);
    PrivateKey key = owned(EVP_PKCS82PKEY(info.get()));
    if (!key)
        return noKey(KeyFault::Damaged);
    return key;
}

int givePassphrase(char *buffer, int size, int /*writing*/, void *passphrase)
{
    const auto *words = static_cast<const QByteArrayView *>(passphrase);
    if (words->size() > size)
        return -1;
    memcpy(buffer, words->data(), size_t(words->size()));
    return int(words->size());
}

/// The encryption that PEM headers tell of, in place. PEM_do_header shortens.
KeyResult<Wiped> decrypted(const KeyBlock &block, QByteArrayView passphrase)
{
    QByteArray headers = block.headers;
    EVP_CIPHER_INFO info{};
    if (PEM_get_EVP_CIPHER_INFO(headers.data(), &info) != 1 || !info.cipher) {
        const unsigned long error = ERR_peek_last_error();
        if (ERR_GET_LIB(error) == ERR_LIB_PEM
            && ERR_GET_REASON(error) == PEM_R_UNSUPPORTED_ENCRYPTION)
            return noKey(KeyFault::CipherUnsupported);
        return noKey(KeyFault::Damaged);
    }
    if (passphrase.isEmpty())
        return noKey(KeyFault::PassphraseMissing);
    Wiped plain(QByteArray(block.body.bytes.constData(), block.body.bytes.size()));
    long length = long(plain.bytes.size());
    if (PEM_do_header(&info, reinterpret_cast<uchar *>(plain.bytes.data()), &length, givePassphrase,
                      &passphrase)
        != 1)
        return noKey(algorithmIsMissing() ? KeyFault::CipherUnsupported
                                          : KeyFault::PassphraseWrong);
    return Wiped(QByteArray(plain.bytes.constData(), length));
}

PrivateKey traditional(const QByteArray &label, const QByteArray &body)
{
    const uchar *at = raw(body);
    return owned(d2i_PrivateKey(label == "RSA PRIVATE KEY" ? EVP_PKEY_RSA : EVP_PKEY_EC, nullptr,
                                &at, long(body.size())));
}

} // namespace

KeyResult<PrivateKey> openedPem(const KeyBlock &block, QByteArrayView passphrase)
{
    if (block.label == "PRIVATE KEY")
        return openedPkcs8(block.body.bytes);
    if (block.label == "ENCRYPTED PRIVATE KEY")
        return openedSealedPkcs8(block.body.bytes, passphrase);
    const bool encrypted = block.headers.contains("ENCRYPTED");
    if (!encrypted) {
        PrivateKey key = traditional(block.label, block.body.bytes);
        return key ? KeyResult<PrivateKey>(key) : noKey(KeyFault::Damaged);
    }
    const auto plain = decrypted(block, passphrase);
    if (!plain)
        return tl::unexpected(plain.error());
    PrivateKey key = traditional(block.label, plain->bytes);
    // Padding that looks right after a wrong passphrase comes about once in 256 times.
    return key ? KeyResult<PrivateKey>(key) : noKey(KeyFault::PassphraseWrong);
}

} // namespace links

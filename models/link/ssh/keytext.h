#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "link/ssh/identity.h"
#include <optional>

struct evp_pkey_st;

namespace links {

/// Why a text gives no key that signs in; keyError() has the sentence.
enum class KeyFault : quint8 {
    Empty,
    NoKey,
    PublicKey,
    Certificate, ///< of SSH or X.509
    PuttyKey,
    HardwareKey, ///< sk-…: FIDO
    Dsa,
    Ssh1,
    OtherForm, ///< what = its label
    Truncated,
    Damaged,
    SeveralKeys,
    RsaTooShort, ///< what = its bits
    KindUnsupported, ///< what = the kind
    CipherUnsupported, ///< what = the cipher or key derivation, where its name is known
    TooManyRounds, ///< the passphrase would take minutes
    PassphraseMissing,
    PassphraseWrong, ///< or what is encrypted is damaged, which looks the same
};

struct KeyFailure {
    KeyFault fault = KeyFault::Damaged;
    QString what;
};

template <typename T> using KeyResult = tl::expected<T, KeyFailure>;

inline tl::unexpected<KeyFailure> noKey(KeyFault fault, QString what = {})
{
    return tl::unexpected<KeyFailure>(KeyFailure{ fault, std::move(what) });
}

/// Bytes that are overwritten when done with. Never share `bytes`: what is shared is not wiped.
struct Wiped {
    Wiped() = default;
    explicit Wiped(QByteArray taken)
        : bytes(std::move(taken))
    {
    }
    Wiped(Wiped &&) = default;
    Wiped &operator=(Wiped &&) = delete;
    Wiped(const Wiped &) = delete;
    Wiped &operator=(const Wiped &) = delete;
    ~Wiped()
    {
        if (!bytes.isEmpty())
            base::wipe(bytes);
    }

    QByteArray bytes;
};

/// An EVP_PKEY of OpenSSL.
using PrivateKey = std::shared_ptr<evp_pkey_st>;

/// One PEM block (RFC 7468, with the headers of RFC 1421 that older keys have).
struct KeyBlock {
    QByteArray label; ///< "RSA PRIVATE KEY"
    QByteArray headers; ///< "Proc-Type: 4,ENCRYPTED\nDEK-Info: …\n", or empty
    Wiped body; ///< decoded
};

/// The first block of the text that holds a private key. Text around it, its line ends and its
/// indentation do not matter, nor a byte order mark.
[[nodiscard]] KeyResult<KeyBlock> privateBlockIn(const QByteArray &text);
/// Of a line as in id_….pub or authorized_keys without options; only of what canSignIn().
[[nodiscard]] std::optional<QByteArray> publicBlobOfLine(const QByteArray &text);

/// The key in the block. An empty passphrase is a missing one.
[[nodiscard]] KeyResult<PrivateKey> openedKey(const KeyBlock &block, QByteArrayView passphrase);
/// The same of each form.
[[nodiscard]] KeyResult<PrivateKey> openedPem(const KeyBlock &block, QByteArrayView passphrase);
[[nodiscard]] KeyResult<PrivateKey> openedOpenSsh(QByteArrayView body, QByteArrayView passphrase);
/// The part of an "openssh-key-v1" that is never encrypted; only of what canSignIn().
[[nodiscard]] std::optional<QByteArray> publicBlobOfOpenSsh(QByteArrayView body);

[[nodiscard]] base::Error keyError(const KeyFailure &failure, const QString &name);

} // namespace links

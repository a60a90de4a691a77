#pragma once
#include "base/result.h"
#include <QByteArray>
#include <QFuture>
#include <QString>
#include <memory>

namespace links {

/// A key that can sign in at an SSH server: read from a file, taken from the keychain, or held by
/// an agent.
class Identity {
public:
    Identity() = default;
    virtual ~Identity() = default;
    Q_DISABLE_COPY_MOVE(Identity)

    /// RFC 4253 §6.6: string type, then what the type has.
    [[nodiscard]] virtual QByteArray publicBlob() const = 0;
    /// For sentences: "~/.ssh/id_ed25519", "agent: me@laptop".
    [[nodiscard]] virtual QString name() const = 0;
    /// Signs `data` with `algorithm` ("ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", …).
    /// Gives the signature of RFC 4253 §6.6 without the leading algorithm name and without its own
    /// length: for RSA and Ed25519 the raw signature, for ECDSA mpint r, mpint s. An agent may take
    /// as long as its person needs.
    [[nodiscard]] virtual QFuture<base::Result<QByteArray>> sign(const QByteArray &data,
                                                                 const QByteArray &algorithm) = 0;
};

using IdentityPtr = std::shared_ptr<Identity>;

/// The first string of a public blob: "ssh-rsa".
[[nodiscard]] QByteArray keyTypeOf(const QByteArray &publicBlob);
/// Shorter ones are not safe; longer ones OpenSSH does not take either.
constexpr int fewestRsaBits = 2048;
constexpr int mostRsaBits = 16384;
/// Whether a key of this kind and size signs in here: Ed25519, ECDSA over P-256, P-384 or P-521,
/// RSA. No certificates, no hardware keys.
[[nodiscard]] bool canSignIn(const QByteArray &publicBlob);
/// "SHA256:" and the unpadded base64, as ssh-keygen -l prints it.
[[nodiscard]] QString fingerprintOf(const QByteArray &publicBlob);
/// "ED25519", "RSA 3072", "ECDSA 256": as the person reads it; the type itself when unknown.
[[nodiscard]] QString keyLabelOf(const QByteArray &publicBlob);

} // namespace links

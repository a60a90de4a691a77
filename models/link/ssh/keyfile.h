#pragma once
#include "base/secret.h"
#include "link/ssh/identity.h"

namespace links {

/// A private key from its text: OpenSSH ("openssh-key-v1", bcrypt), PEM of RSA (PKCS#1, as EC2
/// gives it) and EC (SEC 1), PKCS#8, plain or encrypted. `name` is for sentences. Errors:
/// Cause::SshKeyPassphrase when it is encrypted and the passphrase is missing (Kind::Auth, detail
/// empty) or wrong (Kind::Auth, detail says so); Cause::SshKeyUnreadable for anything else, and the
/// sentence says what it is instead (a public key, a PuTTY key, DSA, a hardware key, …) and what to
/// do. Works in a thread of the pool, since a passphrase is slow to try; finishes there.
[[nodiscard]] QFuture<base::Result<IdentityPtr>>
readPrivateKey(const QByteArray &text, const base::Secret &passphrase, const QString &name);

/// The same of a file of this computer; `path` without "~". A file that is missing or cannot be
/// read is Cause::SshKeyUnreadable with the system's words.
[[nodiscard]] QFuture<base::Result<IdentityPtr>> readKeyFile(const QString &path,
                                                             const base::Secret &passphrase);

/// The public half that stands in `path` or, for a private key, in `path`.pub or in the part of the
/// file that is not encrypted; nothing when there is none to be read, or when such a key cannot
/// sign in here (see canSignIn()): reading it as a private key then tells why.
[[nodiscard]] std::optional<QByteArray> publicBlobIn(const QString &path);

} // namespace links

#pragma once
#include <QByteArray>

namespace links {

/// The key derivation of OpenSSH's own key files: PBKDF2's frame around bcrypt, with SHA-512 before
/// it. Written after OpenBSD's bcrypt_pbkdf(3) and "A Future-Adaptable Password Scheme" (Provos,
/// Mazières, 1999); Blowfish's constants are the digits of pi, which are computed. Takes
/// milliseconds for each round and 32 bytes. `passphrase`, `salt` and `rounds` must not be empty or
/// 0. The caller wipes the outcome.
[[nodiscard]] QByteArray bcryptKdf(QByteArrayView passphrase, QByteArrayView salt, quint32 rounds,
                                   qsizetype length);

} // namespace links

#pragma once
#include <QByteArray>
#include <QList>

struct _LIBSSH2_SESSION;

namespace links {

/// Leaves a session only what is sound today: Ed25519, ECDSA and RSA with SHA-2; AES in counter or
/// Galois mode; SHA-2; no SHA-1, no group of less than 2048 bits. libssh2 drops from these lists
/// what it does not have. `known` are the types of the host keys that are on file, asked for first:
/// a server has several, and would else show one that nobody has seen. False when nothing is left.
[[nodiscard]] bool limitMethods(_LIBSSH2_SESSION *session, const QList<QByteArray> &known);

/// What the host key types of a session are to be, best first.
[[nodiscard]] QByteArray hostKeyMethods(const QList<QByteArray> &known);

/// libssh2 signs RSA with SHA-2 by itself, and accepts such a host key.
[[nodiscard]] bool libraryKnowsRsaSha2();

} // namespace links

#pragma once
#include "link/ssh/keytext.h"

namespace links {

/// The public half, of a kind that signs in here: Ed25519, ECDSA over P-256, P-384 or P-521, RSA
/// from 2048 to 16384 bits.
[[nodiscard]] KeyResult<QByteArray> publicBlobOf(evp_pkey_st *key);

/// An identity that signs in this process, at once. Fails where the key is of no use or its halves
/// do not belong together.
[[nodiscard]] KeyResult<IdentityPtr> identityOf(const PrivateKey &key, const QString &name);

} // namespace links

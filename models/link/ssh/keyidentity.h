#pragma once
#include "link/ssh/keytext.h"

namespace links {

/// The public half; a failure when it cannot sign in here (see canSignIn()).
[[nodiscard]] KeyResult<QByteArray> publicBlobOf(evp_pkey_st *key);

/// An identity that signs in this process, at once. Fails where the key is of no use or its halves
/// do not belong together.
[[nodiscard]] KeyResult<IdentityPtr> identityOf(const PrivateKey &key, const QString &name);

} // namespace links

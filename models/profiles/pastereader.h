#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "profiles/profile.h"

namespace profiles {

/// What was read from pasted text. The profile has no id yet and holds no secret.
struct Pasted {
    Profile profile;
    base::Secret password;
};

/// Understands host, host:port, [v6]:port, redis://user:password@host:port/db,
/// redis+unix://…/path?db=n and the path of a Unix socket. Anything else is Invalid, with a
/// sentence that never repeats a secret.
[[nodiscard]] base::Result<Pasted> readPaste(const QString &text);

} // namespace profiles

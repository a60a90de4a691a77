#pragma once
#include "profiles/profile.h"
#include "profiles/secretbackend.h"
#include <functional>

namespace profiles {

/// A connection on its way from one person or machine to another.
struct Exchanged {
    Profile profile;
    Secrets secrets;
};

/// The export format: {"larder": 1, "profiles": [{…}]}, each profile as in the profile file,
/// without ids and test results. Without a password no secret is written. With one, the whole is
/// sealed (argon2id, XChaCha20-Poly1305) as {"larder": 1, "sealed": "base64…"}, secrets included.
/// Invalid where kept AWS keys cannot be read: they are not left out in silence.
[[nodiscard]] base::Result<QByteArray> exportProfiles(const QList<Exchanged> &profiles,
                                                      const base::Secret &password = {});
/// True for anything that exportProfiles() has sealed.
[[nodiscard]] bool isSealedExport(const QByteArray &json);
/// Reads both forms, or one bare profile object (`@FILE`). Strict: a member that is not known or
/// has the wrong type is Invalid and named. In the secret members ("password",
/// "tlsKeyPassphrase", "sentinelPassword"; in "awsKeys" "accessKeyId", "secretAccessKey",
/// "sessionToken"; in a hop of the tunnel "password", "keyPassphrase", "privateKey") of an unsealed
/// file ${NAME} is replaced by environment(NAME); NotFound names the variable that is not set.
[[nodiscard]] base::Result<QList<Exchanged>>
readExport(const QByteArray &json, const base::Secret &password = {},
           const std::function<std::optional<QByteArray>(const QString &name)> &environment = {});

} // namespace profiles

#pragma once
#include "aws/keys.h"
#include "base/result.h"

namespace aws {

/// Whom an ElastiCache token lets in, and where.
struct IamUser {
    QString cacheName; ///< replication group id or serverless cache name; any case
    QString user; ///< ElastiCache user id, which equals the user name
    QString region;
    bool serverless = false;
};

/// Why no token can be made for it: "" = one can. (The user's id: a lower-case letter first, then
/// lower-case letters, digits and single hyphens, at most 40; the cache's name likewise.)
[[nodiscard]] QString iamUserProblem(const IamUser &user);

/// The password of one sign-in, good for 15 minutes from `now` (UTC): a presigned request without
/// its scheme. Made here, without a question to AWS. Kind::Invalid with iamUserProblem().
/// Source: "Authenticating with IAM", Amazon ElastiCache User Guide.
[[nodiscard]] base::Result<base::Secret> iamToken(const IamUser &user, const Keys &keys,
                                                  const QDateTime &now);

} // namespace aws

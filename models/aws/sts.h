#pragma once
#include "aws/account.h"
#include "aws/http.h"
#include "aws/recipe.h"

namespace aws {

/// Where the Security Token Service is spoken to, and as which region.
struct StsPlace {
    QUrl url;
    QString region;
};
/// At `endpoint`, or where it is empty, at AWS's own address of `region`; without a region, in the
/// role's partition.
[[nodiscard]] StsPlace stsPlace(const QUrl &endpoint, const QString &region, const QString &roleArn,
                                AddressKind kind);

/// AssumeRole, signed with `keys`; `code` is the MFA device's, empty without one.
[[nodiscard]] HttpRequest assumeRoleRequest(const StsPlace &place, const Recipe::Role &role,
                                            const base::Secret &code, const Keys &keys,
                                            const QDateTime &when);
/// AssumeRoleWithWebIdentity, unsigned.
[[nodiscard]] HttpRequest webIdentityRequest(const StsPlace &place,
                                             const Recipe::WebIdentity &identity,
                                             const base::Secret &token);

/// Keys, or why there are none.
struct StsAnswer {
    Keys keys;
    QString code; ///< "AccessDenied"; empty when there are keys
    QString message; ///< AWS's own, as bareMessage() leaves it

    /// The signature was made at the wrong time.
    [[nodiscard]] bool blamesTheClock() const;
    /// The code of the MFA device was not accepted, and another may be.
    [[nodiscard]] bool blamesTheMfaCode() const;
};
/// `secrets`: what went in the request.
[[nodiscard]] StsAnswer readSts(const HttpResponse &response, const QList<base::Secret> &secrets);

} // namespace aws

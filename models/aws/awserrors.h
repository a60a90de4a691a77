#pragma once
#include "base/result.h"

// The sentences about AWS that more than one part has to say.
namespace aws {

/// M12.
[[nodiscard]] base::Error signInExpired(const QString &profile, const QByteArray &detail = {});
/// M14. `action` as in a policy, "ssm:StartSession"; `identity` = who was denied, as far as is
/// known.
[[nodiscard]] base::Error denied(const QString &action, const QString &identity,
                                 const QByteArray &detail = {});
/// Kind::Protocol: what should hold keys does not.
[[nodiscard]] base::Error unreadableKeys();

} // namespace aws

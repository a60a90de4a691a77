#pragma once
#include "base/result.h"
#include "link/endpoint.h"
#include <chrono>

// The sentences of a way through Session Manager. `bastion` is the target: "i-0ab…". What SSH says
// in the same words is in ssherrors.h.
namespace links::ssmerrors {

[[nodiscard]] base::Error noSockets(const QString &bastion);
[[nodiscard]] base::Error upgradeFailed(const QString &reason, int httpStatus);
[[nodiscard]] base::Error tokenRefused(const QString &bastion, const QString &reason);
[[nodiscard]] base::Error sessionEnded(const QString &bastion, const QString &output);
[[nodiscard]] base::Error notResumed(const QString &bastion, const base::Error &last);
/// Lost, and not for the person to mend: a new session may be permitted.
[[nodiscard]] base::Error resumeDenied(const QString &bastion, const base::Error &why);
[[nodiscard]] base::Error agentSilent(const QString &bastion);
/// Of a session that stands still and may go on.
[[nodiscard]] base::Error agentAway(const QString &bastion);
[[nodiscard]] base::Error lineCut(const QString &bastion);
[[nodiscard]] base::Error agentTooOld(const QString &bastion, const QString &version);
[[nodiscard]] base::Error oneStreamOnly(const QString &bastion, const QString &version);
[[nodiscard]] base::Error targetRefused(const QString &bastion, const Endpoint &target,
                                        const QString &words = {});
[[nodiscard]] base::Error unread(const Endpoint &target, qint64 megabytes);
[[nodiscard]] base::Error offline(const QString &bastion);

} // namespace links::ssmerrors

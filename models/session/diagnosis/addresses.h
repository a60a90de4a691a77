#pragma once
#include "base/result.h"
#include <QHostAddress>
#include <QList>
#include <QString>

namespace session {

/// Of a private network (RFC 1918, RFC 6598, IPv6 unique local): not reachable from outside it.
[[nodiscard]] bool isPrivate(const QHostAddress &address);
/// Every address is private; false for none at all.
[[nodiscard]] bool areAllPrivate(const QList<QHostAddress> &addresses);
/// "10.0.2.41 (private), 2001:db8::1", at most four of them.
[[nodiscard]] QString addressesText(const QList<QHostAddress> &addresses);
/// What a failed attempt to reach `host` at `addresses` means: M03 when they are all private and
/// nobody there answered, else `why` itself.
[[nodiscard]] base::Error explainUnreached(const base::Error &why, const QString &host,
                                           const QList<QHostAddress> &addresses);
/// Leads to this computer: a loopback address or "localhost".
[[nodiscard]] bool isThisComputer(const QString &host);

} // namespace session

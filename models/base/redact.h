#pragma once
#include <QByteArrayList>
#include <QString>

namespace base {

/// The one place where command lines are made fit for logs, history, the Activity list and
/// reports: each argument that can carry a secret (AUTH, HELLO … AUTH, ACL SETUSER >pw <pw #hash,
/// CONFIG SET requirepass/masterauth/tls-key-file-pass, MIGRATE AUTH/AUTH2) is
/// replaced by "(redacted)".
[[nodiscard]] QByteArrayList redacted(QByteArrayList command);
/// True when redacted() would change the command.
[[nodiscard]] bool carriesSecret(const QByteArrayList &command);
/// "redis://user:pw@host" and the like in running text: the password part becomes "(redacted)".
[[nodiscard]] QString redactedText(QString text);

} // namespace base

#pragma once
#include <QSslCertificate>
#include <QSslConfiguration>

namespace base {

/// What each TLS connection of the program begins with: TLS 1.2 or later, and the authorities that
/// this computer trusts, and `more`. The variables of OpenSSL's programs count here as they do
/// there: the certificates in SSL_CERT_FILE (PEM) are trusted besides the system's, those in the
/// folders of SSL_CERT_DIR (parted by ':', files named as by `openssl rehash`) instead of them.
/// What cannot be read adds nothing. They are read once for each value of the two; any thread.
[[nodiscard]] QSslConfiguration tlsConfiguration(const QList<QSslCertificate> &more = {});

} // namespace base

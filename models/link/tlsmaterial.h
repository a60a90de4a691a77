#pragma once
#include "base/result.h"
#include "base/secret.h"
#include "profiles/profile.h"
#include <QList>
#include <QSslCertificate>
#include <QSslKey>

namespace links {

/// What the files of a profile's TLS settings hold.
struct TlsMaterial {
    QList<QSslCertificate> authorities; ///< empty = those of the system
    QList<QSslCertificate> chain; ///< of the client, its own certificate first
    QSslKey key;
};

/// Reads the files (PEM). The key may be RSA or EC, PKCS#1, SEC1 or PKCS#8, also encrypted; where
/// only one of the two files is named, it has to hold both. Fails with NoSuchFile (CA file or
/// certificate), ClientKeyUnreadable or ClientKeyPassphrase.
[[nodiscard]] base::Result<TlsMaterial> readTlsMaterial(const profiles::TlsSettings &settings,
                                                        const base::Secret &keyPassphrase);

/// The key and the certificate, each readable, do not belong together.
[[nodiscard]] base::Error foreignKeyError(const profiles::TlsSettings &settings);

} // namespace links

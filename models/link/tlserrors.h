#pragma once
#include "base/result.h"
#include "profiles/profile.h"
#include <QSsl>
#include <QSslCertificate>
#include <QSslError>

namespace links {

// The sentences of TLS. `address` is the server as the person knows it ("cache.example:6379"),
// `words` are OpenSSL's.

/// Why a certificate did not pass: of several faults the one that makes the others pointless to
/// mend comes first (unknown issuer, dates, name, any other).
[[nodiscard]] base::Error certificateError(const QList<QSslError> &faults,
                                           const QSslCertificate &certificate,
                                           const QString &address, const QString &serverName,
                                           const profiles::TlsSettings &settings);

/// What a fatal alert of the server means. `hadCertificate` = a client certificate was at hand.
[[nodiscard]] base::Error alertError(QSsl::AlertType alert, const QString &address,
                                     const QString &words, bool hadCertificate);

/// M06: plain text came to nothing (`words` say how), and a TlsProbe was answered.
[[nodiscard]] base::Error expectsTlsError(const QByteArray &words);
/// M07: `said` = what a PlainProbe heard.
[[nodiscard]] base::Error plainServerError(const QByteArray &said);

[[nodiscard]] base::Error clientCertificateError(const QString &address, const QString &words,
                                                 bool hadCertificate);
[[nodiscard]] base::Error tooOldError(const QString &address, const QString &words);

} // namespace links

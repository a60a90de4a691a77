#pragma once
#include "aws/keys.h"
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <utility>

namespace aws {

using Header = std::pair<QByteArray, QByteArray>; ///< name, value

/// A request as it goes over the wire, for the signature.
struct ToSign {
    QByteArray method; ///< "POST"
    QByteArray
        host; ///< as the Host header has it: with the port where that is not the scheme's own
    QByteArray path; ///< percent-encoded, as sent; empty counts as "/"
    QByteArray query; ///< without "?", as sent
    QList<Header> headers; ///< those to be signed besides host, x-amz-date and x-amz-security-token
    QByteArray body;
};

/// What a signature is good for.
struct Scope {
    QString region; ///< "eu-central-1"
    QString service; ///< signing name: "ssm", "ssmmessages", "sts" …
    QDateTime when; ///< UTC
};

/// AWS Signature Version 4 in headers: Authorization, X-Amz-Date and, of temporary keys,
/// X-Amz-Security-Token, to be sent beside those of `request`. The query is canonicalised as AWS's
/// own signers do it: read as a form (a raw "+" is a blank) and written anew.
/// Source: "Create a signed AWS API request", IAM User Guide.
[[nodiscard]] QList<Header> signedHeaders(const ToSign &request, const Keys &keys,
                                          const Scope &scope);

/// The same in the query of a GET without a body: the whole query, those parameters of `request`
/// first. Its headers must be empty; good for `seconds` from `scope.when`.
[[nodiscard]] QByteArray presignedQuery(const ToSign &request, const Keys &keys, const Scope &scope,
                                        int seconds);

/// `text` with everything but A–Z a–z 0–9 - _ . ~ as %XX, in capitals.
[[nodiscard]] QByteArray percentEncoded(const QByteArray &text);

} // namespace aws

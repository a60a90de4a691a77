#include "aws/sigv4.h"
#include <QCryptographicHash>
#include <QMap>
#include <QMessageAuthenticationCode>
#include <algorithm>

namespace aws {

namespace {

const QByteArray algorithm = "AWS4-HMAC-SHA256";

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
        || c == '_' || c == '.' || c == '~';
}

QByteArray encoded(const QByteArray &text, char alsoKept)
{
    static const char digits[] = "0123456789ABCDEF";
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || (alsoKept && c == alsoKept)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// As of a form: "+" is a blank. What is no escape stays as it is.
QByteArray formDecoded(const QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            out += char(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

QList<Header> encodedPairs(const QByteArray &query)
{
    QList<Header> pairs;
    for (const QByteArray &each : query.split('&')) {
        if (each.isEmpty())
            continue;
        const qsizetype sign = each.indexOf('=');
        pairs.emplaceBack(
            percentEncoded(formDecoded(sign < 0 ? each : each.first(sign))),
            percentEncoded(sign < 0 ? QByteArray() : formDecoded(each.sliced(sign + 1))));
    }
    return pairs;
}

QByteArray joined(const QList<Header> &pairs)
{
    QByteArray out;
    for (const auto &[name, value] : pairs) {
        if (!out.isEmpty())
            out += '&';
        out += name;
        out += '=';
        out += value;
    }
    return out;
}

QByteArray sorted(QList<Header> pairs)
{
    std::sort(pairs.begin(), pairs.end());
    return joined(pairs);
}

/// Without "." and ".." and doubled slashes, and encoded once more: what was sent as %20 is signed
/// as %2520. (S3 does neither; it is not among our services.)
QByteArray canonicalPath(const QByteArray &path)
{
    QByteArrayList kept;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == ".." && !kept.isEmpty())
            kept.removeLast();
        else if (!segment.isEmpty() && segment != "." && segment != "..")
            kept += segment;
    }
    QByteArray out = '/' + kept.join('/');
    if (path.endsWith('/') && !kept.isEmpty())
        out += '/';
    return encoded(out, '/');
}

struct Canonical {
    QByteArray headers; ///< "name:value\n" of each
    QByteArray names; ///< "host;x-amz-date"
};

Canonical canonicalHeaders(const QList<Header> &headers)
{
    QMap<QByteArray, QByteArrayList> byName;
    for (const auto &[name, value] : headers)
        byName[name.trimmed().toLower()] += value.simplified();
    Canonical out;
    for (auto each = byName.constBegin(); each != byName.constEnd(); ++each)
        out.headers += each.key() + ':' + each.value().join(',') + '\n';
    out.names = byName.keys().join(';');
    return out;
}

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

QByteArray stamp(const Scope &scope)
{
    return scope.when.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
}

QByteArray scopePath(const Scope &scope)
{
    return stamp(scope).first(8) + '/' + scope.region.toUtf8() + '/' + scope.service.toUtf8()
        + "/aws4_request";
}

QByteArray signature(const QByteArray &canonical, const Keys &keys, const Scope &scope)
{
    const QByteArray toSign =
        algorithm + '\n' + stamp(scope) + '\n' + scopePath(scope) + '\n' + sha256(canonical);
    QByteArray secret = keys.secretAccessKey.reveal();
    QByteArray key = "AWS4" + secret;
    base::wipe(secret);
    for (const QByteArray &part : scopePath(scope).split('/')) {
        QByteArray next = hmac(key, part);
        base::wipe(key);
        key = std::move(next);
    }
    QByteArray signedText = hmac(key, toSign).toHex();
    base::wipe(key);
    return signedText;
}

} // namespace

QByteArray percentEncoded(const QByteArray &text)
{
    return encoded(text, 0);
}

QList<Header> signedHeaders(const ToSign &request, const Keys &keys, const Scope &scope)
{
    QList<Header> added{ { "X-Amz-Date", stamp(scope) } };
    if (!keys.sessionToken.isEmpty())
        added.emplaceBack("X-Amz-Security-Token", keys.sessionToken.reveal());
    const Canonical canonical =
        canonicalHeaders(request.headers + added + QList<Header>{ { "Host", request.host } });
    const QByteArray text = request.method + '\n' + canonicalPath(request.path) + '\n'
        + sorted(encodedPairs(request.query)) + '\n' + canonical.headers + '\n' + canonical.names
        + '\n' + sha256(request.body);
    added.emplaceBack("Authorization",
                      algorithm + " Credential=" + keys.accessKeyId.toUtf8() + '/'
                          + scopePath(scope) + ", SignedHeaders=" + canonical.names
                          + ", Signature=" + signature(text, keys, scope));
    return added;
}

QByteArray presignedQuery(const ToSign &request, const Keys &keys, const Scope &scope, int seconds)
{
    QList<Header> pairs = encodedPairs(request.query);
    const auto add = [&](const QByteArray &name, const QByteArray &value) {
        pairs.emplaceBack(name, percentEncoded(value));
    };
    add("X-Amz-Algorithm", algorithm);
    add("X-Amz-Credential", keys.accessKeyId.toUtf8() + '/' + scopePath(scope));
    add("X-Amz-Date", stamp(scope));
    add("X-Amz-Expires", QByteArray::number(seconds));
    add("X-Amz-SignedHeaders", "host");
    if (!keys.sessionToken.isEmpty())
        add("X-Amz-Security-Token", keys.sessionToken.reveal());
    const Canonical canonical = canonicalHeaders({ { "Host", request.host } });
    const QByteArray text = request.method + '\n' + canonicalPath(request.path) + '\n'
        + sorted(pairs) + '\n' + canonical.headers + '\n' + canonical.names + '\n' + sha256({});
    add("X-Amz-Signature", signature(text, keys, scope));
    return joined(pairs);
}

} // namespace aws

#include "aws/ssotoken.h"
#include "aws/awserrors.h"
#include "aws/keyjson.h"
#include "aws/steadyhttp.h"
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace aws {

namespace {

constexpr qint64 largestFile = qint64(1) << 20;

base::Secret secretIn(const QJsonObject &object, const char *name)
{
    return base::Secret(object.value(QLatin1String(name)).toString().toUtf8());
}

QJsonValue shown(const base::Secret &secret)
{
    return QString::fromUtf8(secret.reveal());
}

} // namespace

std::optional<SsoToken> readSsoToken(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const auto text = [&](const char *name) {
        return object.value(QLatin1String(name)).toString();
    };
    SsoToken token;
    token.accessToken = secretIn(object, "accessToken");
    token.expires = awsTime(text("expiresAt"));
    if (token.accessToken.isEmpty() || !token.expires.isValid())
        return std::nullopt;
    token.refreshToken = secretIn(object, "refreshToken");
    token.clientId = text("clientId");
    token.clientSecret = secretIn(object, "clientSecret");
    token.registrationExpires = awsTime(text("registrationExpiresAt"));
    return token;
}

QString tokenName(const Recipe::Sso &sso)
{
    return sso.session.isEmpty() ? sso.startUrl : sso.session;
}

QList<SsoToken> knownTokens(const Recipe::Sso &sso, const Places &places)
{
    QList<SsoToken> tokens;
    if (places.cache) {
        if (const auto own = places.cache->token(tokenName(sso)))
            tokens.append(*own);
    }
    const QByteArray name =
        QCryptographicHash::hash(tokenName(sso).toUtf8(), QCryptographicHash::Sha1).toHex();
    QFile file(places.ssoCache + u'/' + QString::fromLatin1(name) + QStringLiteral(".json"));
    if (file.open(QFile::ReadOnly)) {
        QByteArray bytes = file.read(largestFile);
        if (const auto stored = readSsoToken(bytes))
            tokens.append(*stored);
        base::wipe(bytes);
    }
    std::stable_sort(tokens.begin(), tokens.end(),
                     [](const SsoToken &a, const SsoToken &b) { return a.expires > b.expires; });
    return tokens;
}

bool isRenewable(const SsoToken &token, const QDateTime &now)
{
    return !token.refreshToken.isEmpty() && !token.clientId.isEmpty()
        && !token.clientSecret.isEmpty() && token.registrationExpires.isValid()
        && token.registrationExpires > now;
}

HttpRequest oidcRequest(const QUrl &endpoint, const QString &path, const QJsonObject &body)
{
    HttpRequest request;
    request.method = "POST";
    request.url = below(endpoint, path);
    request.headers = { { "Content-Type", "application/json" } };
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

HttpRequest renewRequest(const QUrl &endpoint, const SsoToken &token)
{
    return oidcRequest(endpoint, QStringLiteral("/token"),
                       { { QStringLiteral("clientId"), token.clientId },
                         { QStringLiteral("clientSecret"), shown(token.clientSecret) },
                         { QStringLiteral("grantType"), QStringLiteral("refresh_token") },
                         { QStringLiteral("refreshToken"), shown(token.refreshToken) } });
}

std::optional<SsoToken> tokenCreated(const QByteArray &json, const SsoToken &before,
                                     const QDateTime &now)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    SsoToken token = before;
    token.accessToken = secretIn(object, "accessToken");
    const qint64 seconds = object.value(QStringLiteral("expiresIn")).toInteger();
    if (token.accessToken.isEmpty() || seconds <= 0)
        return std::nullopt;
    token.expires = now.addSecs(seconds);
    if (auto next = secretIn(object, "refreshToken"); !next.isEmpty())
        token.refreshToken = next;
    return token;
}

HttpRequest roleRequest(const QUrl &endpoint, const Recipe::Sso &sso, const SsoToken &token)
{
    HttpRequest request;
    request.method = "GET";
    request.url = below(endpoint, QStringLiteral("/federation/credentials"));
    const QByteArray query = "role_name=" + percentEncoded(sso.role.toUtf8())
        + "&account_id=" + percentEncoded(sso.account.toUtf8());
    request.url.setQuery(QString::fromLatin1(query));
    request.headers = { { "x-amz-sso_bearer_token", token.accessToken.reveal() } };
    return request;
}

base::Result<Keys> roleKeys(const QByteArray &json)
{
    const QJsonObject found =
        QJsonDocument::fromJson(json).object().value(QStringLiteral("roleCredentials")).toObject();
    Keys keys;
    keys.accessKeyId = found.value(QStringLiteral("accessKeyId")).toString();
    keys.secretAccessKey = secretIn(found, "secretAccessKey");
    keys.sessionToken = secretIn(found, "sessionToken");
    const qint64 until = found.value(QStringLiteral("expiration")).toInteger();
    if (keys.isEmpty() || until <= 0)
        return base::fail(unreadableKeys());
    keys.expires = QDateTime::fromMSecsSinceEpoch(until, Qt::UTC);
    return keys;
}

} // namespace aws

#include "aws/ssokeys.h"
#include "aws/awserrors.h"
#include "aws/refusal.h"
#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace aws {

namespace {

constexpr qint64 renewBefore = qint64(15) * 60; // as the AWS CLI does

// "UnauthorizedException: Session token not found or invalid"
QByteArray wordsOf(const HttpResponse &response, const SsoToken &token)
{
    const QJsonObject object = QJsonDocument::fromJson(response.body).object();
    QString code = object.value(QStringLiteral("__type")).toString().section(u'#', -1);
    if (code.isEmpty())
        code = object.value(QStringLiteral("error")).toString();
    QString words = object.value(QStringLiteral("message")).toString();
    if (words.isEmpty())
        words = object.value(QStringLiteral("error_description")).toString();
    if (code.isEmpty() && words.isEmpty())
        return "HTTP " + QByteArray::number(response.status);
    return bareMessage(code + QStringLiteral(": ") + words,
                       { token.accessToken, token.refreshToken, token.clientSecret })
        .toUtf8();
}

// With what a person in a terminal does about it.
base::Error ssoExpired(const QString &profile, const QByteArray &words)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_.@-]+$"));
    QString name = profile;
    if (!plain.match(name).hasMatch())
        name = u'\'' + name.replace(u'\'', QLatin1String("'\\''")) + u'\'';
    const QByteArray command = "aws sso login --profile " + name.toUtf8();
    return signInExpired(profile, words.isEmpty() ? command : words + " (" + command + ')');
}

} // namespace

SsoKeys::SsoKeys(Http &http, Places places, Endpoints endpoints, QString profile, Recipe::Sso sso,
                 QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_places(std::move(places))
    , m_endpoints(std::move(endpoints))
    , m_profile(std::move(profile))
    , m_sso(std::move(sso))
{
}

SsoKeys::~SsoKeys() = default;

QFuture<base::Result<Keys>> SsoKeys::find()
{
    m_promise.start();
    m_tokens = knownTokens(m_sso, m_places);
    next();
    return m_promise.future();
}

void SsoKeys::next()
{
    if (m_tokens.isEmpty())
        finish(base::fail(ssoExpired(m_profile, m_refusal)));
    else
        use(m_tokens.takeFirst());
}

bool SsoKeys::isGood(const SsoToken &token) const
{
    return token.expires > m_places.now();
}

void SsoKeys::use(const SsoToken &token)
{
    const QDateTime now = m_places.now();
    if (token.expires <= now.addSecs(renewBefore) && isRenewable(token, now))
        renew(token);
    else if (isGood(token))
        ask(token);
    else
        next();
}

void SsoKeys::renew(const SsoToken &token)
{
    base::whenDone(sendSteadily(
                       m_http, [=, this] { return renewRequest(m_endpoints.oidc, token); }, this),
                   this, [this, token](const base::Result<HttpResponse> &response) {
                       renewed(token, response);
                   });
}

void SsoKeys::renewed(const SsoToken &before, const base::Result<HttpResponse> &response)
{
    if (response && response->status == 200) {
        if (const auto token = tokenCreated(response->body, before, m_places.now())) {
            if (m_places.cache)
                m_places.cache->setToken(tokenName(m_sso), *token);
            ask(*token);
            return;
        }
    }
    if (response)
        m_refusal = wordsOf(*response, before);
    // Somebody else may have been faster: a refresh token can be good for one use.
    const auto own = m_places.cache ? m_places.cache->token(tokenName(m_sso)) : std::nullopt;
    if (own && isGood(*own) && own->accessToken != before.accessToken)
        ask(*own);
    else if (isGood(before))
        ask(before);
    else if (response)
        next();
    else
        finish(base::fail(response.error()));
}

void SsoKeys::ask(const SsoToken &token)
{
    base::whenDone(
        sendSteadily(
            m_http, [=, this] { return roleRequest(m_endpoints.portal, m_sso, token); }, this),
        this, [this, token](const base::Result<HttpResponse> &response) {
            if (response)
                answered(token, *response);
            else
                finish(base::fail(response.error()));
        });
}

void SsoKeys::answered(const SsoToken &token, const HttpResponse &response)
{
    if (response.status == 200) {
        auto keys = roleKeys(response.body);
        if (keys)
            keys->source = QCoreApplication::translate("aws", "profile %1 (SSO)").arg(m_profile);
        finish(keys);
        return;
    }
    const QByteArray words = wordsOf(response, token);
    if (response.status == 401) {
        m_refusal = words;
        next();
    } else if (response.status == 403) {
        finish(base::fail(denied(QStringLiteral("sso:GetRoleCredentials"),
                                 m_sso.role + u'@' + m_sso.account, words)));
    } else {
        finish(
            base::fail(base::Error::Kind::Server,
                       QCoreApplication::translate("aws",
                                                   "AWS gave no credentials for the role %1 of the "
                                                   "account %2. Check the profile %3.")
                           .arg(m_sso.role, m_sso.account, m_profile),
                       words,
                       response.status == 429 ? base::Error::Cause::AwsThrottled
                                              : base::Error::Cause::AwsRefused));
    }
}

void SsoKeys::finish(const base::Result<Keys> &result)
{
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace aws

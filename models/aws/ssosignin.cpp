#include "aws/ssosignin.h"
#include "aws/endpoints.h"
#include "aws/refusal.h"
#include "aws/ssotoken.h"
#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimer>

namespace aws {

namespace {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;
using Handler = std::function<void(const HttpResponse &, const QJsonObject &)>;

constexpr qint64 usualInterval = 5; // RFC 8628, 3.5: also what "slow_down" adds
constexpr qint64 longestInterval = 60;

Account accountOf(const QString &profile)
{
    Account account;
    account.profile = profile;
    return account;
}

} // namespace

class SsoSignIn::Private {
public:
    Private(SsoSignIn *owner, QString whose, Places where)
        : q(owner)
        , profile(std::move(whose))
        , places(std::move(where))
        , http(caBundleOf(accountOf(profile), places))
    {
        wait.setSingleShot(true);
        QObject::connect(&wait, &QTimer::timeout, q, [this] { askToken(); });
    }

    void begin();
    void registerClient();
    void authorize();
    void askPerson(const QJsonObject &answer);
    void askToken();
    void answered(const HttpResponse &response, const QJsonObject &answer);
    void pause();
    void post(const QString &path, const QJsonObject &body, const Handler &then);
    void finish(const base::Result<> &result);
    [[nodiscard]] QJsonObject client() const;
    [[nodiscard]] QJsonArray scopes() const;
    [[nodiscard]] base::Error refused(const QJsonObject &answer) const;
    [[nodiscard]] base::Error outOfTime() const;

    SsoSignIn *q;
    const QString profile;
    const Places places;
    QUrl endpoint;
    Http http;
    Recipe::Sso sso;
    SsoToken token; // its registration first, then the whole
    base::Secret deviceCode;
    qint64 interval = usualInterval;
    qint64 secondsLeft = 0; // of the person
    std::chrono::milliseconds second{ 1000 };
    QTimer wait;
    int run = 0; // grows with each start and end, so that late answers are known
};

void SsoSignIn::Private::begin()
{
    ++run;
    const auto config = SharedConfig::read(places);
    const auto found = signInOf(profile, places, config);
    if (!found || found->startUrl.isEmpty()) {
        finish(found ? base::fail(
                   Kind::Invalid,
                   QCoreApplication::translate("aws", "The AWS profile %1 does not sign in by SSO.")
                       .arg(profile),
                   {}, Cause::AwsProfileUnknown)
                     : base::fail(found.error()));
        return;
    }
    sso = *found;
    endpoint = signInAddress(QStringLiteral("oidc"), sso.region, profile, places, config);
    if (const auto kept = places.cache ? places.cache->token(tokenName(sso)) : std::nullopt;
        kept && !kept->clientSecret.isEmpty() && kept->registrationExpires > places.now()) {
        token = *kept;
        authorize();
        return;
    }
    registerClient();
}

QJsonArray SsoSignIn::Private::scopes() const
{
    static const QRegularExpression between(QStringLiteral("[\\s,]+"));
    const QString usual = QStringLiteral("sso:account:access");
    return QJsonArray::fromStringList(
        (sso.scopes.isEmpty() ? usual : sso.scopes).split(between, Qt::SkipEmptyParts));
}

void SsoSignIn::Private::registerClient()
{
    QJsonObject body{ { QStringLiteral("clientName"), QStringLiteral("larder") },
                      { QStringLiteral("clientType"), QStringLiteral("public") } };
    // Only what has scopes is given a token that renews itself.
    if (!sso.session.isEmpty())
        body.insert(QStringLiteral("scopes"), scopes());
    post(QStringLiteral("/client/register"), body,
         [this](const HttpResponse &response, const QJsonObject &answer) {
             token.clientId = answer.value(QStringLiteral("clientId")).toString();
             token.clientSecret =
                 base::Secret(answer.value(QStringLiteral("clientSecret")).toString().toUtf8());
             token.registrationExpires = QDateTime::fromSecsSinceEpoch(
                 answer.value(QStringLiteral("clientSecretExpiresAt")).toInteger(), Qt::UTC);
             if (response.status == 200 && !token.clientSecret.isEmpty())
                 authorize();
             else
                 finish(base::fail(refused(answer)));
         });
}

QJsonObject SsoSignIn::Private::client() const
{
    return { { QStringLiteral("clientId"), token.clientId },
             { QStringLiteral("clientSecret"), QString::fromUtf8(token.clientSecret.reveal()) } };
}

void SsoSignIn::Private::authorize()
{
    QJsonObject body = client();
    body.insert(QStringLiteral("startUrl"), sso.startUrl);
    post(QStringLiteral("/device_authorization"), body,
         [this](const HttpResponse &response, const QJsonObject &answer) {
             if (response.status == 200)
                 askPerson(answer);
             else
                 finish(base::fail(refused(answer)));
         });
}

void SsoSignIn::Private::askPerson(const QJsonObject &answer)
{
    const auto text = [&](const char *name) {
        return answer.value(QLatin1String(name)).toString();
    };
    const QString whole = text("verificationUriComplete");
    const QUrl page(whole.isEmpty() ? text("verificationUri") : whole, QUrl::StrictMode);
    deviceCode = base::Secret(text("deviceCode").toUtf8());
    // A browser is opened with it: nothing but a web page may come of it.
    const bool isPage = page.isValid() && !page.host().isEmpty()
        && (page.scheme() == QLatin1String("https")
            || (page.scheme() == QLatin1String("http") && endpoint.scheme() == page.scheme()));
    secondsLeft = answer.value(QStringLiteral("expiresIn")).toInteger();
    if (!isPage || deviceCode.isEmpty() || secondsLeft <= 0) {
        finish(base::fail(refused({})));
        return;
    }
    interval = std::clamp(answer.value(QStringLiteral("interval")).toInteger(usualInterval),
                          qint64(1), longestInterval);
    const int current = run;
    Q_EMIT q->confirm(page, text("userCode"), places.now().addSecs(secondsLeft));
    if (run == current)
        pause();
}

void SsoSignIn::Private::pause()
{
    secondsLeft -= interval;
    if (secondsLeft < 0)
        finish(base::fail(outOfTime()));
    else
        wait.start(second * interval);
}

void SsoSignIn::Private::askToken()
{
    QJsonObject body = client();
    body.insert(QStringLiteral("grantType"),
                QStringLiteral("urn:ietf:params:oauth:grant-type:device_code"));
    body.insert(QStringLiteral("deviceCode"), QString::fromUtf8(deviceCode.reveal()));
    post(QStringLiteral("/token"), body,
         [this](const HttpResponse &response, const QJsonObject &answer) {
             answered(response, answer);
         });
}

void SsoSignIn::Private::answered(const HttpResponse &response, const QJsonObject &answer)
{
    if (response.status == 200) {
        SsoToken before = token;
        before.refreshToken = {}; // of an earlier sign-in
        const auto created = tokenCreated(response.body, before, places.now());
        if (created && places.cache)
            places.cache->setToken(tokenName(sso), *created);
        finish(created ? base::Result<>() : base::fail(refused({})));
        return;
    }
    const QString code = answer.value(QStringLiteral("error")).toString();
    if (code == QLatin1String("authorization_pending")) {
        pause();
    } else if (code == QLatin1String("slow_down")) {
        interval = std::min(interval + usualInterval, longestInterval);
        pause();
    } else if (code == QLatin1String("expired_token")) {
        finish(base::fail(outOfTime()));
    } else {
        finish(base::fail(refused(answer)));
    }
}

void SsoSignIn::Private::post(const QString &path, const QJsonObject &body, const Handler &then)
{
    HttpRequest request = oidcRequest(endpoint, path, body);
    base::whenDone(sendSteadily(
                       http, [request] { return request; }, q),
                   q, [this, then, current = run](const base::Result<HttpResponse> &response) {
                       if (current != run)
                           return;
                       if (response)
                           then(*response, QJsonDocument::fromJson(response->body).object());
                       else
                           finish(base::fail(response.error()));
                   });
}

base::Error SsoSignIn::Private::outOfTime() const
{
    return { Kind::Timeout,
             QCoreApplication::translate("aws",
                                         "The sign-in of the AWS profile %1 was not "
                                         "confirmed in time. Start it again.")
                 .arg(profile),
             {},
             Cause::AwsSignInExpired };
}

base::Error SsoSignIn::Private::refused(const QJsonObject &answer) const
{
    const QString code = answer.value(QStringLiteral("error")).toString();
    const QString words = answer.value(QStringLiteral("error_description")).toString();
    const QByteArray detail = code.isEmpty()
        ? QByteArray()
        : bareMessage(code + QStringLiteral(": ") + words, { token.clientSecret, deviceCode })
              .toUtf8();
    if (code == QLatin1String("access_denied"))
        return { Kind::Auth,
                 QCoreApplication::translate("aws",
                                             "The sign-in of the AWS profile %1 was denied "
                                             "in the browser.")
                     .arg(profile),
                 detail, Cause::AwsSignInExpired };
    return { Kind::Server,
             QCoreApplication::translate("aws",
                                         "AWS refused the sign-in of the profile %1. Check "
                                         "its sso_start_url and sso_region.")
                 .arg(profile),
             detail, Cause::AwsRefused };
}

void SsoSignIn::Private::finish(const base::Result<> &result)
{
    ++run;
    wait.stop();
    deviceCode = {};
    Q_EMIT q->finished(result);
}

SsoSignIn::SsoSignIn(QString profile, Places places, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(places)))
{
}

SsoSignIn::~SsoSignIn() = default;

void SsoSignIn::start()
{
    d->begin();
}

void SsoSignIn::cancel()
{
    d->finish(base::fail(Kind::Cancelled,
                         QCoreApplication::translate("aws", "The sign-in was given up.")));
}

void SsoSignIn::setSecond(std::chrono::milliseconds second)
{
    d->second = second;
}

} // namespace aws

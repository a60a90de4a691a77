#include "aws/endpoints.h"
#include "aws/recipe.h"

namespace aws {

namespace {

// How the environment and the files name a service.
QString configuredName(const QString &service)
{
    if (service == QLatin1String("portal.sso"))
        return QStringLiteral("sso");
    return service == QLatin1String("oidc") ? QStringLiteral("sso_oidc") : service;
}

bool isYes(const QString &text)
{
    return text.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
}

} // namespace

QUrl endpointOf(const QString &service, const Account &account, const Places &places,
                const SharedConfig &config)
{
    if (!account.endpoint.isEmpty())
        return account.endpoint;
    const QString profile = profileOf(account, places);
    const auto env = [&](const QString &name) { return places.environment.value(name); };
    const auto value = [&](const char *name) { return config.value(profile, QLatin1String(name)); };
    if (isYes(env(QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")))
        || isYes(value("ignore_configured_endpoint_urls")))
        return {};
    const QString name = configuredName(service);
    const auto section = config.services(value("services"));
    for (const QString &address :
         { env(QStringLiteral("AWS_ENDPOINT_URL_") + name.toUpper()),
           env(QStringLiteral("AWS_ENDPOINT_URL")),
           nestedValues(section.value(name)).value(QStringLiteral("endpoint_url")),
           value("endpoint_url") }) {
        const QUrl url(address, QUrl::StrictMode);
        const bool web =
            url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        if (url.isValid() && web && !url.host().isEmpty())
            return url;
    }
    return {};
}

} // namespace aws

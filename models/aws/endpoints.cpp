#include "aws/endpoints.h"
#include "aws/recipe.h"
#include <QCoreApplication>
#include <QHostAddress>

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

QUrl configuredEndpoint(const QString &service, const QString &profile, const Places &places,
                        const SharedConfig &config)
{
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
        QUrl url(address, QUrl::StrictMode);
        const bool web =
            url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        if (url.isValid() && web && !url.host().isEmpty())
            return url;
    }
    return {};
}

AddressKind addressKind(const QString &profile, const Places &places, const SharedConfig &config)
{
    const auto wants = [&](const char *variable, const char *name) {
        const QString said = places.environment.value(QLatin1String(variable));
        return isYes(said.isEmpty() ? config.value(profile, QLatin1String(name)) : said);
    };
    return { wants("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
             wants("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint") };
}

QUrl signInAddress(const QString &service, const QString &region, const QString &profile,
                   const Places &places, const SharedConfig &config)
{
    const QUrl configured = configuredEndpoint(service, profile, places, config);
    return configured.isEmpty() ? serviceUrl(service, region, addressKind(profile, places, config))
                                : configured;
}

bool isSessionManager(const QString &service)
{
    return service == QLatin1String("ssm") || service == QLatin1String("ssmmessages");
}

QUrl endpointOf(const QString &service, const Account &account, const Places &places,
                const SharedConfig &config)
{
    const bool signsIn = service == QLatin1String("portal.sso") || service == QLatin1String("oidc");
    if (isSessionManager(service) && !account.ssmEndpoint.isEmpty())
        return account.ssmEndpoint;
    if (!account.endpoint.isEmpty() && !signsIn)
        return account.endpoint;
    return configuredEndpoint(service, profileOf(account, places), places, config);
}

QString caBundleOf(const Account &account, const Places &places)
{
    if (!places.caBundle.isEmpty())
        return places.caBundle;
    const QString named =
        SharedConfig::read(places).value(profileOf(account, places), QStringLiteral("ca_bundle"));
    return atHome(named, places);
}

std::optional<base::Error> faultOfSsmEndpoint(const QUrl &endpoint)
{
    const QString host = endpoint.host();
    const bool isHere = host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
    if (endpoint.isEmpty() || (endpoint.scheme() == QLatin1String("https") && !host.isEmpty())
        || (endpoint.scheme() == QLatin1String("http") && isHere))
        return std::nullopt;
    return base::Error{ base::Error::Kind::Invalid,
                        QCoreApplication::translate(
                            "aws",
                            "The AWS address of this connection is not encrypted, so nothing "
                            "was sent there: %1. Begin it with https:// (http:// leads to this "
                            "computer alone).")
                            .arg(endpoint.toString(QUrl::RemoveUserInfo)),
                        {},
                        base::Error::Cause::SsmStrangeGateway };
}

} // namespace aws

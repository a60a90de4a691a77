#pragma once
#include "aws/account.h"
#include "aws/configfile.h"

namespace aws {

/// Where a service (named as for serviceUrl()) is spoken to instead of at its own address; empty =
/// there. The account's endpoint; AWS_ENDPOINT_URL_STS and its kin; AWS_ENDPOINT_URL; the profile's
/// [services] section; its endpoint_url. What is configured does not count where
/// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile says so.
/// Source: "Service-specific endpoints", AWS SDKs and Tools Reference Guide.
[[nodiscard]] QUrl endpointOf(const QString &service, const Account &account, const Places &places,
                              const SharedConfig &config);

} // namespace aws

#pragma once
#include "aws/account.h"
#include "aws/configfile.h"
#include "base/result.h"
#include <optional>

namespace aws {

/// Where a service (named as for serviceUrl()) is spoken to instead of at its own address, as this
/// computer is set up; empty = there. AWS_ENDPOINT_URL_STS and its kin; AWS_ENDPOINT_URL; the
/// profile's [services] section; its endpoint_url. Nothing counts where
/// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile says so.
/// Source: "Service-specific endpoints", AWS SDKs and Tools Reference Guide.
[[nodiscard]] QUrl configuredEndpoint(const QString &service, const QString &profile,
                                      const Places &places, const SharedConfig &config);
/// Which of AWS's own addresses this computer and the profile want: AWS_USE_FIPS_ENDPOINT and
/// AWS_USE_DUALSTACK_ENDPOINT before the profile's use_fips_endpoint and use_dualstack_endpoint.
[[nodiscard]] AddressKind addressKind(const QString &profile, const Places &places,
                                      const SharedConfig &config);
/// Where a service that signs somebody in is spoken to: configuredEndpoint() or AWS's own address.
[[nodiscard]] QUrl signInAddress(const QString &service, const QString &region,
                                 const QString &profile, const Places &places,
                                 const SharedConfig &config);
/// The same as configuredEndpoint(), but what the account has for the service counts before.
[[nodiscard]] QUrl endpointOf(const QString &service, const Account &account, const Places &places,
                              const SharedConfig &config);
/// Why nothing is sent to Account::ssmEndpoint: it is neither https nor on this computer. Empty is
/// well. Cause::SsmStrangeGateway.
[[nodiscard]] std::optional<base::Error> faultOfSsmEndpoint(const QUrl &endpoint);
/// PEM file whose certificates the account's services are trusted by, besides the system's:
/// Places::caBundle, or else the profile's ca_bundle; empty = none.
[[nodiscard]] QString caBundleOf(const Account &account, const Places &places);
/// "ssm" and "ssmmessages".
[[nodiscard]] bool isSessionManager(const QString &service);

} // namespace aws

#pragma once
#include "aws/keys.h"
#include <QString>
#include <QUrl>

namespace aws {

/// As whom AWS is spoken to, and where.
struct Account {
    Keys keys; ///< the person's own, from the keychain; empty = found by the chain
    QString profile; ///< of the shared files; empty = environment, then AWS_PROFILE, then "default"
    QString region; ///< empty = as the environment or the profile has it
    /// Instead of each service's own address, as a person typed it for all of them, or a test's.
    /// With its path. What signs in (SSO, sts:AssumeRole*) is never sent there.
    QUrl endpoint;
    /// Instead of Session Manager's own address, and of no other service's: the VPC endpoint of
    /// ssm, whose host may be a session's, too. It comes with a saved connection, which may be
    /// somebody else's: plain http leads to this computer alone.
    QUrl ssmEndpoint;
};

/// "aws", "aws-cn", "aws-us-gov", "aws-eusc": which part of AWS a region belongs to.
[[nodiscard]] QString partitionOf(const QString &region);
/// "amazonaws.com", "amazonaws.com.cn", "amazonaws.eu".
[[nodiscard]] QString domainOf(const QString &region);
/// Which of a service's addresses.
struct AddressKind {
    bool fips = false; ///< where TLS is made by modules validated to FIPS 140
    bool dualStack = false; ///< where IPv6 leads, too
};
/// "https://ssm.eu-central-1.amazonaws.com/" by the service's prefix: "ssm", "sts", "elasticache",
/// "ec2", "ecs", "portal.sso", "oidc". That there is such an address is not said: DNS knows.
[[nodiscard]] QUrl serviceUrl(const QString &service, const QString &region, AddressKind kind = {});
/// True when `host` is the region's own Session Manager gateway (ssmmessages, also its FIPS and
/// dual-stack names): who is given a session's token and a signature.
[[nodiscard]] bool isMessageGateway(const QString &host, const QString &region);

} // namespace aws

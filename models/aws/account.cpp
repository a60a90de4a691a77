#include "aws/account.h"

namespace aws {

namespace {

struct Partition {
    QLatin1String regions; ///< how their names begin
    QLatin1String name;
    QLatin1String domain;
    QLatin1String dualStack; ///< where names lead to IPv6 as well
};

const Partition &partition(const QString &region)
{
    static const Partition others[] = {
        { QLatin1String("cn-"), QLatin1String("aws-cn"), QLatin1String("amazonaws.com.cn"),
          QLatin1String("api.amazonwebservices.com.cn") },
        { QLatin1String("us-gov-"), QLatin1String("aws-us-gov"), QLatin1String("amazonaws.com"),
          QLatin1String("api.aws") },
        { QLatin1String("eusc-"), QLatin1String("aws-eusc"), QLatin1String("amazonaws.eu"),
          QLatin1String("api.amazonwebservices.eu") },
    };
    static const Partition usual{
        {}, QLatin1String("aws"), QLatin1String("amazonaws.com"), QLatin1String("api.aws")
    };
    for (const Partition &each : others)
        if (region.startsWith(each.regions))
            return each;
    return usual;
}

/// Whose usual address in GovCloud is of FIPS, and the only one.
bool isPlainInGovCloud(const QString &service)
{
    return service == QLatin1String("ssm") || service == QLatin1String("sts")
        || service == QLatin1String("ec2") || service == QLatin1String("elasticache");
}

} // namespace

QString partitionOf(const QString &region)
{
    return partition(region).name;
}

QString domainOf(const QString &region)
{
    return partition(region).domain;
}

QUrl serviceUrl(const QString &service, const QString &region, AddressKind kind)
{
    const Partition &of = partition(region);
    const bool named = kind.fips
        && (kind.dualStack || of.name != QLatin1String("aws-us-gov")
            || !isPlainInGovCloud(service));
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(service + (named ? QLatin1String("-fips.") : QLatin1String(".")) + region + u'.'
                + (kind.dualStack ? of.dualStack : of.domain));
    url.setPath(QStringLiteral("/"));
    return url;
}

bool isMessageGateway(const QString &host, const QString &region)
{
    for (const char *name : { "ssmmessages.", "ssmmessages-fips." }) {
        const QString start = QLatin1String(name) + region + u'.';
        for (const QLatin1String domain :
             { partition(region).domain, partition(region).dualStack }) {
            if (!region.isEmpty() && host.compare(start + domain, Qt::CaseInsensitive) == 0)
                return true;
        }
    }
    return false;
}

} // namespace aws

#include "aws/account.h"
#include <QRegularExpression>

namespace aws {

namespace {

const QString ordinary = QStringLiteral("amazonaws.com");

}

QString partitionOf(const QString &region)
{
    if (region.startsWith(QLatin1String("cn-")))
        return QStringLiteral("aws-cn");
    if (region.startsWith(QLatin1String("us-gov-")))
        return QStringLiteral("aws-us-gov");
    return QStringLiteral("aws");
}

QString domainOf(const QString &region)
{
    return region.startsWith(QLatin1String("cn-")) ? ordinary + QStringLiteral(".cn") : ordinary;
}

QUrl serviceUrl(const QString &service, const QString &region)
{
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(service + u'.' + region + u'.' + domainOf(region));
    url.setPath(QStringLiteral("/"));
    return url;
}

bool isMessageGateway(const QString &host, const QString &region)
{
    const QString domain = QRegularExpression::escape(domainOf(region));
    const QString dual = region.startsWith(QLatin1String("cn-"))
        ? QStringLiteral("api\\.amazonwebservices\\.com\\.cn")
        : QStringLiteral("api\\.aws");
    const QRegularExpression own(QStringLiteral("^ssmmessages(-fips)?\\.%1\\.(%2|%3)\\z")
                                     .arg(QRegularExpression::escape(region), domain, dual),
                                 QRegularExpression::CaseInsensitiveOption);
    return own.match(host).hasMatch();
}

} // namespace aws

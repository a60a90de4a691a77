#include "profiles/awsnames.h"
#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

namespace profiles {

namespace {
QString say(const char *text)
{
    return QCoreApplication::translate("profiles", text);
}

bool fits(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern)))
        .match(text)
        .hasMatch();
}
} // namespace

// Forms: StartSession, AWS Systems Manager API Reference.
QString ssmTargetProblem(const QString &target)
{
    constexpr qsizetype longest = 400;
    if (target.isEmpty())
        return say(QT_TRANSLATE_NOOP("profiles", "Enter the bastion, or find it in AWS."));
    if (target.size() <= longest
        && (fits(target, "m?i-[0-9a-f]{8,17}")
            || fits(target, "ecs:[A-Za-z0-9-]+(_[A-Za-z0-9-]+)*_[0-9a-f]+_[A-Za-z0-9-]+")))
        return {};
    return say(QT_TRANSLATE_NOOP("profiles",
                                 "That is no instance. It looks like i-0123456789abcdef0, "
                                 "mi-0123456789abcdef0 or ecs:cluster_task_container."));
}

QString awsRegionProblem(const QString &region)
{
    if (fits(region, "[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}"))
        return {};
    return say(QT_TRANSLATE_NOOP("profiles", "A region looks like eu-central-1."));
}

QString awsEndpointProblem(const QString &url)
{
    const QUrl given(url, QUrl::StrictMode);
    const bool isHere =
        given.host() == QLatin1String("localhost") || QHostAddress(given.host()).isLoopback();
    const bool http = given.scheme() == QLatin1String("https")
        || (given.scheme() == QLatin1String("http") && isHere);
    if (given.isValid() && http && !given.host().isEmpty() && given.userInfo().isEmpty()
        && !given.hasQuery() && !given.hasFragment())
        return {};
    return say(QT_TRANSLATE_NOOP(
        "profiles",
        "Enter the whole address: https://vpce-0123.ssm.eu-central-1.vpce.amazonaws.com"));
}

QStringList awsRegions()
{
    QStringList list;
    for (const char *region :
         { "af-south-1",     "ap-east-1",      "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
           "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2", "ap-southeast-3",
           "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-central-1",   "ca-west-1",
           "cn-north-1",     "cn-northwest-1", "eu-central-1",   "eu-central-2",   "eu-north-1",
           "eu-south-1",     "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
           "il-central-1",   "me-central-1",   "me-south-1",     "mx-central-1",   "sa-east-1",
           "us-east-1",      "us-east-2",      "us-gov-east-1",  "us-gov-west-1",  "us-west-1",
           "us-west-2" })
        list += QLatin1String(region);
    return list;
}

} // namespace profiles

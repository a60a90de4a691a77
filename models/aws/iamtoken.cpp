#include "aws/iamtoken.h"
#include "aws/sigv4.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace aws {

namespace {

constexpr int goodForSeconds = 15 * 60;

bool isName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^[a-z](-?[a-z0-9])*\\z"));
    return name.size() <= 40 && form.match(name).hasMatch();
}

} // namespace

QString iamUserProblem(const IamUser &user)
{
    if (user.cacheName.isEmpty())
        return QCoreApplication::translate(
            "aws",
            "An IAM sign-in needs the cache's name: its replication group id or serverless name.");
    if (!isName(user.cacheName.toLower()))
        return QCoreApplication::translate(
            "aws",
            "This cannot be the name of a cache for an IAM sign-in. Enter the replication group id "
            "or serverless name, not the endpoint: letters, digits and single hyphens, at most "
            "40.");
    if (user.user.isEmpty())
        return QCoreApplication::translate("aws",
                                           "An IAM sign-in needs the ElastiCache user's id.");
    if (!isName(user.user))
        return QCoreApplication::translate(
            "aws",
            "This cannot be the id of an ElastiCache user: it has a lower-case letter first, then "
            "lower-case letters, digits and single hyphens, at most 40.");
    if (user.region.isEmpty())
        return QCoreApplication::translate("aws", "An IAM sign-in needs the cache's AWS region.");
    return {};
}

base::Result<base::Secret> iamToken(const IamUser &user, const Keys &keys, const QDateTime &now)
{
    if (const QString problem = iamUserProblem(user); !problem.isEmpty())
        return base::fail(base::Error::Kind::Invalid, problem);
    if (keys.isEmpty())
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate("aws", "An IAM sign-in needs AWS keys."), {},
                          base::Error::Cause::AwsNoKeys);
    ToSign request;
    request.method = "GET";
    request.host = user.cacheName.toLower().toLatin1();
    request.path = "/";
    request.query = "Action=connect&User=" + user.user.toLatin1();
    if (user.serverless)
        request.query += "&ResourceType=ServerlessCache";
    QByteArray token = request.host + "/?"
        + presignedQuery(request, keys, { user.region, QStringLiteral("elasticache"), now },
                         goodForSeconds);
    base::Secret secret(token);
    base::wipe(token);
    return secret;
}

} // namespace aws

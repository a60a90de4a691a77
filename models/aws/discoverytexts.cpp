#include "aws/discoverytexts.h"
#include "base/displaytext.h"
#include <QCoreApplication>

namespace aws {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("aws", source);
}

/// What nobody knows without that call.
QString lossOf(const QString &action)
{
    if (action == u"elasticache:DescribeReplicationGroups")
        return text(QT_TRANSLATE_NOOP("aws",
                                      "Endpoints and modes of replication groups stay "
                                      "unknown."));
    if (action == u"elasticache:DescribeCacheClusters")
        return text(QT_TRANSLATE_NOOP("aws",
                                      "Versions stay unknown, and caches with a single "
                                      "node are not listed."));
    if (action == u"elasticache:DescribeServerlessCaches")
        return text(QT_TRANSLATE_NOOP("aws", "Serverless caches are not listed."));
    if (action == u"elasticache:DescribeCacheSubnetGroups")
        return text(QT_TRANSLATE_NOOP("aws", "The VPC of some caches may stay unknown."));
    if (action == u"ssm:DescribeInstanceInformation")
        return text(QT_TRANSLATE_NOOP("aws",
                                      "Which instances are online in Systems Manager stays "
                                      "unknown."));
    if (action == u"ec2:DescribeInstances")
        return text(QT_TRANSLATE_NOOP("aws", "Names and VPCs of instances stay unknown."));
    if (action == u"ec2:DescribeSecurityGroups")
        return text(QT_TRANSLATE_NOOP("aws",
                                      "Whether a bastion may reach a cache stays "
                                      "unknown."));
    if (action.startsWith(u"ecs:"))
        return text(QT_TRANSLATE_NOOP("aws", "Some or all ECS tasks are not listed."));
    return {};
}

} // namespace

QString answerText(Answer answer)
{
    switch (answer) {
    case Answer::Yes:
        return text(QT_TRANSLATE_NOOP("aws", "yes"));
    case Answer::No:
        return text(QT_TRANSLATE_NOOP("aws", "no"));
    default:
        return text(QT_TRANSLATE_NOOP("aws", "unknown"));
    }
}

QString answerMark(Answer answer)
{
    switch (answer) {
    case Answer::Yes:
        return QStringLiteral("✓");
    case Answer::No:
        return QStringLiteral("✗");
    default:
        return answerText(answer);
    }
}

QString modeText(Mode mode)
{
    switch (mode) {
    case Mode::Standalone:
        return text(QT_TRANSLATE_NOOP("aws", "standalone"));
    case Mode::ClusterMode:
        return text(QT_TRANSLATE_NOOP("aws", "cluster"));
    default:
        return {};
    }
}

QString authText(CacheAuth auth)
{
    switch (auth) {
    case CacheAuth::None:
        return text(QT_TRANSLATE_NOOP("aws", "none"));
    case CacheAuth::Token:
        return text(QT_TRANSLATE_NOOP("aws", "AUTH token"));
    case CacheAuth::Users:
        return text(QT_TRANSLATE_NOOP("aws", "users (ACL, IAM)"));
    default:
        return {};
    }
}

QString engineText(const Cache &cache)
{
    QString engine = cache.engine;
    if (engine == u"redis")
        engine = QStringLiteral("Redis OSS");
    else if (engine == u"valkey")
        engine = QStringLiteral("Valkey");
    return QStringList{ engine, cache.version }.join(u' ').trimmed();
}

QString nodesText(const Cache &cache)
{
    if (cache.kind == CacheKind::Serverless)
        return text(QT_TRANSLATE_NOOP("aws", "serverless"));
    if (cache.nodes == 0)
        return {};
    if (cache.shards > 1) {
        return text(QT_TRANSLATE_NOOP("aws", "%1 in %2 shards"))
            .arg(QString::number(cache.nodes), QString::number(cache.shards));
    }
    return QString::number(cache.nodes);
}

QString notPermittedText(const QString &action)
{
    return text(QT_TRANSLATE_NOOP("aws", "not permitted: %1")).arg(action);
}

QStringList deniedActions(const QList<Denied> &denied, const QList<Bastion> &bastions)
{
    const bool withTasks = bastions.isEmpty()
        || std::any_of(bastions.cbegin(), bastions.cend(),
                       [](const Bastion &bastion) { return bastion.kind == BastionKind::EcsTask; });
    QStringList actions;
    for (const Denied &one : denied) {
        if (withTasks || !one.action.startsWith(u"ecs:"))
            actions += one.action;
    }
    return actions;
}

QStringList denialTexts(const QList<Denied> &denied)
{
    QStringList texts;
    for (const Denied &one : denied) {
        const QString line = notPermittedText(one.action);
        const QString loss = lossOf(one.action);
        texts += loss.isEmpty() ? line : line + QStringLiteral(". ") + loss;
    }
    return texts;
}

QString oneLine(const QString &text)
{
    return base::displayText(text.toUtf8(), 300);
}

QString tipText(const QString &text)
{
    return text.isEmpty() ? QString()
                          : QStringLiteral("<qt>%1</qt>").arg(oneLine(text).toHtmlEscaped());
}

QString firstDenied(const QList<Denied> &denied, const QStringList &actions)
{
    for (const QString &action : actions) {
        for (const Denied &one : denied) {
            if (one.action == action)
                return action;
        }
    }
    return {};
}

} // namespace aws

// The calls of a search, page by page.
#include "aws/discoveryrun.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QSet>

namespace aws {

using base::Error;
using base::Result;

namespace {

constexpr int mostPages = 1000; // of one call
constexpr int clustersAtOnce = 4;
constexpr int instancesAtOnce = 50; // a page of DescribeInstanceInformation
constexpr int instanceCallsAtOnce = 2;
constexpr int groupsAtOnce = 200; // values that EC2 takes in one filter

Error tooManyPages(const QString &action)
{
    return { Error::Kind::Protocol,
             QCoreApplication::translate(
                 "aws", "%1 gives more pages than there can be. What came so far is shown.")
                 .arg(action),
             {},
             Error::Cause::AwsRefused };
}

QString ecsTarget(const char *operation)
{
    return QStringLiteral("AmazonEC2ContainerServiceV20141113.") + QLatin1String(operation);
}

} // namespace

template <typename Answer> void Discovery::Private::begin(Pages<Answer> pages)
{
    ++open;
    turn(std::make_shared<Pages<Answer>>(std::move(pages)), QString(), 1);
}

template <typename Answer>
void Discovery::Private::turn(const std::shared_ptr<Pages<Answer>> &pages, const QString &token,
                              int number)
{
    base::whenDone(pages->ask(token), q,
                   [this, pages, token, number, run = runNumber](const Result<Answer> &answer) {
                       if (run != runNumber || !running)
                           return;
                       if (!answer) {
                           if (!endedBy(pages->action, answer.error()))
                               leave(pages->done);
                           return;
                       }
                       const QString next = pages->take(*answer);
                       if (!keepShown && !publishing.isActive())
                           publishing.start();
                       const bool endless = next == token || number >= mostPages;
                       if (!next.isEmpty() && !endless) {
                           turn(pages, next, number + 1);
                           return;
                       }
                       if (!next.isEmpty())
                           failuresInRun.append({ pages->action, tooManyPages(pages->action) });
                       leave(pages->done);
                   });
}

void Discovery::Private::askCaches(const char *action, const char *tokenIn, const char *tokenOut,
                                   void (CacheList::*take)(const XmlElement &))
{
    const QString name = QLatin1String(action);
    const bool tellsGroups = name != u"DescribeCacheSubnetGroups";
    cacheCallsOpen += tellsGroups ? 1 : 0;
    begin(Pages<XmlElement>{
        QStringLiteral("elasticache:") + name,
        [this, name, tokenIn](const QString &token) {
            Fields fields;
            if (name == u"DescribeCacheClusters")
                fields.append({ QStringLiteral("ShowCacheNodeInfo"), QStringLiteral("true") });
            if (!token.isEmpty())
                fields.append({ QLatin1String(tokenIn), token });
            return client->query(QStringLiteral("elasticache"), QStringLiteral("2015-02-02"), name,
                                 fields);
        },
        [this, name, tokenOut, take](const XmlElement &answer) {
            const XmlElement &result = answer.child(name + QStringLiteral("Result"));
            (cacheList.*take)(result);
            return result.value(QLatin1String(tokenOut));
        },
        [this, tellsGroups] {
            if (tellsGroups && --cacheCallsOpen == 0)
                askSecurityGroups();
        } });
}

void Discovery::Private::askInstanceInformation()
{
    begin(Pages<QJsonObject>{
        QStringLiteral("ssm:DescribeInstanceInformation"),
        [this](const QString &token) {
            QJsonObject body{ { QStringLiteral("MaxResults"), 50 } };
            if (!token.isEmpty())
                body.insert(QStringLiteral("NextToken"), token);
            return client->json(QStringLiteral("ssm"),
                                QStringLiteral("AmazonSSM.DescribeInstanceInformation"), body);
        },
        [this](const QJsonObject &answer) {
            instances += bastionList.addInstanceInformation(answer);
            askInstances();
            return answer.value(QLatin1String("NextToken")).toString();
        },
        [this] {
            if (isDenied("ssm:DescribeInstanceInformation"))
                askAllInstances();
        } });
}

/// EC2 is asked about those that Systems Manager names, few at a time: a region may have tens of
/// thousands, and an instance takes up to some 20 kB to tell.
void Discovery::Private::askInstances()
{
    while (instancesAsked < instanceCallsAtOnce && !instances.isEmpty()) {
        const QStringList some = instances.mid(0, instancesAtOnce);
        instances = instances.mid(some.size());
        ++instancesAsked;
        // A filter, since EC2 refuses a list of ids when one of them has gone.
        Fields filter{ { QStringLiteral("Filter.1.Name"), QStringLiteral("instance-id") } };
        for (qsizetype i = 0; i < some.size(); ++i)
            filter.append({ QStringLiteral("Filter.1.Value.") + QString::number(i + 1), some[i] });
        filter.append({ QStringLiteral("Filter.2.Name"), QStringLiteral("instance-state-name") });
        filter.append({ QStringLiteral("Filter.2.Value.1"), QStringLiteral("running") });
        beginInstances(filter, some, [this] {
            --instancesAsked;
            askInstances();
        });
    }
}

/// Where Systems Manager does not tell, any instance may be a bastion.
void Discovery::Private::askAllInstances()
{
    beginInstances({ { QStringLiteral("MaxResults"), QStringLiteral("100") },
                     { QStringLiteral("Filter.1.Name"), QStringLiteral("instance-state-name") },
                     { QStringLiteral("Filter.1.Value.1"), QStringLiteral("running") } },
                   {}, {});
}

void Discovery::Private::beginInstances(const Fields &filter, const QStringList &ids,
                                        std::function<void()> done)
{
    begin(Pages<XmlElement>{ QStringLiteral("ec2:DescribeInstances"),
                             [this, filter](const QString &token) {
                                 Fields fields = filter;
                                 if (!token.isEmpty())
                                     fields.append({ QStringLiteral("NextToken"), token });
                                 return client->query(QStringLiteral("ec2"),
                                                      QStringLiteral("2016-11-15"),
                                                      QStringLiteral("DescribeInstances"), fields);
                             },
                             [this, ids](const XmlElement &answer) {
                                 bastionList.addInstances(answer);
                                 QString next = answer.value(QStringLiteral("nextToken"));
                                 if (next.isEmpty())
                                     bastionList.setLookedUp(ids);
                                 return next;
                             },
                             std::move(done) });
}

void Discovery::Private::askSecurityGroups()
{
    QStringList ids;
    QSet<QString> seen;
    for (const Cache &cache : cacheList.caches({})) {
        for (const QString &id : cache.securityGroups) {
            if (!seen.contains(id)) {
                seen += id;
                ids += id;
            }
        }
    }
    for (qsizetype at = 0; at < ids.size(); at += groupsAtOnce) {
        Fields filter{ { QStringLiteral("MaxResults"), QStringLiteral("1000") },
                       { QStringLiteral("Filter.1.Name"), QStringLiteral("group-id") } };
        const QStringList some = ids.mid(at, groupsAtOnce);
        for (qsizetype i = 0; i < some.size(); ++i) {
            filter.append({ QStringLiteral("Filter.1.Value.") + QString::number(i + 1), some[i] });
        }
        begin(Pages<XmlElement>{ QStringLiteral("ec2:DescribeSecurityGroups"),
                                 [this, filter](const QString &token) {
                                     Fields fields = filter;
                                     if (!token.isEmpty())
                                         fields.append({ QStringLiteral("NextToken"), token });
                                     return client->query(
                                         QStringLiteral("ec2"), QStringLiteral("2016-11-15"),
                                         QStringLiteral("DescribeSecurityGroups"), fields);
                                 },
                                 [this](const XmlElement &answer) {
                                     groupsOfRun.add(answer);
                                     return answer.value(QStringLiteral("nextToken"));
                                 },
                                 {} });
    }
}

void Discovery::Private::askClusters()
{
    begin(Pages<QJsonObject>{
        QStringLiteral("ecs:ListClusters"),
        [this](const QString &token) {
            QJsonObject body;
            if (!token.isEmpty())
                body.insert(QStringLiteral("nextToken"), token);
            return client->json(QStringLiteral("ecs"), ecsTarget("ListClusters"), body);
        },
        [this](const QJsonObject &answer) {
            for (const QJsonValue arn : answer.value(QLatin1String("clusterArns")).toArray()) {
                if (!arn.toString().isEmpty())
                    clusters.push_back(arn.toString());
            }
            askTasks();
            return answer.value(QLatin1String("nextToken")).toString();
        },
        {} });
}

void Discovery::Private::askTasks()
{
    while (clustersAsked < clustersAtOnce && !clusters.empty()) {
        const QString cluster = clusters.front();
        clusters.pop_front();
        ++clustersAsked;
        begin(Pages<QJsonObject>{
            QStringLiteral("ecs:ListTasks"),
            [this, cluster](const QString &token) {
                QJsonObject body{ { QStringLiteral("cluster"), cluster },
                                  { QStringLiteral("desiredStatus"), QStringLiteral("RUNNING") } };
                if (!token.isEmpty())
                    body.insert(QStringLiteral("nextToken"), token);
                return client->json(QStringLiteral("ecs"), ecsTarget("ListTasks"), body);
            },
            [this, cluster](const QJsonObject &answer) {
                const QJsonArray tasks = answer.value(QLatin1String("taskArns")).toArray();
                if (!tasks.isEmpty())
                    describeTasks(cluster, tasks);
                return answer.value(QLatin1String("nextToken")).toString();
            },
            [this] {
                --clustersAsked;
                askTasks();
            } });
    }
}

/// A page of ListTasks holds as many as DescribeTasks takes at once: 100.
void Discovery::Private::describeTasks(const QString &cluster, const QJsonArray &tasks)
{
    begin(Pages<QJsonObject>{ QStringLiteral("ecs:DescribeTasks"),
                              [this, cluster, tasks](const QString &) {
                                  return client->json(QStringLiteral("ecs"),
                                                      ecsTarget("DescribeTasks"),
                                                      { { QStringLiteral("cluster"), cluster },
                                                        { QStringLiteral("tasks"), tasks } });
                              },
                              [this](const QJsonObject &answer) {
                                  bastionList.addTasks(answer);
                                  return QString();
                              },
                              {} });
}

} // namespace aws

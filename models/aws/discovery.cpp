#include "aws/discovery.h"
#include "aws/advice.h"
#include "aws/ranking.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <deque>

namespace aws {

using base::Error;
using base::Result;

namespace {

constexpr int mostPages = 1000; // of one call
constexpr int clustersAtOnce = 4;
constexpr int instancesAtOnce = 50; // a page of DescribeInstanceInformation
constexpr int instanceCallsAtOnce = 2;
constexpr int groupsAtOnce = 200; // values that EC2 takes in one filter
constexpr std::chrono::milliseconds breath{ 50 }; // pages that come together are shown together

/// Nothing else can be asked after that.
bool endsAll(const Error &error)
{
    switch (error.cause) {
    case Error::Cause::AwsNoKeys:
    case Error::Cause::AwsProfileUnknown:
    case Error::Cause::AwsRegionMissing:
    case Error::Cause::AwsSignInExpired:
    case Error::Cause::AwsClock:
        return true;
    default:
        return error.kind == Error::Kind::Auth || error.kind == Error::Kind::Cancelled;
    }
}

Error tooManyPages(const QString &action)
{
    return { Error::Kind::Protocol,
             QCoreApplication::translate(
                 "aws", "%1 gives more pages than there can be. What came so far is shown.")
                 .arg(action),
             {},
             Error::Cause::AwsRefused };
}

template <typename Answer> struct Pages {
    QString action; ///< as IAM names it
    std::function<QFuture<Result<Answer>>(const QString &token)> ask;
    std::function<QString(const Answer &)> take; ///< returns the token of the next page
    std::function<void()> done; ///< after the last, however it went
};

} // namespace

class Discovery::Private {
public:
    Private(Discovery *owner, std::unique_ptr<Client> ownClient)
        : q(owner)
        , client(std::move(ownClient))
    {
        publishing.setSingleShot(true);
        publishing.setInterval(breath);
        QObject::connect(&publishing, &QTimer::timeout, q, [this] { publish(); });
    }

    void run();
    void stop()
    {
        ++runNumber;
        running = false;
        publishing.stop();
    }
    void publish();
    [[nodiscard]] QString region() const
    {
        return client->keySource().region().value_or(QString());
    }

    Discovery *q;
    std::unique_ptr<Client> client;
    std::optional<Identity> identity;
    QList<Cache> caches;
    QList<Bastion> bastions;
    QList<Denied> denied;
    QList<std::pair<QString, Error>> failures;
    SecurityGroups groups;
    bool running = false;
    int runNumber = 0; ///< answers of a run that was cancelled know it by that

private:
    void askIdentity();
    void askEverything();
    void askCaches(const char *action, const char *tokenIn, const char *tokenOut,
                   void (CacheList::*take)(const XmlElement &));
    void askInstanceInformation();
    void askInstances();
    void askAllInstances();
    void beginInstances(const Fields &filter, const QStringList &ids, std::function<void()> done);
    void askSecurityGroups();
    void askClusters();
    void askTasks();
    void describeTasks(const QString &cluster, const QJsonArray &tasks);
    template <typename Answer> void begin(Pages<Answer> pages);
    template <typename Answer>
    void turn(const std::shared_ptr<Pages<Answer>> &pages, const QString &token, int number);
    [[nodiscard]] bool endedBy(const QString &action, const Error &error);
    void leave(const std::function<void()> &done);
    void finish(const Result<> &result, bool keepEarlier);
    [[nodiscard]] bool isDenied(const char *action) const;
    [[nodiscard]] Vpcs vpcs() const;

    CacheList cacheList;
    BastionList bastionList;
    SecurityGroups groupsOfRun;
    QList<Denied> deniedInRun;
    std::deque<QString> clusters;
    int clustersAsked = 0;
    int open = 0; ///< calls whose last page has not come
    int cacheCallsOpen = 0;
    QStringList instances; ///< that EC2 has not been asked about yet
    int instancesAsked = 0;
    bool keepShown = false; ///< what an earlier run found stays until this one knows everything
    QList<std::pair<QString, Error>> failuresInRun;
    QTimer publishing;
};

void Discovery::Private::run()
{
    stop();
    keepShown = !caches.isEmpty() || !bastions.isEmpty();
    cacheList = {};
    bastionList = {};
    groupsOfRun = {};
    deniedInRun.clear();
    clusters.clear();
    clustersAsked = 0;
    open = 0;
    cacheCallsOpen = 0;
    instances.clear();
    instancesAsked = 0;
    failuresInRun.clear();
    running = true;
    askIdentity();
}

void Discovery::Private::askIdentity()
{
    base::whenDone(
        callerIdentity(*client), q, [this, run = runNumber](const Result<Identity> &answer) {
            if (run != runNumber)
                return;
            if (!answer && answer.error().cause != Error::Cause::AwsDenied) {
                finish(base::fail(answer.error()), keepShown);
                return;
            }
            if (!answer) {
                deniedInRun += { QStringLiteral("sts:GetCallerIdentity"), answer.error().detail };
            } else {
                identity = *answer;
                const QPointer<Discovery> owner(q);
                Q_EMIT q->identified(*answer);
                if (!owner || run != runNumber)
                    return; // the listener has had enough
            }
            askEverything();
        });
}

void Discovery::Private::askEverything()
{
    ++open; // until all have begun, so that none can be the last
    askCaches("DescribeReplicationGroups", "Marker", "Marker", &CacheList::addReplicationGroups);
    askCaches("DescribeCacheClusters", "Marker", "Marker", &CacheList::addCacheClusters);
    askCaches("DescribeServerlessCaches", "NextToken", "NextToken",
              &CacheList::addServerlessCaches);
    askCaches("DescribeCacheSubnetGroups", "Marker", "Marker", &CacheList::addSubnetGroups);
    askInstanceInformation();
    askClusters();
    leave({});
}

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

/// Notes what went wrong. True when nothing else can be asked: it has finished, and the listener
/// may have deleted everything.
bool Discovery::Private::endedBy(const QString &action, const Error &error)
{
    if (error.cause == Error::Cause::AwsDenied) {
        for (const Denied &one : std::as_const(deniedInRun)) {
            if (one.action == action)
                return false;
        }
        deniedInRun += { action, error.detail };
        if (!keepShown && !publishing.isActive())
            publishing.start();
        return false;
    }
    if (endsAll(error)) {
        finish(base::fail(error), keepShown);
        return true;
    }
    failuresInRun.append({ action, error });
    return false;
}

void Discovery::Private::leave(const std::function<void()> &done)
{
    if (done)
        done();
    if (--open == 0)
        finish(failuresInRun.isEmpty() ? Result<>() : base::fail(failuresInRun.constFirst().second),
               false);
}

void Discovery::Private::finish(const Result<> &result, bool keepEarlier)
{
    running = false;
    ++runNumber;
    const QPointer<Discovery> owner(q);
    if (!keepEarlier)
        publish();
    if (owner)
        Q_EMIT owner->finished(result);
}

bool Discovery::Private::isDenied(const char *action) const
{
    for (const Denied &one : deniedInRun) {
        if (one.action == QLatin1String(action))
            return true;
    }
    return false;
}

Vpcs Discovery::Private::vpcs() const
{
    Vpcs all = groupsOfRun.vpcs();
    all.insert(bastionList.vpcs());
    all.insert(cacheList.vpcs());
    return all;
}

void Discovery::Private::publish()
{
    publishing.stop();
    const Vpcs known = vpcs();
    groups = groupsOfRun;
    denied = deniedInRun;
    failures = failuresInRun;
    caches = cacheList.caches(known);
    bastions = bastionList.bastions(!isDenied("ssm:DescribeInstanceInformation"), known);
    Q_EMIT q->changed();
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

QString ecsTarget(const char *operation)
{
    return QStringLiteral("AmazonEC2ContainerServiceV20141113.") + QLatin1String(operation);
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

Discovery::Discovery(std::unique_ptr<Client> client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(client)))
{
}

Discovery::~Discovery() = default;

void Discovery::start()
{
    d->run();
}

void Discovery::cancel()
{
    d->stop();
}

bool Discovery::isRunning() const
{
    return d->running;
}

const std::optional<Identity> &Discovery::identity() const
{
    return d->identity;
}

const QList<Cache> &Discovery::caches() const
{
    return d->caches;
}

const QList<Bastion> &Discovery::bastions() const
{
    return d->bastions;
}

const QList<Denied> &Discovery::denied() const
{
    return d->denied;
}

const QList<std::pair<QString, Error>> &Discovery::failures() const
{
    return d->failures;
}

QList<RankedBastion> Discovery::ranked(const Cache &cache) const
{
    return rank(cache, d->bastions, d->groups);
}

QString Discovery::checklist(const Cache &cache) const
{
    return aws::checklist(cache, ranked(cache), d->region());
}

QString Discovery::ingressLine(const Cache &cache, const Bastion &bastion) const
{
    return aws::ingressLine(cache, bastion, d->region());
}

} // namespace aws

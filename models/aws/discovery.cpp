#include "aws/discovery.h"
#include "aws/advice.h"
#include "aws/discoveryrun.h"
#include "base/whendone.h"
#include <QPointer>

namespace aws {

using base::Error;
using base::Result;

namespace {

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

} // namespace

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

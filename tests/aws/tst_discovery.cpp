// Discovery against one region of an account, as the services' published models describe it.
#include "aws/discovery.h"
#include "aws/keycache.h"
#include "support/awsregion.h"
#include "support/wait.h"
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>

using aws::Answer;
using aws::Bastion;
using aws::Cache;
using aws::CacheKind;
using aws::Discovery;
using support::AwsRegion;
using support::FakeCache;
using support::FakeInstance;
using support::FakeRule;
using support::FakeTask;
using support::HttpFake;

namespace {

constexpr auto noSleep = std::chrono::milliseconds(1);

/// Nothing of this computer.
aws::Places nowhere()
{
    aws::Places places;
    places.configFile = QStringLiteral("/nowhere/config");
    places.credentialsFile = QStringLiteral("/nowhere/credentials");
    places.ssoCache = QStringLiteral("/nowhere/cache");
    places.now = [] { return QDateTime::currentDateTimeUtc(); };
    places.cache = std::make_shared<aws::KeyCache>();
    return places;
}

/// An account and the discovery that looks into it.
struct Rig {
    Rig()
        : region(service)
    {
        remake();
    }

    void remake()
    {
        aws::Account account;
        account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        account.keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        account.region = QStringLiteral("eu-central-1");
        account.endpoint = service.url();
        auto client = std::make_unique<aws::Client>(account, nowhere(), nullptr);
        client->setPatience({ 4, noSleep, noSleep, std::chrono::milliseconds(10000) });
        discovery = std::make_unique<Discovery>(std::move(client));
    }

    /// Runs it to its end.
    base::Result<> run()
    {
        std::optional<base::Result<>> outcome;
        QObject listener;
        QObject::connect(discovery.get(), &Discovery::finished, &listener,
                         [&](const base::Result<> &result) { outcome = result; });
        discovery->start();
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 20000))
            return base::fail(base::Error::Kind::Timeout, QStringLiteral("it never ended"));
        return *outcome;
    }

    [[nodiscard]] Cache cache(const QString &id) const
    {
        for (const Cache &one : discovery->caches()) {
            if (one.id == id)
                return one;
        }
        return {};
    }

    [[nodiscard]] QStringList deniedActions() const
    {
        QStringList actions;
        for (const aws::Denied &one : discovery->denied())
            actions += one.action;
        actions.sort();
        return actions;
    }

    HttpFake service;
    AwsRegion region;
    std::unique_ptr<Discovery> discovery;
};

QStringList idsOf(const QList<Cache> &caches)
{
    QStringList ids;
    for (const Cache &cache : caches)
        ids += cache.id;
    return ids;
}

QStringList targetsOf(const QList<aws::RankedBastion> &ranked)
{
    QStringList targets;
    for (const aws::RankedBastion &one : ranked)
        targets += one.bastion.target;
    return targets;
}

FakeCache cacheNamed(const QString &id)
{
    FakeCache cache;
    cache.id = id;
    return cache;
}

void fill(AwsRegion &region)
{
    region.furnish();
    FakeCache orders = cacheNamed(QStringLiteral("orders"));
    orders.clusterMode = true;
    orders.shards = 2;
    orders.users = { QStringLiteral("shop-users") };
    region.addGroup(orders);
    FakeCache sessions = cacheNamed(QStringLiteral("sessions"));
    sessions.engine = QStringLiteral("redis");
    sessions.version = QStringLiteral("7.1.0");
    sessions.token = true;
    region.addGroup(sessions);
    FakeCache alone = cacheNamed(QStringLiteral("alone"));
    alone.tls = false;
    region.addCluster(alone);
    FakeCache old = cacheNamed(QStringLiteral("pages"));
    old.engine = QStringLiteral("memcached");
    region.addCluster(old);
    FakeCache serverless = cacheNamed(QStringLiteral("carts"));
    serverless.subnets = { QStringLiteral("subnet-b") };
    region.addServerless(serverless);
    region.addTask({});
}

} // namespace

class DiscoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_rig = std::make_unique<Rig>(); }
    void cleanup();
    void account_isIdentified();
    void replicationGroup_getsItsEngineFromItsMembers();
    void otherKinds_areReadAndMemcachedIsLeftOut();
    void emptyAccount_endsWithEmptyLists();
    void fiveHundredCaches_comeByPages();
    void throttledCalls_areTriedAgain();
    void deniedCall_degradesOnlyWhatItTells_data();
    void deniedCall_degradesOnlyWhatItTells();
    void everythingDenied_endsWellWithNothing();
    void wrongKeys_endItWithTheirError();
    void noRegion_endsItWithItsError();
    void noNetwork_endsItWithItsError();
    void brokenService_leavesTheOthersAndIsToldOf();
    void pagesWithoutEnd_areAnError();
    void cancelled_saysNothingAnyMore();
    void secondRun_replacesTheFirst();
    void bastions_areRankedByWhatSpeaksForThem();
    void offlineInstances_areKeptOnlyWhileTheyRun();
    void ingressRules_decideByGroupNetworkAndPort();
    void tasks_areTargetsOnlyWhereExecIsOn();
    void oddTexts_staySingleValues();
    void ingressLine_holdsRealIdsAndNothingForAShell();
    void checklist_isNumberedAndNamesTheVpc();
    void answers_areThoseOfThePublishedModels();

private:
    std::unique_ptr<Rig> m_rig;
};

void DiscoveryTest::cleanup()
{
    for (const QString &call : std::as_const(m_rig->region.calls)) {
        const QString operation = call.section(u':', 1);
        QVERIFY2(operation.startsWith(u"Describe") || operation.startsWith(u"List")
                     || operation.startsWith(u"Get"),
                 qPrintable(call));
    }
    m_rig.reset();
}

void DiscoveryTest::account_isIdentified()
{
    const QSignalSpy identified(m_rig->discovery.get(), &Discovery::identified);
    QVERIFY(m_rig->run());
    QCOMPARE(identified.size(), 1);
    QVERIFY(m_rig->discovery->identity());
    QCOMPARE(m_rig->discovery->identity()->account, QStringLiteral("123456789012"));
    QVERIFY(!m_rig->discovery->isRunning());
}

void DiscoveryTest::replicationGroup_getsItsEngineFromItsMembers()
{
    fill(m_rig->region);
    const auto done = m_rig->run();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    const Cache orders = m_rig->cache(QStringLiteral("orders"));
    QCOMPARE(orders.kind, CacheKind::ReplicationGroup);
    QCOMPARE(orders.engine, QStringLiteral("valkey"));
    QCOMPARE(orders.version, QStringLiteral("7.2.6"));
    QCOMPARE(orders.mode, aws::Mode::ClusterMode);
    QCOMPARE(orders.tls, Answer::Yes);
    QCOMPARE(orders.auth, aws::CacheAuth::Users);
    QCOMPARE(orders.endpoint.host,
             QStringLiteral("clustercfg.orders.abc123.euc1.cache.amazonaws.com"));
    QCOMPARE(orders.shards, 2);
    QCOMPARE(orders.nodes, 4);
    QCOMPARE(orders.vpc, QStringLiteral("vpc-shop"));
    QCOMPARE(orders.securityGroups, QStringList{ QStringLiteral("sg-cache") });
    const Cache sessions = m_rig->cache(QStringLiteral("sessions"));
    QCOMPARE(sessions.mode, aws::Mode::Standalone);
    QCOMPARE(sessions.auth, aws::CacheAuth::Token);
    QCOMPARE(sessions.endpoint.host,
             QStringLiteral("master.sessions.abc123.euc1.cache.amazonaws.com"));
    QCOMPARE(sessions.reader.host,
             QStringLiteral("replica.sessions.abc123.euc1.cache.amazonaws.com"));
}

void DiscoveryTest::otherKinds_areReadAndMemcachedIsLeftOut()
{
    fill(m_rig->region);
    QVERIFY(m_rig->run());
    QCOMPARE(idsOf(m_rig->discovery->caches()),
             (QStringList{ QStringLiteral("alone"), QStringLiteral("carts"),
                           QStringLiteral("orders"), QStringLiteral("sessions") }));
    const Cache alone = m_rig->cache(QStringLiteral("alone"));
    QCOMPARE(alone.kind, CacheKind::CacheCluster);
    QCOMPARE(alone.tls, Answer::No);
    QCOMPARE(alone.auth, aws::CacheAuth::None);
    QCOMPARE(alone.nodes, 1);
    QCOMPARE(alone.endpoint.port, quint16(6379));
    const Cache carts = m_rig->cache(QStringLiteral("carts"));
    QCOMPARE(carts.kind, CacheKind::Serverless);
    QCOMPARE(carts.tls, Answer::Yes);
    QCOMPARE(carts.mode, aws::Mode::ClusterMode);
    QCOMPARE(carts.reader.port, quint16(6380));
    QCOMPARE(carts.vpc, QStringLiteral("vpc-shop")); // by its subnet
}

void DiscoveryTest::emptyAccount_endsWithEmptyLists()
{
    QVERIFY(m_rig->run());
    QVERIFY(m_rig->discovery->caches().isEmpty());
    QVERIFY(m_rig->discovery->bastions().isEmpty());
    QVERIFY(m_rig->discovery->denied().isEmpty());
    QVERIFY(!m_rig->region.calls.contains(QStringLiteral("ec2:DescribeSecurityGroups")));
}

void DiscoveryTest::fiveHundredCaches_comeByPages()
{
    m_rig->region.furnish();
    QStringList wanted;
    for (int i = 0; i < 500; ++i) {
        wanted += QStringLiteral("cache-%1").arg(i, 4, 10, QLatin1Char('0'));
        FakeCache cache = cacheNamed(wanted.constLast());
        cache.groups = { QStringLiteral("sg-%1").arg(i) };
        m_rig->region.addGroup(cache);
        m_rig->region.addSecurityGroup(cache.groups.constFirst(), QStringLiteral("vpc-shop"),
                                       { { .networks = { QStringLiteral("10.0.0.0/16") } } });
    }
    QVERIFY(m_rig->run());
    QCOMPARE(idsOf(m_rig->discovery->caches()), wanted);
    QCOMPARE(m_rig->region.calls.count(QStringLiteral("elasticache:DescribeReplicationGroups")), 5);
    QCOMPARE(m_rig->region.calls.count(QStringLiteral("elasticache:DescribeCacheClusters")), 10);
    for (const Cache &cache : m_rig->discovery->caches()) {
        QCOMPARE(cache.version, QStringLiteral("7.2.6"));
        QCOMPARE(m_rig->discovery->ranked(cache).constFirst().evidence.allowed, Answer::Yes);
    }
}

void DiscoveryTest::throttledCalls_areTriedAgain()
{
    fill(m_rig->region);
    m_rig->region.throttled = 2;
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->caches().size(), 4);
    QCOMPARE(m_rig->discovery->bastions().size(), 2);
    QCOMPARE(m_rig->region.calls.count(QStringLiteral("ec2:DescribeInstances")), 3);
}

void DiscoveryTest::deniedCall_degradesOnlyWhatItTells_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QStringList>("caches"); ///< that are still listed
    QTest::addColumn<QString>("lost"); ///< what is unknown of "orders" and its first bastion
    const QStringList all{ QStringLiteral("alone"), QStringLiteral("carts"),
                           QStringLiteral("orders"), QStringLiteral("sessions") };
    const auto row = [](const char *action, const QStringList &caches, const char *lost) {
        QTest::newRow(action) << QString::fromLatin1(action) << caches << QString::fromLatin1(lost);
    };
    const QStringList groups{ QStringLiteral("carts"), QStringLiteral("orders"),
                              QStringLiteral("sessions") };
    const QStringList owned{ QStringLiteral("alone"), QStringLiteral("orders"),
                             QStringLiteral("sessions") };
    row("elasticache:DescribeReplicationGroups", all, "mode endpoint auth allowed");
    row("elasticache:DescribeCacheClusters", groups, "engine vpc allowed");
    row("elasticache:DescribeServerlessCaches", owned, "");
    // The VPC is known by the security groups.
    row("elasticache:DescribeCacheSubnetGroups", all, "");
    row("ssm:DescribeInstanceInformation", all, "online agent");
    row("ec2:DescribeInstances", all, "vpc allowed");
    row("ec2:DescribeSecurityGroups", all, "allowed");
    row("ecs:ListClusters", all, "");
    row("ecs:ListTasks", all, "");
    row("ecs:DescribeTasks", all, "");
    row("sts:GetCallerIdentity", all, "");
}

void DiscoveryTest::deniedCall_degradesOnlyWhatItTells()
{
    QFETCH(const QString, action);
    QFETCH(const QStringList, caches);
    QFETCH(const QString, lost);
    fill(m_rig->region);
    m_rig->region.denied = { action };
    const auto done = m_rig->run();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    QCOMPARE(m_rig->deniedActions(), QStringList{ action });
    QVERIFY(m_rig->discovery->denied().constFirst().words.contains(action.toUtf8()));
    QCOMPARE(idsOf(m_rig->discovery->caches()), caches);
    const Cache orders = m_rig->cache(QStringLiteral("orders"));
    const auto ranked = m_rig->discovery->ranked(orders);
    QVERIFY(!ranked.isEmpty());
    QCOMPARE(ranked.constFirst().bastion.target, QStringLiteral("i-0123456789abcdef0"));
    const aws::Evidence evidence = ranked.constFirst().evidence;
    QStringList unknown;
    if (orders.mode == aws::Mode::Unknown)
        unknown += QStringLiteral("mode");
    if (orders.engine.isEmpty())
        unknown += QStringLiteral("engine");
    if (orders.endpoint.isEmpty())
        unknown += QStringLiteral("endpoint");
    if (orders.auth == aws::CacheAuth::Unknown)
        unknown += QStringLiteral("auth");
    if (evidence.online == Answer::Unknown)
        unknown += QStringLiteral("online");
    if (evidence.sameVpc == Answer::Unknown)
        unknown += QStringLiteral("vpc");
    if (evidence.allowed == Answer::Unknown)
        unknown += QStringLiteral("allowed");
    if (evidence.agent == Answer::Unknown)
        unknown += QStringLiteral("agent");
    QStringList wanted = lost.split(u' ', Qt::SkipEmptyParts);
    wanted.sort();
    unknown.sort();
    QCOMPARE(unknown, wanted);
}

void DiscoveryTest::everythingDenied_endsWellWithNothing()
{
    fill(m_rig->region);
    for (const char *action :
         { "elasticache:DescribeReplicationGroups", "elasticache:DescribeCacheClusters",
           "elasticache:DescribeServerlessCaches", "elasticache:DescribeCacheSubnetGroups",
           "ssm:DescribeInstanceInformation", "ec2:DescribeInstances", "ecs:ListClusters" })
        m_rig->region.denied += QLatin1String(action);
    QVERIFY(m_rig->run());
    QVERIFY(m_rig->discovery->caches().isEmpty());
    QVERIFY(m_rig->discovery->bastions().isEmpty());
    QCOMPARE(m_rig->deniedActions().size(), 7);
}

void DiscoveryTest::wrongKeys_endItWithTheirError()
{
    m_rig->service.answer = [](const support::HttpSeen &) {
        return support::HttpAnswer::xmlRefusal("InvalidClientTokenId", "The token is invalid.",
                                               403);
    };
    const auto done = m_rig->run();
    QVERIFY(!done);
    QVERIFY(!done.error().text.isEmpty());
    QVERIFY(done.error().detail.contains("InvalidClientTokenId"));
    QVERIFY(!m_rig->discovery->isRunning());
}

void DiscoveryTest::noRegion_endsItWithItsError()
{
    aws::Account account;
    account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
    account.keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    account.endpoint = m_rig->service.url();
    m_rig->discovery =
        std::make_unique<Discovery>(std::make_unique<aws::Client>(account, nowhere(), nullptr));
    const auto done = m_rig->run();
    QVERIFY(!done);
    QCOMPARE(done.error().cause, base::Error::Cause::AwsRegionMissing);
    QVERIFY(m_rig->region.calls.isEmpty());
}

void DiscoveryTest::noNetwork_endsItWithItsError()
{
    m_rig->service.stopListening();
    const auto done = m_rig->run();
    QVERIFY(!done);
    QCOMPARE(done.error().cause, base::Error::Cause::AwsUnreachable);
    QVERIFY(m_rig->discovery->caches().isEmpty());
}

void DiscoveryTest::brokenService_leavesTheOthersAndIsToldOf()
{
    fill(m_rig->region);
    const auto honest = m_rig->service.answer;
    m_rig->service.answer = [honest](const support::HttpSeen &seen) {
        const bool isEcs = seen.header("x-amz-target").contains("Container");
        return isEcs ? support::HttpAnswer::refusal(QStringLiteral("ServerException"),
                                                    QStringLiteral("out of order"), 500)
                     : honest(seen);
    };
    const auto done = m_rig->run();
    QVERIFY(!done);
    QVERIFY(done.error().detail.contains("out of order"));
    QCOMPARE(m_rig->discovery->caches().size(), 4);
    QCOMPARE(m_rig->discovery->bastions().size(), 1);
    QVERIFY(m_rig->discovery->denied().isEmpty());
}

void DiscoveryTest::pagesWithoutEnd_areAnError()
{
    const auto honest = m_rig->service.answer;
    m_rig->service.answer = [honest](const support::HttpSeen &seen) {
        if (seen.field(QStringLiteral("Action")) != u"DescribeCacheSubnetGroups")
            return honest(seen);
        return support::HttpAnswer::xml(
            "<DescribeCacheSubnetGroupsResponse><DescribeCacheSubnetGroupsResult>"
            "<Marker>again</Marker><CacheSubnetGroups/>"
            "</DescribeCacheSubnetGroupsResult></DescribeCacheSubnetGroupsResponse>");
    };
    const auto done = m_rig->run();
    QVERIFY(!done);
    QVERIFY2(done.error().text.contains(u"elasticache:DescribeCacheSubnetGroups"),
             qPrintable(done.error().text));
}

void DiscoveryTest::cancelled_saysNothingAnyMore()
{
    fill(m_rig->region);
    const QSignalSpy finished(m_rig->discovery.get(), &Discovery::finished);
    const QSignalSpy changed(m_rig->discovery.get(), &Discovery::changed);
    QObject::connect(m_rig->discovery.get(), &Discovery::identified, m_rig->discovery.get(),
                     [this] { m_rig->discovery->cancel(); });
    m_rig->discovery->start();
    QVERIFY(m_rig->discovery->isRunning());
    QTRY_VERIFY(!m_rig->discovery->isRunning());
    support::settle();
    QCOMPARE(finished.size(), 0);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(m_rig->region.calls, QStringList{ QStringLiteral("sts:GetCallerIdentity") });
}

void DiscoveryTest::secondRun_replacesTheFirst()
{
    fill(m_rig->region);
    QVERIFY(m_rig->run());
    const QSignalSpy changed(m_rig->discovery.get(), &Discovery::changed);
    m_rig->region.addGroup(cacheNamed(QStringLiteral("zoo")));
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->caches().size(), 5);
    QCOMPARE(m_rig->discovery->bastions().size(), 2);
    QCOMPARE(changed.size(), 1); // no list in between that is half empty
}

void DiscoveryTest::bastions_areRankedByWhatSpeaksForThem()
{
    AwsRegion &region = m_rig->region;
    region.furnish();
    region.addGroup(cacheNamed(QStringLiteral("orders")));
    FakeInstance other;
    other.id = QStringLiteral("i-offline");
    other.ping = QStringLiteral("ConnectionLost");
    region.addInstance(other);
    other = {};
    other.id = QStringLiteral("i-abroad");
    other.vpc = QStringLiteral("vpc-other");
    region.addInstance(other);
    other = {};
    other.id = QStringLiteral("i-shut-out");
    other.groups = { QStringLiteral("sg-web") };
    region.addInstance(other);
    other = {};
    other.id = QStringLiteral("i-old-agent");
    other.agent = QStringLiteral("3.1.1187.9");
    region.addInstance(other);
    other = {};
    other.id = QStringLiteral("i-named-first");
    other.name = QStringLiteral("a bastion");
    region.addInstance(other);
    other = {};
    other.id = QStringLiteral("mi-0123456789abcdef0");
    other.inEc2 = false;
    region.addInstance(other);
    region.addTask({});
    QVERIFY(m_rig->run());
    const auto ranked = m_rig->discovery->ranked(m_rig->cache(QStringLiteral("orders")));
    QCOMPARE(targetsOf(ranked),
             (QStringList{ QStringLiteral("i-named-first"), QStringLiteral("i-0123456789abcdef0"),
                           QStringLiteral("i-old-agent"), QStringLiteral("i-shut-out"),
                           QStringLiteral("mi-0123456789abcdef0"), QStringLiteral("i-abroad"),
                           QStringLiteral("i-offline"),
                           QStringLiteral("ecs:shop_0f9de17a6465404e8b1b2356dc13c2f8_"
                                          "0f9de17a6465404e8b1b2356dc13c2f8-2531612879") }));
    QCOMPARE(ranked[2].evidence,
             (aws::Evidence{ Answer::Yes, Answer::Yes, Answer::Yes, Answer::No }));
    QCOMPARE(ranked[3].evidence.allowed, Answer::No);
    QCOMPARE(ranked[4].evidence.sameVpc, Answer::Unknown);
}

void DiscoveryTest::offlineInstances_areKeptOnlyWhileTheyRun()
{
    FakeInstance gone;
    gone.id = QStringLiteral("i-terminated");
    gone.ping = QStringLiteral("ConnectionLost");
    gone.inEc2 = false;
    m_rig->region.addInstance(gone);
    FakeInstance plain;
    plain.id = QStringLiteral("i-unmanaged");
    plain.ping.clear();
    m_rig->region.addInstance(plain);
    QVERIFY(m_rig->run());
    QVERIFY(m_rig->discovery->bastions().isEmpty());
    m_rig->region.denied = { QStringLiteral("ec2:DescribeInstances") };
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->bastions().size(), 1); // nobody says that it is gone
    m_rig->region.denied = { QStringLiteral("ssm:DescribeInstanceInformation") };
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->bastions().constFirst().target, QStringLiteral("i-unmanaged"));
}

void DiscoveryTest::ingressRules_decideByGroupNetworkAndPort()
{
    struct Case {
        QString name;
        QList<FakeRule> rules;
        Answer wanted;
    };
    QList<Case> cases;
    const auto row = [&cases](const char *name, const QList<FakeRule> &rules, Answer wanted) {
        cases += { QLatin1String(name), rules, wanted };
    };
    const QStringList ours{ QStringLiteral("sg-bastion") };
    const auto network = [](const char *text) { return QStringList{ QLatin1String(text) }; };
    row("none", {}, Answer::No);
    row("source group", { { .groups = ours } }, Answer::Yes);
    row("other group", { { .groups = { QStringLiteral("sg-web") } } }, Answer::No);
    row("other port", { { .from = 6380, .to = 6380, .groups = ours } }, Answer::No);
    row("range", { { .from = 6000, .to = 7000, .groups = ours } }, Answer::Yes);
    row("range below", { { .from = 6000, .to = 6378, .groups = ours } }, Answer::No);
    row("all traffic",
        { { .protocol = QStringLiteral("-1"), .from = -1, .to = -1, .groups = ours } },
        Answer::Yes);
    row("tcp by number", { { .protocol = QStringLiteral("6"), .groups = ours } }, Answer::Yes);
    row("udp", { { .protocol = QStringLiteral("udp"), .groups = ours } }, Answer::No);
    row("network", { { .networks = network("10.0.1.0/24") } }, Answer::Yes);
    row("other network", { { .networks = network("10.0.2.0/24") } }, Answer::No);
    row("single address", { { .networks = network("10.0.1.10/32") } }, Answer::Yes);
    row("everything", { { .networks = network("0.0.0.0/0") } }, Answer::Yes);
    row("half of everything", { { .networks = network("128.0.0.0/1") } }, Answer::No);
    row("not a network", { { .networks = network("10.0.1.0/x") } }, Answer::Unknown);
    row("prefix list", { { .prefixLists = { QStringLiteral("pl-1") } } }, Answer::Unknown);
    row("prefix list of another port",
        { { .from = 22, .to = 22, .prefixLists = { QStringLiteral("pl-1") } } }, Answer::No);
    row("prefix list, and a group",
        { { .prefixLists = { QStringLiteral("pl-1") } }, { .groups = ours } }, Answer::Yes);
    // One cache for each, so that one look at the account tells of all.
    m_rig->region.addInstance({});
    for (const Case &one : std::as_const(cases)) {
        FakeCache cache = cacheNamed(one.name);
        cache.groups = { QStringLiteral("sg-of ") + one.name };
        m_rig->region.addCluster(cache);
        m_rig->region.addSecurityGroup(cache.groups.constFirst(), QStringLiteral("vpc-shop"),
                                       one.rules);
    }
    QVERIFY(m_rig->run());
    for (const Case &one : std::as_const(cases)) {
        const auto ranked = m_rig->discovery->ranked(m_rig->cache(one.name));
        QVERIFY2(ranked.constFirst().evidence.allowed == one.wanted, qPrintable(one.name));
    }
}

void DiscoveryTest::tasks_areTargetsOnlyWhereExecIsOn()
{
    m_rig->region.pageSize = 2;
    m_rig->region.furnish();
    m_rig->region.addGroup(cacheNamed(QStringLiteral("orders")));
    for (int cluster = 0; cluster < 7; ++cluster) {
        for (int i = 0; i < 3; ++i) {
            FakeTask task;
            task.cluster = QStringLiteral("shop_%1").arg(cluster);
            task.id = QStringLiteral("task%1").arg(i);
            task.runtime = i == 2 ? QString() : QStringLiteral("runtime-%1").arg(i);
            task.execute = i != 1;
            m_rig->region.addTask(task);
        }
    }
    FakeTask starting;
    starting.running = false;
    m_rig->region.addTask(starting);
    QVERIFY(m_rig->run());
    const auto ranked = m_rig->discovery->ranked(m_rig->cache(QStringLiteral("orders")));
    QCOMPARE(ranked.size(), 8);
    QCOMPARE(ranked[1].bastion.target, QStringLiteral("ecs:shop_0_task0_runtime-0"));
    QCOMPARE(ranked[1].bastion.name, QStringLiteral("orders/app"));
    QCOMPARE(ranked[1].bastion.vpc, QStringLiteral("vpc-shop"));
    QCOMPARE(ranked[1].bastion.online, Answer::Yes);
    // Its security groups are not told, and the rule wants one.
    QCOMPARE(ranked[1].evidence.allowed, Answer::Unknown);
}

void DiscoveryTest::oddTexts_staySingleValues()
{
    const QString odd = QStringLiteral("<b>&amp;\"'캐시</b> 🦄 ") + QString(20000, u'x');
    FakeCache cache = cacheNamed(QStringLiteral("a&b<c>"));
    cache.description = odd;
    m_rig->region.addGroup(cache);
    FakeInstance instance;
    instance.name = odd;
    m_rig->region.addInstance(instance);
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->caches().constFirst().id, QStringLiteral("a&b<c>"));
    QCOMPARE(m_rig->discovery->caches().constFirst().description, odd);
    QCOMPARE(m_rig->discovery->bastions().constFirst().name, odd);
}

void DiscoveryTest::ingressLine_holdsRealIdsAndNothingForAShell()
{
    fill(m_rig->region);
    QVERIFY(m_rig->run());
    Bastion bastion = m_rig->discovery->bastions().constFirst();
    Cache cache = m_rig->cache(QStringLiteral("orders"));
    QCOMPARE(m_rig->discovery->ingressLine(cache, bastion),
             QStringLiteral("aws ec2 authorize-security-group-ingress --group-id sg-cache "
                            "--protocol tcp --port 6379 --source-group sg-bastion "
                            "--region eu-central-1"));
    const QString serverless =
        m_rig->discovery->ingressLine(m_rig->cache(QStringLiteral("carts")), bastion);
    QVERIFY2(serverless.contains(u"--port 6379-6380 "), qPrintable(serverless));
    cache.securityGroups = { QStringLiteral("sg-1; rm -rf ~") };
    bastion.securityGroups.clear();
    const QString line = m_rig->discovery->ingressLine(cache, bastion);
    QVERIFY2(line.contains(u"--group-id CACHE-SECURITY-GROUP ")
                 && line.contains(u"--source-group BASTION-SECURITY-GROUP "),
             qPrintable(line));
    QVERIFY(!line.contains(u';'));
}

void DiscoveryTest::checklist_isNumberedAndNamesTheVpc()
{
    FakeInstance asleep;
    asleep.ping = QStringLiteral("ConnectionLost");
    m_rig->region.addSubnetGroup(QStringLiteral("shop"), QStringLiteral("vpc-shop"), {});
    m_rig->region.addInstance(asleep);
    m_rig->region.addGroup(cacheNamed(QStringLiteral("orders")));
    QVERIFY(m_rig->run());
    const QString list = m_rig->discovery->checklist(m_rig->cache(QStringLiteral("orders")));
    QVERIFY2(list.contains(u"\n1. ") && list.contains(u"vpc-shop")
                 && list.contains(u"i-0123456789abcdef0") && list.contains(u"--group-id sg-cache")
                 && list.contains(u"AmazonSSMManagedInstanceCore") && list.contains(u"3.1.1188.0")
                 && list.contains(u"eu-central-1"),
             qPrintable(list));
    QVERIFY(!list.contains(u'<'));
}

void DiscoveryTest::answers_areThoseOfThePublishedModels()
{
    fill(m_rig->region);
    m_rig->region.pageSize = 1;
    QVERIFY(m_rig->run());
    QVERIFY(m_rig->region.given.size() > 15);
    QByteArray lines;
    for (const AwsRegion::Given &one : std::as_const(m_rig->region.given)) {
        lines += QJsonDocument(QJsonObject{
                                   { QStringLiteral("action"), one.action },
                                   { QStringLiteral("request"), QString::fromUtf8(one.request) },
                                   { QStringLiteral("answer"), QString::fromUtf8(one.answer) },
                               })
                     .toJson(QJsonDocument::Compact)
            + '\n';
    }
    QProcess python;
    python.setProcessChannelMode(QProcess::MergedChannels);
    python.start(QStringLiteral("/usr/bin/python3"),
                 { QStringLiteral(SOURCE_FOLDER "/aws/check_answers.py") });
    QVERIFY2(python.waitForStarted(), qPrintable(python.errorString()));
    python.write(lines);
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished(60000));
    const QByteArray said = python.readAll();
    QVERIFY2(python.exitCode() == 0, said.constData());
    QCOMPARE(said.trimmed(), QByteArray::number(m_rig->region.given.size()) + " compared");
}

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "tst_discovery.moc"

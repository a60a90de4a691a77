// Discovery against one region of an account, as the services' published models describe it.
#include "aws/discoveryrig.h"
#include <QJsonDocument>
#include <QProcess>
#include <QUrlQuery>

using aws::Answer;
using aws::Cache;
using aws::CacheKind;
using aws::Discovery;
using support::AwsRegion;
using support::FakeCache;
using support::FakeInstance;

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
    void ec2_isAskedFewAtATimeAndOnlyForWhatIsManaged();
    void instanceThatHasGone_doesNotHideTheOthers();
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
    void cancelledHalfway_saysNothingAnyMore();
    void secondRun_replacesTheFirst();
    void failedSecondRun_keepsWhatTheFirstFound();
    void deletedByItsListener_endsQuietly();
    void oddTexts_staySingleValues();
    void answers_areThoseOfThePublishedModels();

private:
    std::unique_ptr<Rig> m_rig;
};

void DiscoveryTest::cleanup()
{
    verifyOnlyRead(m_rig->region);
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

void DiscoveryTest::ec2_isAskedFewAtATimeAndOnlyForWhatIsManaged()
{
    QSet<QString> managed;
    for (int i = 0; i < 330; ++i) {
        FakeInstance instance;
        instance.id = QStringLiteral("i-%1").arg(i, 17, 16, QLatin1Char('0'));
        instance.name = QStringLiteral("node %1").arg(i);
        if (i % 3 == 0)
            instance.ping.clear(); // one of the many that are nobody's bastion
        else
            managed += instance.id;
        m_rig->region.addInstance(instance);
    }
    FakeInstance elsewhere;
    elsewhere.id = QStringLiteral("mi-0123456789abcdef0");
    elsewhere.inEc2 = false;
    m_rig->region.addInstance(elsewhere);
    QVERIFY(m_rig->run());
    QCOMPARE(m_rig->discovery->bastions().size(), managed.size() + 1);
    QSet<QString> asked;
    for (const AwsRegion::Given &one : std::as_const(m_rig->region.given)) {
        if (one.action != u"ec2:DescribeInstances")
            continue;
        qsizetype ids = 0;
        for (const auto &[name, value] : QUrlQuery(QString::fromUtf8(one.request)).queryItems()) {
            if (name.startsWith(u"Filter.1.Value.")) {
                asked += value;
                ++ids;
            }
        }
        QVERIFY2(ids > 0 && ids <= 100, one.request.constData());
    }
    QCOMPARE(asked, managed);
    for (const aws::Bastion &bastion : m_rig->discovery->bastions())
        QVERIFY2(bastion.name.startsWith(u"node") || bastion.target == elsewhere.id,
                 qPrintable(bastion.name));
}

void DiscoveryTest::instanceThatHasGone_doesNotHideTheOthers()
{
    m_rig->region.furnish();
    FakeInstance gone;
    gone.id = QStringLiteral("i-0aaaaaaaaaaaaaaaa");
    gone.inEc2 = false;
    m_rig->region.addInstance(gone);
    gone.id = QStringLiteral("i-0bbbbbbbbbbbbbbbb");
    gone.ping = QStringLiteral("ConnectionLost");
    m_rig->region.addInstance(gone);
    const auto done = m_rig->run();
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    QCOMPARE(m_rig->discovery->bastions().size(), 2); // Systems Manager hears the first
    QCOMPARE(m_rig->discovery->bastions().constFirst().name, QStringLiteral("cache-client"));
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

void DiscoveryTest::cancelledHalfway_saysNothingAnyMore()
{
    fill(m_rig->region);
    const auto honest = m_rig->service.answer;
    m_rig->service.answer = [this, honest](const support::HttpSeen &seen) {
        if (m_rig->region.calls.size() == 5)
            m_rig->discovery->cancel();
        return honest(seen);
    };
    const QSignalSpy finished(m_rig->discovery.get(), &Discovery::finished);
    const QSignalSpy changed(m_rig->discovery.get(), &Discovery::changed);
    m_rig->discovery->start();
    QTRY_VERIFY(!m_rig->discovery->isRunning());
    const qsizetype before = changed.size();
    QTRY_VERIFY(m_rig->region.calls.size() >= 7); // those that were on their way
    support::settle();
    QCOMPARE(finished.size(), 0);
    QCOMPARE(changed.size(), before);
}

void DiscoveryTest::failedSecondRun_keepsWhatTheFirstFound()
{
    fill(m_rig->region);
    QVERIFY(m_rig->run());
    m_rig->service.answer = [](const support::HttpSeen &) {
        return support::HttpAnswer::ending(support::HttpAnswer::End::HangUp);
    };
    QVERIFY(!m_rig->run());
    QCOMPARE(m_rig->discovery->caches().size(), 4);
    QCOMPARE(m_rig->discovery->bastions().size(), 2);
}

void DiscoveryTest::deletedByItsListener_endsQuietly()
{
    fill(m_rig->region);
    const auto honest = m_rig->service.answer;
    m_rig->service.answer = [honest](const support::HttpSeen &seen) {
        return seen.field(QStringLiteral("Action")) == u"GetCallerIdentity"
            ? honest(seen)
            : support::HttpAnswer::refusal(QStringLiteral("ExpiredTokenException"),
                                           QStringLiteral("The security token is expired"));
    };
    std::optional<base::Error::Kind> kind;
    QObject::connect(m_rig->discovery.get(), &Discovery::finished, this,
                     [this, &kind](const base::Result<> &result) {
                         kind = result.error().kind;
                         m_rig->discovery.reset();
                     });
    m_rig->discovery->start();
    QTRY_VERIFY(kind);
    support::settle();
    QCOMPARE(*kind, base::Error::Kind::Auth);
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

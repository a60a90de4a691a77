// What leads to a cache, what speaks for it, and what to do and to ask for where nothing does.
#include "aws/discoveryrig.h"
#include <QFile>
#include <QJsonDocument>

using aws::Answer;
using aws::Bastion;
using aws::Cache;
using support::AwsRegion;
using support::FakeCache;
using support::FakeInstance;
using support::FakeRule;
using support::FakeTask;

namespace {

QStringList targetsOf(const QList<aws::RankedBastion> &ranked)
{
    QStringList targets;
    for (const aws::RankedBastion &one : ranked)
        targets += one.bastion.target;
    return targets;
}

QJsonArray statementsOf(const QByteArray &policy)
{
    return QJsonDocument::fromJson(policy).object().value(QLatin1String("Statement")).toArray();
}

QJsonObject statementOf(const QJsonArray &statements, const char *name)
{
    for (const QJsonValue one : statements) {
        if (one.toObject().value(QLatin1String("Sid")) == QLatin1String(name))
            return one.toObject();
    }
    return {};
}

QString resourceOf(const QJsonArray &statements, const char *name, int number)
{
    const QJsonObject statement = statementOf(statements, name);
    return statement.value(QLatin1String("Resource")).toArray().at(number).toString();
}

} // namespace

class BastionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_rig = std::make_unique<Rig>(); }
    void cleanup();
    void bastions_areRankedByWhatSpeaksForThem();
    void offlineInstances_areKeptOnlyWhileTheyRun();
    void ingressRules_decideByGroupNetworkAndPort();
    void tasks_areTargetsOnlyWhereExecIsOn();
    void ingressLine_holdsRealIdsAndNothingForAShell();
    void checklist_isNumberedAndNamesTheVpc();
    void policy_isWhatTheReadmeShows();
    void policy_namesWhatIsGiven();
    void policy_knowsPartitionsTargetsAndServerless_data();
    void policy_knowsPartitionsTargetsAndServerless();
    void policy_coversOwnSessionsOfUsersAndRoles();
    void policy_namesTheDocumentThatIsUsed_data();
    void policy_namesTheDocumentThatIsUsed();
    void policy_leavesTheSignInOutWhereIamIsNone();
    void policy_permitsEverythingThatIsAsked();

private:
    std::unique_ptr<Rig> m_rig;
};

void BastionsTest::cleanup()
{
    verifyOnlyRead(m_rig->region);
    m_rig.reset();
}

void BastionsTest::bastions_areRankedByWhatSpeaksForThem()
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

void BastionsTest::offlineInstances_areKeptOnlyWhileTheyRun()
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

void BastionsTest::ingressRules_decideByGroupNetworkAndPort()
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

void BastionsTest::tasks_areTargetsOnlyWhereExecIsOn()
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

void BastionsTest::ingressLine_holdsRealIdsAndNothingForAShell()
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

void BastionsTest::checklist_isNumberedAndNamesTheVpc()
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

void BastionsTest::policy_isWhatTheReadmeShows()
{
    QFile readme(QStringLiteral(SOURCE_FOLDER "/../README.md"));
    QVERIFY(readme.open(QIODevice::ReadOnly));
    QVERIFY(readme.readAll().contains("```json\n" + aws::leastPolicy({}) + "```\n"));
}

void BastionsTest::policy_namesWhatIsGiven()
{
    aws::PolicyFor wanted;
    wanted.region = QStringLiteral("eu-central-1");
    wanted.account = QStringLiteral("123456789012");
    wanted.target = QStringLiteral("i-0123456789abcdef0");
    wanted.cacheName = QStringLiteral("or\"ders");
    wanted.user = QStringLiteral("jin");
    const QJsonArray statements = statementsOf(aws::leastPolicy(wanted));
    QCOMPARE(statements.size(), 6);
    QCOMPARE(resourceOf(statements, "Tunnel", 0),
             QStringLiteral("arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0"));
    QCOMPARE(resourceOf(statements, "Tunnel", 1),
             QStringLiteral("arn:aws:ssm:eu-central-1::document/"
                            "AWS-StartPortForwardingSessionToRemoteHost"));
    QCOMPARE(resourceOf(statements, "RedisLogin", 0),
             QStringLiteral("arn:aws:elasticache:eu-central-1:123456789012:"
                            "replicationgroup:or\"ders"));
    QCOMPARE(resourceOf(statements, "RedisLogin", 1),
             QStringLiteral("arn:aws:elasticache:eu-central-1:123456789012:user:jin"));
}

void BastionsTest::policy_knowsPartitionsTargetsAndServerless_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("bastion");
    const auto row = [](const char *region, const char *target, const char *bastion) {
        QTest::newRow(target) << QString::fromLatin1(region) << QString::fromLatin1(target)
                              << QString::fromLatin1(bastion);
    };
    row("cn-north-1", "i-1", "arn:aws-cn:ec2:cn-north-1:1:instance/i-1");
    row("us-gov-west-1", "mi-1", "arn:aws-us-gov:ssm:us-gov-west-1:1:managed-instance/mi-1");
    row("eu-west-1", "ecs:my_shop_0f9d_0f9d-25", "arn:aws:ecs:eu-west-1:1:task/my_shop/*");
    row("eu-west-1", "ecs:", "arn:aws:ecs:eu-west-1:1:task/CLUSTER/*");
    row("eu-west-1", "", "arn:aws:ec2:eu-west-1:1:instance/i-BASTION");
}

void BastionsTest::policy_knowsPartitionsTargetsAndServerless()
{
    QFETCH(const QString, region);
    QFETCH(const QString, target);
    QFETCH(const QString, bastion);
    aws::PolicyFor wanted;
    wanted.region = region;
    wanted.account = QStringLiteral("1");
    wanted.target = target;
    wanted.cacheName = QStringLiteral("carts");
    wanted.serverless = true;
    const QByteArray policy = aws::leastPolicy(wanted);
    const QJsonArray statements = statementsOf(policy);
    QCOMPARE(resourceOf(statements, "Tunnel", 0), bastion);
    QVERIFY(resourceOf(statements, "RedisLogin", 0).endsWith(u":serverlesscache:carts"));
    const QByteArray partition = "arn:" + aws::partitionOf(region).toLatin1() + ':';
    QCOMPARE(policy.count("arn:"), policy.count(partition));
}

/// A statement with a variable that AWS cannot resolve may be invalid as a whole: each stands
/// alone.
void BastionsTest::policy_coversOwnSessionsOfUsersAndRoles()
{
    const QJsonArray statements = statementsOf(aws::leastPolicy({}));
    const QJsonArray sessionCalls{ QStringLiteral("ssm:TerminateSession"),
                                   QStringLiteral("ssm:ResumeSession"),
                                   QStringLiteral("ssmmessages:OpenDataChannel") };
    const QList<std::pair<const char *, QString>> own{
        { "OwnSessions", QStringLiteral("arn:aws:ssm:*:*:session/${aws:userid}-*") },
        { "OwnSessionsOfUser", QStringLiteral("arn:aws:ssm:*:*:session/${aws:username}-*") },
        { "OwnSessionsByTag", QStringLiteral("arn:aws:ssm:*:*:session/*") }
    };
    for (const auto &[sid, sessions] : own) {
        const QJsonObject one = statementOf(statements, sid);
        QCOMPARE(one.value(QLatin1String("Resource")).toArray(), QJsonArray{ sessions });
        QCOMPARE(one.value(QLatin1String("Action")).toArray(), sessionCalls);
        const QJsonObject condition = one.value(QLatin1String("Condition")).toObject();
        // All sessions of the account only where the tag says whose one is.
        QCOMPARE(condition.isEmpty(), !sessions.endsWith(u"/*"));
        if (!condition.isEmpty()) {
            QCOMPARE(condition.value(QLatin1String("StringLike"))
                         .toObject()
                         .value(QLatin1String("ssm:resourceTag/aws:ssmmessages:session-id"))
                         .toString(),
                     QStringLiteral("${aws:userid}"));
        }
    }
}

void BastionsTest::policy_namesTheDocumentThatIsUsed_data()
{
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("resource");
    const auto row = [](const char *document, const char *resource) {
        QTest::newRow(document) << QString::fromLatin1(document) << QString::fromLatin1(resource);
    };
    row("", "arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSessionToRemoteHost");
    row("AWS-StartPortForwardingSession",
        "arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSession");
    row("only-the-cache", "arn:aws:ssm:eu-west-1:1:document/only-the-cache");
    row("arn:aws:ssm:eu-west-1:2:document/shared", "arn:aws:ssm:eu-west-1:2:document/shared");
}

void BastionsTest::policy_namesTheDocumentThatIsUsed()
{
    QFETCH(const QString, document);
    QFETCH(const QString, resource);
    aws::PolicyFor wanted;
    wanted.region = QStringLiteral("eu-west-1");
    wanted.account = QStringLiteral("1");
    wanted.document = document;
    QCOMPARE(resourceOf(statementsOf(aws::leastPolicy(wanted)), "Tunnel", 1), resource);
}

void BastionsTest::policy_leavesTheSignInOutWhereIamIsNone()
{
    aws::PolicyFor wanted;
    QVERIFY(aws::leastPolicy(wanted).contains("elasticache:Connect"));
    wanted.iam = false;
    const QByteArray policy = aws::leastPolicy(wanted);
    QVERIFY(!policy.contains("elasticache:Connect"));
    QVERIFY(!policy.contains("USERID"));
    QCOMPARE(statementsOf(policy).size(), 5);
}

void BastionsTest::policy_permitsEverythingThatIsAsked()
{
    fill(m_rig->region);
    QVERIFY(m_rig->run());
    const QByteArray policy = aws::leastPolicy({});
    for (const QString &call : std::as_const(m_rig->region.calls)) {
        QVERIFY2(call == u"sts:GetCallerIdentity" || policy.contains('"' + call.toLatin1() + '"'),
                 qPrintable(call));
    }
}

QTEST_GUILESS_MAIN(BastionsTest)
#include "tst_bastions.moc"

// `larder aws list` against a region of a fake account.
#include "cli/larderprocess.h"
#include "support/awsregion.h"
#include <QJsonDocument>
#include <QTest>

using support::AwsRegion;
using support::FakeCache;
using support::HttpFake;
using Outcome = LarderProcess::Outcome;

class TestAwsList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void caches_and_bastions_are_tables();
    void json_has_stable_names_and_null_for_unknown();
    void json_tells_of_calls_that_failed();
    void json_names_few_bastions_for_each_cache();
    void denied_calls_are_named_on_standard_error();
    void nothing_permitted_is_status_1();
    void empty_region_is_said();
    void missing_keys_are_status_10();
    void wrong_keys_are_status_10();
    void unreachable_service_is_status_12();
    void usage_is_status_2();
    void korean_is_spoken();
    void no_secret_is_told();

private:
    [[nodiscard]] Outcome list(const QStringList &more = {}) const;

    std::unique_ptr<HttpFake> m_service;
    std::unique_ptr<AwsRegion> m_region;
    std::unique_ptr<LarderProcess> m_larder;
};

void TestAwsList::init()
{
    m_service = std::make_unique<HttpFake>();
    m_region = std::make_unique<AwsRegion>(*m_service);
    m_larder = std::make_unique<LarderProcess>();
    m_larder->setEnvironment(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIDEXAMPLE"));
    m_larder->setEnvironment(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                             QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
    m_larder->setEnvironment(QStringLiteral("AWS_REGION"), QStringLiteral("eu-central-1"));
    m_region->furnish();
    FakeCache orders;
    orders.id = QStringLiteral("orders");
    orders.clusterMode = true;
    orders.shards = 2;
    orders.users = { QStringLiteral("shop-users") };
    m_region->addGroup(orders);
    m_region->addTask({});
}

void TestAwsList::cleanup()
{
    for (const QString &call : std::as_const(m_region->calls)) {
        const QString operation = call.section(u':', 1);
        QVERIFY2(operation.startsWith(u"Describe") || operation.startsWith(u"List")
                     || operation.startsWith(u"Get"),
                 qPrintable(call));
    }
    m_larder.reset();
    m_region.reset();
    m_service.reset();
}

Outcome TestAwsList::list(const QStringList &more) const
{
    const auto process =
        m_larder->start(QStringList{ QStringLiteral("aws"), QStringLiteral("list"),
                                     QStringLiteral("--endpoint"), m_service->url().toString() }
                        + more);
    process->closeWriteChannel();
    const bool ended =
        QTest::qWaitFor([&process] { return process->state() == QProcess::NotRunning; }, 30000);
    const bool whole = ended && process->exitStatus() == QProcess::NormalExit;
    return { whole ? process->exitCode() : -1, process->readAllStandardOutput(),
             process->readAllStandardError() };
}

void TestAwsList::caches_and_bastions_are_tables()
{
    const Outcome outcome = list();
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(outcome.err, QByteArray());
    const QList<QByteArray> lines = outcome.out.split('\n');
    QCOMPARE(lines.size(), 7);
    QVERIFY2(lines[0].startsWith("CACHE   ENGINE"), outcome.out.constData());
    for (const char *cell :
         { "orders  ", "Valkey 7.2.6  ", "cluster  ", "yes  ", "users (ACL, IAM)  ",
           "4 in 2 shards  ", "available  ",
           "clustercfg.orders.abc123.euc1.cache.amazonaws.com:6379  ", "i-0123456789abcdef0" })
        QVERIFY2(lines[1].contains(cell), outcome.out.constData());
    QVERIFY2(lines[4].contains("cache-client  ") && lines[4].contains("✓")
                 && lines[4].contains("vpc-shop"),
             outcome.out.constData());
    QVERIFY2(lines[5].contains("orders/app (ECS, experimental)"), outcome.out.constData());
}

void TestAwsList::json_has_stable_names_and_null_for_unknown()
{
    m_region->denied = { QStringLiteral("ec2:DescribeSecurityGroups") };
    const Outcome outcome = list({ QStringLiteral("--json") });
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    const QJsonObject found = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(found.keys(),
             (QStringList{ QStringLiteral("account"), QStringLiteral("bastions"),
                           QStringLiteral("caches"), QStringLiteral("complete"),
                           QStringLiteral("denied"), QStringLiteral("errors"),
                           QStringLiteral("identity"), QStringLiteral("region") }));
    QCOMPARE(found.value(QLatin1String("complete")), QJsonValue(false));
    QCOMPARE(found.value(QLatin1String("errors")), QJsonValue(QJsonArray()));
    QCOMPARE(found.value(QLatin1String("account")), QLatin1String("123456789012"));
    const QJsonObject cache = found.value(QLatin1String("caches")).toArray().at(0).toObject();
    QCOMPARE(cache.keys().join(u' '),
             QStringLiteral("authentication bastions description endpoint engine kind mode name "
                            "nodes reader securityGroups shards status subnets tls version vpc"));
    QCOMPARE(cache.value(QLatin1String("tls")), QJsonValue(true));
    QCOMPARE(cache.value(QLatin1String("authentication")), QLatin1String("users"));
    QCOMPARE(cache.value(QLatin1String("reader")), QJsonValue());
    const QJsonObject way = cache.value(QLatin1String("bastions")).toArray().at(0).toObject();
    QCOMPARE(way.value(QLatin1String("target")), QLatin1String("i-0123456789abcdef0"));
    QCOMPARE(way.value(QLatin1String("sameVpc")), QJsonValue(true));
    QCOMPARE(way.value(QLatin1String("allowed")), QJsonValue());
    const QJsonObject denied = found.value(QLatin1String("denied")).toArray().at(0).toObject();
    QCOMPARE(denied.value(QLatin1String("action")), QLatin1String("ec2:DescribeSecurityGroups"));
}

void TestAwsList::json_tells_of_calls_that_failed()
{
    const auto object = [this] {
        return QJsonDocument::fromJson(list({ QStringLiteral("--json") }).out).object();
    };
    QCOMPARE(object().value(QLatin1String("complete")), QJsonValue(true));
    const auto honest = m_service->answer;
    m_service->answer = [honest](const support::HttpSeen &seen) {
        return seen.field(QStringLiteral("Action")) == u"DescribeReplicationGroups"
            ? support::HttpAnswer::xmlRefusal("InternalFailure", "out of order", 500)
            : honest(seen);
    };
    const QJsonObject found = object();
    QCOMPARE(found.value(QLatin1String("complete")), QJsonValue(false));
    QCOMPARE(found.value(QLatin1String("denied")), QJsonValue(QJsonArray()));
    const QJsonArray errors = found.value(QLatin1String("errors")).toArray();
    QCOMPARE(errors.size(), 1);
    const QJsonObject error = errors.at(0).toObject();
    QCOMPARE(error.value(QLatin1String("action")),
             QLatin1String("elasticache:DescribeReplicationGroups"));
    QVERIFY(!error.value(QLatin1String("message")).toString().isEmpty());
    QVERIFY(error.value(QLatin1String("detail")).toString().contains(u"out of order"));
}

void TestAwsList::json_names_few_bastions_for_each_cache()
{
    for (int i = 0; i < 60; ++i) {
        support::FakeInstance instance;
        instance.id = QStringLiteral("i-%1").arg(i, 17, 16, QLatin1Char('0'));
        instance.ping = i < 20 ? QStringLiteral("ConnectionLost") : QStringLiteral("Online");
        instance.vpc = i < 30 ? QStringLiteral("vpc-far") : QStringLiteral("vpc-shop");
        m_region->addInstance(instance);
    }
    const Outcome outcome = list({ QStringLiteral("--json") });
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    const QJsonObject found = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(found.value(QLatin1String("bastions")).toArray().size(), 62);
    const QJsonObject cache = found.value(QLatin1String("caches")).toArray().at(0).toObject();
    const QJsonArray ways = cache.value(QLatin1String("bastions")).toArray();
    QCOMPARE(ways.size(), 20);
    for (const QJsonValue one : ways) {
        const QJsonObject way = one.toObject();
        QVERIFY(way.value(QLatin1String("online")) != QJsonValue(false));
        QVERIFY(way.value(QLatin1String("sameVpc")) != QJsonValue(false));
    }
}

void TestAwsList::denied_calls_are_named_on_standard_error()
{
    m_region->denied = { QStringLiteral("elasticache:DescribeCacheClusters") };
    const Outcome outcome = list();
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains("not permitted: elasticache:DescribeCacheClusters."),
             outcome.err.constData());
    QVERIFY2(outcome.out.contains("not permitted: elasticache:DescribeCacheClusters"),
             outcome.out.constData());
    QVERIFY(outcome.out.contains("clustercfg.orders."));
}

void TestAwsList::nothing_permitted_is_status_1()
{
    for (const char *call : { "ReplicationGroups", "CacheClusters", "ServerlessCaches" })
        m_region->denied += QStringLiteral("elasticache:Describe") + QLatin1String(call);
    const Outcome outcome = list();
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.err.count("not permitted: "), 3);
    QVERIFY(!outcome.err.contains("No caches"));
}

void TestAwsList::empty_region_is_said()
{
    const AwsRegion empty(*m_service);
    const Outcome outcome = list();
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.contains("No caches were found in region eu-central-1."),
             outcome.err.constData());
}

void TestAwsList::missing_keys_are_status_10()
{
    m_larder->setEnvironment(QStringLiteral("AWS_ACCESS_KEY_ID"), QString());
    m_larder->setEnvironment(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QString());
    const Outcome outcome = list();
    QVERIFY2(outcome.status == 10, outcome.err.constData());
    QVERIFY(outcome.err.startsWith("larder: "));
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(m_region->calls.isEmpty());
}

void TestAwsList::wrong_keys_are_status_10()
{
    for (const char *code : { "InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken" }) {
        m_service->answer = [code](const support::HttpSeen &) {
            return support::HttpAnswer::xmlRefusal(code, "It is invalid.", 403);
        };
        const Outcome outcome = list();
        QVERIFY2(outcome.status == 10, code + outcome.err);
        QVERIFY2(outcome.err.contains(code), outcome.err.constData());
    }
}

void TestAwsList::unreachable_service_is_status_12()
{
    m_service->stopListening();
    const Outcome outcome = list();
    QVERIFY2(outcome.status == 12, outcome.err.constData());
    QVERIFY(outcome.err.startsWith("larder: "));
}

void TestAwsList::usage_is_status_2()
{
    QCOMPARE(m_larder->run({ QStringLiteral("aws") }).status, 2);
    QCOMPARE(m_larder->run({ QStringLiteral("aws"), QStringLiteral("delete") }).status, 2);
    for (const char *bad : { "nonsense", "ftp://127.0.0.1/", "http://" }) {
        const Outcome outcome = m_larder->run({ QStringLiteral("aws"), QStringLiteral("list"),
                                                QStringLiteral("--endpoint"), QLatin1String(bad) });
        QVERIFY2(outcome.status == 2, bad);
        QVERIFY2(outcome.err.contains("--endpoint"), outcome.err.constData());
    }
    QVERIFY2(list({ QStringLiteral("--profile"), QStringLiteral("none") }).status == 2, "profile");
    m_larder->setEnvironment(QStringLiteral("AWS_REGION"), QString());
    QVERIFY2(list().status == 2, "region");
    QVERIFY(m_region->calls.isEmpty());
}

void TestAwsList::korean_is_spoken()
{
    m_region->denied = { QStringLiteral("ec2:DescribeInstances") };
    const Outcome outcome = list({ QStringLiteral("--lang"), QStringLiteral("ko") });
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.out.contains("캐시") && outcome.out.contains("클러스터"),
             outcome.out.constData());
    QVERIFY2(outcome.err.contains("허용되지 않음: ec2:DescribeInstances"), outcome.err.constData());
}

void TestAwsList::no_secret_is_told()
{
    const Outcome outcome = list({ QStringLiteral("--json") });
    const QByteArray all = outcome.out + outcome.err;
    QVERIFY(!all.contains("wJalrXUtnFEMI") && !all.contains("Signature="));
}

QTEST_GUILESS_MAIN(TestAwsList)
#include "tst_awslist.moc"

// The first five minutes (T1, T2, T5), in both languages, within their budgets: a private cache of
// an AWS account, and no bastion set up by hand. AWS and its agent are the tests' own.
#include "acceptance/realwindow.h"
#include "support/awsregion.h"
#include "support/ssmgateway.h"
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QTableView>

using acceptance::RealWindow;
using support::RedisServer;
using support::SsmGateway;

namespace {
const QString host = QStringLiteral("master.orders.abc123.euc1.cache.amazonaws.com");
}

class TestFindInAws : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<support::HttpFake> m_service;
    std::unique_ptr<support::AwsRegion> m_region;

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }
    static bool isOnline(RealWindow &person)
    {
        return QTest::qWaitFor(
            [&] {
                return person.view() && person.session().state() == session::Session::State::Online
                    && person.lists("user:1");
            },
            15000);
    }

private Q_SLOTS:
    void init()
    {
        m_redis = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        QVERIFY2(m_redis->isRunning(), qPrintable(m_redis->errorText()));
        m_redis->command({ "SET", "user:1", "jin" });
        m_gateway = std::make_unique<SsmGateway>();
        m_gateway->setPlace(host, { QStringLiteral("127.0.0.1"), m_redis->port() });
        m_service = std::make_unique<support::HttpFake>();
        m_region = std::make_unique<support::AwsRegion>(*m_service);
        m_region->furnish();
        support::FakeCache cache;
        cache.id = QStringLiteral("orders");
        cache.tls = false;
        m_region->addGroup(cache);
        qputenv("AWS_ACCESS_KEY_ID", SsmGateway::accessKey);
        qputenv("AWS_SECRET_ACCESS_KEY", SsmGateway::secretKey);
        qputenv("AWS_REGION", SsmGateway::region);
        qputenv("AWS_CONFIG_FILE", "/nonexistent");
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        qputenv("AWS_ENDPOINT_URL", m_service->url().toEncoded());
        qputenv("AWS_ENDPOINT_URL_SSM", m_gateway->endpoint().toEncoded());
    }
    void cleanup()
    {
        for (const char *name :
             { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_CONFIG_FILE",
               "AWS_SHARED_CREDENTIALS_FILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SSM" })
            qunsetenv(name);
        m_region.reset();
        m_service.reset();
        m_gateway.reset();
        m_redis.reset();
    }

    void t1_pastedEndpoint_opensThroughTheProposedBastion_data() { languages(); }
    void t1_pastedEndpoint_opensThroughTheProposedBastion()
    {
        QFETCH(QString, language);
        RealWindow person(language);
        QApplication::clipboard()->setText(host + QStringLiteral(":6379"));
        QVERIFY(person.see("firstRun"));
        QVERIFY(m_service->seen.isEmpty()); // AWS is asked nothing before
        person.press(Qt::Key_V, Qt::ControlModifier);
        auto *ways = person.see<QListWidget>("routeList");
        QVERIFY(ways);
        QTRY_VERIFY(ways->hasFocus());
        QVERIFY(ways->item(0)->text().contains(QLatin1String("cache-client")));
        person.press(Qt::Key_Return);
        QTRY_VERIFY(person.see<QAbstractButton>("importConnect")->hasFocus());
        person.press(Qt::Key_Return);
        QVERIFY(isOnline(person));
        QVERIFY(person.keys <= 5 && person.clicks <= 3);
        QCOMPARE(person.session().profile().tunnel.target, QLatin1String(SsmGateway::target));
        QVERIFY(m_gateway->counters().starts > 0);
        QCOMPARE(m_gateway->lint(), QStringList());
    }

    void t2_foundCache_opens_data() { languages(); }
    void t2_foundCache_opens()
    {
        QFETCH(QString, language);
        RealWindow person(language);
        QVERIFY(person.see("firstRun"));
        person.press(Qt::Key_A, Qt::AltModifier);
        QVERIFY(person.see("wizardAccount"));
        person.press(Qt::Key_Return);
        auto *bastions = person.see<QTableView>("wizardBastionTable");
        QVERIFY(bastions);
        QTRY_COMPARE(bastions->model()->rowCount(), 1);
        QTRY_VERIFY(person.see("wizardNext")->isEnabled());
        person.press(Qt::Key_Return);
        QVERIFY(person.see("wizardFinish"));
        person.press(Qt::Key_Return);
        QVERIFY(isOnline(person));
        QVERIFY(person.keys <= 8 && person.clicks <= 5);
        QCOMPARE(person.session().profile().tunnel.target, QLatin1String(SsmGateway::target));
        QCOMPARE(m_gateway->lint(), QStringList());
    }

    void t5_bastionThatIsNotLetIn_isDiagnosedWithTheRule_data() { languages(); }
    void t5_bastionThatIsNotLetIn_isDiagnosedWithTheRule()
    {
        QFETCH(QString, language);
        m_gateway->setPlace(host, { QStringLiteral("127.0.0.1"), m_redis->port(), true });
        RealWindow person(language);
        profiles::Profile profile;
        profile.id = QUuid::createUuid();
        profile.name = QStringLiteral("orders");
        profile.host = host;
        profile.connectTimeoutMs = 1000;
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QLatin1String(SsmGateway::target);
        profile.tunnel.region = QLatin1String(SsmGateway::region);
        QTRY_VERIFY(person.app().profiles().isLoaded());
        person.app().profiles().add(profile);
        person.app().openSaved(profile);
        // Nothing is pressed after Connect.
        auto *panel = person.see("diagnosisPanel");
        QVERIFY(panel);
        const QString said = language == QLatin1String("ko")
            ? QStringLiteral("배스천에서 %1:6379").arg(host)
            : QStringLiteral("The bastion cannot reach %1:6379").arg(host);
        QTRY_VERIFY_WITH_TIMEOUT(person.textsOf(panel).contains(said), 15000);
        QCOMPARE(person.keys + person.clicks, 0);
    }
};

QTEST_MAIN(TestFindInAws)
#include "tst_findinaws.moc"

// The first five minutes (T1, T2, T5), in both languages, within their budgets: a private cache of
// an AWS account that speaks TLS, and no bastion set up by hand. AWS and its agent are the tests'
// own, and so is the authority behind the cache's certificate, which this computer trusts.
#include "acceptance/realwindow.h"
#include "support/awsregion.h"
#include "support/ssmgateway.h"
#include "support/tlsfiles.h"
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
const QString password = QStringLiteral("correct horse battery");
} // namespace

class TestFindInAws : public QObject {
    Q_OBJECT

    support::TlsFiles m_trusted;
    support::TlsFiles m_strange;
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

    /// A cache of that account and the server that answers for it, on a port with TLS and no other.
    void serve(support::FakeCache cache, support::TlsFiles &files, const QString &name = host,
               const QStringList &more = {})
    {
        const QStringList options = cache.tls
            ? files.serverOptions(files.issue({ name, QStringLiteral("DNS:") + name }))
            : QStringList();
        QVERIFY2(files.isValid(), qPrintable(files.errorText()));
        m_redis = std::make_unique<RedisServer>(
            options + more, cache.tls ? RedisServer::Tcp::Tls : RedisServer::Tcp::Yes);
        QVERIFY2(m_redis->isRunning(), qPrintable(m_redis->errorText()));
        QCOMPARE(m_redis->command({ "CONFIG", "GET", "port" }).endsWith("\n0"), cache.tls);
        m_redis->command({ "SET", "user:1", "jin" });
        if (cache.token || !cache.users.isEmpty())
            m_redis->command({ "CONFIG", "SET", "requirepass", password.toLatin1() });
        m_gateway->setPlace(host, { QStringLiteral("127.0.0.1"), m_redis->port() });
        cache.id = QStringLiteral("orders");
        m_region->addGroup(cache);
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

    /// Pastes the endpoint, takes the bastion that is proposed, connects.
    static void paste(RealWindow &person)
    {
        QApplication::clipboard()->setText(host + QStringLiteral(":6379"));
        QVERIFY(person.see("firstRun"));
        person.press(Qt::Key_V, Qt::ControlModifier);
        auto *ways = person.see<QListWidget>("routeList");
        QVERIFY(ways);
        QTRY_VERIFY(ways->hasFocus());
        QVERIFY(ways->item(0)->text().contains(QLatin1String("cache-client")));
        person.press(Qt::Key_Return);
        QTRY_VERIFY(person.see<QAbstractButton>("importConnect")->hasFocus());
        person.press(Qt::Key_Return);
    }

    /// Finds the cache and its bastion in AWS, connects.
    static void find(RealWindow &person)
    {
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
    }

    /// Connected through the bastion, and by TLS that verifies the endpoint's own name.
    void isThrough(RealWindow &person, bool tls)
    {
        const session::Session &session = person.session();
        QCOMPARE(session.profile().tunnel.kind, profiles::TunnelKind::Ssm);
        QCOMPARE(session.profile().tunnel.target, QLatin1String(SsmGateway::target));
        QVERIFY(m_gateway->counters().starts > 0);
        QCOMPARE(m_gateway->lint(), QStringList());
        QCOMPARE(session.profile().tls.enabled, tls);
        if (!tls)
            return;
        QVERIFY(session.profile().tls.verify);
        QVERIFY(session.profile().tls.caFile.isEmpty());
        QVERIFY(session.profile().tls.serverName.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        // As Amazon's authorities are: one of those that the computer trusts.
        QVERIFY(qputenv("SSL_CERT_FILE", m_trusted.authority().toLocal8Bit()));
    }
    void init()
    {
        m_gateway = std::make_unique<SsmGateway>();
        m_service = std::make_unique<support::HttpFake>();
        m_region = std::make_unique<support::AwsRegion>(*m_service);
        m_region->furnish();
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

    void t1_pastedEndpoint_opensThroughTheProposedBastion_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("tls");
        QTest::newRow("English") << QStringLiteral("en") << true;
        QTest::newRow("Korean") << QStringLiteral("ko") << true;
        QTest::newRow("without TLS") << QStringLiteral("en") << false;
    }
    void t1_pastedEndpoint_opensThroughTheProposedBastion()
    {
        QFETCH(QString, language);
        QFETCH(bool, tls);
        support::FakeCache cache;
        cache.tls = tls;
        serve(cache, m_trusted);
        RealWindow person(language);
        QVERIFY(m_service->seen.isEmpty()); // AWS is asked nothing before
        paste(person);
        QVERIFY2(isOnline(person), qPrintable(person.textsOf(&person.window())));
        QVERIFY(person.keys <= 5 && person.clicks <= 3);
        isThrough(person, tls);
    }

    void t2_foundCache_opens_data() { languages(); }
    void t2_foundCache_opens()
    {
        QFETCH(QString, language);
        serve({}, m_trusted);
        RealWindow person(language);
        find(person);
        QVERIFY2(isOnline(person), qPrintable(person.textsOf(&person.window())));
        QVERIFY(person.keys <= 8 && person.clicks <= 5);
        isThrough(person, true);
    }

    void strangeCertificate_opensNothingAndIsSaid_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("said");
        const QString other = QStringLiteral("replica.orders.abc123.euc1.cache.amazonaws.com");
        QTest::newRow("another authority, English")
            << QStringLiteral("en") << false << host
            << QStringLiteral("The certificate of %1:6379 is signed by Larder test CA, which this "
                              "computer does not trust.")
                   .arg(host);
        QTest::newRow("another authority, Korean")
            << QStringLiteral("ko") << false << host
            << QStringLiteral("%1:6379 인증서의 발급자(Larder test CA)를 이 컴퓨터에서 신뢰하지 "
                              "않습니다.")
                   .arg(host);
        QTest::newRow("another name, English")
            << QStringLiteral("en") << true << other
            << QStringLiteral("The certificate is for %1, not %2. Through a tunnel, use the real "
                              "endpoint as the TLS server name.")
                   .arg(other, host);
        QTest::newRow("another name, Korean")
            << QStringLiteral("ko") << true << other
            << QStringLiteral("인증서의 이름은 %1이며 %2 이름과 다릅니다. 터널을 사용할 때는 실제 "
                              "엔드포인트를 TLS 서버 이름으로 지정하세요.")
                   .arg(other, host);
    }
    void strangeCertificate_opensNothingAndIsSaid()
    {
        QFETCH(QString, language);
        QFETCH(bool, trusted);
        QFETCH(QString, name);
        QFETCH(QString, said);
        serve({}, trusted ? m_trusted : m_strange, name);
        RealWindow person(language);
        paste(person);
        auto *panel = person.see("diagnosisPanel");
        QVERIFY(panel);
        QTRY_VERIFY2_WITH_TIMEOUT(person.textsOf(panel).contains(said),
                                  qPrintable(person.textsOf(panel)), 15000);
        QVERIFY(!person.view());
        QCOMPARE(m_gateway->lint(), QStringList());
    }

    void cacheWithAPassword_asksForItInItsForm_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("pasted");
        QTest::newRow("pasted, English") << QStringLiteral("en") << true;
        QTest::newRow("found, Korean") << QStringLiteral("ko") << false;
    }
    void cacheWithAPassword_asksForItInItsForm()
    {
        QFETCH(QString, language);
        QFETCH(bool, pasted);
        support::FakeCache cache;
        cache.token = true;
        serve(cache, m_trusted);
        RealWindow person(language);
        if (pasted)
            paste(person);
        else
            find(person);
        auto *field = person.see("profilePassword");
        QVERIFY(field);
        QTRY_VERIFY(field->hasFocus());
        QCOMPARE(m_gateway->counters().starts, 0); // known before anything is opened
        person.type(password);
        person.press(Qt::Key_Return);
        // Without a keychain it is asked where the password may be kept, and not before there is
        // one.
        QVERIFY(person.click("keepForThisRun"));
        QVERIFY2(isOnline(person), qPrintable(person.textsOf(&person.window())));
        QVERIFY(person.keys <= (pasted ? 5 : 8) && person.clicks <= 3);
        isThrough(person, true);
    }

    /// AWS does not tell everybody how a cache signs in: then the server does.
    void cacheWithAPasswordNobodyTellsOf_isAskedForByM16_data() { languages(); }
    void cacheWithAPasswordNobodyTellsOf_isAskedForByM16()
    {
        QFETCH(QString, language);
        m_region->denied = { QStringLiteral("elasticache:DescribeReplicationGroups"),
                             QStringLiteral("elasticache:DescribeCacheClusters") };
        support::FakeCache cache;
        cache.token = true;
        serve(cache, m_trusted);
        RealWindow person(language);
        paste(person);
        auto *field = person.see("profilePassword");
        QVERIFY(field);
        QTRY_VERIFY(field->hasFocus());
        QVERIFY(m_gateway->counters().starts > 0);
        QVERIFY(person.textsOf(person.see("securityPage"))
                    .contains(language == QLatin1String("ko")
                                  ? QStringLiteral("이 서버에는 비밀번호가 필요합니다.")
                                  : QStringLiteral("This server requires a password.")));
        person.type(password);
        person.press(Qt::Key_Return);
        QVERIFY2(isOnline(person), qPrintable(person.textsOf(&person.window())));
        isThrough(person, true);
    }

    void cacheWithUsers_opensByIamOnceTheUserIsNamed_data()
    {
        cacheWithAPassword_asksForItInItsForm_data();
    }
    void cacheWithUsers_opensByIamOnceTheUserIsNamed()
    {
        QFETCH(QString, language);
        QFETCH(bool, pasted);
        support::FakeCache cache;
        cache.users = { QStringLiteral("shop-users") };
        // Any password does, since redis cannot check a token: it is the user that counts here.
        serve(cache, m_trusted, host,
              QString::fromLatin1("--user alice on nopass ~* &* +@all").split(u' '));
        RealWindow person(language);
        if (pasted)
            paste(person);
        else
            find(person);
        auto *user = person.see("profileUser");
        QVERIFY(user);
        QTRY_VERIFY(user->hasFocus());
        person.click("authentication3");
        person.click(user);
        person.type(QStringLiteral("alice"));
        person.press(Qt::Key_Return);
        QVERIFY2(isOnline(person), qPrintable(person.textsOf(&person.window())));
        isThrough(person, true);
        QCOMPARE(person.session().profile().authentication, profiles::Authentication::Iam);
        QVERIFY(
            m_redis
                ->cli({ QStringLiteral("--user"), QStringLiteral("alice"), QStringLiteral("--pass"),
                        QStringLiteral("any"), QStringLiteral("CLIENT"), QStringLiteral("LIST") })
                .contains("user=alice"));
    }

    void t5_bastionThatIsNotLetIn_isDiagnosedWithTheRule_data() { languages(); }
    void t5_bastionThatIsNotLetIn_isDiagnosedWithTheRule()
    {
        QFETCH(QString, language);
        serve({}, m_trusted);
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

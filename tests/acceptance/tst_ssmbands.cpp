// What is offered in the window of an open connection when its way through Session Manager fails
// for a reason that another attempt does not mend.
#include "acceptance/realwindow.h"
#include "support/awsregion.h"
#include "support/identitycenter.h"
#include "support/ssmgateway.h"
#include "widgets/common/band.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTableView>

using acceptance::RealWindow;
using session::Session;
using support::RedisServer;
using support::SsmGateway;

namespace {

const QString host = QStringLiteral("master.orders.abc123.euc1.cache.amazonaws.com");

void write(const QString &path, const QByteArray &bytes)
{
    QVERIFY(QFileInfo(path).dir().mkpath(QStringLiteral(".")));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestSsmBands : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<support::HttpFake> m_service;
    std::unique_ptr<support::AwsRegion> m_region;
    support::IdentityCenter m_center;

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }

    [[nodiscard]] static profiles::Profile profile()
    {
        profiles::Profile profile;
        profile.id = QUuid::createUuid();
        profile.name = QStringLiteral("orders");
        profile.environment = profiles::Environment::Development;
        profile.host = host;
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QLatin1String(SsmGateway::target);
        profile.tunnel.region = QLatin1String(SsmGateway::region);
        return profile;
    }

    /// A profile of SSO, signed in by AWS's own tools until `m_center` says otherwise. What a
    /// sign-in brings is kept as long as the program runs, by the name of the session.
    [[nodiscard]] QString signIn(const QByteArray &session)
    {
        write(m_home.filePath(QStringLiteral("config")),
              "[profile shop]\nsso_session = " + session
                  + "\nsso_account_id = 123456789012\nsso_role_name = Reader\n"
                    "region = eu-central-1\n[sso-session "
                  + session
                  + "]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-north-1\n");
        const QByteArray name =
            QCryptographicHash::hash(session, QCryptographicHash::Sha1).toHex() + ".json";
        const QByteArray until =
            QDateTime::currentDateTimeUtc().addSecs(7200).toString(Qt::ISODate).toLatin1();
        write(m_home.filePath(QStringLiteral(".aws/sso/cache/") + QString::fromLatin1(name)),
              "{\"startUrl\": \"https://corp.awsapps.com/start\", \"region\": \"eu-north-1\", "
              "\"accessToken\": \"cli-token\", \"expiresAt\": \""
                  + until + "\"}");
        m_center.keys = [this] {
            const QJsonObject keys = m_gateway->issueKeys(std::chrono::hours(1));
            return QJsonObject{
                { QStringLiteral("accessKeyId"), keys[QLatin1String("AccessKeyId")] },
                { QStringLiteral("secretAccessKey"), keys[QLatin1String("SecretAccessKey")] },
                { QStringLiteral("sessionToken"), keys[QLatin1String("Token")] },
                { QStringLiteral("expiration"), QDateTime::currentMSecsSinceEpoch() + 3600000 }
            };
        };
        return QStringLiteral("shop");
    }

    /// Writes into a value, and saves nothing.
    static QPointer<ui::KeyTab> edit(RealWindow &person)
    {
        person.view()->openKey({ 0, "greeting" }, false);
        auto *value = person.see<QPlainTextEdit>("stringText");
        if (!value
            || !QTest::qWaitFor([&] { return value->toPlainText() == QLatin1String("old"); }))
            return nullptr;
        value->setFocus();
        value->selectAll();
        person.type(QStringLiteral("mine"));
        ui::KeyTab *tab = person.view()->currentKeyTab();
        return tab->isDirty() ? tab : nullptr;
    }

    static void isAsItWas(RealWindow &person, const ui::KeyTab *tab)
    {
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 15000);
        QTRY_VERIFY(!person.visible("linkBand"));
        QVERIFY(tab);
        QCOMPARE(person.view()->currentKeyTab(), tab);
        QVERIFY(tab->isDirty());
        QCOMPARE(person.see<QPlainTextEdit>("stringText")->toPlainText(), QStringLiteral("mine"));
    }

private Q_SLOTS:
    void init()
    {
        m_redis = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
        QVERIFY2(m_redis->isRunning(), qPrintable(m_redis->errorText()));
        m_redis->command({ "SET", "greeting", "old" });
        m_gateway = std::make_unique<SsmGateway>();
        m_gateway->setPlace(host, { QStringLiteral("127.0.0.1"), m_redis->port(), false });
        m_service = std::make_unique<support::HttpFake>();
        m_region = std::make_unique<support::AwsRegion>(*m_service);
        m_region->furnish();
        m_center = {};
        m_service->answer = [this, region = m_service->answer](const support::HttpSeen &seen) {
            return support::IdentityCenter::takes(seen) ? m_center(seen) : region(seen);
        };
        for (const char *name :
             { "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
               "AWS_REGION", "AWS_CONTAINER_CREDENTIALS_FULL_URI" })
            qunsetenv(name);
        qputenv("HOME", m_home.path().toLocal8Bit());
        qputenv("AWS_CONFIG_FILE", m_home.filePath(QStringLiteral("config")).toLocal8Bit());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        qputenv("AWS_ENDPOINT_URL", m_service->url().toEncoded());
        qputenv("AWS_ENDPOINT_URL_SSM", m_gateway->endpoint().toEncoded());
    }
    void cleanup()
    {
        QCOMPARE(m_gateway->lint(), QStringList());
        m_region.reset();
        m_service.reset();
        m_gateway.reset();
        m_redis.reset();
    }

    void expiredSignIn_isRenewedFromTheBandAndGoesOnWhereItWas_data() { languages(); }
    void expiredSignIn_isRenewedFromTheBandAndGoesOnWhereItWas()
    {
        QFETCH(QString, language);
        profiles::Profile orders = profile();
        orders.tunnel.awsProfile = signIn("corp-" + language.toLatin1());
        RealWindow person(language);
        QVERIFY2(person.connectTo(orders), qPrintable(person.textsOf(&person.window())));
        const QPointer<ui::KeyTab> tab = edit(person);
        QVERIFY(tab);
        m_center.refused = { "cli-token" };
        m_gateway->expireKeys();
        m_gateway->bye();
        auto *signIn = person.see<QAbstractButton>("linkSignIn");
        QVERIFY2(signIn, qPrintable(person.textsOf(&person.window())));
        auto *band = person.visible<common::Band>("linkBand");
        QVERIFY(band);
        const bool korean = language == QLatin1String("ko");
        QVERIFY2(band->text().startsWith(
                     korean ? QStringLiteral("AWS 프로필 shop의 로그인이 만료되었습니다.")
                            : QStringLiteral("The AWS sign-in of profile shop has expired.")),
                 qPrintable(band->text()));
        QCOMPARE(signIn->text(), korean ? QStringLiteral("로그인…") : QStringLiteral("Sign in…"));
        QCOMPARE(person.session().state(), Session::State::Closed);
        person.click(signIn);
        auto *code = person.see<QLabel>("wizardCode");
        QVERIFY(code);
        QTRY_COMPARE(code->text(), QStringLiteral("ABCD-EFGH"));
        m_center.confirmed = true;
        QTRY_VERIFY_WITH_TIMEOUT(!person.visible("awsWizard"), 10000);
        isAsItWas(person, tab);
    }

    void bastionThatWasReplaced_isChangedFromTheBandAndGoesOnWhereItWas_data() { languages(); }
    void bastionThatWasReplaced_isChangedFromTheBandAndGoesOnWhereItWas()
    {
        QFETCH(QString, language);
        support::FakeCache cache;
        cache.id = QStringLiteral("orders");
        m_region->addGroup(cache);
        qputenv("AWS_ACCESS_KEY_ID", SsmGateway::accessKey);
        qputenv("AWS_SECRET_ACCESS_KEY", SsmGateway::secretKey);
        const QString old = QStringLiteral("i-0fedcba9876543210");
        m_gateway->setTarget(old);
        RealWindow person(language);
        QTRY_VERIFY(person.app().profiles().isLoaded());
        profiles::Profile orders = profile();
        orders.tunnel.target = old;
        orders.id = person.app().profiles().add(orders);
        QVERIFY2(person.connectTo(orders), qPrintable(person.textsOf(&person.window())));
        const QPointer<ui::KeyTab> tab = edit(person);
        QVERIFY(tab);
        QVERIFY(!person.visible("linkBastion"));
        m_gateway->setTarget(QLatin1String(SsmGateway::target));
        m_gateway->closeSessions({});
        auto *another = person.see<QAbstractButton>("linkBastion");
        QVERIFY2(another, qPrintable(person.textsOf(&person.window())));
        const bool korean = language == QLatin1String("ko");
        QCOMPARE(another->text(),
                 korean ? QStringLiteral("다른 배스천 선택…")
                        : QStringLiteral("Pick another bastion…"));
        auto *band = person.visible<common::Band>("linkBand");
        QVERIFY(band);
        QVERIFY2(band->text().contains(
                     korean ? QStringLiteral("%1 인스턴스가 Systems Manager에서 온라인").arg(old)
                            : QStringLiteral("%1 is not online in Systems Manager.").arg(old)),
                 qPrintable(band->text()));
        person.click(another);
        QVERIFY(person.see("wizardAccount"));
        person.press(Qt::Key_Return);
        auto *bastions = person.see<QTableView>("wizardBastionTable");
        QVERIFY(bastions);
        QTRY_COMPARE(bastions->model()->rowCount(), 1);
        QTRY_VERIFY(person.see("wizardNext")->isEnabled());
        person.press(Qt::Key_Return);
        isAsItWas(person, tab);
        QCOMPARE(person.session().profile().tunnel.target, QLatin1String(SsmGateway::target));
        // Kept, since it has proved good.
        QTRY_COMPARE(person.app().profiles().find(orders.id)->tunnel.target,
                     QLatin1String(SsmGateway::target));
        QTRY_VERIFY(
            person.textsOf(person.see("statusBar")).contains(QLatin1String(SsmGateway::target)));
        QVERIFY(!person.textsOf(person.see("statusBar")).contains(old));
    }

    void endedKeysOfTheEnvironment_offerNoSignIn()
    {
        const QJsonObject keys = m_gateway->issueKeys(std::chrono::hours(1));
        const auto put = [&](const char *variable, const char *member) {
            qputenv(variable, keys[QLatin1String(member)].toString().toLatin1());
        };
        put("AWS_ACCESS_KEY_ID", "AccessKeyId");
        put("AWS_SECRET_ACCESS_KEY", "SecretAccessKey");
        put("AWS_SESSION_TOKEN", "Token");
        RealWindow person(QStringLiteral("en"));
        QVERIFY2(person.connectTo(profile()), qPrintable(person.textsOf(&person.window())));
        m_gateway->expireKeys();
        m_gateway->bye();
        QVERIFY(person.see("linkBand"));
        QTRY_COMPARE(person.session().lastError().cause, base::Error::Cause::AwsSignInExpired);
        QTRY_COMPARE(person.see<QAbstractButton>("linkNow")->text(), QStringLiteral("Connect"));
        QVERIFY(!person.visible("linkSignIn"));
    }
};

QTEST_MAIN(TestSsmBands)
#include "tst_ssmbands.moc"

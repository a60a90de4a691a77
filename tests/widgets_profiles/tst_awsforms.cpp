// What the form of a connection asks about AWS: the bastion of Session Manager, own keys, IAM.
#include "aws/keycache.h"
#include "homefixture.h"
#include "profiles/awskeys.h"
#include "profiles/awsnames.h"
#include "profiles/exchange.h"
#include "profiles/importer.h"
#include "support/awsregion.h"
#include "support/pictures.h"
#include "widgets/profiles/importsheet.h"
#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QPointer>
#include <QSignalSpy>

using base::Secret;
using profiles::AwsKeys;
using profiles::Profile;
using profiles::SecretSlot;
using profiles::TunnelKind;
using support::await;
using Page = ui::ProfileEditor::Page;

namespace {
const QString keyId = QStringLiteral("AKIDEXAMPLEEXAMPLE12");
const char *const target = "i-0123456789abcdef0";

Profile throughSsm()
{
    Profile p;
    p.name = QStringLiteral("orders");
    p.host = QStringLiteral("cache.test");
    p.tunnel.kind = TunnelKind::Ssm;
    p.tunnel.target = QLatin1String(target);
    p.tunnel.region = QStringLiteral("eu-central-1");
    return p;
}
Profile byIam(TunnelKind way)
{
    Profile p;
    p.name = QStringLiteral("orders");
    p.host = QStringLiteral("cache.test");
    p.tls.enabled = true;
    p.authentication = profiles::Authentication::Iam;
    p.user = QStringLiteral("jin");
    p.iam.cacheName = QStringLiteral("orders");
    p.iam.region = QStringLiteral("eu-central-1");
    p.tunnel.kind = way;
    if (way == TunnelKind::Ssh)
        p.tunnel.hops = { { QStringLiteral("bastion.test"),
                            22,
                            QStringLiteral("me"),
                            {},
                            profiles::SshAuth::Agent } };
    return p;
}
} // namespace

class TestAwsForms : public QObject {
    Q_OBJECT

    std::unique_ptr<HomeFixture> f;

    [[nodiscard]] AwsKeys kept(const QUuid &id) const
    {
        const auto sealed = await(f->keychain->read(id, SecretSlot::Aws));
        return AwsKeys::opened(sealed.value_or(Secret())).value_or(AwsKeys());
    }
    [[nodiscard]] bool isShown(const char *field) const { return f->child(field)->isVisible(); }
    [[nodiscard]] ui::ProfileEditor *editor() const
    {
        return f->child<ui::ProfileEditor>("profileEditor");
    }

    [[nodiscard]] aws::Places places(const support::HttpFake &service, bool keys) const
    {
        aws::Places places;
        places.home = f->dir.path();
        places.configFile = f->dir.filePath(QStringLiteral("aws-config"));
        places.credentialsFile = f->dir.filePath(QStringLiteral("aws-credentials"));
        places.ssoCache = f->dir.filePath(QStringLiteral("sso"));
        places.now = [] { return QDateTime::currentDateTimeUtc(); };
        places.cache = std::make_shared<aws::KeyCache>();
        auto &environment = places.environment;
        environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), service.url().toString());
        if (keys) {
            environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIDEXAMPLE"));
            environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                               QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        }
        return places;
    }
    static support::FakeCache orders()
    {
        support::FakeCache cache;
        cache.id = QStringLiteral("orders");
        return cache;
    }
    void paste(const QByteArray &text) const
    {
        QApplication::clipboard()->setText(QString::fromUtf8(text));
        f->press(Qt::Key_V, Qt::ControlModifier);
    }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init() { f = std::make_unique<HomeFixture>(); }
    void cleanup() { f.reset(); }

    void bastionOfSsm_isMadeByKeyboardAlone()
    {
        f->open();
        f->press(Qt::Key_N, Qt::ControlModifier);
        f->type("orders");
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(f->tabTo("tunnelKind0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_Right);
        QVERIFY(isShown("ssmTarget"));
        QVERIFY(!isShown("sshHost"));
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty()); // no bastion yet
        QCOMPARE(f->focus()->objectName(), QStringLiteral("ssmTarget"));
        f->type(target);
        QVERIFY(f->tabTo("ssmBackend0"));
        f->press(Qt::Key_Right);
        QVERIFY(isShown("awsProgram"));
        QVERIFY(!isShown("ssmBulk0")); // the program opens what it opens
        f->press(Qt::Key_Left);
        QVERIFY(f->tabTo("ssmBulk0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_Right);
        QVERIFY(f->tabTo("ssmMore"));
        f->press(Qt::Key_Space);
        QVERIFY(isShown("ssmDocument"));
        f->press(Qt::Key_Tab);
        f->type("Pinned");
        f->press(Qt::Key_S, Qt::ControlModifier);
        const profiles::TunnelSettings made = f->saved().tunnel;
        QCOMPARE(made.kind, TunnelKind::Ssm);
        QCOMPARE(made.target, QLatin1String(target));
        QCOMPARE(made.bulkSessions, 3);
        QCOMPARE(made.document, QStringLiteral("Pinned"));
        QCOMPARE(made.ssmBackend, profiles::SsmBackend::BuiltIn);
    }

    void names_areJudgedByTheirForm_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *kind, const char *text, bool good) {
            QTest::addRow("%s %s", kind, text)
                << QString::fromLatin1(kind) << QString::fromLatin1(text) << good;
        };
        row("target", "i-0123456789abcdef0", true);
        row("target", "i-0ab12345", true);
        row("target", "mi-0123456789abcdef0", true);
        row("target", "ecs:shop_0123abcd_0123abcd-1234", true);
        row("target", "", false);
        row("target", "i-0123456789ABCDEF0", false);
        row("target", "i-xyz", false);
        row("target", "ecs:shop", false);
        row("target", "--profile", false);
        row("region", "eu-central-1", true);
        row("region", "us-gov-west-1", true);
        row("region", "ap-northeast-2", true);
        row("region", "eu-central-1.evil.test/", false);
        row("region", "EU", false);
        row("region", "", false);
        row("endpoint", "https://vpce-1.ssm.eu-central-1.vpce.amazonaws.com", true);
        row("endpoint", "http://127.0.0.1:4566/path", true);
        row("endpoint", "http://localhost:4566", true);
        row("endpoint", "http://vpce-1.ssm.eu-central-1.vpce.amazonaws.com", false);
        row("endpoint", "http://127.0.0.1.evil.test", false);
        row("endpoint", "vpce-1.example", false);
        row("endpoint", "ftp://x.test", false);
        row("endpoint", "https://user:word@x.test", false);
    }
    void names_areJudgedByTheirForm()
    {
        QFETCH(QString, kind);
        QFETCH(QString, text);
        QFETCH(bool, good);
        const QString problem = kind == QLatin1String("target") ? profiles::ssmTargetProblem(text)
            : kind == QLatin1String("region")                   ? profiles::awsRegionProblem(text)
                                              : profiles::awsEndpointProblem(text);
        QCOMPARE(problem.isEmpty(), good);
    }

    void everyRegionOffered_isOne()
    {
        for (const QString &region : profiles::awsRegions())
            QVERIFY2(profiles::awsRegionProblem(region).isEmpty(), qPrintable(region));
    }

    void ownKeys_goToTheStoreAndNeverIntoTheProfile()
    {
        f->open();
        f->home->startNew(throughSsm());
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(!isShown("awsKeyId"));
        QVERIFY(f->tabTo("ssmKeys0"));
        f->press(Qt::Key_Right);
        QVERIFY(isShown("awsKeyId"));
        QVERIFY(editor()->refusal()); // half of a pair signs nothing
        QCOMPARE(f->focus()->objectName(), QStringLiteral("awsKeyId"));
        f->type(qPrintable(keyId));
        QVERIFY(editor()->refusal());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("awsSecretKey"));
        QCOMPARE(f->child<QLineEdit>("awsSecretKey")->echoMode(), QLineEdit::Password);
        QCOMPARE(f->child<QLineEdit>("awsSessionToken")->echoMode(), QLineEdit::Password);
        f->type("the secret");
        QVERIFY(f->home->save());
        QTRY_VERIFY(f->saved().tunnel.awsKeysStored);
        const AwsKeys keys = kept(f->saved().id);
        QCOMPARE(keys.accessKeyId, keyId);
        QCOMPARE(keys.secretAccessKey, Secret("the secret"));
        QTRY_VERIFY(f->child<QLineEdit>("awsSecretKey")->text().isEmpty()); // never shown again
        QVERIFY(isShown("awsKeyId"));
        QVERIFY(!editor()->refusal());
    }

    void keysOfTheProfileAgain_takeTheOwnOnesAway()
    {
        f->open();
        Profile p = throughSsm();
        p.id = QUuid::createUuid();
        p.tunnel.awsKeysStored = true;
        const AwsKeys keys{ keyId, Secret("the secret"), {} };
        await(f->keychain->write(p.id, SecretSlot::Aws, keys.sealed()));
        f->store->add(p);
        f->home->select(p.id);
        editor()->setPage(Page::Tunnel);
        f->child<QAbstractButton>("ssmKeys0")->click();
        QVERIFY(f->home->save());
        QTRY_VERIFY(kept(p.id).isEmpty());
        QVERIFY(!f->saved().tunnel.awsKeysStored);
    }

    void tunnelTakenAway_takesItsKeysAlong()
    {
        f->open();
        Profile p = throughSsm();
        p.id = QUuid::createUuid();
        p.tunnel.awsKeysStored = true;
        const AwsKeys keys{ keyId, Secret("the secret"), {} };
        await(f->keychain->write(p.id, SecretSlot::Aws, keys.sealed()));
        f->store->add(p);
        f->home->select(p.id);
        editor()->setPage(Page::Tunnel);
        f->child<QAbstractButton>("tunnelKind0")->click();
        QVERIFY(f->home->save());
        QTRY_VERIFY(kept(p.id).isEmpty());
        QTRY_COMPARE(f->saved().tunnel, profiles::TunnelSettings());
    }

    void iam_saysWhatIsMissing()
    {
        f->open();
        Profile p;
        p.name = QStringLiteral("orders");
        f->home->startNew(p);
        editor()->setPage(Page::Security);
        f->child<QAbstractButton>("authentication3")->click();
        QVERIFY(editor()->refusal()->contains(QStringLiteral("TLS")));
        f->child<QAbstractButton>("tls1")->click();
        QVERIFY(editor()->refusal());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profileUser"));
        f->type("Jin"); // a capital letter is none of theirs
        QVERIFY(editor()->refusal());
        f->child<QLineEdit>("profileUser")->setText(QStringLiteral("jin"));
        QVERIFY(editor()->refusal());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profileIamCache"));
        f->type("orders-cache");
        QVERIFY(editor()->refusal());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profileIamRegion"));
        f->type("ap-northeast-2");
        QVERIFY(!editor()->refusal());
        QVERIFY(f->home->save());
        QCOMPARE(f->saved().authentication, profiles::Authentication::Iam);
        QCOMPARE(f->saved().iam.cacheName, QStringLiteral("orders-cache"));
    }

    void ownKeysOfIam_areKeptWhateverTheWay_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("direct") << int(TunnelKind::None);
        QTest::newRow("SSH") << int(TunnelKind::Ssh);
    }
    void ownKeysOfIam_areKeptWhateverTheWay()
    {
        QFETCH(int, way);
        f->open();
        f->home->startNew(byIam(TunnelKind(way)));
        QVERIFY(f->goToPage(Page::Security));
        QVERIFY(isShown("profileIamAwsProfile"));
        QVERIFY(!isShown("iamKeyId"));
        QVERIFY(!editor()->refusal());
        QVERIFY(f->tabTo("iamKeys0"));
        f->press(Qt::Key_Right);
        QVERIFY(isShown("iamKeyId"));
        QVERIFY(editor()->refusal()); // half of a pair signs nothing
        QCOMPARE(f->focus()->objectName(), QStringLiteral("iamKeyId"));
        f->type(qPrintable(keyId));
        QVERIFY(editor()->refusal());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("iamSecretKey"));
        QCOMPARE(f->child<QLineEdit>("iamSecretKey")->echoMode(), QLineEdit::Password);
        QCOMPARE(f->child<QLineEdit>("iamSessionToken")->echoMode(), QLineEdit::Password);
        f->type("the secret");
        f->child<QLineEdit>("iamSessionToken")->setText(QStringLiteral("of an hour"));
        QVERIFY(f->home->save());
        QTRY_VERIFY(f->saved().tunnel.awsKeysStored);
        QCOMPARE(f->saved().tunnel.kind, TunnelKind(way));
        const AwsKeys wanted{ keyId, Secret("the secret"), Secret("of an hour") };
        QCOMPARE(kept(f->saved().id), wanted);
        QTRY_VERIFY(f->child<QLineEdit>("iamSecretKey")->text().isEmpty()); // never shown again
        QVERIFY(isShown("iamKeyId"));
        QVERIFY(!editor()->refusal());

        f->child<QLineEdit>("profileIamCache")->setText(QStringLiteral("others"));
        QVERIFY(f->home->save()); // what is kept stays with the connection
        QCOMPARE(f->saved().iam.cacheName, QStringLiteral("others"));
        QVERIFY(f->saved().tunnel.awsKeysStored);
        QCOMPARE(kept(f->saved().id), wanted);

        f->child<QAbstractButton>("iamKeys0")->click();
        QVERIFY(f->home->save());
        QTRY_VERIFY(kept(f->saved().id).isEmpty());
        QVERIFY(!f->saved().tunnel.awsKeysStored);
    }

    /// One connection has one pair, asked for on one page.
    void ownKeysOfIam_areSessionManagersWhereThatIsTheWay()
    {
        f->open();
        f->home->startNew(byIam(TunnelKind::None));
        editor()->setPage(Page::Security);
        f->child<QAbstractButton>("iamKeys1")->click();
        f->child<QLineEdit>("iamKeyId")->setText(keyId);
        f->child<QLineEdit>("iamSecretKey")->setText(QStringLiteral("typed for IAM"));
        editor()->setPage(Page::Tunnel);
        f->child<QAbstractButton>("tunnelKind2")->click();
        f->child<QLineEdit>("ssmTarget")->setText(QLatin1String(target));
        editor()->setPage(Page::Security);
        QVERIFY(!isShown("iamKeyId"));
        QVERIFY(!isShown("iamKeys0"));
        editor()->setPage(Page::Tunnel);
        f->child<QAbstractButton>("ssmKeys1")->click();
        f->child<QLineEdit>("awsKeyId")->setText(keyId);
        f->child<QLineEdit>("awsSecretKey")->setText(QStringLiteral("typed for SSM"));
        QVERIFY(f->home->save());
        QTRY_VERIFY(f->saved().tunnel.awsKeysStored);
        QCOMPARE(kept(f->saved().id).secretAccessKey, Secret("typed for SSM"));

        // Without the tunnel they are still those of the sign-in.
        f->child<QAbstractButton>("tunnelKind0")->click();
        editor()->setPage(Page::Security);
        QVERIFY(isShown("iamKeyId"));
        QVERIFY(!editor()->refusal());
        QVERIFY(f->home->save());
        support::settle();
        QVERIFY(f->saved().tunnel.awsKeysStored);
        QCOMPARE(kept(f->saved().id).secretAccessKey, Secret("typed for SSM"));
    }

    void sealedImport_bringsTheKeysIntoThisStore()
    {
        const AwsKeys keys{ keyId, Secret("the secret"), Secret("of an hour") };
        QList<profiles::Exchanged> both{ { throughSsm(), {} }, { byIam(TunnelKind::None), {} } };
        for (profiles::Exchanged &each : both)
            each.secrets.aws = keys.sealed();
        const auto sealed = profiles::exportProfiles(both, Secret("word"));
        QVERIFY(sealed);
        f->open();
        f->home->importText(*sealed);
        auto *password = f->child<QLineEdit>("importPassword");
        QTRY_VERIFY(password->isVisible());
        password->setText(QStringLiteral("word"));
        QTest::keyClick(password, Qt::Key_Return);
        // To open the seal is meant to be work.
        QTRY_VERIFY_WITH_TIMEOUT(f->child("importSave")->isEnabled(), 30000);
        f->child<QAbstractButton>("importSave")->click();
        QTRY_COMPARE(f->store->profiles().size(), 2);
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(f->store->profiles()[i].tunnel.awsKeysStored);
            QCOMPARE(kept(f->store->profiles()[i].id), keys);
        }
    }

    void signInWithoutAws_takesTheKeysOfIamAway()
    {
        f->open();
        Profile p = byIam(TunnelKind::None);
        p.id = QUuid::createUuid();
        p.tunnel.awsKeysStored = true;
        await(f->keychain->write(p.id, SecretSlot::Aws,
                                 AwsKeys{ keyId, Secret("the secret"), {} }.sealed()));
        f->store->add(p);
        f->home->select(p.id);
        editor()->setPage(Page::Security);
        QVERIFY(isShown("iamKeyId"));
        f->child<QAbstractButton>("authentication0")->click();
        QVERIFY(!isShown("iamKeyId"));
        QVERIFY(f->home->save());
        QTRY_VERIFY(kept(p.id).isEmpty());
        QTRY_VERIFY(!f->saved().tunnel.awsKeysStored);
    }

    // The way to a pasted endpoint.

    void pastedEndpoint_isOfferedTheBastionsOfItsVpc()
    {
        support::HttpFake service;
        support::AwsRegion region(service);
        region.furnish();
        region.addGroup(orders());
        service.answer = [answer = service.answer](const support::HttpSeen &seen) {
            support::HttpAnswer given = answer(seen);
            if (seen.field(QStringLiteral("Action")) == QLatin1String("DescribeInstances"))
                given.delay = std::chrono::milliseconds(300); // everything else is known by then
            return given;
        };
        f->open();
        f->home->setAwsPlaces(places(service, true));
        QSignalSpy connecting(f->home.get(), &ui::HomePage::connectRequested);
        QVERIFY(region.calls.isEmpty());
        paste("master.orders.abc123.euc1.cache.amazonaws.com:6379");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_COMPARE(list->count(), 4);
        QVERIFY(list->item(0)->text().contains(QStringLiteral("cache-client")));
        QTRY_VERIFY(list->hasFocus());
        f->press(Qt::Key_Return); // accepts it
        QCOMPARE(f->focus()->objectName(), QStringLiteral("importConnect"));
        QVERIFY(f->store->profiles().isEmpty());
        f->press(Qt::Key_Return);
        QTRY_COMPARE(connecting.size(), 1);
        const Profile made = f->saved();
        QCOMPARE(made.tunnel.kind, TunnelKind::Ssm);
        QCOMPARE(made.tunnel.target, QLatin1String(target));
        QCOMPARE(made.tunnel.region, QStringLiteral("eu-central-1"));
        QVERIFY(made.tls.enabled);
        for (const QString &call : std::as_const(region.calls))
            QVERIFY2(call.contains(QStringLiteral(":Describe"))
                         || call.contains(QStringLiteral(":List"))
                         || call == QLatin1String("sts:GetCallerIdentity"),
                     qPrintable(call));
    }

    void profileOfTheEnvironment_isKeptByName()
    {
        support::HttpFake service;
        support::AwsRegion region(service);
        region.furnish();
        region.addGroup(orders());
        f->open();
        aws::Places where = places(service, false);
        where.environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("prod"));
        QFile config(where.configFile);
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile prod]\naws_access_key_id = AKIDEXAMPLE\n"
                     "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n");
        config.close();
        f->home->setAwsPlaces(where);
        paste("master.orders.abc123.euc1.cache.amazonaws.com:6379");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_COMPARE(list->count(), 4);
        QTRY_VERIFY(list->hasFocus());
        f->press(Qt::Key_Return);
        f->child<QAbstractButton>("importSave")->click();
        QCOMPARE(f->saved().tunnel.awsProfile, QStringLiteral("prod"));
        QCOMPARE(f->saved().iam.awsProfile, QStringLiteral("prod"));
    }

    void typedLine_isShownBeforeAnythingIsSaved_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("endpoint") << QStringLiteral(
            "master.orders.abc123.euc1.cache.amazonaws.com");
        QTest::newRow("session") << QStringLiteral(
            "aws ssm start-session --target i-0123456789abcdef0 --region eu-central-1 "
            "--document-name AWS-StartPortForwardingSessionToRemoteHost "
            "--parameters host=127.0.0.1,portNumber=1");
    }
    void typedLine_isShownBeforeAnythingIsSaved()
    {
        QFETCH(QString, line);
        f->open();
        auto *field = f->child<QLineEdit>("pasteField");
        field->setFocus();
        field->setText(line);
        f->press(Qt::Key_Return);
        QVERIFY(isShown("importSheet"));
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("importSave"));
        QVERIFY(f->store->profiles().isEmpty());
        f->press(Qt::Key_Return);
        QCOMPARE(f->store->profiles().size(), 1);
    }

    void acceptedBastion_canBeTakenBack()
    {
        support::HttpFake service;
        support::AwsRegion region(service);
        region.furnish();
        region.addGroup(orders());
        f->open();
        f->home->setAwsPlaces(places(service, true));
        paste("master.orders.abc123.euc1.cache.amazonaws.com:6379");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_COMPARE(list->count(), 4);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        list->setCurrentRow(3);
        QTest::keyClick(list, Qt::Key_Return);
        f->child<QAbstractButton>("importSave")->click();
        QCOMPARE(f->saved().tunnel.kind, TunnelKind::None);
        QCOMPARE(f->focus()->objectName(), QStringLiteral("connectionTree"));
    }

    void withoutKeys_theOtherWaysStay()
    {
        support::HttpFake service;
        support::AwsRegion region(service);
        f->open();
        f->home->setAwsPlaces(places(service, false));
        QSignalSpy wanted(f->home.get(), &ui::HomePage::bastionRequested);
        paste("master.orders.abc123.euc1.cache.amazonaws.com:6379");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_VERIFY(list->isVisible());
        QCOMPARE(list->count(), 3);
        QTRY_VERIFY(!f->child<QLabel>("routeState")->text().isEmpty());
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("importSave")); // as before
        QVERIFY(region.calls.isEmpty());
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(f->saved().host, QStringLiteral("master.orders.abc123.euc1.cache.amazonaws.com"));
        QVERIFY(isShown("ssmTarget"));
        QCOMPARE(f->focus()->objectName(), QStringLiteral("ssmTarget"));
        f->home->takeBastion(QLatin1String(target), QStringLiteral("eu-central-1"), {});
        QVERIFY(f->home->save());
        QCOMPARE(f->saved().tunnel.target, QLatin1String(target));
    }

    void openWindowKeepsTheSession_isSaidWithTheNameOfTheSetting()
    {
        f->store->add(throughSsm());
        f->open();
        editor()->setPage(Page::Tunnel);
        const QLabel *said = nullptr;
        for (const QLabel *label : f->child("ssmPage")->findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("idle timeout")))
                said = label;
        }
        QVERIFY(said);
        QVERIFY(said->isVisible());
        QString setting;
        for (const QLabel *label : f->child("safetyPage")->findChildren<QLabel *>()) {
            if (label->buddy() == f->child("profileIdleMinutes"))
                setting = label->text();
        }
        QVERIFY(!setting.isEmpty());
        QVERIFY2(said->text().contains(u'“' + setting + u'”'), qPrintable(said->text()));
    }

    void publicOrForeignEndpoint_isNotAskedAbout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("public") << QByteArray(
            "c-abc123.public.serverless.euc1.cache.amazonaws.com:6379");
        QTest::newRow("other host") << QByteArray("REDIS_HOST=cache.internal.example");
        QTest::newRow("tunnel of its own")
            << QByteArray("aws ssm start-session --target i-0123456789abcdef0 --document-name "
                          "AWS-StartPortForwardingSessionToRemoteHost --parameters "
                          "host=master.orders.abc123.euc1.cache.amazonaws.com,portNumber=6379");
    }
    void publicOrForeignEndpoint_isNotAskedAbout()
    {
        QFETCH(QByteArray, text);
        support::HttpFake service;
        support::AwsRegion region(service);
        f->open();
        f->home->setAwsPlaces(places(service, true));
        f->home->importText(text);
        QTRY_VERIFY(f->child("importSave")->isEnabled());
        QVERIFY(!isShown("routeProposal"));
        QVERIFY(region.calls.isEmpty());
    }

    void addressInAPaste_isNeverAsked()
    {
        support::HttpFake service;
        support::HttpFake evil;
        support::AwsRegion region(service);
        region.furnish();
        f->open();
        f->home->setAwsPlaces(places(service, true));
        paste("AWS_ENDPOINT_URL=" + evil.url().toEncoded()
              + "\nREDIS_HOST=master.orders.abc123.euc1.cache.amazonaws.com");
        QTRY_VERIFY(!region.calls.isEmpty());
        QVERIFY(evil.seen.isEmpty());
    }

    void profileInAPaste_isAskedWithOnlyOnceThePersonWantsIt_data()
    {
        QTest::addColumn<QString>("usual");
        QTest::addColumn<bool>("atOnce");
        QTest::newRow("another") << QString() << false;
        QTest::newRow("another than AWS_PROFILE") << QStringLiteral("default") << false;
        QTest::newRow("the person's own") << QStringLiteral("shop") << true;
    }
    void profileInAPaste_isAskedWithOnlyOnceThePersonWantsIt()
    {
        QFETCH(QString, usual);
        QFETCH(bool, atOnce);
        support::HttpFake service;
        support::AwsRegion region(service);
        region.furnish();
        region.addGroup(orders());
        f->open();
        aws::Places where = places(service, true);
        if (!usual.isEmpty())
            where.environment.insert(QStringLiteral("AWS_PROFILE"), usual);
        const QString ran = f->dir.filePath(QStringLiteral("ran"));
        const QString program = f->dir.filePath(QStringLiteral("keys"));
        QFile keys(program);
        QVERIFY(keys.open(QIODevice::WriteOnly));
        keys.write("#!/bin/sh\n: >'" + QFile::encodeName(ran)
                   + "'\necho '{\"Version\":1,\"AccessKeyId\":\"AKIDEXAMPLE\",\"SecretAccessKey\":"
                     "\"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\"}'\n");
        keys.close();
        QVERIFY(keys.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QFile config(where.configFile);
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile shop]\ncredential_process = " + QFile::encodeName(program) + '\n');
        config.close();
        f->home->setAwsPlaces(where);
        paste("AWS_PROFILE=shop\nREDIS_HOST=master.orders.abc123.euc1.cache.amazonaws.com");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_VERIFY(list->isVisible());
        if (!atOnce) {
            QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("importSave"));
            QCOMPARE(list->count(), 4);
            QVERIFY(list->item(0)->text().contains(QStringLiteral("shop")));
            support::settle();
            QVERIFY(region.calls.isEmpty());
            QVERIFY(!QFile::exists(ran));
            list->setCurrentRow(0);
            list->setFocus();
            f->press(Qt::Key_Return);
        }
        QTRY_VERIFY(list->item(0)->text().contains(QStringLiteral("cache-client")));
        QCOMPARE(list->count(), 4);
        QVERIFY(QFile::exists(ran));
    }

    void namesFromAws_areNeverMarkup()
    {
        support::HttpFake service;
        support::AwsRegion region(service);
        region.furnish();
        region.addGroup(orders());
        support::FakeInstance odd;
        odd.id = QStringLiteral("i-0aaaaaaaaaaaaaaaa");
        odd.name = QStringLiteral("<img src=x>\nof nobody");
        region.addInstance(odd);
        f->open();
        f->home->setAwsPlaces(places(service, true));
        paste("master.orders.abc123.euc1.cache.amazonaws.com:6379");
        auto *list = f->child<QListWidget>("routeList");
        QTRY_COMPARE(list->count(), 5);
        bool seen = false;
        for (int row = 0; row < list->count(); ++row) {
            QVERIFY(!list->item(row)->toolTip().contains(QStringLiteral("<img")));
            QVERIFY(!list->item(row)->text().contains(u'\n'));
            seen = seen || list->item(row)->toolTip().contains(QStringLiteral("&lt;img src=x&gt;"));
        }
        QVERIFY(seen);
    }

    void programAndAddressOfAws_areWarnedAbout()
    {
        Profile p = throughSsm();
        QVERIFY(!profiles::runsProgram(p));
        QVERIFY(profiles::warningsOf(p).isEmpty());
        p.tunnel.awsProgram = QStringLiteral("/tmp/evil");
        p.tunnel.awsEndpoint = QStringLiteral("https://evil.test");
        QVERIFY(profiles::runsProgram(p));
        QString all;
        for (const profiles::Found &each : profiles::warningsOf(p))
            all += each.value + u'\n';
        QVERIFY(all.contains(QStringLiteral("/tmp/evil")));
        QVERIFY(all.contains(QStringLiteral("https://evil.test")));
    }

    /// See support/pictures.h.
    void pictures()
    {
        const support::Pictures pictures({ QStringLiteral("profiles"), QStringLiteral("aws") });
        if (!pictures.isWanted())
            QSKIP("LARDER_PICTURES names no folder");
        const auto picture = [&](const char *name) { pictures.take(f->home.get(), name); };
        const char *const endpoint = "master.orders.abc123.euc1.cache.amazonaws.com:6379";
        support::HttpFake service;
        support::AwsRegion region(service);
        const auto usual = service.answer;
        f->open();
        picture("firstrun");
        f->home->setAwsPlaces(places(service, false));
        paste(endpoint);
        QTRY_VERIFY(f->child("importSave")->hasFocus());
        QTRY_COMPARE(f->child<QListWidget>("routeList")->count(), 3);
        picture("paste-nokeys");
        const auto done = [&] {
            const QPointer<QWidget> sheet = f->child("importSheet");
            f->press(Qt::Key_Escape);
            QTRY_VERIFY(!sheet);
        };
        done();
        f->home->setAwsPlaces(places(service, true));
        paste(endpoint);
        QTRY_VERIFY(service.seen.size() > 1);
        QTRY_VERIFY(
            !f->child<QLabel>("routeState")->text().contains(QStringLiteral("eu-central-1")));
        picture("paste-none");
        done();
        paste(QByteArray("AWS_PROFILE=shop\nREDIS_HOST=") + endpoint);
        QTRY_COMPARE(f->child<QListWidget>("routeList")->count(), 4);
        picture("paste-named");
        f->press(Qt::Key_Escape);
        QTRY_VERIFY(!f->home->findChild<QWidget *>(QStringLiteral("importSheet")));
        service.answer = [](const support::HttpSeen &) {
            return support::HttpAnswer::ending(support::HttpAnswer::End::Silent);
        };
        paste(endpoint);
        picture("paste-asking");
        done();
        service.answer = usual;
        region.furnish();
        region.addGroup(orders());
        paste(endpoint);
        QTRY_COMPARE(f->child<QListWidget>("routeList")->count(), 4);
        QTRY_VERIFY(f->child<QListWidget>("routeList")->hasFocus());
        picture("paste-offered");
        f->press(Qt::Key_Return);
        picture("paste-accepted");
        f->child<QAbstractButton>("importSave")->click();
        editor()->setPage(Page::Tunnel);
        picture("tunnel-ssm");
        f->child<QAbstractButton>("ssmKeys1")->click();
        f->child<QAbstractButton>("ssmBackend1")->click();
        f->child<QAbstractButton>("ssmMore")->click();
        f->child<QLineEdit>("ssmTarget")->setText(QStringLiteral("i-xyz"));
        f->child<QComboBox>("ssmRegion")->setEditText(QStringLiteral("EU"));
        f->child<QLineEdit>("awsProgram")->setText(QStringLiteral("aws"));
        f->child<QLineEdit>("awsEndpoint")->setText(QStringLiteral("vpce"));
        picture("tunnel-ssm-all");
        editor()->setPage(Page::Security);
        f->child<QAbstractButton>("authentication3")->click();
        picture("security-iam");
        (void)editor()->refusal();
        f->home->startNew(byIam(TunnelKind::None));
        editor()->setPage(Page::Security);
        f->child<QAbstractButton>("iamKeys1")->click();
        picture("security-iam-own");
        f->child<QLineEdit>("iamKeyId")->setText(QStringLiteral("akid"));
        picture("security-iam-own-refused");
        f->home->startNew({});
        editor()->setPage(Page::Tunnel);
        f->child<QAbstractButton>("tunnelKind2")->click();
        picture("tunnel-ssm-empty");
        (void)editor()->refusal();
        picture("tunnel-ssm-refused");
    }
};

QTEST_MAIN(TestAwsForms)
#include "tst_awsforms.moc"

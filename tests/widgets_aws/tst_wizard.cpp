// The wizard that finds caches in AWS, against a region of a fake account.
#include "aws/keycache.h"
#include "support/awsregion.h"
#include "support/wait.h"
#include "widgets/aws/awswizard.h"
#include "widgets/common/theme.h"
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using aws::Places;
using profiles::Profile;
using support::FakeCache;
using support::FakeInstance;
using ui::AwsWizard;

class TestWizard : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<support::HttpFake> m_service;
    std::unique_ptr<support::AwsRegion> m_region;
    std::unique_ptr<QWidget> m_host;
    AwsWizard *m_wizard = nullptr;
    QList<Profile> m_made;
    QList<AwsWizard::Next> m_next;

    [[nodiscard]] Places places(bool keys = true) const
    {
        Places places;
        places.home = m_dir.path();
        places.configFile = m_dir.filePath(QStringLiteral("config"));
        places.credentialsFile = m_dir.filePath(QStringLiteral("credentials"));
        places.ssoCache = m_dir.filePath(QStringLiteral("sso"));
        places.now = [] { return QDateTime::currentDateTimeUtc(); };
        places.cache = std::make_shared<aws::KeyCache>();
        if (keys) {
            places.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"),
                                      QStringLiteral("AKIDEXAMPLE"));
            places.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                                      QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        }
        return places;
    }
    void open(AwsWizard::Start start = {}, bool keys = true)
    {
        start.endpoint = m_service->url();
        if (start.region.isEmpty())
            start.region = QStringLiteral("eu-central-1");
        m_wizard = new AwsWizard(places(keys), nullptr, start, m_host.get());
        connect(m_wizard, &AwsWizard::made, this,
                [this](const Profile &profile, AwsWizard::Next next) {
                    m_made += profile;
                    m_next += next;
                });
    }
    template <typename T = QWidget> T *child(const char *name) const
    {
        auto *found = m_host->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void goToCaches(int caches) const
    {
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_COMPARE(table()->model()->rowCount(), caches);
        QTRY_VERIFY(!child<QLabel>("wizardState")->text().contains(QStringLiteral("…")));
    }
    [[nodiscard]] QTableView *table() const { return child<QTableView>("wizardCacheTable"); }
    [[nodiscard]] QTableView *bastions() const { return child<QTableView>("wizardBastionTable"); }
    static FakeCache cache(const char *id)
    {
        FakeCache made;
        made.id = QString::fromLatin1(id);
        return made;
    }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init()
    {
        m_service = std::make_unique<support::HttpFake>();
        m_region = std::make_unique<support::AwsRegion>(*m_service);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1280, 800);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
        m_made.clear();
        m_next.clear();
    }
    void cleanup()
    {
        m_host.reset();
        m_region.reset();
        m_service.reset();
    }

    void cacheAndBastion_becomeAConnectionByKeyboardAlone()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders-prod"));
        open();
        QVERIFY(m_region->calls.isEmpty()); // nothing before the person goes on
        goToCaches(1);
        QCOMPARE(m_region->calls.first(), QStringLiteral("sts:GetCallerIdentity"));
        QTRY_COMPARE(bastions()->model()->rowCount(), 1);
        QVERIFY(!child("wizardFixLine")->isVisible()); // it is let in
        press(Qt::Key_Return);
        QVERIFY(child("wizardFinish")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardNext"));
        press(Qt::Key_Return);
        QCOMPARE(m_made.size(), 1);
        QCOMPARE(m_next.first(), AwsWizard::Next::Connect);
        const Profile made = m_made.first();
        QCOMPARE(made.name, QStringLiteral("orders-prod"));
        QVERIFY(made.host.contains(QStringLiteral("orders-prod.abc123")));
        QCOMPARE(made.port, quint16(6379));
        QVERIFY(made.tls.enabled);
        QCOMPARE(made.tunnel.kind, profiles::TunnelKind::Ssm);
        QCOMPARE(made.tunnel.target, QStringLiteral("i-0123456789abcdef0"));
        QCOMPARE(made.tunnel.region, QStringLiteral("eu-central-1"));
        QCOMPARE(made.environment, profiles::Environment::Production);
        QVERIFY(made.readOnly);
    }

    void nameGroupAndEnvironment_areThePersons()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders-prod"));
        AwsWizard::Start start;
        start.groups = QStringList{ QStringLiteral("Shop") };
        open(start);
        goToCaches(1);
        press(Qt::Key_Return);
        child<QLineEdit>("wizardName")->setText(QStringLiteral("Mine"));
        child<QComboBox>("wizardGroup")->setEditText(QStringLiteral("Shop"));
        child<QAbstractButton>("wizardEnvironment2")->click(); // Development
        child<QAbstractButton>("wizardSave")->click();
        QCOMPARE(m_next.value(0), AwsWizard::Next::Save);
        QCOMPARE(m_made.value(0).name, QStringLiteral("Mine"));
        QCOMPARE(m_made.value(0).group, QStringLiteral("Shop"));
        QCOMPARE(m_made.value(0).environment, profiles::Environment::Development);
        QVERIFY(!m_made.value(0).readOnly);
    }

    void cacheWithoutABastion_givesAChecklist()
    {
        m_region->furnish();
        FakeCache other = cache("lonely");
        other.subnetGroup = QStringLiteral("far");
        m_region->addSubnetGroup(QStringLiteral("far"), QStringLiteral("vpc-far"),
                                 { QStringLiteral("subnet-z") });
        m_region->addGroup(other);
        FakeInstance gone;
        open();
        goToCaches(1);
        // The one bastion is in another VPC: it is shown with that evidence, or the checklist is.
        if (child("wizardChecklist")->isVisible()) {
            QVERIFY(!child<QPlainTextEdit>("wizardChecklist")->toPlainText().isEmpty());
            child<QAbstractButton>("copyChecklist")->click();
            QCOMPARE(QApplication::clipboard()->text(),
                     child<QPlainTextEdit>("wizardChecklist")->toPlainText());
        }
        child<QAbstractButton>("wizardDirect")->click();
        QVERIFY(child("wizardNext")->isEnabled());
        child<QAbstractButton>("wizardNext")->click();
        child<QAbstractButton>("wizardSave")->click();
        QCOMPARE(m_made.value(0).tunnel.kind, profiles::TunnelKind::None);
    }

    void noInstances_giveAChecklistToCopy()
    {
        m_region->addSubnetGroup(QStringLiteral("shop"), QStringLiteral("vpc-shop"),
                                 { QStringLiteral("subnet-a") });
        m_region->addSecurityGroup(QStringLiteral("sg-cache"), QStringLiteral("vpc-shop"), {});
        m_region->addGroup(cache("orders"));
        open();
        goToCaches(1);
        QTRY_VERIFY(child("wizardChecklist")->isVisible());
        QVERIFY(!child("wizardNext")->isEnabled());
        child<QAbstractButton>("copyChecklist")->click();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("1.")));
    }

    void groupThatDoesNotLetIn_givesTheRule()
    {
        m_region->addSubnetGroup(QStringLiteral("shop"), QStringLiteral("vpc-shop"),
                                 { QStringLiteral("subnet-a") });
        m_region->addSecurityGroup(QStringLiteral("sg-cache"), QStringLiteral("vpc-shop"), {});
        m_region->addInstance({});
        m_region->addGroup(cache("orders"));
        open();
        goToCaches(1);
        QTRY_VERIFY(child("wizardFixLine")->isVisible());
        child<QAbstractButton>("copyIngress")->click();
        const QString line = QApplication::clipboard()->text();
        QVERIFY2(line.contains(QStringLiteral("--group-id sg-cache")), qPrintable(line));
        QVERIFY2(line.contains(QStringLiteral("--source-group sg-bastion")), qPrintable(line));
    }

    void denials_degradeAndAreNamed()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        m_region->denied = { QStringLiteral("ec2:DescribeSecurityGroups"),
                             QStringLiteral("ec2:DescribeInstances") };
        open();
        goToCaches(1);
        QTRY_VERIFY(child<QLabel>("wizardDenied")
                        ->text()
                        .contains(QStringLiteral("ec2:DescribeSecurityGroups")));
        QVERIFY(child("wizardNext")->isEnabled()); // what is known is enough
    }

    void policy_goesToTheClipboardAsJson()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        open();
        goToCaches(1);
        child<QAbstractButton>("wizardPolicy")->click();
        const QByteArray text = QApplication::clipboard()->text().toUtf8();
        QVERIFY(QJsonDocument::fromJson(text).isObject());
        QVERIFY(text.contains("i-0123456789abcdef0"));
        QVERIFY(!text.contains("wJalrXUtnFEMI"));
    }

    void withoutKeys_theFirstPageSaysWhy()
    {
        open({}, false);
        press(Qt::Key_Return);
        auto *state = child<QLabel>("wizardIdentity");
        QTRY_VERIFY(!state->text().contains(QStringLiteral("…")));
        QVERIFY(child("wizardAccount")->isVisible());
        QVERIFY(!child("wizardSignIn")->isVisible());
        QVERIFY(child("wizardNext")->isEnabled()); // tried again by the same key
        QVERIFY(m_region->calls.isEmpty());
    }

    void unknownRegion_isRefusedBeforeAnythingIsSent()
    {
        open();
        child<QComboBox>("wizardRegion")->setEditText(QStringLiteral("eu.evil.test/"));
        child<QAbstractButton>("wizardNext")->click();
        QVERIFY(child("wizardRegionProblem")->isVisible());
        QVERIFY(m_region->calls.isEmpty());
        QVERIFY(child("wizardAccount")->isVisible());
    }

    void otherAccount_forgetsWhatWasFound()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        open();
        goToCaches(1);
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(child("wizardAccount")->isVisible());
        child<QComboBox>("wizardRegion")->setEditText(QStringLiteral("us-east-1"));
        QCOMPARE(table()->model()->rowCount(), 0);
        const auto asked = m_region->calls.size();
        press(Qt::Key_Return);
        QTRY_VERIFY(m_region->calls.size() > asked);
    }

    void bastionForAConnection_isChosenInTwoPages()
    {
        m_region->furnish();
        m_region->addGroup(cache("aaa"));
        m_region->addGroup(cache("orders"));
        AwsWizard::Start start;
        start.purpose = AwsWizard::Purpose::Bastion;
        start.host = QStringLiteral("master.orders.abc123.euc1.cache.amazonaws.com");
        open(start);
        QSignalSpy chosen(m_wizard, &AwsWizard::bastionChosen);
        goToCaches(2);
        QVERIFY(child<QLabel>("wizardBastionTitle")->text().contains(QStringLiteral("orders")));
        press(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QStringLiteral("i-0123456789abcdef0"));
        QCOMPARE(chosen[0][1].toString(), QStringLiteral("eu-central-1"));
    }

    void closedWhileAsking_leavesNothingBehind()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        open();
        press(Qt::Key_Return);
        QPointer<AwsWizard> wizard(m_wizard);
        press(Qt::Key_Escape);
        QTRY_VERIFY(!wizard);
        QVERIFY(m_made.isEmpty());
    }

    /// With LARDER_PICTURES=<folder>: the pages as PNG.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        if (folder.isEmpty())
            QSKIP("LARDER_PICTURES names no folder");
        const bool ko = qEnvironmentVariable("LARDER_LANGUAGE") == QLatin1String("ko");
        QTranslator texts;
        QTranslator names;
        if (ko && texts.load(QStringLiteral(":/larder/translations/aws_ko.qm")))
            QCoreApplication::installTranslator(&texts);
        if (ko && names.load(QStringLiteral(":/larder/translations/profiles_ko.qm")))
            QCoreApplication::installTranslator(&names);
        const bool dark = qEnvironmentVariable("LARDER_THEME") == QLatin1String("dark");
        common::Theme::instance().setMode(dark ? common::Theme::Mode::Dark
                                               : common::Theme::Mode::Light);
        const auto picture = [&](const char *name) {
            support::settle();
            m_host->grab().save(QStringLiteral("%1/wizard-%2-%3-%4.png")
                                    .arg(folder, QLatin1String(name),
                                         ko ? QStringLiteral("ko") : QStringLiteral("en"),
                                         dark ? QStringLiteral("dark") : QStringLiteral("light")));
        };
        m_region->furnish();
        FakeInstance second;
        second.id = QStringLiteral("i-0aaaaaaaaaaaaaaaa");
        second.name = QStringLiteral("old-jump-host");
        second.ping = QStringLiteral("ConnectionLost");
        second.groups = { QStringLiteral("sg-other") };
        m_region->addInstance(second);
        m_region->addTask({});
        for (const char *id : { "orders-prod", "sessions-stg", "catalog-dev" })
            m_region->addGroup(cache(id));
        FakeCache less = cache("catalog");
        less.token = true;
        m_region->addServerless(less);
        open();
        picture("1-begin");
        goToCaches(4);
        picture("2-caches");
        press(Qt::Key_Return);
        picture("3-finish");
        child<QAbstractButton>("sheetClose")->click();
        m_region->denied = { QStringLiteral("ec2:DescribeSecurityGroups") };
        open();
        goToCaches(4);
        picture("2-denied");
        child<QAbstractButton>("sheetClose")->click();
        open({}, false);
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardNext")->isEnabled());
        picture("1-nokeys");
    }
};

QTEST_MAIN(TestWizard)
#include "tst_wizard.moc"

// The wizard that finds caches in AWS, against a region of a fake account.
#include "support/pictures.h"
#include "wizardbase.h"
#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>

using profiles::Profile;
using support::FakeCache;
using support::FakeInstance;
using support::HttpAnswer;
using support::HttpSeen;
using ui::AwsWizard;

class TestWizard final : public WizardBase {
    Q_OBJECT

private Q_SLOTS:
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

    void profileOfTheEnvironment_isShownAndKeptByName()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        writeConfig("[profile prod]\naws_access_key_id = AKIDEXAMPLE\n"
                    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n");
        m_environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("prod"));
        open({}, false);
        QVERIFY(child<QComboBox>("wizardProfile")
                    ->lineEdit()
                    ->placeholderText()
                    .contains(QStringLiteral("prod")));
        goToCaches(1);
        press(Qt::Key_Return);
        child<QAbstractButton>("wizardSave")->click();
        QCOMPARE(m_made.value(0).tunnel.awsProfile, QStringLiteral("prod"));
        QCOMPARE(m_made.value(0).iam.awsProfile, QStringLiteral("prod"));
    }

    void keysOfTheEnvironment_areOfNoProfile()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        m_environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("prod"));
        open();
        goToCaches(1);
        press(Qt::Key_Return);
        child<QAbstractButton>("wizardSave")->click();
        QCOMPARE(m_made.size(), 1);
        QCOMPARE(m_made.value(0).tunnel.awsProfile, QString());
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

    void denialOfEcs_isSaidOnlyWhereATaskIsWanted()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        m_region->denied = { QStringLiteral("ecs:ListClusters"),
                             QStringLiteral("ec2:DescribeSecurityGroups") };
        open();
        goToCaches(1);
        const auto said = [this] { return child<QLabel>("wizardDenied")->text(); };
        QTRY_VERIFY(said().contains(QStringLiteral("ec2:DescribeSecurityGroups")));
        QVERIFY2(!said().contains(QStringLiteral("ecs:")), qPrintable(said()));
        closeWizard();
        m_region->denied += QStringLiteral("ssm:DescribeInstanceInformation");
        m_region->denied += QStringLiteral("ec2:DescribeInstances");
        open();
        goToCaches(1);
        QTRY_VERIFY2(said().contains(QStringLiteral("ecs:ListClusters")), qPrintable(said()));
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
        QVERIFY(!text.contains("elasticache:Connect")); // it has no users
        FakeCache users = cache("zebra");
        users.users = { QStringLiteral("shop-users") };
        m_region->addGroup(users);
        closeWizard();
        open();
        goToCaches(2);
        table()->selectRow(1);
        child<QAbstractButton>("wizardPolicy")->click();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("elasticache:Connect")));
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

    void altLeft_goesBackFromEveryPage()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        open();
        goToCaches(1);
        press(Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardNext"));
        press(Qt::Key_Left, Qt::AltModifier); // though that button takes arrows
        QVERIFY(child("wizardCaches")->isVisible());
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(child("wizardAccount")->isVisible());
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(child("wizardAccount")->isVisible());
        QVERIFY(m_made.isEmpty());
    }

    void tab_goesInReadingOrder()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        m_region->denied = { QStringLiteral("ec2:DescribeSecurityGroups") };
        open();
        goToCaches(1);
        QTRY_VERIFY(child("wizardFixLine")->isVisible());
        QStringList round;
        do {
            round += QApplication::focusWidget()->objectName();
            press(Qt::Key_Tab);
        } while (QApplication::focusWidget()->objectName() != round.first() && round.size() < 20);
        round.removeAll(QStringLiteral("sheetClose"));
        QCOMPARE(
            round,
            QStringList({ QStringLiteral("wizardCacheTable"), QStringLiteral("wizardBastionTable"),
                          QStringLiteral("wizardFixLine"), QStringLiteral("copyIngress"),
                          QStringLiteral("wizardDirect"), QStringLiteral("wizardPolicy"),
                          QStringLiteral("wizardBack"), QStringLiteral("wizardNext") }));
    }

    void emptyAccount_saysSoAndLeadsBack()
    {
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardEmpty")->isVisible());
        QVERIFY(!table()->isVisible());
        QVERIFY(!child("wizardPolicy")->isVisible());
        QVERIFY(!child("wizardNext")->isEnabled());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardBack"));
        press(Qt::Key_Return);
        QVERIFY(child("wizardAccount")->isVisible());
    }

    void accountThatMayNotBeLookedAt_givesThePolicyToAskFor()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        m_region->denied = { QStringLiteral("elasticache:DescribeReplicationGroups"),
                             QStringLiteral("elasticache:DescribeCacheClusters"),
                             QStringLiteral("elasticache:DescribeServerlessCaches") };
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardEmpty")->isVisible());
        QVERIFY(child<QLabel>("wizardEmpty")->text().contains(QLatin1String("does not let you")));
        QVERIFY(child("wizardPolicy")->isVisible());
        child<QAbstractButton>("wizardPolicy")->click();
        QVERIFY(QApplication::clipboard()->text().contains(
            QLatin1String("elasticache:DescribeReplicationGroups")));
    }

    void wholeProfileName_goesOnWithOneEnter()
    {
        openWithSso();
        QCOMPARE(child<QComboBox>("wizardProfile")->lineEdit()->selectedText(),
                 QStringLiteral("shop"));
        press(Qt::Key_Return);
        QVERIFY(!child("wizardNext")->isEnabled()); // it asks
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

    void otherCache_hasTheBastionOfItsOwnVpc()
    {
        m_region->furnish();
        m_region->addGroup(cache("aaa"));
        m_region->addSubnetGroup(QStringLiteral("far"), QStringLiteral("vpc-far"),
                                 { QStringLiteral("subnet-z") });
        FakeCache other = cache("bbb");
        other.subnetGroup = QStringLiteral("far");
        m_region->addGroup(other);
        FakeInstance there;
        there.id = QStringLiteral("i-0fffffffffffffff0");
        there.vpc = QStringLiteral("vpc-far");
        there.subnet = QStringLiteral("subnet-z");
        m_region->addInstance(there);
        m_region->addSubnetGroup(QStringLiteral("lone"), QStringLiteral("vpc-lone"),
                                 { QStringLiteral("subnet-l") });
        FakeCache lone = cache("ccc");
        lone.subnetGroup = QStringLiteral("lone");
        m_region->addGroup(lone);
        open();
        goToCaches(3);
        QTRY_COMPARE(bastions()->model()->rowCount(), 2);
        const auto target = [this] {
            const QModelIndexList rows = bastions()->selectionModel()->selectedRows(1);
            return rows.isEmpty() ? QString() : rows.first().data().toString();
        };
        const QString near = QStringLiteral("i-0123456789abcdef0");
        QCOMPARE(target(), near);
        table()->selectRow(1);
        QCOMPARE(target(), there.id);
        table()->selectRow(2); // nothing leads there
        QCOMPARE(target(), QString());
        QVERIFY(!child("wizardNext")->isEnabled());
        bastions()->setFocus(Qt::TabFocusReason);
        QVERIFY(!child("wizardNext")->isEnabled()); // the focus alone chooses none
        bastions()->selectRow(0); // the person's own choice
        const QString own = target();
        QVERIFY(child("wizardNext")->isEnabled());
        table()->selectRow(0);
        QCOMPARE(target(), near);
        table()->selectRow(2);
        QCOMPARE(target(), own);
    }

    void namesFromAws_areNeverMarkup()
    {
        const QString odd = QStringLiteral("<img src=x>\nodd");
        m_region->addSubnetGroup(QStringLiteral("shop"), QStringLiteral("vpc-shop"),
                                 { QStringLiteral("subnet-a") });
        m_region->addSecurityGroup(odd, QStringLiteral("vpc-shop"), {});
        FakeCache named = cache("odd");
        named.description = named.engine = named.version = odd;
        named.groups = { odd };
        m_region->addGroup(named);
        FakeCache alone = named;
        alone.id = QStringLiteral("<img src=x>");
        m_region->addCluster(alone);
        FakeInstance instance;
        instance.name = instance.agent = odd;
        instance.groups = { odd };
        m_region->addInstance(instance);
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_VERIFY(!child<QLabel>("wizardState")->text().contains(QStringLiteral("…")));
        QVERIFY(table()->model()->rowCount() > 0);
        QTRY_COMPARE(bastions()->model()->rowCount(), 1);
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            table()->selectRow(row);
            bastions()->selectRow(0);
            nothingRendersMarkup();
        }
        child<QAbstractButton>("wizardNext")->click();
        QVERIFY(child("wizardFinish")->isVisible());
        QVERIFY(child<QLabel>("wizardSummaryRoute")->text().contains(QStringLiteral("<img")));
        nothingRendersMarkup();
    }

    void wordsOfAws_areNeverMarkup()
    {
        m_service->answer = [](const HttpSeen &) {
            return HttpAnswer::xml("<ErrorResponse><Error><Code>Odd</Code><Message>&lt;img src=x"
                                   "&gt; no</Message></Error></ErrorResponse>",
                                   400);
        };
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child<QLabel>("wizardDetail")->text().contains(QStringLiteral("<img")));
        nothingRendersMarkup();
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

    // The sign-in of a profile at IAM Identity Center.

    void expiredSignIn_isRenewedInTheBrowserAndGoesOn()
    {
        m_region->furnish();
        m_region->addGroup(cache("orders"));
        openExpired();
        QVERIFY(!child("wizardCode")->isVisible());
        QVERIFY(m_center.asked.isEmpty()); // nothing before it is pressed
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardSignIn"));
        press(Qt::Key_Return);
        QVERIFY(!child("wizardNext")->isEnabled()); // it would ask with what has expired
        QTRY_VERIFY(child("wizardCode")->isVisible());
        QCOMPARE(child<QLabel>("wizardCode")->text(), QStringLiteral("ABCD-EFGH"));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardBrowser"));
        QVERIFY(m_opened.isEmpty()); // the person has not looked at the code yet
        press(Qt::Key_Return);
        QCOMPARE(
            m_opened,
            QList<QUrl>{ QUrl(QStringLiteral("https://device.sso.test/?user_code=ABCD-EFGH")) });
        m_center.confirmed = true;
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        press(Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!child("wizardCode")->isVisible());
        QVERIFY(child<QLabel>("wizardIdentity")->text().contains(QStringLiteral("123456789012")));
        QTRY_VERIFY(child("wizardNext")->isEnabled()); // some calls may still be on their way
    }

    void signInThatFails_saysWhyAndCanBeginAgain_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("said");
        QTest::newRow("expired") << QStringLiteral("expired_token")
                                 << QStringLiteral("not confirmed in time");
        QTest::newRow("denied") << QStringLiteral("access_denied") << QStringLiteral("denied");
        QTest::newRow("refused") << QStringLiteral("invalid_client") << QStringLiteral("refused");
    }
    void signInThatFails_saysWhyAndCanBeginAgain()
    {
        QFETCH(QString, error);
        QFETCH(QString, said);
        openExpired();
        m_center.error = error;
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCode")->isVisible());
        QTRY_VERIFY(!child("wizardCode")->isVisible());
        const QString text = child<QLabel>("wizardIdentity")->text();
        QVERIFY2(text.contains(said), qPrintable(text));
        QVERIFY(child("wizardNext")->isEnabled());
        QVERIFY(m_opened.isEmpty());
        QVERIFY(child("wizardSignIn")->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("wizardSignIn"));
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCode")->isVisible());
    }

    void signInThatIsCancelled_asksNoMore()
    {
        openExpired();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCode")->isVisible());
        child<QAbstractButton>("wizardCancelSignIn")->click();
        QVERIFY(!child("wizardCode")->isVisible());
        QVERIFY(child("wizardSignIn")->isVisible());
        QVERIFY(child("wizardNext")->isEnabled());
        const auto asked = m_center.asked.size();
        support::settle();
        QCOMPARE(m_center.asked.size(), asked);
        QVERIFY(child("wizardAccount")->isVisible());
        QVERIFY(m_region->calls.isEmpty());
    }

    void signInOfAConnection_isOnePageThatCloses()
    {
        AwsWizard::Start start;
        start.purpose = AwsWizard::Purpose::SignIn;
        openWithSso(start);
        QSignalSpy signedIn(m_wizard, &AwsWizard::signedIn);
        QTRY_VERIFY(child("wizardCode")->isVisible()); // asked for where it was opened
        QVERIFY(!child("wizardNext")->isVisible());
        QVERIFY(!child("wizardProfile")->isEnabled());
        QVERIFY(m_opened.isEmpty());
        child<QAbstractButton>("wizardCancelSignIn")->click();
        QVERIFY(child("wizardSignIn")->isVisible()); // the way on
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCode")->isVisible());
        m_center.confirmed = true;
        QPointer<AwsWizard> wizard(m_wizard);
        QTRY_COMPARE(signedIn.size(), 1);
        QTRY_VERIFY(!wizard);
    }

    /// See support/pictures.h.
    void pictures()
    {
        const support::Pictures pictures({ QStringLiteral("aws"), QStringLiteral("profiles") });
        if (!pictures.isWanted())
            QSKIP("LARDER_PICTURES names no folder");
        const auto picture = [&](const char *name) { pictures.take(m_host.get(), name); };
        const auto done = [this] { closeWizard(); };
        openExpired();
        picture("wizard-1-expired");
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCode")->isVisible());
        picture("wizard-1-code");
        done();
        AwsWizard::Start start;
        start.purpose = AwsWizard::Purpose::SignIn;
        openWithSso(start);
        QTRY_VERIFY(child("wizardCode")->isVisible());
        picture("signin-code");
        done();
        open();
        child<QComboBox>("wizardRegion")->setEditText({});
        press(Qt::Key_Return);
        picture("wizard-1-noregion");
        done();
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_VERIFY(!child<QLabel>("wizardState")->text().contains(QStringLiteral("…")));
        picture("wizard-2-empty");
        done();
        m_region->addSubnetGroup(QStringLiteral("far"), QStringLiteral("vpc-far"),
                                 { QStringLiteral("subnet-z") });
        FakeCache lonely = cache("lonely");
        lonely.subnetGroup = QStringLiteral("far");
        m_region->addGroup(lonely);
        open();
        goToCaches(1);
        picture("wizard-2-checklist");
        done();
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
        const auto usual = m_service->answer;
        m_service->answer = [usual](const support::HttpSeen &seen) {
            support::HttpAnswer answer = usual(seen);
            if (!seen.body.contains("GetCallerIdentity"))
                answer.end = support::HttpAnswer::End::Silent;
            return answer;
        };
        open();
        picture("wizard-1-begin");
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        picture("wizard-2-loading");
        done();
        m_service->answer = usual;
        open();
        goToCaches(5);
        picture("wizard-2-full");
        press(Qt::Key_Return);
        picture("wizard-3");
        press(Qt::Key_Left, Qt::AltModifier);
        press(Qt::Key_Left, Qt::AltModifier);
        picture("wizard-1-identity");
        done();
        m_region->denied = { QStringLiteral("ec2:DescribeSecurityGroups") };
        open();
        goToCaches(5);
        picture("wizard-2-denied");
        done();
        m_region->denied = { QStringLiteral("elasticache:DescribeReplicationGroups"),
                             QStringLiteral("elasticache:DescribeCacheClusters"),
                             QStringLiteral("elasticache:DescribeServerlessCaches"),
                             QStringLiteral("ec2:DescribeInstances"),
                             QStringLiteral("ec2:DescribeSecurityGroups"),
                             QStringLiteral("ssm:DescribeInstanceInformation"),
                             QStringLiteral("ecs:ListClusters") };
        open();
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardCaches")->isVisible());
        QTRY_VERIFY(!child<QLabel>("wizardState")->text().contains(QStringLiteral("…")));
        picture("wizard-2-denied-all");
        done();
        m_region->denied.clear();
        FakeInstance wordy;
        wordy.id = QStringLiteral("i-0bbbbbbbbbbbbbbbb");
        wordy.name = QStringLiteral("bastion-of-the-platform-team-in-the-shared-services-account");
        m_region->addInstance(wordy);
        for (int i = 0; i < 495; ++i)
            m_region->addGroup(cache(qPrintable(QStringLiteral("cache-of-team-%1").arg(i))));
        open();
        goToCaches(500);
        picture("wizard-2-many");
        done();
        open({}, false);
        press(Qt::Key_Return);
        QTRY_VERIFY(child("wizardNext")->isEnabled());
        picture("wizard-1-nokeys");
        done();
        writeConfig("[profile prod]\naws_access_key_id = AKIDEXAMPLE\n"
                    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY\n");
        m_environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("prod"));
        open({}, false);
        picture("wizard-1-profile");
    }
};

QTEST_MAIN(TestWizard)
#include "tst_wizard.moc"

#include "profiles/profilestore.h"
#include "profiles/secretstore.h"
#include "reports.h"
#include "support/pictures.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/diagnosispanel.h"
#include "widgets/profiles/homepage.h"
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using base::Error;
using profiles::Profile;
using ui::DiagnosisPanel;
using ui::HomePage;

class TestDiagnosisPanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<profiles::ProfileStore> m_store;
    std::unique_ptr<profiles::SecretStore> m_secrets;
    std::unique_ptr<HomePage> m_home;
    QUuid m_id;

    template <typename T = QWidget> T *child(const QString &name) const
    {
        for (T *found : m_home->findChildren<T *>(name)) {
            if (found->isVisibleTo(m_home.get()))
                return found;
        }
        return nullptr;
    }
    void press(Remedy remedy) const
    {
        auto *button = child<QAbstractButton>(QStringLiteral("remedy%1").arg(int(remedy)));
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void fail(Rung rung, Error::Cause cause, const QList<Remedy> &remedies) const
    {
        m_home->test();
        m_home->showTestResult(failedReport(
            rung, { Error::Kind::Network, QStringLiteral("Sentence."), "words", cause }, remedies));
    }
    /// What the next test is asked for.
    static Profile askedFor(const QSignalSpy &tests)
    {
        return tests.constLast().constFirst().value<Profile>();
    }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init()
    {
        m_store = std::make_unique<profiles::ProfileStore>(m_dir.filePath(
            QUuid::createUuid().toString(QUuid::WithoutBraces) + QStringLiteral(".json")));
        m_store->load();
        QTRY_VERIFY(m_store->isLoaded());
        m_secrets = std::make_unique<profiles::SecretStore>(
            std::make_unique<profiles::MemorySecrets>(), nullptr);
        Profile profile;
        profile.name = QStringLiteral("orders-cache");
        profile.host = QStringLiteral("cache.example");
        m_id = m_store->add(profile);
        m_home = std::make_unique<HomePage>(*m_store, *m_secrets);
        m_home->resize(1200, 860);
        m_home->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_home.get()));
        m_home->select(m_id);
    }
    void cleanup() { m_home.reset(); }

    void climb_isShownStepByStep()
    {
        m_home->test();
        m_home->showTestProgress(runningReport());
        auto *ping = child(QStringLiteral("rung17"));
        QVERIFY(ping);
        QVERIFY(ping->accessibleName().contains(QStringLiteral("42 %")));
        QVERIFY(!child(QStringLiteral("copyReport")));
        m_home->showTestResult(passedReport());
        QCOMPARE(child<QLabel>(QStringLiteral("diagnosisState"))->text(),
                 QStringLiteral("Connected in 142 ms: Redis 7.0.15, standalone, 1,204 key(s)."));
        QVERIFY(m_store->find(m_id)->lastTestPassed);
        auto *panel = m_home->findChild<DiagnosisPanel *>();
        QVERIFY(panel->accessibleName().contains(QStringLiteral("Connected in")));
    }

    void report_isCopiedAsText()
    {
        m_home->test();
        m_home->showTestResult(passedReport());
        QTest::mouseClick(child<QAbstractButton>(QStringLiteral("copyReport")), Qt::LeftButton);
        const QString text = QApplication::clipboard()->text();
        QVERIFY(text.startsWith(QStringLiteral("Larder ")));
        QVERIFY(text.contains(QStringLiteral("✓ TCP (95 ms): cache.example:6379 → connected")));
        QVERIFY(text.contains(QStringLiteral("~ Capabilities")));
    }

    void turnOnTls_changesTheFormAndTestsAgain()
    {
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        fail(Rung::Tls, Error::Cause::ServerExpectsTls, { Remedy::TurnOnTls, Remedy::Retry });
        press(Remedy::TurnOnTls);
        QCOMPARE(tests.size(), 2);
        QVERIFY(askedFor(tests).tls.enabled);
        QVERIFY(m_home->hasUnsavedChanges());
        QVERIFY(!m_store->find(m_id)->tls.enabled); // nothing is saved by it
    }

    void turnOffTls_sendsNothingByItself()
    {
        Profile profile = *m_store->find(m_id);
        profile.tls.enabled = true;
        m_store->update(profile);
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        fail(Rung::Tls, Error::Cause::ServerIsPlain, { Remedy::TurnOffTls, Remedy::Retry });
        press(Remedy::TurnOffTls);
        QCOMPARE(tests.size(), 1);
        QVERIFY(m_home->hasUnsavedChanges());
        press(Remedy::Retry);
        QCOMPARE(tests.size(), 2);
        QVERIFY(!askedFor(tests).tls.enabled);
    }

    void enterPassword_opensItsField()
    {
        fail(Rung::Auth, Error::Cause::PasswordNeeded, { Remedy::EnterPassword });
        press(Remedy::EnterPassword);
        auto *field = child<QLineEdit>(QStringLiteral("profilePassword"));
        QVERIFY(field);
        QCOMPARE(m_home->window()->focusWidget(), field);
    }

    void forceStandalone_speaksToOneNode()
    {
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        fail(Rung::Ping, Error::Cause::NodeUnreachable,
             { Remedy::MapAddresses, Remedy::ForceStandalone, Remedy::Retry });
        press(Remedy::ForceStandalone);
        QCOMPARE(askedFor(tests).topology, profiles::Topology::Standalone);
    }

    void ssmBastion_isBegunFromAPrivateName()
    {
        fail(Rung::Dns, Error::Cause::PrivateAddress, { Remedy::UseSsmBastion, Remedy::Retry });
        press(Remedy::UseSsmBastion);
        auto *target = child<QLineEdit>(QStringLiteral("ssmTarget"));
        QVERIFY(target);
        QCOMPARE(m_home->window()->focusWidget(), target);
    }

    void awsRemedies_copyWhatHelpsAndChooseTheBuiltInTunnel()
    {
        Profile profile = *m_store->find(m_id);
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QStringLiteral("i-0123456789abcdef0");
        profile.tunnel.region = QStringLiteral("eu-central-1");
        profile.tunnel.ssmBackend = profiles::SsmBackend::AwsCli;
        m_store->update(profile);
        m_home->select(m_id);
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        fail(Rung::CacheTcp, Error::Cause::TargetSilent, { Remedy::CopyFix, Remedy::CopyPolicy });
        press(Remedy::CopyFix);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("aws ec2 authorize-security-group-ingress --group-id "
                                "CACHE_SECURITY_GROUP --protocol tcp --port 6379 --source-group "
                                "BASTION_SECURITY_GROUP --region eu-central-1"));
        press(Remedy::CopyPolicy);
        const QString policy = QGuiApplication::clipboard()->text();
        QVERIFY2(policy.contains(QStringLiteral("ssm:StartSession"))
                     && policy.contains(QStringLiteral("i-0123456789abcdef0")),
                 qPrintable(policy));
        QCOMPARE(tests.size(), 1);
        fail(Rung::SignIn, Error::Cause::SsmPluginMissing, { Remedy::UseBuiltInTunnel });
        press(Remedy::UseBuiltInTunnel);
        QCOMPARE(tests.size(), 3);
        QCOMPARE(askedFor(tests).tunnel.ssmBackend, profiles::SsmBackend::BuiltIn);
    }

    /// See support/pictures.h.
    void pictures()
    {
        const support::Pictures pictures({ QStringLiteral("profiles"), QStringLiteral("session"),
                                           QStringLiteral("link"), QStringLiteral("aws") });
        if (!pictures.isWanted())
            QSKIP("LARDER_PICTURES names no folder");
        Profile profile = *m_store->find(m_id);
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.target = QStringLiteral("i-0123456789abcdef0");
        profile.tunnel.region = QStringLiteral("eu-central-1");
        m_store->update(profile);
        m_home->select(m_id);
        const auto failed = [&](const char *name, Rung rung, Error::Cause cause,
                                const QString &text, const QList<Remedy> &remedies) {
            m_home->test();
            m_home->showTestResult(failedReport(
                rung,
                { Error::Kind::Network, text,
                  "AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/Reader/jin "
                  "is not authorized",
                  cause },
                remedies));
            pictures.take(m_home.get(), name);
        };
        const auto text = [](const char *words) {
            return QCoreApplication::translate("aws", words);
        };
        failed("diagnosis-expired", Rung::SignIn, Error::Cause::AwsSignInExpired,
               text("The AWS sign-in of profile %1 has expired. Sign in again to continue.")
                   .arg(QStringLiteral("shop-ro")),
               { Remedy::SignInAws, Remedy::ChooseAwsProfile, Remedy::Retry });
        failed("diagnosis-offline", Rung::Tunnel, Error::Cause::SsmTargetOffline,
               text("%1 is not online in Systems Manager. Check that it runs, that its SSM agent "
                    "is up and that its role allows SSM.")
                   .arg(profile.tunnel.target),
               { Remedy::PickBastion, Remedy::Retry });
        failed("diagnosis-denied", Rung::Tunnel, Error::Cause::AwsDenied,
               text("AWS denied %1 for %2. Ask for this permission or choose another profile.")
                   .arg(QStringLiteral("ssm:StartSession"),
                        QStringLiteral("arn:aws:sts::123456789012:assumed-role/Reader/jin")),
               { Remedy::CopyPolicy, Remedy::ChooseAwsProfile, Remedy::Retry });
        failed("diagnosis-silent", Rung::CacheTcp, Error::Cause::TargetSilent,
               QCoreApplication::translate("link", "The bastion cannot reach %1 (%2 s timeout).")
                   .arg(QStringLiteral("cache.example:6379"))
                   .arg(5),
               { Remedy::CopyFix, Remedy::Retry });
        failed("diagnosis-plugin", Rung::Tunnel, Error::Cause::SsmPluginMissing,
               QCoreApplication::translate("link",
                                           "The Session Manager plugin was not found. Install it "
                                           "or choose its location."),
               { Remedy::UseBuiltInTunnel, Remedy::ChoosePlugin, Remedy::Retry });
        failed("diagnosis-iam", Rung::Auth, Error::Cause::IamRefused,
               QCoreApplication::translate("session",
                                           "The IAM token was refused. Check that user %1 uses "
                                           "IAM authentication and your role allows "
                                           "elasticache:Connect.")
                   .arg(QStringLiteral("alice")),
               { Remedy::CopyPolicy, Remedy::Retry });
    }

    void escape_cancelsTheTest()
    {
        QSignalSpy cancelled(m_home.get(), &HomePage::testCancelled);
        m_home->test();
        QTest::keyClick(m_home.get(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
        m_home->showTestResult(passedReport());
        QVERIFY(!m_store->find(m_id)->lastTest.isValid());
    }

    void failedOpening_showsTheLadderOfThatProfile()
    {
        Profile other;
        other.name = QStringLiteral("other");
        m_home->select(m_store->add(other));
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        m_home->diagnose(*m_store->find(m_id), {});
        QCOMPARE(tests.size(), 1);
        QCOMPARE(askedFor(tests).id, m_id);
        QVERIFY(m_home->findChild<DiagnosisPanel *>()->isVisible());
        QCOMPARE(child<QLabel>(QStringLiteral("profileTitle"))->text(),
                 QStringLiteral("orders-cache"));
    }
};

QTEST_MAIN(TestDiagnosisPanel)
#include "tst_diagnosispanel.moc"

#include "homebase.h"
#include "profiles/profilesmodel.h"
#include "reports.h"
#include "support/wait.h"
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTranslator>

using base::Error;
using base::Secret;
using profiles::Environment;
using profiles::Profile;
using profiles::SecretSlot;
using support::await;
using ui::HomePage;

class TestHomePage final : public HomeBase {
    Q_OBJECT

private Q_SLOTS:
    void firstRun_pastedEndpointConnectsWithTwoKeys()
    {
        open();
        QVERIFY(child("firstRun")->isVisible());
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        QApplication::clipboard()->setText(QStringLiteral("redis://app:hunter2@cache.test:6380/3"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(child("profileEditor")->isVisible());
        QCOMPARE(title(), QStringLiteral("cache"));
        QCOMPARE(child<QSpinBox>("profileDatabase")->value(), 3);
        QVERIFY(m_home->hasUnsavedChanges());
        QTest::keyClick(m_home->focusWidget(), Qt::Key_Return);
        QCOMPARE(connects.size(), 1);
        const auto profile = connects.at(0).at(0).value<Profile>();
        QCOMPARE(profile.user, QStringLiteral("app"));
        QCOMPARE(connects.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("hunter2"));
        QVERIFY(!m_home->hasUnsavedChanges());
        QCOMPARE(m_store->profiles().size(), 1);
        QTRY_VERIFY(m_store->profiles().first().passwordStored);
        QCOMPARE(await(m_keychain->read(profile.id, SecretSlot::Password))->reveal(),
                 QByteArray("hunter2"));
        QTRY_VERIFY(m_store->isSaved());
        QFile file(m_dir.filePath(QStringLiteral("%1.json").arg(run)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("hunter2"));
    }

    void pastedProgram_isAskedForInsteadOfTakingTheShortcut()
    {
        open();
        QApplication::clipboard()->setText(
            QStringLiteral("{\"larder\":1,\"profiles\":[{\"host\":\"h.example\","
                           "\"authentication\":\"password\",\"passwordSource\":\"command\","
                           "\"passwordCommand\":[\"evil\"]}]}"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("importSheet")));
        QVERIFY(!m_home->hasUnsavedChanges());
    }

    void secondPaste_leavesTheUnsavedOneAlone()
    {
        open();
        QApplication::clipboard()->setText(QStringLiteral("redis://first.test:6380"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(title(), QStringLiteral("first"));
        QApplication::clipboard()->setText(QStringLiteral("redis://second.test:6380"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("importSheet")));
        QCOMPARE(title(), QStringLiteral("first"));
    }

    void pastedNonsense_saysWhyAndChangesNothing()
    {
        open();
        QApplication::clipboard()->setText(QStringLiteral("hello there"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_V, Qt::ControlModifier);
        bool said = false;
        for (auto *label : m_home->findChildren<QLabel *>(QStringLiteral("pasteProblem")))
            said = said || (label->isVisible() && !label->text().isEmpty());
        QVERIFY(said);
        QVERIFY(child("firstRun")->isVisible());
    }

    void cards_workByKeyboardAndClick()
    {
        open();
        QSignalSpy demo(m_home.get(), &HomePage::demoRequested);
        QSignalSpy language(m_home.get(), &HomePage::languageRequested);
        QTest::keyClick(child("cardDemo"), Qt::Key_Return);
        QTest::keyClick(m_home.get(), Qt::Key_D, Qt::AltModifier);
        QCOMPARE(demo.size(), 2);
        click("languageKo");
        QCOMPARE(language.size(), 1);
        QCOMPARE(language.at(0).at(0).toString(), QStringLiteral("ko"));
        click("cardNew");
        QVERIFY(child("profileEditor")->isVisible());
        QCOMPARE(m_home->focusWidget(), child("profileName"));
    }

    void newConnection_isRefusedUntilItMakesSense()
    {
        open();
        m_home->startNew();
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        type("profileHost", QStringLiteral("bad host"));
        child("profileNote")->setFocus();
        click("connectProfile");
        QCOMPARE(connects.size(), 0);
        QCOMPARE(m_home->focusWidget(), child("profileHost"));
        click("saveProfile");
        QVERIFY(m_store->profiles().isEmpty());
        type("profileHost", QStringLiteral("cache"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(m_store->profiles().size(), 1);
        QCOMPARE(m_store->profiles().first().host, QStringLiteral("cache"));
        QCOMPARE(m_store->profiles().first().name, QStringLiteral("cache:6379"));
        QVERIFY(!m_home->hasUnsavedChanges());
        QVERIFY(!child("saveProfile")->isEnabled());
        QCOMPARE(m_home->connectionsText(), QStringLiteral("1 connection(s)"));
    }

    void newConnectionLeftHalfDone_isThereAgain()
    {
        const QUuid a = m_store->add(named("a"));
        open();
        m_home->startNew();
        m_home->select(a);
        QVERIFY(!m_home->hasUnsavedChanges()); // untouched: nothing to keep
        m_home->startNew();
        type("profileHost", QStringLiteral("half"));
        m_home->select(a);
        QVERIFY(m_home->hasUnsavedChanges());
        QCOMPARE(title(), QStringLiteral("a"));
        click("newConnection");
        QCOMPARE(child<QLineEdit>("profileHost")->text(), QStringLiteral("half"));
    }

    void production_opensReadOnlyAndSamplesSlower()
    {
        open();
        m_home->startNew(named("prod"));
        click("environment3");
        m_home->save();
        QCOMPARE(m_store->profiles().first().environment, Environment::Production);
        QVERIFY(m_store->profiles().first().readOnly);
        QCOMPARE(m_store->profiles().first().samplingSeconds, 5);
    }

    void unixSocket_isSavedAndChecked()
    {
        open();
        m_home->startNew(named("local"));
        click("addressKindUnix");
        type("profileSocket", QStringLiteral("relative.sock"));
        QVERIFY(!m_home->save());
        type("profileSocket", QStringLiteral("/run/redis.sock"));
        QVERIFY(m_home->save());
        QCOMPARE(m_store->profiles().first().unixSocket, QStringLiteral("/run/redis.sock"));
        click("addressKindTcp");
        QVERIFY(m_home->save());
        QVERIFY(m_store->profiles().first().unixSocket.isEmpty());
    }

    void edits_areKeptPerConnectionUntilSaved()
    {
        const QUuid a = m_store->add(named("a"));
        const QUuid b = m_store->add(named("b"));
        open();
        m_home->select(a);
        type("profileName", QStringLiteral("a2"));
        m_home->select(b);
        QCOMPARE(title(), QStringLiteral("b"));
        m_home->select(a);
        QCOMPARE(title(), QStringLiteral("a2"));
        QCOMPARE(m_store->find(a)->name, QStringLiteral("a"));
        m_store->moveBy(a, 1); // moving rows does not disturb the draft
        QCOMPARE(title(), QStringLiteral("a2"));
        type("profileName", QStringLiteral("a"));
        QVERIFY(!m_home->hasUnsavedChanges());
    }

    void movedInTheListWhileEdited_keepsBothChanges()
    {
        const QUuid a = m_store->add(named("a", "One"));
        m_store->add(named("b", "Two"));
        open();
        m_home->select(a);
        type("profileHost", QStringLiteral("edited"));
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Down, Qt::AltModifier); // into the next group
        QVERIFY(m_home->save());
        QCOMPARE(m_store->find(a)->group, QStringLiteral("Two"));
        QCOMPARE(m_store->find(a)->host, QStringLiteral("edited"));
    }

    void otherLanguage_isSpokenAtOnce()
    {
        m_store->add(named("a"));
        open();
        QTranslator korean;
        QVERIFY(korean.load(QStringLiteral(":/larder/translations/profiles_ko.qm")));
        QCoreApplication::installTranslator(&korean);
        auto *connectButton = child<QAbstractButton>("connectProfile");
        QTRY_COMPARE(connectButton->text(), QStringLiteral("연결"));
        QCOMPARE(m_home->connectionsText(), QStringLiteral("연결 1개"));
        QCoreApplication::removeTranslator(&korean);
        QTRY_COMPARE(connectButton->text(), QStringLiteral("Connect"));
        QVERIFY(!m_home->hasUnsavedChanges());
    }

    void list_worksByKeyboardAlone()
    {
        const QUuid a = m_store->add(named("alpha", "One"));
        const QUuid b = m_store->add(named("beta", "One"));
        open();
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        m_home->select(b);
        QTest::keyClick(tree(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(m_store->profiles().first().id, b);
        QCOMPARE(title(), QStringLiteral("beta"));
        QTest::keyClick(tree(), Qt::Key_Return);
        QCOMPARE(connects.size(), 1);
        QCOMPARE(connects.at(0).at(0).value<Profile>().id, b);
        QTest::keyClick(tree(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_store->profiles().size(), 3);
        QCOMPARE(title(), QStringLiteral("beta copy"));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QCOMPARE(m_home->focusWidget(), child("keepConnection"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_Return); // the harmless one
        QCOMPARE(m_store->profiles().size(), 3);
        QTRY_VERIFY(!m_home->findChild<QWidget *>(QStringLiteral("removeSheet")));
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Delete);
        click("removeConnection");
        QCOMPARE(m_store->profiles().size(), 2);
        QVERIFY(m_store->find(a) && m_store->find(b));
        QTRY_VERIFY(!m_home->findChild<QWidget *>(QStringLiteral("removeSheet")));
        m_home->select(a);
        QTest::keyClick(tree(), Qt::Key_F2);
        auto *editor = child<QLineEdit>("renameConnection");
        editor->setText(QStringLiteral("renamed"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_store->find(a)->name, QStringLiteral("renamed"));
        QCOMPARE(connects.size(), 1); // Enter ended the rename, nothing else
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_B);
        QCOMPARE(child<QLineEdit>("filterConnections")->text(), QStringLiteral("b"));
        QTest::keyClick(child("filterConnections"), Qt::Key_Escape);
        QVERIFY(child<QLineEdit>("filterConnections")->text().isEmpty());
    }

    void passedTest_showsTheSentenceAndTheDot()
    {
        const QUuid a = m_store->add(named("a"));
        open();
        m_home->select(a);
        QSignalSpy tests(m_home.get(), &HomePage::testRequested);
        click("testProfile");
        QCOMPARE(tests.size(), 1);
        QVERIFY(child("diagnosisPanel")->isVisible());
        m_home->showTestProgress(runningReport());
        m_home->showTestResult(passedReport());
        QVERIFY(child<QLabel>("diagnosisState")->text().contains(QStringLiteral("7.0.15")));
        QVERIFY(m_store->find(a)->lastTestPassed);
        QVERIFY(m_store->find(a)->lastTest.isValid());
        QVERIFY(!m_home->hasUnsavedChanges());
    }

    void failedTest_showsDetailAsPlainText()
    {
        const QUuid a = m_store->add(named("a"));
        open();
        m_home->select(a);
        click("testProfile");
        m_home->showTestResult(
            failedReport(Rung::Auth,
                         { Error::Kind::Auth, QStringLiteral("Refused."),
                           "<img src=x>\xff WRONGPASS", Error::Cause::PasswordWrong },
                         { Remedy::EnterPassword, Remedy::Retry }));
        auto *row = child("rung16");
        auto *detail = row->findChild<QLabel *>(QStringLiteral("rungWords"));
        QCOMPARE(detail->textFormat(), Qt::PlainText);
        QCOMPARE(detail->text(), QStringLiteral("AUTH — <img src=x>\\xff WRONGPASS"));
        QVERIFY(row->accessibleName().contains(QStringLiteral("Refused.")));
        QSignalSpy again(m_home.get(), &HomePage::testRequested);
        click(QByteArray("remedy" + QByteArray::number(int(Remedy::Retry))).constData());
        QCOMPARE(again.size(), 1);
        QVERIFY(!m_store->find(a)->lastTestPassed);
    }

    void resultOfATest_goesToTheProfileThatWasTested()
    {
        const QUuid a = m_store->add(named("a"));
        const QUuid b = m_store->add(named("b"));
        open();
        m_home->select(a);
        click("testProfile");
        m_home->select(b);
        QVERIFY(!child("diagnosisPanel")->isVisible());
        m_home->showTestResult(passedReport());
        QVERIFY(m_store->find(a)->lastTest.isValid());
        QVERIFY(!m_store->find(b)->lastTest.isValid());
        QVERIFY(!child("diagnosisPanel")->isVisible());
        m_home->select(a);
        QVERIFY(child("diagnosisPanel")->isVisible());
    }

    void cancelledTest_ignoresTheLateResult()
    {
        const QUuid a = m_store->add(named("a"));
        open();
        m_home->select(a);
        QSignalSpy cancelled(m_home.get(), &HomePage::testCancelled);
        click("testProfile");
        click("testProfile");
        QCOMPARE(cancelled.size(), 1);
        m_home->showTestResult(passedReport());
        QVERIFY(!m_store->find(a)->lastTest.isValid());
    }

    void damagedFile_isSaidOnThePage()
    {
        const QString path = m_dir.filePath(QStringLiteral("%1-damaged.json").arg(run));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nonsense");
        file.close();
        m_store = std::make_unique<profiles::ProfileStore>(path);
        open();
        m_store->load();
        QTRY_VERIFY(child("homeProblem")->isVisible());
    }

    void everyControl_hasAName()
    {
        m_store->add(named("a"));
        open();
        for (auto *button : m_home->findChildren<QAbstractButton *>()) {
            if (button->objectName().startsWith(QLatin1String("qt_"))
                || button->parent()->inherits("QTableView")) // its corner, never shown
                continue;
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty()
                         || qobject_cast<QLineEdit *>(button->parent()),
                     qPrintable(button->objectName()));
        }
        for (auto *field : m_home->findChildren<QLineEdit *>()) {
            const bool inner = field->objectName().startsWith(QLatin1String("qt_"))
                || !field->parent()->inherits("QWidget") || field->parent()->inherits("QComboBox");
            QVERIFY2(inner || !field->accessibleName().isEmpty(), qPrintable(field->objectName()));
        }
    }

    /// With LARDER_PICTURES=<folder>: the states of Home as PNG, for comparing with the design.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        if (folder.isEmpty())
            QSKIP("LARDER_PICTURES names no folder");
        QTranslator korean;
        const bool ko = qEnvironmentVariable("LARDER_LANGUAGE") == QLatin1String("ko");
        if (ko && korean.load(QStringLiteral(":/larder/translations/profiles_ko.qm")))
            QCoreApplication::installTranslator(&korean);
        const auto mode = qEnvironmentVariable("LARDER_THEME") == QLatin1String("dark")
            ? common::Theme::Mode::Dark
            : common::Theme::Mode::Light;
        common::Theme::instance().setMode(mode);
        const QString suffix = QLatin1String(mode == common::Theme::Mode::Dark ? "-dark" : "-light")
            + QLatin1String(ko ? "-ko.png" : ".png");
        const auto take = [&](const char *name) {
            QCoreApplication::processEvents();
            QVERIFY(m_home->grab().save(folder + u'/' + QLatin1String(name) + suffix));
        };
        open();
        take("firstrun");
        const auto now = QDateTime::currentDateTime();
        const auto add = [&](const char *name, const char *group, Environment environment,
                             int minutesAgo, bool passed) {
            Profile p = named(name, group, environment);
            if (minutesAgo >= 0) {
                p.lastTest = now.addSecs(-60LL * minutesAgo);
                p.lastTestPassed = passed;
                p.lastPass = passed ? p.lastTest : now.addSecs(-7200);
            }
            p.host = QStringLiteral("clustercfg.orders-cache.x7k2qd.apne2.cache.amazonaws.com");
            p.readOnly = environment == Environment::Production;
            p.tls.enabled = !p.group.startsWith(u'L');
            p.tls.verify =
                environment != Environment::Staging || p.group != QLatin1String("Queues");
            if (environment == Environment::Production)
                p.topology = profiles::Topology::Cluster;
            return m_store->add(p);
        };
        const QUuid orders = add("orders-cache", "Shop", Environment::Production, 3, true);
        add("orders-stg", "Shop", Environment::Staging, 130, true);
        add("catalog-serverless", "Shop", Environment::Production, 1500, true);
        add("mail-queue", "Queues", Environment::Production, 190, true);
        add("mail-queue-stg", "Queues", Environment::Staging, 21 * 1440 + 30, true);
        const QUuid local = add("localhost:6379", "Local", Environment::Development, 4, true);
        add("valkey-playground", "Local", Environment::Local, -1, false);
        add("아주 긴 이름을 가진 연결 프로필 — 주문 캐시 복제본", "Local", Environment::Local, 12,
            false);
        m_home->select(orders);
        take("filled");
        click("testProfile");
        take("testing");
        m_home->showTestProgress(runningReport());
        take("progress");
        m_home->showTestResult(failedReport(
            Rung::Tls,
            { Error::Kind::Protocol,
              QStringLiteral("The server is silent in plain text but answers to TLS. Turn on TLS."),
              "The remote host closed the connection", Error::Cause::ServerExpectsTls },
            { Remedy::TurnOnTls, Remedy::Retry }));
        take("failed");
        m_home->select(local);
        click("testProfile");
        m_home->showTestResult(passedReport());
        type("profileName", QStringLiteral("localhost"));
        take("passed");
        using Page = ui::ProfileEditor::Page;
        auto *editor = child<ui::ProfileEditor>("profileEditor");
        Profile whole = *m_store->find(local);
        whole.authentication = profiles::Authentication::AclUser;
        whole.user = QStringLiteral("reporting");
        whole.tls = { true,
                      false,
                      {},
                      QStringLiteral("/etc/larder/me.crt"),
                      QStringLiteral("/etc/larder/me.key"),
                      true,
                      {} };
        whole.topology = profiles::Topology::Sentinel;
        whole.sentinel = { QStringLiteral("mymaster"), true, {}, true, false };
        whole.seeds = { { QStringLiteral("10.0.0.1"), 26379 },
                        { QStringLiteral("10.0.0.2"), 26379 } };
        whole.addressMap = { { QStringLiteral("10.0.0.5:6379"),
                               QStringLiteral("localhost:7001") } };
        whole.tunnel.kind = profiles::TunnelKind::Ssh;
        whole.tunnel.hops = { { QStringLiteral("bastion.example"), 22, QStringLiteral("me"), {} } };
        m_home->startNew(whole);
        const std::initializer_list<std::pair<Page, const char *>> pages{
            { Page::Security, "security" }, { Page::Tunnel, "tunnel" },
            { Page::Topology, "topology" }, { Page::Advanced, "advanced" },
            { Page::Safety, "safety" },
        };
        for (const auto &[page, name] : pages) {
            editor->setPage(page);
            take(name);
        }
        whole.tls.verify = true;
        whole.passwordSource = profiles::PasswordSource::Command;
        whole.topology = profiles::Topology::Cluster;
        m_store->update(whole);
        m_home->startNew(whole);
        for (const auto &[page, name] : { std::pair{ Page::Security, "security-command" },
                                          std::pair{ Page::Topology, "topology-cluster" } }) {
            editor->setPage(page);
            take(name);
        }
        m_home->startNew();
        type("profileHost", QStringLiteral("a b"));
        take("invalid");
        m_home->select(profiles::ProfilesModel::samplesId());
        take("demo");
        m_home->select(local);
        QTest::keyClick(tree(), Qt::Key_Delete);
        take("remove");
        click("keepConnection");
        m_home->resize(912, 556);
        m_home->select(orders);
        child<QTabBar>("profilePages")->setCurrentIndex(0);
        QTRY_VERIFY(!m_home->findChild<QWidget *>(QStringLiteral("removeSheet")));
        take("small");
        open(false);
        m_home->startNew(named("x"), { Secret("p"), {}, {} });
        child<QTabBar>("profilePages")->setCurrentIndex(1);
        click("authentication1");
        type("profilePassword", QStringLiteral("hunter2"));
        m_home->save();
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
        take("vault");
        QCoreApplication::removeTranslator(&korean);
    }
};

QTEST_MAIN(TestHomePage)
#include "tst_homepage.moc"

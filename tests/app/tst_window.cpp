#include "app/application.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/band.h"
#include "widgets/common/popover.h"
#include "widgets/common/theme.h"
#include "widgets/console/consoleview.h"
#include "widgets/documenttabs.h"
#include "widgets/mainwindow.h"
#include "widgets/profiles/homepage.h"
#include "widgets/values/keytab.h"
#include "widgets/workspaceview.h"
#include <QAbstractButton>
#include <QLabel>
#include <QRegularExpression>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using common::Theme;

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        (void)m_server->command({ "HSET", "user:2", "name", "Ada", "email", "ada@example.com" });
        (void)m_server->command({ "SET", "session:abc123", "user_session_data", "EX", "1800" });
        (void)m_server->command({ "SET", "user:1:email", "a@example.com" });
        m_profile = {};
        m_profile.id = QUuid::createUuid();
        m_profile.name = QStringLiteral("test-cache");
        m_profile.environment = profiles::Environment::Development;
        m_profile.unixSocket = m_server->socketPath();
        start();
    }

    void cleanup()
    {
        m_app.reset();
        m_server.reset();
    }

    void openProfile_listsItsKeysAndOpensAHash()
    {
        ui::WorkspaceView *view = connectAndWait();
        auto *tree = view->keysPane()->findChild<QTreeView *>();
        QVERIFY(tree);
        QTRY_VERIFY(tree->model()->rowCount() >= 2);
        view->openKey({ 0, "user:2" }, false);
        QTRY_VERIFY(view->currentKeyTab());
        QTRY_COMPARE(view->currentKeyTab()->type(), base::KeyType::Hash);
    }

    void consoleCommand_isAnswered()
    {
        ui::WorkspaceView *view = connectAndWait();
        app::Workspace *workspace = m_app->workspace(m_profile.id);
        view->findChild<ui::ConsoleView *>()->runLine("GET user:1:email");
        QTRY_COMPARE(workspace->console().rowCount(), 1);
        QTRY_COMPARE(workspace->console().entry(0).state, console::Entry::State::Done);
        QVERIFY(workspace->console().entry(0).output.contains("a@example.com"));
    }

    void previewTab_isReplacedUntilPinned()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, true);
        view->openKey({ 0, "session:abc123" }, true);
        QCOMPARE(view->documents()->pages().size(), 1);
        QCOMPARE(view->currentKeyTab()->key().name, QByteArray("session:abc123"));
        view->openKey({ 0, "session:abc123" }, false);
        view->openKey({ 0, "user:2" }, true);
        QCOMPARE(view->documents()->pages().size(), 2);
        view->perform(ui::Actions::Back);
        QCOMPARE(view->currentKeyTab()->key().name, QByteArray("session:abc123"));
    }

    void ttlKey_worksWhileTheValueHasTheFocus()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "session:abc123" }, false);
        QTRY_COMPARE(view->currentKeyTab()->type(), base::KeyType::String);
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window()));
        view->currentKeyTab()->focusValue();
        QTRY_VERIFY(view->currentKeyTab()->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(m_app->window().findChild<common::Popover *>());
    }

    void closedTab_comesBack()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        view->perform(ui::Actions::CloseTab);
        QCOMPARE(view->documents()->pages().size(), 0);
        view->perform(ui::Actions::ReopenTab);
        QCOMPARE(view->currentKeyTab()->key().name, QByteArray("user:2"));
    }

    void themeAndLanguage_switchWhileItRuns()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        m_app->preferences().setTheme(Theme::Mode::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), common::Tokens::dark.surface);
        m_app->preferences().setLanguage(QStringLiteral("ko"));
        auto *console = view->findChild<QAbstractButton *>(QStringLiteral("consoleTab"));
        QTRY_COMPARE(console->text(), QStringLiteral("콘솔"));
        m_app->preferences().setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(console->text(), QStringLiteral("Console"));
        m_app->preferences().setTheme(Theme::Mode::Light);
    }

    void lostServer_isSaidAndRetried()
    {
        ui::WorkspaceView *view = connectAndWait();
        auto *band = view->findChild<common::Band *>(QStringLiteral("linkBand"));
        QVERIFY(band->isHidden());
        m_server->kill();
        QTRY_VERIFY_WITH_TIMEOUT(!band->isHidden(), 10000);
        QVERIFY(band->text().contains(QStringLiteral("Disconnected at")));
        QVERIFY(m_server->start());
        QTest::mouseClick(view->findChild<QAbstractButton *>(QStringLiteral("linkNow")),
                          Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(band->isHidden(), 15000);
    }

    void unusedConnection_saysThatItRestsAndComesBack()
    {
        ui::WorkspaceView *view = connectAndWait();
        auto *band = view->findChild<common::Band *>(QStringLiteral("linkBand"));
        m_app->workspace(m_profile.id)->session().setIdleLimit(std::chrono::milliseconds(300));
        QTRY_VERIFY_WITH_TIMEOUT(!band->isHidden(), 15000);
        QVERIFY2(band->text().startsWith(QStringLiteral("Disconnected after")),
                 qPrintable(band->text()));
        m_app->workspace(m_profile.id)->session().setIdleLimit({});
        QTest::mouseClick(view->findChild<QAbstractButton *>(QStringLiteral("linkNow")),
                          Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_app->workspace(m_profile.id)->session().state(),
                                  session::Session::State::Online, 15000);
        QVERIFY(band->isHidden());
    }

    void production_frameStaysAFrame()
    {
        m_profile.environment = profiles::Environment::Production;
        ui::WorkspaceView *view = connectAndWait();
        const QImage picture = view->grab().toImage();
        const QColor frame = common::tokens().productionFrame;
        QCOMPARE(picture.pixelColor(1, view->height() / 2), frame);
        const QPoint inside = view->documents()->mapTo(view, view->documents()->rect().center());
        QVERIFY(picture.pixelColor(inside + QPoint(0, 80)) != frame);
    }

    void everyButtonOfIconsOnly_hasANameAndATip()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        QTRY_COMPARE(view->currentKeyTab()->type(), base::KeyType::Hash);
        view->showDashboard();
        int looked = 0;
        const auto buttons = m_app->window().findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            const auto *tool = qobject_cast<const QToolButton *>(button);
            const bool iconOnly =
                tool ? tool->toolButtonStyle() == Qt::ToolButtonIconOnly : button->text().isEmpty();
            // Qt's own arrows and clear marks, and buttons that show nothing.
            if (!iconOnly || button->icon().isNull() || button->inherits("QLineEditIconButton"))
                continue;
            ++looked;
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
        }
        QVERIFY(looked > 10);
    }

    void tabKey_goesInReadingOrder()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        QTRY_COMPARE(view->currentKeyTab()->type(), base::KeyType::Hash);
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window()));
        view->keysPane()->focusSearch();
        QList<int> places;
        QWidget *const first = QApplication::focusWidget();
        do {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            const QWidget *now = QApplication::focusWidget();
            if (view->isAncestorOf(now))
                places.append(view->readingPlace(now));
            // The console takes Tab for completion: there the round ends.
        } while (QApplication::focusWidget() != first && places.size() < 60
                 && !view->findChild<ui::ConsoleView *>()->hasFocus());
        QVERIFY(std::is_sorted(places.cbegin(), places.cend()));
        QVERIFY(places.contains(4) && places.contains(6) && places.contains(7));
    }

    void connectionsKey_leadsToTheList()
    {
        ui::WorkspaceView *view = connectAndWait();
        QVERIFY(QTest::qWaitForWindowActive(&m_app->window()));
        auto *home = m_app->window().findChild<ui::HomePage *>();
        m_profile.name = QStringLiteral("saved");
        home->startNew(m_profile);
        QVERIFY(home->save());
        view->focusKeys();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(qobject_cast<QTreeView *>(QApplication::focusWidget()));
        QVERIFY(home->isAncestorOf(QApplication::focusWidget()));
    }

    void savedConnection_isTested()
    {
        auto *home = m_app->window().findChild<ui::HomePage *>();
        m_profile.name = QStringLiteral("saved");
        home->startNew(m_profile);
        QVERIFY(home->save());
        home->test();
        auto *text = home->findChild<QLabel *>(QStringLiteral("diagnosisState"));
        const QRegularExpression sentence(
            QStringLiteral("^Connected in \\d+ ms: \\w+ [0-9.]+, standalone, 3 keys\\.$"));
        QTRY_VERIFY2(sentence.match(text->text()).hasMatch(), qPrintable(text->text()));
    }

    void connectionThatFails_leadsBackToItsDiagnosis()
    {
        auto *home = m_app->window().findChild<ui::HomePage *>();
        m_profile.name = QStringLiteral("gone");
        m_profile.unixSocket = QStringLiteral("/tmp/larder-no-such.sock");
        home->startNew(m_profile);
        QVERIFY(home->save());
        home->connectCurrent();
        auto *state = home->findChild<QLabel *>(QStringLiteral("diagnosisState"));
        QTRY_COMPARE(state->text(), QStringLiteral("stopped at step 3 of 9"));
        QTRY_VERIFY(state->isVisible());
        QVERIFY(!m_app->window().currentWorkspace());
        auto *words = home->findChild<QWidget *>(QStringLiteral("rung12"))
                          ->findChild<QLabel *>(QStringLiteral("rungFinding"));
        QVERIFY(words->text().contains(QStringLiteral("no socket file")));
        QVERIFY(!m_app->profiles().profiles().constFirst().lastTestPassed);
    }

    void unsavedConnection_isAskedAboutBeforeTheEnd()
    {
        auto *home = m_app->window().findChild<ui::HomePage *>();
        home->startNew();
        QVERIFY(!home->hasUnsavedChanges()); // nothing was typed
        m_profile.name = QStringLiteral("half done");
        QVERIFY(!m_app->window().hasUnsavedEdits());
        home->startNew(m_profile);
        QVERIFY(m_app->window().hasUnsavedEdits());
        QVERIFY(!m_app->window().close());
        auto *discard =
            m_app->window().findChild<QAbstractButton *>(QStringLiteral("discardConfirm"));
        QVERIFY(discard);
        discard->click();
        QTRY_VERIFY(!m_app->window().isVisible());
    }

    void layout_isRestoredInTheNextRun()
    {
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        view->openKey({ 0, "session:abc123" }, false);
        view->perform(ui::Actions::ToggleKeys);
        QVERIFY(!view->keysPane()->isVisible());
        m_app->window().close();
        m_app.reset();
        start();
        view = connectAndWait();
        QVERIFY(!view->keysPane()->isVisible());
        QTRY_COMPARE(view->documents()->pages().size(), 2);
        QCOMPARE(view->currentKeyTab()->key().name, QByteArray("session:abc123"));
    }

    void openedAgainInVain_theWorkspaceStaysWithWhatItHolds()
    {
        QTRY_VERIFY(m_app->profiles().isLoaded());
        m_profile.id = m_app->profiles().add(m_profile);
        ui::WorkspaceView *view = connectAndWait();
        view->openKey({ 0, "user:2" }, false);
        QTRY_VERIFY(view->currentKeyTab());
        session::Session &session = m_app->workspace(m_profile.id)->session();
        session.close();
        m_server->kill();
        session.open();
        QTRY_COMPARE(session.state(), session::Session::State::Reconnecting);
        support::settle();
        QVERIFY(m_app->workspace(m_profile.id));
        QVERIFY(view->currentKeyTab());
    }

private:
    void start()
    {
        m_app = std::make_unique<app::Application>(
            app::Application::Folders{ m_directory->filePath(QStringLiteral("config")),
                                       m_directory->filePath(QStringLiteral("data")) });
        m_app->preferences().setLanguage(QStringLiteral("en"));
        m_app->showWindow();
    }

    ui::WorkspaceView *connectAndWait()
    {
        m_app->openProfile(m_profile, {});
        app::Workspace *workspace = m_app->workspace(m_profile.id);
        (void)QTest::qWaitFor(
            [&] { return workspace->session().state() == session::Session::State::Online; }, 10000);
        return m_app->window().workspace(m_profile.id);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<app::Application> m_app;
    profiles::Profile m_profile;
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"

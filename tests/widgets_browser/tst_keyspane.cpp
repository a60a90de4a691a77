#include "support/livesend.h"
#include "support/redisserver.h"
#include "widgets/browser/keysfooter.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/theme.h"
#include "widgets/common/toast.h"
#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

namespace {

QByteArrayList namesIn(const QTreeView *view)
{
    QByteArrayList names;
    for (QModelIndex i = view->model()->index(0, 0); i.isValid(); i = view->indexBelow(i))
        names += i.data(keys::KeyTreeModel::NameBytesRole).toByteArray();
    return names;
}

} // namespace

/// The pane in its window against a real server, driven by keyboard and mouse.
class KeysPaneTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<support::LiveSend> m_live;
    std::unique_ptr<QWidget> m_window;
    ui::KeysPane *m_pane = nullptr;
    QTreeView *m_view = nullptr;

    template <typename T = QAbstractButton> T *find(const char *name) const
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }

    void open(profiles::Environment environment = profiles::Environment::Local)
    {
        profiles::Profile profile;
        profile.name = QStringLiteral("orders");
        profile.environment = environment;
        m_live = std::make_unique<support::LiveSend>(*m_server);
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 800);
        m_pane = new ui::KeysPane(m_window.get());
        m_pane->setGeometry(0, 0, 352, 800);
        m_view = m_pane->findChild<QTreeView *>(QStringLiteral("keyList"));
        m_pane->setServer(profile, {});
        m_pane->setSend(*m_live, *m_live);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY(find<ui::KeysFooter>("scanFooter")->text().contains(QLatin1String("Complete")));
    }

    void select(const QByteArray &name)
    {
        m_pane->revealKey({ 0, name });
        QTRY_COMPARE(m_pane->currentKey().value_or(base::KeyRef()).name, name);
        m_view->setFocus();
    }

    bool exists(const QByteArray &name) const
    {
        return m_server->command({ "EXISTS", name }).trimmed() == "1";
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        m_server->command({ "SET", "user:1:email", "a@b.c" });
        m_server->command({ "HSET", "user:2", "name", "x" });
        m_server->command({ "SET", "session:abc123", "v", "EX", "1800" });
        m_server->command({ "SET", "session:def456", "v", "EX", "40" });
        m_server->command({ "RPUSH", "queue:tasks", "1", "2", "3" });
    }
    void cleanup()
    {
        m_window.reset();
        m_live.reset();
        m_server.reset();
    }

    void keys_areShownAsTree()
    {
        open();
        QTRY_COMPARE(namesIn(m_view), (QByteArrayList{ "session:", "user:", "queue:tasks" }));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          m_view->visualRect(m_view->model()->index(0, 0)).topLeft()
                              + QPoint(18, 12));
        QTRY_COMPARE(namesIn(m_view),
                     (QByteArrayList{ "session:", "session:abc123", "session:def456",
                                      "user:", "queue:tasks" }));
    }

    void arrowAndEnter_previewAndPin()
    {
        open();
        QTRY_COMPARE(m_view->model()->rowCount(), 3);
        QSignalSpy preview(m_pane, &ui::KeysPane::keyPreviewRequested);
        QSignalSpy pinned(m_pane, &ui::KeysPane::keyActivated);
        m_view->setFocus();
        m_view->setCurrentIndex(m_view->model()->index(1, 0));
        QTest::keyClick(m_view, Qt::Key_Down);
        QTRY_COMPARE(preview.size(), 1);
        QCOMPARE(preview.first().first().value<base::KeyRef>(), (base::KeyRef{ 0, "queue:tasks" }));
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(pinned.size(), 1);
    }

    void localDelete_canBeUndoneWithItsTtl()
    {
        open();
        select("session:abc123");
        QSignalSpy deleted(m_pane, &ui::KeysPane::keyDeleted);
        QTest::keyClick(m_view, Qt::Key_Delete);
        QTRY_COMPARE(deleted.size(), 1);
        QVERIFY(!exists("session:abc123"));
        QVERIFY(exists("session:def456"));
        QVERIFY(!namesIn(m_view).contains("session:abc123"));
        QSignalSpy restored(m_pane, &ui::KeysPane::keyRestored);
        m_pane->undoDelete();
        QTRY_COMPARE(restored.size(), 1);
        QVERIFY(m_server->command({ "TTL", "session:abc123" }).trimmed().toInt() > 1790);
    }

    void productionDelete_asksFirst()
    {
        open(profiles::Environment::Production);
        select("queue:tasks");
        QTest::keyClick(m_view, Qt::Key_Delete);
        QTRY_VERIFY(find<QWidget>("deleteSheet"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QVERIFY(exists("queue:tasks"));
        QSignalSpy deleted(m_pane, &ui::KeysPane::keyDeleted);
        find("deleteConfirm")->click();
        QTRY_COMPARE(deleted.size(), 1);
        QVERIFY(!exists("queue:tasks"));
    }

    void severalOnProduction_needTheProfileName()
    {
        open(profiles::Environment::Production);
        QTRY_COMPARE(m_view->model()->rowCount(), 3);
        m_view->setFocus();
        m_view->setCurrentIndex(m_view->model()->index(0, 0)); // the folder session
        m_pane->deleteSelected();
        QTRY_VERIFY(find<QWidget>("deleteSheet"));
        auto *names = find<QListView>("deleteNames")->model();
        QCOMPARE(names->rowCount(), 2);
        const QAbstractItemModelTester tester(
            names, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto *word = find<QLineEdit>("deleteWord");
        QVERIFY(!find("deleteConfirm")->isEnabled());
        QTest::keyClicks(word, QStringLiteral("orders"));
        QVERIFY(find("deleteConfirm")->isEnabled());
        QTest::keyClick(word, Qt::Key_Return);
        QVERIFY(exists("session:abc123"));
        QSignalSpy deleted(m_pane, &ui::KeysPane::keyDeleted);
        find("deleteConfirm")->click();
        QTRY_COMPARE(deleted.size(), 2);
        QVERIFY(!exists("session:abc123") && !exists("session:def456"));
        QVERIFY(exists("user:2"));
        QTRY_VERIFY(find<QLabel>("deleteStatus")->text().contains(QLatin1String("2")));
    }

    void rename_toATakenName_isRefused()
    {
        open();
        select("queue:tasks");
        QTest::keyClick(m_view, Qt::Key_F2);
        QTRY_VERIFY(find<QLineEdit>("newName"));
        auto *edit = find<QLineEdit>("newName");
        edit->setText(QStringLiteral("user:2"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>("renameProblem")->isVisible());
        QVERIFY(exists("queue:tasks"));
        QCOMPARE(m_server->command({ "TYPE", "user:2" }).trimmed(), QByteArray("hash"));
        QSignalSpy renamed(m_pane, &ui::KeysPane::keyRenamed);
        edit->setText(QStringLiteral("queue:jobs"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(renamed.size(), 1);
        QVERIFY(exists("queue:jobs") && !exists("queue:tasks"));
    }

    void oddNames_areShownRenamedAndDeletedExactly()
    {
        const QByteArrayList odd{ QByteArray("nul\0name", 8),
                                  "line\nbreak",
                                  "\xFF\xFE",
                                  "<img src=x>",
                                  QString(3500, QChar(0xD55C)).toUtf8(),
                                  "with space" };
        for (const QByteArray &name : odd)
            m_server->command({ "SET", name, "1" });
        open();
        for (const QByteArray &name : odd) {
            select(name);
            (void)m_pane->grab();
            QSignalSpy deleted(m_pane, &ui::KeysPane::keyDeleted);
            m_pane->deleteSelected();
            QTRY_COMPARE(deleted.size(), 1);
            QCOMPARE(deleted.first().first().value<base::KeyRef>().name, name);
        }
        QCOMPARE(m_server->command({ "DBSIZE" }).trimmed(), QByteArray("5"));
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            QVERIFY(label->text().isEmpty() || label->textFormat() == Qt::PlainText);
    }

    void search_filtersThenAsksTheServer()
    {
        open();
        auto *search = find<QLineEdit>("keySearch");
        QTest::keyClicks(search, QStringLiteral("abc"));
        QTRY_COMPARE(namesIn(m_view), QByteArrayList{ "session:abc123" });
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_VERIFY(find<QLabel>("scanCommand")->text().contains(QLatin1String("MATCH *abc*")));
        QTRY_COMPARE(namesIn(m_view), QByteArrayList{ "session:abc123" });
        search->setText(QStringLiteral("=user:2"));
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(namesIn(m_view), QByteArrayList{ "user:2" });
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(namesIn(m_view).size(), 3);
    }

    void readOnly_sendsNoWrite()
    {
        open();
        m_pane->setReadOnly(true, QStringLiteral("locked"));
        select("queue:tasks");
        m_live->forgetCommands();
        QTest::keyClick(m_view, Qt::Key_Delete);
        QTest::keyClick(m_view, Qt::Key_F2);
        QVERIFY(!find<QWidget>("renameSheet") && !find<QWidget>("deleteSheet"));
        QVERIFY(exists("queue:tasks"));
        const auto *action = m_pane->findChild<QAction *>(QStringLiteral("actionDelete"));
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), QStringLiteral("locked"));
    }
};

QTEST_MAIN(KeysPaneTest)
#include "tst_keyspane.moc"

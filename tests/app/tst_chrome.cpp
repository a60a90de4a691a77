#include "widgets/actions.h"
#include "widgets/commandpalette.h"
#include "widgets/common/theme.h"
#include "widgets/documenttabs.h"
#include "widgets/identityband.h"
#include "widgets/rail.h"
#include "widgets/statusbar.h"
#include "widgets/unlocksheet.h"
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace ui;

class TestChrome : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }

    void name_becomesInitials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("two words") << QStringLiteral("orders-cache") << QStringLiteral("OC");
        QTest::newRow("one word") << QStringLiteral("staging") << QStringLiteral("ST");
        QTest::newRow("hangul") << QStringLiteral("주문 캐시") << QStringLiteral("주캐");
        QTest::newRow("address") << QStringLiteral("localhost:6379") << QStringLiteral("L6");
        QTest::newRow("nothing") << QStringLiteral("--") << QStringLiteral("?");
    }

    void name_becomesInitials()
    {
        QFETCH(QString, name);
        QFETCH(QString, initials);
        QCOMPARE(RailTile::initials(name), initials);
    }

    void everyAction_hasATextAndNoSharedShortcut()
    {
        QWidget window;
        Actions actions(&window);
        QSet<QKeySequence> seen;
        for (int i = 0; i < Actions::ActionCount; ++i) {
            QAction *action = actions.action(static_cast<Actions::Id>(i));
            QVERIFY(!action->text().isEmpty());
            const QList<QKeySequence> keys = action->shortcuts();
            QVERIFY2(!keys.isEmpty(), qPrintable(action->text()));
            for (const QKeySequence &key : keys) {
                QVERIFY2(!key.isEmpty(), qPrintable(action->text()));
                QVERIFY2(!seen.contains(key), qPrintable(key.toString()));
                seen.insert(key);
            }
        }
    }

    void koreanLayout_shortcutIsMatchedByPlace()
    {
        const QKeyEvent jamo(QEvent::KeyPress, 0x314F, Qt::ControlModifier, QStringLiteral("ㅏ"));
        QCOMPARE(Actions::latinKey(jamo), Qt::Key_K);
        const QKeyEvent cyrillic(QEvent::KeyPress, 0x041B, Qt::ControlModifier, 45, 0, 0);
        QCOMPARE(Actions::latinKey(cyrillic), Qt::Key_K);
        const QKeyEvent latin(QEvent::KeyPress, Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(Actions::latinKey(latin), Qt::Key_W);
        const QKeyEvent function(QEvent::KeyPress, Qt::Key_F5, Qt::ControlModifier);
        QCOMPARE(Actions::latinKey(function), Qt::Key_unknown);

        QWidget window;
        Actions actions(&window);
        window.show();
        QSignalSpy palette(actions.action(Actions::Palette), &QAction::triggered);
        QKeyEvent press(QEvent::KeyPress, 0x314F, Qt::ControlModifier, QStringLiteral("ㅏ"));
        QCoreApplication::sendEvent(&window, &press);
        QCOMPARE(palette.size(), 1);
    }

    void productionUnlock_needsTheNameAndIgnoresEnter()
    {
        QWidget host;
        host.resize(900, 600);
        host.show();
        host.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        profiles::Profile profile;
        profile.name = QStringLiteral("orders-cache");
        profile.environment = profiles::Environment::Production;
        auto *sheet = new UnlockSheet(profile, &host);
        QSignalSpy unlocked(sheet, &UnlockSheet::unlocked);
        sheet->openForTyping();
        auto *name = sheet->findChild<QLineEdit *>(QStringLiteral("unlockName"));
        auto *confirm = sheet->findChild<QPushButton *>(QStringLiteral("unlockConfirm"));
        QTest::keyClicks(name, QStringLiteral("orders"));
        QVERIFY(!confirm->isEnabled());
        QTest::keyClicks(name, QStringLiteral("-cache"));
        QVERIFY(confirm->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(unlocked.size(), 0);
        QTest::mouseClick(confirm, Qt::LeftButton);
        QCOMPARE(unlocked.size(), 1);
        const auto until = unlocked.first().first().toDateTime();
        QVERIFY(qAbs(QDateTime::currentDateTime().secsTo(until) - 900) <= 5);
    }

    void untilDisconnect_hasNoEnd()
    {
        QWidget host;
        host.resize(900, 600);
        host.show();
        profiles::Profile profile;
        profile.name = QStringLiteral("dev");
        auto *sheet = new UnlockSheet(profile, &host);
        QSignalSpy unlocked(sheet, &UnlockSheet::unlocked);
        sheet->openForTyping();
        sheet->findChild<QRadioButton *>(QStringLiteral("unlockUntilDisconnect"))->click();
        sheet->findChild<QPushButton *>(QStringLiteral("unlockConfirm"))->click();
        QCOMPARE(unlocked.size(), 1);
        QVERIFY(!unlocked.first().first().toDateTime().isValid());
    }

    void band_saysWhereAndHowLong()
    {
        IdentityBand band;
        profiles::Profile profile;
        profile.name = QStringLiteral("orders-cache");
        profile.environment = profiles::Environment::Production;
        band.setProfile(profile);
        band.setDatabase(2);
        QCOMPARE(band.accessibleName(), QStringLiteral("PRODUCTION orders-cache db2"));
        band.setLock(IdentityBand::Lock::Unlocked, QDateTime::currentDateTime().addSecs(872));
        QVERIFY(band.lockText().contains(QStringLiteral("14:3")));
        band.resize(600, 24);
        QCOMPARE(QColor(band.grab().toImage().pixel(300, 12)),
                 common::tokens().productionBand.background);
    }

    void recentTabs_areWalkedInOrderOfUse()
    {
        DocumentTabs tabs;
        QList<QWidget *> pages;
        for (const QString &title :
             { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") }) {
            auto *page = new QWidget;
            TabLook look;
            look.title = title;
            tabs.add(page, look);
            pages.append(page);
        }
        tabs.activate(pages.at(0));
        QCOMPARE(tabs.current(), pages.at(0));
        tabs.stepMostRecent(false);
        QCOMPARE(tabs.current(), pages.at(2));
        tabs.remove(pages.at(2));
        QCOMPARE(tabs.current(), pages.at(0));
        QCOMPARE(tabs.pages().size(), 2);
    }

    void closeMark_asksAndClosesNothingByItself()
    {
        DocumentTabs tabs;
        auto *page = new QWidget;
        TabLook look;
        look.title = QStringLiteral("user:1");
        tabs.add(page, look);
        tabs.resize(600, 300);
        tabs.show();
        QSignalSpy asked(&tabs, &DocumentTabs::closeRequested);
        auto *bar = tabs.findChild<QTabBar *>();
        QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(0).center());
        QCOMPARE(asked.size(), 1);
        const QRect tab = bar->tabRect(0);
        QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(tab.right() - 16, tab.center().y()));
        QCOMPARE(asked.size(), 2);
        QCOMPARE(tabs.pages().size(), 1);
    }

    void palette_findsByLettersAndKoreanInitials()
    {
        QVERIFY(CommandPalette::match(QStringLiteral("dsh"), QStringLiteral("Dashboard")) >= 0);
        QVERIFY(CommandPalette::match(QStringLiteral("xyz"), QStringLiteral("Dashboard")) < 0);
        QVERIFY(CommandPalette::match(QStringLiteral("tt"), QStringLiteral("Change TTL"))
                < CommandPalette::match(QStringLiteral("tt"),
                                        QStringLiteral("Back to the previous key")));
        QCOMPARE(CommandPalette::initials(QStringLiteral("새 연결")), QStringLiteral("ㅅ ㅇㄱ"));

        QWidget host;
        host.resize(900, 600);
        host.show();
        host.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&host));
        int ran = 0;
        CommandPalette::Item item;
        item.group = QStringLiteral("작업");
        item.text = QStringLiteral("새 연결");
        item.also = { QStringLiteral("New connection") };
        item.run = [&ran] { ++ran; };
        auto *palette = new CommandPalette({ item }, &host);
        palette->open();
        auto *query = palette->findChild<QLineEdit *>(QStringLiteral("paletteQuery"));
        QTRY_VERIFY(query->hasFocus());
        query->setText(QStringLiteral("ㅇㄱ"));
        QTest::keyClick(query, Qt::Key_Return);
        QCOMPARE(ran, 1);
    }

    void roundTrip_isShownInMilliseconds()
    {
        QCOMPARE(StatusBar::milliseconds(412), QStringLiteral("0.4 ms"));
        QCOMPARE(StatusBar::milliseconds(21400), QStringLiteral("21 ms"));
    }
};

QTEST_MAIN(TestChrome)
#include "tst_chrome.moc"

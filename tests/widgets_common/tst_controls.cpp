#include "widgets/common/band.h"
#include "widgets/common/buttons.h"
#include "widgets/common/chip.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/focusring.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/common/theme.h"
#include "widgets/common/toast.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

using namespace common;

class TestControls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().setMode(Theme::Mode::Light); }

    void plainControls_haveTheHeightsOfTheDesign()
    {
        QPushButton normal(QStringLiteral("Save"));
        QPushButton small(QStringLiteral("Save"));
        setButtonSize(&small, ButtonSize::Small);
        QLineEdit edit;
        QComboBox box;
        QSpinBox spin;
        const int full = Theme::instance().px(28);
        QCOMPARE(normal.sizeHint().height(), full);
        QCOMPARE(small.sizeHint().height(), Theme::instance().px(24));
        QCOMPARE(edit.sizeHint().height(), full);
        QCOMPARE(box.sizeHint().height(), full);
        QCOMPARE(spin.sizeHint().height(), full);
    }

    void iconButton_isNamedForEarsAndTests()
    {
        IconButton button(QStringLiteral("refresh"), QStringLiteral("Refresh"));
        button.setName(QStringLiteral("Refresh <b>"), QStringLiteral("F5"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Refresh <b>"));
        QVERIFY(button.toolTip().contains(QStringLiteral("&lt;b&gt;")));
        QVERIFY(button.toolTip().contains(QStringLiteral("F5")));
        QCOMPARE(button.sizeHint().height(), Theme::instance().px(28));
    }

    void primaryButton_isFilledWithAccent()
    {
        QPushButton button(QStringLiteral("Save"));
        setButtonRole(&button, ButtonRole::Primary);
        button.resize(button.sizeHint());
        const QImage image = button.grab().toImage();
        QCOMPARE(QColor(image.pixel(4, image.height() / 2)), tokens().accent);
        button.setEnabled(false);
        QCOMPARE(QColor(button.grab().toImage().pixel(4, image.height() / 2)), tokens().window);
    }

    void focusedButton_wearsTheRing()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *first = new QPushButton(QStringLiteral("one"), &window);
        auto *second = new QLineEdit(&window);
        auto *none = new QPushButton(QStringLiteral("none"), &window);
        none->setProperty("focusRing", false);
        layout->addWidget(first);
        layout->addWidget(second);
        layout->addWidget(none);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto ring = [&] { return window.findChild<QFocusFrame *>(); };
        first->setFocus();
        QTRY_VERIFY(ring() && ring()->widget() == first);
        second->setFocus();
        QTRY_COMPARE(ring()->widget(), second);
        QVERIFY(!FocusRing::wantsRing(none));
    }

    void serverText_isNeverReadAsMarkup()
    {
        PlainLabel label(QStringLiteral("<h1>big</h1>"));
        QCOMPARE(label.textFormat(), Qt::PlainText);
        label.setElideMode(Qt::ElideMiddle);
        QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width());
        Band band(Band::Kind::Danger);
        band.setText(QStringLiteral("<a href=x>y</a>"));
        QCOMPARE(band.findChild<PlainLabel *>(QStringLiteral("bandText"))->textFormat(),
                 Qt::PlainText);
        QCOMPARE(band.accessibleName(), QStringLiteral("<a href=x>y</a>"));
    }

    void bandAction_isClickable()
    {
        Band band(Band::Kind::Warning);
        QAbstractButton *now = band.addAction(QStringLiteral("Now"));
        QSignalSpy clicks(now, &QAbstractButton::clicked);
        band.show();
        QTest::mouseClick(now, Qt::LeftButton);
        QCOMPARE(clicks.size(), 1);
        band.setDismissable(true);
        QSignalSpy dismissed(&band, &Band::dismissed);
        QTest::mouseClick(band.findChild<QWidget *>(QStringLiteral("bandClose")), Qt::LeftButton);
        QCOMPARE(dismissed.size(), 1);
        QVERIFY(band.isHidden());
    }

    void secondToast_replacesTheFirst()
    {
        QWidget host;
        host.resize(600, 400);
        host.show();
        Toast::show(&host, QStringLiteral("Saved."));
        Toast *second =
            Toast::show(&host, QStringLiteral("Deleted user:1."), QStringLiteral("Undo"));
        QTRY_COMPARE(host.findChildren<Toast *>().size(), 1);
        QCOMPARE(second->text(), QStringLiteral("Deleted user:1."));
        QVERIFY(host.rect().contains(second->geometry()));
        QSignalSpy undo(second, &Toast::actionClicked);
        QTest::mouseClick(second->findChild<QWidget *>(QStringLiteral("toastAction")),
                          Qt::LeftButton);
        QCOMPARE(undo.size(), 1);
        QTRY_COMPARE(host.findChildren<Toast *>().size(), 0);
    }

    void segments_oneIsOnAndKeysMoveIt()
    {
        SegmentedControl control;
        control.addSegment(QStringLiteral("Tree"), QStringLiteral("tree"));
        control.addSegment(QStringLiteral("List"));
        QCOMPARE(control.current(), 0);
        QSignalSpy changes(&control, &SegmentedControl::currentChanged);
        control.show();
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(control.current(), 1);
        QTest::keyClick(&control, Qt::Key_Right);
        QCOMPARE(changes.size(), 1);
    }

    void chip_growsWithItsCount()
    {
        Chip chip(QStringLiteral("HASH"));
        const int bare = chip.sizeHint().width();
        chip.setCount(QStringLiteral("1,204"));
        QVERIFY(chip.sizeHint().width() > bare);
        chip.show();
        QTest::mouseClick(&chip, Qt::LeftButton);
        QVERIFY(chip.isChecked());
    }

    void emptyState_offersItsActions()
    {
        EmptyState state(QStringLiteral("key"));
        state.setText(QStringLiteral("Database 0 has no keys."));
        QAbstractButton *make = state.addAction(QStringLiteral("New key"), true);
        QCOMPARE(buttonRole(make), ButtonRole::Primary);
        QCOMPARE(state.accessibleName(), state.text());
        state.clearActions();
        QTRY_VERIFY(!state.findChild<QPushButton *>());
    }

    void commandPreview_quotesAsRedisCliReads_data()
    {
        QTest::addColumn<QByteArrayList>("command");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << QByteArrayList{ "SET", "user:1", "17" }
                               << QStringLiteral("SET user:1 17");
        QTest::newRow("space") << QByteArrayList{ "SET", "a b", "" }
                               << QStringLiteral("SET \"a b\" \"\"");
        QTest::newRow("quote") << QByteArrayList{ "ECHO", "say \"hi\"\n" }
                               << QStringLiteral("ECHO \"say \\\"hi\\\"\\n\"");
        QTest::newRow("bytes") << QByteArrayList{ "GET", QByteArray("\xff\x00", 2) }
                               << QStringLiteral("GET \"\\xff\\x00\"");
        QTest::newRow("hangul") << QByteArrayList{ "GET", "인사" }
                                << QStringLiteral("GET \"인사\"");
    }

    void commandPreview_quotesAsRedisCliReads()
    {
        QFETCH(QByteArrayList, command);
        QFETCH(QString, line);
        QCOMPARE(CommandPreview::line(command), line);
    }

    void copyButton_copiesEveryCommandOnItsLine()
    {
        CommandPreview preview;
        auto *copy = preview.findChild<QAbstractButton *>(QStringLiteral("copyCommand"));
        QVERIFY(!copy->isEnabled());
        preview.setCommands({ { "MULTI" }, { "SET", "a", "1" }, { "EXEC" } });
        preview.resize(300, 32);
        preview.show();
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("MULTI\nSET a 1\nEXEC"));
    }
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"

#include "widgets/common/popover.h"
#include "widgets/common/sheet.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace common;

class TestSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().setMode(Theme::Mode::Light); }

    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        m_outside = new QLineEdit(m_window.get());
        m_outside->move(700, 40);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_outside->setFocus();
    }

    void openSheet_keepsTabInsideAndGivesFocusBack()
    {
        auto *sheet = new Sheet(m_window.get());
        sheet->setTitle(QStringLiteral("Unlock"));
        auto *name = new QLineEdit(sheet);
        sheet->body()->addWidget(name);
        auto *cancel = new QPushButton(QStringLiteral("Cancel"), sheet);
        sheet->footer()->addWidget(cancel);
        sheet->open(name);
        QCOMPARE(sheet->size(), m_window->size());
        QTRY_VERIFY(name->hasFocus());
        for (int i = 0; i < 7; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
        }
        QSignalSpy closed(sheet, &Sheet::closed);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(m_outside->hasFocus());
    }

    void runningSheet_staysOnEscape()
    {
        auto *sheet = new Sheet(m_window.get());
        sheet->open();
        sheet->setClosable(false);
        QSignalSpy closed(sheet, &Sheet::closed);
        QTest::keyClick(sheet, Qt::Key_Escape);
        QCOMPARE(closed.size(), 0);
        QVERIFY(sheet->isVisible());
    }

    void openPopover_pointsAtItsAnchorInsideTheHost()
    {
        auto *popover = new Popover(m_window.get());
        auto *edit = new QLineEdit(popover);
        popover->body()->addWidget(edit);
        popover->openAt(m_outside, edit);
        QVERIFY(m_window->rect().contains(popover->geometry()));
        QVERIFY(popover->y() >= m_outside->geometry().bottom());
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!popover->isVisible());
        QVERIFY(m_outside->hasFocus());
    }

    void focusElsewhere_closesThePopover()
    {
        auto *popover = new Popover(m_window.get());
        auto *edit = new QLineEdit(popover);
        popover->body()->addWidget(edit);
        popover->openAt(m_outside, edit);
        QTRY_VERIFY(edit->hasFocus());
        QSignalSpy closed(popover, &Popover::closed);
        m_outside->setFocus();
        QCOMPARE(closed.size(), 1);
    }

    void clickElsewhere_closesThePopover()
    {
        auto *popover = new Popover(m_window.get());
        auto *edit = new QLineEdit(popover);
        popover->body()->addWidget(edit);
        popover->openAt(m_outside, edit);
        QSignalSpy closed(popover, &Popover::closed);
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(10, 590));
        QCOMPARE(closed.size(), 1);
    }

private:
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_outside = nullptr;
};

QTEST_MAIN(TestSheet)
#include "tst_sheet.moc"

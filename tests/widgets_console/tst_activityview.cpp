#include "console/activitymodel.h"
#include "widgets/common/theme.h"
#include "widgets/console/activityview.h"
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QTranslator>

namespace {

void fill(console::ActivityModel *model)
{
    const QDateTime when(QDate(2025, 1, 31), QTime(14, 2, 11, 5), Qt::UTC);
    model->append({ when, QStringLiteral("Keys"), 0, { "SCAN", "0", "COUNT", "500" }, 420, false });
    model->append(
        { when, QStringLiteral("Values"), 3, { "SET", "인사", "안녕 하세요" }, 21300, false });
    model->append({ when, QStringLiteral("Console"), 0, { "LPUSH", "user:2", "x" }, 900, true });
}

} // namespace

class TestActivityView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filterAndBoxes_narrowTheList()
    {
        console::ActivityModel model;
        ui::ActivityView view(&model);
        view.resize(900, 300);
        view.show();
        auto *table = view.findChild<QTableView *>(QStringLiteral("activityTable"));
        QVERIFY(!table->isVisible());
        fill(&model);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(table->isVisible());
        view.findChild<QLineEdit *>(QStringLiteral("activityFilter"))
            ->setText(QStringLiteral("인사"));
        QCOMPARE(table->model()->rowCount(), 1);
        view.findChild<QLineEdit *>(QStringLiteral("activityFilter"))->clear();
        view.findChild<QCheckBox *>(QStringLiteral("activityFailedOnly"))->setChecked(true);
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void production_hidesValuesAlsoInTheCopy()
    {
        console::ActivityModel model;
        ui::ActivityView view(&model);
        view.setProduction(true);
        fill(&model);
        auto *table = view.findChild<QTableView *>(QStringLiteral("activityTable"));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->selectRow(1);
        view.copy();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("SET 인사 …"));
        view.setProduction(false);
        view.copy();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("SET 인사 \"안녕 하세요\""));
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        for (const bool korean : { false, true }) {
            common::Theme::instance().setMode(korean ? common::Theme::Mode::Dark
                                                     : common::Theme::Mode::Light);
            QTranslator translator;
            if (korean) {
                QVERIFY(translator.load(QStringLiteral(":/larder/translations/console_ko.qm")));
                QApplication::installTranslator(&translator);
            }
            console::ActivityModel model;
            ui::ActivityView view(&model);
            view.resize(900, 220);
            fill(&model);
            QTRY_COMPARE(model.rowCount(), 3);
            const QPixmap picture = view.grab();
            QVERIFY(!picture.isNull());
            if (!folder.isEmpty())
                QVERIFY(picture.save(folder
                                     + (korean ? QStringLiteral("/activity-dark-ko.png")
                                               : QStringLiteral("/activity-light.png"))));
            QApplication::removeTranslator(&translator);
        }
    }
};

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    common::Theme::instance().setMode(common::Theme::Mode::Light);
    TestActivityView test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_activityview.moc"

#include "support/wait.h"
#include "widgets/common/theme.h"
#include "widgets/stats/chartwidget.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/stats/marksbar.h"
#include "widgets/stats/tile.h"
#include "widgets_stats/synthetic.h"
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QTranslator>

using common::Theme;

class TestDashboard : public QObject {
    Q_OBJECT

    /// Pictures for people, when LARDER_PICTURES names a folder.
    static void picture(QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png"))));
    }

    static void mark(support::Synthetic &server)
    {
        QSignalSpy spy(&server.sampler, &stats::Sampler::marksChanged);
        server.sampler.dropMark();
        QTRY_VERIFY(!spy.isEmpty());
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().setMode(Theme::Mode::Light); }

    void pictures()
    {
        support::Synthetic server;
        server.run(121);
        mark(server);
        server.run(21);
        mark(server);
        server.run(8);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        for (const auto &[mode, name] : { std::pair(Theme::Mode::Light, QStringLiteral("light")),
                                          std::pair(Theme::Mode::Dark, QStringLiteral("dark")) }) {
            Theme::instance().setMode(mode);
            page.resize(1312, 740);
            auto *chart = page.findChild<ui::ChartWidget *>(QStringLiteral("chartHitRate"));
            QTest::mouseMove(chart, QPoint(chart->width() * 7 / 10, chart->height() / 2));
            QTRY_VERIFY(!chart->accessibleDescription().isEmpty());
            picture(page, QStringLiteral("dashboard-") + name);
            QEvent leave(QEvent::Leave);
            QCoreApplication::sendEvent(chart, &leave);
            page.resize(912, 520);
            picture(page, QStringLiteral("dashboard-small-") + name);
            page.resize(520, 900);
            picture(page, QStringLiteral("dashboard-narrow-") + name);
        }
        QTranslator korean;
        QVERIFY(korean.load(QStringLiteral(":/larder/translations/stats_ko.qm")));
        QCoreApplication::installTranslator(&korean);
        page.resize(1312, 740);
        picture(page, QStringLiteral("dashboard-ko-dark"));
        page.resize(912, 520);
        picture(page, QStringLiteral("dashboard-small-ko"));
        QCoreApplication::removeTranslator(&korean);
        Theme::instance().setMode(Theme::Mode::Light);
    }
};

QTEST_MAIN(TestDashboard)
#include "tst_dashboard.moc"

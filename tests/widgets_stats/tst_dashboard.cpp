#include "support/wait.h"
#include "widgets/common/theme.h"
#include "widgets/stats/chartwidget.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/stats/marksbar.h"
#include "widgets/stats/tile.h"
#include "widgets_stats/synthetic.h"
#include <QAbstractItemModelTester>
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
        if (folder.isEmpty())
            return;
        QCoreApplication::processEvents(); // layouts settle in the event loop
        QVERIFY(widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png"))));
    }

    static const ui::Tile::Content &tile(const QWidget &page, const char *name)
    {
        return page.findChild<ui::Tile *>(QLatin1String(name))->content();
    }
    static ui::ChartWidget *chart(const QWidget &page, const char *name)
    {
        return page.findChild<ui::ChartWidget *>(QLatin1String(name));
    }
    static QString notice(const QWidget &page)
    {
        return page.findChild<QLabel *>(QStringLiteral("dashboardNotice"))->text();
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
        QTRY_COMPARE(page.accessibleName(), QStringLiteral("대시보드"));
        page.resize(1312, 740);
        picture(page, QStringLiteral("dashboard-ko-dark"));
        page.resize(912, 520);
        picture(page, QStringLiteral("dashboard-small-ko"));
        QCoreApplication::removeTranslator(&korean);
        Theme::instance().setMode(Theme::Mode::Light);
        QTRY_COMPARE(page.accessibleName(), QStringLiteral("Dashboard"));
    }

    void beforeTheSecondSample_itSaysThatItCollects()
    {
        support::Synthetic server;
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        picture(page, QStringLiteral("dashboard-empty"));
        QCOMPARE(tile(page, "tileOps").figure, QStringLiteral("—"));
        QCOMPARE(tile(page, "tileHitRate").figure, QStringLiteral("—"));
        QCOMPARE(chart(page, "chartHitRate")->data().message,
                 QStringLiteral("Collecting… first rate after two samples"));
        server.tick();
        QVERIFY(chart(page, "chartOps")->data().message.isEmpty());
        QVERIFY(tile(page, "tileOps").figure != QStringLiteral("—"));
    }

    void crosshair_isSharedByAllCharts()
    {
        support::Synthetic server;
        server.run(40);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        auto *ops = chart(page, "chartOps");
        ops->setFocus();
        QTest::keyClick(ops, Qt::Key_Left);
        const QString at = ops->accessibleDescription().left(8); // the time it stands at
        for (auto *each : page.findChildren<ui::ChartWidget *>()) {
            if (each->data().message.isEmpty())
                QCOMPARE(each->accessibleDescription().left(8), at);
        }
        QTest::keyClick(ops, Qt::Key_Left);
        QVERIFY(ops->accessibleDescription().left(8) < at);
        QTest::keyClick(ops, Qt::Key_Right);
        QCOMPARE(ops->accessibleDescription().left(8), at);
        QTest::keyClick(ops, Qt::Key_Escape);
        QVERIFY(!ops->accessibleDescription().startsWith(at));
    }

    void brackets_changeTheWindow()
    {
        support::Synthetic server;
        ui::DashboardPage page(&server.sampler);
        page.show();
        auto *ops = chart(page, "chartOps");
        QTest::keyClick(ops, Qt::Key_BracketRight);
        QCOMPARE(page.windowMinutes(), 15);
        QCOMPARE(page.findChild<QToolButton *>(QStringLiteral("dashboardWindow"))->text(),
                 QStringLiteral("15 min"));
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(ops, Qt::Key_BracketRight);
        QCOMPARE(page.windowMinutes(), 1440);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(ops, Qt::Key_BracketLeft);
        QCOMPARE(page.windowMinutes(), 5);
    }

    void t_showsTheSameFiguresAsATable()
    {
        support::Synthetic server;
        server.run(10);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        auto *network = chart(page, "chartNetwork");
        QTest::keyClick(network, Qt::Key_T);
        auto *table = network->findChild<QTableView *>(QStringLiteral("chartTable"));
        QVERIFY(table && table->isVisible());
        const QAbstractItemModelTester tester(
            table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 10);
        QCOMPARE(table->model()->columnCount(), 3);
        QVERIFY(table->model()->index(0, 1).data().toString().endsWith(QStringLiteral("MB/s")));
        server.tick();
        QCOMPARE(table->model()->rowCount(), 11);
        picture(page, QStringLiteral("dashboard-table"));
        QTest::keyClick(table, Qt::Key_T);
        QVERIFY(!table->isVisible());
    }

    void m_marksASpanAndReportsIt()
    {
        support::Synthetic server;
        server.run(5);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        auto *bar = page.findChild<ui::MarksBar *>(QStringLiteral("marksBar"));
        QVERIFY(!bar->isVisible());
        auto *ops = chart(page, "chartOps");
        QTest::keyClick(ops, Qt::Key_M);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->report().isEmpty());
        server.run(3);
        QTest::keyClick(ops, Qt::Key_M);
        QTRY_VERIFY(!bar->report().isEmpty());
        QVERIFY(bar->report().contains(QStringLiteral("hit rate ")));
        QTest::mouseClick(page.findChild<QWidget *>(QStringLiteral("marksClear")), Qt::LeftButton);
        QTRY_VERIFY(!bar->isVisible());
    }

    void space_stopsDrawingNotSampling()
    {
        support::Synthetic server;
        server.run(5);
        ui::DashboardPage page(&server.sampler);
        page.show();
        auto *ops = chart(page, "chartOps");
        const size_t shown = ops->data().times.size();
        QTest::keyClick(ops, Qt::Key_Space);
        QVERIFY(page.isPaused());
        server.run(3);
        QCOMPARE(ops->data().times.size(), shown);
        QCOMPARE(server.sampler.history().size(), qsizetype(shown) + 3);
        QTest::keyClick(ops, Qt::Key_Space);
        QCOMPARE(ops->data().times.size(), shown + 3);
    }

    void excludeBox_takesOurLookupsOff()
    {
        support::Synthetic server;
        server.silence();
        server.tick();
        server.count(8, 3);
        for (int i = 0; i < 100; ++i)
            server.own->note({ "GET", "a" }, resp::Reply::string("x"));
        server.count(100, 0);
        server.tick();
        ui::DashboardPage page(&server.sampler);
        page.show();
        auto *box = page.findChild<QCheckBox *>(QStringLiteral("dashboardExcludeOwn"));
        QVERIFY(box->isChecked());
        QVERIFY2(tile(page, "tileHitRate").below.startsWith(QStringLiteral("since start 72.73 %")),
                 qPrintable(tile(page, "tileHitRate").below));
        QCOMPARE(tile(page, "tileHitRate").figure, QStringLiteral("72.7"));
        QVERIFY(tile(page, "tileHitRate").unit.contains(QStringLiteral("few lookups (11)")));
        QVERIFY(tile(page, "tileHitRate").badge.isEmpty());
        box->setChecked(false);
        QVERIFY(tile(page, "tileHitRate").below.startsWith(QStringLiteral("since start 97.30 %")));
    }

    void openCount_isBadgedEstimated()
    {
        support::Synthetic server;
        server.run(2);
        server.own->note({ "EVAL", "return 1", "0" }, resp::Reply::integer(1));
        server.run(2);
        ui::DashboardPage page(&server.sampler);
        page.show();
        QCOMPARE(tile(page, "tileHitRate").badge, QStringLiteral("estimated"));
        page.setExcludeOwn(false);
        QVERIFY(tile(page, "tileHitRate").badge.isEmpty());
    }

    void silentServer_isStaleWithItsAge()
    {
        support::Synthetic server;
        server.run(5);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        const auto answer = server.port->answer;
        server.port->answer = [](const resp::Command &) -> base::Result<resp::Reply> {
            return base::fail(base::Error::Kind::Network, {});
        };
        server.run(10);
        QVERIFY(tile(page, "tileOps").stale);
        QVERIFY(tile(page, "tileOps").below.startsWith(QStringLiteral("as of ")));
        QVERIFY(notice(page).startsWith(QStringLiteral("No answer since ")));
        picture(page, QStringLiteral("dashboard-stale"));
        server.port->answer = answer;
        server.run(2);
        QVERIFY(!tile(page, "tileOps").stale);
        const auto &data = chart(page, "chartOps")->data();
        QCOMPARE(std::count(data.breaks.begin(), data.breaks.end(), 1), 1);
    }

    void refusedInfo_isExplained()
    {
        support::Synthetic server;
        server.sampler.stop();
        server.port->answer = [](const resp::Command &command) -> base::Result<resp::Reply> {
            return command.first() == "PING" ? resp::Reply::status("PONG")
                                             : resp::Reply::error("NOPERM <b>no</b>");
        };
        server.begin();
        server.run(3);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        QVERIFY(notice(page).startsWith(QStringLiteral("INFO is not available")));
        QCOMPARE(tile(page, "tileClients").below, QStringLiteral("not reported"));
        QCOMPARE(tile(page, "tileClients").figure, QStringLiteral("—"));
        QCOMPARE(chart(page, "chartLag")->data().message,
                 QStringLiteral("Not reported by this server"));
        QVERIFY(tile(page, "tileRoundTrip").figure != QStringLiteral("—"));
        QVERIFY(chart(page, "chartLatency")->data().message.isEmpty());
        picture(page, QStringLiteral("dashboard-rttonly"));
    }

    void noLimit_isSaid()
    {
        support::Synthetic server;
        server.maxmemory = "0";
        server.run(2);
        ui::DashboardPage page(&server.sampler);
        page.show();
        QVERIFY(tile(page, "tileMemory").below.startsWith(QStringLiteral("no limit set")));
        QCOMPARE(tile(page, "tileMemory").level, ui::Tile::Level::Calm);
        QVERIFY(chart(page, "chartMemory")->data().limits.isEmpty());
    }

    void restart_isDrawnAndNamed()
    {
        support::Synthetic server;
        server.restartAt = 4;
        server.run(8);
        ui::DashboardPage page(&server.sampler);
        page.show();
        const auto &data = chart(page, "chartHitRate")->data();
        QCOMPARE(data.markers.size(), 1);
        QCOMPARE(data.markers.first().word, QStringLiteral("Restarted"));
        QVERIFY(notice(page).startsWith(QStringLiteral("Server counters restarted at ")));
    }

    void exports_holdWhatIsShown()
    {
        support::Synthetic server;
        server.run(4);
        ui::DashboardPage page(&server.sampler);
        page.resize(1312, 740);
        page.show();
        const QByteArrayList lines = page.csv().trimmed().split('\n');
        QCOMPARE(lines.size(), 5);
        const qsizetype columns = lines.first().count(',');
        for (const QByteArray &line : lines)
            QCOMPARE(line.count(','), columns);
        QVERIFY(lines[1].contains("+09:00"));
        const QImage image = page.picture();
        QVERIFY(image.height() > 600 && image.width() == 1312);
    }

    void everySize_keepsItsPartsInside_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize &size : { QSize(1312, 740), QSize(960, 600), QSize(912, 520),
                                   QSize(560, 500), QSize(430, 400), QSize(2500, 1300) })
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void everySize_keepsItsPartsInside()
    {
        QFETCH(QSize, size);
        support::Synthetic server;
        server.run(3);
        ui::DashboardPage page(&server.sampler);
        page.resize(size);
        page.show();
        QCOMPARE(page.size(), size);
        const auto charts = page.findChildren<ui::ChartWidget *>();
        QCOMPARE(charts.size(), 11);
        for (const ui::ChartWidget *each : charts) {
            QVERIFY(each->geometry().left() >= 0);
            QVERIFY(each->geometry().right() < size.width());
            QVERIFY(each->height() >= 100);
            for (const ui::ChartWidget *other : charts)
                QVERIFY(other == each || !other->geometry().intersects(each->geometry()));
        }
    }

    void spike_survivesManyPoints()
    {
        // Fifty points to a pixel: the one that is high must still reach the top.
        ui::ChartWidget widget;
        widget.resize(300, 160);
        ui::ChartData data;
        data.from = 0;
        data.to = 10'000;
        data.ticks = { 0, 50, 100 };
        data.tickText = [](double tick) { return QString::number(tick); };
        ui::ChartSeries series;
        for (int i = 0; i < 10'000; ++i) {
            data.times.push_back(i);
            data.breaks.push_back(0);
            series.values.push_back(i == 5000 ? 100.0 : 1.0);
        }
        data.series = { series };
        widget.setData(data);
        const QImage image = widget.grab().toImage();
        const QColor line = common::tokens().series[0];
        bool high = false;
        for (int x = 0; x < image.width() && !high; ++x) {
            for (int y = 34; y < 60 && !high; ++y) {
                const QColor here = image.pixelColor(x, y);
                high = qAbs(here.red() - line.red()) + qAbs(here.blue() - line.blue()) < 120;
            }
        }
        QVERIFY(high);
    }
};

QTEST_MAIN(TestDashboard)
#include "tst_dashboard.moc"

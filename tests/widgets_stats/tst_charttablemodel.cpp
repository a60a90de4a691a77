#include "widgets/stats/charttablemodel.h"
#include <QAbstractItemModelTester>
#include <QTest>
#include <limits>

class TestChartTableModel : public QObject {
    Q_OBJECT

    static ui::ChartData data(int points)
    {
        ui::ChartData data;
        ui::ChartSeries hits;
        hits.name = QStringLiteral("hits");
        for (int i = 0; i < points; ++i) {
            data.times.push_back(1738314000000 + i * 2000);
            hits.values.push_back(i);
        }
        data.series = { hits };
        data.valueText = [](double value) { return QString::number(value); };
        return data;
    }

private Q_SLOTS:
    void points_areRowsNewestFirst()
    {
        ui::ChartTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setData(data(3), QStringLiteral("Lookups"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.columnCount(), 2);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("hits"));
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(2, 1).data().toString(), QStringLiteral("0"));
        model.setData(data(1), QStringLiteral("Lookups"));
        QCOMPARE(model.rowCount(), 1);
    }

    void missingFigure_isADashNotAZero()
    {
        ui::ChartTableModel model;
        ui::ChartData gap = data(2);
        gap.series[0].values[1] = std::numeric_limits<double>::quiet_NaN();
        model.setData(gap, {});
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("—"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("0"));
    }
};

QTEST_MAIN(TestChartTableModel)
#include "tst_charttablemodel.moc"

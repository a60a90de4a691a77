#include "console/activitymodel.h"
#include <QAbstractItemModelTester>
#include <QTest>

using console::ActivityModel;

namespace {

console::ActivityEntry entry(const QByteArrayList &command, bool failed = false)
{
    return { QDateTime::currentDateTime(), QStringLiteral("Console"), 2, command, 1500, failed };
}

} // namespace

class TestActivityModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyCommands_keepTheLastTwoThousand()
    {
        ActivityModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 1500; ++i)
            model.append(entry({ "GET", QByteArray::number(i) }));
        QTRY_COMPARE(model.rowCount(), 1500);
        for (int i = 1500; i < 4500; ++i)
            model.append(entry({ "GET", QByteArray::number(i) }));
        QTRY_COMPARE(model.rowCount(), ActivityModel::capacity);
        QCOMPARE(model.total(), 4500);
        QCOMPARE(model.index(1999, ActivityModel::CommandColumn).data().toString(),
                 QStringLiteral("GET 4499"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void secrets_neverReachTheList()
    {
        ActivityModel model;
        model.append(entry({ "AUTH", "hunter2" }));
        QTRY_COMPARE(model.rowCount(), 1);
        const QModelIndex cell = model.index(0, ActivityModel::CommandColumn);
        QVERIFY(!cell.data().toString().contains(QStringLiteral("hunter2")));
        QVERIFY(!cell.data(ActivityModel::CommandRole).toByteArray().contains("hunter2"));
    }

    void hiddenValues_leaveCommandsAndKeys()
    {
        ActivityModel model;
        model.setValuesHidden(true);
        model.append(entry({ "MSET", "a", "1", "b", "2" }));
        model.append(entry({ "CONFIG", "SET", "maxmemory", "1" }));
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ActivityModel::CommandColumn).data().toString(),
                 QStringLiteral("MSET a … b …"));
        QCOMPARE(model.index(1, ActivityModel::CommandColumn).data().toString(),
                 QStringLiteral("CONFIG SET … …"));
    }

    void filter_findsCommandLaneAndFailure()
    {
        ActivityModel model;
        console::ActivityFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&filter,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(entry({ "GET", "인사" }));
        model.append(entry({ "LPUSH", "user", "x" }, true));
        QTRY_COMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("인"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("console"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setFailedOnly(true);
        QCOMPARE(filter.rowCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"

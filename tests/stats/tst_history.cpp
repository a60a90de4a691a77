#include "stats/history.h"
#include <QTest>

using namespace stats;

namespace {

Point point(qint64 end, qint64 span, qint64 hits, qint64 misses)
{
    Point p;
    p.end = end;
    p.span = span;
    p.delta[Counter::Hits] = hits;
    p.delta[Counter::Misses] = misses;
    return p;
}

constexpr qint64 forever = std::numeric_limits<qint64>::max();

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void window_isRatioOfSumsNotMeanOfRatios()
    {
        History history;
        history.add(point(1000, 1000, 1, 0)); // 100 %
        history.add(point(2000, 1000, 0, 99)); // 0 %
        const auto all = history.lookups(0, forever, false);
        QCOMPARE(*all->rate(), 1.0); // the mean of the ratios would be 50
        QCOMPARE(all->total(), 100);
    }

    void window_countsOnlyItsPoints()
    {
        History history;
        for (int i = 1; i <= 10; ++i)
            history.add(point(i * 1000, 1000, i, 0));
        QCOMPARE(history.lookups(4000, 6000, false)->hits, 15);
        QCOMPARE(history.points(4000, 6000).size(), size_t(3));
    }

    void notReported_isNoZero()
    {
        History history;
        Point p;
        p.end = 1000;
        p.span = 1000;
        history.add(p);
        QVERIFY(!history.lookups(0, forever, false));
    }

    void noLookups_isNoRate()
    {
        History history;
        history.add(point(1000, 1000, 0, 0));
        const auto all = history.lookups(0, forever, false);
        QVERIFY(all);
        QVERIFY(!all->rate());
    }

    void exclusion_isSubtractedFromTheSums()
    {
        History history;
        Point early = point(1000, 1000, 0, 0);
        early.delta[Counter::OwnHits] = 5; // heard of before the server's count
        early.delta[Counter::OwnMisses] = 0;
        Point late = point(2000, 1000, 13, 3);
        late.delta[Counter::OwnHits] = 0;
        late.delta[Counter::OwnMisses] = 0;
        history.add(early);
        history.add(late);
        QCOMPARE(history.lookups(0, forever, true), std::optional(Lookups{ 8, 3, true }));
    }

    void oldPoints_becomeMinutesAndMemoryIsBounded()
    {
        History history;
        const qint64 seconds = qint64(24) * 3600;
        for (qint64 s = 1; s <= seconds; ++s)
            history.add(point(s * 1000, 1000, 1, 1));
        QVERIFY2(history.size() <= 3600 + 1440 + 1, qPrintable(QString::number(history.size())));
        QCOMPARE(history.lookups(0, forever, false)->hits, seconds);
        const auto points = history.points(0, forever);
        QCOMPARE(points.front().span, 60'000);
        QCOMPARE(points.back().span, 1000);
        for (size_t i = 1; i < points.size(); ++i)
            QCOMPARE(points[i].begin(), points[i - 1].end);
    }

    void olderThanADay_isForgotten()
    {
        History history;
        history.add(point(1000, 1000, 1, 1));
        history.addMarker({ 1000, Reset::Restarted });
        history.add(point(qint64(25) * 3600 * 1000, 1000, 1, 1));
        QCOMPARE(history.size(), 1);
        QVERIFY(history.markers().empty());
    }

    void gap_isNotMergedAway()
    {
        History::Limits limits;
        limits.fine = 1;
        History history(limits);
        history.add(point(1000, 1000, 1, 1));
        Point after = point(9000, 1000, 2, 2);
        after.afterGap = true;
        history.add(after);
        history.add(point(10'000, 1000, 3, 3));
        const auto points = history.points(0, forever);
        QCOMPARE(points.size(), size_t(3));
        QVERIFY(points[1].afterGap);
    }

    void reset_isNotMergedAway()
    {
        History::Limits limits;
        limits.fine = 1;
        History history(limits);
        history.add(point(1000, 1000, 1, 1));
        history.addMarker({ 2000, Reset::StatsReset });
        history.add(point(3000, 1000, 2, 2));
        history.add(point(4000, 1000, 3, 3));
        QCOMPARE(history.points(0, forever).size(), size_t(3));
    }

    void mergedPoint_addsDifferencesAndKeepsTheLastGauge()
    {
        Point a = point(1000, 1000, 1, 2);
        Point b = point(2000, 1000, 3, 4);
        a.gauges[Gauge::Memory] = 10;
        b.gauges[Gauge::Memory] = 20;
        a.gauges[Gauge::RttHigh] = 9;
        b.gauges[Gauge::RttHigh] = 5;
        const Point both = merged(a, b);
        QCOMPARE(both.begin(), 0);
        QCOMPARE(both.delta[Counter::Hits], 4);
        QCOMPARE(both.delta[Counter::Evicted], notReported);
        QCOMPARE(both.gauges[Gauge::Memory], 20.0);
        QCOMPARE(both.gauges[Gauge::RttHigh], 9.0);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"

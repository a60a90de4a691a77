#include "stats/history.h"
#include "stats/rates.h"
#include <QRandomGenerator>
#include <QTest>
#include <cmath>

using namespace stats;

namespace {

Sample at(qint64 ms, qint64 hits, qint64 misses)
{
    Sample s;
    s.monotonic = ms;
    s.wall = 1'700'000'000'000 + ms;
    s.runId = "one";
    s.uptime = 100 + ms / 1000;
    s.counters[Counter::Hits] = hits;
    s.counters[Counter::Misses] = misses;
    return s;
}

} // namespace

class TestRates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hitRate_isHitsOfLookups_data()
    {
        QTest::addColumn<qint64>("hits");
        QTest::addColumn<qint64>("misses");
        QTest::addColumn<QString>("text");
        QTest::newRow("the walkthrough") << qint64(8) << qint64(3) << "72.73";
        QTest::newRow("benchmark") << qint64(98) << qint64(2) << "98.00";
        QTest::newRow("all hits") << qint64(5) << qint64(0) << "100.00";
        QTest::newRow("all misses") << qint64(0) << qint64(5) << "0.00";
        QTest::newRow("none") << qint64(0) << qint64(0) << "nan";
    }
    void hitRate_isHitsOfLookups()
    {
        QFETCH(qint64, hits);
        QFETCH(qint64, misses);
        QFETCH(QString, text);
        const Step step = compare(at(0, 1000, 500), at(2000, 1000 + hits, 500 + misses));
        QVERIFY(step.point && !step.reset);
        const double rate = hitRate(*step.point, false);
        QCOMPARE(std::isnan(rate) ? QStringLiteral("nan") : QString::number(rate, 'f', 2), text);
    }

    void ownLookups_areTakenOff()
    {
        Sample a = at(0, 100, 100);
        Sample b = at(2000, 100 + 8 + 50, 100 + 3 + 5);
        a.counters[Counter::OwnHits] = 10;
        a.counters[Counter::OwnMisses] = 1;
        b.counters[Counter::OwnHits] = 60;
        b.counters[Counter::OwnMisses] = 6;
        const Step step = compare(a, b);
        QCOMPARE(lookups(step.point->delta, true), std::optional(Lookups{ 8, 3, true }));
        QCOMPARE(lookups(step.point->delta, false), std::optional(Lookups{ 58, 8, true }));
    }

    void ownLookupsOnly_leaveNothingToDivide()
    {
        Sample a = at(0, 0, 0);
        Sample b = at(2000, 5, 0);
        a.counters[Counter::OwnHits] = 0;
        a.counters[Counter::OwnMisses] = 0;
        b.counters[Counter::OwnHits] = 5;
        b.counters[Counter::OwnMisses] = 0;
        QVERIFY(std::isnan(hitRate(*compare(a, b).point, true)));
    }

    void moreOwnThanAll_isAnEstimateAndNeverNegative()
    {
        const Lookups rest = Lookups{ 3, 1, true }.without({ 5, 0, true });
        QCOMPARE(rest, (Lookups{ 0, 1, false }));
    }

    void fewerThanHundred_isFew()
    {
        QVERIFY((Lookups{ 8, 3, true }.isFew()));
        QVERIFY(!(Lookups{ 98, 2, true }.isFew()));
    }

    void lateSample_widensItsInterval()
    {
        Sample a = at(0, 0, 0);
        Sample b = at(10'000, 0, 0);
        a.counters[Counter::Commands] = 0;
        b.counters[Counter::Commands] = 100;
        const Step step = compare(a, b);
        QCOMPARE(step.point->span, 10'000);
        QCOMPARE(perSecond(*step.point, Counter::Commands), 10.0);
    }

    void noTimePassed_givesNoPoint()
    {
        QVERIFY(!compare(at(5, 1, 1), at(5, 2, 2)).point);
        QVERIFY(!compare(at(5, 1, 1), at(4, 2, 2)).point);
    }

    void reset_isNamed_data()
    {
        QTest::addColumn<QByteArray>("runId");
        QTest::addColumn<qint64>("uptime");
        QTest::addColumn<qint64>("hits");
        QTest::addColumn<int>("expected"); // -1 = none
        QTest::newRow("same, grown") << QByteArray("one") << qint64(102) << qint64(11) << -1;
        QTest::newRow("new process")
            << QByteArray("two") << qint64(1) << qint64(50) << int(Reset::Restarted);
        QTest::newRow("old process")
            << QByteArray("two") << qint64(5000) << qint64(50) << int(Reset::Failover);
        QTest::newRow("uptime fell")
            << QByteArray("one") << qint64(0) << qint64(50) << int(Reset::Restarted);
        QTest::newRow("no id, uptime fell")
            << QByteArray() << qint64(0) << qint64(50) << int(Reset::Restarted);
        QTest::newRow("counter fell")
            << QByteArray("one") << qint64(102) << qint64(9) << int(Reset::StatsReset);
    }
    void reset_isNamed()
    {
        QFETCH(QByteArray, runId);
        QFETCH(qint64, uptime);
        QFETCH(qint64, hits);
        QFETCH(int, expected);
        Sample b = at(2000, hits, 10);
        b.runId = runId;
        b.uptime = uptime;
        const Step step = compare(at(0, 10, 10), b);
        QCOMPARE(step.reset ? int(*step.reset) : -1, expected);
        QCOMPARE(step.point.has_value(), expected == -1);
    }

    void cpuAloneFell_hasItsOwnGapOnly()
    {
        Sample a = at(0, 1, 1);
        Sample b = at(1000, 2, 2);
        a.counters[Counter::Cpu] = 100;
        b.counters[Counter::Cpu] = 99;
        const Step step = compare(a, b);
        QVERIFY(!step.reset);
        QVERIFY(std::isnan(cpuPercent(*step.point)));
        QCOMPARE(hitRate(*step.point, false), 50.0);
    }

    void missingField_isNotReported()
    {
        Sample a = at(0, 1, 1);
        Sample b = at(1000, 2, 2);
        b.counters[Counter::Evicted] = 7; // only in one of them
        const Point point = *compare(a, b).point;
        QVERIFY(std::isnan(perSecond(point, Counter::Evicted)));
        QVERIFY(std::isnan(perSecond(point, Counter::NetIn)));
        QVERIFY(std::isnan(serverMilliseconds(point)));
        QVERIFY(!memoryPercent(point.gauges));
    }

    void cpu_isPercentOfOneCore()
    {
        Sample a = at(0, 0, 0);
        Sample b = at(2000, 0, 0);
        a.counters[Counter::Cpu] = 0;
        b.counters[Counter::Cpu] = 380'000; // 0.38 s in 2 s
        QCOMPARE(cpuPercent(*compare(a, b).point), 19.0);
    }

    void serverTime_isMicrosecondsPerCall()
    {
        Sample a = at(0, 0, 0);
        Sample b = at(2000, 0, 0);
        a.counters[Counter::Calls] = 0;
        a.counters[Counter::Microseconds] = 0;
        b.counters[Counter::Calls] = 4;
        b.counters[Counter::Microseconds] = 2000;
        QCOMPARE(serverMilliseconds(*compare(a, b).point), 0.5);
    }

    void memory_isPercentOfItsLimit()
    {
        Gauges gauges;
        gauges[Gauge::Memory] = 412;
        gauges[Gauge::MaxMemory] = 500;
        QCOMPARE(*memoryPercent(gauges), 82.4);
        gauges[Gauge::MaxMemory] = 0; // no limit set
        QVERIFY(!memoryPercent(gauges));
    }

    void hostileCounters_neverLeaveTheRange()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        Sample a = at(0, 0, 0);
        const Sample b = at(1000, most, most);
        const Point point = *compare(a, b).point;
        QCOMPARE(hitRate(point, false), 50.0);
        QCOMPARE(lookups(point.delta, false)->total(), most);
        QCOMPARE(merged(point, point).delta[Counter::Hits], most);
    }

    /// Any walk of counters with restarts, statistics resets, missing fields and late samples.
    void anyWalk_neverGivesANegativeRateOrMoreThanAll()
    {
        QRandomGenerator random(20);
        for (int walk = 0; walk < 200; ++walk) {
            History history;
            Sample before = at(0, 0, 0);
            for (int i = 1; i < 100; ++i) {
                Sample now = before;
                now.monotonic += random.bounded(0, 5000);
                now.wall += 1000;
                now.uptime += 1;
                for (size_t c = 0; c < now.counters.size(); ++c) {
                    const auto counter = Counter(c);
                    if (random.bounded(20) == 0)
                        now.counters[counter] = notReported;
                    else
                        now.counters[counter] =
                            qMax<qint64>(0, before.counters[counter]) + random.bounded(1000);
                }
                switch (random.bounded(12)) {
                case 0:
                    now.runId = QByteArray::number(i);
                    now.uptime = random.bounded(100);
                    [[fallthrough]];
                case 1:
                    for (size_t c = 0; c < now.counters.size(); ++c)
                        now.counters[Counter(c)] = random.bounded(50);
                    break;
                default:
                    break;
                }
                const Step step = compare(before, now);
                if (step.point) {
                    history.add(*step.point);
                    for (const bool exclude : { false, true }) {
                        const double rate = hitRate(*step.point, exclude);
                        QVERIFY(std::isnan(rate) || (rate >= 0 && rate <= 100));
                    }
                    for (size_t c = 0; c < now.counters.size(); ++c) {
                        const double rate = perSecond(*step.point, Counter(c));
                        QVERIFY(std::isnan(rate) || rate >= 0);
                    }
                }
                before = now;
            }
            const auto all = history.lookups(0, std::numeric_limits<qint64>::max(), true);
            if (all && all->rate())
                QVERIFY(*all->rate() >= 0 && *all->rate() <= 100);
        }
    }
};

QTEST_GUILESS_MAIN(TestRates)
#include "tst_rates.moc"

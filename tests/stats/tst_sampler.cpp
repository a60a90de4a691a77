#include "stats/sampler.h"
#include "support/fakeport.h"
#include <QSignalSpy>
#include <QTest>

using namespace stats;
using resp::Reply;

class TestSampler : public QObject {
    Q_OBJECT

    std::shared_ptr<support::FakePort> m_port;
    QByteArray m_info;
    qint64 m_now = 0;

    static QByteArray info(qint64 hits, qint64 misses, const QByteArray &runId = "one",
                           int uptime = 100)
    {
        return "run_id:" + runId + "\r\nuptime_in_seconds:" + QByteArray::number(uptime)
            + "\r\nkeyspace_hits:" + QByteArray::number(hits)
            + "\r\nkeyspace_misses:" + QByteArray::number(misses)
            + "\r\ntotal_commands_processed:" + QByteArray::number(hits + misses) + "\r\n";
    }

    /// Takes a sample that finds `text`, a second after the one before.
    void sample(Sampler &sampler, const QByteArray &text)
    {
        m_info = text;
        m_now += 1000;
        QSignalSpy spy(&sampler, &Sampler::sampled);
        sampler.sampleNow();
        QTRY_COMPARE(spy.size(), 1);
    }

    void start(Sampler &sampler)
    {
        sampler.setInterval(60);
        sampler.setClock([this] { return m_now; });
        QSignalSpy spy(&sampler, &Sampler::sampled);
        sampler.start();
        QTRY_COMPARE(spy.size(), 1);
    }

private Q_SLOTS:
    void init()
    {
        m_port = std::make_shared<support::FakePort>();
        m_info = info(0, 0);
        m_now = 0;
        m_port->answer = [this](const resp::Command &command) -> base::Result<Reply> {
            if (command == resp::Command{ "PING" })
                return Reply::status("PONG");
            if (command == resp::Command{ "INFO" })
                return Reply::string(m_info);
            return Reply::string("cmdstat_get:calls=1,usec=2\r\n");
        };
    }

    void firstRate_comesAfterTwoSamples()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        QCOMPARE(sampler.state(), Sampler::State::Collecting);
        QCOMPARE(sampler.history().size(), 0);
        sample(sampler, info(8, 3));
        QCOMPARE(sampler.state(), Sampler::State::Live);
        QCOMPARE(sampler.history().size(), 1);
        QCOMPARE(qRound(hitRate(*sampler.history().last(), false) * 100), 7273);
        QCOMPARE(sampler.history().last()->span, 1000);
    }

    void interval_staysWithinItsRange()
    {
        Sampler sampler{ resp::Send(m_port) };
        sampler.setInterval(0);
        QCOMPARE(sampler.interval(), 1);
        sampler.setInterval(600);
        QCOMPARE(sampler.interval(), 60);
    }

    void oneSampleAtATime()
    {
        Sampler sampler{ resp::Send(m_port) };
        m_port->hold = true;
        sampler.start();
        sampler.sampleNow();
        sampler.sampleNow();
        QCOMPARE(m_port->held(), size_t(1));
    }

    void restart_givesAMarkerAndNoPoint()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        sample(sampler, info(50, 50));
        QSignalSpy spy(&sampler, &Sampler::resetSeen);
        sample(sampler, info(3, 1, "two", 0));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].value<Marker>().reset, Reset::Restarted);
        QCOMPARE(sampler.history().size(), 1);
        QCOMPARE(sampler.state(), Sampler::State::Collecting);
        sample(sampler, info(6, 2, "two", 1));
        QCOMPARE(sampler.history().size(), 2);
        QVERIFY(sampler.history().last()->afterGap);
        QCOMPARE(hitRate(*sampler.history().last(), false), 75.0);
    }

    void statisticsReset_isNamed()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        sample(sampler, info(50, 50));
        sample(sampler, info(1, 0));
        QCOMPARE(sampler.history().markers().back().reset, Reset::StatsReset);
        QCOMPARE(*sampler.sinceStart(false)->rate(), 100.0);
    }

    void lostLink_leavesAGapAndAWiderInterval()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        sample(sampler, info(1, 0));
        const auto answer = m_port->answer;
        m_port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return base::fail(base::Error::Kind::Network, QStringLiteral("gone"));
        };
        sample(sampler, {});
        QCOMPARE(sampler.state(), Sampler::State::Stale);
        QVERIFY(sampler.lastFailure());
        QCOMPARE(sampler.history().size(), 1);
        m_port->answer = answer;
        sample(sampler, info(5, 0));
        QCOMPARE(sampler.state(), Sampler::State::Live);
        QVERIFY(sampler.history().last()->afterGap);
        QCOMPARE(sampler.history().last()->span, 2000);
    }

    void refusedInfo_leavesRoundTripsAndTheReason()
    {
        Sampler sampler{ resp::Send(m_port) };
        m_port->answer = [](const resp::Command &command) -> base::Result<Reply> {
            if (command == resp::Command{ "PING" })
                return Reply::status("PONG");
            return Reply::error("NOPERM this user has no permissions to run the 'info' command");
        };
        start(sampler);
        sample(sampler, {});
        QCOMPARE(sampler.state(), Sampler::State::RttOnly);
        QVERIFY(sampler.infoRefusal());
        QCOMPARE(sampler.infoRefusal()->kind, base::Error::Kind::NotPermitted);
        QVERIFY(sampler.history().last()->gauges.has(Gauge::RttMedian));
        QVERIFY(!sampler.sinceStart(false));
        // It is not asked over and over.
        const auto asked = m_port->sent.count({ "INFO" });
        sample(sampler, {});
        QCOMPARE(m_port->sent.count({ "INFO" }), asked);
    }

    void refusedCommandStats_costNothingElse()
    {
        Sampler sampler{ resp::Send(m_port) };
        const auto answer = m_port->answer;
        m_port->answer = [answer](const resp::Command &command) -> base::Result<Reply> {
            return command.size() == 2 ? Reply::error("ERR syntax error") : answer(command);
        };
        start(sampler);
        sample(sampler, info(8, 3));
        QCOMPARE(sampler.state(), Sampler::State::Live);
        QVERIFY(qIsNaN(serverMilliseconds(*sampler.history().last())));
    }

    void ownLookups_areTakenOffSinceTheStart()
    {
        auto own = std::make_shared<OwnLookups>();
        Sampler sampler{ resp::Send(m_port), own };
        start(sampler);
        for (int i = 0; i < 20; ++i)
            own->note({ "GET", "a" }, Reply::string("x"));
        own->note({ "TYPE", "a" }, Reply::status("none"));
        sample(sampler, info(8 + 20, 3 + 1));
        QCOMPARE(*sampler.sinceStart(true), (Lookups{ 8, 3, true }));
        QCOMPARE(*sampler.sinceStart(false), (Lookups{ 28, 4, true }));
    }

    void ownLookupsOnTheWire_makeAnEstimate()
    {
        auto own = std::make_shared<OwnLookups>();
        Sampler sampler{ resp::Send(m_port), own };
        start(sampler);
        own->begun();
        sample(sampler, info(8, 3));
        QVERIFY(!sampler.sinceStart(true)->exact);
        own->settled({ 1, 0, true });
        sample(sampler, info(9, 3));
        QCOMPARE(*sampler.sinceStart(true), (Lookups{ 8, 3, true }));
    }

    void ownLookupsBeforeARestart_areForgotten()
    {
        auto own = std::make_shared<OwnLookups>();
        Sampler sampler{ resp::Send(m_port), own };
        own->note({ "GET", "a" }, Reply::string("x"));
        start(sampler);
        sample(sampler, info(50, 50));
        sample(sampler, info(8, 3, "two", 0));
        QCOMPARE(*sampler.sinceStart(true), (Lookups{ 8, 3, true }));
    }

    void marks_countExactlyWhatLiesBetween()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        sample(sampler, info(1000, 0)); // not in the span
        QSignalSpy spy(&sampler, &Sampler::marksChanged);
        m_now += 500;
        sampler.dropMark();
        QTRY_COMPARE(spy.size(), 1);
        QVERIFY(!sampler.markedSpan(false));
        sample(sampler, info(1090, 1));
        m_info = info(1098, 2);
        m_now += 300;
        sampler.dropMark();
        QTRY_COMPARE(spy.size(), 2);
        sample(sampler, info(9000, 9000)); // not in the span
        const auto span = sampler.markedSpan(false);
        QCOMPARE(*span->lookups->rate(), 98.0);
        QCOMPARE(span->commands, 100);
        sampler.dropMark(); // a third begins a new span
        QTRY_COMPARE(sampler.marks().size(), 1);
        sampler.clearMarks();
        QVERIFY(sampler.marks().isEmpty());
    }

    void markWhileASampleIsOut_waitsForOneOfItsOwn()
    {
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        m_port->hold = true;
        sampler.sampleNow();
        sampler.dropMark();
        m_info = info(10, 0);
        m_now += 1000;
        m_port->release(); // PING of the first
        QTRY_COMPARE(m_port->held(), size_t(1));
        m_port->release(); // its INFO
        QTRY_COMPARE(m_port->held(), size_t(1));
        QVERIFY(sampler.marks().isEmpty());
        m_info = info(20, 0);
        m_now += 1000;
        m_port->hold = false;
        m_port->release();
        QTRY_COMPARE(sampler.marks().size(), 1);
        QCOMPARE(sampler.marks().first().totals[Counter::Hits], 20);
    }

    void stopped_hearsNoLateAnswer()
    {
        Sampler sampler{ resp::Send(m_port) };
        m_port->hold = true;
        sampler.start();
        QSignalSpy spy(&sampler, &Sampler::sampled);
        sampler.stop();
        m_port->release();
        QTest::qWait(0);
        QCOMPARE(spy.size(), 0);
        QCOMPARE(sampler.state(), Sampler::State::Stopped);
    }

private:
    /// Three primaries with a counter each; the answer is the asked node's.
    struct Three {
        QMap<QByteArray, QByteArray> info;
        QSet<QByteArray> down;
    };
    void serve(const std::shared_ptr<Three> &three)
    {
        resp::NodeMap map;
        map.cluster = true;
        quint16 slot = 0;
        for (auto it = three->info.cbegin(); it != three->info.cend(); ++it) {
            map.nodes += resp::NodeMap::Node{
                it.key(), QString::fromLatin1(it.key()), {}, { { slot, slot } }, true
            };
            ++slot;
        }
        m_port->map = map;
        m_port->answer = [this, three](const resp::Command &command) -> base::Result<Reply> {
            const QByteArray node = m_port->options.last().node;
            if (command == resp::Command{ "PING" })
                return Reply::status("PONG");
            if (three->down.contains(node))
                return base::fail(base::Error::Kind::Network, QStringLiteral("gone"));
            if (command == resp::Command{ "INFO" })
                return Reply::string(three->info.value(node));
            return Reply::string("cmdstat_get:calls=1,usec=2\r\n");
        };
    }

private Q_SLOTS:
    void nodes_areComparedEachWithItselfAndSummed()
    {
        auto three = std::make_shared<Three>();
        three->info = { { "a", info(100, 0, "ra") + "used_memory:10\r\nmaxmemory:100\r\n" },
                        { "b", info(5000, 0, "rb") + "used_memory:20\r\nmaxmemory:100\r\n" },
                        { "c", info(7, 70, "rc") + "used_memory:30\r\nmaxmemory:100\r\n" } };
        serve(three);
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        QCOMPARE(sampler.latest()->counters[Counter::Hits], 5107);
        QCOMPARE(*memoryPercent(sampler.latest()->gauges), 20.0);
        QCOMPARE(sampler.nodes().size(), 3);
        three->info["a"] = info(108, 0, "ra");
        three->info["c"] = info(7, 73, "rc");
        sample(sampler, {});
        QCOMPARE(sampler.history().size(), 1);
        QCOMPARE(qRound(hitRate(*sampler.history().last(), false) * 100), 7273);
        QVERIFY(sampler.coverage().isWhole());
        sampler.setNode("c");
        QCOMPARE(qRound(hitRate(*sampler.history().last(), false)), 0);
        QCOMPARE(sampler.latest()->counters[Counter::Misses], 73);
        sampler.setNode({});
        QCOMPARE(sampler.latest()->counters[Counter::Misses], 73);
        QCOMPARE(sampler.latest()->counters[Counter::Hits], 5115);
    }

    void silentNode_isLeftOutOfItsIntervalOnly()
    {
        auto three = std::make_shared<Three>();
        three->info = { { "a", info(0, 0, "ra") },
                        { "b", info(0, 0, "rb") },
                        { "c", info(0, 0, "rc") } };
        serve(three);
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        three->down = { "b" };
        three->info["a"] = info(10, 0, "ra");
        sample(sampler, {});
        QCOMPARE(sampler.coverage().present, 2);
        QCOMPARE(sampler.coverage().total, 3);
        QCOMPARE(sampler.state(), Sampler::State::Live);
        QCOMPARE(sampler.history().last()->delta[Counter::Hits], 10);
        QVERIFY(!sampler.history().last()->ownExact);
        three->down = {};
        three->info["b"] = info(1000, 0, "rb"); // of two intervals: no peak in the second
        three->info["a"] = info(12, 0, "ra");
        sample(sampler, {});
        QCOMPARE(sampler.history().last()->delta[Counter::Hits], 2);
        three->info["b"] = info(1001, 0, "rb");
        sample(sampler, {});
        QCOMPARE(sampler.history().last()->delta[Counter::Hits], 1);
        QVERIFY(sampler.history().markers().empty());
    }

    void replicaTakingOver_isOneMarkerAndOneGap()
    {
        auto three = std::make_shared<Three>();
        three->info = { { "a", info(50, 0, "ra") }, { "b", info(90, 0, "rb") } };
        serve(three);
        Sampler sampler{ resp::Send(m_port) };
        QSignalSpy resets(&sampler, &Sampler::resetSeen);
        start(sampler);
        sample(sampler, {});
        three->info.remove("b");
        three->info["d"] = info(3, 0, "rd");
        serve(three);
        sample(sampler, {});
        QCOMPARE(resets.size(), 1);
        QCOMPARE(resets.first().first().value<Marker>().reset, Reset::Failover);
        three->info["d"] = info(4, 0, "rd");
        sample(sampler, {});
        QCOMPARE(sampler.history().last()->delta[Counter::Hits], 1);
        QVERIFY(sampler.history().last()->afterGap);
    }

    void oneNodesRestart_isANewBaselineForAll()
    {
        auto three = std::make_shared<Three>();
        three->info = { { "a", info(50, 0, "ra") }, { "b", info(90, 0, "rb") } };
        serve(three);
        Sampler sampler{ resp::Send(m_port) };
        start(sampler);
        sample(sampler, {});
        three->info["b"] = info(1, 0, "rx", 0);
        three->info["a"] = info(60, 0, "ra");
        sample(sampler, {});
        QCOMPARE(sampler.history().markers().size(), 1U);
        QCOMPARE(sampler.history().size(), 1);
        three->info["b"] = info(4, 0, "rx", 1);
        sample(sampler, {});
        QCOMPARE(sampler.history().last()->delta[Counter::Hits], 3);
    }
};

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"

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
};

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"

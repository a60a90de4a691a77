#include "stats/countingport.h"
#include "stats/sampler.h"
#include "support/livesend.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using namespace stats;

class TestSamplerLive : public QObject {
    Q_OBJECT

    static void sample(Sampler &sampler)
    {
        QSignalSpy spy(&sampler, &Sampler::sampled);
        sampler.sampleNow();
        QTRY_VERIFY(!spy.isEmpty());
    }

private Q_SLOTS:
    /// Acceptance: another client's 8 hits and 3 misses read 72.73 %, while this program's own
    /// lookups run through the very port that is counted.
    void scriptedRun_readsItsRateWithoutOurLookups()
    {
        support::RedisServer server;
        QVERIFY(server.isRunning());
        const support::LiveSend live(server);
        const support::LiveSend lane(server);
        auto own = std::make_shared<OwnLookups>();
        const resp::Send ours = counted(live.send(), own);
        Sampler sampler(lane.send(), own);
        sampler.setInterval(60);
        sampler.start();
        QTRY_VERIFY(sampler.latest());

        server.command({ "SET", "product:1", "tea" });
        server.command({ "HSET", "user:2", "name", "Kim" });
        for (int round = 0; round < 4; ++round) {
            for (int i = 0; i < 2; ++i)
                server.command({ "GET", "product:1" });
            if (round < 3)
                server.command({ "GET", "product:none" });
            // What browsing costs: all of it moves the server's own counters.
            QVERIFY(support::await(ours({ "EXISTS", "product:1", "nothing" })));
            QVERIFY(support::await(ours.many({ { "TYPE", "product:1" },
                                               { "PTTL", "product:1" },
                                               { "TYPE", "nothing" },
                                               { "PTTL", "nothing" },
                                               { "MEMORY", "USAGE", "product:1" },
                                               { "OBJECT", "ENCODING", "product:1" } })));
            QVERIFY(support::await(ours({ "HGETALL", "user:2" })));
            resp::Transaction t;
            t.watch = { "product:1" };
            t.reads = { { "GET", "product:1" }, { "PTTL", "product:1" } };
            t.decide = [](const resp::Replies &) -> std::optional<resp::Commands> {
                return resp::Commands{ { "SET", "product:1", "tea", "KEEPTTL" } };
            };
            QVERIFY(support::await(ours.transact(t)));
        }
        QTRY_VERIFY(own->snapshot().isQuiet());
        sample(sampler);

        const Lookups all = *sampler.sinceStart(false);
        QVERIFY(all.total() > 11);
        const Lookups others = *sampler.sinceStart(true);
        QCOMPARE(others, (Lookups{ 8, 3, true }));
        QCOMPARE(QString::number(*others.rate(), 'f', 2), QStringLiteral("72.73"));
        QVERIFY(others.isFew());
        // The interval says the same, and more of our own reading does not move it.
        QCOMPARE(sampler.history().lookups(0, std::numeric_limits<qint64>::max(), true), others);
        for (int i = 0; i < 50; ++i)
            QVERIFY(support::await(ours({ "GET", "product:1" })));
        sample(sampler);
        QCOMPARE(*sampler.sinceStart(true), others);
        QVERIFY(qIsNaN(hitRate(*sampler.history().last(), true)));
        QVERIFY(*sampler.sinceStart(false)->rate() > 72.74);
    }

    void realServer_reportsEveryFigure()
    {
        support::RedisServer server({ QStringLiteral("--maxmemory"), QStringLiteral("100mb"),
                                      QStringLiteral("--maxmemory-policy"),
                                      QStringLiteral("volatile-lru") });
        QVERIFY(server.isRunning());
        const support::LiveSend lane(server);
        Sampler sampler(lane.send());
        sampler.setInterval(60);
        sampler.start();
        QTRY_VERIFY(sampler.latest());
        server.command({ "SET", "a", "1" });
        server.command({ "GET", "a" });
        sample(sampler);
        const Sample &now = *sampler.latest();
        for (size_t i = 0; i < now.counters.size(); ++i)
            QVERIFY2(now.counters.has(Counter(i)), qPrintable(QString::number(i)));
        for (size_t i = 0; i < now.gauges.size(); ++i) {
            if (Gauge(i) != Gauge::Lag) // no replica
                QVERIFY2(now.gauges.has(Gauge(i)), qPrintable(QString::number(i)));
        }
        QCOMPARE(now.policy, QByteArray("volatile-lru"));
        QCOMPARE(now.gauges[Gauge::Keys], 1.0);
        QCOMPARE(now.gauges[Gauge::MaxMemory], 100.0 * 1024 * 1024);
        QCOMPARE(hitRate(*sampler.history().last(), false), 100.0);
        QVERIFY(serverMilliseconds(*sampler.history().last()) >= 0);
    }

    void killedAndBack_isMarkedRestarted()
    {
        support::RedisServer server;
        QVERIFY(server.isRunning());
        // A session's Send reaches the server again after a reconnect; here each try connects.
        class Redial final : public resp::Send::Port {
        public:
            explicit Redial(const support::RedisServer &to)
                : m_to(to)
            {
            }
            QFuture<base::Result<resp::Reply>> one(resp::Command c, resp::SendOptions o) override
            {
                return line()(std::move(c), o);
            }
            QFuture<base::Result<resp::Replies>> many(resp::Commands c,
                                                      resp::SendOptions o) override
            {
                return line().many(std::move(c), o);
            }
            QFuture<base::Result<resp::TransactionOutcome>> transact(resp::Transaction t) override
            {
                return line().transact(std::move(t));
            }
            int database() const override { return 0; }

        private:
            resp::Send line()
            {
                if (!m_live || !m_live->connection() || !m_live->connection()->isOpen())
                    m_live = std::make_unique<support::LiveSend>(m_to);
                return m_live->send();
            }
            const support::RedisServer &m_to;
            std::unique_ptr<support::LiveSend> m_live;
        };

        Sampler sampler(resp::Send(std::make_shared<Redial>(server)));
        QSignalSpy resets(&sampler, &Sampler::resetSeen);
        sampler.setInterval(60);
        sampler.start();
        QTRY_VERIFY(sampler.latest());
        server.command({ "GET", "a" });
        sample(sampler);
        QCOMPARE(sampler.state(), Sampler::State::Live);

        server.kill();
        sample(sampler);
        QCOMPARE(sampler.state(), Sampler::State::Stale);

        QVERIFY(server.start());
        sample(sampler);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(resets[0][0].value<Marker>().reset, Reset::Restarted);
        QCOMPARE(sampler.history().size(), 1);
        server.command({ "CONFIG", "RESETSTAT" });
        sample(sampler);
        QCOMPARE(resets.size(), 2);
        QCOMPARE(resets[1][0].value<Marker>().reset, Reset::StatsReset);
        // Two samples within one millisecond make no point.
        QVERIFY(QTest::qWaitFor([&] {
            sample(sampler);
            return sampler.history().size() == 2;
        }));
        QVERIFY(sampler.history().last()->afterGap);
    }

    void userWithoutInfo_seesRoundTrips()
    {
        support::RedisServer server;
        QVERIFY(server.isRunning());
        server.command({ "ACL", "SETUSER", "default", "-info" });
        const support::LiveSend lane(server);
        Sampler sampler(lane.send());
        sampler.start();
        QTRY_COMPARE(sampler.state(), Sampler::State::RttOnly);
        QCOMPARE(sampler.infoRefusal()->kind, base::Error::Kind::NotPermitted);
        QVERIFY(sampler.history().last()->gauges.has(Gauge::RttMedian));
    }
};

QTEST_GUILESS_MAIN(TestSamplerLive)
#include "tst_samplerlive.moc"

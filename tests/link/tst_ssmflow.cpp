// When the data channel repeats, how much it lets under way, and how it outlives sockets and
// pauses; and against an agent that has the real one's habits over a way with accidents. All times
// are simulated.
#include "link/ssmchannelbench.h"
#include <QSignalSpy>

using namespace test;
using links::ssm::DataChannel;
using links::ssm::Message;
using links::ssm::PayloadType;
using support::channelMessage;
using support::FakeChannelSocket;
using namespace std::chrono_literals;

namespace {

/// One end's bytes: told apart by a pattern, compared where they arrive.
struct Load {
    QByteArray bytes;
    qsizetype arrived = 0;
    bool isIntact = true;

    Load(qsizetype size, quint32 seed)
        : bytes(size, Qt::Uninitialized)
    {
        QRandomGenerator random(seed);
        std::generate(bytes.begin(), bytes.end(), [&random] { return char(random()); });
    }
    void arrive(const QByteArray &part)
    {
        isIntact = isIntact && bytes.mid(arrived, part.size()) == part;
        arrived += part.size();
    }
    [[nodiscard]] bool isDone() const { return arrived >= bytes.size(); }
};

} // namespace

class SsmFlowTest final : public ChannelBench {
    Q_OBJECT

    void fill()
    {
        while (m_channel->hasRoom())
            m_channel->send(PayloadType::Output, "x");
    }
    /// Messages let under way at once.
    qsizetype window()
    {
        fill();
        return m_channel->unacknowledged();
    }
    /// As the window lets it.
    void upload(const Load &load)
    {
        const auto next = std::make_shared<qsizetype>(0);
        const auto pump = [this, next, bytes = load.bytes] {
            while (*next < bytes.size() && m_channel->hasRoom()) {
                const auto at = std::exchange(*next, *next + links::ssm::mostPayload);
                m_channel->send(PayloadType::Output, bytes.mid(at, links::ssm::mostPayload));
            }
        };
        connect(m_channel.get(), &DataChannel::room, this, pump);
        pump();
    }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void unanswered_isRepeatedAllAtItsOwnTimeOldestFirst()
    {
        m_channel->send(PayloadType::Output, "0");
        m_channel->send(PayloadType::Output, "1");
        m_clock->advance(150ms);
        m_channel->send(PayloadType::Output, "2");
        const auto first = std::exchange(m_socket->sent, {});
        m_clock->advance(49ms);
        QVERIFY(m_socket->sent.isEmpty());
        m_clock->advance(1ms); // 200 ms: the first timeout
        QCOMPARE(m_socket->sent, first.first(2)); // the same bytes
        m_socket->sent.clear();
        m_clock->advance(160ms);
        QCOMPARE(sentNumbers(*m_socket), QList<qint64>{ 2 });
    }

    void monthsOfUptime_changeNothing()
    {
        m_clock->advance(std::chrono::hours(24 * 60)); // more milliseconds than 32 bits hold
        m_channel->send(PayloadType::Output, "x");
        m_clock->advance(180ms);
        m_socket->hear(acknowledgement(0));
        QCOMPARE(m_channel->roundTrip(), 110ms);
        m_channel->send(PayloadType::Output, "y");
        m_socket->sent.clear();
        m_clock->advance(1s);
        const auto repeated = taken(*m_socket, links::ssm::inputStreamData);
        QVERIFY(!repeated.isEmpty());
        QCOMPARE(repeated.constFirst().created, 1795176000000U + 24ULL * 60 * 60 * 60 * 1000 + 180);
    }

    void silence_isRepeatedMoreAndMoreSlowly()
    {
        fill();
        m_socket->sent.clear();
        m_clock->advance(60s);
        const auto repeats = double(m_channel->counters().resent) / 64;
        QVERIFY2(repeats > 5 && repeats < 16, qPrintable(QString::number(repeats)));
    }

    void roundTrip_isMeasuredByTheFormulas()
    {
        for (qint64 i = 0; i < 2; ++i) {
            m_channel->send(PayloadType::Output, "x");
            m_clock->advance(180ms);
            m_socket->hear(acknowledgement(i));
        }
        // 7/8 of what it was and 1/8 of 180: 110, then 118.75; variations 20 and 32.5.
        QCOMPARE(m_channel->roundTrip(), 119ms);
        m_channel->send(PayloadType::Output, "x");
        m_clock->advance(248ms);
        QCOMPARE(m_channel->counters().resent, 0);
        m_clock->advance(1ms); // 118.75 + 4 * 32.5
        QCOMPARE(m_channel->counters().resent, 1);
    }

    void queueThatIsWorkedOff_isNotRepeated()
    {
        fill();
        for (qint64 i = 0; i < 64; ++i) { // in order, and slower than any timer of theirs
            m_clock->advance(150ms);
            m_socket->hear(acknowledgement(i));
        }
        QCOMPARE(m_channel->counters().resent, 0);
    }

    void overtakenMessage_isRepeatedAtItsOwnTime()
    {
        fill();
        m_socket->sent.clear();
        for (qint64 i = 1; i < 64; ++i) {
            m_clock->advance(4ms);
            m_socket->hear(acknowledgement(i));
        }
        QCOMPARE(sentNumbers(*m_socket), QList<qint64>{ 0 });
    }

    void alarmOfABusyComputer_letsAnswersComeFirst()
    {
        m_channel->send(PayloadType::Output, "x");
        m_clock->sleep(1s); // and nothing rings
        m_clock->advance(1ms);
        QCOMPARE(m_channel->counters().resent, 0);
        m_clock->advance(10ms);
        QCOMPARE(m_channel->counters().resent, 1);
    }

    void roundTripOfARepeatedMessage_isNotMeasured()
    {
        m_channel->send(PayloadType::Output, "x");
        m_clock->advance(205ms);
        QCOMPARE(m_channel->counters().resent, 1);
        m_socket->hear(acknowledgement(0));
        QCOMPARE(m_channel->roundTrip(), 100ms);
    }

    void lineSlowerThanTheFirstTimeout_isLearned()
    {
        support::SimulatedAgent agent(*m_clock);
        support::SimulatedWay way(*m_clock, agent);
        way.delay = 800ms;
        m_channel->attach(way.connectClient());
        for (int i = 0; i < 60; ++i) {
            m_channel->send(PayloadType::Output, "x");
            m_clock->advance(2s);
        }
        QVERIFY(m_channel->roundTrip() > 1s);
        const auto before = m_channel->counters().resent;
        for (int i = 0; i < 20; ++i) {
            m_channel->send(PayloadType::Output, "x");
            m_clock->advance(2s);
        }
        QCOMPARE(m_channel->counters().resent, before);
        m_channel.reset();
    }

    void window_growsFrom64To512()
    {
        QCOMPARE(window(), 64);
        qint64 next = 0;
        const auto acknowledgeAll = [&] {
            for (qint64 left = m_channel->unacknowledged(); left > 0; --left)
                m_socket->hear(acknowledgement(next++));
        };
        QSignalSpy room(m_channel.get(), &DataChannel::room);
        connect(m_channel.get(), &DataChannel::room, this, [this] { fill(); });
        m_socket->hear(acknowledgement(next++));
        QCOMPARE(room.size(), 1);
        for (int i = 0; i < 5; ++i)
            acknowledgeAll();
        QCOMPARE(m_channel->unacknowledged(), 512);
    }

    void idleChannel_doesNotGrowItsWindow()
    {
        for (qint64 i = 0; i < 1000; ++i) {
            m_channel->send(PayloadType::Output, "x");
            m_socket->hear(acknowledgement(i));
        }
        QCOMPARE(window(), 64);
    }

    void timeout_halvesTheWindowOnce()
    {
        QCOMPARE(window(), 64);
        m_clock->advance(200ms);
        QCOMPARE(m_channel->counters().resent, 64);
        for (qint64 i = 0; i < 40; ++i)
            m_socket->hear(acknowledgement(i));
        const auto after = window();
        QVERIFY2(after >= 32 && after < 64, qPrintable(QString::number(after)));
    }

    void lossesOfOneRoundTrip_halveTheWindowOnce()
    {
        for (int i = 0; i < 64; ++i) {
            if (i == 32)
                m_clock->advance(50ms);
            m_channel->send(PayloadType::Output, "x");
        }
        m_clock->advance(200ms);
        QCOMPARE(m_channel->counters().resent, 64);
        for (qint64 i = 0; i < 64; ++i)
            m_socket->hear(acknowledgement(i));
        const auto after = window(); // 32, and has grown by what came in while it was used
        QVERIFY2(after > 40 && after < 64, qPrintable(QString::number(after)));
    }

    void pause_stopsRepeatingAndNothingElse()
    {
        QSignalSpy paused(m_channel.get(), &DataChannel::pausedChanged);
        QSignalSpy broken(m_channel.get(), &DataChannel::broken);
        m_channel->send(PayloadType::Output, "0");
        m_clock->advance(300ms);
        QCOMPARE(m_channel->counters().resent, 1);
        m_socket->hear(channelMessage(links::ssm::pausePublication, 0, {}));
        QVERIFY(m_channel->isPaused());
        m_socket->sent.clear();
        m_clock->advance(40s);
        QVERIFY(m_socket->sent.isEmpty());
        m_channel->send(PayloadType::Output, "1");
        QCOMPARE(sentNumbers(*m_socket), QList<qint64>{ 1 });
        m_clock->advance(15s);
        QVERIFY(m_socket->sent.isEmpty());
        m_socket->hear(channelMessage(links::ssm::startPublication, 0, {}));
        QVERIFY(!m_channel->isPaused());
        m_clock->advance(20ms);
        QCOMPARE(sentNumbers(*m_socket), range(0, 2));
        QCOMPARE(paused.size(), 2);
        QCOMPARE(broken.size(), 0);
    }

    void pauseOfAMinuteWithSomethingToSay_breaksOff_data()
    {
        QTest::addColumn<bool>("beforehand");
        QTest::newRow("what was under way") << true;
        QTest::newRow("what is said meanwhile") << false;
    }
    void pauseOfAMinuteWithSomethingToSay_breaksOff()
    {
        QFETCH(const bool, beforehand);
        QSignalSpy broken(m_channel.get(), &DataChannel::broken);
        if (beforehand)
            m_channel->send(PayloadType::Output, "0");
        m_socket->hear(channelMessage(links::ssm::pausePublication, 0, {}));
        if (!beforehand) {
            m_clock->advance(10min); // costs nobody anything
            m_channel->send(PayloadType::Output, "0");
        }
        m_clock->advance(30s);
        m_channel->send(PayloadType::Output, "1"); // gives it no new time
        m_clock->advance(29s);
        QCOMPARE(broken.size(), 0);
        m_clock->advance(2s);
        QCOMPARE(broken.size(), 1);
        QCOMPARE(broken[0][0].value<base::Error>().cause, base::Error::Cause::TunnelLost);
    }

    void pause_endsByAnyWordOfTheAgent_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("ends");
        QTest::newRow("start, with nothing but zeros")
            << QByteArray(120, '\0').replace(4, 17, links::ssm::startPublication) << true;
        QTest::newRow("data") << data(0) << true;
        QTest::newRow("data too early") << data(5) << true;
        QTest::newRow("acknowledgement") << acknowledgement(7) << true;
        QTest::newRow("garbage") << QByteArray(200, 'x') << false;
        QTest::newRow("unknown type") << channelMessage("agent_job", 0, "x") << false;
        QTest::newRow("pause") << channelMessage(links::ssm::pausePublication, 0, {}) << false;
    }
    void pause_endsByAnyWordOfTheAgent()
    {
        QFETCH(QByteArray, word);
        m_socket->hear(channelMessage(links::ssm::pausePublication, 0, {}));
        m_socket->hear(word);
        QTEST(!m_channel->isPaused(), "ends");
        m_socket->sent.clear();
        m_socket->hear(data(6)); // acknowledged while paused, too
        QCOMPARE(acknowledged(*m_socket), QList<qint64>{ 6 });
    }

    void pauseOfAnEarlierSocket_isForgotten()
    {
        m_socket->hear(channelMessage(links::ssm::pausePublication, 0, {}));
        FakeChannelSocket next;
        m_channel->attach(&next);
        QVERIFY(!m_channel->isPaused());
        m_channel->send(PayloadType::Output, "0");
        m_clock->advance(1s);
        QVERIFY(m_channel->counters().resent > 0);
        m_channel->detach();
    }

    void fiveMinutesOfRepeats_breakTheSession()
    {
        QList<base::Error> why;
        connect(m_channel.get(), &DataChannel::broken, this,
                [&](const base::Error &error) { why += error; });
        m_channel->send(PayloadType::Output, "x");
        m_clock->advance(4min);
        FakeChannelSocket next;
        m_channel->attach(&next); // begins anew: it may be that this one leads somewhere
        m_clock->advance(4min + 50s);
        QVERIFY(why.isEmpty());
        m_clock->advance(30s);
        QCOMPARE(why.size(), 1);
        QCOMPARE(why.first().cause, base::Error::Cause::TunnelLost);
        QVERIFY(!m_channel->hasRoom());
    }

    void fullLine_getsNoRepeatsAndNoMoreData()
    {
        QSignalSpy room(m_channel.get(), &DataChannel::room);
        m_channel->send(PayloadType::Output, "x");
        m_socket->full = 1024 * 1024;
        QVERIFY(!m_channel->hasRoom());
        m_clock->advance(1min);
        QCOMPARE(m_channel->counters().resent, 0);
        m_socket->hear(data(0)); // acknowledged all the same
        QCOMPARE(acknowledged(*m_socket), QList<qint64>{ 0 });
        m_socket->full = 0;
        Q_EMIT m_socket->drained();
        QCOMPARE(room.size(), 1);
        m_clock->advance(200ms);
        QCOMPARE(m_channel->counters().resent, 1);
    }

    void pacedAgent_isNotSlowedDown()
    {
        support::SimulatedAgent agent(*m_clock);
        support::SimulatedWay way(*m_clock, agent);
        way.delay = 50ms;
        Load load(1024 * 1024, 1);
        m_channel->attach(way.connectClient());
        connect(m_channel.get(), &DataChannel::received, this,
                [&](PayloadType, const QByteArray &part) { load.arrive(part); });
        agent.send(PayloadType::Output, load.bytes);
        QVERIFY(m_clock->advanceUntil([&] { return load.isDone() && agent.isIdle(); }, 1min));
        QVERIFY(load.isIntact);
        QCOMPARE(agent.resent, 0); // our acknowledgements came in time
        QVERIFY2(m_clock->elapsed() <= 1200ms,
                 qPrintable(QString::number(m_clock->elapsed().count())));
        m_channel.reset();
    }

    void longWay_isFilled()
    {
        support::SimulatedAgent agent(*m_clock);
        support::SimulatedWay way(*m_clock, agent);
        way.delay = 50ms;
        Load load(10 * 1024 * 1024, 1);
        agent.onData = [&](PayloadType, const QByteArray &part) { load.arrive(part); };
        m_channel->attach(way.connectClient());
        upload(load);
        QVERIFY(m_clock->advanceUntil([&] { return load.isDone(); }, 1min));
        QVERIFY(load.isIntact);
        QCOMPARE(m_channel->counters().resent, 0);
        // 512 KiB in each round trip of 100 ms, and a few until the window is open.
        QVERIFY2(m_clock->elapsed() <= 2500ms,
                 qPrintable(QString::number(m_clock->elapsed().count())));
        m_channel.reset();
    }

    void accidents_loseNothing_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<qsizetype>("size");
        // 10 MiB each way for every seed takes a minute: LARDER_SSM_SOAK=1.
        const bool soak = qEnvironmentVariableIsSet("LARDER_SSM_SOAK");
        for (quint32 seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %u", seed)
                << seed << qsizetype(soak || seed == 50 ? 10 * 1024 * 1024 : 200 * 1024);
    }
    void accidents_loseNothing()
    {
        QFETCH(quint32, seed);
        QFETCH(qsizetype, size);
        QRandomGenerator random(seed);
        support::SimulatedAgent agent(*m_clock);
        support::SimulatedWay way(*m_clock, agent, random());
        way.delay = std::chrono::milliseconds(random.bounded(60));
        way.loss = 0.005 + random.bounded(0.02);
        way.duplicate = random.bounded(0.02);
        way.overtaken = random.bounded(0.04);
        agent.pace = std::chrono::milliseconds(random.bounded(2));
        Load up(size, random());
        Load down(size, random());
        agent.onData = [&](PayloadType, const QByteArray &part) { up.arrive(part); };
        connect(m_channel.get(), &DataChannel::received, this,
                [&](PayloadType, const QByteArray &part) { down.arrive(part); });
        const int spacing = int(size / 2048); // five cuts before it is through
        int cuts = 5;
        std::function<void()> cut = [&] {
            if (--cuts < 0)
                return;
            way.cut(); // the client notices later
            m_clock->after(std::chrono::milliseconds(random.bounded(300)), [&] {
                m_channel->detach();
                m_clock->after(std::chrono::milliseconds(random.bounded(2000)), [&] {
                    m_channel->attach(way.connectClient());
                    m_clock->after(std::chrono::milliseconds(random.bounded(spacing)), cut);
                });
            });
        };
        m_clock->after(std::chrono::milliseconds(random.bounded(spacing)), cut);
        m_channel->attach(way.connectClient());
        agent.send(PayloadType::Output, down.bytes);
        upload(up);
        QSignalSpy broken(m_channel.get(), &DataChannel::broken);
        const bool done = m_clock->advanceUntil(
            [&] { return up.isDone() && down.isDone() && m_channel->unacknowledged() == 0; }, 2h);
        QVERIFY2(done,
                 qPrintable(QStringLiteral("%1 up, %2 down").arg(up.arrived).arg(down.arrived)));
        QVERIFY(up.isIntact && down.isIntact);
        QVERIFY(way.lost > 0);
        QCOMPARE(broken.size(), 0);
        qInfo("%lld ms, %lld lost, %lld resent, agent resent %lld",
              qint64(m_clock->elapsed().count()), way.lost, m_channel->counters().resent,
              agent.resent);
        m_channel.reset();
    }
};

QTEST_GUILESS_MAIN(SsmFlowTest)
#include "tst_ssmflow.moc"

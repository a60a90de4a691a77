// Streams over one session's channel: what is on the wire, frame by frame, and that nobody starves.
#include "link/ssm/mux.h"
#include "support/channelfakes.h"
#include <QSignalSpy>
#include <QtTest>

using links::ssm::DataChannel;
using links::ssm::Message;
using links::ssm::Mux;
using links::ssm::PayloadType;
using links::ssm::SmuxCommand;
using links::ssm::SmuxFrame;
using links::ssm::SmuxReader;
using support::FakeChannelSocket;
using namespace std::chrono_literals;

namespace {

QByteArray frame(SmuxCommand command, Mux::Id stream, const QByteArray &data = {})
{
    return links::ssm::encoded(SmuxFrame{ command, stream, data });
}

/// What a frame is, for comparing: "SYN 3", "PSH 3 4" (bytes), "FIN 3", "NOP 0".
QByteArray name(const SmuxFrame &frame)
{
    static const QByteArrayList commands{ "SYN ", "FIN ", "PSH ", "NOP " };
    QByteArray text = commands.at(int(frame.command)) + QByteArray::number(frame.stream);
    if (frame.command == SmuxCommand::Psh)
        text += ' ' + QByteArray::number(frame.data.size());
    return text;
}

qsizetype count(const QByteArrayList &frames, const QByteArray &start)
{
    return std::count_if(frames.begin(), frames.end(),
                         [&](const QByteArray &each) { return each.startsWith(start); });
}

} // namespace

class SsmMuxTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<support::TestClock> m_clock;
    std::unique_ptr<FakeChannelSocket> m_socket;
    std::unique_ptr<DataChannel> m_channel;
    std::unique_ptr<Mux> m_mux;
    QHash<Mux::Id, QByteArray> m_arrived;
    QList<Mux::Id> m_ended;
    qint64 m_acknowledged = 0;

    /// The frames of each message that was sent since the last call, acknowledged too where
    /// `answered`.
    QList<QByteArrayList> messages(bool answered = true)
    {
        QList<QByteArrayList> out;
        while (!m_socket->sent.isEmpty()) { // an acknowledgement brings more
            const Message message = *links::ssm::decoded(m_socket->sent.takeFirst());
            if (message.type != links::ssm::inputStreamData)
                continue;
            SmuxReader reader; // a new one: no frame goes over the end of a message
            QByteArrayList frames;
            const auto read = reader.read(message.payload);
            for (const SmuxFrame &each : read.value()) {
                frames += name(each);
                m_carried[each.stream] += each.data;
            }
            out += frames;
            if (answered)
                acknowledge(message.sequence);
        }
        return out;
    }
    QByteArrayList frames() // of all messages
    {
        QByteArrayList out;
        for (const QByteArrayList &each : messages())
            out += each;
        return out;
    }
    void acknowledge(qint64 sequence)
    {
        Message message;
        message.type = links::ssm::inputStreamData;
        message.sequence = sequence;
        m_socket->hear(support::channelMessage(links::ssm::acknowledgeType, 0,
                                               links::ssm::acknowledgementOf(message),
                                               PayloadType::None));
    }
    /// Fills the window, so that what follows is queued; returns the number of messages.
    qsizetype block()
    {
        while (m_channel->hasRoom())
            m_channel->send(PayloadType::Flag, "x");
        m_socket->sent.clear();
        return m_channel->unacknowledged();
    }
    void unblock(qsizetype messages, qint64 from = 0)
    {
        for (qint64 i = from; i < from + messages; ++i)
            acknowledge(i);
    }
    void makeMux(bool keepAlive)
    {
        m_mux = std::make_unique<Mux>(*m_channel, *m_clock, keepAlive);
        connect(m_mux.get(), &Mux::arrived, this,
                [this](Mux::Id id, const QByteArray &bytes) { m_arrived[id] += bytes; });
        connect(m_mux.get(), &Mux::ended, this, [this](Mux::Id id) { m_ended += id; });
    }

    QHash<Mux::Id, QByteArray> m_carried;

private Q_SLOTS:
    void init()
    {
        m_carried.clear();
        m_arrived.clear();
        m_ended.clear();
        m_clock = std::make_unique<support::TestClock>();
        m_socket = std::make_unique<FakeChannelSocket>();
        m_channel = std::make_unique<DataChannel>(*m_clock);
        m_channel->attach(m_socket.get());
        makeMux(false);
    }
    void cleanup()
    {
        m_mux.reset();
        m_channel.reset();
    }

    void streams_haveOddIdsFromThree()
    {
        QCOMPARE(m_mux->open(), 3U);
        QCOMPARE(m_mux->open(), 5U);
        m_mux->close(5);
        QCOMPARE(m_mux->open(), 7U);
        QCOMPARE(m_mux->streams(), 2);
        QVERIFY(!m_mux->isExhausted());
        QCOMPARE(frames(), (QByteArrayList{ "SYN 3", "SYN 5", "FIN 5", "SYN 7" }));
    }

    void idsThatRunOut_areNotUsedAgain()
    {
        m_mux = std::make_unique<Mux>(*m_channel, *m_clock, false, 0xfffffffd);
        QCOMPARE(m_mux->open(), 0xfffffffdU);
        QVERIFY(!m_mux->isExhausted());
        QCOMPARE(m_mux->open(), 0xffffffffU);
        QVERIFY(m_mux->isExhausted());
        m_mux->close(0xfffffffd);
        QCOMPARE(m_mux->open(), 0U);
        QCOMPARE(m_mux->streams(), 1);
        QCOMPARE(frames(),
                 (QByteArrayList{ "SYN 4294967293", "SYN 4294967295", "FIN 4294967293" }));
    }

    void conversation_isCarriedBothWays()
    {
        const Mux::Id id = m_mux->open();
        m_mux->write(id, "PING\r\n");
        QCOMPARE(frames(), (QByteArrayList{ "SYN 3", "PSH 3 6" }));
        const QByteArray answer = frame(SmuxCommand::Psh, id, "+PONG\r\n");
        m_mux->feed(answer.first(3)); // frames and messages are not aligned
        m_mux->feed(answer.sliced(3) + frame(SmuxCommand::Nop, 0)
                    + frame(SmuxCommand::Psh, id, "+OK\r\n"));
        QCOMPARE(m_arrived.value(id), QByteArray("+PONG\r\n+OK\r\n"));
    }

    void longWrite_goesInFramesThatFitAMessage()
    {
        const Mux::Id id = m_mux->open();
        const QByteArray bytes = QByteArray(700, 'a') + QByteArray(2000, 'b');
        m_mux->write(id, bytes);
        const auto sent = messages();
        QCOMPARE(sent,
                 (QList<QByteArrayList>{
                     { "SYN 3" }, { "PSH 3 1016" }, { "PSH 3 1016" }, { "PSH 3 668" } }));
        QCOMPARE(m_carried.value(id), bytes);
    }

    void manySmallFrames_shareAMessage()
    {
        const auto blocked = block();
        for (int i = 0; i < 40; ++i) {
            const Mux::Id id = m_mux->open();
            m_mux->write(id, QByteArray(4, 'x')); // 20 bytes with both headers
        }
        unblock(blocked);
        const auto sent = messages();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().size(), 80);
    }

    void smallWritesWhileWaiting_becomeOneFrame()
    {
        const Mux::Id id = m_mux->open();
        frames();
        block();
        QByteArray all;
        for (int i = 0; i < 300; ++i) {
            const QByteArray part(1 + i % 7, char('a' + i % 26));
            m_mux->write(id, part);
            all += part;
        }
        QCOMPARE(m_mux->queued(id), all.size());
        unblock(70, 1);
        QCOMPARE(messages(),
                 (QList<QByteArrayList>{ { "PSH 3 1016" },
                                         { "PSH 3 " + QByteArray::number(all.size() - 1016) } }));
        QCOMPARE(m_carried.value(id), all);
    }

    void busyStreams_takeTurns()
    {
        const Mux::Id bulk = m_mux->open();
        const Mux::Id other = m_mux->open();
        const Mux::Id small = m_mux->open();
        frames();
        block();
        m_mux->write(bulk, QByteArray(200 * 1024, 'b'));
        m_mux->write(other, QByteArray(200 * 1024, 'o'));
        m_mux->write(small, "PING\r\n");
        unblock(64, 3);
        QByteArrayList first;
        for (const QByteArrayList &each : messages(false).first(6))
            first += each;
        QVERIFY(first.indexOf("PSH 7 6") <= 2);
        QVERIFY(count(first, "PSH 3 ") >= 3);
        QVERIFY(count(first, "PSH 5 ") >= 3);
    }

    void smallRestOfAMessage_isNotFilledWithCrumbs()
    {
        const Mux::Id one = m_mux->open();
        const Mux::Id two = m_mux->open();
        frames();
        block();
        m_mux->write(one, QByteArray(1000, '1'));
        m_mux->write(two, QByteArray(1000, '2'));
        unblock(64, 2);
        QCOMPARE(messages(), (QList<QByteArrayList>{ { "PSH 3 1000" }, { "PSH 5 1000" } }));
    }

    void queue_isSeenAndToldWhenItShrinks()
    {
        const Mux::Id id = m_mux->open();
        frames();
        const auto blocked = block();
        QSignalSpy drained(m_mux.get(), &Mux::drained);
        m_mux->write(id, QByteArray(3000, 'x'));
        QCOMPARE(m_mux->queued(id), 3000);
        QCOMPARE(drained.size(), 0);
        acknowledge(1);
        QCOMPARE(m_mux->queued(id), 3000 - 2 * 1016); // the window has grown as well
        QCOMPARE(drained.size(), 1);
        QCOMPARE(blocked, 64);
        unblock(10, 2);
        QCOMPARE(m_mux->queued(id), 0);
    }

    void writerWhoWaitsForDrained_getsAllThrough()
    {
        const Mux::Id id = m_mux->open();
        qsizetype left = 1024 * 1024;
        const auto pump = [&] {
            while (left > 0 && m_mux->queued(id) < 8192) {
                m_mux->write(id, QByteArray(4096, 'x'));
                left -= 4096;
            }
        };
        connect(m_mux.get(), &Mux::drained, this, pump);
        pump();
        messages();
        QCOMPARE(left, 0);
        QCOMPARE(m_carried.value(id).size(), 1024 * 1024);
    }

    void close_sendsFinOnceAfterWhatIsQueued()
    {
        const Mux::Id id = m_mux->open();
        frames();
        block();
        m_mux->write(id, QByteArray(1500, 'x'));
        m_mux->close(id);
        m_mux->close(id);
        m_mux->write(id, "late");
        QCOMPARE(m_mux->streams(), 0);
        unblock(64, 1);
        QCOMPARE(frames(), (QByteArrayList{ "PSH 3 1008", "PSH 3 492", "FIN 3" }));
        m_mux->feed(frame(SmuxCommand::Psh, id, "last words") + frame(SmuxCommand::Fin, id));
        QVERIFY(m_arrived.isEmpty());
        QVERIFY(m_ended.isEmpty());
        m_mux->close(id);
        QVERIFY(frames().isEmpty());
        QCOMPARE(m_mux->queued(id), 0);
    }

    void finOfTheOtherSide_isAnsweredOnce()
    {
        const Mux::Id id = m_mux->open();
        frames();
        m_mux->feed(frame(SmuxCommand::Psh, id, "bye") + frame(SmuxCommand::Fin, id)
                    + frame(SmuxCommand::Psh, id, "ghost") + frame(SmuxCommand::Fin, id));
        QCOMPARE(m_arrived.value(id), QByteArray("bye"));
        QCOMPARE(m_ended, QList<Mux::Id>{ id });
        m_mux->close(id);
        m_mux->write(id, "late");
        QCOMPARE(frames(), QByteArrayList{ "FIN 3" });
        QCOMPARE(m_mux->streams(), 0);
    }

    void finOfTheOtherSide_dropsWhatIsQueued()
    {
        const Mux::Id id = m_mux->open();
        frames();
        block();
        m_mux->write(id, QByteArray(5000, 'x'));
        m_mux->feed(frame(SmuxCommand::Fin, id));
        unblock(64, 1);
        QCOMPARE(frames(), QByteArrayList{ "FIN 3" });
    }

    void finWhileOursWaits_isNotToldAndStillOnce()
    {
        const Mux::Id id = m_mux->open();
        frames();
        block();
        m_mux->write(id, QByteArray(5000, 'x'));
        m_mux->close(id);
        m_mux->feed(frame(SmuxCommand::Fin, id));
        unblock(64, 1);
        QCOMPARE(frames(), QByteArrayList{ "FIN 3" });
        QVERIFY(m_ended.isEmpty());
        QCOMPARE(m_mux->streams(), 0);
    }

    void synOfTheOtherSide_isDeclined()
    {
        const Mux::Id id = m_mux->open();
        frames();
        m_mux->feed(frame(SmuxCommand::Syn, 4) + frame(SmuxCommand::Psh, 4, "hello")
                    + frame(SmuxCommand::Syn, id));
        QCOMPARE(frames(), QByteArrayList{ "FIN 4" });
        QVERIFY(m_arrived.isEmpty());
        QCOMPARE(m_mux->streams(), 1);
    }

    void floodOfSyns_isBounded()
    {
        const auto blocked = block();
        for (Mux::Id id = 2; id < 20000; id += 2)
            m_mux->feed(frame(SmuxCommand::Syn, id));
        unblock(blocked);
        QCOMPARE(frames().size(), 1024);
    }

    void unknownStreams_areIgnored()
    {
        m_mux->feed(frame(SmuxCommand::Psh, 99, "who?") + frame(SmuxCommand::Fin, 99));
        QVERIFY(m_arrived.isEmpty());
        QVERIFY(frames().isEmpty());
    }

    void oldAgent_getsANopEveryTenSeconds()
    {
        makeMux(true);
        m_clock->advance(9999ms);
        QVERIFY(frames().isEmpty());
        m_clock->advance(1ms);
        QCOMPARE(frames(), QByteArrayList{ "NOP 0" });
        m_clock->advance(50s);
        QCOMPARE(count(frames(), "NOP"), 5 + m_channel->counters().resent);
    }

    void newAgent_getsNone()
    {
        m_clock->advance(10min);
        QVERIFY(frames().isEmpty());
    }

    void nopsOfADeadLine_doNotPileUp()
    {
        makeMux(true);
        m_channel->detach();
        m_clock->advance(24h);
        QVERIFY(m_channel->unacknowledged() <= 64);
    }

    void noSmux_breaksTheSession()
    {
        QSignalSpy broken(m_mux.get(), &Mux::broken);
        m_mux->feed("-ERR this is Redis\r\n");
        m_mux->feed("-ERR this is Redis\r\n");
        QCOMPARE(broken.size(), 1);
        const Mux::Id id = m_mux->open();
        m_mux->write(id, "x");
        QVERIFY(frames().isEmpty());
    }

    void muxEndedByItsListener_isLeftAlone()
    {
        const Mux::Id id = m_mux->open();
        connect(m_mux.get(), &Mux::arrived, m_socket.get(), [this] { m_mux.reset(); });
        m_mux->feed(frame(SmuxCommand::Psh, id, "a") + frame(SmuxCommand::Psh, id, "b"));
        QVERIFY(!m_mux);
        makeMux(false);
        const Mux::Id next = m_mux->open();
        connect(m_mux.get(), &Mux::drained, m_socket.get(), [this] { m_mux.reset(); });
        m_mux->write(next, "x");
        QVERIFY(!m_mux);
    }

    void listenerThatWritesAndCloses_keepsTheOrder()
    {
        const Mux::Id id = m_mux->open();
        frames();
        connect(m_mux.get(), &Mux::arrived, this, [&] {
            m_mux->write(id, "answer");
            m_mux->close(id);
        });
        m_mux->feed(frame(SmuxCommand::Psh, id, "a") + frame(SmuxCommand::Psh, id, "b"));
        QCOMPARE(m_arrived.value(id), QByteArray("a"));
        QCOMPARE(frames(), (QByteArrayList{ "PSH 3 6", "FIN 3" }));
    }
};

QTEST_GUILESS_MAIN(SsmMuxTest)
#include "tst_ssmmux.moc"

// What the data channel says and hears, message by message: numbers, acknowledgements, order, ends
// and nonsense. All times are simulated.
#include "link/ssmchannelbench.h"
#include <QSignalSpy>

using namespace test;
using links::ssm::DataChannel;
using links::ssm::Message;
using links::ssm::PayloadType;
using support::channelMessage;
using support::FakeChannelSocket;
using namespace std::chrono_literals;

class SsmChannelTest final : public ChannelBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void sentData_isNumberedFromZeroWithoutFlags()
    {
        m_clock->advance(1500ms);
        m_channel->send(PayloadType::HandshakeResponse, "{}");
        m_channel->send(PayloadType::Output, "\n");
        const auto sent = taken(*m_socket, links::ssm::inputStreamData);
        QCOMPARE(numbers(sent), range(0, 2));
        QCOMPARE(sent.at(0).payloadType, PayloadType::HandshakeResponse);
        QCOMPARE(sent.at(1).payload, QByteArray("\n")); // the plugin makes it a carriage return
        for (const Message &message : sent) {
            QCOMPARE(message.schema, 1U);
            QCOMPARE(message.flags, 0U);
            QCOMPARE(message.created, 1795176001500U);
            QCOMPARE(message.id.version(), QUuid::Random);
            QCOMPARE(message.id.variant(), QUuid::DCE);
        }
        QVERIFY(sent.at(0).id != sent.at(1).id);
    }

    void longPayload_goesInMessagesOf1024()
    {
        const QByteArray bytes(2500, 'y');
        m_channel->send(PayloadType::Output, bytes);
        QByteArray together;
        for (const Message &message : taken(*m_socket, links::ssm::inputStreamData)) {
            QVERIFY(message.payload.size() <= links::ssm::mostPayload);
            together += message.payload;
        }
        QCOMPARE(together, bytes);
    }

    void acknowledgement_isAsTheProtocolWantsIt()
    {
        m_socket->hear(data(0));
        m_socket->hear(data(1));
        const auto sent = taken(*m_socket, links::ssm::acknowledgeType);
        QCOMPARE(sent.size(), 2);
        for (const Message &message : sent) {
            QCOMPARE(message.sequence, 0);
            QCOMPARE(message.flags, 3U);
            QCOMPARE(message.payloadType, PayloadType::None);
            QCOMPARE(message.id.version(), QUuid::Random);
        }
        m_clock->advance(1min); // acknowledgements are not repeated
        QVERIFY(m_socket->sent.isEmpty());
    }

    void duplicate_isAcknowledgedEachTime()
    {
        const QByteArray message = data(0);
        for (int i = 0; i < 3; ++i)
            m_socket->hear(message);
        m_socket->hear(data(2));
        m_socket->hear(data(2));
        QCOMPARE(acknowledged(*m_socket), (QList<qint64>{ 0, 0, 0, 2, 2 }));
        QCOMPARE(m_received.size(), 1);
        QCOMPARE(m_channel->counters().duplicates, 3);
    }

    void outOfOrder_isAcknowledgedAtOnceAndDeliveredInOrder()
    {
        m_socket->hear(data(2, "c"));
        m_socket->hear(data(1, "b"));
        QCOMPARE(acknowledged(*m_socket), (QList<qint64>{ 2, 1 }));
        QVERIFY(m_received.isEmpty());
        m_socket->hear(data(0, "a"));
        QCOMPARE(m_received, (QByteArrayList{ "a", "b", "c" }));
        QCOMPARE(acknowledged(*m_socket), QList<qint64>{ 0 });
        QCOMPARE(m_channel->counters().outOfOrder, 2);
    }

    void data_isAcknowledgedAfterItWasTaken_data()
    {
        QTest::addColumn<PayloadType>("type");
        QTest::addColumn<qsizetype>("acknowledgedBefore");
        QTest::newRow("output") << PayloadType::Output << qsizetype(0);
        QTest::newRow("flag") << PayloadType::Flag << qsizetype(0);
        QTest::newRow("unknown") << PayloadType(99) << qsizetype(0);
        QTest::newRow("request") << PayloadType::HandshakeRequest << qsizetype(1);
        QTest::newRow("complete") << PayloadType::HandshakeComplete << qsizetype(1);
    }
    void data_isAcknowledgedAfterItWasTaken()
    {
        QFETCH(PayloadType, type);
        qsizetype before = -1;
        connect(m_channel.get(), &DataChannel::received, this,
                [&] { before = m_socket->sent.size(); });
        m_socket->hear(data(0, "x", type));
        QTEST(before, "acknowledgedBefore");
        QCOMPARE(acknowledged(*m_socket), QList<qint64>{ 0 });
    }

    void messagesWhileOneIsTaken_waitTheirTurn()
    {
        const QByteArray next = data(1, "b");
        connect(m_channel.get(), &DataChannel::received, this, [&] {
            if (m_received.size() == 1) {
                m_socket->hear(next);
                m_socket->hear(next);
                QCOMPARE(m_received.size(), 1);
            }
        });
        m_socket->hear(data(0, "a"));
        QCOMPARE(m_received, (QByteArrayList{ "a", "b" }));
    }

    void tooFarAhead_isNotAcknowledged()
    {
        constexpr qint64 most = 32768;
        for (qint64 sequence = 1; sequence <= most; ++sequence)
            m_socket->hear(data(sequence));
        QCOMPARE(acknowledged(*m_socket).size(), most);
        m_socket->hear(data(most + 1));
        m_socket->hear(data(std::numeric_limits<qint64>::max()));
        QVERIFY(m_socket->sent.isEmpty());
        m_socket->hear(data(0));
        m_clock->advance(0ms);
        QCOMPARE(m_received.size(), most + 1);
        m_socket->hear(data(most + 1)); // the peer repeats it
        QCOMPARE(m_received.size(), most + 2);
        QCOMPARE(acknowledged(*m_socket), (QList<qint64>{ 0, most + 1 }));
    }

    void muchThatWasHeld_comesInPortions()
    {
        for (qint64 sequence = 1; sequence < 1000; ++sequence)
            m_socket->hear(data(sequence, QByteArray::number(sequence)));
        m_socket->hear(data(0, "0"));
        QVERIFY(m_received.size() < 100); // whoever passes it on gets a turn
        m_socket->hear(data(1000, "1000"));
        m_socket->hear(data(1001, "1001"));
        QVERIFY(m_received.size() < 100);
        QByteArrayList all;
        for (int i = 0; i <= 1001; ++i)
            all += QByteArray::number(i);
        m_clock->advance(0ms);
        QCOMPARE(m_received, all);
    }

    void muchThatWasHeld_comesBeforeTheEnd()
    {
        for (qint64 sequence = 999; sequence >= 0; --sequence)
            m_socket->hear(data(sequence));
        qsizetype before = 0;
        connect(m_channel.get(), &DataChannel::closed, this, [&] { before = m_received.size(); });
        m_socket->hear(channelMessage(links::ssm::channelClosed, 0, "{}"));
        QCOMPARE(before, 1000);
        m_clock->advance(1s);
        QCOMPARE(m_received.size(), 1000);
    }

    void largeMessagesTooEarly_areBoundedByTheirBytes()
    {
        const QByteArray large(1000 * 1000, 'x');
        for (qint64 sequence = 1; sequence <= 60; ++sequence)
            m_socket->hear(data(sequence, large));
        const auto held = acknowledged(*m_socket).size();
        QVERIFY(held > 40 && held < 52);
    }

    void acknowledgementFasterThanSending_isNotLost()
    {
        m_socket->onSend = [this](const QByteArray &bytes) {
            m_socket->hear(acknowledgement(links::ssm::decoded(bytes)->sequence));
        };
        QSignalSpy done(m_channel.get(), &DataChannel::allAcknowledged);
        m_channel->send(PayloadType::Output, "x");
        QCOMPARE(m_channel->unacknowledged(), 0);
        QCOMPARE(done.size(), 1);
        m_clock->advance(1min);
        QCOMPARE(m_channel->counters().resent, 0);
    }

    void acknowledgedInAnyOrder_isForgotten()
    {
        for (int i = 0; i < 3; ++i)
            m_channel->send(PayloadType::Output, "x");
        m_socket->hear(acknowledgement(2));
        m_socket->hear(acknowledgement(2));
        m_socket->hear(acknowledgement(0));
        m_socket->hear(acknowledgement(99)); // never sent
        QCOMPARE(m_channel->unacknowledged(), 1);
        sentNumbers(*m_socket);
        m_clock->advance(300ms);
        QCOMPARE(sentNumbers(*m_socket), QList<qint64>{ 1 });
    }

    void deadSocketsMessages_areSentAgainOverTheNext()
    {
        m_channel->send(PayloadType::Output, "0"); // swallowed by a socket that is dead already
        m_channel->send(PayloadType::Output, "1");
        m_socket->hear(acknowledgement(0));
        m_channel->detach();
        m_socket->sent.clear();
        m_channel->send(PayloadType::Output, "2");
        m_clock->advance(1h);
        QVERIFY(m_socket->sent.isEmpty());
        m_socket->hear(data(0)); // late, of a socket that is nobody's any more
        QVERIFY(m_received.isEmpty());

        FakeChannelSocket next;
        m_channel->attach(&next);
        m_channel->send(PayloadType::Output, "3");
        const auto sent = taken(next, links::ssm::inputStreamData);
        QCOMPARE(numbers(sent), range(1, 4)); // no number begins anew
        QCOMPARE(sent.at(0).payload, QByteArray("1"));
        next.hear(data(0));
        QCOMPARE(m_received.size(), 1);
        m_channel->detach();
    }

    void socketThatDies_isLetGo()
    {
        m_channel->send(PayloadType::Output, "0");
        m_socket.reset();
        m_channel->send(PayloadType::Output, "1");
        m_clock->advance(1min);
        QCOMPARE(m_channel->unacknowledged(), 2);
    }

    void channelClosed_isFinal()
    {
        QList<links::ssm::ChannelClosed> ends;
        connect(m_channel.get(), &DataChannel::closed, this,
                [&](const links::ssm::ChannelClosed &why) { ends += why; });
        m_channel->send(PayloadType::Output, "0");
        m_socket->sent.clear();
        const QByteArray closed = channelMessage(links::ssm::channelClosed, 0,
                                                 R"({"SessionId":"me-1","Output":"Timed out."})");
        m_socket->hear(closed);
        m_socket->hear(closed);
        m_socket->hear(data(0));
        m_channel->send(PayloadType::Output, "1");
        m_clock->advance(1h);
        QCOMPARE(ends.size(), 1);
        QCOMPARE(ends.first().output, QStringLiteral("Timed out."));
        QVERIFY(m_socket->sent.isEmpty());
        QVERIFY(m_received.isEmpty());
        QVERIFY(!m_channel->hasRoom());
    }

    void channelClosedThatCannotBeRead_isFinalToo()
    {
        QSignalSpy closed(m_channel.get(), &DataChannel::closed);
        m_socket->hear(channelMessage(links::ssm::channelClosed, 0, "[]"));
        QCOMPARE(closed.size(), 1);
        QVERIFY(!m_channel->hasRoom());
    }

    void garbage_isCountedAndIgnored()
    {
        QSignalSpy broken(m_channel.get(), &DataChannel::broken);
        for (qint64 i = 0; i < 500; ++i) {
            m_socket->hear("garbage");
            m_socket->hear(channelMessage(links::ssm::acknowledgeType, 0, "[]"));
            m_socket->hear(data(-1));
            m_socket->hear(channelMessage("agent_job", 0, "x"));
            m_socket->hear(channelMessage(links::ssm::inputStreamData, i, "x"));
            m_socket->hear(data(i));
        }
        QCOMPARE(m_received.size(), 500);
        QCOMPARE(acknowledged(*m_socket), range(0, 500));
        QCOMPARE(m_channel->counters().malformed, 1500);
        for (int i = 0; i < 500; ++i) {
            m_socket->hear("garbage");
            m_socket->hear(acknowledgement(i)); // a peer that makes sense now and then
        }
        QCOMPARE(broken.size(), 0);
    }

    void nothingButGarbage_breaksTheSession()
    {
        QList<base::Error> why;
        connect(m_channel.get(), &DataChannel::broken, this,
                [&](const base::Error &error) { why += error; });
        for (int i = 0; i < 1000; ++i)
            m_socket->hear("garbage");
        QCOMPARE(why.size(), 1);
        QCOMPARE(why.first().cause, base::Error::Cause::SsmProtocol);
    }

    void channelEndedByItsListener_isLeftAlone_data()
    {
        QTest::addColumn<QByteArrayList>("words");
        QTest::newRow("data") << QByteArrayList{ data(1), data(0) };
        QTest::newRow("handshake")
            << QByteArrayList{ data(0, "x", PayloadType::HandshakeComplete) };
        QTest::newRow("pause") << QByteArrayList{ channelMessage(links::ssm::pausePublication, 0,
                                                                 {}) };
        QTest::newRow("acknowledged") << QByteArrayList{ acknowledgement(0) };
        QTest::newRow("closed") << QByteArrayList{ channelMessage(links::ssm::channelClosed, 0,
                                                                  "{}") };
    }
    void channelEndedByItsListener_isLeftAlone()
    {
        QFETCH(QByteArrayList, words);
        m_channel->send(PayloadType::Output, "x");
        const auto end = [this] { m_channel.reset(); };
        connect(m_channel.get(), &DataChannel::received, m_socket.get(), end);
        connect(m_channel.get(), &DataChannel::pausedChanged, m_socket.get(), end);
        connect(m_channel.get(), &DataChannel::allAcknowledged, m_socket.get(), end);
        connect(m_channel.get(), &DataChannel::closed, m_socket.get(), end);
        for (const QByteArray &word : words)
            m_socket->hear(word);
        QVERIFY(!m_channel);
        m_clock->advance(1h);
    }

    void channelDetachedByItsListener_acknowledgesNothing()
    {
        connect(m_channel.get(), &DataChannel::received, this, [this] { m_channel->detach(); });
        m_socket->hear(data(0));
        QVERIFY(m_socket->sent.isEmpty());
        FakeChannelSocket next;
        m_channel->attach(&next);
        next.hear(data(0)); // the agent repeats it
        QCOMPARE(acknowledged(next), QList<qint64>{ 0 });
        QCOMPARE(m_received.size(), 1);
    }
};

QTEST_GUILESS_MAIN(SsmChannelTest)
#include "tst_ssmchannel.moc"

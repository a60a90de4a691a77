#pragma once
#include "link/ssm/datachannel.h"
#include "support/channelfakes.h"
#include <QtTest>

namespace test {

inline QByteArray data(qint64 sequence, const QByteArray &payload = "x",
                       links::ssm::PayloadType type = links::ssm::PayloadType::Output)
{
    return support::channelMessage(links::ssm::outputStreamData, sequence, payload, type);
}

inline QByteArray acknowledgement(qint64 sequence)
{
    links::ssm::Message message;
    message.type = links::ssm::inputStreamData;
    message.sequence = sequence;
    return support::channelMessage(links::ssm::acknowledgeType, 0,
                                   links::ssm::acknowledgementOf(message),
                                   links::ssm::PayloadType::None);
}

/// What the client sent since the last call.
inline QList<links::ssm::Message> taken(support::FakeChannelSocket &socket, const char *type)
{
    QList<links::ssm::Message> messages;
    for (const QByteArray &bytes : std::exchange(socket.sent, {})) {
        const auto message = links::ssm::decoded(bytes);
        if (message && message->type == type)
            messages += *message;
    }
    return messages;
}

inline QList<qint64> numbers(const QList<links::ssm::Message> &messages)
{
    QList<qint64> out;
    for (const links::ssm::Message &message : messages)
        out += message.sequence;
    return out;
}

inline QList<qint64> sentNumbers(support::FakeChannelSocket &socket)
{
    return numbers(taken(socket, links::ssm::inputStreamData));
}

inline QList<qint64> acknowledged(support::FakeChannelSocket &socket)
{
    QList<qint64> out;
    for (const links::ssm::Message &message : taken(socket, links::ssm::acknowledgeType))
        out += links::ssm::readAcknowledgement(message.payload)->sequence;
    return out;
}

inline QList<qint64> range(qint64 from, qint64 to)
{
    QList<qint64> out(to - from);
    std::iota(out.begin(), out.end(), from);
    return out;
}

/// A channel over a socket without a network, by the test's clock.
class ChannelBench : public QObject {
protected:
    void setUp()
    {
        m_channel.reset();
        m_received.clear();
        m_clock = std::make_unique<support::TestClock>();
        m_socket = std::make_unique<support::FakeChannelSocket>();
        m_channel = std::make_unique<links::ssm::DataChannel>(*m_clock);
        m_channel->attach(m_socket.get());
        connect(
            m_channel.get(), &links::ssm::DataChannel::received, this,
            [this](links::ssm::PayloadType, const QByteArray &payload) { m_received += payload; });
    }
    void tearDown()
    {
        m_channel.reset(); // before its clock
    }

    std::unique_ptr<support::TestClock> m_clock;
    std::unique_ptr<support::FakeChannelSocket> m_socket;
    std::unique_ptr<links::ssm::DataChannel> m_channel;
    QByteArrayList m_received;
};

} // namespace test

#pragma once
#include "link/ssm/channelsocket.h"
#include "link/ssm/message.h"
#include "support/testclock.h"
#include <QRandomGenerator>
#include <deque>
#include <map>

namespace support {

/// A socket without a network: what is sent goes to `onSend`, what arrives is said by hear().
class FakeChannelSocket final : public links::ssm::ChannelSocket {
public:
    std::function<void(const QByteArray &)> onSend;
    QByteArrayList sent; ///< kept only without `onSend`
    QByteArrayList texts;
    qint64 full = 0; ///< what waiting() says
    bool isClosed = false;

    using ChannelSocket::ChannelSocket;
    void open(const QByteArray &, const QList<aws::Header> &) override { Q_EMIT opened(); }
    void sendText(const QByteArray &text) override { texts += text; }
    void sendBinary(const QByteArray &message) override
    {
        if (onSend)
            onSend(message);
        else
            sent += message;
    }
    [[nodiscard]] qint64 waiting() const override { return full; }
    void close() override { isClosed = true; }
    void hear(const QByteArray &message) { Q_EMIT received(message); }
};

inline QByteArray
channelMessage(const char *type, qint64 sequence, const QByteArray &payload,
               links::ssm::PayloadType payloadType = links::ssm::PayloadType::Output)
{
    links::ssm::Message message;
    message.type = type;
    message.created = 1795176000000;
    message.sequence = sequence;
    message.id = QUuid::createUuid();
    message.payloadType = payloadType;
    message.payload = payload;
    return links::ssm::encoded(message);
}

/// The data channel of a bastion's agent, with the habits of the real one: a pause after each
/// message, only the oldest repeated, every 100 ms, nothing sent while paused.
class SimulatedAgent final {
public:
    using Milliseconds = std::chrono::milliseconds;

    std::function<void(const QByteArray &)> onSend; ///< into the network
    std::function<void(links::ssm::PayloadType, const QByteArray &)> onData; ///< each once
    Milliseconds pace{ 1 };
    qint64 duplicates = 0;
    qint64 resent = 0;
    bool isPaused = false;

    explicit SimulatedAgent(TestClock &clock)
        : m_clock(clock)
        , m_tick(clock.alarm([this] { tick(); }))
        , m_next(clock.alarm([this] { sendNext(); }))
    {
    }

    void send(links::ssm::PayloadType type, const QByteArray &payload)
    {
        for (qsizetype at = 0; at == 0 || at < payload.size(); at += links::ssm::mostPayload)
            m_queue.push_back({ type, payload.mid(at, links::ssm::mostPayload) });
        if (!m_next->isActive() && !isPaused)
            sendNext();
    }
    [[nodiscard]] bool isIdle() const { return m_queue.empty() && m_unacknowledged.empty(); }

    void hear(const QByteArray &bytes)
    {
        const auto message = links::ssm::decoded(bytes);
        if (!message)
            return;
        if (message->type == links::ssm::pausePublication) {
            isPaused = true;
            return;
        }
        if (std::exchange(isPaused, false))
            sendNext();
        if (message->type == links::ssm::acknowledgeType)
            m_unacknowledged.erase(links::ssm::readAcknowledgement(message->payload)->sequence);
        else if (message->type == links::ssm::inputStreamData)
            takeData(*message);
    }

private:
    struct Sent {
        QByteArray bytes;
        Milliseconds at;
    };
    struct Payload {
        links::ssm::PayloadType type;
        QByteArray bytes;
    };

    void takeData(const links::ssm::Message &message)
    {
        if (message.sequence < m_expected || m_held.count(message.sequence) > 0) {
            ++duplicates;
        } else {
            m_held.emplace(message.sequence, message);
            while (!m_held.empty() && m_held.begin()->first == m_expected) {
                const auto next = m_held.extract(m_held.begin()).mapped();
                ++m_expected;
                if (onData)
                    onData(next.payloadType, next.payload);
            }
        }
        onSend(channelMessage(links::ssm::acknowledgeType, 0,
                              links::ssm::acknowledgementOf(message),
                              links::ssm::PayloadType::None));
    }

    void sendNext()
    {
        do {
            if (m_queue.empty() || isPaused)
                return;
            const Payload next = m_queue.front();
            m_queue.pop_front();
            const QByteArray bytes =
                channelMessage(links::ssm::outputStreamData, m_sequence, next.bytes, next.type);
            m_unacknowledged[m_sequence++] = { bytes, m_clock.elapsed() };
            if (!m_tick->isActive())
                m_tick->start(Milliseconds(100));
            onSend(bytes);
        } while (pace == Milliseconds(0));
        m_next->start(pace);
    }

    void tick()
    {
        if (m_unacknowledged.empty())
            return;
        m_tick->start(Milliseconds(100));
        Sent &oldest = m_unacknowledged.begin()->second;
        if (isPaused || m_clock.elapsed() - oldest.at < Milliseconds(200))
            return;
        oldest.at = m_clock.elapsed();
        ++resent;
        const QByteArray bytes = oldest.bytes;
        onSend(bytes);
    }

    TestClock &m_clock;
    std::unique_ptr<links::ssm::Alarm> m_tick;
    std::unique_ptr<links::ssm::Alarm> m_next;
    std::deque<Payload> m_queue;
    std::map<qint64, Sent> m_unacknowledged;
    std::map<qint64, links::ssm::Message> m_held;
    qint64 m_sequence = 0;
    qint64 m_expected = 0;
};

/// The way between a client's socket and an agent: late, and with accidents that a seed decides.
class SimulatedWay final {
public:
    using Milliseconds = std::chrono::milliseconds;

    Milliseconds delay{ 1 }; ///< one way
    Milliseconds late{ 40 }; ///< added to what is overtaken
    double loss = 0;
    double duplicate = 0;
    double overtaken = 0;
    qint64 lost = 0;

    SimulatedWay(TestClock &clock, SimulatedAgent &agent, quint32 seed = 1)
        : m_clock(clock)
        , m_agent(agent)
        , m_random(seed)
    {
        agent.onSend = [this](const QByteArray &bytes) { toClient(bytes); };
    }

    /// A socket on which the two are connected until cut(); it is this one's.
    [[nodiscard]] FakeChannelSocket *connectClient()
    {
        cut();
        m_socket = std::make_unique<FakeChannelSocket>();
        m_socket->onSend = [this](const QByteArray &bytes) {
            carry([this, bytes] { m_agent.hear(bytes); });
        };
        return m_socket.get();
    }

    /// What is under way is lost, and what is sent from now on.
    void cut()
    {
        ++m_life;
        if (m_socket)
            m_socket->onSend = [this](const QByteArray &) { ++lost; };
    }

private:
    void toClient(const QByteArray &bytes)
    {
        carry([this, bytes] { m_socket->hear(bytes); });
    }

    bool happens(double probability)
    {
        return probability > 0 && m_random.generateDouble() < probability;
    }

    void carry(const std::function<void()> &arrive)
    {
        const int copies = happens(loss) ? 0 : happens(duplicate) ? 2 : 1;
        lost += copies == 0;
        for (int i = 0; i < copies; ++i) {
            const auto time = delay + (happens(overtaken) ? late : Milliseconds(0));
            m_clock.after(time, [this, arrive, life = m_life] {
                if (life == m_life)
                    arrive();
                else
                    ++lost;
            });
        }
    }

    TestClock &m_clock;
    SimulatedAgent &m_agent;
    QRandomGenerator m_random;
    std::unique_ptr<FakeChannelSocket> m_socket;
    int m_life = 0;
};

} // namespace support

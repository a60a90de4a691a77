// A data channel and its streams with a peer that does anything: the input is a script of what it
// sends and what happens meanwhile. Whatever comes, data arrives once and in order, our own numbers
// have no gap, nothing is larger than it may be, and what is held stays bounded.
#include "link/ssm/datachannel.h"
#include "link/ssm/mux.h"
#include "support/channelfakes.h"
#include <cstdint>
#include <cstdlib>
#include <set>

using namespace links::ssm;
using namespace std::chrono_literals;

namespace {

class Script {
public:
    explicit Script(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_bytes.isEmpty(); }
    [[nodiscard]] uint8_t byte()
    {
        const auto out = m_bytes.isEmpty() ? uint8_t(0) : uint8_t(m_bytes.front());
        m_bytes = m_bytes.sliced(m_bytes.isEmpty() ? 0 : 1);
        return out;
    }
    [[nodiscard]] QByteArray bytes(qsizetype size)
    {
        const QByteArrayView out = m_bytes.first(std::min(size, m_bytes.size()));
        m_bytes = m_bytes.sliced(out.size());
        return out.toByteArray();
    }

private:
    QByteArrayView m_bytes;
};

class Rig {
public:
    Rig()
        : m_channel(m_clock)
        , m_mux(m_channel, m_clock, true)
    {
        connectSocket();
        QObject::connect(&m_channel, &DataChannel::received, &m_channel,
                         [this](PayloadType type, const QByteArray &payload) {
                             if (payload != m_heard[m_next++])
                                 std::abort();
                             if (type == PayloadType::Output)
                                 m_mux.feed(payload);
                         });
    }
    ~Rig() { m_channel.detach(); }

    void run(Script &script)
    {
        while (!script.atEnd())
            step(script);
        if (qsizetype(m_channel.unacknowledged()) > qsizetype(m_sent.size()))
            std::abort();
    }

private:
    void step(Script &script)
    {
        switch (script.byte() % 12) {
        case 0:
            m_socket->hear(script.bytes(script.byte()));
            break;
        case 1:
        case 2:
            hearData(m_next, script);
            break;
        case 3:
            hearData(m_next + script.byte(), script);
            break;
        case 4:
            hearData(std::max<qint64>(0, m_next - script.byte()), script);
            break;
        case 5:
            acknowledge(script.byte(), script.byte());
            break;
        case 6:
            m_clock.advance(std::chrono::milliseconds(script.byte() * 16));
            break;
        case 7:
            m_socket->hear(channelMessage(script.byte() % 2 ? startPublication : pausePublication));
            break;
        case 8:
            m_channel.detach();
            m_channel.send(PayloadType::Flag, script.bytes(4));
            connectSocket();
            break;
        case 9:
            m_mux.write(m_mux.open(), script.bytes(script.byte()).repeated(script.byte()));
            break;
        case 10:
            m_mux.close(script.byte());
            break;
        default:
            m_channel.send(PayloadType::Output, script.bytes(script.byte()).repeated(30));
        }
    }

    static QByteArray channelMessage(const char *type)
    {
        return support::channelMessage(type, 0, {}, PayloadType::None);
    }

    /// The first payload of a number is the one that counts: a peer does not change its mind.
    void hearData(qint64 sequence, Script &script)
    {
        const auto type = PayloadType(script.byte() % 14);
        const QByteArray payload =
            m_heard.try_emplace(sequence, script.bytes(script.byte())).first->second;
        m_socket->hear(support::channelMessage(outputStreamData, sequence, payload, type));
    }

    void acknowledge(qint64 from, qint64 count)
    {
        for (qint64 i = from; i < from + count; ++i) {
            Message message;
            message.type = inputStreamData;
            message.sequence = i;
            m_socket->hear(support::channelMessage(acknowledgeType, 0, acknowledgementOf(message),
                                                   PayloadType::None));
        }
    }

    void connectSocket()
    {
        auto socket = std::make_unique<support::FakeChannelSocket>();
        socket->onSend = [this](const QByteArray &bytes) { check(bytes); };
        m_channel.attach(socket.get());
        m_socket = std::move(socket);
    }

    void check(const QByteArray &bytes)
    {
        const auto message = decoded(bytes);
        if (!message || message->payload.size() > mostPayload)
            std::abort();
        if (message->type == acknowledgeType) {
            if (!m_heard.contains(readAcknowledgement(message->payload)->sequence))
                std::abort();
            return;
        }
        if (message->sequence > qint64(m_sent.size()))
            std::abort(); // a number was left out
        m_sent.insert(message->sequence);
    }

    support::TestClock m_clock;
    std::map<qint64, QByteArray> m_heard;
    std::set<qint64> m_sent;
    qint64 m_next = 0;
    std::unique_ptr<support::FakeChannelSocket> m_socket;
    DataChannel m_channel;
    Mux m_mux;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 4096)
        return 0;
    Script script(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    Rig rig;
    rig.run(script);
    return 0;
}

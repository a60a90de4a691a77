#include "link/ssm/mux.h"
#include <QPointer>
#include <algorithm>
#include <deque>
#include <limits>
#include <unordered_map>
#include <utility>

namespace links::ssm {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype headerSize = 8;
/// A smaller piece of a stream is not worth a header: it waits for the next message.
constexpr qsizetype leastPiece = 64;
/// Writes are put together up to here, so that many small ones do not cost more than their bytes.
constexpr qsizetype chunkSize = 4096;
constexpr auto keepAlivePeriod = 10s;
/// Streams that the other side wants to open and that are declined; more are not even answered.
constexpr size_t mostDeclined = 1024;

} // namespace

class Mux::Private final {
public:
    Private(Mux &mux, DataChannel &to, Clock &clock, bool keepAlive, Id first)
        : q(mux)
        , channel(to)
        , m_next(first)
    {
        QObject::connect(&channel, &DataChannel::room, &q, [this] { pump(); });
        if (!keepAlive)
            return;
        m_keepAlive = clock.alarm([this] { sendKeepAlive(); });
        m_keepAlive->start(keepAlivePeriod);
    }

    [[nodiscard]] Id open();
    void write(Id id, const QByteArray &bytes);
    void close(Id id);
    void feed(const QByteArray &bytes);
    [[nodiscard]] qsizetype queued(Id id) const;
    [[nodiscard]] qsizetype streams() const { return m_open; }
    [[nodiscard]] bool isExhausted() const { return m_next > std::numeric_limits<Id>::max(); }

private:
    struct Stream {
        bool syn = true; ///< to be sent
        bool fin = false; ///< closed: to be sent after what is queued
        bool inTurn = false;
        bool isLighter = false; ///< something was sent, and nobody has been told
        std::deque<QByteArray> chunks;
        qsizetype sentOfFirst = 0;
        qsizetype queued = 0;
    };

    [[nodiscard]] Stream *openStream(Id id);
    void takeTurn(Id id, Stream &stream);
    void finish(Stream &stream);
    void pump();
    void tellLighter();
    [[nodiscard]] QByteArray nextMessage();
    [[nodiscard]] bool addPiece(Id id, Stream &stream, QByteArray &to);
    [[nodiscard]] static QByteArray taken(Stream &stream, qsizetype size);
    void take(const SmuxFrame &frame);
    void decline(Id id);
    void sendKeepAlive();

    Mux &q;
    DataChannel &channel;
    SmuxReader m_reader;
    std::unique_ptr<Alarm> m_keepAlive;
    std::unordered_map<Id, Stream> m_streams; ///< until their FIN is sent
    std::deque<Id> m_turns; ///< of which something is to be sent
    std::deque<Id> m_declined;
    QList<Id> m_lighter;
    quint64 m_next;
    qsizetype m_open = 0;
    bool m_pumping = false;
    bool m_broken = false;
};

Mux::Id Mux::Private::open()
{
    if (isExhausted())
        return 0;
    const Id id = Id(std::exchange(m_next, m_next + 2));
    ++m_open;
    takeTurn(id, m_streams[id]);
    pump();
    return id;
}

Mux::Private::Stream *Mux::Private::openStream(Id id)
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() || found->second.fin ? nullptr : &found->second;
}

void Mux::Private::write(Id id, const QByteArray &bytes)
{
    Stream *stream = openStream(id);
    if (!stream || bytes.isEmpty())
        return;
    stream->queued += bytes.size();
    if (!stream->chunks.empty() && stream->chunks.back().size() + bytes.size() <= chunkSize)
        stream->chunks.back() += bytes;
    else
        stream->chunks.push_back(bytes);
    takeTurn(id, *stream);
    pump();
}

void Mux::Private::close(Id id)
{
    Stream *stream = openStream(id);
    if (!stream)
        return;
    finish(*stream);
    takeTurn(id, *stream);
    pump();
}

void Mux::Private::finish(Stream &stream)
{
    stream.fin = true;
    --m_open;
}

qsizetype Mux::Private::queued(Id id) const
{
    const auto found = m_streams.find(id);
    return found == m_streams.end() ? 0 : found->second.queued;
}

void Mux::Private::takeTurn(Id id, Stream &stream)
{
    if (!std::exchange(stream.inTurn, true))
        m_turns.push_back(id);
}

void Mux::Private::pump()
{
    if (m_pumping || m_broken)
        return;
    const QPointer<Mux> alive(&q);
    m_pumping = true;
    while ((!m_turns.empty() || !m_declined.empty()) && channel.hasRoom()) {
        channel.send(PayloadType::Output, nextMessage());
        if (!alive)
            return;
    }
    m_pumping = false;
    tellLighter();
}

void Mux::Private::tellLighter()
{
    const QPointer<Mux> alive(&q);
    const QList<Id> lighter = std::exchange(m_lighter, {});
    for (const Id id : lighter) {
        Stream *stream = openStream(id);
        if (!stream)
            continue;
        stream->isLighter = false;
        Q_EMIT q.drained(id);
        if (!alive)
            return;
    }
}

QByteArray Mux::Private::nextMessage()
{
    QByteArray out;
    out.reserve(mostPayload);
    while (!m_declined.empty() && out.size() + headerSize <= mostPayload) {
        out += encoded(SmuxFrame{ SmuxCommand::Fin, m_declined.front(), {} });
        m_declined.pop_front();
    }
    while (!m_turns.empty()) {
        const Id id = m_turns.front();
        Stream &stream = m_streams.at(id);
        if (!addPiece(id, stream, out))
            break;
        m_turns.pop_front();
        if (stream.queued > 0)
            m_turns.push_back(id);
        else if (stream.fin)
            m_streams.erase(id);
        else
            stream.inTurn = false;
    }
    return out;
}

/// What of the stream fits into `to`; false when it must wait for the next message.
bool Mux::Private::addPiece(Id id, Stream &stream, QByteArray &to)
{
    const qsizetype headers =
        headerSize * (qsizetype(stream.syn) + qsizetype(stream.fin) + qsizetype(stream.queued > 0));
    const qsizetype room = mostPayload - to.size() - headers;
    if (room < std::min(stream.queued, leastPiece))
        return false;
    if (std::exchange(stream.syn, false))
        to += encoded(SmuxFrame{ SmuxCommand::Syn, id, {} });
    if (stream.queued > 0) {
        to += encoded(
            SmuxFrame{ SmuxCommand::Psh, id, taken(stream, std::min(room, stream.queued)) });
        if (!std::exchange(stream.isLighter, true))
            m_lighter += id;
    }
    if (stream.fin && stream.queued == 0)
        to += encoded(SmuxFrame{ SmuxCommand::Fin, id, {} });
    return true;
}

QByteArray Mux::Private::taken(Stream &stream, qsizetype size)
{
    QByteArray out;
    out.reserve(size);
    stream.queued -= size;
    while (out.size() < size) {
        const QByteArray &first = stream.chunks.front();
        const qsizetype piece = std::min(size - out.size(), first.size() - stream.sentOfFirst);
        out.append(first.constData() + stream.sentOfFirst, piece);
        stream.sentOfFirst += piece;
        if (stream.sentOfFirst == first.size()) {
            stream.chunks.pop_front();
            stream.sentOfFirst = 0;
        }
    }
    return out;
}

void Mux::Private::feed(const QByteArray &bytes)
{
    if (m_broken)
        return;
    const auto frames = m_reader.read(bytes);
    if (!frames) {
        m_broken = true;
        if (m_keepAlive)
            m_keepAlive->stop();
        Q_EMIT q.broken(frames.error());
        return;
    }
    const QPointer<Mux> alive(&q);
    for (const SmuxFrame &frame : *frames) {
        take(frame);
        if (!alive)
            return;
    }
}

void Mux::Private::take(const SmuxFrame &frame)
{
    Stream *stream = openStream(frame.stream);
    switch (frame.command) {
    case SmuxCommand::Psh:
        if (stream && !frame.data.isEmpty())
            Q_EMIT q.arrived(frame.stream, frame.data);
        break;
    case SmuxCommand::Fin:
        if (stream) {
            finish(*stream);
            takeTurn(frame.stream, *stream);
        }
        // The agent throws away what comes after its FIN.
        if (const auto found = m_streams.find(frame.stream); found != m_streams.end()) {
            found->second.chunks.clear();
            found->second.sentOfFirst = 0;
            found->second.queued = 0;
        }
        if (stream) {
            const QPointer<Mux> alive(&q);
            Q_EMIT q.ended(frame.stream);
            if (alive)
                pump();
        }
        break;
    case SmuxCommand::Syn:
        decline(frame.stream);
        break;
    case SmuxCommand::Nop:
        break;
    }
}

void Mux::Private::decline(Id id)
{
    if (m_streams.contains(id) || m_declined.size() >= mostDeclined)
        return;
    m_declined.push_back(id);
    pump();
}

void Mux::Private::sendKeepAlive()
{
    m_keepAlive->start(keepAlivePeriod);
    if (channel.hasRoom())
        channel.send(PayloadType::Output, encoded(SmuxFrame{ SmuxCommand::Nop, 0, {} }));
}

Mux::Mux(DataChannel &channel, Clock &clock, bool keepAlive, Id first, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, channel, clock, keepAlive, first))
{
}

Mux::~Mux() = default;

Mux::Id Mux::open()
{
    return d->open();
}

void Mux::write(Id stream, const QByteArray &bytes)
{
    d->write(stream, bytes);
}

qsizetype Mux::queued(Id stream) const
{
    return d->queued(stream);
}

void Mux::close(Id stream)
{
    d->close(stream);
}

qsizetype Mux::streams() const
{
    return d->streams();
}

bool Mux::isExhausted() const
{
    return d->isExhausted();
}

void Mux::feed(const QByteArray &bytes)
{
    d->feed(bytes);
}

} // namespace links::ssm

#include "link/ssm/datachannel.h"
#include "link/ssm/inbox.h"
#include "link/ssm/roundtrip.h"
#include <QCoreApplication>
#include <QPointer>
#include <QRandomGenerator>
#include <algorithm>
#include <map>
#include <optional>

namespace links::ssm {

namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

constexpr quint64 acknowledgeFlags = 3;

constexpr qsizetype firstWindow = 64;
constexpr qsizetype mostWindow = 512;
constexpr qsizetype leastWindow = 16;
/// Bytes that the system has not taken: a line that is full gets nothing more, and no repeats.
constexpr qint64 mostWaiting = qint64(128) * 1024;
constexpr qint64 mostWaitingAcknowledgements = qint64(4) * 1024 * 1024;

constexpr milliseconds granularity = 10ms;
constexpr milliseconds pauseOfFullLine = 100ms;
constexpr milliseconds lateAlarm = 50ms;
constexpr milliseconds patience = 5min;
constexpr milliseconds patienceInPause = 1min;

/// What was held back by one message can be megabytes: whoever takes it gets time to pass it on.
constexpr int heldAtOnce = 64;

constexpr int mostMalformed = 100; ///< one after another

QUuid randomId()
{
    std::array<quint32, 4> words;
    QRandomGenerator::global()->generate(words.begin(), words.end());
    words[1] = (words[1] & 0xffff0fff) | 0x00004000; // version 4
    words[2] = (words[2] & 0x3fffffff) | 0x80000000; // RFC 4122's variant
    QUuid id(words[0], ushort(words[1] >> 16), ushort(words[1]), uchar(words[2] >> 24),
             uchar(words[2] >> 16), uchar(words[2] >> 8), uchar(words[2]), uchar(words[3] >> 24),
             uchar(words[3] >> 16), uchar(words[3] >> 8), uchar(words[3]));
    return id;
}

bool isHandshake(PayloadType type)
{
    return type == PayloadType::HandshakeRequest || type == PayloadType::HandshakeComplete
        || type == PayloadType::EncChallengeRequest;
}

} // namespace

class DataChannel::Private final {
public:
    Private(DataChannel &channel, Clock &time)
        : q(channel)
        , clock(time)
        , alarm(time.alarm([this] { ring(); }))
        , m_goOn(time.alarm([this] { deliverHeld(heldAtOnce); }))
    {
    }

    void attach(ChannelSocket *to);
    void detach();
    [[nodiscard]] bool hasRoom();
    void send(PayloadType type, const QByteArray &payload);

    [[nodiscard]] qsizetype unacknowledged() const { return qsizetype(m_sent.size()); }
    [[nodiscard]] const RoundTrip &roundTrip() const { return m_roundTrip; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] const Counters &counters() const { return m_counters; }

private:
    struct Sent {
        QByteArray bytes;
        milliseconds at{};
        milliseconds due{};
        qint64 order = 0; ///< among all that was transmitted
        std::optional<milliseconds> repeatedSince; ///< over this socket, without a pause
        int times = 0;
    };

    [[nodiscard]] Message message(const char *type, const QByteArray &payload) const;
    void transmit(Sent &sent);
    void acknowledge(const Message &what);
    void receive(const QByteArray &bytes);
    void refuse(const base::Error &why);
    void takeData(const Message &what);
    void deliverHeld(int most);
    void takeAcknowledgement(const QByteArray &payload);
    void takeEnd(const QByteArray &payload);
    void setPaused(bool paused);
    void ring();
    [[nodiscard]] bool rangLate(milliseconds now);
    [[nodiscard]] milliseconds dueOf(const Sent &sent) const;
    [[nodiscard]] QList<qint64> dueAt(milliseconds now) const;
    [[nodiscard]] bool isHopeless(const QList<qint64> &due, milliseconds now) const;
    void slowDown(milliseconds now);
    void repeat(const QList<qint64> &sequences, qint64 mostWaitingBytes);
    void startAlarm();
    void startAlarm(milliseconds in);
    void tellRoom();
    void breakOff(const base::Error &why);

    DataChannel &q;
    Clock &clock;
    std::unique_ptr<Alarm> alarm;
    QPointer<ChannelSocket> m_socket;

    std::map<qint64, Sent> m_sent; ///< not acknowledged, by number
    qint64 m_nextSequence = 0;
    qsizetype m_window = firstWindow;
    bool m_roomWanted = false;

    RoundTrip m_roundTrip;
    std::optional<milliseconds> m_slowedDown;
    qint64 m_transmissions = 0;
    qint64 m_answered = 0; ///< the latest of them that an acknowledgement was for
    std::optional<milliseconds> m_progress; ///< the last acknowledgement of something new
    milliseconds m_alarmDue{};
    bool m_wasLate = false;

    Inbox m_inbox;
    const std::unique_ptr<Alarm> m_goOn;
    bool m_delivering = false;

    int m_malformedInARow = 0;
    bool m_paused = false;
    bool m_over = false;
    Counters m_counters;
};

void DataChannel::Private::attach(ChannelSocket *to)
{
    detach();
    m_socket = to;
    QObject::connect(to, &ChannelSocket::received, &q,
                     [this](const QByteArray &bytes) { receive(bytes); });
    QObject::connect(to, &ChannelSocket::drained, &q, [this] { tellRoom(); });
    QList<qint64> all;
    for (auto &[sequence, sent] : m_sent) {
        sent.repeatedSince.reset();
        all += sequence;
    }
    const QPointer<DataChannel> alive(&q);
    setPaused(false); // of the other socket
    if (!alive || m_over)
        return;
    repeat(all, std::numeric_limits<qint64>::max());
    if (alive)
        tellRoom();
}

void DataChannel::Private::detach()
{
    if (m_socket)
        m_socket->disconnect(&q);
    m_socket = nullptr;
    alarm->stop();
}

bool DataChannel::Private::hasRoom()
{
    const bool room =
        !m_over && unacknowledged() < m_window && (!m_socket || m_socket->waiting() < mostWaiting);
    m_roomWanted = m_roomWanted || !room;
    return room;
}

void DataChannel::Private::tellRoom()
{
    if (!m_roomWanted || !hasRoom())
        return;
    m_roomWanted = false;
    Q_EMIT q.room();
}

void DataChannel::Private::send(PayloadType type, const QByteArray &payload)
{
    const QPointer<DataChannel> alive(&q);
    qsizetype at = 0;
    do {
        if (m_over)
            return;
        Message out = message(inputStreamData, payload.mid(at, mostPayload));
        out.sequence = m_nextSequence++;
        out.payloadType = type;
        // Kept before it goes out: an answer may be faster than the return from sending.
        Sent &sent = m_sent[out.sequence];
        sent.bytes = encoded(out);
        transmit(sent);
        at += mostPayload;
    } while (alive && at < payload.size());
    if (alive)
        std::ignore = hasRoom(); // notices that it has become full
}

Message DataChannel::Private::message(const char *type, const QByteArray &payload) const
{
    Message out;
    out.type = type;
    out.created = quint64(std::max<qint64>(1, clock.now().toMSecsSinceEpoch()));
    out.id = randomId();
    out.payload = payload;
    return out;
}

/// `sent` may be gone afterwards.
void DataChannel::Private::transmit(Sent &sent)
{
    if (!m_socket)
        return;
    const auto now = clock.elapsed();
    const auto until = m_roundTrip.timeout();
    if (sent.times++ == 0) {
        ++m_counters.sent;
    } else {
        ++m_counters.resent;
        if (!sent.repeatedSince)
            sent.repeatedSince = now;
    }
    sent.at = now;
    sent.due = now + until;
    sent.order = ++m_transmissions;
    if (!alarm->isActive())
        startAlarm(m_paused ? patienceInPause : until);
    const QByteArray bytes = sent.bytes;
    m_socket->sendBinary(bytes);
}

void DataChannel::Private::acknowledge(const Message &what)
{
    // Whoever sends and does not read may not fill the memory; it will repeat itself.
    if (!m_socket || m_socket->waiting() > mostWaitingAcknowledgements)
        return;
    Message out = message(acknowledgeType, acknowledgementOf(what));
    out.flags = acknowledgeFlags;
    m_socket->sendBinary(encoded(out));
}

void DataChannel::Private::receive(const QByteArray &bytes)
{
    if (m_over)
        return;
    const auto read = decoded(bytes);
    if (!read) {
        refuse(read.error());
        return;
    }
    const bool isData = read->type == outputStreamData;
    const bool isAcknowledgement = read->type == acknowledgeType;
    if (isData || isAcknowledgement || read->type == startPublication) {
        const QPointer<DataChannel> alive(&q);
        setPaused(false);
        if (!alive || m_over)
            return;
    }
    if (isData)
        takeData(*read);
    else if (isAcknowledgement)
        takeAcknowledgement(read->payload);
    else if (read->type == channelClosed)
        takeEnd(read->payload);
    else if (read->type == pausePublication)
        setPaused(true);
}

void DataChannel::Private::refuse(const base::Error &why)
{
    ++m_counters.malformed;
    if (++m_malformedInARow >= mostMalformed)
        breakOff(why);
}

void DataChannel::Private::takeData(const Message &what)
{
    if (what.sequence < 0) {
        refuse({ base::Error::Kind::Protocol,
                 QCoreApplication::translate("link",
                                             "Session Manager sent a message that cannot be read."),
                 "sequence number below 0", base::Error::Cause::SsmProtocol });
        return;
    }
    m_malformedInARow = 0;
    const Inbox::Place place = m_inbox.placeOf(what);
    if (place == Inbox::Place::TooMuch)
        return; // not acknowledged, so it will come again
    // Again, always: the agent repeats its oldest message alone, so one acknowledgement that is
    // lost for good would stop it from repeating any other.
    if (place == Inbox::Place::Known) {
        ++m_counters.duplicates;
        acknowledge(what);
        return;
    }
    ++m_counters.received;
    m_inbox.hold(what);
    if (place == Inbox::Place::Early || m_delivering) {
        ++m_counters.outOfOrder;
        acknowledge(what);
        return;
    }
    const bool isFirst = isHandshake(what.payloadType);
    if (isFirst)
        acknowledge(what);
    const QPointer<DataChannel> alive(&q);
    deliverHeld(1);
    if (alive && !isFirst)
        acknowledge(what);
    if (alive)
        deliverHeld(heldAtOnce);
}

void DataChannel::Private::deliverHeld(int most)
{
    if (m_delivering)
        return;
    const QPointer<DataChannel> alive(&q);
    m_delivering = true;
    for (; most > 0; --most) {
        const auto next = m_inbox.takeNext();
        if (!next)
            break;
        Q_EMIT q.received(next->payloadType, next->payload);
        if (!alive)
            return;
    }
    m_delivering = false;
    if (m_inbox.holdsNext() && !m_goOn->isActive())
        m_goOn->start(0ms);
}

void DataChannel::Private::takeAcknowledgement(const QByteArray &payload)
{
    const auto read = readAcknowledgement(payload);
    if (!read) {
        refuse(read.error());
        return;
    }
    m_malformedInARow = 0;
    const auto found = m_sent.find(read->sequence);
    if (found == m_sent.end())
        return;
    m_progress = clock.elapsed();
    if (found->second.times == 1) { // else nobody knows which of them is answered
        m_answered = std::max(m_answered, found->second.order);
        m_roundTrip.sample(*m_progress - found->second.at);
    }
    const bool windowIsUsed = unacknowledged() >= m_window / 2 && unacknowledged() <= m_window;
    m_sent.erase(found);
    ++m_counters.acknowledged;
    if (windowIsUsed)
        m_window = std::min(m_window + 1, mostWindow);
    const QPointer<DataChannel> alive(&q);
    if (m_sent.empty())
        Q_EMIT q.allAcknowledged();
    if (alive)
        tellRoom();
}

void DataChannel::Private::takeEnd(const QByteArray &payload)
{
    const QPointer<DataChannel> alive(&q);
    deliverHeld(std::numeric_limits<int>::max());
    if (!alive || m_over)
        return;
    m_over = true;
    alarm->stop();
    Q_EMIT q.closed(readChannelClosed(payload).value_or(ChannelClosed()));
}

void DataChannel::Private::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (paused) {
        alarm->stop();
        if (!m_sent.empty())
            startAlarm(patienceInPause);
    } else {
        for (auto &each : m_sent)
            each.second.repeatedSince.reset();
        startAlarm();
    }
    Q_EMIT q.pausedChanged(paused);
}

void DataChannel::Private::ring()
{
    if (m_over || !m_socket)
        return;
    const auto now = clock.elapsed();
    if (rangLate(now)) {
        startAlarm(granularity);
        return;
    }
    if (m_paused) {
        breakOff({ base::Error::Kind::Timeout,
                   QCoreApplication::translate(
                       "link",
                       "The bastion's SSM agent has been away for a minute. Check that the bastion "
                       "is running, and connect again."),
                   {},
                   base::Error::Cause::TunnelLost });
        return;
    }
    const QList<qint64> due = dueAt(now);
    if (isHopeless(due, now)) {
        breakOff({ base::Error::Kind::Timeout,
                   QCoreApplication::translate(
                       "link",
                       "The bastion's SSM agent has not answered for five minutes. Check "
                       "that the bastion is running, and connect again."),
                   {},
                   base::Error::Cause::TunnelLost });
        return;
    }
    if (m_socket->waiting() >= mostWaiting) {
        startAlarm(pauseOfFullLine);
        return;
    }
    const QPointer<DataChannel> alive(&q);
    if (!due.isEmpty()) {
        slowDown(now);
        repeat(due, mostWaiting);
    }
    if (alive)
        startAlarm();
}

/// When this computer was busy or asleep, what has come meanwhile is read first.
bool DataChannel::Private::rangLate(milliseconds now)
{
    m_wasLate = !m_wasLate && now - m_alarmDue > lateAlarm;
    return m_wasLate;
}

/// While acknowledgements come in, a message that none has overtaken is waiting in a queue, not
/// lost: as with TCP, each of them gives it a new start.
milliseconds DataChannel::Private::dueOf(const Sent &sent) const
{
    if (!m_progress || sent.order < m_answered)
        return sent.due;
    return std::max(sent.due, *m_progress + m_roundTrip.timeout());
}

QList<qint64> DataChannel::Private::dueAt(milliseconds now) const
{
    QList<qint64> due;
    for (const auto &[sequence, sent] : m_sent) {
        if (dueOf(sent) <= now)
            due += sequence;
    }
    return due;
}

bool DataChannel::Private::isHopeless(const QList<qint64> &due, milliseconds now) const
{
    return std::any_of(due.begin(), due.end(), [&](qint64 sequence) {
        const auto &since = m_sent.at(sequence).repeatedSince;
        return since && now - *since >= patience;
    });
}

/// What is lost together is one loss, so this has an effect once in a round trip.
void DataChannel::Private::slowDown(milliseconds now)
{
    if (m_slowedDown && now - *m_slowedDown < m_roundTrip.smoothed())
        return;
    m_slowedDown = now;
    m_window = std::max(m_window / 2, leastWindow);
    m_roundTrip.backOff();
}

void DataChannel::Private::repeat(const QList<qint64> &sequences, qint64 mostWaitingBytes)
{
    const QPointer<DataChannel> alive(&q);
    const QPointer<ChannelSocket> socket = m_socket;
    for (const qint64 sequence : sequences) {
        const auto found = m_sent.find(sequence);
        if (found != m_sent.end())
            transmit(found->second);
        if (!alive || m_over || m_socket != socket || !socket
            || socket->waiting() >= mostWaitingBytes)
            return;
    }
}

void DataChannel::Private::startAlarm()
{
    if (m_sent.empty() || !m_socket || m_paused || m_over)
        return;
    milliseconds first = milliseconds::max();
    for (const auto &[sequence, sent] : m_sent)
        first = std::min(first, dueOf(sent));
    startAlarm(std::max(granularity, first - clock.elapsed()));
}

void DataChannel::Private::startAlarm(milliseconds in)
{
    m_alarmDue = clock.elapsed() + in;
    alarm->start(in);
}

void DataChannel::Private::breakOff(const base::Error &why)
{
    m_over = true;
    alarm->stop();
    m_goOn->stop();
    Q_EMIT q.broken(why);
}

DataChannel::DataChannel(Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, clock))
{
}

DataChannel::~DataChannel() = default;

void DataChannel::attach(ChannelSocket *socket)
{
    d->attach(socket);
}

void DataChannel::detach()
{
    d->detach();
}

bool DataChannel::hasRoom() const
{
    return d->hasRoom();
}

void DataChannel::send(PayloadType type, const QByteArray &payload)
{
    d->send(type, payload);
}

qsizetype DataChannel::unacknowledged() const
{
    return d->unacknowledged();
}

std::chrono::milliseconds DataChannel::roundTrip() const
{
    return std::chrono::round<milliseconds>(d->roundTrip().smoothed());
}

bool DataChannel::isPaused() const
{
    return d->isPaused();
}

const DataChannel::Counters &DataChannel::counters() const
{
    return d->counters();
}

} // namespace links::ssm

#include "link/ssm/session.h"
#include "base/log.h"
#include "base/whendone.h"
#include "link/ssm/ssmerrors.h"
#include <QtEndian>

namespace links::ssm {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds leastPatience = 15s;
/// The agent sets its "complete" after it has sent it, and drops data before.
constexpr auto pauseAfterHandshake = 20ms;
constexpr auto farewellTime = 1s;
constexpr qsizetype mostEarly = 64 * 1024;
/// The service's hourly close, or an agent that breathes, is over sooner and nobody's business.
constexpr auto stallAfter = 3s;

QByteArray flagPayload(Flag flag)
{
    QByteArray payload(4, Qt::Uninitialized);
    qToBigEndian(quint32(flag), payload.data());
    return payload;
}

/// An agent that knows no `host` leads to a port of its own, whatever was asked for.
bool meansBastion(const QString &host)
{
    return host.isEmpty() || host == QLatin1String("localhost")
        || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

} // namespace

Session::Session(SessionWay way, aws::PortSession wanted, QObject *parent)
    : QObject(parent)
    , m_way(std::move(way))
    , m_wanted(std::move(wanted))
    , m_channel(*m_way.clock)
    , m_line(m_way, m_channel, m_wanted.target)
    , m_alarm(m_way.clock->alarm([this] {
        if (m_state == State::Leaving)
            terminate();
        else if (m_handsShaken)
            becomeOpen();
        else
            lose(m_refusal.value_or(ssmerrors::agentSilent(m_wanted.target)));
    }))
    , m_heldUp(m_way.clock->alarm([this] { noteStall(); }))
{
    connect(&m_line, &Line::up, this, &Session::lineUp);
    connect(&m_line, &Line::down, this, &Session::watchFlow);
    connect(&m_channel, &DataChannel::pausedChanged, this, &Session::watchFlow);
    connect(&m_line, &Line::failed, this, &Session::lose);
    connect(&m_channel, &DataChannel::received, this, &Session::take);
    connect(&m_channel, &DataChannel::allAcknowledged, this, &Session::acknowledged);
    connect(&m_channel, &DataChannel::room, this, &Session::pumpBasic);
    connect(&m_channel, &DataChannel::broken, this, [this](const auto &why) { lose(why); });
    connect(&m_channel, &DataChannel::closed, this, [this](const ChannelClosed &closed) {
        // The agent looks the host up and, in basic mode, connects before anything is carried.
        const bool isOfTarget = !m_carried && !closed.output.trimmed().isEmpty();
        lose(isOfTarget ? ssmerrors::targetRefused(
                 m_wanted.target, { m_wanted.host, m_wanted.port, {} }, closed.output)
                        : ssmerrors::sessionEnded(m_wanted.target, closed.output),
             true);
    });
}

Session::~Session()
{
    m_line.disconnect(this);
    m_channel.disconnect(this);
    delete m_mux; // before its channel
}

void Session::open(std::chrono::milliseconds patience)
{
    m_patience = std::max(leastPatience, patience);
    base::whenDone(m_way.calls->start(m_wanted), this,
                   [this](const base::Result<aws::OpenedSession> &session) {
                       if (session)
                           started(*session);
                       else if (m_state == State::Leaving)
                           leftNow();
                       else
                           lose(session.error());
                   });
}

void Session::started(const aws::OpenedSession &session)
{
    m_id = session.id;
    if (m_state == State::Leaving)
        terminate();
    else
        m_line.begin(session);
}

void Session::lineUp()
{
    if (m_state == State::Opening && !m_handsShaken && !m_alarm->isActive())
        m_alarm->start(m_patience);
    watchFlow();
}

void Session::take(PayloadType type, const QByteArray &payload)
{
    switch (type) {
    case PayloadType::HandshakeRequest:
        if (!m_request)
            shakeHands(payload);
        break;
    case PayloadType::HandshakeComplete:
        if (m_request && !m_refusal && !m_handsShaken)
            handsShaken(payload);
        break;
    case PayloadType::Output:
        takeOutput(payload);
        break;
    case PayloadType::Flag:
        if (payload.size() >= 4
            && qFromBigEndian<quint32>(payload.constData()) == quint32(Flag::ConnectToPortError))
            Q_EMIT dialFailed();
        break;
    default:
        break;
    }
}

void Session::takeOutput(const QByteArray &payload)
{
    if (m_state != State::Opening && m_state != State::Open)
        return;
    if (m_mux) {
        m_mux->feed(payload);
    } else if (m_handsShaken && (m_lastBasic == noBasic || !m_basicEarly.isEmpty())) {
        // The agent connects before there is a stream, and some servers speak first.
        if (m_basicEarly.size() < mostEarly)
            m_basicEarly += payload;
    } else if (m_basicOpen && !m_basicEnding) {
        m_carried = true;
        Q_EMIT arrived(m_lastBasic, payload);
    }
}

void Session::deliverEarly()
{
    const QByteArray early = std::exchange(m_basicEarly, {});
    if (m_state != State::Open || !m_basicOpen || m_basicEnding || early.isEmpty())
        return;
    m_carried = true;
    Q_EMIT arrived(m_lastBasic, early);
}

void Session::shakeHands(const QByteArray &payload)
{
    auto request = readHandshakeRequest(payload);
    if (!request) {
        lose(request.error());
        return;
    }
    m_request = std::move(*request);
    m_manners = mannersOf(m_request->agentVersion);
    m_refusal = refusal(*m_request);
    if (!m_refusal && !m_manners.remoteHost && !meansBastion(m_wanted.host)) {
        lose(ssmerrors::agentTooOld(m_wanted.target, m_request->agentVersion));
        return;
    }
    m_channel.send(PayloadType::HandshakeResponse, handshakeResponse(*m_request));
    if (m_refusal)
        m_alarm->start(farewellTime); // the agent is to read it
}

void Session::handsShaken(const QByteArray &payload)
{
    m_customerMessage = readHandshakeComplete(payload).value_or(QString());
    m_handsShaken = true;
    if (m_manners.mux)
        startMux(); // deaf to nothing, whatever comes before the pause is over
    m_alarm->start(pauseAfterHandshake);
}

void Session::becomeOpen()
{
    m_line.setEstablished();
    m_state = State::Open;
    watchFlow();
    Q_EMIT opened();
}

bool Session::isHeldUp() const
{
    return m_state == State::Open && (!m_line.isUp() || m_channel.isPaused());
}

void Session::watchFlow()
{
    if (!isHeldUp()) {
        m_heldUp->stop();
        if (std::exchange(m_stall, std::nullopt))
            Q_EMIT stallChanged();
    } else if (m_stall) {
        noteStall(); // there may be another reason by now
    } else if (!m_heldUp->isActive()) {
        m_heldUp->start(stallAfter);
    }
}

void Session::noteStall()
{
    m_stall =
        m_line.isUp() ? ssmerrors::agentAway(m_wanted.target) : ssmerrors::lineCut(m_wanted.target);
    Q_EMIT stallChanged();
}

void Session::startMux()
{
    m_mux = new Mux(m_channel, *m_way.clock, m_manners.keepAlive);
    connect(m_mux, &Mux::arrived, this, [this](Id stream, const QByteArray &bytes) {
        m_carried = true;
        Q_EMIT arrived(stream, bytes);
    });
    connect(m_mux, &Mux::drained, this, &Session::drained);
    connect(m_mux, &Mux::ended, this, &Session::streamEnded);
    connect(m_mux, &Mux::broken, this, [this](const base::Error &why) { lose(why); });
}

void Session::checkNow()
{
    m_line.checkNow();
}

QString Session::agentVersion() const
{
    return m_request ? m_request->agentVersion : QString();
}

std::chrono::milliseconds Session::roundTrip() const
{
    return m_channel.roundTrip();
}

Session::Room Session::room() const
{
    if (m_mux)
        return m_mux->isExhausted() ? Room::Never : Room::Free;
    if (m_basicEnding)
        return Room::Soon;
    return m_basicOpen ? Room::Taken : Room::Free;
}

Session::Id Session::openStream()
{
    if (m_mux)
        return m_mux->open();
    m_basicOpen = true;
    m_basicQueue.clear();
    if (!m_basicEarly.isEmpty()) // once the caller knows the stream
        QMetaObject::invokeMethod(this, &Session::deliverEarly, Qt::QueuedConnection);
    return m_lastBasic += 2;
}

void Session::write(Id stream, const QByteArray &bytes)
{
    if (m_state != State::Open)
        return;
    if (m_mux) {
        m_mux->write(stream, bytes);
    } else if (m_basicOpen && !m_basicEnding && stream == m_lastBasic) {
        m_basicQueue += bytes;
        pumpBasic();
    }
}

qsizetype Session::queued(Id stream) const
{
    if (m_mux)
        return m_mux->queued(stream);
    return stream == m_lastBasic ? m_basicQueue.size() : 0;
}

void Session::closeStream(Id stream)
{
    if (m_state != State::Open)
        return;
    if (m_mux) {
        m_mux->close(stream);
    } else if (m_basicOpen && !m_basicEnding && stream == m_lastBasic) {
        m_basicEnding = true;
        m_basicFlagSent = false;
        pumpBasic();
    }
}

void Session::pumpBasic()
{
    if (m_mux || !m_basicOpen || m_basicFlagSent)
        return;
    bool moved = false;
    while (!m_basicQueue.isEmpty() && m_channel.hasRoom()) {
        const qsizetype size = std::min(mostPayload, m_basicQueue.size());
        m_channel.send(PayloadType::Output, m_basicQueue.first(size));
        m_basicQueue.remove(0, size);
        moved = true;
    }
    if (m_basicEnding && m_basicQueue.isEmpty()) {
        m_basicFlagSent = true;
        m_channel.send(PayloadType::Flag, flagPayload(Flag::DisconnectToPort));
    }
    if (moved)
        Q_EMIT drained(m_lastBasic);
}

void Session::acknowledged()
{
    if (m_state == State::Leaving) {
        terminate();
    } else if (m_refusal) {
        lose(*m_refusal);
    } else if (m_basicFlagSent) {
        m_basicOpen = false;
        m_basicEnding = false;
        m_basicFlagSent = false;
        Q_EMIT roomForStream();
    }
}

void Session::lose(const base::Error &why, bool isOverThere)
{
    if (m_state != State::Opening && m_state != State::Open) {
        if (isOverThere || !m_line.isUp())
            terminate(); // there is nobody to wait for
        return;
    }
    m_state = State::Leaving;
    m_overThere = isOverThere;
    m_alarm->stop();
    qCInfo(base::logLink) << "session" << m_id << "is lost:" << why.text;
    watchFlow();
    Q_EMIT ended(why);
    terminate();
}

void Session::close()
{
    if (m_state != State::Opening && m_state != State::Open)
        return;
    const bool isOpen = m_state == State::Open;
    m_state = State::Leaving;
    m_alarm->stop();
    watchFlow();
    if (isOpen && m_manners.terminateFlag && m_line.isUp()) {
        if (m_mux) // what it could not send yet may not follow the flag
            m_channel.disconnect(m_mux);
        m_channel.send(PayloadType::Flag, flagPayload(Flag::TerminateSession));
        m_alarm->start(farewellTime);
    } else if (!m_id.isEmpty()) {
        terminate();
    } // else StartSession is under way, and what it starts is ended at once
}

void Session::terminate()
{
    if (std::exchange(m_terminating, true))
        return;
    m_alarm->stop();
    // Not from inside a signal of the channel or the socket.
    QMetaObject::invokeMethod(
        this, [this] { m_line.stop(); }, Qt::QueuedConnection);
    if (m_overThere || m_id.isEmpty()) {
        QMetaObject::invokeMethod(this, &Session::leftNow, Qt::QueuedConnection);
        return;
    }
    base::whenDone(m_way.calls->terminate(m_id), this, [this](const base::Result<> &result) {
        if (!result) {
            qCWarning(base::logLink).noquote()
                << "session" << m_id
                << "stays open in AWS until its idle limit:" << result.error().text;
        }
        leftNow();
    });
}

void Session::leftNow()
{
    if (std::exchange(m_state, State::Left) != State::Left)
        Q_EMIT left();
}

} // namespace links::ssm

#include "support/ssmagent.h"
#include <QElapsedTimer>
#include <QJsonDocument>

namespace support::ssm {

namespace {

qint64 nowMs()
{
    static const QElapsedTimer clock = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return clock.elapsed();
}

} // namespace

AgentChannel::AgentChannel(qsizetype window, std::function<bool(const Envelope &)> take,
                           QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_take(std::move(take))
{
    connect(&m_tick, &QTimer::timeout, this, &AgentChannel::repeat);
    m_tick.start(100);
}

void AgentChannel::put(quint32 payloadType, const QByteArray &payload)
{
    Envelope message;
    message.type = type::output;
    message.sequence = m_next;
    message.flags = m_next == 0 ? 1 : 0;
    message.payloadType = payloadType;
    message.payload = payload;
    const QByteArray raw = encoded(message);
    m_sent.insert(m_next++, { raw, nowMs(), false });
    if (!m_paused)
        Q_EMIT sent(raw);
}

void AgentChannel::feed(const Envelope &message)
{
    const bool wasPaused = m_paused;
    m_paused = message.type == type::pause;
    if (message.type == type::acknowledge)
        acknowledged(message);
    else if (message.type == type::input)
        data(message);
    if (wasPaused && !m_paused)
        Q_EMIT room();
}

void AgentChannel::acknowledged(const Envelope &message)
{
    const qint64 sequence = QJsonDocument::fromJson(message.payload)
                                .object()[QLatin1String("AcknowledgedMessageSequenceNumber")]
                                .toInteger(-1);
    const auto found = m_sent.constFind(sequence);
    if (found == m_sent.cend())
        return;
    if (!found->isAgain) {
        const auto sample = double(nowMs() - found->when);
        m_variation = 0.75 * m_variation + 0.25 * qAbs(m_roundTrip - sample);
        m_roundTrip = 0.875 * m_roundTrip + 0.125 * sample;
        m_timeout = qMin(1000.0, m_roundTrip + qMax(10.0, 4 * m_variation));
    }
    m_sent.erase(found);
    if (hasRoom())
        Q_EMIT room();
}

void AgentChannel::data(const Envelope &message)
{
    if (message.sequence > m_expected)
        m_early.insert(message.sequence, message);
    // The answer to the handshake is acknowledged before anything else is said.
    const bool isFirst = message.payloadType == payload::handshakeResponse;
    if (message.sequence != m_expected || isFirst)
        Q_EMIT sent(acknowledgementOf(message));
    if (message.sequence != m_expected || !m_take(message))
        return;
    if (!isFirst)
        Q_EMIT sent(acknowledgementOf(message));
    ++m_expected;
    takeEarly();
}

void AgentChannel::takeEarly()
{
    while (m_early.contains(m_expected) && m_take(m_early.value(m_expected)))
        m_early.remove(m_expected++);
}

void AgentChannel::repeat()
{
    takeEarly(); // what was acknowledged before the plugin was ready
    if (m_paused || m_sent.isEmpty())
        return;
    const auto oldest = m_sent.begin();
    if (double(nowMs() - oldest->when) < m_timeout)
        return;
    oldest->when = nowMs();
    oldest->isAgain = true;
    Q_EMIT sent(oldest->raw);
}

} // namespace support::ssm

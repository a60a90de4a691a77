#include "values/keystate.h"
#include "base/whendone.h"
#include "values/savejob.h"

namespace values {

KeyState::KeyState(resp::Send send, QByteArray key, QObject *parent)
    : QObject(parent)
    , m_send(std::move(send))
    , m_key(std::move(key))
{
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &KeyState::look);
}

KeyState::~KeyState() = default;

void KeyState::look()
{
    if (m_asking)
        return;
    m_asking = true;
    resp::Commands commands{ { "TYPE", m_key }, { "PTTL", m_key }, { "TIME" } };
    const base::KeyType expected = m_last.type == base::KeyType::Unknown ? m_expected : m_last.type;
    const resp::Command length = lengthCommand(expected, m_key);
    if (!length.isEmpty())
        commands += length;
    const qint64 sentAt = m_clock.elapsed();
    base::whenDone(m_send.many(commands), this,
                   [this, sentAt, expected](const base::Result<resp::Replies> &replies) {
                       m_asking = false;
                       answered(replies, sentAt, expected);
                       arm();
                   });
}

void KeyState::answered(const base::Result<resp::Replies> &replies, qint64 sentAt,
                        base::KeyType lengthOf)
{
    if (!replies) {
        Q_EMIT failed(replies.error());
        return;
    }
    if (replies->at(0).isError()) {
        Q_EMIT failed(readError(replies->at(0), "TYPE"));
        return;
    }
    const qint64 middle = (sentAt + m_clock.elapsed()) / 2;
    if (const resp::Reply time = replies->at(2); time.size() == 2)
        m_serverAtZero = time.at(0).toInteger() * 1000 + time.at(1).toInteger() / 1000 - middle;
    m_pttlAt = middle;

    KeySample sample;
    sample.when = QDateTime::currentDateTime();
    sample.typeName = replies->at(0).toByteArray();
    sample.type = base::keyTypeFromName(sample.typeName);
    const resp::Reply pttl = replies->at(1);
    if (sample.type == base::KeyType::None)
        sample.pttl = -2;
    else if (pttl.isError()) {
        sample.pttl = -3; // said once; the rest of the view goes on
        if (!std::exchange(m_ttlRefused, true))
            Q_EMIT failed(readError(pttl, "PTTL"));
    } else
        sample.pttl = pttl.toInteger(-1);
    if (sample.pttl >= 0 && m_serverAtZero >= 0)
        sample.deadline = m_serverAtZero + middle + sample.pttl;
    if (replies->size() > 3 && sample.type == lengthOf && !replies->at(3).isError())
        sample.length = replies->at(3).toInteger(-1);
    m_last = sample;
    Q_EMIT sampled(sample);
}

void KeyState::setInterval(int ms)
{
    m_interval = ms;
    arm();
}

void KeyState::setWatching(bool watching)
{
    if (m_watching == watching)
        return;
    m_watching = watching;
    arm();
}

void KeyState::arm()
{
    m_timer.stop();
    if (!m_watching)
        return;
    qint64 next = m_interval > 0 ? m_interval : -1;
    if (const auto left = pttl(); left && *left >= 0) {
        // Redis answers "no such key" from the deadline on; a little later than that is enough.
        const qint64 atDeadline = qBound(qint64(20), *left + 20, qint64(3600) * 1000);
        next = next < 0 ? atDeadline : qMin(next, atDeadline);
    }
    if (next >= 0)
        m_timer.start(int(next));
}

bool KeyState::exists() const
{
    return m_last.type != base::KeyType::None && m_last.type != base::KeyType::Unknown;
}

std::optional<qint64> KeyState::pttl() const
{
    if (m_last.type == base::KeyType::Unknown || m_last.pttl == -3)
        return std::nullopt;
    if (m_last.pttl < 0)
        return m_last.pttl;
    return qMax<qint64>(0, m_last.pttl - (m_clock.elapsed() - m_pttlAt));
}

std::optional<qint64> KeyState::serverNow() const
{
    if (m_serverAtZero < 0)
        return std::nullopt;
    return m_serverAtZero + m_clock.elapsed();
}

QDateTime KeyState::expiresAt() const
{
    const auto left = pttl();
    if (!left || *left < 0)
        return {};
    return m_last.deadline >= 0 ? QDateTime::fromMSecsSinceEpoch(m_last.deadline)
                                : QDateTime::currentDateTime().addMSecs(*left);
}

resp::Command lengthCommand(base::KeyType type, const QByteArray &key)
{
    switch (type) {
    case base::KeyType::String:
        return { "STRLEN", key };
    case base::KeyType::Hash:
        return { "HLEN", key };
    case base::KeyType::List:
        return { "LLEN", key };
    case base::KeyType::Set:
        return { "SCARD", key };
    case base::KeyType::SortedSet:
        return { "ZCARD", key };
    case base::KeyType::Stream:
        return { "XLEN", key };
    default:
        return {};
    }
}

} // namespace values

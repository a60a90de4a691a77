#include "values/keystate.h"
#include "base/whendone.h"
#include "values/savejob.h"
#include <algorithm>
#include <array>

namespace values {

namespace {

using base::KeyType;

constexpr std::array typesWithLength{ KeyType::String, KeyType::Hash,      KeyType::List,
                                      KeyType::Set,    KeyType::SortedSet, KeyType::Stream };

std::optional<resp::Reply> answerOf(const resp::Commands &commands, const resp::Replies &replies,
                                    QByteArrayView command)
{
    for (qsizetype i = 0; i < commands.size() && i < replies.size(); ++i) {
        if (commands.at(i).first() == command)
            return replies.at(i);
    }
    return std::nullopt;
}

/// The types that a value of this OBJECT ENCODING may have, in any Redis from 2.8 on and in Valkey.
QList<KeyType> typesOfEncoding(const QByteArray &encoding)
{
    if (encoding == "int" || encoding == "embstr")
        return { KeyType::String };
    if (encoding == "quicklist" || encoding == "linkedlist")
        return { KeyType::List };
    if (encoding == "intset")
        return { KeyType::Set };
    if (encoding == "skiplist")
        return { KeyType::SortedSet };
    if (encoding == "stream")
        return { KeyType::Stream };
    if (encoding == "hashtable")
        return { KeyType::Hash, KeyType::Set };
    if (encoding == "ziplist" || encoding == "listpack")
        return { KeyType::Hash, KeyType::List, KeyType::Set, KeyType::SortedSet };
    return {}; // "raw" is also what modules' types have
}

} // namespace

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
    resp::Commands commands{ { "PTTL", m_key }, { "TIME" } };
    if (!m_typeRefused)
        commands.prepend({ "TYPE", m_key });
    const base::KeyType expected = m_last.type == base::KeyType::Unknown ? m_expected : m_last.type;
    const resp::Command length = lengthCommand(expected, m_key);
    if (!length.isEmpty())
        commands += length;
    else if (m_typeRefused)
        commands += typeProbes(m_key);
    ask(commands);
}

void KeyState::ask(const resp::Commands &commands)
{
    const qint64 sentAt = m_clock.elapsed();
    base::whenDone(m_send.many(commands), this,
                   [this, commands, sentAt](const base::Result<resp::Replies> &replies) {
                       m_asking = false;
                       answered(commands, replies, sentAt);
                       if (!m_asking)
                           arm();
                   });
}

void KeyState::answered(const resp::Commands &commands, const base::Result<resp::Replies> &replies,
                        qint64 sentAt)
{
    if (!replies) {
        Q_EMIT failed(replies.error());
        return;
    }
    const auto replyTo = [&](const char *command) { return answerOf(commands, *replies, command); };
    KeySample sample;
    if (const auto type = replyTo("TYPE"); type && !type->isError()) {
        sample.typeName = type->toByteArray();
        sample.type = base::keyTypeFromName(sample.typeName);
    } else {
        if (type && !typeIsRefused(*type))
            return;
        sample.type = typeFromReads(commands, *replies);
        if (sample.type == base::KeyType::Unknown && !replyTo("OBJECT")) {
            m_asking = true;
            return ask(resp::Commands{ { "PTTL", m_key }, { "TIME" } } + typeProbes(m_key));
        }
        if (sample.type == base::KeyType::Unknown)
            return;
        sample.typeName = base::keyTypeName(sample.type);
    }
    const qint64 middle = (sentAt + m_clock.elapsed()) / 2;
    if (const resp::Reply time = replyTo("TIME").value_or(resp::Reply()); time.size() == 2)
        m_serverAtZero = time.at(0).toInteger() * 1000 + time.at(1).toInteger() / 1000 - middle;
    m_pttlAt = middle;

    sample.when = QDateTime::currentDateTime();
    const resp::Reply pttl = replyTo("PTTL").value_or(resp::Reply());
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
    const QByteArray length = lengthCommand(sample.type, m_key).value(0);
    if (const auto reply = replyTo(length); !length.isEmpty() && reply && !reply->isError())
        sample.length = reply->toInteger(-1);
    m_last = sample;
    Q_EMIT sampled(sample);
}

/// False: this look has failed, for a reason that may pass.
bool KeyState::typeIsRefused(const resp::Reply &type)
{
    const base::Error error = readError(type, "TYPE");
    const bool refused = error.cause == base::Error::Cause::CommandDenied
        || error.cause == base::Error::Cause::CommandUnknown;
    if (!refused || !std::exchange(m_typeRefused, true))
        Q_EMIT failed(error);
    return refused;
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

resp::Commands typeProbes(const QByteArray &key)
{
    resp::Commands commands{ { "OBJECT", "ENCODING", key } };
    for (const KeyType type : typesWithLength)
        commands += lengthCommand(type, key);
    return commands;
}

base::KeyType typeFromReads(const resp::Commands &commands, const resp::Replies &replies)
{
    const auto pttl = answerOf(commands, replies, "PTTL");
    bool exists = pttl && !pttl->isError();
    if (exists && pttl->toInteger() == -2)
        return KeyType::None;
    QList<KeyType> empty;
    QList<KeyType> open; // refused, so that it may be one of these
    qsizetype others = 0;
    for (const KeyType type : typesWithLength) {
        const auto length = answerOf(commands, replies, lengthCommand(type, {}).first());
        if (!length)
            continue;
        if (length->isError() && length->bytes().startsWith("WRONGTYPE"))
            ++others;
        else if (length->isError())
            open += type;
        else if (length->toInteger() > 0)
            return type;
        else
            empty += type;
    }
    exists |= others > 0;
    // A missing key is an empty value of every type; one that is there is empty as what it is.
    if (!exists && empty.size() > 1)
        return KeyType::None;
    if (exists && empty.size() == 1)
        return empty.first();
    if (others == qsizetype(typesWithLength.size()))
        return KeyType::Other;
    const auto encoding = answerOf(commands, replies, "OBJECT");
    if (!encoding || encoding->isError())
        return KeyType::Unknown;
    open.removeIf([possible = typesOfEncoding(encoding->toByteArray())](KeyType type) {
        return !possible.contains(type);
    });
    return open.size() == 1 ? open.first() : KeyType::Unknown;
}

} // namespace values

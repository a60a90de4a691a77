#include "link/ssm/inbox.h"

namespace links::ssm {

namespace {

/// After a resumption the agent repeats what was lost at ten messages a second, and sends new ones
/// at a thousand: what is refused then comes at ten a second as well.
constexpr qint64 mostHeld = 32768;
constexpr qsizetype mostBytes = qsizetype(48) * 1024 * 1024;

} // namespace

Inbox::Place Inbox::placeOf(const Message &message) const
{
    if (message.sequence < m_next || m_held.contains(message.sequence))
        return Place::Known;
    if (message.sequence == m_next)
        return Place::Next;
    const bool isTooMuch =
        message.sequence - m_next > mostHeld || m_bytes + message.payload.size() > mostBytes;
    return isTooMuch ? Place::TooMuch : Place::Early;
}

void Inbox::hold(const Message &message)
{
    if (m_held.emplace(message.sequence, message).second)
        m_bytes += message.payload.size();
}

bool Inbox::holdsNext() const
{
    return !m_held.empty() && m_held.begin()->first == m_next;
}

std::optional<Message> Inbox::takeNext()
{
    if (!holdsNext())
        return std::nullopt;
    Message out = m_held.extract(m_held.begin()).mapped();
    m_bytes -= out.payload.size();
    ++m_next;
    return out;
}

} // namespace links::ssm

#pragma once
#include "link/ssm/message.h"
#include <map>
#include <optional>

namespace links::ssm {

/// Puts what comes in the order of its numbers, from 0 on. Bounded: what comes too early while much
/// is held has to come again.
class Inbox {
public:
    enum class Place : quint8 {
        Next,
        Early,
        Known, ///< taken, or held, already
        TooMuch,
    };
    [[nodiscard]] Place placeOf(const Message &message) const;

    void hold(const Message &message); ///< which is Early, or Next
    /// The next one, where it is held.
    [[nodiscard]] std::optional<Message> takeNext();
    [[nodiscard]] bool holdsNext() const;

private:
    std::map<qint64, Message> m_held;
    qsizetype m_bytes = 0; ///< of their payloads
    qint64 m_next = 0;
};

} // namespace links::ssm

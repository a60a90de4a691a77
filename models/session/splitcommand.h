#pragma once
#include "session/commandkeys.h"
#include <vector>

namespace session {

/// A command whose keys lie in several slots, taken apart where the parts add up to the same:
/// DEL, UNLINK, EXISTS, TOUCH (the sum of the counts), MGET (values in the order of the keys), MSET
/// (OK). Every part has keys of one slot, in their order.
class SplitCommand {
public:
    /// One part, the command itself, when it needs no splitting or cannot be split.
    explicit SplitCommand(const resp::Command &command, bool mayBeSplit = true);

    [[nodiscard]] const resp::Commands &parts() const { return m_parts; }
    /// The reply to the whole, of one reply for each part in their order. When a part is refused
    /// and others were not, it is that part's error, with a word about how many have run.
    [[nodiscard]] resp::Reply merged(const resp::Replies &replies) const;

private:
    enum class How { Alone, Sum, Values, Ok };
    [[nodiscard]] static How howOf(const resp::Command &command);

    How m_how = How::Alone;
    resp::Commands m_parts;
    std::vector<std::pair<qsizetype, qsizetype>> m_values; ///< of MGET: part and place in its reply
};

} // namespace session

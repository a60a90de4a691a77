#pragma once
#include <utility>

namespace links {

/// Two connected ends that nobody else can reach; -1 and -1 when the system gives none. Both are
/// closed in programs that this one starts.
[[nodiscard]] std::pair<int, int> connectedPair();

} // namespace links

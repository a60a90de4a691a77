#pragma once
#include "resp/reply.h"

namespace resp {

/// The words of an error reply without what they echo of the command's arguments: to AUTH that
/// would be the password. For everything that is shown, logged or kept.
[[nodiscard]] QByteArray safeWords(const Reply &reply);

} // namespace resp

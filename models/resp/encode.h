#pragma once
#include "resp/send.h"

namespace resp {

/// The command as an array of bulk strings (RESP, "Sending commands to a Redis server").
/// Any bytes in any argument; an empty command is encoded as nothing.
[[nodiscard]] QByteArray encode(const Command &command);
/// The same, appended to `out` with one reservation.
void encodeTo(QByteArray &out, const Command &command);

} // namespace resp

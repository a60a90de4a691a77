#pragma once
#include "base/capabilities.h"
#include "resp/reply.h"
#include <QString>

namespace session {

/// What the server can do: by the names that its COMMAND lists. An option of an old command cannot
/// be seen there; it is taken as present when a command of the same release is (ACL for SET's
/// KEEPTTL and SCAN's TYPE, PEXPIRETIME for EXPIRE's conditions, XADD for RESTORE's ABSTTL).
/// Where COMMAND was refused, by `version`; where that is unknown too, a current Redis is assumed
/// and the first refusal corrects it.
[[nodiscard]] base::Capabilities capabilitiesOf(const resp::Reply &commandReply,
                                                const QString &engine, const QString &version);

} // namespace session

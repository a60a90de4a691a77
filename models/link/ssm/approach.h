#pragma once
#include "aws/sessionmanager.h"
#include "link/ssm/ssmtunnel.h"

namespace links::ssm {

/// SsmTunnel::Parts::approach by AWS itself: the keys, and where somebody watches also whose they
/// are, whether Systems Manager answers and whether `target` is online there. Whom AWS does not let
/// ask for that goes on without. `manager` outlives the tunnel's links.
[[nodiscard]] std::function<void(SsmTunnel &, std::function<void(const base::Result<> &)>)>
approachBy(aws::SessionManager &manager, const QString &target);

} // namespace links::ssm

#pragma once
#include "aws/securitygroups.h"

namespace aws {

/// The first agent that forwards to a host of the session's choice.
inline constexpr char firstForwardingAgent[] = "3.1.1188.0";

[[nodiscard]] Evidence evidenceFor(const Cache &cache, const Bastion &bastion,
                                   const SecurityGroups &groups);
/// EC2 before ECS; then what is online, in the same VPC, let in and new enough, in this order; then
/// by name.
[[nodiscard]] QList<RankedBastion> rank(const Cache &cache, const QList<Bastion> &bastions,
                                        const SecurityGroups &groups);

} // namespace aws

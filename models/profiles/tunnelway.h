#pragma once
#include "profiles/profile.h"

namespace profiles {

inline constexpr qsizetype mostSshHops = 16;

/// True when `ssh` is given an alias, and `hops` count for nothing.
[[nodiscard]] bool usesAlias(const TunnelSettings &tunnel);
/// How the tunnel leads, for people: "me@bastion.example → 10.0.0.7:2222", "bastion
/// (~/.ssh/config)", "i-0ab… · ap-northeast-2". Empty when there is none.
[[nodiscard]] QString tunnelWay(const TunnelSettings &tunnel);
/// Why a name cannot be given to SSH: "" = it can. One that begins with "-" would be an option of
/// the `ssh` program, one with spaces or controls no name at all.
[[nodiscard]] QString sshNameProblem(const QString &name);

} // namespace profiles

#pragma once
#include "profiles/profile.h"

namespace profiles {

inline constexpr qsizetype mostSshHops = 16;

/// True when `ssh` is given an alias, and `hops` count for nothing.
[[nodiscard]] bool usesAlias(const TunnelSettings &tunnel);
/// How the tunnel leads, for people: "me@bastion.example → 10.0.0.7:2222", "bastion
/// (~/.ssh/config)", "i-0ab… · ap-northeast-2". Empty when there is none.
[[nodiscard]] QString tunnelWay(const TunnelSettings &tunnel);
/// The host as SSH and its files name it: without blanks around it, and without the brackets that
/// an address of IPv6 wears before a port.
[[nodiscard]] QString plainSshHost(const QString &host);
/// Why a name cannot be given to SSH: "" = it can. One that begins with "-" would be an option of
/// the `ssh` program, one with spaces or controls no name at all.
[[nodiscard]] QString sshNameProblem(const QString &name);
/// The same of a plainSshHost(); brackets that are left in it belong to no name.
[[nodiscard]] QString sshHostProblem(const QString &host);

} // namespace profiles

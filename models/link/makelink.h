#pragma once
#include "link/link.h"
#include "profiles/profile.h"

namespace links {

/// The link that a profile asks for: a Unix socket where it names one, else TCP.
[[nodiscard]] Link *makeLink(const profiles::Profile &profile, QObject *parent);

} // namespace links

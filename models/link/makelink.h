#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include "profiles/secretbackend.h"

namespace links {

/// The link that a profile asks for, to one endpoint of it: Unix socket or TCP, with TLS around it
/// where the profile wants TLS. `keyPassphrase` = of the client's TLS key. A profile with a tunnel
/// that this version cannot open gets a link that fails with Cause::TunnelNotBuilt.
[[nodiscard]] Link *makeLink(const profiles::Profile &profile, const Endpoint &endpoint,
                             const base::Secret &keyPassphrase, QObject *parent);

/// The same way without the TLS, for a TlsProbe or a PlainProbe: nothing secret goes over it.
[[nodiscard]] Link *makePlainLink(const profiles::Profile &profile, const Endpoint &endpoint,
                                  QObject *parent);

} // namespace links

#pragma once
#include "link/endpoint.h"
#include "link/link.h"
#include "link/tunnel.h"
#include "profiles/secretbackend.h"

namespace links {

/// Which way the bytes take: straight, or through a tunnel that outlives the link.
struct Through {
    Tunnel *tunnel = nullptr;
    Use use = Use::Interactive;
};

/// The link that a profile asks for, to one endpoint of it: Unix socket, TCP or a stream of its
/// tunnel, with TLS around it where the profile wants TLS. `keyPassphrase` = of the client's TLS
/// key. A profile that wants a tunnel never goes straight: without one the link fails with
/// Cause::TunnelNotBuilt.
[[nodiscard]] Link *makeLink(const profiles::Profile &profile, const Endpoint &endpoint,
                             const Through &through, const base::Secret &keyPassphrase,
                             QObject *parent);

/// The same way without the TLS, for a TlsProbe or a PlainProbe: nothing secret goes over it.
[[nodiscard]] Link *makePlainLink(const profiles::Profile &profile, const Endpoint &endpoint,
                                  const Through &through, QObject *parent);

} // namespace links

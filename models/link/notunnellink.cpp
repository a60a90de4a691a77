#include "link/notunnellink.h"
#include <QCoreApplication>

namespace links {

NoTunnelLink::NoTunnelLink(profiles::TunnelKind kind, const QString &address, QObject *parent)
    : Link(parent)
    , m_kind(kind)
    , m_address(address)
{
}

void NoTunnelLink::open()
{
    Q_EMIT failed(
        { base::Error::Kind::Invalid,
          QCoreApplication::translate(
              "link",
              "This version of Larder cannot open tunnels of this kind yet (%1), so nothing was "
              "sent. Open the tunnel with another program and connect to its local port.")
              .arg(kindName()),
          {},
          base::Error::Cause::TunnelNotBuilt });
}

QString NoTunnelLink::route() const
{
    return kindName() + QStringLiteral(" → ") + m_address;
}

QString NoTunnelLink::kindName() const
{
    return m_kind == profiles::TunnelKind::Ssh ? QStringLiteral("SSH")
                                               : QStringLiteral("AWS Session Manager");
}

} // namespace links

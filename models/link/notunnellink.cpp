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
    const QString text = m_kind == profiles::TunnelKind::Ssm
        ? QCoreApplication::translate(
            "link",
            "There is no bastion for this connection's Session Manager tunnel, so nothing was "
            "sent. Choose one.")
        : QCoreApplication::translate(
            "link", "There is no SSH tunnel for this connection, so nothing was sent.");
    Q_EMIT failed({ base::Error::Kind::Invalid, text, {}, base::Error::Cause::TunnelNotBuilt });
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

#include "link/ssm/awsclilink.h"
#include "link/ssm/awsclitunnel.h"
#include "link/tcplink.h"

namespace links {

AwsCliLink::AwsCliLink(AwsCliTunnel &tunnel, Endpoint target, std::chrono::milliseconds timeout,
                       QObject *parent)
    : Link(parent)
    , m_tunnel(&tunnel)
    , m_name(tunnel.name())
    , m_target(std::move(target))
    , m_timeout(timeout)
{
}

AwsCliLink::~AwsCliLink() = default;

void AwsCliLink::open()
{
    if (m_tunnel)
        m_tunnel->admit(this);
}

QString AwsCliLink::route() const
{
    return QStringLiteral("%1 → %2").arg(m_name, m_target.toString());
}

void AwsCliLink::proceed(quint16 port)
{
    m_inner = new TcpLink(QStringLiteral("127.0.0.1"), port, m_timeout, this);
    connect(m_inner, &Link::opened, this, [this] { finish(m_inner->take()); });
    connect(m_inner, &Link::failed, this, &Link::failed);
    m_inner->open();
}

void AwsCliLink::giveUp(const base::Error &why)
{
    Q_EMIT failed(why);
}

} // namespace links

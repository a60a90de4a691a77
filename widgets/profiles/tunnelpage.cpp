#include "widgets/profiles/tunnelpage.h"
#include <QPushButton>

namespace ui {

using profiles::TunnelKind;

TunnelPage::TunnelPage(QWidget *parent)
    : FormPage(parent)
    , m_kind(new common::PlainLabel)
    , m_way(new common::PlainLabel)
    , m_remove(new QPushButton)
{
    setObjectName(QStringLiteral("tunnelPage"));
    m_kind->setObjectName(QStringLiteral("tunnelKind"));
    m_way->setObjectName(QStringLiteral("tunnelWay"));
    m_way->setFixedType(common::Theme::Size::Base);
    m_way->setWordWrap(true);
    m_remove->setObjectName(QStringLiteral("removeTunnel"));
    m_kindLine = addRow(m_kind, m_kind);
    m_wayLine = addRow(m_way, m_way);
    m_removeLine = addRowAtLeft(m_remove);
    connect(m_remove, &QAbstractButton::clicked, this, [this] {
        m_tunnel = {};
        retranslate();
        touched();
    });
    retranslate();
}

void TunnelPage::retranslate()
{
    setLabel(m_kindLine, tr("Tunnel"));
    setLabel(m_wayLine, tr("Through"));
    setLabel(m_removeLine, QString());
    setHint(m_kindLine,
            tr("This version opens no tunnels yet, so this connection cannot be opened as it is. "
               "The settings are kept."));
    m_remove->setText(tr("Remove tunnel"));
    m_remove->setAccessibleName(m_remove->text());
    m_remove->setToolTip(tr("Connects straight to the host of the General page"));
    setHint(m_removeLine, tr("Then the connection goes straight to its host and port."));
    QStringList way;
    switch (m_tunnel.kind) {
    case TunnelKind::None:
        m_kind->setText(tr("none"));
        break;
    case TunnelKind::Ssh:
        m_kind->setText(tr("SSH"));
        for (const profiles::SshHop &hop : m_tunnel.hops) {
            const QString user = hop.user.isEmpty() ? QString() : hop.user + u'@';
            way += user + profiles::HostPort{ hop.host, hop.port }.toString();
        }
        break;
    case TunnelKind::Ssm:
        m_kind->setText(tr("AWS Systems Manager"));
        for (const QString &part : { m_tunnel.target, m_tunnel.region, m_tunnel.awsProfile }) {
            if (!part.isEmpty())
                way += part;
        }
        break;
    }
    m_way->setText(
        way.join(m_tunnel.kind == TunnelKind::Ssh ? QStringLiteral(" → ") : QStringLiteral(" · ")));
}

bool TunnelPage::hasTunnel() const
{
    return m_tunnel.kind != TunnelKind::None;
}

void TunnelPage::fill(const profiles::Profile &profile)
{
    m_tunnel = profile.tunnel;
    retranslate();
}

void TunnelPage::collect(profiles::Profile &profile) const
{
    profile.tunnel = m_tunnel;
}

} // namespace ui

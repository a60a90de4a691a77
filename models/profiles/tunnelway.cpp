#include "profiles/tunnelway.h"
#include <QCoreApplication>
#include <algorithm>

namespace profiles {

bool usesAlias(const TunnelSettings &tunnel)
{
    return tunnel.kind == TunnelKind::Ssh && tunnel.backend == SshBackend::OpenSsh
        && !tunnel.alias.isEmpty();
}

QString tunnelWay(const TunnelSettings &tunnel)
{
    QStringList way;
    switch (tunnel.kind) {
    case TunnelKind::None:
        return {};
    case TunnelKind::Ssh:
        if (usesAlias(tunnel))
            return tunnel.alias
                + (tunnel.sshConfig.isEmpty() ? QStringLiteral(" (~/.ssh/config)")
                                              : QStringLiteral(" (%1)").arg(tunnel.sshConfig));
        for (const SshHop &hop : tunnel.hops) {
            const QString host =
                hop.port == 22 ? hop.host : HostPort{ hop.host, hop.port }.toString();
            way += hop.user.isEmpty() ? host : hop.user + u'@' + host;
        }
        return way.join(QStringLiteral(" → "));
    case TunnelKind::Ssm:
        for (const QString &part : { tunnel.target, tunnel.region, tunnel.awsProfile }) {
            if (!part.isEmpty())
                way += part;
        }
        break;
    }
    return way.join(QStringLiteral(" · "));
}

QString plainSshHost(const QString &host)
{
    const QString plain = host.trimmed();
    return plain.startsWith(u'[') && plain.endsWith(u']') ? plain.sliced(1, plain.size() - 2)
                                                          : plain;
}

QString sshNameProblem(const QString &name)
{
    if (name.startsWith(u'-'))
        return QCoreApplication::translate("profiles", "It must not begin with \"-\".");
    const auto unfit = [](QChar c) { return c.isSpace() || !c.isPrint(); };
    if (std::any_of(name.cbegin(), name.cend(), unfit))
        return QCoreApplication::translate("profiles", "It must have no spaces.");
    return {};
}

QString sshHostProblem(const QString &host)
{
    if (host.contains(u'[') || host.contains(u']'))
        return QCoreApplication::translate(
            "profiles", "It must have no brackets: the port has a place of its own.");
    return sshNameProblem(host);
}

} // namespace profiles

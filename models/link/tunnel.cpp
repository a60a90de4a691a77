#include "link/tunnel.h"
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace links {

Tunnel::Tunnel(QObject *parent)
    : QObject(parent)
{
}

Tunnel::~Tunnel() = default;

SshPlaces SshPlaces::standard()
{
    SshPlaces places;
    places.home = QDir::homePath();
    const QString folder = places.home + QStringLiteral("/.ssh/");
    places.knownHosts = { folder + QStringLiteral("known_hosts"),
                          folder + QStringLiteral("known_hosts2"),
                          QStringLiteral("/etc/ssh/ssh_known_hosts") };
    places.ownKnownHosts = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
        + QStringLiteral("/known_hosts");
    for (const char *name : { "id_ed25519", "id_ecdsa", "id_rsa" })
        places.identities += folder + QLatin1String(name);
    places.agentSocket = qEnvironmentVariable("SSH_AUTH_SOCK");
    places.askpassProgram = QCoreApplication::applicationFilePath();
    return places;
}

QString SshPlaces::expanded(const QString &path) const
{
    return path.startsWith(QLatin1String("~/")) ? home + path.sliced(1) : path;
}

} // namespace links

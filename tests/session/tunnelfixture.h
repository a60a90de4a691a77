#pragma once
#include "link/ssh/sshtunnel.h"
#include "session/sessionfixture.h"
#include "support/sshserver.h"
#include <QDir>
#include <QFile>

/// `profile` through a bastion, signed in by its own key. Hasty, so that tests are quick.
inline profiles::Profile through(const support::SshServer &bastion, profiles::Profile profile)
{
    profiles::SshHop hop;
    hop.host = bastion.address();
    hop.port = bastion.port();
    hop.user = bastion.userName();
    hop.auth = profiles::SshAuth::KeyFile;
    hop.keyFile = bastion.clientKey();
    profile.tunnel.kind = profiles::TunnelKind::Ssh;
    profile.tunnel.hops = { hop };
    return profile;
}

/// What is known of the bastion's host key on this computer: all of it.
inline links::SshPlaces placesOf(const support::SshServer &bastion)
{
    links::SshPlaces places;
    places.home = bastion.path({});
    places.ownKnownHosts = bastion.path(QStringLiteral("larder_known_hosts"));
    QFile file(places.ownKnownHosts);
    if (file.open(QFile::WriteOnly))
        file.write(bastion.knownHostsLines());
    return places;
}

/// Finds a dead bastion within some two seconds instead of fifteen.
inline void hasten(session::Session &session, const profiles::Profile &profile,
                   const links::SshPlaces &places)
{
    session.setTunnelSource([profile, places] {
        const links::SshRhythm rhythm{ std::chrono::milliseconds(500),
                                       std::chrono::milliseconds(2000),
                                       std::chrono::milliseconds(700) };
        return std::make_unique<links::SshTunnel>(profile.tunnel, profiles::SshSecrets(), nullptr,
                                                  places, rhythm);
    });
}

/// "SSH me@host" as routes begin.
inline QString wayThrough(const support::SshServer &bastion)
{
    return QStringLiteral("SSH %1@%2").arg(bastion.userName(), bastion.address());
}

/// Remote TCP ports that this process is connected to. Source: proc_net_tcp(5), and the links
/// "socket:[inode]" in /proc/self/fd. `state` = 01 connected, 0A waiting for connections (then the
/// local ports).
inline QList<quint16> ownTcpPorts(const QByteArray &state)
{
    QSet<QByteArray> inodes;
    const QDir descriptors(QStringLiteral("/proc/self/fd"));
    for (const QString &name : descriptors.entryList(QDir::Files | QDir::System)) {
        const QString target = QFile::symLinkTarget(descriptors.filePath(name));
        const qsizetype at = target.indexOf(QLatin1String("socket:["));
        if (at >= 0)
            inodes += target.mid(at + 8).chopped(1).toLatin1();
    }
    QList<quint16> ports;
    for (const char *table : { "/proc/self/net/tcp", "/proc/self/net/tcp6" }) {
        QFile file(QString::fromLatin1(table));
        if (!file.open(QFile::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QByteArrayList words = line.simplified().split(' ');
            if (words.size() < 10 || words[3] != state || !inodes.contains(words[9]))
                continue;
            const QByteArray address = words[state == "0A" ? 1 : 2];
            ports += quint16(address.mid(address.indexOf(':') + 1).toUShort(nullptr, 16));
        }
    }
    return ports;
}

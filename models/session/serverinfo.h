#pragma once
#include "base/capabilities.h"
#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace session {

/// What a server said about itself at login. Empty or -1 = it did not say.
struct ServerInfo {
    QString engine; ///< "Redis" or "Valkey"
    QString version; ///< "7.0.15"
    QString mode; ///< "standalone", "cluster", "sentinel"
    QString role; ///< "master", "slave"
    QByteArray runId;
    QByteArray replicationId; ///< master_replid
    QByteArray replicationId2; ///< master_replid2: the lineage before the last failover
    int databases = -1; ///< CONFIG GET databases; -1 when refused
    int protocol = 2; ///< 2 or 3
    base::Capabilities can;
    /// Why a node of a cluster is treated as a single server, in a sentence; empty = it is not.
    QString clusterNote;

    // Where the process lives; compared when neither run id nor lineage tells.
    QByteArray executable;
    QByteArray configFile;
    QByteArray directory; ///< CONFIG GET dir
    QByteArray system; ///< operating system and kernel, as INFO names them
    qint64 processId = -1;
    qint64 tcpPort = -1;
    qint64 uptimeSeconds = -1;

    /// What a server that answers now is to the one that answered before.
    enum class Relation {
        SameProcess, ///< equal run id
        SameData, ///< a restart or failover within one replication lineage: its replication id
                  ///< is the other's present or previous one
        Restarted, ///< the same installation, started again: see below
        Different, ///< another server, or none of the above can be shown
    };

    /// `silentMs` = time since the server before gave its last answer.
    ///
    /// A server without replicas starts with a new run id and a new replication lineage, so a
    /// restart has to be shown by other means. It counts as Restarted when all of these hold:
    /// the new process began after the old one's last answer (its uptime, with two seconds of
    /// grace, is shorter than the silence); executable, configuration file, working directory, TCP
    /// port and operating system are the same, and the executable and one of the two paths were
    /// reported at all; and neither is process 1, since in containers all of these come from the
    /// image and say nothing about the machine. Everything else is Different: the person decides.
    [[nodiscard]] Relation relationTo(const ServerInfo &before, qint64 silentMs) const;

    /// Same data set as `other`: the same process, or a restart or failover of the same
    /// replication lineage.
    [[nodiscard]] bool isSameServer(const ServerInfo &other) const;

    /// Takes over what a text of INFO says; fields that it lacks stay.
    void readInfo(QByteArrayView text);
};

} // namespace session

Q_DECLARE_METATYPE(session::ServerInfo)

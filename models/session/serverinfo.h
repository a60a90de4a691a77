#pragma once
#include "base/capabilities.h"
#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace session {

/// What a server said about itself at login. Empty or -1 = it did not say.
struct ServerInfo {
    QString engine;  ///< "Redis" or "Valkey"
    QString version; ///< "7.0.15"
    QString mode;    ///< "standalone", "cluster", "sentinel"
    QString role;    ///< "master", "slave"
    QByteArray runId;
    QByteArray replicationId;  ///< master_replid
    QByteArray replicationId2; ///< master_replid2: the lineage before the last failover
    int databases = -1;        ///< CONFIG GET databases; -1 when refused
    int protocol = 2;          ///< 2 or 3
    base::Capabilities can;

    /// Same data set as `other`: the same process, or a restart or failover of the same
    /// replication lineage.
    [[nodiscard]] bool isSameServer(const ServerInfo &other) const;
};

} // namespace session

Q_DECLARE_METATYPE(session::ServerInfo)

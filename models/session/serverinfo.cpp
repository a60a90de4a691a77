#include "session/serverinfo.h"
#include <algorithm>

namespace session {

namespace {

constexpr qint64 graceMs = 2000; // INFO counts uptime in whole seconds

/// Redis writes forty zeros where there is no second lineage.
bool isId(QByteArrayView id)
{
    return std::any_of(id.begin(), id.end(), [](char c) { return c != '0'; });
}

bool isSameInstallation(const ServerInfo &a, const ServerInfo &b)
{
    return a.processId > 1 && b.processId > 1 && !a.executable.isEmpty()
        && a.executable == b.executable && a.configFile == b.configFile
        && a.directory == b.directory && !(a.configFile.isEmpty() && a.directory.isEmpty())
        && a.tcpPort == b.tcpPort && a.system == b.system;
}

} // namespace

ServerInfo::Relation ServerInfo::relationTo(const ServerInfo &before, qint64 silentMs) const
{
    if (!runId.isEmpty() && runId == before.runId)
        return Relation::SameProcess;
    if (isId(replicationId)
        && (replicationId == before.replicationId || replicationId == before.replicationId2))
        return Relation::SameData;
    if (isId(replicationId2) && replicationId2 == before.replicationId)
        return Relation::SameData;
    if (uptimeSeconds >= 0 && uptimeSeconds * 1000 <= silentMs + graceMs
        && isSameInstallation(*this, before))
        return Relation::Restarted;
    return Relation::Different;
}

bool ServerInfo::isSameServer(const ServerInfo &other) const
{
    const Relation relation = relationTo(other, 0);
    return relation == Relation::SameProcess || relation == Relation::SameData;
}

void ServerInfo::readInfo(QByteArrayView text)
{
    QString redisVersion;
    QString valkeyVersion;
    QByteArray name;
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf('\n', start);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = text.sliced(start, end - start).trimmed();
        start = end + 1;
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArrayView field = line.first(colon);
        const QByteArray value = line.sliced(colon + 1).toByteArray();
        if (field == "redis_version")
            redisVersion = QString::fromUtf8(value);
        else if (field == "valkey_version")
            valkeyVersion = QString::fromUtf8(value);
        else if (field == "server_name")
            name = value;
        else if (field == "redis_mode" || field == "server_mode")
            mode = QString::fromUtf8(value);
        else if (field == "role")
            role = QString::fromUtf8(value);
        else if (field == "run_id")
            runId = value;
        else if (field == "master_replid")
            replicationId = value;
        else if (field == "master_replid2")
            replicationId2 = value;
        else if (field == "executable")
            executable = value;
        else if (field == "config_file")
            configFile = value;
        else if (field == "os")
            system = value;
        else if (field == "process_id")
            processId = value.toLongLong();
        else if (field == "tcp_port")
            tcpPort = value.toLongLong();
        else if (field == "uptime_in_seconds")
            uptimeSeconds = value.toLongLong();
    }
    if (!valkeyVersion.isEmpty() || name == "valkey") {
        engine = QStringLiteral("Valkey");
        version = valkeyVersion.isEmpty() ? redisVersion : valkeyVersion;
    } else if (!redisVersion.isEmpty()) {
        engine = QStringLiteral("Redis");
        version = redisVersion;
    }
}

} // namespace session

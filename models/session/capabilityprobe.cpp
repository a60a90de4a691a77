#include "session/capabilityprobe.h"
#include <QSet>
#include <QVersionNumber>

namespace session {

namespace {

void collect(const resp::Reply &entries, QSet<QByteArray> &names)
{
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const resp::Reply entry = entries.at(i);
        names.insert(entry.at(0).toByteArray().toLower());
        collect(entry.at(9), names);
    }
}

base::Capabilities byName(const resp::Reply &commandReply)
{
    QSet<QByteArray> names;
    collect(commandReply, names);
    base::Capabilities can;
    can.keepTtl = names.contains("acl") || names.contains("getex");
    can.scanType = can.keepTtl;
    can.unlink = names.contains("unlink");
    can.pexpiretime = names.contains("pexpiretime");
    can.expireConditions = can.pexpiretime;
    can.restoreAbsTtl = names.contains("xadd");
    can.fieldTtl = names.contains("hpttl") && names.contains("hpexpireat");
    can.hsetex = names.contains("hsetex");
    can.memoryUsage = names.contains("memory|usage")
        || (names.contains("memory") && !names.contains("config|get"));
    can.getex = names.contains("getex");
    can.copy = names.contains("copy");
    return can;
}

base::Capabilities byVersion(const QString &engine, const QString &version)
{
    const QVersionNumber number = QVersionNumber::fromString(version);
    const bool valkey = engine == QLatin1String("Valkey");
    const auto since = [&](int major, int minor) { return number >= QVersionNumber(major, minor); };
    base::Capabilities can;
    can.keepTtl = since(6, 0);
    can.scanType = since(6, 0);
    can.unlink = since(4, 0);
    can.pexpiretime = since(7, 0);
    can.expireConditions = since(7, 0);
    can.restoreAbsTtl = since(5, 0);
    can.fieldTtl = valkey ? since(9, 0) : since(7, 4);
    can.hsetex = valkey ? since(9, 0) : since(8, 0);
    can.memoryUsage = since(4, 0);
    can.getex = since(6, 2);
    can.copy = since(6, 2);
    return can;
}

} // namespace

base::Capabilities capabilitiesOf(const resp::Reply &commandReply, const QString &engine,
                                  const QString &version)
{
    if (commandReply.size() > 0)
        return byName(commandReply);
    if (!version.isEmpty())
        return byVersion(engine, version);
    return {};
}

} // namespace session

#include "stats/infoparser.h"
#include <cmath>

namespace stats {
namespace {

constexpr qsizetype maxBytes = 1024 * 1024;
constexpr qsizetype maxFields = 4096;
constexpr qsizetype maxLines = 4096; // of one repeated kind: databases, commands, replicas
constexpr qsizetype maxLine = 4096;

std::optional<qint64> wholeNumber(QByteArrayView text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < 0)
        return std::nullopt;
    return value;
}

/// The value of `name` in "keys=1,expires=0,avg_ttl=0".
std::optional<qint64> part(QByteArrayView list, QByteArrayView name)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView item = comma < 0 ? list : list.first(comma);
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
        if (item.size() > name.size() && item.startsWith(name) && item[name.size()] == '=')
            return wholeNumber(item.sliced(name.size() + 1));
    }
    return std::nullopt;
}

/// "db12" with prefix "db" is 12.
std::optional<int> numbered(QByteArrayView name, QByteArrayView prefix)
{
    if (!name.startsWith(prefix))
        return std::nullopt;
    bool ok = false;
    const int number = name.sliced(prefix.size()).toInt(&ok);
    if (!ok || number < 0)
        return std::nullopt;
    return number;
}

void readLine(Info &info, QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith('#') || line.size() > maxLine)
        return;
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1);

    if (const auto keys = part(value, "keys"); keys) {
        const auto db = numbered(name, "db");
        if (db && info.databases.size() < maxLines) {
            info.databases.append({ *db, *keys, part(value, "expires").value_or(0),
                                    part(value, "avg_ttl").value_or(0) });
            return;
        }
    }
    if (name.startsWith("cmdstat_")) {
        const auto calls = part(value, "calls");
        const auto usec = part(value, "usec");
        if (calls && usec && info.commands.size() < maxLines)
            info.commands.append({ name.sliced(8).toByteArray(), *calls, *usec });
        return;
    }
    if (numbered(name, "slave")) {
        const auto lag = part(value, "lag");
        if (lag && info.replicaLags.size() < maxLines)
            info.replicaLags.append(*lag);
        return;
    }
    if (info.fields.size() >= maxFields)
        return;
    const QByteArray key = name.toByteArray();
    if (!info.fields.contains(key))
        info.fields.insert(key, value.toByteArray());
}

} // namespace

std::optional<qint64> Info::count(const QByteArray &name) const
{
    const auto found = fields.constFind(name);
    return found == fields.cend() ? std::nullopt : wholeNumber(*found);
}

std::optional<double> Info::number(const QByteArray &name) const
{
    const auto found = fields.constFind(name);
    if (found == fields.cend())
        return std::nullopt;
    bool ok = false;
    const double value = found->toDouble(&ok);
    if (!ok || !std::isfinite(value) || value < 0)
        return std::nullopt;
    return value;
}

Info parseInfo(QByteArrayView bytes)
{
    Info info;
    if (bytes.size() > maxBytes) {
        bytes = bytes.first(maxBytes);
        info.cut = true;
    }
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = bytes.indexOf('\n', from);
        if (end < 0)
            return info;
        QByteArrayView line = bytes.sliced(from, end - from);
        if (line.endsWith('\r'))
            line.chop(1);
        readLine(info, line);
        from = end + 1;
    }
}

} // namespace stats

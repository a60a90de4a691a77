#include "keys/keyspace.h"
#include "base/whendone.h"
#include <algorithm>

namespace keys {

namespace {

constexpr qint64 mostDatabases = 1024; // a menu longer than that helps nobody

} // namespace

Keyspace::Keyspace(QObject *parent)
    : QObject(parent)
{
}

void Keyspace::setSend(const resp::Send &send)
{
    ++m_run;
    m_send = send;
}

QList<Keyspace::Database> Keyspace::parse(QByteArrayView info)
{
    QList<Database> databases;
    const QByteArrayList lines = info.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        const qsizetype count = line.indexOf("keys=");
        if (!line.startsWith("db") || colon < 3 || count < 0)
            continue;
        bool ok = false;
        bool counted = false;
        const int number = line.sliced(2, colon - 2).toInt(&ok);
        qsizetype end = count + 5;
        while (end < line.size() && line.at(end) >= '0' && line.at(end) <= '9')
            ++end;
        const qint64 keys = line.sliced(count + 5, end - count - 5).toLongLong(&counted);
        if (ok && counted && number >= 0)
            databases += { number, keys };
    }
    return databases;
}

void Keyspace::refresh()
{
    if (!m_send || m_send.nodes()->cluster)
        return;
    const int run = ++m_run;
    base::whenDone(
        m_send.many({ { "INFO", "keyspace" }, { "CONFIG", "GET", "databases" } }), this,
        [this, run](const base::Result<resp::Replies> &replies) {
            if (run != m_run || !replies || replies->size() != 2)
                return;
            const resp::Reply &info = replies->at(0);
            const resp::Reply &config = replies->at(1);
            m_reason = {};
            QList<Database> databases = parse(info.bytes());
            if (info.isError())
                m_reason = resp::serverError(info, "INFO");
            qint64 count = 1;
            if (config.isError())
                m_reason = resp::serverError(config, "CONFIG");
            else
                count = std::clamp<qint64>(config.at(1).toInteger(1), 1, mostDatabases);
            for (int number = 0; number < count; ++number) {
                const bool known = std::any_of(
                    databases.cbegin(), databases.cend(),
                    [number](const Database &database) { return database.number == number; });
                if (!known)
                    databases += { number, 0 };
            }
            std::sort(databases.begin(), databases.end(),
                      [](const Database &a, const Database &b) { return a.number < b.number; });
            m_databases = databases;
            m_whole = !config.isError() && config.size() == 2;
            Q_EMIT changed();
        });
}

} // namespace keys

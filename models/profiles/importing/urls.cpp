#include "profiles/importing/draft.h"
#include <QHostAddress>

namespace profiles::importing {

namespace {
struct Scheme {
    const char *name;
    bool tls;
    bool unixSocket;
    bool sentinel;
    bool cluster = false;
};
constexpr Scheme schemes[] = {
    { "redis", false, false, false },
    { "rediss", true, false, false },
    { "valkey", false, false, false },
    { "valkeys", true, false, false },
    { "redis+unix", false, true, false },
    { "redis+socket", false, true, false },
    { "redis-socket", false, true, false },
    { "rediss-socket", true, true, false },
    { "unix", false, true, false },
    { "redis-sentinel", false, false, true },
    { "rediss-sentinel", true, false, true },
    { "redis+sentinel", false, false, true },
    { "sentinel", false, false, true },
    { "redis+cluster", false, false, false, true },
    { "redis-cluster", false, false, false, true },
    { "rediss+cluster", true, false, false, true },
    { "rediss-cluster", true, false, false, true },
};

const Scheme *schemeOf(const QString &url)
{
    const qsizetype colon = url.indexOf(u':');
    if (colon < 1 || colon > 20)
        return nullptr;
    const QString word = url.left(colon).toLower();
    for (const Scheme &each : schemes) {
        if (word != QLatin1String(each.name))
            continue;
        const bool slashes = url.mid(colon + 1, 2) == QLatin1String("//");
        return slashes || (each.unixSocket && url.mid(colon + 1, 1) == QLatin1String("/"))
            ? &each
            : nullptr;
    }
    return nullptr;
}

QString decoded(const QString &part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part.toUtf8()));
}

void readUserInfo(Context &context, Draft &draft, const Scheme &scheme, const QString &info,
                  int line)
{
    const qsizetype colon = info.indexOf(u':');
    const QString user = decoded(colon < 0 ? info : info.left(colon));
    const QString password = colon < 0 ? QString() : info.mid(colon + 1);
    context.addSecret(password);
    // Of Lettuce's redis-sentinel://pw@…: a word without a colon is the password.
    if (colon < 0 && scheme.sentinel) {
        context.addSecret(info);
        draft.put(context, Field::Password, user, line);
        return;
    }
    if (!user.isEmpty())
        draft.put(context, Field::User, user, line);
    if (!password.isEmpty())
        draft.put(context, Field::Password, decoded(password), line);
}

void readQuery(Context &context, Draft &draft, const QString &query, int line)
{
    for (const QString &pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        const QString name = decoded(equals < 0 ? pair : pair.left(equals));
        const QString value = decoded(equals < 0 ? QString() : pair.mid(equals + 1));
        Field field = fieldNamed(squashed(name));
        // In a URL "timeout" is in seconds unless it says otherwise (Lettuce: 10s, redis-py: 10).
        if (field == Field::CommandTimeout)
            field = Field::CommandTimeoutSeconds;
        if (field == Field::ConnectTimeout)
            field = Field::ConnectTimeoutSeconds;
        if (field == Field::Url || field == Field::Endpoint)
            field = Field::Unknown; // an address inside an address
        draft.put(context, field,
                  value.isEmpty() && field == Field::Tls ? QStringLiteral("true") : value, line,
                  name);
    }
}

void readPath(Context &context, Draft &draft, const Scheme &scheme, const QString &path, int line)
{
    QStringList parts = decoded(path).split(u'/', Qt::SkipEmptyParts);
    // redis+sentinel://h:26379/mymaster/0, redis-sentinel://h:26379/0#mymaster
    if (scheme.sentinel && !parts.isEmpty() && !parts.first().at(0).isDigit())
        draft.put(context, Field::SentinelName, parts.takeFirst(), line);
    if (!parts.isEmpty())
        draft.put(context, Field::Database, parts.first(), line);
}
} // namespace

bool isUrl(const QString &text)
{
    return schemeOf(text.trimmed()) != nullptr;
}

bool isHostName(const QString &host)
{
    if (host.isEmpty() || host.size() > 253)
        return false;
    if (host.contains(u':')) {
        const QHostAddress address(host);
        return address.protocol() == QAbstractSocket::IPv6Protocol && !host.contains(u'[');
    }
    for (const QChar c : host) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            return false;
    }
    return !host.startsWith(u'-') && !host.startsWith(u'.');
}

std::optional<QList<HostPort>> readHosts(const QString &text, quint16 defaultPort)
{
    QList<HostPort> list;
    for (QString part : text.split(u',')) {
        part = part.trimmed();
        if (isUrl(part))
            part = part.mid(part.indexOf(QLatin1String("://")) + 3).section(u'/', 0, 0);
        const auto one = HostPort::fromString(part, defaultPort);
        if (!one || !isHostName(one->host) || list.size() >= 1000)
            return std::nullopt;
        list += *one;
    }
    return list;
}

bool readUrl(Context &context, Draft &draft, const QString &text, int line)
{
    const QString url = text.trimmed();
    const Scheme *scheme = schemeOf(url);
    if (!scheme)
        return false;
    QString rest = url.mid(url.indexOf(u':') + 1);
    if (rest.startsWith(QLatin1String("//")))
        rest.remove(0, 2);
    // A password may hold any of /?#@ unescaped: everything up to the last @ before the query is
    // taken for it, as long as a host can follow.
    QString query;
    QString fragment;
    const qsizetype at = rest.lastIndexOf(u'@');
    QString info = at < 0 ? QString() : rest.left(at);
    rest = rest.mid(at + 1);
    if (const qsizetype mark = rest.indexOf(u'#'); mark >= 0) {
        fragment = rest.mid(mark + 1);
        rest.truncate(mark);
    }
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        query = rest.mid(mark + 1);
        rest.truncate(mark);
    }
    if (at >= 0)
        readUserInfo(context, draft, *scheme, info, line);
    if (scheme->tls)
        draft.put(context, Field::Tls, QStringLiteral("true"), line);
    if (scheme->unixSocket) {
        draft.put(context, Field::UnixSocket, decoded(rest), line);
    } else {
        const qsizetype slash = rest.indexOf(u'/');
        const QString hosts = slash < 0 ? rest : rest.left(slash);
        const Field field = scheme->sentinel          ? Field::SentinelNodes
            : hosts.contains(u',') || scheme->cluster ? Field::Nodes
                                                      : Field::Endpoint;
        draft.put(context, field, hosts.isEmpty() ? QStringLiteral("127.0.0.1") : decoded(hosts),
                  line);
        if (slash >= 0)
            readPath(context, draft, *scheme, rest.mid(slash + 1), line);
    }
    if (!fragment.isEmpty())
        draft.put(context, scheme->sentinel ? Field::SentinelName : Field::Unknown,
                  decoded(fragment), line, QStringLiteral("#"));
    readQuery(context, draft, query, line);
    return true;
}

} // namespace profiles::importing

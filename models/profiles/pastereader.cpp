#include "profiles/pastereader.h"
#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>
#include <QUrlQuery>

namespace profiles {

namespace {
tl::unexpected<base::Error> invalid(const QString &text)
{
    return base::fail(base::Error::Kind::Invalid, text);
}

QByteArray decoded(const QString &part)
{
    return QByteArray::fromPercentEncoding(part.toUtf8());
}

bool isHostName(const QString &host)
{
    if (host.isEmpty() || host.size() > 253)
        return false;
    for (const QChar c : host) {
        if (!c.isLetterOrNumber() && c != u'.' && c != u'-' && c != u'_')
            return false;
    }
    return !host.startsWith(u'-') && !host.startsWith(u'.');
}

base::Result<> readHostPort(const QString &text, Profile &profile)
{
    QString host = text;
    QString port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        host = text.mid(1, end - 1);
        const QString rest = end < 0 ? QString() : text.mid(end + 1);
        if (end < 0 || !QHostAddress(host).scopeId().isEmpty()
            || QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol
            || (!rest.isEmpty() && !rest.startsWith(u':')))
            return invalid(
                QCoreApplication::translate("profiles", "The IPv6 address is not complete."));
        port = rest.mid(1);
    } else if (text.count(u':') == 1) {
        host = text.section(u':', 0, 0);
        port = text.section(u':', 1);
        if (port.isEmpty())
            return invalid(
                QCoreApplication::translate("profiles", "The port is missing after the colon."));
    } else if (text.count(u':') > 1) {
        if (QHostAddress(text).protocol() != QAbstractSocket::IPv6Protocol)
            return invalid(QCoreApplication::translate("profiles", "This is no host and port."));
    }
    const bool v6 = host.contains(u':');
    if (!v6 && !isHostName(host))
        return invalid(QCoreApplication::translate("profiles", "This is no host name."));
    profile.host = host;
    if (!port.isEmpty()) {
        bool ok = false;
        const uint number = port.toUInt(&ok);
        if (!ok || number < 1 || number > 65535)
            return invalid(
                QCoreApplication::translate("profiles", "The port is a number from 1 to 65535."));
        profile.port = static_cast<quint16>(number);
    }
    return {};
}

base::Result<> readDatabase(const QString &text, Profile &profile)
{
    if (text.isEmpty())
        return {};
    bool ok = false;
    const int db = text.toInt(&ok);
    if (!ok || db < 0)
        return invalid(
            QCoreApplication::translate("profiles", "The database is a number from 0 on."));
    profile.db = db;
    return {};
}

void readUser(const QString &info, Pasted &out)
{
    const qsizetype colon = info.indexOf(u':');
    const QString user = QString::fromUtf8(decoded(colon < 0 ? info : info.left(colon)));
    if (colon >= 0)
        out.password = base::Secret(decoded(info.mid(colon + 1)));
    // "default" is the user that a bare password signs in.
    if (!user.isEmpty() && user != QLatin1String("default")) {
        out.profile.authentication = Authentication::AclUser;
        out.profile.user = user;
    } else if (!out.password.isEmpty()) {
        out.profile.authentication = Authentication::Password;
    }
}

base::Result<Pasted> readUrl(const QString &scheme, QString rest)
{
    Pasted out;
    if (scheme == QLatin1String("rediss") || scheme == QLatin1String("valkeys"))
        return invalid(
            QCoreApplication::translate(
                "profiles", "%1:// means TLS, which this version of Larder cannot open yet.")
                .arg(scheme));
    QString query;
    if (const qsizetype mark = rest.indexOf(u'?'); mark >= 0) {
        query = rest.mid(mark + 1);
        rest.truncate(mark);
    }
    const QString queryDb = QUrlQuery(query).queryItemValue(QStringLiteral("db"));
    QString path;
    if (const qsizetype slash = rest.indexOf(u'/', rest.lastIndexOf(u'@') + 1); slash >= 0) {
        path = rest.mid(slash);
        rest.truncate(slash);
    }
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        readUser(rest.left(at), out);
        rest = rest.mid(at + 1);
    }
    if (scheme == QLatin1String("redis+unix") || scheme == QLatin1String("unix")
        || scheme == QLatin1String("redis-socket")) {
        if (path.size() < 2 || !rest.isEmpty())
            return invalid(
                QCoreApplication::translate("profiles", "The path of the Unix socket is missing."));
        out.profile.unixSocket = QString::fromUtf8(decoded(path));
        if (auto db = readDatabase(queryDb, out.profile); !db)
            return base::fail(db.error());
        return out;
    }
    if (scheme != QLatin1String("redis") && scheme != QLatin1String("valkey"))
        return invalid(QCoreApplication::translate(
            "profiles", "Addresses of this kind are not understood. Paste host:port or redis://…"));
    if (!rest.isEmpty()) {
        if (auto address = readHostPort(rest, out.profile); !address)
            return base::fail(address.error());
    }
    if (auto db = readDatabase(path.size() > 1 ? path.mid(1) : queryDb, out.profile); !db)
        return base::fail(db.error());
    return out;
}
} // namespace

base::Result<Pasted> readPaste(const QString &text)
{
    const QString line = text.trimmed();
    if (line.isEmpty())
        return invalid(QCoreApplication::translate("profiles", "There is nothing to read."));
    if (line.size() > 4096 || line.contains(u'\n') || line.contains(u' '))
        return invalid(QCoreApplication::translate(
            "profiles",
            "This is not an address. Paste one line: host:port, redis://… or a socket path."));
    base::Result<Pasted> read = [&]() -> base::Result<Pasted> {
        if (const qsizetype mark = line.indexOf(QLatin1String("://")); mark > 0)
            return readUrl(line.left(mark).toLower(), line.mid(mark + 3));
        Pasted out;
        if (line.startsWith(u'/')) {
            out.profile.unixSocket = line;
            return out;
        }
        if (auto address = readHostPort(line, out.profile); !address)
            return base::fail(address.error());
        return out;
    }();
    if (read)
        read->profile.name = read->profile.address();
    return read;
}

} // namespace profiles

#include "profiles/importing/draft.h"
#include <QCoreApplication>
#include <QRegularExpression>

namespace profiles {

namespace importing {

namespace {
/// "apne2" -> "ap-northeast-2"; empty when it is no such short name.
QString regionOf(const QString &label)
{
    static const QRegularExpression form(
        QStringLiteral("^(usg|us|eu|ap|ca|sa|af|me|il|mx|cn)(ne|nw|se|sw|n|s|e|w|c)([1-9])$"));
    const auto match = form.match(label);
    if (!match.hasMatch())
        return {};
    static const QHash<QString, QString> directions{
        { QStringLiteral("n"), QStringLiteral("north") },
        { QStringLiteral("s"), QStringLiteral("south") },
        { QStringLiteral("e"), QStringLiteral("east") },
        { QStringLiteral("w"), QStringLiteral("west") },
        { QStringLiteral("c"), QStringLiteral("central") },
        { QStringLiteral("ne"), QStringLiteral("northeast") },
        { QStringLiteral("nw"), QStringLiteral("northwest") },
        { QStringLiteral("se"), QStringLiteral("southeast") },
        { QStringLiteral("sw"), QStringLiteral("southwest") },
    };
    const QString area =
        match.captured(1) == QLatin1String("usg") ? QStringLiteral("us-gov") : match.captured(1);
    return QStringLiteral("%1-%2-%3")
        .arg(area, directions.value(match.captured(2)), match.captured(3));
}

std::optional<Environment> environmentOf(const QString &name)
{
    static const QRegularExpression between(QStringLiteral("[^a-z]+"));
    for (const QString &part : name.toLower().split(between, Qt::SkipEmptyParts)) {
        if (part == QLatin1String("prod") || part == QLatin1String("prd")
            || part == QLatin1String("production") || part == QLatin1String("live"))
            return Environment::Production;
        if (part == QLatin1String("stg") || part == QLatin1String("stage")
            || part == QLatin1String("staging"))
            return Environment::Staging;
        if (part == QLatin1String("dev") || part == QLatin1String("develop")
            || part == QLatin1String("development") || part == QLatin1String("test")
            || part == QLatin1String("qa") || part == QLatin1String("sandbox"))
            return Environment::Development;
    }
    return std::nullopt;
}

QString wordFor(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return QCoreApplication::translate("profiles", "Production");
    case Environment::Staging:
        return QCoreApplication::translate("profiles", "Staging");
    default:
        return QCoreApplication::translate("profiles", "Development");
    }
}

/// What the labels of the name say, before anybody decides what of it is used.
struct Reading {
    QString cache;
    QString region;
    std::optional<bool> tls;
    bool reader = false;
    bool cluster = false;
    bool serverless = false;
    bool open = false; ///< reachable from anywhere
};

std::optional<Reading> read(QString host)
{
    host = host.toLower();
    if (host.endsWith(QLatin1String(".cn")))
        host.chop(3);
    const QString end = QStringLiteral(".cache.amazonaws.com");
    if (!host.endsWith(end))
        return std::nullopt;
    QStringList labels = host.chopped(end.size()).split(u'.', Qt::SkipEmptyParts);
    if (labels.size() < 2)
        return std::nullopt;
    Reading r;
    r.region = regionOf(labels.takeLast());
    const QString first = labels.first();
    if (first == QLatin1String("master") || first == QLatin1String("replica")
        || first == QLatin1String("clustercfg")) {
        r.tls = true;
        r.reader = first == QLatin1String("replica");
        r.cluster = first == QLatin1String("clustercfg");
        labels.removeFirst();
    }
    if (labels.contains(QLatin1String("serverless"))) {
        r.serverless = r.cluster = true;
        r.tls = true;
        r.open = labels.contains(QLatin1String("public"));
    }
    if (labels.contains(QLatin1String("ng")) && !r.tls)
        r.tls = false;
    if (!labels.isEmpty() && labels.mid(1).contains(QLatin1String("clustercfg"))) {
        r.cluster = true;
        r.tls = false;
    }
    r.cache = labels.value(0);
    if (r.cache.endsWith(QLatin1String("-ro"))) {
        r.reader = true;
        r.cache.chop(3);
    }
    static const QRegularExpression suffix(QStringLiteral("-[a-z0-9]{6}$"));
    static const QRegularExpression node(QStringLiteral("(-[0-9]{4})?-[0-9]{3}$"));
    r.cache.remove(r.serverless ? suffix : node);
    return r;
}
} // namespace

QList<Found> guessEnvironment(Profile &p, const QString &name)
{
    const auto environment = environmentOf(name);
    if (!environment)
        return {};
    p.environment = *environment;
    if (*environment == Environment::Production)
        p.samplingSeconds = 5;
    return { { Found::Kind::Guessed, QCoreApplication::translate("profiles", "Environment"),
               wordFor(*environment), 0, name } };
}

QList<Found> guess(Profile &p, const QSet<Field> &stated)
{
    QList<Found> found;
    const auto reading = read(p.host);
    if (!reading || !p.unixSocket.isEmpty())
        return found;
    const auto note = [&](const QString &field, const QString &value) {
        found += { Found::Kind::Guessed, field, value, 0, p.host };
    };
    const auto yes = QCoreApplication::translate("profiles", "on");
    const auto no = QCoreApplication::translate("profiles", "off");
    if (reading->tls && !stated.contains(Field::Tls)) {
        p.tls.enabled = *reading->tls;
        note(labelOf(Field::Tls), *reading->tls ? yes : no);
    }
    if (reading->cluster && !stated.contains(Field::Cluster) && !stated.contains(Field::Standalone)
        && p.topology == Topology::Automatic) {
        p.topology = Topology::Cluster;
        note(labelOf(Field::Cluster), yes);
    }
    if (!reading->region.isEmpty() && !stated.contains(Field::Region)) {
        p.iam.region = p.tunnel.region = reading->region;
        note(labelOf(Field::Region), reading->region);
    }
    if (!reading->cache.isEmpty()) {
        p.iam.cacheName = reading->cache;
        note(QCoreApplication::translate("profiles", "Cache"), reading->cache);
    }
    if (reading->serverless) {
        p.iam.serverless = true;
        if (!stated.contains(Field::Database))
            p.db = 0;
        note(QCoreApplication::translate("profiles", "Serverless"), yes);
    }
    if (reading->open && p.authentication == Authentication::None) {
        p.authentication = Authentication::Iam;
        note(QCoreApplication::translate("profiles", "Authentication"), QStringLiteral("IAM"));
    }
    found += guessEnvironment(p, reading->cache);
    const bool readerPort = reading->serverless && p.port == 6380;
    const bool careful = p.environment == Environment::Production;
    if ((reading->reader || readerPort || careful) && !stated.contains(Field::ReadOnly)) {
        p.readOnly = true;
        note(labelOf(Field::ReadOnly), yes);
    }
    return found;
}

} // namespace importing

QList<Found> guessFromElastiCacheName(Profile &profile)
{
    return importing::guess(profile, {});
}

} // namespace profiles

#include "profiles/profilejson.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>
#include <array>
#include <utility>

namespace profiles {

namespace {
constexpr int version = 1;

template <typename Value> using Words = std::pair<Value, const char *>;

constexpr std::array environments{
    Words<Environment>{ Environment::Local, "local" },
    Words<Environment>{ Environment::Development, "development" },
    Words<Environment>{ Environment::Staging, "staging" },
    Words<Environment>{ Environment::Production, "production" },
    Words<Environment>{ Environment::Demo, "demo" },
};
constexpr std::array authentications{
    Words<Authentication>{ Authentication::None, "none" },
    Words<Authentication>{ Authentication::Password, "password" },
    Words<Authentication>{ Authentication::AclUser, "acl-user" },
};

template <typename Table, typename Value>
Value fromWord(const Table &table, const QJsonValue &word, Value unknown)
{
    for (const auto &[value, name] : table) {
        if (word.toString() == QLatin1String(name))
            return value;
    }
    return unknown;
}

template <typename Table, typename Value> QString toWord(const Table &table, Value value)
{
    for (const auto &[known, name] : table) {
        if (known == value)
            return QLatin1String(name);
    }
    return {};
}

Environment environmentOf(const QJsonObject &o)
{
    const QJsonValue word = o.value(QLatin1String("environment"));
    // A word that only a newer version knows: as careful as can be.
    return fromWord(environments, word,
                    word.isUndefined() ? Environment::Local : Environment::Production);
}

Authentication authenticationOf(const QJsonObject &o)
{
    return fromWord(authentications, o.value(QLatin1String("authentication")),
                    Authentication::None);
}

int number(const QJsonObject &o, const char *name, int least, int most, int otherwise)
{
    const double value = o.value(QLatin1String(name)).toDouble(otherwise);
    return value >= least && value <= most ? static_cast<int>(value) : otherwise;
}

QString text(const QJsonObject &o, const char *name, const QString &otherwise = {})
{
    return o.value(QLatin1String(name)).toString(otherwise);
}

QDateTime moment(const QJsonObject &o, const char *name)
{
    return QDateTime::fromString(text(o, name), Qt::ISODateWithMs);
}

Profile profileFrom(const QJsonObject &o)
{
    const Profile unset;
    Profile p;
    p.id = QUuid::fromString(text(o, "id"));
    p.name = text(o, "name");
    p.group = text(o, "group");
    p.environment = environmentOf(o);
    p.colour = text(o, "colour");
    p.note = text(o, "note");
    p.host = text(o, "host", unset.host);
    p.port = static_cast<quint16>(number(o, "port", 1, 65535, unset.port));
    p.unixSocket = text(o, "unixSocket");
    p.db = number(o, "db", 0, 1'000'000, unset.db);
    p.authentication = authenticationOf(o);
    p.user = text(o, "user");
    p.passwordStored = o.value(QLatin1String("passwordStored")).toBool();
    // Without a word about it, production is read-only.
    p.readOnly =
        o.value(QLatin1String("readOnly")).toBool(p.environment == Environment::Production);
    p.allowDangerous = o.value(QLatin1String("allowDangerous")).toBool();
    if (const QJsonValue list = o.value(QLatin1String("separators")); list.isArray()) {
        p.separators.clear();
        for (const QJsonValue separator : list.toArray()) {
            if (!separator.toString().isEmpty())
                p.separators += separator.toString();
        }
    }
    p.connectTimeoutMs = number(o, "connectTimeoutMs", 100, 600'000, unset.connectTimeoutMs);
    p.commandTimeoutMs = number(o, "commandTimeoutMs", 100, 3'600'000, unset.commandTimeoutMs);
    p.samplingSeconds = number(o, "samplingSeconds", 1, 60, unset.samplingSeconds);
    p.scanBudget = number(o, "scanBudget", 100, 100'000'000, unset.scanBudget);
    p.defaultTtlSeconds = number(o, "defaultTtlSeconds", 0, 2'000'000'000, unset.defaultTtlSeconds);
    p.lastTest = moment(o, "lastTest");
    p.lastTestPassed = o.value(QLatin1String("lastTestPassed")).toBool();
    p.lastPass = moment(o, "lastPass");
    return p;
}

QJsonObject objectFrom(const Profile &p, QJsonObject o)
{
    const auto set = [&o](const char *name, const QJsonValue &value) {
        o.insert(QLatin1String(name), value);
    };
    set("id", p.id.toString(QUuid::WithoutBraces));
    set("name", p.name);
    set("group", p.group);
    // Words we do not know stay as they are until the person chooses another.
    if (!o.contains(QLatin1String("environment")) || environmentOf(o) != p.environment)
        set("environment", toWord(environments, p.environment));
    set("colour", p.colour);
    set("note", p.note);
    set("host", p.host);
    set("port", p.port);
    set("unixSocket", p.unixSocket);
    set("db", p.db);
    if (!o.contains(QLatin1String("authentication")) || authenticationOf(o) != p.authentication)
        set("authentication", toWord(authentications, p.authentication));
    set("user", p.user);
    set("passwordStored", p.passwordStored);
    set("readOnly", p.readOnly);
    set("allowDangerous", p.allowDangerous);
    set("separators", QJsonArray::fromStringList(p.separators));
    set("connectTimeoutMs", p.connectTimeoutMs);
    set("commandTimeoutMs", p.commandTimeoutMs);
    set("samplingSeconds", p.samplingSeconds);
    set("scanBudget", p.scanBudget);
    set("defaultTtlSeconds", p.defaultTtlSeconds);
    const auto setMoment = [&](const char *name, const QDateTime &when) {
        if (when.isValid())
            set(name, when.toUTC().toString(Qt::ISODateWithMs));
        else
            o.remove(QLatin1String(name));
    };
    setMoment("lastTest", p.lastTest);
    set("lastTestPassed", p.lastTestPassed);
    setMoment("lastPass", p.lastPass);
    return o;
}
} // namespace

base::Result<ProfileFile> readProfiles(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    QJsonObject root = document.object();
    const QJsonValue list = root.take(QLatin1String("profiles"));
    if (!document.isObject() || !list.isArray())
        return base::fail(
            base::Error::Kind::Invalid,
            QCoreApplication::translate("profiles", "This is not a file of connections."),
            error.errorString().toUtf8());
    ProfileFile file;
    file.root = root;
    QSet<QUuid> seen;
    for (const QJsonValue entry : list.toArray()) {
        Profile profile = profileFrom(entry.toObject());
        if (!entry.isObject() || profile.id.isNull()) {
            file.foreign += entry;
            continue;
        }
        // Two entries must never share an identity: what is done to one would hit the other.
        if (seen.contains(profile.id))
            profile.id = QUuid::createUuid();
        seen += profile.id;
        file.members.insert(profile.id, entry.toObject());
        file.profiles += profile;
    }
    return file;
}

QByteArray writeProfiles(const ProfileFile &file)
{
    QJsonArray list;
    for (const Profile &profile : file.profiles)
        list += objectFrom(profile, file.members.value(profile.id));
    for (const QJsonValue entry : file.foreign)
        list += entry;
    QJsonObject root = file.root;
    const int written = root.value(QLatin1String("version")).toInt(version);
    root.insert(QLatin1String("version"), qMax(written, version));
    root.insert(QLatin1String("profiles"), list);
    return QJsonDocument(root).toJson();
}

} // namespace profiles

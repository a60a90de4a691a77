#include "app/cli/profiletexts.h"
#include "app/cli/terminal.h"
#include "base/displaytext.h"
#include "profiles/profilejson.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <array>

namespace cli {

using profiles::Found;
using profiles::Profile;

namespace {

QString plain(const QString &text)
{
    return base::displayText(text.toUtf8());
}

/// A word of the export format; what is left out there is its default.
QString word(const QJsonObject &exported, const char *member, const char *otherwise)
{
    return exported.value(QLatin1String(member)).toString(QLatin1String(otherwise));
}

QString routeWord(const Profile &profile)
{
    switch (profile.tunnel.kind) {
    case profiles::TunnelKind::Ssh:
        return QStringLiteral("ssh");
    case profiles::TunnelKind::Ssm:
        return QStringLiteral("ssm");
    default:
        return profile.unixSocket.isEmpty() ? QStringLiteral("direct") : QStringLiteral("unix");
    }
}

QString tlsWord(const Profile &profile)
{
    if (!profile.tls.enabled)
        return QStringLiteral("off");
    return profile.tls.verify ? QStringLiteral("verified") : QStringLiteral("unverified");
}

QString kindWord(Found::Kind kind)
{
    switch (kind) {
    case Found::Kind::Guessed:
        return QStringLiteral("guessed");
    case Found::Kind::NotUnderstood:
        return QStringLiteral("not-understood");
    case Found::Kind::Missing:
        return QStringLiteral("missing");
    case Found::Kind::Warning:
        return QStringLiteral("warning");
    default:
        return QStringLiteral("stated");
    }
}

QString kindNote(Found::Kind kind)
{
    switch (kind) {
    case Found::Kind::Guessed:
        return QCoreApplication::translate("cli", "a guess from the name");
    case Found::Kind::NotUnderstood:
        return QCoreApplication::translate("cli", "not understood, skipped");
    case Found::Kind::Missing:
        return QCoreApplication::translate("cli", "has no value");
    default:
        return {};
    }
}

QString foundLine(const Found &found)
{
    QString line = found.kind == Found::Kind::Warning ? QStringLiteral("! ") : QStringLiteral("  ");
    line += padded(plain(found.field), 18) + u' '
        + plain(found.value.isEmpty() ? found.source : found.value);
    QStringList notes;
    if (found.line > 0)
        notes += QCoreApplication::translate("cli", "line %1").arg(found.line);
    if (const QString note = kindNote(found.kind); !note.isEmpty())
        notes += note;
    if (!notes.isEmpty())
        line += QStringLiteral("  (%1)").arg(notes.join(QStringLiteral(", ")));
    return line + u'\n';
}

QJsonArray foundArray(const QList<Found> &all)
{
    QJsonArray list;
    for (const Found &found : all) {
        list += QJsonObject{ { QStringLiteral("kind"), kindWord(found.kind) },
                             { QStringLiteral("field"), found.field },
                             { QStringLiteral("value"), found.value },
                             { QStringLiteral("line"), found.line },
                             { QStringLiteral("source"), found.source } };
    }
    return list;
}

} // namespace

QJsonObject summaryObject(const Profile &profile)
{
    const QJsonObject exported = profiles::exportedProfile(profile);
    QJsonObject object;
    const auto set = [&object](const char *name, const QJsonValue &value) {
        object.insert(QLatin1String(name), value);
    };
    set("name", profile.name);
    set("group", profile.group);
    set("environment", word(exported, "environment", "local"));
    set("address", profile.address());
    set("db", profile.db);
    set("route", routeWord(profile));
    set("topology", word(exported, "topology", "automatic"));
    set("tls", tlsWord(profile));
    set("authentication", word(exported, "authentication", "none"));
    set("user", profile.user);
    set("readOnly", profile.readOnly);
    return object;
}

QString summaryTable(const QList<Profile> &profiles)
{
    constexpr std::array members{ "name",  "group", "environment",   "address",
                                  "route", "tls",   "authentication" };
    QList<QStringList> rows{
        { QCoreApplication::translate("cli", "NAME"), QCoreApplication::translate("cli", "GROUP"),
          QCoreApplication::translate("cli", "ENVIRONMENT"),
          QCoreApplication::translate("cli", "ADDRESS"),
          QCoreApplication::translate("cli", "ROUTE"), QCoreApplication::translate("cli", "TLS"),
          QCoreApplication::translate("cli", "SIGN-IN") }
    };
    for (const Profile &profile : profiles) {
        const QJsonObject object = summaryObject(profile);
        QStringList row;
        for (const char *member : members) {
            const QString text = plain(object.value(QLatin1String(member)).toString());
            row += text.isEmpty() ? QStringLiteral("-") : text;
        }
        rows += row;
    }
    return table(rows);
}

QString foundText(const profiles::Import &import)
{
    QString out = plain(import.format) + u'\n';
    for (const profiles::Candidate &candidate : import.candidates) {
        const Profile &profile = candidate.profile;
        const QString name = profile.name.isEmpty() ? profile.address() : profile.name;
        out += QStringLiteral("\n%1\n").arg(plain(name));
        for (const Found &found : candidate.found)
            out += foundLine(found);
    }
    if (!import.others.isEmpty())
        out += u'\n';
    for (const Found &found : import.others)
        out += foundLine(found);
    return out;
}

QJsonObject foundObject(const profiles::Import &import)
{
    QJsonArray candidates;
    for (const profiles::Candidate &candidate : import.candidates) {
        candidates += QJsonObject{
            { QStringLiteral("profile"), profiles::exportedProfile(candidate.profile) },
            { QStringLiteral("found"), foundArray(candidate.found) },
            { QStringLiteral("hasPassword"), !candidate.secrets.password.isEmpty() },
        };
    }
    return { { QStringLiteral("format"), import.format },
             { QStringLiteral("candidates"), candidates },
             { QStringLiteral("others"), foundArray(import.others) },
             { QStringLiteral("missingVariables"), QJsonArray::fromStringList(import.variables) } };
}

} // namespace cli

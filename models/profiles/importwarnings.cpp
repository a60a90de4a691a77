#include "profiles/importer.h"
#include <QCoreApplication>

namespace profiles {

namespace {
/// Quoted, and nothing in it that could hide or turn around what stands beside it.
QString quoted(const QString &word)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : word) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (c.isPrint())
            out += c;
        else
            out += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
    }
    return out + u'"';
}
} // namespace

bool runsProgram(const Profile &profile)
{
    return profile.passwordSource == PasswordSource::Command || !profile.passwordCommand.isEmpty();
}

QList<Found> warningsOf(const Profile &profile)
{
    QList<Found> list;
    const auto warn = [&list](const QString &field, const QString &value) {
        list += { Found::Kind::Warning, field, value, 0, {} };
    };
    if (runsProgram(profile)) {
        QStringList words;
        for (const QString &word : profile.passwordCommand)
            words += quoted(word);
        warn(QCoreApplication::translate("profiles", "Password command"),
             QCoreApplication::translate("profiles",
                                         "This connection runs a program on this computer: %1")
                 .arg(words.join(u' ')));
    }
    for (auto it = profile.addressMap.cbegin(); it != profile.addressMap.cend(); ++it)
        warn(QCoreApplication::translate("profiles", "Address map"),
             QCoreApplication::translate("profiles", "%1 is reached at %2")
                 .arg(quoted(it.key()), quoted(it.value())));
    if ((profile.tls.enabled || profile.sentinel.tls) && !profile.tls.verify)
        warn(QStringLiteral("TLS"),
             QCoreApplication::translate("profiles",
                                         "The certificate is not verified: anybody may answer"));
    if (profile.allowDangerous)
        warn(QCoreApplication::translate("profiles", "Dangerous commands"),
             QCoreApplication::translate("profiles", "Allowed, even on production"));
    return list;
}

} // namespace profiles

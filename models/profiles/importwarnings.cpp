#include "profiles/importer.h"
#include "profiles/tunnelway.h"
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
    // A settings file of ssh can name programs too: ProxyCommand, LocalCommand, Match exec.
    return profile.passwordSource == PasswordSource::Command || !profile.passwordCommand.isEmpty()
        || !profile.tunnel.sshProgram.isEmpty() || !profile.tunnel.sshConfig.isEmpty()
        || !profile.tunnel.awsProgram.isEmpty();
}

QList<Found> programWarningsOf(const Profile &profile)
{
    QList<Found> list;
    const auto warn = [&list](const QString &field, const QString &value) {
        list += { Found::Kind::Warning, field, value, 0, {} };
    };
    if (profile.passwordSource == PasswordSource::Command || !profile.passwordCommand.isEmpty()) {
        QStringList words;
        for (const QString &word : profile.passwordCommand)
            words += quoted(word);
        warn(QCoreApplication::translate("profiles", "Password command"),
             QCoreApplication::translate("profiles",
                                         "This connection runs a program on this computer: %1")
                 .arg(words.join(u' ')));
    }
    if (!profile.tunnel.sshProgram.isEmpty())
        warn(QCoreApplication::translate("profiles", "SSH program"),
             QCoreApplication::translate("profiles",
                                         "This connection runs a program on this computer: %1")
                 .arg(quoted(profile.tunnel.sshProgram)));
    if (!profile.tunnel.sshConfig.isEmpty())
        warn(QCoreApplication::translate("profiles", "SSH settings"),
             QCoreApplication::translate("profiles",
                                         "This connection uses the ssh settings in %1, which can "
                                         "run programs on this computer (ProxyCommand)")
                 .arg(quoted(profile.tunnel.sshConfig)));
    if (!profile.tunnel.awsProgram.isEmpty())
        warn(QCoreApplication::translate("profiles", "AWS program"),
             QCoreApplication::translate("profiles",
                                         "This connection runs a program on this computer: %1")
                 .arg(quoted(profile.tunnel.awsProgram)));
    return list;
}

QList<Found> warningsOf(const Profile &profile)
{
    QList<Found> list = programWarningsOf(profile);
    const auto warn = [&list](const QString &field, const QString &value) {
        list += { Found::Kind::Warning, field, value, 0, {} };
    };
    if (usesAlias(profile.tunnel) && profile.tunnel.sshConfig.isEmpty())
        warn(QCoreApplication::translate("profiles", "SSH alias"),
             QCoreApplication::translate("profiles",
                                         "%1 is taken for a Host of your ~/.ssh/config: the ssh "
                                         "program of this computer opens it, with what stands "
                                         "there")
                 .arg(quoted(profile.tunnel.alias)));
    if (!profile.tunnel.awsEndpoint.isEmpty())
        warn(QCoreApplication::translate("profiles", "AWS address"),
             QCoreApplication::translate("profiles",
                                         "Requests to AWS, signed with your keys, go to %1")
                 .arg(quoted(profile.tunnel.awsEndpoint)));
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

#include "link/ssh/opensshconfig.h"
#include "link/ssh/opensshtexts.h"
#include <QCoreApplication>
#include <algorithm>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using profiles::SshAuth;
using profiles::SshHop;

namespace {

// ServerAlive: a dead bastion is found out 12 s after its last word. Nothing but the stream that is
// asked for is forwarded, nothing but `ssh` is run, whatever the person's configuration says of
// this host for other purposes. The person's own known_hosts count as always, and ssh adds to them
// what the person accepts.
constexpr const char *ours = "Host *\n"
                             "BatchMode no\n"
                             "ServerAliveInterval 4\n"
                             "ServerAliveCountMax 2\n"
                             "ConnectionAttempts 1\n"
                             "ControlMaster no\n"
                             "ControlPath none\n"
                             "ControlPersist no\n"
                             "ClearAllForwardings yes\n"
                             "ExitOnForwardFailure yes\n"
                             "ForwardAgent no\n"
                             "ForwardX11 no\n"
                             "Tunnel no\n"
                             "PermitLocalCommand no\n"
                             "RemoteCommand none\n"
                             "RequestTTY no\n"
                             "VisualHostKey no\n"
                             "LogLevel VERBOSE\n";

bool isSafeWord(const QString &word)
{
    // As OpenSSH 9.6 has it for hosts and users; older ones pass such words on to a shell.
    static const QString bad = QStringLiteral("'`\"$\\;&<>|(){}*?!#,=");
    return !word.isEmpty() && !word.startsWith(QLatin1Char('-'))
        && std::all_of(word.begin(), word.end(),
                       [](QChar c) { return c.isPrint() && !c.isSpace() && !bad.contains(c); });
}

tl::unexpected<base::Error> badWord(const QString &word)
{
    return base::fail(Kind::Invalid,
                      QCoreApplication::translate(
                          "link",
                          "“%1” cannot be given to ssh as a host, user or alias: it is empty, "
                          "begins with “-”, or has characters in it that a shell would read.")
                          .arg(word));
}

tl::unexpected<base::Error> badPath(const QString &path)
{
    return base::fail(
        Kind::Invalid,
        QCoreApplication::translate(
            "link",
            "The path %1 cannot stand in a configuration of ssh. Use one without quotes, "
            "backslashes, stars, question marks and brackets.")
            .arg(path));
}

bool isPlainPath(const QString &path)
{
    static const QString bad = QStringLiteral("\"\\*?[]{}");
    return std::all_of(path.begin(), path.end(),
                       [](QChar c) { return c.isPrint() && !bad.contains(c); });
}

/// ssh replaces %-words in the path of a key.
QByteArray quoted(QString path)
{
    return '"' + path.replace(QLatin1Char('%'), QStringLiteral("%%")).toUtf8() + '"';
}

/// What one hop of the profile wants, for the host of that name only.
base::Result<QByteArray> blockOf(const SshHop &hop, const SshPlaces &places)
{
    if (!isSafeWord(hop.host))
        return badWord(hop.host);
    if (!hop.user.isEmpty() && !isSafeWord(hop.user))
        return badWord(hop.user);
    if (hop.auth == SshAuth::StoredKey) {
        return base::fail(
            Kind::Invalid,
            QCoreApplication::translate(
                "link",
                "A key that rests in the keychain cannot be given to ssh. Choose the built-in SSH "
                "for this connection, or a key file."),
            {}, Cause::SshKeyUnreadable);
    }
    QByteArray block = "Match originalhost " + hop.host.toUtf8();
    if (!hop.user.isEmpty())
        block += " user " + hop.user.toUtf8();
    block += '\n';
    if (hop.auth == SshAuth::Password) {
        return block
            + "PubkeyAuthentication no\n"
              "PreferredAuthentications keyboard-interactive,password\n";
    }
    const QString keyFile = places.expanded(hop.keyFile);
    if (!keyFile.isEmpty() && hop.auth != SshAuth::Automatic) {
        if (!isPlainPath(keyFile))
            return badPath(keyFile);
        block += "IdentityFile " + quoted(keyFile) + "\nIdentitiesOnly yes\n";
    }
    if (hop.auth != SshAuth::Automatic)
        block += "PreferredAuthentications publickey,keyboard-interactive\n";
    return block;
}

QString jumpWord(const SshHop &hop)
{
    const QString host = hop.host.contains(QLatin1Char(':'))
        ? QLatin1Char('[') + hop.host + QLatin1Char(']')
        : hop.host;
    const QString place = host + QLatin1Char(':') + QString::number(hop.port);
    return hop.user.isEmpty() ? place : hop.user + QLatin1Char('@') + place;
}

QStringList wordsFor(const QList<SshHop> &hops)
{
    const SshHop &last = hops.last();
    QStringList words;
    QStringList jumps;
    for (const SshHop &hop : hops.first(hops.size() - 1))
        jumps += jumpWord(hop);
    if (!jumps.isEmpty())
        words += { QStringLiteral("-J"), jumps.join(QLatin1Char(',')) };
    if (!last.user.isEmpty())
        words += { QStringLiteral("-l"), last.user };
    words += { QStringLiteral("-p"), QString::number(last.port), QStringLiteral("--"), last.host };
    return words;
}

} // namespace

base::Result<OpenSshCall> OpenSshCall::of(const profiles::TunnelSettings &settings,
                                          const SshPlaces &places,
                                          std::chrono::milliseconds timeout)
{
    OpenSshCall call;
    call.program = places.expanded(settings.sshProgram);
    if (call.program.isEmpty())
        call.program = QStringLiteral("ssh");
    call.config = ours;
    call.config += "NumberOfPasswordPrompts " + QByteArray::number(openSshTries) + '\n';
    call.config += settings.hostKeys == profiles::HostKeyPolicy::KnownOnly
        ? "StrictHostKeyChecking yes\n"
        : "StrictHostKeyChecking ask\n";
    const auto seconds = std::max<qint64>(1, (timeout.count() + 999) / 1000);
    call.config += "ConnectTimeout " + QByteArray::number(seconds) + '\n';
    if (!settings.alias.isEmpty()) {
        if (!isSafeWord(settings.alias))
            return badWord(settings.alias);
        call.where = { QStringLiteral("--"), settings.alias };
        call.bastion = settings.alias;
    } else {
        if (settings.hops.isEmpty())
            return badWord(QString());
        for (const SshHop &hop : settings.hops) {
            const auto block = blockOf(hop, places);
            if (!block)
                return base::fail(block.error());
            call.config += *block;
        }
        call.where = wordsFor(settings.hops);
        const SshHop &last = settings.hops.last();
        call.bastion = profiles::HostPort{ last.host, last.port }.toString();
        call.user = last.user;
    }
    const QString own = settings.sshConfig.isEmpty() ? QStringLiteral("~/.ssh/config")
                                                     : places.expanded(settings.sshConfig);
    if (!isPlainPath(own))
        return badPath(own);
    call.config += "Match all\nInclude \"" + own.toUtf8() + "\"\n";
    if (settings.sshConfig.isEmpty()) // ssh -F leaves the system's out, too
        call.config += "Match all\nInclude /etc/ssh/ssh_config\n";
    return call;
}

} // namespace links

#include "link/ssh/ssherrors.h"
#include <QCoreApplication>
#include <cstring>

namespace links::ssherrors {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000);
}

/// The first line, as far as it can be shown.
QString firstLine(const QByteArray &bytes)
{
    const QByteArray line = bytes.left(bytes.indexOf('\n')).trimmed().left(80);
    QString text = QString::fromUtf8(line);
    for (QChar &c : text) {
        if (!c.isPrint())
            c = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

} // namespace

base::Error silent(const QString &bastion, std::chrono::milliseconds timeout)
{
    return { Kind::Timeout,
             QCoreApplication::translate(
                 "link",
                 "%1 took the connection and then said nothing for %2 s. Check that this is its "
                 "SSH port; a host under heavy load answers late, too.")
                 .arg(bastion, seconds(timeout)),
             {},
             Cause::BastionClosed };
}

base::Error notSsh(const QString &bastion, const QByteArray &greeting)
{
    return { Kind::Protocol,
             QCoreApplication::translate(
                 "link", "What answers at %1 is no SSH server: it says “%2”. Check host and port.")
                 .arg(bastion, firstLine(greeting)),
             greeting, Cause::NotSsh };
}

base::Error closed(const QString &bastion, const QByteArray &words)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "%1 ended the connection before the sign-in was done. It may have too many "
                 "connections at the moment (MaxStartups), or the time for signing in was over "
                 "(LoginGraceTime).")
                 .arg(bastion),
             words, Cause::BastionClosed };
}

base::Error noCommonMethod(const QString &bastion, const QByteArray &words)
{
    return { Kind::Protocol,
             QCoreApplication::translate(
                 "link",
                 "%1 offers no key exchange, cipher or host key that is safe enough. If its only "
                 "host key is RSA, use the OpenSSH backend.")
                 .arg(bastion),
             words, Cause::SshNoCommonMethod };
}

base::Error keyExchangeFailed(const QString &bastion, const QByteArray &words)
{
    return { Kind::Protocol,
             QCoreApplication::translate(
                 "link",
                 "The key exchange with %1 failed. Try it again, or use the OpenSSH backend.")
                 .arg(bastion),
             words, Cause::SshNoCommonMethod };
}

base::Error lost(const QString &bastion, int systemError)
{
    return { Kind::Network,
             QCoreApplication::translate("link", "The SSH connection to %1 was lost.").arg(bastion),
             systemError ? QByteArray(std::strerror(systemError)) : QByteArray(),
             Cause::TunnelLost };
}

base::Error dead(const QString &bastion, std::chrono::milliseconds silence)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link", "The SSH connection to %1 was lost: nothing came from it for %2 s.")
                 .arg(bastion, QString::number((silence.count() + 500) / 1000)),
             {},
             Cause::TunnelLost };
}

base::Error gone(const QString &tunnel)
{
    return { Kind::Cancelled,
             QCoreApplication::translate("link", "The tunnel %1 was closed.").arg(tunnel),
             {},
             Cause::TunnelLost };
}

base::Error noPair()
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link", "This computer has no more sockets to give. Close some connections."),
             std::strerror(errno) };
}

base::Error refusedChannel(const QString &bastion, const Endpoint &target,
                           const SshMemory::OpenRefusal &refusal)
{
    constexpr quint32 prohibited = 1; // RFC 4254 §5.1
    if (refusal.reason == prohibited) {
        return { Kind::NotPermitted,
                 QCoreApplication::translate(
                     "link",
                     "The bastion forbids port forwarding (AllowTcpForwarding). If it forwards to "
                     "other hosts, it forbids %1 (PermitOpen). Ask the administrator of %2.")
                     .arg(target.toString(), bastion),
                 refusal.words, Cause::ForwardingForbidden };
    }
    if (!target.unixSocket.isEmpty()) {
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "The bastion %1 cannot open the socket %2. Check the path and the permissions "
                     "there, and that the server is running.")
                     .arg(bastion, target.unixSocket),
                 refusal.words, Cause::TargetRefused };
    }
    if (refusal.words.contains("timed out"))
        return targetSilent(target, {});
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The bastion %1 could not connect to %2 (%3). Check host and port, and that the "
                 "server is running.")
                 .arg(bastion, target.toString(), firstLine(refusal.words)),
             refusal.words, Cause::TargetRefused };
}

base::Error targetSilent(const Endpoint &target, std::chrono::milliseconds timeout)
{
    const QString advice =
        QCoreApplication::translate(
            "link",
            "The cache's security group probably does not allow it. Add inbound TCP %1 from the "
            "bastion's security group.")
            .arg(target.port);
    const QString fact = timeout.count() > 0
        ? QCoreApplication::translate("link", "The bastion cannot reach %1 (%2 s timeout).")
              .arg(target.toString(), seconds(timeout))
        : QCoreApplication::translate("link", "The bastion cannot reach %1 (timeout).")
              .arg(target.toString());
    return { Kind::Timeout, fact + QLatin1Char(' ') + advice, {}, Cause::TargetSilent };
}

base::Error signInRefused(const QString &bastion, const QString &user, const QStringList &tried,
                          const QList<QByteArray> &offered)
{
    const QByteArray methods = offered.join(", ");
    const QString list = tried.isEmpty()
        ? QCoreApplication::translate("link", "nothing (the server accepts %1)")
              .arg(QString::fromUtf8(methods))
        : tried.join(QStringLiteral(", "));
    return { Kind::Auth,
             QCoreApplication::translate("link", "%1 rejected the sign-in of %2. Tried: %3.")
                 .arg(bastion, user, list),
             methods.isEmpty() ? QByteArray() : "Authentications that can continue: " + methods,
             Cause::SshSignInRefused };
}

base::Error givenUp(const QString &bastion, Cause cause)
{
    return { Kind::Cancelled,
             QCoreApplication::translate("link", "The sign-in at %1 was given up.").arg(bastion),
             {},
             cause };
}

base::Error nobodyToAsk(const QString &bastion, const QString &user)
{
    return { Kind::Auth,
             QCoreApplication::translate(
                 "link",
                 "%1 wants a password or code of %2, and nobody can be asked here. Connect once in "
                 "the window and let it remember the password, or use a key.")
                 .arg(bastion, user),
             {},
             Cause::SshSignInRefused };
}

base::Error noAgent()
{
    return { Kind::Auth,
             QCoreApplication::translate(
                 "link",
                 "There is no SSH agent: SSH_AUTH_SOCK is not set. Start one, or sign in with a "
                 "key file."),
             {},
             Cause::SshAgentMissing };
}

base::Error emptyAgent()
{
    return { Kind::Auth,
             QCoreApplication::translate(
                 "link", "The SSH agent holds no key. Add one with ssh-add, or use a key file."),
             {},
             Cause::SshAgentMissing };
}

base::Error notInAgent(const QString &keyFile)
{
    return { Kind::Auth,
             QCoreApplication::translate(
                 "link", "The SSH agent does not hold the key %1. Add it with ssh-add.")
                 .arg(keyFile),
             {},
             Cause::SshAgentMissing };
}

base::Error unreachable(const QString &host, quint16 port, const base::Error &why)
{
    if (why.cause == Cause::HostNotFound) {
        return { Kind::Network,
                 QCoreApplication::translate("link",
                                             "DNS cannot find the bastion %1. Check the spelling.")
                     .arg(host),
                 why.detail, Cause::BastionNotFound };
    }
    if (why.cause == Cause::Refused) {
        return { Kind::Network,
                 QCoreApplication::translate(
                     "link",
                     "The bastion %1 refused the connection: the host answers, but no SSH server "
                     "listens on port %2.")
                     .arg(host)
                     .arg(port),
                 why.detail, Cause::BastionUnreachable };
    }
    return { why.kind,
             QCoreApplication::translate(
                 "link",
                 "Port %1 of %2 does not answer: check its security group, or use SSM, which needs "
                 "no open port.")
                 .arg(port)
                 .arg(host),
             why.detail, Cause::BastionUnreachable };
}

base::Error unreachableFrom(const QString &before, const QString &host, quint16 port,
                            const base::Error &why)
{
    if (why.cause != Cause::TargetRefused && why.cause != Cause::TargetSilent)
        return why;
    return { why.kind,
             QCoreApplication::translate(
                 "link",
                 "From %1 the next bastion %2 cannot be reached on port %3. Check its address and "
                 "its security group.")
                 .arg(before, host)
                 .arg(port),
             why.detail, Cause::BastionUnreachable };
}

} // namespace links::ssherrors

#include "link/ssm/ssmerrors.h"
#include <QCoreApplication>

namespace links::ssmerrors {

using Kind = base::Error::Kind;
using Cause = base::Error::Cause;

base::Error noSockets(const QString &bastion)
{
    return { Kind::Invalid,
             QCoreApplication::translate(
                 "link",
                 "Session Manager leads to ports only, not to a Unix socket on %1. Give host and "
                 "port.")
                 .arg(bastion),
             {},
             Cause::TargetRefused };
}

base::Error upgradeFailed(const QString &reason, int httpStatus)
{
    const QString text = httpStatus > 0
        ? QCoreApplication::translate(
              "link",
              "Session Manager's gateway refused the connection (HTTP %1). Try again; if it "
              "stays, a proxy may be in the way.")
              .arg(httpStatus)
        : QCoreApplication::translate(
            "link",
            "Session Manager's gateway cannot be reached. Check the network, the proxy and "
            "the VPC endpoint of ssmmessages.");
    return { Kind::Network, text, reason.toUtf8(), Cause::AwsUnreachable };
}

base::Error tokenRefused(const QString &bastion, const QString &reason)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "Session Manager's gateway did not accept the session to %1. Connect again for "
                 "a new one.")
                 .arg(bastion),
             reason.toUtf8(), Cause::SsmSessionEnded };
}

base::Error sessionEnded(const QString &bastion, const QString &output)
{
    const QString text = output.trimmed().isEmpty()
        ? QCoreApplication::translate(
            "link",
            "The Session Manager session to %1 has ended: by the account's idle or duration "
            "limit, or by somebody. Connect again.")
        : QCoreApplication::translate(
            "link", "The Session Manager session to %1 was ended by the bastion's agent.");
    return { Kind::Network, text.arg(bastion), output.trimmed().toUtf8(), Cause::SsmSessionEnded };
}

base::Error notResumed(const QString &bastion, const base::Error &last)
{
    return { last.kind,
             QCoreApplication::translate(
                 "link", "The Session Manager session to %1 could not be resumed. %2")
                 .arg(bastion, last.text),
             last.detail, last.cause == Cause::Unknown ? Cause::TunnelLost : last.cause };
}

base::Error resumeDenied(const QString &bastion, const base::Error &why)
{
    base::Error error = notResumed(bastion, why);
    error.kind = Kind::Network;
    error.cause = Cause::TunnelLost;
    return error;
}

base::Error agentSilent(const QString &bastion)
{
    return { Kind::Timeout,
             QCoreApplication::translate(
                 "link",
                 "The SSM agent of %1 did not answer the session. Check that the instance is not "
                 "overloaded, or restart its agent.")
                 .arg(bastion),
             {},
             Cause::SsmProtocol };
}

base::Error agentAway(const QString &bastion)
{
    return {
        Kind::Timeout,
        QCoreApplication::translate(
            "link",
            "The SSM agent of %1 does not answer. If it stays away, check that the instance is "
            "running.")
            .arg(bastion),
        {},
        Cause::TunnelLost
    };
}

base::Error lineCut(const QString &bastion)
{
    return {
        Kind::Timeout,
        QCoreApplication::translate(
            "link",
            "The line to %1 through Session Manager was cut and is being opened again. If that "
            "goes on, check the network.")
            .arg(bastion),
        {},
        Cause::TunnelLost
    };
}

base::Error agentTooOld(const QString &bastion, const QString &version)
{
    return { Kind::Invalid,
             QCoreApplication::translate(
                 "link",
                 "The SSM agent of %1 is version %2, which cannot lead to other hosts. Update it "
                 "to 3.1.1188.0 or later.")
                 .arg(bastion, version),
             {},
             Cause::SsmProtocol };
}

base::Error oneStreamOnly(const QString &bastion, const QString &version)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The SSM agent of %1 is version %2, which carries one connection at a time, and "
                 "that is in use. Update it to 3.0.222.0 or later.")
                 .arg(bastion, version),
             {},
             Cause::SsmProtocol };
}

base::Error targetRefused(const QString &bastion, const Endpoint &target, const QString &words)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "The bastion %1 could not connect to %2. Check host and port, and that the "
                 "server is running.")
                 .arg(bastion, target.toString()),
             words.trimmed().toUtf8(), Cause::TargetRefused };
}

base::Error unread(const Endpoint &target, qint64 megabytes)
{
    return { Kind::TooLarge,
             QCoreApplication::translate(
                 "link",
                 "The stream to %1 was ended: %2 MB had come that nobody read. The others go on. "
                 "Connect again, and read while it comes.")
                 .arg(target.toString())
                 .arg(megabytes),
             {},
             Cause::TunnelLost };
}

base::Error offline(const QString &bastion)
{
    return { Kind::Network,
             QCoreApplication::translate(
                 "link",
                 "%1 is not online in Systems Manager. Check that it runs, that its SSM agent is "
                 "up and that its role allows SSM.")
                 .arg(bastion),
             {},
             Cause::SsmTargetOffline };
}

} // namespace links::ssmerrors

#pragma once
#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <tl/expected.hpp>

namespace base {

/// What went wrong, for three audiences: code branches on `kind`, the person at the screen reads
/// `text`, and `detail` keeps the server's (or the system's) own words for "Copy details".
struct Error {
    enum class Kind {
        Network, ///< the byte stream could not be opened, or ended
        Timeout, ///< no answer in time; the command may still be running on the server
        Auth, ///< the server refused the sign-in
        NotPermitted, ///< NOPERM, or a command that a managed service does not offer
        Protocol, ///< bytes that are not RESP
        Server, ///< any other error reply
        TooLarge, ///< a reply over one of our caps; `text` names the size
        ReadOnly, ///< the command gate refused a write; nothing was sent
        NeedsConfirmation, ///< the command gate wants the person's word first; nothing was sent
        OutcomeUnknown, ///< a write went out and its reply never came: done or not, nobody knows
        WrongServer, ///< the address now answers as another server; nothing was sent
        Changed, ///< the value is no longer what was loaded; nothing was written
        NotFound, ///< no such key, field, file, profile
        Invalid, ///< input that cannot be meant; `text` says why
        Storage, ///< our own files or the keychain
        Cancelled, ///< given up by the caller or at shutdown
    };

    /// What proved to be behind it, where that was found out: code that offers a remedy branches on
    /// it, never on the sentence.
    enum class Cause {
        Unknown,
        // the way there
        HostNotFound, ///< M02
        PrivateAddress, ///< the name leads to a private address, and nothing answered: M03
        Refused, ///< M05
        Silent, ///< no answer in time
        NoSuchFile, ///< a socket or a file of ours that is not there or cannot be read
        // TLS
        ServerExpectsTls, ///< plain text is not answered, TLS is: M06
        ServerIsPlain, ///< M07
        CertificateName, ///< M08
        CertificateUnknown, ///< signed by nobody we trust
        CertificateExpired, ///< or not valid yet
        CertificateRefused, ///< any other fault of the certificate
        ClientCertificateWanted,
        ClientKeyUnreadable,
        ClientKeyPassphrase, ///< missing or wrong
        TlsTooOld, ///< the server offers nothing from TLS 1.2 on
        // signing in
        PasswordNeeded, ///< M16
        PasswordWrong, ///< M15
        PasswordUnused, ///< the server has none
        NoAclUsers, ///< a user name, and a server before Redis 6
        PasswordCommandFailed,
        IamRefused, ///< M17
        ProtectedMode,
        TooManyClients,
        NotRedis, ///< the bytes are no RESP
        // the server's own state
        Loading,
        MasterDown, ///< a replica without its primary
        ClusterDown,
        CrossSlot,
        ReadOnlyReplica, ///< M39
        OutOfMemory, ///< M40
        CommandDenied, ///< NOPERM: M21
        CommandUnknown, ///< M22
        NodeUnreachable, ///< a node that the cluster announced
        WrongNode, ///< an announced address answers as another node
        NoCluster, ///< the profile insists on a cluster, and this is none
        NoSuchPrimary, ///< the sentinels know no primary of that name
        NoSentinel, ///< none of the sentinels answered
        TunnelNotBuilt, ///< this version opens no tunnel of this kind
        // the way through a bastion
        BastionNotFound, ///< DNS, of a hop
        BastionUnreachable, ///< refused, or no answer in time: its SSH port
        BastionClosed, ///< it took the connection and ended it before the sign-in was done
        NotSsh, ///< what answers speaks something else
        SshNoCommonMethod, ///< no cipher, MAC, key exchange or host key type that both accept
        HostKeyUnknown, ///< new, and nobody accepted it
        HostKeyChanged, ///< M09
        HostKeyRevoked,
        SshSignInRefused, ///< M10
        SshKeyUnreadable, ///< no file, no permission, no private key, or of a kind we cannot use
        SshKeyPassphrase, ///< missing or wrong
        SshAgentMissing, ///< the profile wants an agent, and none answers or it holds no key
        ForwardingForbidden, ///< AllowTcpForwarding, PermitOpen and their kin
        TargetRefused, ///< the bastion could not connect to the server: refused, no route, no name
        TargetSilent, ///< no answer in time from beyond the bastion: M04
        TunnelLost, ///< it was open, and ended
        SshProgramMissing, ///< the OpenSSH client
        SshProgramFailed, ///< it ended for a reason that we cannot read
        // AWS, and the way through Systems Manager
        AwsNoKeys, ///< no credentials anywhere; the sentence says where it looked
        AwsProfileUnknown, ///< not in the shared files, or it cannot be meant (a loop, a missing
                           ///< half)
        AwsRegionMissing,
        AwsSignInExpired, ///< M12
        AwsDenied, ///< M14
        AwsUnreachable, ///< no answer of the service
        AwsThrottled,
        AwsClock, ///< this computer's clock is wrong, and correcting it did not help
        AwsRefused, ///< any other answer
        SsmTargetOffline, ///< M13
        SsmStrangeGateway, ///< a stream URL that is not the region's
        SsmSessionEnded, ///< by the account's limits, by someone, or by the agent
        SsmEncrypted, ///< the bastion insists on KMS
        SsmProtocol, ///< it speaks what no agent speaks
        SsmPluginMissing, ///< M11: `aws` or its plugin, of the fallback
    };

    Kind kind = Kind::Network;
    QString text; ///< One or two sentences: what happened, what to do. Never holds a secret.
    QByteArray detail; ///< The server's own words. Plain text, possibly not UTF-8.
    Cause cause = Cause::Unknown;
};

template <typename T = void> using Result = tl::expected<T, Error>;

/// Shorthand for the failing branch: `return base::fail(base::Error::Kind::Invalid, tr("…"));`
inline tl::unexpected<Error> fail(Error::Kind kind, QString text, QByteArray detail = {},
                                  Error::Cause cause = Error::Cause::Unknown)
{
    return tl::unexpected<Error>(Error{ kind, std::move(text), std::move(detail), cause });
}

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace base

Q_DECLARE_METATYPE(base::Error)

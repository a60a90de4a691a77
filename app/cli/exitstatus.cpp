#include "app/cli/exitstatus.h"
#include "session/diagnosis.h"

namespace cli {

using base::Error;
using session::Rung;

namespace {
Rung rungOf(const Error &error)
{
    using Cause = Error::Cause;
    if (const auto rung = session::rungOfTunnelFault(error))
        return *rung;
    switch (error.cause) {
    case Cause::HostNotFound:
        return Rung::Dns;
    case Cause::ServerExpectsTls:
    case Cause::ServerIsPlain:
    case Cause::CertificateName:
    case Cause::CertificateUnknown:
    case Cause::CertificateExpired:
    case Cause::CertificateRefused:
    case Cause::ClientCertificateWanted:
    case Cause::ClientKeyUnreadable:
    case Cause::ClientKeyPassphrase:
    case Cause::TlsTooOld:
        return Rung::Tls;
    case Cause::PasswordNeeded:
    case Cause::PasswordWrong:
    case Cause::PasswordUnused:
    case Cause::NoAclUsers:
    case Cause::PasswordCommandFailed:
    case Cause::IamRefused:
        return Rung::Auth;
    case Cause::ProtectedMode:
    case Cause::TooManyClients:
    case Cause::NotRedis:
    case Cause::Loading:
    case Cause::MasterDown:
    case Cause::ClusterDown:
        return Rung::Ping;
    case Cause::CommandDenied:
    case Cause::CommandUnknown:
        return Rung::Capabilities;
    default:
        break;
    }
    if (error.kind == Error::Kind::Auth)
        return Rung::Auth;
    if (error.kind == Error::Kind::Protocol || error.kind == Error::Kind::Server)
        return Rung::Ping;
    return Rung::Tcp;
}
} // namespace

int connectStatus(const Error &error)
{
    return static_cast<int>(rungOf(error));
}

int sendStatus(const Error &error, bool isWrite)
{
    switch (error.kind) {
    case Error::Kind::ReadOnly:
    case Error::Kind::NeedsConfirmation:
    case Error::Kind::NotPermitted:
    case Error::Kind::WrongServer:
        return Refused;
    case Error::Kind::OutcomeUnknown:
        return OutcomeUnknown;
    case Error::Kind::Timeout:
        return isWrite ? OutcomeUnknown : NoUsableReply;
    case Error::Kind::TooLarge:
    case Error::Kind::Protocol:
        return NoUsableReply;
    case Error::Kind::Invalid:
        return Usage;
    default:
        return connectStatus(error);
    }
}

} // namespace cli

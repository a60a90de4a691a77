#include "aws/awserrors.h"
#include <QCoreApplication>

namespace aws {

using base::Error;

Error signInExpired(const QString &profile, const QByteArray &detail)
{
    return { Error::Kind::Auth,
             QCoreApplication::translate("aws",
                                         "The AWS sign-in of profile %1 has expired. Sign in again "
                                         "to continue.")
                 .arg(profile),
             detail, Error::Cause::AwsSignInExpired };
}

Error denied(const QString &action, const QString &identity, const QByteArray &detail)
{
    return { Error::Kind::NotPermitted,
             QCoreApplication::translate("aws",
                                         "AWS denied %1 for %2. Ask for this permission or choose "
                                         "another profile.")
                 .arg(action, identity),
             detail, Error::Cause::AwsDenied };
}

Error unreadableKeys()
{
    return { Error::Kind::Protocol,
             QCoreApplication::translate("aws",
                                         "AWS keys came in a form that cannot be read: an access "
                                         "key, its secret or a valid time is missing."),
             {},
             Error::Cause::AwsRefused };
}

} // namespace aws

#pragma once
#include "aws/account.h"
#include "aws/asker.h"
#include "aws/places.h"
#include "base/result.h"
#include <QFuture>
#include <QObject>
#include <memory>
#include <optional>

namespace aws {

/// Finds the keys of an account and keeps them fresh: the account's own; the environment (only
/// where no profile was chosen); the profile in the shared files (static keys, role by
/// source_profile or credential_source, web identity, credential_process, SSO); the container; this
/// instance. Keys that end are renewed five minutes before, and never used in their last minute.
/// Lives in the thread that made it, which needs an event loop.
class KeySource final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeySource)

public:
    /// Without an asker a role that wants an MFA code is an error.
    KeySource(Account account, Places places, std::shared_ptr<Asker> asker,
              QObject *parent = nullptr);
    ~KeySource() override;

    enum class Freshness : quint8 {
        WhenDue,
        Now, ///< AWS has refused what there was
    };
    /// Causes: AwsNoKeys (says where it looked), AwsProfileUnknown, AwsSignInExpired (M12),
    /// AwsDenied (AssumeRole), AwsUnreachable.
    [[nodiscard]] QFuture<base::Result<Keys>> keys(Freshness freshness = Freshness::WhenDue);
    /// What keys() found last, while it may be used.
    [[nodiscard]] std::optional<Keys> inHand() const;
    /// Looks for newer keys without asking anybody; keys() gives them from then on. An error (of
    /// keys()) changes nothing.
    [[nodiscard]] QFuture<base::Result<Keys>> renewUnasked();

    /// The account's, AWS_REGION, AWS_DEFAULT_REGION, the profile's; Cause::AwsRegionMissing,
    /// AwsProfileUnknown.
    [[nodiscard]] base::Result<QString> region() const;
    /// Where a service (named as for serviceUrl()) is spoken to instead of at its own address;
    /// empty = there. The account's, or what the environment and the profile configure.
    [[nodiscard]] QUrl endpoint(const QString &service) const;
    /// endpoint(), or else the service's own address, of the kind that is wanted here.
    [[nodiscard]] QUrl address(const QString &service, const QString &region) const;
    /// Why nothing is sent to the account's own endpoint() of the service: see
    /// Account::ssmEndpoint.
    [[nodiscard]] std::optional<base::Error> fault(const QString &service) const;
    /// The profile that counts: the account's, AWS_PROFILE, or "default".
    [[nodiscard]] QString profile() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// The profiles of the shared files, "default" first; none when there are no files.
[[nodiscard]] QStringList profileNames(const Places &places);
/// True when the profile signs in by SSO, or takes its keys from one that does, so that SsoSignIn
/// can renew what has expired.
[[nodiscard]] bool signsInBySso(const QString &profile, const Places &places);

} // namespace aws

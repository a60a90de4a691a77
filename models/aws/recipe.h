#pragma once
#include "aws/account.h"
#include "aws/configfile.h"
#include "base/result.h"
#include <variant>

namespace aws {

/// How the keys of an account come about, as the environment and the shared files say: one source,
/// and the roles that are assumed with it one after the other. Nothing has been asked yet.
struct Recipe {
    struct Ready { ///< they stand there
        Keys keys;
    };
    struct WebIdentity {
        QString roleArn;
        QString tokenFile; ///< read anew at each renewal
        QString sessionName;
    };
    struct Sso {
        QString session; ///< name of the [sso-session]; empty = the profile's own, as it was before
        QString startUrl;
        QString region;
        QString scopes; ///< blank-separated or comma-separated, as the file has them
        QString account; ///< empty = only a token can be had
        QString role;
    };
    struct Process {
        QStringList command; ///< program first
    };
    struct Container { };
    struct Instance { };
    struct Role {
        QString profile; ///< whose role it is
        QString arn;
        QString sessionName;
        QString externalId;
        QString mfaSerial;
        int seconds = 0; ///< 0 = as AWS has it: an hour
    };

    std::variant<Ready, WebIdentity, Sso, Process, Container, Instance> source;
    QString profile; ///< whose source it is; empty = no profile's
    QList<Role> roles; ///< in the order in which they are assumed
};

/// Causes: AwsNoKeys (says where it looked), AwsProfileUnknown (the account names a profile that is
/// not there, or the profile cannot be meant: a loop, a missing half).
[[nodiscard]] base::Result<Recipe> recipeFor(const Account &account, const Places &places,
                                             const SharedConfig &config);

/// The SSO half of a profile; an empty startUrl when it does not sign in by SSO.
[[nodiscard]] base::Result<Recipe::Sso> ssoOf(const QString &profile, const SharedConfig &config);

/// The same of the profile whose keys come first, where the profile takes them from another.
[[nodiscard]] base::Result<Recipe::Sso> signInOf(const QString &profile, const Places &places,
                                                 const SharedConfig &config);

/// The profile that counts: the account's, AWS_PROFILE, or "default".
[[nodiscard]] QString profileOf(const Account &account, const Places &places);

/// The same where the account's keys come from a profile, so that they can be kept by its name when
/// the environment may soon be another one. Empty = they come from elsewhere, or from nowhere.
[[nodiscard]] QString profileOfKeys(const Account &account, const Places &places);

/// None of the shared files has it: Cause::AwsProfileUnknown.
[[nodiscard]] base::Error profileUnknown(const QString &profile, const Places &places);

/// `path` with "~" as this person's folder.
[[nodiscard]] QString atHome(const QString &path, const Places &places);

} // namespace aws

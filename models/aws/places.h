#pragma once
#include <QDateTime>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>
#include <functional>
#include <memory>

namespace aws {

class KeyCache;

/// What AWS's tools read on this computer, and what the time is. Reading never changes it.
struct Places {
    QProcessEnvironment environment; ///< AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_REGION …
    QString home; ///< for "~"
    QString configFile; ///< ~/.aws/config, or what AWS_CONFIG_FILE names
    QString credentialsFile; ///< ~/.aws/credentials, or what AWS_SHARED_CREDENTIALS_FILE names
    QString ssoCache; ///< folder: ~/.aws/sso/cache
    /// PEM file whose certificates are trusted besides the system's: AWS_CA_BUNDLE. See
    /// caBundleOf().
    QString caBundle;
    /// Of a role without keys of its own: this computer's. Off on a desktop, where asking it is a
    /// wait for nothing; on when it is an EC2 instance or the person says so.
    bool askInstance = false;
    QUrl instanceMetadata; ///< http://169.254.169.254
    QUrl containerMetadata; ///< http://169.254.170.2
    std::function<QDateTime()> now; ///< UTC, of this computer
    /// What was signed in for, shared by everyone who works with these places, so that a person is
    /// asked once; in memory only, and safe in any thread.
    std::shared_ptr<KeyCache> cache;

    /// Of this person; all calls share one cache.
    [[nodiscard]] static Places standard();
};

} // namespace aws

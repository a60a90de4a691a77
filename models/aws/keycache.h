#pragma once
#include "aws/keys.h"
#include "base/result.h"
#include <QFuture>
#include <QHash>
#include <QPromise>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

namespace aws {

/// A token of IAM Identity Center.
struct SsoToken {
    base::Secret accessToken;
    QDateTime expires; ///< UTC
    base::Secret refreshToken; ///< empty = none
    QString clientId;
    base::Secret clientSecret;
    QDateTime registrationExpires;
};

/// What was signed in for and learned during this run of the program. Any thread. The names say
/// what it is for: profile, role and device, or the SSO session; expired entries are not given.
class KeyCache {
public:
    [[nodiscard]] std::optional<Keys> keys(const QString &name, const QDateTime &now) const;
    void setKeys(const QString &name, const Keys &keys);
    void dropKeys(const QString &name);

    /// One search for keys of a name at a time, so that a person is not asked twice at once: none
    /// when it is the caller's, who ends it; otherwise what the other one's comes to, or nothing
    /// when that one is given up.
    [[nodiscard]] std::optional<QFuture<base::Result<Keys>>> joinOrBegin(const QString &name);
    void end(const QString &name, const std::optional<base::Result<Keys>> &result);

    [[nodiscard]] std::optional<SsoToken> token(const QString &session) const;
    void setToken(const QString &session, const SsoToken &token);

    /// Seconds by which AWS's clock is ahead of this computer's, as AWS's answers have told: what
    /// one Client has learned helps all.
    std::atomic<qint64> ahead = 0;

private:
    mutable std::mutex m_mutex;
    QHash<QString, Keys> m_keys;
    QHash<QString, SsoToken> m_tokens;
    std::map<QString, QPromise<base::Result<Keys>>> m_searches;
};

} // namespace aws

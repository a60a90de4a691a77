#pragma once
#include "aws/keys.h"
#include <QHash>
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

/// What was signed in for during this run of the program. Any thread. The names say what it is for:
/// profile, role and device, or the SSO session; expired entries are not given.
class KeyCache {
public:
    [[nodiscard]] std::optional<Keys> keys(const QString &name, const QDateTime &now) const;
    void setKeys(const QString &name, const Keys &keys);
    void dropKeys(const QString &name);
    [[nodiscard]] std::optional<SsoToken> token(const QString &session) const;
    void setToken(const QString &session, const SsoToken &token);

private:
    mutable std::mutex m_mutex;
    QHash<QString, Keys> m_keys;
    QHash<QString, SsoToken> m_tokens;
};

} // namespace aws

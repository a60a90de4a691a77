#pragma once
#include "support/httpfake.h"
#include <QByteArrayList>
#include <QDateTime>
#include <functional>

namespace support {

/// IAM Identity Center as the `answer` of an HttpFake: gives a token once its code is confirmed,
/// and keys for a token.
struct IdentityCenter {
    /// What is not for the root, where AWS's other services are asked.
    static bool takes(const HttpSeen &seen) { return seen.path() != "/" && !seen.path().isEmpty(); }

    HttpAnswer operator()(const HttpSeen &seen)
    {
        const auto text = [](const char *word) { return QString::fromLatin1(word); };
        asked += seen.path();
        if (seen.path() == "/client/register")
            return HttpAnswer::json(
                { { text("clientId"), text("id") },
                  { text("clientSecret"), text("registered") },
                  { text("clientSecretExpiresAt"), QDateTime::currentSecsSinceEpoch() + 3600 } });
        if (seen.path() == "/device_authorization")
            return HttpAnswer::json({ { text("deviceCode"), text("device-code") },
                                      { text("userCode"), text("ABCD-EFGH") },
                                      { text("verificationUri"), text("https://device.sso.test/") },
                                      { text("verificationUriComplete"),
                                        text("https://device.sso.test/?user_code=ABCD-EFGH") },
                                      { text("expiresIn"), 600 },
                                      { text("interval"), 1 } });
        if (seen.path() == "/token" && !confirmed)
            return HttpAnswer::json({ { text("error"), error } }, 400);
        if (seen.path() == "/token")
            return HttpAnswer::json(
                { { text("accessToken"), text("own-token") }, { text("expiresIn"), 3600 } });
        if (refused.contains(seen.header("x-amz-sso_bearer_token")))
            return HttpAnswer::refusal(text("UnauthorizedException"),
                                       text("Session token not found or invalid"), 401);
        if (keys)
            return HttpAnswer::json({ { text("roleCredentials"), keys() } });
        const QJsonObject usual{
            { text("accessKeyId"), text("AKIDEXAMPLE") },
            { text("secretAccessKey"), text("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY") },
            { text("sessionToken"), text("t") },
            { text("expiration"), QDateTime::currentMSecsSinceEpoch() + 3600000 }
        };
        return HttpAnswer::json({ { text("roleCredentials"), usual } });
    }

    QByteArrayList asked;
    QString error = QStringLiteral("authorization_pending"); ///< until it is confirmed
    bool confirmed = false;
    QByteArrayList refused; ///< tokens
    std::function<QJsonObject()> keys; ///< instead of the usual ones
};

} // namespace support

#pragma once
#include "aws/http.h"
#include "aws/keycache.h"
#include "aws/places.h"
#include "aws/recipe.h"
#include <optional>

namespace aws {

/// What the AWS CLI keeps of a sign-in in ~/.aws/sso/cache; none when `json` holds no token.
[[nodiscard]] std::optional<SsoToken> readSsoToken(const QByteArray &json);

/// Under which name the token of a sign-in is kept: the session's, or the start URL as it was
/// before there were sessions. The CLI's file is named by its SHA-1.
[[nodiscard]] QString tokenName(const Recipe::Sso &sso);

/// This program's own and the CLI's, that which is good for longest first.
[[nodiscard]] QList<SsoToken> knownTokens(const Recipe::Sso &sso, const Places &places);

/// May be renewed without the person.
[[nodiscard]] bool isRenewable(const SsoToken &token, const QDateTime &now);

/// POST to IAM Identity Center's sign-in service ("oidc"): `path` is "/token" and its kin.
[[nodiscard]] HttpRequest oidcRequest(const QUrl &endpoint, const QString &path,
                                      const QJsonObject &body);
/// CreateToken with the refresh token of `token`.
[[nodiscard]] HttpRequest renewRequest(const QUrl &endpoint, const SsoToken &token);
/// CreateToken's answer, with the registration of `before`; none when it is no token.
[[nodiscard]] std::optional<SsoToken> tokenCreated(const QByteArray &json, const SsoToken &before,
                                                   const QDateTime &now);
/// GetRoleCredentials.
[[nodiscard]] HttpRequest roleRequest(const QUrl &endpoint, const Recipe::Sso &sso,
                                      const SsoToken &token);
/// Its answer; Kind::Protocol.
[[nodiscard]] base::Result<Keys> roleKeys(const QByteArray &json);

} // namespace aws

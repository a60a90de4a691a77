#pragma once
#include "aws/ssotoken.h"
#include <QPromise>

namespace aws {

/// Keys of a role by a sign-in at IAM Identity Center: by this program's own sign-in or the AWS
/// CLI's, whose token it renews ahead of its end, for this run only, and never writes.
class SsoKeys final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SsoKeys)

public:
    /// Where the services are spoken to.
    struct Endpoints {
        QUrl portal;
        QUrl oidc;
    };
    SsoKeys(Http &http, Places places, Endpoints endpoints, QString profile, Recipe::Sso sso,
            QObject *parent);
    ~SsoKeys() override;

    /// Once. Causes: AwsSignInExpired (M12; its detail names the AWS CLI's command for it),
    /// AwsDenied (M14), AwsRefused, AwsUnreachable.
    [[nodiscard]] QFuture<base::Result<Keys>> find();

private:
    void next();
    void use(const SsoToken &token);
    void renew(const SsoToken &token);
    void renewed(const SsoToken &before, const base::Result<HttpResponse> &response);
    void ask(const SsoToken &token);
    void answered(const SsoToken &token, const HttpResponse &response);
    void finish(const base::Result<Keys> &result);
    [[nodiscard]] bool isGood(const SsoToken &token) const;

    Http &m_http;
    const Places m_places;
    const Endpoints m_endpoints;
    const QString m_profile;
    const Recipe::Sso m_sso;
    QPromise<base::Result<Keys>> m_promise;
    QList<SsoToken> m_tokens; // not tried yet
    QByteArray m_refusal; // AWS's last words
};

} // namespace aws

#pragma once
#include "aws/http.h"
#include "aws/places.h"
#include "aws/recipe.h"
#include <QPromise>

namespace aws {

/// Keys of where this program runs: an ECS task, an EKS pod or an EC2 instance.
class MetadataKeys final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MetadataKeys)

public:
    MetadataKeys(Http &http, Places places, QObject *parent);
    ~MetadataKeys() override;

    /// By AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or …_FULL_URI. The authorization token goes over
    /// TLS, to loopback and to the addresses of ECS and EKS, and to no other.
    [[nodiscard]] QFuture<base::Result<Keys>> ofContainer();
    /// By version 2 of the instance metadata service, which has a second for each answer.
    [[nodiscard]] QFuture<base::Result<Keys>> ofInstance();

private:
    void get(const QUrl &url, const QList<Header> &headers,
             const std::function<void(const QByteArray &)> &then);
    void instanceRole(const QByteArray &token);
    void finish(const base::Result<Keys> &result);
    void keysIn(const QByteArray &json);
    [[nodiscard]] QUrl metadataUrl(const QString &path) const;
    [[nodiscard]] QString env(const char *name) const;

    Http &m_http;
    const Places m_places;
    QString m_source;
    std::chrono::milliseconds m_timeout{};
    QPromise<base::Result<Keys>> m_promise;
};

} // namespace aws

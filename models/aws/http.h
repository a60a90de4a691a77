#pragma once
#include "aws/sigv4.h"
#include "base/result.h"
#include <QFuture>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>
#include <chrono>
#include <functional>

namespace aws {

struct HttpRequest {
    QByteArray method;
    QUrl url;
    QList<Header> headers;
    QByteArray body;
    std::chrono::milliseconds timeout{ 20000 };
    /// Until the connection stands, TLS included, of a request with a body.
    std::chrono::milliseconds connectTimeout{ 10000 };
    /// Called before anything of the body leaves: until then nobody can have acted on the request.
    std::function<void()> leaving{};
};

struct HttpResponse {
    int status = 0;
    QList<Header> headers; ///< names in small letters
    QByteArray body; ///< at most 16 MB; more is an error

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// What its Date header says the time is (UTC); invalid when it says nothing.
[[nodiscard]] QDateTime dateOf(const HttpResponse &response);

/// The Host header of a request to `url`, as it is sent and signed: with the port where that is not
/// the scheme's own.
[[nodiscard]] QByteArray hostHeader(const QUrl &url);

/// TLS 1.2 or later to who is certified by the system's authorities or by one of `caBundle` (see
/// caBundleOf(); empty = the system's alone). Cause::NoSuchFile: it holds no certificates.
[[nodiscard]] base::Result<QSslConfiguration> tlsTrusting(const QString &caBundle);

/// Nobody answered within that time: Kind::Timeout, Cause::AwsUnreachable.
[[nodiscard]] base::Error notAnswered(const QString &host, std::chrono::milliseconds within);

/// Sends requests, those that are no GET once each, follows no redirect and keeps no cookie. Lives
/// in the thread that made it, which needs an event loop. Any status is an answer; the error is
/// that none came (Cause::AwsUnreachable: no name, refused, cut; Kind::Timeout; TLS not trusted),
/// or one too large.
class Http final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Http)

public:
    /// `caBundle`: see caBundleOf().
    explicit Http(const QString &caBundle, QObject *parent = nullptr);
    ~Http() override;

    [[nodiscard]] QFuture<base::Result<HttpResponse>> send(const HttpRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aws

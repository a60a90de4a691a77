#include "aws/metadatakeys.h"
#include "aws/keyjson.h"
#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>

namespace aws {

namespace {

using Cause = base::Error::Cause;

constexpr std::chrono::milliseconds containerTimeout{ 2000 };
constexpr std::chrono::milliseconds instanceTimeout{ 1000 };
constexpr qint64 largestToken = qint64(64) * 1024;

bool mayHaveToken(const QUrl &url, const QUrl &containerMetadata)
{
    if (url.scheme() == QLatin1String("https"))
        return !url.host().isEmpty();
    if (url.scheme() != QLatin1String("http"))
        return false;
    const QString host = url.host();
    const QHostAddress address(host);
    return host == QLatin1String("localhost") || address.isLoopback()
        || host == containerMetadata.host() || host == QLatin1String("169.254.170.23")
        || host == QLatin1String("fd00:ec2::23");
}

} // namespace

MetadataKeys::MetadataKeys(Http &http, Places places, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_places(std::move(places))
{
}

MetadataKeys::~MetadataKeys() = default;

QString MetadataKeys::env(const char *name) const
{
    return m_places.environment.value(QLatin1String(name));
}

QFuture<base::Result<Keys>> MetadataKeys::ofContainer()
{
    m_promise.start();
    m_source = QCoreApplication::translate("aws", "container");
    m_timeout = containerTimeout;
    const QString relative = env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const QUrl url = relative.isEmpty()
        ? QUrl(env("AWS_CONTAINER_CREDENTIALS_FULL_URI"), QUrl::StrictMode)
        : QUrl(m_places.containerMetadata.toString(QUrl::RemovePath | QUrl::RemoveQuery) + relative,
               QUrl::StrictMode);
    QByteArray token = env("AWS_CONTAINER_AUTHORIZATION_TOKEN").toUtf8();
    if (const QString file = env("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !file.isEmpty()) {
        QFile source(atHome(file, m_places));
        token = source.open(QFile::ReadOnly) ? source.read(largestToken) : QByteArray();
    }
    token = token.trimmed();
    const bool strange = token.contains('\n') || token.contains('\r');
    if (!url.isValid() || strange || !mayHaveToken(url, m_places.containerMetadata)) {
        finish(base::fail(
            base::Error::Kind::Invalid,
            QCoreApplication::translate("aws",
                                        "The container's credentials are not asked for: %1 "
                                        "is no address that may be trusted with its token. "
                                        "Correct AWS_CONTAINER_CREDENTIALS_FULL_URI.")
                .arg(url.host()),
            {}, Cause::AwsNoKeys));
        return m_promise.future();
    }
    QList<Header> headers{ { "Accept", "application/json" } };
    if (!token.isEmpty())
        headers.append({ "Authorization", token });
    get(url, headers, [this](const QByteArray &json) { keysIn(json); });
    return m_promise.future();
}

QUrl MetadataKeys::metadataUrl(const QString &path) const
{
    return below(m_places.instanceMetadata, QStringLiteral("/latest/") + path);
}

QFuture<base::Result<Keys>> MetadataKeys::ofInstance()
{
    m_promise.start();
    m_source = QCoreApplication::translate("aws", "this EC2 instance");
    m_timeout = instanceTimeout;
    HttpRequest request;
    request.method = "PUT";
    request.url = metadataUrl(QStringLiteral("api/token"));
    request.headers = { { "X-aws-ec2-metadata-token-ttl-seconds", "21600" } };
    request.timeout = m_timeout;
    base::whenDone(m_http.send(request), this, [this](const base::Result<HttpResponse> &response) {
        if (response && response->status == 200)
            instanceRole(response->body.trimmed());
        else
            finish(base::fail(
                base::Error::Kind::Network,
                QCoreApplication::translate("aws",
                                            "This computer's instance metadata service did "
                                            "not answer: it is no EC2 instance, or the "
                                            "service is off. Choose another profile."),
                response ? "HTTP " + QByteArray::number(response->status) : response.error().detail,
                Cause::AwsNoKeys));
    });
    return m_promise.future();
}

void MetadataKeys::instanceRole(const QByteArray &token)
{
    const QList<Header> headers{ { "X-aws-ec2-metadata-token", token } };
    const QString folder = QStringLiteral("meta-data/iam/security-credentials/");
    get(metadataUrl(folder), headers, [this, headers, folder](const QByteArray &roles) {
        const QByteArray role = roles.left(roles.indexOf('\n')).trimmed();
        get(metadataUrl(folder + QString::fromUtf8(role)), headers,
            [this](const QByteArray &json) { keysIn(json); });
    });
}

void MetadataKeys::get(const QUrl &url, const QList<Header> &headers,
                       const std::function<void(const QByteArray &)> &then)
{
    HttpRequest request{ "GET", url, headers, {}, m_timeout };
    base::whenDone(
        sendSteadily(
            m_http, [request] { return request; }, this),
        this, [this, then](const base::Result<HttpResponse> &response) {
            if (response && response->status == 200) {
                then(response->body);
                return;
            }
            finish(base::fail(
                base::Error::Kind::Auth,
                QCoreApplication::translate("aws",
                                            "No AWS credentials came from here: %1. Check "
                                            "that it has a role.")
                    .arg(m_source),
                response ? "HTTP " + QByteArray::number(response->status) : response.error().detail,
                response ? Cause::AwsNoKeys : Cause::AwsUnreachable));
        });
}

void MetadataKeys::keysIn(const QByteArray &json)
{
    auto keys = keysFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("Token"));
    if (keys)
        keys->source = m_source;
    finish(keys);
}

void MetadataKeys::finish(const base::Result<Keys> &result)
{
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace aws

#include "aws/http.h"
#include "base/trust.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QTimer>
#include <algorithm>

namespace aws {

namespace {

using base::Error;

constexpr qsizetype largestBody = qsizetype(16) * 1024 * 1024;
constexpr qint64 readAhead = qint64(256) * 1024;
constexpr int keptOpen = 10; // seconds

QNetworkRequest requestOf(const HttpRequest &request, const QSslConfiguration &tls)
{
    QNetworkRequest out(request.url);
    out.setSslConfiguration(tls);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                     QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // AWS and what translates addresses on the way keep an idle connection longer: a request that
    // is sent once must not go into one that has ended meanwhile.
    out.setAttribute(QNetworkRequest::ConnectionCacheExpiryTimeoutSecondsAttribute, keptOpen);
    // Qt would add its own: a browser's name, the person's language, and compression, which it
    // would also undo, past our cap.
    out.setRawHeader("User-Agent", "larder");
    out.setRawHeader("Accept-Language", "en");
    out.setRawHeader("Accept-Encoding", "identity");
    out.setRawHeader("Host", hostHeader(request.url));
    for (const auto &[name, value] : request.headers)
        out.setRawHeader(name, value);
    return out;
}

/// True where an answer came, whatever its status: errors from 1 on are of the network, from 101 on
/// of a proxy, higher ones stand for a status.
bool hasAnswer(const QNetworkReply &reply)
{
    const int error = reply.error();
    return error != QNetworkReply::ContentReSendError
        && reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()
        && (error == QNetworkReply::NoError || error > QNetworkReply::UnknownProxyError);
}

Error failureOf(const QNetworkReply &reply, const QString &host)
{
    Error error{
        Error::Kind::Network, {}, reply.errorString().toUtf8(), Error::Cause::AwsUnreachable
    };
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        error.text = QCoreApplication::translate(
            "aws", "DNS cannot find %1. Check the network, the region and the endpoint.");
        break;
    case QNetworkReply::ConnectionRefusedError:
        error.text = QCoreApplication::translate(
            "aws", "%1 refused the connection. Check the network and the endpoint.");
        break;
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // see HttpBody
        error.text = QCoreApplication::translate(
            "aws", "%1 ended the connection before its answer was complete. Try again.");
        break;
    case QNetworkReply::SslHandshakeFailedError:
        error.text = QCoreApplication::translate(
            "aws",
            "No trusted TLS connection to %1. If a proxy inspects TLS here, let AWS_CA_BUNDLE name "
            "a file with its certificate.");
        break;
    default:
        error.text = QCoreApplication::translate(
            "aws", "%1 cannot be reached. Check the network and a proxy.");
    }
    error.text = error.text.arg(host);
    return error;
}

} // namespace

base::Result<QSslConfiguration> tlsTrusting(const QString &caBundle)
{
    if (caBundle.isEmpty())
        return base::tlsConfiguration();
    QFile file(caBundle);
    const bool opened = file.open(QIODevice::ReadOnly);
    const auto more = opened ? QSslCertificate::fromDevice(&file) : QList<QSslCertificate>();
    if (more.isEmpty())
        return base::fail(Error::Kind::Storage,
                          QCoreApplication::translate(
                              "aws",
                              "%1 holds no certificates that can be read. AWS_CA_BUNDLE or the "
                              "profile's ca_bundle names it: correct or remove that.")
                              .arg(caBundle),
                          opened ? QByteArray() : file.errorString().toUtf8(),
                          Error::Cause::NoSuchFile);
    return base::tlsConfiguration(more);
}

Error notAnswered(const QString &host, std::chrono::milliseconds within)
{
    const auto seconds = std::chrono::duration<double>(within).count();
    return { Error::Kind::Timeout,
             QCoreApplication::translate(
                 "aws",
                 "%1 did not answer within %2 s. Check the network, a proxy "
                 "and the endpoint.")
                 .arg(host, QLocale().toString(seconds, 'f', seconds < 1 ? 1 : 0)),
             {},
             Error::Cause::AwsUnreachable };
}

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int usual = url.scheme().endsWith(u's') ? 443 : 80;
    const int port = url.port(usual);
    return port == usual ? host : host + ':' + QByteArray::number(port);
}

QByteArray HttpResponse::header(const QByteArray &name) const
{
    const QByteArray wanted = name.toLower();
    for (const auto &[own, value] : headers)
        if (own == wanted)
            return value;
    return {};
}

QDateTime dateOf(const HttpResponse &response)
{
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(response.header("date")).section(u' ', 1, 4),
                                QStringLiteral("dd MMM yyyy hh:mm:ss"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

/// A body that can be read once. Qt sends a request again by itself when a connection ends before
/// the answer, unless it cannot read the body again.
class HttpBody final : public QIODevice {
    Q_DISABLE_COPY_MOVE(HttpBody)

public:
    HttpBody(QByteArray body, std::function<void()> leaving, QObject *parent)
        : QIODevice(parent)
        , m_body(std::move(body))
        , m_leaving(std::move(leaving))
    {
        open(QIODevice::ReadOnly);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_body.size() - m_at + QIODevice::bytesAvailable();
    }
    bool reset() override { return false; }
    [[nodiscard]] bool atEnd() const override { return bytesAvailable() == 0; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_at == 0)
            m_leaving();
        const qint64 size = std::min<qint64>(most, m_body.size() - m_at);
        std::copy_n(m_body.constData() + m_at, size, data);
        m_at += size;
        return size == 0 && most > 0 ? -1 : size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const QByteArray m_body;
    const std::function<void()> m_leaving;
    qint64 m_at = 0;
};

/// One request under way: its reply's child, so that they end together.
class HttpExchange final : public QObject {
    Q_DISABLE_COPY_MOVE(HttpExchange)

public:
    HttpExchange(QNetworkReply *reply, const HttpRequest &request)
        : QObject(reply)
        , m_reply(reply)
        , m_host(request.url.host())
    {
        m_promise.start();
        reply->setReadBufferSize(readAhead);
        connect(reply, &QIODevice::readyRead, this, [this] { take(); });
        connect(reply, &QNetworkReply::finished, this, [this] { finish(); });
        QTimer::singleShot(request.timeout, this,
                           [this, after = request.timeout] { giveUp(notAnswered(m_host, after)); });
    }

    [[nodiscard]] QFuture<base::Result<HttpResponse>> future() { return m_promise.future(); }

    /// Gives up after that time while `hasLeft` is not true.
    void limitConnecting(std::chrono::milliseconds limit, const std::shared_ptr<bool> &hasLeft)
    {
        QTimer::singleShot(limit, this, [this, limit, hasLeft] {
            if (!*hasLeft)
                giveUp(notAnswered(m_host, limit));
        });
    }

private:
    void take()
    {
        m_response.body += m_reply->readAll();
        if (m_response.body.size() > largestBody)
            giveUp(tooLarge());
    }

    void finish()
    {
        if (!m_done)
            take();
        if (m_done)
            return;
        if (!hasAnswer(*m_reply))
            return giveUp(failureOf(*m_reply, m_host));
        m_response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        for (const auto &[name, value] : m_reply->rawHeaderPairs())
            m_response.headers.emplaceBack(name.toLower(), value);
        settle(std::move(m_response));
    }

    void giveUp(const Error &why)
    {
        if (!m_done)
            settle(base::fail(why));
    }

    void settle(base::Result<HttpResponse> result)
    {
        m_done = true;
        m_reply->abort();
        m_reply->deleteLater();
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

    [[nodiscard]] Error tooLarge() const
    {
        return { Error::Kind::TooLarge,
                 QCoreApplication::translate(
                     "aws",
                     "The answer of %1 is over %2 MB, more than AWS sends. Check "
                     "the endpoint.")
                     .arg(m_host)
                     .arg(largestBody / 1024 / 1024),
                 {},
                 Error::Cause::AwsRefused };
    }

    QNetworkReply *const m_reply;
    const QString m_host;
    QPromise<base::Result<HttpResponse>> m_promise;
    HttpResponse m_response;
    bool m_done = false;
};

class Http::Private {
public:
    base::Result<QSslConfiguration> tls;
    QNetworkAccessManager network;
};

Http::Http(const QString &caBundle, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->tls = tlsTrusting(caBundle);
}

Http::~Http() = default;

QFuture<base::Result<HttpResponse>> Http::send(const HttpRequest &request)
{
    if (!d->tls && request.url.scheme() == QLatin1String("https"))
        return base::ready<HttpResponse>(base::fail(d->tls.error()));
    QNetworkRequest wanted = requestOf(request, d->tls.value_or(QSslConfiguration()));
    QNetworkReply *reply = nullptr;
    const auto hasLeft = std::make_shared<bool>(false);
    const auto leaves = [hasLeft, told = request.leaving] {
        *hasLeft = true;
        if (told)
            told();
    };
    if (request.body.isEmpty())
        leaves(); // when its head goes is not told
    if (request.method == "GET") {
        reply = d->network.get(wanted);
    } else {
        wanted.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wanted.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        auto *body = new HttpBody(request.body, leaves, &d->network);
        reply = d->network.sendCustomRequest(wanted, request.method, body);
        body->setParent(reply);
    }
    auto *exchange = new HttpExchange(reply, request);
    exchange->limitConnecting(request.connectTimeout, hasLeft);
    return exchange->future();
}

} // namespace aws

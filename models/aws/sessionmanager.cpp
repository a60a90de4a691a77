#include "aws/sessionmanager.h"
#include "aws/refusal.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QJsonArray>
#include <algorithm>

namespace aws {

namespace {

using base::Error;

const QString service = QStringLiteral("ssm");
const QString signingName = QStringLiteral("ssmmessages"); // of the gateway
const QString parametersKey = QStringLiteral("Parameters");
constexpr qsizetype longestReason = 256; // characters, of the API

QString operation(const char *name)
{
    return QStringLiteral("AmazonSSM.") + QLatin1String(name);
}

QJsonArray listOf(const QString &value)
{
    return { value };
}

QJsonObject requestOf(const PortSession &session)
{
    const QString usual = session.host.isEmpty()
        ? QStringLiteral("AWS-StartPortForwardingSession")
        : QStringLiteral("AWS-StartPortForwardingSessionToRemoteHost");
    QJsonObject parameters{ { QStringLiteral("portNumber"), listOf(QString::number(session.port)) },
                            { QStringLiteral("localPortNumber"), listOf(QStringLiteral("0")) } };
    if (!session.host.isEmpty())
        parameters[QStringLiteral("host")] = listOf(session.host);
    QJsonObject request{ { QStringLiteral("Target"), session.target },
                         { QStringLiteral("DocumentName"),
                           session.document.isEmpty() ? usual : session.document },
                         { parametersKey, parameters } };
    if (!session.reason.isEmpty())
        request[QStringLiteral("Reason")] = session.reason.left(longestReason);
    return request;
}

OpenedSession openedBy(const QJsonObject &answer)
{
    return { answer[QStringLiteral("SessionId")].toString(),
             base::Secret(answer[QStringLiteral("TokenValue")].toString().toUtf8()),
             answer[QStringLiteral("StreamUrl")].toString().toUtf8() };
}

Error incomplete()
{
    return { Error::Kind::Protocol,
             QCoreApplication::translate("aws",
                                         "Systems Manager started a session without telling its "
                                         "address. Check the endpoint."),
             {},
             Error::Cause::AwsRefused };
}

Error offline(const QString &target, const QByteArray &words)
{
    return { Error::Kind::Network,
             QCoreApplication::translate("aws",
                                         "%1 is not online in Systems Manager. Check that it runs, "
                                         "that its SSM agent is up and that its role allows SSM.")
                 .arg(target),
             words, Error::Cause::SsmTargetOffline };
}

bool refusesParameters(const base::Result<QJsonObject> &answer)
{
    return !answer && codeOf(answer.error()).startsWith("InvalidParameters");
}

/// The parts of a stream URL as they go over the wire, which QUrl might write anew.
struct StreamUrl {
    QUrl url;
    QByteArray path;
    QByteArray query;

    explicit StreamUrl(const QByteArray &text)
        : url(QUrl::fromEncoded(text, QUrl::StrictMode))
    {
        const qsizetype authority = text.indexOf("://") + 3;
        QByteArray rest = text.sliced(std::min(authority, text.size()));
        rest.truncate(rest.indexOf('#') < 0 ? rest.size() : rest.indexOf('#'));
        const qsizetype mark = rest.indexOf('?');
        query = mark < 0 ? QByteArray() : rest.sliced(mark + 1);
        rest.truncate(mark < 0 ? rest.size() : mark);
        const qsizetype slash = rest.indexOf('/');
        path = slash < 0 ? QByteArray("/") : rest.sliced(slash);
    }

    [[nodiscard]] bool isPresigned() const
    {
        static const QByteArrayList names{ "x-amz-algorithm",     "x-amz-credential",
                                           "x-amz-date",          "x-amz-expires",
                                           "x-amz-signedheaders", "x-amz-signature",
                                           "x-amz-security-token" };
        const QByteArrayList pairs = query.split('&');
        return std::any_of(pairs.begin(), pairs.end(), [](const QByteArray &pair) {
            return names.contains(pair.split('=').first().toLower());
        });
    }

    /// A plain ws:// only where the endpoint is plain as well.
    [[nodiscard]] bool leadsTo(const QUrl &endpoint, const QString &region) const
    {
        if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
            return false;
        const bool sealed = url.scheme() == QLatin1String("wss");
        const bool plain = url.scheme() == QLatin1String("ws");
        if (!endpoint.isEmpty() && url.host() == endpoint.host())
            return sealed || (plain && endpoint.scheme() == QLatin1String("http"));
        return sealed && url.port(443) == 443 && isMessageGateway(url.host(), region);
    }
};

Error strange(const QString &host, const QString &region)
{
    return { Error::Kind::Network,
             QCoreApplication::translate("aws",
                                         "The session's address leads to %1, which is not Session "
                                         "Manager's gateway of %2. Nothing was sent there. Check "
                                         "the endpoint.")
                 .arg(host.isEmpty() ? QStringLiteral("?") : host, region),
             {},
             Error::Cause::SsmStrangeGateway };
}

/// The future of what `read` makes of an answer.
template <typename T, typename Read>
QFuture<base::Result<T>> mapped(const QFuture<base::Result<QJsonObject>> &answer, QObject *context,
                                Read read)
{
    auto promise = std::make_shared<QPromise<base::Result<T>>>();
    promise->start();
    base::whenDone(answer, context, [promise, read](const base::Result<QJsonObject> &result) {
        promise->addResult(read(result));
        promise->finish();
    });
    return promise->future();
}

} // namespace

SessionManager::SessionManager(std::unique_ptr<Client> client, QObject *parent)
    : SessionCalls(parent)
    , m_client(std::move(client))
{
}

SessionManager::~SessionManager() = default;

Client &SessionManager::client()
{
    return *m_client;
}

QFuture<base::Result<OpenedSession>> SessionManager::start(const PortSession &session)
{
    const auto read = [target = session.target](
                          const base::Result<QJsonObject> &answer) -> base::Result<OpenedSession> {
        if (!answer && codeOf(answer.error()) == "TargetNotConnected")
            return base::fail(offline(target, answer.error().detail));
        if (!answer)
            return base::fail(answer.error());
        OpenedSession opened = openedBy(*answer);
        if (opened.id.isEmpty() || opened.token.isEmpty() || opened.streamUrl.isEmpty())
            return base::fail(incomplete());
        return opened;
    };
    const QJsonObject request = requestOf(session);
    return mapped<OpenedSession>(
        session.document.isEmpty() ? askToStart(request) : askByOwnDocument(request), this, read);
}

QFuture<base::Result<QJsonObject>> SessionManager::askToStart(const QJsonObject &request)
{
    return m_client->json(service, operation("StartSession"), request, Client::KeyUse::Any,
                          Client::Again::MakesAnother);
}

QFuture<base::Result<QJsonObject>> SessionManager::askByOwnDocument(const QJsonObject &request)
{
    using Answer = base::Result<QJsonObject>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    const auto settle = [promise](const Answer &answer) {
        promise->addResult(answer);
        promise->finish();
    };
    base::whenDone(askToStart(request), this, [this, request, settle](const Answer &first) {
        if (!refusesParameters(first)) {
            settle(first);
            return;
        }
        QJsonObject bare = request;
        bare.remove(parametersKey);
        base::whenDone(askToStart(bare), this, [settle, first](const Answer &second) {
            settle(refusesParameters(second) ? first : second);
        });
    });
    return promise->future();
}

QFuture<base::Result<OpenedSession>> SessionManager::resume(const QString &id)
{
    const auto read = [id](const base::Result<QJsonObject> &answer) -> base::Result<OpenedSession> {
        if (!answer && codeOf(answer.error()) == "DoesNotExistException")
            return OpenedSession{ id, {}, {} };
        if (!answer)
            return base::fail(answer.error());
        return openedBy(*answer);
    };
    return mapped<OpenedSession>(m_client->json(service, operation("ResumeSession"),
                                                { { QStringLiteral("SessionId"), id } }),
                                 this, read);
}

QFuture<base::Result<>> SessionManager::terminate(const QString &id)
{
    const auto read = [](const base::Result<QJsonObject> &answer) -> base::Result<> {
        if (!answer && codeOf(answer.error()) != "DoesNotExistException")
            return base::fail(answer.error());
        return {};
    };
    return mapped<void>(m_client->json(service, operation("TerminateSession"),
                                       { { QStringLiteral("SessionId"), id } },
                                       Client::KeyUse::InHand),
                        this, read);
}

QFuture<base::Result<bool>> SessionManager::isOnline(const QString &target)
{
    const auto read = [](const base::Result<QJsonObject> &answer) -> base::Result<bool> {
        if (!answer)
            return base::fail(answer.error());
        return answer->value(QStringLiteral("Status")).toString().toLower()
            == QLatin1String("connected");
    };
    return mapped<bool>(m_client->json(service, operation("GetConnectionStatus"),
                                       { { QStringLiteral("Target"), target } }),
                        this, read);
}

QFuture<base::Result<QList<Header>>> SessionManager::upgrade(const QByteArray &streamUrl)
{
    const auto region = m_client->keySource().region();
    if (!region)
        return base::ready<QList<Header>>(base::fail(region.error()));
    const StreamUrl stream(streamUrl);
    const KeySource &source = m_client->keySource();
    if (!stream.leadsTo(source.endpoint(service), *region)
        && !stream.leadsTo(source.endpoint(signingName), *region))
        return base::ready<QList<Header>>(base::fail(strange(stream.url.host(), *region)));
    if (stream.isPresigned())
        return base::ready<QList<Header>>(QList<Header>());
    ToSign request;
    request.method = "GET";
    // QWebSocket names the port wherever the URL has one.
    request.host = stream.url.authority(QUrl::FullyEncoded).toLatin1();
    request.path = stream.path;
    request.query = stream.query;
    auto promise = std::make_shared<QPromise<base::Result<QList<Header>>>>();
    promise->start();
    base::whenDone(m_client->keySource().keys(), this,
                   [this, promise, request, where = *region](const base::Result<Keys> &keys) {
                       if (keys)
                           promise->addResult(signedHeaders(
                               request, *keys, { where, signingName, m_client->now() }));
                       else
                           promise->addResult(base::fail(keys.error()));
                       promise->finish();
                   });
    return promise->future();
}

} // namespace aws

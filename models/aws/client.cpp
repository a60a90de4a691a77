#include "aws/client.h"
#include "aws/call.h"
#include "aws/endpoints.h"
#include "aws/keycache.h"
#include "base/whendone.h"
#include <QCoreApplication>
#include <QJsonDocument>

namespace aws {

namespace {

base::Error strangeAnswer(const QString &host)
{
    return { base::Error::Kind::Protocol,
             QCoreApplication::translate("aws",
                                         "What %1 answered is not what AWS sends. Check the "
                                         "endpoint, and whether a proxy answers in its place.")
                 .arg(host),
             {},
             base::Error::Cause::AwsRefused };
}

base::Result<QJsonObject> readJson(const HttpResponse &response, const QString &host)
{
    if (response.body.isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject())
        return base::fail(strangeAnswer(host));
    return document.object();
}

base::Result<XmlElement> readAnswer(const HttpResponse &response, const QString &host)
{
    auto root = readXml(response.body);
    if (root)
        return root;
    base::Error error = strangeAnswer(host);
    error.detail = root.error().detail;
    return base::fail(error);
}

} // namespace

class Client::Private {
public:
    Private(Account whose, Places where, std::shared_ptr<Asker> asker)
    {
        calling.account = std::move(whose);
        calling.places = std::move(where);
        if (const auto &cache = calling.places.cache)
            calling.correction = { cache, &cache->ahead };
        // Who looks at these places sees AWS's time, whose answers say when keys end.
        calling.places.now = [own = calling.places.now, ahead = calling.correction] {
            return own().addSecs(*ahead);
        };
        calling.http = std::make_unique<Http>(caBundleOf(calling.account, calling.places));
        calling.keys =
            std::make_unique<KeySource>(calling.account, calling.places, std::move(asker));
    }

    template <typename T, typename Read>
    QFuture<base::Result<T>> run(Client *q, CallRequest request, Read read);

    Calling calling;
};

template <typename T, typename Read>
QFuture<base::Result<T>> Client::Private::run(Client *q, CallRequest request, Read read)
{
    auto promise = std::make_shared<QPromise<base::Result<T>>>();
    promise->start();
    auto *call = new Call(calling, std::move(request), q);
    base::whenDone(call->start(), q,
                   [promise, call, read](const base::Result<HttpResponse> &response) {
                       const QString host = call->host();
                       call->deleteLater();
                       promise->addResult(response ? read(*response, host)
                                                   : base::Result<T>(base::fail(response.error())));
                       promise->finish();
                   });
    return promise->future();
}

Client::Client(Account account, Places places, std::shared_ptr<Asker> asker, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(account), std::move(places), std::move(asker)))
{
}

Client::~Client()
{
    qDeleteAll(findChildren<Call *>(Qt::FindDirectChildrenOnly)); // they use what `d` has
}

void Client::setPatience(const Patience &patience)
{
    d->calling.patience = patience;
}

QFuture<base::Result<QJsonObject>> Client::json(const QString &service, const QString &target,
                                                const QJsonObject &body, KeyUse use, Again again)
{
    CallRequest request;
    request.again = again;
    request.keyUse = use;
    request.service = service;
    request.action = service + u':' + target.section(u'.', -1);
    request.headers = { { "Content-Type", "application/x-amz-json-1.1" },
                        { "X-Amz-Target", target.toLatin1() } };
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return d->run<QJsonObject>(this, std::move(request), readJson);
}

QFuture<base::Result<XmlElement>> Client::query(const QString &service, const QString &version,
                                                const QString &action, const Fields &fields,
                                                KeyUse use)
{
    CallRequest request;
    request.keyUse = use;
    request.service = service;
    request.action = service + u':' + action;
    request.headers = { { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" } };
    request.body = "Action=" + percentEncoded(action.toUtf8())
        + "&Version=" + percentEncoded(version.toUtf8());
    for (const auto &[name, value] : fields)
        request.body += '&' + percentEncoded(name.toUtf8()) + '=' + percentEncoded(value.toUtf8());
    return d->run<XmlElement>(this, std::move(request), readAnswer);
}

KeySource &Client::keySource()
{
    return *d->calling.keys;
}

const Account &Client::account() const
{
    return d->calling.account;
}

const Places &Client::places() const
{
    return d->calling.places;
}

QDateTime Client::now() const
{
    return d->calling.places.now();
}

QFuture<base::Result<Identity>> callerIdentity(Client &client, Client::KeyUse use)
{
    auto promise = std::make_shared<QPromise<base::Result<Identity>>>();
    promise->start();
    base::whenDone(client.query(QStringLiteral("sts"), QStringLiteral("2011-06-15"),
                                QStringLiteral("GetCallerIdentity"), {}, use),
                   &client, [promise](const base::Result<XmlElement> &answer) {
                       if (answer) {
                           const XmlElement &result =
                               answer->child(QStringLiteral("GetCallerIdentityResult"));
                           promise->addResult(Identity{ result.value(QStringLiteral("Account")),
                                                        result.value(QStringLiteral("Arn")),
                                                        result.value(QStringLiteral("UserId")) });
                       } else {
                           promise->addResult(base::fail(answer.error()));
                       }
                       promise->finish();
                   });
    return promise->future();
}

} // namespace aws

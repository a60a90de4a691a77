#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QTimer>

namespace aws {

namespace {

struct Sending {
    Http &http;
    std::function<HttpRequest()> make;
    QObject *context;
    QPromise<base::Result<HttpResponse>> promise{};
    int attemptsLeft = 3;
    std::chrono::milliseconds pause{ 200 };
};

bool mayPass(const base::Result<HttpResponse> &response)
{
    return response ? response->status == 429 || response->status >= 500
                    : response.error().kind != base::Error::Kind::Cancelled;
}

void attempt(const std::shared_ptr<Sending> &sending)
{
    --sending->attemptsLeft;
    base::whenDone(sending->http.send(sending->make()), sending->context,
                   [sending](const base::Result<HttpResponse> &response) {
                       if (sending->attemptsLeft > 0 && mayPass(response)) {
                           const auto pause = sending->pause;
                           sending->pause *= 2;
                           QTimer::singleShot(pause, sending->context,
                                              [sending] { attempt(sending); });
                           return;
                       }
                       sending->promise.addResult(response);
                       sending->promise.finish();
                   });
}

} // namespace

QFuture<base::Result<HttpResponse>> sendSteadily(Http &http, std::function<HttpRequest()> make,
                                                 QObject *context)
{
    const auto sending = std::make_shared<Sending>(Sending{ http, std::move(make), context });
    sending->promise.start();
    attempt(sending);
    return sending->promise.future();
}

QUrl below(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString own = base.path();
    while (own.endsWith(u'/'))
        own.chop(1);
    url.setPath(own + path);
    return url;
}

} // namespace aws

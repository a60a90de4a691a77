#include "aws/steadyhttp.h"
#include "base/whendone.h"
#include <QElapsedTimer>
#include <QTimer>

namespace aws {

namespace {

struct Sending {
    Http &http;
    std::function<HttpRequest()> make;
    QObject *context;
    std::chrono::milliseconds inAll;
    QElapsedTimer since{};
    QPromise<base::Result<HttpResponse>> promise{};
    int attemptsLeft = 3;
    std::chrono::milliseconds pause{ 200 };

    [[nodiscard]] std::chrono::milliseconds spent() const
    {
        return std::chrono::milliseconds(since.elapsed());
    }
};

bool mayPass(const base::Result<HttpResponse> &response)
{
    return response ? response->status == 429 || response->status >= 500
                    : response.error().kind != base::Error::Kind::Cancelled;
}

void attempt(const std::shared_ptr<Sending> &sending)
{
    --sending->attemptsLeft;
    HttpRequest request = sending->make();
    const QString host = request.url.host();
    request.timeout = std::clamp(sending->inAll - sending->spent(), std::chrono::milliseconds(1),
                                 request.timeout);
    base::whenDone(
        sending->http.send(request), sending->context,
        [sending, host](const base::Result<HttpResponse> &response) {
            const auto pause = sending->pause;
            if (sending->attemptsLeft > 0 && mayPass(response)
                && sending->spent() + pause < sending->inAll) {
                sending->pause *= 2;
                QTimer::singleShot(pause, sending->context, [sending] { attempt(sending); });
                return;
            }
            if (!response && response.error().kind == base::Error::Kind::Timeout)
                sending->promise.addResult(base::fail(notAnswered(host, sending->spent())));
            else
                sending->promise.addResult(response);
            sending->promise.finish();
        });
}

} // namespace

QFuture<base::Result<HttpResponse>> sendSteadily(Http &http, std::function<HttpRequest()> make,
                                                 QObject *context, std::chrono::milliseconds inAll)
{
    const auto sending =
        std::make_shared<Sending>(Sending{ http, std::move(make), context, inAll });
    sending->since.start();
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

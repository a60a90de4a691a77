#pragma once
#include "aws/http.h"
#include <functional>

namespace aws {

/// Sends what `make` builds, and what it builds anew after a failure that may pass: no answer, 429
/// and 5xx, three times and 30 s in all with a pause that doubles. Never finishes when `context`
/// dies, which must not outlive `http`.
[[nodiscard]] QFuture<base::Result<HttpResponse>>
sendSteadily(Http &http, std::function<HttpRequest()> make, QObject *context,
             std::chrono::milliseconds inAll = std::chrono::seconds(30));

/// `base` with `path` after its own: "https://h/x/" and "/token" are "https://h/x/token".
[[nodiscard]] QUrl below(const QUrl &base, const QString &path);

} // namespace aws

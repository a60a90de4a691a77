#pragma once
#include "base/result.h"
#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

namespace base {

/// Calls `done(result)` exactly once in `context`'s thread, or never if `context` dies first.
/// Call it from that thread. A promise dropped unanswered arrives as Error::Kind::Cancelled.
/// (QFuture::then with a context aborts in Qt 6.4 when the context dies first.)
template <typename T, typename Done>
void whenDone(const QFuture<Result<T>> &future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         const QFuture<Result<T>> answer = watcher->future();
                         done(answer.resultCount() ? answer.result()
                                                   : Result<T>(fail(Error::Kind::Cancelled, {})));
                     });
    watcher->setFuture(future);
}

/// A future that is finished already.
template <typename T> QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

} // namespace base

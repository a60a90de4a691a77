#pragma once
#include "base/result.h"
#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTest>

namespace support {

/// Turns the event loop until it has nothing left to do, for tests in which nothing may happen.
inline void settle()
{
    auto *loop = QAbstractEventDispatcher::instance();
    for (int turns = 0; turns < 1000 && loop->processEvents(QEventLoop::AllEvents); ++turns) { }
}

/// Runs the event loop until the future is finished, and hands out its result. A future that does
/// not finish in `ms` arrives as Timeout, so that the test fails with a sentence.
template <typename T> base::Result<T> await(QFuture<base::Result<T>> future, int ms = 10000)
{
    if (!future.isFinished()) {
        // Not QTest::qWaitFor(), which sleeps 10 ms between the turns of the loop.
        QFutureWatcher<base::Result<T>> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(future);
        if (!finished.wait(ms) && !future.isFinished())
            return base::fail(base::Error::Kind::Timeout,
                              QStringLiteral("the future never finished"));
        settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    if (!future.resultCount())
        return base::fail(base::Error::Kind::Cancelled,
                          QStringLiteral("finished without a result"));
    return future.result();
}

} // namespace support

#pragma once
#include "base/result.h"
#include <QAbstractEventDispatcher>
#include <QFuture>
#include <QTest>

namespace support {

/// Runs the event loop until the future is finished, and hands out its result. A future that does
/// not finish in `ms` arrives as Timeout, so that the test fails with a sentence.
template <typename T> base::Result<T> await(QFuture<base::Result<T>> future, int ms = 10000)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, ms))
        return base::fail(base::Error::Kind::Timeout, QStringLiteral("the future never finished"));
    if (!future.resultCount())
        return base::fail(base::Error::Kind::Cancelled,
                          QStringLiteral("finished without a result"));
    return future.result();
}

/// Turns the event loop until it has nothing left to do, for tests in which nothing may happen.
inline void settle()
{
    auto *loop = QAbstractEventDispatcher::instance();
    for (int turns = 0; turns < 1000 && loop->processEvents(QEventLoop::AllEvents); ++turns) { }
}

} // namespace support

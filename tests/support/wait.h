#pragma once
#include "base/result.h"
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

} // namespace support

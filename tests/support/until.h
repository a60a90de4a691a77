#pragma once
#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace support {

/// Runs the event loop until `isSo()`; false when it is not within `ms`. Unlike QTest::qWaitFor()
/// it does not sleep 10 ms between the turns of the loop, so that what a test's own thread carries
/// flows at its own speed.
template <typename Condition> bool until(Condition isSo, int ms = 5000)
{
    auto *loop = QAbstractEventDispatcher::instance();
    const QDeadlineTimer deadline(ms);
    QTimer look; // at what other threads and programs do
    look.start(5);
    while (!isSo()) {
        if (deadline.hasExpired())
            return false;
        loop->processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

} // namespace support

#include "session/leaving.h"
#include <QCoreApplication>
#include <QList>
#include <QPointer>

namespace session {

namespace {

constexpr unsigned long longestWait = 3000; // milliseconds

QList<QPointer<QThread>> &leaving()
{
    static QList<QPointer<QThread>> threads;
    return threads;
}

/// Runs while the application is still there, which threads need to clear up.
void waitForAll()
{
    for (const QPointer<QThread> &thread : std::exchange(leaving(), {})) {
        // One that does not end cannot be ended either; the process takes it along.
        if (thread && thread->wait(longestWait))
            delete thread;
    }
}

} // namespace

void letLeave(std::unique_ptr<QThread> thread)
{
    static const bool once = [] {
        qAddPostRoutine(waitForAll);
        return true;
    }();
    Q_UNUSED(once);
    QThread *const raw = thread.release();
    leaving().removeAll(nullptr);
    leaving() += raw;
    QObject::connect(raw, &QThread::finished, raw, &QObject::deleteLater);
    if (raw->isFinished())
        raw->deleteLater();
}

} // namespace session

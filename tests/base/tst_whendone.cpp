#include "base/whendone.h"
#include <QTest>
#include <memory>

using base::Error;
using base::Result;

class TestWhenDone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answer_arrivesOnceWithItsResult()
    {
        QPromise<Result<int>> promise;
        promise.start();
        int calls = 0;
        int got = 0;
        base::whenDone(promise.future(), this, [&](const Result<int> &r) {
            ++calls;
            got = r.value_or(-1);
        });
        promise.addResult(Result<int>(42));
        promise.finish();
        QTRY_COMPARE(calls, 1);
        QCOMPARE(got, 42);
    }

    void droppedPromise_arrivesAsCancelled()
    {
        auto promise = std::make_unique<QPromise<Result<int>>>();
        promise->start();
        bool cancelled = false;
        base::whenDone(promise->future(), this, [&](const Result<int> &r) {
            cancelled = !r && r.error().kind == Error::Kind::Cancelled;
        });
        promise.reset();
        QTRY_VERIFY(cancelled);
    }

    void contextThatDiesFirst_isNeverCalled()
    {
        QPromise<Result<int>> promise;
        promise.start();
        bool called = false;
        {
            QObject context;
            base::whenDone(promise.future(), &context, [&](const Result<int> &) { called = true; });
        }
        bool after = false;
        base::whenDone(promise.future(), this, [&](const Result<int> &) { after = true; });
        promise.addResult(Result<int>(1));
        promise.finish();
        QTRY_VERIFY(after);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestWhenDone)
#include "tst_whendone.moc"

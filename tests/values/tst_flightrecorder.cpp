#include "values/flightrecorder.h"
#include <QAbstractItemModelTester>
#include <QTest>

using namespace values;
using Event = FlightRecorder::Event;

class FlightRecorderTest : public QObject {
    Q_OBJECT

    const QDateTime m_start{ QDate(2025, 1, 31), QTime(17, 0) };

    KeySample at(int second, base::KeyType type, qint64 pttl, qint64 length = -1) const
    {
        KeySample sample;
        sample.when = m_start.addSecs(second);
        sample.type = type;
        sample.pttl = pttl;
        sample.length = length;
        return sample;
    }
    static QList<Event> events(const FlightRecorder &recorder)
    {
        QList<Event> events;
        for (int i = 0; i < recorder.rowCount(); ++i)
            events += recorder.index(i).data(FlightRecorder::EventRole).value<Event>();
        return events;
    }

private Q_SLOTS:
    void expiryAndReturn_areTold()
    {
        FlightRecorder recorder;
        QAbstractItemModelTester tester(&recorder);
        recorder.loaded(m_start);
        recorder.sample(at(0, base::KeyType::String, 8000));
        recorder.sample(at(5, base::KeyType::String, 3000));
        recorder.sample(at(9, base::KeyType::None, -2));
        recorder.sample(at(12, base::KeyType::String, 60000));
        QCOMPARE(events(recorder),
                 (QList<Event>{ Event::Loaded, Event::Expired, Event::Recreated }));
        // At its deadline, not when it was noticed.
        QCOMPARE(recorder.index(1).data(FlightRecorder::TimeRole).toDateTime(), m_start.addSecs(8));
        QCOMPARE(recorder.index(2).data(FlightRecorder::DetailRole).toString(),
                 QStringLiteral("4.0 s later, TTL 1:00"));
    }

    void deletion_isNotExpiry()
    {
        FlightRecorder recorder;
        recorder.sample(at(0, base::KeyType::String, 60000));
        recorder.sample(at(5, base::KeyType::None, -2));
        QCOMPARE(events(recorder), QList<Event>{ Event::Deleted });
        FlightRecorder forever;
        forever.sample(at(0, base::KeyType::Hash, -1));
        forever.sample(at(5, base::KeyType::None, -2));
        QCOMPARE(events(forever), QList<Event>{ Event::Deleted });
    }

    void ttlAndValueChanges_areTold_countdownIsNot()
    {
        FlightRecorder recorder;
        recorder.sample(at(0, base::KeyType::Hash, 60000, 3));
        recorder.sample(at(5, base::KeyType::Hash, 55100, 3));
        QCOMPARE(recorder.rowCount(), 0);
        recorder.sample(at(10, base::KeyType::Hash, 90000, 4));
        recorder.sample(at(15, base::KeyType::Hash, -1, 4));
        recorder.sample(at(20, base::KeyType::List, -1));
        QCOMPARE(
            events(recorder),
            (QList<Event>{ Event::TtlSet, Event::Changed, Event::TtlRemoved, Event::TypeChanged }));
    }

    void ownSave_isNotReportedAsForeign()
    {
        FlightRecorder recorder;
        recorder.sample(at(0, base::KeyType::String, -1, 3));
        recorder.saved(m_start.addSecs(2));
        recorder.sample(at(3, base::KeyType::String, -1, 9));
        QCOMPARE(events(recorder), QList<Event>{ Event::Saved });
    }

    void manyEvents_areCapped()
    {
        FlightRecorder recorder;
        QAbstractItemModelTester tester(&recorder);
        for (int i = 0; i < 500; ++i)
            recorder.valueChanged(m_start.addSecs(i * 10));
        QCOMPARE(recorder.rowCount(), int(FlightRecorder::limit));
    }
};

QTEST_GUILESS_MAIN(FlightRecorderTest)
#include "tst_flightrecorder.moc"

#include "base/durationtext.h"
#include <QTest>

class TestDurationText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countdown_readsAsAClockUnderADay_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("gone") << qint64(-5) << QStringLiteral("0:00");
        QTest::newRow("last millisecond") << qint64(1) << QStringLiteral("0:01");
        QTest::newRow("38 s") << qint64(38000) << QStringLiteral("0:38");
        QTest::newRow("24:51") << qint64(1491000) << QStringLiteral("24:51");
        QTest::newRow("hours") << qint64(3723000) << QStringLiteral("1:02:03");
        QTest::newRow("days") << qint64(6 * 86400000LL + 5) << QStringLiteral("6 d");
    }
    void countdown_readsAsAClockUnderADay()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(base::ttlText(ms), text);
    }

    void byteCount_keepsThreeFigures()
    {
        QCOMPARE(base::sizeText(17), QStringLiteral("17 B"));
        QCOMPARE(base::sizeText(9626), QStringLiteral("9.4 KB"));
        QCOMPARE(base::sizeText(412LL * 1024 * 1024), QStringLiteral("412 MB"));
    }
};

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_durationtext.moc"

#include "values/ttltext.h"
#include <QRandomGenerator>
#include <QTest>

using values::parseTtl;
using values::Ttl;

class TtlTextTest : public QObject {
    Q_OBJECT

    const QDateTime m_now{ QDate(2025, 1, 31), QTime(17, 38, 21) }; // Asia/Seoul

    static qint64 at(int year, int month, int day, int hour, int minute)
    {
        return QDateTime(QDate(year, month, day), QTime(hour, minute)).toMSecsSinceEpoch();
    }

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *text, qint64 ms) {
            QTest::newRow(text) << QString::fromUtf8(text) << ms;
        };
        row("1800", 1800000);
        row(" +60 ", 60000);
        row("30m", 1800000);
        row("30 m", 1800000);
        row("1h30m", 5400000);
        row("1H 30M", 5400000);
        row("PT30M", 1800000);
        row("P1DT2H", 93600000);
        row("P2W", 1209600000);
        row("7d", 604800000);
        row("90s", 90000);
        row("1500ms", 1500);
        row("30분", 1800000);
        row("1시간 30분", 5400000);
    }
    void durations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto ttl = parseTtl(text, m_now);
        QVERIFY2(ttl, ttl ? "" : qPrintable(ttl.error().text));
        QCOMPARE(ttl->kind, Ttl::Kind::Relative);
        QCOMPARE(ttl->ms, ms);
    }

    void moments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms");
        const auto row = [](const char *text, qint64 ms) {
            QTest::newRow(text) << QString::fromUtf8(text) << ms;
        };
        row("2025-01-31 18:00", at(2025, 1, 31, 18, 0));
        row("2025-02-01T09:00", at(2025, 2, 1, 9, 0));
        row("18:00", at(2025, 1, 31, 18, 0));
        row("오늘 18:00", at(2025, 1, 31, 18, 0));
        row("내일 09:00", at(2025, 2, 1, 9, 0));
        row("tomorrow 9:00", at(2025, 2, 1, 9, 0));
        row("Today 23:59", at(2025, 1, 31, 23, 59));
    }
    void moments()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ms);
        const auto ttl = parseTtl(text, m_now);
        QVERIFY2(ttl, ttl ? "" : qPrintable(ttl.error().text));
        QCOMPARE(ttl->kind, Ttl::Kind::Absolute);
        QCOMPARE(ttl->ms, ms);
    }

    void never_isPersist()
    {
        for (const QString &text : { QStringLiteral("never"), QStringLiteral("없음") }) {
            const auto ttl = parseTtl(text, m_now);
            QVERIFY(ttl);
            QCOMPARE(ttl->kind, Ttl::Kind::Persist);
        }
    }

    void whatWouldDelete_isRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : { "0", "-1", "-5m", "0s", "PT0S", "2025-01-31 17:00", "오늘 09:00",
                                  "17:38", "1999-01-01 00:00" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void whatWouldDelete_isRefused()
    {
        QFETCH(QString, text);
        const auto ttl = parseTtl(text, m_now);
        QVERIFY(!ttl);
        QVERIFY2(ttl.error().text.contains(QLatin1StringView("Delete")),
                 qPrintable(ttl.error().text));
    }

    void nonsense_isRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             { "", "  ", "soon", "30x", "1.5h", "P", "PT", "2025-13-01 10:00", "25:00", "tomorrow",
               "2025-01-31", "30m ago", "99999999999999999999", "9223372036854775807", "999999999w",
               "1e3", "٣٠" })
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void nonsense_isRefused()
    {
        QFETCH(QString, text);
        const auto ttl = parseTtl(text, m_now);
        QVERIFY(!ttl);
        QCOMPARE(ttl.error().kind, base::Error::Kind::Invalid);
        QVERIFY(!ttl.error().text.isEmpty());
    }

    void writtenTtl_isReadBackTheSame()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 2000; ++i) {
            const qint64 ms = (1 + random.bounded(40000000)) * 1000LL;
            const auto ttl = parseTtl(values::ttlInput(ms), m_now);
            QVERIFY(ttl);
            QCOMPARE(ttl->ms, ms);
        }
    }

    void anyText_neverGivesATtlThatDeletes()
    {
        const QString letters = QStringLiteral("0123456789smhdwpt-: +오늘내일분never없음");
        QRandomGenerator random(11);
        for (int i = 0; i < 50000; ++i) {
            QString text;
            for (int n = int(random.bounded(14)); n > 0; --n)
                text += letters.at(random.bounded(int(letters.size())));
            const auto ttl = parseTtl(text, m_now);
            if (!ttl)
                continue;
            if (ttl->kind == Ttl::Kind::Relative)
                QVERIFY2(ttl->ms > 0, qPrintable(text));
            if (ttl->kind == Ttl::Kind::Absolute)
                QVERIFY2(ttl->ms > m_now.toMSecsSinceEpoch(), qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(TtlTextTest)
#include "tst_ttltext.moc"

#include "session/wakewatch.h"
#include <QTest>

using session::WakeWatch;
using namespace std::chrono_literals;

class WakeWatchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slept_isToldFromDelaysAndSetClocks_data()
    {
        QTest::addColumn<int>("steady");
        QTest::addColumn<int>("wall");
        QTest::addColumn<bool>("slept");
        QTest::newRow("as planned") << 2000 << 2000 << false;
        QTest::newRow("a busy computer") << 4500 << 4500 << false;
        QTest::newRow("clock adjusted by a second") << 2000 << 3000 << false;
        QTest::newRow("clock set back") << 2000 << -3600000 << false;
        QTest::newRow("suspended for a minute") << 2000 << 62000 << true;
        QTest::newRow("stopped for a minute") << 62000 << 62000 << true;
        QTest::newRow("just too long") << 7001 << 7001 << true;
    }

    void slept_isToldFromDelaysAndSetClocks()
    {
        QFETCH(const int, steady);
        QFETCH(const int, wall);
        QTEST(WakeWatch::slept(std::chrono::milliseconds(steady), std::chrono::milliseconds(wall)),
              "slept");
    }
};

QTEST_GUILESS_MAIN(WakeWatchTest)
#include "tst_wakewatch.moc"

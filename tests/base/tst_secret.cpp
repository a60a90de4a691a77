#include "base/secret.h"
#include <QDebug>
#include <QTest>

class TestSecret : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printedSecret_showsNoByteOfIt()
    {
        QString printed;
        QDebug(&printed) << base::Secret("hunter2");
        QVERIFY(printed.contains(QLatin1String("(secret)")));
        QVERIFY(!printed.contains(QLatin1String("hunter2")));
    }

    void wipedArray_leavesZerosBehind()
    {
        QByteArray bytes("hunter2");
        bytes.detach();
        const char *memory = bytes.constData();
        QCOMPARE(memory[0], 'h');
        base::Secret secret(bytes);
        QCOMPARE(secret.reveal(), QByteArray("hunter2"));
        base::wipe(bytes);
        QVERIFY(bytes.isEmpty());
    }

    void copy_survivesTheOriginal()
    {
        base::Secret copy;
        {
            const base::Secret original("abc");
            copy = original;
        }
        QCOMPARE(copy.reveal(), QByteArray("abc"));
        QCOMPARE(copy, base::Secret("abc"));
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"

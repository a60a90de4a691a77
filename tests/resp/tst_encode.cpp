#include "resp/encode.h"
#include <QTest>

class TestEncode : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void command_isAnArrayOfBulkStrings()
    {
        QCOMPARE(resp::encode({ "SET", "a b", "" }),
                 QByteArray("*3\r\n$3\r\nSET\r\n$3\r\na b\r\n$0\r\n\r\n"));
    }

    void anyBytes_standAsTheyAre()
    {
        const QByteArray bytes("\0\r\n\xff$", 5);
        QCOMPARE(resp::encode({ "ECHO", bytes }), "*2\r\n$4\r\nECHO\r\n$5\r\n" + bytes + "\r\n");
    }

    void emptyCommand_isNothing() { QVERIFY(resp::encode({}).isEmpty()); }

    void pipeline_isAppended()
    {
        QByteArray out = "before";
        resp::encodeTo(out, { "PING" });
        resp::encodeTo(out, { "GET", QByteArray(100000, 'x') });
        QCOMPARE(out,
                 "before*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$100000\r\n"
                     + QByteArray(100000, 'x') + "\r\n");
    }
};

QTEST_GUILESS_MAIN(TestEncode)
#include "tst_encode.moc"

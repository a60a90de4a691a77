#include "console/linecheck.h"
#include <QTest>

class TestLineCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void script_losesCommentsPromptsAndBlanks()
    {
        QCOMPARE(console::scriptLines(
                     QStringLiteral("# x\r\n PING \n\nlocalhost:6379[2](TX)> GET a\rDEL b")),
                 (QStringList{ QStringLiteral("PING"), QStringLiteral("GET a"),
                               QStringLiteral("DEL b") }));
    }

    void display_escapesWhatIsNotPlainText()
    {
        QCOMPARE(console::displayOutput("a\r\nb\n"), QStringLiteral("a\nb\n"));
        QCOMPARE(console::displayOutput("<b>\xff"), QStringLiteral("<b>\\xff"));
        QVERIFY(!console::displayOutput("\xe2\x80\xae x").contains(QChar(0x202e)));
        QCOMPARE(console::displayOutput("\"\\xea\"\n"), QStringLiteral("\"\\xea\"\n"));
    }

    void ordinaryLine_isNotTouched()
    {
        QCOMPARE(console::redactedLine(QStringLiteral("SET  a   'b c'")),
                 QStringLiteral("SET  a   'b c'"));
        QCOMPARE(console::redactedLine(QStringLiteral("AUTH user pw")),
                 QStringLiteral("AUTH (redacted) (redacted)"));
    }

    void blockingCommandInsideMulti_mayBeSent()
    {
        QVERIFY(!console::whyNotHere({ "BLPOP", "l", "0" }, false).isEmpty());
        QVERIFY(console::whyNotHere({ "BLPOP", "l", "0" }, true).isEmpty());
        QVERIFY(!console::whyNotHere({ "SUBSCRIBE", "c" }, true).isEmpty());
        QVERIFY(console::whyNotHere({ "GET", "BLPOP" }, false).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLineCheck)
#include "tst_linecheck.moc"

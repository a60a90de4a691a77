#include "resp/reply.h"
#include <QTest>

using resp::Reply;

class TestReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void element_keepsItsTreeAlive()
    {
        Reply element;
        {
            const Reply whole =
                Reply::array({ Reply::integer(7), Reply::array({ Reply::string("deep") }) });
            element = whole.at(1).at(0);
        }
        QCOMPARE(element.toByteArray(), QByteArray("deep"));
    }

    void childBeyondTheEnd_isNil()
    {
        const Reply array = Reply::array({ Reply::integer(1) });
        QVERIFY(array.at(1).isNil());
        QVERIFY(array.at(-1).isNil());
        QVERIFY(Reply().at(0).isNil());
    }

    void bytesOfAChild_areThoseOfAt()
    {
        const Reply array = Reply::array({ Reply::string("a"), Reply::integer(1),
                                           Reply::string(QByteArray("b\0c", 3)),
                                           Reply::array({ Reply::string("deep") }) });
        for (qsizetype i = -1; i <= array.size(); ++i)
            QVERIFY(array.bytesAt(i) == array.at(i).bytes());
        QVERIFY(array.bytesAt(2) == QByteArrayView("b\0c", 3));
        QVERIFY(array.at(3).bytesAt(0) == QByteArrayView("deep"));
        QVERIFY(Reply().bytesAt(0).isEmpty());
        QVERIFY(Reply::string("text").bytesAt(0).isEmpty());
    }

    void numberInAString_isReadAsANumber()
    {
        QCOMPARE(Reply::string("-12").toInteger(), -12);
        QCOMPARE(Reply::string("12x").toInteger(5), 5);
        QCOMPARE(Reply::string("").toInteger(5), 5);
        QCOMPARE(Reply::string("1.5").toDouble(), 1.5);
        QCOMPARE(Reply::integer(3).toDouble(), 3.0);
    }

    void equality_looksAtKindAndContentAllTheWayDown()
    {
        const Reply a = Reply::array({ Reply::string("x"), Reply(), Reply::integer(1) });
        const Reply b = Reply::array({ Reply::string("x"), Reply(), Reply::integer(1) });
        const Reply c = Reply::array({ Reply::string("x"), Reply(), Reply::string("1") });
        QCOMPARE(a, b);
        QVERIFY(!(a == c));
        QVERIFY(!(Reply::status("OK") == Reply::string("OK")));
    }

    void double_keepsTheServersSpelling()
    {
        resp::ReplyBuilder builder;
        builder.setDouble(0, 0.1, "0.10");
        const Reply reply = builder.take();
        QCOMPARE(reply.bytes().toByteArray(), QByteArray("0.10"));
        QCOMPARE(reply.toDouble(), 0.1);
    }
};

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"

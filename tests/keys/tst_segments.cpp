#include "keys/segments.h"
#include <QRandomGenerator>
#include <QTest>

using keys::Segments;

class SegmentsTest : public QObject {
    Q_OBJECT

    static QByteArrayList cut(const Segments &rule, const QByteArray &name)
    {
        QByteArrayList parts;
        qsizetype from = 0;
        for (;;) {
            const auto segment = rule.at(name, from);
            parts += name.sliced(from, segment.end - from);
            if (segment.leaf)
                return parts;
            from = segment.next;
        }
    }

private Q_SLOTS:
    void names_areCutAtSeparators_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArrayList>("parts");
        using L = QByteArrayList;
        QTest::newRow("plain") << QByteArray("user:1:email") << L{ "user", "1", "email" };
        QTest::newRow("none") << QByteArray("user") << L{ "user" };
        QTest::newRow("empty") << QByteArray() << L{ "" };
        QTest::newRow("run counts once") << QByteArray("cache::key") << L{ "cache", "key" };
        QTest::newRow("trailing") << QByteArray("user:") << L{ "user", "" };
        QTest::newRow("leading") << QByteArray(":user:1") << L{ ":user", "1" };
        QTest::newRow("only separators") << QByteArray(":::") << L{ ":::" };
        QTest::newRow("url") << QByteArray("content:https://a.b:80/c:d")
                             << L{ "content", "https://a.b:80/c:d" };
        QTest::newRow("url alone") << QByteArray("https://a:1") << L{ "https://a:1" };
        QTest::newRow("hash tag") << QByteArray("{a:b}:c") << L{ "{a:b}", "c" };
        QTest::newRow("hash tag inside") << QByteArray("x:y{a:b}z:c") << L{ "x", "y{a:b}z", "c" };
        QTest::newRow("open brace") << QByteArray("{a:b") << L{ "{a", "b" };
        QTest::newRow("empty braces") << QByteArray("{}a:b") << L{ "{}a", "b" };
        QTest::newRow("binary") << QByteArray("\xFF:\0x", 4) << L{ "\xFF", QByteArray("\0x", 2) };
        QTest::newRow("hangul") << QString::fromUtf8("상품:1042").toUtf8()
                                << L{ QString::fromUtf8("상품").toUtf8(), "1042" };
    }
    void names_areCutAtSeparators()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArrayList, parts);
        QCOMPARE(cut(Segments(), name), parts);
    }

    void severalSeparators_longestFirst()
    {
        const Segments rule({ ":", "->", "-" });
        QCOMPARE(cut(rule, "a:b->c-d"), (QByteArrayList{ "a", "b", "c", "d" }));
        QCOMPARE(cut(rule, "a:-b"), (QByteArrayList{ "a", "b" }));
    }

    void slashSeparator_leavesUrlsWhole()
    {
        const Segments rule({ "/" });
        QCOMPARE(cut(rule, "a/b/https://x/y"), (QByteArrayList{ "a", "b", "https://x/y" }));
    }

    void noSeparators_oneLeaf()
    {
        QCOMPARE(cut(Segments(QByteArrayList{}), "a:b{c"), QByteArrayList{ "a:b{c" });
    }

    void randomNames_loseNoByte()
    {
        QRandomGenerator random(3);
        const Segments rule({ ":", "::", "/" });
        for (int i = 0; i < 20000; ++i) {
            QByteArray name;
            for (int n = random.bounded(14); n > 0; --n)
                name += ":/{}ab\0"[random.bounded(7)];
            qsizetype from = 0;
            int folders = 0;
            for (;;) {
                const auto segment = rule.at(name, from);
                QVERIFY(segment.end >= from && segment.end <= name.size());
                if (segment.leaf) {
                    QCOMPARE(segment.end, name.size());
                    break;
                }
                QVERIFY(segment.next > segment.end && segment.next <= name.size());
                for (qsizetype k = segment.end; k < segment.next; ++k)
                    QVERIFY(name.at(k) == ':' || name.at(k) == '/');
                from = segment.next;
                ++folders;
            }
            QCOMPARE(rule.folders(name, 0), folders);
            QCOMPARE(rule.skip(name, 0, folders), from);
        }
    }
};

QTEST_GUILESS_MAIN(SegmentsTest)
#include "tst_segments.moc"

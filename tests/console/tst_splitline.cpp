#include "console/splitline.h"
#include <QRandomGenerator>
#include <QTest>

using console::quoted;
using console::splitLine;

class TestSplitLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void line_becomesArguments_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArrayList>("expected");
        QTest::newRow("words") << QByteArray("  GET   a\t") << QByteArrayList{ "GET", "a" };
        QTest::newRow("blank") << QByteArray(" \t ") << QByteArrayList{};
        QTest::newRow("empty argument")
            << QByteArray("SET a \"\"") << QByteArrayList{ "SET", "a", "" };
        QTest::newRow("spaces kept inside quotes")
            << QByteArray("SET a \" user \"") << QByteArrayList{ "SET", "a", " user " };
        QTest::newRow("escapes") << QByteArray("ECHO \"\\n\\r\\t\\b\\a\\\\\\\"\\q\"")
                                 << QByteArrayList{ "ECHO", "\n\r\t\b\a\\\"q" };
        QTest::newRow("hex") << QByteArray("ECHO \"\\x00\\xFf\\xg1\"")
                             << QByteArrayList{ "ECHO", QByteArray("\0\xFFxg1", 5) };
        QTest::newRow("single quotes")
            << QByteArray("ECHO 'a\\'b\\n\"c'") << QByteArrayList{ "ECHO", "a'b\\n\"c" };
        QTest::newRow("quote inside a word")
            << QByteArray("ECHO a\"b c\"") << QByteArrayList{ "ECHO", "ab c" };
        QTest::newRow("bare backslash stays")
            << QByteArray("ECHO \\x41\\") << QByteArrayList{ "ECHO", "\\x41\\" };
        QTest::newRow("half-width katakana stays")
            << QByteArray("ECHO \xEF\xBE\x80") << QByteArrayList{ "ECHO", "\xEF\xBE\x80" };
        QTest::newRow("form feed inside a word stays")
            << QByteArray("ECHO a\fb") << QByteArrayList{ "ECHO", "a\fb" };
    }

    void line_becomesArguments()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArrayList, expected);
        const auto command = splitLine(line);
        QVERIFY(command.has_value());
        QCOMPARE(*command, expected);
    }

    void unbalancedLine_isRefused_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("open double") << QByteArray("ECHO \"a");
        QTest::newRow("open single") << QByteArray("ECHO 'a");
        QTest::newRow("glued double") << QByteArray("ECHO \"a\"b");
        QTest::newRow("glued single") << QByteArray("ECHO 'a''b'");
        QTest::newRow("backslash at the end") << QByteArray("ECHO \"a\\");
        QTest::newRow("escaped closing quote") << QByteArray("ECHO \"a\\\"");
        QTest::newRow("NUL") << QByteArray("ECHO a\0b", 8);
    }

    void unbalancedLine_isRefused()
    {
        QFETCH(QByteArray, line);
        const auto command = splitLine(line);
        QVERIFY(!command.has_value());
        QCOMPARE(command.error().kind, base::Error::Kind::Invalid);
        QCOMPARE(command.error().text, QStringLiteral("Invalid argument(s)"));
    }

    void anyBytes_surviveQuotingAndSplitting()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 5000; ++round) {
            resp::Command command;
            for (quint32 n = random.bounded(1u, 5u); n > 0; --n) {
                QByteArray argument(int(random.bounded(12u)), '\0');
                for (char &c : argument)
                    c = char(random.bounded(256));
                command += argument;
            }
            const auto back = splitLine(console::joined(command));
            QVERIFY(back.has_value());
            QCOMPARE(*back, command);
        }
    }

    void plainWord_isNotQuoted()
    {
        QCOMPARE(quoted("user:1"), QByteArray("user:1"));
        QCOMPARE(quoted("인사"), QByteArray("인사"));
        QCOMPARE(quoted("안녕 하세요"), QByteArray("\"안녕 하세요\""));
        QCOMPARE(quoted("\xFF"), QByteArray("\"\\xff\""));
        QCOMPARE(quoted(""), QByteArray("\"\""));
    }
};

QTEST_GUILESS_MAIN(TestSplitLine)
#include "tst_splitline.moc"

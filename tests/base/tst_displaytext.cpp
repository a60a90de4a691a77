#include "base/displaytext.h"
#include <QRandomGenerator>
#include <QTest>

class TestDisplayText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyBytes_comeBackExactlyFromTheEditBox()
    {
        QRandomGenerator random(20250101);
        for (int round = 0; round < 20000; ++round) {
            QByteArray bytes;
            for (int i = random.bounded(24); i > 0; --i)
                bytes += char(round % 3 ? random.bounded(256)
                                        : "\\xnrt\"a1\n\0\xEA"[random.bounded(11)]);
            const auto back = base::parseEditText(base::editText(bytes));
            QVERIFY2(back && *back == bytes, bytes.toHex(' ').constData());
        }
    }

    void typedBackslashInPlainText_staysABackslash()
    {
        QCOMPARE(base::parseEditText({ QStringLiteral("\\x41"), false }), QByteArray("\\x41"));
        QCOMPARE(base::parseEditText({ QStringLiteral("\\x41"), true }), QByteArray("A"));
    }

    void badEscape_isRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : { "\\", "a\\", "\\q", "\\x", "\\x4", "\\xg0" })
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void badEscape_isRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!base::parseEditText({ text, true }));
    }

    void invalidUtf8_isShownAsHexBesideTheReadablePart()
    {
        QCOMPARE(base::displayText("\xEC\x9D\xB8\xEC\x82\xAC\xff!"), QStringLiteral("인사\\xff!"));
        QCOMPARE(base::displayText(QByteArray("a\0b", 3)), QStringLiteral("a\\x00b"));
        QCOMPARE(base::displayText("\xC0\x80"), QStringLiteral("\\xc0\\x80"));
        QCOMPARE(base::displayText("\xED\xA0\x80"), QStringLiteral("\\xed\\xa0\\x80"));
    }

    void directionOverride_isShownNotObeyed()
    {
        QCOMPARE(base::displayText("a\xE2\x80\xAE"
                                   "b"),
                 QStringLiteral("a\\xe2\\x80\\xaeb"));
    }

    void longName_isCutAtTheLimitWithAnEllipsis()
    {
        const QByteArray hangul = QByteArray("\xED\x95\x9C").repeated(5000);
        const QString shown = base::displayText(hangul, 10);
        QCOMPARE(shown.size(), 11);
        QVERIFY(shown.endsWith(QChar(0x2026)));
        QCOMPARE(base::displayText("short", 10), QStringLiteral("short"));
    }
};

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"

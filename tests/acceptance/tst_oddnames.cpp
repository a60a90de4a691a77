// Keys whose names are anything but plain: shown, opened, edited, renamed and deleted exactly.
#include "acceptance/realwindow.h"
#include "base/displaytext.h"
#include "widgets/values/keytab.h"
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextDocument>

using acceptance::RealWindow;

class TestOddNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oddName_goesThroughTheWholeProgramExactly_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("spaces") << QByteArray("  two  spaces ");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("newline") << QByteArray("line one\nline two");
        QTest::newRow("invalid UTF-8") << QByteArray("bad \xff\xfe\xc3(");
        QTest::newRow("markup") << QByteArray("<img src=x>");
        QTest::newRow("10 KB of Hangul") << QByteArray("한글").repeated(1707);
        QTest::newRow("backslashes") << QByteArray("C:\\x41\\n");
    }
    void oddName_goesThroughTheWholeProgramExactly()
    {
        QFETCH(QByteArray, name);
        support::RedisServer server;
        QVERIFY(server.isRunning());
        server.command({ "SET", name, "before" });
        server.command({ "SET", "neighbour", "untouched" });
        RealWindow person(server);
        QVERIFY(person.connectTo());

        // Shown and opened.
        QVERIFY(person.lists(name));
        QVERIFY(person.clickKey(name));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("before"));
        QCOMPARE(person.view()->currentKeyTab()->key().name, name);
        noLabelWouldRenderMarkup(person);

        // Edited.
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("after"));
        person.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(server.command({ "GET", name }), "after");
        QCOMPARE(server.command({ "DBSIZE" }), "2");

        // Renamed, by adding to the name as it stands in the edit box.
        QVERIFY(person.clickKey(name));
        person.press(Qt::Key_F2);
        auto *box = person.see<QLineEdit>("newName");
        QVERIFY(box);
        noLabelWouldRenderMarkup(person);
        QCOMPARE(box->text(), base::editText(name).text);
        QTRY_COMPARE(QApplication::focusWidget(), box);
        box->end(false);
        person.type(QStringLiteral("!"));
        person.press(Qt::Key_Return);
        const QByteArray renamed = name + '!';
        QTRY_COMPARE(server.command({ "EXISTS", renamed }), "1");
        QCOMPARE(server.command({ "EXISTS", name }), "0");
        QCOMPARE(server.command({ "GET", renamed }), "after");
        QTRY_VERIFY(person.lists(renamed) && !person.lists(name));

        // Deleted.
        QVERIFY(person.clickKey(renamed));
        noLabelWouldRenderMarkup(person);
        person.press(Qt::Key_Delete);
        QTRY_COMPARE(server.command({ "EXISTS", renamed }), "0");
        QCOMPARE(server.command({ "GET", "neighbour" }), "untouched");
        QCOMPARE(server.command({ "DBSIZE" }), "1");
        noLabelWouldRenderMarkup(person); // the toast names the key
    }

private:
    static void noLabelWouldRenderMarkup(RealWindow &person)
    {
        for (const QLabel *label : person.window().findChildren<QLabel *>()) {
            const bool rich = label->textFormat() == Qt::RichText
                || label->textFormat() == Qt::MarkdownText
                || (label->textFormat() == Qt::AutoText && Qt::mightBeRichText(label->text()));
            QVERIFY2(!rich || !label->text().contains(QLatin1String("img")),
                     qPrintable(label->objectName()));
        }
        for (const QWidget *widget : person.window().findChildren<QWidget *>())
            QVERIFY2(!Qt::mightBeRichText(widget->toolTip())
                         || !widget->toolTip().contains(QLatin1String("<img")),
                     qPrintable(widget->objectName()));
    }
};

QTEST_MAIN(TestOddNames)
#include "tst_oddnames.moc"

// The first five minutes (T3, T4), in both languages, within their budgets: what people have at
// hand is pasted, and the form is filled in.
#include "acceptance/realwindow.h"
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>

using acceptance::RealWindow;

class TestPasteTasks : public QObject {
    Q_OBJECT

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }
    /// The row of the found list that holds this value, as its texts.
    static QStringList rowWith(const QTableView *table, const QString &value)
    {
        for (const QStringList &row : RealWindow::cells(table)) {
            if (row.contains(value))
                return row;
        }
        return {};
    }

private Q_SLOTS:
    void t3_envLines_fillTheForm_data() { languages(); }
    void t3_envLines_fillTheForm()
    {
        QFETCH(QString, language);
        const bool korean = language == QLatin1String("ko");
        RealWindow person(language);
        QApplication::clipboard()->setText(
            QStringLiteral("# staging\nREDIS_HOST=cache.internal.example\nREDIS_PORT=6390\n"
                           "REDIS_PWD=correct-horse\nAWS_REGION=ap-northeast-2\n"));
        QVERIFY(person.see("firstRun"));
        person.press(Qt::Key_V, Qt::ControlModifier);

        auto *table = person.see<QTableView>("importFound");
        QVERIFY(table);
        auto *save = person.see<QAbstractButton>("importSave");
        QTRY_VERIFY(save->hasFocus());
        const QStringList host = rowWith(table, QStringLiteral("cache.internal.example"));
        QVERIFY2(host.contains(QStringLiteral("2")), qPrintable(host.join(u'|')));
        QVERIFY2(host.contains(korean ? QStringLiteral("호스트") : QStringLiteral("Host")),
                 qPrintable(host.join(u'|')));
        QVERIFY(!rowWith(table, QStringLiteral("6390")).isEmpty());
        QVERIFY(!rowWith(table, QStringLiteral("ap-northeast-2")).isEmpty());
        QVERIFY(!rowWith(table, QString(6, QChar(0x2022))).isEmpty());
        QVERIFY(!person.textsOf(&person.window()).contains(QLatin1String("correct-horse")));

        person.press(Qt::Key_Return);
        auto *field = person.see<QLineEdit>("profileHost");
        QVERIFY(field);
        QTRY_COMPARE(field->text(), QStringLiteral("cache.internal.example"));
        QCOMPARE(person.see<QSpinBox>("profilePort")->value(), 6390);
        QVERIFY(person.keys <= 2 && person.clicks <= 2);
    }

    void t4_applicationYml_fillsTheForm_data() { languages(); }
    void t4_applicationYml_fillsTheForm()
    {
        QFETCH(QString, language);
        const bool korean = language == QLatin1String("ko");
        RealWindow person(language);
        QApplication::clipboard()->setText(
            QStringLiteral("spring:\n  data:\n    redis:\n      host: ${REDIS_HOST:cache.example}\n"
                           "      port: ${REDIS_PORT:6380}\n      ssl:\n        enabled: true\n"
                           "      jedis:\n        pool:\n          max-active: 8\n"));
        QVERIFY(person.see("firstRun"));
        person.press(Qt::Key_V, Qt::ControlModifier);

        auto *table = person.see<QTableView>("importFound");
        QVERIFY(table);
        QTRY_VERIFY(person.see<QAbstractButton>("importSave")->hasFocus());
        const QStringList host = rowWith(table, QStringLiteral("cache.example"));
        QVERIFY2(host.contains(QStringLiteral("4")), qPrintable(host.join(u'|')));
        QVERIFY(host.contains(korean ? QStringLiteral("명시됨") : QStringLiteral("stated")));
        QVERIFY(!rowWith(table, QStringLiteral("TLS")).isEmpty());

        person.press(Qt::Key_Return);
        auto *field = person.see<QLineEdit>("profileHost");
        QVERIFY(field);
        QTRY_COMPARE(field->text(), QStringLiteral("cache.example"));
        QCOMPARE(person.see<QSpinBox>("profilePort")->value(), 6380);
        QVERIFY(person.keys <= 2 && person.clicks <= 2);
    }

    void t4_openPlaceholder_isAskedFor_data() { languages(); }
    void t4_openPlaceholder_isAskedFor()
    {
        QFETCH(QString, language);
        RealWindow person(language);
        QApplication::clipboard()->setText(QStringLiteral(
            "spring:\n  data:\n    redis:\n      host: ${REDIS_HOST}\n      port: 6380\n"));
        QVERIFY(person.see("firstRun"));
        person.press(Qt::Key_V, Qt::ControlModifier);

        auto *variable = person.see<QLineEdit>("importVariable");
        QVERIFY(variable);
        QTRY_VERIFY(variable->hasFocus());
        auto *save = person.see<QAbstractButton>("importSave");
        QVERIFY(!save->isEnabled()); // never a connection to nowhere
        person.type(QStringLiteral("given.example"));
        QTRY_VERIFY(save->isEnabled());
        person.click(save);
        auto *field = person.see<QLineEdit>("profileHost");
        QVERIFY(field);
        QTRY_COMPARE(field->text(), QStringLiteral("given.example"));
        QVERIFY(person.keys <= 2 && person.clicks <= 2);
    }
};

QTEST_MAIN(TestPasteTasks)
#include "tst_pastetasks.moc"

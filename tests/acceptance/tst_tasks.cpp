// The first five minutes (T7, T8, T10, T11, T12, T16), in both languages, within their budgets of
// key presses and clicks.
#include "acceptance/realwindow.h"
#include "keys/keytreemodel.h"
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTreeView>

using acceptance::RealWindow;

class TestTasks : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;

    static void languages()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    void cleanup() { m_server.reset(); }

    void t7_newString_isSavedAndItsValueVisible_data() { languages(); }
    void t7_newString_isSavedAndItsValueVisible()
    {
        QFETCH(QString, language);
        m_server->command({ "SET", "user:1:email", "john@example.com" });
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        person.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(person.see("newKeySheet"));
        auto *name = person.see<QLineEdit>("newKeyName");
        QTRY_COMPARE(QApplication::focusWidget(), name);
        person.type(QStringLiteral("user:1:name"));
        person.press(Qt::Key_Return); // on to the value
        person.type(QStringLiteral("John Doe"));
        QVERIFY(person.click("ttlNone"));
        person.press(Qt::Key_S, Qt::ControlModifier);

        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("John Doe"));
        QCOMPARE(m_server->command({ "GET", "user:1:name" }), "John Doe");
        QCOMPARE(m_server->command({ "TTL", "user:1:name" }), "-1");
        QTRY_VERIFY(person.lists("user:1:name"));
        QVERIFY2(person.keys <= 4, qPrintable(QString::number(person.keys)));
        QVERIFY2(person.clicks <= 4, qPrintable(QString::number(person.clicks)));
    }

    void t8_newSessionKey_countsDownInListAndHeader_data() { languages(); }
    void t8_newSessionKey_countsDownInListAndHeader()
    {
        QFETCH(QString, language);
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        person.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(person.see("newKeySheet"));
        QTRY_COMPARE(QApplication::focusWidget(), person.see("newKeyName"));
        person.type(QStringLiteral("session:abc123"));
        person.press(Qt::Key_Return);
        person.type(QStringLiteral("user_session_data"));
        QVERIFY(person.click("ttlSession"));
        person.press(Qt::Key_S, Qt::ControlModifier);

        auto *ttl = person.see<QAbstractButton>("ttlButton");
        QVERIFY(ttl);
        QTRY_VERIFY2(ttl->text().contains(QStringLiteral("29:5")), qPrintable(ttl->text()));
        const QString first = ttl->text();
        QTRY_VERIFY(ttl->text() != first); // it counts by itself
        const qint64 left = m_server->command({ "PTTL", "session:abc123" }).toLongLong();
        QVERIFY(left > 1790000 && left <= 1800000);

        QTRY_VERIFY(person.lists("session:abc123"));
        const auto deadline = [&] {
            return person.rowOf("session:abc123")
                .data(keys::KeyTreeModel::DeadlineRole)
                .toLongLong();
        };
        QTRY_VERIFY(deadline() > 0);
        QVERIFY2(person.keys <= 5, qPrintable(QString::number(person.keys)));
        QVERIFY2(person.clicks <= 5, qPrintable(QString::number(person.clicks)));
    }

    void t10_goToHash_showsATableOfThreeFields_data() { languages(); }
    void t10_goToHash_showsATableOfThreeFields()
    {
        QFETCH(QString, language);
        m_server->command(
            { "HSET", "user:2", "name", "Jane Smith", "email", "jane@example.com", "age", "28" });
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        person.press(Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), person.see("goToKey"));
        person.type(QStringLiteral("user:2"));
        person.press(Qt::Key_Return);

        auto *table = person.see<QTableView>("valueTable");
        QVERIFY(table);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const QString shown = person.textsOf(table->parentWidget());
        for (const char *text : { "name", "Jane Smith", "email", "jane@example.com", "age", "28" })
            QVERIFY2(shown.contains(QLatin1String(text)), text);
        QVERIFY(person.keys <= 2 && person.clicks <= 1);
    }

    void t11_pushedList_showsHeadToTailWithItsBanner_data() { languages(); }
    void t11_pushedList_showsHeadToTailWithItsBanner()
    {
        QFETCH(QString, language);
        m_server->command({ "LPUSH", "reservations:recent", "res001", "res002", "res003" });
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        person.press(Qt::Key_P, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), person.see("goToKey"));
        person.type(QStringLiteral("reservations:recent"));
        person.press(Qt::Key_Return);

        auto *table = person.see<QTableView>("valueTable");
        QVERIFY(table);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QStringList order;
        for (const QStringList &row : RealWindow::cells(table)) {
            for (const QString &cell : row) {
                if (cell.startsWith(QLatin1String("res")))
                    order += cell;
            }
        }
        QCOMPARE(order,
                 QStringList({ QStringLiteral("res003"), QStringLiteral("res002"),
                               QStringLiteral("res001") }));
        auto *banner = person.see<QLabel>("listBanner");
        QVERIFY(banner);
        QVERIFY(banner->text().contains(QLatin1String("LPUSH")));
        QVERIFY(banner->text().indexOf(QLatin1String("LPUSH"))
                < banner->text().indexOf(QLatin1String("RPUSH")));
        QVERIFY(person.keys <= 2 && person.clicks <= 1);
    }

    void t12_deletedKey_isGoneAndComesBackExactly_data() { languages(); }
    void t12_deletedKey_isGoneAndComesBackExactly()
    {
        QFETCH(QString, language);
        m_server->command({ "SET", "user:1:name", "John Doe", "PX", "600000" });
        m_server->command({ "SET", "user:1:email", "john@example.com" });
        const qint64 deadline = m_server->command({ "PEXPIRETIME", "user:1:name" }).toLongLong();
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        QVERIFY(person.clickKey("user:1:name"));
        person.press(Qt::Key_Delete);
        QTRY_COMPARE(m_server->command({ "EXISTS", "user:1:name" }), "0");
        QTRY_VERIFY(!person.lists("user:1:name"));
        QVERIFY(person.lists("user:1:email"));
        QCOMPARE(m_server->command({ "EXISTS", "user:1:email" }), "1");
        QVERIFY(person.keys <= 1 && person.clicks <= 2);

        person.press(Qt::Key_Z, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(m_server->command({ "GET", "user:1:name" }), "John Doe");
        const qint64 back = m_server->command({ "PEXPIRETIME", "user:1:name" }).toLongLong();
        QVERIFY2(qAbs(back - deadline) <= 1, qPrintable(QString::number(back - deadline)));
        QTRY_VERIFY(person.lists("user:1:name"));
    }

    void t16_expiringKeyLeftOpen_saysSoAndRecordsIt_data() { languages(); }
    void t16_expiringKeyLeftOpen_saysSoAndRecordsIt()
    {
        QFETCH(QString, language);
        m_server->command({ "SET", "cache:page", "<html>old</html>", "PX", "3000" });
        RealWindow person(*m_server, language);
        QVERIFY(person.connectTo());

        QVERIFY(person.clickKey("cache:page"));
        person.press(Qt::Key_Return);
        auto *ttl = person.see<QAbstractButton>("ttlButton");
        QVERIFY(ttl);
        QTRY_VERIFY2(ttl->text().contains(QStringLiteral("0:0")), qPrintable(ttl->text()));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("<html>old</html>"));

        auto *band = person.see("keyBand"); // M26
        QVERIFY(band);
        const QString said = person.textsOf(band);
        QVERIFY2(said.contains(language == QLatin1String("ko")
                                   ? QStringLiteral("만료되었거나 삭제되었습니다")
                                   : QStringLiteral("expired or was deleted around")),
                 qPrintable(said));
        QCOMPARE(value->toPlainText(), QStringLiteral("<html>old</html>")); // still legible
        auto *recorder = person.see<QAbstractItemView>("flightRecorder");
        QVERIFY(recorder);
        QTRY_VERIFY(recorder->model()->rowCount() >= 2);
        QCOMPARE(m_server->command({ "EXISTS", "cache:page" }), "0");
        QVERIFY(person.keys <= 1 && person.clicks <= 1);
    }
};

QTEST_MAIN(TestTasks)
#include "tst_tasks.moc"

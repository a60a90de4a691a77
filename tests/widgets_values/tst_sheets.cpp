// New key and details, over a real server.
#include "support/livesend.h"
#include "support/redisserver.h"
#include "widgets/values/detailspanel.h"
#include "widgets/values/keytab.h"
#include "widgets/values/newkeysheet.h"
#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using base::KeyType;

class SheetsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<support::LiveSend> m_send;
    std::unique_ptr<QWidget> m_window;
    QPointer<ui::NewKeySheet> m_sheet;

    template <typename T> T *child(const char *name)
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    void openSheet()
    {
        m_sheet = new ui::NewKeySheet(*m_send, *m_send, m_window.get());
        m_sheet->begin();
    }
    qint64 number(const QByteArrayList &command)
    {
        return m_server->command(command).trimmed().toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        m_send = std::make_unique<support::LiveSend>(*m_server);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_send.reset();
        m_server.reset();
    }

    void ttl_hasToBeChosen()
    {
        openSheet();
        QTest::keyClicks(child<QLineEdit>("newKeyName"), QStringLiteral("session:abc123"));
        QTest::keyClicks(child<QPlainTextEdit>("newKeyValue"), QStringLiteral("data"));
        QVERIFY(!child<QAbstractButton>("newKeyCreate")->isEnabled());
        QTest::keyClick(m_sheet, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(number({ "EXISTS", "session:abc123" }), 0);
        QTest::mouseClick(child<QAbstractButton>("ttlSession"), Qt::LeftButton);
        QTRY_VERIFY(child<QAbstractButton>("newKeyCreate")->isEnabled());
        QSignalSpy created(m_sheet, &ui::NewKeySheet::created);
        QTest::keyClick(child<QPlainTextEdit>("newKeyValue"), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(created.count(), 1);
        QCOMPARE(m_server->command({ "GET", "session:abc123" }), "data");
        const qint64 pttl = number({ "PTTL", "session:abc123" });
        QVERIFY(pttl > 1795000 && pttl <= 1800000);
    }

    void existingName_isToldAndNeverOverwritten()
    {
        m_server->command({ "SET", "k", "old" });
        openSheet();
        child<QLineEdit>("newKeyName")->setText(QStringLiteral("k"));
        child<QAbstractButton>("ttlNone")->click();
        // Before the check has answered, creating is refused by the server's own word.
        QTest::keyClick(child<QLineEdit>("newKeyName"), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(child<QLabel>("newKeyProblem")->text().contains(QLatin1StringView("exists")));
        QTRY_COMPARE(child<QLabel>("newKeyNameState")->text(), QStringLiteral("exists already"));
        QVERIFY(!child<QAbstractButton>("newKeyCreate")->isEnabled());
        QCOMPARE(m_server->command({ "GET", "k" }), "old");
    }

    void hash_isMadeFromItsRows()
    {
        openSheet();
        child<QLineEdit>("newKeyName")->setText(QStringLiteral("user:2"));
        auto *type = child<QComboBox>("newKeyType");
        type->setCurrentIndex(type->findData(int(KeyType::Hash)));
        auto *pairs = child<QTableWidget>("newKeyPairs");
        QVERIFY(pairs->isVisible());
        pairs->setItem(0, 0, new QTableWidgetItem(QStringLiteral("name")));
        pairs->setItem(0, 1, new QTableWidgetItem(QStringLiteral("한글")));
        QCOMPARE(pairs->rowCount(), 2);
        pairs->setItem(1, 0, new QTableWidgetItem(QStringLiteral("empty")));
        QLineEdit *ttl = child<QLineEdit>("newKeyTtl");
        ttl->setText(QStringLiteral("10m"));
        QTest::mouseClick(child<QAbstractButton>("newKeyCreate"), Qt::LeftButton);
        QTRY_COMPARE(number({ "HLEN", "user:2" }), 2);
        QCOMPARE(m_server->command({ "HGET", "user:2", "name" }), "한글");
        QVERIFY(number({ "TTL", "user:2" }) > 590);
    }

    void list_keepsTheOrderOfItsLines()
    {
        openSheet();
        child<QLineEdit>("newKeyName")->setText(QStringLiteral("l"));
        auto *type = child<QComboBox>("newKeyType");
        type->setCurrentIndex(type->findData(int(KeyType::List)));
        child<QPlainTextEdit>("newKeyValue")->setPlainText(QStringLiteral("a\n\nb\n"));
        child<QAbstractButton>("ttlNone")->click();
        QTRY_VERIFY(child<QAbstractButton>("newKeyCreate")->isEnabled());
        QTest::mouseClick(child<QAbstractButton>("newKeyCreate"), Qt::LeftButton);
        QTRY_COMPARE(number({ "LLEN", "l" }), 3);
        QCOMPARE(m_server->command({ "LRANGE", "l", "0", "-1" }), "a\n\nb");
    }

    void details_standAlone()
    {
        m_server->command({ "SET", "k", "v", "PX", "100000" });
        m_server->command({ "CONFIG", "SET", "maxmemory-policy", "allkeys-lfu" });
        ui::KeyTab tab(base::KeyRef{ 0, "k" }, KeyType::String, *m_send, *m_send, {});
        tab.resize(600, 400);
        tab.show();
        ui::DetailsPanel panel;
        panel.resize(272, 500);
        panel.show();
        panel.setTab(&tab);
        const auto fact = [&](const char *name) {
            return panel.findChild<QLabel *>(QString::fromLatin1(name))->text();
        };
        QTRY_COMPARE(fact("factEncoding"), QStringLiteral("embstr"));
        QVERIFY2(fact("factIdle").contains(QLatin1StringView("LFU")), qPrintable(fact("factIdle")));
        QVERIFY(fact("factMemory").endsWith(QLatin1Char('B')));
        QVERIFY2(fact("factExpires").contains(QLatin1StringView("UTC")),
                 qPrintable(fact("factExpires")));
        auto *recorder = panel.findChild<QListView *>(QStringLiteral("flightRecorder"));
        QTRY_VERIFY(recorder->model()->rowCount() > 0);
        m_server->command({ "DEL", "k" });
        tab.refresh();
        QTRY_COMPARE(recorder->model()->rowCount(), 2);
        panel.setTab(nullptr);
        QVERIFY(panel.findChild<QLabel *>(QStringLiteral("noDetails"))->isVisible());
    }
};

QTEST_MAIN(SheetsTest)
#include "tst_sheets.moc"

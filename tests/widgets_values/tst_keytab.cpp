// A key tab over a real server, driven as a person would, with MONITOR as the witness.
#include "support/livesend.h"
#include "support/redisserver.h"
#include "widgets/common/band.h"
#include "widgets/values/changebar.h"
#include "widgets/values/keytab.h"
#include "widgets/values/ttlpopover.h"
#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using base::KeyType;
using ui::KeyTab;

class KeyTabTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<support::LiveSend> m_send;
    std::unique_ptr<KeyTab> m_tab;

    KeyTab *open(const QByteArray &name, KeyType hint = KeyType::Unknown)
    {
        m_tab = std::make_unique<KeyTab>(base::KeyRef{ 0, name }, hint, *m_send, *m_send,
                                         base::Capabilities{});
        m_tab->resize(688, 476);
        m_tab->show();
        if (!QTest::qWaitForWindowActive(m_tab.get()))
            qWarning("window never active");
        return m_tab.get();
    }
    template <typename T> T *child(const char *name)
    {
        return m_tab->findChild<T *>(QString::fromLatin1(name));
    }
    QPlainTextEdit *text() { return child<QPlainTextEdit>("stringText"); }
    QTableView *table() { return child<QTableView>("valueTable"); }
    bool shows(const QString &value)
    {
        return QTest::qWaitFor([&] { return text() && text()->toPlainText() == value; });
    }
    bool rows(int n)
    {
        return QTest::qWaitFor([&] { return table() && table()->model()->rowCount() == n; });
    }
    QString bandText()
    {
        auto *band = child<common::Band>("keyBand");
        return band->isVisible() ? band->text() : QString();
    }
    qint64 number(const QByteArrayList &command)
    {
        return m_server->command(command).trimmed().toLongLong();
    }
    void type(QWidget *into, const QString &text) { QTest::keyClicks(into, text); }
    void editCell(int row, const QString &value)
    {
        const QModelIndex cell = table()->model()->index(row, 1);
        table()->setCurrentIndex(cell);
        table()->edit(cell);
        auto *edit = table()->findChild<QLineEdit *>(QStringLiteral("cellEditor"));
        QVERIFY(edit);
        edit->selectAll();
        QTest::keyClicks(edit, value);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(!table()->findChild<QLineEdit *>(QStringLiteral("cellEditor")));
    }
    static bool isWrite(const QByteArray &line)
    {
        for (const char *name :
             { "SET ", "HSET ", "HDEL ", "PEXPIRE", "MULTI", "EXEC", "WATCH", "PERSIST", "DEL " }) {
            if (line.startsWith(name))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        m_send = std::make_unique<support::LiveSend>(*m_server);
    }
    void cleanup()
    {
        m_tab.reset();
        m_send.reset();
        m_server.reset();
    }

    void everyType_openAndSaveWithoutEdit_sendsNoWrite()
    {
        m_server->command({ "SET", "string", "v" });
        m_server->command({ "SET", "crlf", "a\r\nb\n" });
        m_server->command({ "SET", "json", "{\"a\":12345678901234567890,\"a\":1.10}" });
        m_server->command({ "SET", "empty", "" });
        m_server->command({ "SET", QByteArray("bin \0\xff<img src=x>\n", 18),
                            QByteArray("\0\x01\xff\xfe\x1f\x8b", 6) });
        m_server->command({ "HSET", "hash", "f", "v", "", "" });
        m_server->command({ "RPUSH", "list", "a", "b" });
        m_server->command({ "SADD", "set", "a", "b" });
        m_server->command({ "ZADD", "zset", "1.5", "a" });
        m_server->command({ "XADD", "stream", "*", "f", "v" });
        support::Monitor monitor(*m_server);
        for (const QByteArray &name :
             { QByteArray("string"), QByteArray("crlf"), QByteArray("json"), QByteArray("empty"),
               QByteArray("bin \0\xff<img src=x>\n", 18), QByteArray("hash"), QByteArray("list"),
               QByteArray("set"), QByteArray("zset"), QByteArray("stream") }) {
            open(name);
            QTRY_VERIFY(m_tab->type() != KeyType::Unknown);
            QTRY_VERIFY(m_tab->recorder()->rowCount() > 0); // loaded
            QVERIFY(!m_tab->isDirty());
            m_tab->save();
            QTest::keyClick(m_tab.get(), Qt::Key_S, Qt::ControlModifier);
            m_tab->refresh();
        }
        for (const QByteArray &line : monitor.commands())
            QVERIFY2(!isWrite(line), line.constData());
    }

    void savedString_keepsItsTtl()
    {
        m_server->command({ "SET", "session:abc123", "user_session_data", "PX", "1800000" });
        const qint64 deadline = number({ "PEXPIRETIME", "session:abc123" });
        open("session:abc123", KeyType::String);
        QVERIFY(shows(QStringLiteral("user_session_data")));
        QSignalSpy toast(m_tab.get(), &KeyTab::toast);
        QSignalSpy pinned(m_tab.get(), &KeyTab::pinned);
        text()->moveCursor(QTextCursor::End);
        type(text(), QStringLiteral("2"));
        QVERIFY(m_tab->isDirty());
        QCOMPARE(pinned.count(), 1);
        QTest::mouseClick(child<QAbstractButton>("save"), Qt::LeftButton);
        QTRY_VERIFY(!m_tab->isDirty());
        QCOMPARE(m_server->command({ "GET", "session:abc123" }), "user_session_data2");
        QVERIFY(qAbs(number({ "PEXPIRETIME", "session:abc123" }) - deadline) <= 1000);
        QTRY_VERIFY(!toast.isEmpty());
        const QString said = toast.last().first().toString();
        QVERIFY2(said == QLatin1StringView("Saved. TTL kept: 30:00 left.")
                     || said.startsWith(QLatin1StringView("Saved. TTL kept: 29:5")),
                 qPrintable(said));
    }

    void controlCharacters_areStoredExactly()
    {
        QByteArray bytes;
        for (int c = 0; c < 256; ++c)
            bytes += char(c);
        bytes += "\r\n\xE2\x80\xA8\xC2\xA0\xEF\xBB\xBF end";
        QVERIFY(QTest::qWaitFor([&] { return m_send->connection(); }));
        const auto set = resp::Send(*m_send)({ "SET", "k", bytes });
        QTRY_VERIFY(set.isFinished());
        open("k", KeyType::String);
        QTRY_VERIFY(text() && text()->toPlainText().startsWith(QLatin1StringView("00000000")));
        QVERIFY(text()->isReadOnly()); // hex
        QTest::mouseClick(child<QAbstractButton>("editAsText"), Qt::LeftButton);
        QVERIFY(!text()->isReadOnly());
        QVERIFY(!m_tab->isDirty());
        text()->moveCursor(QTextCursor::End);
        type(text(), QStringLiteral("!"));
        QTest::keyClick(text(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_tab->isDirty());
        const auto get = resp::Send(*m_send)({ "GET", "k" });
        QTRY_VERIFY(get.isFinished());
        QCOMPARE(get.result()->toByteArray(), bytes + '!');
    }

    void badEscape_cannotBeSaved()
    {
        m_server->command({ "SET", "k", "a\rb" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("a\\rb")));
        text()->moveCursor(QTextCursor::End);
        type(text(), QStringLiteral("\\"));
        QVERIFY(m_tab->isDirty());
        QTRY_VERIFY(!child<QAbstractButton>("save")->isEnabled());
        m_tab->save();
        QCOMPARE(number({ "STRLEN", "k" }), 3);
    }

    void hashFields_areEditedAddedAndDeleted()
    {
        m_server->command({ "HSET", "user:2", "name", "Ada", "email", "old@example.com" });
        m_server->command({ "EXPIRE", "user:2", "1800" });
        open("user:2", KeyType::Hash);
        QVERIFY(rows(2));
        const int email =
            table()->model()->index(0, 0).data().toString() == QLatin1StringView("email") ? 0 : 1;
        editCell(email, QStringLiteral("new@example.com"));
        QVERIFY(m_tab->isDirty());
        QTest::mouseClick(child<QAbstractButton>("addField"), Qt::LeftButton);
        type(child<QLineEdit>("newFieldName"), QStringLiteral("plan"));
        QTest::keyClick(child<QLineEdit>("newFieldName"), Qt::Key_Return);
        type(child<QLineEdit>("newFieldValue"), QStringLiteral("pro"));
        QTest::keyClick(child<QLineEdit>("newFieldValue"), Qt::Key_Return);
        table()->selectRow(1 - email);
        QTest::mouseClick(child<QAbstractButton>("deleteField"), Qt::LeftButton);
        QTRY_COMPARE(child<QLabel>("changeCount")->text(), QStringLiteral("3 change(s)"));
        QTest::mouseClick(child<QAbstractButton>("save"), Qt::LeftButton);
        QTRY_VERIFY(!m_tab->isDirty());
        QCOMPARE(m_server->command({ "HGET", "user:2", "email" }), "new@example.com");
        QCOMPARE(m_server->command({ "HGET", "user:2", "plan" }), "pro");
        QCOMPARE(number({ "HEXISTS", "user:2", "name" }), 0);
        QVERIFY(number({ "TTL", "user:2" }) > 1790);
    }

    void sortedTable_editsTheRowThatIsShown()
    {
        m_server->command({ "HSET", "h", "a", "1", "b", "2", "c", "3" });
        open("h", KeyType::Hash);
        QVERIFY(rows(3));
        table()->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("c"));
        editCell(0, QStringLiteral("x"));
        QTest::keyClick(table(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!m_tab->isDirty());
        QCOMPARE(m_server->command({ "HMGET", "h", "a", "b", "c" }), "1\n2\nx");
    }

    void conflict_isDecidedByThePerson()
    {
        m_server->command({ "HSET", "user:2", "email", "old", "plan", "team" });
        open("user:2", KeyType::Hash);
        QVERIFY(rows(2));
        for (int row = 0; row < 2; ++row)
            editCell(row, QStringLiteral("mine"));
        m_server->command({ "HSET", "user:2", "email", "theirs", "plan", "business" });
        m_tab->save();
        QTRY_VERIFY(m_tab->findChild<QWidget *>(QStringLiteral("conflictView")));
        QVERIFY(bandText().contains(QLatin1StringView("changed on the server")));
        QCOMPARE(m_server->command({ "HGET", "user:2", "email" }), "theirs");
        QVERIFY(!child<QAbstractButton>("save")->isEnabled());
        // Row 0: mine; row 1: the server's.
        child<QAbstractButton>("choice0_2")->click();
        child<QAbstractButton>("choice1_1")->click();
        QTRY_VERIFY(child<QAbstractButton>("save")->isEnabled());
        QTest::mouseClick(child<QAbstractButton>("save"), Qt::LeftButton);
        QTRY_VERIFY(!m_tab->isDirty());
        const QByteArrayList now =
            m_server->command({ "HMGET", "user:2", "email", "plan" }).split('\n');
        QCOMPARE(now.count("mine"), 1);
        QVERIFY(now.contains("theirs") || now.contains("business"));
        QVERIFY(!m_tab->findChild<QWidget *>(QStringLiteral("conflictView")));
    }

    void expiredWhileOpen_isSaidAndNothingIsWritten()
    {
        m_server->command({ "SET", "cache", "value", "PX", "1500" });
        open("cache", KeyType::String);
        QVERIFY(shows(QStringLiteral("value")));
        text()->moveCursor(QTextCursor::End);
        type(text(), QStringLiteral("+"));
        QSignalSpy gone(m_tab.get(), &KeyTab::gone);
        QTRY_VERIFY(m_tab->isGone());
        QCOMPARE(gone.count(), 1);
        QVERIFY(bandText().contains(QLatin1StringView("expired or was deleted")));
        QCOMPARE(text()->toPlainText(), QStringLiteral("value+"));
        QCOMPARE(child<ui::ChangeBar>("changeBar")->state(), ui::ChangeBar::State::Gone);
        QCOMPARE(number({ "EXISTS", "cache" }), 0);
        // It asks for a TTL before it makes the key again.
        QTest::mouseClick(child<QAbstractButton>("save"), Qt::LeftButton);
        QTRY_VERIFY(child<QAbstractButton>("newKeyCreate"));
        QVERIFY(!child<QAbstractButton>("newKeyCreate")->isEnabled());
        QCOMPARE(number({ "EXISTS", "cache" }), 0);
        child<QAbstractButton>("ttlSession")->click();
        QTRY_VERIFY(child<QAbstractButton>("newKeyCreate")->isEnabled());
        QTest::mouseClick(child<QAbstractButton>("newKeyCreate"), Qt::LeftButton);
        QTRY_COMPARE(m_server->command({ "GET", "cache" }), "value+");
        QVERIFY(number({ "TTL", "cache" }) > 1790);
        QTRY_VERIFY(!m_tab->isGone());
    }

    void typeChangedMeanwhile_asksBeforeDroppingAnEdit()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("v")));
        type(text(), QStringLiteral("x"));
        m_server->command({ "DEL", "k" });
        m_server->command({ "RPUSH", "k", "a", "b" });
        m_tab->save();
        QTRY_VERIFY(bandText().contains(QLatin1StringView("LIST")));
        QVERIFY(m_tab->isDirty());
        QTest::mouseClick(child<QAbstractButton>("reloadAsType"), Qt::LeftButton);
        QTRY_COMPARE(m_tab->type(), KeyType::List);
        QVERIFY(rows(2));
    }

    void wrongHint_opensTheRightEditor()
    {
        m_server->command({ "RPUSH", "k", "a" });
        open("k", KeyType::String);
        QTRY_COMPARE(m_tab->type(), KeyType::List);
        QVERIFY(rows(1));
        QVERIFY(bandText().isEmpty());
    }

    void listOrder_isHeadToTail()
    {
        m_server->command({ "LPUSH", "reservations:recent", "res001", "res002", "res003" });
        open("reservations:recent", KeyType::List);
        QVERIFY(rows(3));
        QCOMPARE(table()->model()->index(0, 2).data().toString(), QStringLiteral("res003"));
        QCOMPARE(table()->model()->index(2, 2).data().toString(), QStringLiteral("res001"));
        QVERIFY(child<QWidget>("listBanner")->isVisible());
    }

    void readOnly_letsNothingThrough()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        m_tab->setReadOnly(true, QStringLiteral("Production opens locked."));
        QVERIFY(shows(QStringLiteral("v")));
        support::Monitor monitor(*m_server);
        QSignalSpy toast(m_tab.get(), &KeyTab::toast);
        QSignalSpy unlock(m_tab.get(), &KeyTab::unlockRequested);
        type(text(), QStringLiteral("xyz"));
        QCOMPARE(text()->toPlainText(), QStringLiteral("v"));
        QCOMPARE(toast.count(), 1); // said once
        m_tab->save();
        m_tab->openTtl();
        QVERIFY(!m_tab->findChild<ui::TtlPopover *>());
        QTest::mouseClick(child<QAbstractButton>("save"), Qt::LeftButton);
        QCOMPARE(unlock.count(), 1);
        for (const QByteArray &line : monitor.commands())
            QVERIFY2(!isWrite(line), line.constData());
    }

    void refresh_showsNewValues_butKeepsAnEdit()
    {
        m_server->command({ "SET", "k", "one" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("one")));
        m_server->command({ "SET", "k", "two" });
        QTest::keyClick(text(), Qt::Key_F5);
        QVERIFY(shows(QStringLiteral("two")));
        text()->selectAll();
        type(text(), QStringLiteral("mine"));
        m_server->command({ "SET", "k", "three" });
        const int seen = m_tab->recorder()->rowCount();
        m_tab->refresh();
        QTRY_VERIFY(m_tab->recorder()->rowCount() > seen);
        QCOMPARE(text()->toPlainText(), QStringLiteral("mine"));
        m_tab->save();
        QTRY_VERIFY(m_tab->findChild<QWidget *>(QStringLiteral("conflictView")));
        QTest::mouseClick(child<QAbstractButton>("revert"), Qt::LeftButton); // use server values
        QVERIFY(shows(QStringLiteral("three")));
        QVERIFY(!m_tab->isDirty());
    }

    void dirtyTab_asksBeforeClosing()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("v")));
        QVERIFY(m_tab->canClose());
        type(text(), QStringLiteral("x"));
        QVERIFY(!m_tab->canClose());
        QSignalSpy agreed(m_tab.get(), &KeyTab::closeAgreed);
        QTest::mouseClick(child<QAbstractButton>("closeCancel"), Qt::LeftButton);
        QCOMPARE(agreed.count(), 0);
        QVERIFY(!m_tab->canClose());
        QTest::mouseClick(child<QAbstractButton>("closeSave"), Qt::LeftButton);
        QTRY_COMPARE(agreed.count(), 1);
        QCOMPARE(m_server->command({ "GET", "k" }), "xv");
    }

    void ttlPopover_setsAndPersists()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("v")));
        QTRY_VERIFY(m_tab->state()->exists());
        QSignalSpy changed(m_tab.get(), &KeyTab::ttlChanged);
        QTest::keyClick(text(), Qt::Key_T, Qt::ControlModifier);
        auto *input = child<QLineEdit>("ttlInput");
        QVERIFY(input && input->isVisible());
        for (const char *refused : { "0", "-5", "yesterday", "2001-01-01 10:00" }) {
            input->setText(QString::fromLatin1(refused));
            QVERIFY(!child<QAbstractButton>("setTtl")->isEnabled());
        }
        input->clear();
        type(input, QStringLiteral("30m"));
        QVERIFY(child<QAbstractButton>("preset1800")->isChecked());
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(changed.count(), 1);
        const qint64 pttl = number({ "PTTL", "k" });
        QVERIFY2(pttl > 1795000 && pttl <= 1800500, QByteArray::number(pttl).constData());
        QTRY_VERIFY(
            child<QAbstractButton>("ttlButton")->text().startsWith(QLatin1StringView("TTL 29:"))
            || child<QAbstractButton>("ttlButton")->text() == QLatin1StringView("TTL 30:00"));
        QTRY_VERIFY(!m_tab->findChild<ui::TtlPopover *>());
        m_tab->openTtl();
        QTest::mouseClick(child<QAbstractButton>("persist"), Qt::LeftButton);
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(number({ "PTTL", "k" }), -1);
        QTRY_COMPARE(child<QAbstractButton>("ttlButton")->text(), QStringLiteral("no TTL"));
    }

    void offline_keepsTheEdit()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("v")));
        type(text(), QStringLiteral("x"));
        m_tab->setOffline();
        QVERIFY(child<QLabel>("keyFacts")->text().startsWith(QStringLiteral("as of ")));
        QVERIFY(!child<QAbstractButton>("save")->isEnabled());
        m_tab->save();
        QVERIFY(m_tab->isDirty());
        m_tab->setOnline(false);
        QTRY_VERIFY(child<QAbstractButton>("save")->isEnabled());
        QCOMPARE(text()->toPlainText(), QStringLiteral("xv"));
    }

    void refusedSave_keepsTheEditAndSaysWhy()
    {
        m_server->command({ "SET", "k", "v" });
        open("k", KeyType::String);
        QVERIFY(shows(QStringLiteral("v")));
        m_server->command({ "CONFIG", "SET", "min-replicas-to-write", "1" });
        type(text(), QStringLiteral("x"));
        m_tab->save();
        QTRY_VERIFY(!bandText().isEmpty());
        QVERIFY(m_tab->isDirty());
        QCOMPARE(m_server->command({ "GET", "k" }), "v");
    }
};

QTEST_MAIN(KeyTabTest)
#include "tst_keytab.moc"

// MONITOR on the server is the witness: what the program sends while a person looks, saves and
// is locked out.
#include "acceptance/realwindow.h"
#include "app/demodata.h"
#include "base/displaytext.h"
#include "console/splitline.h"
#include "support/livesend.h"
#include "support/wait.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

using acceptance::RealWindow;

namespace {

/// Every command of the server and every subcommand, from COMMAND itself.
QByteArrayList everyCommand(const support::RedisServer &server)
{
    QByteArrayList names;
    for (const QByteArray &line :
         server.cli({ QStringLiteral("COMMAND"), QStringLiteral("LIST") }).split('\n')) {
        if (!line.trimmed().isEmpty())
            names += line.trimmed();
    }
    return names;
}

/// The write commands among what MONITOR reported, by the server's own flags; those that merely
/// look are not of interest.
QByteArrayList writes(const support::RedisServer &server, const QByteArrayList &commands)
{
    QByteArrayList out;
    for (const QByteArray &line : commands) {
        // A subcommand has flags of its own.
        const QByteArrayList words = line.split(' ');
        const auto info = [&](const QByteArray &name) {
            return server.cli(
                { QStringLiteral("COMMAND"), QStringLiteral("INFO"), QString::fromLatin1(name) });
        };
        QByteArray facts = info(words.value(0) + '|' + words.value(1));
        if (facts.trimmed().isEmpty())
            facts = info(words.value(0));
        if (facts.contains("\nwrite\n"))
            out += line;
    }
    return out;
}

} // namespace

class TestWitness : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;

    void fill()
    {
        support::LiveSend live(*m_server);
        const auto replies = support::await(
            resp::Send(live).many(app::demoData(QDateTime::currentDateTime()), {}), 30000);
        QVERIFY(replies);
        for (const resp::Reply &reply : *replies)
            QVERIFY2(!reply.isError(), reply.toByteArray().constData());
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
    }
    void cleanup() { m_server.reset(); }

    void everySampleKeyOpenedAndSavedWithoutAnEdit_sendsNoWrite()
    {
        fill();
        RealWindow person(*m_server);
        QVERIFY(person.connectTo());
        QByteArrayList names;
        for (const QByteArray &line :
             m_server
                 ->cli({ QStringLiteral("--no-raw"), QStringLiteral("SCAN"), QStringLiteral("0"),
                         QStringLiteral("COUNT"), QStringLiteral("100000") })
                 .split('\n')) {
            // `   12) "name with \x00 escapes"`
            const qsizetype quote = line.indexOf('"');
            if (quote < 0)
                continue;
            const auto parsed = console::splitLine(line.sliced(quote));
            QVERIFY2(parsed, line.constData());
            if (parsed->constFirst() != "0")
                names += parsed->constFirst();
        }
        QVERIFY2(names.size() > 300, qPrintable(QString::number(names.size())));

        support::Monitor monitor(*m_server);
        int opened = 0;
        for (const QByteArray &name : names) {
            const base::KeyRef key{ 0, name };
            person.view()->openKey(key, true);
            ui::KeyTab *tab = person.view()->currentKeyTab();
            QVERIFY2(tab && tab->key() == key, name.constData());
            QTRY_VERIFY2(tab->type() != base::KeyType::Unknown, name.constData());
            QTest::keyClick(tab, Qt::Key_S, Qt::ControlModifier);
            tab->save();
            QVERIFY2(!tab->isDirty(), name.constData());
            ++opened;
        }
        QCOMPARE(opened, names.size());
        const QByteArrayList seen = monitor.commands();
        QVERIFY2(seen.size() > names.size(), "the witness saw the reads");
        QCOMPARE(writes(*m_server, QSet<QByteArray>(seen.cbegin(), seen.cend()).values()),
                 QByteArrayList());
        QVERIFY(!seen.contains("MULTI"));
    }

    void editedSession_keepsItsTtlToWithinASecond()
    {
        m_server->command({ "SETEX", "session:abc123", "1800", "user_session_data" });
        const qint64 deadline = m_server->command({ "PEXPIRETIME", "session:abc123" }).toLongLong();
        RealWindow person(*m_server);
        QVERIFY(person.connectTo());
        QVERIFY(person.clickKey("session:abc123"));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("user_session_data"));
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("edited 편집"));
        person.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(m_server->command({ "GET", "session:abc123" }), "edited 편집");
        const qint64 now = m_server->command({ "PEXPIRETIME", "session:abc123" }).toLongLong();
        QVERIFY2(qAbs(now - deadline) < 1000, qPrintable(QString::number(now - deadline)));
    }

    void readOnlyWindow_letsNoWriteThroughFromAnyPane()
    {
        m_server->command({ "SET", "k", "1" });
        m_server->command({ "HSET", "h", "f", "v" });
        m_server->command({ "CONFIG", "SET", "maxmemory", "123456789" });
        RealWindow person(*m_server);
        profiles::Profile profile = person.profile();
        profile.readOnly = true;
        QVERIFY(person.connectTo(profile));
        support::Monitor monitor(*m_server);

        // The keys pane and the editors.
        QVERIFY(person.clickKey("k"));
        QVERIFY(person.see<QPlainTextEdit>("stringText"));
        person.press(Qt::Key_Delete);
        person.press(Qt::Key_F2);
        person.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        person.press(Qt::Key_T, Qt::ControlModifier);
        if (auto *input = person.visible<QLineEdit>("ttlInput")) {
            input->setText(QStringLiteral("10m"));
            QTest::keyClick(input, Qt::Key_Return);
        }
        if (auto *persist = person.visible<QAbstractButton>("persist"))
            QTest::mouseClick(persist, Qt::LeftButton);
        QVERIFY(person.clickKey("k"));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("1"));
        person.click(value->viewport());
        person.type(QStringLiteral("x"));
        person.press(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(value->toPlainText(), QStringLiteral("1"));

        // The console: every command that the server has, and every subcommand.
        auto &console = person.app().workspace(profile.id)->console();
        const QByteArrayList names = everyCommand(*m_server);
        QVERIFY(names.size() > 200);
        // These turn a connection into a stream; the console refuses or leaves them alone.
        const QByteArrayList streams{ "subscribe", "psubscribe", "ssubscribe", "monitor", "quit" };
        for (const QByteArray &name : names) {
            if (streams.contains(name))
                continue;
            const QString line =
                QString::fromLatin1(name).replace(QLatin1Char('|'), QLatin1Char(' '));
            for (const char *arguments :
                 { "", " k", " k 1", " k 1 1", " k h 1", " 1 k", " h f 1" }) {
                // Some end the connection: what follows has to wait for the next one.
                QTRY_VERIFY_WITH_TIMEOUT(console.isOnline(), 15000);
                console.run(line + QLatin1String(arguments));
                QTRY_VERIFY_WITH_TIMEOUT(!console.isRunning() && !console.waiting(), 15000);
                if (console.inTransaction())
                    console.run(QStringLiteral("discard"));
            }
        }
        const QByteArrayList seen = monitor.commands();
        const QByteArrayList through =
            writes(*m_server, QSet<QByteArray>(seen.cbegin(), seen.cend()).values());
        QVERIFY2(through.isEmpty(), through.join('\n').constData());
        for (const char *read :
             { "get k", "hgetall k", "xgroup help", "strlen k", "object encoding k" })
            QVERIFY2(seen.contains(read), read); // the witness was awake to the end
        QCOMPARE(m_server->command({ "GET", "k" }), "1");
        QCOMPARE(m_server->command({ "HGETALL", "h" }), "f\nv");
        QCOMPARE(m_server->command({ "DBSIZE" }), "2");
        QCOMPARE(m_server->command({ "TTL", "k" }), "-1");
        QVERIFY(m_server->command({ "CONFIG", "GET", "maxmemory" }).contains("123456789"));
        QVERIFY(m_server->isRunning());
    }
};

QTEST_MAIN(TestWitness)
#include "tst_witness.moc"

// redis-server killed and started again under the window: mid-scan, mid-edit, in database 5, and
// with a stranger at the same address.
#include "acceptance/realwindow.h"
#include "support/wait.h"
#include "widgets/browser/keyspane.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>

using acceptance::RealWindow;
using session::Session;

class TestReconnect : public QObject {
    Q_OBJECT

    static void addKeys(const support::RedisServer &server, int db, int count)
    {
        QByteArray script = "SELECT " + QByteArray::number(db) + '\n';
        script += "EVAL \"for i=1," + QByteArray::number(count)
            + " do redis.call('SET','key:'..i,i) end\" 0\n";
        (void)server.cli({}, script);
    }

private Q_SLOTS:
    void serverKilledMidScan_theWindowLivesAndListsAgain()
    {
        support::RedisServer server;
        addKeys(server, 0, 200000);
        RealWindow person(server);
        profiles::Profile profile = person.profile();
        profile.scanBudget = 10000000;
        person.app().openProfile(profile, {});
        auto *pane = person.see<ui::KeysPane>("keysPane");
        QVERIFY(pane);
        QTRY_VERIFY(pane->store().size() > 0);
        server.kill();
        QTRY_COMPARE(person.session().state(), Session::State::Reconnecting);
        auto *band = person.see("linkBand");
        QVERIFY(band);
        QVERIFY(person.textsOf(band).contains(QStringLiteral("Disconnected at")));
        QVERIFY(pane->store().size() > 0); // what was listed stays

        QVERIFY(server.start());
        addKeys(server, 0, 300);
        QVERIFY(person.click("linkNow"));
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 40000);
        QTRY_VERIFY_WITH_TIMEOUT(!person.visible("linkBand"), 5000);
        person.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(int(pane->store().size()), 300, 15000);
    }

    void serverKilledMidEditInDatabaseFive_theEditComesBackThere()
    {
        support::RedisServer server;
        (void)server.cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("SET"),
                           QStringLiteral("greeting"), QStringLiteral("old") });
        RealWindow person(server);
        QVERIFY(person.connectTo(5));
        QVERIFY(person.clickKey("greeting"));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("old"));
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("mine"));
        ui::KeyTab *tab = person.view()->currentKeyTab();
        QTRY_VERIFY(tab->isDirty());

        server.kill();
        QTRY_COMPARE(person.session().state(), Session::State::Reconnecting);
        person.press(Qt::Key_S, Qt::ControlModifier); // Save waits; nothing is sent later by itself
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));
        QVERIFY(tab->isDirty());

        QVERIFY(server.start());
        (void)server.cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("SET"),
                           QStringLiteral("greeting"), QStringLiteral("old") });
        (void)server.cli(
            { QStringLiteral("SET"), QStringLiteral("greeting"), QStringLiteral("database zero") });
        person.session().retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 40000);
        if (person.session().isWrongServer())
            QVERIFY(person.click("acceptServer"));
        QTRY_VERIFY(!person.session().isWrongServer());
        QCOMPARE(server.command({ "GET", "greeting" }), "database zero");
        QVERIFY(tab->isDirty());
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));

        value->setFocus();
        QTest::keyClick(value, Qt::Key_S, Qt::ControlModifier);
        const auto inFive = [&] {
            return server
                .cli({ QStringLiteral("-n"), QStringLiteral("5"), QStringLiteral("GET"),
                       QStringLiteral("greeting") })
                .trimmed();
        };
        QTRY_COMPARE_WITH_TIMEOUT(inFive(), QByteArray("mine"), 10000);
        QCOMPARE(server.command({ "GET", "greeting" }), "database zero");

        // The console came back to the same database too.
        QVERIFY(person.console(QStringLiteral("GET greeting")).contains(QStringLiteral("mine")));
    }

    void anotherServerAtTheAddress_locksWritesUntilThePersonAgrees()
    {
        support::RedisServer server;
        server.command({ "SET", "k", "first" });
        RealWindow person(server);
        QVERIFY(person.connectTo());
        QVERIFY(person.clickKey("k"));
        QVERIFY(person.see<QPlainTextEdit>("stringText"));

        // The stranger listens where the first one did, from another directory, and has been up
        // for longer than the silence: its socket is moved into place.
        support::RedisServer stranger;
        stranger.command({ "SET", "k", "strange" });
        server.kill();
        QFile::remove(server.socketPath());
        QVERIFY(QFile::link(stranger.socketPath(), server.socketPath()));

        QTRY_COMPARE(person.session().state(), Session::State::Reconnecting);
        person.session().retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 40000);
        QVERIFY(person.session().isWrongServer());
        auto *band = person.see("wrongServerBand");
        QVERIFY(band);
        QVERIFY(person.textsOf(band).contains(QStringLiteral("different server")));
        // What was open stays what the first server said; nobody claims that the key is gone.
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QCOMPARE(value->toPlainText(), QStringLiteral("first"));
        QVERIFY(!person.view()->currentKeyTab()->isGone());
        support::Monitor monitor(stranger);
        QVERIFY(person.console(QStringLiteral("GET k")).contains(QStringLiteral("strange")));
        QVERIFY(person.console(QStringLiteral("SET k mine"))
                    .contains(QStringLiteral("different server")));
        QCOMPARE(stranger.command({ "GET", "k" }), "strange");
        for (const QByteArray &line : monitor.commands())
            QVERIFY2(!line.startsWith("SET "), line.constData());

        QVERIFY(person.click("acceptServer"));
        QTRY_VERIFY(!person.session().isWrongServer());
        QTRY_COMPARE(person.see<QPlainTextEdit>("stringText")->toPlainText(),
                     QStringLiteral("strange"));
        (void)person.console(QStringLiteral("SET k mine"));
        QCOMPARE(stranger.command({ "GET", "k" }), "mine");
        QFile::remove(server.socketPath());
    }
};

QTEST_MAIN(TestReconnect)
#include "tst_reconnect.moc"

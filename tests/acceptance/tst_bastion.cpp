// The bastion between the window and its server: killed in the middle of an edit, and back with
// another key.
#include "acceptance/realwindow.h"
#include "support/sshserver.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QDir>
#include <QPlainTextEdit>
#include <QTableView>

using acceptance::RealWindow;
using session::Session;
using support::SshServer;

class TestBastion : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    profiles::Profile through(const SshServer &bastion, const RealWindow &person)
    {
        QDir(m_home.path()).mkpath(QStringLiteral(".ssh"));
        QFile known(m_home.filePath(QStringLiteral(".ssh/known_hosts")));
        if (known.open(QFile::WriteOnly))
            known.write(bastion.knownHostsLines());
        profiles::Profile profile = person.profile();
        profile.tunnel.kind = profiles::TunnelKind::Ssh;
        profile.tunnel.hops = { { bastion.address(), bastion.port(), bastion.userName(),
                                  bastion.clientKey(), profiles::SshAuth::KeyFile } };
        return profile;
    }

    /// "mine" typed over what the server has in "greeting".
    static QPlainTextEdit *edit(RealWindow &person)
    {
        if (!person.clickKey("greeting"))
            return nullptr;
        auto *value = person.see<QPlainTextEdit>("stringText");
        const auto isShown = [&] { return value->toPlainText() == QLatin1String("old"); };
        if (!value || !QTest::qWaitFor(isShown))
            return nullptr;
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("mine"));
        return value;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Whose ~/.ssh is read.
        QVERIFY(qputenv("HOME", m_home.path().toLocal8Bit()));
    }

    void bastionKilledMidEdit_theEditIsSavedOnceItIsBack()
    {
        support::RedisServer server;
        server.command({ "SET", "greeting", "old" });
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RealWindow person(server);
        QVERIFY(person.connectTo(through(bastion, person)));
        const QString way = QStringLiteral("SSH %1@%2 → %3")
                                .arg(bastion.userName(), bastion.address(), server.socketPath());
        auto *status = person.see("statusBar");
        QVERIFY(status);
        QVERIFY2(person.textsOf(status).contains(way), qPrintable(person.textsOf(status)));
        auto *value = edit(person);
        QVERIFY(value);
        ui::KeyTab *tab = person.view()->currentKeyTab();
        QTRY_VERIFY(tab->isDirty());

        bastion.kill();
        QTRY_COMPARE(person.session().state(), Session::State::Reconnecting);
        auto *band = person.see("linkBand");
        QVERIFY(band);
        QTRY_VERIFY(person.textsOf(band).contains(bastion.address()));
        QVERIFY(person.textsOf(band).contains(QStringLiteral("Disconnected at")));
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));
        QVERIFY(tab->isDirty());

        QVERIFY(bastion.start());
        QVERIFY(person.click("linkNow"));
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 40000);
        QVERIFY(!person.session().isWrongServer());
        QCOMPARE(person.view()->currentKeyTab(), tab);
        QVERIFY(tab->isDirty());
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));
        value->setFocus();
        QTest::keyClick(value, Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(server.command({ "GET", "greeting" }), "mine", 10000);
    }

    void bastionBackWithAnotherKey_isNotTriedAgainAndTheEditStays()
    {
        support::RedisServer server;
        server.command({ "SET", "greeting", "old" });
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RealWindow person(server);
        QVERIFY(person.connectTo(through(bastion, person)));
        auto *value = edit(person);
        QVERIFY(value);
        bastion.kill();
        bastion.replaceHostKey();
        QVERIFY(bastion.start());
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Closed, 20000);
        auto *band = person.see("linkBand");
        QVERIFY(band);
        QTRY_VERIFY2(person.textsOf(band).contains(QStringLiteral("has changed")),
                     qPrintable(person.textsOf(band)));
        QVERIFY(person.textsOf(band).contains(bastion.hostFingerprint()));
        QCOMPARE(person.see<QAbstractButton>("linkNow")->text(), QStringLiteral("Connect"));
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));

        // The administrator has confirmed the fingerprint, and the person has mended the file.
        (void)through(bastion, person);
        QVERIFY(person.click("linkNow"));
        QTRY_COMPARE_WITH_TIMEOUT(person.session().state(), Session::State::Online, 20000);
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));
    }
};

QTEST_MAIN(TestBastion)
#include "tst_bastion.moc"

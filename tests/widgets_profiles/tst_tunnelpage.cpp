// The Tunnel page, and what becomes of the secrets of SSH servers.
#include "homefixture.h"
#include "profiles/sshsecrets.h"
#include <QClipboard>
#include <QFileDialog>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTranslator>

using base::Secret;
using profiles::HopSecrets;
using profiles::HostKeyPolicy;
using profiles::Profile;
using profiles::SecretSlot;
using profiles::SshAuth;
using profiles::SshBackend;
using profiles::SshHop;
using profiles::SshSecrets;
using profiles::TunnelKind;
using support::await;
using Page = ui::ProfileEditor::Page;

namespace {
const char *const keyText =
    "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";

SshHop hop(const char *host, SshAuth auth = SshAuth::Automatic)
{
    SshHop made{ QString::fromLatin1(host), 22, QStringLiteral("me"), {}, auth };
    if (auth == SshAuth::KeyFile)
        made.keyFile = QStringLiteral("~/.ssh/") + made.host;
    return made;
}

Profile through(const QList<SshHop> &hops)
{
    Profile p;
    p.name = QStringLiteral("x");
    p.host = QStringLiteral("cache.test");
    p.tunnel.kind = TunnelKind::Ssh;
    p.tunnel.hops = hops;
    return p;
}
} // namespace

class TestTunnelPage : public QObject {
    Q_OBJECT

    std::unique_ptr<HomeFixture> f;

    [[nodiscard]] SshSecrets kept(const QUuid &id) const
    {
        const auto sealed = await(f->keychain->read(id, SecretSlot::Ssh));
        return SshSecrets::opened(sealed.value_or(Secret())).value_or(SshSecrets());
    }
    /// Opens the page of a saved connection with secrets for its first two servers.
    QUuid openSaved(const QList<SshHop> &hops, const QByteArray &first, const QByteArray &second)
    {
        f->open();
        SshSecrets secrets;
        secrets.at(0).password = Secret(first);
        secrets.at(1).password = Secret(second);
        Profile p = through(hops);
        p.id = QUuid::createUuid();
        secrets.bindTo(p.tunnel);
        p.tunnel.secretsStored = true;
        await(f->keychain->write(p.id, SecretSlot::Ssh, secrets.sealed()));
        f->store->add(p);
        f->home->select(p.id);
        f->child<ui::ProfileEditor>("profileEditor")->setPage(Page::Tunnel);
        return p.id;
    }
    void set(const char *field, const char *text) const
    {
        f->child<QLineEdit>(field)->setText(QString::fromUtf8(text));
    }
    void click(const char *button) const { f->child<QAbstractButton>(button)->click(); }
    [[nodiscard]] bool isShown(const char *field) const { return f->child(field)->isVisible(); }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init() { f = std::make_unique<HomeFixture>(); }
    void cleanup() { f.reset(); }

    void everyMember_comesBackAsItWas_data()
    {
        QTest::addColumn<Profile>("profile");
        for (const SshAuth way : { SshAuth::Automatic, SshAuth::Agent, SshAuth::KeyFile,
                                   SshAuth::StoredKey, SshAuth::Password }) {
            Profile p = through({ hop("a", way) });
            p.id = QUuid::createUuid();
            p.tunnel.secretsStored = true;
            QTest::addRow("way %d", int(way)) << p;
        }
        Profile p = through({ hop("a", SshAuth::Agent), hop("b", SshAuth::KeyFile), hop("c") });
        p.tunnel.hops[0].keyFile = QStringLiteral("/home/me/.ssh/id.pub");
        p.tunnel.hops[1].port = 2222;
        p.tunnel.hops[2].user.clear();
        p.tunnel.hostKeys = HostKeyPolicy::KnownOnly;
        QTest::newRow("chain") << p;
        p.tunnel.backend = SshBackend::OpenSsh;
        p.tunnel.sshProgram = QStringLiteral("/opt/bin/ssh");
        p.tunnel.sshConfig = QStringLiteral("~/work.conf");
        QTest::newRow("chain by the program") << p;
        p.tunnel.alias = QStringLiteral("bastion");
        QTest::newRow("alias beside servers") << p;
        p.tunnel.hops.clear();
        QTest::newRow("alias") << p;
        p.tunnel = {};
        p.tunnel.kind = TunnelKind::Ssm;
        p.tunnel.target = QStringLiteral("i-0123456789abcdef0");
        p.tunnel.region = QStringLiteral("eu-west-1");
        p.tunnel.awsProfile = QStringLiteral("ro");
        QTest::newRow("SSM") << p;
        p.tunnel.ssmBackend = profiles::SsmBackend::AwsCli;
        p.tunnel.awsProgram = QStringLiteral("/opt/bin/aws");
        p.tunnel.bulkSessions = 4;
        p.tunnel.document = QStringLiteral("Pinned");
        p.tunnel.awsEndpoint = QStringLiteral("https://vpce.example");
        p.tunnel.awsKeysStored = true;
        QTest::newRow("SSM with everything") << p;
        QTest::newRow("none") << Profile();
    }
    void everyMember_comesBackAsItWas()
    {
        QFETCH(Profile, profile);
        ui::ProfileEditor editor;
        editor.show({ profile, {} }, false);
        QCOMPARE(editor.draft().profile.tunnel, profile.tunnel);
        QVERIFY(!editor.refusal());
        auto *list = editor.findChild<QListWidget *>(QStringLiteral("sshHops"));
        for (int i = 0; i < list->count(); ++i)
            list->setCurrentRow(i); // to look is no edit
        QCOMPARE(editor.draft().profile.tunnel, profile.tunnel);
        editor.show({ {}, {} }, true);
        QCOMPARE(editor.draft().profile.tunnel, profiles::TunnelSettings());
        QVERIFY(editor.draft().typed.isEmpty());
    }

    void bastion_isMadeByKeyboardAlone()
    {
        f->open();
        f->press(Qt::Key_N, Qt::ControlModifier);
        f->type("orders");
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(f->tabTo("tunnelKind0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty());
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sshHost"));
        f->type("bastion.test");
        f->press(Qt::Key_Tab);
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sshPort"));
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type("2222");
        f->press(Qt::Key_Tab);
        f->type("ec2-user");
        QVERIFY(f->tabTo("sshAuth0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_Right);
        QVERIFY(f->tabTo("sshKeyFile"));
        f->type("bastion.pem");
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty()); // not a whole path
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sshKeyFile"));
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type("~/bastion.pem");
        QVERIFY(f->tabTo("sshPassphrase"));
        f->type("hunter2");
        QVERIFY(f->tabTo("sshHostKeys0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_S, Qt::ControlModifier);
        const auto tunnel = f->saved().tunnel;
        const QList<SshHop> wanted{ { QStringLiteral("bastion.test"), 2222,
                                      QStringLiteral("ec2-user"), QStringLiteral("~/bastion.pem"),
                                      SshAuth::KeyFile } };
        QCOMPARE(tunnel.kind, TunnelKind::Ssh);
        QCOMPARE(tunnel.hops, wanted);
        QCOMPARE(tunnel.hostKeys, HostKeyPolicy::KnownOnly);
        QTRY_VERIFY(f->saved().tunnel.secretsStored);
        QVERIFY(kept(f->saved().id).of(0).keyPassphrase == Secret("hunter2"));
        QCOMPARE(f->child<QLineEdit>("sshPassphrase")->text(), QString()); // never shown again
        QVERIFY(!f->home->hasUnsavedChanges());
    }

    void chain_isMadeTurnedAndShortenedByKeyboard()
    {
        f->open();
        f->home->startNew(through({ hop("a") }));
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(!isShown("sshHops"));
        QVERIFY(f->tabTo("sshAddHop"));
        f->press(Qt::Key_Space);
        QVERIFY(isShown("sshHops"));
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sshHost"));
        f->type("b");
        click("sshAuth4");
        set("sshPassword", "for b");
        QVERIFY(f->tabTo("sshHops"));
        f->press(Qt::Key_Up);
        QCOMPARE(f->child<QLineEdit>("sshHost")->text(), QStringLiteral("a"));
        QVERIFY(!isShown("sshPassword"));
        f->press(Qt::Key_Down, Qt::AltModifier); // a goes behind b
        auto *editor = f->child<ui::ProfileEditor>("profileEditor");
        const auto typed = SshSecrets::opened(editor->draft().typed.ssh);
        QCOMPARE(editor->draft().profile.tunnel.hops[0].host, QStringLiteral("b"));
        QVERIFY(typed->of(0).password == Secret("for b"));
        QVERIFY(typed->of(1).isEmpty());
        QCOMPARE(f->child<QLineEdit>("sshHost")->text(), QStringLiteral("a"));
        QVERIFY(f->tabTo("sshHops"));
        f->press(Qt::Key_Delete);
        QCOMPARE(editor->draft().profile.tunnel.hops.size(), 1);
        QVERIFY(!isShown("sshHops"));
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sshHost"));
        QVERIFY(f->home->save());
        QTRY_VERIFY(f->saved().tunnel.secretsStored);
        QVERIFY(kept(f->saved().id).of(0).password == Secret("for b"));
    }

    void badServer_isNamedEvenWhenAnotherIsShown()
    {
        ui::ProfileEditor editor;
        Profile p = through({ hop("a"), hop("-oProxyCommand=x") });
        editor.show({ p, {} }, false);
        const auto refusal = editor.refusal();
        QVERIFY(refusal);
        QVERIFY2(refusal->startsWith(QStringLiteral("Server 2: ")), qPrintable(*refusal));
        auto *list = editor.findChild<QListWidget *>(QStringLiteral("sshHops"));
        QVERIFY(list->item(0)->icon().isNull());
        QVERIFY(!list->item(1)->icon().isNull());
        list->setCurrentRow(1);
        editor.findChild<QLineEdit *>(QStringLiteral("sshHost"))->setText(QStringLiteral("b"));
        QVERIFY(!editor.refusal());
        QVERIFY(list->item(1)->icon().isNull());
    }

    void addressInBrackets_losesThem()
    {
        ui::ProfileEditor editor;
        editor.show({ through({ hop("a") }), {} }, false);
        editor.findChild<QLineEdit *>(QStringLiteral("sshHost"))->setText(QStringLiteral("[::1]"));
        QVERIFY(!editor.refusal());
        QCOMPARE(editor.draft().profile.tunnel.hops[0].host, QStringLiteral("::1"));
    }

    void nameThatIsNone_isRefused_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        for (const char *text : { "-oProxyCommand=x", "a b", "me@b", "a/b", "[::1]:22", "" })
            QTest::addRow("host %s", text) << QByteArray("sshHost") << QString::fromUtf8(text);
        for (const char *text : { "-l", "a b" })
            QTest::addRow("user %s", text) << QByteArray("sshUser") << QString::fromUtf8(text);
        for (const char *text : { "-F/tmp/x", "a b" })
            QTest::addRow("alias %s", text) << QByteArray("sshAlias") << QString::fromUtf8(text);
        for (const char *field : { "sshProgram", "sshConfig" })
            QTest::addRow("%s", field) << QByteArray(field) << QStringLiteral("relative/path");
    }
    void nameThatIsNone_isRefused()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        ui::ProfileEditor editor;
        Profile p = through({ hop("a") });
        p.tunnel.backend = SshBackend::OpenSsh;
        editor.show({ p, {} }, false);
        QVERIFY(!editor.refusal());
        editor.findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text);
        QVERIFY(editor.refusal());
    }

    void storedKey_comesFromTheClipboardOrAFileAndIsNeverShown()
    {
        f->open();
        f->home->startNew(through({ hop("a", SshAuth::StoredKey) }));
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(!f->home->save());
        QClipboard *clipboard = QApplication::clipboard();
        for (const char *text : { "", "not a key", "ssh-ed25519 AAAA me@desk",
                                  "PuTTY-User-Key-File-3: ssh-ed25519" }) {
            clipboard->setText(QString::fromLatin1(text));
            click("sshPasteKey");
            QVERIFY2(!f->home->save(), text);
        }
        clipboard->setText(QString::fromLatin1(keyText));
        click("sshPasteKey");
        for (const auto *label : f->child("tunnelPage")->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(QStringLiteral("BEGIN")));
        QVERIFY(f->home->save());
        QTRY_VERIFY(f->saved().tunnel.secretsStored);
        QCOMPARE(kept(f->saved().id).of(0).privateKey.reveal(), QByteArray(keyText));
        QCOMPARE(f->child<QLabel>("sshStoredKeyState")->text(), QStringLiteral("Stored"));
        QVERIFY(!f->home->hasUnsavedChanges());

        QFile file(f->dir.filePath(QStringLiteral("key")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray pem =
            "-----BEGIN RSA PRIVATE KEY-----\nBBBB\n-----END RSA PRIVATE KEY-----\n";
        file.write(pem);
        file.close();
        click("sshLoadKey");
        auto *dialog = f->child<QFileDialog>("sshKeyDialog");
        Q_EMIT dialog->fileSelected(file.fileName());
        dialog->close();
        QVERIFY(f->home->save());
        QTRY_COMPARE(kept(f->saved().id).of(0).privateKey.reveal(), pem);
        click("sshBackend1"); // ssh takes no key but from a file
        QVERIFY(!f->home->save());
    }

    void secretsOfAServer_stayWithIt_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("left");
        QTest::newRow("nothing") << QString() << QStringLiteral("a=one b=two");
        QTest::newRow("turned") << QStringLiteral("turn") << QStringLiteral("b=two a=one");
        QTest::newRow("removed") << QStringLiteral("remove") << QStringLiteral("b=two");
        QTest::newRow("inserted") << QStringLiteral("insert") << QStringLiteral("a=one c= b=two");
        QTest::newRow("other host") << QStringLiteral("host") << QStringLiteral("evil= b=two");
        QTest::newRow("other user") << QStringLiteral("user") << QStringLiteral("a= b=two");
        QTest::newRow("other port") << QStringLiteral("port") << QStringLiteral("a= b=two");
        QTest::newRow("other way") << QStringLiteral("way") << QStringLiteral("a= b=two");
        QTest::newRow("typed") << QStringLiteral("type") << QStringLiteral("a=new b=two");
    }
    void secretsOfAServer_stayWithIt()
    {
        QFETCH(QString, change);
        QFETCH(QString, left);
        const QUuid id =
            openSaved({ hop("a", SshAuth::Password), hop("b", SshAuth::Password) }, "one", "two");
        QSignalSpy connects(f->home.get(), &ui::HomePage::connectRequested);
        const auto is = [&](const char *word) { return change == QLatin1String(word); };
        if (is("turn"))
            click("sshHopDown");
        else if (is("remove"))
            click("sshRemoveHop");
        else if (is("insert"))
            click("sshAddHop"), set("sshHost", "c");
        else if (is("host"))
            set("sshHost", "evil");
        else if (is("user"))
            set("sshUser", "you");
        else if (is("port"))
            f->child<QSpinBox>("sshPort")->setValue(2222);
        else if (is("way"))
            click("sshAuth1");
        else if (is("type"))
            set("sshPassword", "new");
        // A test sends them to nobody else either, before anything is saved.
        QSignalSpy tests(f->home.get(), &ui::HomePage::testRequested);
        const auto words = [&](const SshSecrets &secrets) {
            QStringList all;
            const auto hops =
                f->child<ui::ProfileEditor>("profileEditor")->draft().profile.tunnel.hops;
            for (int i = 0; i < hops.size(); ++i)
                all += hops[i].host + u'=' + QString::fromUtf8(secrets.of(i).password.reveal());
            return all.join(u' ');
        };
        click("testProfile");
        QTRY_COMPARE(tests.size(), 1);
        const auto sent = tests.at(0).at(1).value<profiles::Secrets>();
        if (!is("way")) // which the engine does not ask for then
            QCOMPARE(words(*SshSecrets::opened(sent.ssh)), left);
        QVERIFY(f->home->save());
        QTRY_COMPARE(words(kept(id)), left);
        QVERIFY(f->store->find(id)->tunnel.secretsStored);
        const SshSecrets stored = kept(id);
        for (const HopSecrets &one : stored.hops)
            QVERIFY(one.isEmpty() || !one.owner.isEmpty());
        f->home->select(id);
        f->press(Qt::Key_Return);
        QTRY_COMPARE(connects.size(), 1);
        QCOMPARE(words(*SshSecrets::opened(connects.at(0).at(1).value<profiles::Secrets>().ssh)),
                 left);
    }

    void oneSaveAfterTheOther_mixesNothingUp()
    {
        const QUuid id =
            openSaved({ hop("a", SshAuth::Password), hop("b", SshAuth::Password) }, "one", "two");
        click("sshHopDown"); // b a
        QVERIFY(f->home->save());
        click("sshHopUp"); // a b, before the first has been written
        set("sshPassword", "new");
        QVERIFY(f->home->save());
        QTRY_VERIFY(kept(id).of(0).password == Secret("new"));
        QTRY_VERIFY(kept(id).of(1).password == Secret("two"));
    }

    void removedTunnel_takesItsSecretsAlong()
    {
        const QUuid id = openSaved({ hop("a", SshAuth::Password) }, "one", "");
        click("tunnelKind0");
        QVERIFY(!isShown("sshHost"));
        QVERIFY(f->home->save());
        QCOMPARE(f->store->find(id)->tunnel, profiles::TunnelSettings());
        QTRY_VERIFY(!await(f->keychain->read(id, SecretSlot::Ssh)).has_value());
    }

    void lastSecretDropped_leavesNoFlag()
    {
        const QUuid id = openSaved({ hop("a", SshAuth::Password) }, "one", "");
        click("sshAuth1");
        QVERIFY(f->home->save());
        QTRY_VERIFY(!f->store->find(id)->tunnel.secretsStored);
        QVERIFY(!await(f->keychain->read(id, SecretSlot::Ssh)).has_value());
    }

    void copy_hasSecretsOfItsOwn()
    {
        const QUuid id = openSaved({ hop("a", SshAuth::Password) }, "one", "");
        QVERIFY(f->tabTo("connectionTree"));
        f->press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        const QUuid copy = f->saved().id;
        QVERIFY(copy != id);
        QTRY_VERIFY(kept(copy).of(0).password == Secret("one"));
        QTRY_VERIFY(f->saved().tunnel.secretsStored);
    }

    void alias_standsInForTheServers()
    {
        f->open();
        f->home->startNew(through({}));
        QVERIFY(f->goToPage(Page::Tunnel));
        QVERIFY(!isShown("sshAlias"));
        click("sshBackend1");
        QVERIFY(isShown("sshAlias") && isShown("sshHost") && !isShown("sshConfig"));
        set("sshAlias", "bastion");
        QVERIFY(!isShown("sshHost") && !isShown("sshAddHop"));
        QVERIFY(f->tabTo("sshMore"));
        f->press(Qt::Key_Space);
        QVERIFY(isShown("sshProgram") && isShown("sshConfig"));
        QVERIFY(f->home->save());
        QCOMPARE(f->saved().tunnel.alias, QStringLiteral("bastion"));
        QVERIFY(f->saved().tunnel.hops.isEmpty());
    }

    void aliasOfTheBuiltIn_isDropped()
    {
        f->open();
        Profile p = through({ hop("a") });
        p.tunnel.backend = SshBackend::OpenSsh;
        p.tunnel.alias = QStringLiteral("bastion");
        f->home->startNew(p);
        QVERIFY(f->goToPage(Page::Tunnel));
        click("sshBackend0");
        QVERIFY(f->home->save());
        QCOMPARE(f->saved().tunnel.backend, SshBackend::BuiltIn);
        QCOMPARE(f->saved().tunnel.alias, QString());
        QCOMPARE(f->saved().tunnel.hops.size(), 1);
    }

    void ssm_isShownAndCanBeTakenAway()
    {
        f->open();
        Profile p;
        p.name = QStringLiteral("x");
        p.tunnel.kind = TunnelKind::Ssm;
        p.tunnel.target = QStringLiteral("i-0123456789abcdef0");
        f->home->startNew(p);
        QVERIFY(f->goToPage(Page::Tunnel));
        QCOMPARE(f->child<QLineEdit>("ssmTarget")->text(), p.tunnel.target);
        QVERIFY(!isShown("sshBackend"));
        QVERIFY(f->tabTo("tunnelKind0"));
        f->press(Qt::Key_Left);
        f->press(Qt::Key_Left);
        QVERIFY(!isShown("ssmTarget"));
        QVERIFY(f->home->save());
        QCOMPARE(f->saved().tunnel, profiles::TunnelSettings());
    }

    /// With LARDER_PICTURES=<folder>: the states of the page as PNG.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("LARDER_PICTURES");
        if (folder.isEmpty())
            QSKIP("LARDER_PICTURES names no folder");
        QTranslator korean;
        const bool ko = qEnvironmentVariable("LARDER_LANGUAGE") == QLatin1String("ko");
        if (ko && korean.load(QStringLiteral(":/larder/translations/profiles_ko.qm")))
            QCoreApplication::installTranslator(&korean);
        const bool dark = qEnvironmentVariable("LARDER_THEME") == QLatin1String("dark");
        common::Theme::instance().setMode(dark ? common::Theme::Mode::Dark
                                               : common::Theme::Mode::Light);
        const QString suffix =
            QLatin1String(dark ? "-dark" : "-light") + QLatin1String(ko ? "-ko.png" : ".png");
        openSaved({ hop("bastion.example", SshAuth::Password), hop("10.0.0.7", SshAuth::KeyFile) },
                  "one", "two");
        const auto take = [&](const char *name) {
            support::settle();
            QVERIFY(f->home->grab().save(folder + u'/' + QLatin1String(name) + suffix));
        };
        take("tunnel-chain");
        f->child<QListWidget>("sshHops")->setCurrentRow(1);
        set("sshHost", "-x");
        f->child<QListWidget>("sshHops")->setCurrentRow(0);
        take("tunnel-problem");
        f->home->resize(912, 556);
        take("tunnel-small");
        f->home->resize(1312, 836);
        auto *editor = f->child<ui::ProfileEditor>("profileEditor");
        f->home->startNew(through({ hop("bastion.example", SshAuth::StoredKey) }));
        editor->setPage(Page::Tunnel);
        take("tunnel-key");
        click("sshBackend1");
        set("sshAlias", "bastion");
        click("sshMore");
        take("tunnel-alias");
        f->home->startNew(Profile());
        editor->setPage(Page::Tunnel);
        take("tunnel-none");
        QCoreApplication::removeTranslator(&korean);
    }
};

QTEST_MAIN(TestTunnelPage)
#include "tst_tunnelpage.moc"

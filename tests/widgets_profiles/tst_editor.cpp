#include "homefixture.h"
#include "widgets/profiles/addressrows.h"
#include "widgets/profiles/profiletexts.h"
#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTranslator>

using base::Secret;
using profiles::Authentication;
using profiles::HostPort;
using profiles::PasswordSource;
using profiles::Profile;
using profiles::SecretSlot;
using profiles::Topology;
using support::await;
using Page = ui::ProfileEditor::Page;

namespace {
Profile everything()
{
    Profile p;
    p.id = QUuid::createUuid();
    p.name = QStringLiteral("orders");
    p.group = QStringLiteral("Shop");
    p.environment = profiles::Environment::Staging;
    p.note = QStringLiteral("two\nlines");
    p.host = QStringLiteral("cache.test");
    p.port = 6380;
    p.db = 3;
    p.authentication = Authentication::AclUser;
    p.user = QStringLiteral("reporting");
    p.passwordSource = PasswordSource::Command;
    p.passwordCommand = { QStringLiteral("/usr/bin/pass"), QStringLiteral("show"), QString(),
                          QStringLiteral("a b \"c\"") };
    p.tls = { true,
              true,
              QStringLiteral("/etc/ca.pem"),
              QStringLiteral("/etc/me.crt"),
              QStringLiteral("/etc/me.key"),
              true,
              QStringLiteral("cache.inside") };
    p.topology = Topology::Sentinel;
    p.seeds = { { QStringLiteral("10.0.0.1"), 26379 }, { QStringLiteral("::1"), 26380 } };
    p.sentinel = { QStringLiteral("mymaster"), true, QStringLiteral("watcher"), true, true };
    p.addressMap = { { QStringLiteral("10.0.0.5:6379"), QStringLiteral("localhost:7001") } };
    p.readOnly = true;
    p.allowDangerous = true;
    p.separators = { QStringLiteral(":"), QStringLiteral("/") };
    p.connectTimeoutMs = 7500;
    p.commandTimeoutMs = 20000;
    p.samplingSeconds = 7;
    p.scanBudget = 2000;
    p.clientName = QStringLiteral("me@desk");
    p.idleDisconnectMinutes = 30;
    p.caution = profiles::Caution::AsProduction;
    p.dangerousCommands = { QStringLiteral("XADD"), QStringLiteral("CONFIG GET") };
    p.undoVault = false;
    p.defaultTtlSeconds = 3600;
    return p;
}

/// With as many rows on the Tunnel page as there can be.
profiles::TunnelSettings wholeTunnel()
{
    profiles::TunnelSettings tunnel;
    tunnel.kind = profiles::TunnelKind::Ssh;
    tunnel.backend = profiles::SshBackend::OpenSsh;
    tunnel.hops = { { QStringLiteral("bastion"), 22, QStringLiteral("me"),
                      QStringLiteral("~/.ssh/key"), profiles::SshAuth::KeyFile },
                    { QStringLiteral("10.0.0.7"), 2222, QStringLiteral("me"), {} } };
    tunnel.sshProgram = QStringLiteral("/opt/bin/ssh");
    return tunnel;
}
} // namespace

class TestEditor : public QObject {
    Q_OBJECT

    std::unique_ptr<HomeFixture> f;

    /// Ctrl+N, a name and a host: where each of the kinds begins.
    void begin(const char *name, const char *host)
    {
        f->open();
        f->press(Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profileName"));
        f->type(name);
        QVERIFY(f->tabTo("profileHost"));
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type(host);
    }

private Q_SLOTS:
    void initTestCase() { common::Theme::instance().setMode(common::Theme::Mode::Light); }
    void init() { f = std::make_unique<HomeFixture>(); }
    void cleanup()
    {
        f.reset();
        common::Theme::instance().setZoom(100);
    }

    void everyField_comesBackAsItWas_data()
    {
        QTest::addColumn<Profile>("profile");
        Profile p = everything();
        QTest::newRow("sentinel") << p;
        p.topology = Topology::Cluster;
        p.readFromReplicas = true;
        p.passwordSource = PasswordSource::Ask;
        p.tls.verify = false;
        QTest::newRow("cluster") << p;
        p.topology = Topology::Standalone;
        p.passwordSource = PasswordSource::Stored;
        p.passwordStored = true;
        QTest::newRow("standalone") << p;
        p.tunnel.kind = profiles::TunnelKind::Ssh;
        p.tunnel.hops = { { QStringLiteral("bastion"), 22, QStringLiteral("me"), {} } };
        p.authentication = Authentication::Iam;
        p.iam = { QStringLiteral("orders"), QStringLiteral("ap-northeast-2"), true,
                  QStringLiteral("shop-ro") };
        QTest::newRow("tunnel and IAM") << p;
        QTest::newRow("untouched") << Profile();
    }
    void everyField_comesBackAsItWas()
    {
        QFETCH(Profile, profile);
        ui::ProfileEditor editor;
        editor.show({ profile, {} }, false);
        const Profile back = editor.draft().profile;
        QCOMPARE(back.tls, profile.tls);
        QCOMPARE(back.seeds, profile.seeds);
        QCOMPARE(back.addressMap, profile.addressMap);
        QCOMPARE(back.passwordCommand, profile.passwordCommand);
        QCOMPARE(back.sentinel, profile.sentinel);
        QVERIFY(back == profile);
        QVERIFY(!editor.refusal());
        editor.show({ {}, {} }, true); // nothing of it is left behind
        QVERIFY(editor.draft().profile == Profile());
    }

    void direct_isMadeByKeyboardAlone()
    {
        begin("local", "cache.test");
        QVERIFY(f->tabTo("profilePort"));
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type("6390");
        f->press(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(f->saved().name, QStringLiteral("local"));
        QCOMPARE(f->saved().endpoint(), (HostPort{ QStringLiteral("cache.test"), 6390 }));
        QVERIFY(!f->saved().tls.enabled);
        QVERIFY(!f->home->hasUnsavedChanges());
    }

    void tlsWithCa_isMadeByKeyboardAlone()
    {
        begin("secure", "cache.test");
        QVERIFY(f->goToPage(Page::Security));
        QVERIFY(f->tabTo("authentication0"));
        f->press(Qt::Key_Right);
        QVERIFY(f->tabTo("profilePassword"));
        f->type("hunter2");
        QVERIFY(f->tabTo("tls0"));
        f->press(Qt::Key_Right);
        QVERIFY(f->tabTo("tlsCaFile"));
        f->type("ca.pem");
        QCOMPARE(f->child<QLineEdit>("tlsServerName")->placeholderText(),
                 QStringLiteral("cache.test"));
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty()); // not a whole path
        QCOMPARE(f->focus()->objectName(), QStringLiteral("tlsCaFile"));
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type("/etc/ssl/ca.pem");
        f->press(Qt::Key_S, Qt::ControlModifier);
        const Profile made = f->saved();
        QVERIFY(made.tls.enabled && made.tls.verify);
        QCOMPARE(made.tls.caFile, QStringLiteral("/etc/ssl/ca.pem"));
        QCOMPARE(made.authentication, Authentication::Password);
        QTRY_VERIFY(f->saved().passwordStored);
    }

    void clusterWithTwoSeeds_isMadeByKeyboardAlone()
    {
        begin("cluster", "node-1");
        QVERIFY(f->goToPage(Page::Topology));
        QVERIFY(f->tabTo("topology0"));
        f->press(Qt::Key_Right);
        f->press(Qt::Key_Right);
        QSignalSpy connects(f->home.get(), &ui::HomePage::connectRequested);
        QVERIFY(f->tabTo("profileSeeds"));
        f->press(Qt::Key_Return); // the empty table: its first row
        f->type("node-2");
        f->press(Qt::Key_Return);
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("profileSeeds"));
        f->press(Qt::Key_Insert);
        f->type("node 3");
        f->press(Qt::Key_Return);
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("profileSeeds"));
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty());
        f->press(Qt::Key_F2);
        f->press(Qt::Key_A, Qt::ControlModifier);
        f->type("[::1]:7003");
        f->press(Qt::Key_Return);
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("profileSeeds"));
        f->press(Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(f->saved().topology, Topology::Cluster);
        const QList<HostPort> wanted{ { QStringLiteral("node-2"), 6379 },
                                      { QStringLiteral("::1"), 7003 } };
        QCOMPARE(f->saved().seeds, wanted);
        QCOMPARE(connects.size(), 0); // Enter ended the editing, nothing else
    }

    void sentinel_isMadeByKeyboardAlone()
    {
        begin("watched", "sentinel-1");
        QVERIFY(f->goToPage(Page::Topology));
        QVERIFY(f->tabTo("topology0"));
        for (int i = 0; i < 3; ++i)
            f->press(Qt::Key_Right);
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(f->store->profiles().isEmpty()); // no name of the primary
        QCOMPARE(f->focus()->objectName(), QStringLiteral("sentinelPrimary"));
        f->type("mymaster");
        QVERIFY(f->tabTo("profileSeedsAdd"));
        f->press(Qt::Key_Space);
        f->type("10.0.0.2");
        f->press(Qt::Key_Return);
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("profileSeeds"));
        QVERIFY(f->tabTo("sentinelSignsIn"));
        f->press(Qt::Key_Space);
        QVERIFY(f->tabTo("sentinelPassword"));
        f->type("watchword");
        f->press(Qt::Key_S, Qt::ControlModifier);
        const Profile made = f->saved();
        QCOMPARE(made.topology, Topology::Sentinel);
        QCOMPARE(made.sentinel.primaryName, QStringLiteral("mymaster"));
        QCOMPARE(made.seeds, (QList<HostPort>{ { QStringLiteral("10.0.0.2"), 26379 } }));
        QTRY_VERIFY(f->saved().sentinel.passwordStored);
        QCOMPARE(await(f->keychain->read(made.id, SecretSlot::SentinelPassword))->reveal(),
                 QByteArray("watchword"));
    }

    void addressRows_behaveAsAModel()
    {
        ui::AddressRows rows(2, 6379);
        const QAbstractItemModelTester tester(&rows);
        QSignalSpy edits(&rows, &ui::AddressRows::edited);
        rows.setRows({ { QStringLiteral("a"), QStringLiteral("b:1") } });
        QCOMPARE(edits.size(), 0);
        QVERIFY(rows.insertRows(1, 1));
        QVERIFY(!rows.firstProblem().isValid()); // an empty row is not kept
        QVERIFY(rows.setData(rows.index(1, 0), QStringLiteral(" a:6379 "), Qt::EditRole));
        QCOMPARE(rows.firstProblem(), rows.index(1, 0)); // the same place in other words
        QVERIFY(rows.setData(rows.index(1, 0), QStringLiteral("c:99999"), Qt::EditRole));
        QCOMPARE(rows.firstProblem(), rows.index(1, 0));
        QVERIFY(rows.setData(rows.index(1, 0), QStringLiteral("<b>c"), Qt::EditRole));
        QVERIFY(!rows.index(1, 0).data(Qt::ToolTipRole).toString().contains(u'<'));
        QVERIFY(rows.setData(rows.index(1, 0), QStringLiteral("c"), Qt::EditRole));
        QCOMPARE(rows.firstProblem(), rows.index(1, 1)); // leads nowhere yet
        QVERIFY(rows.removeRows(1, 1));
        QVERIFY(!rows.removeRows(1, 1));
        QVERIFY(!rows.firstProblem().isValid());
        QCOMPARE(rows.rows().size(), 1);
    }

    void badInput_isNamedAtItsPage_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("client name") << QByteArray("profileClientName") << QStringLiteral("a b");
        QTest::newRow("command") << QByteArray("profileDangerousCommands")
                                 << QStringLiteral("XADD, %%");
        QTest::newRow("needed") << QByteArray("profileDangerousCommands") << QStringLiteral("scan");
        QTest::newRow("server name") << QByteArray("tlsServerName") << QStringLiteral("a b");
        QTest::newRow("key alone") << QByteArray("tlsKey") << QStringLiteral("/k.pem");
        QTest::newRow("certificate alone")
            << QByteArray("tlsCertificate") << QStringLiteral("/c.pem");
    }
    void badInput_isNamedAtItsPage()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        ui::ProfileEditor editor;
        Profile p;
        p.tls.enabled = true;
        editor.show({ p, {} }, false);
        auto *edit = editor.findChild<QLineEdit *>(QString::fromLatin1(field));
        QVERIFY(!editor.refusal());
        edit->setText(text);
        const auto refusal = editor.refusal();
        QVERIFY(refusal);
        edit->clear();
        QVERIFY(!editor.refusal());
    }

    void commandWithoutAProgram_isRefused()
    {
        ui::ProfileEditor editor;
        Profile p;
        p.authentication = Authentication::Password;
        p.passwordSource = PasswordSource::Command;
        editor.show({ p, {} }, false);
        QVERIFY(editor.refusal());
        editor.findChild<QPlainTextEdit *>(QStringLiteral("passwordCommand"))
            ->setPlainText(QStringLiteral("pass\nshow\na b\n\n"));
        QVERIFY(!editor.refusal());
        QCOMPARE(
            editor.draft().profile.passwordCommand,
            (QStringList{ QStringLiteral("pass"), QStringLiteral("show"), QStringLiteral("a b") }));
    }

    void unverifiedTls_warnsInTheFormAndInTheList()
    {
        f->open();
        Profile p;
        p.name = QStringLiteral("x");
        p.tls.enabled = true;
        f->home->startNew(p);
        QVERIFY(f->goToPage(Page::Security));
        QVERIFY(!f->child("tlsWarning")->isVisible());
        QVERIFY(f->tabTo("tlsVerify"));
        f->press(Qt::Key_Space);
        QVERIFY(f->child("tlsWarning")->isVisible());
        f->press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(!f->saved().tls.verify);
        QVERIFY(ui::routeWords(f->saved()).first().warns);
        QCOMPARE(ui::routeText(f->saved()), QStringLiteral("TLS unverified"));
    }

    void secretsOfAllSlots_areStoredAndGoWithTheProfile()
    {
        f->open();
        Profile p = everything();
        p.passwordSource = PasswordSource::Stored;
        p.tls.keyPassphraseStored = p.sentinel.passwordStored = false;
        f->home->startNew(p, { Secret("one"), Secret("two"), Secret("three") });
        QVERIFY(f->home->save());
        const QUuid id = f->saved().id;
        const QList<QByteArray> words{ "one", "two", "three" };
        for (int i = 0; i < words.size(); ++i) {
            const auto slot = profiles::allSecretSlots.at(static_cast<size_t>(i));
            QTRY_COMPARE(await(f->keychain->read(id, slot)).value_or(Secret()).reveal(),
                         words.at(i));
        }
        QTRY_VERIFY(f->saved().passwordStored && f->saved().tls.keyPassphraseStored
                    && f->saved().sentinel.passwordStored);
        // A copy has its own of each.
        QVERIFY(f->tabTo("connectionTree"));
        f->press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        const QUuid copy = f->saved().id;
        QVERIFY(copy != id);
        QTRY_COMPARE(await(f->keychain->read(copy, SecretSlot::TlsKeyPassphrase))
                         .value_or(Secret())
                         .reveal(),
                     QByteArray("two"));
        // Connecting brings all of them.
        QSignalSpy connects(f->home.get(), &ui::HomePage::connectRequested);
        f->home->select(id);
        f->press(Qt::Key_Return);
        QTRY_COMPARE(connects.size(), 1);
        const auto sent = connects.at(0).at(1).value<profiles::Secrets>();
        QCOMPARE(sent.password.reveal(), words.at(0));
        QCOMPARE(sent.tlsKeyPassphrase.reveal(), words.at(1));
        QCOMPARE(sent.sentinelPassword.reveal(), words.at(2));
        f->press(Qt::Key_Delete);
        QCOMPARE(f->focus()->objectName(), QStringLiteral("keepConnection"));
        QVERIFY(f->tabTo("removeConnection"));
        f->press(Qt::Key_Return);
        QVERIFY(!f->store->find(id));
        for (const SecretSlot slot : profiles::allSecretSlots)
            QTRY_COMPARE(await(f->keychain->read(id, slot)).has_value(), false);
        QVERIFY(await(f->keychain->read(copy, SecretSlot::Password)).has_value());
    }

    void askedPassword_isAskedForAndKeptNowhere()
    {
        f->open();
        Profile p;
        p.name = QStringLiteral("asks");
        p.authentication = Authentication::Password;
        p.passwordSource = PasswordSource::Ask;
        const QUuid id = f->store->add(p);
        f->home->select(id);
        QSignalSpy tests(f->home.get(), &ui::HomePage::testRequested);
        f->child<QAbstractButton>("testProfile")->click();
        QTRY_COMPARE(f->focus()->objectName(), QStringLiteral("askPassword"));
        f->type("hunter2");
        f->press(Qt::Key_Return);
        QCOMPARE(tests.size(), 1);
        QCOMPARE(tests.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("hunter2"));
        QVERIFY(!await(f->keychain->read(id, SecretSlot::Password)).has_value());
        QVERIFY(!f->store->find(id)->passwordStored);
    }

    void unsavedEditsAndSecrets_areWhatIsTested()
    {
        f->open();
        Profile p;
        p.name = QStringLiteral("edited");
        const QUuid id = f->store->add(p);
        f->home->select(id);
        QVERIFY(f->goToPage(Page::Security));
        QVERIFY(f->tabTo("authentication0"));
        f->press(Qt::Key_Right);
        QVERIFY(f->tabTo("profilePassword"));
        f->type("typed");
        QSignalSpy tests(f->home.get(), &ui::HomePage::testRequested);
        f->child<QAbstractButton>("testProfile")->click();
        QCOMPARE(tests.size(), 1);
        QCOMPARE(tests.at(0).at(0).value<Profile>().authentication, Authentication::Password);
        QCOMPARE(tests.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("typed"));
        QCOMPARE(f->store->find(id)->authentication, Authentication::None);
    }

    void remedies_changeTheFormOnly()
    {
        using session::Remedy;
        f->open();
        Profile p;
        p.name = QStringLiteral("x");
        p.host = QStringLiteral("cache.test");
        const QUuid id = f->store->add(p);
        f->home->select(id);
        auto *editor = f->child<ui::ProfileEditor>("profileEditor");
        QVERIFY(editor->apply(Remedy::TurnOnTls));
        QVERIFY(editor->draft().profile.tls.enabled);
        QVERIFY(f->home->hasUnsavedChanges());
        QVERIFY(!editor->apply(Remedy::UseEndpointAsServerName)); // it is that already
        QCOMPARE(f->focus()->objectName(), QStringLiteral("tlsServerName"));
        f->type("other.test");
        QVERIFY(editor->apply(Remedy::UseEndpointAsServerName));
        QVERIFY(editor->draft().profile.tls.serverName.isEmpty());
        QVERIFY(!editor->apply(Remedy::TurnOffTls)); // would send the password readable
        QVERIFY(!editor->draft().profile.tls.enabled);
        QVERIFY(!editor->apply(Remedy::EnterPassword));
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profilePassword"));
        QCOMPARE(editor->draft().profile.authentication, Authentication::Password);
        QVERIFY(editor->apply(Remedy::RemovePassword));
        QCOMPARE(editor->draft().profile.authentication, Authentication::None);
        QVERIFY(editor->apply(Remedy::ForceStandalone));
        QCOMPARE(editor->draft().profile.topology, Topology::Standalone);
        QVERIFY(!editor->apply(Remedy::MapAddresses));
        QCOMPARE(f->focus()->objectName(), QStringLiteral("profileAddressMap"));
        QVERIFY(!f->store->find(id)->tls.enabled);
    }

    void tab_reachesEveryFieldAndComesRound_data()
    {
        QTest::addColumn<int>("page");
        for (int page = 0; page < 6; ++page)
            QTest::addRow("page %d", page) << page;
    }
    void tab_reachesEveryFieldAndComesRound()
    {
        QFETCH(int, page);
        Profile p = everything();
        p.tunnel = wholeTunnel();
        const QUuid id = f->store->add(p);
        f->open();
        f->home->select(id);
        QVERIFY(f->goToPage(static_cast<Page>(page)));
        QWidget *start = f->focus();
        QSet<QWidget *> seen;
        for (int i = 0; i < 200; ++i) {
            f->press(Qt::Key_Tab);
            if (f->focus() == start)
                break;
            seen += f->focus();
        }
        QCOMPARE(f->focus(), start);
        for (auto *field : f->child("profileEditor")->findChildren<QWidget *>()) {
            const bool segment = field->parent()->inherits("common::SegmentedControl");
            const auto *button = qobject_cast<QAbstractButton *>(field);
            const bool off = segment && button && !button->isChecked(); // by the arrow keys
            const bool swatch = field->objectName().startsWith(QLatin1String("colour"));
            const bool inner = field->focusProxy()
                || field->objectName().startsWith(QLatin1String("qt_"))
                || field->parent()->inherits("QAbstractItemView")
                || field->parent()->inherits("QComboBox") || field->inherits("QHeaderView");
            if (!(field->focusPolicy() & Qt::TabFocus) || !field->isVisible() || !field->isEnabled()
                || off || swatch || inner)
                continue;
            QVERIFY2(seen.contains(field) || field == start,
                     qPrintable(field->objectName() + u' '
                                + QLatin1String(field->metaObject()->className())));
            QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(field->objectName()));
        }
    }

    void texts_haveTheRoomTheyNeed_data()
    {
        QTest::addColumn<bool>("korean");
        QTest::addColumn<int>("zoom");
        QTest::newRow("en") << false << 100;
        QTest::newRow("ko") << true << 100;
        QTest::newRow("en 200 %") << false << 200;
        QTest::newRow("ko 200 %") << true << 200;
    }
    void texts_haveTheRoomTheyNeed()
    {
        QFETCH(bool, korean);
        QFETCH(int, zoom);
        common::Theme::instance().setZoom(zoom);
        QTranslator translator;
        if (korean) {
            QVERIFY(translator.load(QStringLiteral(":/larder/translations/profiles_ko.qm")));
            QCoreApplication::installTranslator(&translator);
        }
        Profile p = everything();
        p.name = QStringLiteral("x");
        p.tunnel = wholeTunnel();
        const QUuid id = f->store->add(p);
        f->open();
        f->home->resize(zoom == 100 ? 1312 : 1900, zoom == 100 ? 836 : 1400);
        f->home->select(id);
        auto *editor = f->child<ui::ProfileEditor>("profileEditor");
        for (int page = 0; page < 6; ++page) {
            editor->setPage(static_cast<Page>(page));
            support::settle();
            for (auto *one : editor->findChildren<QWidget *>()) {
                const auto *label = qobject_cast<QLabel *>(one);
                const bool text = (label && !label->text().isEmpty())
                    || qobject_cast<QPushButton *>(one) || qobject_cast<QCheckBox *>(one)
                    || one->parent()->inherits("common::SegmentedControl");
                if (!text || !one->isVisible())
                    continue;
                const QString what =
                    QStringLiteral("page %1: %2 \"%3\" %4 < %5")
                        .arg(page)
                        .arg(one->objectName(), label ? label->text() : one->accessibleName())
                        .arg(one->width())
                        .arg(one->sizeHint().width());
                if (label && label->wordWrap())
                    QVERIFY2(one->height() >= label->heightForWidth(one->width()),
                             qPrintable(what));
                else
                    QVERIFY2(one->width() >= one->sizeHint().width()
                                 && one->height() >= one->minimumSizeHint().height(),
                             qPrintable(what));
            }
        }
        QCoreApplication::removeTranslator(&translator);
    }
};

QTEST_MAIN(TestEditor)
#include "tst_editor.moc"

// Passwords on Home: where they rest, how they are asked for, with whom they go.
#include "homebase.h"
#include "support/wait.h"
#include <QApplication>
#include <QSignalSpy>
#include <QTabBar>

using base::Secret;
using profiles::Profile;
using profiles::SecretSlot;
using support::await;
using ui::HomePage;

class TestHomeSecrets final : public HomeBase {
    Q_OBJECT

private Q_SLOTS:
    void storedPassword_isSentButNeverShown()
    {
        Profile p = named("a");
        p.authentication = profiles::Authentication::Password;
        p.passwordStored = true;
        const QUuid a = m_store->add(p);
        open();
        QVERIFY(await(m_keychain->write(a, SecretSlot::Password, Secret("hunter2"))));
        m_home->select(a);
        QVERIFY(child<QLineEdit>("profilePassword")->text().isEmpty());
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        click("connectProfile");
        QTRY_COMPARE(connects.size(), 1);
        QCOMPARE(connects.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("hunter2"));
        QVERIFY(child<QLineEdit>("profilePassword")->text().isEmpty());
    }

    void missingPassword_asksOnItsPage()
    {
        Profile p = named("a");
        p.authentication = profiles::Authentication::Password;
        const QUuid a = m_store->add(p);
        open();
        m_home->select(a);
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        click("connectProfile");
        QTRY_COMPARE(m_home->focusWidget(), child("profilePassword"));
        QCOMPARE(child<QTabBar>("profilePages")->currentIndex(), 1);
        QCOMPARE(connects.size(), 0);
        QTest::keyClicks(m_home->focusWidget(), QStringLiteral("pw"));
        QTest::keyClick(m_home->focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(connects.size(), 1);
        QCOMPARE(connects.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("pw"));
    }

    void noKeychain_makesAVaultWithTheSheet()
    {
        open(false);
        m_home->startNew(named("a"), {});
        child<QTabBar>("profilePages")->setCurrentIndex(1);
        click("authentication1");
        type("profilePassword", QStringLiteral("hunter2"));
        QVERIFY(m_home->save());
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
        QVERIFY(!child("openVault")->isEnabled());
        type("masterPassword", QStringLiteral("correct horse"));
        type("masterPasswordAgain", QStringLiteral("correct horsf"));
        QVERIFY(!child("openVault")->isEnabled());
        QVERIFY(child<QLabel>("vaultProblem")->isVisible());
        type("masterPasswordAgain", QStringLiteral("correct horse"));
        click("openVault");
        QTRY_VERIFY(m_store->profiles().first().passwordStored);
        QCOMPARE(m_secrets->where(), profiles::SecretStore::Where::Vault);
        QCOMPARE(m_home->secretsText(), QStringLiteral("Secrets in Larder's own vault"));
        QTRY_VERIFY(!m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
    }

    void vaultDeclined_keepsThePasswordForThisRun()
    {
        open(false);
        m_home->startNew(named("a"), { Secret("hunter2"), {}, {} });
        child<QTabBar>("profilePages")->setCurrentIndex(1);
        click("authentication1");
        type("profilePassword", QStringLiteral("hunter2"));
        QVERIFY(m_home->save());
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
        click("keepForThisRun");
        QTRY_COMPARE(m_secrets->where(), profiles::SecretStore::Where::ThisRun);
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        QTRY_VERIFY(!m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
        click("connectProfile");
        QTRY_COMPARE(connects.size(), 1);
        QCOMPARE(connects.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("hunter2"));
        QVERIFY(!m_store->profiles().first().passwordStored);
    }

    void wrongMasterPassword_saysSoAndAsksAgain()
    {
        Profile p = named("a");
        p.authentication = profiles::Authentication::Password;
        p.passwordStored = true;
        const QUuid a = m_store->add(p);
        {
            profiles::Vault vault(m_dir.filePath(QStringLiteral("%1.vault").arg(run)),
                                  profiles::vault::Cost::least());
            QVERIFY(await(vault.create(Secret("master"))));
            QVERIFY(await(vault.write(a, SecretSlot::Password, Secret("hunter2"))));
        }
        open(false);
        m_home->select(a);
        QSignalSpy connects(m_home.get(), &HomePage::connectRequested);
        click("connectProfile");
        QTRY_VERIFY(m_home->findChild<QWidget *>(QStringLiteral("vaultSheet")));
        type("masterPassword", QStringLiteral("nope"));
        QTest::keyClick(child("masterPassword"), Qt::Key_Return);
        QTRY_VERIFY(child<QLabel>("vaultProblem")->isVisible() && child("openVault")->isEnabled());
        QCOMPARE(connects.size(), 0);
        type("masterPassword", QStringLiteral("master"));
        QTest::keyClick(child("masterPassword"), Qt::Key_Return);
        QTRY_COMPARE(connects.size(), 1);
        QCOMPARE(connects.at(0).at(1).value<profiles::Secrets>().password.reveal(),
                 QByteArray("hunter2"));
    }

    void duplicate_getsItsOwnPassword()
    {
        Profile p = named("a");
        p.authentication = profiles::Authentication::Password;
        p.passwordStored = true;
        const QUuid a = m_store->add(p);
        open();
        QVERIFY(await(m_keychain->write(a, SecretSlot::Password, Secret("hunter2"))));
        m_home->select(a);
        QTest::keyClick(tree(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        const QUuid copy = m_store->profiles().last().id;
        QVERIFY(copy != a);
        QTRY_VERIFY(m_store->find(copy)->passwordStored);
        QCOMPARE(await(m_keychain->read(copy, SecretSlot::Password))->reveal(),
                 QByteArray("hunter2"));
    }
};

QTEST_MAIN(TestHomeSecrets)
#include "tst_homesecrets.moc"

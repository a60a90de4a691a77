#include "base/whendone.h"
#include "profiles/keychainsecrets.h"
#include "profiles/secretstore.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTemporaryDir>

using base::Error;
using base::Secret;
using profiles::SecretSlot;
using profiles::SecretStore;
using profiles::Vault;
using support::await;
using Where = SecretStore::Where;

namespace {
/// A keychain that works, or does not; backed by memory that the test can look into.
class FakeKeychain final : public profiles::SecretBackend {
public:
    explicit FakeKeychain(bool works)
        : m_works(works)
    {
    }
    QFuture<base::Result<>> probe() override
    {
        return base::ready(
            m_works ? base::Result<>()
                    : base::Result<>(base::fail(Error::Kind::Storage, QStringLiteral("no bus"))));
    }
    QFuture<base::Result<Secret>> read(const QUuid &id, SecretSlot slot) override
    {
        return memory.read(id, slot);
    }
    QFuture<base::Result<>> write(const QUuid &id, SecretSlot slot, const Secret &secret) override
    {
        return memory.write(id, slot, secret);
    }
    QFuture<base::Result<>> remove(const QUuid &id, SecretSlot slot) override
    {
        return memory.remove(id, slot);
    }
    profiles::MemorySecrets memory;

private:
    bool m_works;
};
} // namespace

class TestSecretStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;
    const QUuid m_id = QUuid::createUuid();

    std::unique_ptr<Vault> vault() const
    {
        return std::make_unique<Vault>(m_path, profiles::vault::Cost::least());
    }

private Q_SLOTS:
    void init()
    {
        static int run = 0;
        m_path = m_dir.filePath(QStringLiteral("%1.vault").arg(++run));
    }

    void workingKeychain_isUsed()
    {
        auto keychain = std::make_unique<FakeKeychain>(true);
        FakeKeychain *look = keychain.get();
        SecretStore store(std::move(keychain), vault());
        QVERIFY(await(store.write(m_id, SecretSlot::Password, Secret("pw"))));
        QCOMPARE(store.where(), Where::Keychain);
        QCOMPARE(await(look->memory.read(m_id, SecretSlot::Password))->reveal(), QByteArray("pw"));
        QVERIFY(!QFile::exists(m_path));
    }

    void noKeychain_waitsForTheVaultThenWrites()
    {
        SecretStore store(std::make_unique<FakeKeychain>(false), vault());
        QSignalSpy asked(&store, &SecretStore::decisionNeeded);
        auto written = store.write(m_id, SecretSlot::Password, Secret("pw"));
        QTRY_COMPARE(asked.size(), 1);
        QCOMPARE(store.where(), Where::Undecided);
        QVERIFY(!written.isFinished());
        QVERIFY(await(store.createVault(Secret("master"))));
        QVERIFY(await(written));
        QCOMPARE(store.where(), Where::Vault);

        SecretStore next(std::make_unique<FakeKeychain>(false), vault());
        QSignalSpy askedAgain(&next, &SecretStore::decisionNeeded);
        auto read = next.read(m_id, SecretSlot::Password);
        QTRY_COMPARE(askedAgain.size(), 1);
        QCOMPARE(next.where(), Where::VaultLocked);
        QCOMPARE(await(next.unlockVault(Secret("wrong"))).error().kind, Error::Kind::Auth);
        QVERIFY(!read.isFinished());
        QVERIFY(await(next.unlockVault(Secret("master"))));
        QCOMPARE(await(read)->reveal(), QByteArray("pw"));
    }

    void beforeThereIsAVault_nothingIsCollectedAndNothingAsked()
    {
        SecretStore store(nullptr, vault());
        store.open();
        QTRY_COMPARE(store.where(), Where::Undecided);
        QSignalSpy asked(&store, &SecretStore::decisionNeeded);
        profiles::Profile profile;
        profile.id = m_id;
        profile.authentication = profiles::Authentication::Password;
        const auto found = await(store.collect(profile));
        QVERIFY(found);
        QCOMPARE(found->missing, QList<SecretSlot>{ SecretSlot::Password });
        QVERIFY(asked.isEmpty());
    }

    void declined_keepsItForThisRunOnly()
    {
        SecretStore store(nullptr, vault());
        QSignalSpy asked(&store, &SecretStore::decisionNeeded);
        auto written = store.write(m_id, SecretSlot::Password, Secret("pw"));
        QTRY_COMPARE(asked.size(), 1);
        store.keepForThisRun();
        QVERIFY(await(written));
        QCOMPARE(await(store.read(m_id, SecretSlot::Password))->reveal(), QByteArray("pw"));
        QVERIFY(!QFile::exists(m_path));
        QCOMPARE(store.where(), Where::ThisRun);
    }

    void cancelledQuestion_endsTheRequestAndComesAgain()
    {
        SecretStore store(nullptr, vault());
        QSignalSpy asked(&store, &SecretStore::decisionNeeded);
        auto first = store.read(m_id, SecretSlot::Password);
        QTRY_COMPARE(asked.size(), 1);
        store.cancelWaiting();
        QCOMPARE(await(first).error().kind, Error::Kind::Cancelled);
        auto second = store.read(m_id, SecretSlot::Password);
        QCOMPARE(asked.size(), 2);
        store.cancelWaiting();
        QVERIFY(!await(second));
    }

    void nobodyToAsk_failsInsteadOfWaitingForEver()
    {
        SecretStore store(nullptr, vault());
        QCOMPARE(await(store.read(m_id, SecretSlot::Password)).error().kind, Error::Kind::Storage);
    }

    void removing_neverAsksAndHappensAtTheUnlock()
    {
        {
            Vault made(m_path, profiles::vault::Cost::least());
            QVERIFY(await(made.create(Secret("master"))));
            QVERIFY(await(made.write(m_id, SecretSlot::Password, Secret("pw"))));
        }
        SecretStore store(nullptr, vault());
        QSignalSpy asked(&store, &SecretStore::decisionNeeded);
        auto removed = store.remove(m_id, SecretSlot::Password);
        QTRY_COMPARE(store.where(), Where::VaultLocked);
        QCOMPARE(asked.size(), 0);
        QVERIFY(await(store.unlockVault(Secret("master"))));
        QVERIFY(await(removed));
        QCOMPARE(await(store.read(m_id, SecretSlot::Password)).error().kind, Error::Kind::NotFound);
    }

    void vaultBesideAKeychain_looksInBoth()
    {
        auto keychain = std::make_unique<FakeKeychain>(true);
        const QUuid older = QUuid::createUuid();
        QVERIFY(await(keychain->memory.write(older, SecretSlot::Password, Secret("old"))));
        {
            Vault made(m_path, profiles::vault::Cost::least());
            QVERIFY(await(made.create(Secret("master"))));
            QVERIFY(await(made.write(m_id, SecretSlot::Password, Secret("new"))));
        }
        SecretStore store(std::move(keychain), vault());
        store.open();
        QTRY_COMPARE(store.where(), Where::VaultLocked);
        QVERIFY(await(store.unlockVault(Secret("master"))));
        QCOMPARE(await(store.read(m_id, SecretSlot::Password))->reveal(), QByteArray("new"));
        QCOMPARE(await(store.read(older, SecretSlot::Password))->reveal(), QByteArray("old"));
        QVERIFY(await(store.remove(older, SecretSlot::Password)));
        QVERIFY(!await(store.read(older, SecretSlot::Password)));
    }

    void storeDestroyed_endsWhatWaits()
    {
        QFuture<base::Result<Secret>> read;
        {
            SecretStore store(nullptr, vault());
            QSignalSpy asked(&store, &SecretStore::decisionNeeded);
            read = store.read(m_id, SecretSlot::Password);
            QTRY_COMPARE(asked.size(), 1);
        }
        QCOMPARE(await(read).error().kind, Error::Kind::Cancelled);
    }

    void collect_bringsWhatTheProfileNeedsAndNamesWhatIsMissing()
    {
        auto keychain = std::make_unique<FakeKeychain>(true);
        FakeKeychain *inside = keychain.get();
        SecretStore store(std::move(keychain), nullptr);
        profiles::Profile p;
        p.id = m_id;
        QVERIFY(await(inside->write(m_id, SecretSlot::Password, Secret("one"))));
        auto found = await(store.collect(p)); // no sign-in: what is stored is of no use
        QVERIFY(found && found->secrets.isEmpty() && found->missing.isEmpty());
        p.authentication = profiles::Authentication::Password;
        p.topology = profiles::Topology::Sentinel;
        p.sentinel.signsIn = true;
        found = await(store.collect(p));
        QVERIFY(found);
        QCOMPARE(found->secrets.password.reveal(), QByteArray("one"));
        QCOMPARE(found->missing, QList{ SecretSlot::SentinelPassword });
        found = await(store.collect(p, { Secret("typed"), {}, Secret("three") }));
        QVERIFY(found && found->missing.isEmpty());
        QCOMPARE(found->secrets.password.reveal(), QByteArray("typed"));
        p.passwordSource = profiles::PasswordSource::Ask;
        p.sentinel.signsIn = false;
        found = await(store.collect(p));
        QVERIFY(found && found->secrets.password.isEmpty());
        QCOMPARE(found->missing, QList{ SecretSlot::Password });
        p.passwordSource = profiles::PasswordSource::Command;
        found = await(store.collect(p));
        QVERIFY(found && found->missing.isEmpty() && found->secrets.isEmpty());
        p.authentication = profiles::Authentication::None;
        p.tls.enabled = true;
        p.tls.keyFile = QStringLiteral("/k.pem");
        p.tls.keyPassphraseStored = true;
        QVERIFY(await(inside->write(m_id, SecretSlot::TlsKeyPassphrase, Secret("two"))));
        found = await(store.collect(p));
        QVERIFY(found);
        QCOMPARE(found->secrets.tlsKeyPassphrase.reveal(), QByteArray("two"));
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"

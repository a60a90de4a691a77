#include "profiles/vault.h"
#include "support/wait.h"
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

using base::Error;
using base::Secret;
using profiles::SecretSlot;
using profiles::Vault;
using support::await;

namespace {
const profiles::vault::Cost cheap = profiles::vault::Cost::least();

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}
} // namespace

class TestVault : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;
    const QUuid m_id = QUuid::createUuid();

    /// A vault at m_path with "hunter2" for m_id, sealed with "master".
    void make()
    {
        Vault vault(m_path, cheap);
        QVERIFY(await(vault.create(Secret("master"))));
        QVERIFY(await(vault.write(m_id, SecretSlot::Password, Secret("hunter2"))));
    }

private Q_SLOTS:
    void init()
    {
        static int run = 0;
        const QString folder = m_dir.filePath(QString::number(++run));
        QDir().mkpath(folder);
        m_path = folder + QStringLiteral("/secrets.vault");
    }

    void writtenSecret_isThereAfterARestart()
    {
        make();
        Vault vault(m_path, cheap);
        QVERIFY(vault.exists());
        QVERIFY(!vault.isOpen());
        QVERIFY(await(vault.open(Secret("master"))));
        QCOMPARE(await(vault.read(m_id, SecretSlot::Password))->reveal(), QByteArray("hunter2"));
        QCOMPARE(await(vault.read(QUuid::createUuid(), SecretSlot::Password)).error().kind,
                 Error::Kind::NotFound);
        QVERIFY(await(vault.remove(m_id, SecretSlot::Password)));
        QCOMPARE(await(vault.read(m_id, SecretSlot::Password)).error().kind, Error::Kind::NotFound);
        vault.lock();
        QVERIFY(!await(vault.read(m_id, SecretSlot::Password)));
        QVERIFY(!await(vault.write(m_id, SecretSlot::Password, Secret("x"))));
    }

    void realCost_opensAsWell()
    {
        Vault vault(m_path);
        QVERIFY(await(vault.create(Secret("master")), 60000));
        QVERIFY(await(vault.write(m_id, SecretSlot::Password, Secret("hunter2"))));
        Vault again(m_path);
        QVERIFY(await(again.open(Secret("master")), 60000));
        QCOMPARE(await(again.read(m_id, SecretSlot::Password))->reveal(), QByteArray("hunter2"));
    }

    void file_holdsNeitherSecretNorPassword()
    {
        make();
        for (const QString &path : { m_path, QString(m_path + QStringLiteral(".bak")) }) {
            const QByteArray bytes = content(path);
            QVERIFY(!bytes.isEmpty());
            QVERIFY(!bytes.contains("hunter2"));
            QVERIFY(!bytes.contains("master"));
            QVERIFY(!bytes.contains(m_id.toByteArray(QUuid::WithoutBraces)));
            QVERIFY(
                !(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        }
    }

    void sameContentSealedTwice_looksDifferent()
    {
        const auto key = profiles::vault::newKey(Secret("master"), cheap);
        QVERIFY(key.has_value());
        QVERIFY(profiles::vault::seal(*key, {}) != profiles::vault::seal(*key, {}));
    }

    void wrongPassword_isToldFromADamagedFile()
    {
        make();
        const QByteArray before = content(m_path);
        Vault vault(m_path, cheap);
        QCOMPARE(await(vault.open(Secret("Master"))).error().kind, Error::Kind::Auth);
        QCOMPARE(await(vault.open(Secret(""))).error().kind, Error::Kind::Auth);
        QVERIFY(!vault.isOpen());
        QCOMPARE(content(m_path), before);
        QVERIFY(await(vault.open(Secret("master"))));
    }

    void damagedFile_isSetAsideAndTheLastGoodCopyOpened()
    {
        make();
        QByteArray bytes = content(m_path);
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
        put(m_path, bytes);
        Vault vault(m_path, cheap);
        QCOMPARE(await(vault.open(Secret("wrong"))).error().kind, Error::Kind::Auth);
        QCOMPARE(content(m_path), bytes); // nothing moves before the copy is known to open
        QVERIFY(await(vault.open(Secret("master"))));
        QVERIFY(vault.trouble().has_value());
        const QDir folder = QFileInfo(m_path).dir();
        const auto aside = folder.entryList({ QStringLiteral("*.unreadable-*") }, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QCOMPARE(content(folder.filePath(aside.first())), bytes);
        QVERIFY(vault.trouble()->text.contains(aside.first()));
        QVERIFY(await(vault.write(m_id, SecretSlot::Password, Secret("again"))));
        Vault next(m_path, cheap);
        QVERIFY(await(next.open(Secret("master"))));
        QCOMPARE(await(next.read(m_id, SecretSlot::Password))->reveal(), QByteArray("again"));
    }

    void damagedFileWithoutACopy_saysWhereItWasPut()
    {
        put(m_path, "LRDVAULT nonsense");
        Vault vault(m_path, cheap);
        const auto opened = await(vault.open(Secret("master")));
        QCOMPARE(opened.error().kind, Error::Kind::Invalid);
        QVERIFY(opened.error().text.contains(QStringLiteral("unreadable-")));
        QVERIFY(!vault.exists());
        QVERIFY(await(vault.create(Secret("master"))));
    }

    void fileCutOrGarbledAnywhere_isDamagedNeverOpened()
    {
        const auto key = profiles::vault::newKey(Secret("master"), cheap);
        QVERIFY(key.has_value());
        const QByteArray file =
            profiles::vault::seal(*key, { { "a", Secret("one") }, { "b", Secret("two") } });
        for (qsizetype n = 0; n < file.size(); ++n) {
            QCOMPARE(profiles::vault::open(file.first(n), Secret("master")).error().kind,
                     Error::Kind::Invalid);
            QByteArray flipped = file;
            flipped[n] = char(flipped[n] ^ 0x40);
            QVERIFY(!profiles::vault::check(flipped));
        }
        QRandomGenerator random(3);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes(random.bounded(200), '\0');
            for (char &byte : bytes)
                byte = char(random.bounded(256));
            if (round % 2)
                bytes.prepend("LRDVAULT\x01");
            QVERIFY(!profiles::vault::check(bytes));
        }
    }

    void headerAskingForTooMuchMemory_isRefusedBeforeItIsTaken()
    {
        auto key = profiles::vault::newKey(Secret("master"), cheap);
        QVERIFY(key.has_value());
        key->cost.memory = 1ULL << 40; // with a good checksum over it
        QCOMPARE(
            profiles::vault::open(profiles::vault::seal(*key, {}), Secret("master")).error().kind,
            Error::Kind::Invalid);
    }

    void changedPassword_opensAndTheOldOneNoLongerDoes()
    {
        make();
        {
            Vault vault(m_path, cheap);
            QVERIFY(await(vault.open(Secret("master"))));
            QCOMPARE(await(vault.changePassword(Secret("no"), Secret("new"))).error().kind,
                     Error::Kind::Auth);
            // A write asked for while the change runs must not bring the old key back.
            auto changed = vault.changePassword(Secret("master"), Secret("new"));
            auto written = vault.write(m_id, SecretSlot::Password, Secret("later"));
            QVERIFY(await(changed));
            QVERIFY(await(written));
            QCOMPARE(await(vault.read(m_id, SecretSlot::Password))->reveal(), QByteArray("later"));
        }
        Vault vault(m_path, cheap);
        QCOMPARE(await(vault.open(Secret("master"))).error().kind, Error::Kind::Auth);
        QVERIFY(await(vault.open(Secret("new"))));
        QCOMPARE(await(vault.read(m_id, SecretSlot::Password))->reveal(), QByteArray("later"));
        QVERIFY(!profiles::vault::open(content(m_path + QStringLiteral(".bak")), Secret("master")));
    }

    void createdOverAVault_isRefused()
    {
        make();
        const QByteArray before = content(m_path);
        Vault vault(m_path, cheap);
        QCOMPARE(await(vault.create(Secret("other"))).error().kind, Error::Kind::Invalid);
        QCOMPARE(content(m_path), before);
    }

    void unwritableFolder_keepsTheOldSecret()
    {
        make();
        Vault vault(m_path, cheap);
        QVERIFY(await(vault.open(Secret("master"))));
        const QString folder = QFileInfo(m_path).path();
        QVERIFY(QDir().rename(folder, folder + QStringLiteral("-moved")));
        put(folder, "a file where the folder was");
        const auto written = await(vault.write(m_id, SecretSlot::Password, Secret("new")));
        QCOMPARE(written.error().kind, Error::Kind::Storage);
        QVERIFY(!written.error().text.contains(QStringLiteral("new secret")));
        QCOMPARE(await(vault.read(m_id, SecretSlot::Password))->reveal(), QByteArray("hunter2"));
    }

    void manySecretsAtOnce_areAllKept()
    {
        make();
        QList<QUuid> ids;
        {
            Vault vault(m_path, cheap);
            QVERIFY(await(vault.open(Secret("master"))));
            QList<QFuture<base::Result<>>> writes;
            for (int i = 0; i < 50; ++i) {
                ids += QUuid::createUuid();
                writes +=
                    vault.write(ids.last(), SecretSlot::Password, Secret(QByteArray::number(i)));
            }
            for (const auto &write : writes)
                QVERIFY(await(write));
        }
        Vault vault(m_path, cheap);
        QVERIFY(await(vault.open(Secret("master"))));
        for (int i = 0; i < ids.size(); ++i)
            QCOMPARE(await(vault.read(ids[i], SecretSlot::Password))->reveal(),
                     QByteArray::number(i));
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"

#include "profiles/profilestore.h"
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using profiles::Profile;
using profiles::ProfileStore;

namespace {
/// JSON with single quotes (moc cannot read raw strings).
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

Profile named(const char *name, const char *group = "")
{
    Profile p;
    p.name = QString::fromUtf8(name);
    p.group = QString::fromUtf8(group);
    return p;
}

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

bool loaded(ProfileStore &store)
{
    store.load();
    return QTest::qWaitFor([&] { return store.isLoaded(); });
}

bool saved(ProfileStore &store)
{
    return QTest::qWaitFor([&] { return store.isSaved(); });
}

QStringList names(const ProfileStore &store)
{
    QStringList out;
    for (const Profile &profile : store.profiles())
        out += profile.name;
    return out;
}

/// Root may write anywhere, so the tests of refusals give it up for a while.
class NotRoot {
public:
    NotRoot()
        : m_before(geteuid())
    {
        if (m_before == 0)
            m_done = seteuid(65534) == 0;
    }
    ~NotRoot()
    {
        if (m_done && seteuid(m_before) != 0)
            qFatal("root is gone");
    }
    Q_DISABLE_COPY_MOVE(NotRoot)

private:
    uid_t m_before;
    bool m_done = false;
};
} // namespace

class TestProfileStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_run = 0;

    QString freshPath()
    {
        const QString folder = m_dir.filePath(QString::number(++m_run));
        QDir().mkpath(folder);
        return folder + QLatin1String("/profiles.json");
    }

private Q_SLOTS:
    void missingFile_isAnEmptyListWithoutTrouble()
    {
        ProfileStore store(freshPath());
        QVERIFY(loaded(store));
        QVERIFY(store.profiles().isEmpty());
        QVERIFY(!store.trouble());
    }

    void addedProfile_isThereAfterARestart()
    {
        const QString path = freshPath();
        QUuid id;
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            id = store.add(named("a", "Shop"));
            QVERIFY(saved(store));
        }
        ProfileStore store(path);
        QVERIFY(loaded(store));
        QCOMPARE(names(store), QStringList{ QStringLiteral("a") });
        QCOMPARE(store.profiles().first().id, id);
    }

    void writtenFile_isReadableByItsOwnerOnly()
    {
        const QString path = freshPath();
        ProfileStore store(path);
        QVERIFY(loaded(store));
        store.add(named("a"));
        QVERIFY(saved(store));
        store.add(named("b"));
        QVERIFY(saved(store));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QCOMPARE(QFile::permissions(path) & others, QFileDevice::Permissions());
        QCOMPARE(QFile::permissions(path + QStringLiteral(".bak")) & others,
                 QFileDevice::Permissions());
        QVERIFY(QFile::exists(path + QStringLiteral(".bak")));
    }

    void destroyedRightAfterAChange_stillWritesIt()
    {
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            for (const char *name : { "a", "b", "c" })
                store.add(named(name));
        }
        ProfileStore store(path);
        QVERIFY(loaded(store));
        QCOMPARE(names(store).size(), 3);
    }

    void addedBeforeLoading_isKeptBesideTheFile()
    {
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            store.add(named("old"));
        }
        ProfileStore store(path);
        store.add(named("early"));
        QVERIFY(loaded(store));
        QCOMPARE(names(store), QStringList({ QStringLiteral("old"), QStringLiteral("early") }));
    }

    void damagedFile_isSetAsideAndTheLastGoodCopyUsed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("zeros") << QByteArray(300, '\0');
        QTest::newRow("text") << QByteArray("not json");
        QTest::newRow("cut") << json("{'version':1,'profi");
        QTest::newRow("huge") << QByteArray(17 * 1024 * 1024, ' ');
    }
    void damagedFile_isSetAsideAndTheLastGoodCopyUsed()
    {
        QFETCH(QByteArray, bytes);
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            store.add(named("first"));
            QVERIFY(saved(store));
            store.add(named("second"));
            QVERIFY(saved(store));
        }
        put(path, bytes);
        ProfileStore store(path);
        QSignalSpy problems(&store, &ProfileStore::problem);
        QVERIFY(loaded(store));
        QCOMPARE(problems.size(), 1);
        QCOMPARE(names(store), QStringList{ QStringLiteral("first") });
        QVERIFY(store.trouble().has_value());
        const QDir folder = QFileInfo(path).dir();
        const auto aside =
            folder.entryList({ QStringLiteral("profiles.json.unreadable-*") }, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QVERIFY(store.trouble()->text.contains(aside.first()));
        QCOMPARE(content(folder.filePath(aside.first())), bytes);

        store.add(named("third")); // and work goes on without touching what was set aside
        QVERIFY(saved(store));
        QCOMPARE(content(folder.filePath(aside.first())), bytes);
        QVERIFY(content(path).contains("third"));
    }

    void damagedTwice_keepsBothFiles()
    {
        const QString path = freshPath();
        for (int i = 0; i < 3; ++i) {
            put(path, "garbage " + QByteArray::number(i));
            ProfileStore store(path);
            QVERIFY(loaded(store));
        }
        QCOMPARE(QFileInfo(path)
                     .dir()
                     .entryList({ QStringLiteral("*.unreadable-*") }, QDir::Files)
                     .size(),
                 3);
    }

    void crashBetweenTheTwoWrites_leavesAWholeFile()
    {
        // The steps of a save: the backup, a temporary file, the rename. A crash after any of them
        // leaves the old or the new content, never a part.
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            store.add(named("good"));
        }
        const QByteArray good = content(path);
        {
            auto temporary = std::make_unique<QSaveFile>(path);
            QVERIFY(temporary->open(QIODevice::WriteOnly));
            temporary->write("{\"version\":1,\"prof");
            temporary->cancelWriting(); // what is left of a process that ended here
            put(path + QStringLiteral(".AbCdEf"), "{\"version\":1,\"prof");
        }
        QCOMPARE(content(path), good);
        ProfileStore store(path);
        QVERIFY(loaded(store));
        QCOMPARE(names(store), QStringList{ QStringLiteral("good") });
        QVERIFY(!store.trouble());
    }

    void missingFileWithABackup_comesBack()
    {
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            store.add(named("first"));
            QVERIFY(saved(store));
            store.add(named("second"));
        }
        QVERIFY(QFile::remove(path));
        ProfileStore store(path);
        QVERIFY(loaded(store));
        QCOMPARE(names(store), QStringList{ QStringLiteral("first") });
        QVERIFY(store.trouble().has_value());
    }

    void changeByAnotherProgram_isCopiedAsideBeforeItIsReplaced()
    {
        const QString path = freshPath();
        ProfileStore store(path);
        QVERIFY(loaded(store));
        store.add(named("mine"));
        QVERIFY(saved(store));
        put(path, json("{'version':1,'profiles':[{'name':'theirs'}]}"));
        store.add(named("mine too"));
        QVERIFY(saved(store));
        const QDir folder = QFileInfo(path).dir();
        const auto kept = folder.entryList({ QStringLiteral("*.other-*") }, QDir::Files);
        QCOMPARE(kept.size(), 1);
        QVERIFY(content(folder.filePath(kept.first())).contains("theirs"));
    }

    void unreadableBecauseOfPermissions_isNeverTouched()
    {
        const QString path = freshPath();
        {
            ProfileStore store(path);
            QVERIFY(loaded(store));
            store.add(named("precious"));
        }
        const QByteArray before = content(path);
        QVERIFY(QFile::setPermissions(m_dir.path(), QFileDevice::Permissions(0x7755)));
        QVERIFY(QFile::setPermissions(path, QFileDevice::WriteOwner));
        {
            const NotRoot person;
            ProfileStore store(path);
            QSignalSpy problems(&store, &ProfileStore::problem);
            QVERIFY(loaded(store));
            QCOMPARE(problems.size(), 1);
            QCOMPARE(problems.at(0).at(0).value<base::Error>().kind, base::Error::Kind::Storage);
            store.add(named("new"));
            QCOMPARE(problems.size(), 2);
        }
        QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        QCOMPARE(content(path), before);
    }

    void folderThatCannotBeWritten_saysSoAndKeepsTheListInMemory()
    {
        const QString path = freshPath();
        const QString folder = QFileInfo(path).path();
        QVERIFY(QFile::setPermissions(m_dir.path(), QFileDevice::Permissions(0x7755)));
        QVERIFY(QFile::setPermissions(folder, QFileDevice::Permissions(0x5555)));
        {
            const NotRoot person;
            ProfileStore store(path);
            QSignalSpy problems(&store, &ProfileStore::problem);
            QVERIFY(loaded(store));
            store.add(named("a"));
            QTRY_COMPARE(problems.size(), 1);
            QVERIFY(problems.at(0).at(0).value<base::Error>().text.contains(
                QStringLiteral("profiles.json")));
            QCOMPARE(names(store), QStringList{ QStringLiteral("a") });
            QVERIFY(!store.isSaved());
        }
        QVERIFY(QFile::setPermissions(folder, QFileDevice::Permissions(0x7755)));
        QVERIFY(!QFile::exists(path));
    }

    void duplicate_standsBehindTheOriginalWithoutItsPassword()
    {
        ProfileStore store(freshPath());
        QVERIFY(loaded(store));
        Profile first = named("a", "Shop");
        first.passwordStored = true;
        const QUuid a = store.add(first);
        store.add(named("b", "Shop"));
        const QUuid copy = store.duplicate(a);
        QVERIFY(!copy.isNull());
        QCOMPARE(
            names(store),
            QStringList({ QStringLiteral("a"), QStringLiteral("a copy"), QStringLiteral("b") }));
        QVERIFY(!store.find(copy)->passwordStored);
        store.duplicate(a);
        QCOMPARE(store.profiles().at(1).name, QStringLiteral("a copy 2"));
    }

    void removedInBetween_laterEditsHitTheRightProfile()
    {
        ProfileStore store(freshPath());
        QVERIFY(loaded(store));
        const QUuid a = store.add(named("a"));
        const QUuid b = store.add(named("b"));
        Profile edited = *store.find(b);
        QVERIFY(store.remove(a));
        edited.name = QStringLiteral("b2");
        QVERIFY(store.update(edited));
        QCOMPARE(names(store), QStringList{ QStringLiteral("b2") });
        QVERIFY(!store.remove(a));
        Profile gone = edited;
        gone.id = a;
        QVERIFY(!store.update(gone));
    }

    void movingDown_staysInTheGroupThenEntersTheNext()
    {
        ProfileStore store(freshPath());
        QVERIFY(loaded(store));
        const QUuid a = store.add(named("a", "One"));
        store.add(named("b", "One"));
        store.add(named("c", "Two"));
        QVERIFY(store.moveBy(a, 1));
        QCOMPARE(names(store),
                 QStringList({ QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c") }));
        QVERIFY(store.moveBy(a, 1));
        QCOMPARE(store.find(a)->group, QStringLiteral("Two"));
        QVERIFY(store.moveBy(a, 1));
        QVERIFY(!store.moveBy(a, 1));
        QCOMPARE(names(store),
                 QStringList({ QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a") }));
    }

    void groupsInterleaved_areGathered()
    {
        ProfileStore store(freshPath());
        QVERIFY(loaded(store));
        store.add(named("a", "One"));
        store.add(named("b", "Two"));
        store.add(named("c", "One"));
        QCOMPARE(names(store),
                 QStringList({ QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("b") }));
        QVERIFY(store.moveGroupBy(QStringLiteral("Two"), -1));
        QCOMPARE(names(store),
                 QStringList({ QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c") }));
        QVERIFY(store.renameGroup(QStringLiteral("One"), QStringLiteral("Two")));
        QCOMPARE(store.profiles().at(1).group, QStringLiteral("Two"));
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"

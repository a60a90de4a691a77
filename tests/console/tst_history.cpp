#include "console/history.h"
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using console::History;

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lines_surviveARestart()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a/b/history"));
        {
            History history;
            QSignalSpy loaded(&history, &History::loaded);
            history.setFile(path);
            history.add(QStringLiteral("GET 인사")); // typed before the file was read
            QVERIFY(loaded.wait());
            history.add(QStringLiteral("GET b"));
        }
        QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        History again;
        QSignalSpy loaded(&again, &History::loaded);
        again.setFile(path);
        QVERIFY(loaded.wait());
        QCOMPARE(again.lines(),
                 (QStringList{ QStringLiteral("GET 인사"), QStringLiteral("GET b") }));
    }

    void secretsBlanksAndRepeats_areNotKept()
    {
        History history;
        for (const char *line :
             { "GET a", "GET a", " GET secret", "AUTH pw", "AUTH \"pw", "2 AUTH pw",
               "HELLO 3 AUTH u pw", "ACL SETUSER u >pw", "redis-cli -a pw PING",
               "CONFIG SET requirepass pw", "", "GET b" })
            history.add(QString::fromUtf8(line));
        history.add(QString(5000, u'x'));
        QCOMPARE(history.lines(),
                 (QStringList{ QStringLiteral("GET a"), QStringLiteral("GET b") }));
    }

    void capacity_dropsTheOldest()
    {
        History history;
        for (int i = 0; i < 1100; ++i)
            history.add(QStringLiteral("GET %1").arg(i));
        QCOMPARE(history.lines().size(), History::capacity);
        QCOMPARE(history.lines().constFirst(), QStringLiteral("GET 100"));
    }

    void search_findsScatteredLettersNewestFirst()
    {
        History history;
        for (const char *line : { "HGETALL user:1", "GET alpha", "SET alpha 1", "GET alpha" })
            history.add(QString::fromLatin1(line));
        QCOMPARE(history.search(QStringLiteral("ALP")),
                 (QStringList{ QStringLiteral("GET alpha"), QStringLiteral("SET alpha 1") }));
        QCOMPARE(history.search(QStringLiteral("hgu1")),
                 (QStringList{ QStringLiteral("HGETALL user:1") }));
        QVERIFY(history.search(QStringLiteral("zzz")).isEmpty());
    }

    void unreadableFile_isSetAside()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("history"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("GET a\n\xff\xfe broken");
        file.close();
        History history;
        QSignalSpy failed(&history, &History::failed);
        history.setFile(path);
        QVERIFY(failed.wait());
        QVERIFY(QFile::exists(path + QStringLiteral(".unreadable")));
        QVERIFY(!QFile::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"

#include "base/commandtable.h"
#include <QTest>
#include <set>

class CommandTableTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyCase_findsTheCommand()
    {
        const auto *get = base::findCommand("gEt");
        QVERIFY(get);
        QCOMPARE(get->name, "GET");
        QCOMPARE(get->arity, 2);
        QVERIFY(get->has(base::CommandInfo::ReadOnly));
        QVERIFY(!get->has(base::CommandInfo::Write));
        QCOMPARE(get->firstKey, 1);
        QCOMPARE(get->group, "string");
        QVERIFY(!base::findCommand("get "));
        QVERIFY(!base::findCommand(""));
    }

    void commandLine_findsTheMostExactEntry()
    {
        QCOMPARE(base::commandInfo({ "config", "get", "*" })->name, "CONFIG|GET");
        QCOMPARE(base::commandInfo({ "config", "nonsense" })->name, "CONFIG");
        QCOMPARE(base::commandInfo({ "GET", "get" })->name, "GET");
        QVERIFY(!base::commandInfo({}));
        QVERIFY(!base::commandInfo({ "NO.SUCH" }));
        QVERIFY(!base::commandInfo({ "CONFIG|GET", "*" }));
    }

    void containers_areKnownAsSuch()
    {
        QVERIFY(base::isContainerCommand("client"));
        QVERIFY(base::isContainerCommand("OBJECT"));
        QVERIFY(!base::isContainerCommand("GET"));
        QVERIFY(!base::isContainerCommand("CONFIG|GET"));
    }

    void newerFamilies_areThere()
    {
        for (const char *name : { "HEXPIRE", "HSETEX", "HGETEX", "HGETDEL", "JSON.SET", "FT.CREATE",
                                  "BF.ADD", "CF.DEL", "TS.MADD", "VADD", "MSETEX" })
            QVERIFY2(base::findCommand(name)->has(base::CommandInfo::Write), name);
        for (const char *name :
             { "HPTTL", "HEXPIRETIME", "JSON.GET", "FT.SEARCH", "BF.EXISTS", "TS.RANGE", "VSIM" })
            QVERIFY2(base::findCommand(name)->has(base::CommandInfo::ReadOnly), name);
    }

    void noEntry_isTwiceOrBothReadAndWrite()
    {
        std::set<QByteArray> names;
        for (const base::CommandInfo &info : base::commandTable()) {
            QVERIFY2(names.insert(info.name).second, info.name);
            QVERIFY2(!(info.has(base::CommandInfo::Write) && info.has(base::CommandInfo::ReadOnly)),
                     info.name);
            QVERIFY2(info.arity != 0, info.name);
            QCOMPARE(QByteArray(info.name), QByteArray(info.name).toUpper());
        }
        QVERIFY(names.size() > 500);
    }
};

QTEST_GUILESS_MAIN(CommandTableTest)
#include "tst_commandtable.moc"

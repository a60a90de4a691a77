#include "session/commandkeys.h"
#include "session/redirect.h"
#include "session/splitcommand.h"
#include <QTest>

using resp::Command;
using resp::Reply;
using session::keysOf;
using session::Redirect;
using session::SplitCommand;

class RoutingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keys_areFoundWhereTheServerFindsThem_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("keys");
        const auto row = [](const char *line, const char *keys) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(keys);
        };
        row("GET a", "a");
        row("get a", "a");
        row("SET a b EX 5", "a");
        row("MGET a b c", "a b c");
        row("MSET a 1 b 2", "a b");
        row("DBSIZE", "");
        row("PING", "");
        row("PUBLISH channel x", "");
        row("SPUBLISH channel x", "channel");
        row("BITOP AND d a b", "d a b");
        row("BLPOP a b 5", "a b");
        row("RENAME a b", "a b");
        row("EVAL script 2 a b c", "a b");
        row("EVALSHA sha 0", "");
        row("EVAL_RO script 1 a b", "a");
        row("FCALL f 1 a", "a");
        row("FCALL_RO f 2 a b", "a b");
        row("XREAD COUNT 2 BLOCK 0 STREAMS a b $ $", "a b");
        row("XREADGROUP GROUP STREAMS me STREAMS a >", "a");
        row("ZUNION 2 a b WEIGHTS 1 2", "a b");
        row("ZUNIONSTORE d 2 a b WEIGHTS 1 2", "d a b");
        row("ZDIFF 1 a", "a");
        row("SINTERCARD 2 a b LIMIT 5", "a b");
        row("LMPOP 2 a b LEFT", "a b");
        row("BZMPOP 1.5 2 a b MIN", "a b");
        row("SORT a BY w_* GET # STORE d", "a d");
        row("SORT a", "a");
        row("SORT_RO a BY nosort", "a");
        row("GEORADIUS g 15 37 200 km STORE d", "g d");
        row("GEORADIUSBYMEMBER g m 200 km STOREDIST d", "g d");
        row("MIGRATE h 6379 a 0 5000", "a");
        row("MEMORY USAGE a SAMPLES 5", "a");
        row("MEMORY STATS", "");
        row("OBJECT ENCODING a", "a");
        row("XINFO STREAM a FULL", "a");
        row("XGROUP CREATE a g $ MKSTREAM", "a");
        row("CLUSTER SLOTS", "");
        row("JSON.GET a $", "a");
    }

    void keys_areFoundWhereTheServerFindsThem()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, keys);
        const Command command = line.split(' ');
        const auto found = keysOf(command);
        QVERIFY(found.known);
        QByteArrayList names;
        for (const qsizetype position : found.positions)
            names += command[position];
        QCOMPARE(names.join(' '), keys);
    }

    void migrateOfSeveral_hasItsKeysAtTheEnd()
    {
        const Command command{
            "MIGRATE", "h", "1", "", "0", "9", "AUTH", "KEYS", "KEYS", "a", "b"
        };
        QCOMPARE(keysOf(command).positions, (QList<qsizetype>{ 9, 10 }));
    }

    void malformedCommands_areLeftToTheServer()
    {
        for (const char *line :
             { "NOSUCHCOMMAND a", "EVAL script x a", "EVAL script 5 a", "EVAL script -1",
               "XREAD STREAMS a b c", "XREAD STREAMS", "GET", "ZUNION", "SORT", "MIGRATE h", "" }) {
            const auto found = keysOf(QByteArray(line).split(' '));
            QVERIFY2(!found.known && found.positions.isEmpty(), line);
        }
        QVERIFY(!keysOf({}).known);
    }

    void redirects_areReadAndNothingElse()
    {
        auto moved = Redirect::fromWords("MOVED 3999 127.0.0.1:6381");
        QVERIFY(moved);
        QCOMPARE(moved->kind, Redirect::Kind::Moved);
        QCOMPARE(moved->slot, 3999);
        QCOMPARE(moved->endpoint.toString(), QStringLiteral("127.0.0.1:6381"));
        moved = Redirect::fromWords("MOVED 1 :6381");
        QVERIFY(moved && moved->endpoint.host.isEmpty() && moved->endpoint.port == 6381);
        moved = Redirect::fromWords("ASK 1 2001:db8::1:6381");
        QVERIFY(moved && moved->kind == Redirect::Kind::Ask);
        QCOMPARE(moved->endpoint.host, QStringLiteral("2001:db8::1"));
        moved = Redirect::fromWords("MOVED 1 ?:6381");
        QVERIFY(moved && moved->endpoint.port == 0);
        moved = Redirect::fromWords("MOVED 1 x");
        QVERIFY(moved && moved->endpoint.port == 0);
        QVERIFY(Redirect::fromWords("TRYAGAIN Multiple keys")->kind == Redirect::Kind::Later);
        QVERIFY(Redirect::fromWords("MASTERDOWN Link")->kind == Redirect::Kind::NotHere);
        for (const char *other : { "ERR MOVED", "MOVED", "MOVED 1", "MOVED 99999 h:1",
                                   "MOVED x h:1", "WRONGTYPE", "ASKED 1 h:1", "" })
            QVERIFY2(!Redirect::fromWords(other), other);
        QVERIFY(!Redirect::fromReply(Reply::string("MOVED 3999 127.0.0.1:6381")));
    }

    void splitCommands_addUpToTheWhole()
    {
        const SplitCommand mget({ "MGET", "{a}1", "{b}1", "{a}2", "{b}1" });
        QCOMPARE(mget.parts(),
                 (resp::Commands{ { "MGET", "{a}1", "{a}2" }, { "MGET", "{b}1", "{b}1" } }));
        const auto text = [](const char *s) { return Reply::string(s); };
        QCOMPARE(mget.merged({ Reply::array({ text("1"), text("3") }),
                               Reply::array({ text("2"), Reply() }) }),
                 Reply::array({ text("1"), text("2"), text("3"), Reply() }));
        const SplitCommand del({ "unlink", "a", "b", "c" });
        QCOMPARE(del.parts().size(), 3);
        QCOMPARE(del.merged({ Reply::integer(1), Reply::integer(0), Reply::integer(1) }),
                 Reply::integer(2));
        const SplitCommand mset({ "MSET", "a", "1", "b", "2" });
        QCOMPARE(mset.parts(), (resp::Commands{ { "MSET", "a", "1" }, { "MSET", "b", "2" } }));
        QVERIFY(mset.merged({ Reply::status("OK"), Reply::status("OK") }).isOk());
    }

    void partlyRefused_saysThatOthersRan()
    {
        const SplitCommand del({ "DEL", "a", "b", "c" });
        const Reply all = Reply::error("NOPERM no");
        QCOMPARE(del.merged({ all, all, all }), all);
        const Reply some = del.merged({ Reply::integer(1), all, Reply::integer(1) });
        QVERIFY(some.isError());
        QVERIFY2(some.toByteArray().startsWith("NOPERM no (2 of 3"), some.toByteArray());
    }

    void otherCommands_areNotSplit()
    {
        for (const char *line :
             { "SUNION a b", "MSETNX a 1 b 2", "MSET a 1 b", "DEL", "GET a", "DEL {t}a {t}b" }) {
            const Command command = QByteArray(line).split(' ');
            QCOMPARE(SplitCommand(command).parts(), resp::Commands{ command });
        }
        QCOMPARE(SplitCommand({ "DEL", "a", "b" }, false).parts().size(), 1);
    }
};

QTEST_GUILESS_MAIN(RoutingTest)
#include "tst_routing.moc"

#include "session/commandgate.h"
#include <QTest>

using base::Error;
using session::CommandClass;
using session::CommandGate;

namespace {

CommandGate gateOf(profiles::Environment environment, bool allowDangerous = false)
{
    profiles::Profile profile;
    profile.environment = environment;
    profile.allowDangerous = allowDangerous;
    CommandGate gate;
    gate.setProfile(profile);
    return gate;
}

resp::Reply entry(const char *name, const QList<resp::Reply> &flags,
                  const QList<resp::Reply> &subcommands = {})
{
    using resp::Reply;
    return Reply::array({ Reply::string(name), Reply::integer(-1), Reply::array(flags),
                          Reply::integer(0), Reply::integer(0), Reply::integer(0), Reply::array({}),
                          Reply::array({}), Reply::array({}), Reply::array(subcommands) });
}

QByteArrayList words(const char *line)
{
    return QByteArray(line).split(' ');
}

} // namespace

class CommandGateTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readOnly_letsReadsPass_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : { "GET a",
                                  "get a",
                                  "SCAN 0 COUNT 1000",
                                  "TTL a",
                                  "HGETALL h",
                                  "PFCOUNT h",
                                  "PING",
                                  "ECHO x",
                                  "AUTH u p",
                                  "HELLO 2",
                                  "SELECT 5",
                                  "CLIENT SETNAME larder",
                                  "client no-touch on",
                                  "CLIENT LIST",
                                  "COMMAND",
                                  "COMMAND DOCS get",
                                  "COMMAND GETKEYS set a b",
                                  "INFO",
                                  "INFO server",
                                  "DBSIZE",
                                  "TIME",
                                  "LASTSAVE",
                                  "ROLE",
                                  "MEMORY USAGE a",
                                  "MEMORY STATS",
                                  "SLOWLOG GET 10",
                                  "LATENCY LATEST",
                                  "CONFIG GET *",
                                  "ACL WHOAMI",
                                  "ACL LIST",
                                  "ACL LOG",
                                  "ACL LOG 5",
                                  "ACL DRYRUN default set a b",
                                  "OBJECT ENCODING a",
                                  "OBJECT FREQ a",
                                  "OBJECT HELP",
                                  "XINFO STREAM s",
                                  "SUBSCRIBE c",
                                  "PSUBSCRIBE *",
                                  "MONITOR",
                                  "WATCH a",
                                  "MULTI",
                                  "EXEC",
                                  "DISCARD",
                                  "QUIT",
                                  "RESET",
                                  "WAIT 0 1",
                                  "READONLY",
                                  "SORT_RO a",
                                  "EVAL_RO x 0",
                                  "FCALL_RO f 0",
                                  "GEORADIUS_RO g 1 1 1 m",
                                  "BITFIELD_RO b GET u8 0",
                                  "XREAD STREAMS s 0",
                                  "DUMP a",
                                  "CLUSTER NODES",
                                  "FUNCTION LIST",
                                  "SCRIPT EXISTS x",
                                  "MODULE LIST",
                                  "HPTTL h FIELDS 1 f",
                                  "JSON.GET j",
                                  "FT.SEARCH i q",
                                  "BF.EXISTS b x",
                                  "FT.CONFIG GET *",
                                  "TS.RANGE t - +",
                                  "SENTINEL MASTERS",
                                  "PUBSUB CHANNELS" })
            QTest::newRow(line) << QByteArray(line);
    }
    void readOnly_letsReadsPass()
    {
        QFETCH(QByteArray, line);
        CommandGate gate;
        gate.setReadOnly(true);
        QVERIFY(!gate.isWrite(line.split(' ')));
        QVERIFY(!gate.check(line.split(' '), false));
        QCOMPARE(gate.classOf(line.split(' ')), CommandClass::Read);
    }

    void readOnly_refusesEverythingElse_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : { "SET a 1",
                                  "set a 1",
                                  "DEL a",
                                  "UNLINK a",
                                  "EXPIRE a 10",
                                  "PERSIST a",
                                  "GETEX a",
                                  "GETDEL a",
                                  "SORT a",
                                  "SORT a STORE b",
                                  "GEORADIUS g 1 1 1 m",
                                  "BITFIELD b GET u8 0",
                                  "EVAL x 0",
                                  "EVALSHA x 0",
                                  "FCALL f 0",
                                  "SCRIPT LOAD x",
                                  "SCRIPT FLUSH",
                                  "PUBLISH c m",
                                  "SPUBLISH c m",
                                  "XREADGROUP GROUP g c STREAMS s >",
                                  "XAUTOCLAIM s g c 0 0",
                                  "MIGRATE h 1 k 0 1",
                                  "DEBUG OBJECT a",
                                  "CLIENT KILL ID 1",
                                  "CLIENT PAUSE 1",
                                  "CLIENT REPLY OFF",
                                  "CLIENT TRACKING ON",
                                  "CLIENT UNBLOCK 1",
                                  "CONFIG SET a b",
                                  "CONFIG RESETSTAT",
                                  "CONFIG REWRITE",
                                  "CONFIG",
                                  "ACL SETUSER a",
                                  "ACL LOG RESET",
                                  "ACL LOG reset",
                                  "ACL SAVE",
                                  "MEMORY PURGE",
                                  "SLOWLOG RESET",
                                  "LATENCY RESET",
                                  "FLUSHDB",
                                  "FLUSHALL",
                                  "SWAPDB 0 1",
                                  "SHUTDOWN",
                                  "SAVE",
                                  "BGSAVE",
                                  "BGREWRITEAOF",
                                  "REPLICAOF NO ONE",
                                  "FAILOVER",
                                  "CLUSTER RESET",
                                  "CLUSTER FAILOVER",
                                  "MODULE LOAD x",
                                  "FUNCTION LOAD x",
                                  "FUNCTION DELETE x",
                                  "PFDEBUG GETREG h",
                                  "PFSELFTEST",
                                  "SYNC",
                                  "REPLCONF x y",
                                  "RESTORE a 0 x",
                                  "HEXPIRE h 1 FIELDS 1 f",
                                  "HSETEX h FIELDS 1 f v",
                                  "HGETEX h FIELDS 1 f",
                                  "HGETDEL h FIELDS 1 f",
                                  "JSON.SET j $ 1",
                                  "FT.CREATE i",
                                  "FT.DROPINDEX i",
                                  "FT.CONFIG SET a b",
                                  "BF.ADD b x",
                                  "CF.DEL c x",
                                  "NO.SUCH",
                                  "CONFIG|GET a",
                                  "OBJECT NONSENSE a",
                                  "SENTINEL RESET x",
                                  "COMMAND NONSENSE" })
            QTest::newRow(line) << QByteArray(line);
        QTest::newRow("empty name") << QByteArray("");
        QTest::newRow("name with a NUL") << QByteArray("GET\0", 4);
        QTest::newRow("name with a tab") << QByteArray("GET\t");
    }
    void readOnly_refusesEverythingElse()
    {
        QFETCH(QByteArray, line);
        CommandGate gate;
        gate.setReadOnly(true);
        QVERIFY(gate.isWrite(line.split(' ')));
        const auto refused = gate.check(line.split(' '), true);
        QVERIFY(refused);
        QCOMPARE(refused->kind, line.isEmpty() ? Error::Kind::Invalid : Error::Kind::ReadOnly);
    }

    void refusal_namesTheCommandAndItsTwin()
    {
        CommandGate gate;
        gate.setReadOnly(true);
        QCOMPARE(gate.check({ "config", "set", "requirepass", "secret" }, false)->text,
                 QStringLiteral("Read-only: CONFIG SET was not sent."));
        QVERIFY(gate.check({ "sort", "a" }, false)->text.contains(QStringLiteral("SORT_RO")));
    }

    void serversWord_neverMakesAWriteARead()
    {
        using resp::Reply;
        const Reply ro = Reply::status("readonly");
        CommandGate gate;
        gate.learn(Reply::array({
            entry("set", { ro }),
            entry("flushall", { ro }),
            entry("get", { Reply::status("write") }),
            entry("info", { Reply::status("write") }),
            entry("my.read", { ro }),
            entry("my.write", { Reply::status("write") }),
            entry("my.both", { ro, Reply::status("admin") }),
            entry("config", { ro },
                  { entry("config|set", { ro }), entry("config|new", { ro }),
                    entry("config|odd", {}) }),
        }));
        QVERIFY(gate.isWrite({ "SET", "a", "1" }));
        QVERIFY(gate.isWrite({ "FLUSHALL" }));
        QVERIFY(gate.isWrite({ "GET", "a" }));
        QVERIFY(gate.isWrite({ "INFO" }));
        QVERIFY(!gate.isWrite({ "MY.READ", "a" }));
        QVERIFY(gate.isWrite({ "my.write", "a" }));
        QVERIFY(gate.isWrite({ "my.both", "a" }));
        QVERIFY(gate.isWrite({ "CONFIG", "SET", "a", "b" }));
        QVERIFY(!gate.isWrite({ "CONFIG", "NEW", "a" }));
        QVERIFY(gate.isWrite({ "CONFIG", "ODD" }));
        gate.learn(resp::Reply::error("NOPERM"));
        QVERIFY(!gate.isWrite({ "GET", "a" }));
    }

    void classes_followTheSafetyTable_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<CommandClass>("what");
        const auto row = [](const char *line, CommandClass what) {
            QTest::newRow(line) << QByteArray(line) << what;
        };
        for (const char *line :
             { "SET a 1", "EXPIRE a 60", "PERSIST a", "HSET h f v", "LPUSH l v", "RENAMENX a b",
               "XADD s * f v", "HDEL h f", "RESTORE a 0 x", "COPY a b", "PUBLISH c m", "MSET a 1",
               "JSON.SET j $ 1", "EXPIRE a soon", "SORT a", "FUNCTION LOAD x" })
            row(line, CommandClass::Edit);
        for (const char *line : { "DEL a", "UNLINK a", "GETDEL a", "COPY a b REPLACE",
                                  "SUNIONSTORE d a b", "SORT a STORE b", "EXPIRE a -1",
                                  "PEXPIREAT a 0", "LTRIM l 0 1", "JSON.DEL j", "MOVE a 1" })
            row(line, CommandClass::Overwrite);
        for (const char *line :
             { "DEL a b", "UNLINK a b c", "EVAL x 0", "FCALL f 0", "NO.SUCH x", "MSET a 1 b 2" })
            row(line, CommandClass::Bulk);
        for (const char *line :
             { "FLUSHDB", "SWAPDB 0 1", "CONFIG SET a b", "ACL SETUSER u", "ACL DELUSER u",
               "SCRIPT FLUSH", "FUNCTION FLUSH", "CLIENT KILL ID 1", "CLIENT PAUSE 1",
               "XTRIM s x 1", "XGROUP DESTROY s g", "RESTORE a 0 x REPLACE", "RENAME a b",
               "MODULE LOAD x", "CLUSTER RESET", "REPLICAOF NO ONE", "SAVE" })
            row(line, CommandClass::Dangerous);
        for (const char *line : { "SHUTDOWN", "DEBUG SLEEP 1", "FLUSHALL", "MIGRATE h 1 k 0 1" })
            row(line, CommandClass::Forbidden);
    }
    void classes_followTheSafetyTable()
    {
        QFETCH(QByteArray, line);
        QFETCH(CommandClass, what);
        const QByteArrayList command = line.split(' ');
        QCOMPARE(gateOf(profiles::Environment::Production).classOf(command), what);
        const auto local = gateOf(profiles::Environment::Local);
        QCOMPARE(local.classOf(command), qMin(what, CommandClass::Dangerous));
        const auto asked = local.check(command, false);
        QCOMPARE(asked && asked->kind == Error::Kind::NeedsConfirmation,
                 what >= CommandClass::Dangerous);
        QVERIFY(!local.check(command, true));
    }

    void worstCommands_needTheProfilesLeaveOnProduction()
    {
        const QByteArrayList flush = words("FLUSHALL");
        QCOMPARE(gateOf(profiles::Environment::Production).check(flush, true)->kind,
                 Error::Kind::NotPermitted);
        const auto enabled = gateOf(profiles::Environment::Production, true);
        QCOMPARE(enabled.check(flush, false)->kind, Error::Kind::NeedsConfirmation);
        QVERIFY(!enabled.check(flush, true));
    }

    void asProduction_refusesAndConfirmsAsThere()
    {
        profiles::Profile profile;
        profile.environment = profiles::Environment::Local;
        CommandGate gate;
        gate.setProfile(profile);
        QCOMPARE(gate.classOf(words("SHUTDOWN")), CommandClass::Dangerous);
        QVERIFY(!gate.check(words("SHUTDOWN"), true));
        profile.caution = profiles::Caution::AsProduction;
        gate.setProfile(profile);
        QCOMPARE(gate.classOf(words("SHUTDOWN")), CommandClass::Forbidden);
        const auto refused = gate.check(words("FLUSHALL"), true);
        QVERIFY(refused);
        QCOMPARE(refused->kind, Error::Kind::NotPermitted);
        profile.allowDangerous = true;
        gate.setProfile(profile);
        QVERIFY(!gate.check(words("FLUSHALL"), true));
    }

    void listedCommands_areConfirmedWhereverTheyComeFrom()
    {
        profiles::Profile profile;
        profile.dangerousCommands = { QStringLiteral("xadd"), QStringLiteral("Config  get"),
                                      QStringLiteral("OBJECT"), QString() };
        CommandGate gate;
        gate.setProfile(profile);
        for (const char *line :
             { "XADD s * a b", "CONFIG GET maxmemory", "config get x", "OBJECT FREQ k" }) {
            QCOMPARE(gate.classOf(words(line)), CommandClass::Dangerous);
            const auto asked = gate.check(words(line), false);
            QVERIFY2(asked, line);
            QCOMPARE(asked->kind, Error::Kind::NeedsConfirmation);
            QVERIFY(!gate.check(words(line), true));
        }
        QCOMPARE(gate.classOf(words("CONFIG RESETSTAT")), CommandClass::Dangerous);
        QCOMPARE(gate.classOf(words("XLEN s")), CommandClass::Read);
        QCOMPARE(gate.classOf({}), CommandClass::Bulk); // as without a list
        gate.setProfile({});
        QCOMPARE(gate.classOf(words("CONFIG GET x")), CommandClass::Read);
    }

    void listedCommand_isStillRefusedWhereWorse()
    {
        profiles::Profile profile;
        profile.environment = profiles::Environment::Production;
        profile.dangerousCommands = { QStringLiteral("FLUSHALL"), QStringLiteral("SET") };
        CommandGate gate;
        gate.setProfile(profile);
        QCOMPARE(gate.classOf(words("FLUSHALL")), CommandClass::Forbidden);
        gate.setReadOnly(true);
        QCOMPARE(gate.check(words("SET a b"), true)->kind, Error::Kind::ReadOnly);
    }

    void anotherServer_locksWritesAlone()
    {
        CommandGate gate;
        gate.setWrongServer(true);
        QCOMPARE(gate.check(words("SET a 1"), true)->kind, Error::Kind::WrongServer);
        QVERIFY(!gate.check(words("GET a"), false));
        gate.setWrongServer(false);
        QVERIFY(!gate.check(words("SET a 1"), false));
    }

    void commandsThatSilenceTheConnection_areNeverSent()
    {
        const CommandGate gate;
        QCOMPARE(gate.check(words("CLIENT REPLY OFF"), true)->kind, Error::Kind::NotPermitted);
        QCOMPARE(gate.check(words("PSYNC ? -1"), true)->kind, Error::Kind::NotPermitted);
    }
};

QTEST_GUILESS_MAIN(CommandGateTest)
#include "tst_commandgate.moc"

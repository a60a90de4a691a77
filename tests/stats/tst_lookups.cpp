#include "stats/infoparser.h"
#include "stats/lookups.h"
#include "support/livesend.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include <QTest>

using namespace stats;

namespace {

QByteArrayList words(const char *line)
{
    return QByteArray(line).split(' ');
}

} // namespace

/// Every rule beside what a real server counted for the very same command.
class TestLookups : public QObject {
    Q_OBJECT

    support::RedisServer m_server;
    std::unique_ptr<support::LiveSend> m_send;

    resp::Reply run(const resp::Command &command)
    {
        const auto reply = support::await(m_send->send()(command));
        return reply ? *reply : resp::Reply::error(reply.error().text.toUtf8());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.isRunning());
        m_send = std::make_unique<support::LiveSend>(m_server);
    }

    void init()
    {
        resp::Commands fill{ { "FLUSHALL" }, { "UNWATCH" }, { "SET", "empty", "" } };
        for (const char *line :
             { "SET str hello", "SET num 5", "HSET h a 1 b 2", "RPUSH l a b c", "SADD s a b",
               "SADD s2 b c", "ZADD z 1 a 2 b", "ZADD z2 1 b", "XADD x 1-1 f v",
               "XGROUP CREATE x g 0", "PFADD hll a b", "GEOADD geo 1 1 p" })
            fill += words(line);
        const auto replies = support::await(m_send->send().many(fill));
        QVERIFY(replies);
        for (const resp::Reply &reply : *replies)
            QVERIFY2(!reply.isError(), reply.toByteArray());
    }

    void command_countsAsTheServerCounts_data()
    {
        QTest::addColumn<bool>("mustBeExact");
        const auto exact = [](const char *line) { QTest::newRow(line) << true; };
        for (const char *line : {
                 // what the program itself sends all day
                 "GET str",
                 "GET none",
                 "GET h",
                 "TYPE str",
                 "TYPE none",
                 "TTL str",
                 "TTL none",
                 "PTTL str",
                 "PTTL none",
                 "PEXPIRETIME str",
                 "EXPIRETIME none",
                 "EXISTS str",
                 "EXISTS none",
                 "EXISTS str none num str",
                 "TOUCH str none",
                 "STRLEN str",
                 "GETRANGE str 0 1",
                 "OBJECT ENCODING str",
                 "OBJECT ENCODING none",
                 "OBJECT IDLETIME str",
                 "OBJECT REFCOUNT none",
                 "OBJECT HELP",
                 "DUMP str",
                 "DUMP none",
                 "MEMORY USAGE str",
                 "MEMORY USAGE none",
                 "HGETALL h",
                 "HGETALL none",
                 "HLEN h",
                 "HLEN none",
                 "HGET h a",
                 "HMGET h a zz",
                 "HKEYS h",
                 "HVALS none",
                 "HSCAN h 0",
                 "HSCAN none 0",
                 "HSCAN h 0 COUNT 1",
                 "HEXISTS h a",
                 "HSTRLEN h a",
                 "LLEN l",
                 "LLEN none",
                 "LRANGE l 0 -1",
                 "LINDEX l 0",
                 "SCARD s",
                 "SCARD none",
                 "SMEMBERS s",
                 "SMEMBERS none",
                 "SSCAN s 0",
                 "SSCAN none 0",
                 "SISMEMBER s a",
                 "ZCARD z",
                 "ZCARD none",
                 "ZSCAN z 0",
                 "ZSCAN none 0",
                 "ZRANGE z 0 -1",
                 "ZSCORE z a",
                 "ZRANGE z 0 9 BYSCORE WITHSCORES",
                 "XLEN x",
                 "XRANGE x - +",
                 "XREVRANGE x + -",
                 "XINFO STREAM x",
                 "XINFO STREAM none",
                 "XINFO GROUPS x",
                 "HGET str a",
                 "LRANGE str 0 -1",
                 "SMEMBERS str",
                 "GETEX str",
                 "GETEX none",
                 "GETDEL str",
                 "GETDEL none",
                 "GETSET str x",
                 "GETSET none x",
                 "MGET str num",
                 "SET str x GET",
                 "SET none x GET",
                 "SET str x KEEPTTL",
                 "SET str x XX",
                 "COPY str other",
                 "PFCOUNT hll",
                 "GEOPOS geo p",
                 "BITCOUNT str",
                 "GETBIT str 1",
                 // writes and administration
                 "SET str x",
                 "SETEX str 10 x",
                 "SETNX str x",
                 "APPEND str x",
                 "INCR num",
                 "DEL str none",
                 "UNLINK str",
                 "EXPIRE str 100",
                 "PEXPIRE none 100",
                 "PERSIST str",
                 "RENAME str str9",
                 "RENAMENX num str",
                 "MOVE str 1",
                 "HSET h a 2",
                 "HDEL h a",
                 "HINCRBY h a 1",
                 "HINCRBYFLOAT h a 1",
                 "RPUSH l x",
                 "LPOP l",
                 "LSET l 0 x",
                 "LTRIM l 0 1",
                 "LREM l 0 a",
                 "LINSERT l BEFORE a x",
                 "SADD s x",
                 "SREM s a",
                 "SPOP s",
                 "SMOVE s s2 a",
                 "ZADD z 3 c",
                 "ZREM z a",
                 "ZINCRBY z 1 a",
                 "ZPOPMIN z",
                 "ZMPOP 1 z MIN",
                 "LMPOP 1 l LEFT",
                 "BLPOP l 1",
                 "BZPOPMIN z 1",
                 "ZREMRANGEBYRANK z 0 0",
                 "XADD x * a b",
                 "XDEL x 1-1",
                 "XTRIM x MAXLEN 0",
                 "XGROUP CREATECONSUMER x g c",
                 "PFADD hll z",
                 "GEOADD geo 2 2 q",
                 "SETBIT str 1 1",
                 "SETRANGE str 0 x",
                 "INCRBYFLOAT num 1",
                 "MSET a 1 b 2",
                 "MSETNX a 1 str 2",
                 "SCAN 0",
                 "SCAN 0 MATCH s* COUNT 100",
                 "KEYS *",
                 "RANDOMKEY",
                 "DBSIZE",
                 "PING",
                 "INFO",
                 "CLIENT LIST",
                 "COMMAND COUNT",
                 "WATCH str",
                 "UNWATCH",
                 "SELECT 0",
                 "PUBLISH a b",
                 "SLOWLOG LEN",
                 "LATENCY RESET",
                 "ACL WHOAMI",
                 "ECHO x",
                 "TIME",
                 "ROLE",
                 "LASTSAVE",
                 "SWAPDB 1 2",
                 "SCRIPT FLUSH",
                 "WAIT 0 1",
                 "PUBSUB CHANNELS",
                 "FLUSHDB",
                 // refused before anything was looked up
                 "GET",
                 "GET a b",
                 "NOSUCH x",
                 "EXISTS",
                 "HGET h",
             })
            exact(line);
        // The split is open, or so may be the number: an estimate, and marked as one.
        for (const char *line : {
                 "HGET h zz",
                 "HGET none a",
                 "HMGET none a",
                 "HEXISTS h zz",
                 "LINDEX l 99",
                 "LRANGE l 90 99",
                 "LRANGE none 0 1",
                 "STRLEN empty",
                 "STRLEN none",
                 "GETRANGE str 90 99",
                 "SISMEMBER s zz",
                 "ZSCORE z q",
                 "ZRANGE none 0 1",
                 "XRANGE none - +",
                 "XLEN none",
                 "HSCAN h 0 MATCH zz*",
                 "MGET str none h",
                 "SINTER s none",
                 "SUNION s s2",
                 "PFCOUNT hll none",
                 "SINTERCARD 2 s s2",
                 "ZUNIONSTORE d 2 z z2",
                 "SUNIONSTORE d s none",
                 "COPY none q",
                 "SORT_RO l ALPHA",
                 "ZRANGESTORE d z 0 -1",
                 "XREAD STREAMS x 0",
                 "XREAD STREAMS none 0",
                 "XPENDING x g",
                 "XACK x g 1-1",
             })
            QTest::newRow(line) << false;
    }
    void command_countsAsTheServerCounts()
    {
        QFETCH(bool, mustBeExact);
        const resp::Command command = words(QTest::currentDataTag());
        run({ "CONFIG", "RESETSTAT" });
        const resp::Reply reply = run(command);
        const Info info = parseInfo(run({ "INFO", "stats" }).bytes());
        const qint64 hits = *info.count("keyspace_hits");
        const qint64 misses = *info.count("keyspace_misses");

        const CommandLookups counted = lookupsOf(command, reply);
        QCOMPARE(counted.hits + counted.misses, hits + misses);
        if (counted.exact || mustBeExact) {
            QCOMPARE(counted.hits, hits);
            QCOMPARE(counted.misses, misses);
        }
        QCOMPARE(counted.exact || mustBeExact, counted.exact);
        if (!mayLookUp(command))
            QCOMPARE(hits + misses, 0);
        run({ "UNWATCH" });
    }

    void whatOnlyTheServerKnows_isAnEstimate_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : { "SCAN 0 TYPE string", "EVAL return(1) 0", "JSON.GET doc",
                                  "SORT l ALPHA", "BITOP NOT d str", "PFMERGE d hll" })
            QTest::newRow(line) << QByteArray(line);
    }
    void whatOnlyTheServerKnows_isAnEstimate()
    {
        QFETCH(QByteArray, line);
        const resp::Command command = words(line);
        QVERIFY(mayLookUp(command));
        const resp::Reply reply =
            command.first() == "JSON.GET" ? resp::Reply::string("{}") : run(command);
        QVERIFY(!lookupsOf(command, reply).exact);
    }

    void oddReplies_areSurvived()
    {
        for (const char *line : { "EXISTS a b", "MGET a", "HSCAN h 0", "XREAD", "SINTERCARD x",
                                  "ZUNIONSTORE d", "SCAN 0 TYPE x", "SUNIONSTORE", "OBJECT" }) {
            for (const resp::Reply &reply :
                 { resp::Reply(), resp::Reply::integer(-9), resp::Reply::integer(1LL << 62),
                   resp::Reply::array({}), resp::Reply::string("x"), resp::Reply::error("ERR odd"),
                   resp::Reply::array({ resp::Reply::string("0") }) }) {
                const CommandLookups counted = lookupsOf(words(line), reply);
                QVERIFY(counted.hits >= 0 && counted.misses >= 0);
                QVERIFY(counted.hits + counted.misses < 1000);
            }
        }
        QCOMPARE(lookupsOf({}, resp::Reply()), CommandLookups());
    }

    void queuedCommand_hasNotRunYet()
    {
        QCOMPARE(lookupsOf({ "GET", "a" }, resp::Reply::status("QUEUED")), CommandLookups());
    }
};

QTEST_GUILESS_MAIN(TestLookups)
#include "tst_lookups.moc"

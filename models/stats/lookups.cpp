#include "stats/lookups.h"
#include <QHash>
#include <algorithm>

namespace stats {
namespace {

enum class Rule : quint8 {
    NoLookup,
    NilIsMiss, ///< nil: no such key
    NoneIsMiss, ///< TYPE
    MinusTwo, ///< TTL and its relatives
    CountOfKeys, ///< EXISTS, TOUCH: the reply is the number of hits
    OneEach, ///< MGET: nil may also be a key of another type
    EmptyIsMiss, ///< what it counts or lists is never empty while the key exists
    EmptyIsOpen, ///< nil, 0 or empty: no such key, or nothing to find in it
    Cursor, ///< HSCAN, SSCAN, ZSCAN
    AllKeys, ///< a lookup for each named key, split unknown unless all replies agree
    NumberedKeys, ///< the same, with the number of keys in argument 1
    StoreNumbered, ///< the same, with the number of keys in argument 2
    StoreAll, ///< DEST key [key …]
    StreamKeys, ///< XREAD: two for a key with news
    Unknown,
};

const QHash<QByteArray, Rule> &rules()
{
    static const QHash<QByteArray, Rule> table = [] {
        QHash<QByteArray, Rule> t;
        const auto add = [&t](Rule rule, const QByteArrayList &names) {
            for (const QByteArray &name : names)
                t.insert(name, rule);
        };
        add(Rule::NilIsMiss, { "GET", "DUMP", "GETEX", "GETDEL", "GETSET" });
        add(Rule::NoneIsMiss, { "TYPE" });
        add(Rule::MinusTwo, { "TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME" });
        add(Rule::CountOfKeys, { "EXISTS", "TOUCH" });
        add(Rule::OneEach, { "MGET" });
        add(Rule::EmptyIsMiss,
            { "HLEN", "SCARD", "ZCARD", "LLEN", "HGETALL", "HKEYS", "HVALS", "SMEMBERS" });
        add(Rule::EmptyIsOpen,
            { "HGET",           "HMGET",         "HEXISTS",      "HSTRLEN",
              "HRANDFIELD",     "LINDEX",        "LPOS",         "LRANGE",
              "STRLEN",         "GETRANGE",      "SUBSTR",       "GETBIT",
              "BITCOUNT",       "BITPOS",        "SISMEMBER",    "SMISMEMBER",
              "SRANDMEMBER",    "ZSCORE",        "ZMSCORE",      "ZRANGE",
              "ZREVRANGE",      "ZRANK",         "ZREVRANK",     "ZCOUNT",
              "ZLEXCOUNT",      "ZRANGEBYSCORE", "ZRANGEBYLEX",  "ZREVRANGEBYSCORE",
              "ZREVRANGEBYLEX", "ZRANDMEMBER",   "XLEN",         "XRANGE",
              "XREVRANGE",      "XINFO",         "XPENDING",     "XACK",
              "XCLAIM",         "XAUTOCLAIM",    "GEOPOS",       "GEODIST",
              "GEOHASH",        "GEOSEARCH",     "GEORADIUS_RO", "GEORADIUSBYMEMBER_RO",
              "BITFIELD_RO",    "SORT_RO",       "COPY",         "ZRANGESTORE",
              "GEOSEARCHSTORE", "HPTTL",         "HTTL",         "HEXPIRETIME",
              "HPEXPIRETIME" });
        add(Rule::Cursor, { "HSCAN", "SSCAN", "ZSCAN" });
        add(Rule::AllKeys, { "SINTER", "SUNION", "SDIFF", "PFCOUNT" });
        add(Rule::NumberedKeys, { "SINTERCARD", "ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD" });
        add(Rule::StoreNumbered, { "ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE" });
        add(Rule::StoreAll, { "SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE" });
        add(Rule::StreamKeys, { "XREAD" });
        add(Rule::NoLookup,
            { "SET",
              "SETEX",
              "PSETEX",
              "SETNX",
              "MSET",
              "MSETNX",
              "APPEND",
              "INCR",
              "DECR",
              "INCRBY",
              "DECRBY",
              "INCRBYFLOAT",
              "SETRANGE",
              "SETBIT",
              "DEL",
              "UNLINK",
              "EXPIRE",
              "PEXPIRE",
              "EXPIREAT",
              "PEXPIREAT",
              "PERSIST",
              "RENAME",
              "RENAMENX",
              "MOVE",
              "HSET",
              "HMSET",
              "HSETNX",
              "HDEL",
              "HINCRBY",
              "HINCRBYFLOAT",
              "RPUSH",
              "LPUSH",
              "RPUSHX",
              "LPUSHX",
              "RPOP",
              "LPOP",
              "LSET",
              "LTRIM",
              "LINSERT",
              "LREM",
              "RPOPLPUSH",
              "LMOVE",
              "BLPOP",
              "BRPOP",
              "BLMOVE",
              "BRPOPLPUSH",
              "LMPOP",
              "BLMPOP",
              "SADD",
              "SREM",
              "SPOP",
              "SMOVE",
              "ZADD",
              "ZINCRBY",
              "ZREM",
              "ZPOPMIN",
              "ZPOPMAX",
              "BZPOPMIN",
              "BZPOPMAX",
              "ZMPOP",
              "ZREMRANGEBYRANK",
              "ZREMRANGEBYSCORE",
              "ZREMRANGEBYLEX",
              "XADD",
              "XDEL",
              "XTRIM",
              "XSETID",
              "XGROUP",
              "PFADD",
              "GEOADD",
              "RESTORE",
              "KEYS",
              "RANDOMKEY",
              "DBSIZE",
              "MEMORY",
              "DEBUG",
              "PING",
              "ECHO",
              "INFO",
              "SELECT",
              "AUTH",
              "HELLO",
              "CLIENT",
              "CONFIG",
              "COMMAND",
              "WATCH",
              "UNWATCH",
              "MULTI",
              "DISCARD",
              "EXEC",
              "SUBSCRIBE",
              "PSUBSCRIBE",
              "SSUBSCRIBE",
              "UNSUBSCRIBE",
              "PUNSUBSCRIBE",
              "SUNSUBSCRIBE",
              "PUBLISH",
              "SPUBLISH",
              "PUBSUB",
              "SLOWLOG",
              "LATENCY",
              "ACL",
              "CLUSTER",
              "MONITOR",
              "FLUSHDB",
              "FLUSHALL",
              "SWAPDB",
              "WAIT",
              "LOLWUT",
              "TIME",
              "ROLE",
              "LASTSAVE",
              "SAVE",
              "BGSAVE",
              "BGREWRITEAOF",
              "SHUTDOWN",
              "REPLICAOF",
              "SLAVEOF",
              "SCRIPT",
              "FUNCTION",
              "MODULE",
              "QUIT",
              "RESET",
              "READONLY",
              "READWRITE",
              "ASKING",
              "FAILOVER" });
        return t;
    }();
    return table;
}

bool hasWord(const resp::Command &command, qsizetype from, const char *word)
{
    return std::any_of(command.cbegin() + std::min(from, command.size()), command.cend(),
                       [word](const QByteArray &argument) {
                           return argument.compare(word, Qt::CaseInsensitive) == 0;
                       });
}

Rule ruleOf(const resp::Command &command)
{
    if (command.isEmpty())
        return Rule::NoLookup;
    const QByteArray name = command.first().toUpper();
    if (name == "SET")
        return hasWord(command, 3, "GET") ? Rule::NilIsMiss : Rule::NoLookup;
    if (name == "SCAN") // its TYPE filter looks every key up, also those that it drops
        return hasWord(command, 2, "TYPE") ? Rule::Unknown : Rule::NoLookup;
    if (name == "OBJECT")
        return command.size() == 3 ? Rule::NilIsMiss : Rule::NoLookup;
    if (name == "SORT_RO")
        return hasWord(command, 2, "BY") || hasWord(command, 2, "GET") ? Rule::Unknown
                                                                       : Rule::EmptyIsOpen;
    return rules().value(name, Rule::Unknown);
}

/// Refused before any key was looked up.
bool neverRan(QByteArrayView error)
{
    static const QByteArrayList words{
        "NOPERM", "NOAUTH",  "MOVED",   "ASK",  "CLUSTERDOWN", "CROSSSLOT", "READONLY",
        "OOM",    "LOADING", "MISCONF", "BUSY", "MASTERDOWN",  "TRYAGAIN",  "NOREPLICAS",
    };
    const qsizetype space = error.indexOf(' ');
    const QByteArrayView word = space < 0 ? error : error.first(space);
    return words.contains(word.toByteArray()) || error.startsWith("ERR unknown")
        || error.startsWith("ERR wrong number") || error.startsWith("ERR syntax")
        || error.startsWith("ERR value is not");
}

/// Nil, no more than 0, "", or nothing but such things.
bool isEmptyish(const resp::Reply &reply)
{
    switch (reply.kind()) {
    case resp::Reply::Kind::Nil:
        return true;
    case resp::Reply::Kind::Integer:
    case resp::Reply::Kind::Boolean:
        return reply.toInteger() <= 0;
    case resp::Reply::Kind::String:
    case resp::Reply::Kind::Verbatim:
        return reply.bytes().isEmpty();
    case resp::Reply::Kind::Array:
    case resp::Reply::Kind::Map:
    case resp::Reply::Kind::Set:
        for (qsizetype i = 0; i < reply.size(); ++i) {
            if (!isEmptyish(reply.at(i)))
                return false;
        }
        return true;
    default:
        return false;
    }
}

CommandLookups hit()
{
    return { 1, 0, true };
}
CommandLookups miss(bool exact = true)
{
    return { 0, 1, exact };
}

/// `keys` lookups of which the reply does not tell the split.
CommandLookups several(qsizetype keys, const resp::Reply &reply)
{
    if (keys <= 0)
        return { 0, 0, false };
    if (keys == 1)
        return isEmptyish(reply) ? miss(false) : hit();
    return { keys, 0, false };
}

CommandLookups ofStreams(const resp::Command &command, const resp::Reply &reply)
{
    qsizetype streams = 0;
    for (qsizetype i = 1; i < command.size() && streams == 0; ++i) {
        if (command[i].compare("STREAMS", Qt::CaseInsensitive) == 0)
            streams = (command.size() - i - 1) / 2;
    }
    const qsizetype answered =
        reply.kind() == resp::Reply::Kind::Map ? reply.size() / 2 : reply.size();
    return { 2 * answered, 2 * std::max<qsizetype>(0, streams - answered), false };
}

CommandLookups ofCursor(const resp::Command &command, const resp::Reply &reply)
{
    if (reply.size() != 2)
        return { 0, 0, false };
    if (reply.at(0).bytes() != QByteArrayView("0") || reply.at(1).size() > 0)
        return hit();
    return miss(!hasWord(command, 3, "MATCH"));
}

CommandLookups ofError(const resp::Reply &reply)
{
    const QByteArrayView error = reply.bytes();
    if (error.startsWith("WRONGTYPE"))
        return { 1, 0, true };
    if (error.startsWith("ERR no such key") || error.startsWith("ERR The XGROUP"))
        return miss();
    return { 0, 0, neverRan(error) };
}

} // namespace

bool mayLookUp(const resp::Command &command)
{
    return ruleOf(command) != Rule::NoLookup;
}

CommandLookups lookupsOf(const resp::Command &command, const resp::Reply &reply)
{
    const Rule rule = ruleOf(command);
    if (rule == Rule::NoLookup)
        return {};
    if (reply.isError()) {
        const CommandLookups counted = ofError(reply);
        const bool manyKeys = rule >= Rule::AllKeys || rule == Rule::CountOfKeys;
        return { counted.hits, counted.misses,
                 counted.exact && !(manyKeys && counted.hits + counted.misses > 0) };
    }
    // Inside MULTI it has not run yet: EXEC's reply tells.
    if (reply.kind() == resp::Reply::Kind::Status && reply.bytes() == QByteArrayView("QUEUED"))
        return {};

    const qsizetype keys = command.size() - 1;
    switch (rule) {
    case Rule::NoLookup:
        return {};
    case Rule::NilIsMiss:
        return reply.isNil() ? miss() : hit();
    case Rule::NoneIsMiss:
        return reply.bytes() == QByteArrayView("none") ? miss() : hit();
    case Rule::MinusTwo:
        return reply.toInteger() == -2 ? miss() : hit();
    case Rule::CountOfKeys: {
        const qint64 found = std::clamp<qint64>(reply.toInteger(), 0, keys);
        return { found, keys - found, true };
    }
    case Rule::OneEach: {
        qint64 nils = 0;
        for (qsizetype i = 0; i < reply.size(); ++i)
            nils += reply.at(i).isNil() ? 1 : 0;
        return { reply.size() - nils, nils, nils == 0 };
    }
    case Rule::EmptyIsMiss:
        return isEmptyish(reply) && reply.size() == 0 ? miss() : hit();
    case Rule::EmptyIsOpen:
        return isEmptyish(reply) ? miss(false) : hit();
    case Rule::Cursor:
        return ofCursor(command, reply);
    case Rule::AllKeys:
        return several(keys, reply);
    case Rule::NumberedKeys:
        return several(command.size() > 1 ? command[1].toLongLong() : 0, reply);
    case Rule::StoreNumbered:
        return several(command.size() > 2 ? command[2].toLongLong() : 0, reply);
    case Rule::StoreAll:
        return several(keys - 1, reply);
    case Rule::StreamKeys:
        return ofStreams(command, reply);
    case Rule::Unknown:
        break;
    }
    // A page of SCAN … TYPE: one for each name it lists, and one for each that it dropped.
    if (command.first().compare("SCAN", Qt::CaseInsensitive) == 0)
        return { reply.at(1).size(), 0, false };
    return { 0, 0, false };
}

} // namespace stats

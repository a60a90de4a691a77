#include "demodata.h"
#include "demobytes.h"
#include <QUuid>
#include <QtEndian>

namespace app {

namespace {

using resp::Command;
using resp::Commands;

QByteArray number(qint64 n)
{
    return QByteArray::number(n);
}

/// The same figures at every start, so that pictures and tests can be compared.
quint32 scatter(quint32 n)
{
    n ^= n >> 16;
    n *= 0x7feb352dU;
    n ^= n >> 15;
    n *= 0x846ca68bU;
    return n ^ (n >> 16);
}

QByteArray javaLong(qint64 value)
{
    QByteArray bytes = demobytes::javaLong();
    qToBigEndian(value, bytes.data() + bytes.size() - qsizetype(sizeof value));
    return bytes;
}

QByteArray javaUuidString(const QByteArray &uuid)
{
    QByteArray bytes = demobytes::javaString();
    return bytes.replace(bytes.size() - uuid.size(), uuid.size(), uuid);
}

QByteArray uuid(int n)
{
    const QUuid space(QStringLiteral("{6ba7b811-9dad-11d1-80b4-00c04fd430c8}"));
    return QUuid::createUuidV5(space, number(n)).toByteArray(QUuid::WithoutBraces);
}

/// The workflow that the demo follows: strings, a session, a hash, a list.
void walkthrough(Commands &out)
{
    out += Commands{
        { "SET", "user:1:name", "John Doe" },
        { "SET", "user:1:email", "john@example.com" },
        { "SETEX", "session:abc123", "1800", "user_session_data" },
        { "SETEX", "session:def456", "2400", "user_session_data" },
        { "SETEX", "session:c0ffee", "760", "user_session_data" },
        { "HSET", "user:2", "name", "Jane Smith", "email", "jane@example.com", "age", "28" },
        { "HSET", "user:3", "name", "Example User", "email", "old@example.com", "locale", "ko-KR",
          "plan", "team", "avatar", "https://example.com/a/3.png", "last_login", "1738314192",
          "prefs", R"({"theme":"dark","dense":true,"tz":"Asia/Seoul"})" },
        { "LPUSH", "reservations:recent", "res001", "res002", "res003" },
    };
}

void contentCache(Commands &out)
{
    for (int page = 1; page <= 220; ++page) {
        // Most are far from their end; every eleventh ends within a minute.
        const quint32 ttl = page % 11 == 0 ? 60 : 120 + scatter(quint32(page)) % 3480;
        out += { "SET", demoPageKey(page), demoPage(page), "EX", number(ttl) };
    }
}

void springSessions(Commands &out, qint64 now)
{
    Command roundedUp{ "SADD", "spring:session:expirations:" + number((now / 60000 + 31) * 60000) };
    for (int i = 0; i < 12; ++i) {
        const QByteArray id = uuid(i);
        const QByteArray key = "spring:session:sessions:" + id;
        out += { "HSET",
                 key,
                 "creationTime",
                 javaLong(now - 600000 - i * 61000),
                 "lastAccessedTime",
                 javaLong(now - i * 7000),
                 "maxInactiveInterval",
                 demobytes::javaInteger(),
                 "sessionAttr:cart",
                 demobytes::javaCart(),
                 "sessionAttr:customer",
                 demobytes::javaCustomer() };
        out += { "EXPIRE", key, number(2100 - i * 90) };
        out += { "SET", "spring:session:sessions:expires:" + id, "", "EX", number(1800 - i * 90) };
        roundedUp += javaUuidString(id);
    }
    out += roundedUp;
    out += { "EXPIRE", roundedUp[1], "2100" };
    // Spring Cache: name, two colons, key; values by the same Java serialization.
    for (int i = 1040; i < 1052; ++i)
        out += { "SET", "orders::" + number(i), demobytes::javaOrder(), "EX", number(600 + i) };
    out += { "SET", "customers::42", demobytes::javaCustomer(), "EX", "3600" };
}

Command job(const QByteArray &queue, int id, const QByteArray &name, const QByteArray &data,
            qint64 when)
{
    return { "HSET",      "bull:" + queue + ":" + number(id),
             "name",      name,
             "data",      data,
             "opts",      R"({"attempts":3,"backoff":{"type":"exponential","delay":1000}})",
             "timestamp", number(when),
             "delay",     "0",
             "priority",  "0" };
}

void bullQueues(Commands &out, qint64 now)
{
    const QByteArray mail = "bull:mail:";
    out += { "HSET", mail + "meta", "opts.maxLenEvents", "10000", "version", "bullmq:5.34.0" };
    out += { "SET", mail + "id", "40" };
    for (int id = 1; id <= 40; ++id) {
        const qint64 when = now - (41 - id) * 47000;
        const QByteArray data = R"({"to":"user)" + number(id) + R"(@example.com","template":")"
            + (id % 3 ? "receipt" : "welcome") + R"(","lang":"ko"})";
        out += job("mail", id, id % 3 ? "receipt" : "welcome", data, when);
        const QByteArray key = mail + number(id);
        const QByteArray added = "*";
        out += { "XADD",     mail + "events", added,
                 "event",    "added",         "jobId",
                 number(id), "name",          id % 3 ? "receipt" : "welcome" };
        if (id <= 22) {
            out += { "HSET",        key,
                     "processedOn", number(when + 900),
                     "finishedOn",  number(when + 1300),
                     "returnvalue", R"({"accepted":1})",
                     "atm",         "1" };
            out += { "ZADD", mail + "completed", number(when + 1300), number(id) };
            out += { "XADD",     mail + "events", added,
                     "event",    "completed",     "jobId",
                     number(id), "returnvalue",   R"({"accepted":1})",
                     "prev",     "active" };
        } else if (id <= 26) {
            out += {
                "HSET",
                key,
                "processedOn",
                number(when + 900),
                "finishedOn",
                number(when + 4100),
                "failedReason",
                "SMTP 451 4.3.0 Temporary failure",
                "stacktrace",
                R"-(["Error: SMTP 451 4.3.0 Temporary failure\n    at send (/srv/mail.js:42:11)"])-",
                "atm",
                "3"
            };
            out += { "ZADD", mail + "failed", number(when + 4100), number(id) };
            out += { "XADD",     mail + "events", added,
                     "event",    "failed",        "jobId",
                     number(id), "failedReason",  "SMTP 451 4.3.0 Temporary failure",
                     "prev",     "active" };
        } else if (id <= 28) {
            out += { "HSET", key, "processedOn", number(now - 2000), "ats", "1" };
            out += { "LPUSH", mail + "active", number(id) };
        } else if (id <= 34) {
            const qint64 due = now + (id - 28) * 600000;
            out += { "HSET", key, "delay", number(due - when) };
            // BullMQ keeps the due time and a counter in one score.
            out += { "ZADD", mail + "delayed", number(due * 4096), number(id) };
        } else {
            out += { "LPUSH", mail + "wait", number(id) };
        }
    }
    out += { "SET", mail + "stalled-check", number(now), "PX", "30000" };
    out += { "HSET",    "bull:thumbnail:meta", "opts.maxLenEvents", "10000", "paused", "1",
             "version", "bullmq:5.34.0" };
    out += { "SET", "bull:thumbnail:id", "6" };
    for (int id = 1; id <= 6; ++id) {
        out +=
            job("thumbnail", id, "resize",
                R"({"src":"s3://photos/)" + number(id) + R"(.jpg","width":320})", now - id * 5000);
        out += { "LPUSH", "bull:thumbnail:paused", number(id) };
    }
}

void streamWithGroup(Commands &out)
{
    for (int i = 0; i < 240; ++i) {
        out += { "XADD",
                 "audit",
                 "*",
                 "user",
                 number(1 + i % 7),
                 "action",
                 i % 5 ? "login" : "password-change",
                 "ip",
                 "203.0.113." + number(i % 250) };
    }
    out += { "XGROUP", "CREATE", "audit", "archiver", "0" };
    out += { "XGROUP", "CREATE", "audit", "alerts", "$" };
    out +=
        { "XREADGROUP", "GROUP", "archiver", "worker-1", "COUNT", "120", "STREAMS", "audit", ">" };
    out +=
        { "XREADGROUP", "GROUP", "archiver", "worker-2", "COUNT", "20", "STREAMS", "audit", ">" };
    // worker-1 has done its part; what worker-2 took is pending.
    out += { "EVAL",
             "local p = redis.call('XPENDING', KEYS[1], 'archiver', '-', '+', 1000, 'worker-1') "
             "for _, e in ipairs(p) do redis.call('XACK', KEYS[1], 'archiver', e[1]) end "
             "return #p",
             "1", "audit" };
}

void collections(Commands &out)
{
    out += { "RPUSH", "queue:tasks", "res003", "res002", "res001" };
    Command online{ "SADD", "online" };
    for (int i = 0; i < 128; ++i)
        online += "user:" + number(1000 + i * 7);
    out += online;
    Command leaderboard{ "ZADD", "leaderboard" };
    for (int i = 1; i <= 50; ++i) {
        leaderboard += number(scatter(quint32(i)) % 100000) + (i % 4 ? "" : ".5");
        leaderboard += "player:" + number(i);
    }
    out += leaderboard;
    out += { "EXPIRE", "leaderboard", "518400" };
    out += Commands{
        { "SADD", "tags:popular", "redis", "valkey", "cache", "제철", "무료 배송" },
        { "SADD", "feature:beta", "1", "2", "3", "5", "8", "13" },
        { "GEOADD",  "geo:stores", "126.9780", "37.5665", "서울", "129.0756",
          "35.1796", "부산",       "126.5312", "33.4996", "제주", "126.7052",
          "37.4563", "인천",       "127.3845", "36.3504", "대전", "128.6014",
          "35.8714", "대구",       "126.8526", "35.1595", "광주" },
        { "SET", "config:ui",
          R"({"theme":"system","columns":["name","ttl","size"],"ratio":1.10})" },
        { "SET", "counter:orders", "20417" },
        { "SET", "empty:string", "" },
        { "SET", "note:multiline", "first line\nsecond line\n\ttabbed\n" },
        { "SET", "html:snippet", "<img src=x onerror=alert(1)><b>not markup here</b>" },
        { "SET", "number:big", "12345678901234567890" },
        { "SET", "flags:float", "1.10" },
        { "SET", "lock:import", "worker-7", "PX", "1740000" },
        { "SET", "gzip:product:1042", demobytes::gzipJson(), "EX", "3000" },
        { "SET", "msgpack:profile:42", demobytes::messagePack() },
    };
    for (int part = 0; part < 8; ++part) {
        Command visitors{ "PFADD", "uniq:visitors" };
        for (int i = 0; i < 1000; ++i)
            visitors += "visitor-" + number(part * 1000 + i);
        out += visitors;
    }
    for (quint32 i = 0; i < 300; ++i)
        out += { "SETBIT", "bitmap:active:today", number(scatter(i) % 20000), "1" };
    Command prices{ "HSET", "catalog:prices" };
    for (int i = 0; i < 6000; ++i) {
        prices += "SKU-" + QByteArray::number(i).rightJustified(5, '0');
        prices += number(990 + scatter(quint32(i)) % 99000);
    }
    out += prices;
    Command log{ "RPUSH", "log:recent" };
    for (int i = 0; i < 500; ++i)
        log += "2025-01-31T17:" + number(i / 60 % 60).rightJustified(2, '0') + ":"
            + number(i % 60).rightJustified(2, '0') + " INFO request " + number(i) + " served";
    out += log;
}

void korean(Commands &out)
{
    out += Commands{
        { "SET", "인사", "안녕하세요" },
        { "SET", "사용자:1:이름", "홍길동" },
        { "SET", "사용자:1:이메일", "gildong@example.kr" },
        { "HSET", "사용자:2", "이름", "김영희", "도시", "서귀포시", "나이", "28" },
        { "SET", "상품:1042", demobytes::gzipJson(), "EX", "780" },
        { "SET", "상품:1043", R"({"id":1043,"name":"한라봉 3kg","price":32900})", "EX", "860" },
        { "ZADD", "상품:인기", "318", "제주 감귤 5kg", "204", "한라봉 3kg", "97", "유기농 당근" },
        { "RPUSH", "알림:대기열", "주문 20417 결제 완료", "주문 20415 배송 시작",
          "주문 20411 배송 완료" },
    };
}

void binary(Commands &out)
{
    out +=
        { "SET", QByteArray("bin:\xff\xfe\x00raw", 10), QByteArray("\x00\x01\xfe\xff value", 10) };
    out += { "SET", "latin1:caf\xe9",
             "cr\xe8me br\xfbl\xe9"
             "e" };
    out += { "HSET",  "bin:fields", QByteArray("\x80\x81", 2), QByteArray("\x00\xff", 2),
             "plain", "text" };
    out += { "SET", "name with spaces", "a key can hold any bytes" };
}

void otherDatabases(Commands &out)
{
    out += Command{ "SELECT", "1" };
    for (int i = 1; i <= 12; ++i) {
        out += { "HSET", "cart:" + number(i), "SKU-0" + number(1000 + i), number(1 + i % 3) };
        out += { "EXPIRE", "cart:" + number(i), number(900 + i * 60) };
    }
    out += Command{ "SELECT", "5" };
    for (int i = 1; i <= 8; ++i)
        out += { "SET", "report:2025-0" + number(i), R"({"orders":)" + number(i * 317) + "}" };
    out += { "SET", "where", "database 5" };
    out += Command{ "SELECT", "0" };
}

} // namespace

QByteArray demoPageKey(int page)
{
    const QByteArray id = number(page);
    switch (page % 4) {
    case 0:
        return "content:https://example.com/news/a" + id;
    case 1:
        return "content:https://example.com/p/" + id;
    case 2:
        return "content:https://api.example.com/v1/products/" + id;
    default:
        return "content:https://shop.example.kr/상품/" + id;
    }
}

QByteArray demoPage(int page)
{
    const QByteArray id = number(page);
    if (page % 4 == 2) {
        return R"({"id":)" + id + R"(,"name":"Product )" + id + R"(","price":)"
            + number(990 + scatter(quint32(page)) % 99000)
            + R"(,"currency":"KRW","inStock":true,"rating":4.10,"tags":["cache","demo"]})";
    }
    QByteArray html = "<!DOCTYPE html>\n<html lang=\"ko\">\n<head><title>Page " + id
        + "</title></head>\n<body>\n<h1>기사 " + id + "</h1>\n";
    const int paragraphs = 2 + int(scatter(quint32(page)) % 40);
    for (int i = 0; i < paragraphs; ++i) {
        html += "<p>The cache keeps this page for a while, so that the next reader "
                "need not wait for the origin server. Paragraph "
            + number(i + 1) + ".</p>\n";
    }
    return html + "</body>\n</html>\n";
}

resp::Commands demoData(const QDateTime &now)
{
    const qint64 ms = now.toMSecsSinceEpoch();
    Commands out;
    walkthrough(out);
    contentCache(out);
    springSessions(out, ms);
    bullQueues(out, ms);
    streamWithGroup(out);
    collections(out);
    korean(out);
    binary(out);
    otherDatabases(out);
    return out;
}

} // namespace app

// Saves against a real server, with MONITOR as the witness.
#include "support/livesend.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include "values/hashwriter.h"
#include "values/newkeywriter.h"
#include "values/stringwriter.h"
#include "values/ttlwriter.h"
#include <QTest>

using namespace values;

class WritersLiveTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<support::LiveSend> m_send;

    base::Result<SaveResult> saved(const SavePlan &plan)
    {
        std::optional<base::Result<SaveResult>> result;
        save(*m_send, plan, this, [&](const base::Result<SaveResult> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return base::fail(base::Error::Kind::Timeout, QStringLiteral("never done"));
        return *result;
    }
    base::Result<> created(const NewKey &key)
    {
        std::optional<base::Result<>> result;
        create(*m_send, key, this, [&](const base::Result<> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return base::fail(base::Error::Kind::Timeout, QStringLiteral("never done"));
        return *result;
    }
    base::Result<TtlOutcome> ttlSet(const TtlWriter &writer, std::optional<qint64> now)
    {
        std::optional<base::Result<TtlOutcome>> result;
        setTtl(*m_send, writer, now, this, [&](const base::Result<TtlOutcome> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return base::fail(base::Error::Kind::Timeout, QStringLiteral("never done"));
        return *result;
    }
    QByteArray get(const QByteArray &key) { return m_server->command({ "GET", key }); }
    qint64 number(const QByteArrayList &command)
    {
        return m_server->command(command).trimmed().toLongLong();
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        m_send = std::make_unique<support::LiveSend>(*m_server);
    }
    void cleanup()
    {
        m_send.reset();
        m_server.reset();
    }

    void save_keepsTheTtl_data()
    {
        QTest::addColumn<bool>("keepTtl");
        QTest::newRow("KEEPTTL") << true;
        QTest::newRow("PEXPIREAT in the MULTI") << false;
    }
    void save_keepsTheTtl()
    {
        QFETCH(bool, keepTtl);
        m_server->command({ "SET", "session:abc123", "old", "PX", "1800000" });
        const qint64 deadline = number({ "PEXPIRETIME", "session:abc123" });
        base::Capabilities can;
        can.keepTtl = keepTtl;
        const auto result = saved(StringWriter{ "session:abc123", "old", "new", can }.plan());
        QVERIFY(result);
        QCOMPARE(result->verdict.what, Verdict::What::Same);
        QVERIFY(result->pttl > 1790000 && result->pttl <= 1800000);
        QCOMPARE(get("session:abc123"), "new");
        QVERIFY(qAbs(number({ "PEXPIRETIME", "session:abc123" }) - deadline) <= 2);
    }

    void keyWithoutTtl_getsNone()
    {
        for (const bool keepTtl : { true, false }) {
            m_server->command({ "SET", "k", "old" });
            base::Capabilities can;
            can.keepTtl = keepTtl;
            QVERIFY(saved(StringWriter{ "k", "old", "", can }.plan()));
            QCOMPARE(number({ "TTL", "k" }), -1);
            QCOMPARE(number({ "STRLEN", "k" }), 0);
        }
    }

    void valueChangedMeanwhile_isAConflictAndNothingIsWritten()
    {
        m_server->command({ "SET", "k", "theirs" });
        support::Monitor monitor(*m_server);
        const auto result = saved(StringWriter{ "k", "old", "mine", {} }.plan());
        QVERIFY(result);
        QCOMPARE(result->verdict.what, Verdict::What::Changed);
        QCOMPARE(result->verdict.conflicts,
                 (QList<Conflict>{
                     { {}, QByteArray("old"), QByteArray("theirs"), QByteArray("mine") } }));
        QCOMPARE(get("k"), "theirs");
        for (const QByteArray &line : monitor.commands())
            QVERIFY2(!line.startsWith("SET") && !line.startsWith("MULTI"), line.constData());
    }

    void valueWithNul_isComparedToTheLastByte()
    {
        const QByteArray loaded("a\0b\xff", 4);
        m_server->command({ "SET", "k", QByteArray("a\0c\xff", 4) });
        QCOMPARE(saved(StringWriter{ "k", loaded, "mine", {} }.plan())->verdict.what,
                 Verdict::What::Changed);
    }

    void bigValue_isComparedInPieces()
    {
        const QByteArray big(3 * 1024 * 1024 + 17, 'x');
        QVERIFY(support::await(resp::Send(*m_send)({ "SET", "big", big })));
        m_server->command({ "PEXPIRE", "big", "100000" });
        m_send->forgetCommands();
        QCOMPARE(saved(StringWriter{ "big", big, "small", {} }.plan())->verdict.what,
                 Verdict::What::Same);
        for (const resp::Command &command : m_send->commands())
            QVERIFY(command.first() != "GET");
        QCOMPARE(get("big"), "small");
        QVERIFY(number({ "PTTL", "big" }) > 90000);
        // One byte more at the end is a difference.
        QVERIFY(support::await(resp::Send(*m_send)({ "SET", "big", big + 'y' })));
        QCOMPARE(saved(StringWriter{ "big", big, "small", {} }.plan())->verdict.what,
                 Verdict::What::Changed);
    }

    void expiredMeanwhile_isNotCreatedAgain()
    {
        QCOMPARE(saved(StringWriter{ "nokey", "old", "mine", {} }.plan())->verdict.what,
                 Verdict::What::Gone);
        QCOMPARE(saved(HashWriter{ "nokey", { { "f", "1", "2" } }, {} }.plan())->verdict.what,
                 Verdict::What::Gone);
        QCOMPARE(number({ "EXISTS", "nokey" }), 0);
    }

    void otherTypeMeanwhile_isTold()
    {
        m_server->command({ "LPUSH", "k", "x" });
        const auto result = saved(StringWriter{ "k", "old", "mine", {} }.plan());
        QCOMPARE(result->verdict.what, Verdict::What::TypeChanged);
        QCOMPARE(result->verdict.type, base::KeyType::List);
        QCOMPARE(saved(HashWriter{ "k", { { "f", "1", "2" } }, {} }.plan())->verdict.what,
                 Verdict::What::TypeChanged);
    }

    void hash_writesTheTouchedFieldsOnly()
    {
        m_server->command({ "HSET", "user:2", "name", "Ada", "email", "old", "gone", "x" });
        m_server->command({ "PEXPIRE", "user:2", "500000" });
        // Somebody else writes a field that is not ours: no conflict.
        m_server->command({ "HSET", "user:2", "name", "Grace" });
        const auto result = saved(HashWriter{
            "user:2",
            { { "email", "old", "" },
              { "gone", "x", std::nullopt },
              { QByteArray("n\0w", 3), std::nullopt, "1" } },
            {} }.plan());
        QVERIFY(result);
        QCOMPARE(result->verdict.what, Verdict::What::Same);
        QCOMPARE(m_server->command({ "HGET", "user:2", "name" }).trimmed(), "Grace");
        QCOMPARE(number({ "HSTRLEN", "user:2", "email" }), 0);
        QCOMPARE(number({ "HEXISTS", "user:2", "email" }), 1);
        QCOMPARE(number({ "HEXISTS", "user:2", "gone" }), 0);
        QCOMPARE(number({ "HEXISTS", "user:2", QByteArray("n\0w", 3) }), 1);
        QVERIFY(number({ "PTTL", "user:2" }) > 490000);
    }

    void allFieldsReplaced_keepsTheKeysTtl()
    {
        m_server->command({ "HSET", "h", "a", "1" });
        m_server->command({ "PEXPIRE", "h", "500000" });
        QVERIFY(saved(HashWriter{
            "h",
            { { "a", "1", std::nullopt }, { "b", std::nullopt, "2" } },
            {} }.plan()));
        QVERIFY(number({ "PTTL", "h" }) > 490000);
    }

    void fieldChangedMeanwhile_isAConflict()
    {
        m_server->command({ "HSET", "h", "a", "1", "b", "theirs" });
        const auto result = saved(HashWriter{
            "h",
            { { "a", "1", "mine" }, { "b", "2", "mine" }, { "c", "3", "mine" } },
            {} }.plan());
        QCOMPARE(result->verdict.what, Verdict::What::Changed);
        QCOMPARE(
            result->verdict.conflicts,
            (QList<Conflict>{ { "b", QByteArray("2"), QByteArray("theirs"), QByteArray("mine") },
                              { "c", QByteArray("3"), std::nullopt, QByteArray("mine") } }));
        QCOMPARE(m_server->command({ "HGET", "h", "a" }).trimmed(), "1");
    }

    void newKey_isMadeWithItsTtlAtOnce_data()
    {
        QTest::addColumn<base::KeyType>("type");
        for (const base::KeyType type :
             { base::KeyType::String, base::KeyType::Hash, base::KeyType::List, base::KeyType::Set,
               base::KeyType::SortedSet, base::KeyType::Stream })
            QTest::newRow(base::keyTypeName(type).constData()) << type;
    }
    void newKey_isMadeWithItsTtlAtOnce()
    {
        QFETCH(base::KeyType, type);
        NewKey key;
        key.key = QByteArray("new \0\xff key", 10);
        key.type = type;
        key.value = "v";
        key.elements = { "e1", "e2" };
        key.pairs = { { "f", "1" } };
        key.ttl = { Ttl::Kind::Relative, 1800000 };
        QVERIFY(created(key));
        QCOMPARE(m_server->command({ "TYPE", key.key }).trimmed(), base::keyTypeName(type));
        const qint64 pttl = number({ "PTTL", key.key });
        QVERIFY2(pttl > 1790000 && pttl <= 1800000, QByteArray::number(pttl).constData());
        // Again: it is there, and stays as it is.
        key.ttl = {};
        const auto again = created(key);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, base::Error::Kind::Changed);
        QVERIFY(number({ "PTTL", key.key }) > 1790000);
        if (type == base::KeyType::List)
            QCOMPARE(m_server->command({ "LRANGE", key.key, "0", "-1" }), "e1\ne2");
    }

    void ttl_isSetAndTakenAway()
    {
        m_server->command({ "SET", "k", "v" });
        const qint64 now = number({ "EVAL", "return redis.call('TIME')[1]", "0" }) * 1000;
        const auto set = ttlSet({ "k", { Ttl::Kind::Relative, 60000 } }, now);
        QVERIFY(set);
        QCOMPARE(set->what, TtlOutcome::What::Set);
        QVERIFY(number({ "PTTL", "k" }) > 50000);
        QCOMPARE(
            ttlSet({ "k", { Ttl::Kind::Relative, 90000 }, TtlWriter::Condition::Nx }, now)->what,
            TtlOutcome::What::NotMet);
        QCOMPARE(ttlSet({ "k", {} }, now)->what, TtlOutcome::What::Removed);
        QCOMPARE(ttlSet({ "k", {} }, now)->what, TtlOutcome::What::NoTtl);
        QCOMPARE(ttlSet({ "missing", {} }, now)->what, TtlOutcome::What::NoKey);
        QCOMPARE(ttlSet({ "missing", { Ttl::Kind::Relative, 60000 } }, now)->what,
                 TtlOutcome::What::NoKey);
    }
};

QTEST_GUILESS_MAIN(WritersLiveTest)
#include "tst_writers_live.moc"

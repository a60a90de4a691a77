// What the writers send, against a Send without a server.
#include "support/fakeport.h"
#include "values/hashwriter.h"
#include "values/newkeywriter.h"
#include "values/stringwriter.h"
#include "values/ttlwriter.h"
#include <QTest>

using namespace values;
using support::FakePort;

namespace {

struct Saved {
    std::optional<base::Result<SaveResult>> result;
    auto done()
    {
        return [this](const base::Result<SaveResult> &r) { result = r; };
    }
};

resp::Reply time()
{
    return resp::Reply::array({ resp::Reply::string("1738314192"), resp::Reply::string("500000") });
}

} // namespace

class WritersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stringWithoutEdit_sendsNothing()
    {
        auto port = std::make_shared<FakePort>();
        Saved saved;
        save(resp::Send(port), StringWriter{ "k", "v", "v", {} }.plan(), this, saved.done());
        QVERIFY(saved.result.has_value());
        QVERIFY(port->sent.isEmpty());
    }

    void hashWithoutEdit_sendsNothing()
    {
        auto port = std::make_shared<FakePort>();
        Saved saved;
        save(resp::Send(port), HashWriter{ "k", {}, {} }.plan(), this, saved.done());
        QVERIFY(saved.result.has_value());
        QVERIFY(port->sent.isEmpty());
    }

    void oldServer_keepsTheDeadlineInTheSameMulti()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<resp::Reply> {
            if (c.first() == "TYPE")
                return resp::Reply::status("string");
            if (c.first() == "GET")
                return resp::Reply::string("old");
            if (c.first() == "PTTL")
                return resp::Reply::integer(1500);
            if (c.first() == "TIME")
                return time();
            return resp::Reply::status("OK");
        };
        base::Capabilities can;
        can.keepTtl = false;
        Saved saved;
        save(resp::Send(port), StringWriter{ "k", "old", "", can }.plan(), this, saved.done());
        QTRY_VERIFY(saved.result.has_value());
        QVERIFY(saved.result->has_value());
        const qsizetype multi = port->sent.indexOf({ "MULTI" });
        QVERIFY(multi > 0);
        QCOMPARE(port->sent.at(multi + 1), (resp::Command{ "SET", "k", "" })); // empty is a value
        QCOMPARE(port->sent.at(multi + 2), (resp::Command{ "PEXPIREAT", "k", "1738314194000" }));
        QCOMPARE((*saved.result)->pttl, 1500);
    }

    void oldServerThatHidesTheTtl_isNotWrittenTo()
    {
        for (const QByteArray &refused : { QByteArray("PTTL"), QByteArray("TIME") }) {
            auto port = std::make_shared<FakePort>();
            port->answer = [refused](const resp::Command &c) -> base::Result<resp::Reply> {
                if (c.first() == refused)
                    return resp::Reply::error("NOPERM User a has no permissions to run it");
                if (c.first() == "TYPE")
                    return resp::Reply::status("string");
                if (c.first() == "TIME")
                    return time();
                return c.first() == "GET" ? resp::Reply::string("old") : resp::Reply::integer(5);
            };
            base::Capabilities can;
            can.keepTtl = false;
            Saved saved;
            save(resp::Send(port), StringWriter{ "k", "old", "new", can }.plan(), this,
                 saved.done());
            QTRY_VERIFY(saved.result.has_value());
            QVERIFY(saved.result->has_value());
            QCOMPARE((*saved.result)->verdict.what, Verdict::What::Refused);
            QCOMPARE((*saved.result)->verdict.error.kind, base::Error::Kind::NotPermitted);
            QVERIFY(!port->sent.contains({ "MULTI" }));
        }
    }

    void fieldTtl_isKeptByCommandOrByDeadline()
    {
        const auto commandsWith = [this](base::Capabilities can) {
            auto port = std::make_shared<FakePort>();
            port->answer = [](const resp::Command &c) -> base::Result<resp::Reply> {
                if (c.first() == "TYPE")
                    return resp::Reply::status("hash");
                if (c.first() == "HMGET")
                    return resp::Reply::array(
                        { resp::Reply::string("1"), resp::Reply(), resp::Reply::string("3") });
                if (c.first() == "HPEXPIRETIME")
                    return resp::Reply::array({ resp::Reply::integer(1738314999000) });
                return resp::Reply::integer(1);
            };
            Saved saved;
            save(resp::Send(port),
                 HashWriter{ "h",
                             { { "a", "1", "x" },
                               { "new", std::nullopt, "" },
                               { "gone", "3", std::nullopt } },
                             can }
                     .plan(),
                 this, saved.done());
            [&] { QTRY_VERIFY(saved.result.has_value()); }();
            resp::Commands sent = port->sent;
            const qsizetype multi = sent.indexOf({ "MULTI" });
            return sent.sliced(multi + 1, sent.size() - multi - 2);
        };
        base::Capabilities can;
        QCOMPARE(commandsWith(can),
                 (resp::Commands{ { "HSET", "h", "a", "x", "new", "" },
                                  { "HDEL", "h", "gone" },
                                  { "PTTL", "h" } }));
        can.fieldTtl = true;
        QCOMPARE(commandsWith(can),
                 (resp::Commands{ { "HSET", "h", "a", "x", "new", "" },
                                  { "HPEXPIREAT", "h", "1738314999000", "FIELDS", "1", "a" },
                                  { "HDEL", "h", "gone" },
                                  { "PTTL", "h" } }));
        can.hsetex = true;
        QCOMPARE(commandsWith(can),
                 (resp::Commands{ { "HSETEX", "h", "KEEPTTL", "FIELDS", "2", "a", "x", "new", "" },
                                  { "HDEL", "h", "gone" },
                                  { "PTTL", "h" } }));
    }

    void serverThatRefusesType_isComparedByTheValue_data()
    {
        QTest::addColumn<bool>("hash");
        QTest::addColumn<resp::Reply>("value");
        QTest::addColumn<int>("exists");
        QTest::addColumn<Verdict::What>("what");
        using resp::Reply;
        using What = Verdict::What;
        const Reply wrong = Reply::error("WRONGTYPE Operation against a key");
        const auto fields = [](const Reply &field) { return Reply::array({ field }); };
        QTest::newRow("string as loaded") << false << Reply::string("old") << 1 << What::Same;
        QTest::newRow("string changed") << false << Reply::string("other") << 1 << What::Changed;
        QTest::newRow("string gone") << false << Reply() << 0 << What::Gone;
        QTest::newRow("string no more") << false << wrong << 1 << What::TypeChanged;
        QTest::newRow("string, nothing tells")
            << false << Reply::string("old") << -1 << What::Refused;
        QTest::newRow("hash as loaded") << true << fields(Reply::string("old")) << 1 << What::Same;
        QTest::newRow("hash changed")
            << true << fields(Reply::string("other")) << 1 << What::Changed;
        QTest::newRow("hash gone") << true << fields(Reply()) << 0 << What::Gone;
        QTest::newRow("hash no more") << true << wrong << 1 << What::TypeChanged;
    }
    void serverThatRefusesType_isComparedByTheValue()
    {
        QFETCH(bool, hash);
        QFETCH(resp::Reply, value);
        QFETCH(int, exists);
        QFETCH(Verdict::What, what);
        auto port = std::make_shared<FakePort>();
        port->answer = [value, exists](const resp::Command &c) -> base::Result<resp::Reply> {
            if (c.first() == "TYPE" || (c.first() == "EXISTS" && exists < 0))
                return resp::Reply::error("NOPERM User a has no permissions to run it");
            if (c.first() == "EXISTS")
                return resp::Reply::integer(exists);
            return c.first() == "GET" || c.first() == "HMGET" ? value : resp::Reply::integer(1);
        };
        const auto plan = [hash]() -> SavePlan {
            if (hash)
                return HashWriter{ "k", { { "a", "old", "new" } }, {} }.plan();
            return StringWriter{ "k", "old", "new", {} }.plan();
        };
        Saved saved;
        save(resp::Send(port), plan(), this, saved.done());
        QTRY_VERIFY(saved.result.has_value());
        QVERIFY(saved.result->has_value());
        QCOMPARE((*saved.result)->verdict.what, what);
        QCOMPARE(port->sent.contains({ "MULTI" }), what == Verdict::What::Same);
    }

    void unknownOutcome_isHandedOn()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &) -> base::Result<resp::Reply> {
            return base::fail(base::Error::Kind::OutcomeUnknown, QStringLiteral("nobody knows"));
        };
        Saved saved;
        save(resp::Send(port), StringWriter{ "k", "a", "b", {} }.plan(), this, saved.done());
        QTRY_VERIFY(saved.result.has_value());
        QVERIFY(!saved.result->has_value());
        QCOMPARE(saved.result->error().kind, base::Error::Kind::OutcomeUnknown);
    }

    void ttlCommand_usesTheServersClock()
    {
        const Ttl half{ Ttl::Kind::Relative, 1800000 };
        QCOMPARE((TtlWriter{ "k", half }.command(1738314192000)),
                 (resp::Command{ "PEXPIREAT", "k", "1738315992000" }));
        QCOMPARE((TtlWriter{ "k", half }.command(std::nullopt)),
                 (resp::Command{ "PEXPIRE", "k", "1800000" }));
        QCOMPARE((TtlWriter{ "k", half, TtlWriter::Condition::Gt }.command(0)),
                 (resp::Command{ "PEXPIREAT", "k", "1800000", "GT" }));
        QCOMPARE((TtlWriter{ "k", {} }.command(0)), (resp::Command{ "PERSIST", "k" }));
    }

    void ttlThatHasPassedOnTheServer_isNotSent()
    {
        auto port = std::make_shared<FakePort>();
        std::optional<base::Result<TtlOutcome>> outcome;
        setTtl(resp::Send(port), TtlWriter{ "k", { Ttl::Kind::Absolute, 1000 } }, 2000, this,
               [&](const base::Result<TtlOutcome> &r) { outcome = r; });
        QVERIFY(outcome.has_value());
        QVERIFY(!outcome->has_value());
        QVERIFY(port->sent.isEmpty());
    }

    void newKey_asksForWhatIsMissing()
    {
        NewKey key;
        QVERIFY(key.problem());
        key.key = "k";
        QVERIFY(!key.problem()); // an empty string is a value
        key.type = base::KeyType::Hash;
        QVERIFY(key.problem());
        key.pairs = { { "a", "1" }, { "a", "2" } };
        QVERIFY(key.problem());
        key.pairs = { { "a", "1" } };
        QVERIFY(!key.problem());
        key.type = base::KeyType::SortedSet;
        key.pairs = { { "m", "high" } };
        QVERIFY(key.problem());
        key.pairs = { { "m", "1e3" } };
        QVERIFY(!key.problem());
        QCOMPARE(key.commands().first(), (resp::Command{ "ZADD", "k", "1e3", "m" }));
    }
};

QTEST_GUILESS_MAIN(WritersTest)
#include "tst_writers.moc"

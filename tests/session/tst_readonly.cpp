#include "session/sessionfixture.h"

using base::Error;
using session::Lane;
using support::RedisServer;

/// Whatever of all its commands is typed into a read-only session, a real server stays as it was.
class ReadOnlyTest final : public QObject {
    Q_OBJECT

    struct Known {
        QByteArrayList words; ///< "CONFIG", "GET"
        qint64 arity = 0;
        bool writes = false;
    };

    static void collect(const resp::Reply &entries, QList<Known> &out)
    {
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const resp::Reply entry = entries.at(i);
            Known known;
            known.words = entry.at(0).toByteArray().toUpper().split('|');
            known.arity = entry.at(1).toInteger();
            for (qsizetype f = 0; f < entry.at(2).size(); ++f)
                known.writes = known.writes || entry.at(2).at(f).bytes() == "write";
            out += known;
            collect(entry.at(9), out);
        }
    }

    /// The command with arguments that could do something: each kind of key, numbers, options.
    static resp::Commands linesOf(const Known &known)
    {
        static const QByteArrayList keys{ "str",  "num",    "list", "hash", "set",
                                          "zset", "stream", "hll",  "geo",  "0" };
        static const QList<QByteArrayList> tails{
            { "1", "1", "1", "1", "1", "1" },           { "0", "-1", "str", "num", "1", "1" },
            { "list", "LEFT", "RIGHT", "1", "1", "1" }, { "a", "b", "c", "d", "e", "f" },
            { "STORE", "stored", "1", "1", "1", "1" },
        };
        const qsizetype atLeast = qAbs(known.arity) - known.words.size();
        resp::Commands lines;
        for (const QByteArray &key : keys) {
            for (const QByteArrayList &tail : tails) {
                for (qsizetype more = 0; more <= (known.arity < 0 ? 2 : 0); ++more) {
                    const qsizetype count = atLeast + more;
                    resp::Command line = known.words;
                    if (count > 0)
                        line += key;
                    for (qsizetype i = 1; i < count; ++i)
                        line += tail.value(i - 1, "1");
                    if (!lines.contains(line))
                        lines += line;
                }
            }
        }
        return lines;
    }

    static QByteArray stateOf(const RedisServer &server)
    {
        QByteArray state;
        for (const char *line : { "DEBUG DIGEST", "DBSIZE", "CONFIG GET *", "ACL LIST", "ACL LOG",
                                  "FUNCTION LIST", "SLOWLOG LEN", "LASTSAVE", "ROLE",
                                  "SCRIPT EXISTS "
                                  "e0e1f9fabfc9d4800c877a703b823ac0578ff8db" })
            state += QByteArray(line) + '\n' + server.command(QByteArray(line).split(' ')) + '\n';
        for (const char *key :
             { "str", "num", "list", "hash", "set", "zset", "stream", "hll", "geo" })
            state += server.command({ "PEXPIRETIME", key }) + '\n';
        state += server.command({ "INFO", "persistence" }).contains("rdb_bgsave_in_progress:0");
        return state;
    }

private Q_SLOTS:
    void everyCommandOfTheServer_changesNothing()
    {
        RedisServer server({ QStringLiteral("--enable-debug-command"), QStringLiteral("yes"),
                             QStringLiteral("--slowlog-log-slower-than"), QStringLiteral("-1"),
                             QStringLiteral("--acllog-max-len"), QStringLiteral("0") });
        for (const char *line : { "SET str value PX 9000000", "SET num 41", "RPUSH list a b c",
                                  "HSET hash f v g w", "SADD set a b c", "ZADD zset 1 a 2 b",
                                  "XADD stream 1-1 f v", "XGROUP CREATE stream group 0",
                                  "PFADD hll a b c", "PFCOUNT hll", "GEOADD geo 127 37 seoul" })
            QVERIFY(!server.command(QByteArray(line).split(' ')).startsWith("ERR"));

        profiles::Profile profile = profileOf(server);
        profile.readOnly = true;
        session::Session session(profile, {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Console, 0);
        QList<Known> commands;
        collect(ask(send, { "COMMAND" }).value(), commands);
        QVERIFY(commands.size() > 300);
        QSet<QByteArray> writing;
        for (const Known &known : commands) {
            if (known.writes)
                writing += known.words.join(' ');
        }
        QVERIFY(writing.size() > 100);

        const QByteArray before = stateOf(server);
        support::Monitor monitor(server);
        resp::SendOptions options;
        options.confirmed = true; // a person who says yes to everything
        options.timeout = std::chrono::milliseconds(2000);
        int sent = 0;
        QSet<QByteArray> refused;
        for (const Known &known : commands) {
            const QByteArray name = known.words.join(' ');
            if (name == "MONITOR" || name == "MULTI")
                continue; // below
            QList<QFuture<base::Result<resp::Reply>>> answers;
            for (const resp::Command &line : linesOf(known))
                answers += send(line, options);
            for (const auto &future : answers) {
                const auto answer = support::await(future);
                if (answer) {
                    ++sent;
                    QVERIFY2(!known.writes, name);
                } else if (answer.error().kind == Error::Kind::ReadOnly) {
                    refused += name;
                }
            }
            // A typed QUIT ends the connection, SUBSCRIBE changes what it takes.
            if (name == "QUIT" || name.endsWith("SUBSCRIBE"))
                (void)ask(send, { "RESET" }, options);
            QTRY_COMPARE(session.state(), session::Session::State::Online);
        }
        for (const resp::Command &line :
             resp::Commands{ { "EVAL", "return redis.call('set', 'str', 'x')", "0" },
                             { "EVAL_RO", "return redis.call('set', 'str', 'x')", "0" },
                             { "EVAL_RO", "return redis.call('publish', 'c', 'x')", "0" },
                             { "SORT", "list", "ALPHA", "STORE", "stored" },
                             { "GEORADIUS", "geo", "127", "37", "1", "km", "STORE", "stored" },
                             { "CONFIG", "SET", "maxmemory", "1gb" },
                             { "ACL", "SETUSER", "eve", "on", "nopass", "~*", "+@all" },
                             { "SCRIPT", "LOAD", "return 1" },
                             { "FUNCTION", "LOAD",
                               "#!lua name=l\nredis.register_function('f', function() end)" },
                             { "CLIENT", "KILL", "TYPE", "normal" },
                             { "XREADGROUP", "GROUP", "group", "me", "STREAMS", "stream", ">" },
                             { "NO.SUCH", "str" } })
            (void)ask(send, line, options);
        QCOMPARE(said(send, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(ask(send, { "SET", "str", "x" }, options).error().kind, Error::Kind::ReadOnly);
        QCOMPARE(said(send, { "GET", "str" }), QByteArray("QUEUED"));
        QVERIFY(ask(send, { "EXEC" }));
        const auto pipeline =
            support::await(send.many({ { "GET", "str" }, { "DEL", "str" } }, options));
        QCOMPARE(pipeline.error().kind, Error::Kind::ReadOnly);
        resp::Transaction transaction;
        transaction.options = options;
        transaction.watch = { "str" };
        transaction.decide = [](const resp::Replies &) {
            return resp::Commands{ { "SET", "str", "x" } };
        };
        QCOMPARE(support::await(send.transact(transaction)).error().kind, Error::Kind::ReadOnly);

        const QByteArrayList after = stateOf(server).split('\n');
        const QByteArrayList expected = before.split('\n');
        for (qsizetype i = 0; i < expected.size(); ++i)
            QCOMPARE(after.value(i), expected[i]);
        QCOMPARE(after.size(), expected.size());
        for (const QByteArray &line : monitor.commands()) {
            const QByteArrayList words = line.split(' ');
            QVERIFY2(!writing.contains(words[0].toUpper()), line);
            QVERIFY2(!writing.contains(words[0].toUpper() + ' ' + words.value(1).toUpper()), line);
        }
        for (const QByteArray &name : writing)
            QVERIFY2(refused.contains(name), name);
        QVERIFY(sent > 2000);

        // The same words do change the server once the lock is off, so the witnesses do see.
        session.unlock();
        QCOMPARE(said(send, { "APPEND", "str", "x" }), QByteArray("6"));
        QVERIFY(stateOf(server) != before);
        session.lock();
        (void)ask(send, { "MONITOR" }, options);
        QTRY_COMPARE(session.state(), session::Session::State::Online);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "GET", "str" }), QByteArray("valuex"));
    }
};

QTEST_GUILESS_MAIN(ReadOnlyTest)
#include "tst_readonly.moc"

// Reading big and small values from a real server. That no single command is slow is measured in
// tests/bench; here, that none asks for more than a page.
#include "support/livesend.h"
#include "support/redisserver.h"
#include "support/wait.h"
#include "values/hashmodel.h"
#include "values/keystate.h"
#include "values/listmodel.h"
#include "values/setmodel.h"
#include "values/sortedsetmodel.h"
#include "values/streammodel.h"
#include "values/stringvalue.h"
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace values;

class ModelsLiveTest : public QObject {
    Q_OBJECT

    std::unique_ptr<support::RedisServer> m_server;
    std::unique_ptr<support::LiveSend> m_send;

    /// Fills by a script, so that a million elements take a second.
    void fill(const QByteArray &script) { m_server->command({ "EVAL", script, "0" }); }

    /// The first command so far that reads more than one page of a value; empty = none does.
    QByteArray biggerThanAPage() const
    {
        const resp::Commands commands = m_send->commands();
        for (const resp::Command &command : commands) {
            const QByteArray verb = command[0].toUpper();
            bool tooMuch = verb == "HGETALL" || verb == "SMEMBERS" || verb == "HKEYS"
                || verb == "GET" || (verb == "XRANGE" && !command.contains("COUNT"));
            if (verb == "LRANGE" || verb == "ZRANGE")
                tooMuch = command[3].toLongLong() - command[2].toLongLong() >= 1000
                    || command[3].toLongLong() < 0;
            if (verb == "GETRANGE")
                tooMuch = command[3].toLongLong() - command[2].toLongLong() > 8 * 1024 * 1024;
            if (const auto at = command.indexOf("COUNT"); at > 0)
                tooMuch = tooMuch || command.value(at + 1).toLongLong() > 1000;
            if (tooMuch)
                return command.join(' ');
        }
        return {};
    }

    bool load(PagedModel &model)
    {
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        return QTest::qWaitFor([&] { return loaded.count() == 1; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<support::RedisServer>();
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
        m_send = std::make_unique<support::LiveSend>(*m_server);
        fill("for i=1,200000 do redis.call('HSET','hash','field:'..i,'value '..i) "
             "redis.call('ZADD','zset',i,'m'..i) redis.call('SADD','set','m'..i) end");
        fill("for i=1,500000 do redis.call('RPUSH','list','element '..i) end");
        fill("for i=1,2000 do redis.call('XADD','stream',i..'-1','f',i) end");
        fill("redis.call('SET','string',string.rep('abcdefgh',6*1024*1024))");
        fill("for i=1,1000 do redis.call('HSET','fat','f'..i,string.rep('x',100000)) end");
    }

    void bigCollections_openPageByPage()
    {
        m_send->forgetCommands();
        HashModel hash(*m_send, "hash", {});
        QVERIFY(load(hash));
        QCOMPARE(hash.total(), 200000);
        QVERIFY(hash.rowCount() >= 500 && hash.rowCount() < 1000);
        QVERIFY(hash.hasNext());
        SetModel set(*m_send, "set");
        QVERIFY(load(set));
        QVERIFY(set.rowCount() >= 500 && set.rowCount() < 1000);
        SortedSetModel zset(*m_send, "zset");
        QVERIFY(load(zset));
        QCOMPARE(zset.rowCount(), 500);
        QCOMPARE(zset.index(0, SortedSetModel::MemberColumn).data().toString(),
                 QStringLiteral("m1"));
        ListModel list(*m_send, "list");
        QVERIFY(load(list));
        QCOMPARE(list.rowCount(), 500);
        StreamModel stream(*m_send, "stream");
        QVERIFY(load(stream));
        QCOMPARE(stream.rowCount(), 500);
        QSignalSpy loaded(&stream, &PagedModel::loaded);
        stream.nextPage();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(stream.index(0, 0).data().toString(), QStringLiteral("501-1"));
        QVERIFY(!m_send->commands().isEmpty());
        QCOMPARE(biggerThanAPage(), QByteArray());
    }

    void fatElements_makeShortPages()
    {
        HashModel hash(*m_send, "fat", {});
        QVERIFY(load(hash));
        QVERIFY2(hash.rowCount() < 200, QByteArray::number(hash.rowCount()).constData());
        QVERIFY(hash.hasNext());
        QVERIFY(hash.loadedBytes() < 20 * 1024 * 1024);
    }

    void filter_findsAFieldOnTheServer()
    {
        HashModel hash(*m_send, "hash", {});
        QVERIFY(load(hash));
        QSignalSpy loaded(&hash, &PagedModel::loaded);
        hash.setFilter("field:123456");
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(hash.rowCount(), 1);
        QCOMPARE(hash.index(0, HashModel::ValueColumn).data().toString(),
                 QStringLiteral("value 123456"));
    }

    void smallHash_isReadWhole()
    {
        m_server->command({ "HSET", "small", "b", "2", "a", "1", "", "" });
        HashModel hash(*m_send, "small", {});
        QVERIFY(load(hash));
        QCOMPARE(hash.rowCount(), 3);
        QVERIFY(!hash.hasNext());
        QVERIFY(hash.rowOf("") >= 0);
    }

    void listOrder_isTheServers()
    {
        m_server->command({ "LPUSH", "reservations:recent", "res001", "res002", "res003" });
        ListModel list(*m_send, "reservations:recent");
        QVERIFY(load(list));
        QStringList order;
        for (int i = 0; i < list.rowCount(); ++i)
            order += list.index(i, ListModel::ValueColumn).data().toString();
        QCOMPARE(order,
                 (QStringList{ QStringLiteral("res003"), QStringLiteral("res002"),
                               QStringLiteral("res001") }));
    }

    void bigString_loadsItsBeginning_thenMore()
    {
        m_send->forgetCommands();
        StringValue value(*m_send, *m_send, "string");
        QSignalSpy loaded(&value, &StringValue::loaded);
        value.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(value.bytes().size(), StringValue::firstPart);
        QCOMPARE(value.size(), qint64(48) * 1024 * 1024);
        QVERIFY(!value.isComplete());
        QVERIFY(value.isTooBig());
        value.loadMore();
        QTRY_COMPARE(loaded.count(), 2);
        QVERIFY(value.bytes().size() > StringValue::firstPart);
        value.loadAll();
        QTRY_COMPARE(loaded.count(), 3);
        QCOMPARE(value.bytes().size(), StringValue::memoryLimit);
        QVERIFY(!value.isComplete());

        QTemporaryDir directory;
        QSignalSpy stored(&value, &StringValue::fileSaved);
        value.saveTo(directory.filePath(QStringLiteral("value")));
        QTRY_COMPARE(stored.count(), 1);
        QCOMPARE(QFileInfo(directory.filePath(QStringLiteral("value"))).size(), value.size());
        QCOMPARE(biggerThanAPage(), QByteArray());
    }

    void restOfABigString_comesOverTheOtherConnection()
    {
        support::LiveSend work(*m_server);
        m_send->forgetCommands();
        StringValue value(*m_send, work, "string");
        QSignalSpy loaded(&value, &StringValue::loaded);
        value.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(work.commands(), resp::Commands());
        value.loadMore();
        QTRY_COMPARE(loaded.count(), 2);
        value.load(); // as much as before
        QTRY_COMPARE(loaded.count(), 3);
        QVERIFY(value.bytes().size() > StringValue::wholeUpTo);
        const auto reads = [](const resp::Commands &commands) {
            return std::count_if(commands.cbegin(), commands.cend(),
                                 [](const auto &each) { return each[0] == "GETRANGE"; });
        };
        QCOMPARE(reads(m_send->commands()), 2);
        QVERIFY(reads(work.commands()) >= 2);
    }

    void smallAndMiddleStrings_areWhole()
    {
        for (const qsizetype size : { 0, 1, 262143, 262144, 262145, 1048576 }) {
            const QByteArray bytes(size, 'z');
            QVERIFY(support::await(resp::Send(*m_send)({ "SET", "s", bytes })));
            StringValue value(*m_send, *m_send, "s");
            QSignalSpy loaded(&value, &StringValue::loaded);
            value.load();
            QTRY_COMPARE(loaded.count(), 1);
            QVERIFY(value.isComplete());
            QCOMPARE(value.bytes(), bytes);
        }
    }

    void wrongType_isAnError()
    {
        StringValue value(*m_send, *m_send, "hash");
        QSignalSpy failed(&value, &StringValue::failed);
        value.load();
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(failed.first().first().value<base::Error>().detail.startsWith("WRONGTYPE"));
    }

    void keyState_countsDownAndSeesTheEnd()
    {
        m_server->command({ "SET", "brief", "v", "PX", "400" });
        KeyState state(*m_send, "brief");
        QSignalSpy sampled(&state, &KeyState::sampled);
        state.setWatching(true);
        state.look();
        QTRY_COMPARE(sampled.count(), 1);
        QVERIFY(state.exists());
        QVERIFY(*state.pttl() > 0 && *state.pttl() <= 400);
        QVERIFY(qAbs(*state.serverNow() - QDateTime::currentMSecsSinceEpoch()) < 2000);
        // Nobody asks for it: the countdown itself looks again at its end.
        QTRY_VERIFY(state.last().type == base::KeyType::None);
        QCOMPARE(*state.pttl(), -2);
    }
};

QTEST_GUILESS_MAIN(ModelsLiveTest)
#include "tst_models_live.moc"

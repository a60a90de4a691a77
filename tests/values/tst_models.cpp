// The models against a Send without a server, each under the model tester.
#include "support/fakeport.h"
#include "values/hashmodel.h"
#include "values/keystate.h"
#include "values/listmodel.h"
#include "values/setmodel.h"
#include "values/sortedsetmodel.h"
#include "values/streammodel.h"
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace values;
using resp::Reply;
using support::FakePort;

namespace {

constexpr auto reporting = QAbstractItemModelTester::FailureReportingMode::QtTest;

Reply scanReply(const QByteArray &cursor, const QByteArrayList &items)
{
    QList<Reply> list;
    for (const QByteArray &item : items)
        list += Reply::string(item);
    return Reply::array({ Reply::string(cursor), Reply::array(list) });
}

std::shared_ptr<FakePort> hashPort(const QByteArrayList &pairs)
{
    auto port = std::make_shared<FakePort>();
    port->answer = [pairs](const resp::Command &c) -> base::Result<Reply> {
        if (c.first() == "HLEN")
            return Reply::integer(pairs.size() / 2);
        return scanReply("0", pairs);
    };
    return port;
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stagedEdit_isShownAndRevertible()
    {
        HashModel model(resp::Send(hashPort({ "name", "Ada", "age", "28" })), "user:2", {});
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 2);
        const auto cell = model.index(0, HashModel::ValueColumn);
        QVERIFY(model.setData(cell, QByteArray("Grace"), Qt::EditRole));
        QCOMPARE(cell.data(PagedModel::BytesRole).toByteArray(), "Grace");
        QCOMPARE(cell.data(HashModel::OldBytesRole).toByteArray(), "Ada");
        QCOMPARE(cell.data(HashModel::StateRole).value<HashModel::State>(),
                 HashModel::State::Pending);
        QCOMPARE(model.changes(), (QList<HashChange>{ { "name", "Ada", "Grace" } }));
        model.settle(base::fail(base::Error::Kind::Server, QStringLiteral("no"), "READONLY"));
        QCOMPARE(cell.data(HashModel::StateRole).value<HashModel::State>(),
                 HashModel::State::Failed);
        QCOMPARE(cell.data(HashModel::OldBytesRole).toByteArray(), "Ada");
        model.revert("name");
        QCOMPARE(cell.data(PagedModel::BytesRole).toByteArray(), "Ada");
        QVERIFY(model.changes().isEmpty());
    }

    void typingTheOldValueBack_isNoEdit()
    {
        HashModel model(resp::Send(hashPort({ "name", "Ada" })), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        const auto cell = model.index(0, HashModel::ValueColumn);
        model.setData(cell, QByteArray("x"), Qt::EditRole);
        model.setData(cell, QByteArray("Ada"), Qt::EditRole);
        QVERIFY(model.changes().isEmpty());
        model.setData(cell, QByteArray(""), Qt::EditRole); // empty is a value
        QCOMPARE(model.changes(), (QList<HashChange>{ { "name", "Ada", "" } }));
    }

    void addedAndDeletedFields_undoAndRedo()
    {
        HashModel model(resp::Send(hashPort({ "a", "1", "b", "2" })), "h", {});
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        model.stage("new", "3");
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.loadedRows(), 2);
        model.stageDelete("a");
        QVERIFY(model.index(0, 0).data(HashModel::DeletedRole).toBool());
        QCOMPARE(model.changes().size(), 2);
        model.undo();
        model.undo();
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.changes().isEmpty());
        model.redo();
        model.redo();
        QCOMPARE(model.changes(),
                 (QList<HashChange>{ { "new", std::nullopt, "3" }, { "a", "1", std::nullopt } }));
        model.settle({});
        QCOMPARE(model.rowCount(), 2); // b and new
        QVERIFY(model.changes().isEmpty());
        QVERIFY(!model.canUndo());
    }

    void refresh_neverTouchesAStagedEdit()
    {
        auto port = hashPort({ "a", "1" });
        HashModel model(resp::Send(port), "h", {});
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        model.stage("a", "mine");
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            return c.first() == "HLEN" ? Reply::integer(2)
                                       : scanReply("0", { "z", "9", "a", "theirs" });
        };
        model.load();
        QTRY_COMPARE(loaded.count(), 2);
        const auto cell = model.index(model.rowOf("a"), HashModel::ValueColumn);
        QCOMPARE(cell.data(PagedModel::BytesRole).toByteArray(), "mine");
        QCOMPARE(model.changes(), (QList<HashChange>{ { "a", "1", "mine" } })); // still from "1"
    }

    void resolvedConflict_comparesWithWhatWasSeen()
    {
        HashModel model(resp::Send(hashPort({ "a", "1", "b", "2" })), "h", {});
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        model.stage("a", "mine");
        model.stage("b", "mine");
        model.resolve("a", "theirs", "mine");
        model.resolve("b", "theirs", "theirs");
        QCOMPARE(model.changes(), (QList<HashChange>{ { "a", "theirs", "mine" } }));
        QCOMPARE(model.index(1, HashModel::ValueColumn).data(PagedModel::BytesRole).toByteArray(),
                 "theirs");
    }

    void loadedValueChosenInAConflict_isWrittenBack()
    {
        HashModel model(resp::Send(hashPort({ "a", "1" })), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        model.stage("a", "mine");
        model.resolve("a", "theirs", "1");
        QCOMPARE(model.changes(), (QList<HashChange>{ { "a", "theirs", "1" } }));
    }

    void refusedTtl_isUnknownNotNone()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "TYPE")
                return Reply::status("string");
            return Reply::error("NOPERM User x has no permissions to run it");
        };
        KeyState state(resp::Send(port), "k");
        QSignalSpy sampled(&state, &KeyState::sampled);
        state.look();
        QTRY_COMPARE(sampled.count(), 1);
        QVERIFY(state.exists());
        QVERIFY(!state.pttl().has_value());
    }

    void refusedType_isToldByTheLengths_data()
    {
        QTest::addColumn<QByteArray>("length");
        QTest::addColumn<base::KeyType>("hint");
        QTest::addColumn<base::KeyType>("type");
        QTest::addColumn<int>("trips");
        using base::KeyType;
        QTest::newRow("hash") << QByteArray("HLEN") << KeyType::Unknown << KeyType::Hash << 2;
        QTest::newRow("stream") << QByteArray("XLEN") << KeyType::Unknown << KeyType::Stream << 2;
        QTest::newRow("hash, known from a scan by type")
            << QByteArray("HLEN") << KeyType::Hash << KeyType::Hash << 1;
        QTest::newRow("another type than the scan saw")
            << QByteArray("ZCARD") << KeyType::Hash << KeyType::SortedSet << 2;
        QTest::newRow("a module's type")
            << QByteArray("JSON.STRLEN") << KeyType::Unknown << KeyType::Other << 2;
    }
    void refusedType_isToldByTheLengths()
    {
        QFETCH(QByteArray, length);
        QFETCH(base::KeyType, hint);
        QFETCH(base::KeyType, type);
        QFETCH(int, trips);
        auto port = std::make_shared<FakePort>();
        port->answer = [length](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "TYPE" || c.first() == "OBJECT")
                return Reply::error("NOPERM User x has no permissions to run it");
            if (c.first() == "PTTL")
                return Reply::integer(5000);
            if (c.first() == "TIME")
                return Reply::array({ Reply::string("1738314192"), Reply::string("0") });
            return c.first() == length ? Reply::integer(7) : Reply::error("WRONGTYPE Operation");
        };
        KeyState state(resp::Send(port), "k");
        state.expectType(hint);
        QSignalSpy sampled(&state, &KeyState::sampled);
        QSignalSpy failed(&state, &KeyState::failed);
        state.look();
        QTRY_COMPARE(sampled.count(), 1);
        QCOMPARE(state.last().type, type);
        QCOMPARE(state.last().length, type == base::KeyType::Other ? -1 : 7);
        QVERIFY(*state.pttl() > 0);
        QCOMPARE(port->sent.count({ "PTTL", "k" }), trips);
        QCOMPARE(failed.count(), 1); // the reason
        QCOMPARE(failed.first().first().value<base::Error>().cause,
                 base::Error::Cause::CommandDenied);
        state.look();
        QTRY_COMPARE(sampled.count(), 2);
        QCOMPARE(port->sent.count({ "TYPE", "k" }), 1);
        QCOMPARE(port->sent.count({ "PTTL", "k" }), trips + 1);
        QCOMPARE(failed.count(), 1);
    }

    void typeFromReads_knowsEmptyMissingAndNarrowed()
    {
        const resp::Commands probes = typeProbes("k");
        const Reply wrong = Reply::error("WRONGTYPE Operation");
        const Reply denied = Reply::error("NOPERM User x has no permissions to run it");
        const Reply zero = Reply::integer(0);
        const auto typeOf = [&](const Reply &encoding, const resp::Replies &lengths) {
            return typeFromReads(probes, resp::Replies{ encoding } + lengths);
        };
        QCOMPARE(probes.size(), 7); // OBJECT; string, hash, list, set, sorted set, stream
        QCOMPARE(typeOf(Reply(), { zero, zero, zero, zero, zero, zero }), base::KeyType::None);
        QCOMPARE(typeOf(denied, { zero, wrong, wrong, wrong, wrong, wrong }),
                 base::KeyType::String);
        QCOMPARE(typeOf(Reply::string("listpack"), { wrong, denied, wrong, wrong, wrong, wrong }),
                 base::KeyType::Hash);
        QCOMPARE(typeOf(Reply::string("listpack"), { wrong, denied, wrong, wrong, denied, wrong }),
                 base::KeyType::Unknown);
        QCOMPARE(typeOf(denied, { denied, denied, denied, denied, denied, denied }),
                 base::KeyType::Unknown);
        QCOMPARE(typeFromReads({ { "PTTL", "k" }, { "HLEN", "k" } }, { Reply::integer(-2), zero }),
                 base::KeyType::None);
    }

    void refusedTypeAndNoAnswer_isAskedAgainLater()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return Reply::error("LOADING Redis is loading the dataset in memory");
        };
        KeyState state(resp::Send(port), "k");
        QSignalSpy failed(&state, &KeyState::failed);
        state.look();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(port->sent.count({ "STRLEN", "k" }), 0);
        state.look();
        QTRY_COMPARE(failed.count(), 2);
        QCOMPARE(port->sent.count({ "TYPE", "k" }), 2);
    }

    void binaryFields_keepTheirIdentity()
    {
        const QByteArray field("a\0\xff<img src=x>\n", 15);
        HashModel model(resp::Send(hashPort({ field, QByteArray("\xfe\0", 2) })), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        const auto row = model.index(0, 0);
        QCOMPARE(row.data(PagedModel::IdentityRole).toByteArray(), field);
        QCOMPARE(row.data().toString(), QStringLiteral("a\\x00\\xff<img src=x>\\n"));
    }

    void readOnly_stagesNothing()
    {
        HashModel model(resp::Send(hashPort({ "a", "1" })), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        model.setReadOnly(true);
        QVERIFY(!model.setData(model.index(0, HashModel::ValueColumn), QByteArray("x")));
        model.stageDelete("a");
        model.stage("b", "x");
        QVERIFY(model.changes().isEmpty());
    }

    void fieldTtls_haveAColumnOnlyWhereKnown()
    {
        auto port = hashPort({ "a", "1", "b", "2" });
        const auto before = port->answer;
        port->answer = [before](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "HPTTL")
                return Reply::array({ Reply::integer(90000), Reply::integer(-1) });
            return before(c);
        };
        base::Capabilities can;
        QCOMPARE(HashModel(resp::Send(port), "h", can).columnCount(), 2);
        can.fieldTtl = true;
        HashModel model(resp::Send(port), "h", can);
        QAbstractItemModelTester tester(&model, reporting);
        model.load();
        QTRY_VERIFY(model.index(0, 0).data(HashModel::FieldTtlRole).isValid());
        QCOMPARE(model.index(0, HashModel::FieldTtlColumn).data().toString(),
                 QStringLiteral("1:30"));
        QCOMPARE(model.index(1, HashModel::FieldTtlColumn).data().toString(), QStringLiteral("—"));
    }

    void listPages_goForwardAndBack()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "LLEN")
                return Reply::integer(1203);
            QList<Reply> items;
            for (qint64 i = c.at(2).toLongLong(); i <= qMin(1202LL, c.at(3).toLongLong()); ++i)
                items += Reply::string("e" + QByteArray::number(i));
            return Reply::array(items);
        };
        ListModel model(resp::Send(port), "l");
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 500);
        QVERIFY(!model.hasPrevious());
        model.nextPage();
        QTRY_COMPARE(loaded.count(), 2);
        model.nextPage();
        QTRY_COMPARE(loaded.count(), 3);
        QCOMPARE(model.offset(), 1000);
        QCOMPARE(model.rowCount(), 203);
        QVERIFY(!model.hasNext());
        QCOMPARE(model.index(0, ListModel::ValueColumn).data().toString(), QStringLiteral("e1000"));
        QCOMPARE(model.index(202, ListModel::TailIndexColumn).data().toString(),
                 QStringLiteral("-1"));
        model.previousPage();
        QTRY_COMPARE(loaded.count(), 4);
        QCOMPARE(model.index(0, ListModel::HeadIndexColumn).data().toString(),
                 QStringLiteral("500"));
    }

    void scanTwins_areShownOnce()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "SCARD")
                return Reply::integer(100000);
            return c.at(2) == "0" ? scanReply("18446744073709551615", { "a", "b", "a" })
                                  : scanReply("0", { "b", "c" });
        };
        SetModel model(resp::Send(port), "s");
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(port->sent.last().contains("18446744073709551615")); // the cursor is opaque
    }

    void filter_escapesGlobCharacters()
    {
        QCOMPARE(containsPattern("a[b]*?\\"), "*a\\[b\\]\\*\\?\\\\*");
    }

    void scores_areTheServersOwnText()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "ZCARD")
                return Reply::integer(2);
            return Reply::array({ Reply::string("a"), Reply::string("0.10000000000000001"),
                                  Reply::string("b"), Reply::string("1738314192123") });
        };
        SortedSetModel model(resp::Send(port), "z");
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.index(0, SortedSetModel::ScoreColumn).data().toString(),
                 QStringLiteral("0.10000000000000001"));
        QCOMPARE(model.index(1, SortedSetModel::ScoreColumn).data().toString(),
                 QStringLiteral("1738314192123"));
        QCOMPARE(model.index(1, SortedSetModel::RankColumn).data().toString(), QStringLiteral("1"));
    }

    void streamEntries_keepRepeatedFieldsInOrder()
    {
        auto port = std::make_shared<FakePort>();
        port->answer = [](const resp::Command &c) -> base::Result<Reply> {
            if (c.first() == "XLEN")
                return Reply::integer(1);
            return Reply::array(
                { Reply::array({ Reply::string("1738314192123-0"),
                                 Reply::array({ Reply::string("f"), Reply::string("1"),
                                                Reply::string("f"), Reply::string("2") }) }) });
        };
        StreamModel model(resp::Send(port), "x");
        QAbstractItemModelTester tester(&model, reporting);
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(model.index(0, 0).data(StreamModel::FieldsRole).value<QByteArrayList>(),
                 (QByteArrayList{ "f", "1", "f", "2" }));
        QCOMPARE(model.index(0, StreamModel::TimeColumn).data().toString(),
                 QStringLiteral("2025-01-31 18:03:12.123"));
    }

    void streamIds_stepToTheNext()
    {
        QCOMPARE(nextStreamId("5-7"), "5-8");
        QCOMPARE(nextStreamId("5-18446744073709551615"), "6-0");
        QVERIFY(!streamIdTime("1-1").isValid());
    }

    void refusedRead_keepsWhatIsShown()
    {
        auto port = hashPort({ "a", "1" });
        HashModel model(resp::Send(port), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        QSignalSpy failed(&model, &PagedModel::failed);
        model.load();
        QTRY_COMPARE(loaded.count(), 1);
        port->answer = [](const resp::Command &) -> base::Result<Reply> {
            return Reply::error("NOPERM User x has no permissions to run the 'hscan' command");
        };
        model.load();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.isLoading());
    }

    void lateAnswer_ofAnOlderRead_isDropped()
    {
        auto port = hashPort({ "a", "1" });
        port->hold = true;
        HashModel model(resp::Send(port), "h", {});
        QSignalSpy loaded(&model, &PagedModel::loaded);
        model.load();
        model.load();
        while (port->release()) { }
        QTRY_COMPARE(loaded.count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(loaded.count(), 1);
    }
};

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"

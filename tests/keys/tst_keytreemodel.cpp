#include "keys/keytreemodel.h"
#include <QAbstractItemModelTester>
#include <QMap>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using keys::KeyTreeModel;

namespace {

/// The tree the slow and obvious way.
struct Naive {
    QMap<QByteArray, Naive> folders;
    QSet<QByteArray> leaves;

    int count() const
    {
        int n = int(leaves.size());
        for (const Naive &folder : folders)
            n += folder.count();
        return n;
    }
};

Naive naiveTree(const QSet<QByteArray> &names, const keys::Segments &rule)
{
    Naive root;
    for (const QByteArray &name : names) {
        Naive *at = &root;
        qsizetype from = 0;
        for (auto s = rule.at(name, 0); !s.leaf; s = rule.at(name, from)) {
            at = &at->folders[name.sliced(from, s.end - from)];
            from = s.next;
        }
        at->leaves.insert(name);
    }
    return root;
}

/// Folders with one key are that key; a folder whose only content is a folder is one row.
void naiveRows(const Naive &folder, QByteArrayList &rows, int depth)
{
    QByteArrayList leaves(folder.leaves.cbegin(), folder.leaves.cend());
    const QByteArray indent(depth * 2, ' ');
    for (auto it = folder.folders.cbegin(); it != folder.folders.cend(); ++it) {
        const Naive *at = &it.value();
        if (at->count() == 1) {
            while (at->leaves.isEmpty())
                at = &at->folders.first();
            leaves += *at->leaves.cbegin();
            continue;
        }
        QByteArrayList chain{ it.key() };
        while (at->leaves.isEmpty() && at->folders.size() == 1) {
            chain += at->folders.firstKey();
            at = &at->folders.first();
        }
        rows += indent + chain.join('|') + '/' + QByteArray::number(at->count());
        naiveRows(*at, rows, depth + 1);
    }
    std::sort(leaves.begin(), leaves.end());
    for (const QByteArray &leaf : leaves)
        rows += indent + leaf;
}

/// True when a folder was closed until now.
bool openAll(KeyTreeModel &model, const QModelIndex &parent = {})
{
    bool opened = false;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        if (model.canFetchMore(index)) {
            model.fetchMore(index);
            opened = true;
        }
        opened |= openAll(model, index);
    }
    return opened;
}

void rows(const KeyTreeModel &model, QByteArrayList &out, const QModelIndex &parent = {},
          int depth = 0, int above = 0)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QByteArray indent(depth * 2, ' ');
        if (model.isFolder(index)) {
            const QByteArrayList path = model.path(index);
            out += indent + path.sliced(above).join('|') + '/'
                + QByteArray::number(index.data(KeyTreeModel::CountRole).toLongLong());
            rows(model, out, index, depth + 1, int(path.size()));
        } else {
            out += indent + index.data(KeyTreeModel::NameBytesRole).toByteArray();
        }
    }
}

QByteArrayList settledRows(KeyTreeModel &model)
{
    model.setBurstInterval(0);
    do { // opening shows folders that were closed, which need opening in turn
        if (!QTest::qWaitFor([&] { return model.isSettled(); }, 20000))
            return { "never settled" };
    } while (openAll(model));
    if (!QTest::qWaitFor([&] { return model.isSettled(); }, 20000))
        return { "never settled" };
    QByteArrayList out;
    rows(model, out);
    return out;
}

void add(KeyTreeModel &model, const QByteArrayList &names)
{
    for (const QByteArray &name : names)
        model.store().add(name);
    model.feed();
}

} // namespace

class KeyTreeModelTest : public QObject {
    Q_OBJECT

    using Tester = QAbstractItemModelTester;
    static constexpr auto fatal = Tester::FailureReportingMode::QtTest;

private Q_SLOTS:
    void endOfTheScan_waitsForNoBurst()
    {
        KeyTreeModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setBurstInterval(600000);
        model.setPartial(true);
        model.store().add("first");
        model.feed();
        model.store().add("second");
        model.feed();
        QVERIFY(!model.isSettled());
        model.setPartial(false);
        QTRY_VERIFY(model.isSettled());
        QCOMPARE(model.rowCount(), 2);
    }

    void walkthroughKeys_areGroupedAsInTheDesign()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        add(model,
            { "user:1:email", "user:2", "session:abc123", "session:def456", "queue:tasks",
              "content:https://example.com/p/17", "content:https://example.com/p/204", "online",
              "bull:mail:1", "bull:mail:2" });
        QCOMPARE(settledRows(model),
                 (QByteArrayList{ "bull|mail/2", "  bull:mail:1", "  bull:mail:2", "content/2",
                                  "  content:https://example.com/p/17",
                                  "  content:https://example.com/p/204", "session/2",
                                  "  session:abc123", "  session:def456", "user/2",
                                  "  user:1:email", "  user:2", "online", "queue:tasks" }));
        const QModelIndex leaf = model.indexOf(model.store().find("session:abc123"));
        QCOMPARE(leaf.data(KeyTreeModel::TailRole).toInt(), 8);
        QCOMPARE(model.prefix(leaf), QByteArray("session:"));
        QCOMPARE(model.prefix(leaf.parent()), QByteArray("session:"));
        QVERIFY(leaf.flags() & Qt::ItemNeverHasChildren);
    }

    void randomNames_equalTheNaiveTree_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void randomNames_equalTheNaiveTree()
    {
        QFETCH(int, seed);
        QRandomGenerator random(static_cast<quint32>(seed));
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        QSet<QByteArray> names;
        const int size = seed % 3 == 0 ? 400 : 40;
        for (int batch = 0; batch < 6; ++batch) {
            QByteArrayList page;
            for (int i = random.bounded(size); i >= 0; --i) {
                QByteArray name;
                for (int n = random.bounded(1, 5); n > 0; --n) {
                    if (!name.isEmpty())
                        name += random.bounded(9) ? ":" : "::";
                    name += QByteArray(1, char('a' + random.bounded(seed % 2 ? 3 : 12)));
                }
                page += name;
                names.insert(name);
            }
            add(model, page);
            if (random.bounded(2))
                openAll(model);
            if (random.bounded(2))
                QVERIFY(QTest::qWaitFor([&] { return model.isSettled(); }, 30000));
            if (batch % 2 == 1) { // and some go again
                std::vector<keys::KeyId> gone;
                for (const QByteArray &name : QSet<QByteArray>(names)) {
                    if (random.bounded(4))
                        continue;
                    gone.push_back(model.store().find(name));
                    names.remove(name);
                }
                model.removeKeys(gone);
                QCOMPARE(model.store().size(), names.size());
            }
        }
        QCOMPARE(model.acceptedCount(), names.size());
        QCOMPARE(model.keysBelow({}).size(), size_t(names.size()));
        // Folders stay folders while their keys go; a rebuilt tree knows nothing of that.
        model.setSort(KeyTreeModel::Sort::Name);
        QByteArrayList expected;
        naiveRows(naiveTree(names, keys::Segments()), expected, 0);
        QCOMPARE(settledRows(model), expected);
    }

    void arrivingKeys_equalTheNaiveTreeWithoutRebuild()
    {
        for (quint32 seed = 1; seed <= 12; ++seed) {
            QRandomGenerator random(seed);
            KeyTreeModel model;
            model.setBurstInterval(0);
            Tester tester(&model, fatal);
            QSet<QByteArray> names;
            for (int i = 0; i < 60; ++i) {
                QByteArray name(1, char('a' + random.bounded(3)));
                for (int n = random.bounded(5); n > 0; --n)
                    name += ':' + QByteArray(1, char('a' + random.bounded(2)));
                names.insert(name);
                add(model, { name });
                if (random.bounded(5) == 0)
                    openAll(model);
            }
            QByteArrayList expected;
            naiveRows(naiveTree(names, keys::Segments()), expected, 0);
            QCOMPARE(settledRows(model), expected);
        }
    }

    void manyRowsAtOnce_neitherResetNorOneByOne()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        QRandomGenerator random(5);
        QByteArrayList page;
        for (int i = 0; i < 4000; ++i)
            page += QByteArray::number(random.generate64());
        add(model, page.mid(0, 2000));
        QVERIFY(QTest::qWaitFor([&] { return model.isSettled(); }, 30000));
        const QPersistentModelIndex kept = model.indexOf(model.store().find(page.at(7)));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        add(model, page.mid(2000));
        QVERIFY(QTest::qWaitFor([&] { return model.isSettled(); }, 30000));
        QCOMPARE(resets.size(), 0);
        QVERIFY(inserts.size() <= 3);
        QCOMPARE(model.rowCount(), 4000);
        QCOMPARE(kept.data(KeyTreeModel::NameBytesRole).toByteArray(), page.at(7));
        std::sort(page.begin(), page.end());
        for (int row = 0; row < 4000; ++row)
            QCOMPARE(model.index(row, 0).data(KeyTreeModel::NameBytesRole).toByteArray(),
                     page.at(row));
        std::vector<keys::KeyId> gone;
        for (int i = 0; i < 1000; ++i)
            gone.push_back(model.store().find(page.at(i * 4)));
        model.removeKeys(gone);
        QCOMPARE(model.rowCount(), 3000);
        QCOMPARE(resets.size(), 0);
    }

    void aHugeFolder_isShownInPages()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        for (int i = 0; i < 250000; ++i)
            model.store().add(QByteArray::number(1000000 + i));
        model.feed();
        QVERIFY(QTest::qWaitFor([&] { return model.isSettled(); }, 60000));
        QCOMPARE(model.rowCount(), int(KeyTreeModel::pageRows));
        QCOMPARE(model.hiddenRows({}), 150000);
        QCOMPARE(model.index(99999, 0).data(KeyTreeModel::NameBytesRole).toByteArray(),
                 QByteArray("1099999"));
        model.showMore({});
        QCOMPARE(model.rowCount(), 200000);
        model.showMore({});
        QCOMPARE(model.rowCount(), 250000);
        QCOMPARE(model.hiddenRows({}), 0);
    }

    void list_isFlatAndSorted()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        model.setMode(KeyTreeModel::Mode::List);
        add(model, { "b:1", "a:2", "a:1", "c" });
        QCOMPARE(settledRows(model), (QByteArrayList{ "a:1", "a:2", "b:1", "c" }));
        model.setSort(KeyTreeModel::Sort::Name, Qt::DescendingOrder);
        QCOMPARE(settledRows(model), (QByteArrayList{ "c", "b:1", "a:2", "a:1" }));
    }

    void sortByFigure_unknownLast()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        add(model, { "a", "b", "c", "d" });
        auto &store = model.store();
        store.setDeadline(store.find("a"), keys::KeyStore::noDeadline);
        store.setDeadline(store.find("b"), 9000);
        store.setDeadline(store.find("c"), 5000);
        model.setSort(KeyTreeModel::Sort::Ttl);
        QCOMPARE(settledRows(model), (QByteArrayList{ "c", "b", "a", "d" }));
        model.setSort(KeyTreeModel::Sort::Ttl, Qt::DescendingOrder);
        QCOMPARE(settledRows(model), (QByteArrayList{ "b", "c", "a", "d" }));
    }

    void filter_showsOnlyWhatMatches()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        add(model, { "User:1", "user:2", "session:1" });
        keys::KeyFilter filter;
        filter.text = "user";
        filter.caseSensitive = false;
        model.setFilter(filter);
        QCOMPARE(settledRows(model), (QByteArrayList{ "User:1", "user:2" }));
        QCOMPARE(model.acceptedCount(), 2);
        filter.caseSensitive = true;
        model.setFilter(filter);
        QCOMPARE(settledRows(model), QByteArrayList{ "user:2" });
        filter = {};
        filter.types = quint32(1) << unsigned(base::KeyType::Hash);
        model.setFilter(filter);
        QCOMPARE(settledRows(model), QByteArrayList());
        const keys::KeyId id = model.store().find("session:1");
        model.store().setType(id, base::KeyType::Hash);
        model.detailsChanged({ id });
        QCOMPARE(settledRows(model), QByteArrayList{ "session:1" });
        model.setFilter({});
        QCOMPARE(model.acceptedCount(), 3);
    }

    void expiredKey_staysUntilTheNextAction()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        qint64 now = 1000;
        model.clock = [&now] { return now; };
        add(model, { "a", "b" });
        model.store().setDeadline(model.store().find("a"), 2000);
        QVERIFY(!model.index(0, 0).data(KeyTreeModel::ExpiredRole).toBool());
        now = 2000;
        QVERIFY(model.index(0, 0).data(KeyTreeModel::ExpiredRole).toBool());
        QCOMPARE(model.rowCount(), 2);
        model.dropExpired();
        QCOMPARE(settledRows(model), QByteArrayList{ "b" });
    }

    void visibleRow_asksForDetailsOnce()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        QList<keys::KeyId> wanted;
        model.detailsWanted = [&](keys::KeyId id) { wanted += id; };
        add(model, { "a", "b" });
        (void)model.index(0, 0).data(Qt::DisplayRole);
        QVERIFY(wanted.isEmpty());
        (void)model.index(0, 0).data(KeyTreeModel::TypeRole);
        QCOMPARE(wanted, QList<keys::KeyId>{ model.store().find("a") });
        model.store().setType(wanted.first(), base::KeyType::Set);
        model.store().setDeadline(wanted.first(), keys::KeyStore::noDeadline);
        (void)model.index(0, 0).data(KeyTreeModel::TypeRole);
        QCOMPARE(wanted.size(), 1);
    }

    void reveal_opensTheWay()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        add(model, { "a:b:c:1", "a:b:c:2", "a:b:d", "a:e" });
        const keys::KeyId id = model.store().find("a:b:c:2");
        QVERIFY(!model.indexOf(id).isValid());
        QTRY_COMPARE(model.keyAt(model.reveal(id)), id);
        const QModelIndex index = model.indexOf(id);
        QCOMPARE(model.path(index.parent()), (QByteArrayList{ "a", "b", "c" }));
        QCOMPARE(model.keysBelow(index.parent()).size(), 2U);
        QCOMPARE(model.keysBelow(index.parent().parent()).size(), 3U);
    }

    void clear_leavesNothing()
    {
        KeyTreeModel model;
        model.setBurstInterval(0);
        Tester tester(&model, fatal);
        add(model, { "a:1", "a:2" });
        openAll(model);
        model.clear(3);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.store().size(), 0);
        add(model, { "z" });
        QCOMPARE(settledRows(model), QByteArrayList{ "z" });
        QCOMPARE(model.index(0, 0).data(KeyTreeModel::KeyRefRole).value<base::KeyRef>(),
                 (base::KeyRef{ 3, "z" }));
    }
};

QTEST_GUILESS_MAIN(KeyTreeModelTest)
#include "tst_keytreemodel.moc"

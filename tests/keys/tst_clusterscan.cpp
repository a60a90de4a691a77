#include "keys/bulkdelete.h"
#include "keys/keyactions.h"
#include "keys/keydetails.h"
#include "keys/keyscanner.h"
#include "support/fakeport.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTest>

using keys::KeyScanner;
using resp::Reply;
using Kind = base::Error::Kind;

namespace {

struct FakeNode {
    QByteArrayList keys;
    int first = 0;
    int last = -1;
    bool importing = false;
    bool down = false;
};

Reply page(const QByteArray &cursor, const QByteArrayList &names)
{
    QList<Reply> keys;
    for (const QByteArray &name : names)
        keys += Reply::string(name);
    return Reply::array({ Reply::string(cursor), Reply::array(keys) });
}

} // namespace

/// Nodes that are lists of names, four a page; a test moves things between two pages.
class ClusterScanTest : public QObject {
    Q_OBJECT

    std::shared_ptr<support::FakePort> m_port;
    QMap<QByteArray, FakeNode> m_nodes;
    std::function<void(const QByteArray &node, int page)> m_between;
    QMap<QByteArray, int> m_pages;
    QMap<QByteArray, int> m_passes;
    bool m_clusterRefused = false;
    bool m_sizeRefused = false;
    keys::KeyStore m_store;

    void publish()
    {
        resp::NodeMap map;
        map.cluster = true;
        map.version = m_port->map.version + 1;
        for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
            resp::NodeMap::Node node;
            node.id = it.key();
            node.address = QString::fromLatin1(it.key() + ":6379");
            node.reachable = !it->down;
            if (it->last >= it->first)
                node.ranges = { { quint16(it->first), quint16(it->last) } };
            map.moving = map.moving || it->importing;
            map.nodes += node;
        }
        m_port->map = map;
    }

    base::Result<Reply> answer(const resp::Command &command)
    {
        const QByteArray id = m_port->options.last().node;
        if (!m_nodes.contains(id) || m_nodes[id].down)
            return base::fail(Kind::Network, QStringLiteral("%1 is gone").arg(QLatin1String(id)));
        const FakeNode &node = m_nodes[id];
        if (command.first() == "DBSIZE")
            return m_sizeRefused && id == "b" ? Reply::error("NOPERM dbsize")
                                              : Reply::integer(node.keys.size());
        if (command.first() == "CLUSTER") {
            if (m_clusterRefused)
                return Reply::error("NOPERM User x has no permissions to run 'cluster|nodes'");
            QByteArray line = id + " 1.2.3.4:1@2 myself,master - 0 0 1 connected";
            if (node.last >= node.first)
                line += ' ' + QByteArray::number(node.first) + '-' + QByteArray::number(node.last);
            if (node.importing)
                line += " [77-<-other]";
            return Reply::string("x 1.2.3.4:3@4 master - 0 0 1 connected 0-16383\n" + line + '\n');
        }
        const qsizetype at = command.at(1).toLongLong();
        if (at == 0)
            ++m_passes[id];
        const Reply reply =
            page(at + 4 >= node.keys.size() ? QByteArray("0") : QByteArray::number(at + 4),
                 node.keys.mid(at, 4));
        if (m_between)
            m_between(id, ++m_pages[id]);
        return reply;
    }

    static QByteArrayList names(const QByteArray &prefix, int count)
    {
        QByteArrayList all;
        for (int i = 0; i < count; ++i)
            all += prefix + QByteArray::number(i);
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_store.clear();
        m_between = nullptr;
        m_pages.clear();
        m_passes.clear();
        m_clusterRefused = m_sizeRefused = false;
        m_nodes = { { "a", { names("a", 12), 0, 5000, false, false } },
                    { "b", { names("b", 20), 5001, 10000, false, false } },
                    { "c", { names("c", 8), 10001, 16383, false, false } } };
        m_port = std::make_shared<support::FakePort>();
        m_port->answer = [this](const resp::Command &command) { return answer(command); };
        publish();
    }

    void quietCluster_isPassedOnceAndSummed()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
        QCOMPARE(scanner.databaseSize(), 40);
        QCOMPARE(scanner.percent(), 100);
        QVERIFY(!scanner.slotsMoved());
        QCOMPARE(m_passes, (QMap<QByteArray, int>{ { "a", 1 }, { "b", 1 }, { "c", 1 } }));
        QCOMPARE(scanner.nodes().size(), 3);
        QCOMPARE(scanner.nodes().at(1).size, 20);
        QVERIFY(scanner.nodes().at(1).done);
    }

    void nodes_areScannedAtTheSameTimeWithOneCallEach()
    {
        m_port->hold = true;
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QCOMPARE(m_port->held(), 6U); // DBSIZE and the first question, of three nodes
        QCOMPARE(scanner.databaseSize(), -1);
    }

    void refusedSizeOfOneNode_makesTheSumUnknown()
    {
        m_sizeRefused = true;
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(scanner.databaseSize(), -1);
        QCOMPARE(m_store.size(), 40);
    }

    void slotMovedBehindACursor_isFoundByAnotherPass_data()
    {
        QTest::addColumn<bool>("clusterRefused");
        QTest::newRow("in the nodes' own words") << false;
        QTest::newRow("by the map alone") << true;
    }
    void slotMovedBehindACursor_isFoundByAnotherPass()
    {
        QFETCH(bool, clusterRefused);
        m_clusterRefused = clusterRefused;
        m_between = [this](const QByteArray &node, int page) {
            if (node != "b" || page != 2)
                return;
            // b's last keys go to c, which has been passed by then, or to its beginning.
            m_nodes["c"].keys = m_nodes["b"].keys.mid(10) + m_nodes["c"].keys;
            m_nodes["b"].keys = m_nodes["b"].keys.mid(0, 10);
            m_nodes["b"].last = 9000;
            m_nodes["c"].first = 9001;
            publish();
        };
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
        QVERIFY(!scanner.slotsMoved());
        QCOMPARE(m_passes.value("c"), 2);
        QCOMPARE(m_passes.value("a"), 1);
    }

    void slotThatNeverArrives_endsHonestlyAfterTwoMorePasses()
    {
        m_nodes["c"].importing = true;
        publish();
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QVERIFY(scanner.slotsMoved());
        QCOMPARE(m_passes.value("c"), 3);
        QCOMPARE(m_passes.value("a"), 1);
    }

    void replicaTakesOver_isPassedFromItsStart()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        m_between = [&](const QByteArray &node, int page) {
            if (node == "b" && page == 2)
                m_nodes["b"].down = true;
        };
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Paused);
        QVERIFY(scanner.pausedByError());
        QVERIFY(scanner.error().text.contains(QLatin1String("b is gone")));
        QVERIFY(m_store.size() >= 20 && m_store.size() < 40); // a and c are through
        m_between = nullptr;
        m_nodes["d"] = { names("b", 20), 5001, 10000, false, false };
        m_nodes["b"].first = 0; // still in the map, without slots
        m_nodes["b"].last = -1;
        publish();
        scanner.nodesChanged();
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
        QCOMPARE(m_passes.value("d"), 1);
        QCOMPARE(m_passes.value("a"), 1);
        QVERIFY(!scanner.slotsMoved());
    }

    void lostSlotsOfAGoneNode_areSaidToBeMissing()
    {
        m_between = [&](const QByteArray &node, int page) {
            if (node == "b" && page == 1) {
                m_nodes.remove("b");
                publish();
            }
        };
        KeyScanner scanner(&m_store);
        connect(&scanner, &KeyScanner::progressed, &scanner, [&] { scanner.nodesChanged(); });
        scanner.setSend(resp::Send(m_port));
        scanner.start({});
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QVERIFY(scanner.slotsMoved());
    }

    void budget_isOverAllNodes()
    {
        KeyScanner scanner(&m_store);
        scanner.setSend(resp::Send(m_port));
        KeyScanner::Options options;
        options.budget = 12;
        scanner.start(options);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Paused);
        QVERIFY(!scanner.pausedByError());
        QVERIFY2(m_store.size() >= 12 && m_store.size() <= 24,
                 QByteArray::number(m_store.size()).constData());
        scanner.resume(true);
        QTRY_COMPARE(scanner.state(), KeyScanner::State::Complete);
        QCOMPARE(m_store.size(), 40);
    }

    void ownWords_areReadAndForeignOnesAreNot()
    {
        const auto view = keys::SlotView::parse(
            "a 1:1@1 master - 0 0 1 connected 0-16383\r\n"
            "b 1:2@2,host myself,master - 0 0 2 connected 5 7-9 x-y 99999 [93-<-a] [94->-a]\r\n");
        QVERIFY(view);
        QCOMPARE(int(view->owned.count()), 4);
        QVERIFY(view->owned.test(5) && view->owned.test(9));
        QVERIFY(view->importing);
        QVERIFY(!keys::SlotView::parse("a 1:1@1 master - 0 0 1 connected 0-16383"));
        QVERIFY(!keys::SlotView::parse(""));
    }

    void bulk_losesOneNodesChunkOnly()
    {
        QByteArrayList names;
        for (int i = 0; i < 1200; ++i)
            names += "k" + QByteArray::number(i);
        QSet<QByteArray> askedTwice;
        QSet<QByteArray> asked;
        m_port->answer = [&](const resp::Command &command) -> base::Result<Reply> {
            if (asked.contains(command.at(1)))
                askedTwice.insert(command.at(1));
            asked.insert(command.at(1));
            if (m_port->map.ownerOf(resp::slotOf(command.at(1))) == "b")
                return base::fail(Kind::OutcomeUnknown, QStringLiteral("b was lost"));
            return Reply::integer(1);
        };
        keys::BulkDelete bulk(resp::Send(m_port), names, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        bulk.start();
        QTRY_COMPARE(finished.size(), 1);
        const auto &report = bulk.report();
        QVERIFY(report.unknown.size() > 50 && report.unknown.size() <= 500);
        for (const QByteArray &key : report.unknown + report.untouched)
            QCOMPARE(m_port->map.ownerOf(resp::slotOf(key)), QByteArray("b"));
        QVERIFY(report.deleted.size() > 600);
        QCOMPARE(report.deleted.size() + report.unknown.size() + report.untouched.size(), 1200);
        QVERIFY(!report.untouched.isEmpty());
        QCOMPARE(report.error.text, QStringLiteral("b was lost"));
        QVERIFY(askedTwice.isEmpty());
    }

    void bulk_goesToTheNewOwnerWhatTheLostNodeWasNotSent()
    {
        QByteArrayList names;
        for (int i = 0; i < 1200; ++i)
            names += "k" + QByteArray::number(i);
        bool lost = false;
        m_port->answer = [&](const resp::Command &command) -> base::Result<Reply> {
            if (!lost && m_port->map.ownerOf(resp::slotOf(command.at(1))) == "b") {
                lost = true;
                m_nodes["d"] = m_nodes.take("b");
                publish();
                return base::fail(Kind::Network, QStringLiteral("b was lost"));
            }
            return Reply::integer(1);
        };
        keys::BulkDelete bulk(resp::Send(m_port), names, {});
        QSignalSpy finished(&bulk, &keys::BulkDelete::finished);
        bulk.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(bulk.report().deleted.size(), 1200);
        QVERIFY(bulk.report().unknown.isEmpty() && bulk.report().untouched.isEmpty());
        QCOMPARE(bulk.done(), 1200);
    }

    void details_ofOneDeadNodeLeaveTheOthersAlive()
    {
        m_port->answer = [&](const resp::Command &command) -> base::Result<Reply> {
            if (m_port->map.ownerOf(resp::slotOf(command.at(1))) == "b")
                return base::fail(Kind::Network, QStringLiteral("b was lost"));
            if (command.first() == "TYPE")
                return Reply::status("string");
            return Reply::integer(command.first() == "PTTL" ? -1 : 3);
        };
        std::vector<keys::KeyId> ids;
        for (int i = 0; i < 40; ++i)
            ids.push_back(m_store.add("k" + QByteArray::number(i)).id);
        keys::KeyDetails details(&m_store);
        details.setSend(resp::Send(m_port));
        for (const keys::KeyId id : ids)
            details.want(id);
        const auto known = [&] {
            return std::count_if(ids.cbegin(), ids.cend(),
                                 [&](keys::KeyId id) { return m_store.valueSize(id) == 3; });
        };
        const auto alive = std::count_if(ids.cbegin(), ids.cend(), [&](keys::KeyId id) {
            return m_port->map.ownerOf(resp::slotOf(m_store.name(id))) != "b";
        });
        QVERIFY(alive > 10 && alive < 40);
        QTRY_COMPARE(known(), alive);
    }

    void renameAcrossSlots_saysWhatToDo()
    {
        keys::KeyActions actions;
        actions.setSend(resp::Send(m_port), resp::Send(m_port));
        const auto apart = support::await(actions.rename("a", "b"));
        QVERIFY(!apart);
        QCOMPARE(apart.error().cause, base::Error::Cause::CrossSlot);
        QVERIFY2(apart.error().text.contains(QLatin1String("{hash tag}")),
                 qPrintable(apart.error().text));
        QVERIFY(m_port->sent.isEmpty());
        m_port->answer = [](const resp::Command &) { return Reply::integer(1); };
        QVERIFY(support::await(actions.rename("{a}1", "{a}2")));
    }
};

QTEST_GUILESS_MAIN(ClusterScanTest)
#include "tst_clusterscan.moc"

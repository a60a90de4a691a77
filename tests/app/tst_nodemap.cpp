// The node map as a person sees it: rows follow the cluster while it is open.
#include "session/session.h"
#include "support/clusterrig.h"
#include "support/wait.h"
#include "widgets/nodemappopover.h"
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

using Health = session::NodeState::Health;
using session::NodeState;
using session::Session;
using ui::NodeMapModel;

namespace {

NodeState node(const QByteArray &id, Health health = Health::Connected)
{
    NodeState state;
    state.id = id;
    state.announced = QStringLiteral("10.0.2.41:6379");
    state.reached = QStringLiteral("127.0.0.1:16379");
    state.ranges = { { 0, 5460 }, { 5462, 5462 } };
    state.health = health;
    return state;
}

} // namespace

class TestNodeMap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nodesThatComeGoAndChange_keepTheModelsPromises()
    {
        NodeMapModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNodes({}, true);
        model.setNodes({ node("a"), node("b"), node("c") }, true);
        const QPersistentModelIndex kept = model.index(1, NodeMapModel::State);
        model.setNodes({ node("c"), node("d"), node("a"), node("b", Health::Loading) }, true);
        QCOMPARE(kept.row(), 3);
        QCOMPARE(kept.data().toString(), QStringLiteral("Loading"));
        model.setNodes({ node("b"), node("d") }, true);
        QCOMPARE(kept.row(), 0);
        QCOMPARE(model.rowCount(), 2);
        model.setNodes({ node({}) }, false);
        QVERIFY(!kept.isValid());
        QCOMPARE(model.index(0, NodeMapModel::Role).data().toString(), QStringLiteral("Server"));
        model.setNodes({}, false);
        QCOMPARE(model.rowCount(), 0);
    }

    void columnsThatBecameShorter_needNoScrollBar()
    {
        QWidget window;
        window.resize(1312, 836);
        QPushButton anchor(&window);
        anchor.move(800, 800);
        window.show();
        auto *map = new ui::NodeMapPopover(&window);
        NodeState far = node("a");
        far.reached =
            QStringLiteral("SSM i-0123456789abcdef0 → %1:6379")
                .arg(QStringLiteral("clustercfg.sessions.abc123.euc1.cache.amazonaws.com"));
        map->setNodes({ far }, true, false);
        map->openAt(&anchor, map->table());
        const auto *bar = map->findChild<QTableView *>()->horizontalScrollBar();
        support::settle();
        far.reached = QStringLiteral("SSM i-0123456789abcdef0 → 127.0.0.1:36217");
        map->setNodes({ far, node("b"), node("c") }, true, false);
        support::settle();
        QTRY_COMPARE(bar->maximum(), 0);
    }

    void eachNode_showsAddressesSlotsAndWhyItIsNotUsable()
    {
        NodeState replica = node("0123456789abcdef", Health::Failed);
        replica.primaryId = "a";
        NodeState silent = node("b", Health::Unreachable);
        silent.trouble = QStringLiteral("It did not answer.");
        NodeMapModel model;
        model.setNodes({ node("a"), silent, replica }, true);
        const auto shown = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        const auto reason = [&](int row) {
            return model.index(row, 0).data(NodeMapModel::ReasonRole).toString();
        };
        QCOMPARE(shown(0, NodeMapModel::Announced), QStringLiteral("10.0.2.41:6379"));
        QCOMPARE(shown(0, NodeMapModel::Reached), QStringLiteral("127.0.0.1:16379"));
        QCOMPARE(shown(0, NodeMapModel::Slots), QStringLiteral("0–5460, 5462"));
        QCOMPARE(reason(0), QString());
        QCOMPARE(shown(1, NodeMapModel::State), QStringLiteral("Not reachable"));
        QCOMPARE(reason(1), silent.trouble);
        QCOMPARE(shown(2, NodeMapModel::State), QStringLiteral("Failed"));
        QCOMPARE(shown(2, NodeMapModel::Slots), QStringLiteral("copy of 10.0.2.41:6379"));
        QCOMPARE(shown(2, NodeMapModel::Id), QStringLiteral("01234567"));
        QVERIFY(!reason(2).isEmpty());
    }

    void primaryThatDies_changesItsRowWhileTheMapIsOpen()
    {
        support::ClusterRig rig;
        QVERIFY(rig.isRunning());
        profiles::Profile profile;
        profile.port = rig.port(0);
        profile.connectTimeoutMs = 2000;
        Session session(profile, profiles::Secrets{});
        QWidget window;
        window.resize(900, 500);
        auto *map = new ui::NodeMapPopover(&window);
        connect(&session, &Session::nodesChanged, map, [&] {
            map->setNodes(session.nodeStates(), session.nodes()->cluster, session.nodes()->moving);
        });
        session.open();
        auto *table = map->findChild<QTableView *>(QStringLiteral("nodeTable"));
        const auto rowOf = [&](const QByteArray &id) {
            for (int row = 0; row < table->model()->rowCount(); ++row) {
                const QModelIndex index = table->model()->index(row, 0);
                if (index.data(NodeMapModel::FullIdRole).toByteArray() == id)
                    return index;
            }
            return QModelIndex();
        };
        const auto healthOf = [&](int node) {
            return Health(rowOf(rig.id(node)).data(NodeMapModel::HealthRole).toInt());
        };
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 6, 15000);
        resp::SendOptions there;
        there.node = rig.id(1);
        QVERIFY(support::await(session.send(session::Lane::Work, 0)({ "PING" }, there)));
        QTRY_COMPARE_WITH_TIMEOUT(healthOf(1), Health::Connected, 15000);
        table->setCurrentIndex(rowOf(rig.id(1)));
        auto *reason = map->findChild<QLabel *>(QStringLiteral("nodeReason"));
        QVERIFY(reason && reason->isHidden());

        rig.kill(1);
        QTRY_VERIFY_WITH_TIMEOUT(
            healthOf(1) == Health::Unreachable || healthOf(1) == Health::Failed, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(rowOf(rig.id(4)).siblingAtColumn(NodeMapModel::Role).data(),
                                  QStringLiteral("Primary"), 30000);
        QVERIFY(!reason->isHidden() && !reason->text().isEmpty());
        QCOMPARE(table->currentIndex().data(NodeMapModel::FullIdRole).toByteArray(), rig.id(1));
    }
};

QTEST_MAIN(TestNodeMap)
#include "tst_nodemap.moc"

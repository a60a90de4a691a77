#include "session/sessionfixture.h"
#include "support/clusterrig.h"

using base::Error;
using session::Lane;
using session::Session;
using support::ClusterRig;

class ClusterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rig_buildsMovesAndFailsOver()
    {
        ClusterRig rig;
        QVERIFY(rig.isRunning());
        QCOMPARE(rig.primaries(), (QList<int>{ 0, 1, 2 }));
        QCOMPARE(rig.anywhere({ "SET", "foo", "bar" }), QByteArray("OK"));
        const int slot = resp::slotOf("foo");
        QCOMPARE(rig.ownerOf(slot), 2);
        rig.moveSlot(slot, 2, 0);
        QVERIFY(rig.waitUntilWhole());
        QCOMPARE(rig.ownerOf(slot), 0);
        QCOMPARE(rig.command(0, { "GET", "foo" }), QByteArray("bar"));
        QCOMPARE(rig.keys(), 1);
        rig.kill(0);
        QTRY_VERIFY_WITH_TIMEOUT(rig.primaries().contains(3), 20000);
        QVERIFY(rig.waitUntilWhole());
        QCOMPARE(rig.anywhere({ "GET", "foo" }), QByteArray("bar"));
        QVERIFY(rig.start(0));
        QVERIFY(rig.waitUntilWhole());
    }
};

QTEST_GUILESS_MAIN(ClusterTest)
#include "tst_cluster.moc"

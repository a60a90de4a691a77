// Three sentinels over a primary and two replicas: a failover under the window while an edit is
// staged, with passwords of their own for servers and sentinels.
#include "acceptance/realwindow.h"
#include "support/sentinelrig.h"
#include "support/wait.h"
#include "widgets/values/keytab.h"
#include <QPlainTextEdit>

using acceptance::RealWindow;
using session::Session;
using support::SentinelRig;

class TestSentinel : public QObject {
    Q_OBJECT

    static SentinelRig::Options options()
    {
        SentinelRig::Options options;
        options.password = QStringLiteral("of-the-servers");
        options.sentinelPassword = QStringLiteral("of-the-sentinels");
        return options;
    }

    static profiles::Profile profileOf(const SentinelRig &rig)
    {
        profiles::Profile profile;
        profile.id = QUuid::createUuid();
        profile.name = QStringLiteral("watched");
        profile.environment = profiles::Environment::Development;
        profile.topology = profiles::Topology::Sentinel;
        profile.authentication = profiles::Authentication::Password;
        profile.sentinel.primaryName = QStringLiteral("mymaster");
        profile.sentinel.signsIn = true;
        for (int i = 0; i < 3; ++i)
            profile.seeds += { QStringLiteral("127.0.0.1"), rig.sentinelPort(i) };
        profile.host = profile.seeds.constFirst().host;
        profile.port = profile.seeds.constFirst().port;
        profile.db = 3;
        profile.samplingSeconds = 1;
        return profile;
    }

    static QByteArray inDatabase(const SentinelRig &rig, int node, const QByteArrayList &command)
    {
        QByteArrayList words{ "EVAL",
                              "redis.call('SELECT', ARGV[1]); local c = {}; "
                              "for i = 2, #ARGV do c[i-1] = ARGV[i] end; "
                              "return redis.call(unpack(c))",
                              "0", "3" };
        return rig.command(node, words + command).trimmed();
    }

private Q_SLOTS:
    void failoverWhileAnEditIsStaged_savesToTheNewPrimaryOnly_data()
    {
        QTest::addColumn<bool>("oldOneLives");
        QTest::newRow("primary killed") << false;
        QTest::newRow("primary demoted") << true;
    }
    void failoverWhileAnEditIsStaged_savesToTheNewPrimaryOnly()
    {
        QFETCH(bool, oldOneLives);
        SentinelRig rig(options());
        QVERIFY(rig.isRunning());
        const int before = rig.primary();
        inDatabase(rig, before, { "SET", "greeting", "old", "PX", "3600000" });
        QTRY_COMPARE(inDatabase(rig, (before + 1) % 3, { "GET", "greeting" }), QByteArray("old"));
        QTRY_COMPARE(inDatabase(rig, (before + 2) % 3, { "GET", "greeting" }), QByteArray("old"));

        RealWindow person(QStringLiteral("en"));
        const profiles::Profile profile = profileOf(rig);
        person.app().openProfile(
            profile, { base::Secret("of-the-servers"), {}, base::Secret("of-the-sentinels") });
        QTRY_VERIFY_WITH_TIMEOUT(
            person.view() && person.session().state() == Session::State::Online, 15000);
        QTRY_VERIFY_WITH_TIMEOUT(person.visible("scanFooter") && !person.visible("stopScan"),
                                 10000);
        QVERIFY(person.clickKey("greeting"));
        auto *value = person.see<QPlainTextEdit>("stringText");
        QVERIFY(value);
        QTRY_COMPARE(value->toPlainText(), QStringLiteral("old"));
        person.click(value->viewport());
        value->selectAll();
        person.type(QStringLiteral("mine"));
        ui::KeyTab *tab = person.view()->currentKeyTab();
        QTRY_VERIFY(tab->isDirty());

        if (oldOneLives) {
            QVERIFY(rig.failOver());
        } else {
            rig.kill(before);
            QVERIFY(rig.waitForFailover(before));
        }
        const int after = rig.primary();
        QVERIFY(after != before);
        const QString now = QString::number(rig.port(after));
        QTRY_VERIFY_WITH_TIMEOUT(
            person.session().state() == Session::State::Online
                && person.console(QStringLiteral("CONFIG GET port")).contains(now),
            60000);
        QVERIFY(!person.session().isWrongServer()); // the same lineage: nothing to ask
        QVERIFY(tab->isDirty());
        QCOMPARE(value->toPlainText(), QStringLiteral("mine"));

        value->setFocus();
        person.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!tab->isDirty(), 15000);
        QCOMPARE(inDatabase(rig, after, { "GET", "greeting" }), QByteArray("mine"));
        QVERIFY(inDatabase(rig, after, { "PTTL", "greeting" }).toLongLong() > 3'000'000);
        QCOMPARE(rig.command(after, { "DBSIZE" }).trimmed(), QByteArray("0"));
    }
};

QTEST_MAIN(TestSentinel)
#include "tst_sentinel.moc"

// A cluster of six nodes that speak TLS, and a single server two hops away, in networks that only a
// bastion sees, under the real window: listed, edited, deleted, failed over; and nothing listens.
#include "acceptance/realwindow.h"
#include "support/clusterrig.h"
#include "support/netrig.h"
#include "support/sshserver.h"
#include "support/tlsfiles.h"
#include "support/wait.h"
#include "widgets/browser/keyspane.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTreeView>

using acceptance::RealWindow;
using session::Session;
using support::ClusterRig;
using support::NetRig;
using support::RedisServer;
using support::SshServer;

namespace {

constexpr int kept = 1200; // "key:0" …
constexpr int doomed = 300; // below "del:"

/// The home of a person who knows these servers.
class Home {
public:
    Home() { qputenv("HOME", m_folder.path().toLocal8Bit()); }
    void write(const QString &file, const QByteArray &text) const
    {
        QDir(m_folder.path()).mkpath(QStringLiteral(".ssh"));
        QFile out(path(file));
        if (out.open(QFile::WriteOnly))
            out.write(text);
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    [[nodiscard]] QString path(const QString &file) const
    {
        return m_folder.filePath(QStringLiteral(".ssh/") + file);
    }

private:
    QTemporaryDir m_folder{ QStringLiteral("/tmp/larder-home-XXXXXX") };
};

SshServer::Options bastionIn(const NetRig &net, int zone)
{
    SshServer::Options options;
    options.wrapper = net.inside(zone);
    options.address = net.address(zone);
    return options;
}

profiles::SshHop hopAt(const SshServer &server)
{
    profiles::SshHop hop;
    hop.host = server.address();
    hop.port = server.port();
    hop.user = server.userName();
    hop.auth = profiles::SshAuth::KeyFile;
    hop.keyFile = server.clientKey();
    return hop;
}

profiles::Profile throughSsh(const QList<profiles::SshHop> &hops)
{
    profiles::Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = QStringLiteral("far away");
    profile.environment = profiles::Environment::Development;
    profile.samplingSeconds = 1;
    profile.tunnel.kind = profiles::TunnelKind::Ssh;
    profile.tunnel.hops = hops;
    return profile;
}

} // namespace

class TestBastionCluster : public QObject {
    Q_OBJECT

public:
    static void initMain()
    {
        NetRig::enter();
        qunsetenv("SSH_AUTH_SOCK");
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_person.reset(); }
    void cleanupTestCase();
    void everyNode_isListedThroughOneBastion();
    void edit_keepsTheTimeToLive();
    void selectedKeys_areDeletedAndNoOthers();
    void cutNetwork_keepsTabsAndEdits();
    void primaryKilled_theReplicaServesThroughTheBastion();
    void twoHops_reachWhatOnlyTheInnerHostSees_data();
    void twoHops_reachWhatOnlyTheInnerHostSees();

private:
    void open();
    [[nodiscard]] ui::KeysPane *pane() { return m_person->see<ui::KeysPane>("keysPane"); }
    [[nodiscard]] bool isComplete();
    [[nodiscard]] bool fill() const;
    [[nodiscard]] QByteArray keyOf(int node) const;
    void stage(const QByteArray &name, const QString &text);
    [[nodiscard]] bool saved(const QByteArray &name, const QByteArray &text);

    Home m_home;
    std::unique_ptr<NetRig> m_net;
    support::TlsFiles m_files;
    std::unique_ptr<ClusterRig> m_rig;
    std::unique_ptr<SshServer> m_bastion;
    std::unique_ptr<RealWindow> m_person;
};

void TestBastionCluster::initTestCase()
{
    if (!NetRig::skipReason().isEmpty())
        QSKIP(qPrintable(NetRig::skipReason()));
    m_net = std::make_unique<NetRig>(2);
    QVERIFY2(m_net->isReady(), qPrintable(m_net->errorText()));
    ClusterRig::Options options;
    for (int i = 0; i < 6; ++i) // one port, six hosts, as ElastiCache has it
        options.hosts += NetRig::hiddenAddress(0, 11 + i);
    options.wrapper = m_net->inside();
    options.tlsAuthority = m_files.authority();
    options.each = [&](int node, quint16) {
        return m_files.serverOptions(
            m_files.issue({ QStringLiteral("node"), QStringLiteral("IP:") + options.hosts[node] }));
    };
    m_rig = std::make_unique<ClusterRig>(options);
    QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
    QVERIFY(m_rig->isRunning());
    QVERIFY(fill());
    QCOMPARE(m_rig->keys(), kept + doomed);
    m_bastion = std::make_unique<SshServer>(bastionIn(*m_net, 0));
    QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    m_home.write(QStringLiteral("known_hosts"), m_bastion->knownHostsLines());
}

void TestBastionCluster::cleanupTestCase()
{
    m_bastion.reset();
    m_rig.reset();
    m_net.reset();
}

bool TestBastionCluster::fill() const
{
    QMap<int, QByteArray> scripts;
    const auto add = [&](const QByteArray &name) {
        scripts[std::min(2, resp::slotOf(name) / (resp::slotCount / 3))] +=
            "SET " + name + ' ' + name + '\n';
    };
    for (int i = 0; i < kept; ++i)
        add("key:" + QByteArray::number(i));
    for (int i = 0; i < doomed; ++i)
        add("del:" + QByteArray::number(i));
    for (auto it = scripts.cbegin(); it != scripts.cend(); ++it) {
        QStringList words = m_rig->client(it.key());
        QProcess process;
        process.start(words.takeFirst(), words);
        process.write(it.value());
        process.closeWriteChannel();
        if (!process.waitForFinished()
            || process.readAllStandardOutput().count("OK\n") != it.value().count('\n'))
            return false;
    }
    return true;
}

void TestBastionCluster::open()
{
    profiles::Profile profile = throughSsh({ hopAt(*m_bastion) });
    profile.host = m_rig->host(5); // not a node that the tests kill
    profile.seeds = { { m_rig->host(4), 6379 } };
    profile.tls.enabled = true;
    profile.tls.caFile = m_files.authority();
    m_person = std::make_unique<RealWindow>(QStringLiteral("en"));
    QVERIFY2(m_person->connectTo(profile), qPrintable(m_person->textsOf(&m_person->window())));
    QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 30000);
}

bool TestBastionCluster::isComplete()
{
    auto *text = m_person->visible<QLabel>("scanText");
    return text && text->text().contains(QLatin1String("Complete"));
}

/// A key in a slot that the node owns.
QByteArray TestBastionCluster::keyOf(int node) const
{
    for (int i = 0; i < kept; ++i) {
        const QByteArray name = "key:" + QByteArray::number(i);
        if (m_rig->ownerOf(resp::slotOf(name)) == node)
            return name;
    }
    return {};
}

/// Opens the key and types over its value, without saving.
void TestBastionCluster::stage(const QByteArray &name, const QString &text)
{
    m_person->press(Qt::Key_P, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), m_person->see("goToKey"));
    m_person->type(QString::fromLatin1(name));
    m_person->press(Qt::Key_Return);
    auto *value = m_person->see<QPlainTextEdit>("stringText");
    QVERIFY(value);
    QTRY_COMPARE(value->toPlainText(), QString::fromLatin1(name));
    m_person->click(value->viewport());
    value->selectAll();
    m_person->type(text);
    QTRY_VERIFY(m_person->view()->currentKeyTab()->isDirty());
}

/// Saves what was typed; again, where a failover came between.
bool TestBastionCluster::saved(const QByteArray &name, const QByteArray &text)
{
    auto *value = m_person->see<QPlainTextEdit>("stringText");
    ui::KeyTab *tab = m_person->view()->currentKeyTab();
    for (int tries = 0; tries < 3 && tab->isDirty(); ++tries) {
        if (value->toPlainText() != QString::fromLatin1(text))
            return false; // what was typed is the person's
        value->setFocus();
        m_person->press(Qt::Key_S, Qt::ControlModifier);
        (void)QTest::qWaitFor([&] { return !tab->isDirty(); }, 10000);
    }
    return !tab->isDirty() && m_rig->anywhere({ "GET", name }).trimmed() == text;
}

void TestBastionCluster::everyNode_isListedThroughOneBastion()
{
    const QStringList before = NetRig::listeners();
    const qsizetype signIns = m_bastion->log().count("Accepted publickey");
    open();
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(qint64(pane()->store().size()), qint64(kept + doomed));
    QCOMPARE(m_person->session().nodes()->primaries().size(), 3);
    QVERIFY(m_person->textsOf(&m_person->window()).contains(QStringLiteral("3 shards")));
    // Each node by itself, at the same port of its own address: the reads below go to all three.
    for (const int node : m_rig->primaries()) {
        const QByteArray name = keyOf(node);
        QVERIFY(m_person->console(QStringLiteral("GET ") + QString::fromLatin1(name))
                    .contains(QString::fromLatin1(name)));
        const QByteArray clients = m_rig->command(node, { "CLIENT", "LIST" });
        QVERIFY2(clients.contains("name=larder"), clients.constData());
        // They come out on the far side, over the bastion's own network.
        QVERIFY2(clients.contains("addr=" + m_rig->host(node).toLatin1()), clients.constData());
    }
    QVERIFY(!m_person->session().isWrongServer());
    QVERIFY(m_bastion->log().count("Accepted publickey") - signIns <= 2);
    QCOMPARE(NetRig::listeners(), before);
}

void TestBastionCluster::edit_keepsTheTimeToLive()
{
    open();
    if (QTest::currentTestFailed())
        return;
    const QByteArray name = keyOf(1);
    m_rig->anywhere({ "PEXPIRE", name, "3600000" });
    stage(name, QStringLiteral("mine"));
    if (QTest::currentTestFailed())
        return;
    QVERIFY(saved(name, "mine"));
    const qint64 left = m_rig->anywhere({ "PTTL", name }).trimmed().toLongLong();
    QVERIFY2(left > 3'000'000 && left <= 3'600'000, QByteArray::number(left).constData());
}

void TestBastionCluster::selectedKeys_areDeletedAndNoOthers()
{
    open();
    if (QTest::currentTestFailed())
        return;
    auto *list = m_person->see<QTreeView>("keyList");
    QVERIFY(list);
    QModelIndex folder;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString().startsWith(QLatin1String("del")))
            folder = index;
    }
    QVERIFY(folder.isValid());
    list->scrollTo(folder);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(folder).center());
    m_person->press(Qt::Key_Delete);
    QVERIFY(m_person->see("deleteSheet"));
    QVERIFY(m_person->click("deleteConfirm"));
    const auto *close = m_person->see<QAbstractButton>("deleteCancel");
    QVERIFY(close);
    QVERIFY(QTest::qWaitFor(
        [&] { return close->text() == QLatin1String("Close") && close->isEnabled(); }, 30000));
    QCOMPARE(m_rig->keys(), kept);
    QCOMPARE(qint64(pane()->store().size()), qint64(kept));
}

// By hand, for a whole minute: LARDER_CUT_SECONDS=60.
void TestBastionCluster::cutNetwork_keepsTabsAndEdits()
{
    open();
    if (QTest::currentTestFailed())
        return;
    const QByteArray name = keyOf(2);
    stage(name, QStringLiteral("typed before the cut"));
    if (QTest::currentTestFailed())
        return;
    bool isLong = false;
    const int seconds = qEnvironmentVariableIntValue("LARDER_CUT_SECONDS", &isLong);
    QElapsedTimer clock;
    clock.start();
    m_net->cut();
    if (!isLong)
        m_person->session().checkNow(); // as when the computer has been asleep
    QTRY_COMPARE_WITH_TIMEOUT(m_person->session().state(), Session::State::Reconnecting, 60000);
    if (isLong) {
        qInfo("found out after %lld ms", clock.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(clock.hasExpired(seconds * 1000), (seconds + 5) * 1000);
    }
    const QString why = m_person->session().lastError().text;
    QVERIFY2(why.contains(m_bastion->address()), qPrintable(why));
    auto *value = m_person->see<QPlainTextEdit>("stringText");
    QVERIFY(value);
    QCOMPARE(value->toPlainText(), QStringLiteral("typed before the cut"));
    m_net->restore();
    const qint64 restored = clock.elapsed();
    QVERIFY(m_person->click("linkNow"));
    QTRY_COMPARE_WITH_TIMEOUT(m_person->session().state(), Session::State::Online, 60000);
    if (isLong)
        qInfo("online %lld ms after the network was back", clock.elapsed() - restored);
    QVERIFY(m_person->view()->currentKeyTab()->isDirty());
    QVERIFY(saved(name, "typed before the cut"));
    QVERIFY(!m_person->session().isWrongServer());
}

void TestBastionCluster::primaryKilled_theReplicaServesThroughTheBastion()
{
    open();
    if (QTest::currentTestFailed())
        return;
    const QByteArray name = keyOf(0);
    stage(name, QStringLiteral("after the failover"));
    if (QTest::currentTestFailed())
        return;
    m_rig->kill(0);
    QVERIFY(m_rig->waitUntilWhole());
    QVERIFY(saved(name, "after the failover"));
    QTRY_COMPARE_WITH_TIMEOUT(m_person->session().state(), Session::State::Online, 20000);
    m_person->press(Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(isComplete() && qint64(pane()->store().size()) == m_rig->keys(),
                             20000);
    QVERIFY(!m_person->session().isWrongServer());
}

void TestBastionCluster::twoHops_reachWhatOnlyTheInnerHostSees_data()
{
    QTest::addColumn<bool>("byAlias");
    QTest::newRow("chain of the profile") << false;
    QTest::newRow("alias with ProxyJump") << true;
}

void TestBastionCluster::twoHops_reachWhatOnlyTheInnerHostSees()
{
    QFETCH(bool, byAlias);
    const QString hidden = NetRig::hiddenAddress(1, 7);
    RedisServer redis({ QStringLiteral("--bind"), hidden, QStringLiteral("--protected-mode"),
                        QStringLiteral("no") },
                      RedisServer::Tcp::Yes, m_net->inside(1));
    (void)redis.command({ "SET", "greeting", "from the inside" });
    SshServer inner(bastionIn(*m_net, 1));
    QVERIFY2(inner.isRunning(), qPrintable(inner.errorText()));
    m_home.write(QStringLiteral("known_hosts"),
                 m_bastion->knownHostsLines() + inner.knownHostsLines());
    const QStringList before = NetRig::listeners();
    profiles::Profile profile = throughSsh({ hopAt(*m_bastion), hopAt(inner) });
    if (byAlias) {
        const auto block = [](const QByteArray &name, const SshServer &server) {
            return "Host " + name + "\n  HostName " + server.address().toUtf8() + "\n  Port "
                + QByteArray::number(server.port()) + "\n  User " + server.userName().toUtf8()
                + "\n  IdentityFile " + server.clientKey().toUtf8() + "\n  IdentitiesOnly yes\n"
                + "  UserKnownHostsFile ";
        };
        const QByteArray known = m_home.path(QStringLiteral("known_hosts")).toUtf8() + '\n';
        // ssh takes the home of the account, whatever $HOME says.
        m_home.write(QStringLiteral("config"),
                     block("outer", *m_bastion) + known + block("inner", inner) + known
                         + "  ProxyJump outer\n");
        profile.tunnel.sshConfig = m_home.path(QStringLiteral("config"));
        profile.tunnel.hops.clear();
        profile.tunnel.alias = QStringLiteral("inner");
        profile.tunnel.backend = profiles::SshBackend::OpenSsh;
    }
    profile.host = hidden;
    profile.port = redis.port();
    m_person = std::make_unique<RealWindow>(QStringLiteral("en"));
    QVERIFY2(m_person->connectTo(profile), qPrintable(m_person->textsOf(&m_person->window())));
    QVERIFY(m_person->lists("greeting"));
    QVERIFY(m_person->console(QStringLiteral("GET greeting"))
                .contains(QStringLiteral("from the inside")));
    if (byAlias) // ssh has its control sockets, in a folder that nobody else enters
        QCOMPARE(NetRig::listeners().filter(QStringLiteral("tcp")),
                 before.filter(QStringLiteral("tcp")));
    else
        QCOMPARE(NetRig::listeners(), before);
    QVERIFY(inner.log().contains("Accepted publickey"));
}

QTEST_MAIN(TestBastionCluster)
#include "tst_bastioncluster.moc"

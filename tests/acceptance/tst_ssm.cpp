// A bastion of Session Manager between the window and a server that speaks TLS: listed, edited,
// deleted, read in bulk, with sockets cut, closed by the service and keys that expire meanwhile.
#include "acceptance/realwindow.h"
#include "support/sshserver.h"
#include "support/ssmgateway.h"
#include "support/tlsfiles.h"
#include "support/wait.h"
#include "widgets/browser/keyspane.h"
#include "widgets/values/keytab.h"
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QLabel>
#include <QLoggingCategory>
#include <QPlainTextEdit>
#include <QTreeView>
#include <mutex>

using acceptance::RealWindow;
using session::Session;
using support::RedisServer;
using support::SsmGateway;

namespace {

#ifdef __SANITIZE_ADDRESS__ // which slow both ends of the way down several times
constexpr int kept = 10'000;
constexpr int doomed = 600;
#else
constexpr int kept = 100'000; // "key:0" …
constexpr int doomed = 2'000; // below "del:"
#endif
constexpr qint64 bigBytes = 10'000'000;
const QString cacheHost = QStringLiteral("shop.abc123.euc1.cache.example");

QByteArray logged;
std::mutex logMutex;
QtMessageHandler before = nullptr;

void keepLog(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    {
        const std::lock_guard lock(logMutex);
        logged += text.toUtf8() + '\n'; // as it was written, before the program's own redaction
    }
    before(type, context, text);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// The secret that these bytes hold, plain, as UTF-16, in Base64, in hexadecimal or as in a URL;
/// or a part of what is signed with one: the Authorization header, a token of IAM.
QByteArray leakIn(const QByteArray &bytes, const QByteArrayList &secrets)
{
    for (const QByteArray &secret :
         secrets + QByteArrayList{ "AWS4-HMAC-SHA256", "X-Amz-Signature", "Action=connect" }) {
        const QString text = QString::fromLatin1(secret);
        const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        for (const QByteArray &form :
             { secret, wide, secret.toBase64(QByteArray::OmitTrailingEquals).chopped(1),
               secret.toHex(), secret.toPercentEncoding() }) {
            if (bytes.contains(form))
                return secret;
        }
    }
    return {};
}

} // namespace

class TestSsm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void allKeys_areListedThroughSsmAndTls();
    void editWithATtl_survivesTheHourlyCloseAndExpiredKeys();
    void bigValueCutThreeTimes_arrivesWhole();
    void deleteCutThreeTimes_takesTheseAndNoOthers();
    void pausedAgent_isShownUntilItGoesOn();
    void refusedIamSignIn_isReportedWithoutItsToken();
    void everySecret_isNowhere();

private:
    void look();
    [[nodiscard]] ui::KeysPane *pane() { return m_person->see<ui::KeysPane>("keysPane"); }
    [[nodiscard]] bool isComplete();
    void isUntouched();

    QTemporaryDir m_home{ QStringLiteral("/tmp/larder-home-XXXXXX") };
    support::TlsFiles m_files;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<RealWindow> m_person;
    profiles::Profile m_profile;
    QTimer m_looking;
    int m_looks = 0;
    QByteArray m_leak; ///< the first that look() has found
};

void TestSsm::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("larder.*=true"));
    before = qInstallMessageHandler(keepLog);
    const auto pair = m_files.issue({ cacheHost, QStringLiteral("DNS:") + cacheHost });
    QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
    m_redis = std::make_unique<RedisServer>(m_files.serverOptions(pair), RedisServer::Tcp::Tls);
    QVERIFY(m_redis->isRunning());
    const auto fill = [this](const char *prefix, int count) {
        (void)m_redis->command({ "EVAL",
                                 "for i=0,ARGV[2]-1 do redis.call('SET',ARGV[1]..i,'old') end", "0",
                                 prefix, QByteArray::number(count) });
    };
    fill("key:", kept);
    fill("del:", doomed);
    (void)m_redis->command({ "SETRANGE", "big", QByteArray::number(bigBytes - 1), "x" });
    (void)m_redis->command({ "SET", "greeting", "old", "EX", "3600" });

    SsmGateway::Options options;
    options.onlyTemporaryKeys = true;
    options.agent.window = 32; // what a cut loses comes again at ten messages a second
    m_gateway = std::make_unique<SsmGateway>(options);
    m_gateway->setPlace(cacheHost, { QStringLiteral("127.0.0.1"), m_redis->port(), false });
    for (const char *name : { "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE",
                              "AWS_SHARED_CREDENTIALS_FILE", "AWS_REGION" })
        qunsetenv(name);
    QVERIFY(qputenv("HOME", m_home.path().toLocal8Bit()));
    QVERIFY(qputenv("AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    m_gateway->containerKeys().toString().toLatin1()));
    QVERIFY(qputenv("AWS_ENDPOINT_URL_STS", m_gateway->endpoint().toEncoded()));

    m_person = std::make_unique<RealWindow>(QStringLiteral("en"));
    connect(&m_looking, &QTimer::timeout, this, &TestSsm::look);
    m_looking.start(50);
    profiles::Profile &profile = m_profile;
    profile.id = QUuid::createUuid();
    profile.name = QStringLiteral("far away");
    profile.environment = profiles::Environment::Development;
    profile.host = cacheHost;
    profile.tls.enabled = true;
    profile.tls.caFile = m_files.authority();
    profile.scanBudget = 10 * kept;
    profile.tunnel.kind = profiles::TunnelKind::Ssm;
    profile.tunnel.target = QLatin1String(SsmGateway::target);
    profile.tunnel.region = QLatin1String(SsmGateway::region);
    profile.tunnel.awsEndpoint = m_gateway->endpoint().toString();
    QVERIFY2(m_person->connectTo(profile), qPrintable(m_person->textsOf(&m_person->window())));
}

void TestSsm::cleanupTestCase()
{
    m_looking.stop();
    m_person.reset();
    qInstallMessageHandler(before);
    if (!m_gateway)
        return;
    QTRY_COMPARE(m_gateway->counters().openSessions, 0); // none is left behind
    QCOMPARE(m_gateway->lint(), QStringList());
}

bool TestSsm::isComplete()
{
    auto *text = m_person->visible<QLabel>("scanText");
    return text && text->text().contains(QLatin1String("Complete"));
}

/// No one has noticed anything: online, no band, the first connection's tab.
void TestSsm::isUntouched()
{
    QCOMPARE(m_person->session().state(), Session::State::Online);
    QVERIFY(!m_person->visible("linkBand"));
    QVERIFY(!m_person->session().isWrongServer());
}

void TestSsm::allKeys_areListedThroughSsmAndTls()
{
    // It pauses after some seconds of a slow machine; a person goes on.
    const auto listed = [this] {
        auto *all = m_person->visible<QAbstractButton>("scanAll");
        if (all && all->isEnabled() && !isComplete())
            m_person->click(all);
        return isComplete();
    };
    QVERIFY2(QTest::qWaitFor(listed, 120000),
             qPrintable(m_person->textsOf(m_person->see("scanFooter"))));
    QCOMPARE(int(pane()->store().size()), kept + doomed + 2);
    auto *status = m_person->see("statusBar");
    QVERIFY(status);
    QVERIFY2(m_person->textsOf(status).contains(QLatin1String(SsmGateway::target)),
             qPrintable(m_person->textsOf(status)));
    isUntouched();
}

void TestSsm::editWithATtl_survivesTheHourlyCloseAndExpiredKeys()
{
    m_person->press(Qt::Key_P, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), m_person->see("goToKey"));
    m_person->type(QStringLiteral("greeting"));
    m_person->press(Qt::Key_Return);
    auto *value = m_person->see<QPlainTextEdit>("stringText");
    QVERIFY(value);
    QTRY_COMPARE(value->toPlainText(), QStringLiteral("old"));
    m_person->click(value->viewport());
    value->selectAll();
    m_person->type(QStringLiteral("mine"));
    ui::KeyTab *tab = m_person->view()->currentKeyTab();
    QTRY_VERIFY(tab->isDirty());

    const auto before = m_gateway->counters();
    m_gateway->expireKeys();
    m_gateway->bye();
    // A closing socket is a connected one until the client has said goodbye as well.
    QTRY_VERIFY_WITH_TIMEOUT(m_gateway->counters().resumes >= before.resumes + before.connected,
                             20000);
    QTRY_COMPARE_WITH_TIMEOUT(m_gateway->counters().connected, before.connected, 20000);
    QVERIFY(m_gateway->counters().keysGiven > before.keysGiven);
    QCOMPARE(m_gateway->counters().starts, before.starts);
    isUntouched();
    QCOMPARE(m_person->view()->currentKeyTab(), tab);
    QCOMPARE(value->toPlainText(), QStringLiteral("mine"));
    value->setFocus();
    m_person->press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_redis->command({ "GET", "greeting" }), "mine", 10000);
    const qint64 left = m_redis->command({ "TTL", "greeting" }).toLongLong();
    QVERIFY2(left > 3000 && left <= 3600, QByteArray::number(left).constData());
}

void TestSsm::bigValueCutThreeTimes_arrivesWhole()
{
    const auto before = m_gateway->counters();
    auto reading = m_person->session().send(session::Lane::Work, 0)(
        { "GET", "big" }, { std::chrono::minutes(1), false, {} });
    for (int i = 0; i < 3; ++i) {
        // Let it run between the cuts: the agent has sent again what the last one lost.
        QTRY_COMPARE_WITH_TIMEOUT(m_gateway->counters().connected,
                                  m_gateway->counters().openSessions, 20000);
        QVERIFY(!reading.isFinished());
        m_gateway->cut();
    }
    const auto reply = support::await(reading, 60000);
    QVERIFY2(reply, qPrintable(reply ? QString() : reply.error().text));
    QByteArray expected(bigBytes, '\0');
    expected.back() = 'x';
    QVERIFY(reply->toByteArray() == expected);
    QVERIFY(m_gateway->counters().resumes >= before.resumes + 3);
    isUntouched();
}

void TestSsm::deleteCutThreeTimes_takesTheseAndNoOthers()
{
    support::Monitor monitor(*m_redis);
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
    for (int i = 0; i < 3; ++i) {
        m_gateway->cut();
        QTRY_COMPARE_WITH_TIMEOUT(m_gateway->counters().connected,
                                  m_gateway->counters().openSessions, 20000);
    }
    const auto *close = m_person->see<QAbstractButton>("deleteCancel");
    QVERIFY(close);
    QVERIFY(QTest::qWaitFor(
        [&] { return close->text() == QLatin1String("Close") && close->isEnabled(); }, 60000));
    QCOMPARE(m_redis->command({ "DBSIZE" }), QByteArray::number(kept + 2));
    QHash<QByteArray, int> times;
    for (const QByteArray &line : monitor.commands()) {
        if (line.startsWith("UNLINK ") || line.startsWith("DEL ")) {
            for (const QByteArray &name : line.split(' ').sliced(1))
                ++times[name];
        }
    }
    for (int i = 0; i < doomed; ++i)
        QCOMPARE(times.value("del:" + QByteArray::number(i)), 1);
    QCOMPARE(times.size(), doomed);
    isUntouched();
}

void TestSsm::pausedAgent_isShownUntilItGoesOn()
{
    const auto bandText = [this] {
        auto *band = m_person->visible("linkBand");
        return band ? m_person->textsOf(band) : QString();
    };
    m_gateway->pause();
    const QString sentence = QStringLiteral("The SSM agent of %1 does not answer. ")
                                 .arg(QLatin1String(SsmGateway::target));
    QTRY_VERIFY2_WITH_TIMEOUT(bandText().contains(sentence), qPrintable(bandText()), 10000);
    QVERIFY(!m_person->visible("linkNow"));
    QCOMPARE(m_person->session().state(), Session::State::Online);
    m_gateway->unpause();
    QTRY_VERIFY(bandText().isEmpty());
    isUntouched();
    QCOMPARE(m_person->console(QStringLiteral("GET greeting")).trimmed(),
             QStringLiteral("\"mine\""));
}

/// What `ps` and its like show of this process and everything that it started, all the while.
void TestSsm::look()
{
    ++m_looks;
    for (const qint64 pid : support::processTree(QCoreApplication::applicationPid())) {
        const QString folder = QStringLiteral("/proc/%1/").arg(pid);
        const QByteArray seen = contentOf(folder + QStringLiteral("cmdline")) + '\n'
            + contentOf(folder + QStringLiteral("environ"));
        if (m_leak.isEmpty())
            m_leak = leakIn(seen, m_gateway->secrets());
    }
}

void TestSsm::refusedIamSignIn_isReportedWithoutItsToken()
{
    profiles::Profile stranger = m_profile;
    stranger.id = QUuid::createUuid();
    stranger.name = QStringLiteral("far away by IAM");
    stranger.authentication = profiles::Authentication::Iam;
    stranger.user = QStringLiteral("alice");
    stranger.iam.cacheName = QStringLiteral("shop");
    stranger.iam.region = QLatin1String(SsmGateway::region);
    m_person->app().profiles().add(stranger); // its page has the ladder
    m_person->app().openProfile(stranger, {});
    QAbstractButton *copy = nullptr;
    QVERIFY2(QTest::qWaitFor(
                 [&] {
                     copy = m_person->visible<QAbstractButton>("copyReport");
                     return copy && copy->isEnabled();
                 },
                 30000),
             qPrintable(m_person->textsOf(&m_person->window())));
    m_person->click(copy);
    const QString report = QApplication::clipboard()->text();
    QVERIFY2(report.contains(QLatin1String("alice")), qPrintable(report));
    QVERIFY2(report.contains(QLatin1String("AUTH")), qPrintable(report));
    QVERIFY2(report.contains(QLatin1String(SsmGateway::target)), qPrintable(report));
    QVERIFY2(m_redis->command({ "ACL", "LOG" }).contains("alice"), "a token was sent");
    QCOMPARE(leakIn(report.toUtf8(), m_gateway->secrets()), QByteArray());
    m_person->app().closeWorkspace(stranger.id);
}

void TestSsm::everySecret_isNowhere()
{
    const QByteArrayList secrets = m_gateway->secrets();
    QVERIFY(secrets.size() > 10); // keys, and tokens and cells of each session
    QCOMPARE(leakIn(m_person->textsOf(&m_person->window()).toUtf8(), secrets), QByteArray());
    {
        const std::lock_guard lock(logMutex);
        QVERIFY(!logged.isEmpty());
        QCOMPARE(leakIn(logged, secrets), QByteArray());
    }
    QVERIFY(m_looks > 10);
    QCOMPARE(m_leak, QByteArray());
    for (const QString &root : { m_person->folder(), m_home.path() }) {
        QDirIterator all(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(leakIn(file.readAll(), secrets).isEmpty(), qPrintable(file.fileName()));
        }
    }
}

QTEST_MAIN(TestSsm)
#include "tst_ssm.moc"

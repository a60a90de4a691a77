// Passwords, passphrases, codes and keys that really opened a bastion are looked for in everything
// that others can see meanwhile and afterwards: command lines and environments of this process and
// its children, the log before its redaction, Activity, errors, the report, the profile file.
#include "profiles/profilestore.h"
#include "profiles/sshsecrets.h"
#include "session/diagnosis.h"
#include "session/session.h"
#include "support/redisserver.h"
#include "support/sshagent.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QDirIterator>
#include <QLoggingCategory>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <csignal>
#include <mutex>

using profiles::SshAuth;
using session::Session;
using support::RedisServer;
using support::SshServer;

namespace {

// Each used once for one purpose, so that a find says where it came from.
const QByteArray redisPassword = "Redis-7fQ2-tulip";
const QByteArray sshPassword = "Ssh-41kd-walnut";
const QByteArray wrongPassword = "Wrong-93kd-marble";
const QByteArray passphrase = "Phrase-51pz-lantern";
// RFC 4226, appendix D: of the secret "12345678901234567890".
const QByteArrayList codes{ "755224", "287082" };

QByteArrayList secretsToFind;
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

/// The secret that these bytes hold, plain, as UTF-16, in Base64 or in hexadecimal.
QByteArray leakIn(const QByteArray &bytes)
{
    for (const QByteArray &secret : std::as_const(secretsToFind)) {
        const QString text = QString::fromLatin1(secret);
        const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        for (const QByteArray &form :
             { secret, wide, secret.toBase64(QByteArray::OmitTrailingEquals).chopped(1),
               secret.toHex() }) {
            if (bytes.contains(form))
                return secret;
        }
    }
    return {};
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// The programs that leakInProcesses() has looked at since this was cleared.
QSet<QByteArray> programsSeen;

/// What `ps` and its like show of this process and everything that it started.
QByteArray leakInProcesses()
{
    for (const qint64 pid : support::processTree(QCoreApplication::applicationPid())) {
        programsSeen += contentOf(QStringLiteral("/proc/%1/comm").arg(pid)).trimmed();
        for (const char *what : { "cmdline", "environ" }) {
            const QByteArray found =
                leakIn(contentOf(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(what))));
            if (!found.isEmpty())
                return found + " in " + what;
        }
    }
    return {};
}

/// Answers prompts from a list, in the network thread.
class Person final : public links::Asker {
public:
    QByteArrayList words;

    QFuture<links::HostKeyAnswer> hostKey(const links::HostKeyQuestion & /*question*/) override
    {
        return QtFuture::makeReadyFuture(links::HostKeyAnswer::Store);
    }
    QFuture<links::PromptAnswer> prompt(const links::Prompt &prompt) override
    {
        const std::lock_guard lock(m_mutex);
        links::PromptAnswer answer;
        for (qsizetype i = 0; i < prompt.lines.size() && !words.isEmpty(); ++i)
            answer.words += base::Secret(words.takeFirst());
        answer.given = answer.words.size() == prompt.lines.size();
        answer.remember = prompt.mayRemember;
        return QtFuture::makeReadyFuture(answer);
    }
    void proved(const links::Prompt & /*prompt*/, const links::PromptAnswer & /*answer*/) override
    {
    }

private:
    std::mutex m_mutex;
};

enum class Way : quint8 { Password, WrongPassword, Code, Passphrase, StoredKey, Agent };

} // namespace

Q_DECLARE_METATYPE(Way)
Q_DECLARE_METATYPE(profiles::SshBackend)

class TestSshSecrets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { qInstallMessageHandler(before); }
    void secretInACommandLine_wouldBeFound();
    void session_leavesItsSecretsNowhere_data();
    void session_leavesItsSecretsNowhere();

private:
    [[nodiscard]] bool prepare(Way way, SshServer &server);
    [[nodiscard]] QString lockedKey(SshServer &server);
    void look(const session::Activity &entry);

    QTemporaryDir m_folder{ QStringLiteral("/tmp/larder-XXXXXX") };
    std::unique_ptr<RedisServer> m_redis;
    support::SshAgent m_agent;
    profiles::Profile m_profile;
    profiles::Secrets m_secrets;
    links::SshPlaces m_places;
    std::shared_ptr<Person> m_person;
};

void TestSshSecrets::initTestCase()
{
    before = qInstallMessageHandler(keepLog);
    QLoggingCategory::setFilterRules(QStringLiteral("larder.*=true"));
    secretsToFind = QByteArrayList{ redisPassword, sshPassword, wrongPassword, passphrase } + codes;
    m_redis = std::make_unique<RedisServer>(
        QStringList{ QStringLiteral("--port"), QStringLiteral("0") }, RedisServer::Tcp::No);
    QVERIFY(m_redis->isRunning());
    // Not among the words of its command line, which this test looks through.
    QCOMPARE(m_redis->command({ "CONFIG", "SET", "requirepass", redisPassword }), "OK");
}

void TestSshSecrets::secretInACommandLine_wouldBeFound()
{
    QProcess careless;
    careless.start(QStringLiteral("sleep"), { QStringLiteral("60"), QStringLiteral("0") });
    QVERIFY(careless.waitForStarted());
    QCOMPARE(leakInProcesses(), QByteArray());
    QProcess leaking;
    leaking.start(
        QStringLiteral("sh"),
        { QStringLiteral("-c"), QStringLiteral("sleep 60; :"), QString::fromLatin1(sshPassword) });
    QVERIFY(leaking.waitForStarted());
    QTRY_COMPARE(leakInProcesses(), sshPassword + " in cmdline");
    for (const qint64 pid : support::processTree(leaking.processId())) {
        if (pid != leaking.processId())
            ::kill(pid_t(pid), SIGKILL);
    }
    for (QProcess *each : { &careless, &leaking }) {
        each->kill();
        each->waitForFinished();
    }
}

void TestSshSecrets::session_leavesItsSecretsNowhere_data()
{
    using profiles::SshBackend;
    QTest::addColumn<Way>("way");
    QTest::addColumn<SshBackend>("backend");
    QTest::newRow("stored password") << Way::Password << SshBackend::BuiltIn;
    QTest::newRow("wrong password") << Way::WrongPassword << SshBackend::BuiltIn;
    QTest::newRow("password and code") << Way::Code << SshBackend::BuiltIn;
    QTest::newRow("passphrase of a key file") << Way::Passphrase << SshBackend::BuiltIn;
    QTest::newRow("stored key with its passphrase") << Way::StoredKey << SshBackend::BuiltIn;
    QTest::newRow("agent") << Way::Agent << SshBackend::BuiltIn;
    // The system's ssh gets its words through a program that it starts.
    QTest::newRow("ssh: stored password") << Way::Password << SshBackend::OpenSsh;
    QTest::newRow("ssh: wrong password") << Way::WrongPassword << SshBackend::OpenSsh;
    QTest::newRow("ssh: password and code") << Way::Code << SshBackend::OpenSsh;
    QTest::newRow("ssh: passphrase") << Way::Passphrase << SshBackend::OpenSsh;
}

QString TestSshSecrets::lockedKey(SshServer &server)
{
    const QString path = server.path(QStringLiteral("locked"));
    if (!support::sshKeygen({ QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                              QString::fromLatin1(passphrase), QStringLiteral("-f"), path }))
        return {};
    server.authorize(contentOf(path + QStringLiteral(".pub")));
    return path;
}

/// What the person has for this way in: profile, secrets and answers.
bool TestSshSecrets::prepare(Way way, SshServer &server)
{
    profiles::SshHop hop;
    hop.host = server.address();
    hop.port = server.port();
    hop.user = server.userName();
    profiles::SshSecrets ssh;
    m_person = std::make_shared<Person>();
    switch (way) {
    case Way::Password:
        hop.auth = SshAuth::Password;
        ssh.at(0).password = base::Secret(sshPassword);
        break;
    case Way::WrongPassword:
        hop.auth = SshAuth::Password;
        ssh.at(0).password = base::Secret(wrongPassword);
        break;
    case Way::Code:
        hop.auth = SshAuth::Password;
        m_person->words = { sshPassword, codes[0], sshPassword, codes[1] }; // session, test
        break;
    case Way::Passphrase:
        hop.auth = SshAuth::KeyFile;
        hop.keyFile = lockedKey(server);
        m_person->words = { passphrase, passphrase, passphrase };
        break;
    case Way::StoredKey: {
        hop.auth = SshAuth::StoredKey;
        const QByteArray key = contentOf(lockedKey(server));
        secretsToFind += key.split('\n').value(2); // a line of its Base64
        ssh.at(0).privateKey = base::Secret(key);
        ssh.at(0).keyPassphrase = base::Secret(passphrase);
        break;
    }
    case Way::Agent: {
        hop.auth = SshAuth::Agent;
        const QByteArray key = contentOf(server.clientKey());
        secretsToFind += key.split('\n').value(2);
        if (!m_agent.isRunning() || !m_agent.add(server.clientKey()))
            return false;
        break;
    }
    }
    m_profile = {};
    m_profile.name = QStringLiteral("far away");
    m_profile.unixSocket = m_redis->socketPath();
    m_profile.authentication = profiles::Authentication::Password;
    m_profile.passwordStored = true;
    m_profile.tunnel.kind = profiles::TunnelKind::Ssh;
    m_profile.tunnel.hops = { hop };
    m_profile.tunnel.secretsStored = true;
    m_secrets = {};
    m_secrets.password = base::Secret(redisPassword);
    m_secrets.ssh = ssh.sealed();
    m_places = {};
    m_places.home = m_folder.path();
    m_places.ownKnownHosts = m_folder.filePath(QStringLiteral("known_hosts"));
    m_places.agentSocket = m_agent.path();
    m_places.askpassProgram = QStringLiteral(ASKPASS_PROGRAM);
    return true;
}

void TestSshSecrets::look(const session::Activity &entry)
{
    QCOMPARE(leakIn(entry.command.join(' ')), QByteArray());
}

void TestSshSecrets::session_leavesItsSecretsNowhere()
{
    QFETCH(Way, way);
    QFETCH(profiles::SshBackend, backend);
    SshServer::Options options;
    if (way == Way::Password || way == Way::WrongPassword || way == Way::Code) {
        options.userName = QStringLiteral("visitor");
        options.password = QString::fromLatin1(sshPassword);
    }
    if (way == Way::Code) {
        QFile counter(m_folder.filePath(QStringLiteral("codes")));
        QVERIFY(counter.open(QFile::WriteOnly));
        counter.write("HOTP visitor - 3132333435363738393031323334353637383930\n");
        counter.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        options.pam = { QStringLiteral("auth required pam_unix.so"),
                        QStringLiteral("auth required pam_oath.so usersfile=%1 window=5 digits=6")
                            .arg(counter.fileName()) };
    }
    SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    // The account has no way to the socket of whoever runs the test.
    QFile(m_redis->socketPath())
        .setPermissions(QFile::ReadOther | QFile::WriteOther | QFile::ReadOwner
                        | QFile::WriteOwner);
    QFile(QFileInfo(m_redis->socketPath()).path())
        .setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther);
    QVERIFY(prepare(way, server));
    m_profile.tunnel.backend = backend;
    if (backend == profiles::SshBackend::OpenSsh) {
        QFile config(m_folder.filePath(QStringLiteral("ssh_config")));
        QVERIFY(config.open(QFile::WriteOnly));
        config.write("UserKnownHostsFile " + m_folder.filePath(QStringLiteral("ssh_known")).toUtf8()
                     + "\nGlobalKnownHostsFile none\n");
        m_profile.tunnel.sshConfig = config.fileName();
    }

    {
        Session session(m_profile, m_secrets);
        session.setAsker(m_person);
        session.setSshPlaces(m_places);
        connect(&session, &Session::activity, this, &TestSshSecrets::look);
        QSignalSpy failed(&session, &Session::failed);
        QByteArray leaked;
        programsSeen.clear();
        session.open();
        QVERIFY(QTest::qWaitFor(
            [&] {
                if (leaked.isEmpty())
                    leaked = leakInProcesses();
                return session.state() == Session::State::Online || !failed.isEmpty();
            },
            20000));
        QCOMPARE(leaked, QByteArray());
        QCOMPARE(programsSeen.contains("ssh"), backend == profiles::SshBackend::OpenSsh);
        const base::Error why = session.lastError();
        QVERIFY2((session.state() == Session::State::Online) == (way != Way::WrongPassword),
                 qPrintable(why.text));
        QCOMPARE(leakIn(why.text.toUtf8() + why.detail), QByteArray());
        if (way != Way::WrongPassword) {
            for (const session::Lane lane : { session::Lane::Browse, session::Lane::Work }) {
                const auto answer = support::await(session.send(lane, 0)({ "PING" }));
                QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().text));
            }
            QCOMPARE(leakInProcesses(), QByteArray());
        }
    }

    session::Diagnosis diagnosis(m_profile, m_secrets);
    diagnosis.setAsker(m_person);
    diagnosis.setSshPlaces(m_places);
    QSignalSpy finished(&diagnosis, &session::Diagnosis::finished);
    diagnosis.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
    const QString report = diagnosis.report().toText();
    QVERIFY2(diagnosis.report().passed == (way != Way::WrongPassword), qPrintable(report));
    QCOMPARE(leakIn(report.toUtf8()), QByteArray());

    profiles::ProfileStore store(m_folder.filePath(QStringLiteral("connections.json")));
    store.load();
    QTRY_VERIFY(store.isLoaded());
    store.add(m_profile);
    QTRY_VERIFY(store.isSaved());
    QVERIFY(contentOf(m_folder.filePath(QStringLiteral("connections.json"))).contains("far away"));
    QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (QFileInfo(path).fileName().startsWith(QLatin1String("codes"))) // the server's own
            continue;
        QVERIFY2(leakIn(contentOf(path)).isEmpty(), qPrintable(path));
    }
    const std::lock_guard lock(logMutex);
    QVERIFY(logged.contains("larder") || logged.contains("online"));
    QCOMPARE(leakIn(logged), QByteArray());
}

QTEST_GUILESS_MAIN(TestSshSecrets)
#include "tst_sshsecrets.moc"

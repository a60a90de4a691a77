// The program by itself on the way through Session Manager: `larder tunnel --ssm`, and `exec` and
// `test` of a file, between the gateway of the tests and a real server.
#include "aws/iamtoken.h"
#include "cli/larderprocess.h"
#include "support/redisserver.h"
#include "support/sshserver.h"
#include "support/ssmgateway.h"
#include "support/tlsfiles.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>
#include <csignal>

using support::RedisServer;
using support::SsmGateway;
using Outcome = LarderProcess::Outcome;

namespace {

const QString cacheHost = QStringLiteral("orders.abc123.euc1.cache.example");

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// The secret that these bytes hold, plain, as UTF-16, in Base64, in hexadecimal or as in a URL.
QByteArray leakIn(const QByteArray &bytes, const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets) {
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

/// Speaks TLS, leads to a server's socket, and keeps what its clients say.
class Recorder final {
public:
    Recorder(const RedisServer &server, const support::TlsFiles::Pair &pair)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(pair.certificate));
        const QByteArray pem = contentOf(pair.key);
        tls.setPrivateKey(QSslKey(pem, QSsl::Ec));
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_server.setSslConfiguration(tls);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server,
                         [this, path = server.socketPath()] {
                             while (QTcpSocket *client = m_server.nextPendingConnection())
                                 lead(client, path);
                         });
        (void)m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] const QByteArray &heard() const { return m_heard; }

private:
    void lead(QTcpSocket *client, const QString &path)
    {
        auto *inner = new QLocalSocket(client);
        const auto pass = [this, client, inner] {
            const QByteArray bytes = client->readAll();
            m_heard += bytes;
            inner->write(bytes);
        };
        QObject::connect(client, &QIODevice::readyRead, inner, pass);
        QObject::connect(inner, &QIODevice::readyRead, client,
                         [client, inner] { client->write(inner->readAll()); });
        QObject::connect(client, &QAbstractSocket::disconnected, client, &QObject::deleteLater);
        QObject::connect(inner, &QLocalSocket::disconnected, client,
                         &QAbstractSocket::disconnectFromHost);
        inner->connectToServer(path);
        if (inner->waitForConnected(5000))
            pass();
    }

    QSslServer m_server;
    QByteArray m_heard;
};

} // namespace

class TestCliSsm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void tunnel_letsRedisCliThroughAndSigtermEndsTheSession();
    void hangupAndLogout_endTheSession_data();
    void hangupAndLogout_endTheSession();
    void failover_isFollowed_data();
    void failover_isFollowed();
    void closedPort_endsTheClientAlone();
    void refusals_haveTheirStatusAndSentence_data();
    void refusals_haveTheirStatusAndSentence();
    void testAndExec_leadThroughTheBastion();
    void iamThroughTls_sendsAFreshToken();
    void iamWithKeysOfItsOwn_isSignedWithThem();
    void secrets_areSeenNowhere_data();
    void secrets_areSeenNowhere();

private:
    enum class Keys : quint8 { None, Environment, Expired, Program, Unknown, WrongSecret };
    void give(Keys keys);
    /// Lets the program run to its end, and looks at it and what it starts all the while.
    [[nodiscard]] Outcome run(const QStringList &words);
    [[nodiscard]] QStringList tunnelTo(quint16 port,
                                       const QString &host = QStringLiteral("127.0.0.1")) const;
    [[nodiscard]] QString profile(const QString &host, quint16 port, QJsonObject more = {}) const;
    void look(const QProcess &larder);
    [[nodiscard]] QByteArray ping(const QString &address) const;
    [[nodiscard]] QByteArray valueAt(const QString &address, const QString &key) const;

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<LarderProcess> m_larder;
    QByteArray m_leak; ///< the first secret that look() has found
    qsizetype m_looks = 0;
};

void TestCliSsm::initTestCase()
{
    QVERIFY(m_redis.isRunning());
}

void TestCliSsm::init()
{
    m_leak.clear();
    m_looks = 0;
    m_gateway = std::make_unique<SsmGateway>();
    m_larder = std::make_unique<LarderProcess>();
    m_larder->setEnvironment(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
    m_larder->setEnvironment(QStringLiteral("AWS_ENDPOINT_URL_STS"),
                             m_gateway->endpoint().toString());
}

void TestCliSsm::cleanup()
{
    QTRY_COMPARE(m_gateway->counters().openSessions, 0); // each was terminated
    QCOMPARE(m_gateway->lint(), QStringList());
    (void)m_redis.command({ "FLUSHALL" });
}

void TestCliSsm::give(Keys keys)
{
    if (keys == Keys::None)
        return;
    QByteArray access = SsmGateway::accessKey;
    QByteArray secret = SsmGateway::secretKey;
    if (keys == Keys::Unknown)
        access = "AKIDUNKNOWN";
    if (keys == Keys::WrongSecret)
        secret = "wrong-" + secret;
    if (keys == Keys::Expired || keys == Keys::Program) {
        QJsonObject issued = m_gateway->issueKeys(std::chrono::hours(1));
        if (keys == Keys::Program) {
            issued[QLatin1String("Version")] = 1;
            issued[QLatin1String("SessionToken")] = issued.take(QLatin1String("Token"));
            const QString file =
                m_larder->file(QStringLiteral("keys.json"), QJsonDocument(issued).toJson());
            m_larder->setEnvironment(
                QStringLiteral("AWS_CONFIG_FILE"),
                m_larder->file(QStringLiteral("config"),
                               "[default]\ncredential_process = cat " + file.toUtf8() + '\n'));
            return;
        }
        m_gateway->expireKeys();
        access = issued[QLatin1String("AccessKeyId")].toString().toLatin1();
        secret = issued[QLatin1String("SecretAccessKey")].toString().toLatin1();
        m_larder->setEnvironment(QStringLiteral("AWS_SESSION_TOKEN"),
                                 issued[QLatin1String("Token")].toString());
    }
    m_larder->setEnvironment(QStringLiteral("AWS_ACCESS_KEY_ID"), QString::fromLatin1(access));
    m_larder->setEnvironment(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QString::fromLatin1(secret));
}

void TestCliSsm::look(const QProcess &larder)
{
    const auto read = [](qint64 each, const char *what) {
        return contentOf(QStringLiteral("/proc/%1/%2").arg(each).arg(QLatin1String(what)))
            .split('\0');
    };
    const QByteArrayList secrets = m_gateway->secrets();
    // What the person has there already.
    const QStringList own = larder.processEnvironment().toStringList();
    for (const qint64 each : support::processTree(larder.processId())) {
        QByteArrayList seen = read(each, "environ");
        seen.removeIf(
            [&own](const QByteArray &line) { return own.contains(QString::fromUtf8(line)); });
        seen += read(each, "cmdline");
        ++m_looks;
        if (m_leak.isEmpty())
            m_leak = leakIn(seen.join('\n'), secrets);
    }
}

Outcome TestCliSsm::run(const QStringList &words)
{
    const auto process = m_larder->start(words);
    process->closeWriteChannel();
    const bool ended = QTest::qWaitFor(
        [&] {
            look(*process);
            return process->state() == QProcess::NotRunning;
        },
        30000);
    const bool whole = ended && process->exitStatus() == QProcess::NormalExit;
    return { whole ? process->exitCode() : -1, process->readAllStandardOutput(),
             process->readAllStandardError() };
}

QStringList TestCliSsm::tunnelTo(quint16 port, const QString &host) const
{
    return { QStringLiteral("tunnel"),
             QStringLiteral("--ssm"),
             QLatin1String(SsmGateway::target),
             QStringLiteral("--to"),
             QStringLiteral("%1:%2").arg(host).arg(port),
             QStringLiteral("--region"),
             QLatin1String(SsmGateway::region),
             QStringLiteral("--aws-endpoint"),
             m_gateway->endpoint().toString(),
             QStringLiteral("--listen"),
             QStringLiteral("127.0.0.1:0") };
}

/// "@FILE" of a connection through the gateway.
QString TestCliSsm::profile(const QString &host, quint16 port, QJsonObject more) const
{
    more[QLatin1String("name")] = QStringLiteral("orders");
    more[QLatin1String("host")] = host;
    more[QLatin1String("port")] = port;
    more[QLatin1String("tunnel")] =
        QJsonObject{ { QStringLiteral("kind"), QStringLiteral("ssm") },
                     { QStringLiteral("target"), QLatin1String(SsmGateway::target) },
                     { QStringLiteral("region"), QLatin1String(SsmGateway::region) },
                     { QStringLiteral("awsEndpoint"), m_gateway->endpoint().toString() } };
    return u'@' + m_larder->file(QStringLiteral("orders.json"), QJsonDocument(more).toJson());
}

QByteArray TestCliSsm::ping(const QString &address) const
{
    QProcess cli;
    cli.start(QStringLiteral("redis-cli"),
              { QStringLiteral("-p"), address.section(u':', -1), QStringLiteral("PING") });
    cli.waitForFinished(20000);
    return cli.readAllStandardOutput();
}

QByteArray TestCliSsm::valueAt(const QString &address, const QString &key) const
{
    QProcess cli;
    cli.start(QStringLiteral("redis-cli"),
              { QStringLiteral("-p"), address.section(u':', -1), QStringLiteral("GET"), key });
    cli.waitForFinished(20000);
    return cli.readAllStandardOutput().trimmed();
}

void TestCliSsm::tunnel_letsRedisCliThroughAndSigtermEndsTheSession()
{
    give(Keys::Environment);
    const auto process = m_larder->start(tunnelTo(m_redis.port()));
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine() || process->state() == QProcess::NotRunning,
                             20000);
    const QString address = QString::fromUtf8(process->readLine()).trimmed();
    QByteArray said = process->readAllStandardError();
    QVERIFY2(address.startsWith(QLatin1String("127.0.0.1:")), said.constData());
    QCOMPARE(ping(address), "PONG\n");
    QCOMPARE(ping(address), "PONG\n");
    look(*process);
    const auto open = m_gateway->counters();
    QCOMPARE(open.starts, 1);
    QCOMPARE(open.openSessions, 1);

    ::kill(pid_t(process->processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10000);
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    QTRY_COMPARE(m_gateway->counters().openSessions, 0);
    QTRY_COMPARE(m_gateway->counters().terminations, 1);
    said += process->readAllStandardError();
    QVERIFY2(said.contains(SsmGateway::target), said.constData());
    QCOMPARE(process->readAllStandardOutput(), QByteArray()); // one line, for scripts
    QCOMPARE(leakIn(said, m_gateway->secrets()), QByteArray());
    QCOMPARE(m_leak, QByteArray());
}

void TestCliSsm::hangupAndLogout_endTheSession_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QList<int>>("sent");
    QTest::addColumn<int>("status");
    const QList<int> closedTerminal{ SIGHUP, SIGHUP }; // by the system and by the shell
    QTest::newRow("tunnel, terminal closed") << QStringLiteral("tunnel") << closedTerminal << 0;
    QTest::newRow("exec, terminal closed") << QStringLiteral("exec") << closedTerminal << 130;
    QTest::newRow("window, terminal closed") << QString() << closedTerminal << 0;
    QTest::newRow("window, logout") << QString() << QList<int>{ SIGTERM } << 0;
}

void TestCliSsm::hangupAndLogout_endTheSession()
{
    QFETCH(QString, word);
    QFETCH(QList<int>, sent);
    QFETCH(int, status);
    give(Keys::Environment);
    const QString file = profile(QStringLiteral("127.0.0.1"), m_redis.port());
    QStringList words{ word, file };
    if (word.isEmpty()) {
        const Outcome saved = m_larder->run(
            { QStringLiteral("import"), QStringLiteral("-"), QStringLiteral("--yes") },
            R"({"larder": 1, "profiles": [)" + contentOf(file.sliced(1)) + "]}");
        QVERIFY2(saved.status == 0, saved.err.constData());
        m_larder->setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        words = { QStringLiteral("orders") };
    } else if (word == QLatin1String("exec")) {
        words += { QStringLiteral("--"), QStringLiteral("BLPOP"), QStringLiteral("nothing"),
                   QStringLiteral("0") };
    }
    const auto process = m_larder->start(words);
    const bool listens = word == QLatin1String("tunnel");
    QTRY_VERIFY2_WITH_TIMEOUT((listens ? process->canReadLine() : m_gateway->counters().streams > 0)
                                  || process->state() == QProcess::NotRunning,
                              process->readAllStandardError().constData(), 20000);
    QCOMPARE(m_gateway->counters().openSessions, 1);
    for (const int signal : sent)
        ::kill(pid_t(process->processId()), signal);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10000);
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), status);
    QCOMPARE(m_gateway->counters().terminations, m_gateway->counters().starts);
    QCOMPARE(m_gateway->counters().openSessions, 0);
}

void TestCliSsm::failover_isFollowed_data()
{
    QTest::addColumn<bool>("isEnded");
    QTest::newRow("that ends connections") << true;
    QTest::newRow("between short connections") << false;
}

void TestCliSsm::failover_isFollowed()
{
    QFETCH(bool, isEnded);
    give(Keys::Environment);
    RedisServer promoted({}, RedisServer::Tcp::Yes);
    QVERIFY(promoted.isRunning());
    (void)m_redis.command({ "SET", "who", "before" });
    (void)promoted.command({ "SET", "who", "after" });
    m_gateway->setPlace(cacheHost, { QStringLiteral("127.0.0.1"), m_redis.port(), false });
    const auto process = m_larder->start(tunnelTo(6379, cacheHost));
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine() || process->state() == QProcess::NotRunning,
                             20000);
    const QString address = QString::fromUtf8(process->readLine()).trimmed();
    QByteArray said = process->readAllStandardError();
    QVERIFY2(!address.isEmpty(), said.constData());
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, address.section(u':', -1).toUShort());
    client.write("GET who\r\n");
    QTRY_COMPARE(client.bytesAvailable(), qint64(sizeof "$6\r\nbefore\r\n" - 1));
    QCOMPARE(client.readAll(), QByteArray("$6\r\nbefore\r\n"));

    // The one that was the primary lives on, as a replica.
    m_gateway->setPlace(cacheHost, { QStringLiteral("127.0.0.1"), promoted.port(), false });
    if (isEnded) {
        (void)m_redis.command({ "CLIENT", "KILL", "TYPE", "normal" });
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
        QTRY_VERIFY2((said += process->readAllStandardError())
                         .contains("The server ended a connection. " + cacheHost.toLatin1()
                                   + " is looked up anew"),
                     said.constData());
        QCOMPARE(valueAt(address, QStringLiteral("who")), QByteArray("after"));
        QCOMPARE(m_gateway->counters().starts, 2);
    } else {
        client.disconnectFromHost();
        QTRY_COMPARE_WITH_TIMEOUT(valueAt(address, QStringLiteral("who")), QByteArray("after"),
                                  20000);
        QVERIFY2(!(said += process->readAllStandardError()).contains("ended a connection"),
                 said.constData());
    }
    ::kill(pid_t(process->processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10000);
    QCOMPARE(process->exitCode(), 0);
}

void TestCliSsm::closedPort_endsTheClientAlone()
{
    give(Keys::Environment);
    RedisServer server({}, RedisServer::Tcp::Yes);
    server.kill();
    const auto process = m_larder->start(tunnelTo(server.port()));
    QTRY_VERIFY_WITH_TIMEOUT(process->canReadLine() || process->state() == QProcess::NotRunning,
                             20000);
    const QString address = QString::fromUtf8(process->readLine()).trimmed();
    QByteArray said = process->readAllStandardError();
    QVERIFY2(!address.isEmpty(), said.constData());
    QTcpSocket client;
    const QSignalSpy connected(&client, &QAbstractSocket::connected);
    const QSignalSpy ended(&client, &QAbstractSocket::disconnected);
    client.connectToHost(QHostAddress::LocalHost, address.section(u':', -1).toUShort());
    client.write("PING\r\n");
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 15000);
    QCOMPARE(connected.size(), 1);
    QCOMPARE(client.readAll(), QByteArray());
    const QByteArray target = "127.0.0.1:" + QByteArray::number(server.port());
    said.clear(); // the first attempt, before anyone came in, said it as well
    QTRY_VERIFY2(
        (said += process->readAllStandardError()).contains("could not connect to " + target),
        said.constData());
    QCOMPARE(process->state(), QProcess::Running);
    QVERIFY(server.start());
    QTRY_COMPARE(ping(address), "PONG\n"); // by the same program, in the same session
    QCOMPARE(m_gateway->counters().starts, 1);
    ::kill(pid_t(process->processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10000);
    QCOMPARE(process->exitCode(), 0);
}

void TestCliSsm::refusals_haveTheirStatusAndSentence_data()
{
    QTest::addColumn<int>("keys");
    QTest::addColumn<bool>("isOnline");
    QTest::addColumn<bool>("isDenied");
    QTest::addColumn<int>("status"); // as `larder help test` numbers the steps
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, Keys keys, bool isOnline, bool isDenied, int status,
                        const char *sentence) {
        QTest::newRow(name) << int(keys) << isOnline << isDenied << status << QByteArray(sentence);
    };
    row("offline target", Keys::Environment, false, false, 13,
        "i-0123456789abcdef0 is not online in Systems Manager. Check that it runs, that its SSM "
        "agent is up and that its role allows SSM.");
    row("denied StartSession", Keys::Environment, true, true, 13,
        "AWS denied ssm:StartSession for ");
    row("no keys", Keys::None, true, false, 10, "No AWS credentials were found: ");
    row("expired keys", Keys::Expired, true, false, 10, "The temporary AWS keys (");
    row("unknown access key", Keys::Unknown, true, false, 10,
        "AWS does not know the access key AKIDUNKNOWN (");
    row("wrong secret", Keys::WrongSecret, true, false, 10,
        "AWS refuses the signature of the access key AKIDEXAMPLE (");
}

void TestCliSsm::refusals_haveTheirStatusAndSentence()
{
    QFETCH(int, keys);
    QFETCH(bool, isOnline);
    QFETCH(bool, isDenied);
    QFETCH(int, status);
    QFETCH(QByteArray, sentence);
    give(Keys(keys));
    m_gateway->setTargetOnline(isOnline);
    if (isDenied)
        m_gateway->refuse(QStringLiteral("StartSession"),
                          { 400, QStringLiteral("AccessDeniedException"),
                            QStringLiteral("User is not authorized") },
                          -1);
    const QString file = profile(QStringLiteral("127.0.0.1"), m_redis.port());
    for (const QStringList &words :
         { tunnelTo(m_redis.port()), QStringList{ QStringLiteral("test"), file },
           QStringList{ QStringLiteral("exec"), file, QStringLiteral("--"),
                        QStringLiteral("PING") } }) {
        const Outcome outcome = run(words);
        const QByteArray said = (outcome.out + outcome.err).simplified();
        QVERIFY2(said.contains(sentence), said.constData());
        QVERIFY2(outcome.status == status, words[0].toUtf8() + ": " + said);
        QCOMPARE(leakIn(said, m_gateway->secrets()), QByteArray());
    }
    QVERIFY(m_looks > 0);
    QCOMPARE(m_leak, QByteArray());
    QCOMPARE(m_gateway->counters().starts, 0);
}

void TestCliSsm::testAndExec_leadThroughTheBastion()
{
    give(Keys::Environment);
    (void)m_redis.command({ "SET", "order:7", "shipped" });
    const QString file = profile(QStringLiteral("127.0.0.1"), m_redis.port());
    const Outcome exec = run({ QStringLiteral("exec"), file, QStringLiteral("--"),
                               QStringLiteral("GET"), QStringLiteral("order:7") });
    QVERIFY2(exec.status == 0, exec.err.constData());
    QCOMPARE(exec.out, "\"shipped\"\n");
    const Outcome test = run({ QStringLiteral("test"), file, QStringLiteral("--json") });
    QVERIFY2(test.status == 0, test.out.constData());
    const QJsonObject report = QJsonDocument::fromJson(test.out).object();
    QVERIFY(report.value(QLatin1String("passed")).toBool());
    const QJsonArray rungs = report.value(QLatin1String("rungs")).toArray();
    QCOMPARE(rungs.size(), 9);
    for (const int passed : { 0, 2, 3, 4, 7 }) { // AWS, its service, tunnel, cache TCP, PING
        QVERIFY2(rungs[passed].toObject().value(QLatin1String("outcome")).toString()
                     == QLatin1String("passed"),
                 test.out.constData());
    }
    QVERIFY(m_gateway->counters().starts >= 2);
}

void TestCliSsm::iamThroughTls_sendsAFreshToken()
{
    give(Keys::Environment);
    support::TlsFiles files;
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    const Recorder recorder(m_redis,
                            files.issue({ cacheHost, QStringLiteral("DNS:") + cacheHost }));
    m_gateway->setPlace(cacheHost, { QStringLiteral("127.0.0.1"), recorder.port(), false });
    QCOMPARE(m_redis.command({ "ACL", "SETUSER", "alice", "on", "nopass", "~*", "+@all" }), "OK");
    const QString file = profile(
        cacheHost, 6379,
        { { QStringLiteral("authentication"), QStringLiteral("iam") },
          { QStringLiteral("user"), QStringLiteral("alice") },
          { QStringLiteral("iam"),
            QJsonObject{ { QStringLiteral("cacheName"), QStringLiteral("orders") },
                         { QStringLiteral("region"), QLatin1String(SsmGateway::region) } } },
          { QStringLiteral("tls"),
            QJsonObject{ { QStringLiteral("enabled"), true },
                         { QStringLiteral("caFile"), files.authority() } } } });
    const Outcome outcome = run({ QStringLiteral("exec"), file, QStringLiteral("--"),
                                  QStringLiteral("ACL"), QStringLiteral("WHOAMI") });
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(outcome.out, "\"alice\"\n");

    const QByteArray sent = recorder.heard();
    const qsizetype at = sent.indexOf("orders/?");
    QVERIFY2(at > 0, sent.constData());
    const QByteArray token = sent.sliced(at, sent.indexOf("\r\n", at) - at);
    QVERIFY(sent.first(at).contains("$5\r\nalice\r\n"));
    // The moment of signing is the only part that cannot be known before.
    const QUrlQuery query(QString::fromLatin1(token.sliced(token.indexOf('?') + 1)));
    auto when = QDateTime::fromString(query.queryItemValue(QStringLiteral("X-Amz-Date")),
                                      QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    when.setTimeSpec(Qt::UTC);
    QVERIFY(qAbs(when.secsTo(QDateTime::currentDateTimeUtc())) < 120);
    aws::Keys keys;
    keys.accessKeyId = QLatin1String(SsmGateway::accessKey);
    keys.secretAccessKey = base::Secret(QByteArray(SsmGateway::secretKey));
    const auto expected = aws::iamToken(
        { QStringLiteral("orders"), QStringLiteral("alice"), QLatin1String(SsmGateway::region) },
        keys, when);
    QVERIFY(expected);
    QCOMPARE(token, expected->reveal());

    const QByteArray signature = query.queryItemValue(QStringLiteral("X-Amz-Signature")).toLatin1();
    QCOMPARE(signature.size(), 64);
    const Outcome test = run({ QStringLiteral("test"), file, QStringLiteral("--json") });
    QVERIFY2(test.status == 0, test.out.constData());
    const QByteArray said = outcome.out + outcome.err + test.out + test.err;
    QCOMPARE(leakIn(said, m_gateway->secrets() + QByteArrayList{ signature }), QByteArray());
    QVERIFY(!said.contains("X-Amz-"));
    QCOMPARE(m_leak, QByteArray());
}

/// No tunnel, and other keys in the environment, which would sign as well.
void TestCliSsm::iamWithKeysOfItsOwn_isSignedWithThem()
{
    give(Keys::Environment);
    m_larder->setEnvironment(QStringLiteral("OWN_SECRET"), QStringLiteral("of-my-own/key+EXAMPLE"));
    support::TlsFiles files;
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    const Recorder recorder(m_redis,
                            files.issue({ cacheHost, QStringLiteral("DNS:") + cacheHost }));
    QCOMPARE(m_redis.command({ "ACL", "SETUSER", "alice", "on", "nopass", "~*", "+@all" }), "OK");
    const QJsonObject profile{
        { QStringLiteral("name"), QStringLiteral("orders") },
        { QStringLiteral("host"), cacheHost },
        { QStringLiteral("addressMap"),
          QJsonObject{ { cacheHost + QStringLiteral(":6379"),
                         QStringLiteral("127.0.0.1:%1").arg(recorder.port()) } } },
        { QStringLiteral("authentication"), QStringLiteral("iam") },
        { QStringLiteral("user"), QStringLiteral("alice") },
        { QStringLiteral("iam"),
          QJsonObject{ { QStringLiteral("cacheName"), QStringLiteral("orders") },
                       { QStringLiteral("region"), QLatin1String(SsmGateway::region) } } },
        { QStringLiteral("awsKeys"),
          QJsonObject{ { QStringLiteral("accessKeyId"), QStringLiteral("AKIDOFMYOWNEXAMPLE") },
                       { QStringLiteral("secretAccessKey"), QStringLiteral("${OWN_SECRET}") },
                       { QStringLiteral("sessionToken"), QStringLiteral("of-an-hour") } } },
        { QStringLiteral("tls"),
          QJsonObject{ { QStringLiteral("enabled"), true },
                       { QStringLiteral("caFile"), files.authority() } } }
    };
    const QString file =
        u'@' + m_larder->file(QStringLiteral("own.json"), QJsonDocument(profile).toJson());
    const Outcome outcome = run({ QStringLiteral("exec"), file, QStringLiteral("--"),
                                  QStringLiteral("ACL"), QStringLiteral("WHOAMI") });
    QVERIFY2(outcome.status == 0, outcome.err.constData());
    QCOMPARE(outcome.out, "\"alice\"\n");

    const QByteArray sent = recorder.heard();
    const qsizetype at = sent.indexOf("orders/?");
    QVERIFY2(at > 0, sent.constData());
    const QByteArray token = sent.sliced(at, sent.indexOf("\r\n", at) - at);
    const QUrlQuery query(QString::fromLatin1(token.sliced(token.indexOf('?') + 1)));
    QVERIFY2(query.queryItemValue(QStringLiteral("X-Amz-Credential"), QUrl::FullyDecoded)
                 .startsWith(QStringLiteral("AKIDOFMYOWNEXAMPLE/")),
             token.constData());
    auto when = QDateTime::fromString(query.queryItemValue(QStringLiteral("X-Amz-Date")),
                                      QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    when.setTimeSpec(Qt::UTC);
    aws::Keys keys;
    keys.accessKeyId = QStringLiteral("AKIDOFMYOWNEXAMPLE");
    keys.secretAccessKey = base::Secret("of-my-own/key+EXAMPLE");
    keys.sessionToken = base::Secret("of-an-hour");
    const auto expected = aws::iamToken(
        { QStringLiteral("orders"), QStringLiteral("alice"), QLatin1String(SsmGateway::region) },
        keys, when);
    QVERIFY(expected);
    QCOMPARE(token, expected->reveal());
    QVERIFY(!sent.contains(SsmGateway::accessKey));
    QCOMPARE(leakIn(outcome.out + outcome.err, { "of-my-own/key+EXAMPLE", "of-an-hour" }),
             QByteArray());
    QCOMPARE(m_gateway->counters().starts, 0);
}

void TestCliSsm::secrets_areSeenNowhere_data()
{
    QTest::addColumn<int>("keys");
    QTest::newRow("keys of the environment") << int(Keys::Environment);
    QTest::newRow("keys of a program") << int(Keys::Program);
}

/// A program that Larder starts meanwhile, the password command, writes down what it was given.
void TestCliSsm::secrets_areSeenNowhere()
{
    QFETCH(int, keys);
    give(Keys(keys));
    QCOMPARE(m_redis.command({ "ACL", "SETUSER", "bob", "on", ">Bob-62kd-thistle", "~*", "+@all" }),
             "OK");
    const QString notes = m_larder->path(QStringLiteral("notes"));
    const QString script =
        m_larder->file(QStringLiteral("password.sh"),
                       "cat /proc/$$/environ /proc/$$/cmdline /proc/$PPID/cmdline >> "
                           + notes.toUtf8() + "\necho Bob-62kd-thistle\n");
    const QString file = profile(
        QStringLiteral("127.0.0.1"), m_redis.port(),
        { { QStringLiteral("authentication"), QStringLiteral("acl-user") },
          { QStringLiteral("user"), QStringLiteral("bob") },
          { QStringLiteral("passwordSource"), QStringLiteral("command") },
          { QStringLiteral("passwordCommand"), QJsonArray{ QStringLiteral("sh"), script } } });
    const Outcome exec = run({ QStringLiteral("exec"), file, QStringLiteral("--"),
                               QStringLiteral("ACL"), QStringLiteral("WHOAMI") });
    QVERIFY2(exec.status == 0, exec.err.constData());
    QCOMPARE(exec.out, "\"bob\"\n");
    const Outcome test = run({ QStringLiteral("test"), file });
    QVERIFY2(test.status == 0, test.out.constData());

    const QByteArrayList secrets =
        m_gateway->secrets() + QByteArrayList{ QByteArrayLiteral("Bob-62kd-thistle") };
    QVERIFY(secrets.size() > 4); // tokens and cells of sessions as well
    QByteArrayList noted = contentOf(notes).split('\0');
    QVERIFY(noted.size() > 5);
    if (Keys(keys) == Keys::Environment)
        noted.removeAll("AWS_SECRET_ACCESS_KEY=" + QByteArray(SsmGateway::secretKey));
    QCOMPARE(leakIn(noted.join('\n'), secrets), QByteArray());
    QCOMPARE(leakIn(exec.out + exec.err + test.out + test.err, secrets), QByteArray());
    QVERIFY(m_looks > 4);
    QCOMPARE(m_leak, QByteArray());
}

QTEST_GUILESS_MAIN(TestCliSsm)
#include "tst_ssm.moc"

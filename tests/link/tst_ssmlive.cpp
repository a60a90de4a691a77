// The tunnel against the test's own gateway and agent, and real Redis servers behind them. Whatever
// happens, the gateway may have found nothing wrong with the client.
#include "link/ssm/websocketsocket.h"
#include "link/ssmfixture.h"
#include "support/tlsfiles.h"
#include <QFile>
#include <QSignalSpy>
#include <QSslKey>
#include <QTcpServer>

using base::Error;
using Cause = base::Error::Cause;
using links::Use;
using support::RedisServer;
using support::SsmGateway;
using test::noise;
using test::SsmTraveller;
using test::Wire;
using namespace std::chrono_literals;

namespace {

QByteArray said(const Error &why)
{
    return why.text.toUtf8() + " / " + why.detail;
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// Upgrades one WebSocket, and reads no more.
class DeafTlsServer final : public QTcpServer {
public:
    explicit DeafTlsServer(const support::TlsFiles::Pair &pair)
    {
        QFile key(pair.key);
        if (key.open(QFile::ReadOnly))
            m_socket.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_socket.setLocalCertificateChain(QSslCertificate::fromPath(pair.certificate));
        connect(&m_socket, &QIODevice::readyRead, this, [this] { upgrade(); });
    }
    [[nodiscard]] bool hasMore() const { return m_upgraded && m_socket.bytesAvailable() > 0; }

private:
    void incomingConnection(qintptr descriptor) override
    {
        m_socket.setSocketDescriptor(descriptor);
        m_socket.startServerEncryption();
    }
    void upgrade()
    {
        if (m_upgraded || !m_socket.peek(8192).contains("\r\n\r\n"))
            return;
        m_upgraded = true;
        static const QByteArray name = "Sec-WebSocket-Key: ";
        const QByteArray request = m_socket.readAll();
        const QByteArray key = request.mid(request.indexOf(name) + name.size(), 24);
        m_socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                       + QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                  QCryptographicHash::Sha1)
                             .toBase64()
                       + "\r\n\r\n");
        m_socket.setReadBufferSize(1);
    }

    QSslSocket m_socket;
    bool m_upgraded = false;
};

} // namespace

class TestSsmLive : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<SsmTraveller> m_person;
    std::unique_ptr<links::Tunnel> m_tunnel;

    /// The way to m_redis through a gateway with these manners.
    void go(const SsmGateway::Options &options = SsmGateway::Options{});
    void begin(const SsmGateway::Options &options);
    [[nodiscard]] links::Endpoint redis() const
    {
        return { QStringLiteral("127.0.0.1"), m_redis.port(), {} };
    }
    /// Writes `size` bytes and reads them back over one wire.
    void carry(Wire &wire, qsizetype size) const;
    void isQuiet();

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void oneSession_carriesStreamsAndIsTerminated();
    void uses_haveSessionsOfTheirOwn();
    void tenMegabytes_arriveWholeBothWays();
    void twoHundredStreams_eachGetTheirOwn();
    void unreadStream_isBoundedAndOthersGoOn();
    void refusedTarget_isToldAndTheSessionStays();
    void silentTarget_isToldAndOthersAreReached();
    void unknownName_isTold();
    void socketCutThreeTimes_loseNothing();
    void hourlyClose_isResumed();
    void lossDuplicatesAndReordering_loseNothing();
    void versions_areServedEachInItsManner_data();
    void versions_areServedEachInItsManner();
    void basicMode_carriesOneStreamAfterTheOther();
    void expiringKeys_areRenewedForTheResume();
    void tls_verifiesTheGatewayAgainstTheBundle();
    void fullTlsLine_isSeen();
    void rawCell_isSignedAndDialledAsItCame();
    void pausedAgent_goesOnAfterwards();
    void sessionEndedByTheService_isToldAndOpenedAnew();
    void failover_isReachedAfterRenew();
    void refusals_areNamed_data();
    void refusals_areNamed();
    void encryption_isRefusedWithAReason();
};

void TestSsmLive::begin(const SsmGateway::Options &options)
{
    m_gateway = std::make_unique<SsmGateway>(options);
    m_person = std::make_unique<SsmTraveller>(*m_gateway);
}

void TestSsmLive::go(const SsmGateway::Options &options)
{
    begin(options);
    m_tunnel = m_person->tunnel();
    QVERIFY(m_tunnel);
}

void TestSsmLive::carry(Wire &wire, qsizetype size) const
{
    const QByteArray value = noise(size);
    QVERIFY2(wire.opens(), said(wire.error.value_or(Error())).constData());
    QCOMPARE(wire.ask({ "SET", "carried", value }, 30000), "+OK");
    const QByteArray back = wire.ask({ "GET", "carried" }, 30000);
    QVERIFY2(back == value, QByteArray::number(back.size()).constData());
}

void TestSsmLive::isQuiet()
{

    const QStringList wrong = m_gateway->lint();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestSsmLive::initTestCase()
{
    QVERIFY(m_redis.isRunning());
}

void TestSsmLive::cleanup()
{
    if (m_tunnel) {
        m_tunnel->close();
        QVERIFY(support::until([this] { return !m_tunnel->isClosing(); }, 5000));
    }
    m_tunnel.reset();
    if (m_gateway) {
        isQuiet();
        QTRY_COMPARE(m_gateway->counters().openSessions, 0);
    }
    m_person.reset();
    m_gateway.reset();
    (void)m_redis.command({ "FLUSHALL" });
}

void TestSsmLive::oneSession_carriesStreamsAndIsTerminated()
{
    go();
    Wire first(*m_tunnel, redis());
    QVERIFY2(first.opens(), qPrintable(first.error.value_or(Error()).text));
    QCOMPARE(first.ask({ "SET", "greeting", "hello" }), "+OK");
    Wire second(*m_tunnel, redis());
    QVERIFY(second.opens());
    QCOMPARE(second.ask({ "GET", "greeting" }), "hello");
    QCOMPARE(first.ask({ "GET", "greeting" }), "hello");
    const auto before = m_gateway->counters();
    QCOMPARE(before.starts, 1);
    QCOMPARE(before.openStreams, 2);
    first.stream.reset();
    QTRY_COMPARE(m_gateway->counters().openStreams, 1);
    QCOMPARE(second.ask({ "PING" }), "+PONG");
    m_tunnel->close();
    QTRY_VERIFY(second.isEnded);
    QTRY_COMPARE(m_gateway->counters().openSessions, 0);
    QTRY_VERIFY(m_gateway->counters().terminations > 0);

    Wire third(*m_tunnel, redis());
    QVERIFY(third.opens());
    QCOMPARE(third.ask({ "PING" }), "+PONG");
    QCOMPARE(m_gateway->counters().starts, 2);
}

void TestSsmLive::uses_haveSessionsOfTheirOwn()
{
    begin(SsmGateway::Options{});
    m_person->profile.tunnel.bulkSessions = 2;
    m_tunnel = m_person->tunnel();
    QVERIFY(m_tunnel);
    std::vector<std::unique_ptr<Wire>> wires;
    for (const Use use : { Use::Interactive, Use::Interactive, Use::Bulk, Use::Bulk, Use::Bulk })
        wires.push_back(std::make_unique<Wire>(*m_tunnel, redis(), use));
    for (const auto &wire : wires) {
        QVERIFY(wire->opens());
        QCOMPARE(wire->ask({ "PING" }), "+PONG");
    }
    QCOMPARE(m_gateway->counters().starts, 3);
    QCOMPARE(m_gateway->counters().openStreams, 5);
}

void TestSsmLive::tenMegabytes_arriveWholeBothWays()
{
    go();
    Wire wire(*m_tunnel, redis());
    carry(wire, 10 * 1024 * 1024);
}

void TestSsmLive::twoHundredStreams_eachGetTheirOwn()
{
    go();
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 200; ++i)
        wires.push_back(std::make_unique<Wire>(*m_tunnel, redis()));
    for (const auto &wire : wires)
        QVERIFY(wire->opens());
    for (int round = 0; round < 3; ++round) {
        for (size_t i = 0; i < wires.size(); ++i) {
            const QByteArray key = QByteArray::number(qulonglong(i));
            wires[i]->send({ "SET", key, QByteArray(700, char('a' + round)) + key });
            wires[i]->send({ "GET", key });
        }
        for (size_t i = 0; i < wires.size(); ++i) {
            QCOMPARE(wires[i]->answer(), "+OK");
            QCOMPARE(wires[i]->answer(),
                     QByteArray(700, char('a' + round)) + QByteArray::number(qulonglong(i)));
        }
    }
    QCOMPARE(m_gateway->counters().starts, 1);
    QCOMPARE(m_gateway->counters().openStreams, 200);
}

void TestSsmLive::unreadStream_isBoundedAndOthersGoOn()
{
    go();
    (void)m_redis.command({ "SETRANGE", "huge", "67108863", "x" });
    Wire deaf(*m_tunnel, redis());
    deaf.reads = false;
    Wire other(*m_tunnel, redis());
    QVERIFY(deaf.opens());
    QVERIFY(other.opens());
    QCOMPARE(other.ask({ "PING" }), "+PONG");
    const qint64 before = residentBytes();
    for (int i = 0; i < 4; ++i)
        deaf.send({ "GET", "huge" });
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 1500)
        QCOMPARE(other.ask({ "PING" }), "+PONG");
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 48LL * 1024 * 1024, QByteArray::number(grown).constData());
    deaf.stream.reset();
    QCOMPARE(other.ask({ "PING" }), "+PONG");
    QCOMPARE(m_gateway->counters().starts, 1);
}

void TestSsmLive::refusedTarget_isToldAndTheSessionStays()
{
    go();
    const links::Endpoint closed{ QStringLiteral("127.0.0.1"), 1, {} };
    for (int i = 0; i < 2; ++i) {
        Wire wire(*m_tunnel, closed);
        if (wire.opens()) {
            wire.send({ "PING" });
            QTRY_VERIFY(wire.isEnded);
            const auto why = m_tunnel->refusal(closed);
            QVERIFY(why);
            QCOMPARE(why->cause, Cause::TargetRefused);
        } else {
            QCOMPARE(wire.error->cause, Cause::TargetRefused);
        }
    }
    QCOMPARE(m_gateway->counters().starts, 1);
    QCOMPARE(m_gateway->counters().openSessions, 1);
}

void TestSsmLive::silentTarget_isToldAndOthersAreReached()
{
    go();
    m_gateway->setPlace(QStringLiteral("silent.example"), { QStringLiteral("127.0.0.1"), 0, true });
    const links::Endpoint silent{ QStringLiteral("silent.example"), 6379, {} };
    Wire wire(*m_tunnel, silent, Use::Interactive, 500ms);
    if (wire.opens())
        wire.send({ "PING" });
    Wire other(*m_tunnel, redis());
    QVERIFY(other.opens());
    QCOMPARE(other.ask({ "PING" }), "+PONG");
    QVERIFY(support::until(
        [&] { return wire.error.has_value() || m_tunnel->refusal(silent).has_value(); }, 20000));
    const Error why = wire.error ? *wire.error : *m_tunnel->refusal(silent);
    QCOMPARE(why.cause, Cause::TargetSilent);
    QVERIFY2(why.text.contains(QLatin1String("silent.example")), qPrintable(why.text));
}

void TestSsmLive::unknownName_isTold()
{
    go();
    Wire wire(*m_tunnel, { QStringLiteral("nowhere.example"), 6379, {} });
    if (wire.opens()) {
        wire.send({ "PING" });
        QTRY_VERIFY(wire.isEnded);
        QVERIFY(m_tunnel->refusal({ QStringLiteral("nowhere.example"), 6379, {} }));
    } else {
        QVERIFY2(said(*wire.error).contains("no such host"), said(*wire.error).constData());
    }
}

void TestSsmLive::socketCutThreeTimes_loseNothing()
{
    SsmGateway::Options options;
    options.agent.window = 32; // what a cut loses comes again at ten messages a second
    go(options);
    const QByteArray value = noise(3 * 1024 * 1024);
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.opens());
    QCOMPARE(wire.ask({ "SET", "count", "0" }), "+OK");
    wire.send({ "SET", "value", value });
    const auto cutAt = [this](qint64 bytes) {
        QVERIFY(support::until([&] { return m_gateway->counters().bytesUp > bytes; }, 20000));
        m_gateway->cut();
    };
    cutAt(700'000);
    cutAt(2'000'000);
    QCOMPARE(wire.answer(30000), "+OK");
    wire.send({ "GET", "value" });
    QVERIFY(support::until([&] { return wire.arrived() > 1'000'000; }, 20000));
    m_gateway->cut();
    QVERIFY(wire.answer(30000) == value);
    QCOMPARE(wire.ask({ "INCR", "count" }), ":1");
    const auto counters = m_gateway->counters();
    QCOMPARE(counters.starts, 1);
    QCOMPARE(counters.streams, 1);
    QVERIFY(counters.resumes >= 3);
}

void TestSsmLive::hourlyClose_isResumed()
{
    go();
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.opens());
    for (int i = 1; i <= 2; ++i) {
        QCOMPARE(wire.ask({ "PING" }), "+PONG");
        m_gateway->bye();
        QCOMPARE(wire.ask({ "PING" }), "+PONG");
        QCOMPARE(m_gateway->counters().resumes, i);
    }
    QCOMPARE(m_gateway->counters().upgrades, 3);
}

void TestSsmLive::lossDuplicatesAndReordering_loseNothing()
{
    go();
    support::ssm::Faults faults;
    faults.lossUp = faults.lossDown = faults.ackLossUp = faults.ackLossDown = 0.02;
    faults.duplicate = faults.reorder = 0.02;
    m_gateway->setFaults(faults, 7);
    Wire wire(*m_tunnel, redis());
    carry(wire, 500'000);
    QVERIFY(m_gateway->counters().repeated > 0);
}

void TestSsmLive::versions_areServedEachInItsManner_data()
{
    QTest::addColumn<QString>("version");
    for (const char *version : { "3.0.196.0", "3.0.222.0", "3.1.1188.0", "3.1.1374.0", "3.1.1446.0",
                                 "3.1.1476.0", "3.1.1511.0", "3.1.1575.0", "3.3.1142.0" })
        QTest::newRow(version) << QString::fromLatin1(version);
}

void TestSsmLive::versions_areServedEachInItsManner()
{
    QFETCH(QString, version);
    SsmGateway::Options options;
    options.agent.version = version;
    go(options);
    Wire wire(*m_tunnel, redis());
    carry(wire, 5000);
}

void TestSsmLive::basicMode_carriesOneStreamAfterTheOther()
{
    SsmGateway::Options options;
    options.agent.version = QStringLiteral("3.0.196.0");
    go(options);
    for (int i = 0; i < 2; ++i) {
        // Until the end of the one before has come through there is room for no other.
        std::unique_ptr<Wire> wire;
        QVERIFY(support::until([&] {
            wire = std::make_unique<Wire>(*m_tunnel, redis());
            return wire->opens();
        }));
        carry(*wire, 100'000);
    }
    QCOMPARE(m_gateway->counters().starts, 1);
}

void TestSsmLive::expiringKeys_areRenewedForTheResume()
{
    SsmGateway::Options options;
    options.onlyTemporaryKeys = true;
    begin(options);
    m_person->takeContainerKeys(*m_gateway);
    m_tunnel = m_person->tunnel();
    QVERIFY(m_tunnel);
    Wire wire(*m_tunnel, redis());
    QVERIFY2(wire.opens(), qPrintable(wire.error.value_or(Error()).text));
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
    const int given = m_gateway->counters().keysGiven;
    m_gateway->expireKeys();
    m_gateway->bye();
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
    QVERIFY(m_gateway->counters().keysGiven > given);
    QCOMPARE(m_gateway->counters().starts, 1);
}

void TestSsmLive::tls_verifiesTheGatewayAgainstTheBundle()
{
    support::TlsFiles files;
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    const auto pair = files.issue({});
    SsmGateway::Options options;
    options.certificate = pair.certificate;
    options.key = pair.key;
    begin(options);
    {
        const auto stranger = m_person->tunnel();
        Wire wire(*stranger, redis());
        QVERIFY(wire.fails());
    }
    QCOMPARE(m_gateway->counters().starts, 0);
    m_person->places.caBundle = files.authority();
    m_tunnel = m_person->tunnel();
    Wire wire(*m_tunnel, redis());
    carry(wire, 100'000);
    m_gateway->cut();
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
}

/// What is encrypted and not sent counts as waiting, else a stalled line would be fed without end.
void TestSsmLive::fullTlsLine_isSeen()
{
    support::TlsFiles files;
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    DeafTlsServer server(files.issue({}));
    QVERIFY(server.listen(QHostAddress::LocalHost));
    links::ssm::WebSocketSocket socket(std::make_shared<links::ssm::SystemClock>(),
                                       files.authority());
    QSignalSpy opened(&socket, &links::ssm::ChannelSocket::opened);
    socket.open("wss://127.0.0.1:" + QByteArray::number(server.serverPort()) + "/", {});
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(socket.waiting(), 0);
    for (int i = 0; i < 16; ++i)
        socket.sendBinary(QByteArray(1024 * 1024, 'x'));
    qint64 last = -1;
    const auto isStill = [&] {
        const qint64 now = socket.waiting();
        return std::exchange(last, now) == now;
    };
    QTRY_VERIFY(server.hasMore() && isStill()); // the system takes no more, all is encrypted
    QVERIFY(socket.waiting() > 1024 * 1024);
    socket.close();
}

void TestSsmLive::rawCell_isSignedAndDialledAsItCame()
{
    SsmGateway::Options options;
    options.rawCell = true;
    go(options);
    Wire wire(*m_tunnel, redis());
    carry(wire, 1000);
    m_gateway->bye();
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
}

void TestSsmLive::pausedAgent_goesOnAfterwards()
{
    go();
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.opens());
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
    m_gateway->pause();
    support::settle();
    m_gateway->unpause();
    carry(wire, 100'000);
}

void TestSsmLive::sessionEndedByTheService_isToldAndOpenedAnew()
{
    go();
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.opens());
    QCOMPARE(wire.ask({ "PING" }), "+PONG");
    QSignalSpy lost(m_tunnel.get(), &links::Tunnel::lost);
    m_gateway->closeSessions(QStringLiteral("Session terminated by its maximum duration."));
    QTRY_COMPARE(lost.size(), 1);
    QTRY_VERIFY(wire.isEnded);
    const auto why = lost[0][0].value<Error>();
    QVERIFY2(said(why).contains("maximum duration"), said(why).constData());
    Wire next(*m_tunnel, redis());
    QVERIFY(next.opens());
    QCOMPARE(next.ask({ "PING" }), "+PONG");
    QCOMPARE(m_gateway->counters().starts, 2);
}

void TestSsmLive::failover_isReachedAfterRenew()
{
    RedisServer promoted({}, RedisServer::Tcp::Yes);
    (void)m_redis.command({ "SET", "who", "old" });
    (void)promoted.command({ "SET", "who", "new" });
    go();
    const QString name = QStringLiteral("primary.example");
    const links::Endpoint primary{ name, 6379, {} };
    m_gateway->setPlace(name, { QStringLiteral("127.0.0.1"), m_redis.port(), false });
    Wire before(*m_tunnel, primary);
    QVERIFY(before.opens());
    QCOMPARE(before.ask({ "GET", "who" }), "old");
    m_gateway->setPlace(name, { QStringLiteral("127.0.0.1"), promoted.port(), false });
    Wire still(*m_tunnel, primary);
    QVERIFY(still.opens());
    QCOMPARE(still.ask({ "GET", "who" }), "old"); // the agent looks a name up once
    m_tunnel->renew(primary);
    Wire after(*m_tunnel, primary);
    QVERIFY(after.opens());
    QCOMPARE(after.ask({ "GET", "who" }), "new");
}

void TestSsmLive::refusals_areNamed_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *operation, int status, const char *type, Cause cause) {
        QTest::addRow("%s %s", operation, type)
            << QString::fromLatin1(operation) << status << QString::fromLatin1(type) << cause;
    };
    row("StartSession", 400, "TargetNotConnected", Cause::SsmTargetOffline);
    row("StartSession", 400, "AccessDeniedException", Cause::AwsDenied);
    row("StartSession", 400, "ExpiredTokenException", Cause::AwsSignInExpired);
    row("OpenDataChannel", 403, "AccessDenied", Cause::AwsDenied);
}

void TestSsmLive::refusals_areNamed()
{
    QFETCH(QString, operation);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(Cause, cause);
    begin(SsmGateway::Options{});
    // Only what ends can have expired.
    const QJsonObject keys = m_gateway->issueKeys(1h);
    const auto set = [&](const char *variable, const char *field) {
        m_person->places.environment.insert(QLatin1String(variable),
                                            keys[QLatin1String(field)].toString());
    };
    set("AWS_ACCESS_KEY_ID", "AccessKeyId");
    set("AWS_SECRET_ACCESS_KEY", "SecretAccessKey");
    set("AWS_SESSION_TOKEN", "Token");
    m_tunnel = m_person->tunnel();
    m_gateway->refuse(operation, { status, type, QStringLiteral("because of the test") }, -1);
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.fails());
    QCOMPARE(wire.error->cause, cause);
    for (const QByteArray &secret : m_gateway->secrets())
        QVERIFY(!said(*wire.error).contains(secret));
    m_gateway->refuse(operation, {}, 0);
    Wire again(*m_tunnel, redis());
    QVERIFY(again.opens());
    QCOMPARE(again.ask({ "PING" }), "+PONG");
}

void TestSsmLive::encryption_isRefusedWithAReason()
{
    SsmGateway::Options options;
    options.agent.kmsKey = QStringLiteral("alias/sessions");
    go(options);
    Wire wire(*m_tunnel, redis());
    QVERIFY(wire.fails());
    QCOMPARE(wire.error->cause, Cause::SsmEncrypted);
}

QTEST_GUILESS_MAIN(TestSsmLive)
#include "tst_ssmlive.moc"

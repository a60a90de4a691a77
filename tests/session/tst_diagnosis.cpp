#include "diagnosisfixture.h"
#include "session/diagnosis/addresses.h"
#include "support/wait.h"
#include <QJsonDocument>

class DiagnosisTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plainServer_passesEveryRung();
    void serverBySocket_passes();
    void missingSocket_failsAtTcp();
    void unknownName_failsAtDns();
    void closedPort_failsAtTcp();
    void portWithoutAnswer_failsAtTcp();
    void privateAddressThatIsFar_isNamed();
    void silentServer_failsAtPing();
    void serverThatIsNoRedis_isNamed();
    void neededPassword_failsAtAuth();
    void wrongPassword_failsAtAuth();
    void passwordThatIsNotNeeded_isSaid();
    void aclUser_signsIn();
    void restrictedUser_seesWhatIsDenied();
    void replica_isLimited();
    void fullServer_failsAtAuth();
    void protectedServer_failsAtAuth();
    void tunnel_isHonest();
    void cancelled_endsAtOnce();
    void destroyedMidway_isQuiet();
    void noSecret_isInTheReport();
};

void DiagnosisTest::plainServer_passesEveryRung()
{
    const support::RedisServer server({}, support::RedisServer::Tcp::Yes);
    server.command({ "MSET", "a", "1", "b", "2" });
    const DiagnosisReport report = climb(profileAt(server));
    QVERIFY(report.passed);
    QCOMPARE(report.exitStatus(), 0);
    QCOMPARE(report.rungs.size(), 9);
    QCOMPARE(rungOf(report, Rung::Dns).outcome, Outcome::NotNeeded);
    QCOMPARE(rungOf(report, Rung::Tcp).outcome, Outcome::Passed);
    QVERIFY(rungOf(report, Rung::Tcp).microseconds > 0);
    QCOMPARE(rungOf(report, Rung::Tls).outcome, Outcome::NotNeeded);
    QCOMPARE(rungOf(report, Rung::Auth).outcome, Outcome::NotNeeded);
    QCOMPARE(rungOf(report, Rung::Ping).finding, QStringLiteral("PONG"));
    QCOMPARE(rungOf(report, Rung::Capabilities).outcome, Outcome::Passed);
    QCOMPARE(report.keys, 2);
    QCOMPARE(report.server.databases, 16);
    QVERIFY(report.summary().contains(QStringLiteral("standalone, 2 key")));
    QVERIFY(report.summary().startsWith(QStringLiteral("Connected in ")));
}

void DiagnosisTest::serverBySocket_passes()
{
    const support::RedisServer server;
    profiles::Profile profile;
    profile.unixSocket = server.socketPath();
    const DiagnosisReport report = climb(profile);
    QVERIFY(report.passed);
    QCOMPARE(rungOf(report, Rung::Dns).outcome, Outcome::NotNeeded);
}

void DiagnosisTest::missingSocket_failsAtTcp()
{
    profiles::Profile profile;
    profile.unixSocket = QStringLiteral("/tmp/larder-no-such.sock");
    const DiagnosisReport report = climb(profile);
    QVERIFY(stopsAt(report, Rung::Tcp));
    QVERIFY(report.summary().contains(QStringLiteral("no socket file")));
    QVERIFY(!report.firstFailure()->error.detail.isEmpty());
}

void DiagnosisTest::unknownName_failsAtDns()
{
    const DiagnosisReport report = climb(profileAt(QStringLiteral("no-such-cache.invalid"), 6379));
    QVERIFY(stopsAt(report, Rung::Dns));
    QCOMPARE(report.firstFailure()->error.cause, Cause::HostNotFound);
    QCOMPARE(
        report.summary(),
        QStringLiteral("DNS cannot find no-such-cache.invalid. Check the spelling; if the name "
                       "exists only inside the VPC, choose a tunnel."));
    QCOMPARE(rungOf(report, Rung::Tcp).outcome, Outcome::NotReached);
}

void DiagnosisTest::closedPort_failsAtTcp()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    const DiagnosisReport report = climb(profileAt(QStringLiteral("localhost"), port));
    QCOMPARE(rungOf(report, Rung::Dns).outcome, Outcome::Passed);
    QVERIFY(stopsAt(report, Rung::Tcp));
    QCOMPARE(report.summary(),
             QStringLiteral("localhost:%1 refused the connection: the host answers, but nothing "
                            "listens on this port. Check the port and that the server is running.")
                 .arg(port));
}

void DiagnosisTest::portWithoutAnswer_failsAtTcp()
{
    // A queue that is full and that nobody empties: the system drops what else comes.
    QTcpServer server;
    server.setListenBacklogSize(1);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    server.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> holders;
    do {
        holders.push_back(std::make_unique<QTcpSocket>());
        holders.back()->connectToHost(QHostAddress::LocalHost, server.serverPort());
    } while (holders.back()->waitForConnected(200) && holders.size() < 20);
    profiles::Profile profile = profileAt(QStringLiteral("localhost"), server.serverPort());
    profile.connectTimeoutMs = 300;
    const DiagnosisReport report = climb(profile);
    QVERIFY(stopsAt(report, Rung::Tcp));
    QCOMPARE(report.firstFailure()->error.kind, base::Error::Kind::Timeout);
}

void DiagnosisTest::privateAddressThatIsFar_isNamed()
{
    const base::Error silence{
        base::Error::Kind::Timeout, QStringLiteral("no answer"), {}, Cause::Silent
    };
    const QString host = QStringLiteral("cache.example");
    const QHostAddress inside(QStringLiteral("10.0.2.41"));
    const base::Error why = session::explainUnreached(silence, host, { inside });
    QCOMPARE(why.cause, Cause::PrivateAddress);
    QCOMPARE(
        why.text,
        QStringLiteral("cache.example is a private VPC address (10.0.2.41). This endpoint "
                       "cannot be reached directly from outside its VPC. Use a VPN, or connect "
                       "through an SSH or SSM bastion."));
    QCOMPARE(why.detail, QByteArray("no answer"));
    // Not when the host has answered, nor for an address that everybody can reach.
    base::Error refused = silence;
    refused.cause = Cause::Refused;
    QCOMPARE(session::explainUnreached(refused, host, { inside }).cause, Cause::Refused);
    const QHostAddress outside(QStringLiteral("203.0.113.9"));
    QCOMPARE(session::explainUnreached(silence, host, { outside }).cause, Cause::Silent);
    QCOMPARE(session::explainUnreached(silence, host, { inside, outside }).cause, Cause::Silent);
    QVERIFY(session::isPrivate(QHostAddress(QStringLiteral("fd12::1"))));
    QVERIFY(!session::isPrivate(QHostAddress(QStringLiteral("172.32.0.1"))));
}

void DiagnosisTest::silentServer_failsAtPing()
{
    const Mock mock;
    profiles::Profile profile = profileAt(QStringLiteral("127.0.0.1"), mock.serverPort());
    profile.connectTimeoutMs = 500;
    const DiagnosisReport report = climb(withPassword(profile), secretsOf("hunter2-pw"));
    QVERIFY(stopsAt(report, Rung::Ping));
    QCOMPARE(
        report.summary(),
        QStringLiteral("No reply to PING within 0.5 s. The command may still be running on the "
                       "server."));
    QVERIFY(!mock.heard.contains("hunter2-pw"));
}

void DiagnosisTest::serverThatIsNoRedis_isNamed()
{
    const Mock mock("HTTP/1.1 400 Bad Request\r\n\r\n", true);
    const DiagnosisReport report = climb(profileAt(QStringLiteral("127.0.0.1"), mock.serverPort()));
    QVERIFY(stopsAt(report, Rung::Ping));
    QCOMPARE(report.firstFailure()->error.cause, Cause::NotRedis);
}

void DiagnosisTest::neededPassword_failsAtAuth()
{
    const support::RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("sesame") },
                                      support::RedisServer::Tcp::Yes);
    const DiagnosisReport report = climb(profileAt(server));
    QVERIFY(stopsAt(report, Rung::Auth));
    QCOMPARE(report.summary(), QStringLiteral("This server requires a password."));
    QCOMPARE(report.firstFailure()->remedies, QList<Remedy>{ Remedy::EnterPassword });
    QVERIFY(report.firstFailure()->error.detail.startsWith("NOAUTH"));
}

void DiagnosisTest::wrongPassword_failsAtAuth()
{
    const support::RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("sesame") },
                                      support::RedisServer::Tcp::Yes);
    const DiagnosisReport report = climb(withPassword(profileAt(server)), secretsOf("wrong-pw"));
    QVERIFY(stopsAt(report, Rung::Auth));
    QCOMPARE(report.firstFailure()->error.cause, Cause::PasswordWrong);
    QCOMPARE(report.summary(), QStringLiteral("The server rejected the user name or password."));
    QVERIFY(climb(withPassword(profileAt(server)), secretsOf("sesame")).passed);
}

void DiagnosisTest::passwordThatIsNotNeeded_isSaid()
{
    const support::RedisServer server({}, support::RedisServer::Tcp::Yes);
    const DiagnosisReport report = climb(withPassword(profileAt(server)), secretsOf("sesame"));
    QVERIFY(report.passed);
    const RungResult auth = rungOf(report, Rung::Auth);
    QCOMPARE(auth.finding, QStringLiteral("The server has no password; yours was not needed."));
    QCOMPARE(auth.remedies, QList<Remedy>{ Remedy::RemovePassword });
    QCOMPARE(auth.error.cause, Cause::PasswordUnused);
}

void DiagnosisTest::aclUser_signsIn()
{
    const support::RedisServer server({}, support::RedisServer::Tcp::Yes);
    server.command({ "ACL", "SETUSER", "reporting", "on", ">sesame", "~*", "+@all" });
    const DiagnosisReport report =
        climb(withPassword(profileAt(server), QStringLiteral("reporting")), secretsOf("sesame"));
    QVERIFY(report.passed);
    QCOMPARE(rungOf(report, Rung::Auth).finding, QStringLiteral("signed in as reporting"));
}

void DiagnosisTest::restrictedUser_seesWhatIsDenied()
{
    const support::RedisServer server({}, support::RedisServer::Tcp::Yes);
    server.command({ "ACL", "SETUSER", "reporting", "on", ">sesame", "~orders:*", "+@all",
                     "-config", "-dbsize", "-multi", "-ping", "-info" });
    const DiagnosisReport report =
        climb(withPassword(profileAt(server), QStringLiteral("reporting")), secretsOf("sesame"));
    QVERIFY(report.passed);
    const RungResult can = rungOf(report, Rung::Capabilities);
    QCOMPARE(can.outcome, Outcome::Limited);
    QVERIFY2(can.finding.contains(QStringLiteral(
                 "Not permitted to user reporting: INFO, DBSIZE, MULTI, CONFIG GET.")),
             qPrintable(can.finding));
    QVERIFY(can.finding.contains(QStringLiteral("SCAN, TYPE")));
    QCOMPARE(report.keys, -1);
}

void DiagnosisTest::replica_isLimited()
{
    const support::RedisServer primary({}, support::RedisServer::Tcp::Yes);
    const support::RedisServer server({ QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1"),
                                        QString::number(primary.port()) },
                                      support::RedisServer::Tcp::Yes);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return server.cli({ QStringLiteral("INFO"), QStringLiteral("replication") })
                .contains("master_link_status:up");
        },
        15000));
    const DiagnosisReport report = climb(profileAt(server));
    QVERIFY(report.passed);
    QVERIFY(rungOf(report, Rung::Capabilities)
                .finding.startsWith(QStringLiteral("This node is a read-only replica. Connect to "
                                                   "the primary endpoint to write.")));
}

void DiagnosisTest::fullServer_failsAtAuth()
{
    const support::RedisServer server({ QStringLiteral("--maxclients"), QStringLiteral("1") },
                                      support::RedisServer::Tcp::Yes);
    QTcpSocket holder;
    holder.connectToHost(QHostAddress::LocalHost, server.port());
    holder.write("PING\r\n");
    QTRY_VERIFY(holder.bytesAvailable() > 0);
    const DiagnosisReport report = climb(profileAt(server));
    QVERIFY(stopsAt(report, Rung::Auth));
    QCOMPARE(report.firstFailure()->error.cause, Cause::TooManyClients);
}

void DiagnosisTest::protectedServer_failsAtAuth()
{
    // The words of Redis 7.0; a real server says them only to another computer.
    const Mock mock("-DENIED Redis is running in protected mode because protected mode is enabled "
                    "and no password is set for the default user.\r\n",
                    true);
    const DiagnosisReport report = climb(profileAt(QStringLiteral("127.0.0.1"), mock.serverPort()));
    QVERIFY(stopsAt(report, Rung::Auth));
    QCOMPARE(report.firstFailure()->error.cause, Cause::ProtectedMode);
    QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::EnterPassword);
}

void DiagnosisTest::tunnel_isHonest()
{
    profiles::Profile profile = profileAt(QStringLiteral("cache.example"), 6379);
    profile.tunnel.kind = profiles::TunnelKind::Ssm;
    const DiagnosisReport report = climb(profile);
    QVERIFY(stopsAt(report, Rung::Tunnel));
    QCOMPARE(report.firstFailure()->error.cause, Cause::TunnelNotBuilt);
}

void DiagnosisTest::cancelled_endsAtOnce()
{
    const Mock mock;
    Diagnosis diagnosis(profileAt(QStringLiteral("127.0.0.1"), mock.serverPort()), {});
    QSignalSpy finished(&diagnosis, &Diagnosis::finished);
    diagnosis.start();
    QTRY_COMPARE(rungOf(diagnosis.report(), Rung::Tls).outcome, Outcome::Running);
    diagnosis.cancel();
    QVERIFY(!diagnosis.isRunning());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(stopsAt(diagnosis.report(), Rung::Tls));
    QCOMPARE(diagnosis.report().firstFailure()->error.kind, base::Error::Kind::Cancelled);
    diagnosis.start(); // and once more
    QTRY_COMPARE(rungOf(diagnosis.report(), Rung::Tls).outcome, Outcome::Running);
}

void DiagnosisTest::destroyedMidway_isQuiet()
{
    const Mock mock;
    auto diagnosis = std::make_unique<Diagnosis>(
        profileAt(QStringLiteral("127.0.0.1"), mock.serverPort()), profiles::Secrets{});
    QSignalSpy finished(diagnosis.get(), &Diagnosis::finished);
    diagnosis->start();
    QTRY_COMPARE(rungOf(diagnosis->report(), Rung::Tcp).outcome, Outcome::Passed);
    diagnosis.reset();
    support::settle();
    QVERIFY(finished.isEmpty());
}

void DiagnosisTest::noSecret_isInTheReport()
{
    const QByteArray secret("Xk29-very-secret");
    // A server that repeats what it was sent, as Redis does with a command it does not know.
    Mock mock("+PONG\r\n-ERR unknown command 'AUTH', with args beginning with: '" + secret
              + "'\r\n");
    profiles::Profile profile =
        withPassword(profileAt(QStringLiteral("127.0.0.1"), mock.serverPort()));
    const support::RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("sesame") },
                                      support::RedisServer::Tcp::Yes);
    for (const auto &[at, rung] : { std::pair{ profile, Rung::Auth },
                                    std::pair{ withPassword(profileAt(server)), Rung::Auth } }) {
        const DiagnosisReport report = climb(at, secretsOf(secret));
        QVERIFY(stopsAt(report, rung));
        const QByteArray everything = report.toText().toUtf8()
            + QJsonDocument(report.toJson()).toJson() + report.summary().toUtf8()
            + report.firstFailure()->error.detail;
        QVERIFY2(!everything.contains(secret), everything.constData());
        QVERIFY(everything.contains("AUTH"));
        QVERIFY(report.toText().startsWith(QStringLiteral("Larder ")));
    }
}

QTEST_GUILESS_MAIN(DiagnosisTest)
#include "tst_diagnosis.moc"

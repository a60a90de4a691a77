#include "base/whendone.h"
#include "session/diagnosisfixture.h"
#include "session/sessionfixture.h"
#include "session/slowclock.h"
#include <QFile>
#include <atomic>

using base::Error;
using session::Lane;
using session::Session;
using support::RedisServer;
using namespace std::chrono_literals;

namespace {

profiles::Profile withCommand(const RedisServer &server, const QString &script)
{
    profiles::Profile profile = profileOf(server);
    profile.authentication = profiles::Authentication::Password;
    profile.passwordSource = profiles::PasswordSource::Command;
    profile.passwordCommand = { QStringLiteral("/bin/sh"), QStringLiteral("-c"), script };
    return profile;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

/// How a session signs in, first and again.
class SignInTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passwordCommand_runsAnewSoThatARotatedPasswordWorks()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("first") });
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("password"));
        write(file, "first\n");
        Session session(withCommand(server, QStringLiteral("cat ") + file), {});
        QVERIFY(comesOnline(session));
        QCOMPARE(said(session.send(Lane::Work, 0), { "SET", "a", "1" }), QByteArray("OK"));
        // Rotated: the old password no longer works, and every connection is cut.
        (void)server.cli({ QStringLiteral("-a"), QStringLiteral("first"), QStringLiteral("CONFIG"),
                           QStringLiteral("SET"), QStringLiteral("requirepass"),
                           QStringLiteral("second") });
        write(file, "second\n");
        (void)server.cli({ QStringLiteral("-a"), QStringLiteral("second"), QStringLiteral("CLIENT"),
                           QStringLiteral("KILL"), QStringLiteral("TYPE"), QStringLiteral("normal"),
                           QStringLiteral("SKIPME"), QStringLiteral("yes") });
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QCOMPARE(said(session.send(Lane::Work, 0), { "GET", "a" }), QByteArray("1"));
        QVERIFY(!session.isWrongServer());
    }

    void failedPasswordCommand_isTheReasonOfTheFailure()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("first") });
        Session session(withCommand(server, QStringLiteral("echo sealed >&2; exit 7")), {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::PasswordCommandFailed);
        QCOMPARE(session.lastError().detail, QByteArray("sealed"));
    }

    void iamWithoutKeys_saysWhatIsMissing()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("reporting");
        profile.iam.cacheName = QStringLiteral("orders");
        profile.iam.region = QStringLiteral("eu-central-1");
        aws::Places nowhere;
        nowhere.now = [] { return QDateTime::currentDateTimeUtc(); };
        Session session(profile, {});
        session.setAwsPlaces(nowhere);
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::AwsNoKeys);
    }

    void wrongClock_isLearnedOfAwsWhileOpening()
    {
        support::SlowClock at;
        Session session(at.profile, {});
        session.setAwsPlaces(at.places);
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QCOMPARE(said(session.send(Lane::Work, 0), { "ACL", "WHOAMI" }), QByteArray("jin"));
        QCOMPARE(at.sts.seen.size(), 2);
        // Who comes next knows.
        Session next(at.profile, {});
        next.setAwsPlaces(at.places);
        QVERIFY2(comesOnline(next), qPrintable(next.lastError().text));
        QCOMPARE(at.sts.seen.size(), 2);
    }

    void wrongClock_isLearnedOfAwsByADiagnosis()
    {
        support::SlowClock at;
        const DiagnosisReport report =
            climb(at.profile, {}, [&](Diagnosis &diagnosis) { diagnosis.setAwsPlaces(at.places); });
        QVERIFY2(report.passed, qPrintable(report.summary()));
        QCOMPARE(at.sts.seen.size(), 2);
    }

    void userThatMayNot_isRefusedOnceTheClockWasChecked()
    {
        support::SlowClock at;
        at.cache.command({ "ACL", "SETUSER", "jin", "resetpass", ">another" });
        Session session(at.profile, {});
        session.setAwsPlaces(at.places);
        QSignalSpy failed(&session, &Session::failed);
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Error::Cause::IamRefused);
        QCOMPARE(at.sts.seen.size(), 2);
        QCOMPARE(failed.size(), 1);
        const DiagnosisReport report =
            climb(at.profile, {}, [&](Diagnosis &diagnosis) { diagnosis.setAwsPlaces(at.places); });
        QCOMPARE(rungOf(report, Rung::Auth).error.cause, Error::Cause::IamRefused);
    }

    void tokenSource_isAskedForEachConnectionAndARefusalNamesTheUser()
    {
        RedisServer server;
        (void)server.command({ "ACL", "SETUSER", "reporting", "on", ">token", "+@all", "~*" });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("reporting");
        const auto asked = std::make_shared<std::atomic<int>>(0);
        const auto source = [asked](const QByteArray &token) {
            return [asked, token](const profiles::Profile &, const links::Endpoint &) {
                ++*asked;
                return base::ready<session::Credential>(
                    session::Credential{ base::Secret(token), 0ms });
            };
        };
        Session session(profile, {});
        session.setTokenSource(source("token"));
        QVERIFY(comesOnline(session));
        QCOMPARE(said(session.send(Lane::Work, 0), { "ACL", "WHOAMI" }), QByteArray("reporting"));
        QVERIFY(*asked >= 2);

        Session refused(profile, {});
        refused.setTokenSource(source("stale"));
        refused.open();
        QTRY_COMPARE(refused.state(), Session::State::Closed);
        QCOMPARE(refused.lastError().cause, Error::Cause::IamRefused);
        QVERIFY(refused.lastError().text.contains(QLatin1String("reporting")));
    }

    void tokenThatRunsOut_isRenewedOnTheLivingConnection()
    {
        RedisServer server;
        (void)server.command(
            { "ACL", "SETUSER", "reporting", "on", ">token1", ">token2", "+@all", "~*" });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("reporting");
        const auto asked = std::make_shared<std::atomic<int>>(0);
        const auto stale = std::make_shared<std::atomic<bool>>(false);
        Session session(profile, {});
        session.setTokenSource([asked, stale](const profiles::Profile &, const links::Endpoint &) {
            const QByteArray token = *stale ? "stale" : ++*asked % 2 ? "token1" : "token2";
            return base::ready<session::Credential>(
                session::Credential{ base::Secret(token), 200ms });
        });
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        const QByteArray id = said(console, { "CLIENT", "ID" });
        QSignalSpy refused(&session, &Session::signInNotRenewed);
        QSignalSpy offline(&session, &Session::offline);
        const auto signIns = [&] {
            const QByteArray stats = server.command({ "INFO", "commandstats" });
            const qsizetype at = stats.indexOf("cmdstat_auth:calls=") + 19;
            return stats.sliced(at, stats.indexOf(',', at) - at).toInt();
        };
        const int before = signIns();
        QTRY_VERIFY(signIns() >= before + 6);
        QCOMPARE(refused.size(), 0);
        // In a MULTI it waits; what is queued stays whole.
        QCOMPARE(said(console, { "MULTI" }), QByteArray("OK"));
        QCOMPARE(said(console, { "SET", "a", "1" }), QByteArray("QUEUED"));
        QTest::qWait(500);
        const auto executed = ask(console, { "EXEC" });
        QVERIFY(executed && executed->size() == 1 && executed->at(0).isOk());
        // A refusal is told and costs nothing.
        *stale = true;
        QTRY_VERIFY(refused.size() >= 1);
        QCOMPARE(refused[0][0].value<base::Error>().cause, Error::Cause::IamRefused);
        QCOMPARE(said(console, { "GET", "a" }), QByteArray("1"));
        QCOMPARE(said(console, { "CLIENT", "ID" }), id);
        *stale = false;
        const int then = signIns();
        QTRY_VERIFY(signIns() >= then + 6);
        QCOMPARE(offline.size(), 0);
    }

    void ownUserOnTheConsole_isNotReplaced()
    {
        RedisServer server;
        (void)server.command({ "ACL", "SETUSER", "reporting", "on", ">token", "+@all", "~*" });
        (void)server.command({ "ACL", "SETUSER", "kim", "on", ">pw", "+@all", "~*" });
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("reporting");
        const auto asked = std::make_shared<std::atomic<int>>(0);
        Session session(profile, {});
        session.setTokenSource([asked](const profiles::Profile &, const links::Endpoint &) {
            ++*asked;
            return base::ready<session::Credential>(
                session::Credential{ base::Secret("token"), 200ms });
        });
        QVERIFY(comesOnline(session));
        const resp::Send console = session.send(Lane::Console, 0);
        QCOMPARE(said(console, { "AUTH", "kim", "pw" }), QByteArray("OK"));
        const int before = *asked;
        QTRY_VERIFY(*asked >= before + 4); // the other lanes go on
        QCOMPARE(said(console, { "ACL", "WHOAMI" }), QByteArray("kim"));
    }

    void loadingServer_isWaitedForWithItsProgress()
    {
        RedisServer server({ QStringLiteral("--enable-debug-command"), QStringLiteral("yes"),
                             QStringLiteral("--loading-process-events-interval-bytes"),
                             QStringLiteral("1024") });
        QVERIFY(server.command({ "DEBUG", "POPULATE", "20000", "key", "100" }).startsWith("OK"));
        (void)server.command({ "CONFIG", "SET", "key-load-delay", "100" });
        QProcess reload;
        reload.start(QStringLiteral("redis-cli"),
                     { QStringLiteral("-s"), server.socketPath(), QStringLiteral("DEBUG"),
                       QStringLiteral("RELOAD") });
        QVERIFY(reload.waitForStarted());
        QTRY_VERIFY(server.command({ "PING" }).startsWith("LOADING"));
        Session session(profileOf(server), {});
        QSignalSpy progress(&session, &Session::stillConnecting);
        QSignalSpy failed(&session, &Session::failed);
        session.open();
        QTRY_VERIFY(progress.size() >= 2);
        QCOMPARE(session.state(), Session::State::Connecting);
        QCOMPARE(progress[0][0].value<base::Error>().cause, Error::Cause::Loading);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 30000);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(said(session.send(Lane::Browse, 0), { "DBSIZE" }), QByteArray("20000"));
        reload.waitForFinished(10000);
    }

    void replica_readsAndSaysWhyItDoesNotWrite()
    {
        RedisServer primary({}, RedisServer::Tcp::Yes);
        QCOMPARE(primary.command({ "SET", "a", "1" }), QByteArray("OK"));
        RedisServer replica(
            { QStringLiteral("--replicaof"), QStringLiteral("127.0.0.1 %1").arg(primary.port()) });
        QTRY_VERIFY_WITH_TIMEOUT(
            replica.command({ "INFO", "replication" }).contains("master_link_status:up"), 15000);
        Session session(profileOf(replica), {});
        QVERIFY(comesOnline(session));
        const resp::Send send = session.send(Lane::Browse, 0);
        QCOMPARE(said(send, { "GET", "a" }), QByteArray("1"));
        const auto write = ask(send, { "SET", "a", "2" });
        QVERIFY(write && write->isError());
        QCOMPARE(resp::serverError(*write, "SET").cause, Error::Cause::ReadOnlyReplica);
        QCOMPARE(said(send, { "GET", "a" }), QByteArray("1"));
        // Its primary dies and it may not serve old data: still a session, in words.
        (void)replica.command({ "CONFIG", "SET", "replica-serve-stale-data", "no" });
        primary.kill();
        const auto down = [&] {
            const auto read = ask(send, { "GET", "a" });
            return read && read->isError()
                && resp::serverError(*read, "GET").cause == Error::Cause::MasterDown;
        };
        QTRY_VERIFY_WITH_TIMEOUT(down(), 15000);
        QCOMPARE(session.state(), Session::State::Online);
        Session second(profileOf(replica), {});
        QVERIFY(comesOnline(second));
    }
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"

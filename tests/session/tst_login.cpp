#include "base/whendone.h"
#include "resp/connection.h"
#include "session/login.h"
#include "session/sessionfixture.h"
#include <QLocalSocket>

using base::Error;
using session::LoginResult;
using support::RedisServer;

namespace {

/// The sign-in as the profile says, over a connection of its own.
base::Result<LoginResult> signIn(const RedisServer &server, const profiles::Profile &profile,
                                 const char *password = "")
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(server.socketPath());
    if (!socket->waitForConnected(3000))
        return base::fail(Error::Kind::Network, QStringLiteral("no server"));
    resp::Connection connection(std::move(socket), {});
    session::Login::Plan plan;
    plan.profile = profile;
    plan.password = base::Secret(password);
    plan.db = profile.db;
    QPromise<base::Result<LoginResult>> promise;
    promise.start();
    session::Login login(
        plan, [&](const resp::Commands &commands) { return connection.sendAll(commands); },
        [&](const base::Result<LoginResult> &result) {
            promise.addResult(result);
            promise.finish();
        },
        nullptr);
    login.start();
    return support::await(promise.future());
}

/// A server of words: answers the n-th command with the n-th reply, the rest with an error.
base::Result<LoginResult> scripted(const profiles::Profile &profile, resp::Replies replies)
{
    session::Login::Plan plan;
    plan.profile = profile;
    plan.password = base::Secret("pw");
    QPromise<base::Result<LoginResult>> promise;
    promise.start();
    session::Login login(
        plan,
        [&](const resp::Commands &commands) {
            resp::Replies answers;
            for (qsizetype i = 0; i < commands.size(); ++i)
                answers += replies.isEmpty() ? resp::Reply::error("ERR nothing more")
                                             : replies.takeFirst();
            return base::ready<resp::Replies>(answers);
        },
        [&](const base::Result<LoginResult> &result) {
            promise.addResult(result);
            promise.finish();
        },
        nullptr);
    login.start();
    return support::await(promise.future());
}

profiles::Profile withPassword()
{
    profiles::Profile profile;
    profile.authentication = profiles::Authentication::Password;
    return profile;
}

} // namespace

class LoginTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachRefusal_hasItsCause_data()
    {
        QTest::addColumn<profiles::Authentication>("authentication");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<Error::Cause>("cause");
        QTest::addColumn<QString>("text");
        using profiles::Authentication;
        QTest::newRow("no password given")
            << Authentication::None << QByteArray("NOAUTH Authentication required.")
            << Error::Kind::Auth << Error::Cause::PasswordNeeded
            << "This server requires a password.";
        QTest::newRow("wrong") << Authentication::Password
                               << QByteArray("WRONGPASS invalid username-password pair")
                               << Error::Kind::Auth << Error::Cause::PasswordWrong
                               << "The server rejected the user name or password.";
        QTest::newRow("wrong, before Redis 6")
            << Authentication::Password << QByteArray("ERR invalid password") << Error::Kind::Auth
            << Error::Cause::PasswordWrong << "The server rejected the user name or password.";
        QTest::newRow("IAM") << Authentication::Iam
                             << QByteArray("WRONGPASS invalid username-password pair")
                             << Error::Kind::Auth << Error::Cause::IamRefused
                             << "The IAM token was refused. Check that user reporting uses IAM "
                                "authentication and your role allows elasticache:Connect.";
        QTest::newRow("no users") << Authentication::AclUser
                                  << QByteArray("ERR wrong number of arguments for 'auth' command")
                                  << Error::Kind::Auth << Error::Cause::NoAclUsers << "ACL users";
        QTest::newRow("protected mode")
            << Authentication::None << QByteArray("DENIED Redis is running in protected mode")
            << Error::Kind::NotPermitted << Error::Cause::ProtectedMode << "protected mode";
        QTest::newRow("full") << Authentication::Password
                              << QByteArray("ERR max number of clients reached")
                              << Error::Kind::Server << Error::Cause::TooManyClients
                              << "maxclients";
    }

    void eachRefusal_hasItsCause()
    {
        QFETCH(const profiles::Authentication, authentication);
        QFETCH(const QByteArray, said);
        QFETCH(const QString, text);
        profiles::Profile profile;
        profile.authentication = authentication;
        profile.user = QStringLiteral("reporting");
        const auto result = scripted(profile, { resp::Reply::error(said) });
        QVERIFY(!result);
        QTEST(result.error().kind, "kind");
        QTEST(result.error().cause, "cause");
        QVERIFY2(result.error().text.contains(text), qPrintable(result.error().text));
        QCOMPARE(result.error().detail, said);
    }

    void passwordForAServerWithout_signsInWithANote()
    {
        RedisServer server;
        profiles::Profile profile = withPassword();
        const auto result = signIn(server, profile, "unneeded");
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QVERIFY(result->note);
        QCOMPARE(result->note->cause, Error::Cause::PasswordUnused);
        QCOMPARE(result->note->text,
                 QStringLiteral("The server has no password; yours was not needed."));
        const auto old = scripted(
            profile, { resp::Reply::error("ERR Client sent AUTH, but no password is set") });
        QVERIFY(old && old->note);
        profile.authentication = profiles::Authentication::None;
        QVERIFY(!signIn(server, profile)->note);
    }

    void rightPassword_signsInWithoutANote()
    {
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("opensesame") });
        const auto result = signIn(server, withPassword(), "opensesame");
        QVERIFY(result && !result->note);
        QCOMPARE(result->server.role, QStringLiteral("master"));
        const auto wrong = signIn(server, withPassword(), "sesame");
        QCOMPARE(wrong.error().cause, Error::Cause::PasswordWrong);
        QVERIFY(!wrong.error().detail.contains("sesame"));
        QCOMPARE(signIn(server, {}).error().cause, Error::Cause::PasswordNeeded);
    }

    void clientName_isTheProfilesOwn()
    {
        RedisServer server;
        support::Monitor monitor(server);
        profiles::Profile profile;
        profile.clientName = QStringLiteral("desk of Kim\n");
        QVERIFY(signIn(server, profile));
        QByteArrayList seen = monitor.commands();
        QVERIFY2(seen.contains("CLIENT SETNAME desk-of-Kim"), seen.join('\n'));
        profile.clientName.clear();
        QVERIFY(signIn(server, profile));
        seen = monitor.commands();
        QVERIFY2(!seen.join('\n').contains("SETNAME"), seen.join('\n'));
        QVERIFY2(!seen.join('\n').contains("HELLO"), seen.join('\n'));
    }

    void loadingServer_saysHowFarItIs()
    {
        RedisServer server({ QStringLiteral("--enable-debug-command"), QStringLiteral("yes"),
                             QStringLiteral("--loading-process-events-interval-bytes"),
                             QStringLiteral("1024") });
        QVERIFY(server.command({ "DEBUG", "POPULATE", "200000", "key", "100" }).startsWith("OK"));
        (void)server.command({ "CONFIG", "SET", "key-load-delay", "200" });
        QProcess reload;
        reload.start(QStringLiteral("redis-cli"),
                     { QStringLiteral("-s"), server.socketPath(), QStringLiteral("DEBUG"),
                       QStringLiteral("RELOAD") });
        QVERIFY(reload.waitForStarted());
        base::Result<LoginResult> result;
        const auto meetsLoading = [&] {
            result = signIn(server, {});
            return !result && result.error().cause == Error::Cause::Loading;
        };
        QTRY_VERIFY_WITH_TIMEOUT(meetsLoading(), 15000);
        QVERIFY2(result.error().text.startsWith(QLatin1String("The server is still loading")),
                 qPrintable(result.error().text));
        QVERIFY2(result.error().text.contains(QLatin1String(" %")),
                 qPrintable(result.error().text));
        server.kill();
        reload.waitForFinished(5000);
    }

    void loadingText_isReadFromInfo()
    {
        QVERIFY(!session::loadingState("# Persistence\r\nloading:0\r\nasync_loading:0\r\n"));
        QVERIFY(!session::loadingState(""));
        QVERIFY(!session::loadingState("loading:"));
        QVERIFY(!session::loadingState("# Persistence\r\nasync_loading:1\r\nloading:0\r\n"));
        const auto state =
            session::loadingState("# Persistence\r\nloading:1\r\nasync_loading:0\r\n"
                                  "loading_loaded_perc:41.72\r\nloading_eta_seconds:12\r\n");
        QVERIFY(state);
        QCOMPARE(state->text,
                 QStringLiteral("The server is still loading its data: 42 %, about 12 s left."));
        QVERIFY(session::loadingState("loading:1"));
        QCOMPARE(session::loadingState("loading:1")->text,
                 QStringLiteral("The server is still loading its data."));
        QCOMPARE(session::loadingState("loading:1\r\nloading_loaded_perc:3.2\r\n"
                                       "loading_eta_seconds:0")
                     ->text,
                 QStringLiteral("The server is still loading its data: 3 %."));
    }
};

QTEST_GUILESS_MAIN(LoginTest)
#include "tst_login.moc"

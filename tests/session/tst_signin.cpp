#include "base/whendone.h"
#include "session/sessionfixture.h"
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

    void iamWithoutATokenSource_failsHonestly()
    {
        RedisServer server;
        profiles::Profile profile = profileOf(server);
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("reporting");
        Session session(profile, {});
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QVERIFY2(session.lastError().text.contains(QLatin1String("IAM tokens")),
                 qPrintable(session.lastError().text));
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
};

QTEST_GUILESS_MAIN(SignInTest)
#include "tst_signin.moc"

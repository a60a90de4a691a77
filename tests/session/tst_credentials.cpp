#include "aws/fakests.h"
#include "base/whendone.h"
#include "session/credentials.h"
#include "session/iamtokens.h"
#include "session/passwordcommand.h"
#include "session/renewal.h"
#include "support/wait.h"
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <unistd.h>

using base::Error;
using namespace std::chrono_literals;

namespace {

QStringList shell(const QString &script)
{
    return { QStringLiteral("/bin/sh"), QStringLiteral("-c"), script };
}

/// Has a code, and counts how often it was asked for one.
class Person final : public aws::Asker {
public:
    QFuture<base::Result<base::Secret>> mfaCode(const aws::MfaQuestion & /*question*/) override
    {
        ++questions;
        return base::ready<base::Secret>(base::Secret("123456"));
    }
    int questions = 0;
};

/// A renewal that fails each time, and how often it did.
struct FailingRenewal {
    FailingRenewal(Error::Kind kind)
        : renewal({ {},
                    [kind] {
                        return base::ready<session::Credential>(
                            base::fail(kind, QStringLiteral("No.")));
                    },
                    [] { return true; },
                    {},
                    [this](const Error &) { ++failures; } },
                  1ms, nullptr)
    {
    }

    int failures = 0;
    session::Renewal renewal;
};

} // namespace

class CredentialsTest final : public QObject {
    Q_OBJECT

    base::Result<base::Secret> run(const QStringList &command,
                                   std::chrono::milliseconds limit = 10000ms)
    {
        return support::await(session::runPasswordCommand(command, limit, this));
    }

private Q_SLOTS:
    void doubtedToken_isMadeAnewWithoutAQuestion()
    {
        support::KeyPlaces at;
        const QByteArray base = "[profile base]\naws_access_key_id = AKIDBASE\n"
                                "aws_secret_access_key = "
            + support::keySecret + "\n";
        at.config(base
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n"
                    "[profile free]\nrole_arn = arn:f\nsource_profile=base\n");
        support::FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        profiles::Profile profile;
        profile.user = QStringLiteral("jin");
        profile.iam.cacheName = QStringLiteral("orders");
        profile.iam.region = QStringLiteral("eu-central-1");
        const auto tokens = [&](const char *name) {
            session::IamTokens made(support::accountOf(name), support::placesAt(at, sts.http),
                                    person);
            const auto token = [&] {
                const auto credential = support::await(made.source()(profile, {}));
                return credential ? credential->secret.reveal() : credential.error().text.toUtf8();
            };
            QByteArrayList both{ token() };
            made.doubt();
            both += token();
            return both;
        };
        const QByteArrayList ofCode = tokens("ops");
        QVERIFY2(ofCode[0].contains("ASIAROLE1"), ofCode[0].constData());
        QVERIFY2(ofCode[1].contains("ASIAROLE1"), ofCode[1].constData());
        QCOMPARE(person->questions, 1);
        // Where nobody is needed the keys are others.
        const QByteArrayList free = tokens("free");
        QVERIFY2(free[0].contains("ASIAROLE"), free[0].constData());
        QVERIFY2(free[1].contains("ASIAROLE"), free[1].constData());
        const auto key = [](const QByteArray &token) {
            return token.mid(token.indexOf("ASIAROLE"), 9);
        };
        QVERIFY(key(free[0]) != key(free[1]));
        QCOMPARE(person->questions, 1);
    }

    void renewalThatThePersonRefused_isNotTriedAgain()
    {
        const FailingRenewal refused(Error::Kind::Cancelled);
        const FailingRenewal unlucky(Error::Kind::Network);
        QTRY_VERIFY(unlucky.failures >= 10);
        QCOMPARE(refused.failures, 1);
    }

    void firstLine_isThePassword_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("a line") << QStringLiteral("echo opensesame") << QByteArray("opensesame");
        QTest::newRow("no line end")
            << QStringLiteral("printf 'open sesame '") << QByteArray("open sesame ");
        QTest::newRow("more lines") << QStringLiteral("echo one; echo two") << QByteArray("one");
        QTest::newRow("CR LF") << QStringLiteral("printf 'one\\r\\ntwo\\r\\n'")
                               << QByteArray("one");
        QTest::newRow("in parts") << QStringLiteral("printf op; sleep 0.05; printf 'en\\nx'")
                                  << QByteArray("open");
        QTest::newRow("any bytes")
            << QStringLiteral("printf '\\377\\200'") << QByteArray("\377\200");
        QTest::newRow("noise on standard error")
            << QStringLiteral("echo warning >&2; echo one") << QByteArray("one");
        QTest::newRow("much behind the line")
            << QStringLiteral("echo one; head -c 1000000 /dev/zero") << QByteArray("one");
    }

    void firstLine_isThePassword()
    {
        QFETCH(const QString, script);
        QFETCH(const QByteArray, password);
        const auto secret = run(shell(script));
        QVERIFY2(secret, secret ? "" : qPrintable(secret.error().text));
        QCOMPARE(secret->reveal(), password);
    }

    void anythingElse_failsWithASentence_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QByteArray>("detail");
        QTest::newRow("nothing set") << QStringList() << "No password command" << QByteArray();
        QTest::newRow("no such program") << QStringList{ QStringLiteral("/nowhere/larder-pass") }
                                         << "larder-pass could not be started" << QByteArray();
        QTest::newRow("exit status") << shell(QStringLiteral("echo pw; echo 'vault is sealed' >&2; "
                                                             "echo more >&2; exit 3"))
                                     << "exit status 3" << QByteArray("vault is sealed");
        QTest::newRow("nothing printed")
            << QStringList{ QStringLiteral("/bin/true") } << "printed nothing" << QByteArray();
        QTest::newRow("an empty line")
            << shell(QStringLiteral("echo; echo two")) << "printed nothing" << QByteArray();
        QTest::newRow("killed") << shell(QStringLiteral("kill -9 $$")) << "crashed" << QByteArray();
        QTest::newRow("far too much") << shell(QStringLiteral("head -c 200000 /dev/zero"))
                                      << "far more than a password" << QByteArray();
    }

    void anythingElse_failsWithASentence()
    {
        QFETCH(const QStringList, command);
        QFETCH(const QString, says);
        QFETCH(const QByteArray, detail);
        const auto secret = run(command);
        QVERIFY(!secret);
        QCOMPARE(secret.error().kind, Error::Kind::Auth);
        QCOMPARE(secret.error().cause, Error::Cause::PasswordCommandFailed);
        QVERIFY2(secret.error().text.contains(says), qPrintable(secret.error().text));
        QCOMPARE(secret.error().detail, detail);
    }

    void commandThatHangs_isEndedWithItsChildren()
    {
        QTemporaryDir directory;
        const QString pids = directory.filePath(QStringLiteral("pids"));
        const auto secret = run(
            shell(QStringLiteral("sleep 1000 & echo $$ $! > %1.new; mv %1.new %1; wait").arg(pids)),
            700ms);
        QVERIFY(!secret);
        QVERIFY2(secret.error().text.contains(QLatin1String("0.7 s")),
                 qPrintable(secret.error().text));
        QFile file(pids);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList written = file.readAll().trimmed().split(' ');
        QCOMPARE(written.size(), 2);
        for (const QByteArray &pid : written) {
            const auto ended = [pid] {
                QFile status(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid)));
                return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
            };
            QTRY_VERIFY(ended());
        }
    }

    void command_getsItsArgumentsAsTheyAreAndNoDescriptors()
    {
        const auto literal = run({ QStringLiteral("/bin/echo"), QStringLiteral("$HOME;"),
                                   QStringLiteral("`id`"), QStringLiteral("a b") });
        QVERIFY(literal);
        QCOMPARE(literal->reveal(), QByteArray("$HOME; `id` a b"));
        // A descriptor that anybody in the program could have left open.
        QFile secretFile(QStringLiteral("/proc/self/status"));
        QVERIFY(secretFile.open(QIODevice::ReadOnly));
        const int leaked = ::dup(secretFile.handle());
        QVERIFY(leaked > 2);
        const auto seen = run(shell(
            QStringLiteral("[ -e /proc/self/fd/%1 ] && echo leaked || echo none").arg(leaked)));
        ::close(leaked);
        QVERIFY(seen);
        QCOMPARE(seen->reveal(), QByteArray("none"));
        const auto input = run(shell(QStringLiteral("read x || echo end")));
        QCOMPARE(input->reveal(), QByteArray("end"));
    }

    void ownerThatDies_endsTheCommandUnanswered()
    {
        auto owner = std::make_unique<QObject>();
        const auto future = session::runPasswordCommand(
            { QStringLiteral("/bin/sleep"), QStringLiteral("1000") }, 10000ms, owner.get());
        QVERIFY(!future.isFinished());
        owner.reset();
        QVERIFY(future.isCanceled());
    }

    void lanesThatOpenTogether_shareOneRunAndLaterOnesDoNot()
    {
        QTemporaryDir directory;
        profiles::Profile profile;
        profile.authentication = profiles::Authentication::Password;
        profile.passwordSource = profiles::PasswordSource::Command;
        profile.passwordCommand =
            shell(QStringLiteral("cd %1; echo x >> runs; echo password-$(wc -l < runs)")
                      .arg(directory.path()));
        session::Credentials credentials(profile, {});
        credentials.setCommandTimes(10000ms, 300ms);
        const auto first = credentials.forConnection({});
        const auto second = credentials.forConnection({});
        QCOMPARE(support::await(first)->secret.reveal(), QByteArray("password-1"));
        QCOMPARE(support::await(second)->secret.reveal(), QByteArray("password-1"));
        QCOMPARE(support::await(credentials.forConnection({}))->secret.reveal(),
                 QByteArray("password-1"));
        // Refused by the server: rotated meanwhile.
        credentials.forget();
        QCOMPARE(support::await(credentials.forConnection({}))->secret.reveal(),
                 QByteArray("password-2"));
        QTRY_COMPARE(support::await(credentials.forConnection({}))->secret.reveal(),
                     QByteArray("password-3"));
    }

    void failedCommand_isTriedAnewByTheNextConnection()
    {
        QTemporaryDir directory;
        profiles::Profile profile;
        profile.authentication = profiles::Authentication::AclUser;
        profile.passwordSource = profiles::PasswordSource::Command;
        profile.passwordCommand = shell(QStringLiteral("cat %1/password").arg(directory.path()));
        session::Credentials credentials(profile, {});
        const auto missing = support::await(credentials.forConnection({}));
        QVERIFY(!missing);
        QCOMPARE(missing.error().cause, Error::Cause::PasswordCommandFailed);
        QFile file(directory.filePath(QStringLiteral("password")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("found\n");
        file.close();
        QCOMPARE(support::await(credentials.forConnection({}))->secret.reveal(),
                 QByteArray("found"));
    }

    void tokens_areAskedForEachConnection()
    {
        profiles::Profile profile;
        profile.authentication = profiles::Authentication::Iam;
        session::Credentials credentials(profile, base::Secret("not this"));
        const auto without = support::await(credentials.forConnection({}));
        QVERIFY(!without);
        QCOMPARE(without.error().kind, Error::Kind::Auth);
        QCOMPARE(without.error().cause, Error::Cause::IamRefused);
        int asked = 0;
        credentials.setTokenSource(
            [&asked](const profiles::Profile &, const links::Endpoint &endpoint) {
                const QByteArray token = endpoint.host.toUtf8() + '/' + QByteArray::number(++asked);
                return base::ready<session::Credential>(
                    session::Credential{ base::Secret(token), 11h });
            });
        const auto first =
            support::await(credentials.forConnection({ QStringLiteral("a"), 1, {} }));
        QCOMPARE(first->secret.reveal(), QByteArray("a/1"));
        QCOMPARE(first->renewAfter, std::chrono::milliseconds(11h));
        QCOMPARE(support::await(credentials.forConnection({ QStringLiteral("b"), 1, {} }))
                     ->secret.reveal(),
                 QByteArray("b/2"));
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "tst_credentials.moc"

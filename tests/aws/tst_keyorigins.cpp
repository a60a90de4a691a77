#include "aws/keyprocess.h"
#include "fakests.h"
#include <QTest>

using aws::KeySource;
using base::Error;
using support::accountOf;
using support::FakeSts;
using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;
using support::KeptLog;
using support::KeyPlaces;
using support::keysAt;
using support::keySecret;
using support::placesAt;
using support::why;
using Cause = base::Error::Cause;

/// Keys of programs, pods, containers and instances.
class TestKeyOrigins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { log = std::make_unique<KeptLog>(); }
    void cleanup() { QVERIFY(!log->hasSecret()); }

    void webIdentity_isReadAnewAtEachRenewal()
    {
        KeyPlaces at;
        at.write(QStringLiteral("token"), "first.jwt.token\n");
        at.config("[profile pod]\nrole_arn = arn:pod\nweb_identity_token_file = "
                  + at.path(QStringLiteral("token")).toUtf8() + "\n");
        const FakeSts sts(at);
        KeySource source(accountOf("pod"), placesAt(at, sts.http), nullptr);
        QVERIFY(support::await(source.keys()));
        at.write(QStringLiteral("token"), "second.jwt.token");
        at.pass(3600);
        QVERIFY(support::await(source.keys()));
        QCOMPARE(sts.http.seen.size(), 2);
        const auto field = [&](int request, const char *name) {
            return sts.http.seen.at(request).field(QLatin1String(name));
        };
        QCOMPARE(field(0, "Action"), QStringLiteral("AssumeRoleWithWebIdentity"));
        QCOMPARE(field(0, "WebIdentityToken"), QStringLiteral("first.jwt.token"));
        QCOMPARE(field(1, "WebIdentityToken"), QStringLiteral("second.jwt.token"));
        QCOMPARE(field(0, "RoleSessionName"), field(1, "RoleSessionName"));
        QVERIFY(sts.signer(0).isEmpty());
    }

    void environmentOfAPod_countsWithoutAChosenProfile()
    {
        KeyPlaces at;
        at.write(QStringLiteral("token"), "jwt");
        at.set("AWS_WEB_IDENTITY_TOKEN_FILE", at.path(QStringLiteral("token")));
        at.set("AWS_ROLE_ARN", QStringLiteral("arn:pod"));
        at.set("AWS_ROLE_SESSION_NAME", QStringLiteral("pod-1"));
        const FakeSts sts(at);
        QVERIFY(keysAt(at, sts.http, ""));
        QCOMPARE(sts.http.seen[0].field(QStringLiteral("RoleSessionName")),
                 QStringLiteral("pod-1"));
    }

    void program_isRunWithoutAShell()
    {
        KeyPlaces at;
        at.config("[profile p]\ncredential_process = /bin/echo '{\"Version\": 1, "
                  "\"AccessKeyId\": \"$HOME\", \"SecretAccessKey\": \"a;b|c\", "
                  "\"SessionToken\": \"t\", \"Expiration\": \"2026-07-01T21:30:00+09:00\"}'\n");
        const HttpFake http;
        const auto keys = keysAt(at, http, "p");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(keys->accessKeyId, QStringLiteral("$HOME"));
        QCOMPARE(keys->secretAccessKey, base::Secret("a;b|c"));
        QCOMPARE(keys->sessionToken, base::Secret("t"));
        QCOMPARE(keys->expires, at.now().addSecs(1800));
        QCOMPARE(keys->source, QStringLiteral("profile p (credential_process)"));
    }

    void programThatGivesNoKeys_isExplained_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("detail");
        const auto row = [](const char *name, const QByteArray &command,
                            const QByteArray &detail = {}) {
            QTest::newRow(name) << command << detail;
        };
        const QByteArray keys = "\"AccessKeyId\": \"a\", \"SecretAccessKey\": \"hush-hush\"";
        row("version", "/bin/echo '{\"Version\": 2, " + keys + "}'");
        row("half", "/bin/echo '{\"Version\": 1, \"SecretAccessKey\": \"hush-hush\"}'");
        row("time", "/bin/echo '{\"Version\": 1, " + keys + ", \"Expiration\": \"soon\"}'");
        row("ended",
            "/bin/echo '{\"Version\": 1, " + keys + ", \"Expiration\": \"2026-07-01T12:00:00Z\"}'");
        row("words", "/bin/sh -c 'echo Token has expired >&2; exit 1'", "Token has expired");
        row("secret words", "/bin/sh -c 'echo the secret is hush-hush >&2; exit 1'",
            "the secret (redacted)");
        row("secret on the next line",
            "/bin/sh -c 'echo Password: >&2; echo hush-hush >&2; echo Denied. >&2; exit 1'",
            "Password (redacted)\nDenied.");
        row("secret in JSON",
            "/bin/sh -c 'echo \"{\\\"Token\\\": \\\"hush-hush\\\"}\" >&2; exit 1'",
            "{\"Token (redacted)");
        row("key-like words", "/bin/sh -c 'echo No hush-hush-0123456789abcdef, go. >&2; exit 1'",
            "No (redacted), go.");
        row("many words",
            "/bin/sh -c 'printf \"a b %.0s\" $(seq 100) >&2; printf \"\\n%0299d\\n\\n\" 0 >&2;"
            " echo Session of corp has expired, sign in. >&2; exit 1'",
            "(redacted)\nSession of corp has expired, sign in.");
        row("missing", "/nonexistent/program");
        row("killed", "/bin/sh -c 'kill -9 $$'");
        row("endless", "/usr/bin/yes");
    }
    void programThatGivesNoKeys_isExplained()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, detail);
        KeyPlaces at;
        at.config("[profile p]\ncredential_process = " + command + "\n");
        const HttpFake http;
        const auto keys = keysAt(at, http, "p");
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsNoKeys);
        QCOMPARE(keys.error().detail, detail);
        QVERIFY(!why(keys).contains(QLatin1String("hush-hush")));
    }

    void programThatDoesNotEnd_isEnded()
    {
        aws::KeyProcess process(QStringLiteral("p"),
                                { QStringLiteral("/bin/sleep"), QStringLiteral("600") }, {}, this);
        const auto keys = support::await(process.run(std::chrono::milliseconds(50)));
        QVERIFY(keys.error().kind == Error::Kind::Timeout);
    }

    void containersKeys_areAskedForWithItsToken()
    {
        KeyPlaces at;
        HttpFake http;
        at.places.containerMetadata = http.url();
        http.answer = [&](const HttpSeen &) {
            return HttpAnswer::json(
                { { QStringLiteral("AccessKeyId"), QStringLiteral("ASIATASK") },
                  { QStringLiteral("SecretAccessKey"), QString::fromLatin1(keySecret) },
                  { QStringLiteral("Token"), QStringLiteral("t") },
                  { QStringLiteral("Expiration"), at.now().addSecs(3600).toString(Qt::ISODate) } });
        };
        at.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", QStringLiteral("/v2/creds?id=1"));
        at.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", QStringLiteral("Bearer 1"));
        const auto keys = keysAt(at, http, "");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(keys->accessKeyId, QStringLiteral("ASIATASK"));
        QCOMPARE(keys->expires, at.now().addSecs(3600));
        QCOMPARE(http.seen[0].target, "/v2/creds?id=1");
        QCOMPARE(http.seen[0].header("authorization"), "Bearer 1");

        at.places.environment.remove(QStringLiteral("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
        at.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", http.url(QStringLiteral("/pod")).toString());
        at.write(QStringLiteral("podtoken"), "from file\n");
        at.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", at.path(QStringLiteral("podtoken")));
        QVERIFY(keysAt(at, http, ""));
        QCOMPARE(http.seen[1].header("authorization"), "from file");
        // As the source of a role, too.
        at.config("[profile r]\nrole_arn=arn:r\ncredential_source=EcsContainer\n");
        const FakeSts sts(at);
        QVERIFY(keysAt(at, sts.http, "r"));
        QCOMPARE(sts.signer(0), "ASIATASK");
    }

    void strangeContainerAddress_isGivenNoToken_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             { "http://192.0.2.7/creds", "http://example.com/", "ftp://127.0.0.1/",
               "http://127.0.0.1.example.com/", "nonsense", "http://localhost.example.com/" })
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void strangeContainerAddress_isGivenNoToken()
    {
        QFETCH(QString, address);
        KeyPlaces at;
        at.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
        at.set("AWS_CONTAINER_AUTHORIZATION_TOKEN", QStringLiteral("bearer-of-task"));
        const HttpFake http;
        const auto keys = keysAt(at, http, "");
        QVERIFY(!keys);
        QVERIFY(keys.error().kind == Error::Kind::Invalid);
        QVERIFY(!why(keys).contains(QLatin1String("bearer-of-task")));
    }

    void instance_isAskedByVersionTwoAndOnlyWhenWanted()
    {
        KeyPlaces at;
        HttpFake http;
        at.places.instanceMetadata = http.url();
        http.answer = [&](const HttpSeen &seen) {
            if (seen.method == "PUT")
                return HttpAnswer{ 200, "imds-token" };
            if (seen.header("x-aws-ec2-metadata-token") != "imds-token")
                return HttpAnswer{ 401, {} };
            if (seen.target.endsWith('/'))
                return HttpAnswer{ 200, "web role\n" };
            return HttpAnswer::json(
                { { QStringLiteral("Code"), QStringLiteral("Success") },
                  { QStringLiteral("AccessKeyId"), QStringLiteral("ASIAEC2") },
                  { QStringLiteral("SecretAccessKey"), QString::fromLatin1(keySecret) },
                  { QStringLiteral("Token"), QStringLiteral("t") },
                  { QStringLiteral("Expiration"), at.now().addSecs(3600).toString(Qt::ISODate) } });
        };
        QVERIFY(keysAt(at, http, "").error().cause == Cause::AwsNoKeys);
        QVERIFY(http.seen.isEmpty());
        at.config("[profile r]\nrole_arn=arn:r\ncredential_source=Ec2InstanceMetadata\n");
        const FakeSts sts(at);
        QVERIFY(keysAt(at, sts.http, "r"));
        QCOMPARE(sts.signer(0), "ASIAEC2");
        at.places.askInstance = true;
        const auto keys = keysAt(at, http, "");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(keys->accessKeyId, QStringLiteral("ASIAEC2"));
        QCOMPARE(http.seen.last().target, "/latest/meta-data/iam/security-credentials/web%20role");
        http.seen.clear();
        at.set("AWS_EC2_METADATA_DISABLED", QStringLiteral("TRUE"));
        QVERIFY(keysAt(at, http, "").error().cause == Cause::AwsNoKeys);
        QVERIFY(keysAt(at, http, "r").error().cause == Cause::AwsNoKeys);
        QVERIFY(http.seen.isEmpty());
    }

private:
    std::unique_ptr<KeptLog> log;
};

QTEST_GUILESS_MAIN(TestKeyOrigins)
#include "tst_keyorigins.moc"

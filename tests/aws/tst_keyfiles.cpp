#include "aws/configfile.h"
#include "aws/keysource.h"
#include "aws/recipe.h"
#include "keyplaces.h"
#include "support/wait.h"
#include <QDebug>
#include <QTest>

using Cause = base::Error::Cause;
using support::KeyPlaces;

namespace {

const QByteArray secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

base::Result<aws::Keys> keysOf(const KeyPlaces &at, const QString &profile = {})
{
    aws::Account account;
    account.profile = profile;
    aws::KeySource source(account, at.places, nullptr);
    return support::await(source.keys());
}

} // namespace

/// What stands in the environment and the files, without asking anybody.
class TestKeyFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownKeys_countBeforeEverything()
    {
        KeyPlaces at;
        at.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDENV"));
        at.set("AWS_SECRET_ACCESS_KEY", QStringLiteral("x"));
        aws::Account account;
        account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        account.keys.secretAccessKey = base::Secret(secret);
        aws::KeySource source(account, at.places, nullptr);
        const auto keys = support::await(source.keys());
        QVERIFY(keys);
        QCOMPARE(keys->accessKeyId, QStringLiteral("AKIDEXAMPLE"));
        QCOMPARE(keys->source, QStringLiteral("keys of this connection"));
    }

    void environment_countsUnlessAProfileIsChosen()
    {
        KeyPlaces at;
        at.credentials("[shop]\naws_access_key_id = AKIDSHOP\naws_secret_access_key = " + secret);
        at.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDENV"));
        at.set("AWS_SECRET_ACCESS_KEY", QStringLiteral("x"));
        at.set("AWS_SESSION_TOKEN", QStringLiteral("t"));
        at.set("AWS_PROFILE", QStringLiteral("shop"));
        const auto keys = keysOf(at);
        QVERIFY(keys);
        QCOMPARE(keys->accessKeyId, QStringLiteral("AKIDENV"));
        QCOMPARE(keys->sessionToken, base::Secret("t"));
        const auto chosen = keysOf(at, QStringLiteral("shop"));
        QVERIFY(chosen);
        QCOMPARE(chosen->accessKeyId, QStringLiteral("AKIDSHOP"));
        QCOMPARE(chosen->secretAccessKey, base::Secret(secret));
        QVERIFY(chosen->sessionToken.isEmpty());
        QCOMPARE(chosen->source, QStringLiteral("profile shop"));
    }

    void profileOfTheKeys_isKnownByName_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("environment"); ///< NAME=value
        QTest::addColumn<QString>("profile");
        const auto row = [](const char *name, const QByteArray &config, const QStringList &set,
                            const char *profile) {
            QTest::newRow(name) << config << set << QString::fromLatin1(profile);
        };
        const QByteArray keys = "aws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=x\n";
        const QByteArray prod = "[profile prod]\n" + keys + "[default]\n" + keys;
        const QString chosen = QStringLiteral("AWS_PROFILE=prod");
        row("AWS_PROFILE", prod, { chosen }, "prod");
        row("default", prod, {}, "default");
        row("keys of the environment", prod,
            { chosen, QStringLiteral("AWS_ACCESS_KEY_ID=AKIDENV"),
              QStringLiteral("AWS_SECRET_ACCESS_KEY=x") },
            "");
        row("role of another's keys",
            "[profile prod]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=base\n[profile base]\n"
                + keys,
            { chosen }, "prod");
        row("role of this computer",
            "[profile "
            "prod]\nrole_arn=arn:aws:iam::1:role/r\ncredential_source=Ec2InstanceMetadata\n",
            { chosen }, "prod");
        row("web identity of the environment", "[profile prod]\nregion=eu-west-1\n",
            { chosen, QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE=/t"),
              QStringLiteral("AWS_ROLE_ARN=arn:aws:iam::1:role/r") },
            "");
        row("container", "[default]\nregion=eu-west-1\n",
            { QStringLiteral("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=/keys") }, "");
        row("a profile that is not there", prod, { QStringLiteral("AWS_PROFILE=gone") }, "");
    }

    void profileOfTheKeys_isKnownByName()
    {
        QFETCH(const QByteArray, config);
        QFETCH(const QStringList, environment);
        QFETCH(const QString, profile);
        KeyPlaces at;
        at.config(config);
        for (const QString &one : environment)
            at.set(one.section(u'=', 0, 0).toLatin1().constData(), one.section(u'=', 1));
        QCOMPARE(aws::profileOfKeys({}, at.places), profile);
        aws::Account named;
        named.profile = QStringLiteral("shop");
        QCOMPARE(aws::profileOfKeys(named, at.places), QStringLiteral("shop"));
    }

    void halfAKey_isSaidSo()
    {
        KeyPlaces at;
        at.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDENV"));
        const auto keys = keysOf(at);
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsNoKeys);
        QVERIFY(keys.error().text.contains(QLatin1String("AWS_SECRET_ACCESS_KEY")));
        at.credentials("[half]\naws_secret_access_key = " + secret);
        const auto file = keysOf(at, QStringLiteral("half"));
        QVERIFY(!file);
        QVERIFY(file.error().cause == Cause::AwsProfileUnknown);
        QVERIFY(!file.error().text.contains(QString::fromLatin1(secret)));
    }

    void nothing_saysWhereItLooked()
    {
        const KeyPlaces at;
        const auto keys = keysOf(at);
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsNoKeys);
        for (const QString &place : { at.places.configFile, at.places.credentialsFile,
                                      QStringLiteral("AWS_ACCESS_KEY_ID") })
            QVERIFY2(keys.error().text.contains(place), qPrintable(keys.error().text));
        const auto unknown = keysOf(at, QStringLiteral("shop"));
        QVERIFY(!unknown);
        QVERIFY(unknown.error().cause == Cause::AwsProfileUnknown);
    }

    void region_isTheNearestWord()
    {
        KeyPlaces at;
        at.config("[profile shop]\nregion = eu-central-1\n");
        aws::Account account;
        const auto region = [&] { return aws::KeySource(account, at.places, nullptr).region(); };
        QVERIFY(region().error().cause == Cause::AwsRegionMissing);
        account.profile = QStringLiteral("shpo");
        QVERIFY(region().error().cause == Cause::AwsProfileUnknown);
        account.profile.clear();
        at.set("AWS_PROFILE", QStringLiteral("shop"));
        QCOMPARE(region().value_or(QString()), QStringLiteral("eu-central-1"));
        at.set("AWS_DEFAULT_REGION", QStringLiteral("eu-west-1"));
        QCOMPARE(region().value_or(QString()), QStringLiteral("eu-west-1"));
        at.set("AWS_REGION", QStringLiteral("ap-northeast-2"));
        QCOMPARE(region().value_or(QString()), QStringLiteral("ap-northeast-2"));
        account.region = QStringLiteral("cn-north-1");
        QCOMPARE(region().value_or(QString()), QStringLiteral("cn-north-1"));
    }

    void endpoint_isTheNearestWord()
    {
        KeyPlaces at;
        at.config("[profile shop]\nendpoint_url = https://all.example/\nservices = here\n"
                  "[services here]\nsts =\n  endpoint_url = https://sts.example/\n"
                  "ssm =\n  endpoint_url = file:///etc/passwd\n"
                  "sso_oidc =\n  endpoint_url = https://oidc.example/x\n");
        aws::Account account;
        account.profile = QStringLiteral("shop");
        const auto endpoint = [&](const char *service) {
            return aws::KeySource(account, at.places, nullptr)
                .endpoint(QLatin1String(service))
                .toString();
        };
        QCOMPARE(endpoint("sts"), QStringLiteral("https://sts.example/"));
        QCOMPARE(endpoint("oidc"), QStringLiteral("https://oidc.example/x"));
        QCOMPARE(endpoint("ssm"), QStringLiteral("https://all.example/"));
        at.set("AWS_ENDPOINT_URL", QStringLiteral("http://localhost:4566"));
        QCOMPARE(endpoint("sts"), QStringLiteral("http://localhost:4566"));
        at.set("AWS_ENDPOINT_URL_STS", QStringLiteral("http://localhost:1"));
        QCOMPARE(endpoint("sts"), QStringLiteral("http://localhost:1"));
        QCOMPARE(endpoint("ec2"), QStringLiteral("http://localhost:4566"));
        at.set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", QStringLiteral("true"));
        QCOMPARE(endpoint("sts"), QString());
        account.endpoint = QUrl(QStringLiteral("https://own.example"));
        QCOMPARE(endpoint("sts"), QStringLiteral("https://own.example"));
        QCOMPARE(endpoint("oidc"), QString());
        QCOMPARE(endpoint("portal.sso"), QString());
        account.ssmEndpoint = QUrl(QStringLiteral("https://vpce.example"));
        QCOMPARE(endpoint("ssm"), QStringLiteral("https://vpce.example"));
        QCOMPARE(endpoint("ssmmessages"), QStringLiteral("https://vpce.example"));
        QCOMPARE(endpoint("ec2"), QStringLiteral("https://own.example"));
        account.endpoint.clear();
        for (const char *service : { "sts", "oidc", "portal.sso", "ec2", "elasticache", "ecs" })
            QCOMPARE(endpoint(service), QString());
    }

    void standardPlaces_areWhereTheEnvironmentSays()
    {
        const auto restore = qScopeGuard([] {
            for (const char *name : { "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE" })
                qunsetenv(name);
        });
        qunsetenv("AWS_CONFIG_FILE");
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
        const auto usual = aws::Places::standard();
        QCOMPARE(usual.configFile, QDir::homePath() + QStringLiteral("/.aws/config"));
        QCOMPARE(usual.credentialsFile, QDir::homePath() + QStringLiteral("/.aws/credentials"));
        qputenv("AWS_CONFIG_FILE", "/etc/aws/config");
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "~/keys");
        const auto set = aws::Places::standard();
        QCOMPARE(set.configFile, QStringLiteral("/etc/aws/config"));
        QCOMPARE(set.credentialsFile, QDir::homePath() + QStringLiteral("/keys"));
        QCOMPARE(set.cache, usual.cache);
    }

    void files_areReadAsTheDialectHasThem()
    {
        const KeyPlaces at;
        at.config("\xEF\xBB\xBF# \xFF\xFE not UTF-8\r\n"
                  "[default] ; the usual one\r\n"
                  "Region=us-east-1 # in line\r\n"
                  "aws_access_key_id = CONFIG\r\n"
                  "aws_session_token = STALE\r\n"
                  "s3 =\r\n"
                  "  max_concurrent_requests = 10\r\n"
                  "  # between\r\n"
                  "\r\n"
                  "  addressing_style = path\r\n"
                  "no delimiter here\r\n"
                  "[profile \"with blank\"]\r\n"
                  "region: eu-west-1\r\n"
                  "[profile   twice]\n"
                  "region = eu-west-2\n"
                  "output = json\n"
                  "[preview]\n"
                  "region = nowhere\n"
                  "[profile twice]\n"
                  "region = eu-west-3\n"
                  "credential_process = show ; keep # this\n"
                  "[sso-session corp]\n"
                  "sso_region = eu-north-1\n"
                  "[services all]\n"
                  "sts =\n"
                  "  endpoint_url = http://localhost\n");
        at.credentials("[other]\naws_access_key_id=A\n[default]\naws_access_key_id = CREDS\n"
                       "aws_secret_access_key = a=b#c\n");
        const auto config = aws::SharedConfig::read(at.places);
        QCOMPARE(config.profiles(),
                 (QStringList{ QStringLiteral("default"), QStringLiteral("with blank"),
                               QStringLiteral("twice"), QStringLiteral("other") }));
        const auto value = [&](const char *profile, const char *name) {
            return config.value(QLatin1String(profile), QLatin1String(name));
        };
        QCOMPARE(value("default", "region"), QStringLiteral("us-east-1"));
        QCOMPARE(
            aws::nestedValues(value("default", "s3")).value(QStringLiteral("addressing_style")),
            QStringLiteral("path"));
        QCOMPARE(value("with blank", "region"), QStringLiteral("eu-west-1"));
        QCOMPARE(value("twice", "region"), QStringLiteral("eu-west-3"));
        QCOMPARE(value("twice", "output"), QStringLiteral("json"));
        QCOMPARE(value("twice", "credential_process"), QStringLiteral("show ; keep # this"));
        QCOMPARE(config.ssoSession(QStringLiteral("corp"))->value(QStringLiteral("sso_region")),
                 QStringLiteral("eu-north-1"));
        // Keys are never put together from two files.
        const auto keys = keysOf(at);
        QVERIFY(keys);
        QCOMPARE(keys->accessKeyId, QStringLiteral("CREDS"));
        QCOMPARE(keys->secretAccessKey, base::Secret("a=b#c"));
        QVERIFY(keys->sessionToken.isEmpty());
    }

    void printedKeys_showNoSecret()
    {
        KeyPlaces at;
        at.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDENV"));
        at.set("AWS_SECRET_ACCESS_KEY", QString::fromLatin1(secret));
        const auto keys = keysOf(at);
        QVERIFY(keys);
        QString printed;
        QDebug(&printed) << keys->secretAccessKey << keys->source << keys->accessKeyId;
        QVERIFY(!printed.contains(QString::fromLatin1(secret)));
    }

    void words_areAShellsWords_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *line, const QStringList &words) {
            QTest::newRow(line) << QString::fromLatin1(line) << words;
        };
        row("a  b\tc", { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") });
        row("'a b' \"c d\"", { QStringLiteral("a b"), QStringLiteral("c d") });
        row("a\\ b '' \"\"", { QStringLiteral("a b"), QString(), QString() });
        row("x'y'\"z\"", { QStringLiteral("xyz") });
        row("\"a\\\"b\\n\" '\\'", { QStringLiteral("a\"b\\n"), QStringLiteral("\\") });
        row("$HOME `id` a|b;c&d",
            { QStringLiteral("$HOME"), QStringLiteral("`id`"), QStringLiteral("a|b;c&d") });
    }
    void words_areAShellsWords()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        QCOMPARE(aws::splitWords(line).value_or(QStringList()), words);
    }

    void openQuote_isNoLine()
    {
        QVERIFY(!aws::splitWords(QStringLiteral("a 'b")));
        QVERIFY(!aws::splitWords(QStringLiteral("a \"b")));
        QVERIFY(!aws::splitWords(QStringLiteral("a \\")));
    }
};

QTEST_GUILESS_MAIN(TestKeyFiles)
#include "tst_keyfiles.moc"

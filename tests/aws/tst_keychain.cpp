#include "aws/endpoints.h"
#include "aws/keysource.h"
#include "aws/sts.h"
#include "fakests.h"
#include "keyplaces.h"
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using support::HttpSeen;
using support::KeyPlaces;

namespace {

struct Case {
    const char *name;
    QByteArray config;
    QByteArray credentials;
    const char *profile = ""; // chosen
    std::map<const char *, QString> environment{};
};

const QByteArray own = "aws_access_key_id = AKIDCONFIG\naws_secret_access_key = s/1+x=\n";
const QByteArray stored = "aws_access_key_id = AKIDSTORED\naws_secret_access_key = s2\n";
const std::map<const char *, QString> keysInEnvironment{
    { "AWS_ACCESS_KEY_ID", QStringLiteral("AKIDENV") },
    { "AWS_SECRET_ACCESS_KEY", QStringLiteral("s3") },
    { "AWS_SESSION_TOKEN", QStringLiteral("t3") }
};
const QByteArray printed = "credential_process = /bin/echo "
                           "'{\"Version\": 1, \"AccessKeyId\": \"AKIDPROC\",' "
                           "\"\\\"SecretAccessKey\\\": \\\"s4\\\"}\"\n";

std::map<const char *, QString> with(const char *name, const char *value)
{
    return { { name, QString::fromLatin1(value) } };
}

QList<Case> cases()
{
    const QByteArray chain = "[profile a]\nrole_arn=arn:aws:iam::1:role/a\nsource_profile=base\n"
                             "[profile b]\nrole_arn=arn:aws:iam::1:role/b\nsource_profile=a\n"
                             "external_id=x y\nduration_seconds=900\nrole_session_name=jin\n"
                             "[profile c]\nrole_arn=arn:aws:iam::1:role/c\nsource_profile=b\n"
                             "duration_seconds=soon\n";
    return {
        { "nothing", "", "" },
        { "default in credentials", "", "[default]\n" + stored },
        { "default in config", "[default]\n" + own, "" },
        { "credentials before config", "[default]\nregion = eu-west-1\n" + own,
          "[default]\n" + stored },
        { "halves in two files", "[default]\naws_secret_access_key = x\n",
          "[default]\naws_access_key_id = AKIDHALF\n" },
        { "token of another file", "[default]\naws_session_token = stale\n" + own,
          "[default]\n" + stored },
        { "session token", "", "[default]\naws_session_token = t1\n" + stored },
        { "old token", "", "[default]\naws_security_token = t0\n" + stored },
        { "chosen", "[profile x]\n" + own + "[default]\n" + own, "[x]\n" + stored, "x" },
        { "by AWS_PROFILE", "[profile x]\nregion=us-west-2\n" + own, "", "",
          with("AWS_PROFILE", "x") },
        { "environment before AWS_PROFILE", "[profile x]\n" + own, "", "",
          [] {
              auto all = keysInEnvironment;
              all["AWS_PROFILE"] = QStringLiteral("x");
              return all;
          }() },
        { "chosen before the environment", "[profile x]\n" + own, "", "x", keysInEnvironment },
        { "environment", "[default]\n" + own, "", "", keysInEnvironment },
        { "half the environment", "[default]\n" + own, "", "",
          with("AWS_ACCESS_KEY_ID", "AKIDENV") },
        { "unknown", "[profile y]\n" + own, "", "x" },
        { "quoted name", "[profile \"two words\"]\n" + own, "", "two words" },
        { "region of the environment", "[default]\nregion=eu-west-1\n" + own, "", "",
          with("AWS_DEFAULT_REGION", "ap-northeast-2") },
        { "region in credentials", "[default]\n" + own, "[default]\nregion = eu-west-3\n" },
        { "spelling",
          "  [default]\n  Region : eu-north-1\n  AWS_Access_Key_ID=AKIDSPELT\n"
          "  aws_secret_access_key   =   a=b:c\n\n; note\n# note\n[profile]\n"
          "[profile a b]\n[profilez]\n[other]\nregion=x\n",
          "" },
        { "nested blocks",
          "[default]\ns3 =\n  region = not-this\n\n  # nor this\n  a = b\n"
          "region = eu-south-1\n"
              + own,
          "" },
        { "continued line", "[default]\nregion = eu-south-1\noutput = a\n  b\n" + own, "" },
        { "lines of Windows",
          "[default]\r\nregion = eu-south-2\r\n" + QByteArray(own).replace("\n", "\r\n"), "" },
        { "program", "[default]\n" + printed, "" },
        { "program before config's keys", "[default]\n" + printed + own, "" },
        { "credentials' keys before the program", "[default]\n" + printed, "[default]\n" + stored },
        { "program of version 2", "[default]\ncredential_process=/bin/echo '{\"Version\": 2}'\n",
          "" },
        { "program that fails", "[default]\ncredential_process=/bin/false\n", "" },
        { "program without a shell",
          "[default]\ncredential_process=/bin/echo '{\"Version\": 1, "
          "\"AccessKeyId\": \"$HOME;*\", \"SecretAccessKey\": \"`id`\"}'\n",
          "" },
        { "role", "[profile base]\n" + own + chain, "", "a" },
        { "roles", "[profile base]\n" + own + chain, "", "c" },
        { "role of credentials", "",
          "[base]\n" + stored
              + "[r]\nsource_profile=base\n"
                "role_arn=arn:aws:iam::1:role/credentials-role\n",
          "r" },
        { "role before its own keys",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/before-own\n"
          "source_profile=base\n"
              + own + "[profile base]\n" + own,
          "[base]\n" + stored, "r" },
        { "source's keys before its role", chain + "[profile base]\n" + own, "[a]\n" + stored,
          "b" },
        { "itself",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/itself-role\nsource_profile=r\n" + own, "",
          "r" },
        { "itself without keys",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/itself-role\nsource_profile=r\n", "", "r" },
        { "loop",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/loop-r\nsource_profile=q\n"
          "[profile q]\nrole_arn=arn:aws:iam::1:role/loop-q\nsource_profile=r\n",
          "", "r" },
        { "role of a program",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/program-r\nsource_profile=p\n"
          "[profile p]\n"
              + printed,
          "", "r" },
        { "role of the environment",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/env-role\n"
          "credential_source=Environment\n",
          "", "r", keysInEnvironment },
        { "role of nothing", "[profile r]\nrole_arn=arn:aws:iam::1:role/nothing-r\n", "", "r" },
        { "role of an empty profile",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/empty-role\nsource_profile=e\n"
          "[profile e]\nregion=x\n",
          "", "r" },
        { "role of two sources",
          "[profile r]\nrole_arn=arn:aws:iam::1:role/two-sources\nsource_profile=r\n"
          "credential_source=Environment\n"
              + own,
          "", "r" },
        { "web identity",
          "[profile w]\nrole_arn=arn:aws:iam::1:role/web-role\nrole_session_name=web\n"
          "web_identity_token_file=HOME/token\n",
          "", "w" },
        { "web identity of the environment",
          "",
          "",
          "",
          { { "AWS_ROLE_ARN", QStringLiteral("arn:aws:iam::1:role/web-role") },
            { "AWS_ROLE_SESSION_NAME", QStringLiteral("pod") },
            { "AWS_WEB_IDENTITY_TOKEN_FILE", QStringLiteral("HOME/token") } } },
        { "role of a web identity",
          "[profile w]\nrole_arn=arn:aws:iam::1:role/web-role\nrole_session_name=web\n"
          "web_identity_token_file=HOME/token\n"
          "[profile r]\nrole_arn=arn:aws:iam::1:role/after-web\nsource_profile=w\n",
          "", "r" },
        { "half an SSO", "[default]\nsso_account_id=1\n" + own, "" },
        { "SSO without its session",
          "[default]\nsso_account_id=1\nsso_role_name=r\nsso_session=s\n", "" },
        { "SSO that contradicts itself",
          "[default]\nsso_account_id=1\nsso_role_name=r\nsso_session=s\n"
          "sso_region=a\n[sso-session s]\nsso_region=b\n"
          "sso_start_url=u\n",
          "" },
    };
}

// What STS was asked for, in the same words whoever asked.
QString shown(const HttpSeen &seen)
{
    const QByteArray header = seen.header("authorization");
    const qsizetype at = header.indexOf("Credential=");
    const QByteArrayList scope = header.mid(at + 11).split('/'); // key, day, region, service
    QStringList words{ QStringLiteral("nobody") };
    if (at >= 0 && scope.size() > 3)
        words = { QString::fromLatin1(scope[0] + ' ' + scope[2] + ' ' + scope[3]) };
    for (const char *name :
         { "Action", "RoleArn", "ExternalId", "DurationSeconds", "WebIdentityToken", "Version" })
        words.append(seen.field(QLatin1String(name)));
    const QString session = seen.field(QStringLiteral("RoleSessionName"));
    const bool invented =
        session == QLatin1String("larder") || session.startsWith(QLatin1String("botocore-session"));
    words.append(invented ? QString() : session);
    return words.join(u' ');
}

struct Row {
    Case of;
    std::unique_ptr<KeyPlaces> at;
    QStringList theirs;
    QStringList ours;
};

} // namespace

/// The chain against botocore's, which is the AWS CLI's.
class TestKeyChain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressOfAService_isBotocores()
    {
        QProcess python;
        python.start(
            QStringLiteral("/usr/bin/python3"),
            { QStringLiteral(BOTOCORE_ENDPOINTS),
              QStringLiteral("ssm,sts,elasticache,ec2,ecs,portal.sso,oidc"),
              QStringLiteral("eu-central-1,us-east-1,us-gov-west-1,us-gov-east-1,cn-north-1") });
        QVERIFY(QTest::qWaitFor([&] { return python.state() == QProcess::NotRunning; }, 60000));
        QCOMPARE(python.exitCode(), 0);
        const QString all = QString::fromLatin1(python.readAllStandardOutput().trimmed());
        const QStringList lines = all.split(u'\n');
        QCOMPARE(lines.size(), 7 * 5 * 4);
        for (const QString &line : lines) {
            const QStringList words = line.split(u' ');
            const aws::AddressKind kind{ words[2] == QLatin1String("1"),
                                         words[3] == QLatin1String("1") };
            QCOMPARE(aws::serviceUrl(words[0], words[1], kind).toString(),
                     QStringLiteral("https://%1/").arg(words[4]));
        }
    }

    void addressKind_isAskedForByTheEnvironmentBeforeTheProfile()
    {
        KeyPlaces at;
        at.config("[profile x]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = True\n");
        const auto address = [&](const QString &profile, const char *service) {
            aws::Account account;
            account.profile = profile;
            return aws::KeySource(account, at.places, nullptr)
                .address(QLatin1String(service), QStringLiteral("eu-central-1"))
                .host();
        };
        const QString x = QStringLiteral("x");
        QCOMPARE(address({}, "ssm"), QStringLiteral("ssm.eu-central-1.amazonaws.com"));
        QCOMPARE(address(x, "ssm"), QStringLiteral("ssm-fips.eu-central-1.api.aws"));
        at.set("AWS_USE_DUALSTACK_ENDPOINT", QStringLiteral("false"));
        QCOMPARE(address(x, "ec2"), QStringLiteral("ec2-fips.eu-central-1.amazonaws.com"));
        at.set("AWS_USE_FIPS_ENDPOINT", QStringLiteral("true"));
        QCOMPARE(address({}, "sts"), QStringLiteral("sts-fips.eu-central-1.amazonaws.com"));
        // An endpoint of one's own counts before.
        at.set("AWS_ENDPOINT_URL_STS", QStringLiteral("https://sts.example"));
        QCOMPARE(address({}, "sts"), QStringLiteral("sts.example"));
    }

    void addressKind_countsForWhatSignsIn()
    {
        KeyPlaces at;
        at.set("AWS_USE_FIPS_ENDPOINT", QStringLiteral("true"));
        const auto config = aws::SharedConfig::read(at.places);
        const auto kind = aws::addressKind(QStringLiteral("default"), at.places, config);
        QCOMPARE(aws::stsPlace({}, QStringLiteral("eu-central-1"), {}, kind).url.host(),
                 QStringLiteral("sts-fips.eu-central-1.amazonaws.com"));
        QCOMPARE(aws::signInAddress(QStringLiteral("portal.sso"), QStringLiteral("eu-north-1"),
                                    QStringLiteral("default"), at.places, config)
                     .host(),
                 QStringLiteral("portal.sso-fips.eu-north-1.amazonaws.com"));
    }

    void table_isResolvedAsByBotocore()
    {
        support::HttpFake sts;
        std::vector<Row> rows;
        bool askedByUs = false;
        sts.answer = [&](const HttpSeen &seen) {
            Row &row = rows.at(size_t(seen.path().sliced(1).toInt()));
            auto &list = askedByUs ? row.ours : row.theirs;
            list.append(shown(seen));
            return support::assumedRole(seen.field(QStringLiteral("Action")).toLatin1(),
                                        int(list.size()),
                                        QDateTime(QDate(2099, 1, 1), QTime(0, 0), Qt::UTC));
        };
        QJsonArray table;
        for (const Case &one : cases()) {
            const QUrl endpoint = sts.url(QStringLiteral("/%1").arg(rows.size()));
            Row &row = rows.emplace_back(Row{ one, std::make_unique<KeyPlaces>(), {}, {} });
            table.append(prepare(row, endpoint));
        }
        const QJsonArray theirs = askBotocore(table);
        QCOMPARE(theirs.size(), qsizetype(rows.size()));
        askedByUs = true;
        int withKeys = 0;
        for (size_t n = 0; n < rows.size(); ++n) {
            Row &row = rows[n];
            const QJsonObject expected = theirs.at(qsizetype(n)).toObject();
            const auto files = row.at->files();
            aws::Account account;
            account.profile = QLatin1String(row.of.profile);
            row.at->set("AWS_ENDPOINT_URL", sts.url(QStringLiteral("/%1").arg(n)).toString());
            compare(row, account, expected);
            QVERIFY2(row.at->files() == files, row.of.name);
            withKeys += expected.value(QStringLiteral("id")).toString().isEmpty() ? 0 : 1;
        }
        QVERIFY2(withKeys > 25, qPrintable(QString::number(withKeys)));
    }

private:
    static QJsonObject prepare(Row &row, const QUrl &endpoint)
    {
        KeyPlaces &at = *row.at;
        const auto filled = [&](QByteArray text) {
            return text.replace("HOME/", at.places.home.toUtf8() + '/');
        };
        at.config(filled(row.of.config));
        at.credentials(filled(row.of.credentials));
        at.write(QStringLiteral("token"), "a.jwt.token");
        at.set("AWS_EC2_METADATA_DISABLED", QStringLiteral("true"));
        QJsonObject environment;
        for (const auto &[name, value] : row.of.environment) {
            const QString text = QString::fromUtf8(filled(value.toUtf8()));
            at.set(name, text);
            environment.insert(QLatin1String(name), text);
        }
        return { { QStringLiteral("home"), at.places.home },
                 { QStringLiteral("profile"), QLatin1String(row.of.profile) },
                 { QStringLiteral("environment"), environment },
                 { QStringLiteral("endpoint"), endpoint.toString() } };
    }

    static QJsonArray askBotocore(const QJsonArray &table)
    {
        const KeyPlaces at;
        at.write(QStringLiteral("table.json"), QJsonDocument(table).toJson());
        QProcess python;
        python.start(QStringLiteral("/usr/bin/python3"),
                     { QStringLiteral(BOTOCORE_CHAIN), at.path(QStringLiteral("table.json")) });
        if (!QTest::qWaitFor([&] { return python.state() == QProcess::NotRunning; }, 60000))
            python.kill();
        const QByteArray complaint = python.readAllStandardError();
        if (!complaint.isEmpty())
            qWarning("%s", complaint.constData());
        return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    }

    static void compare(Row &row, const aws::Account &account, const QJsonObject &expected)
    {
        aws::KeySource source(account, row.at->places, nullptr);
        const auto keys = support::await(source.keys());
        const auto text = [&](const char *name) {
            return expected.value(QLatin1String(name)).toString();
        };
        const QString wrong = QStringLiteral("%1: %2 %3")
                                  .arg(QLatin1String(row.of.name), text("error"),
                                       keys ? QString() : keys.error().text);
        QVERIFY2(keys.has_value() == !text("id").isEmpty(), qPrintable(wrong));
        if (keys) {
            QVERIFY2(keys->accessKeyId == text("id"), qPrintable(wrong + keys->accessKeyId));
            QVERIFY2(keys->secretAccessKey == base::Secret(text("secret").toUtf8()),
                     qPrintable(wrong));
            QVERIFY2(keys->sessionToken == base::Secret(text("token").toUtf8()), qPrintable(wrong));
            QVERIFY2(source.region().value_or(QString()) == text("region"), qPrintable(wrong));
        }
        QVERIFY2(row.ours == row.theirs,
                 qPrintable(wrong + row.ours.join(u'\n') + QStringLiteral("\nbotocore:\n")
                            + row.theirs.join(u'\n')));
        QStringList profiles = aws::profileNames(row.at->places);
        profiles.sort();
        QVERIFY2(QJsonArray::fromStringList(profiles)
                     == expected.value(QStringLiteral("profiles")).toArray(),
                 qPrintable(wrong + profiles.join(u',')));
    }
};

QTEST_GUILESS_MAIN(TestKeyChain)
#include "tst_keychain.moc"

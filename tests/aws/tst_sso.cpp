#include "aws/ssosignin.h"
#include "aws/ssotoken.h"
#include "fakests.h"
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using aws::KeySource;
using base::Error;
using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;
using support::KeptLog;
using support::KeyPlaces;
using support::keySecret;
using Cause = base::Error::Cause;

namespace {

const QByteArray shop = "[profile shop]\nsso_session = corp\nsso_account_id = 123456789012\n"
                        "sso_role_name = Read Only+\nregion = eu-central-1\n"
                        "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n"
                        "sso_region = eu-north-1\nsso_registration_scopes = sso:account:access\n";
const QByteArray legacy = "[profile old]\nsso_start_url = https://corp.awsapps.com/start\n"
                          "sso_region = eu-north-1\nsso_account_id = 1\nsso_role_name = r\n";

/// IAM Identity Center: gives keys for the tokens it takes, and tokens for refresh tokens.
class Center {
public:
    explicit Center(KeyPlaces &where)
        : at(where)
    {
        http.answer = [this](const HttpSeen &seen) { return answer(seen); };
    }
    HttpAnswer answer(const HttpSeen &seen)
    {
        if (seen.path() == "/token")
            return HttpAnswer::json(
                { { QStringLiteral("accessToken"), QString::fromLatin1(renewed) },
                  { QStringLiteral("expiresIn"), 3600 },
                  { QStringLiteral("refreshToken"), QStringLiteral("next") } },
                renewed.isEmpty() ? 400 : 200);
        if (!taken.contains(seen.header("x-amz-sso_bearer_token")))
            return HttpAnswer::refusal(QStringLiteral("UnauthorizedException"),
                                       QStringLiteral("Session token not found or invalid"), 401);
        const QJsonObject keys{
            { QStringLiteral("accessKeyId"), QStringLiteral("ASIASSO") },
            { QStringLiteral("secretAccessKey"), QString::fromLatin1(keySecret) },
            { QStringLiteral("sessionToken"), QStringLiteral("t") },
            { QStringLiteral("expiration"), at.now().addSecs(3600).toMSecsSinceEpoch() }
        };
        return HttpAnswer::json({ { QStringLiteral("roleCredentials"), keys } });
    }
    base::Result<aws::Keys> keys(const char *profile = "shop")
    {
        aws::Account account;
        account.profile = QLatin1String(profile);
        KeySource source(account, support::placesAt(at, http), nullptr);
        return support::await(source.keys());
    }

    KeyPlaces &at;
    HttpFake http;
    QByteArrayList taken{ "cli-token" };
    QByteArray renewed; // empty = a refresh token is refused
};

void writeToken(const KeyPlaces &at, const QByteArray &name, const QDateTime &until,
                const QByteArray &more = {}, const QByteArray &token = "cli-token")
{
    const QByteArray file = QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex();
    at.write(QStringLiteral(".aws/sso/cache/") + QString::fromLatin1(file)
                 + QStringLiteral(".json"),
             "{\"startUrl\": \"https://corp.awsapps.com/start\", \"region\": \"eu-north-1\", "
             "\"accessToken\": \""
                 + token + "\", \"expiresAt\": \"" + until.toString(Qt::ISODate).toLatin1() + "\""
                 + more + "}");
}

const QByteArray renewable = ", \"refreshToken\": \"refresh-me\", \"clientId\": \"id\", "
                             "\"clientSecret\": \"registered\", \"registrationExpiresAt\": "
                             "\"2026-09-01T00:00:00Z\"";

QString why(const base::Error &error)
{
    return error.text + QString::fromUtf8(error.detail);
}

/// What a sign-in came to.
struct Outcome {
    explicit Outcome(aws::SsoSignIn &signIn)
    {
        QObject::connect(&signIn, &aws::SsoSignIn::confirm, &signIn,
                         [this](const QUrl &page, const QString &code, const QDateTime &until) {
                             pages.append(page);
                             shown = code;
                             good = until;
                         });
        QObject::connect(&signIn, &aws::SsoSignIn::finished, &signIn,
                         [this](const base::Result<> &result) { results.append(result); });
    }
    QList<QUrl> pages;
    QString shown;
    QDateTime good;
    QList<base::Result<>> results;
};

HttpAnswer pending(const char *error = "authorization_pending")
{
    return HttpAnswer::json({ { QStringLiteral("error"), QLatin1String(error) },
                              { QStringLiteral("error_description"), QString() } },
                            400);
}

const QJsonObject registration{ { QStringLiteral("clientId"), QStringLiteral("id") },
                                { QStringLiteral("clientSecret"), QStringLiteral("registered") },
                                { QStringLiteral("clientSecretExpiresAt"), 1795000000 } };

QJsonObject authorization(const char *page = "https://device.sso.aws/?user_code=ABCD-EFGH")
{
    return { { QStringLiteral("deviceCode"), QStringLiteral("device-code") },
             { QStringLiteral("userCode"), QStringLiteral("ABCD-EFGH") },
             { QStringLiteral("verificationUri"), QStringLiteral("https://device.sso.aws/") },
             { QStringLiteral("verificationUriComplete"), QLatin1String(page) },
             { QStringLiteral("expiresIn"), 600 },
             { QStringLiteral("interval"), 1 } };
}

} // namespace

/// Signing in at IAM Identity Center.
class TestSso : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { log = std::make_unique<KeptLog>(); }
    void cleanup() { QVERIFY(!log->hasSecret()); }

    void tokenOfTheCli_givesTheRolesKeys()
    {
        KeyPlaces at;
        at.config(shop + legacy);
        writeToken(at, "corp", at.now().addSecs(7200));
        writeToken(at, "https://corp.awsapps.com/start", at.now().addSecs(7200));
        const auto files = at.files();
        Center center(at);
        const auto keys = center.keys();
        QVERIFY2(keys, keys ? "" : qPrintable(why(keys.error())));
        QCOMPARE(keys->accessKeyId, QStringLiteral("ASIASSO"));
        QCOMPARE(keys->secretAccessKey, base::Secret(keySecret));
        QCOMPARE(keys->expires, at.now().addSecs(3600));
        QCOMPARE(keys->source, QStringLiteral("profile shop (SSO)"));
        const HttpSeen &seen = center.http.seen.first();
        QCOMPARE(seen.method, "GET");
        QCOMPARE(seen.target,
                 "/federation/credentials?role_name=Read%20Only%2B&account_id=123456789012");
        QVERIFY(seen.header("authorization").isEmpty());
        QVERIFY(center.keys("old"));
        QCOMPARE(at.files(), files);
        QVERIFY(aws::signsInBySso(QStringLiteral("shop"), at.places));
        QVERIFY(aws::signsInBySso(QStringLiteral("old"), at.places));
        QVERIFY(!aws::signsInBySso(QStringLiteral("default"), at.places));
    }

    void accountsEndpoints_seeNoToken()
    {
        KeyPlaces at;
        at.config(shop + "[profile ops]\nrole_arn = arn:r\nsource_profile = shop\n");
        writeToken(at, "corp", at.now().addSecs(60), renewable);
        Center center(at);
        center.renewed = "own-token";
        center.taken = { "own-token" };
        HttpFake elsewhere;
        aws::Account account;
        account.profile = QStringLiteral("ops");
        account.endpoint = elsewhere.url();
        account.ssmEndpoint = elsewhere.url();
        KeySource source(account, support::placesAt(at, center.http), nullptr);
        (void)support::await(source.keys()); // no STS here
        QVERIFY(center.http.seen.size() >= 2); // the token was renewed and shown
        QVERIFY(elsewhere.seen.isEmpty());
    }

    void roleOfAnSsoProfile_signsInAsItsSource()
    {
        KeyPlaces at;
        at.config(shop + "[profile ops]\nrole_arn = arn:r\nsource_profile = shop\n");
        Center center(at);
        const auto keys = center.keys("ops");
        QVERIFY(keys.error().cause == Cause::AwsSignInExpired);
        QVERIFY(keys.error().detail.contains("--profile shop"));
        QVERIFY(aws::signsInBySso(QStringLiteral("ops"), at.places));
        center.renewed = "own-token";
        center.http.script({ HttpAnswer::json(registration), HttpAnswer::json(authorization()) });
        aws::SsoSignIn signIn(QStringLiteral("ops"), support::placesAt(at, center.http));
        signIn.setSecond(std::chrono::milliseconds(1));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 1);
        QVERIFY(outcome.results[0]);
        QVERIFY(at.places.cache->token(QStringLiteral("corp")));
    }

    void noToken_isM12()
    {
        KeyPlaces at;
        at.config(shop);
        Center center(at);
        const auto m12 = QStringLiteral("The AWS sign-in of profile shop has expired. Sign in "
                                        "again to continue.");
        QCOMPARE(center.keys().error().text, m12);
        writeToken(at, "corp", at.now().addSecs(-1));
        QCOMPARE(center.keys().error().text, m12);
        QVERIFY(center.http.seen.isEmpty());
        writeToken(at, "corp", at.now().addSecs(7200), {}, "revoked-token");
        const auto revoked = center.keys();
        QVERIFY(revoked.error().cause == Cause::AwsSignInExpired);
        QCOMPARE(revoked.error().text, m12);
        QVERIFY(revoked.error().detail.contains("aws sso login --profile shop"));
        QVERIFY(!why(revoked.error()).contains(QLatin1String("revoked-token")));
    }

    void tokenNearItsEnd_isRenewedInMemoryOnly()
    {
        KeyPlaces at;
        at.config(shop);
        writeToken(at, "corp", at.now().addSecs(600), renewable);
        const auto files = at.files();
        Center center(at);
        center.renewed = "fresh-token";
        center.taken = { "fresh-token" };
        QVERIFY(center.keys());
        const QJsonObject asked = center.http.seen.first().json();
        QCOMPARE(asked.value(QStringLiteral("grantType")).toString(),
                 QStringLiteral("refresh_token"));
        QCOMPARE(asked.value(QStringLiteral("refreshToken")).toString(),
                 QStringLiteral("refresh-me"));
        QCOMPARE(asked.value(QStringLiteral("clientId")).toString(), QStringLiteral("id"));
        QCOMPARE(asked.value(QStringLiteral("clientSecret")).toString(),
                 QStringLiteral("registered"));
        // The next one needs no renewal, until it is due again, by what was given with it.
        QVERIFY(center.keys());
        QCOMPARE(center.http.seen.size(), 3);
        at.pass(3000);
        QVERIFY(center.keys());
        QCOMPARE(center.http.seen[3].json().value(QStringLiteral("refreshToken")).toString(),
                 QStringLiteral("next"));
        QCOMPARE(at.files(), files);
    }

    void renewalThatIsRefused_leavesTheTokenItsLastMinutes()
    {
        KeyPlaces at;
        at.config(shop);
        writeToken(at, "corp", at.now().addSecs(600), renewable);
        Center center(at);
        QVERIFY(center.keys());
        at.pass(600);
        const auto keys = center.keys();
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsSignInExpired);
        QVERIFY(!why(keys.error()).contains(QLatin1String("refresh-me")));
        // A registration that has ended renews nothing.
        writeToken(at, "corp", at.now().addSecs(-1),
                   QByteArray(renewable).replace("2026-09", "2026-06"));
        center.renewed = "fresh-token";
        center.http.seen.clear();
        QVERIFY(!center.keys());
        QVERIFY(center.http.seen.isEmpty());
    }

    void renewalThatAnotherWon_isShared()
    {
        KeyPlaces at;
        at.config(shop);
        writeToken(at, "corp", at.now().addSecs(-1), renewable);
        Center center(at);
        center.taken = { "of-the-other" };
        const auto usual = center.http.answer;
        center.http.answer = [&](const HttpSeen &seen) {
            aws::SsoToken other;
            other.accessToken = base::Secret("of-the-other");
            other.expires = at.now().addSecs(3600);
            at.places.cache->setToken(QStringLiteral("corp"), other);
            return usual(seen);
        };
        QVERIFY(center.keys());
        QCOMPARE(center.http.seen.size(), 2);
    }

    void roleThatIsNotGranted_isDenied()
    {
        KeyPlaces at;
        at.config(shop);
        writeToken(at, "corp", at.now().addSecs(7200));
        Center center(at);
        center.http.script(HttpAnswer::refusal(QStringLiteral("ForbiddenException"),
                                               QStringLiteral("No access with cli-token"), 403));
        const auto keys = center.keys();
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsDenied);
        QCOMPARE(keys.error().detail, "ForbiddenException: No access with (redacted)");
    }

    void strangeCacheFile_isNoToken_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             { "", "{", "[]", "null", "{\"accessToken\": 5, \"expiresAt\": 6}",
               "{\"accessToken\": \"t\"}", "{\"accessToken\": \"t\", \"expiresAt\": \"soon\"}",
               "{\"accessToken\": \"\", \"expiresAt\": \"2026-09-01T00:00:00Z\"}" })
            QTest::newRow(json) << QByteArray(json);
    }
    void strangeCacheFile_isNoToken()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!aws::readSsoToken(json));
    }

    void timesOfTheCli_areRead()
    {
        for (const char *time : { "2026-09-01T00:00:00Z", "2026-09-01T00:00:00UTC",
                                  "2026-09-01T09:00:00+09:00", "2026-09-01T00:00:00.000Z" }) {
            const auto token = aws::readSsoToken(
                QByteArray("{\"accessToken\": \"t\", \"expiresAt\": \"") + time + "\"}");
            QVERIFY(token);
            QCOMPARE(token->expires, QDateTime(QDate(2026, 9, 1), QTime(0, 0), Qt::UTC));
        }
    }

    void signIn_waitsForThePersonAndKeepsTheTokenInMemory()
    {
        KeyPlaces at;
        at.config(shop);
        const auto files = at.files();
        Center center(at);
        center.renewed = "own-token";
        center.taken = { "own-token" };
        center.http.script({ HttpAnswer::json(registration), HttpAnswer::json(authorization()),
                             pending(), pending(), pending("slow_down"), pending() });
        aws::SsoSignIn signIn(QStringLiteral("shop"), support::placesAt(at, center.http));
        signIn.setSecond(std::chrono::milliseconds(1));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 1);
        QVERIFY2(outcome.results[0],
                 outcome.results[0] ? "" : qPrintable(why(outcome.results[0].error())));
        QCOMPARE(
            outcome.pages,
            QList<QUrl>{ QUrl(QStringLiteral("https://device.sso.aws/?user_code=ABCD-EFGH")) });
        QCOMPARE(outcome.shown, QStringLiteral("ABCD-EFGH"));
        QCOMPARE(outcome.good, at.now().addSecs(600));
        QByteArrayList paths;
        for (const HttpSeen &seen : center.http.seen)
            paths.append(seen.path());
        QCOMPARE(paths,
                 (QByteArrayList{ "/client/register", "/device_authorization", "/token", "/token",
                                  "/token", "/token", "/token" }));
        const auto sent = [&](int request, const char *name) {
            return center.http.seen.at(request).json().value(QLatin1String(name));
        };
        QCOMPARE(sent(0, "scopes").toArray(), QJsonArray{ QStringLiteral("sso:account:access") });
        QCOMPARE(sent(0, "clientType").toString(), QStringLiteral("public"));
        QCOMPARE(sent(1, "startUrl").toString(), QStringLiteral("https://corp.awsapps.com/start"));
        QCOMPARE(sent(2, "deviceCode").toString(), QStringLiteral("device-code"));
        QCOMPARE(sent(2, "grantType").toString(),
                 QStringLiteral("urn:ietf:params:oauth:grant-type:device_code"));

        QVERIFY(center.keys());
        QCOMPARE(center.http.seen.last().header("x-amz-sso_bearer_token"), "own-token");
        QCOMPARE(at.files(), files);
        // Another sign-in uses the same registration.
        center.http.seen.clear();
        center.http.script(HttpAnswer::json(authorization()));
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 2);
        QCOMPARE(center.http.seen.first().path(), "/device_authorization");
    }

    void signInThatEnds_saysWhy_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("cause");
        QTest::newRow("expired") << QByteArray("expired_token") << int(Cause::AwsSignInExpired);
        QTest::newRow("denied") << QByteArray("access_denied") << int(Cause::AwsSignInExpired);
        QTest::newRow("other") << QByteArray("invalid_grant") << int(Cause::AwsRefused);
    }
    void signInThatEnds_saysWhy()
    {
        QFETCH(QByteArray, word);
        QFETCH(int, cause);
        KeyPlaces at;
        at.config(shop);
        HttpFake http;
        http.script({ HttpAnswer::json(registration), HttpAnswer::json(authorization()),
                      pending(word.constData()) });
        aws::SsoSignIn signIn(QStringLiteral("shop"), support::placesAt(at, http));
        signIn.setSecond(std::chrono::milliseconds(1));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 1);
        QVERIFY(!outcome.results[0]);
        QCOMPARE(int(outcome.results[0].error().cause), cause);
        QVERIFY(!why(outcome.results[0].error()).contains(QLatin1String("device-code")));
        QVERIFY(!at.places.cache->token(QStringLiteral("corp")));
    }

    void personWhoDoesNotCome_isNotWaitedForLonger()
    {
        KeyPlaces at;
        at.config(shop);
        HttpFake http;
        http.script({ HttpAnswer::json(registration), HttpAnswer::json(authorization()) });
        http.answer = [](const HttpSeen &) { return pending("slow_down"); };
        aws::SsoSignIn signIn(QStringLiteral("shop"), support::placesAt(at, http));
        signIn.setSecond(std::chrono::milliseconds(1));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 1);
        QVERIFY(outcome.results[0].error().kind == Error::Kind::Timeout);
        QVERIFY(http.seen.size() < 30);
    }

    void pageThatIsNone_isNotOpened_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("script") << QByteArray("javascript:alert(1)");
        QTest::newRow("nothing") << QByteArray("https://");
    }
    void pageThatIsNone_isNotOpened()
    {
        QFETCH(QByteArray, page);
        KeyPlaces at;
        at.config(shop);
        HttpFake http;
        http.script(
            { HttpAnswer::json(registration), HttpAnswer::json(authorization(page.constData())) });
        aws::SsoSignIn signIn(QStringLiteral("shop"), support::placesAt(at, http));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.results.size(), 1);
        QVERIFY(!outcome.results[0]);
        QVERIFY(outcome.pages.isEmpty());
    }

    void cancelledSignIn_asksNoMore()
    {
        KeyPlaces at;
        at.config(shop);
        HttpFake http;
        http.script({ HttpAnswer::json(registration), HttpAnswer::json(authorization()) });
        aws::SsoSignIn signIn(QStringLiteral("shop"), support::placesAt(at, http));
        const Outcome outcome(signIn);
        signIn.start();
        QTRY_COMPARE(outcome.pages.size(), 1);
        signIn.cancel();
        QCOMPARE(outcome.results.size(), 1);
        QVERIFY(outcome.results[0].error().kind == Error::Kind::Cancelled);
        support::settle();
        QCOMPARE(http.seen.size(), 2);
        QCOMPARE(outcome.results.size(), 1);
    }

    void profileWithoutSso_hasNoSignIn()
    {
        const KeyPlaces at;
        at.config("[profile plain]\nregion = eu-central-1\n");
        aws::SsoSignIn signIn(QStringLiteral("plain"), at.places);
        const Outcome outcome(signIn);
        signIn.start();
        QCOMPARE(outcome.results.size(), 1);
        QVERIFY(outcome.results[0].error().cause == Cause::AwsProfileUnknown);
    }

private:
    std::unique_ptr<KeptLog> log;
};

QTEST_GUILESS_MAIN(TestSso)
#include "tst_sso.moc"

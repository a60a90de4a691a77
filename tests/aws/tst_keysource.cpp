#include "aws/sts.h"
#include "base/whendone.h"
#include "fakests.h"
#include "support/tlsfiles.h"
#include <QTest>

using aws::KeySource;
using base::Error;
using support::accountOf;
using support::assumedRole;
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

namespace {

const QByteArray baseProfile = "[profile base]\naws_access_key_id = AKIDBASE\n"
                               "aws_secret_access_key = "
    + keySecret + "\n";

const QByteArray sessionToken =
    "FwoGZXIvYXdzEBYaDHqa0AP+of/twenty=bytes+and/many/more/of/them/so/that/it/is/one==";

/// Answers with the codes it was given, one after the other; then gives up.
class Person final : public aws::Asker {
public:
    QFuture<base::Result<base::Secret>> mfaCode(const aws::MfaQuestion &question) override
    {
        questions.append(question);
        if (codes.isEmpty())
            return base::ready<base::Secret>(base::fail(Error::Kind::Cancelled, {}));
        return base::ready<base::Secret>(base::Secret(codes.takeFirst()));
    }

    QList<QByteArray> codes;
    QList<aws::MfaQuestion> questions;
};

} // namespace

/// Keys that somebody must be asked for.
class TestKeySource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { log = std::make_unique<KeptLog>(); }
    void cleanup() { QVERIFY(!log->hasSecret()); }

    void role_isAssumedWithTheKeysOfItsSource()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:aws:iam::1:role/reader\nsource_profile=base\n"
                    "external_id = a b&c\nrole_session_name = jin\nduration_seconds = 1800\n");
        const FakeSts sts(at);
        const auto keys = keysAt(at, sts.http, "ops");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(keys->accessKeyId, QStringLiteral("ASIAROLE1"));
        QCOMPARE(keys->secretAccessKey, base::Secret(keySecret));
        QCOMPARE(keys->sessionToken, base::Secret("token-of-1"));
        QCOMPARE(keys->expires, at.now().addSecs(3600));
        QCOMPARE(keys->source, QStringLiteral("profile ops, role arn:aws:iam::1:role/reader"));
        QCOMPARE(sts.http.seen.size(), 1);
        const HttpSeen &seen = sts.http.seen.first();
        QCOMPARE(seen.field(QStringLiteral("Version")), QStringLiteral("2011-06-15"));
        QCOMPARE(seen.field(QStringLiteral("RoleArn")),
                 QStringLiteral("arn:aws:iam::1:role/reader"));
        QCOMPARE(seen.field(QStringLiteral("RoleSessionName")), QStringLiteral("jin"));
        QCOMPARE(seen.field(QStringLiteral("ExternalId")), QStringLiteral("a b&c"));
        QCOMPARE(seen.field(QStringLiteral("DurationSeconds")), QStringLiteral("1800"));
        QVERIFY(seen.header("authorization").contains("AKIDBASE/20260701/eu-central-1/sts/"));
    }

    void rolesInAChain_areAssumedInTurn()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile a]\nrole_arn = arn:a\nsource_profile=base\n"
                    "[profile b]\nrole_arn = arn:b\nsource_profile=a\n"
                    "[profile c]\nrole_arn = arn:c\nsource_profile=b\n");
        const FakeSts sts(at);
        const auto keys = keysAt(at, sts.http, "c");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(keys->accessKeyId, QStringLiteral("ASIAROLE3"));
        QCOMPARE(sts.signer(0), "AKIDBASE");
        QCOMPARE(sts.signer(1), "ASIAROLE1");
        QCOMPARE(sts.signer(2), "ASIAROLE2");
        QCOMPARE(sts.http.seen[1].header("x-amz-security-token"), "token-of-1");
        QCOMPARE(sts.http.seen[2].field(QStringLiteral("RoleArn")), QStringLiteral("arn:c"));
    }

    void profileThatCannotBeMeant_isExplained_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("word");
        QTest::newRow("loop") << QByteArray("[profile x]\nrole_arn=a\nsource_profile=y\n"
                                            "[profile y]\nrole_arn=b\nsource_profile=x\n")
                              << QStringLiteral("x → y → x");
        QTest::newRow("itself without keys")
            << QByteArray("[profile x]\nrole_arn=a\nsource_profile=x\n") << QStringLiteral("x → x");
        QTest::newRow("no such source")
            << QByteArray("[profile x]\nrole_arn=a\nsource_profile=z\n") << QStringLiteral("z");
        QTest::newRow("empty source")
            << QByteArray("[profile x]\nrole_arn=a\nsource_profile=z\n[profile z]\nregion=q\n")
            << QStringLiteral("z has no credentials");
        QTest::newRow("two sources") << QByteArray(
            "[profile x]\nrole_arn=a\nsource_profile=x\ncredential_source=Environment")
                                     << QStringLiteral("credential_source");
        QTest::newRow("no source")
            << QByteArray("[profile x]\nrole_arn=a\n") << QStringLiteral("source_profile");
        QTest::newRow("strange source")
            << QByteArray("[profile x]\nrole_arn=a\ncredential_source=Moon\n")
            << QStringLiteral("Moon");
        QTest::newRow("no session") << QByteArray("[profile x]\nsso_session=s\nsso_account_id=1\n"
                                                  "sso_role_name=r\n")
                                    << QStringLiteral("sso-session s");
        QTest::newRow("half an SSO") << QByteArray("[profile x]\nsso_start_url=https://a\n")
                                     << QStringLiteral("sso_account_id");
        QTest::newRow("aws login")
            << QByteArray("[profile x]\nlogin_session=arn:aws:iam::1:user/jin\n")
            << QStringLiteral("export-credentials --profile x");
        QTest::newRow("open quote")
            << QByteArray("[profile x]\ncredential_process='a\n") << QStringLiteral("quote");
    }
    void profileThatCannotBeMeant_isExplained()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, word);
        KeyPlaces at;
        at.config(config);
        const FakeSts sts(at);
        const auto keys = keysAt(at, sts.http, "x");
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsProfileUnknown);
        QVERIFY2(keys.error().text.contains(word), qPrintable(keys.error().text));
        QVERIFY(sts.http.seen.isEmpty());
    }

    void profileThatNamesItself_usesItsOwnKeys()
    {
        KeyPlaces at;
        at.config("[profile x]\nrole_arn=arn:x\nsource_profile=x\naws_access_key_id=AKIDSELF\n"
                  "aws_secret_access_key=s\n");
        const FakeSts sts(at);
        QVERIFY(keysAt(at, sts.http, "x"));
        QCOMPARE(sts.http.seen.size(), 1);
        QCOMPARE(sts.signer(0), "AKIDSELF");
    }

    void deniedRole_saysWhoAndWhat()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        HttpFake http;
        http.script(HttpAnswer::xmlRefusal("AccessDenied",
                                           "User: arn:aws:iam::1:user/jin is not authorized to "
                                           "perform: sts:AssumeRole on resource: arn:r",
                                           403));
        const auto keys = keysAt(at, http, "ops");
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsDenied);
        QCOMPARE(keys.error().text,
                 QStringLiteral("AWS denied sts:AssumeRole for arn:aws:iam::1:user/jin. Ask for "
                                "this permission or choose another profile."));
    }

    void expiredSource_isM12()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        HttpFake http;
        http.script(HttpAnswer::xmlRefusal("ExpiredToken", "The security token is expired", 403));
        const auto keys = keysAt(at, http, "ops");
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsSignInExpired);
        QCOMPARE(keys.error().text,
                 QStringLiteral("The AWS sign-in of profile ops has expired. Sign in again to "
                                "continue."));
    }

    void refusalThatRepeatsTheRequest_showsNothingSecretOfIt_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("kept");
        const QByteArray start = "The request signature we calculated does not match.";
        QTest::newRow("canonical string")
            << QByteArray("SignatureDoesNotMatch")
            << QByteArray(start
                          + "\n\nThe Canonical String for this request should have been\n'POST"
                            "\n/\n\nx-amz-security-token:"
                          + sessionToken + "\n'")
            << start;
        QTest::newRow("token") << QByteArray("InvalidAction")
                               << QByteArray("No " + sessionToken + " here, nor " + sessionToken)
                               << QByteArray("No (redacted) here, nor (redacted)");
        QTest::newRow("token in a form")
            << QByteArray("InvalidAction")
            << QByteArray("Unknown: Token=" + aws::percentEncoded(sessionToken) + "&amp;A=1")
            << QByteArray("Unknown: Token=(redacted)&A=1");
        QTest::newRow("token cut short")
            << QByteArray("ValidationError") << QByteArray("Value " + sessionToken.left(40))
            << QByteArray("Value (redacted)");
        QTest::newRow("token past the end of what is kept")
            << QByteArray("ValidationError") << QByteArray(QByteArray(1990, 'x') + sessionToken)
            << QByteArray(1990, 'x');
        QTest::newRow("secret") << QByteArray("ValidationError") << QByteArray("It is " + keySecret)
                                << QByteArray("It is (redacted)");
    }
    void refusalThatRepeatsTheRequest_showsNothingSecretOfIt()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, kept);
        KeyPlaces at;
        at.config(baseProfile + "aws_session_token = " + sessionToken
                  + "\n[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        HttpFake http;
        http.script(HttpAnswer::xmlRefusal(code, message, 403));
        const auto keys = keysAt(at, http, "ops");
        QVERIFY(!keys);
        const QByteArray said = why(keys).toUtf8();
        QVERIFY2(said.contains(kept), said.constData());
        QVERIFY2(!said.contains(sessionToken.left(20)) && !said.contains(keySecret)
                     && !said.contains(aws::percentEncoded(sessionToken).left(20)),
                 said.constData());
        QVERIFY(keys.error().detail.size() < 2100);
    }

    void refusedWebIdentity_isNotShown()
    {
        const QByteArray token =
            "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwb2QifQ.c2lnbmF0dXJlLW9mLXRoZS1wb2Q";
        KeyPlaces at;
        at.write(QStringLiteral("token"), token + "\n");
        at.config("[profile pod]\nrole_arn = arn:pod\nweb_identity_token_file = "
                  + at.path(QStringLiteral("token")).toUtf8() + "\n");
        HttpFake http;
        http.script(HttpAnswer::xmlRefusal("InvalidIdentityToken",
                                           "The token " + token + " is not valid", 400));
        const auto keys = keysAt(at, http, "pod");
        QVERIFY(!keys);
        QCOMPARE(keys.error().detail,
                 QByteArray("InvalidIdentityToken: The token (redacted) is not valid"));
    }

    void failureThatPasses_isTriedAgain()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        FakeSts sts(at);
        sts.http.script({ HttpAnswer{ 503, "busy" }, HttpAnswer::ending(HttpAnswer::End::HangUp) });
        const auto keys = keysAt(at, sts.http, "ops");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(sts.given, 1);
    }

    void wrongClock_isCorrectedOnce()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        FakeSts sts(at);
        sts.http.skewSeconds = QDateTime::currentDateTimeUtc().secsTo(at.now()) + 7200;
        sts.http.script(HttpAnswer::xmlRefusal("RequestExpired", "Request has expired", 400));
        sts.http.answer = [&](const HttpSeen &) {
            return assumedRole("AssumeRole", 1, at.now().addSecs(7200 + 3600));
        };
        const auto keys = keysAt(at, sts.http, "ops");
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(sts.http.seen.size(), 2);
        QVERIFY(sts.http.seen[0].header("x-amz-date").startsWith("20260701T12"));
        QVERIFY(sts.http.seen[1].header("x-amz-date").startsWith("20260701T14")
                || sts.http.seen[1].header("x-amz-date").startsWith("20260701T1359"));
        // They end by this computer's clock.
        QVERIFY(qAbs(at.now().secsTo(keys->expires) - 3600) < 30);
    }

    void mfaRole_asksOnceForEverybody()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n"
                    "mfa_serial = arn:aws:iam::1:mfa/jin\n"
                    "[profile next]\nrole_arn = arn:n\nsource_profile=ops\n");
        FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        person->codes = { "123456" };
        const auto keys = keysAt(at, sts.http, "ops", person);
        QVERIFY2(keys, qPrintable(why(keys)));
        QCOMPARE(sts.http.seen[0].field(QStringLiteral("TokenCode")), QStringLiteral("123456"));
        QCOMPARE(sts.http.seen[0].field(QStringLiteral("SerialNumber")),
                 QStringLiteral("arn:aws:iam::1:mfa/jin"));
        QCOMPARE(person->questions.size(), 1);
        QCOMPARE(person->questions[0].device, QStringLiteral("arn:aws:iam::1:mfa/jin"));
        QCOMPARE(person->questions[0].profile, QStringLiteral("ops"));
        QVERIFY(!person->questions[0].again);
        const auto second = keysAt(at, sts.http, "ops", person);
        QVERIFY(second);
        QCOMPARE(second->accessKeyId, keys->accessKeyId);
        QCOMPARE(sts.given, 1);
        QCOMPARE(person->questions.size(), 1);
        // What has ended is asked for anew.
        at.pass(3600);
        person->codes = { "654321" };
        QVERIFY(keysAt(at, sts.http, "ops", person));
        QCOMPARE(person->questions.size(), 2);
    }

    void wrongMfaCode_isAskedForOnceMore()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        FakeSts sts(at);
        const auto refusal = HttpAnswer::xmlRefusal(
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
        const auto person = std::make_shared<Person>();
        person->codes = { "111111", "222222" };
        sts.http.script(refusal);
        QVERIFY(keysAt(at, sts.http, "ops", person));
        QCOMPARE(person->questions.size(), 2);
        QVERIFY(person->questions[1].again);

        at.pass(3600);
        person->questions.clear();
        person->codes = { "333333", "444444", "555555" };
        sts.http.script({ refusal,
                          HttpAnswer::xmlRefusal("ValidationError",
                                                 "Value '444444' at 'tokenCode' failed to satisfy "
                                                 "constraint: …",
                                                 400) });
        const auto keys = keysAt(at, sts.http, "ops", person);
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsSignInExpired);
        QCOMPARE(person->questions.size(), 2);
        QVERIFY(!why(keys).contains(QLatin1String("444444")));
    }

    void askersAtOnce_putOneQuestion()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        const FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        person->codes = { "111111" };
        KeySource one(accountOf("ops"), placesAt(at, sts.http), person);
        KeySource two(accountOf("ops"), placesAt(at, sts.http), person);
        const auto first = one.keys();
        const auto second = two.keys();
        QVERIFY(support::await(first));
        QCOMPARE(support::await(second)->accessKeyId, QStringLiteral("ASIAROLE1"));
        QCOMPARE(person->questions.size(), 1);
        // What the person gives up is given up for both.
        at.pass(3600);
        const auto third = one.keys();
        const auto fourth = two.keys();
        QVERIFY(support::await(third).error().kind == Error::Kind::Cancelled);
        QVERIFY(support::await(fourth).error().kind == Error::Kind::Cancelled);
        QCOMPARE(person->questions.size(), 2);
    }

    void askerThatGoes_leavesTheQuestionToTheNext()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        FakeSts sts(at);
        sts.http.script(HttpAnswer::ending(HttpAnswer::End::Silent));
        const auto person = std::make_shared<Person>();
        person->codes = { "111111", "222222" };
        auto one = std::make_unique<KeySource>(accountOf("ops"), placesAt(at, sts.http), person);
        KeySource two(accountOf("ops"), placesAt(at, sts.http), person);
        const auto lost = one->keys();
        QTRY_COMPARE(sts.http.seen.size(), 1);
        const auto keys = two.keys();
        support::settle();
        QCOMPARE(person->questions.size(), 1);
        one.reset();
        QVERIFY(support::await(keys));
        QCOMPARE(person->questions.size(), 2);
        QVERIFY(lost.isFinished());
    }

    void personWhoSaysNo_isLeftAloneWhileTheKeysServe()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        const FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        person->codes = { "111111" };
        KeySource source(accountOf("ops"), placesAt(at, sts.http), person);
        QVERIFY(support::await(source.keys()));
        at.pass(3600 - 290);
        for (int minute = 0; minute < 4; ++minute) {
            QVERIFY(support::await(source.keys()));
            QTRY_COMPARE(person->questions.size(), 2);
            support::settle();
            at.pass(50);
        }
        QCOMPARE(person->questions.size(), 2);
        at.pass(50); // their last minute
        QVERIFY(!support::await(source.keys()));
        QCOMPARE(person->questions.size(), 3);
    }

    void mfaWithoutAPerson_isAnError()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        const FakeSts sts(at);
        QVERIFY(keysAt(at, sts.http, "ops").error().cause == Cause::AwsSignInExpired);
        const auto person = std::make_shared<Person>();
        QVERIFY(keysAt(at, sts.http, "ops", person).error().kind == Error::Kind::Cancelled);
        QVERIFY(sts.http.seen.isEmpty());
    }

    void refusedMfaKeys_areNotTakenFromTheCacheAgain()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        person->codes = { "111111", "222222" };
        KeySource source(accountOf("ops"), placesAt(at, sts.http), person);
        KeySource other(accountOf("ops"), placesAt(at, sts.http), person);
        QVERIFY(support::await(source.keys()));
        QVERIFY(support::await(other.keys()));
        const auto anew = support::await(source.keys(KeySource::Freshness::Now));
        QVERIFY(anew);
        QCOMPARE(anew->accessKeyId, QStringLiteral("ASIAROLE2"));
        // The other one profits by it.
        const auto shared = support::await(other.keys(KeySource::Freshness::Now));
        QCOMPARE(shared->accessKeyId, QStringLiteral("ASIAROLE2"));
        QCOMPARE(person->questions.size(), 2);
    }

    void renewalUnasked_putsNoQuestion()
    {
        KeyPlaces at;
        at.config(baseProfile
                  + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        const FakeSts sts(at);
        const auto person = std::make_shared<Person>();
        person->codes = { "111111", "222222" };
        KeySource source(accountOf("ops"), placesAt(at, sts.http), person);
        QVERIFY(!source.inHand());
        QVERIFY(!support::await(source.renewUnasked()));
        QVERIFY(person->questions.isEmpty());
        QVERIFY(support::await(source.keys()));
        QCOMPARE(source.inHand()->accessKeyId, QStringLiteral("ASIAROLE1"));
        QVERIFY(support::await(source.renewUnasked())); // those of the code go on serving
        QCOMPARE(support::await(source.keys())->accessKeyId, QStringLiteral("ASIAROLE1"));
        at.pass(3600 - 290);
        QVERIFY(!support::await(source.renewUnasked()));
        QCOMPARE(source.inHand()->accessKeyId, QStringLiteral("ASIAROLE1"));
        QCOMPARE(person->questions.size(), 1);
        at.pass(240); // their last minute
        QVERIFY(!source.inHand());
    }

    void renewalUnasked_bringsNewKeysWhereNobodyIsNeeded()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        const FakeSts sts(at);
        KeySource source(accountOf("ops"), placesAt(at, sts.http), nullptr);
        QVERIFY(support::await(source.keys()));
        QVERIFY(support::await(source.renewUnasked()));
        QCOMPARE(support::await(source.keys())->accessKeyId, QStringLiteral("ASIAROLE2"));
    }

    void keysThatEnd_areRenewedInTime()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        const FakeSts sts(at);
        KeySource source(accountOf("ops"), placesAt(at, sts.http), nullptr);
        for (int minute = 0; minute < 8 * 60; ++minute) {
            const auto keys = support::await(source.keys());
            QVERIFY(keys);
            QVERIFY(at.now().secsTo(keys->expires) > 60);
            // What was renewed in the background arrives before the next minute.
            const int before = sts.given;
            if (at.now().secsTo(keys->expires) <= 300)
                QTRY_COMPARE(sts.given, before + 1);
            QTRY_VERIFY(support::await(source.keys())->accessKeyId
                        == QStringLiteral("ASIAROLE%1").arg(sts.given));
            at.pass(60);
        }
        // One in each 55 minutes.
        QCOMPARE(sts.given, 9);
    }

    void renewalThatFails_leavesTheKeysTheirLastMinutes()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        FakeSts sts(at);
        KeySource source(accountOf("ops"), placesAt(at, sts.http), nullptr);
        QVERIFY(support::await(source.keys()));
        sts.http.answer = [](const HttpSeen &) {
            return HttpAnswer::xmlRefusal("AccessDenied", "no more", 403);
        };
        at.pass(3600 - 290);
        QVERIFY(support::await(source.keys()));
        QTRY_COMPARE(sts.http.seen.size(), 2);
        support::settle();
        // Not at each question: there is a minute between two tries.
        QVERIFY(support::await(source.keys()));
        support::settle();
        QCOMPARE(sts.http.seen.size(), 2);
        at.pass(100);
        QVERIFY(support::await(source.keys()));
        QTRY_COMPARE(sts.http.seen.size(), 3);
        at.pass(140); // 50 seconds are left
        const auto keys = support::await(source.keys());
        QVERIFY(!keys);
        QVERIFY(keys.error().cause == Cause::AwsDenied);
    }

    void callersAtOnce_shareOneRun()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        const FakeSts sts(at);
        KeySource source(accountOf("ops"), placesAt(at, sts.http), nullptr);
        QList<QFuture<base::Result<aws::Keys>>> all;
        for (int n = 0; n < 20; ++n)
            all.append(source.keys());
        for (const auto &one : all)
            QCOMPARE(support::await(one)->accessKeyId, QStringLiteral("ASIAROLE1"));
        QVERIFY(support::await(source.keys()));
        QCOMPARE(sts.given, 1);
        QCOMPARE(support::await(source.keys(KeySource::Freshness::Now))->accessKeyId,
                 QStringLiteral("ASIAROLE2"));
    }

    void sourceThatGoes_leavesNobodyWaiting()
    {
        KeyPlaces at;
        at.config(baseProfile + "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n");
        HttpFake http;
        http.script(HttpAnswer::ending(HttpAnswer::End::Silent));
        auto source = std::make_unique<KeySource>(accountOf("ops"), placesAt(at, http), nullptr);
        const auto keys = source->keys();
        QTRY_COMPARE(http.seen.size(), 1);
        source.reset();
        QVERIFY(keys.isFinished());
        QCOMPARE(keys.resultCount(), 0);
    }

    void caBundleOfTheProfile_isTrusted()
    {
        support::TlsFiles tls;
        support::TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("sts");
        wish.names = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        HttpFake http(tls.issue(wish));
        KeyPlaces at;
        http.answer = [&](const HttpSeen &) {
            return assumedRole("AssumeRole", 1, at.now().addSecs(3600));
        };
        const QByteArray ops = "[profile ops]\nrole_arn = arn:r\nsource_profile=base\n";
        at.config(baseProfile + ops);
        const auto without = keysAt(at, http, "ops");
        QVERIFY(!without);
        QCOMPARE(without.error().cause, Cause::AwsUnreachable);
        QVERIFY(QFile::copy(tls.authority(), at.path(QStringLiteral("corp.pem"))));
        at.config(baseProfile + ops + "ca_bundle = ~/corp.pem\n");
        const auto keys = keysAt(at, http, "ops");
        QVERIFY2(keys, qPrintable(why(keys)));
        at.places.caBundle = at.path(QStringLiteral("none.pem")); // AWS_CA_BUNDLE counts before
        QCOMPARE(keysAt(at, http, "ops").error().cause, Cause::NoSuchFile);
    }

    void stsAddress_isThePartitions()
    {
        const auto url = [](const char *region, const char *arn) {
            return aws::stsPlace({}, QLatin1String(region), QLatin1String(arn), {}).url.toString();
        };
        QCOMPARE(url("cn-north-1", "arn:aws-cn:iam::1:role/r"),
                 QStringLiteral("https://sts.cn-north-1.amazonaws.com.cn/"));
        QCOMPARE(url("us-gov-west-1", ""),
                 QStringLiteral("https://sts.us-gov-west-1.amazonaws.com/"));
        QCOMPARE(url("", "arn:aws-cn:iam::1:role/r"),
                 QStringLiteral("https://sts.cn-north-1.amazonaws.com.cn/"));
        QCOMPARE(url("", "arn:aws-eusc:iam::1:role/r"),
                 QStringLiteral("https://sts.eusc-de-east-1.amazonaws.eu/"));
        QCOMPARE(url("", "arn:aws:iam::1:role/r"),
                 QStringLiteral("https://sts.us-east-1.amazonaws.com/"));
    }

private:
    std::unique_ptr<KeptLog> log;
};

QTEST_GUILESS_MAIN(TestKeySource)
#include "tst_keysource.moc"

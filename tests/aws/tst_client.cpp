#include "aws/botocore.h"
#include "aws/clientrig.h"
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

using namespace clientrig;

namespace {

QStringList logged;

} // namespace

class ClientTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void request_overTheWire_hasTheSignatureThatBotocoreMakes()
    {
        QList<QJsonObject> wishes;
        QByteArrayList authorizations;
        for (const QByteArray &token : { QByteArray(), sessionToken }) {
            Rig rig;
            rig.account.keys.sessionToken = base::Secret(token);
            rig.account.endpoint = rig.service.url(QStringLiteral("/vpce%20x/aws/"));
            QVERIFY(rig.call());
            rig.service.answer = [](const HttpSeen &) { return HttpAnswer::xml("<a/>"); };
            QVERIFY(support::await(rig.client().query(
                QStringLiteral("elasticache"), QStringLiteral("2015-02-02"),
                QStringLiteral("DescribeCacheClusters"),
                { { QStringLiteral("Marker"), QStringLiteral("a+b/c= &한") },
                  { QStringLiteral("ShowCacheNodeInfo"), QStringLiteral("true") } })));
            QCOMPARE(rig.service.seen.size(), 2);
            const HttpSeen &json = rig.service.seen[0];
            const HttpSeen &query = rig.service.seen[1];
            QCOMPARE(json.method, "POST");
            QCOMPARE(json.target, "/vpce%20x/aws/");
            QCOMPARE(json.header("content-type"), "application/x-amz-json-1.1");
            QCOMPARE(json.header("x-amz-target"), target.toLatin1());
            QCOMPARE(json.header("x-amz-security-token"), token);
            QCOMPARE(json.json()[QStringLiteral("Target")].toString(),
                     QStringLiteral("i-0123456789abcdef0"));
            QCOMPARE(query.field(QStringLiteral("Action")),
                     QStringLiteral("DescribeCacheClusters"));
            QCOMPARE(query.field(QStringLiteral("Version")), QStringLiteral("2015-02-02"));
            QCOMPARE(query.field(QStringLiteral("Marker")), QStringLiteral("a+b/c= &한"));
            wishes += { wishOf(json, token, QStringLiteral("ssm")),
                        wishOf(query, token, QStringLiteral("elasticache")) };
            authorizations += { json.header("authorization"), query.header("authorization") };
        }
        const auto theirs = signedByBotocore(wishes);
        QCOMPARE(theirs.size(), 4);
        for (int i = 0; i < 4; ++i) {
            const QJsonObject headers = theirs[i][QStringLiteral("headers")].toObject();
            QCOMPARE(QString::fromLatin1(authorizations[i]),
                     headers[QStringLiteral("Authorization")].toString());
            QVERIFY(authorizations[i].contains("host;x-amz-date"));
        }
    }

    void passingTrouble_isTriedAgain_data()
    {
        QTest::addColumn<QList<HttpAnswer>>("trouble");
        QTest::addColumn<Error::Cause>("cause");
        const auto thrice = [](const HttpAnswer &answer) {
            return QList<HttpAnswer>{ answer, answer, answer };
        };
        QTest::newRow("throttled")
            << thrice(refusal("ThrottlingException")) << Error::Cause::AwsThrottled;
        QTest::newRow("throttled, query")
            << thrice(HttpAnswer::xmlRefusal("Throttling", "Rate exceeded"))
            << Error::Cause::AwsThrottled;
        QTest::newRow("throttled, EC2")
            << thrice(HttpAnswer::xml("<Response><Errors><Error><Code>RequestLimitExceeded</Code>"
                                      "</Error></Errors></Response>",
                                      503))
            << Error::Cause::AwsThrottled;
        QTest::newRow("429") << thrice(HttpAnswer{ 429, "slow down" })
                             << Error::Cause::AwsThrottled;
        QTest::newRow("500") << thrice(refusal("InternalServerError", "", 500))
                             << Error::Cause::AwsRefused;
        QTest::newRow("503 of a proxy")
            << thrice(HttpAnswer{ 503, "<html>" }) << Error::Cause::AwsRefused;
        QTest::newRow("hung up") << thrice(HttpAnswer::ending(HttpAnswer::End::HangUp))
                                 << Error::Cause::AwsUnreachable;
        QTest::newRow("cut") << thrice(HttpAnswer::ending(HttpAnswer::End::Cut))
                             << Error::Cause::AwsUnreachable;
        QTest::newRow("silent") << QList{ HttpAnswer::ending(HttpAnswer::End::Silent) }
                                << Error::Cause::Unknown;
    }
    void passingTrouble_isTriedAgain()
    {
        QFETCH(QList<HttpAnswer>, trouble);
        QFETCH(Error::Cause, cause);
        Rig rig;
        rig.service.script(trouble);
        const auto answer = rig.call();
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().text));
        QCOMPARE(answer->value(QStringLiteral("ok")).toBool(), true);
        QCOMPARE(rig.service.seen.size(), trouble.size() + 1);
        if (trouble.size() < 3)
            return;
        rig.service.script(trouble + trouble); // and given up after the fourth
        const Error error = rig.failure();
        QCOMPARE(error.cause, cause);
        QVERIFY(!error.text.isEmpty());
        QCOMPARE(rig.service.seen.size(), trouble.size() + 1 + 4);
    }

    void callThatMakesSomething_isNotRepeatedWhereItMayBeDone_data()
    {
        QTest::addColumn<HttpAnswer>("trouble");
        QTest::addColumn<int>("requests");
        QTest::addColumn<Error::Cause>("cause"); // of the first; Unknown = the second is answered
        const auto end = [](HttpAnswer::End how) { return HttpAnswer::ending(how); };
        QTest::newRow("hung up") << end(HttpAnswer::End::HangUp) << 1
                                 << Error::Cause::AwsUnreachable;
        QTest::newRow("cut") << end(HttpAnswer::End::Cut) << 1 << Error::Cause::AwsUnreachable;
        QTest::newRow("silent") << end(HttpAnswer::End::Silent) << 1
                                << Error::Cause::AwsUnreachable;
        QTest::newRow("502 of a proxy")
            << HttpAnswer{ 502, "<html>" } << 1 << Error::Cause::AwsRefused;
        QTest::newRow("504 of a proxy")
            << HttpAnswer{ 504, "<html>" } << 1 << Error::Cause::AwsRefused;
        QTest::newRow("500 of AWS")
            << refusal("InternalServerError", "", 500) << 2 << Error::Cause::Unknown;
        QTest::newRow("502 of AWS")
            << refusal("InternalFailure", "", 502) << 2 << Error::Cause::Unknown;
        QTest::newRow("503 of a proxy")
            << HttpAnswer{ 503, "<html>" } << 2 << Error::Cause::Unknown;
        QTest::newRow("throttled") << refusal("ThrottlingException") << 2 << Error::Cause::Unknown;
        QTest::newRow("429") << HttpAnswer{ 429, "slow down" } << 2 << Error::Cause::Unknown;
    }
    void callThatMakesSomething_isNotRepeatedWhereItMayBeDone()
    {
        QFETCH(HttpAnswer, trouble);
        QFETCH(int, requests);
        QFETCH(Error::Cause, cause);
        Rig rig;
        const auto make = [&] {
            return support::await(rig.client().json(QStringLiteral("ssm"), target, {},
                                                    aws::Client::KeyUse::Any,
                                                    aws::Client::Again::MakesAnother));
        };
        rig.service.script(trouble);
        const auto answer = make();
        QCOMPARE(answer.has_value(), cause == Error::Cause::Unknown);
        if (!answer) {
            QCOMPARE(answer.error().cause, cause);
            QVERIFY2(answer.error().text.contains(QStringLiteral("127.0.0.1")),
                     qPrintable(answer.error().text));
        }
        support::settle(); // nothing comes later
        QCOMPARE(rig.service.seen.size(), requests);
        QVERIFY(make()); // and the next call is a call like any other
        QCOMPARE(rig.service.seen.size(), requests + 1);
    }

    /// Somebody takes the connection and ends it before TLS stands: nobody has read the request.
    void callThatMakesSomething_isRepeatedWhereItReachedNobody()
    {
        Rig rig;
        QTcpServer door;
        int knocks = 0;
        connect(&door, &QTcpServer::newConnection, &door, [&] {
            ++knocks;
            door.nextPendingConnection()->abort();
        });
        QVERIFY(door.listen(QHostAddress::LocalHost));
        rig.account.endpoint = QUrl(QStringLiteral("https://127.0.0.1:%1").arg(door.serverPort()));
        const auto answer = support::await(rig.client().json(QStringLiteral("ssm"), target, {},
                                                             aws::Client::KeyUse::Any,
                                                             aws::Client::Again::MakesAnother));
        QVERIFY(!answer);
        QCOMPARE(answer.error().cause, Error::Cause::AwsUnreachable);
        QVERIFY2(knocks >= aws::Patience().attempts, qPrintable(QString::number(knocks)));
    }

    void attemptsInAll_haveOneLimitWhichTheErrorTells()
    {
        Rig rig;
        aws::Patience patience;
        patience.first = patience.longest = std::chrono::milliseconds(1);
        patience.timeout = std::chrono::milliseconds(600);
        patience.inAll = std::chrono::milliseconds(900);
        rig.client().setPatience(patience);
        rig.service.answer = [](const HttpSeen &) {
            return HttpAnswer::ending(HttpAnswer::End::Silent);
        };
        const Error error = rig.failure();
        QCOMPARE(error.kind, Error::Kind::Timeout);
        QVERIFY(rig.service.seen.size() <= 2);
        static const QRegularExpression seconds(QStringLiteral("within ([\\d.]+) s"));
        QVERIFY2(seconds.match(error.text).captured(1).toDouble() > 0.75, qPrintable(error.text));
    }

    void nobodyThere_namesTheHost()
    {
        Rig rig;
        rig.service.stopListening();
        const Error error = rig.failure();
        QCOMPARE(error.cause, Error::Cause::AwsUnreachable);
        QVERIFY(error.text.contains(QStringLiteral("127.0.0.1")));
    }

    void denial_namesActionAndIdentity_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("told")
            << QStringLiteral(
                   "User: arn:aws:sts::123456789012:assumed-role/shop-ro/jin@x.kr is not "
                   "authorized to perform: ssm:StartSession on resource: "
                   "arn:aws:ec2:eu-central-1:123456789012:instance/i-0 because no "
                   "identity-based policy allows it")
            << QStringLiteral("AWS denied ssm:StartSession for "
                              "arn:aws:sts::123456789012:assumed-role/shop-ro/jin@x.kr. Ask for "
                              "this permission or choose another profile.");
        QTest::newRow("another action than called")
            << QStringLiteral("User: arn:aws:iam::1:user/jin is not authorized to perform: "
                              "kms:Decrypt on resource: x")
            << QStringLiteral("AWS denied kms:Decrypt for arn:aws:iam::1:user/jin. Ask for this "
                              "permission or choose another profile.");
        QTest::newRow("not told") << QString()
                                  << QStringLiteral("AWS denied ssm:StartSession for keys of this "
                                                    "connection. Ask for this permission or choose "
                                                    "another profile.");
        QTest::newRow("markup")
            << QStringLiteral("User: <b>x</b> is not authorized to perform: <i>all</i>")
            << QStringLiteral("AWS denied ssm:StartSession for keys of this connection. Ask for "
                              "this permission or choose another profile.");
    }
    void denial_namesActionAndIdentity()
    {
        QFETCH(QString, message);
        QFETCH(QString, sentence);
        Rig rig;
        rig.service.answer = [&](const HttpSeen &) {
            return HttpAnswer::refusal(QStringLiteral("com.amazon.coral#AccessDeniedException"),
                                       message);
        };
        const Error error = rig.failure();
        QCOMPARE(error.cause, Error::Cause::AwsDenied);
        QCOMPARE(error.kind, Error::Kind::NotPermitted);
        QCOMPARE(error.text, sentence);
        QCOMPARE(error.detail,
                 message.isEmpty() ? QByteArray("AccessDeniedException")
                                   : "AccessDeniedException: " + message.toUtf8());
        QCOMPARE(rig.service.seen.size(), 1);
    }

    void denialOfEc2_isRead()
    {
        Rig rig;
        rig.service.answer = [&](const HttpSeen &) {
            return HttpAnswer::xml(
                "<?xml version=\"1.0\"?><Response><Errors><Error><Code>UnauthorizedOperation</Code>"
                "<Message>You are not authorized to perform this operation. User: "
                "arn:aws:iam::1:user/jin is not authorized to perform: ec2:DescribeInstances "
                "because x</Message></Error></Errors><RequestID>1</RequestID></Response>",
                403);
        };
        const auto answer =
            support::await(rig.client().query(QStringLiteral("ec2"), QStringLiteral("2016-11-15"),
                                              QStringLiteral("DescribeInstances"), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().text,
                 QStringLiteral("AWS denied ec2:DescribeInstances for arn:aws:iam::1:user/jin. Ask "
                                "for this permission or choose another profile."));
    }

    void expiredKeys_areRenewedOnce()
    {
        Rig rig;
        rig.account.keys = {};
        rig.account.profile = QStringLiteral("shop");
        const auto write = [&](const QByteArray &id) {
            rig.home.credentials("[shop]\naws_access_key_id=" + id + "\naws_secret_access_key="
                                 + secret + "\naws_session_token=" + sessionToken + "\n");
        };
        write("AKIDOLD");
        rig.service.answer = [&](const HttpSeen &seen) {
            if (seen.header("authorization").contains("AKIDNEW"))
                return HttpAnswer::json({ { QStringLiteral("ok"), true } });
            write("AKIDNEW");
            return refusal("ExpiredTokenException", "The security token has expired");
        };
        QVERIFY(rig.call());
        QCOMPARE(rig.service.seen.size(), 2);
        QVERIFY(rig.call());
        QCOMPARE(rig.service.seen.size(), 3);
    }

    void keysThatStayRefused_areSaid_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<Error::Cause>("cause");
        QTest::addColumn<QString>("sentence");
        const QString m12 = QStringLiteral(
            "The AWS sign-in of profile shop has expired. Sign in again to continue.");
        const auto expired = Error::Cause::AwsSignInExpired;
        const QString profile = QStringLiteral("profile, temporary");
        QTest::newRow("expired") << refusal("ExpiredTokenException") << profile << expired << m12;
        QTest::newRow("expired, STS")
            << HttpAnswer::xmlRefusal("ExpiredToken", "x") << profile << expired << m12;
        QTest::newRow("token invalid")
            << refusal("UnrecognizedClientException") << profile << expired << m12;
        QTest::newRow("token invalid, query")
            << HttpAnswer::xmlRefusal("InvalidClientTokenId", "x") << profile << expired << m12;
        QTest::newRow("own, temporary")
            << refusal("ExpiredTokenException") << QStringLiteral("own, temporary") << expired
            << QStringLiteral("The temporary AWS keys (keys of this connection) have expired. "
                              "Renew them, then try again.");
        QTest::newRow("environment, temporary")
            << refusal("ExpiredTokenException") << QStringLiteral("environment, temporary")
            << expired
            << QStringLiteral("The temporary AWS keys (environment) have expired. Renew them, then "
                              "try again.");
        QTest::newRow("own, unknown")
            << refusal("UnrecognizedClientException") << QStringLiteral("own")
            << Error::Cause::AwsRefused
            << QStringLiteral("AWS does not know the access key AKIDEXAMPLE (keys of this "
                              "connection). Correct it, or choose another profile.");
    }
    void keysThatStayRefused_areSaid()
    {
        QFETCH(HttpAnswer, answer);
        QFETCH(QString, keys);
        QFETCH(Error::Cause, cause);
        QFETCH(QString, sentence);
        Rig rig;
        if (!keys.startsWith(QLatin1String("own")))
            rig.account.keys = {};
        if (keys.startsWith(QLatin1String("profile"))) {
            rig.account.profile = QStringLiteral("shop");
            rig.home.credentials("[shop]\naws_access_key_id=A\naws_secret_access_key=" + secret
                                 + "\naws_session_token=" + sessionToken + "\n");
        } else if (keys.startsWith(QLatin1String("environment"))) {
            rig.home.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDEXAMPLE"));
            rig.home.set("AWS_SECRET_ACCESS_KEY", QString::fromLatin1(secret));
            rig.home.set("AWS_SESSION_TOKEN", QString::fromLatin1(sessionToken));
        } else if (keys.endsWith(QLatin1String("temporary"))) {
            rig.account.keys.sessionToken = base::Secret(sessionToken);
        }
        rig.service.answer = [&](const HttpSeen &) { return answer; };
        const Error error = rig.failure();
        QCOMPARE(error.text, sentence);
        QCOMPARE(error.cause, cause);
        QCOMPARE(error.kind, Error::Kind::Auth);
        QCOMPARE(rig.service.seen.size(), 2);
    }

    void wrongClock_isCorrectedByTheDateOfTheAnswer_data()
    {
        QTest::addColumn<int>("skew");
        QTest::addColumn<HttpAnswer>("answer");
        QTest::newRow("behind") << 3600
                                << refusal("InvalidSignatureException", "Signature expired");
        QTest::newRow("ahead") << -86400
                               << refusal("InvalidSignatureException", "Signature not yet current");
        QTest::newRow("query") << 900 << HttpAnswer::xmlRefusal("SignatureDoesNotMatch", "x", 403);
        QTest::newRow("skewed") << 900 << HttpAnswer::xmlRefusal("RequestTimeTooSkewed", "x", 403);
        QTest::newRow("EC2") << 900 << HttpAnswer::xmlRefusal("AuthFailure", "x", 401);
    }
    void wrongClock_isCorrectedByTheDateOfTheAnswer()
    {
        QFETCH(int, skew);
        QFETCH(HttpAnswer, answer);
        Rig rig;
        rig.service.skewSeconds = skew;
        rig.service.answer = [&](const HttpSeen &seen) {
            return isInTime(seen, skew) ? HttpAnswer::json({ { QStringLiteral("ok"), true } })
                                        : answer;
        };
        QVERIFY(rig.call());
        QCOMPARE(rig.service.seen.size(), 2);
        QVERIFY(rig.call()); // the offset is kept
        QCOMPARE(rig.service.seen.size(), 3);
        const qint64 told = QDateTime::currentDateTimeUtc().secsTo(rig.client().now());
        QVERIFY2(std::abs(told - skew) < 60, qPrintable(QString::number(told)));
    }

    void callsAtTheSameTime_areAllCorrected()
    {
        Rig rig;
        rig.service.skewSeconds = 3600;
        int refusals = 0;
        rig.service.answer = [&](const HttpSeen &seen) {
            if (isInTime(seen, 3600))
                return HttpAnswer::json({});
            // The later ones hear of it when the first has corrected the clock already.
            HttpAnswer late = refusal("InvalidSignatureException");
            late.delay = std::chrono::milliseconds(60 * refusals++);
            return late;
        };
        QList<QFuture<base::Result<QJsonObject>>> answers;
        for (int i = 0; i < 3; ++i)
            answers += rig.client().json(QStringLiteral("ssm"), target, {});
        for (const auto &answer : answers)
            QVERIFY(support::await(answer));
        QCOMPARE(refusals, 3);
        QCOMPARE(rig.service.seen.size(), 6);
    }

    void callsAtTheSameTime_renewKeysOnce()
    {
        Rig rig;
        rig.account.keys = {};
        rig.account.profile = QStringLiteral("shop");
        const QString count = rig.home.path(QStringLiteral("count"));
        rig.home.write(QStringLiteral("keys.sh"),
                       "echo x >> " + count.toUtf8()
                           + "\necho '{\"Version\":1,\"AccessKeyId\":\"AKID'$(wc -l < "
                           + count.toUtf8() + ")'\",\"SecretAccessKey\":\"s\"}'\n");
        rig.home.config("[profile shop]\ncredential_process = /bin/sh "
                        + rig.home.path(QStringLiteral("keys.sh")).toUtf8() + "\n");
        int refusals = 0;
        rig.service.answer = [&](const HttpSeen &seen) {
            if (!seen.header("authorization").contains("=AKID1/"))
                return HttpAnswer::json({});
            HttpAnswer late = refusal("ExpiredTokenException");
            late.delay = std::chrono::milliseconds(100 * refusals++);
            return late;
        };
        QList<QFuture<base::Result<QJsonObject>>> answers;
        for (int i = 0; i < 3; ++i)
            answers += rig.client().json(QStringLiteral("ssm"), target, {});
        for (const auto &answer : answers)
            QVERIFY(support::await(answer));
        QCOMPARE(refusals, 3);
        QFile runs(count);
        QVERIFY(runs.open(QFile::ReadOnly));
        QCOMPARE(runs.readAll(), "x\nx\n");
    }

    void clock_thatCannotBeCorrected_isSaid()
    {
        Rig rig;
        rig.service.skewSeconds = 3600;
        rig.service.answer = [](const HttpSeen &) {
            return HttpAnswer::xmlRefusal("RequestTimeTooSkewed", "x", 403);
        };
        const Error error = rig.failure();
        QCOMPARE(error.cause, Error::Cause::AwsClock);
        QCOMPARE(rig.service.seen.size(), 2);
    }

    void wrongSecret_byARightClock_isNoMatterOfTime()
    {
        Rig rig;
        rig.service.answer = [](const HttpSeen &) { return refusal("InvalidSignatureException"); };
        const Error error = rig.failure();
        QCOMPARE(error.cause, Error::Cause::AwsRefused);
        QVERIFY(error.text.contains(QStringLiteral("AKIDEXAMPLE")));
        QCOMPARE(rig.service.seen.size(), 1);
    }

    void otherRefusals_areFinal_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<QString>("part");
        QTest::newRow("code") << refusal("ValidationException", "bad") << Error::Kind::Server
                              << QStringLiteral("ssm:StartSession (ValidationException)");
        QTest::newRow("HTML of a proxy") << HttpAnswer{ 403, "<html><br></html>" }
                                         << Error::Kind::Server << QStringLiteral("127.0.0.1");
        QTest::newRow("redirect") << HttpAnswer{
            302, "", { { "Location", "http://127.0.0.1:9/" } }
        } << Error::Kind::Server << QStringLiteral("302");
        QTest::newRow("200 of a proxy") << HttpAnswer{ 200, "<html>Sign in</html>" }
                                        << Error::Kind::Protocol << QStringLiteral("127.0.0.1");
        QTest::newRow("17 MB") << HttpAnswer{ 200, QByteArray(17 * 1024 * 1024, ' ') }
                               << Error::Kind::TooLarge << QStringLiteral("127.0.0.1");
    }
    void otherRefusals_areFinal()
    {
        QFETCH(HttpAnswer, answer);
        QFETCH(Error::Kind, kind);
        QFETCH(QString, part);
        Rig rig;
        rig.client().setPatience({});
        rig.service.answer = [&](const HttpSeen &) { return answer; };
        const Error error = rig.failure();
        QCOMPARE(error.cause, Error::Cause::AwsRefused);
        QCOMPARE(error.kind, kind);
        QVERIFY2(error.text.contains(part), qPrintable(error.text));
        QCOMPARE(rig.service.seen.size(), 1);
    }

    void secrets_areInNoErrorAndNoLog()
    {
        logged.clear();
        const auto before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &text) { logged += text; });
        QStringList told;
        for (const char *code :
             { "AccessDeniedException", "ExpiredTokenException", "InvalidSignatureException",
               "IncompleteSignature", "ThrottlingException", "ValidationException" }) {
            Rig rig;
            rig.account.keys.sessionToken = base::Secret(sessionToken);
            rig.service.answer = [&](const HttpSeen &seen) {
                return HttpAnswer::refusal(
                    QString::fromLatin1(code),
                    QStringLiteral("Token ") + QString::fromLatin1(sessionToken)
                        + QStringLiteral(". Bad. Authorization=")
                        + QString::fromLatin1(seen.header("authorization"))
                        + QStringLiteral(
                            " The Canonical String for this request should have been '")
                        + QString::fromLatin1(seen.head));
            };
            const Error error = rig.failure();
            told += error.text;
            told += QString::fromUtf8(error.detail);
            rig.end();
        }
        qInstallMessageHandler(before);
        QVERIFY(told.join(u' ').contains(QStringLiteral("(redacted). Bad.")));
        const QString all = (told + logged).join(u'\n');
        for (const QString &hidden :
             { QString::fromLatin1(secret), QString::fromLatin1(sessionToken),
               QStringLiteral("Signature="), QStringLiteral("AWS4-HMAC") })
            QVERIFY2(!all.contains(hidden), qPrintable(all));
    }

    void callerIdentity_isRead()
    {
        Rig rig;
        rig.service.answer = [](const HttpSeen &) {
            return HttpAnswer::xml(
                "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                "<GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/r/jin</Arn>"
                "<UserId>AROAX:jin</UserId><Account>123456789012</Account>"
                "</GetCallerIdentityResult></GetCallerIdentityResponse>");
        };
        const auto identity = support::await(aws::callerIdentity(rig.client()));
        QVERIFY(identity);
        QCOMPARE(identity->account, QStringLiteral("123456789012"));
        QCOMPARE(identity->arn, QStringLiteral("arn:aws:sts::123456789012:assumed-role/r/jin"));
        QCOMPARE(identity->userId, QStringLiteral("AROAX:jin"));
        QVERIFY(rig.service.seen.last().header("authorization").contains("/sts/aws4_request"));
    }

    void withoutRegion_nothingIsSent()
    {
        Rig rig;
        rig.account.region.clear();
        QCOMPARE(rig.failure().cause, Error::Cause::AwsRegionMissing);
        QCOMPARE(rig.service.seen.size(), 0);
    }

    void clientGone_leavesNoCallOpen()
    {
        Rig rig;
        rig.service.answer = [](const HttpSeen &) {
            return HttpAnswer::ending(HttpAnswer::End::Silent);
        };
        const auto first = rig.client().json(QStringLiteral("ssm"), target, {});
        QTRY_COMPARE(rig.service.seen.size(), 1);
        const auto second = rig.client().json(QStringLiteral("ssm"), target, {});
        rig.end();
        QVERIFY(first.isFinished() && second.isFinished());
    }
};

QTEST_GUILESS_MAIN(ClientTest)
#include "tst_client.moc"

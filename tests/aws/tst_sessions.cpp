#include "aws/endpoints.h"
#include "aws/fakests.h"
#include "aws/keyplaces.h"
#include "aws/sessionmanager.h"
#include "base/whendone.h"
#include "support/httpfake.h"
#include "support/wait.h"
#include <QJsonArray>
#include <QJsonDocument>

using base::Error;
using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;

namespace {

const QString target = QStringLiteral("i-0123456789abcdef0");
const QByteArray token = "FAKE//SESSION+TOKEN==";
const QByteArray stream = "wss://ssmmessages.eu-central-1.amazonaws.com/v1/data-channel/"
                          "alice-0a1b2c3d4e5f60718?role=publish_subscribe&cell-number=";
const QByteArray pathOfStream = "/v1/data-channel/alice-0?role=publish_subscribe";

/// Session Manager over the fake service, at the time of the specification's vectors.
class Rig {
public:
    Rig()
    {
        home.places.now = [] { return QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC); };
        account.region = QStringLiteral("eu-central-1");
        account.endpoint = service.url();
        account.keys.accessKeyId = QStringLiteral("AKIDEXAMPLE");
        account.keys.secretAccessKey = base::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        account.keys.sessionToken = base::Secret(token);
    }

    aws::SessionManager &manager()
    {
        if (!m_manager)
            m_manager = std::make_unique<aws::SessionManager>(
                std::make_unique<aws::Client>(account, home.places, nullptr));
        return *m_manager;
    }
    void answers(const QJsonObject &object)
    {
        service.answer = [object](const HttpSeen &) { return HttpAnswer::json(object); };
    }
    void refuses(const char *code)
    {
        service.answer = [code](const HttpSeen &) {
            return HttpAnswer::refusal(QString::fromLatin1(code), QStringLiteral("No."));
        };
    }
    base::Result<QList<aws::Header>> upgrade(const QByteArray &url)
    {
        return support::await(manager().upgrade(url));
    }

    HttpFake service;
    support::KeyPlaces home;
    aws::Account account;

private:
    std::unique_ptr<aws::SessionManager> m_manager;
};

QByteArray valueOf(const QList<aws::Header> &headers, const QByteArray &name)
{
    for (const auto &[own, value] : headers)
        if (own == name)
            return value;
    return {};
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

aws::PortSession portOf(const QString &host, quint16 port)
{
    aws::PortSession session;
    session.target = target;
    session.host = host;
    session.port = port;
    return session;
}

QJsonObject opened(const QString &url)
{
    return { { QStringLiteral("SessionId"), QStringLiteral("alice-0a1b") },
             { QStringLiteral("TokenValue"), QStringLiteral("AAEAA+/=") },
             { QStringLiteral("StreamUrl"), url } };
}

} // namespace

class SessionsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void start_toAHost_asksForTheRemoteHostDocument()
    {
        Rig rig;
        const QByteArray url = stream + "AAEAAa5+Lu/4a%2B==";
        rig.answers(opened(QString::fromLatin1(url)));
        aws::PortSession wanted = portOf(QStringLiteral("cache.example.internal"), 6379);
        wanted.reason = QString(300, u'r');
        const auto session = support::await(rig.manager().start(wanted));
        QVERIFY(session);
        QCOMPARE(session->id, QStringLiteral("alice-0a1b"));
        QCOMPARE(session->token.reveal(), "AAEAA+/=");
        QCOMPARE(session->streamUrl, url); // byte for byte
        const HttpSeen &seen = rig.service.seen.first();
        QCOMPARE(seen.header("x-amz-target"), "AmazonSSM.StartSession");
        QVERIFY(seen.header("authorization").contains("/eu-central-1/ssm/aws4_request"));
        const auto one = [](const QString &value) { return QJsonArray{ value }; };
        const QJsonObject expected{
            { QStringLiteral("Target"), target },
            { QStringLiteral("DocumentName"),
              QStringLiteral("AWS-StartPortForwardingSessionToRemoteHost") },
            { QStringLiteral("Reason"), QString(256, u'r') },
            { QStringLiteral("Parameters"),
              QJsonObject{
                  { QStringLiteral("host"), one(QStringLiteral("cache.example.internal")) },
                  { QStringLiteral("portNumber"), one(QStringLiteral("6379")) },
                  { QStringLiteral("localPortNumber"), one(QStringLiteral("0")) } } }
        };
        QCOMPARE(seen.json(), expected);
    }

    void start_withoutHost_asksForAPortOfTheBastion()
    {
        Rig rig;
        rig.answers(opened(QString::fromLatin1(stream + "x")));
        QVERIFY(support::await(rig.manager().start(portOf({}, 6380))));
        const QJsonObject body = rig.service.seen.last().json();
        QCOMPARE(body[QStringLiteral("DocumentName")].toString(),
                 QStringLiteral("AWS-StartPortForwardingSession"));
        QVERIFY(!body.contains(QStringLiteral("Reason")));
        QVERIFY(!body[QStringLiteral("Parameters")].toObject().contains(QStringLiteral("host")));
        aws::PortSession own = portOf(QStringLiteral("h"), 1);
        own.document = QStringLiteral("Shop-Redis");
        QVERIFY(support::await(rig.manager().start(own)));
        QCOMPARE(rig.service.seen.last().json()[QStringLiteral("DocumentName")].toString(),
                 own.document);
    }

    void documentThatPinsHostAndPort_isStartedWithoutParameters()
    {
        const auto refusal = HttpAnswer::refusal(
            QStringLiteral("InvalidParameters"),
            QStringLiteral("The parameters host, portNumber are not defined in the document."));
        Rig rig;
        aws::PortSession own = portOf(QStringLiteral("cache.internal"), 6379);
        own.document = QStringLiteral("Shop-Redis");
        rig.answers(opened(QString::fromLatin1(stream)));
        rig.service.script(refusal);
        QVERIFY(support::await(rig.manager().start(own)));
        QCOMPARE(rig.service.seen.size(), 2);
        const QString parameters = QStringLiteral("Parameters");
        QVERIFY(rig.service.seen[0].json().contains(parameters));
        QJsonObject expected = rig.service.seen[0].json();
        expected.remove(parameters);
        QCOMPARE(rig.service.seen[1].json(), expected);

        // It takes none, and not without any either: AWS's words on what was asked for first.
        rig.service.script({ refusal,
                             HttpAnswer::refusal(QStringLiteral("InvalidParameters"),
                                                 QStringLiteral("portNumber is required.")) });
        auto refused = support::await(rig.manager().start(own));
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains("not defined"),
                 refused.error().detail.constData());
        QCOMPARE(rig.service.seen.size(), 4);
        // AWS's documents take theirs, and lead nowhere without.
        rig.service.script(refusal);
        QVERIFY(!support::await(rig.manager().start(portOf(QStringLiteral("cache.internal"), 1))));
        QCOMPARE(rig.service.seen.size(), 5);
    }

    void start_ofATargetThatIsOffline_isM13()
    {
        Rig rig;
        rig.refuses("TargetNotConnected");
        const auto session = support::await(rig.manager().start(portOf({}, 6379)));
        QVERIFY(!session);
        QCOMPARE(session.error().cause, Error::Cause::SsmTargetOffline);
        QCOMPARE(session.error().text,
                 QStringLiteral("i-0123456789abcdef0 is not online in Systems Manager. Check that "
                                "it runs, that its SSM agent is up and that its role allows SSM."));
        QCOMPARE(session.error().detail, "TargetNotConnected: No.");
    }

    void start_denied_staysADenial()
    {
        Rig rig;
        rig.refuses("AccessDeniedException");
        const auto session = support::await(rig.manager().start(portOf({}, 6379)));
        QVERIFY(!session);
        QCOMPARE(session.error().cause, Error::Cause::AwsDenied);
    }

    void start_atTheSsmEndpoint_isByHttpsOrOnThisComputer()
    {
        Rig rig;
        HttpFake other;
        rig.account.endpoint = other.url();
        rig.account.ssmEndpoint = rig.service.url();
        rig.refuses("AccessDeniedException");
        QCOMPARE(support::await(rig.manager().start(portOf({}, 6379))).error().cause,
                 Error::Cause::AwsDenied);
        QCOMPARE(rig.service.seen.size(), 1);
        QVERIFY(other.seen.isEmpty());
        for (const char *plain :
             { "http://vpce.test", "http://127.0.0.1.evil.test", "vpce.test" }) {
            Rig far;
            far.account.ssmEndpoint = QUrl(QLatin1String(plain));
            const auto session = support::await(far.manager().start(portOf({}, 6379)));
            QVERIFY(!session);
            QCOMPARE(session.error().cause, Error::Cause::SsmStrangeGateway);
            QVERIFY2(session.error().text.contains(QStringLiteral("https://")),
                     qPrintable(session.error().text));
        }
        for (const char *well : { "https://vpce.test", "http://localhost:4566", "http://[::1]:1" })
            QVERIFY2(!aws::faultOfSsmEndpoint(QUrl(QLatin1String(well))), well);
    }

    /// The session may be there: another one beside it would stay until its idle limit.
    void start_whoseAnswerIsCut_isNotRepeated_data()
    {
        QTest::addColumn<HttpAnswer::End>("end");
        QTest::newRow("hung up after reading") << HttpAnswer::End::HangUp;
        QTest::newRow("cut within the answer") << HttpAnswer::End::Cut;
    }
    void start_whoseAnswerIsCut_isNotRepeated()
    {
        QFETCH(HttpAnswer::End, end);
        Rig rig;
        aws::Patience quick;
        quick.first = quick.longest = std::chrono::milliseconds(1);
        rig.manager().client().setPatience(quick);
        rig.service.script(HttpAnswer::ending(end));
        rig.answers(opened(QString::fromLatin1(stream)));
        const auto session = support::await(rig.manager().start(portOf({}, 6379)));
        QVERIFY(!session);
        QCOMPARE(session.error().cause, Error::Cause::AwsUnreachable);
        QCOMPARE(session.error().text,
                 QStringLiteral("127.0.0.1 ended the connection before its answer was complete. "
                                "Try again."));
        support::settle();
        QCOMPARE(rig.service.seen.size(), 1);
        // What makes nothing is tried again.
        rig.service.script(HttpAnswer::ending(end));
        QVERIFY(support::await(rig.manager().resume(QStringLiteral("alice-0a1b"))));
        QCOMPARE(rig.service.seen.size(), 3);
    }

    void start_withoutAddress_isAnError()
    {
        Rig rig;
        rig.answers(opened({}));
        QVERIFY(!support::await(rig.manager().start(portOf({}, 6379))));
    }

    void resume_givesANewTokenOrTellsTheEnd()
    {
        Rig rig;
        const QString id = QStringLiteral("alice-0a1b");
        rig.answers(opened(QString::fromLatin1(stream + "new")));
        auto session = support::await(rig.manager().resume(id));
        QVERIFY(session);
        QCOMPARE(session->streamUrl, stream + "new");
        QVERIFY(!session->token.isEmpty());
        QCOMPARE(rig.service.seen.last().header("x-amz-target"), "AmazonSSM.ResumeSession");
        QCOMPARE(rig.service.seen.last().json(),
                 (QJsonObject{ { QStringLiteral("SessionId"), id } }));
        rig.answers({ { QStringLiteral("SessionId"), id } });
        session = support::await(rig.manager().resume(id));
        QVERIFY(session && session->token.isEmpty());
        rig.refuses("DoesNotExistException");
        session = support::await(rig.manager().resume(id));
        QVERIFY(session && session->token.isEmpty());
        rig.refuses("ValidationException");
        QVERIFY(!support::await(rig.manager().resume(id)));
    }

    void terminate_ofASessionThatIsGone_isNoFailure()
    {
        Rig rig;
        const QString id = QStringLiteral("alice-0a1b");
        rig.answers({ { QStringLiteral("SessionId"), id } });
        QVERIFY(support::await(rig.manager().resume(id))); // finds the keys
        QVERIFY(support::await(rig.manager().terminate(id)));
        QCOMPARE(rig.service.seen.last().header("x-amz-target"), "AmazonSSM.TerminateSession");
        rig.refuses("DoesNotExistException");
        QVERIFY(support::await(rig.manager().terminate(id)));
        rig.refuses("AccessDeniedException");
        QVERIFY(!support::await(rig.manager().terminate(id)));
    }

    void connectionStatus_isRead()
    {
        Rig rig;
        rig.answers({ { QStringLiteral("Status"), QStringLiteral("connected") } });
        QCOMPARE(support::await(rig.manager().isOnline(target)).value(), true);
        QCOMPARE(rig.service.seen.last().header("x-amz-target"), "AmazonSSM.GetConnectionStatus");
        rig.answers({ { QStringLiteral("Status"), QStringLiteral("notconnected") } });
        QCOMPARE(support::await(rig.manager().isOnline(target)).value(), false);
    }

    void upgrade_isSignedAsTheVectorsSay_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("encoded plus")
            << QByteArray("AAEAAa5%2BLu/4a==")
            << QByteArray("1cff4018244ffe87b1411c9feb7032ac42bbadf7032d47b81a84288cefc31c6c");
        QTest::newRow("raw plus")
            << QByteArray("AAEAAa5+Lu/4a==")
            << QByteArray("d8ae4f525d8d63ce353b1309eacc1bd3637cff0ed3d23e1aeb9eb2e2391375a0");
    }
    void upgrade_isSignedAsTheVectorsSay()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, signature);
        Rig rig;
        rig.account.endpoint.clear();
        const auto headers = rig.upgrade(stream + cell);
        QVERIFY(headers);
        QCOMPARE(headers->size(), 3);
        QCOMPARE(valueOf(*headers, "X-Amz-Date"), "20261120T120000Z");
        QCOMPARE(valueOf(*headers, "X-Amz-Security-Token"), token);
        QCOMPARE(valueOf(*headers, "Authorization"),
                 "AWS4-HMAC-SHA256 "
                 "Credential=AKIDEXAMPLE/20261120/eu-central-1/ssmmessages/aws4_request, "
                 "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature="
                     + signature);
    }

    void upgrade_signsTheHostAsQWebSocketSendsIt()
    {
        Rig rig;
        rig.account.endpoint.clear();
        const QByteArray withPort =
            QByteArray(stream).replace("amazonaws.com/", "amazonaws.com:443/") + "x";
        const auto plain = rig.upgrade(stream + "x");
        const auto port = rig.upgrade(withPort);
        QVERIFY(plain && port);
        QVERIFY(valueOf(*plain, "Authorization") != valueOf(*port, "Authorization"));
    }

    void upgrade_asksForKeysEachTime()
    {
        Rig rig;
        rig.account.keys = {};
        rig.account.endpoint.clear();
        QDateTime now(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
        rig.home.places.now = [&now] { return now; };
        const auto write = [&](const char *id) {
            const QJsonObject answer{ { QStringLiteral("Version"), 1 },
                                      { QStringLiteral("AccessKeyId"), QString::fromLatin1(id) },
                                      { QStringLiteral("SecretAccessKey"), QStringLiteral("s") },
                                      { QStringLiteral("SessionToken"), QStringLiteral("t") },
                                      { QStringLiteral("Expiration"),
                                        now.addSecs(3600).toString(Qt::ISODate) } };
            rig.home.config("[default]\ncredential_process = /bin/echo '"
                            + QJsonDocument(answer).toJson(QJsonDocument::Compact) + "'\n");
        };
        write("AKIDONE");
        auto headers = rig.upgrade(stream + "x");
        QVERIFY(headers);
        QVERIFY(valueOf(*headers, "Authorization").contains("AKIDONE/"));
        now = now.addSecs(7200);
        write("AKIDTWO");
        headers = rig.upgrade(stream + "x");
        QVERIFY(headers);
        QVERIFY(valueOf(*headers, "Authorization").contains("AKIDTWO/"));
        QCOMPARE(valueOf(*headers, "X-Amz-Date"), "20261120T140000Z");
    }

    void presignedUrl_goesUnsigned_data()
    {
        QTest::addColumn<QByteArray>("parameter");
        for (const char *name :
             { "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
               "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token" })
            QTest::newRow(name) << QByteArray(name);
    }
    void presignedUrl_goesUnsigned()
    {
        QFETCH(QByteArray, parameter);
        Rig rig;
        rig.account.endpoint.clear();
        auto headers = rig.upgrade(stream + "x&" + parameter + "=1");
        QVERIFY(headers);
        QCOMPARE(headers->size(), 0);
        headers = rig.upgrade(stream + parameter + "=1"); // within a value
        QVERIFY(headers);
        QCOMPARE(headers->size(), 3);
    }

    void region_leadsToItsPartition_data()
    {
        QTest::addColumn<QString>("partition");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("dualStack");
        QTest::newRow("eu-central-1")
            << QStringLiteral("aws") << QStringLiteral("https://ssm.eu-central-1.amazonaws.com/")
            << QStringLiteral("ssmmessages.eu-central-1.api.aws");
        QTest::newRow("cn-north-1")
            << QStringLiteral("aws-cn")
            << QStringLiteral("https://ssm.cn-north-1.amazonaws.com.cn/")
            << QStringLiteral("ssmmessages.cn-north-1.api.amazonwebservices.com.cn");
        QTest::newRow("us-gov-west-1") << QStringLiteral("aws-us-gov")
                                       << QStringLiteral("https://ssm.us-gov-west-1.amazonaws.com/")
                                       << QStringLiteral("ssmmessages.us-gov-west-1.api.aws");
        QTest::newRow("eusc-de-east-1")
            << QStringLiteral("aws-eusc")
            << QStringLiteral("https://ssm.eusc-de-east-1.amazonaws.eu/")
            << QStringLiteral("ssmmessages.eusc-de-east-1.api.amazonwebservices.eu");
    }
    void region_leadsToItsPartition()
    {
        QFETCH(QString, partition);
        QFETCH(QString, url);
        QFETCH(QString, dualStack);
        const QString region = QString::fromLatin1(QTest::currentDataTag());
        QCOMPARE(aws::partitionOf(region), partition);
        QCOMPARE(aws::serviceUrl(QStringLiteral("ssm"), region).toString(), url);
        QVERIFY(aws::isMessageGateway(dualStack, region));
        QVERIFY(aws::isMessageGateway(
            QStringLiteral("ssmmessages.%1.%2").arg(region, aws::domainOf(region)), region));
        QVERIFY(!aws::isMessageGateway(dualStack, QStringLiteral("eu-west-1")));
        QVERIFY(!aws::isMessageGateway(dualStack, QString()));
    }

    void terminate_asksNobodyForKeys()
    {
        support::KeyPlaces at;
        at.config("[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = "
                  + support::keySecret
                  + "\n[profile ops]\nrole_arn = arn:r\nsource_profile=base\nmfa_serial = m\n");
        support::FakeSts sts(at);
        const auto assume = sts.http.answer;
        sts.http.answer = [assume](const HttpSeen &seen) {
            return seen.header("x-amz-target").isEmpty()
                ? assume(seen)
                : HttpAnswer::json(opened(QString::fromLatin1(stream + "x")));
        };
        const auto person = std::make_shared<Person>();
        aws::SessionManager manager(std::make_unique<aws::Client>(
            support::accountOf("ops"), support::placesAt(at, sts.http), person));
        const QString id = QStringLiteral("alice-0");
        QVERIFY(!support::await(manager.terminate(id)));
        QVERIFY(sts.http.seen.isEmpty());
        QVERIFY(support::await(manager.start(portOf(QStringLiteral("h"), 1))));
        QVERIFY(support::await(manager.terminate(id)));
        QCOMPARE(sts.http.seen.last().header("x-amz-target"), "AmazonSSM.TerminateSession");
        QCOMPARE(person->questions, 1);
        // Refused keys are not renewed for it.
        const auto before = sts.http.seen.size();
        sts.http.script(HttpAnswer::refusal(QStringLiteral("ExpiredTokenException"),
                                            QStringLiteral("The token has expired.")));
        QVERIFY(!support::await(manager.terminate(id)));
        QCOMPARE(sts.http.seen.size(), before + 1);
        at.pass(3600);
        QVERIFY(!support::await(manager.terminate(id)));
        QCOMPARE(sts.http.seen.size(), before + 1);
        QCOMPARE(person->questions, 1);
    }

    void upgrade_goesToTheGatewayAlone_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("allowed");
        const QString none;
        const QString http = QStringLiteral("http://127.0.0.1:4566/aws");
        const QString https = QStringLiteral("https://vpce-1.example.com/");
        const auto to = [](const char *origin) { return origin + pathOfStream; };
        const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
        row("gateway") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com") << true;
        row("FIPS") << none << to("wss://ssmmessages-fips.eu-central-1.amazonaws.com") << true;
        row("dual stack") << none << to("wss://ssmmessages.eu-central-1.api.aws") << true;
        row("its port") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com:443") << true;
        row("gateway beside an endpoint")
            << https << to("wss://ssmmessages.eu-central-1.amazonaws.com") << true;
        row("the endpoint") << https << to("wss://vpce-1.example.com") << true;
        row("another port of it") << https << to("wss://VPCE-1.example.com:8443") << true;
        row("plain endpoint") << http << to("ws://127.0.0.1:4567") << true;
        row("plain, by TLS") << http << to("wss://127.0.0.1") << true;
        row("TLS given up") << https << to("ws://vpce-1.example.com") << false;
        row("plain gateway") << none << to("ws://ssmmessages.eu-central-1.amazonaws.com") << false;
        row("another port") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com:99")
                            << false;
        row("https") << none << to("https://ssmmessages.eu-central-1.amazonaws.com") << false;
        row("another region") << none << to("wss://ssmmessages.us-east-1.amazonaws.com") << false;
        row("another service") << none << to("wss://ssm.eu-central-1.amazonaws.com") << false;
        row("another host") << http << to("ws://127.0.0.2:4566") << false;
        row("longer name") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com.evil.com")
                           << false;
        row("other start") << none << to("wss://xssmmessages.eu-central-1.amazonaws.com") << false;
        row("user") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com@evil.com") << false;
        row("user of ours") << none << to("wss://evil@ssmmessages.eu-central-1.amazonaws.com")
                            << false;
        row("backslash") << none << to("wss://evil.com\\@ssmmessages.eu-central-1.amazonaws.com")
                         << false;
        row("newline") << none << to("wss://ssmmessages.eu-central-1.amazonaws.com\r\nx:") << false;
        row("no URL") << none << QByteArray("ssmmessages.eu-central-1.amazonaws.com") << false;
        row("nothing") << none << QByteArray() << false;
    }
    void upgrade_goesToTheGatewayAlone()
    {
        QFETCH(QString, endpoint);
        QFETCH(QByteArray, url);
        QFETCH(bool, allowed);
        Rig rig;
        rig.account.endpoint = QUrl(endpoint);
        for (const QByteArray &each : { url, url + "&X-Amz-Signature=1" }) {
            const auto headers = rig.upgrade(each);
            QCOMPARE(bool(headers), allowed);
            if (!allowed) {
                QCOMPARE(headers.error().cause, Error::Cause::SsmStrangeGateway);
                QVERIFY(!headers.error().text.contains(QStringLiteral("data-channel")));
            }
        }
    }
};

QTEST_GUILESS_MAIN(SessionsTest)
#include "tst_sessions.moc"

#include "aws/steadyhttp.h"
#include "aws/xml.h"
#include "support/httpfake.h"
#include "support/wait.h"
#include <QTcpServer>
#include <QTcpSocket>

using aws::HttpRequest;
using base::Error;
using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;
using support::TlsFiles;

namespace {

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.method = "GET";
    request.url = url;
    request.timeout = std::chrono::seconds(5);
    return request;
}

base::Result<aws::HttpResponse> sent(const HttpRequest &request, const QString &caBundle = {})
{
    aws::Http http(caBundle);
    return support::await(http.send(request));
}

} // namespace

class HttpTest final : public QObject {
    Q_OBJECT

    TlsFiles m_tls;

    TlsFiles::Pair issued(const QString &names = QStringLiteral("DNS:localhost"))
    {
        TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("cache");
        wish.names = names;
        return m_tls.issue(wish);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_tls.isValid(), qPrintable(m_tls.errorText())); }

    void fakeService_answersByScriptAndKeepsRequests()
    {
        HttpFake service;
        service.skewSeconds = -3600;
        service.script(HttpAnswer::refusal(QStringLiteral("ThrottlingException"),
                                           QStringLiteral("Rate exceeded")));
        service.answer = [](const HttpSeen &seen) { return HttpAnswer{ 200, seen.body }; };
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, service.port());
        socket.write("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n"
                     "POST / HTTP/1.1\r\nContent-Length: 7\r\n\r\nA=b+%26");
        QByteArray all;
        QTRY_VERIFY((all += socket.readAll()).endsWith("A=b+%26"));
        QVERIFY(all.startsWith("HTTP/1.1 400 "));
        QVERIFY(all.contains("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"));
        QCOMPARE(service.seen.size(), 2);
        QCOMPARE(service.seen[0].path(), "/a");
        QCOMPARE(service.seen[0].query(), "b=c");
        QCOMPARE(service.seen[0].header("Host"), "x");
    }

    void request_goesOutAsGiven()
    {
        HttpFake service;
        service.answer = [](const HttpSeen &) {
            return HttpAnswer{ 200, "yes", { { "X-Odd", "1" } } };
        };
        HttpRequest request = get(service.url(QStringLiteral("/a%2Fb/c%20d?x=%2B&y=a/b==")));
        request.method = "POST";
        request.headers = { { "Content-Type", "application/x-amz-json-1.1" },
                            { "X-Amz-Target", "AmazonSSM.StartSession" } };
        request.body = QByteArray("{\"a\":\0}", 7);
        const auto response = sent(request);
        QVERIFY(response);
        QCOMPARE(response->status, 200);
        QCOMPARE(response->body, "yes");
        QCOMPARE(response->header("x-ODD"), "1");
        QCOMPARE(service.seen.size(), 1);
        const HttpSeen &seen = service.seen.first();
        QCOMPARE(seen.method, "POST");
        QCOMPARE(seen.target, "/a%2Fb/c%20d?x=%2B&y=a/b==");
        QCOMPARE(seen.body, request.body);
        QCOMPARE(seen.header("host"), aws::hostHeader(request.url));
        QCOMPARE(seen.header("host"), "127.0.0.1:" + QByteArray::number(service.port()));
        QCOMPARE(seen.header("x-amz-target"), "AmazonSSM.StartSession");
        // Nothing that tells more of the person than it must.
        QCOMPARE(seen.header("user-agent"), "larder");
        QCOMPARE(seen.header("accept-language"), "en");
        QCOMPARE(seen.header("accept-encoding"), "identity");
    }

    void hostHeader_hasThePortWhereItIsNotTheUsual_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("https") << QStringLiteral("https://sts.eu-central-1.amazonaws.com/")
                               << QByteArray("sts.eu-central-1.amazonaws.com");
        QTest::newRow("usual port") << QStringLiteral("https://a.b:443/") << QByteArray("a.b");
        QTest::newRow("other port") << QStringLiteral("https://a.b:80/") << QByteArray("a.b:80");
        QTest::newRow("http") << QStringLiteral("http://a.b:80/") << QByteArray("a.b");
        QTest::newRow("wss") << QStringLiteral("wss://a.b:443/x") << QByteArray("a.b");
        QTest::newRow("ws") << QStringLiteral("ws://a.b:8080/x") << QByteArray("a.b:8080");
        QTest::newRow("IPv6") << QStringLiteral("http://[::1]:99/") << QByteArray("[::1]:99");
        QTest::newRow("capitals") << QStringLiteral("https://A.B/") << QByteArray("a.b");
    }
    void hostHeader_hasThePortWhereItIsNotTheUsual()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, host);
        QCOMPARE(aws::hostHeader(QUrl(url)), host);
    }

    void anyStatus_isAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : { 200, 204, 301, 400, 401, 403, 404, 405, 409, 418, 429, 500, 503 })
            QTest::addRow("%d", status) << status;
    }
    void anyStatus_isAnAnswer()
    {
        QFETCH(int, status);
        HttpFake service;
        service.answer = [&](const HttpSeen &) {
            return HttpAnswer{ status,
                               status == 204 ? "" : "body",
                               { { "Location", service.url(QStringLiteral("/else")).toEncoded() },
                                 { "Set-Cookie", "a=b; Path=/" } } };
        };
        aws::Http http({});
        for (int i = 0; i < 2; ++i) {
            const auto response = support::await(http.send(get(service.url())));
            QVERIFY2(response, qPrintable(response ? QString() : response.error().text));
            QCOMPARE(response->status, status);
            QCOMPARE(response->body, status == 204 ? "" : "body");
        }
        QCOMPARE(service.seen.size(), 2); // no redirect is followed
        QVERIFY(service.seen[1].header("cookie").isEmpty());
    }

    void noAnswer_isAnErrorThatNamesTheHost_data()
    {
        QTest::addColumn<HttpAnswer::End>("end");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("hung up") << HttpAnswer::End::HangUp << Error::Kind::Network;
        QTest::newRow("cut") << HttpAnswer::End::Cut << Error::Kind::Network;
        QTest::newRow("silent") << HttpAnswer::End::Silent << Error::Kind::Timeout;
    }
    void noAnswer_isAnErrorThatNamesTheHost()
    {
        QFETCH(HttpAnswer::End, end);
        QFETCH(Error::Kind, kind);
        HttpFake service;
        service.answer = [&](const HttpSeen &) { return HttpAnswer::ending(end); };
        HttpRequest request = get(service.url());
        request.method = "POST";
        request.headers = { { "Content-Type", "text/plain" } };
        request.timeout = std::chrono::milliseconds(kind == Error::Kind::Timeout ? 300 : 5000);
        const auto response = sent(request);
        QVERIFY(!response);
        QCOMPARE(response.error().kind, kind);
        QCOMPARE(response.error().cause, Error::Cause::AwsUnreachable);
        QVERIFY(response.error().text.contains(QStringLiteral("127.0.0.1")));
        QCOMPARE(service.seen.size(), 1);
    }

    void nobodyListens_isUnreachable()
    {
        HttpFake service;
        const QUrl url = service.url();
        service.stopListening();
        const auto response = sent(get(url));
        QVERIFY(!response);
        QCOMPARE(response.error().cause, Error::Cause::AwsUnreachable);
        QVERIFY(response.error().text.contains(QStringLiteral("refused")));
    }

    void connectionThatDoesNotStand_isNotWaitedForAsLongAsAnAnswer()
    {
        QTcpServer mute; // no TLS comes from it
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        HttpRequest request =
            get(QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(mute.serverPort())));
        request.method = "POST";
        request.headers = { { "Content-Type", "text/plain" } };
        request.body = "make one";
        request.timeout = std::chrono::minutes(5);
        request.connectTimeout = std::chrono::milliseconds(300);
        const auto response = sent(request);
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Timeout);
        QVERIFY2(response.error().text.contains(QStringLiteral("within 0.3 s")),
                 qPrintable(response.error().text));
    }

    void attemptsInAll_haveOneLimit()
    {
        HttpFake service;
        service.answer = [](const HttpSeen &) {
            return HttpAnswer::ending(HttpAnswer::End::Silent);
        };
        HttpRequest request = get(service.url());
        request.timeout = std::chrono::milliseconds(300);
        aws::Http http{ {} };
        const auto response = support::await(aws::sendSteadily(
            http, [&] { return request; }, this, std::chrono::milliseconds(400)));
        QVERIFY(!response);
        QCOMPARE(response.error().kind, Error::Kind::Timeout);
        QCOMPARE(service.seen.size(), 1);
    }

    void leaving_isToldBeforeAnybodyCanAct_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("leaves");
        QTest::newRow("answered") << QStringLiteral("http") << true;
        QTest::newRow("hung up") << QStringLiteral("hung up") << true;
        QTest::newRow("silent") << QStringLiteral("silent") << true;
        QTest::newRow("trusted") << QStringLiteral("trusted") << true;
        QTest::newRow("not trusted") << QStringLiteral("https") << false;
        QTest::newRow("nobody listens") << QStringLiteral("closed") << false;
        QTest::newRow("no such name") << QStringLiteral("nowhere") << false;
    }
    void leaving_isToldBeforeAnybodyCanAct()
    {
        QFETCH(QString, place);
        QFETCH(bool, leaves);
        HttpFake plain;
        HttpFake sealed(issued());
        bool left = false;
        bool leftBefore = false; // it came
        for (HttpFake *each : { &plain, &sealed }) {
            each->answer = [&](const HttpSeen &) {
                leftBefore = left;
                if (place == QLatin1String("hung up"))
                    return HttpAnswer::ending(HttpAnswer::End::HangUp);
                if (place == QLatin1String("silent"))
                    return HttpAnswer::ending(HttpAnswer::End::Silent);
                return HttpAnswer{ 200, "here" };
            };
        }
        HttpRequest request = get(plain.url());
        if (place == QLatin1String("https") || place == QLatin1String("trusted"))
            request.url = sealed.url();
        else if (place == QLatin1String("nowhere"))
            request.url = QUrl(QStringLiteral("http://nowhere.invalid/"));
        else if (place == QLatin1String("closed"))
            plain.stopListening();
        request.method = "POST";
        request.headers = { { "Content-Type", "text/plain" } };
        request.body = "make one";
        request.timeout = std::chrono::milliseconds(place == QLatin1String("silent") ? 300 : 5000);
        request.leaving = [&] { left = true; };
        (void)sent(request, place == QLatin1String("trusted") ? m_tls.authority() : QString());
        QCOMPARE(left, leaves);
        QCOMPARE(leftBefore, leaves);
        QCOMPARE(plain.seen.size() + sealed.seen.size(), leaves ? 1 : 0);
    }

    void unknownHost_isUnreachable()
    {
        const auto response = sent(get(QUrl(QStringLiteral("http://nowhere.invalid/"))));
        QVERIFY(!response);
        QCOMPARE(response.error().cause, Error::Cause::AwsUnreachable);
        QVERIFY(response.error().text.contains(QStringLiteral("nowhere.invalid")));
    }

    void body_overTheCapIsRefused_data()
    {
        QTest::addColumn<int>("over");
        QTest::newRow("at the cap") << 0;
        QTest::newRow("one more") << 1;
    }
    void body_overTheCapIsRefused()
    {
        QFETCH(int, over);
        HttpFake service;
        service.answer = [&](const HttpSeen &) {
            return HttpAnswer{ 200, QByteArray(16 * 1024 * 1024 + over, 'x') };
        };
        const auto response = sent(get(service.url()));
        QCOMPARE(bool(response), over == 0);
        if (over)
            QCOMPARE(response.error().kind, Error::Kind::TooLarge);
        else
            QCOMPARE(response->body.size(), 16 * 1024 * 1024);
    }

    void service_goneWithItsRequests_leavesNoFutureOpen()
    {
        HttpFake service;
        service.answer = [](const HttpSeen &) {
            return HttpAnswer::ending(HttpAnswer::End::Silent);
        };
        auto http = std::make_unique<aws::Http>(QString());
        const auto future = http->send(get(service.url()));
        QTRY_COMPARE(service.seen.size(), 1);
        http.reset();
        QVERIFY(future.isFinished());
    }

    void certificate_isVerified_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<bool>("bundle");
        QTest::addColumn<bool>("opens");
        QTest::newRow("of the bundle") << QStringLiteral("DNS:localhost") << true << true;
        QTest::newRow("unknown authority") << QStringLiteral("DNS:localhost") << false << false;
        QTest::newRow("other name") << QStringLiteral("DNS:example.com") << true << false;
    }
    void certificate_isVerified()
    {
        QFETCH(QString, names);
        QFETCH(bool, bundle);
        QFETCH(bool, opens);
        HttpFake service(issued(names));
        service.answer = [](const HttpSeen &) { return HttpAnswer{ 200, "trusted" }; };
        const auto response = sent(get(service.url()), bundle ? m_tls.authority() : QString());
        QCOMPARE(bool(response), opens);
        QCOMPARE(service.seen.size(), opens ? 1 : 0);
        if (!opens) {
            QCOMPARE(response.error().cause, Error::Cause::AwsUnreachable);
            QVERIFY(response.error().text.contains(QStringLiteral("AWS_CA_BUNDLE")));
        }
    }

    void caBundle_thatIsNoneIsSaid()
    {
        const QString missing = m_tls.path(QStringLiteral("no such.pem"));
        const auto response = sent(get(QUrl(QStringLiteral("https://127.0.0.1:9/"))), missing);
        QVERIFY(!response);
        QCOMPARE(response.error().cause, Error::Cause::NoSuchFile);
        QVERIFY(response.error().text.contains(missing));
    }

    void xml_isReadAsElements()
    {
        const auto read = aws::readXml(
            "<?xml version=\"1.0\"?><a:Answer xmlns:a=\"urn:x\">\n <Items><member>1</member>\n"
            "<member x=\"y\"> 2 &lt;3 <![CDATA[<&]]> </member></Items><Marker/>\n"
            "<Name>한글 <!-- no --> x</Name></a:Answer>");
        QVERIFY(read);
        QCOMPARE(read->name, QStringLiteral("Answer"));
        QCOMPARE(read->text, QString());
        const auto members = read->child(QStringLiteral("Items")).all(QStringLiteral("member"));
        QCOMPARE(members.size(), 2);
        QCOMPARE(members[1].text, QStringLiteral("2 <3 <&"));
        QCOMPARE(read->value(QStringLiteral("Name")), QStringLiteral("한글  x"));
        QCOMPARE(read->value(QStringLiteral("Marker")), QString());
        QCOMPARE(read->child(QStringLiteral("None")).child(QStringLiteral("None")).name, QString());
    }

    void xml_thatIsNoneOrTooMuch_isAnError_data()
    {
        const auto nested = [](int levels) {
            return QByteArray("<a>").repeated(levels) + QByteArray("</a>").repeated(levels);
        };
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<bool>("fine");
        QTest::newRow("32 deep") << nested(32) << true;
        QTest::newRow("33 deep") << nested(33) << false;
        QTest::newRow("500,000") << "<a>" + QByteArray("<b/>").repeated(499999) + "</a>" << true;
        QTest::newRow("one more") << "<a>" + QByteArray("<b/>").repeated(500000) + "</a>" << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("JSON") << QByteArray("{\"a\":1}") << false;
        QTest::newRow("HTML") << QByteArray("<html><br><p>Sign in</html>") << false;
        QTest::newRow("cut") << QByteArray("<a><b>1</b>") << false;
        QTest::newRow("two") << QByteArray("<a/><b/>") << false;
        QTest::newRow("own entity")
            << QByteArray("<!DOCTYPE a [<!ENTITY e \"eee\">]><a>&e;</a>") << false;
        QTest::newRow("unknown entity") << QByteArray("<a>&e;</a>") << false;
    }
    void xml_thatIsNoneOrTooMuch_isAnError()
    {
        QFETCH(QByteArray, xml);
        QFETCH(bool, fine);
        const auto read = aws::readXml(xml);
        QCOMPARE(bool(read), fine);
        if (!fine)
            QCOMPARE(read.error().kind, Error::Kind::Protocol);
    }
};

QTEST_GUILESS_MAIN(HttpTest)
#include "tst_http.moc"

#include "support/httpfake.h"
#include "support/wait.h"
#include <QTcpSocket>

using support::HttpAnswer;
using support::HttpFake;
using support::HttpSeen;

class HttpTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
        QCOMPARE(service.seen[1].field(QStringLiteral("A")), QStringLiteral("b &"));
    }
};

QTEST_GUILESS_MAIN(HttpTest)
#include "tst_http.moc"

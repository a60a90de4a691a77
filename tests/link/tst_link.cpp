#include "link/makelink.h"
#include <QFile>
#include <QHostInfo>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using base::Error;

class LinkTest final : public QObject {
    Q_OBJECT

    static profiles::Profile tcp(const QString &host, quint16 port)
    {
        profiles::Profile profile;
        profile.host = host;
        profile.port = port;
        profile.connectTimeoutMs = 3000;
        return profile;
    }

    static profiles::Profile local(const QString &path)
    {
        profiles::Profile profile;
        profile.unixSocket = path;
        profile.connectTimeoutMs = 3000;
        return profile;
    }

    static links::Link *linkTo(const profiles::Profile &profile)
    {
        return links::makeLink(profile, links::Endpoint::of(profile), {}, nullptr);
    }

    static Error failureOf(const profiles::Profile &profile)
    {
        const std::unique_ptr<links::Link> link(linkTo(profile));
        Error why;
        int failures = 0;
        connect(link.get(), &links::Link::failed, link.get(), [&](const Error &error) {
            why = error;
            ++failures;
        });
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        (void)QTest::qWaitFor([&] { return failures > 0; }, 20000);
        if (failures != 1 || !opened.isEmpty() || link->take())
            why.text = QStringLiteral("not exactly one failure");
        return why;
    }

private Q_SLOTS:
    void listeningPort_opensAPromptStream_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
        QTest::newRow("IPv6") << QStringLiteral("::1");
        QTest::newRow("IPv6 in brackets") << QStringLiteral("[::1]");
        QTest::newRow("name") << QStringLiteral("localhost");
    }
    void listeningPort_opensAPromptStream()
    {
        QFETCH(QString, host);
        QTcpServer server;
        const bool six = host.contains(QLatin1Char(':'));
        if (!server.listen(six ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost))
            QSKIP("this machine has no such loopback");
        if (host == QLatin1String("localhost") && QHostInfo::fromName(host).addresses().isEmpty())
            QSKIP("this machine has no name for itself");
        auto link = std::unique_ptr<links::Link>(linkTo(tcp(host, server.serverPort())));
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(link->route().startsWith(QStringLiteral("Direct → ")));
        QVERIFY(link->route().endsWith(QString::number(server.serverPort())));
        std::unique_ptr<QIODevice> stream = link->take();
        QVERIFY(stream && stream->isOpen());
        QVERIFY(!link->take());
        link.reset(); // the stream outlives it
        auto *socket = qobject_cast<QTcpSocket *>(stream.get());
        QVERIFY(socket);
        QCOMPARE(socket->socketOption(QAbstractSocket::LowDelayOption).toInt(), 1);
        QCOMPARE(socket->socketOption(QAbstractSocket::KeepAliveOption).toInt(), 1);
        QTRY_VERIFY(server.hasPendingConnections());
        server.nextPendingConnection()->write("hello");
        QTRY_COMPARE(stream->bytesAvailable(), 5);
    }

    void nobodyListening_saysSo()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        const Error why = failureOf(tcp(QStringLiteral("127.0.0.1"), port));
        QCOMPARE(why.kind, Error::Kind::Network);
        QCOMPARE(
            why.text,
            QStringLiteral("127.0.0.1:%1 refused the connection: the host answers, but nothing "
                           "listens on this port. Check the port and that the server is "
                           "running.")
                .arg(port));
        QVERIFY(!why.detail.isEmpty());
    }

    void unknownName_isADnsSentence()
    {
        const Error why = failureOf(tcp(QStringLiteral("no-such-host.invalid"), 6379));
        QCOMPARE(why.kind, Error::Kind::Network);
        QCOMPARE(why.text,
                 QStringLiteral("DNS cannot find no-such-host.invalid. Check the spelling; if the "
                                "name exists only inside the VPC, choose a tunnel."));
    }

    void silentHost_endsInTime()
    {
        // A listening socket whose queue is full drops further connections without a word.
        QTcpServer server;
        server.setListenBacklogSize(0);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        server.pauseAccepting();
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 4; ++i) {
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, server.serverPort());
        }
        QTRY_COMPARE(crowd.front()->state(), QAbstractSocket::ConnectedState);
        profiles::Profile profile = tcp(QStringLiteral("127.0.0.1"), server.serverPort());
        profile.connectTimeoutMs = 300;
        const Error why = failureOf(profile);
        QCOMPARE(why.kind, Error::Kind::Timeout);
        QVERIFY2(why.text.contains(QLatin1String("within 0.3 s")), qPrintable(why.text));
    }

    void socketFile_opens()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.sock"));
        QLocalServer server;
        QVERIFY(server.listen(path));
        const std::unique_ptr<links::Link> link(linkTo(local(path)));
        QSignalSpy opened(link.get(), &links::Link::opened);
        link->open();
        QTRY_COMPARE(opened.size(), 1);
        const auto stream = link->take();
        QVERIFY(stream && stream->isOpen() && stream->isWritable());
    }

    void missingSocketFile_saysWhich()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("none.sock"));
        const Error why = failureOf(local(path));
        QCOMPARE(why.kind, Error::Kind::Network);
        QVERIFY2(why.text.startsWith(QStringLiteral("There is no socket file ") + path),
                 qPrintable(why.text));
    }

    void leftoverSocketFile_saysThatNobodyListens()
    {
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("dead.sock"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const Error why = failureOf(local(path));
        QVERIFY2(why.text.startsWith(QStringLiteral("Nothing listens on the socket ") + path),
                 qPrintable(why.text));
    }

    void forbiddenSocket_saysSo()
    {
        if (::geteuid() == 0)
            QSKIP("root may use every socket");
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("s.sock"));
        QLocalServer server;
        QVERIFY(server.listen(path));
        QVERIFY(QFile::setPermissions(path, {}));
        const Error why = failureOf(local(path));
        QVERIFY2(why.text.startsWith(QStringLiteral("This account may not use the socket")),
                 qPrintable(why.text));
    }

    void destroyedWhileOpening_staysQuiet()
    {
        auto *link = linkTo(tcp(QStringLiteral("127.0.0.1"), 1));
        QSignalSpy failed(link, &links::Link::failed);
        link->open();
        delete link;
        QCOMPARE(failed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(LinkTest)
#include "tst_link.moc"

// The rig itself: without it a test of ours that fails could blame the network.
#include "support/clusterrig.h"
#include "support/netrig.h"
#include "support/redisserver.h"
#include "support/tlsfiles.h"
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using support::NetRig;

class TestNetRig : public QObject {
    Q_OBJECT

public:
    static void initMain() { NetRig::enter(); }

private Q_SLOTS:
    void initTestCase();
    void serverInAZone_isSeenByThatZoneAlone();
    void cutNetwork_isSilentUntilRestored();
    void sixNodesWithTls_areWholeAndHidden();
    void gone_leavesNoProcess();
};

namespace {

/// What redis-cli in a zone ("" = ours) hears from host:port.
QByteArray ask(const QStringList &inside, const QString &host, quint16 port)
{
    QStringList words = inside
        + QStringList{ QStringLiteral("redis-cli"), QStringLiteral("-h"),  host,
                       QStringLiteral("-p"),        QString::number(port), QStringLiteral("PING") };
    QProcess process;
    process.start(words.takeFirst(), words);
    process.waitForFinished(5000);
    return process.readAllStandardOutput().trimmed();
}

} // namespace

void TestNetRig::initTestCase()
{
    if (!NetRig::skipReason().isEmpty())
        QSKIP(qPrintable(NetRig::skipReason()));
}

void TestNetRig::serverInAZone_isSeenByThatZoneAlone()
{
    NetRig net(2);
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    const QString hidden = NetRig::hiddenAddress(1, 7);
    support::RedisServer server({ QStringLiteral("--bind"), hidden, QStringLiteral("127.0.0.1"),
                                  net.address(1), QStringLiteral("--protected-mode"),
                                  QStringLiteral("no") },
                                support::RedisServer::Tcp::Yes, net.inside(1));
    QVERIFY(server.isRunning());
    QCOMPARE(ask(net.inside(1), hidden, server.port()), "PONG");
    QCOMPARE(ask(net.inside(1), QStringLiteral("127.0.0.1"), server.port()), "PONG");
    QCOMPARE(ask(net.inside(0), net.address(1), server.port()), "PONG"); // the zone next to it
    for (const QString &host : { hidden, QStringLiteral("127.0.0.1"), net.address(1) })
        QCOMPARE(ask({}, host, server.port()), "");
    QCOMPARE(NetRig::listeners().filter(QStringLiteral("tcp")), QStringList());
    QTcpServer ours;
    QVERIFY(ours.listen(QHostAddress::LocalHost));
    QCOMPARE(NetRig::listeners().filter(QStringLiteral("tcp")).size(), 1);
}

void TestNetRig::cutNetwork_isSilentUntilRestored()
{
    NetRig net;
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    support::RedisServer server({ QStringLiteral("--bind"), net.address(),
                                  QStringLiteral("--protected-mode"), QStringLiteral("no") },
                                support::RedisServer::Tcp::Yes, net.inside());
    QVERIFY(server.isRunning());
    QTcpSocket socket;
    socket.connectToHost(net.address(), server.port());
    QVERIFY(socket.waitForConnected());
    net.cut();
    socket.write("PING\r\n");
    QVERIFY(!socket.waitForReadyRead(300));
    QCOMPARE(socket.error(), QAbstractSocket::SocketTimeoutError);
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QTcpSocket another;
    another.connectToHost(net.address(), server.port());
    QVERIFY(!another.waitForConnected(300));
    QCOMPARE(another.error(), QAbstractSocket::SocketTimeoutError);
    net.restore();
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    QVERIFY(socket.waitForReadyRead());
    QCOMPARE(socket.readAll(), "+PONG\r\n");
}

void TestNetRig::sixNodesWithTls_areWholeAndHidden()
{
    NetRig net;
    QVERIFY2(net.isReady(), qPrintable(net.errorText()));
    support::TlsFiles files;
    support::ClusterRig::Options options;
    for (int i = 0; i < 6; ++i)
        options.hosts += NetRig::hiddenAddress(0, 11 + i);
    options.wrapper = net.inside();
    options.tlsAuthority = files.authority();
    options.each = [&](int node, quint16) {
        return files.serverOptions(
            files.issue({ QStringLiteral("node"), QStringLiteral("IP:") + options.hosts[node] }));
    };
    support::ClusterRig rig(options);
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    QVERIFY(rig.isRunning());
    QCOMPARE(rig.port(0), quint16(6379));
    QCOMPARE(rig.port(5), quint16(6379));
    QCOMPARE(rig.anywhere({ "SET", "here", "1" }), "OK");
    QCOMPARE(rig.keys(), 1);
    QCOMPARE(ask({}, rig.host(0), 6379), "");
}

void TestNetRig::gone_leavesNoProcess()
{
    QString holder;
    {
        NetRig net;
        QVERIFY2(net.isReady(), qPrintable(net.errorText()));
        holder = QStringLiteral("/proc/") + net.inside()[3];
        QVERIFY(QFileInfo::exists(holder));
    }
    QVERIFY(!QFileInfo::exists(holder));
}

QTEST_GUILESS_MAIN(TestNetRig)
#include "tst_netrig.moc"

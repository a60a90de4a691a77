// Sessions of libssh2 in which nobody reads, or nobody takes what is sent.
#include "link/ssh/socketpair.h"
#include "link/ssh/sshsocket.h"
#include "link/sshfixture.h"
#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <ctime>
#include <unistd.h>

using support::RedisServer;
using support::SshServer;
using namespace std::chrono_literals;

namespace {

/// Shortened; libssh2 asks for a sign of life every two seconds at most.
constexpr links::SshRhythm rhythm{ 500ms, 3500ms, 1000ms };
constexpr int longerThanDead = 5000;

/// Whoever turns in circles works all the time.
class Work {
public:
    [[nodiscard]] bool wasLittle() const
    {
        return (std::clock() - m_before) / CLOCKS_PER_SEC < longerThanDead / 1000 / 2;
    }

private:
    const std::clock_t m_before = std::clock();
};

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
}

QLocalSocket *local(const Streamed &streamed)
{
    return qobject_cast<QLocalSocket *>(streamed.stream.get());
}

} // namespace

class SshDrainTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::shared_ptr<ListAsker> m_asker = std::make_shared<ListAsker>();

    std::unique_ptr<links::SshTunnel> tunnel(const SshServer &server)
    {
        return std::make_unique<links::SshTunnel>(through({ &server }), profiles::SshSecrets(),
                                                  m_asker, placesIn(server), rhythm);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText())); }

    void sessionWithoutStreams_livesOnAndIdles_data()
    {
        QTest::addColumn<bool>("hadOne");
        QTest::newRow("any more") << true;
        QTest::newRow("ever") << false;
    }
    void sessionWithoutStreams_livesOnAndIdles()
    {
        QFETCH(bool, hadOne);
        SshServer::Options options;
        if (hadOne) // it asks as well, and ends what does not answer
            options.config = { QStringLiteral("ClientAliveInterval 1"),
                               QStringLiteral("ClientAliveCountMax 2") };
        const SshServer server(options);
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost));
            const quint16 port = free.serverPort();
            free.close();
            const Streamed opened = streamTo(*way, hadOne ? m_redis.port() : port);
            QCOMPARE(opened.stream != nullptr, hadOne);
        }
        const Work work;
        QVERIFY(!QTest::qWaitFor([&] { return !lost.isEmpty(); }, longerThanDead));
        QVERIFY(work.wasLittle());
        const Streamed next = streamTo(*way, m_redis.port());
        QVERIFY2(next.stream, qPrintable(next.why.text));
        QCOMPARE(pinged(next.stream.get()), "+PONG\r\n");
        QCOMPARE(server.log().count("Accepted publickey"), 1);
    }

    void sessionWithoutStreams_noticesItsEnd_data()
    {
        QTest::addColumn<bool>("hadOne");
        QTest::newRow("any more") << true;
        QTest::newRow("ever") << false;
    }
    void sessionWithoutStreams_noticesItsEnd()
    {
        QFETCH(bool, hadOne);
        SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        QCOMPARE(streamTo(*way, hadOne ? m_redis.port() : port).stream != nullptr, hadOne);
        server.kill();
        QTRY_COMPARE(lost.size(), 1);
    }

    void stalledReader_losesNothing()
    {
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed opened = streamTo(*way, m_redis.port());
        QLocalSocket *socket = local(opened);
        QVERIFY(socket);
        socket->setReadBufferSize(1024);
        const QByteArray body(12 * 1024 * 1024, 'k');
        const QByteArray sized = '$' + QByteArray::number(body.size()) + "\r\n" + body + "\r\n";
        socket->write("*2\r\n$4\r\nECHO\r\n" + sized);
        QTRY_VERIFY_WITH_TIMEOUT(socket->bytesAvailable() > 0, 15000);
        const Work work;
        QVERIFY(!QTest::qWaitFor([&] { return !lost.isEmpty(); }, longerThanDead));
        QVERIFY(work.wasLittle());
        QByteArray got;
        connect(socket, &QIODevice::readyRead, socket, [&] { got += socket->readAll(); });
        socket->setReadBufferSize(0);
        got += socket->readAll();
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), sized.size(), 15000);
        QVERIFY(got == sized);
    }

    void brokenUpload_leavesNothingBehind_data()
    {
        QTest::addColumn<bool>("farEnd");
        QTest::newRow("by the far end") << true;
        QTest::newRow("by the near end") << false;
    }
    void brokenUpload_leavesNothingBehind()
    {
        QFETCH(bool, farEnd);
        const SshServer server;
        const auto way = tunnel(server);
        QSignalSpy lost(way.get(), &links::Tunnel::lost);
        const Streamed other = streamTo(*way, m_redis.port());
        QTcpServer deaf;
        QVERIFY(deaf.listen(QHostAddress::LocalHost));
        const qsizetype before = openDescriptors();
        Streamed upload = streamTo(*way, deaf.serverPort());
        QLocalSocket *socket = local(upload);
        QVERIFY(socket);
        QTRY_VERIFY(deaf.hasPendingConnections());
        std::unique_ptr<QTcpSocket> far(deaf.nextPendingConnection());
        far->setReadBufferSize(1024);
        const qint64 all = 32 * 1024 * 1024;
        socket->write(QByteArray(all, 'u'));
        // On its way, and soon nothing moves any more.
        QTRY_VERIFY(far->bytesAvailable() > 0 && socket->bytesToWrite() < all);
        qint64 left = all;
        while (QTest::qWaitFor([&] { return socket->bytesToWrite() < left; }, 300))
            left = socket->bytesToWrite();
        QVERIFY(left > 0);
        if (farEnd) {
            far->abort();
            QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        } else {
            socket->abort();
        }
        upload.stream.reset();
        // The near end does not end the far one before it has got through to it.
        const qsizetype kept = farEnd ? 0 : 1;
        QTRY_COMPARE(openDescriptors(), before + kept);
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        QVERIFY(lost.isEmpty());
    }

    void endBehindUnreadBytes_isSeen()
    {
        const auto [ours, theirs] = links::connectedPair();
        const links::SshSocket socket(ours);
        QCOMPARE(::write(theirs, "unread", 6), 6);
        QVERIFY(!socket.peerClosed());
        ::close(theirs);
        QVERIFY(socket.peerClosed());
    }
};

QTEST_GUILESS_MAIN(SshDrainTest)
#include "tst_sshdrain.moc"

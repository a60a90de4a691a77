// What streams through a tunnel by libssh2 do, once it is open.
#include "link/makelink.h"
#include "link/sshfixture.h"
#include "link/tlsstream.h"
#include "support/tlsfiles.h"
#include <QTcpServer>
#include <QTcpSocket>
#include <sys/socket.h>

using support::RedisServer;
using support::SshServer;

class SshTunnelTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    SshServer m_bastion;
    std::shared_ptr<ListAsker> m_asker;

    std::unique_ptr<links::SshTunnel> tunnel()
    {
        return std::make_unique<links::SshTunnel>(through({ &m_bastion }), profiles::SshSecrets(),
                                                  m_asker, placesIn(m_bastion));
    }

    static QByteArray bulk(const QByteArray &bytes)
    {
        return '$' + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n";
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText()));
        QVERIFY2(m_bastion.isRunning(), qPrintable(m_bastion.errorText()));
    }
    void init() { m_asker = std::make_shared<ListAsker>(); }

    void key_opensAStreamInNamedSteps()
    {
        const auto way = tunnel();
        QList<links::TunnelStep> passed;
        connect(way.get(), &links::Tunnel::stepped, way.get(), [&](const links::TunnelStep &step) {
            if (step.outcome == links::TunnelStep::Outcome::Passed)
                passed += step;
        });
        const Streamed opened = streamTo(*way, m_redis.port());
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 1);
        QCOMPARE(m_asker->keyQuestions.constFirst().fingerprint, m_bastion.hostFingerprint());
        using Kind = links::TunnelStep::Kind;
        QList<Kind> kinds;
        for (const auto &step : passed)
            kinds += step.kind;
        QCOMPARE(kinds, QList<Kind>({ Kind::Connect, Kind::HostKey, Kind::SignIn, Kind::Forward }));
        QVERIFY(passed[1].finding.contains(m_bastion.hostFingerprint()));
        QCOMPARE(passed[2].tried, QStringLiteral("publickey (%1)").arg(m_bastion.clientKey()));
    }

    void twoUses_haveASessionEachAndAskOnce()
    {
        const auto way = tunnel();
        const auto before = m_bastion.log().count("Accepted publickey");
        const Streamed first = streamTo(*way, m_redis.port());
        const Streamed second = streamTo(*way, m_redis.port(), links::Use::Bulk);
        QVERIFY(first.stream && second.stream);
        QCOMPARE(pinged(first.stream.get()), "+PONG\r\n");
        QCOMPARE(pinged(second.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 1);
        QCOMPARE(m_bastion.log().count("Accepted publickey") - before, 2);
    }

    void twentyStreams_carryEachItsOwnBytes()
    {
        const auto way = tunnel();
        struct One {
            std::unique_ptr<links::Link> link;
            std::unique_ptr<QIODevice> stream;
            QByteArray sent;
            QByteArray wanted;
            QByteArray got;
        };
        std::vector<One> all(20);
        for (size_t i = 0; i < all.size(); ++i) {
            One &one = all[i];
            const QByteArray body(700000 + qsizetype(i) * 997, char('a' + i));
            one.sent = "*2\r\n$4\r\nECHO\r\n" + bulk(body);
            one.wanted = bulk(body);
            one.link.reset(way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                                        links::Use::Interactive, std::chrono::seconds(5), nullptr));
            connect(one.link.get(), &links::Link::opened, one.link.get(), [&one] {
                one.stream = one.link->take();
                connect(one.stream.get(), &QIODevice::readyRead, one.stream.get(),
                        [&one] { one.got += one.stream->readAll(); });
                one.stream->write(one.sent);
            });
            one.link->open();
        }
        QVERIFY(QTest::qWaitFor(
            [&] {
                return std::all_of(all.begin(), all.end(), [](const One &one) {
                    return one.got.size() >= one.wanted.size();
                });
            },
            30000));
        for (const One &one : all)
            QVERIFY(one.got == one.wanted);
    }

    void streamThatNobodyReads_holdsTheSenderBackAndNobodyElse()
    {
        QTcpServer source;
        QVERIFY(source.listen(QHostAddress::LocalHost));
        // Of no length that anything on the way has.
        QByteArray block(99991, Qt::Uninitialized);
        for (qsizetype i = 0; i < block.size(); ++i)
            block[i] = char(i % 251);
        qint64 written = 0;
        const auto pour = [&](QTcpSocket *to) {
            while (to->bytesToWrite() < 65536)
                written += to->write(block);
        };
        connect(&source, &QTcpServer::newConnection, &source, [&] {
            QTcpSocket *to = source.nextPendingConnection();
            connect(to, &QTcpSocket::bytesWritten, to, [&pour, to] { pour(to); });
            pour(to);
        });
        const auto way = tunnel();
        const Streamed flood = streamTo(*way, source.serverPort());
        QVERIFY(flood.stream);
        auto *socket = qobject_cast<QLocalSocket *>(flood.stream.get());
        socket->setReadBufferSize(4096);
        qint64 last = -1;
        int unchanged = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                unchanged = std::exchange(last, written) == written ? unchanged + 1 : 0;
                return unchanged >= 50 && written > 1024 * 1024;
            },
            20000));
        const Streamed other = streamTo(*way, m_redis.port());
        QCOMPARE(pinged(other.stream.get()), "+PONG\r\n");
        // The sockets of the system on the way take some megabytes, too.
        QVERIFY2(written < 32 * 1024 * 1024, qPrintable(QString::number(written)));
        socket->setReadBufferSize(0);
        qint64 blocks = 0;
        bool right = true;
        QByteArray rest;
        connect(socket, &QIODevice::readyRead, socket, [&] {
            rest += socket->readAll();
            for (; rest.size() >= block.size(); rest.remove(0, block.size()), ++blocks)
                right = right && rest.startsWith(block);
        });
        Q_EMIT socket->readyRead();
        const qint64 enough = 2 * written;
        QTRY_VERIFY_WITH_TIMEOUT(blocks * block.size() > enough, 30000);
        QVERIFY(right);
    }

    void endOfOneDirection_leavesTheOtherOpen()
    {
        // Qt's own sockets close both ways when the other end closes one.
        QProcess last;
        last.start(QStringLiteral("python3"),
                   { QStringLiteral("-c"),
                     QStringLiteral("import socket\n"
                                    "server = socket.create_server(('127.0.0.1', 0))\n"
                                    "print(server.getsockname()[1], flush=True)\n"
                                    "peer = server.accept()[0]\n"
                                    "heard = b''\n"
                                    "while more := peer.recv(99): heard += more\n"
                                    "peer.sendall(b'heard ' + heard)\n") });
        QVERIFY(last.waitForReadyRead());
        const auto way = tunnel();
        const Streamed opened = streamTo(*way, last.readLine().trimmed().toUShort());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        QByteArray answer;
        connect(socket, &QIODevice::readyRead, socket, [&] { answer += socket->readAll(); });
        socket->write("that is all");
        QVERIFY(socket->flush());
        QCOMPARE(::shutdown(int(socket->socketDescriptor()), SHUT_WR), 0);
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        QCOMPARE(answer, "heard that is all");
        QTRY_COMPARE(last.state(), QProcess::NotRunning);
    }

    void streamThatIsDropped_endsAtTheServer()
    {
        const auto way = tunnel();
        Streamed opened = streamTo(*way, m_redis.port());
        opened.stream->write("CLIENT SETNAME gone\r\n");
        QTRY_VERIFY(m_redis.cli({ QStringLiteral("CLIENT"), QStringLiteral("LIST") })
                        .contains("name=gone"));
        opened.stream.reset();
        QTRY_VERIFY(!m_redis.cli({ QStringLiteral("CLIENT"), QStringLiteral("LIST") })
                         .contains("name=gone"));
    }

    void serverThatEnds_endsTheStream()
    {
        RedisServer redis{ {}, RedisServer::Tcp::Yes };
        const auto way = tunnel();
        const Streamed opened = streamTo(*way, redis.port());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        QCOMPARE(pinged(socket), "+PONG\r\n");
        redis.kill();
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    }

    void unixSocketBehindTheBastion_isReached()
    {
        const auto way = tunnel();
        const Streamed opened = streamTo(*way, links::Endpoint{ {}, 0, m_redis.socketPath() });
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
        const Streamed missing =
            streamTo(*way, links::Endpoint{ {}, 0, m_redis.socketPath() + QStringLiteral("-not") });
        QCOMPARE(missing.why.cause, base::Error::Cause::TargetRefused);
    }

    void tlsInside_isVerifiedAgainstTheRealName()
    {
        support::TlsFiles files;
        QVERIFY2(files.isValid(), qPrintable(files.errorText()));
        support::TlsFiles::Wish wish;
        wish.names = QStringLiteral("DNS:localhost");
        const RedisServer redis(files.serverOptions(files.issue(wish)), RedisServer::Tcp::Tls);
        QVERIFY(redis.isRunning());
        const auto way = tunnel();
        profiles::Profile profile;
        profile.tunnel = through({ &m_bastion });
        profile.host = QStringLiteral("localhost");
        profile.port = redis.port();
        profile.tls.enabled = true;
        profile.tls.caFile = files.authority();
        const auto open = [&] {
            return await(std::unique_ptr<links::Link>(
                links::makeLink(profile, links::Endpoint::of(profile),
                                { way.get(), links::Use::Interactive }, {}, nullptr)));
        };
        const Streamed right = open();
        QVERIFY2(right.stream, qPrintable(right.why.text));
        QCOMPARE(pinged(right.stream.get()), "+PONG\r\n");
        profile.host = QStringLiteral("127.0.0.1");
        QCOMPARE(open().why.cause, base::Error::Cause::CertificateName);
    }

    void chain_reachesThroughBothHops()
    {
        const SshServer inner;
        QVERIFY2(inner.isRunning(), qPrintable(inner.errorText()));
        links::SshTunnel way(through({ &m_bastion, &inner }), {}, m_asker, placesIn(m_bastion));
        const Streamed opened = streamTo(way, m_redis.port());
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
        QCOMPARE(m_asker->keyQuestions.size(), 2);
        QCOMPARE(m_asker->keyQuestions[1].hop, 1);
        QCOMPARE(m_asker->keyQuestions[1].fingerprint, inner.hostFingerprint());
        QByteArray body(3 * 1024 * 1024, 'x');
        opened.stream->write("*2\r\n$4\r\nECHO\r\n" + bulk(body));
        QByteArray got;
        connect(opened.stream.get(), &QIODevice::readyRead, opened.stream.get(),
                [&] { got += opened.stream->readAll(); });
        QTRY_VERIFY_WITH_TIMEOUT(got == bulk(body), 20000);
    }

    void chainWhoseInnerHopRefuses_namesIt()
    {
        SshServer inner;
        profiles::TunnelSettings settings = through({ &m_bastion, &inner });
        settings.hops[1].keyFile = m_bastion.clientKey();
        links::SshTunnel way(settings, {}, m_asker, placesIn(m_bastion));
        const Streamed refused = streamTo(way, m_redis.port());
        QCOMPARE(refused.why.cause, base::Error::Cause::SshSignInRefused);
        QVERIFY(refused.why.text.startsWith(addressOf(inner)));
        inner.kill();
        const Streamed absent = streamTo(way, m_redis.port());
        QCOMPARE(absent.why.cause, base::Error::Cause::BastionUnreachable);
        QVERIFY(absent.why.text.contains(QString::number(inner.port())));
    }

    void nothing_listens()
    {
        const auto listeners = [] {
            QProcess ss;
            ss.start(QStringLiteral("ss"), { QStringLiteral("-Hlntp") });
            ss.waitForFinished();
            const QByteArray own =
                "pid=" + QByteArray::number(QCoreApplication::applicationPid()) + ',';
            return ss.readAllStandardOutput().count(own);
        };
        const auto before = listeners();
        const auto way = tunnel();
        const Streamed opened = streamTo(*way, m_redis.port());
        QVERIFY(opened.stream);
        QCOMPARE(listeners(), before);
    }

    void tunnelThatGoesFirst_endsStreamsAndLinks()
    {
        auto way = tunnel();
        const Streamed opened = streamTo(*way, m_redis.port());
        auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
        const std::unique_ptr<links::Link> waiting(
            way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                         links::Use::Interactive, std::chrono::seconds(5), nullptr));
        QSignalSpy failed(waiting.get(), &links::Link::failed);
        waiting->open();
        way.reset();
        QTRY_COMPARE(failed.size(), 1);
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(SshTunnelTest)
#include "tst_sshtunnel.moc"

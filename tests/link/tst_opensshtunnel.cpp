// Streams through the real `ssh` and real servers: how they open, what they carry, how they end.
#include "link/makelink.h"
#include "link/opensshfixture.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/opensshstream.h"
#include "link/tlsstream.h"
#include "support/tlsfiles.h"
#include <QDir>
#include <csignal>
#include <sys/stat.h>

using base::Error;
using Cause = base::Error::Cause;
using links::Use;
using support::RedisServer;
using support::SshServer;

class OpenSshTunnelTest final : public QObject, private OpenSshSetting {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServers(); }
    void init() { startAnew(); }
    void cleanup() { QCOMPARE(childrenNamed("ssh"), QList<qint64>()); }
    void knownHost_opensAStreamWithoutAQuestion();
    void tlsInside_isVerifiedAgainstTheEndpoint();
    void tenStreams_shareOneProgram();
    void twoUses_haveAProgramEach();
    void serverEndsStream_endIsSeen();
    void bulk_arrivesWhole();
    void unixSocket_opensAndLeavesNothing();
    void unixSocketMissing_isRefused();
    void forbiddenForwarding_isSaid();
    void refusedTarget_isSaid();
    void bastionKilled_losesAndOpensAgain();
    void bulkProgramKilled_losesTheBulkAlone();
    void lossAfterClosing_isNotTold();
    void frozenBastion_isFoundByACheck();
    void closed_leavesNothingBehind();
};

void OpenSshTunnelTest::knownHost_opensAStreamWithoutAQuestion()
{
    const auto way = tunnel(to(*m_server));
    QList<links::TunnelStep> steps;
    connect(way.get(), &links::Tunnel::stepped, this,
            [&](const links::TunnelStep &step) { steps += step; });
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(opened.words, 1);
    QVERIFY(qobject_cast<QLocalSocket *>(opened.stream.get())->socketDescriptor() >= 0);
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    QVERIFY(m_asker->keyQuestions.isEmpty());
    QCOMPARE(steps.size(), 4);
    QCOMPARE(steps[1].kind, links::TunnelStep::Kind::SignIn);
    QCOMPARE(steps[1].outcome, links::TunnelStep::Outcome::Passed);
    QVERIFY(steps[1].finding.contains(QStringLiteral("publickey")));
    QCOMPARE(steps[3].kind, links::TunnelStep::Kind::Forward);
    QCOMPARE(steps[3].outcome, links::TunnelStep::Outcome::Passed);
}

void OpenSshTunnelTest::tlsInside_isVerifiedAgainstTheEndpoint()
{
    support::TlsFiles files;
    const RedisServer redis(files.serverOptions(files.issue({})), RedisServer::Tcp::Tls);
    QVERIFY2(redis.isRunning(), qPrintable(redis.errorText()));
    const auto way = tunnel(to(*m_server));
    profiles::Profile profile;
    profile.port = redis.port();
    profile.host = QStringLiteral("localhost");
    profile.tunnel = to(*m_server);
    profile.tls.enabled = true;
    profile.tls.caFile = files.authority();
    const Streamed opened = await(std::unique_ptr<links::Link>(links::makeLink(
        profile, links::Endpoint::of(profile), { way.get(), Use::Interactive }, {}, nullptr)));
    QVERIFY2(opened.stream, qPrintable(opened.why.text));
    QVERIFY(qobject_cast<links::TlsStream *>(opened.stream.get())->isEncrypted());
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
}

void OpenSshTunnelTest::tenStreams_shareOneProgram()
{
    const auto way = tunnel(to(*m_server));
    std::vector<std::unique_ptr<links::Link>> all;
    int opened = 0;
    for (int i = 0; i < 10; ++i) {
        all.emplace_back(way->newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} },
                                      Use::Interactive, std::chrono::seconds(5), nullptr));
        connect(all.back().get(), &links::Link::opened, this, [&] { ++opened; });
        all.back()->open();
    }
    QTRY_COMPARE(opened, 10);
    QCOMPARE(childrenNamed("ssh").size(), 1);
    std::vector<std::unique_ptr<QIODevice>> streams;
    for (const auto &link : all)
        streams.push_back(link->take());
    for (const auto &stream : streams)
        QCOMPARE(pinged(stream.get()), "+PONG\r\n");
}

void OpenSshTunnelTest::twoUses_haveAProgramEach()
{
    const auto way = tunnel(to(*m_server));
    const Streamed first = streamTo(*way, m_redis.port());
    const Streamed second = streamTo(*way, m_redis.port(), Use::Bulk);
    QVERIFY(first.stream && second.stream);
    QCOMPARE(childrenNamed("ssh").size(), 2);
}

void OpenSshTunnelTest::serverEndsStream_endIsSeen()
{
    const auto way = tunnel(to(*m_server));
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(opened.stream);
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    m_redis.command({ "CLIENT", "KILL", "TYPE", "normal" });
    const auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QTRY_VERIFY(way->findChildren<links::OpenSshStream *>().isEmpty());
}

void OpenSshTunnelTest::bulk_arrivesWhole()
{
    const QByteArray big = QByteArray(8 * 1024 * 1024 - 1, '\0') + 'x';
    m_redis.command({ "SETRANGE", "big", QByteArray::number(big.size() - 1), "x" });
    const auto way = tunnel(to(*m_server));
    const Streamed opened = streamTo(*way, m_redis.port(), Use::Bulk);
    QVERIFY(opened.stream);
    opened.stream->write("GET big\r\n");
    const QByteArray head = '$' + QByteArray::number(big.size()) + "\r\n";
    QTRY_COMPARE(opened.stream->bytesAvailable(), head.size() + big.size() + 2);
    QVERIFY(opened.stream->readAll() == head + big + "\r\n");
}

void OpenSshTunnelTest::unixSocket_opensAndLeavesNothing()
{
    const auto way = tunnel(to(*m_server));
    const Streamed opened = await(std::unique_ptr<links::Link>(way->newLink(
        { {}, 0, m_redis.socketPath() }, Use::Interactive, std::chrono::seconds(5), nullptr)));
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    // The control socket is the only one left.
    const auto pids = childrenNamed("ssh");
    QCOMPARE(pids.size(), 1);
    const QByteArrayList words =
        fileAt(QStringLiteral("/proc/%1/cmdline").arg(pids.constFirst())).split('\0');
    const QString control = QString::fromUtf8(words.value(words.indexOf("-S") + 1));
    const QDir folder = QFileInfo(control).dir();
    QTRY_COMPARE(folder.entryList(QDir::System | QDir::NoDotAndDotDot),
                 QStringList{ QStringLiteral("m") });
    struct stat info { };
    QCOMPARE(::stat(qPrintable(folder.path()), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
}

void OpenSshTunnelTest::unixSocketMissing_isRefused()
{
    const auto way = tunnel(to(*m_server));
    const Streamed opened = await(std::unique_ptr<links::Link>(
        way->newLink({ {}, 0, QStringLiteral("/nonexistent/redis.sock") }, Use::Interactive,
                     std::chrono::seconds(5), nullptr)));
    QVERIFY(!opened.stream);
    QCOMPARE(opened.words, 1);
    QCOMPARE(opened.why.cause, Cause::TargetRefused);
}

void OpenSshTunnelTest::forbiddenForwarding_isSaid()
{
    SshServer::Options options;
    options.config = { QStringLiteral("AllowTcpForwarding no") };
    const SshServer server(options);
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    const auto way = tunnel(to(server));
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::ForwardingForbidden);
}

void OpenSshTunnelTest::refusedTarget_isSaid()
{
    const auto way = tunnel(to(*m_server));
    const Streamed opened = streamTo(*way, 1);
    QVERIFY(!opened.stream);
    QCOMPARE(opened.words, 1);
    QCOMPARE(opened.why.cause, Cause::TargetRefused);
    QVERIFY2(opened.why.text.contains(QStringLiteral("127.0.0.1:1")), qPrintable(opened.why.text));
    QVERIFY2(opened.why.detail.contains("refused"), opened.why.detail.constData());
    QVERIFY(streamTo(*way, m_redis.port()).stream);
}

void OpenSshTunnelTest::bastionKilled_losesAndOpensAgain()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    const auto way = tunnel(to(server));
    QSignalSpy lost(way.get(), &links::Tunnel::lost);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(opened.stream);
    server.kill();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(lost.first().first().value<Error>().cause, Cause::TunnelLost);
    const auto *socket = qobject_cast<QLocalSocket *>(opened.stream.get());
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QCOMPARE(streamTo(*way, m_redis.port()).why.cause, Cause::BastionUnreachable);
    QVERIFY(server.start());
    const Streamed again = streamTo(*way, m_redis.port());
    QVERIFY2(again.stream, qPrintable(again.why.text));
    QCOMPARE(pinged(again.stream.get()), "+PONG\r\n");
}

void OpenSshTunnelTest::bulkProgramKilled_losesTheBulkAlone()
{
    const auto way = tunnel(to(*m_server));
    QSignalSpy lost(way.get(), &links::Tunnel::lost);
    const Streamed first = streamTo(*way, m_redis.port());
    const auto before = childrenNamed("ssh");
    const Streamed bulk = streamTo(*way, m_redis.port(), Use::Bulk);
    QVERIFY(first.stream && bulk.stream);
    for (const qint64 pid : childrenNamed("ssh")) {
        if (!before.contains(pid))
            QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
    }
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(lost[0][1].value<Use>(), Use::Bulk);
    QCOMPARE(pinged(first.stream.get()), "+PONG\r\n");
    QVERIFY(streamTo(*way, m_redis.port(), Use::Bulk).stream);
    QCOMPARE(before.size(), 1);
    QCOMPARE(::kill(pid_t(before.constFirst()), SIGKILL), 0);
    QTRY_COMPARE(lost.size(), 2);
    QCOMPARE(lost[1][1].value<Use>(), Use::Interactive);
}

void OpenSshTunnelTest::lossAfterClosing_isNotTold()
{
    /// Closes the tunnel when an event arrives, which can come before those that wait already.
    class Closer final : public QObject {
    public:
        links::Tunnel *way = nullptr;
        bool event(QEvent *event) override
        {
            if (event->type() == QEvent::User)
                way->close();
            return QObject::event(event);
        }
    };
    const auto way = tunnel(to(*m_server));
    QSignalSpy lost(way.get(), &links::Tunnel::lost);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(opened.stream);
    const QPointer<links::OpenSshMaster> master = way->findChild<links::OpenSshMaster *>();
    QVERIFY(master);
    Closer closer;
    closer.way = way.get();
    connect(master, &links::OpenSshMaster::lost, &closer, [&closer] {
        QCoreApplication::postEvent(&closer, new QEvent(QEvent::User), Qt::HighEventPriority);
    });
    for (const qint64 pid : childrenNamed("ssh"))
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
    QTRY_VERIFY(!master);
    support::settle();
    QVERIFY(lost.isEmpty());
    QVERIFY(streamTo(*way, m_redis.port()).stream);
}

void OpenSshTunnelTest::frozenBastion_isFoundByACheck()
{
    SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    const auto way = tunnel(to(server));
    QSignalSpy lost(way.get(), &links::Tunnel::lost);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(opened.stream);
    way->checkNow();
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n"); // it answers, so nothing happens
    QVERIFY(lost.isEmpty());
    server.freeze();
    way->checkNow();
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 10000);
    server.thaw();
}

void OpenSshTunnelTest::closed_leavesNothingBehind()
{
    const auto way = tunnel(to(*m_server));
    QSignalSpy lost(way.get(), &links::Tunnel::lost);
    const Streamed first = streamTo(*way, m_redis.port());
    const Streamed second = streamTo(*way, m_redis.port(), Use::Bulk);
    QVERIFY(first.stream && second.stream);
    const auto pids = childrenNamed("ssh");
    QCOMPARE(pids.size(), 2);
    QStringList folders;
    for (const qint64 pid : pids) {
        const QByteArrayList words =
            fileAt(QStringLiteral("/proc/%1/cmdline").arg(pid)).split('\0');
        folders += QFileInfo(QString::fromUtf8(words.value(words.indexOf("-S") + 1))).dir().path();
        QVERIFY(QDir(folders.constLast()).exists());
    }
    way->close();
    for (const qint64 pid : pids)
        QCOMPARE(::kill(pid_t(pid), 0), -1);
    for (const QString &folder : std::as_const(folders))
        QVERIFY(!QDir(folder).exists());
    QVERIFY(lost.isEmpty());
    const auto *socket = qobject_cast<QLocalSocket *>(first.stream.get());
    QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    QVERIFY(streamTo(*way, m_redis.port()).stream);
}

QTEST_GUILESS_MAIN(OpenSshTunnelTest)
#include "tst_opensshtunnel.moc"

// The rig itself: without it a test of ours that fails could blame the server.
#include "support/sshserver.h"
#include <QTest>

class TestSshServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownKey_signsInAndOutputComesBack();
    void ownAccount_servesUnlessNotRoot();
    void killed_takesItsConnectionsAlong();
};

namespace {

QStringList clientWords(const support::SshServer &server)
{
    return { QStringLiteral("-F"),
             QStringLiteral("none"),
             QStringLiteral("-o"),
             QStringLiteral("StrictHostKeyChecking=yes"),
             QStringLiteral("-o"),
             QStringLiteral("UserKnownHostsFile=") + server.path(QStringLiteral("known")),
             QStringLiteral("-o"),
             QStringLiteral("IdentityAgent=none"),
             QStringLiteral("-i"),
             server.clientKey(),
             QStringLiteral("-p"),
             QString::number(server.port()),
             server.userName() + QStringLiteral("@127.0.0.1") };
}

void trust(const support::SshServer &server)
{
    QFile known(server.path(QStringLiteral("known")));
    QVERIFY(known.open(QFile::WriteOnly));
    known.write(server.knownHostsLines());
}

} // namespace

void TestSshServer::ownKey_signsInAndOutputComesBack()
{
    support::SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"),
              clientWords(server) + QStringList{ QStringLiteral("echo here") });
    QVERIFY(ssh.waitForFinished());
    QCOMPARE(ssh.readAllStandardOutput(), "here\n");
    QVERIFY(server.hostFingerprint().startsWith(QStringLiteral("SHA256:")));
}

void TestSshServer::ownAccount_servesUnlessNotRoot()
{
    support::SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    support::SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"), clientWords(server) + QStringList{ QStringLiteral("id -u") });
    QVERIFY(ssh.waitForFinished());
    QCOMPARE(ssh.readAllStandardOutput(), "61234\n");
}

void TestSshServer::killed_takesItsConnectionsAlong()
{
    support::SshServer server;
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"),
              clientWords(server) + QStringList{ QStringLiteral("echo here; cat") });
    QVERIFY(QTest::qWaitFor([&] { return ssh.bytesAvailable() > 0; }));
    server.kill();
    QVERIFY(ssh.waitForFinished());
    QVERIFY(server.start());
}

QTEST_GUILESS_MAIN(TestSshServer)
#include "tst_sshserver.moc"

// Against a real ssh-agent, and against agents of the test that misbehave.
#include "link/ssh/agent.h"
#include "link/ssh/wirereader.h"
#include "support/keyfiles.h"
#include "support/sshagent.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QLocalServer>
#include <QLocalSocket>
#include <QTest>

namespace {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using Identities = QList<links::IdentityPtr>;
using support::KeyFiles;

QByteArray algorithmFor(const QByteArray &publicBlob)
{
    const QByteArray type = links::keyTypeOf(publicBlob);
    return type == "ssh-rsa" ? QByteArray("rsa-sha2-512") : type;
}

/// Answers every message with the same words.
class FakeAgent {
public:
    explicit FakeAgent(const QByteArray &answer)
    {
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this, answer] {
            QLocalSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [this, socket, answer] {
                m_questions += socket->readAll();
                if (answer.isNull())
                    return;
                for (const char c : answer) { // the cruellest way to cut it
                    socket->write(&c, 1);
                    socket->flush();
                }
                if (answer == "")
                    socket->disconnectFromServer();
            });
        });
        m_server.listen(m_directory.filePath(QStringLiteral("agent")));
    }
    [[nodiscard]] QString path() const { return m_server.fullServerName(); }
    [[nodiscard]] QByteArray questions() const { return m_questions; }

private:
    QTemporaryDir m_directory;
    QLocalServer m_server;
    QByteArray m_questions;
};

QByteArray message(const QByteArray &bytes)
{
    return links::wireString(bytes);
}

QByteArray listOf(const QList<QByteArray> &blobs)
{
    QByteArray bytes = '\x0c' + links::wireUint32(quint32(blobs.size()));
    for (const QByteArray &blob : blobs)
        bytes += links::wireString(blob) + links::wireString("a  comment\n");
    return bytes;
}

} // namespace

class TestAgent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyKind_isListedAndSigns();
    void rsa_signsWithEitherHash();
    void manySignaturesAtOnce_allComeBack();
    void emptyAgent_listsNothing();
    void lockedAgent_listsNothingAndSaysWhyItDoesNotSign();
    void declinedUse_saysSo();
    void certificate_isLeftOutAndItsKeyIsNot();
    void onlyForeignKinds_saySo();
    void nobodyAtThePath_isMissing_data();
    void nobodyAtThePath_isMissing();
    void brokenAnswers_areErrors_data();
    void brokenAnswers_areErrors();
    void answerCutAnywhere_isNeverAList();
    void silence_isGivenUpForTheListAlone();
    void cancelledSignature_endsItsConversation();
    void sha1Signature_isRefused();

private:
    KeyFiles m_keys;
};

void TestAgent::initTestCase()
{
    QVERIFY2(m_keys.make(), qPrintable(m_keys.errorText()));
}

void TestAgent::everyKind_isListedAndSigns()
{
    support::SshAgent real;
    QVERIFY2(real.isRunning(), qPrintable(real.errorText()));
    for (const QString &kind : KeyFiles::kinds())
        QVERIFY(real.add(m_keys.path(kind, QStringLiteral("openssh"))));
    Identities identities;
    {
        links::Agent agent(real.path());
        const auto listed = support::await(agent.identities());
        QVERIFY2(listed, qPrintable(listed ? QString() : listed.error().text));
        identities = *listed;
    } // they outlive it
    QCOMPARE(identities.size(), KeyFiles::kinds().size());
    for (qsizetype i = 0; i < identities.size(); ++i) {
        const QByteArray blob = identities[i]->publicBlob();
        QCOMPARE(blob, m_keys.publicBlob(KeyFiles::kinds()[i]));
        QCOMPARE(identities[i]->name(), QStringLiteral("agent: made by a test"));
        const QByteArray algorithm = algorithmFor(blob);
        const auto signature = support::await(identities[i]->sign("data", algorithm));
        QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().text));
        QVERIFY(support::signatureHolds(blob, algorithm, "data", *signature));
    }
}

void TestAgent::rsa_signsWithEitherHash()
{
    support::SshAgent real;
    QVERIFY(real.add(m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1"))));
    links::Agent agent(real.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(listed);
    const links::IdentityPtr identity = listed->first();
    for (const char *algorithm : { "rsa-sha2-256", "rsa-sha2-512" }) {
        const auto signature = support::await(identity->sign("data", algorithm));
        QVERIFY(signature);
        QVERIFY(support::signatureHolds(identity->publicBlob(), algorithm, "data", *signature));
    }
    QVERIFY(!support::await(identity->sign("data", "ssh-rsa")));
}

void TestAgent::manySignaturesAtOnce_allComeBack()
{
    support::SshAgent real;
    QVERIFY(real.add(m_keys.path(QStringLiteral("ed25519"), QStringLiteral("openssh"))));
    links::Agent agent(real.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(listed);
    QList<QFuture<base::Result<QByteArray>>> futures;
    for (int i = 0; i < 30; ++i)
        futures += listed->first()->sign(QByteArray::number(i), "ssh-ed25519");
    for (int i = 0; i < 30; ++i) {
        const auto signature = support::await(futures[i]);
        QVERIFY(signature);
        QVERIFY(support::signatureHolds(listed->first()->publicBlob(), "ssh-ed25519",
                                        QByteArray::number(i), *signature));
    }
}

void TestAgent::emptyAgent_listsNothing()
{
    support::SshAgent real;
    links::Agent agent(real.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(listed);
    QVERIFY(listed->isEmpty());
}

void TestAgent::lockedAgent_listsNothingAndSaysWhyItDoesNotSign()
{
    support::SshAgent real;
    QVERIFY(real.add(m_keys.path(QStringLiteral("ed25519"), QStringLiteral("openssh"))));
    links::Agent agent(real.path());
    const auto before = support::await(agent.identities());
    QVERIFY(before);
    QVERIFY(real.lock("word"));
    const auto locked = support::await(agent.identities());
    QVERIFY(locked);
    QVERIFY(locked->isEmpty());
    const auto signature = support::await(before->first()->sign("data", "ssh-ed25519"));
    QVERIFY(!signature);
    QCOMPARE(signature.error().cause, Cause::SshSignInRefused);
    QCOMPARE(signature.error().text,
             QStringLiteral("The SSH agent did not sign with agent: made by a test: it may be "
                            "locked, or its person declined."));
}

void TestAgent::declinedUse_saysSo()
{
    support::SshAgent real;
    QVERIFY(
        real.addToBeConfirmed(m_keys.path(QStringLiteral("ecdsa256"), QStringLiteral("openssh"))));
    links::Agent agent(real.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(listed);
    QCOMPARE(listed->size(), 1);
    const auto signature = support::await(listed->first()->sign("data", "ecdsa-sha2-nistp256"));
    QVERIFY(!signature);
    QCOMPARE(signature.error().cause, Cause::SshSignInRefused);
    QVERIFY(signature.error().text.contains(QStringLiteral("its person declined")));
}

void TestAgent::certificate_isLeftOutAndItsKeyIsNot()
{
    const QString key = m_keys.path(QStringLiteral("ed25519"), QStringLiteral("openssh"));
    QVERIFY(support::sshKeygen({ QStringLiteral("-s"),
                                 m_keys.path(QStringLiteral("ecdsa256"), QStringLiteral("openssh")),
                                 QStringLiteral("-I"), QStringLiteral("id"), QStringLiteral("-n"),
                                 QStringLiteral("me"), key + QStringLiteral(".pub") }));
    support::SshAgent real;
    const bool added = real.add(key); // adds the certificate beside it too
    QFile::remove(key + QStringLiteral("-cert.pub"));
    QVERIFY(added);
    links::Agent agent(real.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(listed);
    QCOMPARE(listed->size(), 1);
    QCOMPARE(listed->first()->publicBlob(), m_keys.publicBlob(QStringLiteral("ed25519")));
}

void TestAgent::onlyForeignKinds_saySo()
{
    const FakeAgent fake(message(
        listOf({ links::wireString("sk-ssh-ed25519@openssh.com"), links::wireString("ssh-dss"),
                 links::wireString("ssh-ed25519-cert-v01@openssh.com"), QByteArray() })));
    links::Agent agent(fake.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(!listed);
    QCOMPARE(listed.error().cause, Cause::SshAgentMissing);
    QVERIFY(listed.error().text.contains(QStringLiteral("kinds that the built-in SSH cannot use")));
}

void TestAgent::nobodyAtThePath_isMissing_data()
{
    QTest::addColumn<QString>("path");
    QTest::addRow("no path") << QString();
    QTest::addRow("no file") << QStringLiteral("/nowhere/agent");
    QTest::addRow("a file") << m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1"));
    QTest::addRow("too long a path") << QStringLiteral("/tmp/") + QString(200, u'x');
}

void TestAgent::nobodyAtThePath_isMissing()
{
    QFETCH(QString, path);
    links::Agent agent(path);
    const auto listed = support::await(agent.identities());
    QVERIFY(!listed);
    QCOMPARE(listed.error().cause, Cause::SshAgentMissing);
    QVERIFY(!listed.error().text.isEmpty());
}

void TestAgent::brokenAnswers_areErrors_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addRow("hangs up") << QByteArray("") << Kind::Network;
    QTest::addRow("failure") << message("\x05") << Kind::Auth;
    QTest::addRow("another type") << message("\x06") << Kind::Auth;
    QTest::addRow("empty message") << QByteArray(4, '\0') << Kind::Protocol;
    QTest::addRow("too long") << links::wireUint32(256 * 1024 + 1) << Kind::Protocol;
    QTest::addRow("much too long") << links::wireUint32(0xffffffffU) << Kind::Protocol;
    QTest::addRow("more keys than bytes")
        << message('\x0c' + links::wireUint32(0xffffffffU)) << Kind::Auth;
    QTest::addRow("a key longer than the message")
        << message('\x0c' + links::wireUint32(1) + links::wireUint32(0x7fffffffU)) << Kind::Auth;
}

void TestAgent::brokenAnswers_areErrors()
{
    QFETCH(QByteArray, answer);
    QFETCH(Kind, kind);
    const FakeAgent fake(answer);
    links::Agent agent(fake.path());
    const auto listed = support::await(agent.identities());
    QVERIFY(!listed);
    QCOMPARE(listed.error().kind, kind);
    QCOMPARE(listed.error().cause, Cause::SshAgentMissing);
    QVERIFY(!listed.error().text.isEmpty());
}

void TestAgent::answerCutAnywhere_isNeverAList()
{
    const QByteArray whole = listOf({ m_keys.publicBlob(QStringLiteral("ed25519")),
                                      m_keys.publicBlob(QStringLiteral("rsa2048")) });
    const auto keys = links::agentreply::keys(whole);
    QVERIFY(keys);
    QCOMPARE(keys->size(), 2);
    QCOMPARE(keys->first().comment, QStringLiteral("a comment"));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(!links::agentreply::keys(whole.first(length)));
    const QByteArray signature =
        '\x0e' + links::wireString(links::wireString("ssh-ed25519") + links::wireString("bytes"));
    QVERIFY(links::agentreply::signature(signature));
    for (qsizetype length = 0; length < signature.size(); ++length)
        QVERIFY(!links::agentreply::signature(signature.first(length)));
}

void TestAgent::silence_isGivenUpForTheListAlone()
{
    const FakeAgent fake{ QByteArray() };
    links::Agent agent(fake.path());
    agent.setPatience(std::chrono::milliseconds(50));
    const auto listed = support::await(agent.identities());
    QVERIFY(!listed);
    QCOMPARE(listed.error().kind, Kind::Timeout);
    QCOMPARE(listed.error().cause, Cause::SshAgentMissing);
    QCOMPARE(fake.questions(), message("\x0b"));
}

void TestAgent::cancelledSignature_endsItsConversation()
{
    QTemporaryDir directory;
    QLocalServer server;
    QVERIFY(server.listen(directory.filePath(QStringLiteral("agent"))));
    links::Agent agent(server.fullServerName());
    auto listed = agent.identities();
    QVERIFY(QTest::qWaitFor([&] { return server.hasPendingConnections(); }));
    QLocalSocket *first = server.nextPendingConnection();
    first->write(message(listOf({ m_keys.publicBlob(QStringLiteral("ed25519")) })));
    const auto identities = support::await(listed);
    QVERIFY(identities);

    auto signature = identities->first()->sign("data", "ssh-ed25519");
    QVERIFY(QTest::qWaitFor([&] { return server.hasPendingConnections(); }));
    QLocalSocket *second = server.nextPendingConnection();
    QVERIFY(QTest::qWaitFor([&] { return second->bytesAvailable() > 0; }));
    signature.cancel();
    QTRY_COMPARE(second->state(), QLocalSocket::UnconnectedState);
    QTRY_VERIFY(signature.isFinished());
}

void TestAgent::sha1Signature_isRefused()
{
    QTemporaryDir directory;
    QLocalServer server;
    QVERIFY(server.listen(directory.filePath(QStringLiteral("agent"))));
    links::Agent agent(server.fullServerName());
    auto listed = agent.identities();
    QVERIFY(QTest::qWaitFor([&] { return server.hasPendingConnections(); }));
    server.nextPendingConnection()->write(
        message(listOf({ m_keys.publicBlob(QStringLiteral("rsa2048")) })));
    const auto identities = support::await(listed);
    QVERIFY(identities);

    auto signature = identities->first()->sign("data", "rsa-sha2-512");
    QVERIFY(QTest::qWaitFor([&] { return server.hasPendingConnections(); }));
    server.nextPendingConnection()->write(message(
        '\x0e' + links::wireString(links::wireString("ssh-rsa") + links::wireString("bytes"))));
    const auto refused = support::await(signature);
    QVERIFY(!refused);
    QCOMPARE(refused.error().cause, Cause::SshSignInRefused);
    QVERIFY(refused.error().text.contains(QStringLiteral("as ssh-rsa, but rsa-sha2-512")));
}

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"

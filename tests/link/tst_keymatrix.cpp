// Every kind of key in every form against a real server with the distribution's policy, which
// refuses RSA with SHA-1: each signs in, or the exact reason is given. The table is in
// tests/README.md.
#include "link/ssh/keyfile.h"
#include "link/sshfixture.h"
#include "support/keyfiles.h"
#include "support/sshagent.h"

using Cause = base::Error::Cause;
using profiles::SshAuth;
using support::KeyFiles;

class TestKeyMatrix : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void server_refusesSha1();
    void file_signsIn_data() { everyForm(kinds()); }
    void file_signsIn();
    void storedKey_signsIn_data() { everyForm(oneOfEach()); }
    void storedKey_signsIn();
    void agent_signsIn_data();
    void agent_signsIn();
    void wordsMissingOrWrong_areToldApart_data() { everyForm(oneOfEach(), true); }
    void wordsMissingOrWrong_areToldApart();
    void otherFile_givesItsReason_data();
    void otherFile_givesItsReason();
    void agentWithoutTheKey_givesItsReason();

private:
    static QStringList kinds()
    {
        return KeyFiles::kinds() + QStringList{ QStringLiteral("rsa3072") };
    }
    /// Enough where the kind has no say.
    static QStringList oneOfEach()
    {
        return { QStringLiteral("ed25519"), QStringLiteral("ecdsa384"), QStringLiteral("rsa2048") };
    }
    static void everyForm(const QStringList &kinds, bool encryptedOnly = false);
    void signsIn(const profiles::SshHop &hop, const profiles::HopSecrets &secrets = {},
                 const QString &agentSocket = {});
    [[nodiscard]] Streamed opened(const profiles::SshHop &hop,
                                  const profiles::HopSecrets &secrets = {},
                                  const QString &agentSocket = {});
    [[nodiscard]] profiles::SshHop hop(SshAuth auth, const QString &keyFile = {}) const;

    KeyFiles m_keys;
    support::RedisServer m_redis{ {}, support::RedisServer::Tcp::Yes };
    support::SshServer m_server;
    std::unique_ptr<links::Tunnel> m_way;
};

void TestKeyMatrix::initTestCase()
{
    QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText()));
    QVERIFY2(m_server.isRunning(), qPrintable(m_server.errorText()));
    QVERIFY2(m_keys.make(kinds()), qPrintable(m_keys.errorText()));
    for (const QString &kind : kinds())
        m_server.authorize(m_keys.publicLine(kind));
    QFile known(m_server.path(QStringLiteral("known_hosts")));
    QVERIFY(known.open(QFile::WriteOnly));
    known.write(m_server.knownHostsLines());
}

void TestKeyMatrix::everyForm(const QStringList &kinds, bool encryptedOnly)
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("form");
    for (const QString &kind : kinds) {
        for (const QString &form : KeyFiles::formsOf(kind)) {
            if (!encryptedOnly || KeyFiles::isEncrypted(form))
                QTest::addRow("%s %s", qPrintable(kind), qPrintable(form)) << kind << form;
        }
    }
}

profiles::SshHop TestKeyMatrix::hop(SshAuth auth, const QString &keyFile) const
{
    profiles::SshHop hop = through({ &m_server }).hops.first();
    hop.auth = auth;
    hop.keyFile = keyFile;
    return hop;
}

/// Nobody can be asked: what is missing is an error.
Streamed TestKeyMatrix::opened(const profiles::SshHop &hop, const profiles::HopSecrets &secrets,
                               const QString &agentSocket)
{
    profiles::Profile profile;
    profile.tunnel.kind = profiles::TunnelKind::Ssh;
    profile.tunnel.hops = { hop };
    profiles::SshSecrets ssh;
    ssh.at(0) = secrets;
    profiles::Secrets all;
    all.ssh = ssh.sealed();
    links::SshPlaces places = placesIn(m_server);
    places.agentSocket = agentSocket;
    m_way = links::makeTunnel(profile, all, nullptr, places);
    return streamTo(*m_way, m_redis.port());
}

void TestKeyMatrix::signsIn(const profiles::SshHop &hop, const profiles::HopSecrets &secrets,
                            const QString &agentSocket)
{
    const Streamed way = opened(hop, secrets, agentSocket);
    QVERIFY2(way.stream, qPrintable(way.why.text + u' ' + QString::fromUtf8(way.why.detail)));
    QCOMPARE(pinged(way.stream.get()), "+PONG\r\n");
}

void TestKeyMatrix::server_refusesSha1()
{
    const auto exitCode = [this](const QString &algorithms) {
        QProcess ssh;
        ssh.start(
            QStringLiteral("ssh"),
            { QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-o"),
              QStringLiteral("BatchMode=yes"), QStringLiteral("-o"),
              QStringLiteral("IdentityAgent=none"), QStringLiteral("-o"),
              QStringLiteral("UserKnownHostsFile=") + m_server.path(QStringLiteral("known_hosts")),
              QStringLiteral("-o"), QStringLiteral("PubkeyAcceptedAlgorithms=") + algorithms,
              QStringLiteral("-o"), QStringLiteral("IdentitiesOnly=yes"), QStringLiteral("-i"),
              m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1")), QStringLiteral("-p"),
              QString::number(m_server.port()), m_server.userName() + QStringLiteral("@127.0.0.1"),
              QStringLiteral("true") });
        ssh.waitForFinished();
        return ssh.exitCode();
    };
    QCOMPARE(exitCode(QStringLiteral("rsa-sha2-256")), 0);
    QCOMPARE(exitCode(QStringLiteral("ssh-rsa")), 255);
}

void TestKeyMatrix::file_signsIn()
{
    QFETCH(QString, kind);
    QFETCH(QString, form);
    profiles::HopSecrets secrets;
    if (KeyFiles::isEncrypted(form))
        secrets.keyPassphrase = base::Secret(KeyFiles::passphrase());
    signsIn(hop(SshAuth::KeyFile, m_keys.path(kind, form)), secrets);
}

void TestKeyMatrix::storedKey_signsIn()
{
    QFETCH(QString, kind);
    QFETCH(QString, form);
    QFile key(m_keys.path(kind, form));
    QVERIFY(key.open(QFile::ReadOnly));
    profiles::HopSecrets secrets;
    secrets.privateKey = base::Secret(key.readAll());
    if (KeyFiles::isEncrypted(form))
        secrets.keyPassphrase = base::Secret(KeyFiles::passphrase());
    signsIn(hop(SshAuth::StoredKey), secrets);
}

void TestKeyMatrix::agent_signsIn_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : kinds())
        QTest::addRow("%s", qPrintable(kind)) << kind;
}

void TestKeyMatrix::agent_signsIn()
{
    QFETCH(QString, kind);
    support::SshAgent agent;
    QVERIFY2(agent.isRunning(), qPrintable(agent.errorText()));
    const QString key = m_keys.path(kind, QStringLiteral("openssh"));
    QVERIFY2(agent.add(key), qPrintable(agent.errorText()));
    signsIn(hop(SshAuth::Agent), {}, agent.path());
    // The public half names one of many.
    const QString other = kind == kinds().constFirst() ? kinds().constLast() : kinds().constFirst();
    QVERIFY(agent.add(m_keys.path(other, QStringLiteral("openssh"))));
    signsIn(hop(SshAuth::Agent, key + QStringLiteral(".pub")), {}, agent.path());
}

void TestKeyMatrix::wordsMissingOrWrong_areToldApart()
{
    QFETCH(QString, kind);
    QFETCH(QString, form);
    const profiles::SshHop way = hop(SshAuth::KeyFile, m_keys.path(kind, form));
    const base::Error missing = opened(way).why;
    QCOMPARE(missing.cause, Cause::SshKeyPassphrase);
    QVERIFY2(missing.text.endsWith(QStringLiteral("is encrypted. Enter its passphrase.")),
             qPrintable(missing.text));
    profiles::HopSecrets secrets;
    secrets.keyPassphrase = base::Secret("not it");
    const base::Error wrong = opened(way, secrets).why;
    QCOMPARE(wrong.cause, Cause::SshKeyPassphrase);
    QVERIFY2(wrong.text.startsWith(QStringLiteral("The passphrase does not open the key")),
             qPrintable(wrong.text));
}

void TestKeyMatrix::otherFile_givesItsReason_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &path, const char *words) {
        QTest::addRow("%s", name) << path << QString::fromUtf8(words);
    };
    const QString folder = m_keys.directory() + u'/';
    const auto made = [&](const char *type, const char *bits) {
        const QString path = folder + QString::fromLatin1(type) + QString::fromLatin1(bits);
        if (support::sshKeygen({ QStringLiteral("-t"), QString::fromLatin1(type),
                                 QStringLiteral("-b"), QString::fromLatin1(bits),
                                 QStringLiteral("-N"), QString(), QStringLiteral("-f"), path })) {
            QFile line(path + QStringLiteral(".pub"));
            if (line.open(QFile::ReadOnly))
                m_server.authorize(line.readAll());
        }
        return path;
    };
    const QString dsa = made("dsa", "1024");
    if (QFile::exists(dsa)) // newer ones of ssh-keygen make none
        row("DSA", dsa, "is a DSA key");
    row("RSA 1024", made("rsa", "1024"), "is an RSA key of 1024 bits");
    row("PuTTY", m_keys.write(QStringLiteral("key.ppk"), "PuTTY-User-Key-File-3: ssh-rsa\n"),
        "is a key of PuTTY");
    row("public half",
        m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("openssh")) + QStringLiteral(".pub"),
        "is a public key");
    row("no file", folder + QStringLiteral("none"), "There is no key file");
    row("folder", folder, "is not a file");
    row("text", m_keys.write(QStringLiteral("notes"), "no key"), "holds no private key");
    row("cut", m_keys.write(QStringLiteral("cut"), "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n"),
        "ends in the middle");
    const QString open = folder + QStringLiteral("open.pem");
    QFile::copy(m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1")), open);
    QFile::setPermissions(open, QFile::ReadOwner | QFile::ReadOther);
    row("open to others", open, "chmod 600");
}

void TestKeyMatrix::otherFile_givesItsReason()
{
    QFETCH(QString, path);
    QFETCH(QString, words);
    const Streamed way = opened(hop(SshAuth::KeyFile, path));
    QVERIFY(!way.stream);
    QVERIFY2(way.why.text.contains(words), qPrintable(way.why.text));
    QCOMPARE(way.why.cause, Cause::SshKeyUnreadable);
}

void TestKeyMatrix::agentWithoutTheKey_givesItsReason()
{
    QCOMPARE(opened(hop(SshAuth::Agent)).why.cause, Cause::SshAgentMissing);
    QCOMPARE(opened(hop(SshAuth::Agent), {}, QStringLiteral("/nowhere/agent")).why.cause,
             Cause::SshAgentMissing);
    support::SshAgent agent;
    QCOMPARE(opened(hop(SshAuth::Agent), {}, agent.path()).why.cause, Cause::SshAgentMissing);
    const QString key = m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("openssh"));
    QVERIFY(agent.addToBeConfirmed(key));
    const base::Error declined = opened(hop(SshAuth::Agent), {}, agent.path()).why;
    QVERIFY2(declined.text.contains(QStringLiteral("its person declined")),
             qPrintable(declined.text));
    QCOMPARE(declined.cause, Cause::SshSignInRefused);
    const QString other = m_keys.path(QStringLiteral("ed25519"), QStringLiteral("openssh"));
    const base::Error absent =
        opened(hop(SshAuth::Agent, other + QStringLiteral(".pub")), {}, agent.path()).why;
    QCOMPARE(absent.cause, Cause::SshAgentMissing);
    QVERIFY(agent.lock("word"));
    QCOMPARE(opened(hop(SshAuth::Agent), {}, agent.path()).why.cause, Cause::SshAgentMissing);
}

QTEST_GUILESS_MAIN(TestKeyMatrix)
#include "tst_keymatrix.moc"

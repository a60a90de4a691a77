// The words are those of OpenSSH 9.2 as Debian 12 has it.
#include "link/ssh/opensshtexts.h"
#include <QTest>

using Cause = base::Error::Cause;
using links::OpenSshQuestion;

class OpenSshTextsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void question_isUnderstood_data();
    void question_isUnderstood();
    void exitWords_giveTheCause_data();
    void exitWords_giveTheCause();
    void refusal_isUnderstood_data();
    void refusal_isUnderstood();
    void signIn_namesTheMethod();
    void lossOfASilentBastion_isSaid();
};

void OpenSshTextsTest::question_isUnderstood_data()
{
    using Kind = OpenSshQuestion::Kind;
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hint");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("facts"); // host, port, user, key file, key type, fingerprint
    QTest::newRow("host key") << QByteArray(
        "The authenticity of host '[127.0.0.1]:2222 ([127.0.0.1]:2222)' can't be "
        "established.\nED25519 key fingerprint is SHA256:VxAc+Uv/f.\nThis key is "
        "not known by any other names.\nAre you sure you want to continue "
        "connecting (yes/no/[fingerprint])? ")
                              << QByteArray() << int(Kind::HostKey)
                              << QByteArray("127.0.0.1|2222|||ED25519|SHA256:VxAc+Uv/f");
    QTest::newRow("host key, port 22, other type known")
        << QByteArray("The authenticity of host 'bastion.example (10.0.0.5)' can't be established\n"
                      "but keys of different type are already known for this host.\nRSA key "
                      "fingerprint is SHA256:abc.\nAre you sure you want to continue connecting "
                      "(yes/no/[fingerprint])? ")
        << QByteArray() << int(Kind::HostKey) << QByteArray("bastion.example|22|||RSA|SHA256:abc");
    QTest::newRow("host key, no address")
        << QByteArray("The authenticity of host 'inner' can't be established.\nECDSA key "
                      "fingerprint is SHA256:abc.\n")
        << QByteArray() << int(Kind::HostKey) << QByteArray("inner|22|||ECDSA|SHA256:abc");
    QTest::newRow("password") << QByteArray("me@bastion.example's password: ") << QByteArray()
                              << int(Kind::Password) << QByteArray("bastion.example|0|me|||");
    QTest::newRow("password by keyboard-interactive")
        << QByteArray("(me@bastion.example) Password: ") << QByteArray() << int(Kind::Password)
        << QByteArray("bastion.example|0|me|||");
    QTest::newRow("one-time code")
        << QByteArray("(me@bastion.example) Verification code: ") << QByteArray()
        << int(Kind::Interactive) << QByteArray("bastion.example|0|me|||");
    QTest::newRow("passphrase") << QByteArray("Enter passphrase for key '/home/me/.ssh/my key': ")
                                << QByteArray() << int(Kind::KeyPassphrase)
                                << QByteArray("|0||/home/me/.ssh/my key||");
    QTest::newRow("touch") << QByteArray("Confirm user presence for key ED25519-SK SHA256:abc")
                           << QByteArray("none") << int(Kind::Notice) << QByteArray("|0||||");
    QTest::newRow("PIN") << QByteArray("Enter PIN for ED25519-SK key /home/me/.ssh/id_sk: ")
                         << QByteArray() << int(Kind::Interactive) << QByteArray("|0||||");
    QTest::newRow("confirm") << QByteArray("Allow use of key me?") << QByteArray("confirm")
                             << int(Kind::Confirm) << QByteArray("|0||||");
    QTest::newRow("yes or no") << QByteArray("Accept updated hostkeys? (yes/no): ") << QByteArray()
                               << int(Kind::Confirm) << QByteArray("|0||||");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << int(Kind::Interactive)
                             << QByteArray("|0||||");
}

void OpenSshTextsTest::question_isUnderstood()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, hint);
    QFETCH(const int, kind);
    QFETCH(const QByteArray, facts);
    const OpenSshQuestion read = links::readOpenSshQuestion(text, hint);
    QCOMPARE(int(read.kind), kind);
    const QStringList read_{ read.host,    QString::number(read.port),
                             read.user,    read.keyFile,
                             read.keyType, read.fingerprint };
    QCOMPARE(read_.join(u'|').toUtf8(), facts);

    QCOMPARE(!read.storedTypes.isEmpty(), text.contains("different type"));
}

void OpenSshTextsTest::exitWords_giveTheCause_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("part"); // of the sentence
    const auto row = [](const char *name, const char *words, Cause cause, const char *part) {
        QTest::newRow(name) << QByteArray(words) << int(cause) << QString::fromUtf8(part);
    };
    row("name", "ssh: Could not resolve hostname no.such.invalid: Name or service not known\n",
        Cause::BastionNotFound, "no.such.invalid");
    row("refused", "ssh: connect to host 10.0.0.5 port 2222: Connection refused\r\n",
        Cause::BastionUnreachable, "port 2222");
    row("silent", "ssh: connect to host 10.0.0.5 port 22: Connection timed out\n",
        Cause::BastionUnreachable, "Port 22 of 10.0.0.5");
    row("no route", "ssh: connect to host 10.0.0.5 port 22: No route to host\n",
        Cause::BastionUnreachable, "Port 22 of 10.0.0.5");
    row("changed",
        "@@@@@@@@@@@@@@@@@@@@@@@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     "
        "@\nThe fingerprint for the ED25519 key sent by the remote host is\nSHA256:VxAc.\nPlease "
        "contact your system administrator.\nHost key for [127.0.0.1]:2222 has changed and you "
        "have requested strict checking.\nHost key verification failed.\n",
        Cause::HostKeyChanged, "127.0.0.1:2222 has changed");
    row("revoked",
        "@       WARNING: REVOKED HOST KEY DETECTED!               @\nThe ED25519 host key for "
        "[127.0.0.1]:2222 is marked as revoked.\nHost key verification failed.\n",
        Cause::HostKeyRevoked, "127.0.0.1:2222");
    row("unknown",
        "No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict "
        "checking.\nHost key verification failed.\n",
        Cause::HostKeyUnknown, "127.0.0.1:2222");
    row("key refused", "me@bastion: Permission denied (publickey,keyboard-interactive).\n",
        Cause::SshSignInRefused, "Tried: publickey, keyboard-interactive");
    row("jump refused",
        "you@outer: Permission denied (publickey).\n"
        "kex_exchange_identification: Connection closed by remote host\n",
        Cause::SshSignInRefused, "outer rejected the sign-in of you");
    row("too many",
        "Received disconnect from 10.0.0.5 port 22:2: Too many authentication failures\n"
        "Disconnected from 10.0.0.5 port 22\n",
        Cause::SshSignInRefused, "too many attempts");
    row("host key type",
        "Unable to negotiate with 127.0.0.1 port 22: no matching host key type found. Their "
        "offer: ssh-dss\n",
        Cause::SshNoCommonMethod, "ssh-dss");
    row("cipher",
        "Unable to negotiate with 127.0.0.1 port 22: no matching cipher found. Their offer: "
        "3des-cbc\n",
        Cause::SshNoCommonMethod, "cipher");
    row("permissions",
        "Permissions 0644 for 'badkey' are too open.\nLoad key \"badkey\": bad permissions\n"
        "me@bastion: Permission denied (publickey).\n",
        Cause::SshKeyUnreadable, "badkey");
    row("no key",
        "Load key \"junk\": error in libcrypto\nme@bastion: Permission denied (publickey).\n",
        Cause::SshKeyUnreadable, "junk");
    row("key missing",
        "Warning: Identity file nokey not accessible: No such file or directory.\n"
        "me@bastion: Permission denied (publickey).\n",
        Cause::SshKeyUnreadable, "nokey");
    row("closed",
        "kex_exchange_identification: Connection closed by remote host\nConnection closed by "
        "10.0.0.5 port 22\n",
        Cause::BastionClosed, "bastion:22 ended the connection");
    row("reset",
        "kex_exchange_identification: read: Connection reset by peer\n"
        "Connection reset by 10.0.0.5 port 22\n",
        Cause::BastionClosed, "bastion:22");
    row("no greeting",
        "Connection timed out during banner exchange\n"
        "Connection to 10.0.0.5 port 22 timed out\n",
        Cause::BastionClosed, "said nothing");
    row("another protocol",
        "kex_exchange_identification: banner line contains invalid characters\n"
        "banner exchange: Connection to 127.0.0.1 port 6379: invalid format\n",
        Cause::NotSsh, "no SSH server");
    row("jump cannot reach",
        "Authenticated to 127.0.0.1 ([127.0.0.1]:22) using \"publickey\".\nchannel 0: open "
        "failed: connect failed: Connection refused\nstdio forwarding failed\n"
        "kex_exchange_identification: Connection closed by remote host\n",
        Cause::BastionUnreachable, "before bastion:22");
    row("jump forbids",
        "channel 0: open failed: administratively prohibited: open failed\nstdio forwarding "
        "failed\n",
        Cause::ForwardingForbidden, "AllowTcpForwarding");
    row("configuration",
        "/home/me/.ssh/config: line 7: Bad configuration option: nonsense\n"
        "/home/me/.ssh/config: terminating, 1 bad configuration options\n",
        Cause::SshProgramFailed, "line 7: Bad configuration option: nonsense");
    row("anything else", "something new\nin the last line\n", Cause::SshProgramFailed,
        "in the last line");
    row("no word", "", Cause::SshProgramFailed, "without a word");
    row("odd bytes", "\xff\xfe\x1b[31mred\x07\n", Cause::SshProgramFailed, "red");
}

void OpenSshTextsTest::exitWords_giveTheCause()
{
    QFETCH(const QByteArray, words);
    QFETCH(const int, cause);
    QFETCH(const QString, part);
    const base::Error why =
        links::openSshExitError(words,
                                { QStringLiteral("bastion:22"), QStringLiteral("me"),
                                  QStringLiteral("ssh"), std::chrono::seconds(5) });
    QCOMPARE(int(why.cause), cause);
    QVERIFY2(why.text.contains(part), qPrintable(why.text));
    QVERIFY(!why.text.contains(QChar(0x1B)));
}

void OpenSshTextsTest::refusal_isUnderstood_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("reason"); // -1 = no refusal
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("prohibited") << QByteArray(
        "channel 4: open failed: administratively prohibited: open failed\r")
                                << 1 << QByteArray("open failed");
    QTest::newRow("refused") << QByteArray(
        "channel 12: open failed: connect failed: Connection refused")
                             << 2 << QByteArray("Connection refused");
    QTest::newRow("unknown type") << QByteArray("channel 1: open failed: unknown channel type: x")
                                  << 3 << QByteArray("x");
    QTest::newRow("no words") << QByteArray("channel 1: open failed: resource shortage") << 4
                              << QByteArray("resource shortage");
    QTest::newRow("new reason") << QByteArray("channel 1: open failed: whatever: y") << 0
                                << QByteArray("y");
    QTest::newRow("another line") << QByteArray("channel 1: free") << -1 << QByteArray();
}

void OpenSshTextsTest::refusal_isUnderstood()
{
    QFETCH(const QByteArray, line);
    QFETCH(const int, reason);
    QFETCH(const QByteArray, words);
    const auto read = links::readOpenSshRefusal(line);
    QCOMPARE(read ? int(read->reason) : -1, reason);
    if (read)
        QCOMPARE(read->words, words);
}

void OpenSshTextsTest::signIn_namesTheMethod()
{
    const auto read = links::readOpenSshSignIn(
        "Authenticated to bastion ([10.0.0.5]:22) using \"keyboard-interactive\".\r");
    QVERIFY(read);
    QCOMPARE(read->host, QStringLiteral("bastion"));
    QCOMPARE(read->method, QStringLiteral("keyboard-interactive"));
    QVERIFY(links::readOpenSshSignIn("Authenticated to inner (via proxy) using \"publickey\"."));
    QVERIFY(!links::readOpenSshSignIn("Authenticated to nothing"));
}

void OpenSshTextsTest::lossOfASilentBastion_isSaid()
{
    const links::OpenSshNames names{ QStringLiteral("bastion:22"), {}, QStringLiteral("ssh"), {} };
    const auto silent =
        links::openSshLossError("Timeout, server 10.0.0.5 not responding.\r\n", names);
    QCOMPARE(silent.cause, Cause::TunnelLost);
    QVERIFY(silent.text.contains(QStringLiteral("no longer answers")));
    QCOMPARE(
        links::openSshLossError("Connection to 10.0.0.5 closed by remote host.\n", names).cause,
        Cause::TunnelLost);
}

QTEST_GUILESS_MAIN(OpenSshTextsTest)
#include "tst_opensshtexts.moc"

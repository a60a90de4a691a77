// What is no usable key: said exactly, and never a crash.
#include "link/ssh/keyfile.h"
#include "link/ssh/keyidentity.h"
#include "link/ssh/wirereader.h"
#include "support/keyfiles.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QFile>
#include <QProcess>
#include <QTest>
#include <unistd.h>

namespace {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using support::KeyFiles;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

base::Result<links::IdentityPtr> opened(const QByteArray &text, const QByteArray &passphrase = {})
{
    return support::await(
        links::readPrivateKey(text, base::Secret(passphrase), QStringLiteral("the key")), 60000);
}

QByteArray openssl(const char *arguments)
{
    QProcess process;
    process.start(QStringLiteral("openssl"), QString::fromLatin1(arguments).split(u' '));
    process.waitForFinished();
    return process.readAllStandardOutput();
}

QByteArray pem(const QByteArray &label, const QByteArray &body)
{
    return "-----BEGIN " + label + "-----\n" + body.toBase64() + "\n-----END " + label + "-----\n";
}

QByteArray bodyOf(const QByteArray &text)
{
    const qsizetype from = text.indexOf('\n');
    return QByteArray::fromBase64(text.mid(from, text.lastIndexOf("-----END") - from));
}

QByteArray container(const QByteArray &cipher, const QByteArray &kdf, quint32 rounds,
                     const QByteArray &publicBlob, quint32 keys = 1)
{
    const QByteArray options = rounds == 0
        ? QByteArray()
        : links::wireString("sixteen bytes of") + links::wireUint32(rounds);
    return pem("OPENSSH PRIVATE KEY",
               QByteArray("openssh-key-v1\0", 15) + links::wireString(cipher)
                   + links::wireString(kdf) + links::wireString(options) + links::wireUint32(keys)
                   + links::wireString(publicBlob) + links::wireString(QByteArray(64, 'x')));
}

} // namespace

class TestKeyFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void otherText_saysWhatItIs_data();
    void otherText_saysWhatItIs();
    void odditiesAroundAKey_doNotMatter_data();
    void odditiesAroundAKey_doNotMatter();
    void otherFile_saysWhatItIs();
    void unreadableFile_hasTheSystemsWords();
    void keyThatOthersMayRead_isRefusedAsBySsh();
    void keyCutAnywhere_isAnError_data();
    void keyCutAnywhere_isAnError();
    void keyDamagedAnywhere_failsOrSignsAsItself_data();
    void keyDamagedAnywhere_failsOrSignsAsItself();
    void publicHalf_isFoundWhereItStands();

private:
    [[nodiscard]] QByteArray text(const char *kind, const char *form) const
    {
        return read(m_keys.path(QString::fromLatin1(kind), QString::fromLatin1(form)));
    }

    KeyFiles m_keys;
};

void TestKeyFaults::initTestCase()
{
    QVERIFY2(m_keys.make(), qPrintable(m_keys.errorText()));
    const auto extra = [this](const char *type, const char *bits, const char *name) {
        return support::sshKeygen({ QStringLiteral("-t"), QString::fromLatin1(type),
                                    QStringLiteral("-b"), QString::fromLatin1(bits),
                                    QStringLiteral("-N"), QString(), QStringLiteral("-f"),
                                    m_keys.directory() + u'/' + QString::fromLatin1(name) });
    };
    QVERIFY(extra("rsa", "1024", "short"));
    (void)extra("dsa", "1024", "dsa"); // newer ones of ssh-keygen make none
    QVERIFY(support::sshKeygen(
        { QStringLiteral("-s"), m_keys.path(QStringLiteral("ecdsa256"), QStringLiteral("openssh")),
          QStringLiteral("-I"), QStringLiteral("id"), QStringLiteral("-n"), QStringLiteral("me"),
          m_keys.directory() + QStringLiteral("/short.pub") }));
}

void TestKeyFaults::otherText_saysWhatItIs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &bytes, const char *words) {
        QTest::addRow("%s", name) << bytes << QString::fromUtf8(words);
    };
    const QString folder = m_keys.directory() + u'/';
    const char *publicKey = "the key is a public key.";
    row("nothing", "", "the key is empty.");
    row("blanks", " \r\n\n", "the key is empty.");
    row("prose", "Dear Sir,\nplease find the key attached.\n", "holds no private key");
    row("binary", QByteArray(3000, '\xfe'), "holds no private key");
    row("public line", m_keys.publicLine(QStringLiteral("ed25519")), publicKey);
    row("public RSA line", "\n" + m_keys.publicLine(QStringLiteral("rsa2048")), publicKey);
    row("public PEM", pem("PUBLIC KEY", "x"), publicKey);
    row("public PKCS#1", pem("RSA PUBLIC KEY", "x"), publicKey);
    row("public RFC 4716", "---- BEGIN SSH2 PUBLIC KEY ----\n", publicKey);
    row("SSH certificate", read(folder + QStringLiteral("short-cert.pub")), "is a certificate");
    row("X.509", pem("CERTIFICATE", "x"), "is a certificate");
    row("PuTTY", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
        "puttygen key.ppk -O private-openssh");
    row("SSH 1", "SSH PRIVATE KEY FILE FORMAT 1.1\n", "SSH version 1");
    row("SSH.com", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", "not supported (SSH2)");
    row("PGP", pem("PGP PRIVATE KEY BLOCK", "x"), "(PGP PRIVATE KEY BLOCK)");
    row("DSA, OpenSSH", container("none", "none", 0, links::wireString("ssh-dss")), "is a DSA key");
    row("DSA, PEM", pem("DSA PRIVATE KEY", "x"), "is a DSA key");
    row("hardware", container("none", "none", 0, links::wireString("sk-ssh-ed25519@openssh.com")),
        "Use the OpenSSH backend");
    row("other kind", container("none", "none", 0, links::wireString("ssh-xmss@openssh.com")),
        "(ssh-xmss@openssh.com)");
    row("RSA 1024", read(folder + QStringLiteral("short")), "RSA key of 1024 bits");
    row("RSA 1024, PEM", openssl("genrsa -traditional 1024"), "RSA key of 1024 bits");
    row("Ed448", openssl("genpkey -algorithm ed448"), "not supported (ED448)");
    row("X25519", openssl("genpkey -algorithm x25519"), "not supported (X25519)");
    row("RSA-PSS", openssl("genpkey -algorithm rsa-pss"), "not supported (RSA-PSS)");
    row("secp256k1", openssl("ecparam -name secp256k1 -genkey"), "(ECDSA secp256k1)");
    row("P-224", openssl("ecparam -name secp224r1 -genkey -noout"), "(ECDSA secp224r1)");
    const QByteArray ed = m_keys.publicBlob(QStringLiteral("ed25519"));
    row("unknown cipher", container("rot13-ctr", "bcrypt", 16, ed), "(rot13-ctr)");
    row("unknown derivation", container("aes256-ctr", "argon2", 16, ed), "(argon2)");
    row("too many rounds", container("aes256-ctr", "bcrypt", 1025, ed), "too many rounds");
    row("no rounds", container("aes256-ctr", "bcrypt", 0, ed), "damaged");
    row("two keys", container("none", "none", 0, ed, 2), "exactly one key");
    row("no keys", container("none", "none", 0, ed, 0), "exactly one key");
    row("checks differ", container("none", "none", 0, ed) + "x", "damaged");
    row("PKCS#8 that is not sealed", pem("ENCRYPTED PRIVATE KEY", bodyOf(text("ed25519", "pkcs8"))),
        "damaged");
    const QString sealed = QStringLiteral("pkcs8 -topk8 -passout pass:word -in ")
        + m_keys.path(QStringLiteral("ed25519"), QStringLiteral("pkcs8")) + u' ';
    const auto stretched = [&](const char *options, const char *from, const char *to) {
        QByteArray body = bodyOf(openssl(qPrintable(sealed + QString::fromLatin1(options))));
        return pem("ENCRYPTED PRIVATE KEY",
                   body.replace(QByteArray::fromHex(from), QByteArray::fromHex(to)));
    };
    row("PBKDF2 for hours", stretched("-iter 100000", "0203 0186a0", "0203 7fffff"),
        "too many rounds");
    row("scrypt for hours",
        stretched("-scrypt", "02024000 020108 020101", "02024000 02017f 02017f"),
        "too many rounds");
    QByteArray legacy = text("rsa2048", "pkcs1-encrypted");
    row("cipher of no name", QByteArray(legacy).replace("AES-128-CBC", "ROT-13-CBC"),
        "encrypted in a way that is not supported");
    row("no initial vector", QByteArray(legacy).replace("AES-128-CBC,", "AES-128-CBC,no"),
        "damaged");
    const QByteArray whole = text("rsa2048", "pkcs1");
    row("no end", whole.first(whole.indexOf("-----END")), "ends in the middle");
    row("half a first line", "-----BEGIN RSA PRIVATE K", "ends in the middle");
    row("line lost", whole.first(200) + whole.sliced(265), "damaged");
    row("no base64", QByteArray(whole).replace(100, 1, "*"), "damaged");
    row("nothing between", "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----",
        "damaged");
}

void TestKeyFaults::otherText_saysWhatItIs()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const auto identity = opened(text, "a passphrase");
    QVERIFY(!identity);
    const base::Error error = identity.error();
    QVERIFY2(error.text.contains(words), qPrintable(error.text));
    QCOMPARE(error.cause, Cause::SshKeyUnreadable);
    QVERIFY(error.text.contains(QStringLiteral("the key")));
    QVERIFY(!error.text.contains(u'\n') && !error.text.contains(u'%'));
}

void TestKeyFaults::odditiesAroundAKey_doNotMatter_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("passphrase");
    const QByteArray none;
    for (const auto &[kind, form] :
         { std::pair("rsa2048", "pkcs1"), std::pair("ecdsa256", "pkcs8"),
           std::pair("ed25519", "openssh"), std::pair("rsa2048", "pkcs1-encrypted") }) {
        const QByteArray whole = text(kind, form);
        const QByteArray words =
            KeyFiles::isEncrypted(QString::fromLatin1(form)) ? KeyFiles::passphrase() : none;
        const auto row = [&](const char *name, const QByteArray &changed) {
            QTest::addRow("%s %s: %s", kind, form, name) << QByteArray(kind) << changed << words;
        };
        row("CRLF", QByteArray(whole).replace("\n", "\r\n"));
        row("trailing blanks", QByteArray(whole).replace("\n", " \t\n"));
        row("indented", "  " + QByteArray(whole).replace("\n", "\n  "));
        row("byte order mark", "\xef\xbb\xbf" + whole);
        row("comment before", "# my key\nBag Attributes: none\n\n" + whole);
        row("text behind", whole + "\nand more\n");
        row("no newline at the end", whole.trimmed());
        row("certificate before", pem("CERTIFICATE", "x") + whole);
        row("UTF-16",
            QByteArray("\xff\xfe", 2)
                + QByteArray(reinterpret_cast<const char *>(QString::fromLatin1(whole).utf16()),
                             2 * whole.size()));
        row("in JSON", "{\"KeyMaterial\": \"" + QByteArray(whole).replace("\n", "\\n") + "\"}");
        if (words.isEmpty())
            row("one line", QByteArray(whole).replace("\n", " "));
    }
    QTest::addRow("passphrase that is not needed")
        << QByteArray("rsa2048") << text("rsa2048", "pkcs1") << QByteArray("not needed");
    QTest::addRow("EC parameters before the key")
        << QByteArray("ecdsa256")
        << "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + text("ecdsa256", "sec1")
        << none;
}

void TestKeyFaults::odditiesAroundAKey_doNotMatter()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, passphrase);
    const auto identity = opened(text, passphrase);
    QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().text));
    QCOMPARE((*identity)->publicBlob(), m_keys.publicBlob(QString::fromLatin1(kind)));
}

void TestKeyFaults::otherFile_saysWhatItIs()
{
    const auto faultOf = [](const QString &path) {
        const auto identity = support::await(links::readKeyFile(path, {}));
        return identity ? base::Error{} : identity.error();
    };
    const base::Error missing = faultOf(QStringLiteral("/nowhere/id_rsa"));
    QCOMPARE(missing.text, QStringLiteral("There is no key file /nowhere/id_rsa. Check the path."));
    QCOMPARE(missing.cause, Cause::SshKeyUnreadable);
    QVERIFY(faultOf(m_keys.directory()).text.contains(QStringLiteral("is not a file")));
    QVERIFY(faultOf(QStringLiteral("/dev/zero")).text.contains(QStringLiteral("is not a file")));
    const QString key = m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1"));
    const QString large =
        m_keys.write(QStringLiteral("large"), read(key) + QByteArray(1024 * 1024, '\n'));
    QVERIFY(faultOf(large).text.contains(QStringLiteral("larger than 1 MB")));
    const QString fits = m_keys.write(QStringLiteral("fits"),
                                      QByteArray(1024 * 1024 - read(key).size(), '\n') + read(key));
    QVERIFY(support::await(links::readKeyFile(fits, {})));
    QCOMPARE(faultOf(QString()).cause, Cause::SshKeyUnreadable);
    // What others may read anyway, a public key, is not told off for that.
    QVERIFY(faultOf(key + QStringLiteral(".pub")).cause == Cause::SshKeyUnreadable);
    const QString publicFile =
        m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("openssh")) + QStringLiteral(".pub");
    QVERIFY(faultOf(publicFile).text.contains(QStringLiteral("is a public key")));
}

void TestKeyFaults::unreadableFile_hasTheSystemsWords()
{
    if (geteuid() == 0)
        QSKIP("root may read every file");
    const QString path = m_keys.write(QStringLiteral("locked"), text("rsa2048", "pkcs1"));
    QVERIFY(QFile::setPermissions(path, QFile::WriteOwner));
    const auto identity = support::await(links::readKeyFile(path, {}));
    QVERIFY(!identity);
    QCOMPARE(identity.error().cause, Cause::SshKeyUnreadable);
    QVERIFY(!identity.error().detail.isEmpty());
}

void TestKeyFaults::keyThatOthersMayRead_isRefusedAsBySsh()
{
    const QString path = m_keys.write(QStringLiteral("open.pem"), text("rsa2048", "pkcs1"));
    const auto open = [&] { return support::await(links::readKeyFile(path, {})); };
    QVERIFY(open());
    for (const QFile::Permission more :
         { QFile::ReadGroup, QFile::ReadOther, QFile::WriteOther, QFile::ExeGroup }) {
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | more));
        const auto refused = open();
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::SshKeyUnreadable);
        QVERIFY(refused.error().text.contains(QStringLiteral("chmod 600 \"%1\"").arg(path)));
    }
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
    QVERIFY(open());
}

void TestKeyFaults::keyCutAnywhere_isAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QString &kind : KeyFiles::kinds()) {
        for (const QString &form : KeyFiles::formsOf(kind))
            QTest::addRow("%s %s", qPrintable(kind), qPrintable(form))
                << read(m_keys.path(kind, form));
    }
}

void TestKeyFaults::keyCutAnywhere_isAnError()
{
    QFETCH(QByteArray, text);
    const qsizetype end = text.lastIndexOf("-----") + 5;
    for (qsizetype length = 0; length < end; ++length) {
        const auto block = links::privateBlockIn(text.first(length));
        QVERIFY(!block);
        QCOMPARE(block.error().fault,
                 length == 0 ? links::KeyFault::Empty
                             : (length < 11 ? links::KeyFault::NoKey : links::KeyFault::Truncated));
    }
    QVERIFY(links::privateBlockIn(text.first(end)));
    // As if it had been cut before it was written as text.
    const QByteArray label = links::privateBlockIn(text)->label;
    const QByteArray body = bodyOf(text);
    if (text.contains("Proc-Type"))
        return; // its headers are gone with bodyOf()
    for (qsizetype length = 1; length < body.size(); ++length) {
        const auto block = links::privateBlockIn(pem(label, body.first(length)));
        QVERIFY(block);
        // Without the passphrase, or it would take minutes.
        const auto key = links::openedKey(*block, {});
        QVERIFY(!key);
        QCOMPARE(key.error().fault, links::KeyFault::Damaged);
    }
}

void TestKeyFaults::keyDamagedAnywhere_failsOrSignsAsItself_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("step");
    const auto row = [this](const char *kind, const char *form, int step) {
        QTest::addRow("%s %s", kind, form) << text(kind, form) << step;
    };
    row("ed25519", "openssh", 1);
    row("ed25519", "pkcs8", 1);
    row("ecdsa256", "openssh", 1);
    row("ecdsa384", "sec1", 1);
    row("ecdsa521", "pkcs8", 1);
    row("rsa2048", "pkcs1", 3);
    row("rsa2048", "openssh", 5);
    row("ecdsa256", "pkcs8-encrypted", 1);
    row("ed25519", "openssh-encrypted", 40); // each takes its bcrypt
}

void TestKeyFaults::keyDamagedAnywhere_failsOrSignsAsItself()
{
    QFETCH(QByteArray, text);
    QFETCH(int, step);
    const QByteArray label = links::privateBlockIn(text)->label;
    const QByteArray body = bodyOf(text);
    int refused = 0;
    for (qsizetype at = 0; at < body.size(); at += step) {
        QByteArray damaged = body;
        damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
        const auto block = links::privateBlockIn(pem(label, damaged));
        QVERIFY(block);
        const auto key = links::openedKey(*block, KeyFiles::passphrase());
        const auto identity =
            key ? links::identityOf(*key, QStringLiteral("the key")) : tl::unexpected(key.error());
        if (!identity) {
            QVERIFY(!links::keyError(identity.error(), QStringLiteral("the key")).text.isEmpty());
            ++refused;
            continue;
        }
        // A comment, or a part that is made good from the others: still a key that signs.
        const QByteArray blob = (*identity)->publicBlob();
        const QByteArray type = links::keyTypeOf(blob);
        const QByteArray algorithm = type == "ssh-rsa" ? QByteArray("rsa-sha2-256") : type;
        const auto signature = (*identity)->sign("data", algorithm).result();
        QVERIFY(signature);
        QVERIFY(support::signatureHolds(blob, algorithm, "data", *signature));
    }
    QVERIFY(refused > 0);
}

void TestKeyFaults::publicHalf_isFoundWhereItStands()
{
    for (const QString &kind : KeyFiles::kinds()) {
        const QByteArray blob = m_keys.publicBlob(kind);
        for (const QString &form : KeyFiles::formsOf(kind)) {
            const auto found = links::publicBlobIn(m_keys.path(kind, form));
            // Nothing of an encrypted PEM can be read, and no .pub stands beside these.
            if (KeyFiles::isEncrypted(form) && !form.startsWith(QStringLiteral("openssh")))
                QVERIFY(!found);
            else
                QCOMPARE(found, blob);
        }
        QCOMPARE(links::publicBlobIn(m_keys.path(kind, QStringLiteral("openssh"))
                                     + QStringLiteral(".pub")),
                 blob);
    }
    const QString pkcs1 =
        m_keys.write(QStringLiteral("beside"), text("rsa2048", "pkcs1-encrypted"));
    (void)m_keys.write(QStringLiteral("beside.pub"), m_keys.publicLine(QStringLiteral("rsa2048")));
    QCOMPARE(links::publicBlobIn(pkcs1), m_keys.publicBlob(QStringLiteral("rsa2048")));
    QVERIFY(QFile::remove(pkcs1)); // of one that only an agent holds
    QCOMPARE(links::publicBlobIn(pkcs1), m_keys.publicBlob(QStringLiteral("rsa2048")));
    const QString folder = m_keys.directory() + u'/';
    for (const char *name : { "short-cert.pub", "short.pub", "short", "dsa.pub", "dsa" })
        QVERIFY(!links::publicBlobIn(folder + QString::fromLatin1(name)));
    QVERIFY(!links::publicBlobIn(folder));
    QVERIFY(!links::publicBlobIn(QStringLiteral("/nowhere")));
    for (const char *line : { "ssh-rsa", "ssh-rsa !!!!", "ssh-rsa AAAA", "ssh-foo AAAA x",
                              "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAA x" })
        QVERIFY(!links::publicBlobIn(m_keys.write(QStringLiteral("line"), line)));
}

QTEST_GUILESS_MAIN(TestKeyFaults)
#include "tst_keyfaults.moc"

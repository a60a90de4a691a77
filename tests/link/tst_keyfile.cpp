// Keys as ssh-keygen and openssl really make them; every signature is verified by OpenSSL against
// the public blob alone.
#include "link/ssh/bcryptkdf.h"
#include "link/ssh/keyfile.h"
#include "support/keyfiles.h"
#include "support/wait.h"
#include <QDir>
#include <QFile>
#include <QTest>
#include <unistd.h>

namespace {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using support::KeyFiles;

QByteArray algorithmFor(const QByteArray &publicBlob)
{
    const QByteArray type = links::keyTypeOf(publicBlob);
    return type == "ssh-rsa" ? QByteArray("rsa-sha2-512") : type;
}

} // namespace

class TestKeyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyKindAndForm_signs_data();
    void everyKindAndForm_signs();
    void rsa_signsWithBothHashesAndNeverWithSha1();
    void bcrypt_matchesSshKeygenForRoundsAndCiphers_data();
    void bcrypt_matchesSshKeygenForRoundsAndCiphers();
    void passphraseOfAnyBytes_opens_data();
    void passphraseOfAnyBytes_opens();
    void opensslsEncryptions_open_data();
    void opensslsEncryptions_open();
    void piDigits_deriveTheKeyThatOpenBsdDerives();

private:
    KeyFiles m_keys;
};

void TestKeyFile::initTestCase()
{
    QVERIFY2(m_keys.make(), qPrintable(m_keys.errorText()));
}

void TestKeyFile::everyKindAndForm_signs_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("form");
    for (const QString &kind : KeyFiles::kinds()) {
        for (const QString &form : KeyFiles::formsOf(kind))
            QTest::addRow("%s %s", qPrintable(kind), qPrintable(form)) << kind << form;
    }
}

void TestKeyFile::everyKindAndForm_signs()
{
    QFETCH(QString, kind);
    QFETCH(QString, form);
    const QString path = m_keys.path(kind, form);
    const bool encrypted = KeyFiles::isEncrypted(form);
    const base::Secret passphrase(encrypted ? KeyFiles::passphrase() : QByteArray());

    const auto identity = support::await(links::readKeyFile(path, passphrase), 60000);
    QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().text));
    const QByteArray blob = (*identity)->publicBlob();
    QCOMPARE(blob, m_keys.publicBlob(kind));
    QCOMPARE(links::fingerprintOf(blob), m_keys.fingerprint(kind));
    const QByteArray data("what the server gave to sign");
    const QByteArray algorithm = algorithmFor(blob);
    const auto signature = support::await((*identity)->sign(data, algorithm));
    QVERIFY2(signature, qPrintable(signature ? QString() : signature.error().text));
    QVERIFY(support::signatureHolds(blob, algorithm, data, *signature));
    QVERIFY(!support::signatureHolds(blob, algorithm, data + '!', *signature));

    if (!encrypted)
        return;
    const auto missing = support::await(links::readKeyFile(path, base::Secret()), 60000);
    QVERIFY(!missing);
    QCOMPARE(missing.error().cause, Cause::SshKeyPassphrase);
    QCOMPARE(missing.error().kind, Kind::Auth);
    QCOMPARE(missing.error().detail, QByteArray());
    const auto wrong =
        support::await(links::readKeyFile(path, base::Secret("not the passphrase")), 60000);
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().cause, Cause::SshKeyPassphrase);
    QCOMPARE(wrong.error().kind, Kind::Auth);
    QVERIFY(!wrong.error().detail.isEmpty());
    QVERIFY(wrong.error().text != missing.error().text);
}

void TestKeyFile::rsa_signsWithBothHashesAndNeverWithSha1()
{
    const auto identity = support::await(
        links::readKeyFile(m_keys.path(QStringLiteral("rsa2048"), QStringLiteral("pkcs1")), {}));
    QVERIFY(identity);
    const QByteArray blob = (*identity)->publicBlob();
    for (const char *algorithm : { "rsa-sha2-256", "rsa-sha2-512" }) {
        const auto signature = support::await((*identity)->sign("data", algorithm));
        QVERIFY(signature);
        QVERIFY(support::signatureHolds(blob, algorithm, "data", *signature));
    }
    for (const char *algorithm : { "ssh-rsa", "ssh-ed25519", "" })
        QVERIFY(!support::await((*identity)->sign("data", algorithm)));
}

void TestKeyFile::bcrypt_matchesSshKeygenForRoundsAndCiphers_data()
{
    QTest::addColumn<QString>("cipher");
    QTest::addColumn<int>("rounds");
    for (const char *cipher : { "aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-cbc",
                                "aes192-cbc", "aes256-cbc", "3des-cbc", "aes128-gcm@openssh.com",
                                "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com" })
        QTest::addRow("%s", cipher) << QString::fromLatin1(cipher) << 1;
    QTest::addRow("5 rounds") << QStringLiteral("aes256-ctr") << 5;
    QTest::addRow("16 rounds") << QStringLiteral("chacha20-poly1305@openssh.com") << 16;
}

void TestKeyFile::bcrypt_matchesSshKeygenForRoundsAndCiphers()
{
    QFETCH(QString, cipher);
    QFETCH(int, rounds);
    const QString path = m_keys.encrypted(QStringLiteral("ed25519"), cipher, rounds);
    QVERIFY(!path.isEmpty());
    const auto identity =
        support::await(links::readKeyFile(path, base::Secret(KeyFiles::passphrase())), 60000);
    QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().text));
    QCOMPARE((*identity)->publicBlob(), m_keys.publicBlob(QStringLiteral("ed25519")));
    const auto wrong = support::await(links::readKeyFile(path, base::Secret("wrong")), 60000);
    QCOMPARE(wrong.error().cause, Cause::SshKeyPassphrase);
    QVERIFY(!wrong.error().detail.isEmpty());
}

void TestKeyFile::passphraseOfAnyBytes_opens_data()
{
    QTest::addColumn<QString>("words");
    QTest::addRow("Korean") << QStringLiteral("열려라 참깨");
    QTest::addRow("longer than Blowfish's key") << QString(100, u'x');
    QTest::addRow("blanks around") << QStringLiteral("  word\t");
}

void TestKeyFile::passphraseOfAnyBytes_opens()
{
    QFETCH(QString, words);
    const QString path =
        m_keys.encrypted(QStringLiteral("ed25519"), QStringLiteral("aes256-ctr"), 1, words);
    QVERIFY2(!path.isEmpty(), qPrintable(m_keys.errorText()));
    QVERIFY(support::await(links::readKeyFile(path, base::Secret(words.toUtf8())), 60000));
    const QString other = words.chopped(1);
    QVERIFY(!support::await(links::readKeyFile(path, base::Secret(other.toUtf8())), 60000));
}

void TestKeyFile::opensslsEncryptions_open_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *kind, const char *words) {
        QTest::addRow("%s: openssl %s", kind, words)
            << QString::fromLatin1(kind) << QString::fromLatin1(words).split(u' ');
    };
    row("rsa2048", "rsa -traditional -des3");
    row("rsa2048", "rsa -traditional -aes256");
    row("ecdsa384", "ec -aes192");
    row("rsa2048", "pkcs8 -topk8 -v1 PBE-SHA1-3DES");
    row("ecdsa256", "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512");
    row("ed25519", "pkcs8 -topk8 -scrypt");
    row("ecdsa521", "pkcs8 -topk8 -v2 des3");
}

void TestKeyFile::opensslsEncryptions_open()
{
    QFETCH(QString, kind);
    QFETCH(QStringList, words);
    const QString path = m_keys.byOpenssl(kind, QStringLiteral("by-openssl"), words);
    QVERIFY2(!path.isEmpty(), qPrintable(m_keys.errorText()));
    QVERIFY(m_keys.publicBlob(kind).size() > 0);
    const auto identity =
        support::await(links::readKeyFile(path, base::Secret(KeyFiles::passphrase())), 60000);
    QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().text));
    QCOMPARE((*identity)->publicBlob(), m_keys.publicBlob(kind));
    for (const char *wrong : { "", "wrong", "open sesame " }) {
        const auto refused =
            support::await(links::readKeyFile(path, base::Secret(QByteArray(wrong))), 60000);
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::SshKeyPassphrase);
        QCOMPARE(refused.error().detail.isEmpty(), QByteArray(wrong).isEmpty());
    }
}

void TestKeyFile::piDigits_deriveTheKeyThatOpenBsdDerives()
{
    QCOMPARE(links::bcryptKdf("password", "salt", 4, 32).toHex(),
             QByteArray("5bbf0cc293587f1c3635555c27796598d47e579071bf427e9d8fbe842aba34d9"));
}

QTEST_GUILESS_MAIN(TestKeyFile)
#include "tst_keyfile.moc"

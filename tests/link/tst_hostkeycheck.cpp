#include "link/ssh/hostkeycheck.h"
#include "link/ssh/identity.h"
#include "support/sshserver.h"
#include "support/wait.h"
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;
using links::HostKeyAnswer;
using links::HostKeyTrust;
using profiles::HostKeyPolicy;

namespace {

class Person final : public links::Asker {
public:
    QFuture<HostKeyAnswer> hostKey(const links::HostKeyQuestion &question) override
    {
        questions += question;
        m_promise = {};
        m_promise.start();
        return m_promise.future();
    }
    QFuture<links::PromptAnswer> prompt(const links::Prompt & /*prompt*/) override { return {}; }
    void proved(const links::Prompt & /*prompt*/, const links::PromptAnswer & /*answer*/) override
    {
    }

    void say(HostKeyAnswer answer)
    {
        m_promise.addResult(answer);
        m_promise.finish();
    }
    void goAway() { m_promise = {}; }
    [[nodiscard]] bool isWithdrawn() const { return m_promise.isCanceled(); }

    QList<links::HostKeyQuestion> questions;

private:
    QPromise<HostKeyAnswer> m_promise;
};

} // namespace

class TestHostKeyCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void knownKey_passesWithoutAQuestion();
    void newKey_acceptedOnce_isNotStored();
    void newKey_acceptedAndStored_isKnownNextTime();
    void newKey_declined_isCancelled();
    void newKey_askerGone_isCancelled();
    void newKey_nobodyToAsk_isRefused();
    void newKey_onlyKnownWanted_isRefusedUnasked();
    void storingFails_isSaid();
    void changedKey_isRefusedWithBothFingerprints();
    void otherType_isRefusedLikeAChangedKey();
    void otherType_isAskedWhereTheStoredOneCouldNotBeAskedFor();
    void revokedKey_isRefused();
    void authorityOnly_pointsToOpenSsh();
    void checkDestroyed_withdrawsItsQuestion();

private:
    void write(const QByteArray &text);
    [[nodiscard]] std::unique_ptr<links::HostKeyCheck>
    check(const QString &key, HostKeyPolicy policy = HostKeyPolicy::Ask, bool rsaAskedFor = true);
    [[nodiscard]] base::Error errorOf(const QString &key);
    [[nodiscard]] QString path(const QString &name) const { return m_directory->filePath(name); }
    [[nodiscard]] QString fingerprint(const QString &key) const
    {
        return links::fingerprintOf(m_blobs[key]);
    }

    QTemporaryDir m_keys;
    std::unique_ptr<QTemporaryDir> m_directory;
    std::shared_ptr<Person> m_person;
    QHash<QString, QByteArray> m_lines; ///< "ssh-ed25519 AAAA…"
    QHash<QString, QByteArray> m_blobs;
    QString m_own;
};

void TestHostKeyCheck::initTestCase()
{
    const QList<QPair<QString, QString>> keys{
        { QStringLiteral("ed"), QStringLiteral("ed25519") },
        { QStringLiteral("ed2"), QStringLiteral("ed25519") },
        { QStringLiteral("ec"), QStringLiteral("ecdsa") },
        { QStringLiteral("rsa"), QStringLiteral("rsa") },
    };
    for (const auto &[name, type] : keys) {
        const QString path = m_keys.filePath(name);
        const bool isRsa = type == QLatin1String("rsa");
        QVERIFY(support::sshKeygen({ QStringLiteral("-t"), type, QStringLiteral("-b"),
                                     QString::number(isRsa ? 2048 : 256), QStringLiteral("-N"),
                                     QString(), QStringLiteral("-f"), path }));
        QFile file(path + QStringLiteral(".pub"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArrayList words = file.readAll().split(' ');
        m_lines[name] = words[0] + ' ' + words[1];
        m_blobs[name] = QByteArray::fromBase64(words[1]);
    }
}

void TestHostKeyCheck::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_person = std::make_shared<Person>();
    m_own = path(QStringLiteral("own"));
}

void TestHostKeyCheck::write(const QByteArray &text)
{
    QFile file(path(QStringLiteral("known")));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(text);
}

std::unique_ptr<links::HostKeyCheck> TestHostKeyCheck::check(const QString &key,
                                                             HostKeyPolicy policy, bool rsaAskedFor)
{
    auto known =
        std::make_shared<links::KnownHosts>(QStringList{ path(QStringLiteral("known")) }, m_own);
    if (!known->load())
        QTest::qFail("the files cannot be read", __FILE__, __LINE__);
    return std::make_unique<links::HostKeyCheck>(
        known,
        links::OfferedHostKey{ 1, QStringLiteral("bastion.example"), 22, m_blobs[key],
                               rsaAskedFor },
        policy, m_person);
}

base::Error TestHostKeyCheck::errorOf(const QString &key)
{
    const auto one = check(key);
    const auto result = support::await(one->run());
    return result ? base::Error{} : result.error();
}

void TestHostKeyCheck::knownKey_passesWithoutAQuestion()
{
    write("bastion.example " + m_lines[QStringLiteral("ed")]);
    const auto one = check(QStringLiteral("ed"), HostKeyPolicy::KnownOnly);
    const auto result = support::await(one->run());
    QVERIFY(result);
    QCOMPARE(*result, HostKeyTrust::Known);
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::newKey_acceptedOnce_isNotStored()
{
    const auto one = check(QStringLiteral("ed"));
    const auto future = one->run();
    QCOMPARE(m_person->questions.size(), 1);
    const auto &question = m_person->questions.first();
    QCOMPARE(question.hop, 1);
    QCOMPARE(question.address, QStringLiteral("bastion.example:22"));
    QCOMPARE(question.keyType, QStringLiteral("ED25519"));
    QCOMPARE(question.fingerprint, fingerprint(QStringLiteral("ed")));
    QVERIFY(question.storedTypes.isEmpty());
    m_person->say(HostKeyAnswer::Once);
    const auto result = support::await(future);
    QVERIFY(result);
    QCOMPARE(*result, HostKeyTrust::Once);
    QVERIFY(!QFile::exists(m_own));
}

void TestHostKeyCheck::newKey_acceptedAndStored_isKnownNextTime()
{
    const auto one = check(QStringLiteral("ec"));
    const auto future = one->run();
    m_person->say(HostKeyAnswer::Store);
    const auto result = support::await(future);
    QVERIFY(result);
    QCOMPARE(*result, HostKeyTrust::Stored);
    const auto next = check(QStringLiteral("ec"), HostKeyPolicy::KnownOnly);
    const auto again = support::await(next->run());
    QVERIFY(again);
    QCOMPARE(*again, HostKeyTrust::Known);
    QVERIFY(!QFile::exists(path(QStringLiteral("known")))); // ssh's own file is only read
}

void TestHostKeyCheck::newKey_declined_isCancelled()
{
    const auto one = check(QStringLiteral("ed"));
    const auto future = one->run();
    m_person->say(HostKeyAnswer::Cancel);
    const auto result = support::await(future);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Cancelled);
    QCOMPARE(result.error().cause, Cause::HostKeyUnknown);
    QVERIFY(result.error().text.contains(fingerprint(QStringLiteral("ed"))));
    QVERIFY(!QFile::exists(m_own));
}

void TestHostKeyCheck::newKey_askerGone_isCancelled()
{
    const auto one = check(QStringLiteral("ed"));
    const auto future = one->run();
    m_person->goAway();
    const auto result = support::await(future);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Cancelled);
    QCOMPARE(result.error().cause, Cause::HostKeyUnknown);
}

void TestHostKeyCheck::newKey_nobodyToAsk_isRefused()
{
    m_person.reset();
    const base::Error error = errorOf(QStringLiteral("ed"));
    QCOMPARE(error.kind, Kind::Network);
    QCOMPARE(error.cause, Cause::HostKeyUnknown);
    QVERIFY(error.text.contains(fingerprint(QStringLiteral("ed"))));
}

void TestHostKeyCheck::newKey_onlyKnownWanted_isRefusedUnasked()
{
    const auto one = check(QStringLiteral("ed"), HostKeyPolicy::KnownOnly);
    const auto result = support::await(one->run());
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Network);
    QCOMPARE(result.error().cause, Cause::HostKeyUnknown);
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::storingFails_isSaid()
{
    write("");
    m_own = path(QStringLiteral("known/own")); // no folder can be made there
    const auto one = check(QStringLiteral("ed"));
    const auto future = one->run();
    m_person->say(HostKeyAnswer::Store);
    const auto result = support::await(future);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Kind::Storage);
    QVERIFY(result.error().text.contains(m_own));
}

void TestHostKeyCheck::changedKey_isRefusedWithBothFingerprints()
{
    write("# mine\nbastion.example " + m_lines[QStringLiteral("ed2")]);
    const base::Error error = errorOf(QStringLiteral("ed"));
    QCOMPARE(error.kind, Kind::Network);
    QCOMPARE(error.cause, Cause::HostKeyChanged);
    QCOMPARE(error.text,
             QStringLiteral("The SSH host key of bastion.example:22 has changed. The bastion was "
                            "rebuilt, or someone is intercepting. Nothing was sent. Compare the "
                            "new fingerprint with your administrator: %1")
                 .arg(fingerprint(QStringLiteral("ed"))));
    const QString detail = QString::fromUtf8(error.detail);
    QVERIFY(detail.contains(QStringLiteral("ED25519 ") + fingerprint(QStringLiteral("ed"))));
    QVERIFY(detail.contains(
        QStringLiteral("ED25519 %1 (%2:2)")
            .arg(fingerprint(QStringLiteral("ed2")), path(QStringLiteral("known")))));
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::otherType_isRefusedLikeAChangedKey()
{
    write("bastion.example " + m_lines[QStringLiteral("ec")] + "\nbastion.example "
          + m_lines[QStringLiteral("rsa")]);
    const base::Error error = errorOf(QStringLiteral("ed"));
    QCOMPARE(error.cause, Cause::HostKeyChanged);
    QVERIFY(error.text.contains(QStringLiteral("ED25519 instead of ECDSA 256, RSA 2048")));
    QVERIFY(error.text.contains(fingerprint(QStringLiteral("ed"))));
    for (const char *stored : { "ec", "rsa" })
        QVERIFY(error.detail.contains(fingerprint(QLatin1String(stored)).toUtf8()));
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::otherType_isAskedWhereTheStoredOneCouldNotBeAskedFor()
{
    write("bastion.example " + m_lines[QStringLiteral("rsa")]);
    const auto one = check(QStringLiteral("ed"), HostKeyPolicy::Ask, false);
    const auto future = one->run();
    QCOMPARE(m_person->questions.size(), 1);
    QCOMPARE(m_person->questions.first().storedTypes, QStringLiteral("RSA 2048"));
    m_person->say(HostKeyAnswer::Once);
    QVERIFY(support::await(future));
}

void TestHostKeyCheck::revokedKey_isRefused()
{
    write("bastion.example " + m_lines[QStringLiteral("ed")] + "\n@revoked * "
          + m_lines[QStringLiteral("ed")]);
    const base::Error error = errorOf(QStringLiteral("ed"));
    QCOMPARE(error.cause, Cause::HostKeyRevoked);
    QVERIFY(error.detail.endsWith("known:2)"));
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::authorityOnly_pointsToOpenSsh()
{
    write("@cert-authority *.example " + m_lines[QStringLiteral("ed2")]);
    const base::Error error = errorOf(QStringLiteral("ed"));
    QCOMPARE(error.cause, Cause::HostKeyUnknown);
    QCOMPARE(error.kind, Kind::Network);
    QVERIFY(error.text.contains(QStringLiteral("@cert-authority")));
    QVERIFY(error.text.contains(QStringLiteral("OpenSSH")));
    QVERIFY(m_person->questions.isEmpty());
}

void TestHostKeyCheck::checkDestroyed_withdrawsItsQuestion()
{
    auto one = check(QStringLiteral("ed"));
    const auto future = one->run();
    one.reset();
    QVERIFY(m_person->isWithdrawn());
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 0);
}

QTEST_GUILESS_MAIN(TestHostKeyCheck)
#include "tst_hostkeycheck.moc"

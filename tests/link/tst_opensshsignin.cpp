// The way to a signed-in `ssh`: which words it gets, host keys, and what a person is asked.
#include "link/makelink.h"
#include "link/opensshfixture.h"

using base::Error;
using Cause = base::Error::Cause;
using links::Use;
using support::SshServer;

namespace {

/// Everything that other processes can read about our `ssh` children.
QByteArray visibleWords()
{
    QByteArray words;
    for (const qint64 pid : childrenNamed("ssh") + childrenNamed("askpass_child")) {
        words += fileAt(QStringLiteral("/proc/%1/cmdline").arg(pid));
        words += fileAt(QStringLiteral("/proc/%1/environ").arg(pid));
    }
    return words;
}

} // namespace

class OpenSshSignInTest final : public QObject, private OpenSshSetting {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServers(); }
    void init() { startAnew(); }
    void cleanup() { QCOMPARE(childrenNamed("ssh"), QList<qint64>()); }
    void newHostKey_isAskedForAndKept();
    void newHostKeyDeclined_givesUp();
    void newHostKeyAndNobodyToAsk_isAnError();
    void newHostKeyOfKnownOnly_isRefused();
    void changedHostKey_blocksWithTheNewFingerprint();
    void wrongPassphrase_isAskedForAgain();
    void storedPassphrase_isNotAskedFor();
    void password_isHiddenAndServesAgain();
    void wrongPasswordGivenUp_isCancelled();
    void oneTimeCode_letsBothUsesShareOneProgram();
    void refusedKey_namesTheMethods();
    void unreadableKey_isNamed();
    void nobodyAtThePort_isUnreachable();
    void unknownName_isNotFound();
    void missingProgram_isSaid();
    void oddWords_areRefused_data();
    void oddWords_areRefused();
    void alias_jumpsToWhatOnlyTheInnerHostSees();
    void aliasOfTheBuiltIn_isLeftAlone();
    void twoHops_signInEach();
    void linkGone_withdrawsTheQuestion();
};

void OpenSshSignInTest::newHostKey_isAskedForAndKept()
{
    writeFile(knownHosts(), {});
    const auto way = tunnel(to(*m_server));
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text));
    QCOMPARE(m_asker->keyQuestions.size(), 1);
    const links::HostKeyQuestion asked = m_asker->keyQuestions.constFirst();
    QCOMPARE(asked.address, QStringLiteral("127.0.0.1:%1").arg(m_server->port()));
    QCOMPARE(asked.keyType, QStringLiteral("ED25519"));
    QCOMPARE(asked.fingerprint, m_server->hostFingerprint());
    QVERIFY(asked.onlyForGood);
    QVERIFY(fileAt(knownHosts()).contains(m_server->hostKey()));
    // The other use finds it there.
    QVERIFY(streamTo(*way, m_redis.port(), Use::Bulk).stream);
    QCOMPARE(m_asker->keyQuestions.size(), 1);
}

void OpenSshSignInTest::newHostKeyDeclined_givesUp()
{
    writeFile(knownHosts(), {});
    for (const auto answer : { links::HostKeyAnswer::Cancel, links::HostKeyAnswer::Once }) {
        m_asker->keyAnswer = answer;
        const auto way = tunnel(to(*m_server));
        const Streamed opened = streamTo(*way, m_redis.port());
        QVERIFY(!opened.stream);
        QCOMPARE(opened.why.kind, Error::Kind::Cancelled);
        QCOMPARE(opened.why.cause, Cause::HostKeyUnknown);
    }
    QCOMPARE(fileAt(knownHosts()), QByteArray());
}

void OpenSshSignInTest::newHostKeyAndNobodyToAsk_isAnError()
{
    writeFile(knownHosts(), {});
    links::OpenSshTunnel way(to(*m_server), {}, nullptr, places());
    const Streamed opened = streamTo(way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::HostKeyUnknown);
    QVERIFY(opened.why.text.contains(m_server->hostFingerprint()));
}

void OpenSshSignInTest::newHostKeyOfKnownOnly_isRefused()
{
    writeFile(knownHosts(), {});
    auto settings = to(*m_server);
    settings.hostKeys = profiles::HostKeyPolicy::KnownOnly;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::HostKeyUnknown);
    QVERIFY(m_asker->keyQuestions.isEmpty());
}

void OpenSshSignInTest::changedHostKey_blocksWithTheNewFingerprint()
{
    SshServer other;
    QVERIFY2(other.isRunning(), qPrintable(other.errorText()));
    trust(other);
    other.kill();
    other.replaceHostKey();
    QVERIFY(other.start());
    const auto way = tunnel(to(other));
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::HostKeyChanged);
    QCOMPARE(opened.why.text,
             QStringLiteral("The SSH host key of 127.0.0.1:%1 has changed. The bastion was "
                            "rebuilt, or someone is intercepting. Nothing was sent. Compare the "
                            "new fingerprint with your administrator: %2")
                 .arg(other.port())
                 .arg(other.hostFingerprint()));
    QVERIFY(m_asker->keyQuestions.isEmpty());
}

void OpenSshSignInTest::wrongPassphrase_isAskedForAgain()
{
    auto settings = to(*m_server);
    const QString key = m_home->filePath(QStringLiteral("locked"));
    QVERIFY(QFile::copy(m_server->clientKey(), key));
    QVERIFY(support::sshKeygen({ QStringLiteral("-p"), QStringLiteral("-P"), QString(),
                                 QStringLiteral("-N"), QStringLiteral("right one"),
                                 QStringLiteral("-f"), key }));
    settings.hops[0].keyFile = key;
    m_asker->answer({ "wrong one" });
    m_asker->answer({ "right one" }, true);
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(m_asker->prompts.size(), 2);
    QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::KeyPassphrase);
    QCOMPARE(m_asker->prompts[0].keyFile, key);
    QVERIFY(!m_asker->prompts[0].again);
    QVERIFY(m_asker->prompts[1].again);
    QCOMPARE(m_asker->provedPrompts.size(), 1);
    QVERIFY(streamTo(*way, m_redis.port(), Use::Bulk).stream);
    QCOMPARE(m_asker->prompts.size(), 2);
}

void OpenSshSignInTest::storedPassphrase_isNotAskedFor()
{
    auto settings = to(*m_server);
    const QString key = m_home->filePath(QStringLiteral("locked"));
    QVERIFY(QFile::copy(m_server->clientKey(), key));
    QVERIFY(support::sshKeygen({ QStringLiteral("-p"), QStringLiteral("-P"), QString(),
                                 QStringLiteral("-N"), QStringLiteral("right one"),
                                 QStringLiteral("-f"), key }));
    settings.hops[0].keyFile = key;
    profiles::SshSecrets secrets;
    secrets.at(0).keyPassphrase = base::Secret("right one");
    links::OpenSshTunnel way(settings, secrets, nullptr, places());
    const Streamed opened = streamTo(way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text));
}

void OpenSshSignInTest::password_isHiddenAndServesAgain()
{
    SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    const SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    auto settings = to(server);
    settings.hops[0].auth = profiles::SshAuth::Password;
    profiles::SshSecrets secrets;
    secrets.at(0).password = base::Secret("an old one");
    m_asker->answer({ "open sesame" });
    QByteArray visible;
    const auto way = tunnel(settings, secrets);
    const Streamed opened = streamTo(*way, m_redis.port());
    visible += visibleWords();
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(m_asker->prompts.size(), 1);
    QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::Password);
    QCOMPARE(m_asker->prompts[0].user, QStringLiteral("visitor"));
    QVERIFY(m_asker->prompts[0].again); // the stored one was wrong
    QVERIFY(streamTo(*way, m_redis.port(), Use::Bulk).stream);
    QCOMPARE(m_asker->prompts.size(), 1);
    visible += visibleWords();
    QVERIFY(visible.contains("LC_ALL=C")); // it is what we look for
    QVERIFY(!visible.contains("sesame"));
    QVERIFY(!visible.contains("an old one"));
}

void OpenSshSignInTest::wrongPasswordGivenUp_isCancelled()
{
    SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    const SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    trust(server);
    auto settings = to(server);
    settings.hops[0].auth = profiles::SshAuth::Password;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.kind, Error::Kind::Cancelled);
    QCOMPARE(opened.why.cause, Cause::SshSignInRefused);
}

void OpenSshSignInTest::oneTimeCode_letsBothUsesShareOneProgram()
{
    // A counter of codes as in RFC 4226, appendix D.
    const QString codes = m_home->filePath(QStringLiteral("oath"));
    writeFile(codes, "HOTP visitor - 3132333435363738393031323334353637383930\n");
    SshServer::Options options;
    options.userName = QStringLiteral("visitor");
    options.password = QStringLiteral("open sesame");
    options.pam = {
        QStringLiteral("auth required pam_unix.so"),
        QStringLiteral("auth required pam_oath.so usersfile=%1 window=5 digits=6").arg(codes)
    };
    const SshServer server(options);
    if (!server.skipReason().isEmpty())
        QSKIP(qPrintable(server.skipReason()));
    QVERIFY2(server.isRunning(), qPrintable(server.errorText()));
    trust(server);
    auto settings = to(server);
    settings.hops[0].auth = profiles::SshAuth::Password;
    m_asker->answer({ "open sesame" });
    m_asker->answer({ "755224" });
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(m_asker->prompts.size(), 2);
    QCOMPARE(m_asker->prompts[0].kind, links::Prompt::Kind::Password);
    QVERIFY(m_asker->prompts[0].mayRemember);
    QCOMPARE(m_asker->prompts[1].kind, links::Prompt::Kind::Interactive);
    QVERIFY(!m_asker->prompts[1].mayRemember);
    const Streamed bulk = streamTo(*way, m_redis.port(), Use::Bulk);
    QVERIFY(bulk.stream);
    QCOMPARE(pinged(bulk.stream.get()), "+PONG\r\n");
    QCOMPARE(m_asker->prompts.size(), 2);
    QCOMPARE(childrenNamed("ssh").size(), 1);
    way->close();
    m_asker->answer({ "287082" }); // the password is still known
    QVERIFY(streamTo(*way, m_redis.port()).stream);
    QCOMPARE(m_asker->prompts.size(), 3);
}

void OpenSshSignInTest::refusedKey_namesTheMethods()
{
    const QString stranger = m_home->filePath(QStringLiteral("stranger"));
    QVERIFY(
        support::sshKeygen({ QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                             QString(), QStringLiteral("-f"), stranger }));
    auto settings = to(*m_server);
    settings.hops[0].keyFile = stranger;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::SshSignInRefused);
    QCOMPARE(opened.why.text,
             QStringLiteral("127.0.0.1:%1 rejected the sign-in of %2. Tried: publickey.")
                 .arg(m_server->port())
                 .arg(m_server->userName()));
}

void OpenSshSignInTest::unreadableKey_isNamed()
{
    const QString open = m_home->filePath(QStringLiteral("open"));
    QVERIFY(QFile::copy(m_server->clientKey(), open));
    QFile(open).setPermissions(QFile::ReadOwner | QFile::ReadOther);
    auto settings = to(*m_server);
    settings.hops[0].keyFile = open;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::SshKeyUnreadable);
    QVERIFY(opened.why.text.contains(open));
}

void OpenSshSignInTest::nobodyAtThePort_isUnreachable()
{
    auto settings = to(*m_server);
    settings.hops[0].port = 1;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::BastionUnreachable);
}

void OpenSshSignInTest::unknownName_isNotFound()
{
    auto settings = to(*m_server);
    settings.hops[0].host = QStringLiteral("no.such.host.invalid");
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::BastionNotFound);
}

void OpenSshSignInTest::missingProgram_isSaid()
{
    auto settings = to(*m_server);
    settings.sshProgram = QStringLiteral("/nonexistent/ssh");
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::SshProgramMissing);
}

void OpenSshSignInTest::oddWords_areRefused_data()
{
    QTest::addColumn<QString>("alias");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("user");
    const QString good = QStringLiteral("bastion");
    QTest::newRow("option as alias") << QStringLiteral("-oProxyCommand=x") << good << good;
    QTest::newRow("option as host") << QString() << QStringLiteral("-oProxyCommand=x") << good;
    QTest::newRow("option as user") << QString() << good << QStringLiteral("-x");
    QTest::newRow("command as host") << QString() << QStringLiteral("`touch x`") << good;
    QTest::newRow("command as user") << QString() << good << QStringLiteral("$(touch x)");
    QTest::newRow("line as host") << QString() << QStringLiteral("a\nProxyCommand x") << good;
    QTest::newRow("pattern as host") << QString() << QStringLiteral("*") << good;
    QTest::newRow("nothing") << QString() << QString() << good;
}

void OpenSshSignInTest::oddWords_areRefused()
{
    QFETCH(const QString, alias);
    QFETCH(const QString, host);
    QFETCH(const QString, user);
    auto settings = to(*m_server);
    settings.alias = alias;
    settings.hops[0].host = host;
    settings.hops[0].user = user;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.kind, Error::Kind::Invalid);
}

void OpenSshSignInTest::alias_jumpsToWhatOnlyTheInnerHostSees()
{
    const SshServer inner;
    QVERIFY2(inner.isRunning(), qPrintable(inner.errorText()));
    SshServer::Options options;
    options.config = { QStringLiteral("PermitOpen 127.0.0.1:%1").arg(inner.port()) };
    const SshServer outer(options);
    QVERIFY2(outer.isRunning(), qPrintable(outer.errorText()));
    writeFile(knownHosts(), outer.knownHostsLines() + inner.knownHostsLines());
    const auto block = [](const char *name, const SshServer &server) {
        return QByteArray("Host ") + name + "\nHostName 127.0.0.1\nPort "
            + QByteArray::number(server.port()) + "\nUser " + server.userName().toUtf8()
            + "\nIdentityFile \"" + server.clientKey().toUtf8() + "\"\n";
    };
    auto settings = to(inner);
    settings.sshConfig =
        config(block("outer", outer) + block("inner", inner) + "ProxyJump outer\n");
    settings.hops.clear();
    settings.alias = QStringLiteral("outer");
    QCOMPARE(streamTo(*tunnel(settings), m_redis.port()).why.cause, Cause::ForwardingForbidden);
    settings.alias = QStringLiteral("inner");
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    QCOMPARE(way->name(), QStringLiteral("SSH inner"));
}

void OpenSshSignInTest::aliasOfTheBuiltIn_isLeftAlone()
{
    profiles::Profile profile;
    profile.tunnel = to(*m_server);
    profile.tunnel.backend = profiles::SshBackend::BuiltIn;
    profile.tunnel.alias = QStringLiteral("elsewhere");
    const auto byHops = links::makeTunnel(profile, {}, m_asker, placesIn(*m_server));
    QVERIFY(qobject_cast<links::SshTunnel *>(byHops.get()));
    const Streamed opened = streamTo(*byHops, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text));
    profile.tunnel.hops.clear();
    QVERIFY(!links::makeTunnel(profile, {}, m_asker, placesIn(*m_server)));
    profile.tunnel.backend = profiles::SshBackend::OpenSsh;
    QVERIFY(qobject_cast<links::OpenSshTunnel *>(
        links::makeTunnel(profile, {}, m_asker, placesIn(*m_server)).get()));
}

void OpenSshSignInTest::twoHops_signInEach()
{
    const SshServer inner;
    QVERIFY2(inner.isRunning(), qPrintable(inner.errorText()));
    writeFile(knownHosts(), {});
    auto settings = to(*m_server);
    settings.hops += hopTo(inner);
    settings.hops[1].host = QStringLiteral("localhost"); // ssh takes one host twice for a loop
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
    QCOMPARE(pinged(opened.stream.get()), "+PONG\r\n");
    QCOMPARE(m_asker->keyQuestions.size(), 2);
    QCOMPARE(m_asker->keyQuestions[0].hop, 0);
    QCOMPARE(m_asker->keyQuestions[0].fingerprint, m_server->hostFingerprint());
    QCOMPARE(m_asker->keyQuestions[1].hop, 1);
    QCOMPARE(m_asker->keyQuestions[1].fingerprint, inner.hostFingerprint());
}

void OpenSshSignInTest::linkGone_withdrawsTheQuestion()
{
    class Silent final : public links::Asker {
    public:
        std::vector<QPromise<links::HostKeyAnswer>> promises;
        QFuture<links::HostKeyAnswer> hostKey(const links::HostKeyQuestion &) override
        {
            promises.emplace_back();
            promises.back().start();
            return promises.back().future();
        }
        QFuture<links::PromptAnswer> prompt(const links::Prompt &) override { return {}; }
        void proved(const links::Prompt &, const links::PromptAnswer &) override { }
    };
    writeFile(knownHosts(), {});
    const auto silent = std::make_shared<Silent>();
    links::OpenSshTunnel way(to(*m_server), {}, silent, places());
    std::unique_ptr<links::Link> link(
        way.newLink({ QStringLiteral("127.0.0.1"), m_redis.port(), {} }, Use::Interactive,
                    std::chrono::seconds(5), nullptr));
    link->open();
    QTRY_COMPARE(silent->promises.size(), size_t(1));
    link.reset();
    QTRY_VERIFY(silent->promises.front().isCanceled());
    QTRY_COMPARE(childrenNamed("ssh"), QList<qint64>());
}

QTEST_GUILESS_MAIN(OpenSshSignInTest)
#include "tst_opensshsignin.moc"

// Against the real `ssh` and real servers. ssh takes the home of the person from the system and not
// from $HOME, so that each test gives it a configuration of its own.
#include "link/makelink.h"
#include "link/ssh/opensshmaster.h"
#include "link/ssh/opensshstream.h"
#include "link/ssh/opensshtunnel.h"
#include "link/sshfixture.h"
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

namespace {

QByteArray fileAt(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    file.write(text);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// What descends from this process and is called `name`.
QList<qint64> childrenNamed(const QByteArray &name)
{
    QList<qint64> found;
    for (const qint64 pid : support::processTree(QCoreApplication::applicationPid())) {
        if (fileAt(QStringLiteral("/proc/%1/comm").arg(pid)).trimmed() == name)
            found += pid;
    }
    return found;
}

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

class OpenSshTunnelTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::unique_ptr<SshServer> m_server; ///< of most tests
    std::unique_ptr<QTemporaryDir> m_home;
    std::shared_ptr<ListAsker> m_asker;

    [[nodiscard]] QString knownHosts() const { return m_home->filePath(QStringLiteral("known")); }

    /// The person's own configuration.
    [[nodiscard]] QString config(const QByteArray &lines = {}) const
    {
        const QString path = m_home->filePath(QStringLiteral("config"));
        writeFile(path,
                  lines + "Host *\nUserKnownHostsFile \"" + knownHosts().toUtf8()
                      + "\"\nGlobalKnownHostsFile none\nIdentityAgent none\n"
                        "ControlMaster auto\nControlPath /nonexistent/%C\n"
                        "LocalForward 127.0.0.1:1 127.0.0.1:1\n");
        return path;
    }

    static profiles::SshHop hopTo(const SshServer &server)
    {
        profiles::SshHop hop;
        hop.host = QStringLiteral("127.0.0.1");
        hop.port = server.port();
        hop.user = server.userName();
        hop.auth = profiles::SshAuth::KeyFile;
        hop.keyFile = server.clientKey();
        return hop;
    }

    [[nodiscard]] profiles::TunnelSettings to(const SshServer &server) const
    {
        profiles::TunnelSettings settings;
        settings.kind = profiles::TunnelKind::Ssh;
        settings.backend = profiles::SshBackend::OpenSsh;
        settings.hops = { hopTo(server) };
        settings.sshConfig = config();
        return settings;
    }

    [[nodiscard]] static links::SshPlaces places()
    {
        links::SshPlaces places;
        places.askpassProgram = QStringLiteral(ASKPASS_PROGRAM);
        return places;
    }

    [[nodiscard]] std::unique_ptr<links::OpenSshTunnel>
    tunnel(const profiles::TunnelSettings &settings, const profiles::SshSecrets &secrets = {}) const
    {
        return std::make_unique<links::OpenSshTunnel>(settings, secrets, m_asker, places());
    }

    void trust(const SshServer &server) const { writeFile(knownHosts(), server.knownHostsLines()); }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void knownHost_opensAStreamWithoutAQuestion();
    void tlsInside_isVerifiedAgainstTheEndpoint();
    void tenStreams_shareOneProgram();
    void twoUses_haveAProgramEach();
    void serverEndsStream_endIsSeen();
    void bulk_arrivesWhole();
    void unixSocket_opensAndLeavesNothing();
    void unixSocketMissing_isRefused();
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
    void forbiddenForwarding_isSaid();
    void refusedTarget_isSaid();
    void nobodyAtThePort_isUnreachable();
    void unknownName_isNotFound();
    void missingProgram_isSaid();
    void oddWords_areRefused_data();
    void oddWords_areRefused();
    void alias_jumpsToWhatOnlyTheInnerHostSees();
    void aliasOfTheBuiltIn_isLeftAlone();
    void twoHops_signInEach();
    void bastionKilled_losesAndOpensAgain();
    void bulkProgramKilled_losesTheBulkAlone();
    void lossAfterClosing_isNotTold();
    void frozenBastion_isFoundByACheck();
    void linkGone_withdrawsTheQuestion();
    void closed_leavesNothingBehind();
};

void OpenSshTunnelTest::initTestCase()
{
    QVERIFY2(m_redis.isRunning(), qPrintable(m_redis.errorText()));
    m_server = std::make_unique<SshServer>();
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
}

void OpenSshTunnelTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_asker = std::make_shared<ListAsker>();
    m_asker->keyAnswer = links::HostKeyAnswer::Store;
    trust(*m_server);
}

void OpenSshTunnelTest::cleanup()
{
    QCOMPARE(childrenNamed("ssh"), QList<qint64>());
}

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

void OpenSshTunnelTest::newHostKey_isAskedForAndKept()
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

void OpenSshTunnelTest::newHostKeyDeclined_givesUp()
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

void OpenSshTunnelTest::newHostKeyAndNobodyToAsk_isAnError()
{
    writeFile(knownHosts(), {});
    links::OpenSshTunnel way(to(*m_server), {}, nullptr, places());
    const Streamed opened = streamTo(way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::HostKeyUnknown);
    QVERIFY(opened.why.text.contains(m_server->hostFingerprint()));
}

void OpenSshTunnelTest::newHostKeyOfKnownOnly_isRefused()
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

void OpenSshTunnelTest::changedHostKey_blocksWithTheNewFingerprint()
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

void OpenSshTunnelTest::wrongPassphrase_isAskedForAgain()
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

void OpenSshTunnelTest::storedPassphrase_isNotAskedFor()
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

void OpenSshTunnelTest::password_isHiddenAndServesAgain()
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

void OpenSshTunnelTest::wrongPasswordGivenUp_isCancelled()
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

void OpenSshTunnelTest::oneTimeCode_letsBothUsesShareOneProgram()
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

void OpenSshTunnelTest::refusedKey_namesTheMethods()
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

void OpenSshTunnelTest::unreadableKey_isNamed()
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

void OpenSshTunnelTest::nobodyAtThePort_isUnreachable()
{
    auto settings = to(*m_server);
    settings.hops[0].port = 1;
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::BastionUnreachable);
}

void OpenSshTunnelTest::unknownName_isNotFound()
{
    auto settings = to(*m_server);
    settings.hops[0].host = QStringLiteral("no.such.host.invalid");
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::BastionNotFound);
}

void OpenSshTunnelTest::missingProgram_isSaid()
{
    auto settings = to(*m_server);
    settings.sshProgram = QStringLiteral("/nonexistent/ssh");
    const auto way = tunnel(settings);
    const Streamed opened = streamTo(*way, m_redis.port());
    QVERIFY(!opened.stream);
    QCOMPARE(opened.why.cause, Cause::SshProgramMissing);
}

void OpenSshTunnelTest::oddWords_areRefused_data()
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

void OpenSshTunnelTest::oddWords_areRefused()
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

void OpenSshTunnelTest::alias_jumpsToWhatOnlyTheInnerHostSees()
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

void OpenSshTunnelTest::aliasOfTheBuiltIn_isLeftAlone()
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

void OpenSshTunnelTest::twoHops_signInEach()
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

void OpenSshTunnelTest::linkGone_withdrawsTheQuestion()
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

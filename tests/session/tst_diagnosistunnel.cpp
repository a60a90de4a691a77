#include "diagnosisfixture.h"
#include "link/sshfixture.h"
#include "support/sentinelrig.h"
#include "support/tlsfiles.h"
#include <QHostAddress>
#include <QTranslator>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using support::RedisServer;
using support::SshServer;

namespace {

/// A port of 127.0.0.1 that never answers: nobody takes connections from it, and its queue is full,
/// so that the system drops what comes.
class SilentPort {
public:
    SilentPort()
        : m_server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name = {};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        auto *const address = reinterpret_cast<sockaddr *>(&name);
        if (::bind(m_server, address, size) != 0 || ::listen(m_server, 0) != 0
            || ::getsockname(m_server, address, &size) != 0)
            return;
        m_port = ntohs(name.sin_port);
        for (int &waiting : m_waiting) {
            waiting = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            (void)::connect(waiting, address, size);
        }
    }
    ~SilentPort()
    {
        for (const int waiting : m_waiting)
            ::close(waiting);
        ::close(m_server);
    }
    Q_DISABLE_COPY_MOVE(SilentPort)
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    int m_server;
    quint16 m_port = 0;
    std::array<int, 4> m_waiting{};
};

quint16 closedPort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

} // namespace

/// Each rung on the way through a bastion made to fail, with real servers, and passed.
class DiagnosisTunnelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SshServer> m_bastion;
    std::unique_ptr<RedisServer> m_server;
    std::vector<std::unique_ptr<QTranslator>> m_translators;

    [[nodiscard]] profiles::Profile profile() const
    {
        profiles::Profile profile = profileAt(*m_server);
        profile.tunnel = through({ m_bastion.get() });
        return profile;
    }
    /// The host key is known unless the test says otherwise.
    [[nodiscard]] links::SshPlaces places(const QByteArray &knownHosts) const
    {
        links::SshPlaces places = placesIn(*m_bastion);
        QFile::remove(places.ownKnownHosts);
        QFile known(places.knownHosts.constFirst());
        if (known.open(QFile::WriteOnly))
            known.write(knownHosts);
        return places;
    }
    [[nodiscard]] DiagnosisReport climbThrough(const profiles::Profile &profile,
                                               const std::optional<QByteArray> &knownHosts = {},
                                               std::shared_ptr<links::Asker> asker = {},
                                               const profiles::Secrets &secrets = {}) const
    {
        const links::SshPlaces where = places(knownHosts.value_or(m_bastion->knownHostsLines()));
        return climb(profile, secrets, [&](Diagnosis &diagnosis) {
            diagnosis.setSshPlaces(where);
            diagnosis.setAsker(asker);
        });
    }
    void speak(const QString &language)
    {
        for (const auto &translator : m_translators)
            QCoreApplication::removeTranslator(translator.get());
        m_translators.clear();
        for (const char *part : { "session", "link" }) {
            auto translator = std::make_unique<QTranslator>();
            if (translator->load(QStringLiteral(":/larder/translations/%1_%2.qm")
                                     .arg(QLatin1String(part), language))) {
                QCoreApplication::installTranslator(translator.get());
                m_translators.push_back(std::move(translator));
            }
        }
    }
    /// Climbs in both languages and gives the English report.
    DiagnosisReport says(const profiles::Profile &profile, Rung rung, Cause cause,
                         const QString &english, const QString &korean,
                         const std::optional<QByteArray> &knownHosts = {})
    {
        speak(QStringLiteral("ko"));
        const QString translated = climbThrough(profile, knownHosts).summary();
        speak(QStringLiteral("en"));
        const DiagnosisReport report = climbThrough(profile, knownHosts);
        [&] {
            QVERIFY2(stopsAt(report, rung), qPrintable(report.toText()));
            QCOMPARE(report.firstFailure()->error.cause, cause);
            QCOMPARE(report.summary(), english);
            QCOMPARE(translated, korean);
        }();
        return report;
    }
    /// What the rungs above the failed one show.
    static void passedUpTo(const DiagnosisReport &report, Rung rung)
    {
        for (const RungResult &each : report.rungs) {
            const bool below = int(each.rung) < int(rung);
            const bool fine = each.outcome == Outcome::Passed || each.outcome == Outcome::NotNeeded;
            if (each.rung != rung && (below ? !fine : each.outcome != Outcome::NotReached))
                QFAIL(qPrintable(report.toText()));
        }
    }
    /// A configuration of the test's own: the key of the bastion is known, no agent is asked.
    [[nodiscard]] QString sshConfig(const QByteArray &lines) const
    {
        QFile known(m_bastion->path(QStringLiteral("ssh_known")));
        if (known.open(QFile::WriteOnly))
            known.write(m_bastion->knownHostsLines());
        QFile config(m_bastion->path(QStringLiteral("ssh_config")));
        if (config.open(QFile::WriteOnly | QFile::Truncate)) {
            config.write(lines + "Host *\nUserKnownHostsFile \"" + known.fileName().toUtf8()
                         + "\"\nGlobalKnownHostsFile none\nIdentityAgent none\n");
            config.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        }
        return config.fileName();
    }
    void restart(const QStringList &config)
    {
        m_bastion->kill();
        m_bastion->setConfig(config);
        QVERIFY2(m_bastion->start(), qPrintable(m_bastion->errorText()));
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { speak(QStringLiteral("none")); }

    void everything_passes();
    void tls_isVerifiedForTheServerItself();
    void primaryOfSentinels_isReachedFromTheBastion();
    void twoHops_haveALineEach();
    void unknownName_stopsAtDns();
    void closedSshPort_stopsAtTcp();
    void silentSshPort_stopsAtTcp();
    void otherProtocol_stopsAtTunnel();
    void newHostKey_withoutAnybodyToAsk_stopsAtTunnel();
    void newHostKey_isAskedForAndPasses();
    void changedHostKey_hasNoWayRound();
    void refusedSignIn_namesTheMethods();
    void unreadableKeyFile_isSaid();
    void forbiddenForwarding_stopsAtCacheTcp();
    void forwardingToAnotherPortAlone_stopsAtCacheTcp();
    void closedServerPort_stopsAtCacheTcp();
    void silentServer_stopsAtCacheTcp();
    void secondHopThatIsUnknown_stopsAtTunnel();
    void seedThatAnswers_isUsed();
    void ssh_doesTheFirstRungsItself();
    void aliasOfTheBuiltIn_isLeftAlone();
    void ssh_saysAtWhichRungItFailed();
    void directConnection_needsNoTunnelEvenWhereItFails();
};

void DiagnosisTunnelTest::initTestCase()
{
    m_bastion = std::make_unique<SshServer>();
    QVERIFY2(m_bastion->isRunning(), qPrintable(m_bastion->errorText()));
    m_server = std::make_unique<RedisServer>(QStringList(), RedisServer::Tcp::Yes);
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->errorText()));
}

void DiagnosisTunnelTest::everything_passes()
{
    profiles::Profile named = profile();
    named.tunnel.hops.first().host = QStringLiteral("localhost");
    const QByteArray known =
        "[localhost]:" + QByteArray::number(m_bastion->port()) + ' ' + m_bastion->hostKey() + '\n';
    const DiagnosisReport report = climbThrough(named, known);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    QCOMPARE(report.exitStatus(), 0);
    QCOMPARE(rungOf(report, Rung::Dns).outcome, Outcome::Passed);
    QCOMPARE(rungOf(report, Rung::Dns).tried, QStringLiteral("localhost"));
    QCOMPARE(rungOf(report, Rung::Tcp).outcome, Outcome::Passed);
    QCOMPARE(rungOf(report, Rung::Tcp).tried,
             QStringLiteral("localhost:%1").arg(m_bastion->port()));
    const RungResult tunnel = rungOf(report, Rung::Tunnel);
    QCOMPARE(tunnel.outcome, Outcome::Passed);
    QVERIFY2(tunnel.finding.contains(m_bastion->hostFingerprint()), qPrintable(tunnel.finding));
    QVERIFY2(tunnel.finding.contains(QStringLiteral("ED25519")), qPrintable(tunnel.finding));
    QVERIFY2(tunnel.finding.contains(m_bastion->userName()), qPrintable(tunnel.finding));
    const RungResult cache = rungOf(report, Rung::CacheTcp);
    QCOMPARE(cache.outcome, Outcome::Passed);
    QCOMPARE(cache.tried, QStringLiteral("127.0.0.1:%1 from localhost").arg(m_server->port()));
    // That this is an address of this computer's own says nothing: it is the bastion's.
    QCOMPARE(rungOf(report, Rung::Tls).finding,
             QStringLiteral("off: encrypted as far as the bastion, where the server is"));
}

void DiagnosisTunnelTest::tls_isVerifiedForTheServerItself()
{
    support::TlsFiles files;
    QVERIFY2(files.isValid(), qPrintable(files.errorText()));
    support::TlsFiles::Wish wish;
    wish.commonName = QStringLiteral("cache.example");
    wish.names = QStringLiteral("DNS:cache.example");
    const RedisServer secure(files.serverOptions(files.issue(wish)), RedisServer::Tcp::Tls);
    profiles::Profile profile = profileAt(secure);
    profile.tunnel = through({ m_bastion.get() });
    profile.tls.enabled = true;
    profile.tls.caFile = files.authority();
    profile.tls.serverName = QStringLiteral("cache.example");
    const DiagnosisReport report = climbThrough(profile);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    profile.tls.serverName.clear();
    const DiagnosisReport refused = climbThrough(profile);
    QVERIFY2(stopsAt(refused, Rung::Tls), qPrintable(refused.toText()));
    QCOMPARE(refused.firstFailure()->error.cause, Cause::CertificateName);
    passedUpTo(refused, Rung::Tls);
}

void DiagnosisTunnelTest::primaryOfSentinels_isReachedFromTheBastion()
{
    const support::SentinelRig rig;
    QVERIFY(rig.isRunning());
    profiles::Profile profile = profileAt(QStringLiteral("127.0.0.1"), 6379);
    profile.topology = profiles::Topology::Sentinel;
    profile.sentinel.primaryName = QStringLiteral("mymaster");
    profile.seeds = { { QStringLiteral("127.0.0.1"), closedPort() },
                      { QStringLiteral("127.0.0.1"), rig.sentinelPort(0) } };
    profile.tunnel = through({ m_bastion.get() });
    const DiagnosisReport report = climbThrough(profile);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    const QString named = rungOf(report, Rung::CacheTcp).tried;
    QVERIFY2(named.contains(QString::number(rig.sentinelPort(0))), qPrintable(named));
}

void DiagnosisTunnelTest::twoHops_haveALineEach()
{
    const SshServer inner;
    QVERIFY2(inner.isRunning(), qPrintable(inner.errorText()));
    profiles::Profile twice = profile();
    twice.tunnel = through({ m_bastion.get(), &inner });
    twice.tunnel.hops.last().host = QStringLiteral("localhost");
    const QByteArray known = m_bastion->knownHostsLines()
        + "[localhost]:" + QByteArray::number(inner.port()) + ' ' + inner.hostKey() + '\n';
    const DiagnosisReport report = climbThrough(twice, known);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    const QStringList lines = rungOf(report, Rung::Tunnel).finding.split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(QStringLiteral("127.0.0.1:%1: ").arg(m_bastion->port())),
             qPrintable(lines[0]));
    QVERIFY2(lines[0].contains(m_bastion->hostFingerprint()), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("localhost:%1: ").arg(inner.port())),
             qPrintable(lines[1]));
    QVERIFY2(lines[1].contains(inner.hostFingerprint()), qPrintable(lines[1]));
    QVERIFY(rungOf(report, Rung::CacheTcp).tried.endsWith(QStringLiteral("from localhost")));
}

void DiagnosisTunnelTest::unknownName_stopsAtDns()
{
    profiles::Profile lost = profile();
    lost.tunnel.hops.first().host = QStringLiteral("no-such-bastion.invalid");
    const auto report = says(
        lost, Rung::Dns, Cause::BastionNotFound,
        QStringLiteral("DNS cannot find the bastion no-such-bastion.invalid. Check the spelling."),
        QStringLiteral("DNS에서 no-such-bastion.invalid 배스천을 찾을 수 없습니다. 철자를 "
                       "확인하세요."));
    passedUpTo(report, Rung::Dns);
    QCOMPARE(report.firstFailure()->remedies,
             (QList<Remedy>{ Remedy::OpenTunnelPage, Remedy::Retry }));
}

void DiagnosisTunnelTest::closedSshPort_stopsAtTcp()
{
    profiles::Profile closed = profile();
    const quint16 port = closedPort();
    closed.tunnel.hops.first().port = port;
    const auto report =
        says(closed, Rung::Tcp, Cause::BastionUnreachable,
             QStringLiteral("The bastion 127.0.0.1 refused the connection: the host answers, but "
                            "no SSH server listens on port %1.")
                 .arg(port),
             QStringLiteral("127.0.0.1 배스천이 연결을 거부했습니다. 호스트는 응답하지만 %1 "
                            "포트에서 대기 중인 SSH 서버가 없습니다.")
                 .arg(port));
    passedUpTo(report, Rung::Tcp);
}

void DiagnosisTunnelTest::silentSshPort_stopsAtTcp()
{
    const SilentPort silent;
    profiles::Profile waiting = profile();
    waiting.tunnel.hops.first().port = silent.port();
    waiting.connectTimeoutMs = 400;
    const auto report =
        says(waiting, Rung::Tcp, Cause::BastionUnreachable,
             QStringLiteral("Port %1 of 127.0.0.1 does not answer: check its security group, or "
                            "use SSM, which needs no open port.")
                 .arg(silent.port()),
             QStringLiteral("127.0.0.1 배스천의 %1 포트가 응답하지 않습니다. 보안 그룹을 "
                            "확인하거나 열린 포트가 필요 없는 SSM을 사용하세요.")
                 .arg(silent.port()));
    passedUpTo(report, Rung::Tcp);
}

void DiagnosisTunnelTest::otherProtocol_stopsAtTunnel()
{
    const Mock mock("220 mail.example ESMTP\r\n", true);
    profiles::Profile wrong = profile();
    wrong.tunnel.hops.first().port = mock.serverPort();
    const DiagnosisReport report = climbThrough(wrong);
    QVERIFY2(stopsAt(report, Rung::Tunnel), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::NotSsh);
    passedUpTo(report, Rung::Tunnel);
}

void DiagnosisTunnelTest::newHostKey_withoutAnybodyToAsk_stopsAtTunnel()
{
    const QString print = m_bastion->hostFingerprint();
    const DiagnosisReport report = climbThrough(profile(), QByteArray());
    QVERIFY2(stopsAt(report, Rung::Tunnel), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::HostKeyUnknown);
    QVERIFY2(report.summary().contains(print), qPrintable(report.summary()));
    QCOMPARE(report.firstFailure()->remedies, QList<Remedy>{ Remedy::Retry });
    passedUpTo(report, Rung::Tunnel);
}

void DiagnosisTunnelTest::newHostKey_isAskedForAndPasses()
{
    const auto asker = std::make_shared<ListAsker>();
    const DiagnosisReport report = climbThrough(profile(), QByteArray(), asker);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    QCOMPARE(asker->keyQuestions.size(), 1);
    QCOMPARE(asker->keyQuestions.constFirst().fingerprint, m_bastion->hostFingerprint());
    // Whoever refuses has given up.
    asker->keyAnswer = links::HostKeyAnswer::Cancel;
    const DiagnosisReport refused = climbThrough(profile(), QByteArray(), asker);
    QVERIFY2(stopsAt(refused, Rung::Tunnel), qPrintable(refused.toText()));
    QCOMPARE(refused.firstFailure()->error.kind, base::Error::Kind::Cancelled);
}

void DiagnosisTunnelTest::changedHostKey_hasNoWayRound()
{
    const SshServer other; // its key stands in the file in place of the bastion's
    const QByteArray known =
        "[127.0.0.1]:" + QByteArray::number(m_bastion->port()) + ' ' + other.hostKey() + '\n';
    const QString print = m_bastion->hostFingerprint();
    const auto report = says(
        profile(), Rung::Tunnel, Cause::HostKeyChanged,
        QStringLiteral("The SSH host key of 127.0.0.1:%1 has changed. The bastion was rebuilt, or "
                       "someone is intercepting. Nothing was sent. Compare the new fingerprint "
                       "with your administrator: %2")
            .arg(m_bastion->port())
            .arg(print),
        QStringLiteral("127.0.0.1:%1 배스천의 SSH 호스트 키가 변경되었습니다. 배스천이 "
                       "재생성되었거나 누군가 통신을 가로채고 있을 수 있습니다. 아무것도 "
                       "전송하지 않았습니다. 새 지문을 관리자와 대조하세요: %2")
            .arg(m_bastion->port())
            .arg(print),
        known);
    QVERIFY(report.firstFailure()->remedies.isEmpty());
    passedUpTo(report, Rung::Tunnel);
}

void DiagnosisTunnelTest::refusedSignIn_namesTheMethods()
{
    const SshServer other;
    profiles::Profile stranger = profile();
    stranger.tunnel.hops.first().keyFile = other.clientKey();
    const DiagnosisReport report = climbThrough(stranger);
    QVERIFY2(stopsAt(report, Rung::Tunnel), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::SshSignInRefused);
    QVERIFY2(report.summary().contains(QStringLiteral("rejected the sign-in of ")
                                       + m_bastion->userName()),
             qPrintable(report.summary()));
    QVERIFY2(report.summary().contains(QStringLiteral("Tried: ")), qPrintable(report.summary()));
    QVERIFY2(report.summary().contains(other.clientKey()), qPrintable(report.summary()));
    // The host key was in order, and that is said too.
    QVERIFY2(report.firstFailure()->tried.contains(m_bastion->hostFingerprint()),
             qPrintable(report.firstFailure()->tried));
    QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::ChooseKeyFile);
    const QJsonObject json = report.toJson();
    QCOMPARE(json.value(QStringLiteral("exitStatus")).toInt(), 13);
    passedUpTo(report, Rung::Tunnel);
}

void DiagnosisTunnelTest::unreadableKeyFile_isSaid()
{
    profiles::Profile missing = profile();
    missing.tunnel.hops.first().keyFile = m_bastion->path(QStringLiteral("no-such-key"));
    const DiagnosisReport report = climbThrough(missing);
    QVERIFY2(stopsAt(report, Rung::Tunnel), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::SshKeyUnreadable);
    QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::ChooseKeyFile);
}

void DiagnosisTunnelTest::forbiddenForwarding_stopsAtCacheTcp()
{
    restart({ QStringLiteral("AllowTcpForwarding no") });
    const QString target = QStringLiteral("127.0.0.1:%1").arg(m_server->port());
    const QString bastion = QStringLiteral("127.0.0.1:%1").arg(m_bastion->port());
    const auto report =
        says(profile(), Rung::CacheTcp, Cause::ForwardingForbidden,
             QStringLiteral("The bastion forbids port forwarding (AllowTcpForwarding). If it "
                            "forwards to other hosts, it forbids %1 (PermitOpen). Ask the "
                            "administrator of %2.")
                 .arg(target, bastion),
             QStringLiteral("배스천에서 포트 포워딩이 금지되어 있습니다(AllowTcpForwarding). 다른 "
                            "호스트로는 포워딩된다면 %1 주소만 금지된 것입니다(PermitOpen). %2 "
                            "배스천의 관리자에게 문의하세요.")
                 .arg(target, bastion));
    restart({});
    passedUpTo(report, Rung::CacheTcp);
}

void DiagnosisTunnelTest::forwardingToAnotherPortAlone_stopsAtCacheTcp()
{
    restart({ QStringLiteral("PermitOpen 127.0.0.1:1") });
    const DiagnosisReport report = climbThrough(profile());
    restart({});
    QVERIFY2(stopsAt(report, Rung::CacheTcp), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::ForwardingForbidden);
}

void DiagnosisTunnelTest::closedServerPort_stopsAtCacheTcp()
{
    profiles::Profile closed = profile();
    closed.port = closedPort();
    const DiagnosisReport report = climbThrough(closed);
    QVERIFY2(stopsAt(report, Rung::CacheTcp), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::TargetRefused);
    QVERIFY2(report.summary().contains(
                 QStringLiteral("could not connect to 127.0.0.1:%1").arg(closed.port)),
             qPrintable(report.summary()));
    QCOMPARE(report.firstFailure()->remedies, QList<Remedy>{ Remedy::Retry });
    passedUpTo(report, Rung::CacheTcp);
}

void DiagnosisTunnelTest::silentServer_stopsAtCacheTcp()
{
    const SilentPort silent;
    profiles::Profile waiting = profile();
    waiting.port = silent.port();
    waiting.connectTimeoutMs = 1500;
    const auto report = says(
        waiting, Rung::CacheTcp, Cause::TargetSilent,
        QStringLiteral("The bastion cannot reach 127.0.0.1:%1 (1.5 s timeout). The cache's "
                       "security group probably does not allow it. Add inbound TCP %1 from the "
                       "bastion's security group.")
            .arg(silent.port()),
        QStringLiteral("배스천에서 127.0.0.1:%1 연결이 1.5초 동안 응답하지 않았습니다. 캐시의 "
                       "보안 그룹에서 허용되지 않은 것 같습니다. 인바운드 규칙에 TCP %1, 소스로 "
                       "배스천의 보안 그룹을 추가하세요.")
            .arg(silent.port()));
    passedUpTo(report, Rung::CacheTcp);
}

void DiagnosisTunnelTest::secondHopThatIsUnknown_stopsAtTunnel()
{
    profiles::Profile twice = profile();
    profiles::SshHop inner = twice.tunnel.hops.constFirst();
    inner.port = closedPort();
    twice.tunnel.hops += inner;
    const DiagnosisReport report = climbThrough(twice);
    QVERIFY2(stopsAt(report, Rung::Tunnel), qPrintable(report.toText()));
    QCOMPARE(report.firstFailure()->error.cause, Cause::BastionUnreachable);
    QVERIFY2(report.summary().contains(QString::number(inner.port)), qPrintable(report.summary()));
    passedUpTo(report, Rung::Tunnel);
}

void DiagnosisTunnelTest::seedThatAnswers_isUsed()
{
    profiles::Profile seeded = profile();
    seeded.topology = profiles::Topology::Cluster;
    seeded.seeds = { { seeded.host, seeded.port } };
    seeded.port = closedPort();
    const DiagnosisReport report = climbThrough(seeded);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    QCOMPARE(rungOf(report, Rung::CacheTcp).outcome, Outcome::Limited);
}

void DiagnosisTunnelTest::ssh_doesTheFirstRungsItself()
{
    profiles::Profile byAlias = profile();
    byAlias.tunnel.backend = profiles::SshBackend::OpenSsh;
    byAlias.tunnel.alias = QStringLiteral("jump");
    byAlias.tunnel.sshConfig =
        sshConfig("Host jump\nHostName 127.0.0.1\nPort " + QByteArray::number(m_bastion->port())
                  + "\nUser " + m_bastion->userName().toUtf8() + "\nIdentityFile \""
                  + m_bastion->clientKey().toUtf8() + "\"\n");
    byAlias.tunnel.hops.clear();
    const DiagnosisReport report = climbThrough(byAlias);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    for (const Rung rung : { Rung::Dns, Rung::Tcp }) {
        QCOMPARE(rungOf(report, rung).outcome, Outcome::NotNeeded);
        QCOMPARE(rungOf(report, rung).finding, QStringLiteral("done by ssh"));
    }
    QCOMPARE(rungOf(report, Rung::Tunnel).outcome, Outcome::Passed);
    QVERIFY(rungOf(report, Rung::CacheTcp).tried.endsWith(QStringLiteral(" from jump")));
}

void DiagnosisTunnelTest::aliasOfTheBuiltIn_isLeftAlone()
{
    profiles::Profile builtIn = profile();
    builtIn.tunnel.alias = QStringLiteral("jump");
    const DiagnosisReport report = climbThrough(builtIn);
    QVERIFY2(report.passed, qPrintable(report.toText()));
    QCOMPARE(rungOf(report, Rung::Tcp).outcome, Outcome::Passed);
    QVERIFY(!rungOf(report, Rung::CacheTcp).tried.contains(QStringLiteral("jump")));
}

void DiagnosisTunnelTest::ssh_saysAtWhichRungItFailed()
{
    profiles::Profile bySsh = profile();
    bySsh.tunnel.backend = profiles::SshBackend::OpenSsh;
    bySsh.tunnel.sshConfig = sshConfig({});
    const DiagnosisReport passed = climbThrough(bySsh);
    QVERIFY2(passed.passed, qPrintable(passed.toText()));
    profiles::Profile lost = bySsh;
    lost.tunnel.hops.first().host = QStringLiteral("no-such-bastion.invalid");
    const DiagnosisReport unknown = climbThrough(lost);
    QVERIFY2(stopsAt(unknown, Rung::Dns), qPrintable(unknown.toText()));
    QCOMPARE(rungOf(unknown, Rung::Tunnel).outcome, Outcome::NotReached);
    profiles::Profile closed = bySsh;
    closed.tunnel.hops.first().port = closedPort();
    const DiagnosisReport unreachable = climbThrough(closed);
    QVERIFY2(stopsAt(unreachable, Rung::Tcp), qPrintable(unreachable.toText()));
    const SshServer other;
    profiles::Profile stranger = bySsh;
    stranger.tunnel.hops.first().keyFile = other.clientKey();
    const DiagnosisReport refused = climbThrough(stranger);
    QVERIFY2(stopsAt(refused, Rung::Tunnel), qPrintable(refused.toText()));
    QCOMPARE(refused.firstFailure()->error.cause, Cause::SshSignInRefused);
    QCOMPARE(refused.firstFailure()->remedies.constFirst(), Remedy::OpenTunnelPage);
    profiles::Profile behind = bySsh;
    behind.port = closedPort();
    const DiagnosisReport target = climbThrough(behind);
    QVERIFY2(stopsAt(target, Rung::CacheTcp), qPrintable(target.toText()));
    QCOMPARE(target.firstFailure()->error.cause, Cause::TargetRefused);
}

void DiagnosisTunnelTest::directConnection_needsNoTunnelEvenWhereItFails()
{
    for (const QString &host :
         { QStringLiteral("no-such-cache.invalid"), QStringLiteral("127.0.0.1") }) {
        const DiagnosisReport report = climb(profileAt(host, closedPort()));
        QVERIFY(!report.passed);
        QCOMPARE(rungOf(report, Rung::Tunnel).outcome, Outcome::NotNeeded);
        QCOMPARE(rungOf(report, Rung::CacheTcp).outcome, Outcome::NotNeeded);
        QCOMPARE(rungOf(report, Rung::Tls).outcome, Outcome::NotReached);
    }
}

QTEST_GUILESS_MAIN(DiagnosisTunnelTest)
#include "tst_diagnosistunnel.moc"

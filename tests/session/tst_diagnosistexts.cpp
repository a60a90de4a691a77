#include "diagnosisfixture.h"
#include "support/tlsfiles.h"
#include <QTranslator>

using support::RedisServer;
using support::TlsFiles;

/// The sentence of each failure, in both languages, as real servers bring it about.
class DiagnosisTextsTest : public QObject {
    Q_OBJECT

    std::vector<std::unique_ptr<QTranslator>> m_translators;

    void speak(const QString &language)
    {
        for (const auto &translator : m_translators)
            QCoreApplication::removeTranslator(translator.get());
        m_translators.clear();
        for (const char *part : { "session", "link", "resp" }) {
            auto translator = std::make_unique<QTranslator>();
            if (translator->load(QStringLiteral(":/larder/translations/%1_%2.qm")
                                     .arg(QLatin1String(part), language))) {
                QCoreApplication::installTranslator(translator.get());
                m_translators.push_back(std::move(translator));
            }
        }
    }
    /// Climbs in both languages.
    void says(const profiles::Profile &profile, const profiles::Secrets &secrets, Rung rung,
              const QString &english, const QString &korean)
    {
        speak(QStringLiteral("en"));
        const DiagnosisReport first = climb(profile, secrets);
        QVERIFY2(stopsAt(first, rung), qPrintable(first.toText()));
        QCOMPARE(first.summary(), english);
        speak(QStringLiteral("ko"));
        const DiagnosisReport second = climb(profile, secrets);
        QVERIFY2(stopsAt(second, rung), qPrintable(second.toText()));
        QCOMPARE(second.summary(), korean);
    }

private Q_SLOTS:
    void cleanup() { speak(QStringLiteral("none")); }

    void unknownName()
    {
        says(
            profileAt(QStringLiteral("no-such-cache.invalid"), 6379), {}, Rung::Dns,
            QStringLiteral("DNS cannot find no-such-cache.invalid. Check the spelling; if the name "
                           "exists only inside the VPC, choose a tunnel."),
            QStringLiteral("DNS에서 no-such-cache.invalid 호스트를 찾을 수 없습니다. 철자를 "
                           "확인하고, VPC 내부 전용 이름이면 터널을 선택하세요."));
    }

    void closedPort()
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        const quint16 port = probe.serverPort();
        probe.close();
        says(profileAt(QStringLiteral("127.0.0.1"), port), {}, Rung::Tcp,
             QStringLiteral("127.0.0.1:%1 refused the connection: the host answers, but nothing "
                            "listens on this port. Check the port and that the server is running.")
                 .arg(port),
             QStringLiteral("127.0.0.1:%1 연결이 거부되었습니다. 호스트는 응답하지만 이 포트에서 "
                            "대기 중인 서버가 없습니다. 포트와 서버 실행 상태를 확인하세요.")
                 .arg(port));
    }

    void silentPort()
    {
        const Mock mock;
        profiles::Profile profile = profileAt(QStringLiteral("127.0.0.1"), mock.serverPort());
        profile.connectTimeoutMs = 500;
        says(profile, {}, Rung::Ping,
             QStringLiteral("No reply to PING within 0.5 s. The command may still be running on "
                            "the server."),
             QStringLiteral("0.5초 안에 PING 명령의 응답이 없습니다. 서버에서 아직 실행 중일 수 "
                            "있습니다."));
    }

    void passwords()
    {
        const RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("sesame") },
                                 RedisServer::Tcp::Yes);
        says(profileAt(server), {}, Rung::Auth, QStringLiteral("This server requires a password."),
             QStringLiteral("이 서버에는 비밀번호가 필요합니다."));
        says(withPassword(profileAt(server)), secretsOf("wrong"), Rung::Auth,
             QStringLiteral("The server rejected the user name or password."),
             QStringLiteral("서버가 사용자 이름 또는 비밀번호를 거부했습니다."));
    }

    void tlsOnOneSideOnly()
    {
        TlsFiles files;
        QVERIFY2(files.isValid(), qPrintable(files.errorText()));
        TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("cache.example");
        wish.names = QStringLiteral("DNS:cache.example");
        const RedisServer secure(files.serverOptions(files.issue(wish)), RedisServer::Tcp::Tls);
        says(profileAt(secure), {}, Rung::Tls,
             QStringLiteral("The server is silent in plain text but answers to TLS. Turn on TLS."),
             QStringLiteral("서버가 평문에는 응답하지 않고 TLS에는 응답합니다. TLS를 켜세요."));

        profiles::Profile named = profileAt(QStringLiteral("localhost"), secure.port());
        named.tls.enabled = true;
        named.tls.caFile = files.authority();
        says(named, {}, Rung::Tls,
             QStringLiteral("The certificate is for cache.example, not localhost. Through a "
                            "tunnel, use the real endpoint as the TLS server name."),
             QStringLiteral("인증서의 이름은 cache.example이며 localhost 이름과 다릅니다. 터널을 "
                            "사용할 때는 실제 엔드포인트를 TLS 서버 이름으로 지정하세요."));

        const RedisServer plain({}, RedisServer::Tcp::Yes);
        named.port = plain.port();
        says(named, {}, Rung::Tls,
             QStringLiteral("This server does not use TLS: it answered in plain text. Turn TLS off "
                            "only if you trust the whole route."),
             QStringLiteral("이 서버는 TLS를 사용하지 않습니다(평문으로 응답함). 전체 경로를 "
                            "신뢰할 수 있을 때만 TLS를 끄세요."));
    }

    void lineToPaste_isOneCommandWhateverTheProfileHolds()
    {
        profiles::Profile profile;
        profile.tunnel.kind = profiles::TunnelKind::Ssm;
        profile.tunnel.region = QStringLiteral("eu-central-1");
        profile.tunnel.awsProfile = QStringLiteral("shop.ro@ops");
        const auto ending = [&](const char *words) {
            return session::ingressFixFor(profile).endsWith(QLatin1String(words));
        };
        QVERIFY(ending(" --region eu-central-1 --profile shop.ro@ops"));
        profile.tunnel.awsProfile = QStringLiteral("x; touch ~/gone");
        QVERIFY(ending(" --profile 'x; touch ~/gone'"));
        profile.tunnel.awsProfile = QStringLiteral("it's $(id)");
        QVERIFY(ending(" --profile 'it'\\''s $(id)'"));
        profile.tunnel.region = QStringLiteral("eu`id`");
        profile.tunnel.awsProfile = QStringLiteral("x\x1b[201~\nid");
        QVERIFY(ending(" --region 'eu`id`' --profile PROFILE"));
    }

    void passedServer_isSummedUp()
    {
        const RedisServer server({}, RedisServer::Tcp::Yes);
        server.command({ "SET", "a", "1" });
        speak(QStringLiteral("en"));
        const QString english = climb(profileAt(server)).summary();
        const QRegularExpression m18(
            QStringLiteral("^Connected in \\d+ ms: \\w+ [0-9.]+, standalone, 1 key\\.$"));
        QVERIFY2(m18.match(english).hasMatch(), qPrintable(english));
        speak(QStringLiteral("ko"));
        const QString korean = climb(profileAt(server)).summary();
        QVERIFY2(korean.contains(QStringLiteral("ms 만에 연결했습니다: "))
                     && korean.endsWith(QStringLiteral(", 키 1개")),
                 qPrintable(korean));
    }
};

QTEST_MAIN(DiagnosisTextsTest)
#include "tst_diagnosistexts.moc"

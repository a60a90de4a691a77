#include "base/trust.h"
#include "link/handshake.h"
#include "link/tlsfixture.h"
#include <QDir>
#include <QFile>
#include <QPointer>
#include <QScopeGuard>
#include <QSslConfiguration>
#include <QTcpSocket>

using Cause = base::Error::Cause;
using support::RedisServer;
using support::TlsFiles;

class TlsLinkTest final : public QObject {
    Q_OBJECT

    TlsFiles m_files;
    TlsFiles m_others;
    QString m_address;

    profiles::Profile to(quint16 port)
    {
        profiles::Profile profile;
        profile.host = QStringLiteral("localhost");
        profile.port = port;
        profile.connectTimeoutMs = 3000;
        profile.tls.enabled = true;
        profile.tls.caFile = m_files.authority();
        m_address = QStringLiteral("localhost:%1").arg(port);
        return profile;
    }

    TlsFiles::Pair named(const QString &names)
    {
        TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("cache");
        wish.names = names;
        return m_files.issue(wish);
    }

    std::unique_ptr<RedisServer> serve(const TlsFiles::Pair &pair, const QStringList &more = {})
    {
        auto server = std::make_unique<RedisServer>(m_files.serverOptions(pair) + more,
                                                    RedisServer::Tcp::Tls);
        if (!server->isRunning())
            qFatal("redis-server with TLS does not start");
        return server;
    }

    static void opens(const profiles::Profile &profile, const base::Secret &passphrase = {})
    {
        const Opened opened = open(profile, passphrase);
        QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
        QVERIFY(opened.facts.on);
        QCOMPARE(opened.facts.verified, profile.tls.verify);
        QCOMPARE(ping(opened.stream.get()), "+PONG\r\n");
    }

    /// Fails with exactly this, in both languages, and hands out no stream.
    static void fails(const profiles::Profile &profile, Cause cause, const QString &english,
                      const QString &korean, const base::Secret &passphrase = {})
    {
        const Opened first = open(profile, passphrase);
        QVERIFY(!first.stream);
        QCOMPARE(first.why.text, english);
        QCOMPARE(first.why.cause, cause);
        const Korean language;
        QVERIFY(language.isLoaded());
        const Opened second = open(profile, passphrase);
        QVERIFY(!second.stream);
        QCOMPARE(second.why.text, korean);
        QCOMPARE(second.why.cause, cause);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("SSL_CERT_FILE"); // the machine's own
        qunsetenv("SSL_CERT_DIR");
        QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText()));
        QVERIFY2(m_others.isValid(), qPrintable(m_others.errorText()));
    }

    void goodAuthority_opensAVerifiedStream()
    {
        const auto server = serve(m_files.issue({}));
        const Opened opened = open(to(server->port()));
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(ping(opened.stream.get()), "+PONG\r\n");
        QVERIFY(opened.facts.verified);
        QCOMPARE(opened.facts.protocol, QStringLiteral("TLS 1.3"));
        QCOMPARE(opened.facts.subject, QStringLiteral("localhost"));
        QCOMPARE(opened.facts.issuer, QStringLiteral("Larder test CA"));
        QCOMPARE(opened.facts.names,
                 QStringList({ QStringLiteral("127.0.0.1"), QStringLiteral("localhost") }));
        QVERIFY(opened.facts.until > QDateTime::currentDateTime());
        QVERIFY2(opened.facts.summary().startsWith(QStringLiteral("TLS 1.3 · TLS_")),
                 qPrintable(opened.facts.summary()));
        QVERIFY(!links::tlsErrorOf(opened.stream.get()));
    }

    void plainSocket_outlivesTheSignalInWhichTlsTakesOver()
    {
        const auto server = serve(m_files.issue({}));
        auto plain = std::make_unique<QTcpSocket>();
        QTcpSocket *socket = plain.get();
        const QPointer<QTcpSocket> alive(socket);
        std::unique_ptr<links::Handshake> handshake;
        std::optional<links::Handshake::Outcome> outcome;
        bool outlives = false;
        connect(socket, &QTcpSocket::connected, this, [&] {
            links::Handshake::Plan plan;
            plan.material.authorities = QSslCertificate::fromPath(m_files.authority());
            plan.serverName = QStringLiteral("localhost");
            handshake = std::make_unique<links::Handshake>(std::move(plain), plan, nullptr);
            connect(handshake.get(), &links::Handshake::finished, this,
                    [&](const links::Handshake::Result &result) { outcome = result.outcome; });
            handshake->start();
            outlives = !alive.isNull();
        });
        socket->connectToHost(QStringLiteral("127.0.0.1"), server->port());
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE(*outcome, links::Handshake::Outcome::Encrypted);
        QVERIFY(outlives);
        QTRY_VERIFY(!alive);
    }

    void severalAuthoritiesInOneFile_areAllTrusted()
    {
        const auto server = serve(m_files.issue({}));
        QFile both(m_files.path(QStringLiteral("both.pem")));
        QVERIFY(both.open(QIODevice::WriteOnly));
        for (const QString &path : { m_others.authority(), m_files.authority() }) {
            QFile one(path);
            QVERIFY(one.open(QIODevice::ReadOnly));
            both.write(one.readAll());
        }
        both.close();
        profiles::Profile profile = to(server->port());
        profile.tls.caFile = both.fileName();
        opens(profile);
    }

    void unknownAuthority_isRefused()
    {
        const auto server = serve(m_files.issue({}));
        profiles::Profile profile = to(server->port());
        profile.tls.caFile = m_others.authority();
        // Both authorities have one name; only the signature tells them apart.
        fails(profile, Cause::CertificateUnknown,
              QStringLiteral("The certificate of %1 is not signed by an authority in %2, but by "
                             "Larder test CA. Choose the CA file that belongs to this server.")
                  .arg(m_address, m_others.authority()),
              QStringLiteral(
                  "%1 인증서의 발급자(Larder test CA)가 CA 파일 %2 안에 없습니다. 이 서버에 "
                  "맞는 CA 파일을 선택하세요.")
                  .arg(m_address, m_others.authority()));
        profile.tls.caFile.clear();
        fails(
            profile, Cause::CertificateUnknown,
            QStringLiteral("The certificate of %1 is signed by Larder test CA, which this "
                           "computer does not trust. If that is your own authority, choose its "
                           "certificate as the CA file.")
                .arg(m_address),
            QStringLiteral("%1 인증서의 발급자(Larder test CA)를 이 컴퓨터에서 신뢰하지 않습니다. "
                           "직접 운영하는 인증 기관이라면 그 인증서를 CA 파일로 선택하세요.")
                .arg(m_address));
    }

    void selfSigned_isTrustedOnlyAsItsOwnCaFile()
    {
        const TlsFiles::Pair alone = m_files.selfSigned(QStringLiteral("DNS:localhost"));
        const auto server = serve(alone);
        profiles::Profile profile = to(server->port());
        fails(profile, Cause::CertificateUnknown,
              QStringLiteral("The certificate of %1 is not signed by an authority in %2, but by "
                             "alone. Choose the CA file that belongs to this server.")
                  .arg(m_address, m_files.authority()),
              QStringLiteral("%1 인증서의 발급자(alone)가 CA 파일 %2 안에 없습니다. 이 서버에 맞는 "
                             "CA 파일을 선택하세요.")
                  .arg(m_address, m_files.authority()));
        profile.tls.caFile.clear();
        QCOMPARE(open(profile).why.cause, Cause::CertificateUnknown);
        profile.tls.caFile = alone.certificate;
        opens(profile);
    }

    void authorityOfTheSystem_isTrustedOnlyWithoutACaFile()
    {
        const auto server = serve(m_files.issue({}));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration system = before;
        QVERIFY(system.addCaCertificates(m_files.authority()));
        QSslConfiguration::setDefaultConfiguration(system);
        profiles::Profile profile = to(server->port());
        profile.tls.caFile.clear();
        const Opened trusted = open(profile);
        profile.tls.caFile = m_others.authority();
        const Opened refused = open(profile);
        QSslConfiguration::setDefaultConfiguration(before);
        QVERIFY2(trusted.stream, qPrintable(trusted.why.text));
        QVERIFY(!refused.stream);
        QCOMPARE(refused.why.cause, Cause::CertificateUnknown);
    }

    void variablesOfOpenSsl_addAFileOrNameOtherFolders()
    {
        const auto server = serve(m_files.issue({}));
        profiles::Profile profile = to(server->port());
        profile.tls.caFile.clear();
        const auto unset = qScopeGuard([] {
            qunsetenv("SSL_CERT_FILE");
            qunsetenv("SSL_CERT_DIR");
        });
        const auto folder = [](TlsFiles &files) {
            const QString path = files.path(QStringLiteral("authorities"));
            return QDir().mkpath(path)
                    && QFile::copy(files.authority(), path + QStringLiteral("/one.pem"))
                    && files.openssl({ QStringLiteral("rehash"), path })
                ? path.toLocal8Bit()
                : QByteArray();
        };
        QCOMPARE(open(profile).why.cause, Cause::CertificateUnknown);
        qputenv("SSL_CERT_FILE", m_files.authority().toLocal8Bit());
        opens(profile);
        QCOMPARE(base::tlsConfiguration().caCertificates().size(),
                 QSslConfiguration::systemCaCertificates().size() + 1);
        qputenv("SSL_CERT_FILE", "/nonexistent");
        QCOMPARE(open(profile).why.cause, Cause::CertificateUnknown);
        qputenv("SSL_CERT_DIR", "/nonexistent:" + folder(m_files));
        opens(profile);
        QCOMPARE(base::tlsConfiguration().caCertificates().size(), 1);
        qputenv("SSL_CERT_DIR", folder(m_others));
        QCOMPARE(open(profile).why.cause, Cause::CertificateUnknown);
        qputenv("SSL_CERT_FILE", m_files.authority().toLocal8Bit());
        opens(profile);
    }

    void wrongName_isRefusedAndRightByOverride()
    {
        const auto server =
            serve(named(QStringLiteral("DNS:other.example,DNS:*.wild.example,IP:10.1.2.3")));
        profiles::Profile profile = to(server->port());
        fails(
            profile, Cause::CertificateName,
            QStringLiteral("The certificate is for *.wild.example, 10.1.2.3, other.example, not "
                           "localhost. Through a tunnel, use the real endpoint as the TLS "
                           "server name."),
            QStringLiteral("인증서의 이름은 *.wild.example, 10.1.2.3, other.example이며 localhost "
                           "이름과 다릅니다. 터널을 사용할 때는 실제 엔드포인트를 TLS 서버 "
                           "이름으로 지정하세요."));
        for (const char *good :
             { "other.example", "OTHER.example.", "a.wild.example", "10.1.2.3" }) {
            profile.tls.serverName = QString::fromLatin1(good);
            opens(profile);
        }
        for (const char *bad : { "wild.example", "a.b.wild.example", "other.example.evil.example",
                                 "10.1.2.4", "127.0.0.1", "*.wild.example.evil" }) {
            profile.tls.serverName = QString::fromLatin1(bad);
            const Opened opened = open(profile);
            QVERIFY2(!opened.stream, bad);
            QCOMPARE(opened.why.cause, Cause::CertificateName);
        }
    }

    void ipAddress_isVerifiedAsOne()
    {
        const auto server = serve(m_files.issue({}));
        profiles::Profile profile = to(server->port());
        profile.host = QStringLiteral("127.0.0.1");
        opens(profile);
        const auto nameless = serve(named(QStringLiteral("DNS:127.0.0.2,DNS:localhost")));
        profile.port = nameless->port();
        QCOMPARE(open(profile).why.cause, Cause::CertificateName);
    }

    void expired_saysWhen()
    {
        TlsFiles::Wish wish;
        wish.from = QDateTime::currentDateTime().addDays(-9);
        wish.until = QDateTime::currentDateTime().addDays(-1);
        const auto server = serve(m_files.issue(wish));
        const auto stamp = [](const QDateTime &when) {
            return when.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        };
        const profiles::Profile profile = to(server->port());
        fails(profile, Cause::CertificateExpired,
              QStringLiteral("The certificate of %1 (localhost) expired: it was valid from %2 to "
                             "%3. It has to be renewed on the server.")
                  .arg(m_address, stamp(wish.from), stamp(wish.until)),
              QStringLiteral("%1 인증서(localhost)가 만료되었습니다(유효 기간 %2 ~ %3). 서버에서 "
                             "인증서를 갱신해야 합니다.")
                  .arg(m_address, stamp(wish.from), stamp(wish.until)));
    }

    void notYetValid_saysWhen()
    {
        TlsFiles::Wish wish;
        wish.from = QDateTime::currentDateTime().addDays(1);
        wish.until = QDateTime::currentDateTime().addDays(3);
        const auto server = serve(m_files.issue(wish));
        const auto stamp = [](const QDateTime &when) {
            return when.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        };
        const profiles::Profile profile = to(server->port());
        fails(
            profile, Cause::CertificateExpired,
            QStringLiteral("The certificate of %1 (localhost) is valid only from %2 to %3. Check "
                           "the clock of this computer and of the server.")
                .arg(m_address, stamp(wish.from), stamp(wish.until)),
            QStringLiteral("%1 인증서(localhost)의 유효 기간이 아직 시작되지 않았습니다(%2 ~ %3). "
                           "이 컴퓨터와 서버의 시계를 확인하세요.")
                .arg(m_address, stamp(wish.from), stamp(wish.until)));
    }

    void verificationOff_connectsAndSaysSo()
    {
        TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("other.example");
        wish.names = QStringLiteral("DNS:other.example");
        wish.until = QDateTime::currentDateTime().addSecs(-60);
        wish.from = QDateTime::currentDateTime().addDays(-1);
        const auto server = serve(m_files.issue(wish));
        profiles::Profile profile = to(server->port());
        profile.tls.verify = false;
        profile.tls.caFile.clear();
        opens(profile);
        const links::TlsFacts facts = open(profile).facts;
        QVERIFY(!facts.verified);
        QVERIFY2(facts.problems.size() >= 3, qPrintable(facts.problems.join(QLatin1Char('\n'))));
        QVERIFY2(
            facts.summary().endsWith(QStringLiteral("not verified: anybody could be answering")),
            qPrintable(facts.summary()));
        const Korean language;
        QVERIFY2(facts.summary().endsWith(
                     QStringLiteral("확인하지 않음: 누구든 응답하고 있을 수 있습니다")),
                 qPrintable(facts.summary()));
    }

    void clientCertificateWanted_isKnownInBothVersions_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("TLS 1.2") << QStringLiteral("TLSv1.2");
        QTest::newRow("TLS 1.3") << QStringLiteral("TLSv1.3");
    }
    void clientCertificateWanted_isKnownInBothVersions()
    {
        QFETCH(QString, version);
        const auto server = serve(m_files.issue({}),
                                  { QStringLiteral("--tls-auth-clients"), QStringLiteral("yes"),
                                    QStringLiteral("--tls-protocols"), version });
        profiles::Profile profile = to(server->port());
        const QString english = QStringLiteral("%1 wants a client certificate, and this connection "
                                               "has none. Choose the certificate and its key.")
                                    .arg(m_address);
        const QString korean =
            QStringLiteral("%1 서버에는 클라이언트 인증서가 필요하지만 이 연결에는 없습니다. "
                           "인증서와 키를 선택하세요.")
                .arg(m_address);
        if (version == QLatin1String("TLSv1.2")) {
            fails(profile, Cause::ClientCertificateWanted, english, korean);
        } else {
            // This server's word comes after the handshake.
            const Opened opened = open(profile);
            QVERIFY(opened.stream);
            QCOMPARE(ping(opened.stream.get()), QByteArray());
            opened.stream->close();
            const auto why = links::tlsErrorOf(opened.stream.get());
            QVERIFY(why);
            QCOMPARE(why->text, english);
            QCOMPARE(why->cause, Cause::ClientCertificateWanted);
            const Korean language;
            QCOMPARE(links::tlsErrorOf(opened.stream.get())->text, korean);
        }
        const TlsFiles::Pair mine = m_files.issue({});
        profile.tls.certificateFile = mine.certificate;
        profile.tls.keyFile = mine.key;
        opens(profile);
    }

    void clientCertificateOfAnotherAuthority_isRefused()
    {
        const auto server = serve(m_files.issue({}),
                                  { QStringLiteral("--tls-auth-clients"), QStringLiteral("yes"),
                                    QStringLiteral("--tls-protocols"), QStringLiteral("TLSv1.2") });
        profiles::Profile profile = to(server->port());
        const TlsFiles::Pair foreign = m_files.selfSigned(QStringLiteral("DNS:me"));
        profile.tls.certificateFile = foreign.certificate;
        profile.tls.keyFile = foreign.key;
        fails(profile, Cause::ClientCertificateWanted,
              QStringLiteral("%1 refused the client certificate. Choose one that this server "
                             "accepts, with its key.")
                  .arg(m_address),
              QStringLiteral("%1 서버가 클라이언트 인증서를 거부했습니다. 이 서버에서 허용하는 "
                             "인증서와 키를 선택하세요.")
                  .arg(m_address));
    }

    void encryptedKey_needsItsPassphrase()
    {
        const auto server = serve(m_files.issue({}),
                                  { QStringLiteral("--tls-auth-clients"), QStringLiteral("yes") });
        profiles::Profile profile = to(server->port());
        const TlsFiles::Pair mine = m_files.issue({});
        const QString locked = m_files.path(QStringLiteral("locked.key"));
        QVERIFY(
            m_files.openssl({ QStringLiteral("pkcs8"), QStringLiteral("-topk8"),
                              QStringLiteral("-in"), mine.key, QStringLiteral("-out"), locked,
                              QStringLiteral("-passout"), QStringLiteral("pass:open sesame") }));
        profile.tls.certificateFile = mine.certificate;
        profile.tls.keyFile = locked;
        opens(profile, base::Secret("open sesame"));
        fails(profile, Cause::ClientKeyPassphrase,
              QStringLiteral("The key %1 is encrypted. Enter its passphrase.").arg(locked),
              QStringLiteral("키 %1 파일이 암호화되어 있습니다. 암호를 입력하세요.").arg(locked));
        fails(profile, Cause::ClientKeyPassphrase,
              QStringLiteral("The passphrase does not open the key %1. Enter the right one.")
                  .arg(locked),
              QStringLiteral("입력한 암호로 키 %1 파일을 열 수 없습니다. 올바른 암호를 입력하세요.")
                  .arg(locked),
              base::Secret("open barley"));
    }

    void keyOfAnotherCertificate_isRefusedBeforeAnythingIsSent()
    {
        const auto server = serve(m_files.issue({}));
        profiles::Profile profile = to(server->port());
        const TlsFiles::Pair one = m_files.issue({});
        const TlsFiles::Pair two = m_files.issue({});
        profile.tls.certificateFile = one.certificate;
        profile.tls.keyFile = two.key;
        fails(
            profile, Cause::ClientKeyUnreadable,
            QStringLiteral("The key %1 does not belong to the certificate %2. Choose the key that "
                           "was made for it.")
                .arg(two.key, one.certificate),
            QStringLiteral("키 %1 파일과 인증서 %2 파일이 서로 맞지 않습니다. 이 인증서에 맞는 "
                           "키를 선택하세요.")
                .arg(two.key, one.certificate));
    }

    void onlyTls11_isTooOld()
    {
        const auto server =
            serve(m_files.issue({}),
                  { QStringLiteral("--tls-protocols"), QStringLiteral("TLSv1.1"),
                    QStringLiteral("--tls-ciphers"), QStringLiteral("ALL:@SECLEVEL=0") });
        // The witness: with TLS 1.1 it does answer.
        QVERIFY2(m_files.openssl({ QStringLiteral("s_client"), QStringLiteral("-connect"),
                                   QStringLiteral("127.0.0.1:%1").arg(server->port()),
                                   QStringLiteral("-tls1_1"), QStringLiteral("-cipher"),
                                   QStringLiteral("ALL:@SECLEVEL=0") }),
                 qPrintable(m_files.errorText()));
        const profiles::Profile profile = to(server->port());
        fails(profile, Cause::TlsTooOld,
              QStringLiteral("%1 offers only TLS versions before 1.2, which are no longer safe. "
                             "Turn on TLS 1.2 or 1.3 on the server.")
                  .arg(m_address),
              QStringLiteral("%1 서버가 더 이상 안전하지 않은 TLS 1.2 미만 버전만 제공합니다. "
                             "서버에서 TLS 1.2 또는 1.3을 켜세요.")
                  .arg(m_address));
    }

    void tlsToAPlainServer_isProven()
    {
        const RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("x") },
                                 RedisServer::Tcp::Yes);
        const profiles::Profile profile = to(server.port());
        fails(profile, Cause::ServerIsPlain,
              QStringLiteral("This server does not use TLS: it answered in plain text. Turn TLS "
                             "off only if you trust the whole route."),
              QStringLiteral("이 서버는 TLS를 사용하지 않습니다(평문으로 응답함). 전체 경로를 "
                             "신뢰할 수 있을 때만 TLS를 끄세요."));
        QCOMPARE(open(profile).why.detail, QByteArray("-NOAUTH Authentication required."));
    }

    void mappedAddress_keepsTheRealNameForSniAndVerification_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("wire");
        QTest::newRow("name") << QStringLiteral("real.example") << QStringLiteral("real.example");
        QTest::newRow("IDN") << QStringLiteral("bücher.example")
                             << QStringLiteral("xn--bcher-kva.example");
    }
    void mappedAddress_keepsTheRealNameForSniAndVerification()
    {
        QFETCH(QString, host);
        QFETCH(QString, wire);
        // It shows the second certificate, the good one, only to whom asks for that name.
        const TlsFiles::Pair other = named(QStringLiteral("DNS:localhost,IP:127.0.0.1"));
        const TlsFiles::Pair real = named(QStringLiteral("DNS:") + wire);
        const OpenSslServer server({ QStringLiteral("-cert"), other.certificate,
                                     QStringLiteral("-key"), other.key,
                                     QStringLiteral("-servername"), wire, QStringLiteral("-cert2"),
                                     real.certificate, QStringLiteral("-key2"), real.key });
        QVERIFY2(server.port() > 0, server.said().constData());
        profiles::Profile profile = to(6379);
        profile.host = host;
        profile.addressMap.insert(host + QStringLiteral(":6379"),
                                  QStringLiteral("127.0.0.1:%1").arg(server.port()));
        Opened opened = open(profile);
        QVERIFY2(opened.stream, qPrintable(opened.why.text));
        QCOMPARE(opened.facts.names, QStringList(wire));
        opened.stream.reset(); // this server serves one after the other
        // The address that the bytes go to counts for nothing.
        profile.host = QStringLiteral("third.example");
        profile.addressMap.insert(QStringLiteral("third.example:6379"),
                                  QStringLiteral("127.0.0.1:%1").arg(server.port()));
        const Opened third = open(profile);
        QVERIFY(!third.stream);
        QCOMPARE(third.why.cause, Cause::CertificateName);
        QVERIFY2(third.why.text.contains(QStringLiteral("not third.example.")),
                 qPrintable(third.why.text));
    }
};

QTEST_GUILESS_MAIN(TlsLinkTest)
#include "tst_tlslink.moc"

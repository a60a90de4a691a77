#include "diagnosisfixture.h"
#include "support/tlsfiles.h"

using support::RedisServer;
using support::TlsFiles;

/// The TLS rung against real servers: good, and failed for each reason.
class DiagnosisTlsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TlsFiles> m_files;

    [[nodiscard]] profiles::Profile tlsProfileAt(const RedisServer &server) const
    {
        profiles::Profile profile = profileAt(QStringLiteral("localhost"), server.port());
        profile.tls.enabled = true;
        profile.tls.caFile = m_files->authority();
        return profile;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_files = std::make_unique<TlsFiles>();
        QVERIFY2(m_files->isValid(), qPrintable(m_files->errorText()));
    }

    void trustedServer_passes()
    {
        const RedisServer server(m_files->serverOptions(m_files->issue({})), RedisServer::Tcp::Tls);
        const DiagnosisReport report = climb(tlsProfileAt(server));
        QVERIFY2(report.passed, qPrintable(report.toText()));
        const RungResult tls = rungOf(report, Rung::Tls);
        QCOMPARE(tls.outcome, Outcome::Passed);
        QVERIFY2(tls.finding.startsWith(QStringLiteral("TLS 1.3 · ")), qPrintable(tls.finding));
        QVERIFY(tls.finding.contains(QStringLiteral("localhost")));
        QVERIFY(tls.microseconds > 0);
    }

    void verificationOff_isLimited()
    {
        const RedisServer server(
            m_files->serverOptions(m_files->selfSigned(QStringLiteral("DNS:x"))),
            RedisServer::Tcp::Tls);
        profiles::Profile profile = tlsProfileAt(server);
        profile.tls.verify = false;
        const DiagnosisReport report = climb(profile);
        QVERIFY2(report.passed, qPrintable(report.toText()));
        QCOMPARE(rungOf(report, Rung::Tls).outcome, Outcome::Limited);
        QVERIFY(
            rungOf(report, Rung::Tls).finding.startsWith(QStringLiteral("Verification is off")));
    }

    void plainTextToTlsServer_isProven()
    {
        QStringList options = m_files->serverOptions(m_files->issue({}));
        options += { QStringLiteral("--requirepass"), QStringLiteral("sesame") };
        const RedisServer server(options, RedisServer::Tcp::Tls);
        profiles::Profile profile = tlsProfileAt(server);
        profile.tls.enabled = false;
        const DiagnosisReport report = climb(withPassword(profile), secretsOf("sesame"));
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.summary(),
                 QStringLiteral("The server is silent in plain text but answers to TLS. Turn on "
                                "TLS."));
        QCOMPARE(report.firstFailure()->error.cause, Cause::ServerExpectsTls);
        QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::TurnOnTls);
        QCOMPARE(rungOf(report, Rung::Auth).outcome, Outcome::NotReached);
    }

    void tlsToPlainServer_isProven()
    {
        const RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("sesame") },
                                 RedisServer::Tcp::Yes);
        const DiagnosisReport report =
            climb(withPassword(tlsProfileAt(server)), secretsOf("sesame"));
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.summary(),
                 QStringLiteral("This server does not use TLS: it answered in plain text. Turn TLS "
                                "off only if you trust the whole route."));
        QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::TurnOffTls);
    }

    void wrongName_isNamed()
    {
        TlsFiles::Wish wish;
        wish.commonName = QStringLiteral("cache.example");
        wish.names = QStringLiteral("DNS:cache.example");
        const RedisServer server(m_files->serverOptions(m_files->issue(wish)),
                                 RedisServer::Tcp::Tls);
        profiles::Profile profile = tlsProfileAt(server);
        const DiagnosisReport report = climb(profile);
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.summary(),
                 QStringLiteral("The certificate is for cache.example, not localhost. Through a "
                                "tunnel, use the real endpoint as the TLS server name."));
        QCOMPARE(report.firstFailure()->remedies,
                 (QList<Remedy>{ Remedy::UseEndpointAsServerName, Remedy::AddCa, Remedy::Retry }));
        profile.tls.serverName = QStringLiteral("cache.example");
        QVERIFY(climb(profile).passed);
    }

    void unknownAuthority_offersToAddIt()
    {
        const RedisServer server(
            m_files->serverOptions(m_files->selfSigned(QStringLiteral("DNS:localhost"))),
            RedisServer::Tcp::Tls);
        const DiagnosisReport report = climb(tlsProfileAt(server));
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::CertificateUnknown);
        QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::AddCa);
    }

    void expiredCertificate_isSaid()
    {
        TlsFiles::Wish wish;
        wish.from = QDateTime::currentDateTimeUtc().addDays(-9);
        wish.until = QDateTime::currentDateTimeUtc().addDays(-2);
        const RedisServer server(m_files->serverOptions(m_files->issue(wish)),
                                 RedisServer::Tcp::Tls);
        const DiagnosisReport report = climb(tlsProfileAt(server));
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::CertificateExpired);
    }

    void clientCertificate_isAskedFor()
    {
        QStringList options = m_files->serverOptions(m_files->issue({}));
        options.last() = QStringLiteral("yes"); // --tls-auth-clients
        const RedisServer server(options, RedisServer::Tcp::Tls);
        profiles::Profile profile = tlsProfileAt(server);
        const DiagnosisReport report = climb(profile);
        QVERIFY2(!report.passed, qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::ClientCertificateWanted);
        QCOMPARE(report.firstFailure()->remedies.constFirst(), Remedy::ChooseClientCertificate);
        QCOMPARE(report.firstFailure()->rung, Rung::Tls);
        const TlsFiles::Pair mine = m_files->issue({});
        profile.tls.certificateFile = mine.certificate;
        profile.tls.keyFile = mine.key;
        QVERIFY(climb(profile).passed);
    }

    void oldProtocol_isRefused()
    {
        QStringList options = m_files->serverOptions(m_files->issue({}));
        options += { QStringLiteral("--tls-protocols"), QStringLiteral("TLSv1.1"),
                     QStringLiteral("--tls-ciphers"), QStringLiteral("DEFAULT@SECLEVEL=0") };
        const RedisServer server(options, RedisServer::Tcp::Tls);
        const DiagnosisReport report = climb(tlsProfileAt(server));
        QVERIFY2(stopsAt(report, Rung::Tls), qPrintable(report.toText()));
        QCOMPARE(report.firstFailure()->error.cause, Cause::TlsTooOld);
    }
};

QTEST_GUILESS_MAIN(DiagnosisTlsTest)
#include "tst_diagnosistls.moc"

// The ladder of a connection by Session Manager, against a gateway of the tests.
#include "link/ssmfixture.h"
#include "session/diagnosisfixture.h"
#include "session/session.h"
#include <QJsonArray>
#include <QJsonDocument>

using support::RedisServer;
using support::SsmGateway;
using test::SsmTraveller;
using namespace std::chrono_literals;

class SsmDiagnosisTest final : public QObject {
    Q_OBJECT

    RedisServer m_redis{ {}, RedisServer::Tcp::Yes };
    std::unique_ptr<SsmGateway> m_gateway;
    std::unique_ptr<SsmTraveller> m_person;

    [[nodiscard]] profiles::Profile profile(quint16 port) const
    {
        profiles::Profile profile = profileAt(QStringLiteral("127.0.0.1"), port);
        profile.tunnel = m_person->profile.tunnel;
        return profile;
    }
    [[nodiscard]] DiagnosisReport tried(quint16 port) const
    {
        return climb(profile(port), {},
                     [this](Diagnosis &diagnosis) { diagnosis.setAwsPlaces(m_person->places); });
    }
    [[nodiscard]] DiagnosisReport tried() const { return tried(m_redis.port()); }
    static const RungResult &at(const DiagnosisReport &report, Rung rung)
    {
        return *std::find_if(report.rungs.cbegin(), report.rungs.cend(),
                             [rung](const RungResult &each) { return each.rung == rung; });
    }
    static QByteArray told(const DiagnosisReport &report)
    {
        return report.toText().toUtf8() + QJsonDocument(report.toJson()).toJson();
    }
    static void failsAt(const DiagnosisReport &report, Rung rung, Cause cause, Remedy first)
    {
        const RungResult *failed = report.firstFailure();
        QVERIFY2(failed, told(report).constData());
        QVERIFY2(failed->rung == rung, told(report).constData());
        QVERIFY2(failed->error.cause == cause, told(report).constData());
        QVERIFY2(failed->remedies.value(0) == first, told(report).constData());
        QCOMPARE(report.exitStatus(), int(rung));
        QVERIFY(!report.toJson().isEmpty());
    }

private Q_SLOTS:
    void init()
    {
        m_gateway = std::make_unique<SsmGateway>();
        m_person = std::make_unique<SsmTraveller>(*m_gateway);
    }
    void cleanup()
    {
        const QStringList wrong = m_gateway->lint();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everyRung_isClimbedAndNoSecretIsTold()
    {
        const DiagnosisReport report = tried();
        QVERIFY2(report.passed, told(report).constData());
        QCOMPARE(at(report, Rung::SignIn).outcome, Outcome::Passed);
        QVERIFY2(at(report, Rung::SignIn).finding.contains(QStringLiteral("environment")),
                 told(report).constData());
        QCOMPARE(at(report, Rung::Dns).outcome, Outcome::NotNeeded);
        for (const Rung rung : { Rung::Tcp, Rung::Tunnel, Rung::CacheTcp, Rung::Ping })
            QVERIFY2(at(report, rung).outcome == Outcome::Passed, told(report).constData());
        for (const QByteArray &secret : m_gateway->secrets())
            QVERIFY2(!told(report).contains(secret), told(report).constData());
        QTRY_COMPARE(m_gateway->counters().openSessions, 0); // it has said goodbye
    }

    void withoutKeys_theSignInFails()
    {
        m_person->places.environment = QProcessEnvironment();
        failsAt(tried(), Rung::SignIn, Cause::AwsNoKeys, Remedy::ChooseAwsProfile);
    }

    void expiredKeys_areTheSignInsRung()
    {
        const QJsonObject keys = m_gateway->issueKeys(std::chrono::hours(1));
        m_gateway->expireKeys(); // which AWS alone knows
        const auto set = [&](const char *variable, const char *field) {
            m_person->places.environment.insert(QLatin1String(variable),
                                                keys[QLatin1String(field)].toString());
        };
        set("AWS_ACCESS_KEY_ID", "AccessKeyId");
        set("AWS_SECRET_ACCESS_KEY", "SecretAccessKey");
        set("AWS_SESSION_TOKEN", "Token");
        const DiagnosisReport report = tried();
        failsAt(report, Rung::SignIn, Cause::AwsSignInExpired, Remedy::SignInAws);
        QCOMPARE(at(report, Rung::Tcp).outcome, Outcome::NotReached);
    }

    void deniedSession_offersThePolicy()
    {
        m_gateway->refuse(QStringLiteral("StartSession"),
                          { 400, QStringLiteral("AccessDeniedException"),
                            QStringLiteral("User: arn:aws:iam::123456789012:user/jin is not "
                                           "authorized to perform: ssm:StartSession") },
                          -1);
        const DiagnosisReport report = tried();
        failsAt(report, Rung::Tunnel, Cause::AwsDenied, Remedy::CopyPolicy);
        QVERIFY2(report.summary().contains(QStringLiteral("AWS denied ssm:StartSession for "
                                                          "arn:aws:iam::123456789012:user/jin.")),
                 qPrintable(report.summary()));
    }

    void bastionOffline_anotherIsPicked()
    {
        m_gateway->setTargetOnline(false);
        failsAt(tried(), Rung::Tunnel, Cause::SsmTargetOffline, Remedy::PickBastion);
    }

    void closedPort_isTheServersRung()
    {
        failsAt(tried(1), Rung::CacheTcp, Cause::TargetRefused, Remedy::Retry);
    }

    void silentServer_isASecurityGroup()
    {
        support::ssm::Place nowhere;
        nowhere.isSilent = true;
        m_gateway->setPlace(QStringLiteral("silent.example"), nowhere);
        profiles::Profile profile = this->profile(6379);
        profile.host = QStringLiteral("silent.example");
        profile.connectTimeoutMs = 1500;
        const DiagnosisReport report = climb(profile, {}, [this](Diagnosis &diagnosis) {
            diagnosis.setAwsPlaces(m_person->places);
        });
        failsAt(report, Rung::CacheTcp, Cause::TargetSilent, Remedy::CopyFix);
        QVERIFY2(report.summary().contains(QStringLiteral("security group")),
                 qPrintable(report.summary()));
    }

    void serviceThatDoesNotAnswer_isTheRungOfItsPort()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        m_person->profile.tunnel.awsEndpoint =
            QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort());
        closed.close();
        const DiagnosisReport report = tried();
        failsAt(report, Rung::Tcp, Cause::AwsUnreachable, Remedy::Retry);
    }

    void refusedToken_letsTheClockBeChecked()
    {
        profiles::Profile profile = this->profile(m_redis.port());
        profile.authentication = profiles::Authentication::Iam;
        profile.user = QStringLiteral("jin");
        profile.iam.cacheName = QStringLiteral("orders");
        session::Session session(profile, {});
        session.setAwsPlaces(m_person->places);
        const auto asksWho = [this] {
            const auto requests = m_gateway->requests();
            return std::any_of(requests.cbegin(), requests.cend(), [](const auto &request) {
                return request.operation == QLatin1String("GetCallerIdentity");
            });
        };
        QSignalSpy failed(&session, &session::Session::failed);
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        QCOMPARE(session.lastError().cause, Cause::IamRefused);
        QVERIFY(asksWho());
    }

    void sessionThatGoes_endsItsSessionsAtTheService()
    {
        {
            session::Session session(profile(m_redis.port()), {});
            session.setAwsPlaces(m_person->places);
            session.open();
            QTRY_COMPARE_WITH_TIMEOUT(session.state(), session::Session::State::Online, 15000);
            QVERIFY(m_gateway->counters().openSessions > 0);
        }
        QTRY_COMPARE(m_gateway->counters().openSessions, 0);
        QTRY_VERIFY(m_gateway->counters().terminations > 0); // by the agent, and by the service
    }
};

QTEST_GUILESS_MAIN(SsmDiagnosisTest)
#include "tst_ssmdiagnosis.moc"

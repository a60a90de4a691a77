#include "session/primaryfinder.h"
#include "session/sessionfixture.h"
#include "support/sentinelrig.h"
#include <QTcpServer>

using base::Error;
using session::PrimaryFinder;
using support::SentinelRig;

namespace {

base::Result<links::Endpoint> search(PrimaryFinder &finder)
{
    const auto promise = std::make_shared<QPromise<base::Result<links::Endpoint>>>();
    promise->start();
    finder.find([promise](const base::Result<links::Endpoint> &result) {
        promise->addResult(result);
        promise->finish();
    });
    return support::await(promise->future(), 20000);
}

quint16 closedPort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

profiles::Profile asking(const QList<quint16> &ports)
{
    profiles::Profile profile;
    profile.topology = profiles::Topology::Sentinel;
    profile.sentinel.primaryName = QStringLiteral("mymaster");
    profile.connectTimeoutMs = 700;
    for (const quint16 port : ports)
        profile.seeds += profiles::HostPort{ QStringLiteral("127.0.0.1"), port };
    return profile;
}

} // namespace

class PrimaryFinderTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<SentinelRig> m_rig;

    static profiles::Profile signedIn(const QList<quint16> &ports)
    {
        profiles::Profile profile = asking(ports);
        profile.sentinel.signsIn = true;
        return profile;
    }

    static profiles::Secrets secrets(const char *password = "watch")
    {
        return { base::Secret("of the server"), {}, base::Secret(password) };
    }

private Q_SLOTS:
    void initTestCase()
    {
        SentinelRig::Options options;
        options.sentinelPassword = QStringLiteral("watch");
        options.replicas = 1;
        m_rig = std::make_unique<SentinelRig>(options);
        QVERIFY(m_rig->isRunning());
    }

    void cleanupTestCase() { m_rig.reset(); }

    void firstGoodAnswer_isThePrimaryAndTheOthersAreLearned()
    {
        PrimaryFinder finder(signedIn({ m_rig->sentinelPort(1) }), secrets());
        QCOMPARE(finder.sentinels().size(), 1);
        const auto primary = search(finder);
        QVERIFY2(primary, primary ? "" : qPrintable(primary.error().text));
        QCOMPARE(primary->host, QStringLiteral("127.0.0.1"));
        QCOMPARE(primary->port, m_rig->port(0));
        QCOMPARE(finder.sentinels().size(), 3);
        QCOMPARE(finder.sentinels()[0].port, m_rig->sentinelPort(1));
    }

    void hostAndPort_areTheSentinelWhereThereAreNoSeeds()
    {
        profiles::Profile profile = signedIn({});
        profile.port = m_rig->sentinelPort(0);
        PrimaryFinder finder(profile, secrets());
        QVERIFY(search(finder));
    }

    void deadAndSilentSentinels_areLeftOut()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        PrimaryFinder finder(
            signedIn({ closedPort(), silent.serverPort(), m_rig->sentinelPort(2) }), secrets());
        const auto primary = search(finder);
        QVERIFY2(primary, primary ? "" : qPrintable(primary.error().text));
        QCOMPARE(primary->port, m_rig->port(0));
        // The next search does not begin with the dead ones.
        QCOMPARE(finder.sentinels()[0].port, m_rig->sentinelPort(2));
    }

    void unknownName_isSaidWithWhoWasAsked()
    {
        profiles::Profile profile = signedIn({ m_rig->sentinelPort(0), m_rig->sentinelPort(1) });
        profile.sentinel.primaryName = QStringLiteral("yourmaster");
        PrimaryFinder finder(profile, secrets());
        const auto primary = search(finder);
        QVERIFY(!primary);
        QCOMPARE(primary.error().cause, Error::Cause::NoSuchPrimary);
        QVERIFY(primary.error().text.contains(QLatin1String("yourmaster")));
        for (const int i : { 0, 1 })
            QVERIFY(primary.error().text.contains(QString::number(m_rig->sentinelPort(i))));
    }

    void noName_isSaidBeforeAnybodyIsAsked()
    {
        profiles::Profile profile = signedIn({ m_rig->sentinelPort(0) });
        profile.sentinel.primaryName.clear();
        PrimaryFinder finder(profile, secrets());
        QCOMPARE(search(finder).error().kind, Error::Kind::Invalid);
    }

    void nobodyThere_listsWhatWasTried()
    {
        support::RedisServer plain({}, support::RedisServer::Tcp::Yes);
        const QList<quint16> ports{ closedPort(), plain.port() };
        PrimaryFinder finder(asking(ports), secrets());
        const auto primary = search(finder);
        QVERIFY(!primary);
        QCOMPARE(primary.error().cause, Error::Cause::NoSentinel);
        QCOMPARE(primary.error().kind, Error::Kind::Network);
        QVERIFY2(primary.error().text.contains(
                     QStringLiteral("127.0.0.1:%1 (no sentinel)").arg(ports[1])),
                 qPrintable(primary.error().text));
    }

    void sentinelPassword_isItsOwnAndCanBeWrong()
    {
        for (const bool none : { true, false }) {
            const QList<quint16> ports{ m_rig->sentinelPort(0) };
            PrimaryFinder finder(none ? asking(ports) : signedIn(ports), secrets("of the server"));
            const auto primary = search(finder);
            QVERIFY(!primary);
            QCOMPARE(primary.error().kind, Error::Kind::Auth);
            QCOMPARE(primary.error().cause, Error::Cause::NoSentinel);
            QVERIFY2(primary.error().text.contains(QLatin1String("sign-in refused")),
                     qPrintable(primary.error().text));
            QVERIFY(!primary.error().text.contains(QLatin1String("of the server")));
        }
        profiles::Profile profile = signedIn({ m_rig->sentinelPort(0) });
        profile.sentinel.user = QStringLiteral("default");
        PrimaryFinder finder(profile, secrets());
        QVERIFY(search(finder));
    }

    void mappedAddress_leadsToTheSentinel()
    {
        profiles::Profile profile = signedIn({});
        profile.seeds = { { QStringLiteral("10.255.0.1"), 26379 } };
        profile.addressMap.insert(QStringLiteral("10.255.0.1:26379"),
                                  QStringLiteral("127.0.0.1:%1").arg(m_rig->sentinelPort(0)));
        PrimaryFinder finder(profile, secrets());
        QVERIFY(search(finder));
    }

    void cancelledSearch_neverAnswers()
    {
        PrimaryFinder finder(signedIn({ m_rig->sentinelPort(0) }), secrets());
        bool answered = false;
        finder.find([&](const base::Result<links::Endpoint> &) { answered = true; });
        finder.cancel();
        QVERIFY(search(finder)); // another one answers, and only that
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(PrimaryFinderTest)
#include "tst_primaryfinder.moc"

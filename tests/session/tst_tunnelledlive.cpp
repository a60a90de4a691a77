#include "session/tunnelfixture.h"
#include "support/tlsfiles.h"
#include <QPromise>
#include <QTcpServer>
#include <mutex>

using base::Error;
using session::Lane;
using session::Session;
using support::RedisServer;
using support::SshServer;
using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

/// Keeps every question until it is answered. Asked in the network thread.
class SlowAsker final : public links::Asker {
public:
    QFuture<links::HostKeyAnswer> hostKey(const links::HostKeyQuestion &question) override
    {
        const std::lock_guard lock(m_mutex);
        m_questions += question;
        m_promise = std::make_unique<QPromise<links::HostKeyAnswer>>();
        m_promise->start();
        return m_promise->future();
    }
    QFuture<links::PromptAnswer> prompt(const links::Prompt & /*prompt*/) override
    {
        return QtFuture::makeReadyFuture(links::PromptAnswer());
    }
    void proved(const links::Prompt & /*prompt*/, const links::PromptAnswer & /*answer*/) override
    {
    }

    [[nodiscard]] QList<links::HostKeyQuestion> questions() const
    {
        const std::lock_guard lock(m_mutex);
        return m_questions;
    }
    [[nodiscard]] bool isWithdrawn() const
    {
        const std::lock_guard lock(m_mutex);
        return m_promise && m_promise->isCanceled();
    }
    void answer(links::HostKeyAnswer answer)
    {
        const std::lock_guard lock(m_mutex);
        m_promise->addResult(answer);
        m_promise->finish();
    }

private:
    mutable std::mutex m_mutex;
    QList<links::HostKeyQuestion> m_questions;
    std::unique_ptr<QPromise<links::HostKeyAnswer>> m_promise;
};

profiles::Profile to(const RedisServer &server)
{
    profiles::Profile profile;
    profile.name = QStringLiteral("test");
    profile.port = server.port();
    profile.connectTimeoutMs = 3000;
    profile.commandTimeoutMs = 5000;
    return profile;
}

int signIns(const SshServer &bastion)
{
    return int(bastion.log().count("Accepted publickey for "));
}

} // namespace

/// Sessions through a real SSH server.
class TunnelledLiveTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tcp_leadsThroughTheBastionAlone()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({ QStringLiteral("--requirepass"), QStringLiteral("opensesame") },
                           RedisServer::Tcp::Yes);
        profiles::Profile profile = through(bastion, to(server));
        profile.authentication = profiles::Authentication::Password;
        Session session(profile, { base::Secret("opensesame"), {}, {} });
        session.setSshPlaces(placesOf(bastion));
        const QList<quint16> before = ownTcpPorts("0A");
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const QByteArray big(3 * 1024 * 1024, 'x');
        for (const Lane lane : { Lane::Browse, Lane::Work, Lane::Console, Lane::Stats }) {
            QCOMPARE(said(session.send(lane, 2), { "SET", "big", big }), "OK");
            QCOMPARE(said(session.send(lane, 2), { "GET", "big" }), big);
        }
        QCOMPARE(session.nodeStates().constFirst().reached,
                 wayThrough(bastion) + QStringLiteral(" → ") + profile.endpoint().toString());
        // Two SSH connections, no way round them, and nobody else is let in.
        QCOMPARE(ownTcpPorts("01"), QList<quint16>(2, bastion.port()));
        QCOMPARE(signIns(bastion), 2);
        QCOMPARE(ownTcpPorts("0A"), before);
        // The look can see something: a control.
        QTcpServer door;
        QVERIFY(door.listen(QHostAddress::LocalHost));
        QVERIFY(ownTcpPorts("0A").contains(door.serverPort()));
        session.close();
        QTRY_COMPARE(ownTcpPorts("01"), QList<quint16>());
    }

    void unixSocketBehindTheBastion_isReached()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server;
        Session session(through(bastion, profileOf(server)), {});
        session.setSshPlaces(placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QCOMPARE(said(session.send(Lane::Work, 0), { "SET", "a", "1" }), "OK");
        QCOMPARE(session.nodeStates().constFirst().reached,
                 wayThrough(bastion) + QStringLiteral(" → ") + server.socketPath());
    }

    void tlsInside_isVerifiedByTheNameOfTheRealServer()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        support::TlsFiles files;
        const RedisServer server(
            files.serverOptions(
                files.issue({ QStringLiteral("cache"), QStringLiteral("DNS:cache.vpc.example") })),
            RedisServer::Tcp::Tls);
        QVERIFY2(files.isValid(), qPrintable(files.errorText()));
        QVERIFY(server.isRunning());
        profiles::Profile profile = through(bastion, to(server));
        profile.host = QStringLiteral("cache.vpc.example");
        profile.addressMap.insert(profile.endpoint().toString(),
                                  QStringLiteral("127.0.0.1:%1").arg(server.port()));
        profile.tls.enabled = true;
        profile.tls.caFile = files.authority();
        {
            Session session(profile, {});
            session.setSshPlaces(placesOf(bastion));
            QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
            QCOMPARE(said(session.send(Lane::Work, 0), { "SET", "a", "1" }), "OK");
        }
        profile.tls.serverName = QStringLiteral("other.vpc.example");
        Session session(profile, {});
        session.setSshPlaces(placesOf(bastion));
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Cause::CertificateName);
    }

    void severalSessions_shareABastion()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        const links::SshPlaces places = placesOf(bastion);
        std::vector<std::unique_ptr<Session>> sessions;
        for (int i = 0; i < 5; ++i) {
            sessions.push_back(
                std::make_unique<Session>(through(bastion, to(server)), profiles::Secrets()));
            sessions.back()->setSshPlaces(places);
            sessions.back()->open();
        }
        for (const auto &session : sessions)
            QTRY_COMPARE(session->state(), Session::State::Online);
        QList<QFuture<base::Result<resp::Reply>>> futures;
        for (int i = 0; i < 500; ++i)
            futures += sessions[size_t(i) % 5]->send(Lane::Work, 0)({ "INCR", "n" });
        for (const auto &future : futures)
            QVERIFY(support::await(future));
        QCOMPARE(server.command({ "GET", "n" }), "500");
        QCOMPARE(signIns(bastion), 10);
    }

    void bastionThatDies_isNamedAndComesBack()
    {
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        Session session(through(bastion, to(server)), {});
        session.setSshPlaces(placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QCOMPARE(said(session.send(Lane::Console, 0), { "SELECT", "7" }), "OK");
        QSignalSpy offline(&session, &Session::offline);
        QSignalSpy online(&session, &Session::online);
        bastion.kill();
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        const Error why = offline.constFirst()[0].value<Error>();
        QCOMPARE(why.cause, Cause::TunnelLost);
        QVERIFY2(why.text.contains(bastion.address()), qPrintable(why.text));
        QTRY_COMPARE_WITH_TIMEOUT(session.lastError().cause, Cause::BastionUnreachable, 10000);
        QVERIFY(session.lastError().text.contains(bastion.address()));
        QVERIFY(bastion.start());
        session.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QVERIFY(!session.isWrongServer());
        QCOMPARE(online.constFirst()[1].toBool(), true);
        QCOMPARE(online.constFirst()[2].toBool(), false); // the same process
        QCOMPARE(said(session.send(Lane::Console, 0), { "SET", "a", "1" }), "OK");
        QCOMPARE(server.cli({ QStringLiteral("-n"), QStringLiteral("7"), QStringLiteral("GET"),
                              QStringLiteral("a") }),
                 "1\n");
    }

    void serverThatDies_isToldFromItsBastion()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        Session session(through(bastion, to(server)), {});
        session.setSshPlaces(placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        server.kill();
        QTRY_COMPARE(session.state(), Session::State::Reconnecting);
        QTRY_COMPARE_WITH_TIMEOUT(session.lastError().cause, Cause::TargetRefused, 10000);
        const int before = signIns(bastion);
        QVERIFY(server.start());
        session.retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 15000);
        QCOMPARE(signIns(bastion), before); // the tunnel was all right
    }

    void frozenBastion_isFoundDead_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::newRow("by its own silence") << false;
        QTest::newRow("by a server that seems silent") << true;
    }

    void frozenBastion_isFoundDead()
    {
        QFETCH(const bool, opens);
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        profiles::Profile profile = through(bastion, to(server));
        profile.commandTimeoutMs = 60000; // so that it is not the server that is given up
        profile.connectTimeoutMs = 1000;
        Session session(profile, {});
        hasten(session, profile, placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QTRY_VERIFY(!session.roundTrips().isEmpty());
        QSignalSpy offline(&session, &Session::offline);
        bastion.freeze();
        const Lane lane = opens ? Lane::Console : Lane::Browse;
        const auto waiting = session.send(lane, 0)({ "GET", "a" });
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Reconnecting, 15000);
        QTRY_VERIFY(waiting.isFinished());
        if (opens) // a stream that did not come was the first sign
            QCOMPARE(offline.constFirst()[0].value<Error>().cause, Cause::TargetSilent);
        const auto saysLost = [](const QList<QVariant> &arguments) {
            const auto why = arguments[0].value<Error>();
            return why.cause == Cause::TunnelLost && why.text.contains(QLatin1String("127.0.0.1"));
        };
        QTRY_VERIFY(std::any_of(offline.cbegin(), offline.cend(), saysLost));
        bastion.thaw();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), Session::State::Online, 20000);
        QVERIFY(!session.isWrongServer());
    }

    void changedHostKey_stopsTheRetrying()
    {
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        const auto asker = std::make_shared<SlowAsker>();
        Session session(through(bastion, to(server)), {});
        session.setSshPlaces(placesOf(bastion));
        session.setAsker(asker);
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QSignalSpy stopped(&session, &Session::stopped);
        bastion.kill();
        bastion.replaceHostKey();
        QVERIFY(bastion.start());
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 15000);
        QCOMPARE(session.state(), Session::State::Closed);
        const Error why = session.lastError();
        QCOMPARE(why.cause, Cause::HostKeyChanged);
        QVERIFY2(why.text.contains(QLatin1String("has changed")), qPrintable(why.text));
        QVERIFY2(why.text.contains(bastion.hostFingerprint()), qPrintable(why.text));
        const auto tries = [&] { return bastion.log().count("Connection from"); };
        const auto before = tries();
        QVERIFY(!QTest::qWaitFor([&] { return tries() > before; }, 2000));
        QCOMPARE(asker->questions().size(), 0);
    }

    void newHostKey_isAskedForOnceHoweverLongItTakes()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        profiles::Profile profile = through(bastion, to(server));
        profile.connectTimeoutMs = 300;
        links::SshPlaces places = placesOf(bastion);
        QVERIFY(QFile::remove(places.ownKnownHosts));
        const auto asker = std::make_shared<SlowAsker>();
        Session session(profile, {});
        session.setSshPlaces(places);
        session.setAsker(asker);
        session.open();
        QTRY_COMPARE(asker->questions().size(), 1);
        session.checkNow();
        QVERIFY(
            !QTest::qWaitFor([&] { return session.state() != Session::State::Connecting; }, 1000));
        asker->answer(links::HostKeyAnswer::Once);
        QTRY_COMPARE(session.state(), Session::State::Online);
        QCOMPARE(said(session.send(Lane::Work, 0), { "PING" }), "PONG"); // the second session
        QCOMPARE(asker->questions().size(), 1);
    }

    void questionGivenUp_isTheEndOfTheFirstConnect()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        profiles::Profile profile = through(bastion, to(server));
        profile.seeds = { { QStringLiteral("127.0.0.1"), 1 }, { QStringLiteral("127.0.0.1"), 2 } };
        links::SshPlaces places = placesOf(bastion);
        QVERIFY(QFile::remove(places.ownKnownHosts));
        const auto asker = std::make_shared<SlowAsker>();
        Session session(profile, {});
        session.setSshPlaces(places);
        session.setAsker(asker);
        session.open();
        QTRY_COMPARE(asker->questions().size(), 1);
        asker->answer(links::HostKeyAnswer::Cancel);
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().kind, Kind::Cancelled);
        QCOMPARE(asker->questions().size(), 1);
        QTRY_COMPARE(ownTcpPorts("01"), QList<quint16>());
    }

    void sessionThatEndsWhileAQuestionIsOpen_withdrawsIt()
    {
        const SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        links::SshPlaces places = placesOf(bastion);
        QVERIFY(QFile::remove(places.ownKnownHosts));
        for (const bool closes : { true, false }) {
            const auto asker = std::make_shared<SlowAsker>();
            auto session = std::make_unique<Session>(through(bastion, {}), profiles::Secrets());
            session->setSshPlaces(places);
            session->setAsker(asker);
            session->open();
            QTRY_COMPARE(asker->questions().size(), 1);
            if (closes)
                session->close();
            else
                session.reset();
            QTRY_VERIFY(asker->isWithdrawn());
            session.reset();
            QTRY_COMPARE(asker.use_count(), 1);
            QTRY_COMPARE(ownTcpPorts("01"), QList<quint16>());
        }
    }

    void refusedSignIn_isNotRepeated()
    {
        SshServer bastion;
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        Session session(through(bastion, to(server)), {});
        session.setSshPlaces(placesOf(bastion));
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QSignalSpy stopped(&session, &Session::stopped);
        bastion.kill();
        bastion.setConfig({ QStringLiteral("PubkeyAuthentication no") });
        QVERIFY(bastion.start());
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 15000);
        QCOMPARE(session.lastError().cause, Cause::SshSignInRefused);
        bastion.kill();
        bastion.setConfig({});
        QVERIFY(bastion.start());
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        QVERIFY(!session.isWrongServer());
    }

    void forwardingForbidden_isTheReason()
    {
        SshServer::Options options;
        options.config = { QStringLiteral("AllowTcpForwarding no") };
        const SshServer bastion(options);
        QVERIFY2(bastion.isRunning(), qPrintable(bastion.errorText()));
        RedisServer server({}, RedisServer::Tcp::Yes);
        Session session(through(bastion, to(server)), {});
        session.setSshPlaces(placesOf(bastion));
        session.open();
        QTRY_COMPARE(session.state(), Session::State::Closed);
        QCOMPARE(session.lastError().cause, Cause::ForwardingForbidden);
    }
};

QTEST_GUILESS_MAIN(TunnelledLiveTest)
#include "tst_tunnelledlive.moc"

#include "session/sessionfixture.h"
#include "support/tlsfiles.h"
#include <QTcpServer>

using Cause = base::Error::Cause;
using session::Session;
using support::RedisServer;
using support::TlsFiles;

/// What a whole session makes of TLS: the lanes, the login and the causes that only they see.
class SessionTlsTest final : public QObject {
    Q_OBJECT

    TlsFiles m_files;

    profiles::Profile to(quint16 port) const
    {
        profiles::Profile profile;
        profile.name = QStringLiteral("test");
        profile.host = QStringLiteral("localhost");
        profile.port = port;
        profile.connectTimeoutMs = 3000;
        profile.tls.enabled = true;
        profile.tls.caFile = m_files.authority();
        return profile;
    }

    static base::Error failureOf(const profiles::Profile &profile)
    {
        Session session(profile, {});
        session.open();
        if (!QTest::qWaitFor([&] { return session.state() == Session::State::Closed; }, 15000))
            return { base::Error::Kind::Timeout, QStringLiteral("the session stays open"), {} };
        return session.lastError();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_files.isValid(), qPrintable(m_files.errorText())); }

    void everyLane_worksOverTls()
    {
        const RedisServer server(m_files.serverOptions(m_files.issue({})), RedisServer::Tcp::Tls);
        QVERIFY(server.isRunning());
        Session session(to(server.port()), {});
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
        const QByteArray big(20 * 1024 * 1024, 'x'); // more than any buffer on the way
        for (const session::Lane lane : { session::Lane::Browse, session::Lane::Work,
                                          session::Lane::Console, session::Lane::Stats }) {
            const resp::Send send = session.send(lane, 0);
            QCOMPARE(said(send, { "SET", "big", big }), "OK");
            QCOMPARE(said(send, { "GET", "big" }), big);
        }
        session.close();
    }

    void serverThatWantsAClientCertificate_isNamedAfterTheHandshake()
    {
        QStringList options = m_files.serverOptions(m_files.issue({}));
        options += { QStringLiteral("--tls-auth-clients"), QStringLiteral("yes") };
        const RedisServer server(options, RedisServer::Tcp::Tls);
        QVERIFY(server.isRunning());
        const base::Error why = failureOf(to(server.port()));
        QVERIFY2(why.cause == Cause::ClientCertificateWanted, qPrintable(why.text));
        QVERIFY2(why.detail.contains("certificate required"), why.detail.constData());

        profiles::Profile profile = to(server.port());
        const TlsFiles::Pair mine = m_files.issue({});
        profile.tls.certificateFile = mine.certificate;
        profile.tls.keyFile = mine.key;
        Session session(profile, {});
        QVERIFY2(comesOnline(session), qPrintable(session.lastError().text));
    }

    void plainTextToATlsServer_isProven()
    {
        const RedisServer server(m_files.serverOptions(m_files.issue({})), RedisServer::Tcp::Tls);
        QVERIFY(server.isRunning());
        profiles::Profile profile = to(server.port());
        profile.tls = {};
        const base::Error why = failureOf(profile);
        QCOMPARE(why.cause, Cause::ServerExpectsTls);
        QCOMPARE(why.text,
                 QStringLiteral("The server is silent in plain text but answers to TLS. Turn on "
                                "TLS."));
    }

    void silentServer_isNotTakenForTls()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        profiles::Profile profile = to(server.serverPort());
        profile.host = QStringLiteral("127.0.0.1");
        profile.connectTimeoutMs = 400;
        profile.tls = {};
        QCOMPARE(failureOf(profile).cause, Cause::Silent);
    }

    void tlsToAPlainServer_isProven()
    {
        const RedisServer server({}, RedisServer::Tcp::Yes);
        QVERIFY(server.isRunning());
        support::Monitor monitor(server);
        const base::Error why = failureOf(to(server.port()));
        QCOMPARE(why.cause, Cause::ServerIsPlain);
        QCOMPARE(monitor.commands(), QByteArrayList{ "PING" });
    }
};

QTEST_GUILESS_MAIN(SessionTlsTest)
#include "tst_tls.moc"

#include "link/makelink.h"
#include "link/probes.h"
#include "link/tlslink.h"
#include "link/tlsstream.h"
#include "support/redisserver.h"
#include "support/tlsfiles.h"
#include "support/wait.h"
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using base::Error;
using Cause = base::Error::Cause;
using support::RedisServer;
using support::TlsFiles;

class TlsLinkTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<TlsFiles> m_files;

    profiles::Profile to(const RedisServer &server)
    {
        profiles::Profile profile;
        profile.host = QStringLiteral("localhost");
        profile.port = server.port();
        profile.connectTimeoutMs = 3000;
        profile.tls.enabled = true;
        profile.tls.caFile = m_files->authority();
        return profile;
    }

    struct Opened {
        std::unique_ptr<QIODevice> stream;
        links::TlsFacts facts;
        Error why;
        int failures = 0;
    };
    static Opened open(const profiles::Profile &profile, const base::Secret &passphrase = {})
    {
        const std::unique_ptr<links::Link> link(
            links::makeLink(profile, links::Endpoint::of(profile), passphrase, nullptr));
        Opened out;
        QSignalSpy opened(link.get(), &links::Link::opened);
        connect(link.get(), &links::Link::failed, link.get(), [&](const Error &why) {
            out.why = why;
            ++out.failures;
        });
        link->open();
        (void)QTest::qWaitFor([&] { return !opened.isEmpty() || out.failures > 0; }, 10000);
        out.stream = link->take();
        out.facts = link->tls();
        return out;
    }

    static QByteArray ping(QIODevice *stream)
    {
        stream->write("PING\r\n");
        (void)QTest::qWaitFor([&] { return stream->bytesAvailable() > 0 || !stream->isOpen(); },
                              3000);
        return stream->readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_files = std::make_unique<TlsFiles>();
        QVERIFY2(m_files->isValid(), qPrintable(m_files->errorText()));
    }

    void goodAuthority_opensAVerifiedStream()
    {
        const RedisServer server(m_files->serverOptions(m_files->issue({})), RedisServer::Tcp::Tls);
        QVERIFY2(m_files->isValid(), qPrintable(m_files->errorText()));
        QVERIFY(server.isRunning());
        const Opened opened = open(to(server));
        QVERIFY2(opened.stream, qPrintable(opened.why.text + QString::fromUtf8(opened.why.detail)));
        QCOMPARE(ping(opened.stream.get()), "+PONG\r\n");
        QVERIFY(opened.facts.on);
        QVERIFY(opened.facts.verified);
    }
};

QTEST_GUILESS_MAIN(TlsLinkTest)
#include "tst_tlslink.moc"

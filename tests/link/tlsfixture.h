#pragma once
#include "link/makelink.h"
#include "link/tlsstream.h"
#include "support/redisserver.h"
#include "support/tlsfiles.h"
#include "support/wait.h"
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

/// What became of a link: a stream, or one error.
struct Opened {
    std::unique_ptr<QIODevice> stream;
    links::TlsFacts facts;
    base::Error why;
    int failures = 0;
};

inline Opened open(std::unique_ptr<links::Link> link)
{
    Opened out;
    QSignalSpy opened(link.get(), &links::Link::opened);
    QObject::connect(link.get(), &links::Link::failed, link.get(), [&](const base::Error &why) {
        out.why = why;
        ++out.failures;
    });
    link->open();
    (void)QTest::qWaitFor([&] { return !opened.isEmpty() || out.failures > 0; }, 15000);
    support::settle(); // a second word would be one too many
    out.stream = link->take();
    out.facts = link->tls();
    if (opened.size() + out.failures != 1)
        out.why.text = QStringLiteral("not exactly one word");
    return out;
}

inline Opened open(const profiles::Profile &profile, const base::Secret &passphrase = {})
{
    return open(std::unique_ptr<links::Link>(
        links::makeLink(profile, links::Endpoint::of(profile), {}, passphrase, nullptr)));
}

/// What comes back for a PING; empty when the stream ends instead.
inline QByteArray ping(QIODevice *stream)
{
    auto *socket = qobject_cast<QAbstractSocket *>(stream);
    stream->write("PING\r\n");
    (void)QTest::qWaitFor(
        [&] {
            return stream->bytesAvailable() > 0
                || socket->state() == QAbstractSocket::UnconnectedState;
        },
        5000);
    return stream->readAll();
}

/// Korean for as long as it lives.
class Korean {
public:
    Korean()
    {
        m_loaded = m_translator.load(QStringLiteral(":/larder/translations/link_ko.qm"))
            && QCoreApplication::installTranslator(&m_translator);
    }
    ~Korean() { QCoreApplication::removeTranslator(&m_translator); }
    Q_DISABLE_COPY_MOVE(Korean)
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

private:
    QTranslator m_translator;
    bool m_loaded = false;
};

/// openssl s_server on a free port of 127.0.0.1, or on a Unix socket.
class OpenSslServer {
public:
    explicit OpenSslServer(const QStringList &options, const QString &unixSocket = {})
    {
        QStringList arguments{ QStringLiteral("s_server") };
        if (unixSocket.isEmpty())
            arguments += { QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0") };
        else
            arguments += { QStringLiteral("-unix"), unixSocket };
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral("openssl"), arguments + options);
        while (!m_said.contains("ACCEPT") && m_process.waitForReadyRead(10000))
            m_said += m_process.readAll();
        static const QRegularExpression port(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        m_port = port.match(QString::fromUtf8(m_said)).captured(1).toUShort();
    }
    ~OpenSslServer()
    {
        m_process.kill();
        m_process.waitForFinished(10000);
    }
    Q_DISABLE_COPY_MOVE(OpenSslServer)

    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray said() const { return m_said; }

private:
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};

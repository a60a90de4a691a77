#include "link/probes.h"
#include <QRegularExpression>

namespace links {

namespace {

constexpr qsizetype longestLine = 200;

/// PING is answered with PONG, or with an error: "-NOAUTH Authentication required.". One that
/// speaks of TLS comes from a server that tells plain clients so ("-ERR Bad TLS header").
bool isPlainRedis(const QByteArray &line)
{
    static const QRegularExpression error(QStringLiteral("^-[A-Z]+( |\\r|$)"));
    return line.startsWith("+PONG")
        || (error.match(QString::fromLatin1(line)).hasMatch() && !line.contains("TLS")
            && !line.contains("SSL"));
}

} // namespace

PlainProbe::PlainProbe(Link *link, std::chrono::milliseconds timeout, QObject *parent)
    : QObject(parent)
    , m_link(link)
{
    m_link->setParent(this);
    m_limit.setSingleShot(true);
    m_limit.setInterval(timeout);
    connect(&m_limit, &QTimer::timeout, this,
            [this] { finish(m_heard.isEmpty() ? Answer::Silent : Answer::Other); });
    connect(m_link, &Link::opened, this, &PlainProbe::ask);
    connect(m_link, &Link::failed, this, [this] { finish(Answer::Unreachable); });
}

PlainProbe::~PlainProbe()
{
    if (m_stream)
        m_stream->disconnect(this);
}

void PlainProbe::start()
{
    m_link->open();
}

QByteArray PlainProbe::said() const
{
    const QByteArray line = m_heard.left(m_heard.indexOf('\n')).left(longestLine);
    return line.endsWith('\r') ? line.chopped(1) : line;
}

void PlainProbe::ask()
{
    m_stream = m_link->take();
    const auto ended = [this] {
        listen();
        finish(m_heard.isEmpty() ? Answer::Closed : Answer::Other);
    };
    connect(m_stream.get(), &QIODevice::readyRead, this, &PlainProbe::listen);
    connect(m_stream.get(), &QIODevice::readChannelFinished, this, ended);
    connect(m_stream.get(), &QIODevice::aboutToClose, this, ended);
    m_limit.start();
    m_stream->write("*1\r\n$4\r\nPING\r\n");
    listen();
}

void PlainProbe::listen()
{
    if (m_answer)
        return;
    m_heard += m_stream->read(longestLine - m_heard.size());
    if (m_heard.contains('\n') || m_heard.size() >= longestLine)
        finish(isPlainRedis(said()) ? Answer::Redis : Answer::Other);
}

void PlainProbe::finish(Answer answer)
{
    if (m_answer)
        return;
    m_answer = answer;
    m_limit.stop();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream.release()->deleteLater();
    }
    Q_EMIT finished(answer);
}

TlsProbe::TlsProbe(Link *link, const QString &serverName, std::chrono::milliseconds timeout,
                   QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_serverName(serverName)
    , m_timeout(timeout)
{
    m_link->setParent(this);
    connect(m_link, &Link::opened, this, &TlsProbe::shakeHands);
    connect(m_link, &Link::failed, this, [this] { finish(Answer::Unreachable); });
}

TlsProbe::~TlsProbe() = default;

void TlsProbe::start()
{
    m_link->open();
}

TlsFacts TlsProbe::facts() const
{
    return m_facts;
}

void TlsProbe::shakeHands()
{
    Handshake::Plan plan;
    plan.serverName = m_serverName;
    plan.verify = false;
    plan.timeout = m_timeout;
    m_handshake = new Handshake(m_link->take(), std::move(plan), this);
    connect(m_handshake, &Handshake::finished, this, [this](const Handshake::Result &result) {
        m_facts = result.facts;
        switch (result.outcome) {
        case Handshake::Outcome::Encrypted:
        case Handshake::Outcome::Distrusted:
        case Handshake::Outcome::Disagreed:
            finish(Answer::Tls);
            break;
        case Handshake::Outcome::NotTls:
            finish(Answer::NotTls);
            break;
        case Handshake::Outcome::Closed:
            finish(Answer::Closed);
            break;
        case Handshake::Outcome::Silent:
            finish(Answer::Silent);
            break;
        case Handshake::Outcome::ForeignKey:
        case Handshake::Outcome::Impossible:
            finish(Answer::Unreachable);
            break;
        }
    });
    m_handshake->start();
}

void TlsProbe::finish(Answer answer)
{
    if (std::exchange(m_done, true))
        return;
    Q_EMIT finished(answer);
}

} // namespace links

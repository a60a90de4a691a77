#include "link/handshake.h"
#include "base/trust.h"
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <fcntl.h>
#include <unistd.h>

namespace links {

namespace {

qintptr descriptorOf(const QIODevice *stream)
{
    if (const auto *tcp = qobject_cast<const QAbstractSocket *>(stream))
        return tcp->socketDescriptor();
    if (const auto *local = qobject_cast<const QLocalSocket *>(stream))
        return local->socketDescriptor();
    return -1;
}

/// Closes its own descriptor, so that it reads nothing more; the connection stays. It goes later,
/// since this may run inside its connected().
void letGo(std::unique_ptr<QIODevice> stream)
{
    stream->disconnect();
    if (auto *tcp = qobject_cast<QAbstractSocket *>(stream.get()))
        tcp->abort();
    else if (auto *local = qobject_cast<QLocalSocket *>(stream.get()))
        local->abort();
    stream.release()->deleteLater();
}

bool holdsAny(const QString &words, std::initializer_list<const char *> parts)
{
    return std::any_of(parts.begin(), parts.end(), [&](const char *part) {
        return words.contains(QLatin1String(part), Qt::CaseInsensitive);
    });
}

/// A name from DNS may end in a dot; no certificate does.
QString withoutDot(QString name)
{
    if (name.endsWith(QLatin1Char('.')))
        name.chop(1);
    return name;
}

} // namespace

Handshake::Handshake(std::unique_ptr<QIODevice> stream, Plan plan, QObject *parent)
    : QObject(parent)
    , m_inner(std::move(stream))
    , m_plan(std::move(plan))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(m_plan.timeout);
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(Outcome::Silent); });
}

Handshake::~Handshake()
{
    if (m_stream)
        m_stream->disconnect(this);
}

void Handshake::start()
{
    m_stream = std::make_unique<TlsStream>(m_plan.address);
    if (!QSslSocket::supportsSsl()) {
        finish(Outcome::Impossible);
        return;
    }
    if (m_inner->bytesAvailable() > 0) {
        // In TLS the client speaks first.
        finish(Outcome::NotTls);
        return;
    }
    m_stream->setProxy(QNetworkProxy::NoProxy);
    configure();
    if (!adopt()) {
        finish(Outcome::Impossible);
        return;
    }
    connect(m_stream.get(), &QSslSocket::encrypted, this, [this] { finish(Outcome::Encrypted); });
    connect(m_stream.get(), &QAbstractSocket::errorOccurred, this, &Handshake::failed);
    connect(m_stream.get(), &QAbstractSocket::disconnected, this,
            [this] { finish(Outcome::Closed); });
    m_limit.start();
    m_stream->startClientEncryption();
}

/// Moves the connection from the plain stream to the one that speaks TLS.
bool Handshake::adopt()
{
    const int descriptor = ::fcntl(int(descriptorOf(m_inner.get())), F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    if (!m_stream->setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        return false;
    }
    letGo(std::move(m_inner));
    return true;
}

void Handshake::configure()
{
    QSslConfiguration configuration = base::tlsConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!m_plan.material.authorities.isEmpty())
        configuration.setCaCertificates(m_plan.material.authorities);
    if (!m_plan.material.chain.isEmpty()) {
        configuration.setLocalCertificateChain(m_plan.material.chain);
        configuration.setPrivateKey(m_plan.material.key);
    }
    m_stream->setSslConfiguration(configuration);
    m_stream->setPeerVerifyName(withoutDot(m_plan.serverName));
    // Verified all the same, so that what is wrong with the certificate can be told.
    if (!m_plan.verify)
        m_stream->ignoreSslErrors();
}

void Handshake::failed(QAbstractSocket::SocketError error)
{
    finish(judge(error));
}

Handshake::Outcome Handshake::judge(QAbstractSocket::SocketError error) const
{
    if (!m_stream->sslHandshakeErrors().isEmpty() && !m_stream->isEncrypted()
        && error == QAbstractSocket::SslHandshakeFailedError && !m_stream->alert())
        return Outcome::Distrusted;
    if (m_stream->alert())
        return Outcome::Disagreed;
    const QString words = m_stream->errorString();
    switch (error) {
    case QAbstractSocket::SslInvalidUserDataError:
        return Outcome::ForeignKey;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
        if (holdsAny(words,
                     { "wrong version number", "packet length too long", "http request",
                       "bad record type", "unexpected message", "record too small" }))
            return Outcome::NotTls;
        if (holdsAny(words, { "unexpected eof" }))
            return Outcome::Closed;
        return Outcome::Disagreed;
    default:
        return Outcome::Closed;
    }
}

void Handshake::finish(Outcome outcome)
{
    if (std::exchange(m_done, true))
        return;
    m_limit.stop();
    m_stream->disconnect(this);
    Result result;
    result.outcome = outcome;
    result.facts = TlsFacts::of(*m_stream, m_plan.serverName);
    result.certificate = m_stream->peerCertificate();
    result.faults = m_stream->sslHandshakeErrors();
    result.alert = m_stream->alert();
    result.serverChose = !m_stream->sessionCipher().isNull();
    result.words = m_stream->words().isEmpty() && m_stream->error() >= 0 ? m_stream->errorString()
                                                                         : m_stream->words();
    if (outcome != Outcome::Encrypted)
        m_stream.release()->deleteLater(); // this may run inside one of its own signals
    Q_EMIT finished(result);
}

std::unique_ptr<QIODevice> Handshake::take()
{
    return std::move(m_stream);
}

} // namespace links

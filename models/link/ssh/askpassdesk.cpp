#include "link/ssh/askpassdesk.h"
#include "link/ssh/askpasswire.h"
#include "link/ssh/wirereader.h"
#include <QFile>
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QtEndian>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace links {

namespace {

QByteArray newToken()
{
    QByteArray bytes(16, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
    return bytes.toHex();
}

#ifdef Q_OS_LINUX
qint64 parentOf(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QFile::ReadOnly))
        return 0;
    // The name in parentheses may hold anything.
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

bool descends(qint64 pid, qint64 ancestor)
{
    for (int steps = 0; pid > 1 && steps < 32; ++steps) {
        if (pid == ancestor)
            return true;
        pid = parentOf(pid);
    }
    return false;
}
#endif

} // namespace

AskpassCall::AskpassCall(QByteArray text, QByteArray hint, QLocalSocket *socket, QObject *parent)
    : QObject(parent)
    , m_text(std::move(text))
    , m_hint(std::move(hint))
    , m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QLocalSocket::disconnected, this, [this] {
        if (!m_answered)
            Q_EMIT withdrawn();
        deleteLater();
    });
}

AskpassCall::~AskpassCall()
{
    m_socket->disconnect(this);
}

void AskpassCall::answer(const base::Secret &words)
{
    if (m_answered)
        return;
    m_answered = true;
    // Not by the socket's own buffer, which would keep a copy.
    QByteArray bytes = words.reveal();
    QByteArray frame = wireUint32(quint32(bytes.size() + 1));
    frame.reserve(frame.size() + 1 + bytes.size()); // no growing: it would leave a copy behind
    frame += '\1';
    frame += bytes;
    base::wipe(bytes);
    [[maybe_unused]] const auto sent = ::send(int(m_socket->socketDescriptor()), frame.constData(),
                                              size_t(frame.size()), MSG_NOSIGNAL);
    base::wipe(frame);
    m_socket->disconnectFromServer();
}

void AskpassCall::hangUp()
{
    m_socket->disconnect(this);
    m_socket->abort();
    if (!std::exchange(m_answered, true))
        Q_EMIT withdrawn();
    deleteLater();
}

AskpassDesk::AskpassDesk(QObject *parent)
    : QObject(parent)
    , m_token(newToken())
{
    connect(&m_server, &QLocalServer::newConnection, this, &AskpassDesk::welcome);
}

AskpassDesk::~AskpassDesk()
{
    close();
}

bool AskpassDesk::listen(const QString &path)
{
    return m_server.listen(path);
}

void AskpassDesk::close()
{
    m_server.close();
    m_token.clear();
    const auto calls = findChildren<AskpassCall *>(Qt::FindDirectChildrenOnly);
    for (AskpassCall *call : calls) {
        call->hangUp();
    }
    // Whoever has not said yet what it wants to know.
    const auto silent = findChildren<QLocalSocket *>(Qt::FindDirectChildrenOnly);
    qDeleteAll(silent);
}

void AskpassDesk::welcome()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { listenTo(socket); });
        listenTo(socket);
    }
}

void AskpassDesk::listenTo(QLocalSocket *socket)
{
    const QByteArray heard = socket->peek(askpass::longestFrame);
    if (heard.size() < 4)
        return;
    const quint32 length = qFromBigEndian<quint32>(heard.constData());
    if (length > quint32(askpass::longestFrame - 4)) {
        socket->abort();
        return;
    }
    if (quint32(heard.size()) < length + 4)
        return;
    WireReader frame(heard.sliced(4, qsizetype(length)));
    const auto token = frame.string();
    const auto hint = frame.string();
    const auto text = frame.string();
    if (!text || m_token.isEmpty() || *token != m_token || !mayAsk(socket)) {
        socket->abort();
        return;
    }
    socket->disconnect();
    Q_EMIT asked(new AskpassCall(*text, *hint, socket, this));
}

bool AskpassDesk::mayAsk(const QLocalSocket *socket) const
{
#ifdef Q_OS_LINUX
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == ::getuid() && descends(peer.pid, m_sshPid);
#else
    Q_UNUSED(socket)
    return true; // the directory is the person's own
#endif
}

} // namespace links

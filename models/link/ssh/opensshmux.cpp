#include "link/ssh/opensshmux.h"
#include "link/ssh/wirereader.h"
#include <QLocalSocket>
#include <cstring>
#include <sys/socket.h>

namespace links {

namespace {

constexpr quint32 hello = 0x00000001;
constexpr quint32 version = 4;
constexpr quint32 openForward = 0x10000006;
constexpr quint32 closeForward = 0x10000007;
constexpr quint32 newStdioForward = 0x10000008;
constexpr quint32 answerOk = 0x80000001;
constexpr quint32 answerSessionOpened = 0x80000006;
constexpr quint32 localForward = 1;
constexpr quint32 unixSocketPort = 0xFFFFFFFE;
constexpr quint32 longestPacket = 256 * 1024;

} // namespace

OpenSshMux::OpenSshMux(QString controlPath, QObject *parent)
    : QObject(parent)
    , m_controlPath(std::move(controlPath))
    , m_socket(new QLocalSocket(this))
{
    connect(m_socket, &QLocalSocket::connected, this, &OpenSshMux::begin);
    connect(m_socket, &QLocalSocket::readyRead, this, &OpenSshMux::hear);
    connect(
        m_socket, &QLocalSocket::errorOccurred, this,
        [this] {
            refuse(m_socket->errorString().toUtf8());
            Q_EMIT ended();
        },
        Qt::QueuedConnection);
}

OpenSshMux::~OpenSshMux()
{
    m_socket->disconnect(this);
}

void OpenSshMux::forward(const QString &host, quint16 port, int readEnd, int writeEnd)
{
    m_readEnd = readEnd;
    m_writeEnd = writeEnd;
    m_request = wireUint32(newStdioForward) + wireUint32(1) + wireString({})
        + wireString(host.toUtf8()) + wireUint32(port);
    m_socket->connectToServer(m_controlPath);
}

void OpenSshMux::listenFor(const QString &localPath, const QString &remotePath)
{
    m_request = wireUint32(openForward) + wireUint32(1) + wireUint32(localForward)
        + wireString(localPath.toUtf8()) + wireUint32(unixSocketPort)
        + wireString(remotePath.toUtf8()) + wireUint32(unixSocketPort);
    m_socket->connectToServer(m_controlPath);
}

void OpenSshMux::unlisten(const QString &localPath, const QString &remotePath)
{
    m_request = wireUint32(closeForward) + wireUint32(1) + wireUint32(localForward)
        + wireString(localPath.toUtf8()) + wireUint32(unixSocketPort)
        + wireString(remotePath.toUtf8()) + wireUint32(unixSocketPort);
    m_socket->connectToServer(m_controlPath);
}

void OpenSshMux::begin()
{
    if (!send(wireUint32(hello) + wireUint32(version)))
        refuse(std::strerror(errno));
}

void OpenSshMux::hear()
{
    while (true) {
        const QByteArray length = m_socket->peek(4);
        if (length.size() < 4)
            return;
        const auto size = qFromBigEndian<quint32>(length.constData());
        if (size > longestPacket) {
            m_socket->abort();
            return;
        }
        if (m_socket->bytesAvailable() < qint64(size) + 4)
            return;
        m_socket->skip(4);
        take(m_socket->read(size));
    }
}

void OpenSshMux::take(const QByteArray &packet)
{
    WireReader reader(packet);
    const quint32 type = reader.uint32().value_or(0);
    if (!m_greeted) {
        m_greeted = true;
        if (type != hello || reader.uint32() != version)
            refuse("unknown version of the control protocol");
        else if (!send(m_request)
                 || (m_readEnd >= 0 && !(sendEnd(m_readEnd) && sendEnd(m_writeEnd))))
            refuse(std::strerror(errno));
        return;
    }
    if (m_settled)
        return; // the end of a stream is the end of the connection
    if (type == answerOk || type == answerSessionOpened) {
        m_settled = true;
        Q_EMIT granted();
        return;
    }
    reader.uint32(); // the request's number: there is one only
    refuse(reader.string().value_or(QByteArray()));
}

void OpenSshMux::refuse(const QByteArray &words)
{
    if (m_settled)
        return;
    m_settled = true;
    Q_EMIT refused(words);
}

/// Past the socket's own buffer: descriptors have to follow their request directly, and all of it
/// fits into the kernel's.
bool OpenSshMux::send(const QByteArray &payload) const
{
    const QByteArray packet = wireString(payload);
    return ::send(int(m_socket->socketDescriptor()), packet.constData(), size_t(packet.size()),
                  MSG_NOSIGNAL)
        == packet.size();
}

bool OpenSshMux::sendEnd(int descriptor) const
{
    char byte = 0;
    iovec data{ &byte, 1 };
    alignas(cmsghdr) char room[CMSG_SPACE(sizeof descriptor)] = {};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = room;
    message.msg_controllen = sizeof room;
    cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return ::sendmsg(int(m_socket->socketDescriptor()), &message, MSG_NOSIGNAL) == 1;
}

} // namespace links

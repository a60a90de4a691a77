#include "link/ssh/sshsocket.h"
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <linux/sockios.h>
#endif

namespace links {

SshSocket::SshSocket(int descriptor)
    : m_descriptor(descriptor)
    , m_heardAt(std::chrono::steady_clock::now())
{
    ::fcntl(m_descriptor, F_SETFL, ::fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
}

SshSocket::~SshSocket()
{
    ::close(m_descriptor);
}

qint64 SshSocket::receive(void *to, size_t length)
{
    if (std::exchange(m_interrupted, false))
        return -EINTR;
    if (m_held)
        return -EAGAIN;
    if (m_ended)
        return 0;
    if (m_allowed <= 0)
        return -EAGAIN;
    const ssize_t count = ::recv(m_descriptor, to, length, MSG_DONTWAIT);
    if (count > 0) {
        m_allowed -= count;
        m_received += count;
        m_heardAt = std::chrono::steady_clock::now();
        if (m_greeting.size() < greetingLength)
            m_greeting.append(static_cast<const char *>(to),
                              qMin(qsizetype(count), greetingLength - m_greeting.size()));
        return count;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
        m_allowed = 0; // each channel asks anew in the same turn
        return -EAGAIN;
    }
    broke(count < 0 ? errno : 0);
    return count < 0 ? -m_errno : 0;
}

qint64 SshSocket::send(const void *from, size_t length)
{
    if (m_ended)
        return -EPIPE;
    m_out.append(static_cast<const char *>(from), qsizetype(length));
    return qint64(length);
}

void SshSocket::flush()
{
    while (!m_ended && hasOutgoing()) {
        const ssize_t count = ::send(m_descriptor, m_out.constData() + m_sent,
                                     size_t(m_out.size() - m_sent), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0) {
            if (errno != EAGAIN && errno != EINTR)
                broke(errno);
            break;
        }
        m_sent += count;
        m_total += count;
    }
    if (!hasOutgoing())
        m_out.resize(0);
    else if (m_sent >= congestion)
        m_out.remove(0, m_sent);
    else
        return;
    m_sent = 0;
}

void SshSocket::broke(int error)
{
    if (std::exchange(m_ended, true))
        return;
    m_errno = error;
}

void SshSocket::shutDown()
{
    ::shutdown(m_descriptor, SHUT_RDWR);
}

bool SshSocket::peerClosed() const
{
#ifdef POLLRDHUP // sees the end behind bytes that nobody has read yet
    pollfd look{ m_descriptor, POLLRDHUP, 0 };
    if (::poll(&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0)
        return true;
#endif
    char byte = 0;
    const ssize_t count = ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
}

qint64 SshSocket::unconfirmed() const
{
#ifdef Q_OS_LINUX
    int count = 0;
    if (::ioctl(m_descriptor, SIOCOUTQ, &count) == 0)
        return count;
#endif
    return 0;
}

} // namespace links

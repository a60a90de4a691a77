#include "link/ssh/sshchannel.h"
#include "link/ssh/sshmemory.h"
#include "link/ssh/sshsocket.h"
#include <array>
#include <cerrno>
#include <libssh2.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace links {

namespace {

constexpr qsizetype upPortion = 32 * 1024; // libssh2 takes no more at a time
constexpr qsizetype downPortion = 64 * 1024;

bool isGone(int descriptor)
{
    pollfd look{ descriptor, 0, 0 };
    return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLHUP | POLLERR)) != 0;
}

} // namespace

SshChannel::SshChannel(_LIBSSH2_CHANNEL *channel, int descriptor, SshSocket &socket,
                       const SshMemory &memory, std::function<void()> wake)
    : m_channel(channel)
    , m_descriptor(descriptor)
    , m_socket(socket)
    , m_memory(memory)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    // A stream of bytes has no second one; what came there would fill the window for ever.
    libssh2_channel_handle_extended_data2(m_channel, LIBSSH2_CHANNEL_EXTENDED_DATA_IGNORE);
    QObject::connect(&m_readable, &QSocketNotifier::activated, &m_readable, [this, wake] {
        m_mayFetch = true;
        m_readable.setEnabled(false);
        wake();
    });
    QObject::connect(&m_writable, &QSocketNotifier::activated, &m_writable, wake);
}

SshChannel::~SshChannel()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    libssh2_channel_free(m_channel); // what cannot be freed now, the session frees
}

bool SshChannel::move()
{
    if (m_over)
        return false;
    const bool up = moveUp();
    const bool down = !m_over && moveDown();
    if (m_downEnded && m_down.isEmpty() && (m_upEndSent || isClosedThere()))
        m_over = true;
    m_upMoved = m_upMoved || up;
    watch();
    return up || down;
}

bool SshChannel::moveUp()
{
    bool moved = false;
    if (m_up.isEmpty())
        moved = fetch();
    if (!m_up.isEmpty() && !m_socket.isCongested()) {
        const ssize_t count = libssh2_channel_write(m_channel, m_up.constData() + m_upSent,
                                                    size_t(m_up.size() - m_upSent));
        if (count > 0) {
            m_upSent += count;
            moved = true;
        } else if (count < 0 && count != LIBSSH2_ERROR_EAGAIN) {
            m_over = true;
        }
        if (m_upSent == m_up.size()) {
            m_up.resize(0);
            m_upSent = 0;
        }
    }
    if (m_upEnded && m_up.isEmpty() && !m_upEndSent)
        m_upEndSent = libssh2_channel_send_eof(m_channel) != LIBSSH2_ERROR_EAGAIN;
    return moved && !m_over;
}

bool SshChannel::fetch()
{
    if (!m_mayFetch || m_upEnded)
        return false;
    m_up.resize(upPortion);
    const ssize_t count = ::recv(m_descriptor, m_up.data(), size_t(m_up.size()), MSG_DONTWAIT);
    m_up.resize(qMax<qsizetype>(count, 0));
    if (count > 0)
        return true;
    m_mayFetch = false;
    if (count == 0 || (errno != EAGAIN && errno != EINTR))
        streamEnded();
    return false;
}

/// Whoever shut only one way may still listen.
void SshChannel::streamEnded()
{
    m_upEnded = true;
    m_over = isGone(m_descriptor) && m_up.isEmpty();
}

bool SshChannel::moveDown()
{
    if (!m_down.isEmpty()) {
        const QByteArray rest = std::exchange(m_down, {});
        if (!deliver(rest.constData(), rest.size()) || !m_down.isEmpty())
            return m_down.size() < rest.size() && !m_over;
    }
    if (m_downEnded)
        return false;
    std::array<char, downPortion> portion;
    const ssize_t count = libssh2_channel_read(m_channel, portion.data(), portion.size());
    if (count > 0)
        return deliver(portion.data(), count);
    if (count < 0 && count != LIBSSH2_ERROR_EAGAIN) {
        m_over = true;
    } else if (libssh2_channel_eof(m_channel) == 1) {
        m_downEnded = true;
        ::shutdown(m_descriptor, SHUT_WR);
    }
    return false;
}

bool SshChannel::deliver(const char *bytes, qsizetype length)
{
    const ssize_t count = ::send(m_descriptor, bytes, size_t(length), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR) {
        m_over = true;
        return false;
    }
    const qsizetype taken = qMax<qsizetype>(count, 0);
    m_down = QByteArray(bytes + taken, length - taken);
    return true;
}

bool SshChannel::readAhead()
{
    char nothing = 0;
    const ssize_t count = libssh2_channel_read(m_channel, &nothing, 0);
    return count >= 0 || count == LIBSSH2_ERROR_EAGAIN;
}

/// What a stream wrote before it went is still carried, as long as it is taken.
void SshChannel::look()
{
    if (isGone(m_descriptor) && (m_downEnded || (m_upEnded && m_up.isEmpty()) || !m_upMoved))
        m_over = true;
    m_upMoved = false;
}

/// libssh2 would widen the window with the next read.
bool SshChannel::isNarrow() const
{
    unsigned long initial = 0;
    const unsigned long left = libssh2_channel_window_read_ex(m_channel, nullptr, &initial);
    return left < initial / 4 * 3;
}

/// The server will take nothing more either, and libssh2 says nothing of it when it is given more.
bool SshChannel::isClosedThere() const
{
    return libssh2_channel_wait_closed(m_channel) == 0;
}

void SshChannel::watch()
{
    m_readable.setEnabled(!m_over && !m_mayFetch && !m_upEnded);
    m_writable.setEnabled(!m_over && !m_down.isEmpty());
}

bool SshChannel::close()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (m_closed)
        return true;
    // To some servers a word about a channel that is closed is a reason to end the connection.
    if (!readAhead() || isNarrow())
        return false;
    if (!m_answers) {
        if (m_memory.exchangesKeys())
            return false;
        m_socket.interruptOnce(); // when it waits for an answer to what it then has sent
    }
    m_closed = libssh2_channel_close(m_channel) != LIBSSH2_ERROR_EAGAIN;
    m_socket.cancelInterrupt();
    return m_closed;
}

} // namespace links

#include "link/ssm/stream.h"
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace links::ssm {

using namespace std::chrono_literals;

namespace {

constexpr size_t portion = size_t(32) * 1024;
constexpr auto lookEvery = 1s;
constexpr int quietLooks = 10; ///< after which nobody is taken to listen any more

bool isGone(int descriptor)
{
    pollfd look{ descriptor, 0, 0 };
    return ::poll(&look, 1, 0) > 0 && (look.revents & (POLLHUP | POLLERR)) != 0;
}

} // namespace

Stream::Stream(Session &session, int descriptor, std::chrono::milliseconds timeout, Clock &clock,
               QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_descriptor(descriptor)
    , m_clock(clock)
    , m_silence(clock.alarm([this] { noticeSilence(); }))
    , m_looking(clock.alarm([this] { look(); }))
    , m_timeout(timeout)
    , m_openedAt(clock.elapsed())
    , m_readable(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read))
    , m_writable(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Write))
    , m_id(session.openStream())
    , m_acknowledgedThen(session.counters().acknowledged)
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Stream::fetch);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &Stream::flush);
    m_silence->start(m_timeout);
}

Stream::~Stream()
{
    closeEnd();
}

void Stream::noticeSilence()
{
    if (!m_wrote)
        return;
    const qsizetype queued = m_session.queued(m_id);
    const qint64 acknowledged = m_session.counters().acknowledged;
    const bool isMoving = queued < m_queuedThen || acknowledged > m_acknowledgedThen;
    m_queuedThen = queued;
    m_acknowledgedThen = acknowledged;
    // Who is still being told something may well be silent; who takes nothing of it is not told.
    const bool isTold = queued > 0 ? isMoving : m_clock.elapsed() - m_wroteAt < m_timeout / 2;
    if (isTold)
        m_silence->start(m_timeout);
    else
        Q_EMIT silent();
}

void Stream::fetch()
{
    std::array<char, portion> bytes;
    const ssize_t count = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count > 0) {
        if (!m_heard && !m_silence->isActive())
            m_silence->start(m_timeout);
        m_wrote = true;
        m_wroteAt = m_clock.elapsed();
        m_session.write(m_id, QByteArray(bytes.data(), count));
        watch();
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        upEnded();
    }
}

/// Whoever shut only one way may still listen.
void Stream::upEnded()
{
    m_upEnded = true;
    m_readable->setEnabled(false);
    look();
}

/// Nothing tells of the other way's end while nothing is sent: a program that has ended altogether
/// looks like one that only wants to listen. Who never asked anything waits for nothing.
void Stream::look()
{
    if (m_descriptor < 0)
        return;
    if (isGone(m_descriptor) || !m_wrote || ++m_quietLooks > quietLooks)
        finish();
    else
        m_looking->start(lookEvery);
}

void Stream::catchUp()
{
    while (m_descriptor >= 0 && !m_upEnded && isGone(m_descriptor))
        fetch();
}

void Stream::take(const QByteArray &bytes)
{
    if (m_descriptor < 0)
        return;
    m_quietLooks = 0;
    m_unread += bytes;
    if (!std::exchange(m_heard, true)) {
        m_silence->stop();
        Q_EMIT heard();
    }
    flush();
    if (m_descriptor >= 0 && m_unread.size() - m_taken > mostUnread) {
        Q_EMIT overflowed();
        finish();
    }
}

void Stream::flush()
{
    while (m_taken < m_unread.size()) {
        const ssize_t count =
            ::send(m_descriptor, m_unread.constData() + m_taken, size_t(m_unread.size() - m_taken),
                   MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN && errno != EINTR) {
            finish();
            return;
        }
        if (count <= 0)
            break;
        m_taken += count;
    }
    if (m_taken == m_unread.size()) {
        m_unread.clear();
        m_taken = 0;
        if (m_downEnded) {
            finish();
            return;
        }
    } else if (m_taken > mostQueued) {
        m_unread.remove(0, m_taken);
        m_taken = 0;
    }
    watch();
}

void Stream::goOn()
{
    if (m_descriptor >= 0)
        watch();
}

void Stream::serverEnded()
{
    if (m_descriptor < 0)
        return;
    m_downEnded = true;
    m_silence->stop();
    flush();
}

void Stream::watch()
{
    const qsizetype queued = m_session.queued(m_id);
    const bool isFull = m_readable->isEnabled() ? queued > mostQueued : queued > mostQueued / 2;
    m_readable->setEnabled(!m_upEnded && !isFull);
    m_writable->setEnabled(!m_unread.isEmpty());
}

void Stream::finish()
{
    if (m_descriptor < 0)
        return;
    closeEnd();
    m_session.closeStream(m_id);
    Q_EMIT over();
}

void Stream::cut()
{
    closeEnd();
}

void Stream::closeEnd()
{
    if (m_descriptor < 0)
        return;
    m_silence->stop();
    m_looking->stop();
    // This may run inside a signal of one of them.
    for (auto *notifier : { m_readable.release(), m_writable.release() }) {
        notifier->setEnabled(false);
        notifier->disconnect();
        notifier->deleteLater();
    }
    // With bytes that were not taken the other end would see a reset, not an end.
    std::array<char, portion> rest;
    while (::recv(m_descriptor, rest.data(), rest.size(), MSG_DONTWAIT) > 0) { }
    ::close(std::exchange(m_descriptor, -1));
}

} // namespace links::ssm

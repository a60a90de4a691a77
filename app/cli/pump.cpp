#include "app/cli/pump.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cli {

namespace {

constexpr qsizetype most = qsizetype(64) * 1024;
/// Rounds in one go, so that one client does not keep the others waiting.
constexpr int mostRounds = 16;

void setNonBlocking(int descriptor)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

bool isForLater(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

Pump::Pump(int a, int b, QByteArray early, QObject *parent)
    : QObject(parent)
{
    prepare(m_ways[0], a, b);
    prepare(m_ways[1], b, a);
    m_ways[1].waiting = std::move(early);
    m_ways[1].writable->setEnabled(!m_ways[1].waiting.isEmpty());
    m_ways[1].readable->setEnabled(m_ways[1].waiting.isEmpty());
}

Pump::~Pump()
{
    const int a = m_ways[0].from;
    const int b = m_ways[0].to;
    m_ways = {}; // notifiers go before their descriptors
    ::close(a);
    ::close(b);
}

void Pump::prepare(Way &way, int from, int to)
{
    setNonBlocking(from);
    way.from = from;
    way.to = to;
    way.readable = std::make_unique<QSocketNotifier>(from, QSocketNotifier::Read);
    way.writable = std::make_unique<QSocketNotifier>(to, QSocketNotifier::Write);
    way.writable->setEnabled(false);
    for (QSocketNotifier *notifier : { way.readable.get(), way.writable.get() })
        connect(notifier, &QSocketNotifier::activated, this, [this, &way] { carry(way); });
}

void Pump::carry(Way &way)
{
    for (int round = 0; round < mostRounds && !m_finished; ++round) {
        if (way.waiting.isEmpty() && !take(way))
            break;
        if (!pass(way))
            break;
    }
    if (m_finished)
        return;
    if (way.ended && way.waiting.isEmpty() && !way.shut) {
        ::shutdown(way.to, SHUT_WR);
        way.shut = true;
    }
    way.readable->setEnabled(!way.ended && way.waiting.isEmpty());
    way.writable->setEnabled(!way.waiting.isEmpty());
    if (m_ways[0].shut && m_ways[1].shut)
        end();
}

bool Pump::take(Way &way)
{
    if (way.ended)
        return false;
    way.waiting.resize(most);
    const ssize_t size = ::recv(way.from, way.waiting.data(), static_cast<size_t>(most), 0);
    const int error = errno;
    way.waiting.resize(qMax<qsizetype>(0, size));
    way.passed = 0;
    if (size == 0) {
        way.ended = true;
        tellEnd(way);
    } else if (size < 0 && !isForLater(error)) {
        tellEnd(way);
        end();
    }
    return size > 0;
}

void Pump::tellEnd(const Way &way)
{
    if (m_finished)
        return;
    if (&way == &m_ways[0])
        Q_EMIT endedByA();
    else
        Q_EMIT endedByB();
}

bool Pump::pass(Way &way)
{
    const qsizetype left = way.waiting.size() - way.passed;
    const ssize_t size = ::send(way.to, way.waiting.constData() + way.passed,
                                static_cast<size_t>(left), MSG_NOSIGNAL);
    if (size < 0) {
        if (!isForLater(errno))
            end();
        return false;
    }
    way.passed += size;
    if (size < left)
        return false;
    way.waiting.resize(0);
    return true;
}

void Pump::end()
{
    if (std::exchange(m_finished, true))
        return;
    for (Way &way : m_ways) {
        way.readable->setEnabled(false);
        way.writable->setEnabled(false);
    }
    Q_EMIT finished();
}

} // namespace cli

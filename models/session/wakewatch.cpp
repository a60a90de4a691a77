#include "session/wakewatch.h"
#include <QDateTime>

namespace session {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {
constexpr milliseconds lookEvery = 2s;
constexpr milliseconds tolerance = 5s; ///< of clocks that are set, and of a busy computer
} // namespace

WakeWatch::WakeWatch(QObject *parent)
    : QObject(parent)
    , m_timer(this)
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, &WakeWatch::look);
}

WakeWatch::~WakeWatch() = default;

void WakeWatch::start()
{
    m_steady.start();
    m_wall = QDateTime::currentMSecsSinceEpoch();
    m_timer.start();
}

void WakeWatch::stop()
{
    m_timer.stop();
}

bool WakeWatch::slept(milliseconds steady, milliseconds wall)
{
    return steady > lookEvery + tolerance || wall - steady > tolerance;
}

void WakeWatch::look()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const milliseconds wall(now - std::exchange(m_wall, now));
    if (slept(milliseconds(m_steady.restart()), wall))
        Q_EMIT woke();
}

} // namespace session

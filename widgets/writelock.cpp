#include "widgets/writelock.h"
#include "session/session.h"
#include "widgets/identityband.h"
#include "widgets/statusbar.h"
#include "widgets/unlocksheet.h"
#include <QApplication>
#include <chrono>

namespace ui {

using session::Session;
using namespace std::chrono_literals;

WriteLock::WriteLock(Session &session, IdentityBand &band, StatusBar &bar, QWidget *host)
    : QObject(host)
    , m_session(session)
    , m_band(band)
    , m_bar(bar)
    , m_host(host)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(10min);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_session.profile().readOnly && !m_session.isReadOnly())
            m_session.lock();
    });
    connect(&band, &IdentityBand::lockToggleRequested, this, &WriteLock::toggle);
    connect(&bar, &StatusBar::lockClicked, this, &WriteLock::toggle);
    connect(&session, &Session::stateChanged, this, [this](Session::State state) {
        if (state != Session::State::Online)
            m_idle.stop();
    });
    connect(&session, &Session::lockChanged, this, &WriteLock::refresh);
    connect(&session, &Session::wrongServerFound, this, &WriteLock::refresh);
    qApp->installEventFilter(this);
}

bool WriteLock::isLocked() const
{
    return m_session.isReadOnly() || m_session.isWrongServer();
}

void WriteLock::toggle()
{
    if (m_session.isWrongServer())
        return;
    if (!m_session.isReadOnly()) {
        m_session.lock();
        return;
    }
    if (m_host->findChild<UnlockSheet *>())
        return;
    auto *sheet = new UnlockSheet(m_session.profile(), m_host);
    connect(sheet, &UnlockSheet::unlocked, this,
            [this](const QDateTime &until) { m_session.unlock(until); });
    sheet->openForTyping();
}

void WriteLock::refresh()
{
    using Lock = IdentityBand::Lock;
    Lock lock = Lock::WritesOn;
    if (m_session.isWrongServer())
        lock = Lock::WrongServer;
    else if (m_session.isReadOnly())
        lock = Lock::ReadOnly;
    else if (m_session.profile().readOnly || m_session.unlockedUntil().isValid())
        lock = Lock::Unlocked;
    m_band.setLock(lock, m_session.unlockedUntil());
    m_bar.setLock(isLocked()                   ? StatusBar::Lock::Locked
                      : lock == Lock::Unlocked ? StatusBar::Lock::Unlocked
                                               : StatusBar::Lock::WritesOn);
    if (lock != Lock::Unlocked)
        m_idle.stop();
    else if (!m_idle.isActive())
        m_idle.start();
    Q_EMIT known(isLocked());
}

bool WriteLock::eventFilter(QObject *, QEvent *event)
{
    // Somebody is there.
    if (m_idle.isActive()
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress)) {
        m_idle.start();
    }
    return false;
}

} // namespace ui

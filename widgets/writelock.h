#pragma once
#include <QObject>
#include <QTimer>

class QWidget;

namespace session {
class Session;
}

namespace ui {

class IdentityBand;
class StatusBar;

/// The padlock of an open connection: shows in band and status bar whether writes pass, asks before
/// they do, and locks again when nobody has been there for ten minutes. What is locked is the
/// session's.
class WriteLock final : public QObject {
    Q_OBJECT

public:
    /// `host` = over which the question is asked. Session, band and bar outlive this.
    WriteLock(session::Session &session, IdentityBand &band, StatusBar &bar, QWidget *host);

    /// No write passes: the connection is read-only, or another server answers.
    [[nodiscard]] bool isLocked() const;
    /// Locks at once; unlocks when the person has said for how long.
    void toggle();
    /// What the session allows may have changed.
    void refresh();

Q_SIGNALS:
    /// After every refresh().
    void known(bool locked);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    session::Session &m_session;
    IdentityBand &m_band;
    StatusBar &m_bar;
    QWidget *m_host;
    QTimer m_idle; ///< runs while writes are unlocked
};

} // namespace ui

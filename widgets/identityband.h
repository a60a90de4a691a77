#pragma once
#include "profiles/profile.h"
#include <QDateTime>
#include <QTimer>
#include <QWidget>

class QAbstractButton;

namespace ui {

/// The 24 px line that says where you are: environment word, name, database, whether TLS proves it,
/// and the lock with its countdown. Word and colour, never colour alone.
class IdentityBand final : public QWidget {
    Q_OBJECT

public:
    enum class Lock {
        WritesOn, ///< the profile does not open read-only
        ReadOnly,
        Unlocked, ///< for a while, or until disconnect
        WrongServer, ///< M20: nothing lifts it but the person's word
    };

    explicit IdentityBand(QWidget *parent = nullptr);
    void setProfile(const profiles::Profile &profile);
    void setDatabase(int db);
    /// `until` is used by Unlocked; invalid = until disconnect.
    void setLock(Lock lock, const QDateTime &until = {});
    /// What stands at the right end, without the shortcut.
    [[nodiscard]] QString lockText() const;
    /// "TLS", "TLS not verified"; empty without TLS.
    [[nodiscard]] QString tlsText() const;

Q_SIGNALS:
    /// The person pressed the right end: unlock when locked, lock when not.
    void lockToggleRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void paintTls(QPainter *painter, int x, int room) const;

    profiles::Profile m_profile;
    int m_db = 0;
    Lock m_lock = Lock::ReadOnly;
    QDateTime m_until;
    QTimer m_tick;
    QAbstractButton *m_button;
};

} // namespace ui

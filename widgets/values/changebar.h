#pragma once
#include "resp/send.h"
#include <QWidget>

class QPushButton;

namespace common {
class CommandPreview;
class PlainLabel;
} // namespace common

namespace ui {

/// The strip under an editor: what is staged, the exact commands, Revert and Save; or why nothing
/// can be written, and the way to it.
class ChangeBar final : public QWidget {
    Q_OBJECT

public:
    enum class State {
        Clean,
        Dirty,
        Saving,
        ReadOnly,
        Conflict,
        Gone, ///< the key is not there any more
    };

    explicit ChangeBar(QWidget *parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }
    void setChanges(int count, const resp::Commands &preview, bool ttlKept);
    /// Save waits: the link is down, or what is typed cannot be stored. Empty = it can go.
    void setHold(const QString &why);
    void setReadOnlyReason(const QString &why);
    void setChosen(int chosen, int of);

Q_SIGNALS:
    void saveRequested();
    void revertRequested();
    void unlockRequested();
    void useServerRequested();
    void createAgainRequested();
    void copyValueRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    State m_state = State::Clean;
    int m_changes = 0;
    int m_chosen = 0;
    int m_of = 0;
    bool m_ttlKept = false;
    QString m_hold;
    QString m_reason;
    QWidget *m_dot;
    common::PlainLabel *m_text;
    QWidget *m_lock;
    common::PlainLabel *m_note;
    common::PlainLabel *m_kept;
    QPushButton *m_why;
    common::CommandPreview *m_preview;
    QPushButton *m_secondary;
    QPushButton *m_primary;
};

} // namespace ui

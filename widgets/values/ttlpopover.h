#pragma once
#include "base/capabilities.h"
#include "base/keyref.h"
#include "values/ttlwriter.h"
#include "widgets/common/popover.h"
#include <QPointer>
#include <QTimer>

class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace common {
class CommandPreview;
class IconButton;
class PlainLabel;
class SegmentedControl;
} // namespace common

namespace values {
class KeyState;
}

namespace ui {

/// The TTL editor: countdown, one field that understands many forms, presets, the exact command.
class TtlPopover final : public common::Popover {
    Q_OBJECT

public:
    TtlPopover(const base::KeyRef &key, values::KeyState *state, resp::Send work,
               const base::Capabilities &can, QWidget *host);

    void addPreset(int seconds, const QString &name);
    void setAskBeforePersist(bool ask) { m_askBeforePersist = ask; }
    void begin(QWidget *anchor);

Q_SIGNALS:
    /// Set or taken away (or found to be impossible in words); the popover closes after it.
    void done(const values::TtlOutcome &outcome);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void tick();
    void read();
    void step(int direction);
    void set();
    void persist();
    void send(const values::Ttl &ttl);
    [[nodiscard]] values::TtlWriter writer() const;

    base::KeyRef m_key;
    QPointer<values::KeyState> m_state;
    resp::Send m_work;
    bool m_askBeforePersist = false;
    bool m_persistArmed = false;
    bool m_sending = false;
    std::optional<values::Ttl> m_ttl;
    QTimer m_tick;

    common::PlainLabel *m_countdown;
    common::PlainLabel *m_left;
    common::PlainLabel *m_local;
    common::PlainLabel *m_utc;
    QLineEdit *m_input;
    common::PlainLabel *m_reading;
    common::IconButton *m_less;
    common::IconButton *m_more;
    common::PlainLabel *m_forms;
    QHBoxLayout *m_presetRow;
    QList<std::pair<QPushButton *, int>> m_presets;
    common::PlainLabel *m_onlyIf;
    common::SegmentedControl *m_condition;
    common::CommandPreview *m_preview;
    QPushButton *m_persist;
    QPushButton *m_cancel;
    QPushButton *m_set;
};

} // namespace ui

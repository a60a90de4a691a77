#pragma once
#include "base/capabilities.h"
#include "base/keyref.h"
#include "base/keytype.h"
#include "values/flightrecorder.h"
#include "values/keystate.h"
#include "values/newkeywriter.h"
#include "values/savejob.h"
#include "values/ttltext.h"
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace common {
class Band;
}

namespace ui {

class ChangeBar;
class ConflictView;
class KeyHeader;
class TtlPopover;
class ValueEditor;

/// One open key: its value, its TTL, what is staged, and what happened to it meanwhile.
/// Reads go over `browse`, saves over `work`; both are bound to the key's database.
class KeyTab final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyTab)

public:
    KeyTab(const base::KeyRef &key, base::KeyType hint, resp::Send browse, resp::Send work,
           const base::Capabilities &can, QWidget *parent = nullptr);
    ~KeyTab() override;

    [[nodiscard]] const base::KeyRef &key() const { return m_key; }
    [[nodiscard]] base::KeyType type() const { return m_type; }
    /// The key's name on one line, for the tab.
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isDirty() const;
    [[nodiscard]] bool isGone() const { return m_gone; }
    [[nodiscard]] values::KeyState *state() const { return m_state; }
    [[nodiscard]] values::FlightRecorder *recorder() const { return m_recorder; }
    [[nodiscard]] resp::Send browse() const { return m_browse; }
    [[nodiscard]] const base::Capabilities &capabilities() const { return m_can; }
    /// Seconds between two samples of the flight recorder.
    [[nodiscard]] int sampleSeconds() const;

    /// May this tab be closed? With staged edits a sheet over `host` asks Save / Discard / Cancel
    /// and the answer comes as closeAgreed() (or not at all); returns true when nothing is staged.
    [[nodiscard]] bool canClose();
    /// Presets of the TTL editor besides its own, e.g. the profile's default.
    void setTtlPreset(int seconds, const QString &name);
    /// Persist asks first: a cache key without TTL never leaves.
    void setProduction(bool production);

public Q_SLOTS:
    void setReadOnly(bool readOnly, const QString &reason);
    /// Content stays, dated, and Save waits.
    void setOffline();
    /// The link is back; `restarted` = another process or lost state behind it.
    void setOnline(bool restarted);
    void setCapabilities(const base::Capabilities &can);
    /// A band over everything else of the tab, e.g. M20; empty takes it away.
    void setNotice(const QString &text);
    void focusValue();
    void save();
    void revert();
    void openTtl();
    void refresh();
    void copyAsCommand();

Q_SIGNALS:
    void titleChanged();
    void dirtyChanged(bool dirty);
    /// An edit was begun: a preview tab becomes a lasting one.
    void pinned();
    void renameRequested(const base::KeyRef &key);
    void deleteRequested(const base::KeyRef &key);
    /// ms since the epoch by the server's clock; -1 = no TTL.
    void ttlChanged(const base::KeyRef &key, qint64 deadline);
    void saved(const base::KeyRef &key);
    void gone(const base::KeyRef &key);
    void created(const base::KeyRef &key);
    void unlockRequested();
    void toast(const QString &text);
    void closeAgreed();
    void typeKnown(const base::KeyRef &key, base::KeyType type);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void openEditor(base::KeyType type);
    void sampled(const values::KeySample &sample);
    void vanished(const QDateTime &when);
    void stagedChanged();
    void showFacts();
    void showTtl();
    void showBar();
    void showError(const base::Error &why);

    // keytab_save.cpp
    void savedWith(const base::Result<values::SaveResult> &result);
    void showConflict(const QList<values::Conflict> &conflicts);
    void dropConflict();
    void saveChoices();
    void useServer();
    void createAgain();
    void askTypeChange(base::KeyType now);
    [[nodiscard]] QWidget *host() const;

    base::KeyRef m_key;
    base::KeyType m_type = base::KeyType::Unknown;
    resp::Send m_browse;
    resp::Send m_work;
    base::Capabilities m_can;
    values::KeyState *m_state;
    values::FlightRecorder *m_recorder;
    QTimer m_countdown;
    QTimer m_auto;
    QTimer m_previewTimer;

    bool m_readOnly = false;
    QString m_readOnlyReason;
    bool m_offline = false;
    bool m_gone = false;
    QDateTime m_goneAt;
    bool m_saving = false;
    bool m_wasDirty = false;
    bool m_refusalTold = false;
    bool m_closeAfterSave = false;
    bool m_production = false;
    int m_presetSeconds = 0;
    QString m_presetName;

    KeyHeader *m_header;
    common::Band *m_notice;
    common::Band *m_band;
    QStackedWidget *m_stack;
    QPointer<ValueEditor> m_editor;
    QPointer<ConflictView> m_conflict;
    QPointer<TtlPopover> m_popover;
    ChangeBar *m_bar;
};

} // namespace ui

#pragma once
#include "base/result.h"
#include "values/newkeywriter.h"
#include "values/savejob.h"
#include <QDateTime>
#include <QWidget>

namespace ui {

/// What a tab needs of the editor for one type. Edits are staged here; plan() is what Save sends.
class ValueEditor : public QWidget {
    Q_OBJECT

public:
    /// Whose value wins where the server's differs from what was loaded.
    enum class Choice { Loaded, Server, Mine };

    explicit ValueEditor(QWidget *parent = nullptr);

    [[nodiscard]] virtual base::KeyType type() const = 0;
    /// Reads, or reads again; staged edits stay.
    virtual void load() = 0;
    virtual void cancel() = 0;
    [[nodiscard]] virtual bool isLoading() const = 0;
    [[nodiscard]] virtual QDateTime loadedAt() const = 0;
    /// "3 fields · 152 B"; empty before the first load.
    [[nodiscard]] virtual QString facts() const = 0;
    virtual void focusValue() = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    /// The value as text for the clipboard.
    [[nodiscard]] virtual QString copyText() const = 0;
    /// What makes this value again, as far as it is loaded; nullopt when only a part is.
    [[nodiscard]] virtual std::optional<values::NewKey> recipe() const = 0;

    [[nodiscard]] virtual int changeCount() const { return 0; }
    [[nodiscard]] bool isDirty() const { return changeCount() > 0; }
    /// Why the staged edit cannot be saved as it stands; empty = it can.
    [[nodiscard]] virtual QString problem() const { return {}; }
    [[nodiscard]] virtual values::SavePlan plan() const { return {}; }
    virtual void settle(const base::Result<> &) { }
    virtual void resolve(const values::Conflict &, Choice) { }
    virtual void revert() { }
    virtual void undo() { }
    virtual void redo() { }
    /// "7 fields you did not touch are not part of this save"; empty = nothing to say.
    [[nodiscard]] virtual QString untouched() const { return {}; }

Q_SIGNALS:
    void stagedChanged();
    void loadingChanged();
    /// `changed` = other bytes than before (never on the first load).
    void loaded(bool changed);
    void failed(const base::Error &why);
    void toast(const QString &text);
    /// An edit was tried while writing is locked.
    void editRefused();
};

} // namespace ui

#pragma once
#include "base/capabilities.h"
#include "values/hashmodel.h"
#include "widgets/values/tableeditor.h"

class QPushButton;

namespace ui {

class FieldAdder;

/// A hash with staged edits per field.
class HashEditor final : public TableEditor {
    Q_OBJECT

public:
    HashEditor(const resp::Send &send, const QByteArray &key, const base::Capabilities &can,
               QWidget *parent = nullptr);

    void setReadOnly(bool readOnly) override;
    [[nodiscard]] int changeCount() const override;
    [[nodiscard]] values::SavePlan plan() const override;
    void settle(const base::Result<> &outcome) override;
    void resolve(const values::Conflict &conflict, Choice choice) override;
    void revert() override;
    void undo() override;
    void redo() override;
    [[nodiscard]] QString untouched() const override;

protected:
    void retranslate() override;

private:
    void showButtons();
    void deleteSelected();

    base::Capabilities m_can;
    values::HashModel *m_model;
    QTimer m_countdown; ///< field TTLs
    bool m_readOnly = false;
    QPushButton *m_add;
    QPushButton *m_delete;
    FieldAdder *m_adder;
};

} // namespace ui

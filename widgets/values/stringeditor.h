#pragma once
#include "base/capabilities.h"
#include "values/codecs/viewas.h"
#include "values/stringvalue.h"
#include "widgets/values/valueeditor.h"
#include <QTimer>

class QComboBox;
class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

class CodeView;

/// A string: shown through a view, edited as text. What the text widget cannot hold exactly is
/// edited with escapes; what is only a part, or too long, is for reading.
class StringEditor final : public ValueEditor {
    Q_OBJECT

public:
    StringEditor(const resp::Send &send, const resp::Send &work, const QByteArray &key,
                 const base::Capabilities &can, QWidget *parent = nullptr);

    [[nodiscard]] base::KeyType type() const override { return base::KeyType::String; }
    void load() override;
    void cancel() override;
    [[nodiscard]] bool isLoading() const override;
    [[nodiscard]] QDateTime loadedAt() const override;
    [[nodiscard]] QString facts() const override;
    void focusValue() override;
    void setReadOnly(bool readOnly) override;
    [[nodiscard]] QString copyText() const override;
    [[nodiscard]] std::optional<values::NewKey> recipe() const override;
    [[nodiscard]] int changeCount() const override;
    [[nodiscard]] QString problem() const override;
    [[nodiscard]] values::SavePlan plan() const override;
    void settle(const base::Result<> &outcome) override;
    void resolve(const values::Conflict &conflict, Choice choice) override;
    void revert() override;
    void undo() override;
    void redo() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void show();
    void showPart();
    void textEdited();
    void saveToFile();
    [[nodiscard]] const QByteArray &shownBytes() const;
    void stage(const QByteArray &bytes);

    base::Capabilities m_can;
    values::StringValue *m_value;
    QByteArray m_base; ///< what the staged edit began from
    std::optional<QByteArray> m_mine; ///< the staged edit
    bool m_badEscape = false;
    bool m_readOnly = false;
    bool m_showing = false;
    bool m_loadedOnce = false;
    values::Rendered m_rendered;
    qint64 m_partAt = 0; ///< of a text too long for an editor

    QComboBox *m_viewAs;
    common::PlainLabel *m_viewLabel;
    common::PlainLabel *m_info;
    common::PlainLabel *m_why;
    QPushButton *m_editText;
    CodeView *m_text;
    QWidget *m_partBar;
    common::PlainLabel *m_partInfo;
    QPushButton *m_previousPart;
    QPushButton *m_nextPart;
    QPushButton *m_loadMore;
    QPushButton *m_loadAll;
    QPushButton *m_toFile;
};

} // namespace ui

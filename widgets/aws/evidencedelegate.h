#pragma once
#include <QStyledItemDelegate>

namespace ui {

/// Cells that answer yes, no or unknown: an icon and the word, never a colour alone. What was not
/// permitted says so.
class EvidenceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// The roles of the model: int of aws::Answer, and the denied action.
    EvidenceDelegate(int answerRole, int notPermittedRole, QObject *parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_answerRole;
    int m_notPermittedRole;
};

} // namespace ui

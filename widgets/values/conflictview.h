#pragma once
#include "widgets/values/valueeditor.h"

class QButtonGroup;

namespace common {
class PlainLabel;
}

namespace ui {

/// Loaded, server now, yours: one row per difference, one choice per row. Nothing is chosen before
/// the person chooses.
class ConflictView final : public QWidget {
    Q_OBJECT

public:
    using Choice = ValueEditor::Choice;

    ConflictView(const QList<values::Conflict> &conflicts, base::KeyType type,
                 const QDateTime &loadedAt, const QString &untouched, QWidget *parent = nullptr);

    [[nodiscard]] const QList<values::Conflict> &conflicts() const { return m_conflicts; }
    [[nodiscard]] int chosen() const;
    /// nullopt = not chosen yet.
    [[nodiscard]] std::optional<Choice> choice(int row) const;
    void chooseAll(Choice choice);

Q_SIGNALS:
    void choiceChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *cell(int row, Choice choice, const std::optional<QByteArray> &bytes);

    QList<values::Conflict> m_conflicts;
    QList<QButtonGroup *> m_groups;
};

} // namespace ui

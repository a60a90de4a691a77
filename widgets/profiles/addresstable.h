#pragma once
#include "widgets/profiles/addressrows.h"
#include <QWidget>

class QPushButton;
class QTableView;

namespace ui {

/// A short editable table of addresses with Add and Remove. By keyboard: Insert adds, Delete
/// removes, Enter or F2 or typing edits, Tab leaves it.
class AddressTable final : public QWidget {
    Q_OBJECT

public:
    AddressTable(const char *name, int columns, QWidget *parent = nullptr);
    ~AddressTable() override;

    [[nodiscard]] AddressRows &rows() { return m_rows; }
    [[nodiscard]] const AddressRows &rows() const { return m_rows; }
    /// What takes the focus.
    [[nodiscard]] QWidget *field() const;
    void setTexts(const QString &add, const QString &remove, const QStringList &titles = {});
    void add();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void removeCurrent();
    void showState();

    AddressRows m_rows;
    QTableView *m_view;
    QPushButton *m_add;
    QPushButton *m_remove;
};

} // namespace ui

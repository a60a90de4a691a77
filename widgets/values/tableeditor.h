#pragma once
#include "values/pagedmodel.h"
#include "widgets/values/valueeditor.h"
#include <QTimer>

class QHBoxLayout;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;
class QVBoxLayout;

namespace common {
class EmptyState;
class IconButton;
class PlainLabel;
} // namespace common

namespace ui {

/// A collection as a table: list, set, sorted set, stream (and, with editing on top, hash). Rows
/// can be sorted; what a row is never depends on where it stands.
class TableEditor : public ValueEditor {
    Q_OBJECT

public:
    TableEditor(base::KeyType type, values::PagedModel *model, QWidget *parent = nullptr);

    [[nodiscard]] base::KeyType type() const override { return m_type; }
    void load() override;
    void cancel() override;
    [[nodiscard]] bool isLoading() const override;
    [[nodiscard]] QDateTime loadedAt() const override;
    [[nodiscard]] QString facts() const override;
    void focusValue() override;
    void setReadOnly(bool) override { }
    [[nodiscard]] QString copyText() const override;
    [[nodiscard]] std::optional<values::NewKey> recipe() const override;

protected:
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QSortFilterProxyModel *proxy() const { return m_proxy; }
    /// The row over the table; null when neither filter nor banner stands in it.
    [[nodiscard]] QHBoxLayout *bar() const { return m_bar; }
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// The names of the selected rows.
    [[nodiscard]] QByteArrayList selectedIdentities() const;
    virtual void retranslate();
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void sizeColumns();
    void showPage();
    void copySelection();

    base::KeyType m_type;
    values::PagedModel *m_model;
    QSortFilterProxyModel *m_proxy;
    bool m_loadedOnce = false;
    QTimer m_filterTimer;
    QTimer m_slowTimer;
    QVBoxLayout *m_column;
    QHBoxLayout *m_bar;
    QLineEdit *m_filter;
    common::PlainLabel *m_banner = nullptr;
    QTableView *m_table;
    common::EmptyState *m_empty;
    QWidget *m_footer;
    common::PlainLabel *m_range;
    class QPushButton *m_cancel;
    common::IconButton *m_previous;
    common::IconButton *m_next;
};

} // namespace ui

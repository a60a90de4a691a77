#pragma once
#include <QStyledItemDelegate>

namespace ui {

/// Rows of a hash: staged ones on the diff colour with a dot and what they were, fields to be
/// deleted struck through. The editor edits bytes: a value that is not plain text is edited with
/// escapes, and comes back exactly.
class HashDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit HashDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

Q_SIGNALS:
    void refused(const QString &why) const;
};

} // namespace ui

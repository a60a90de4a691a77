#pragma once
#include <QStyledItemDelegate>

namespace ui {

/// One line of the flight recorder: time, icon on a thin line, what happened, and under it a
/// detail.
class RecorderDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RecorderDelegate(QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui

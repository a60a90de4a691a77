#pragma once
#include <QStyledItemDelegate>

namespace ui {

/// Paints a row of the key list: guides, chevron or type badge, name, time to live, size. Names are
/// drawn, never interpreted.
class KeyDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit KeyDelegate(QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    /// Where the chevron of a folder row ends.
    [[nodiscard]] static int chevronEnd(const QModelIndex &index);

    /// "17", "9.4 K", "1,204": three figures where possible.
    [[nodiscard]] static QString sizeText(qint64 size);
};

} // namespace ui

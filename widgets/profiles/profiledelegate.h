#pragma once
#include <QDateTime>
#include <QStyledItemDelegate>
#include <functional>

namespace ui {

/// Paints groups (28 high: chevron, name, count) and connections (32 high: stripe, environment,
/// name, route, last test). Of these the name is the last to be cut.
class ProfileDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit ProfileDelegate(QObject *parent = nullptr);

    /// Which profiles have edits that are not saved.
    std::function<bool(const QUuid &)> isDirty = [](const QUuid &) { return false; };

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// Name, address, route and last test, whole.
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    void paintGroup(QPainter *painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintProfile(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const;
};

} // namespace ui

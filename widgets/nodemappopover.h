#pragma once
#include "resp/nodemap.h"
#include "widgets/common/popover.h"
#include <QAbstractTableModel>
#include <QMap>

class QTableView;

namespace common {
class PlainLabel;
}

namespace ui {

/// The nodes behind a connection, a row each, as a NodeMap has them. Rows stay where the nodes
/// stay, so that a change moves no selection.
class NodeMapModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Role, Announced, Reached, Slots, Id, ColumnCount };
    enum DataRole {
        FullIdRole = Qt::UserRole, ///< QByteArray
        ReachableRole, ///< bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `addresses` = the profile's address map: announced -> reached.
    void setNodes(const resp::NodeMap &map, const QMap<QString, QString> &addresses);
    /// After the language changed.
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    /// "0–5460, 5462": at most three ranges, then how many more.
    [[nodiscard]] static QString slotsText(const QList<resp::NodeMap::SlotRange> &ranges);

private:
    [[nodiscard]] QString text(const resp::NodeMap::Node &node, int column) const;

    resp::NodeMap m_map;
    QMap<QString, QString> m_addresses;
};

/// Which node is announced as what, reached where, and does what. Ctrl+C copies the selected
/// node's id.
class NodeMapPopover final : public common::Popover {
    Q_OBJECT

public:
    explicit NodeMapPopover(QWidget *host);

    void setNodes(const resp::NodeMap &map, const QMap<QString, QString> &addresses);
    /// To be focused first.
    [[nodiscard]] QWidget *table() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void copyId();

    NodeMapModel *m_model;
    common::PlainLabel *m_title;
    common::PlainLabel *m_note;
    QTableView *m_table;
    QAbstractButton *m_copy;
};

} // namespace ui

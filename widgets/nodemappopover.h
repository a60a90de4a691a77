#pragma once
#include "session/nodestate.h"
#include "widgets/common/popover.h"
#include <QAbstractTableModel>

class QTableView;

namespace common {
class PlainLabel;
}

namespace ui {

/// The nodes behind a connection, a row each, as a session sees them. Rows stay where the nodes
/// stay, so that a change moves no selection.
class NodeMapModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { State, Role, Announced, Reached, Slots, Id, ColumnCount };
    enum DataRole {
        FullIdRole = Qt::UserRole, ///< QByteArray
        HealthRole, ///< int: session::NodeState::Health
        ReasonRole, ///< QString: why it is not usable, in a sentence; empty where it is
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `cluster` is false for the one server without slots. Ids are unique.
    void setNodes(const QList<session::NodeState> &nodes, bool cluster);
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
    [[nodiscard]] QString text(const session::NodeState &node, int column) const;
    [[nodiscard]] static QString reason(const session::NodeState &node);
    [[nodiscard]] QString slotsOf(const session::NodeState &node) const;

    QList<session::NodeState> m_nodes;
    bool m_cluster = false;
};

/// Which node is announced as what, reached where, and does what. Ctrl+C copies the selected
/// node's id.
class NodeMapPopover final : public common::Popover {
    Q_OBJECT

public:
    explicit NodeMapPopover(QWidget *host);

    /// `moving`: slots are on their way.
    void setNodes(const QList<session::NodeState> &nodes, bool cluster, bool moving);
    /// To be focused first.
    [[nodiscard]] QWidget *table() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fitWidth();
    void copyId();
    void showCurrent();

    NodeMapModel *m_model;
    common::PlainLabel *m_title;
    common::PlainLabel *m_note;
    QTableView *m_table;
    common::PlainLabel *m_reason; ///< of the selected row
    QAbstractButton *m_copy;
};

} // namespace ui

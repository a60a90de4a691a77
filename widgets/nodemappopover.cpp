#include "widgets/nodemappopover.h"
#include "base/displaytext.h"
#include "widgets/common/buttons.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace ui {

using common::Theme;
using resp::NodeMap;

namespace {

constexpr qsizetype shownId = 8;
constexpr qsizetype shownRanges = 3;

QByteArrayList idsOf(const NodeMap &map)
{
    QByteArrayList ids;
    for (const NodeMap::Node &node : map.nodes)
        ids += node.id;
    return ids;
}

/// Columns as wide as what is in them, and a gap to the next.
class SpacedDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(Theme::instance().px(16), 0);
    }
};

} // namespace

void NodeMapModel::setNodes(const NodeMap &map, const QMap<QString, QString> &addresses)
{
    m_addresses = addresses;
    if (idsOf(map) == idsOf(m_map)) {
        m_map = map;
        if (!m_map.nodes.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    const QByteArrayList wanted = idsOf(map);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (wanted.contains(m_map.nodes.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_map.nodes.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const qsizetype at = idsOf(m_map).indexOf(wanted.at(row));
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_map.nodes.insert(row, map.nodes.at(row));
            endInsertRows();
        } else if (at != row) {
            beginMoveRows({}, int(at), int(at), {}, row);
            m_map.nodes.move(at, row);
            endMoveRows();
        }
    }
    m_map = map;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void NodeMapModel::retranslate()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int NodeMapModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_map.nodes.size());
}

int NodeMapModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString NodeMapModel::slotsText(const QList<NodeMap::SlotRange> &ranges)
{
    QStringList parts;
    for (const auto &range : ranges.mid(0, shownRanges)) {
        parts += range.first == range.last
            ? QString::number(range.first)
            : QStringLiteral("%1–%2").arg(range.first).arg(range.last);
    }
    QString text = parts.join(QStringLiteral(", "));
    if (ranges.size() > shownRanges)
        text += tr(" and %1 more").arg(ranges.size() - shownRanges);
    return text;
}

QString NodeMapModel::text(const NodeMap::Node &node, int column) const
{
    switch (column) {
    case State:
        return node.reachable ? tr("Reachable") : tr("Not reachable");
    case Role:
        if (!m_map.cluster)
            return tr("Server");
        return node.isPrimary() ? tr("Primary") : tr("Replica");
    case Announced:
        return node.address;
    case Reached:
        return m_addresses.value(node.address, node.address);
    case Slots: {
        if (!m_map.cluster)
            return QStringLiteral("–");
        if (node.isPrimary())
            return node.ranges.isEmpty() ? tr("none") : slotsText(node.ranges);
        const NodeMap::Node *primary = m_map.find(node.primaryId);
        return primary ? tr("copy of %1").arg(primary->address) : QStringLiteral("–");
    }
    case Id:
        return node.id.isEmpty() ? QStringLiteral("–") : base::displayText(node.id.left(shownId));
    default:
        return {};
    }
}

QVariant NodeMapModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const NodeMap::Node &node = m_map.nodes.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::DecorationRole:
        if (index.column() == State)
            return common::icon(node.reachable ? QStringLiteral("ok") : QStringLiteral("error"),
                                node.reachable ? &common::Tokens::ok : &common::Tokens::danger);
        return {};
    case Qt::FontRole:
        return index.column() == State || index.column() == Role
            ? Theme::instance().ui(Theme::Size::Secondary)
            : Theme::instance().fixed();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
            index.column() == Id ? base::displayText(node.id) : text(node, index.column()));
    case FullIdRole:
        return node.id;
    case ReachableRole:
        return node.reachable;
    default:
        return {};
    }
}

QVariant NodeMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Role:
        return tr("Role");
    case Announced:
        return tr("Announced address");
    case Reached:
        return tr("Reached at");
    case Slots:
        return tr("Slots");
    case Id:
        return tr("Node id");
    default:
        return {};
    }
}

NodeMapPopover::NodeMapPopover(QWidget *host)
    : Popover(host)
    , m_model(new NodeMapModel(this))
    , m_title(new common::PlainLabel(this))
    , m_note(new common::PlainLabel(this))
    , m_table(new QTableView(this))
    , m_copy(new QPushButton(this))
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("nodeMap"));
    m_title->setType(Theme::Size::PaneTitle, QFont::DemiBold);
    m_note->setObjectName(QStringLiteral("nodeMapNote"));
    m_note->setType(Theme::Size::Secondary);
    m_note->setRole(&common::Tokens::warn);
    m_note->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("nodeTable"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new SpacedDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(theme.px(24));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_copy->setObjectName(QStringLiteral("copyNodeId"));
    common::setButtonSize(m_copy, common::ButtonSize::Small);
    body()->addWidget(m_title);
    body()->addWidget(m_note);
    body()->addWidget(m_table);
    footer()->addStretch(1);
    footer()->addWidget(m_copy);
    connect(m_copy, &QAbstractButton::clicked, this, &NodeMapPopover::copyId);
    auto *copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &NodeMapPopover::copyId);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                m_copy->setEnabled(!current.data(NodeMapModel::FullIdRole).toByteArray().isEmpty());
            });
    m_copy->setEnabled(false);
    setPanelWidth(760);
    retranslate();
}

QWidget *NodeMapPopover::table() const
{
    return m_table;
}

void NodeMapPopover::setNodes(const NodeMap &map, const QMap<QString, QString> &addresses)
{
    m_model->setNodes(map, addresses);
    m_note->setVisible(map.moving);
    const int rows = std::clamp(m_model->rowCount(), 1, 12);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize()
                            + Theme::instance().px(16));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void NodeMapPopover::copyId()
{
    const QByteArray id = m_table->currentIndex().data(NodeMapModel::FullIdRole).toByteArray();
    if (!id.isEmpty())
        QApplication::clipboard()->setText(base::displayText(id));
}

void NodeMapPopover::retranslate()
{
    m_title->setText(tr("Nodes"));
    m_note->setText(tr("Slots are on their way from one node to another."));
    m_copy->setText(tr("Copy node id"));
    m_copy->setAccessibleName(m_copy->text());
    m_table->setAccessibleName(tr("Nodes"));
    setAccessibleName(tr("Nodes"));
    m_model->retranslate();
}

void NodeMapPopover::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Popover::changeEvent(event);
}

} // namespace ui

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
using session::NodeState;
using Health = session::NodeState::Health;

namespace {

constexpr qsizetype shownId = 8;
constexpr qsizetype shownRanges = 3;
constexpr int narrowest = 840;
constexpr int widest = 1200;
constexpr int besideTable = 48;

QByteArrayList idsOf(const QList<NodeState> &nodes)
{
    QByteArrayList ids;
    for (const NodeState &node : nodes)
        ids += node.id;
    return ids;
}

QString iconOf(Health health)
{
    switch (health) {
    case Health::Connected:
        return QStringLiteral("ok");
    case Health::Unreachable:
    case Health::Failed:
        return QStringLiteral("error");
    case Health::Loading:
        return QStringLiteral("warning");
    case Health::Untried:
        break;
    }
    return QStringLiteral("minus");
}

QColor common::Tokens::*colourOf(Health health)
{
    switch (health) {
    case Health::Connected:
        return &common::Tokens::ok;
    case Health::Loading:
        return &common::Tokens::warn;
    case Health::Unreachable:
    case Health::Failed:
        return &common::Tokens::danger;
    case Health::Untried:
        break;
    }
    return &common::Tokens::textMuted;
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

void NodeMapModel::setNodes(const QList<NodeState> &nodes, bool cluster)
{
    m_cluster = cluster;
    const QByteArrayList wanted = idsOf(nodes);
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (wanted.contains(m_nodes.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_nodes.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row) {
        const qsizetype at = idsOf(m_nodes).indexOf(wanted.at(row));
        if (at < 0) {
            beginInsertRows({}, row, row);
            m_nodes.insert(row, nodes.at(row));
            endInsertRows();
        } else if (at != row) {
            beginMoveRows({}, int(at), int(at), {}, row);
            m_nodes.move(at, row);
            endMoveRows();
        }
    }
    m_nodes = nodes;
    if (rowCount() > 0)
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
    return parent.isValid() ? 0 : int(m_nodes.size());
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

QString NodeMapModel::slotsOf(const NodeState &node) const
{
    if (!m_cluster)
        return QStringLiteral("–");
    if (node.isPrimary())
        return node.ranges.isEmpty() ? tr("none") : slotsText(node.ranges);
    const auto primary = std::find_if(m_nodes.cbegin(), m_nodes.cend(),
                                      [&](const auto &each) { return each.id == node.primaryId; });
    return primary == m_nodes.cend() ? QStringLiteral("–")
                                     : tr("copy of %1").arg(primary->announced);
}

QString NodeMapModel::reason(const NodeState &node)
{
    switch (node.health) {
    case Health::Unreachable:
        return node.trouble;
    case Health::Failed:
        return tr("The other nodes report that it has failed.");
    case Health::Loading:
        return tr("It is loading its data into memory.");
    case Health::Untried:
    case Health::Connected:
        break;
    }
    return {};
}

QString NodeMapModel::text(const NodeState &node, int column) const
{
    switch (column) {
    case State:
        switch (node.health) {
        case Health::Untried:
            return tr("Not used yet");
        case Health::Connected:
            return tr("Connected");
        case Health::Unreachable:
            return tr("Not reachable");
        case Health::Failed:
            return tr("Failed");
        case Health::Loading:
            return tr("Loading");
        }
        return {};
    case Role:
        if (!m_cluster)
            return tr("Server");
        return node.isPrimary() ? tr("Primary") : tr("Replica");
    case Announced:
        return node.announced;
    case Reached:
        return node.reached;
    case Slots:
        return slotsOf(node);
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
    const NodeState &node = m_nodes.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::DecorationRole:
        if (index.column() == State)
            return common::icon(iconOf(node.health), colourOf(node.health));
        return {};
    case Qt::ToolTipRole:
        if (index.column() == Id)
            return Qt::convertFromPlainText(base::displayText(node.id));
        return reason(node).isEmpty() ? QVariant() : Qt::convertFromPlainText(reason(node));
    case Qt::FontRole:
        return index.column() == State || index.column() == Role
            ? Theme::instance().ui(Theme::Size::Secondary)
            : Theme::instance().fixed();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
            index.column() == Id ? base::displayText(node.id)
                : index.column() == State && !reason(node).isEmpty()
                ? text(node, State) + QStringLiteral(". ") + reason(node)
                : text(node, index.column()));
    case FullIdRole:
        return node.id;
    case HealthRole:
        return int(node.health);
    case ReasonRole:
        return reason(node);
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
    , m_reason(new common::PlainLabel(this))
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
    // setStretchLastSection() would not let the last one be narrower than it began.
    m_table->horizontalHeader()->setMinimumSectionSize(theme.px(84));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(NodeMapModel::Id, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_reason->setObjectName(QStringLiteral("nodeReason"));
    m_reason->setType(Theme::Size::Secondary);
    m_reason->setRole(&common::Tokens::danger);
    m_reason->setWordWrap(true);
    m_reason->hide();
    m_copy->setObjectName(QStringLiteral("copyNodeId"));
    common::setButtonSize(m_copy, common::ButtonSize::Small);
    body()->addWidget(m_title);
    body()->addWidget(m_note);
    body()->addWidget(m_table);
    body()->addWidget(m_reason);
    footer()->addStretch(1);
    footer()->addWidget(m_copy);
    connect(m_copy, &QAbstractButton::clicked, this, &NodeMapPopover::copyId);
    auto *copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &NodeMapPopover::copyId);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &NodeMapPopover::showCurrent);
    m_copy->setEnabled(false);
    setPanelWidth(narrowest);
    retranslate();
}

QWidget *NodeMapPopover::table() const
{
    return m_table;
}

void NodeMapPopover::setNodes(const QList<NodeState> &nodes, bool cluster, bool moving)
{
    m_model->setNodes(nodes, cluster);
    m_note->setVisible(moving);
    const int rows = std::clamp(m_model->rowCount(), 1, 12);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
                            + rows * m_table->verticalHeader()->defaultSectionSize()
                            + Theme::instance().px(22));
    fitWidth();
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    showCurrent();
}

/// A way through bastions needs room.
void NodeMapPopover::fitWidth()
{
    const Theme &theme = Theme::instance();
    const QAbstractItemView *cells = m_table; // whose hints are for everybody
    int columns = 0;
    for (int column = 0; column < NodeMapModel::ColumnCount; ++column)
        columns += std::max({ cells->sizeHintForColumn(column),
                              m_table->horizontalHeader()->sectionSizeHint(column),
                              m_table->horizontalHeader()->minimumSectionSize() });
    const int atFullSize = columns * 100 / std::max(1, theme.px(100));
    setPanelWidth(std::clamp(atFullSize + besideTable, narrowest, widest));
}

void NodeMapPopover::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    m_copy->setEnabled(!current.data(NodeMapModel::FullIdRole).toByteArray().isEmpty());
    const QString reason = current.data(NodeMapModel::ReasonRole).toString();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
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
    showCurrent();
}

void NodeMapPopover::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Popover::changeEvent(event);
}

} // namespace ui

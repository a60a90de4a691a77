#include "widgets/console/activityview.h"
#include "widgets/common/buttons.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <algorithm>

namespace ui {

namespace {

using console::ActivityModel;
using Size = common::Theme::Size;

int px(int at)
{
    return common::Theme::instance().px(at);
}

/// Fixed font for times, commands and durations; a failed command in the colour of danger.
class ActivityDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const common::Tokens &tokens = common::tokens();
        const bool selected = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, selected ? tokens.selection : tokens.surface);
        const int column = index.column();
        const bool words = column == ActivityModel::LaneColumn;
        const QFont font = words ? common::Theme::instance().ui(Size::Secondary)
                                 : common::Theme::instance().fixed();
        QColor colour =
            column == ActivityModel::CommandColumn ? tokens.textPrimary : tokens.textSecondary;
        if (index.data(ActivityModel::FailedRole).toBool()
            && column == ActivityModel::CommandColumn)
            colour = tokens.danger;
        painter->setFont(font);
        painter->setPen(colour);
        const QRect room = option.rect.adjusted(px(12), 0, -px(4), 0);
        const bool right = column == ActivityModel::DurationColumn;
        const QRect cell = right ? option.rect.adjusted(0, 0, -px(12), 0) : room;
        painter->drawText(
            cell, Qt::AlignVCenter | Qt::TextSingleLine | (right ? Qt::AlignRight : Qt::AlignLeft),
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, cell.width()));
    }
};

/// Titles that stand right above their column's text.
class ActivityHeader final : public QHeaderView {
public:
    explicit ActivityHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const common::Tokens &tokens = common::tokens();
        painter->fillRect(rect, tokens.window);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.hairline);
        painter->setFont(common::Theme::instance().ui(Size::Secondary));
        painter->setPen(tokens.textSecondary);
        const bool right = section == ActivityModel::DurationColumn;
        painter->drawText(rect.adjusted(px(12), 0, -px(12), 0),
                          Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft),
                          model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    }
};

} // namespace

ActivityView::ActivityView(ActivityModel *model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new console::ActivityFilter(this))
    , m_text(new QLineEdit(this))
    , m_failed(new QCheckBox(this))
    , m_hidden(new QCheckBox(this))
    , m_clear(new common::IconButton(QStringLiteral("delete"), tr("Clear"), this))
    , m_table(new QTableView(this))
    , m_empty(new common::EmptyState(QStringLiteral("list"), this))
{
    setObjectName(QStringLiteral("activityView"));
    m_text->setObjectName(QStringLiteral("activityFilter"));
    m_text->setClearButtonEnabled(true);
    m_failed->setObjectName(QStringLiteral("activityFailedOnly"));
    m_hidden->setObjectName(QStringLiteral("activityValuesHidden"));
    m_clear->setObjectName(QStringLiteral("activityClear"));
    m_clear->setSmall(true);
    m_filter->setSourceModel(model);
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setModel(m_filter);
    m_table->setHorizontalHeader(new ActivityHeader(m_table));
    m_table->setItemDelegate(new ActivityDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(ActivityModel::CommandColumn,
                                                      QHeaderView::Stretch);
    m_table->installEventFilter(this);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(px(12), px(4), px(12), px(4));
    bar->setSpacing(px(12));
    bar->addWidget(m_text, 1);
    bar->addWidget(m_failed);
    bar->addWidget(m_hidden);
    bar->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);

    connect(m_text, &QLineEdit::textChanged, m_filter, &console::ActivityFilter::setText);
    connect(m_failed, &QCheckBox::toggled, m_filter, &console::ActivityFilter::setFailedOnly);
    connect(m_hidden, &QCheckBox::toggled, m_model, &ActivityModel::setValuesHidden);
    connect(m_clear, &QAbstractButton::clicked, m_model, &ActivityModel::clear);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ActivityView::showMenu);
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                const QScrollBar *scroll = m_table->verticalScrollBar();
                m_follow = scroll->value() >= scroll->maximum();
            },
            Qt::QueuedConnection);
    });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_follow)
            m_table->scrollToBottom();
    });
    const auto shown = [this] {
        const bool none = m_model->rowCount() == 0;
        m_table->setVisible(!none);
        m_empty->setVisible(none);
    };
    connect(m_model, &ActivityModel::totalChanged, this, shown);
    connect(&common::Theme::instance(), &common::Theme::changed, this, &ActivityView::restyle);
    shown();
    retranslate();
    restyle();
}

void ActivityView::setProduction(bool production)
{
    m_hidden->setChecked(production);
}

void ActivityView::retranslate()
{
    m_text->setPlaceholderText(tr("Filter commands…"));
    m_text->setAccessibleName(tr("Filter commands"));
    m_failed->setText(tr("Failed only"));
    m_hidden->setText(tr("Hide values"));
    m_hidden->setToolTip(tr("Shows commands and keys, but no values"));
    m_clear->setName(tr("Clear"));
    m_table->setAccessibleName(tr("Commands sent"));
    setAccessibleName(tr("Activity"));
    m_empty->setText(tr("Nothing was sent yet. Every command of the program will be listed here."));
    m_model->headerDataChanged(Qt::Horizontal, 0, ActivityModel::ColumnCount - 1);
}

void ActivityView::restyle()
{
    const common::Theme &theme = common::Theme::instance();
    const QFontMetrics fixed(theme.fixed());
    const QFontMetrics ui(theme.ui(Size::Secondary));
    m_table->verticalHeader()->setDefaultSectionSize(px(24));
    m_table->horizontalHeader()->setFixedHeight(px(24));
    const auto width = [&](int column, int content) {
        const int title = ui.horizontalAdvance(
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        m_table->setColumnWidth(column, std::max(content, title) + px(28));
    };
    width(ActivityModel::TimeColumn, fixed.horizontalAdvance(QStringLiteral("00:00:00.000")));
    width(ActivityModel::LaneColumn, ui.horizontalAdvance(QStringLiteral("Transactions")));
    width(ActivityModel::DatabaseColumn, fixed.horizontalAdvance(QStringLiteral("db15")));
    width(ActivityModel::DurationColumn, fixed.horizontalAdvance(QStringLiteral("99,999.9 ms")));
}

void ActivityView::copy()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QByteArrayList lines;
    for (const QModelIndex &row : std::as_const(rows))
        lines += row.data(ActivityModel::CommandRole).toByteArray();
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(QString::fromUtf8(lines.join('\n')));
}

void ActivityView::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copying =
        menu->addAction(common::icon(QStringLiteral("copy-command")), tr("Copy as command"));
    copying->setEnabled(m_table->selectionModel()->hasSelection());
    connect(copying, &QAction::triggered, this, &ActivityView::copy);
    connect(menu->addAction(tr("Clear")), &QAction::triggered, m_model, &ActivityModel::clear);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

bool ActivityView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ActivityView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        restyle();
    }
    QWidget::changeEvent(event);
}

} // namespace ui

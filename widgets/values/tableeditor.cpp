#include "widgets/values/tableeditor.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "values/listmodel.h"
#include "values/sortedsetmodel.h"
#include "values/streammodel.h"
#include "widgets/common/buttons.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/plainlabel.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace ui {

using common::Theme;
using common::tokens;
using values::PagedModel;

namespace {

constexpr int cellMargin = 8;

bool isNumberColumn(base::KeyType type, int column)
{
    return (type == base::KeyType::List && column < values::ListModel::ValueColumn)
        || (type == base::KeyType::SortedSet && column < values::SortedSetModel::MemberColumn);
}

/// Titles over the texts of the cells: a hash's first column has a gutter for the dot.
class TableHeader final : public QHeaderView {
public:
    TableHeader(base::KeyType type, QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_type(type)
    {
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme &theme = Theme::instance();
        painter->save();
        painter->fillRect(rect, tokens().window);
        painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, tokens().hairline);
        painter->setFont(theme.ui(Theme::Size::Secondary));
        painter->setPen(tokens().textSecondary);
        const int gutter = m_type == base::KeyType::Hash && section == 0 ? 32 : cellMargin;
        QRect text = rect.adjusted(theme.px(gutter), 0, -theme.px(cellMargin), 0);
        const QString title = model()->headerData(section, Qt::Horizontal).toString();
        const bool right = isNumberColumn(m_type, section);
        painter->drawText(text, Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft), title);
        if (sortIndicatorSection() == section) {
            const int width = painter->fontMetrics().horizontalAdvance(title);
            const int x =
                right ? text.right() - width - theme.px(18) : text.left() + width + theme.px(4);
            common::paintIcon(painter, QRect(x, rect.top(), theme.px(14), rect.height()),
                              sortIndicatorOrder() == Qt::AscendingOrder
                                  ? QStringLiteral("chevron-up")
                                  : QStringLiteral("chevron-down"),
                              tokens().textSecondary, 14);
        }
        painter->restore();
    }

private:
    base::KeyType m_type;
};

/// Numbers stand right, quietly; everything in the fixed font, cut at the end.
class CellDelegate final : public QStyledItemDelegate {
public:
    CellDelegate(base::KeyType type, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_type(type)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->font = Theme::instance().fixed(Theme::Size::Secondary);
        option->fontMetrics = QFontMetrics(option->font);
        option->textElideMode = Qt::ElideRight;
        const int c = index.column();
        const bool number = isNumberColumn(m_type, c);
        if (number)
            option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        const bool quiet = (m_type == base::KeyType::List && number)
            || (m_type == base::KeyType::SortedSet && c == values::SortedSetModel::RankColumn)
            || (m_type == base::KeyType::Stream && c == values::StreamModel::TimeColumn);
        if (quiet)
            option->palette.setColor(QPalette::Text, tokens().textMuted);
        if (index.data(PagedModel::ChangedRole).toBool())
            option->backgroundBrush = tokens().hover;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        const Theme &theme = Theme::instance();
        const bool selected = item.state & QStyle::State_Selected;
        painter->save();
        if (selected)
            painter->fillRect(item.rect, tokens().selection);
        else if (item.backgroundBrush.style() != Qt::NoBrush)
            painter->fillRect(item.rect, item.backgroundBrush);
        const QRect text = item.rect.adjusted(theme.px(cellMargin), 0, -theme.px(cellMargin), 0);
        painter->setFont(item.font);
        painter->setPen(item.palette.color(QPalette::Text));
        painter->drawText(text, int(item.displayAlignment | Qt::AlignVCenter),
                          item.fontMetrics.elidedText(item.text, Qt::ElideRight, text.width()));
        if (item.state & QStyle::State_HasFocus)
            common::paintInnerFocus(painter, item.rect, 2);
        painter->restore();
    }

private:
    base::KeyType m_type;
};

} // namespace

TableEditor::TableEditor(base::KeyType type, PagedModel *model, QWidget *parent)
    : ValueEditor(parent)
    , m_type(type)
    , m_model(model)
    , m_proxy(new QSortFilterProxyModel(this))
    , m_column(new QVBoxLayout(this))
    , m_bar(new QHBoxLayout)
    , m_filter(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_empty(new common::EmptyState(QStringLiteral("list"), this))
    , m_footer(new QWidget(this))
    , m_range(new common::PlainLabel(m_footer))
    , m_cancel(new QPushButton(m_footer))
    , m_previous(new common::IconButton(QStringLiteral("chevron-left"), {}, m_footer))
    , m_next(new common::IconButton(QStringLiteral("chevron-right"), {}, m_footer))
{
    const Theme &theme = Theme::instance();
    m_model->setParent(this);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(PagedModel::SortRole);

    m_filter->setObjectName(QStringLiteral("fieldFilter"));
    m_filter->addAction(common::icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(theme.px(224));
    m_filter->setVisible(m_model->canFilter());
    m_table->setObjectName(QStringLiteral("valueTable"));
    m_table->setHorizontalHeader(new TableHeader(type, m_table));
    m_table->horizontalHeader()->setSectionsClickable(true);
    const auto heights = [this] {
        const int row = Theme::instance().px(24);
        m_table->horizontalHeader()->setFixedHeight(row);
        m_table->verticalHeader()->setMinimumSectionSize(row);
        m_table->verticalHeader()->setDefaultSectionSize(row);
    };
    heights();
    connect(&theme, &Theme::changed, m_table, heights);
    m_table->setModel(m_proxy);
    m_table->setItemDelegate(new CellDelegate(type, m_table));
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setProperty("focusRing", false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setTabKeyNavigation(false);
    m_table->installEventFilter(this);
    m_empty->setObjectName(QStringLiteral("emptyValue"));
    m_empty->hide();
    m_range->setObjectName(QStringLiteral("pageRange"));
    m_range->setType(Theme::Size::Secondary);
    m_range->setRole(&common::Tokens::textSecondary);
    m_cancel->setObjectName(QStringLiteral("cancelReading"));
    common::setButtonSize(m_cancel, common::ButtonSize::Small);
    common::setButtonHint(m_cancel, QStringLiteral("Esc"));
    m_previous->setObjectName(QStringLiteral("previousPage"));
    m_next->setObjectName(QStringLiteral("nextPage"));
    m_previous->setSmall(true);
    m_next->setSmall(true);

    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    m_bar->setSpacing(theme.px(8));
    m_bar->addWidget(m_filter, 1);
    if (type == base::KeyType::List) {
        m_banner = new common::PlainLabel(this);
        m_banner->setObjectName(QStringLiteral("listBanner"));
        m_banner->setFixedType(Theme::Size::Secondary);
        m_banner->setRole(&common::Tokens::textSecondary);
        m_bar->addWidget(m_banner);
    }
    m_bar->addStretch(1);
    if (m_model->canFilter() || m_banner)
        m_column->addLayout(m_bar);
    else
        delete std::exchange(m_bar, nullptr); // a bar with nothing in it would still take room
    m_column->addWidget(m_table, 1);
    m_column->addWidget(m_empty, 1);
    auto *foot = new QHBoxLayout(m_footer);
    foot->setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4));
    foot->setSpacing(theme.px(4));
    foot->addWidget(m_range, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_previous);
    foot->addWidget(m_next);
    m_column->addWidget(m_footer);
    m_footer->hide();
    setFocusProxy(m_table);

    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(250);
    m_slowTimer.setSingleShot(true);
    m_slowTimer.setInterval(1000);
    connect(&m_filterTimer, &QTimer::timeout, this,
            [this] { m_model->setFilter(m_filter->text().toUtf8()); });
    connect(m_filter, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(&m_slowTimer, &QTimer::timeout, this, &TableEditor::showPage);
    connect(m_cancel, &QPushButton::clicked, this, &TableEditor::cancel);
    connect(m_previous, &QAbstractButton::clicked, m_model, &PagedModel::previousPage);
    connect(m_next, &QAbstractButton::clicked, m_model, &PagedModel::nextPage);
    connect(m_model, &PagedModel::loadingChanged, this, [this](bool loading) {
        if (loading)
            m_slowTimer.start();
        else
            m_slowTimer.stop();
        showPage();
        Q_EMIT loadingChanged();
    });
    connect(m_model, &PagedModel::progressed, this, [this](qint64 looked) {
        m_range->setText(tr("Looking for matches: %1 of %2")
                             .arg(base::countText(qMin(looked, m_model->total())),
                                  base::countText(m_model->total())));
        m_footer->show();
    });
    connect(m_model, &PagedModel::failed, this, &ValueEditor::failed);
    connect(m_model, &PagedModel::loaded, this, [this] {
        const bool first = !std::exchange(m_loadedOnce, true);
        bool changed = false;
        for (int row = 0; !first && !changed && row < m_model->rowCount(); ++row)
            changed = m_model->index(row, 0).data(PagedModel::ChangedRole).toBool();
        if (first)
            sizeColumns();
        showPage();
        Q_EMIT loaded(changed);
    });
    TableEditor::retranslate();
}

void TableEditor::retranslate()
{
    m_filter->setPlaceholderText(m_type == base::KeyType::Hash ? tr("filter fields…")
                                                               : tr("filter members…"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_table->setAccessibleName(tr("Elements"));
    m_cancel->setText(tr("Cancel"));
    m_previous->setName(tr("Previous page"));
    m_next->setName(tr("Next page"));
    m_empty->setText(m_filter->text().isEmpty() ? tr("Nothing is stored under this key.")
                                                : tr("Nothing matches the filter."));
    if (m_banner)
        m_banner->setText(tr("head ← LPUSH · RPUSH → tail"));
    showPage();
}

void TableEditor::changeEvent(QEvent *event)
{
    ValueEditor::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        Q_EMIT m_model->headerDataChanged(Qt::Horizontal, 0, m_model->columnCount() - 1);
    }
}

void TableEditor::sizeColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    const Theme &theme = Theme::instance();
    const QFontMetrics metrics(theme.fixed(Theme::Size::Secondary));
    for (int c = 0; c + 1 < m_model->columnCount(); ++c) {
        int width = header->sectionSizeHint(c);
        for (int row = 0; row < qMin(50, m_model->rowCount()); ++row)
            width = qMax(width,
                         metrics.horizontalAdvance(m_model->index(row, c).data().toString())
                             + theme.px(c == 0 && m_type == base::KeyType::Hash ? 56 : 32));
        const int least = c == 0 && m_type == base::KeyType::Hash ? 160 : 72;
        header->resizeSection(c, qBound(theme.px(least), width, theme.px(280)));
    }
}

void TableEditor::showPage()
{
    const bool empty = m_loadedOnce && m_model->rowCount() == 0 && !m_model->isLoading();
    m_empty->setVisible(empty);
    m_table->setVisible(!empty);
    if (empty)
        m_empty->setText(m_filter->text().isEmpty() ? tr("Nothing is stored under this key.")
                                                    : tr("Nothing matches the filter."));
    const bool slow = m_model->isLoading() && !m_slowTimer.isActive();
    m_cancel->setVisible(slow);
    m_previous->setEnabled(m_model->hasPrevious() && !m_model->isLoading());
    m_next->setEnabled(m_model->hasNext() && !m_model->isLoading());
    if (slow)
        m_range->setText(tr("Reading…"));
    else if (m_model->loadedRows() > 0)
        m_range->setText(tr("%1–%2 of %3")
                             .arg(base::countText(m_model->offset() + 1),
                                  base::countText(m_model->offset() + m_model->loadedRows()),
                                  base::countText(m_model->total())));
    m_footer->setVisible(slow || m_model->hasNext() || m_model->hasPrevious());
}

bool TableEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy)) {
            copySelection();
            return true;
        }
        if (key->key() == Qt::Key_Escape && m_model->isLoading()) {
            cancel();
            return true;
        }
    }
    return ValueEditor::eventFilter(watched, event);
}

void TableEditor::copySelection()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(),
              [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int c = 0; c < m_proxy->columnCount(); ++c) {
            const QModelIndex cell = row.siblingAtColumn(c);
            const QVariant bytes = cell.data(PagedModel::BytesRole);
            cells += m_type == base::KeyType::Stream && c > 0
                ? cell.data().toString()
                : base::displayText(bytes.toByteArray());
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

QByteArrayList TableEditor::selectedIdentities() const
{
    QByteArrayList names;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        names += row.data(PagedModel::IdentityRole).toByteArray();
    return names;
}

void TableEditor::load()
{
    m_model->load();
}

void TableEditor::cancel()
{
    m_model->cancel();
}

bool TableEditor::isLoading() const
{
    return m_model->isLoading();
}

QDateTime TableEditor::loadedAt() const
{
    return m_model->loadedAt();
}

QString TableEditor::facts() const
{
    if (m_model->total() < 0)
        return {};
    const int n = int(qMin<qint64>(m_model->total(), 2147483647));
    QString text;
    switch (m_type) {
    case base::KeyType::Hash:
        text = tr("%n field(s)", nullptr, n);
        break;
    case base::KeyType::Stream:
        text = n == 1 ? tr("1 entry") : tr("%1 entries").arg(base::countText(m_model->total()));
        break;
    case base::KeyType::List:
        text = tr("%n element(s)", nullptr, n);
        break;
    default:
        text = tr("%n member(s)", nullptr, n);
    }
    // A size is a fact only when all of it is here.
    if (!m_model->hasNext() && !m_model->hasPrevious())
        text += QStringLiteral(" · ") + base::sizeText(m_model->loadedBytes());
    return text;
}

void TableEditor::focusValue()
{
    m_table->setFocus();
    if (!m_table->currentIndex().isValid() && m_proxy->rowCount())
        m_table->setCurrentIndex(m_proxy->index(0, 0));
}

QString TableEditor::copyText() const
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStringList cells;
        for (int c = 0; c < m_model->columnCount(); ++c)
            cells += m_model->index(row, c).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

std::optional<values::NewKey> TableEditor::recipe() const
{
    if (!m_loadedOnce || m_model->hasNext() || m_model->hasPrevious() || !m_filter->text().isEmpty()
        || m_model->rowCount() == 0)
        return std::nullopt;
    values::NewKey key;
    key.key = m_model->key();
    key.type = m_type;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto bytes = [&](int column) {
            return m_model->index(row, column).data(PagedModel::BytesRole).toByteArray();
        };
        switch (m_type) {
        case base::KeyType::List:
            key.elements += bytes(values::ListModel::ValueColumn);
            break;
        case base::KeyType::Set:
            key.elements += bytes(0);
            break;
        case base::KeyType::Hash:
            key.pairs += { bytes(0), bytes(1) };
            break;
        case base::KeyType::SortedSet:
            key.pairs += { bytes(values::SortedSetModel::MemberColumn),
                           bytes(values::SortedSetModel::ScoreColumn) };
            break;
        default:
            return std::nullopt; // entries of a stream cannot be given their old IDs here
        }
    }
    return key;
}

} // namespace ui

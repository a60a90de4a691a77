#include "widgets/profiles/addresstable.h"
#include "widgets/common/paint.h"
#include "widgets/common/theme.h"
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableView>

namespace ui {

using common::Theme;

namespace {
constexpr quint16 redisPort = 6379;
constexpr int rowHeight = 28;
constexpr int leastRows = 2;
constexpr int mostRows = 6;
} // namespace

AddressTable::AddressTable(const char *name, int columns, QWidget *parent)
    : QWidget(parent)
    , m_rows(columns, redisPort)
    , m_view(new QTableView)
    , m_add(new QPushButton)
    , m_remove(new QPushButton)
{
    const Theme &theme = Theme::instance();
    const QString base = QString::fromLatin1(name);
    m_view->setObjectName(base);
    m_add->setObjectName(base + QStringLiteral("Add"));
    m_remove->setObjectName(base + QStringLiteral("Remove"));
    m_view->setModel(&m_rows);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(theme.px(rowHeight));
    m_view->verticalHeader()->setMinimumSectionSize(theme.px(rowHeight));
    m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setVisible(columns > 1);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    auto *inside = new QVBoxLayout;
    inside->setContentsMargins(2, 2, 2, 2);
    inside->addWidget(m_view);
    row->addLayout(inside, 1);
    row->addLayout(buttons);

    connect(m_add, &QAbstractButton::clicked, this, &AddressTable::add);
    connect(m_remove, &QAbstractButton::clicked, this, &AddressTable::removeCurrent);
    connect(&m_rows, &AddressRows::edited, this, &AddressTable::showState);
    connect(&m_rows, &QAbstractItemModel::modelReset, this, &AddressTable::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AddressTable::showState);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_view->verticalHeader()->setDefaultSectionSize(Theme::instance().px(rowHeight));
        showState();
        update();
    });
    showState();
}

AddressTable::~AddressTable()
{
    m_view->selectionModel()->disconnect(this);
    m_rows.disconnect(this);
    delete m_view; // before the model that it shows
}

QWidget *AddressTable::field() const
{
    return m_view;
}

void AddressTable::setTexts(const QString &add, const QString &remove, const QStringList &titles)
{
    m_add->setText(add);
    m_remove->setText(remove);
    for (QPushButton *button : { m_add, m_remove })
        button->setAccessibleName(button->text());
    m_add->setToolTip(add + QStringLiteral(" (Insert)"));
    m_remove->setToolTip(remove + QStringLiteral(" (Delete)"));
    if (!titles.isEmpty())
        m_rows.setTitles(titles);
}

void AddressTable::showState()
{
    const Theme &theme = Theme::instance();
    m_remove->setEnabled(m_view->currentIndex().isValid());
    const int rows = qBound(leastRows, m_rows.rowCount(), mostRows);
    const int header =
        m_rows.columnCount() > 1 ? m_view->horizontalHeader()->sizeHint().height() : 0;
    m_view->setFixedHeight(rows * theme.px(rowHeight) + header);
}

void AddressTable::add()
{
    const int row = m_rows.rowCount();
    m_rows.insertRows(row, 1);
    const QModelIndex cell = m_rows.index(row, 0);
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->setCurrentIndex(cell);
    m_view->scrollTo(cell);
    m_view->edit(cell);
}

void AddressTable::removeCurrent()
{
    const QModelIndex cell = m_view->currentIndex();
    if (!cell.isValid())
        return;
    const int row = cell.row();
    m_rows.removeRows(row, 1);
    m_view->setFocus(Qt::OtherFocusReason);
    m_view->setCurrentIndex(m_rows.index(qMin(row, m_rows.rowCount() - 1), cell.column()));
    showState();
}

/// What the view left over. Enter edits here; further up it would connect.
void AddressTable::keyPressEvent(QKeyEvent *event)
{
    if (!m_view->hasFocus()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_view->currentIndex().isValid())
            m_view->edit(m_view->currentIndex());
        else
            add();
        return;
    case Qt::Key_Insert:
        add();
        return;
    case Qt::Key_Delete:
        removeCurrent();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void AddressTable::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const common::Tokens &t = common::tokens();
    common::paintBox(&painter, m_view->geometry().adjusted(-2, -2, 2, 2), t.surface,
                     t.controlOutline);
}

} // namespace ui

#include "widgets/profiles/connectionlist.h"
#include "profiles/profilestore.h"
#include "widgets/common/buttons.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/profiles/profiledelegate.h"
#include "widgets/profiles/profiletexts.h"
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTreeView>

namespace ui {

using common::Theme;
using common::Tokens;
using profiles::ProfilesModel;

ConnectionList::ConnectionList(profiles::ProfileStore &store, QWidget *parent)
    : Panel(&Tokens::surface, {}, parent)
    , m_store(store)
    , m_model(store, ProfilesModel::Samples::Shown)
    , m_delegate(new ProfileDelegate(this))
    , m_title(new common::PlainLabel)
    , m_add(new common::IconButton(QStringLiteral("plus"), {}))
    , m_header(new Panel(&Tokens::window))
    , m_search(new Panel(&Tokens::window, Qt::BottomEdge))
    , m_text(new QLineEdit)
    , m_searchIcon(
          m_text->addAction(common::icon(QStringLiteral("filter")), QLineEdit::LeadingPosition))
    , m_stack(new QStackedWidget)
    , m_tree(new QTreeView)
    , m_empty(new common::EmptyState(QStringLiteral("connect")))
    , m_noMatch(new common::EmptyState(QStringLiteral("search")))
    , m_footer(new Panel(&Tokens::window, Qt::TopEdge))
    , m_footerIcon(new QLabel)
    , m_footerText(new common::PlainLabel)
    , m_footerMore(new common::PlainLabel)
{
    const Theme &theme = Theme::instance();
    setObjectName(QStringLiteral("connectionList"));
    m_filter.setSourceModel(&m_model);
    m_title->setType(Theme::Size::PaneTitle, QFont::DemiBold);
    m_add->setObjectName(QStringLiteral("newConnection"));
    m_text->setObjectName(QStringLiteral("filterConnections"));
    m_text->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("connectionTree"));
    m_tree->setModel(&m_filter);
    m_tree->setItemDelegate(m_delegate);
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(0);
    m_tree->setRootIsDecorated(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setMouseTracking(true);
    m_tree->setProperty("focusRing", false);
    m_tree->expandAll();

    m_header->setFixedHeight(theme.px(48));
    auto *headerRow = new QHBoxLayout(m_header);
    headerRow->setContentsMargins(theme.px(16), 0, theme.px(9), 0);
    headerRow->addWidget(m_title, 1);
    headerRow->addWidget(m_add);
    auto *searchRow = new QHBoxLayout(m_search);
    searchRow->setContentsMargins(theme.px(8), 0, theme.px(9), theme.px(9));
    searchRow->addWidget(m_text);
    auto *footerRow = new QHBoxLayout(m_footer);
    footerRow->setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8));
    footerRow->setSpacing(theme.px(8));
    footerRow->addWidget(m_footerIcon);
    footerRow->addWidget(m_footerText);
    footerRow->addWidget(m_footerMore, 1);
    m_footerText->setType(Theme::Size::Secondary);
    m_footerMore->setType(Theme::Size::Secondary);
    m_footerMore->setRole(&Tokens::textSecondary);
    m_footerMore->setElideMode(Qt::ElideRight);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_noMatch);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_search);
    column->addWidget(m_stack, 1);
    column->addWidget(m_footer);

    const auto show = [this] {
        const bool none = !m_filter.text().isEmpty() && m_filter.rowCount() == 0;
        m_stack->setCurrentWidget(m_isEmpty  ? m_empty
                                      : none ? m_noMatch
                                             : static_cast<QWidget *>(m_tree));
    };
    connect(m_text, &QLineEdit::textChanged, this, [this, show](const QString &text) {
        m_filter.setText(text);
        m_tree->expandAll();
        show();
        if (!m_filter.text().isEmpty() && current().isNull() && m_filter.rowCount() > 0)
            m_tree->setCurrentIndex(m_filter.index(0, 0, m_filter.index(0, 0)));
    });
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &above, int first, int last) {
                for (int row = first; row <= last && !above.isValid(); ++row)
                    m_tree->expand(m_filter.index(row, 0));
            });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showFooter();
        Q_EMIT currentChanged(current());
    });
    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!index.parent().isValid())
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::doubleClicked, this, [this] {
        if (!current().isNull())
            Q_EMIT connectRequested(current());
    });
    connect(m_add, &QAbstractButton::clicked, this, &ConnectionList::newRequested);
    connect(&store, &profiles::ProfileStore::changed, this, &ConnectionList::showFooter);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        showFooter();
        m_tree->doItemsLayout();
    });
    m_tree->installEventFilter(this);
    m_text->installEventFilter(this);
    retranslate();
    showFooter();
}

ConnectionList::~ConnectionList()
{
    m_tree->selectionModel()->disconnect(this);
    m_filter.disconnect(this);
    delete m_tree; // before the models that it shows
}

void ConnectionList::retranslate()
{
    m_model.retranslate();
    m_title->setText(tr("Connections"));
    m_add->setName(tr("New connection"), QStringLiteral("Ctrl+N"));
    m_text->setPlaceholderText(tr("Filter connections…"));
    m_text->setAccessibleName(tr("Filter connections"));
    m_tree->setAccessibleName(tr("Connections"));
    m_empty->setText(tr("No connections yet. Paste an endpoint, find one in AWS, or try the demo "
                        "server."));
    m_noMatch->setText(tr("No connection matches the filter."));
    showFooter();
}

void ConnectionList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Panel::changeEvent(event);
}

QUuid ConnectionList::current() const
{
    return m_tree->currentIndex().data(ProfilesModel::IdRole).toUuid();
}

void ConnectionList::setCurrent(const QUuid &id)
{
    QModelIndex index = m_filter.mapFromSource(m_model.indexOf(id));
    if (!index.isValid() && !m_filter.text().isEmpty() && m_model.indexOf(id).isValid()) {
        m_text->clear();
        index = m_filter.mapFromSource(m_model.indexOf(id));
    }
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void ConnectionList::focusList()
{
    m_tree->setFocus(Qt::OtherFocusReason);
}

void ConnectionList::setDirtyTest(std::function<bool(const QUuid &)> isDirty)
{
    m_delegate->isDirty = std::move(isDirty);
}

void ConnectionList::setEmpty(bool empty)
{
    m_isEmpty = empty;
    m_search->setVisible(!empty);
    m_header->setHairlines(empty ? Qt::Edges(Qt::BottomEdge) : Qt::Edges());
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_tree);
    showFooter();
}

void ConnectionList::refreshRows()
{
    m_tree->viewport()->update();
    showFooter();
}

void ConnectionList::showFooter()
{
    const auto profile = m_store.find(current());
    m_footer->setVisible(!m_isEmpty && profile && profile->lastTest.isValid());
    if (!m_footer->isVisibleTo(this))
        return;
    const QDateTime now = QDateTime::currentDateTime();
    const bool passed = profile->lastTestPassed;
    const Theme &theme = Theme::instance();
    const QString ago = agoText(profile->lastTest, now);
    m_footerIcon->setPixmap(common::iconPixmap(
        passed ? QStringLiteral("ok") : QStringLiteral("error"),
        passed ? theme.tokens().ok : theme.tokens().danger, theme.px(14), devicePixelRatioF()));
    m_footerText->setRole(passed ? &Tokens::ok : &Tokens::danger);
    m_footerText->setText(passed ? tr("last test passed %1").arg(ago)
                                 : tr("last test failed %1").arg(ago));
    m_footerMore->setText(!passed && profile->lastPass.isValid()
                              ? tr("· passed %1").arg(agoText(profile->lastPass, now))
                              : QString());
}

void ConnectionList::move(int step)
{
    const QUuid id = current();
    if (!id.isNull()) {
        m_store.moveBy(id, step);
        setCurrent(id);
        return;
    }
    const QModelIndex group = m_tree->currentIndex();
    if (group.isValid() && (m_filter.flags(group) & Qt::ItemIsEditable))
        m_store.moveGroupBy(group.data(ProfilesModel::GroupRole).toString(), step);
}

bool ConnectionList::handleKey(QKeyEvent *event)
{
    const QUuid id = current();
    const QModelIndex index = m_tree->currentIndex();
    const bool own = m_store.find(id).has_value();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!id.isNull())
            Q_EMIT connectRequested(id);
        else if (index.isValid())
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
        return true;
    case Qt::Key_Delete:
        if (own)
            Q_EMIT removeRequested(id);
        return true;
    case Qt::Key_D:
        if (event->modifiers() != (Qt::ControlModifier | Qt::ShiftModifier))
            break;
        if (own)
            Q_EMIT duplicateRequested(id);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() != Qt::AltModifier)
            break;
        move(event->key() == Qt::Key_Up ? -1 : 1);
        return true;
    default:
        break;
    }
    // Typing in the list searches it.
    const QString typed = event->text();
    if (!typed.isEmpty() && typed.at(0).isPrint() && typed.at(0) != u' '
        && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        m_text->setFocus(Qt::OtherFocusReason);
        m_text->setText(m_text->text() + typed);
        return true;
    }
    return false;
}

bool ConnectionList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_tree && !m_tree->isPersistentEditorOpen(m_tree->currentIndex())
            && handleKey(key))
            return true;
        if (watched == m_text && key->key() == Qt::Key_Escape && !m_text->text().isEmpty()) {
            m_text->clear();
            return true;
        }
        if (watched == m_text && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
            focusList();
            return true;
        }
        if (watched == m_text && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            if (!current().isNull())
                Q_EMIT connectRequested(current());
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

} // namespace ui

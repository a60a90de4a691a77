// KeysPane, the half that shows: its parts, its words, and what each says of the scan.
#include "base/durationtext.h"
#include "widgets/browser/keysfooter.h"
#include "widgets/browser/keyspane.h"
#include "widgets/browser/keyview.h"
#include "widgets/common/buttons.h"
#include "widgets/common/chip.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/common/theme.h"
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>

namespace ui {

namespace {

using base::KeyType;
using common::Theme;
using keys::KeyTreeModel;
using Scanner = keys::KeyScanner;

} // namespace

void KeysPane::build()
{
    m_title->setType(Theme::Size::PaneTitle, QFont::DemiBold);
    m_database->setObjectName(QStringLiteral("databaseButton"));
    m_database->setPopupMode(QToolButton::InstantPopup);
    m_database->setMenu(new QMenu(m_database));
    m_database->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setObjectName(QStringLiteral("keysMenu"));
    m_more->setSmall(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_search->setObjectName(QStringLiteral("keySearch"));
    m_search->addAction(common::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_case->setObjectName(QStringLiteral("matchCase"));
    m_case->setText(QStringLiteral("Aa"));
    m_case->setCheckable(true);
    m_case->setChecked(true);
    m_help->setObjectName(QStringLiteral("globHelp"));
    m_help->setSmall(true);
    m_all->setObjectName(QStringLiteral("typeAll"));
    m_all->setCheckable(true);
    m_moreChips->setObjectName(QStringLiteral("moreTypes"));
    m_moreChips->setPopupMode(QToolButton::InstantPopup);
    m_moreChips->setMenu(new QMenu(m_moreChips));
    m_moreChips->hide();
    m_mode->setObjectName(QStringLiteral("treeOrList"));
    m_mode->addSegment({}, QStringLiteral("tree"))->setObjectName(QStringLiteral("treeMode"));
    m_mode->addSegment({}, QStringLiteral("list"))->setObjectName(QStringLiteral("listMode"));
    m_mode->setCurrent(0);
    m_sort->setObjectName(QStringLiteral("sortButton"));
    m_sort->setPopupMode(QToolButton::InstantPopup);
    m_sort->setMenu(new QMenu(m_sort));
    m_banner->setObjectName(QStringLiteral("keysBanner"));
    m_banner->setType(Theme::Size::Caption);
    m_banner->setRole(&common::Tokens::textMuted);
    m_banner->setWordWrap(true);
    m_empty->setObjectName(QStringLiteral("keysEmpty"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    const auto &theme = Theme::instance();
    const int side = theme.px(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(12), 0, side, 0);
    head->setSpacing(theme.px(4));
    head->addWidget(m_title);
    head->addWidget(m_database);
    head->addStretch();
    head->addWidget(m_more);
    auto *search = new QHBoxLayout;
    search->setContentsMargins(side, 0, side, 0);
    search->setSpacing(theme.px(4));
    search->addWidget(m_search, 1);
    search->addWidget(m_case);
    search->addWidget(m_help);
    auto *chips = new QHBoxLayout(m_chipRow);
    chips->setContentsMargins(side, 0, side, 0);
    chips->setSpacing(theme.px(4));
    chips->addWidget(m_all);
    for (const KeyType type : chipTypes) {
        auto *chip = new common::Chip(base::keyTypeBadge(type), m_chipRow);
        chip->setObjectName(QStringLiteral("type") + base::keyTypeBadge(type));
        chip->setCheckable(true);
        chip->hide();
        chips->addWidget(chip);
        m_chips.insert(type, chip);
        connect(chip, &QAbstractButton::clicked, this, &KeysPane::chipToggled);
    }
    chips->addWidget(m_moreChips);
    chips->addStretch();
    auto *modes = new QHBoxLayout;
    modes->setContentsMargins(side, 0, side, 0);
    modes->addWidget(m_mode);
    modes->addStretch();
    modes->addWidget(m_sort);
    auto *banner = new QHBoxLayout;
    banner->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    banner->addWidget(m_banner);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(4), 0, 0);
    column->setSpacing(theme.px(8));
    column->addLayout(head);
    column->addLayout(search);
    column->addWidget(m_chipRow);
    column->addLayout(modes);
    column->addLayout(banner);
    auto *list = new QVBoxLayout;
    list->setSpacing(0);
    list->addWidget(m_stack, 1);
    list->addWidget(m_footer);
    column->addLayout(list, 1);

    const auto action = [this](const char *name, const char *icon) {
        auto *made = new QAction(this);
        made->setObjectName(QLatin1String(name));
        made->setIcon(common::icon(QLatin1String(icon)));
        return made;
    };
    m_newKey = action("actionNewKey", "key-new");
    m_rename = action("actionRename", "rename");
    m_delete = action("actionDelete", "delete");
    m_copyName = action("actionCopyName", "copy");
    m_undo = action("actionUndo", "undo");
    m_refresh = action("actionRefresh", "refresh");
    m_menu->addActions({ m_refresh, m_newKey, m_rename, m_delete, m_copyName, m_undo });
    m_menu->setToolTipsVisible(true);
    m_preview.setSingleShot(true);
    m_preview.setInterval(120);
    m_progress.setSingleShot(true);
    m_progress.setInterval(100);
    m_countdown.setInterval(1000);
    m_countdown.start();
    setTabOrder(m_database, m_more);
    setTabOrder(m_more, m_search);
    setTabOrder(m_search, m_case);
    setTabOrder(m_case, m_help);
}
void KeysPane::refreshDatabases()
{
    QMenu *menu = m_database->menu();
    menu->clear();
    menu->setToolTipsVisible(true);
    const int current = m_browse ? m_browse.database() : 0;
    m_database->setText(QStringLiteral("db%1").arg(current));
    const QList<keys::Keyspace::Database> &all = m_keyspace.databases();
    const bool cluster = m_browse && m_browse.nodes()->cluster;
    const bool only = current == 0 && m_keyspace.isWhole() && all.size() == 1;
    m_database->setVisible(!cluster && !only);
    const QString whyHidden = cluster ? tr("A cluster has database 0 only.")
        : only                        ? tr("This server has database 0 only.")
                                      : QString();
    m_title->setToolTip(whyHidden);
    m_title->setAccessibleDescription(whyHidden);
    for (const auto &database : all) {
        QAction *action = menu->addAction(
            QStringLiteral("db%1\t%2").arg(database.number).arg(base::countText(database.keys)));
        action->setCheckable(true);
        action->setChecked(database.number == current);
        connect(action, &QAction::triggered, this, [this, number = database.number, current] {
            if (number != current)
                Q_EMIT databaseChanged(number);
            else
                refreshDatabases();
        });
    }
    const QString reason = m_keyspace.reason().text;
    m_database->setToolTip(reason.isEmpty()
                               ? tr("Database")
                               : QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped()));
    if (!reason.isEmpty()) {
        menu->addSeparator();
        menu->addAction(reason)->setEnabled(false);
    }
}

void KeysPane::refreshChips()
{
    const auto &store = m_model.store();
    const bool unknown = store.count(KeyType::Unknown) > 0 || m_model.isPartial();
    int room = m_chipRow->width() - m_all->sizeHint().width() - Theme::instance().px(64);
    QMenu *menu = m_moreChips->menu();
    menu->clear();
    for (const KeyType type : chipTypes) {
        common::Chip *chip = m_chips.value(type);
        const bool on = m_types.contains(type);
        if (m_types.isEmpty() || on)
            m_counts[type] = store.count(type);
        const qint64 count = m_counts.value(type);
        QString text = base::countText(count);
        if (unknown)
            text += QLatin1Char('+');
        chip->setCount(count ? text : QString());
        chip->setChecked(on);
        const int width = chip->sizeHint().width() + Theme::instance().px(4);
        const bool wanted = on || count > 0;
        const bool fits = on || room >= width;
        chip->setVisible(wanted && fits);
        if (wanted && fits)
            room -= width;
        if (wanted && fits)
            continue;
        QAction *action = menu->addAction(
            count ? base::keyTypeBadge(type) + QLatin1Char('\t') + text : base::keyTypeBadge(type));
        connect(action, &QAction::triggered, chip, &QAbstractButton::click);
    }
    m_all->setChecked(m_types.isEmpty());
    m_moreChips->setVisible(!menu->isEmpty());
    m_moreChips->setText(QStringLiteral("+ %1").arg(menu->actions().size()));
}

void KeysPane::refreshState()
{
    const qint64 listed = m_model.store().size();
    const bool filtered = !m_model.filter().isEmpty();
    refreshActions();
    QString banner;
    if (m_offlineSince.isValid())
        banner =
            tr("As of %1").arg(QLocale().toString(m_offlineSince.time(), QStringLiteral("HH:mm")));
    else if (!m_typeProblem.isEmpty())
        banner = m_typeProblem;
    else if (filtered)
        banner = tr("%1 of %2 loaded keys match. Enter asks the server.")
                     .arg(base::countText(m_model.acceptedCount()), base::countText(listed));
    else if (m_model.sort() != KeyTreeModel::Sort::Name)
        banner = tr("Sorted among loaded keys whose figures are known");
    m_banner->setText(banner);
    m_banner->setVisible(!banner.isEmpty());

    if (!m_exact.isEmpty())
        m_footer->showSentence(listed ? tr("Found") : tr("No such key"), { "EXISTS", m_exact });
    else
        m_footer->show(m_scanner, listed, m_completeAt);

    const Scanner::State state = m_scanner.state();
    const bool nothing = m_model.rowCount() == 0 && m_model.isSettled()
        && state != Scanner::State::Running
        && (state != Scanner::State::Idle || !m_exact.isEmpty());
    if (nothing) {
        m_empty->clearActions();
        const bool searching =
            !m_match.isEmpty() || !m_exact.isEmpty() || filtered || !m_types.isEmpty();
        if (state == Scanner::State::Failed) {
            m_empty->setIconName(QStringLiteral("warning"));
            m_empty->setText(m_scanner.error().text + QLatin1Char('\n')
                             + tr("A key can still be opened by its name: type =name and Enter."));
            connect(m_empty->addAction(tr("Open a key by name")), &QAbstractButton::clicked, this,
                    [this] {
                        m_search->setText(QStringLiteral("="));
                        focusSearch();
                        m_search->deselect();
                    });
        } else if (searching) {
            m_empty->setIconName(QStringLiteral("search"));
            const QString shown = m_match.isEmpty() ? m_search->text() : QString::fromUtf8(m_match);
            m_empty->setText(tr("No key matches %1. Scanned about %2 of %3.")
                                 .arg(shown.isEmpty() ? tr("the chosen types") : shown,
                                      base::countText(m_scanner.looked()),
                                      m_scanner.databaseSize() < 0
                                          ? QStringLiteral("?")
                                          : base::countText(m_scanner.databaseSize())));
            connect(m_empty->addAction(tr("Clear filter")), &QAbstractButton::clicked, this,
                    [this] {
                        for (common::Chip *chip : std::as_const(m_chips))
                            chip->setChecked(false);
                        m_types.clear();
                        m_match.clear();
                        m_exact.clear();
                        m_search->clear();
                        filterLocally();
                        scan();
                    });
        } else {
            m_empty->setIconName(QStringLiteral("key"));
            m_empty->setText(tr("Database %1 has no keys. Create one, or check which database your "
                                "app writes to.")
                                 .arg(m_model.database()));
            QAbstractButton *create = m_empty->addAction(tr("New key"), true);
            create->setEnabled(m_newKey->isEnabled());
            create->setToolTip(m_newKey->toolTip());
            connect(create, &QAbstractButton::clicked, this, &KeysPane::requestNewKey);
        }
    }
    QWidget *page = nothing ? static_cast<QWidget *>(m_empty) : m_view;
    if (m_stack->currentWidget() != page) {
        const bool hadFocus = m_stack->isAncestorOf(QApplication::focusWidget());
        m_stack->setCurrentWidget(page);
        if (hadFocus)
            focusList();
    }
    m_view->setEnabled(true);
}

void KeysPane::applyTheme()
{
    QPalette palette = m_view->palette();
    palette.setColor(QPalette::Base, common::tokens().surface);
    m_view->setPalette(palette);
    m_database->setFont(Theme::instance().fixed());
    m_case->setFont(Theme::instance().ui(Theme::Size::Secondary));
    m_sort->setFont(Theme::instance().ui(Theme::Size::Secondary));
    m_moreChips->setFont(Theme::instance().ui(Theme::Size::Caption));
    update();
}

void KeysPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), common::tokens().window);
    painter.fillRect(0, m_stack->y() - 1, width(), 1, common::tokens().hairline);
    painter.fillRect(m_stack->geometry(), common::tokens().surface);
}

void KeysPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshChips();
}

void KeysPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refreshState();
    }
    QWidget::changeEvent(event);
}

void KeysPane::retranslate()
{
    m_title->setText(tr("Keys"));
    setAccessibleName(tr("Keys"));
    m_database->setAccessibleName(tr("Database"));
    m_more->setName(tr("More"));
    m_search->setPlaceholderText(tr("Search keys…"));
    m_search->setAccessibleName(tr("Search keys"));
    m_case->setToolTip(tr("Match upper and lower case"));
    m_case->setAccessibleName(m_case->toolTip());
    m_help->setName(tr("How to search"));
    m_all->setText(tr("All"));
    m_all->setAccessibleName(tr("All types"));
    m_moreChips->setAccessibleName(tr("More types"));
    for (auto it = m_chips.cbegin(); it != m_chips.cend(); ++it) {
        it.value()->setAccessibleName(it.value()->text());
        it.value()->setToolTip(m_can.scanType
                                   ? tr("Asks the server for keys of this type only. The count is "
                                        "of keys whose type is known so far.")
                                   : tr("This server cannot scan by type: shows loaded keys whose "
                                        "type is known."));
    }
    m_mode->setSegmentText(0, tr("Tree"));
    m_mode->setSegmentText(1, tr("List"));
    m_mode->setAccessibleName(tr("Tree or list"));
    const QStringList names{ tr("Name"), tr("Type"), tr("TTL"), tr("Size") };
    const QList<QAction *> sorts = m_sort->menu()->actions();
    for (int i = 0; i < sorts.size(); ++i)
        sorts.at(i)->setText(names.at(i));
    m_sort->setText(tr("Sort: %1").arg(names.at(int(m_model.sort()))));
    m_sort->setAccessibleName(m_sort->text());
    m_refresh->setText(tr("Refresh"));
    m_newKey->setText(tr("New key"));
    m_rename->setText(tr("Rename…"));
    m_copyName->setText(tr("Copy name"));
    m_undo->setText(tr("Undo last deletion"));
    refreshActions();
}

} // namespace ui

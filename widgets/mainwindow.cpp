#include "widgets/mainwindow.h"
#include "widgets/commandpalette.h"
#include "widgets/common/theme.h"
#include "widgets/discardsheet.h"
#include "widgets/homebar.h"
#include "widgets/rail.h"
#include "widgets/settings/preferences.h"
#include "widgets/settings/preferencessheet.h"
#include "widgets/settings/shortcutssheet.h"
#include "widgets/statusbar.h"
#include "widgets/workspaceview.h"
#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace ui {

using common::Theme;

MainWindow::MainWindow(Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_actions(new Actions(this))
    , m_rail(new Rail(this))
    , m_pages(new QStackedWidget(this))
    , m_bars(new QStackedWidget(this))
    , m_homeBar(new HomeBar(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    m_pages->setObjectName(QStringLiteral("pages"));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_pages, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_bars);
    m_bars->addWidget(m_homeBar);
    m_bars->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    setMinimumSize(960, 600);
    resize(1360, 860);
    restoreGeometry(
        m_preferences.state(QStringLiteral("window"), QStringLiteral("geometry")).toByteArray());

    connect(m_rail, &Rail::workspaceRequested, this, &MainWindow::showNth);
    connect(m_rail, &Rail::homeRequested, this, &MainWindow::showHome);
    connect(m_rail, &Rail::newRequested, this, [this] { perform(Actions::NewConnection); });
    connect(m_homeBar, &HomeBar::languageClicked, this, &MainWindow::showPreferences);
    connect(m_homeBar, &HomeBar::preferencesClicked, this, &MainWindow::showPreferences);
    for (int id = 0; id < Actions::ActionCount; ++id) {
        connect(m_actions->action(static_cast<Actions::Id>(id)), &QAction::triggered, this,
                [this, id] { perform(static_cast<Actions::Id>(id)); });
    }
    for (int i = 1; i <= 9; ++i) {
        auto *nth = new QShortcut(
            QKeySequence(QKeyCombination(Qt::ControlModifier, static_cast<Qt::Key>(Qt::Key_0 + i))),
            this);
        connect(nth, &QShortcut::activated, this, [this, i] {
            if (i <= m_views.size())
                showNth(i - 1);
        });
    }
    refreshTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::setHome(QWidget *home, const std::function<bool()> &unsaved)
{
    m_home = home;
    m_homeUnsaved = unsaved;
    m_pages->insertWidget(0, home);
    Actions::absorbShortcuts(home);
    showHome();
}

void MainWindow::setProfiles(const std::function<QList<profiles::Profile>()> &profiles)
{
    m_profiles = profiles;
}

/// Over a workspace its band and frame stay in sight.
QWidget *MainWindow::sheetHost() const
{
    const WorkspaceView *view = currentWorkspace();
    return view ? view->sheetHost() : m_pages;
}

void MainWindow::addWorkspace(WorkspaceView *view)
{
    RailTile *tile = m_rail->addTile(view->profile());
    m_pages->addWidget(view);
    m_bars->addWidget(view->statusBar());
    m_views.append(view);
    connect(view, &WorkspaceView::offlineChanged, tile, &RailTile::setOffline);
    connect(view, &WorkspaceView::titleChanged, this, &MainWindow::refreshTitle);
    connect(view, &WorkspaceView::closeAgreed, this,
            [this, view] { Q_EMIT closeWorkspaceRequested(view->profile().id); });
    connect(view, &WorkspaceView::actionRequested, this, &MainWindow::perform);
    showNth(static_cast<int>(m_views.size()) - 1);
}

void MainWindow::removeWorkspace(const QUuid &profile)
{
    WorkspaceView *view = workspace(profile);
    if (!view)
        return;
    view->saveState();
    const auto index = static_cast<int>(m_views.indexOf(view));
    m_rail->removeTile(index);
    m_views.removeAt(index);
    m_pages->removeWidget(view);
    m_bars->removeWidget(view->statusBar());
    delete view->statusBar();
    delete view;
    if (m_views.isEmpty())
        showHome();
    else
        showNth(qMin(index, static_cast<int>(m_views.size()) - 1));
}

WorkspaceView *MainWindow::workspace(const QUuid &profile) const
{
    for (WorkspaceView *view : m_views) {
        if (view->profile().id == profile)
            return view;
    }
    return nullptr;
}

WorkspaceView *MainWindow::currentWorkspace() const
{
    return qobject_cast<WorkspaceView *>(m_pages->currentWidget());
}

void MainWindow::showWorkspace(const QUuid &profile)
{
    if (WorkspaceView *view = workspace(profile))
        showNth(static_cast<int>(m_views.indexOf(view)));
}

void MainWindow::showNth(int index)
{
    WorkspaceView *view = m_views.value(index);
    if (!view)
        return;
    m_pages->setCurrentWidget(view);
    m_bars->setCurrentWidget(view->statusBar());
    m_rail->setCurrent(index);
    view->focusKeys();
    refreshTitle();
}

void MainWindow::showHome()
{
    if (m_home)
        m_pages->setCurrentWidget(m_home);
    m_bars->setCurrentWidget(m_homeBar);
    m_rail->setCurrent(-1);
    refreshTitle();
}

void MainWindow::perform(Actions::Id id)
{
    switch (id) {
    case Actions::Palette:
        showPalette();
        return;
    case Actions::NewConnection:
        showHome();
        Q_EMIT newConnectionRequested();
        return;
    case Actions::ImportFile:
        showHome();
        Q_EMIT importRequested();
        return;
    case Actions::OpenConnections:
        showHome();
        if (m_home)
            m_home->setFocus();
        return;
    case Actions::ShowPreferences:
        showPreferences();
        return;
    case Actions::ShowShortcuts:
        showShortcuts();
        return;
    case Actions::ZoomIn:
        m_preferences.setZoom(m_preferences.zoom() + 10);
        return;
    case Actions::ZoomOut:
        m_preferences.setZoom(m_preferences.zoom() - 10);
        return;
    case Actions::ZoomReset:
        m_preferences.setZoom(100);
        return;
    case Actions::Quit:
        close();
        return;
    default:
        break;
    }
    if (WorkspaceView *view = currentWorkspace())
        view->perform(id);
}

void MainWindow::showPreferences()
{
    if (findChild<PreferencesSheet *>())
        return;
    auto *sheet = new PreferencesSheet(m_preferences, sheetHost());
    sheet->open();
}

void MainWindow::showShortcuts()
{
    if (findChild<ShortcutsSheet *>())
        return;
    QList<ShortcutsSheet::Entry> entries;
    for (int i = 0; i < Actions::ActionCount; ++i) {
        const auto id = static_cast<Actions::Id>(i);
        entries.append({ m_actions->group(id), m_actions->action(id)->text(),
                         m_actions->action(id)->shortcut().toString(QKeySequence::NativeText) });
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto &a, const auto &b) { return a.group < b.group; });
    auto *sheet = new ShortcutsSheet(entries, sheetHost());
    sheet->open();
}

void MainWindow::showPalette()
{
    if (findChild<CommandPalette *>())
        return;
    QList<CommandPalette::Item> items;
    WorkspaceView *current = currentWorkspace();
    for (int i = 0; i < Actions::ActionCount; ++i) {
        const auto id = static_cast<Actions::Id>(i);
        if (id == Actions::Palette)
            continue;
        CommandPalette::Item item;
        item.group = tr("Actions");
        item.text = m_actions->action(id)->text();
        item.hint = m_actions->action(id)->shortcut().toString(QKeySequence::NativeText);
        item.icon = Actions::icon(id);
        item.also = { m_actions->englishText(id) };
        QString obstacle;
        if (current)
            obstacle = current->obstacle(id);
        else if (Actions::needsWorkspace(id))
            obstacle = tr("No connection is open");
        if (!obstacle.isEmpty()) {
            item.enabled = false;
            item.hint = obstacle;
        }
        item.run = [this, id] { perform(id); };
        items.append(item);
    }
    for (WorkspaceView *view : std::as_const(m_views)) {
        CommandPalette::Item item;
        item.group = tr("Connections");
        item.text = view->profile().name;
        item.hint = view->profile().address();
        item.icon = QStringLiteral("connect");
        item.run = [this, id = view->profile().id] { showWorkspace(id); };
        items.append(item);
    }
    const QList<profiles::Profile> saved = m_profiles ? m_profiles() : QList<profiles::Profile>();
    for (const profiles::Profile &profile : saved) {
        if (workspace(profile.id))
            continue;
        CommandPalette::Item item;
        item.group = tr("Connections");
        item.text = profile.name;
        item.hint = profile.address();
        item.icon = QStringLiteral("connect");
        item.run = [this, id = profile.id] { Q_EMIT connectRequested(id); };
        items.append(item);
    }
    if (current) {
        const auto tabs = current->openTabs();
        for (const auto &tab : tabs) {
            CommandPalette::Item item;
            item.group = tr("Open tabs");
            item.text = tab.first;
            item.icon = QStringLiteral("key");
            item.run = tab.second;
            items.append(item);
        }
    }
    auto *palette = new CommandPalette(items, sheetHost());
    palette->open();
}

bool MainWindow::hasUnsavedEdits() const
{
    return (m_homeUnsaved && m_homeUnsaved())
        || std::any_of(m_views.cbegin(), m_views.cend(),
                       [](const WorkspaceView *view) { return view->hasUnsavedEdits(); });
}

void MainWindow::saveState()
{
    m_preferences.setState(QStringLiteral("window"), QStringLiteral("geometry"), saveGeometry());
    for (WorkspaceView *view : std::as_const(m_views))
        view->saveState();
    m_preferences.sync();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing) {
        for (WorkspaceView *view : std::as_const(m_views)) {
            if (!view->hasUnsavedEdits())
                continue;
            event->ignore();
            showWorkspace(view->profile().id);
            view->askToDiscard([this, view] {
                view->discardEdits();
                close();
            });
            return;
        }
        if (m_homeUnsaved && m_homeUnsaved()) {
            event->ignore();
            showHome();
            askToDiscard(m_pages, tr("Some connections have edits that were not saved."), [this] {
                m_homeUnsaved = {};
                close();
            });
            return;
        }
    }
    m_closing = true;
    saveState();
    event->accept();
}

/// Qt's own chain is the order in which the parts were made, and tabs are made late.
bool MainWindow::focusNextPrevChild(bool next)
{
    const WorkspaceView *view = currentWorkspace();
    if (!view)
        return QWidget::focusNextPrevChild(next);
    const auto place = [&](const QWidget *widget) {
        if (m_rail->isAncestorOf(widget))
            return -1;
        return m_bars->isAncestorOf(widget) ? 100 : view->readingPlace(widget);
    };
    QList<QWidget *> stops;
    for (QWidget *w = nextInFocusChain(); w && w != this; w = w->nextInFocusChain()) {
        if (isAncestorOf(w) && w->isVisible() && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus)
            && !w->focusProxy())
            stops.append(w);
    }
    if (stops.isEmpty())
        return false;
    std::stable_sort(stops.begin(), stops.end(),
                     [&](QWidget *a, QWidget *b) { return place(a) < place(b); });
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype to = at < 0 ? 0 : (at + (next ? 1 : stops.size() - 1)) % stops.size();
    stops.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_actions->retranslate();
        refreshTitle();
    }
}

void MainWindow::refreshTitle()
{
    const WorkspaceView *view = currentWorkspace();
    setWindowTitle(view ? QStringLiteral("%1 — Larder").arg(view->profile().name)
                        : QStringLiteral("Larder"));
}

} // namespace ui

#include "widgets/workspaceview.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "console/activitymodel.h"
#include "widgets/bottomdock.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/band.h"
#include "widgets/common/theme.h"
#include "widgets/console/consoleview.h"
#include "widgets/discardsheet.h"
#include "widgets/documenttabs.h"
#include "widgets/identityband.h"
#include "widgets/linkbands.h"
#include "widgets/serverstatus.h"
#include "widgets/settings/preferences.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/statusbar.h"
#include "widgets/toolbar.h"
#include "widgets/values/detailspanel.h"
#include "widgets/values/keytab.h"
#include "widgets/writelock.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

namespace ui {

using common::Theme;
using common::tokens;
using session::Session;

namespace {

constexpr int frameWidth = 4; ///< of production
constexpr int roomForDetails = 1200; ///< narrower windows hide Details by themselves

} // namespace

WorkspaceView::WorkspaceView(const WorkspaceParts &parts, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_preferences(preferences)
    , m_content(new QWidget(this))
    , m_identity(new IdentityBand(this))
    , m_tools(new ToolBar(m_content))
    , m_bands(new LinkBands(*parts.session, parts.signsInBySso, m_content))
    , m_across(new QSplitter(Qt::Horizontal, m_content))
    , m_down(new QSplitter(Qt::Vertical, m_content))
    , m_tabs(new DocumentTabs(m_down))
    , m_dock(new BottomDock(m_down))
    , m_status(new StatusBar)
    , m_serverStatus(new ServerStatus(*parts.session, *m_status, this))
    , m_lock(new WriteLock(*parts.session, *m_identity, *m_status, m_content))
    , m_db(parts.session->profile().db)
{
    setObjectName(QStringLiteral("workspace"));
    m_content->setObjectName(QStringLiteral("workspaceContent"));
    m_identity->setProfile(profile());
    m_identity->setDatabase(m_db);

    auto *inner = new QVBoxLayout(m_content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_tools);
    inner->addWidget(m_bands->wrongServer());
    inner->addWidget(m_bands->replica());
    inner->addWidget(m_across, 1);
    auto *outer = new QVBoxLayout(this);
    const int frame = isProduction() ? frameWidth : 0;
    outer->setContentsMargins(frame, frame, frame, frame);
    outer->setSpacing(0);
    outer->addWidget(m_identity);
    outer->addWidget(m_content, 1);

    m_tabs->setBand(m_bands->link());
    m_down->addWidget(m_tabs);
    m_down->addWidget(m_dock);
    m_down->setStretchFactor(0, 1);
    m_down->setChildrenCollapsible(false);
    m_across->setChildrenCollapsible(false);
    makePanes();
    m_across->addWidget(m_down);
    m_across->setStretchFactor(0, 0);
    m_across->setStretchFactor(1, 1);

    const Theme &theme = Theme::instance();
    m_across->setSizes(
        { m_preferences.state(heading(), QStringLiteral("keys"), theme.px(352)).toInt(),
          theme.px(960) });
    m_down->setSizes(
        { theme.px(520),
          m_preferences.state(heading(), QStringLiteral("dock"), theme.px(224)).toInt() });
    m_keys->setVisible(m_preferences.state(heading(), QStringLiteral("keysShown"), true).toBool());
    m_dock->setVisible(m_preferences.state(heading(), QStringLiteral("dockShown"), true).toBool());
    m_detailsWanted = m_preferences.state(heading(), QStringLiteral("detailsShown"), true).toBool();

    connect(m_status, &StatusBar::roundTripClicked, this, [this] {
        showDashboard();
        m_dashboard->showLatency();
    });
    connect(m_status, &StatusBar::jobsClicked, this, [this] {
        m_keys->show();
        m_keys->focusProgress();
    });
    connect(m_keys, &KeysPane::jobsChanged, m_status, &StatusBar::setJobs);
    connect(m_tools, &ToolBar::backRequested, this, [this] { step(-1); });
    connect(m_tools, &ToolBar::forwardRequested, this, [this] { step(1); });
    connect(m_tools, &ToolBar::goToKeyRequested, this, &WorkspaceView::goToKey);
    connect(m_tools, &ToolBar::refreshRequested, this, &WorkspaceView::refreshPane);
    connect(m_tools, &ToolBar::newKeyRequested, this, [this] { m_keys->requestNewKey(); });
    connect(m_tools, &ToolBar::paletteRequested, this,
            [this] { Q_EMIT actionRequested(Actions::Palette); });
    connect(m_tools, &ToolBar::helpRequested, this,
            [this] { Q_EMIT actionRequested(Actions::ShowShortcuts); });
    connect(m_tools, &ToolBar::preferencesRequested, this,
            [this] { Q_EMIT actionRequested(Actions::ShowPreferences); });
    connect(m_tabs, &DocumentTabs::currentChanged, this, &WorkspaceView::documentChanged);
    connect(m_tabs, &DocumentTabs::closeRequested, this, &WorkspaceView::requestClose);
    connect(m_tabs, &DocumentTabs::closeOthersRequested, this, [this](QWidget *keep) {
        const QList<QWidget *> pages = m_tabs->pages();
        for (QWidget *page : pages) {
            if (page != keep)
                requestClose(page);
        }
    });
    connect(m_tabs, &DocumentTabs::pinRequested, this, &WorkspaceView::pin);
    connect(m_dock, &BottomDock::hideRequested, this, [this] {
        m_dock->hide();
        focusKeys();
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        m_tabs->setPaneFocused(now && m_tabs->isAncestorOf(now));
    });

    connect(m_bands, &LinkBands::acceptRequested, this, [this] {
        m_parts.session->acceptServer();
        serverKnown(true);
    });
    connect(m_bands, &LinkBands::closeRequested, this, &WorkspaceView::close);
    connect(m_bands, &LinkBands::signInRequested, this, &WorkspaceView::signInRequested);
    connect(m_bands, &LinkBands::bastionRequested, this, &WorkspaceView::bastionRequested);
    connect(m_lock, &WriteLock::known, this, &WorkspaceView::lockKnown);
    wireSession();
    retranslate();
    documentChanged(m_tabs->current());
}

WorkspaceView::~WorkspaceView()
{
    dropKeys();
}

bool WorkspaceView::isProduction() const
{
    return profile().environment == profiles::Environment::Production;
}

QString WorkspaceView::heading() const
{
    return QStringLiteral("profile-") + profile().id.toString(QUuid::WithoutBraces);
}

void WorkspaceView::wireSession()
{
    Session *session = m_parts.session;
    connect(session, &Session::stateChanged, this, [this](Session::State state) {
        Q_EMIT offlineChanged(state != Session::State::Online);
        m_serverStatus->refresh();
        m_lock->refresh();
    });
    connect(session, &Session::online, this,
            [this](const session::ServerInfo &, bool, bool restarted) {
                const bool first = !m_everOnline;
                serverKnown(restarted);
                m_everOnline = true;
                m_serverStatus->refresh();
                m_lock->refresh();
                if (first)
                    restoreTabs();
            });
    connect(session, &Session::offline, this,
            [this](const base::Error &, const QDateTime &when) { linkLost(when); });
    connect(session, &Session::idledOut, this, [this] { linkLost(QDateTime::currentDateTime()); });
    connect(session, &Session::stopped, this,
            [this](const base::Error &, const QDateTime &when) { linkLost(when); });
    connect(session, &Session::signInNotRenewed, this,
            [this](const base::Error &why) { showToast(why.text); });
    connect(session, &Session::nodesChanged, m_keys, &KeysPane::nodesChanged);
    connect(m_parts.activity, &console::ActivityModel::totalChanged, this,
            [this](qint64 total) { m_dock->setCount(1, base::countText(total)); });
    m_serverStatus->refresh();
    m_lock->refresh();
}

void WorkspaceView::toggleDetails()
{
    m_detailsWanted = !m_details->isVisible();
    // Asked for, it is shown even where there is little room.
    m_details->setVisible(m_detailsWanted && currentKeyTab());
}

void WorkspaceView::showDetailsIfRoom()
{
    const bool room = window()->width() >= Theme::instance().px(roomForDetails);
    m_details->setVisible(m_detailsWanted && room && currentKeyTab());
}

void WorkspaceView::stepPane(bool back)
{
    QList<QWidget *> panes;
    for (QWidget *pane : { static_cast<QWidget *>(m_keys), static_cast<QWidget *>(m_tabs),
                           static_cast<QWidget *>(m_details), static_cast<QWidget *>(m_dock),
                           static_cast<QWidget *>(m_tools) }) {
        if (pane->isVisible())
            panes.append(pane);
    }
    QWidget *now = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (now && panes.at(i)->isAncestorOf(now)) {
            at = i;
            if (panes.at(i) != m_tabs)
                break;
        }
    }
    const qsizetype to = (at + (back ? panes.size() - 1 : 1)) % panes.size();
    focusPane(panes.at(to));
}

void WorkspaceView::focusPane(QWidget *pane)
{
    if (pane == m_keys) {
        focusKeys();
    } else if (pane == m_tabs) {
        if (KeyTab *tab = currentKeyTab())
            tab->focusValue();
        else if (QWidget *page = m_tabs->current())
            page->setFocus(Qt::ShortcutFocusReason);
    } else if (pane == m_dock) {
        if (m_dock->current() == 0)
            m_console->focusInput();
        else
            m_dock->currentPage()->setFocus(Qt::ShortcutFocusReason);
    } else if (pane == m_tools) {
        m_tools->goToKey()->setFocus(Qt::ShortcutFocusReason);
    } else {
        pane->setFocus(Qt::ShortcutFocusReason);
    }
}

int WorkspaceView::readingPlace(const QWidget *widget) const
{
    // Details lies inside the tabs, and the page beside it: the inner ones are asked first.
    const QList<std::pair<const QWidget *, int>> places{
        { m_details, 7 }, { m_tabs->current(), 6 },      { m_bands->link(), 5 },    { m_tabs, 4 },
        { m_keys, 3 },    { m_bands->wrongServer(), 2 }, { m_bands->replica(), 2 }, { m_tools, 1 },
        { m_dock, 8 }
    };
    for (const auto &[pane, place] : places) {
        if (pane && (pane == widget || pane->isAncestorOf(widget)))
            return place;
    }
    return 0;
}

void WorkspaceView::close()
{
    if (!hasUnsavedEdits()) {
        Q_EMIT closeAgreed();
        return;
    }
    askToDiscard([this] {
        discardEdits();
        Q_EMIT closeAgreed();
    });
}

void WorkspaceView::askToDiscard(const std::function<void()> &go)
{
    ui::askToDiscard(m_content, tr("Some keys have edits that were not saved."), go);
}

void WorkspaceView::perform(Actions::Id id)
{
    switch (id) {
    case Actions::GoToKey:
        m_tools->goToKey()->setFocus(Qt::ShortcutFocusReason);
        m_tools->goToKey()->selectAll();
        return;
    case Actions::NextRecentTab:
        m_tabs->stepMostRecent(false);
        return;
    case Actions::PreviousRecentTab:
        m_tabs->stepMostRecent(true);
        return;
    case Actions::NextTab:
        m_tabs->stepAdjacent(1);
        return;
    case Actions::PreviousTab:
        m_tabs->stepAdjacent(-1);
        return;
    case Actions::CloseTab:
        if (QWidget *page = m_tabs->current())
            requestClose(page);
        return;
    case Actions::ReopenTab:
        reopenTab();
        return;
    case Actions::Disconnect:
        close();
        return;
    case Actions::ToggleConsole:
        if (m_dock->isVisible() && m_dock->isAncestorOf(QApplication::focusWidget())) {
            m_dock->hide();
            focusKeys();
            return;
        }
        [[fallthrough]];
    case Actions::ShowConsole:
        m_dock->show();
        m_dock->setCurrent(0);
        focusPane(m_dock);
        return;
    case Actions::ShowActivity:
        m_dock->show();
        m_dock->setCurrent(1);
        focusPane(m_dock);
        return;
    case Actions::ToggleKeys:
        m_keys->setVisible(!m_keys->isVisible());
        return;
    case Actions::ToggleDetails:
        toggleDetails();
        return;
    case Actions::NextPane:
        stepPane(false);
        return;
    case Actions::PreviousPane:
        stepPane(true);
        return;
    case Actions::Refresh:
        refreshPane();
        return;
    case Actions::ToggleLock:
        m_lock->toggle();
        return;
    case Actions::Back:
        step(-1);
        return;
    case Actions::Forward:
        step(1);
        return;
    case Actions::ShowKeys:
        m_keys->show();
        focusKeys();
        return;
    case Actions::ShowDashboard:
        showDashboard();
        return;
    case Actions::NewKey:
        m_keys->requestNewKey();
        return;
    default:
        performOnKeys(id);
    }
}

void WorkspaceView::saveState()
{
    if (m_across->sizes().value(0) > 0)
        m_preferences.setState(heading(), QStringLiteral("keys"), m_across->sizes().value(0));
    if (m_down->sizes().value(1) > 0)
        m_preferences.setState(heading(), QStringLiteral("dock"), m_down->sizes().value(1));
    m_preferences.setState(heading(), QStringLiteral("keysShown"), !m_keys->isHidden());
    m_preferences.setState(heading(), QStringLiteral("dockShown"), !m_dock->isHidden());
    m_preferences.setState(heading(), QStringLiteral("detailsShown"), m_detailsWanted);
    if (m_everOnline)
        saveTabs();
}

void WorkspaceView::retranslate()
{
    m_dock->setTitle(0, tr("Console"));
    m_dock->setTitle(1, tr("Activity"));
    refreshPageLooks();
    m_serverStatus->refresh();
    m_lock->refresh();
    m_bands->retranslate();
}

void WorkspaceView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void WorkspaceView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isProduction())
        painter.fillRect(rect(), tokens().productionFrame);
    painter.fillRect(m_content->geometry(), tokens().window);
}

void WorkspaceView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showDetailsIfRoom();
}

} // namespace ui

#include "widgets/workspaceview.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "console/activitymodel.h"
#include "console/consolemodel.h"
#include "stats/sampler.h"
#include "widgets/bottomdock.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/band.h"
#include "widgets/common/buttons.h"
#include "widgets/common/sheet.h"
#include "widgets/common/theme.h"
#include "widgets/console/consoleview.h"
#include "widgets/discardsheet.h"
#include "widgets/documenttabs.h"
#include "widgets/identityband.h"
#include "widgets/nodemappopover.h"
#include "widgets/settings/preferences.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/statusbar.h"
#include "widgets/toolbar.h"
#include "widgets/unlocksheet.h"
#include "widgets/values/detailspanel.h"
#include "widgets/values/keytab.h"
#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

namespace ui {

using common::Theme;
using common::tokens;
using session::Lane;
using session::Session;
using namespace std::chrono_literals;

namespace {

constexpr int frameWidth = 4; ///< of production
constexpr int roomForDetails = 1200; ///< narrower windows hide Details by themselves

QString clockTime(const QDateTime &when)
{
    return when.toString(QStringLiteral("HH:mm:ss"));
}

/// A host key that has changed needs the room: two fingerprints, and the lines of the files.
QString withItsWords(const base::Error &why)
{
    const QString words = base::displayText(why.detail, 600);
    return words.isEmpty() ? why.text : why.text + QLatin1Char('\n') + words;
}

} // namespace

WorkspaceView::WorkspaceView(const WorkspaceParts &parts, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_preferences(preferences)
    , m_content(new QWidget(this))
    , m_identity(new IdentityBand(this))
    , m_tools(new ToolBar(m_content))
    , m_link(new common::Band(common::Band::Kind::Warning, m_content))
    , m_wrong(new common::Band(common::Band::Kind::Danger, m_content))
    , m_replica(new common::Band(common::Band::Kind::Info, m_content))
    , m_across(new QSplitter(Qt::Horizontal, m_content))
    , m_down(new QSplitter(Qt::Vertical, m_content))
    , m_tabs(new DocumentTabs(m_down))
    , m_dock(new BottomDock(m_down))
    , m_status(new StatusBar)
    , m_db(parts.session->profile().db)
{
    setObjectName(QStringLiteral("workspace"));
    m_content->setObjectName(QStringLiteral("workspaceContent"));
    m_link->setObjectName(QStringLiteral("linkBand"));
    m_wrong->setObjectName(QStringLiteral("wrongServerBand"));
    m_replica->setObjectName(QStringLiteral("replicaBand"));
    m_link->hide();
    m_wrong->hide();
    m_replica->hide();
    m_identity->setProfile(profile());
    m_identity->setDatabase(m_db);
    m_retry = m_link->addAction(QString());
    m_stop = m_link->addAction(QString());
    m_accept = m_wrong->addAction(QString());
    m_leave = m_wrong->addAction(QString());
    m_retry->setObjectName(QStringLiteral("linkNow"));
    m_stop->setObjectName(QStringLiteral("linkStop"));
    m_accept->setObjectName(QStringLiteral("acceptServer"));
    m_leave->setObjectName(QStringLiteral("leaveServer"));

    auto *inner = new QVBoxLayout(m_content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(m_tools);
    inner->addWidget(m_wrong);
    inner->addWidget(m_replica);
    inner->addWidget(m_across, 1);
    auto *outer = new QVBoxLayout(this);
    const int frame = isProduction() ? frameWidth : 0;
    outer->setContentsMargins(frame, frame, frame, frame);
    outer->setSpacing(0);
    outer->addWidget(m_identity);
    outer->addWidget(m_content, 1);

    m_tabs->setBand(m_link);
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

    connect(m_identity, &IdentityBand::lockToggleRequested, this, &WorkspaceView::toggleLock);
    connect(m_status, &StatusBar::lockClicked, this, &WorkspaceView::toggleLock);
    connect(m_status, &StatusBar::roundTripClicked, this, [this] {
        showDashboard();
        m_dashboard->showLatency();
    });
    connect(m_status, &StatusBar::jobsClicked, this, [this] {
        m_keys->show();
        m_keys->focusProgress();
    });
    connect(m_status, &StatusBar::nodesClicked, this, &WorkspaceView::showNodes);
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

    connect(m_retry, &QAbstractButton::clicked, this, [this] {
        if (m_parts.session->state() == Session::State::Reconnecting)
            m_parts.session->retryNow();
        else
            m_parts.session->open();
    });
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        if (m_parts.session->state() == Session::State::Reconnecting)
            m_parts.session->stopRetrying();
        else
            close();
    });
    connect(m_accept, &QAbstractButton::clicked, this, [this] {
        m_parts.session->acceptServer();
        serverKnown(true);
    });
    connect(m_leave, &QAbstractButton::clicked, this, &WorkspaceView::close);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &WorkspaceView::refreshLinkBands);
    m_idle.setSingleShot(true);
    m_idle.setInterval(10min);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (profile().readOnly && !m_parts.session->isReadOnly())
            m_parts.session->lock();
    });
    qApp->installEventFilter(this);
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
        if (state != Session::State::Online)
            m_idle.stop();
        if (state == Session::State::Connecting)
            m_linkNote.clear();
        Q_EMIT offlineChanged(state != Session::State::Online);
        refreshStatus();
        refreshLinkBands();
        refreshLock();
    });
    connect(session, &Session::online, this,
            [this](const session::ServerInfo &, bool, bool restarted) {
                m_lostAt = {};
                m_firstFailure = {};
                m_linkNote.clear();
                const bool first = !m_everOnline;
                serverKnown(restarted);
                m_everOnline = true;
                refreshStatus();
                refreshLinkBands();
                refreshLock();
                if (first)
                    restoreTabs();
            });
    connect(session, &Session::failed, this, [this](const base::Error &why) {
        m_firstFailure = why;
        m_linkNote.clear();
        refreshLinkBands();
    });
    connect(session, &Session::offline, this,
            [this](const base::Error &why, const QDateTime &when, int ms, int attempt) {
                const bool tells =
                    why.cause == base::Error::Cause::Loading || why.kind == base::Error::Kind::Auth;
                m_linkNote = tells ? why.text : QString();
                m_wayNote = links::isOfTheWay(why) ? why.text : QString();
                m_lostAt = when;
                m_nextTry = QDateTime::currentDateTime().addMSecs(ms);
                m_attempt = attempt;
                linkLost();
                refreshLinkBands();
            });
    connect(session, &Session::stillConnecting, this, [this](const base::Error &why) {
        m_linkNote = why.text;
        refreshLinkBands();
    });
    connect(session, &Session::idledOut, this, [this](const base::Error &why) {
        m_linkNote = why.text;
        m_lostAt = QDateTime::currentDateTime();
        linkLost();
        refreshLinkBands();
    });
    connect(session, &Session::stopped, this,
            [this](const base::Error &why, const QDateTime &when) {
                m_linkNote = withItsWords(why);
                m_lostAt = when;
                linkLost();
                refreshLinkBands();
            });
    connect(session, &Session::signInNotRenewed, this,
            [this](const base::Error &why) { showToast(why.text); });
    connect(session, &Session::nodesChanged, this, &WorkspaceView::nodesChanged);
    connect(session, &Session::lockChanged, this, &WorkspaceView::refreshLock);
    connect(session, &Session::wrongServerFound, this, [this] {
        refreshLock();
        refreshLinkBands();
    });
    connect(session, &Session::roundTripMeasured, this,
            [this] { m_status->setRoundTrips(m_parts.session->roundTrips()); });
    connect(m_parts.activity, &console::ActivityModel::totalChanged, this,
            [this](qint64 total) { m_dock->setCount(1, base::countText(total)); });
    refreshStatus();
    refreshLock();
}

void WorkspaceView::refreshLock()
{
    const Session &session = *m_parts.session;
    using Lock = IdentityBand::Lock;
    Lock lock = Lock::WritesOn;
    if (session.isWrongServer())
        lock = Lock::WrongServer;
    else if (session.isReadOnly())
        lock = Lock::ReadOnly;
    else if (profile().readOnly || session.unlockedUntil().isValid())
        lock = Lock::Unlocked;
    m_identity->setLock(lock, session.unlockedUntil());
    const bool locked = lock == Lock::WrongServer || lock == Lock::ReadOnly;
    m_status->setLock(locked                       ? StatusBar::Lock::Locked
                          : lock == Lock::Unlocked ? StatusBar::Lock::Unlocked
                                                   : StatusBar::Lock::WritesOn);
    m_tools->setNewKeyEnabled(!locked, tr("Read-only: unlock writes first (Ctrl+Shift+L)."));
    if (lock == Lock::Unlocked) {
        if (!m_idle.isActive())
            m_idle.start();
    } else {
        m_idle.stop();
    }
    lockKnown(locked);
}

bool WorkspaceView::isLocked() const
{
    return m_parts.session->isReadOnly() || m_parts.session->isWrongServer();
}

void WorkspaceView::refreshStatus()
{
    const Session &session = *m_parts.session;
    const session::ServerInfo &server = session.server();
    using Link = StatusBar::Link;
    Link link = Link::Closed;
    switch (session.state()) {
    case Session::State::Connecting:
        link = Link::Connecting;
        break;
    case Session::State::Online:
        link = Link::Online;
        break;
    case Session::State::Reconnecting:
        link = Link::Offline;
        break;
    case Session::State::Closed:
        break;
    }
    const QString way = links::wayName(profile());
    const QString route = !way.isEmpty() ? way
        : profile().unixSocket.isEmpty() ? tr("Direct")
                                         : tr("Unix socket");
    const QString address =
        profile().environment == profiles::Environment::Demo ? tr("built in") : profile().address();
    m_status->setLink(link, QStringLiteral("%1 → %2").arg(route, address));
    using Tls = StatusBar::Tls;
    const profiles::TlsSettings &tls = profile().tls;
    m_status->setTls(!tls.enabled ? Tls::Off : tls.verify ? Tls::Verified : Tls::Unverified);
    QString engine;
    if (!server.engine.isEmpty()) {
        engine = QStringLiteral("%1 %2").arg(server.engine, server.version);
        if (!server.mode.isEmpty())
            engine += QStringLiteral(" · ") + server.mode;
    }
    m_status->setEngine(engine);
    const auto nodes = session.nodes();
    const QList<resp::NodeMap::Node> primaries = nodes->primaries();
    const auto shards =
        std::count_if(primaries.cbegin(), primaries.cend(),
                      [](const resp::NodeMap::Node &node) { return !node.ranges.isEmpty(); });
    const auto reachable =
        std::count_if(primaries.cbegin(), primaries.cend(), [](const resp::NodeMap::Node &node) {
            return !node.ranges.isEmpty() && node.reachable;
        });
    m_status->setShards(nodes->cluster ? int(shards) : 0, int(reachable));
    m_replica->setVisible(session.state() == Session::State::Online && !nodes->cluster
                          && server.role == QLatin1String("slave"));
    m_status->setProtocol(server.engine.isEmpty() ? 0 : server.protocol);
    m_status->setRoundTrips(session.roundTrips());
}

void WorkspaceView::nodesChanged()
{
    m_keys->nodesChanged();
    fillNodes();
    refreshStatus();
}

void WorkspaceView::showNodes(QWidget *anchor)
{
    if (m_nodes) {
        m_nodes->close();
        return;
    }
    m_nodes = new NodeMapPopover(window());
    fillNodes();
    m_nodes->openAt(anchor, m_nodes->table());
}

void WorkspaceView::fillNodes()
{
    if (!m_nodes)
        return;
    const Session &session = *m_parts.session;
    const auto map = session.nodes();
    QList<session::NodeState> states = session.nodeStates();
    if (!map->cluster) {
        if (states.isEmpty()) {
            states += session::NodeState{};
            states.first().announced = states.first().reached = profile().address();
        }
        if (session.state() != Session::State::Online) {
            states.first().health = session::NodeState::Health::Unreachable;
            states.first().trouble = session.lastError().text;
        }
    }
    m_nodes->setNodes(states, map->cluster, map->moving);
}

void WorkspaceView::refreshLinkBands()
{
    Session *session = m_parts.session;
    m_wrong->setVisible(session->isWrongServer());
    if (session->isWrongServer()) {
        m_wrong->setText(tr("This address now answers as a different server. Writes are locked "
                            "until you confirm."));
    }
    const Session::State state = session->state();
    const bool waiting = state == Session::State::Reconnecting;
    const bool stopped = state == Session::State::Closed && m_everOnline && m_lostAt.isValid();
    const bool failed =
        state == Session::State::Closed && !m_everOnline && !m_firstFailure.text.isEmpty();
    if (waiting) {
        if (!m_tick.isActive())
            m_tick.start();
        const qint64 left =
            qMax<qint64>(0, (QDateTime::currentDateTime().msecsTo(m_nextTry) + 999) / 1000);
        m_link->setText(
            tr("Disconnected at %1. Showing the last data. Retrying in %2 s (attempt %3).")
                .arg(clockTime(m_lostAt))
                .arg(left)
                .arg(m_attempt)
            + (m_wayNote.isEmpty() ? QString() : QLatin1Char('\n') + m_wayNote));
    } else {
        m_tick.stop();
    }
    if (stopped)
        m_link->setText(tr("Disconnected at %1. Showing the last data.").arg(clockTime(m_lostAt)));
    const bool loading = state == Session::State::Connecting && !m_linkNote.isEmpty();
    if (!m_linkNote.isEmpty() && (waiting || stopped || loading))
        m_link->setText(m_linkNote);
    if (failed)
        m_link->setText(withItsWords(m_firstFailure));
    m_link->setKind(failed ? common::Band::Kind::Danger : common::Band::Kind::Warning);
    m_link->setVisible(waiting || stopped || failed || loading);
    m_retry->setVisible(!loading);
    m_retry->setText(waiting ? tr("Now") : tr("Connect"));
    m_stop->setText(waiting ? tr("Stop") : tr("Close"));
}

void WorkspaceView::toggleLock()
{
    Session *session = m_parts.session;
    if (session->isWrongServer())
        return;
    if (!session->isReadOnly()) {
        session->lock();
        return;
    }
    if (findChild<UnlockSheet *>())
        return;
    auto *sheet = new UnlockSheet(profile(), m_content);
    connect(sheet, &UnlockSheet::unlocked, this,
            [this](const QDateTime &until) { m_parts.session->unlock(until); });
    sheet->openForTyping();
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
        { m_details, 7 }, { m_tabs->current(), 6 }, { m_link, 5 },  { m_tabs, 4 }, { m_keys, 3 },
        { m_wrong, 2 },   { m_replica, 2 },         { m_tools, 1 }, { m_dock, 8 }
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
        toggleLock();
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

bool WorkspaceView::eventFilter(QObject *watched, QEvent *event)
{
    // Somebody is there.
    if (m_idle.isActive()
        && (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress)) {
        m_idle.start();
    }
    return QWidget::eventFilter(watched, event);
}

void WorkspaceView::retranslate()
{
    m_accept->setText(tr("Accept this server"));
    m_leave->setText(tr("Disconnect"));
    m_replica->setText(tr("This node is a read-only replica. Connect to the primary endpoint to "
                          "write."));
    m_dock->setTitle(0, tr("Console"));
    m_dock->setTitle(1, tr("Activity"));
    refreshPageLooks();
    refreshStatus();
    refreshLock();
    refreshLinkBands();
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

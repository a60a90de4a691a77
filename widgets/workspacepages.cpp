#include "base/displaytext.h"
#include "console/activitymodel.h"
#include "console/consolemodel.h"
#include "stats/sampler.h"
#include "widgets/bottomdock.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/theme.h"
#include "widgets/console/activityview.h"
#include "widgets/console/consoleview.h"
#include "widgets/documenttabs.h"
#include "widgets/identityband.h"
#include "widgets/settings/preferences.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/toolbar.h"
#include "widgets/values/detailspanel.h"
#include "widgets/values/keytab.h"
#include "widgets/workspaceview.h"
#include "widgets/writelock.h"
#include <QApplication>
#include <QLineEdit>
#include <QSplitter>

namespace ui {

using common::Theme;
using session::Lane;

namespace {

constexpr int historyLimit = 200;
constexpr int closedLimit = 20;

} // namespace

void WorkspaceView::makePanes()
{
    const Theme &theme = Theme::instance();
    makeKeys();
    m_keys->setMinimumWidth(theme.px(280));
    m_keys->setMaximumWidth(theme.px(480));
    m_across->addWidget(m_keys);

    m_console = new ConsoleView(m_parts.console);
    m_console->setObjectName(QStringLiteral("console"));
    m_console->setPromptInfo(endpointName(profile()), profile().db, profile().environment);
    m_console->setCaution(profile().cautionEnvironment());
    m_console->setProfileName(profile().name);
    m_activity = new ActivityView(m_parts.activity);
    m_activity->setObjectName(QStringLiteral("activity"));
    m_activity->setProduction(isProduction());
    m_dock->addPage(m_console, QStringLiteral("console"))
        ->setObjectName(QStringLiteral("consoleTab"));
    m_dock->addPage(m_activity, QStringLiteral("list"))
        ->setObjectName(QStringLiteral("activityTab"));
    m_dock->setMinimumHeight(theme.px(96));
    connect(m_console, &ConsoleView::openKeyRequested, this, [this](const QByteArray &key) {
        openKey({ m_parts.session->consoleDatabase(), key }, false);
    });

    m_dashboard = new DashboardPage(m_parts.sampler, this);
    m_dashboard->setObjectName(QStringLiteral("dashboard"));
    m_dashboard->setTitle(profile().name);
    m_dashboard->hide();
    connect(m_dashboard, &DashboardPage::intervalPicked, m_parts.sampler,
            &stats::Sampler::setInterval);
    connect(m_dashboard, &DashboardPage::exportFailed, this,
            [this](const base::Error &why) { showToast(why.text); });

    m_empty = new common::EmptyState(QStringLiteral("key"));
    m_tabs->setEmptyPage(m_empty);
    m_details = new DetailsPanel;
    m_details->setObjectName(QStringLiteral("details"));
    m_details->setMinimumWidth(theme.px(240));
    m_details->setMaximumWidth(theme.px(420));
    m_tabs->setSide(m_details);
    m_tabs->splitter()->setSizes({ theme.px(688), theme.px(272) });
    connect(m_details, &DetailsPanel::closeRequested, this, &WorkspaceView::toggleDetails);
}

QString WorkspaceView::endpointName(const profiles::Profile &profile)
{
    return profile.environment == profiles::Environment::Demo ? QStringLiteral("demo")
                                                              : profile.address();
}

KeyTab *WorkspaceView::tabOf(const base::KeyRef &key) const
{
    const QList<KeyTab *> tabs = keyTabs();
    for (KeyTab *tab : tabs) {
        if (tab->key() == key)
            return tab;
    }
    return nullptr;
}

QList<KeyTab *> WorkspaceView::keyTabs() const
{
    QList<KeyTab *> tabs;
    const QList<QWidget *> pages = m_tabs->pages();
    for (QWidget *page : pages) {
        if (auto *tab = qobject_cast<KeyTab *>(page))
            tabs.append(tab);
    }
    return tabs;
}

KeyTab *WorkspaceView::currentKeyTab() const
{
    return qobject_cast<KeyTab *>(m_tabs->current());
}

KeyTab *WorkspaceView::makeTab(const base::KeyRef &key, base::KeyType hint)
{
    auto *tab = new KeyTab(key, hint, m_parts.send(Lane::Browse, key.db),
                           m_parts.send(Lane::Work, key.db), m_parts.session->server().can);
    tab->setObjectName(QStringLiteral("keyTab"));
    tab->setProduction(isProduction());
    if (profile().defaultTtlSeconds > 0)
        tab->setTtlPreset(profile().defaultTtlSeconds, tr("Profile"));
    tab->setReadOnly(m_lock->isLocked(), tr("Read-only: unlock writes first (Ctrl+Shift+L)."));
    connect(tab, &KeyTab::titleChanged, this, [this, tab] { refreshLook(tab); });
    connect(tab, &KeyTab::dirtyChanged, this, [this, tab] { refreshLook(tab); });
    connect(tab, &KeyTab::pinned, this, [this, tab] { pin(tab); });
    connect(tab, &KeyTab::toast, this, &WorkspaceView::showToast);
    connect(tab, &KeyTab::unlockRequested, m_lock, &WriteLock::toggle);
    connect(tab, &KeyTab::closeAgreed, this, [this, tab] { closePage(tab); });
    return tab;
}

void WorkspaceView::openKey(const base::KeyRef &key, bool preview, base::KeyType hint)
{
    if (KeyTab *tab = tabOf(key)) {
        if (!preview)
            pin(tab);
        m_tabs->activate(tab);
        visited(key);
        return;
    }
    QWidget *before = preview ? m_tabs->previewPage() : nullptr;
    KeyTab *tab = makeTab(key, hint);
    wireTab(tab);
    TabLook look;
    look.title = tab->title();
    look.preview = preview;
    m_tabs->add(tab, look);
    Actions::absorbShortcuts(tab);
    if (before)
        closePage(before);
    visited(key);
}

void WorkspaceView::pin(QWidget *page)
{
    TabLook look = m_tabs->look(page);
    if (!look.preview)
        return;
    look.preview = false;
    m_tabs->setLook(page, look);
}

void WorkspaceView::refreshLook(KeyTab *tab)
{
    TabLook look = m_tabs->look(tab);
    look.title = tab->title();
    look.dirty = tab->isDirty();
    if (look.dirty)
        look.preview = false;
    m_tabs->setLook(tab, look);
}

void WorkspaceView::refreshPageLooks()
{
    TabLook look;
    look.title = tr("Dashboard");
    look.icon = QStringLiteral("chart");
    look.isKey = false;
    m_tabs->setLook(m_dashboard, look);
    m_empty->setText(tr("Choose a key on the left, or go to one by name (Ctrl+P)."));
}

void WorkspaceView::showDashboard()
{
    if (!m_tabs->pages().contains(m_dashboard)) {
        m_tabs->add(m_dashboard, {});
        refreshPageLooks();
    }
    m_tabs->activate(m_dashboard);
    m_dashboard->setFocus(Qt::ShortcutFocusReason);
}

void WorkspaceView::requestClose(QWidget *page)
{
    auto *tab = qobject_cast<KeyTab *>(page);
    if (tab && tab->isDirty())
        m_tabs->activate(tab); // the question is about what can be seen
    if (!tab || tab->canClose())
        closePage(page);
}

void WorkspaceView::closePage(QWidget *page)
{
    const QWidget *focus = QApplication::focusWidget();
    const bool hadFocus = focus && page->isAncestorOf(focus);
    takeOut(page);
    if (!hadFocus)
        return;
    if (m_tabs->current())
        focusPane(m_tabs);
    else
        focusKeys();
}

void WorkspaceView::takeOut(QWidget *page)
{
    if (page == m_dashboard) {
        m_tabs->remove(page);
        page->setParent(this); // kept: it is one per connection
        page->hide();
        return;
    }
    if (auto *tab = qobject_cast<KeyTab *>(page)) {
        if (!m_tabs->look(page).preview) {
            m_closed.removeAll(tab->key());
            m_closed.append(tab->key());
            if (m_closed.size() > closedLimit)
                m_closed.removeFirst();
        }
    }
    m_tabs->remove(page);
    page->hide();
    page->deleteLater();
}

void WorkspaceView::closeTabOf(const base::KeyRef &key)
{
    if (KeyTab *tab = tabOf(key); tab && !tab->isDirty())
        closePage(tab);
}

void WorkspaceView::reopenTab()
{
    if (!m_closed.isEmpty())
        openKey(m_closed.takeLast(), false);
}

void WorkspaceView::documentChanged(QWidget *page)
{
    auto *tab = qobject_cast<KeyTab *>(page);
    m_details->setTab(tab);
    showDetailsIfRoom();
    if (tab)
        visited(tab->key());
    Q_EMIT titleChanged();
}

void WorkspaceView::setDatabase(int db)
{
    m_db = db;
    m_identity->setDatabase(db);
}

void WorkspaceView::goToKey(const QString &text)
{
    // As shown in lists: \xNN is taken back to the byte it stands for.
    const base::EditText edit{ text, text.contains(QLatin1String("\\x")) };
    const std::optional<QByteArray> name = base::parseEditText(edit);
    if (!name)
        return;
    openKey({ m_db, *name }, false);
    m_tools->goToKey()->clear();
}

void WorkspaceView::step(int by)
{
    const qsizetype to = m_place + by;
    if (to < 0 || to >= m_history.size())
        return;
    m_place = to;
    m_stepping = true;
    openKey(m_history.at(to), true);
    m_stepping = false;
    m_tools->setHistory(m_place > 0, m_place + 1 < m_history.size());
}

void WorkspaceView::visited(const base::KeyRef &key)
{
    if (m_stepping || (m_place >= 0 && m_history.at(m_place) == key))
        return;
    m_history.resize(m_place + 1);
    m_history.append(key);
    if (m_history.size() > historyLimit)
        m_history.removeFirst();
    m_place = m_history.size() - 1;
    m_tools->setHistory(m_place > 0, false);
}

void WorkspaceView::lockKnown(bool locked)
{
    const QList<KeyTab *> tabs = keyTabs();
    for (KeyTab *tab : tabs)
        tab->setReadOnly(locked, tr("Read-only: unlock writes first (Ctrl+Shift+L)."));
    m_tools->setNewKeyEnabled(!locked, tr("Read-only: unlock writes first (Ctrl+Shift+L)."));
    lockKeys(locked);
}

bool WorkspaceView::hasUnsavedEdits() const
{
    const QList<KeyTab *> tabs = keyTabs();
    return std::any_of(tabs.begin(), tabs.end(), [](const KeyTab *tab) { return tab->isDirty(); });
}

void WorkspaceView::discardEdits()
{
    const QList<KeyTab *> tabs = keyTabs();
    for (KeyTab *tab : tabs) {
        if (tab->isDirty())
            tab->revert();
    }
}

QList<QPair<QString, std::function<void()>>> WorkspaceView::openTabs()
{
    QList<QPair<QString, std::function<void()>>> all;
    const QList<QWidget *> pages = m_tabs->pages();
    for (QWidget *page : pages)
        all.append({ m_tabs->look(page).title, [this, page] { m_tabs->activate(page); } });
    return all;
}

void WorkspaceView::saveTabs()
{
    QVariantList tabs;
    const QList<KeyTab *> open = keyTabs();
    for (KeyTab *tab : open) {
        if (m_tabs->look(tab).preview)
            continue;
        tabs.append(QVariantMap{ { QStringLiteral("db"), tab->key().db },
                                 { QStringLiteral("name"), tab->key().name },
                                 { QStringLiteral("front"), tab == m_tabs->current() } });
    }
    if (m_tabs->pages().contains(m_dashboard)) {
        tabs.append(QVariantMap{ { QStringLiteral("page"), QStringLiteral("dashboard") },
                                 { QStringLiteral("front"), m_tabs->current() == m_dashboard } });
    }
    m_preferences.setState(heading(), QStringLiteral("tabs"), tabs);
}

void WorkspaceView::restoreTabs()
{
    if (!m_tabs->pages().isEmpty() || profile().environment == profiles::Environment::Demo)
        return;
    const QVariantList tabs = m_preferences.state(heading(), QStringLiteral("tabs")).toList();
    QWidget *front = nullptr;
    for (const QVariant &each : tabs) {
        const QVariantMap tab = each.toMap();
        if (tab.value(QStringLiteral("page")).toString() == QLatin1String("dashboard"))
            showDashboard();
        else
            openKey({ tab.value(QStringLiteral("db")).toInt(),
                      tab.value(QStringLiteral("name")).toByteArray() },
                    false);
        if (tab.value(QStringLiteral("front")).toBool())
            front = m_tabs->current();
    }
    if (front)
        m_tabs->activate(front);
}

} // namespace ui

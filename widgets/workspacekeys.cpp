#include "base/displaytext.h"
#include "console/consolemodel.h"
#include "stats/sampler.h"
#include "widgets/bottomdock.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/toast.h"
#include "widgets/documenttabs.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/values/keytab.h"
#include "widgets/values/newkeysheet.h"
#include "widgets/workspaceview.h"
#include "widgets/writelock.h"
#include <QApplication>

namespace ui {

using session::Lane;

namespace {

/// Names that a completion looks through at most, so that typing never stalls.
constexpr keys::KeyId completionScan = 200000;

} // namespace

void WorkspaceView::makeKeys()
{
    m_keys = new KeysPane;
    m_keys->setObjectName(QStringLiteral("keysPane"));
    m_keys->setSheetHost(m_content);
    connect(m_keys, &KeysPane::keyPreviewRequested, this,
            [this](const base::KeyRef &key, base::KeyType type) { openKey(key, true, type); });
    connect(m_keys, &KeysPane::keyActivated, this,
            [this](const base::KeyRef &key, base::KeyType type) {
                openKey(key, false, type);
                if (KeyTab *tab = currentKeyTab())
                    tab->focusValue();
            });
    connect(m_keys, &KeysPane::keyDeleted, this, &WorkspaceView::closeTabOf);
    connect(m_keys, &KeysPane::keyRestored, this, [this](const base::KeyRef &key) {
        if (KeyTab *tab = tabOf(key))
            tab->refresh();
    });
    connect(m_keys, &KeysPane::keyRenamed, this,
            [this](const base::KeyRef &from, const base::KeyRef &to) {
                KeyTab *old = tabOf(from);
                if (!old)
                    return;
                const bool inFront = old == currentKeyTab();
                closeTabOf(from);
                if (inFront)
                    openKey(to, false);
            });
    connect(m_keys, &KeysPane::newKeyRequested, this, &WorkspaceView::newKey);
    connect(m_keys, &KeysPane::databaseChanged, this, [this](int db) {
        setDatabase(db);
        m_keys->setSend(m_parts.send(Lane::Browse, db), m_parts.send(Lane::Work, db));
    });
    m_parts.console->completer().setKeyNames([this](const QByteArray &prefix, int limit) {
        const keys::KeyStore &store = m_keys->store();
        QByteArrayList names;
        const keys::KeyId end = qMin(store.end(), completionScan);
        for (keys::KeyId id = 0; id < end && names.size() < limit; ++id) {
            if (store.isListed(id) && store.name(id).startsWith(prefix))
                names.append(store.name(id).toByteArray());
        }
        return names;
    });
}

void WorkspaceView::dropKeys()
{
    // The console outlives this view.
    m_parts.console->completer().setKeyNames({});
}

void WorkspaceView::showToast(const QString &text)
{
    common::Toast::show(m_tabs, text);
}

void WorkspaceView::focusKeys()
{
    if (m_keys->isVisible())
        m_keys->focusList();
}

void WorkspaceView::serverKnown(bool restarted)
{
    // What is shown stays what the other server said, and dated, until the person agrees.
    if (m_parts.session->isWrongServer())
        return;
    const base::Capabilities &can = m_parts.session->server().can;
    if (!m_everOnline) {
        m_keys->setServer(profile(), can);
        m_keys->setSend(m_parts.send(Lane::Browse, m_db), m_parts.send(Lane::Work, m_db));
    } else {
        m_keys->setOnline(restarted);
    }
    const QList<KeyTab *> tabs = keyTabs();
    for (KeyTab *tab : tabs) {
        tab->setCapabilities(can);
        tab->setOnline(restarted);
    }
}

void WorkspaceView::linkLost(const QDateTime &when)
{
    m_keys->setOffline(when);
    const QList<KeyTab *> tabs = keyTabs();
    for (KeyTab *tab : tabs)
        tab->setOffline();
}

void WorkspaceView::lockKeys(bool locked)
{
    m_keys->setReadOnly(locked, tr("Read-only: unlock writes first (Ctrl+Shift+L)."));
}

void WorkspaceView::wireTab(KeyTab *tab)
{
    connect(tab, &KeyTab::saved, m_keys, &KeysPane::noteChanged);
    connect(tab, &KeyTab::ttlChanged, m_keys,
            [this](const base::KeyRef &key) { m_keys->noteChanged(key); });
    connect(tab, &KeyTab::gone, m_keys, &KeysPane::noteRemoved);
    connect(tab, &KeyTab::created, m_keys, &KeysPane::noteCreated);
    connect(tab, &KeyTab::renameRequested, this, [this](const base::KeyRef &key) {
        m_keys->revealKey(key);
        if (m_keys->currentKey() == key)
            m_keys->renameCurrent();
    });
    connect(tab, &KeyTab::deleteRequested, this, [this](const base::KeyRef &key) {
        m_keys->revealKey(key);
        if (m_keys->currentKey() == key)
            m_keys->deleteSelected();
    });
}

void WorkspaceView::newKey(const QByteArray &prefix)
{
    if (m_lock->isLocked() || findChild<NewKeySheet *>())
        return;
    auto *sheet = new NewKeySheet(m_parts.send(Lane::Browse, m_db), m_parts.send(Lane::Work, m_db),
                                  m_content);
    sheet->setPrefix(base::displayText(prefix));
    sheet->setDefaultTtl(profile().defaultTtlSeconds);
    connect(sheet, &NewKeySheet::toast, this, &WorkspaceView::showToast);
    connect(sheet, &NewKeySheet::created, this, &WorkspaceView::keyCreated);
    sheet->begin();
}

void WorkspaceView::keyCreated(const base::KeyRef &key)
{
    m_keys->noteCreated(key);
    m_keys->revealKey(key);
    openKey(key, false);
}

void WorkspaceView::refreshPane()
{
    KeyTab *tab = currentKeyTab();
    if (tab && m_tabs->isAncestorOf(QApplication::focusWidget()))
        tab->refresh();
    else if (m_tabs->current() == m_dashboard && m_dashboard)
        m_parts.sampler->sampleNow();
    else
        m_keys->refresh();
}

QString WorkspaceView::obstacle(Actions::Id id) const
{
    switch (id) {
    case Actions::NewKey:
        return m_lock->isLocked() ? tr("Read-only: unlock writes first (Ctrl+Shift+L).")
                                  : QString();
    case Actions::UndoServerChange:
        return m_keys->canUndo() ? QString() : tr("Nothing to undo");
    case Actions::EditTtl:
        if (m_lock->isLocked() && currentKeyTab())
            return tr("Read-only: unlock writes first (Ctrl+Shift+L).");
        [[fallthrough]];
    case Actions::ToggleDetails:
        return currentKeyTab() ? QString() : tr("No key is open");
    case Actions::CloseTab:
    case Actions::NextTab:
    case Actions::PreviousTab:
    case Actions::NextRecentTab:
    case Actions::PreviousRecentTab:
        return m_tabs->pages().isEmpty() ? tr("No tab is open") : QString();
    case Actions::ReopenTab:
        return m_closed.isEmpty() ? tr("No tab was closed") : QString();
    case Actions::Back:
        return m_place > 0 ? QString() : tr("No earlier key");
    case Actions::Forward:
        return m_place + 1 < m_history.size() ? QString() : tr("No later key");
    default:
        return {};
    }
}

void WorkspaceView::performOnKeys(Actions::Id id)
{
    switch (id) {
    case Actions::FocusSearch:
        m_keys->show();
        m_keys->focusSearch();
        return;
    case Actions::EditTtl:
        if (KeyTab *tab = currentKeyTab())
            tab->openTtl();
        return;
    case Actions::UndoServerChange:
        m_keys->undoDelete();
        return;
    default:
        return;
    }
}

} // namespace ui

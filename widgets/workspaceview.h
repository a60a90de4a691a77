#pragma once
#include "base/keyref.h"
#include "base/keytype.h"
#include "session/session.h"
#include "widgets/actions.h"
#include <QHash>
#include <QWidget>
#include <functional>

class QSplitter;

namespace common {
class EmptyState;
}
namespace console {
class ActivityModel;
class ConsoleModel;
} // namespace console
namespace stats {
class Sampler;
}

namespace ui {

class ActivityView;
class BottomDock;
class ConsoleView;
class DashboardPage;
class DetailsPanel;
class DocumentTabs;
class IdentityBand;
class KeysPane;
class KeyTab;
class LinkBands;
class Preferences;
class ServerStatus;
class StatusBar;
class ToolBar;
class WriteLock;

/// What a view of an open connection looks at; everything outlives the view.
struct WorkspaceParts {
    session::Session *session = nullptr;
    std::function<resp::Send(session::Lane, int db)> send;
    console::ConsoleModel *console = nullptr;
    console::ActivityModel *activity = nullptr;
    stats::Sampler *sampler = nullptr;
    /// The AWS sign-in of this connection can be renewed in a browser; may be empty.
    std::function<bool()> signsInBySso;
};

/// One open connection on the screen: identity band, toolbar, keys, documents, console. Everything
/// in it belongs to that connection; its status bar is handed to the window.
class WorkspaceView final : public QWidget {
    Q_OBJECT

public:
    WorkspaceView(const WorkspaceParts &parts, Preferences &preferences, QWidget *parent = nullptr);
    ~WorkspaceView() override;

    [[nodiscard]] const profiles::Profile &profile() const { return m_parts.session->profile(); }
    [[nodiscard]] StatusBar *statusBar() const { return m_status; }
    [[nodiscard]] KeysPane *keysPane() const { return m_keys; }
    [[nodiscard]] DocumentTabs *documents() const { return m_tabs; }
    /// What stands before the console's cursor: the address, or one word for the demo server.
    [[nodiscard]] static QString endpointName(const profiles::Profile &profile);
    void perform(Actions::Id id);
    /// Why the action can do nothing just now; empty = it can.
    [[nodiscard]] QString obstacle(Actions::Id id) const;
    /// The place of a widget in reading order, for the Tab key: lower comes first.
    [[nodiscard]] int readingPlace(const QWidget *widget) const;
    /// Where sheets go: under the band, inside the frame.
    [[nodiscard]] QWidget *sheetHost() const { return m_content; }
    void focusKeys();
    /// Null while another kind of document is in front.
    [[nodiscard]] KeyTab *currentKeyTab() const;
    /// A preview takes the place of the last one; otherwise the tab stays.
    void openKey(const base::KeyRef &key, bool preview,
                 base::KeyType hint = base::KeyType::Unknown);
    void showDashboard();

    /// Titles of the open documents, and how to go there.
    [[nodiscard]] QList<QPair<QString, std::function<void()>>> openTabs();
    [[nodiscard]] bool hasUnsavedEdits() const;
    void discardEdits();
    void askToDiscard(const std::function<void()> &go);
    void saveState();

Q_SIGNALS:
    void offlineChanged(bool offline);
    void titleChanged();
    /// The workspace may be closed: nothing unsaved is left, or the person said so.
    void closeAgreed();
    /// The AWS sign-in has expired, and the person wants to renew it and go on.
    void signInRequested();
    /// The bastion is gone, and the person wants to go on through another.
    void bastionRequested();
    /// Something that the window does: preferences, help, palette.
    void actionRequested(ui::Actions::Id id);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    // workspaceview.cpp: the frame, the session, the panes.
    void wireSession();
    void retranslate();
    [[nodiscard]] bool isProduction() const;
    [[nodiscard]] QString heading() const;
    void toggleDetails();
    void showDetailsIfRoom();
    void stepPane(bool back);
    void focusPane(QWidget *pane);
    void close();

    // workspacepages.cpp: keys, documents, dock.
    void makePanes();
    void lockKnown(bool locked);
    void setDatabase(int db);
    void goToKey(const QString &text);
    void step(int by);
    void visited(const base::KeyRef &key);
    [[nodiscard]] KeyTab *tabOf(const base::KeyRef &key) const;
    [[nodiscard]] QList<KeyTab *> keyTabs() const;
    KeyTab *makeTab(const base::KeyRef &key, base::KeyType hint);
    void pin(QWidget *page);
    void refreshLook(KeyTab *tab);
    void refreshPageLooks();
    void requestClose(QWidget *page);
    void closePage(QWidget *page);
    void takeOut(QWidget *page);
    void closeTabOf(const base::KeyRef &key);
    void documentChanged(QWidget *page);
    void reopenTab();
    void saveTabs();
    void restoreTabs();

    // workspacekeys.cpp: where keys, documents and the link meet.
    void makeKeys();
    void dropKeys();
    void serverKnown(bool restarted);
    void linkLost(const QDateTime &when);
    void lockKeys(bool locked);
    void wireTab(KeyTab *tab);
    void newKey(const QByteArray &prefix = {});
    void keyCreated(const base::KeyRef &key);
    void refreshPane();
    void performOnKeys(Actions::Id id);
    void showToast(const QString &text);

    WorkspaceParts m_parts;
    Preferences &m_preferences;
    QWidget *m_content;
    IdentityBand *m_identity;
    ToolBar *m_tools;
    LinkBands *m_bands;
    QSplitter *m_across;
    QSplitter *m_down;
    KeysPane *m_keys = nullptr;
    DocumentTabs *m_tabs;
    BottomDock *m_dock;
    ConsoleView *m_console = nullptr;
    ActivityView *m_activity = nullptr;
    DetailsPanel *m_details = nullptr;
    DashboardPage *m_dashboard = nullptr;
    StatusBar *m_status;
    ServerStatus *m_serverStatus;
    WriteLock *m_lock;

    bool m_everOnline = false;
    bool m_detailsWanted = true;
    int m_db = 0;
    QList<base::KeyRef> m_history;
    qsizetype m_place = -1;
    bool m_stepping = false;
    QList<base::KeyRef> m_closed;
    common::EmptyState *m_empty = nullptr;
};

} // namespace ui

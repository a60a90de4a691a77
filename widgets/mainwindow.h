#pragma once
#include "profiles/profile.h"
#include "widgets/actions.h"
#include <QUuid>
#include <QWidget>
#include <functional>

class QStackedWidget;

namespace ui {

class HomeBar;
class Preferences;
class Rail;
class WorkspaceView;

/// The window: rail at the left, Home or one workspace beside it, a status bar below.
class MainWindow final : public QWidget {
    Q_OBJECT

public:
    explicit MainWindow(Preferences &preferences, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// The page behind the house button; becomes a child. `unsaved` tells whether closing the
    /// program would lose something of it.
    void setHome(QWidget *home, const std::function<bool()> &unsaved);
    /// The saved connections, for the palette.
    void setProfiles(const std::function<QList<profiles::Profile>()> &profiles);
    [[nodiscard]] HomeBar *homeBar() const { return m_homeBar; }
    /// Becomes a child and is shown.
    void addWorkspace(WorkspaceView *view);
    /// Takes it out and deletes it.
    void removeWorkspace(const QUuid &profile);
    [[nodiscard]] WorkspaceView *workspace(const QUuid &profile) const;
    [[nodiscard]] WorkspaceView *currentWorkspace() const;
    void showWorkspace(const QUuid &profile);
    void showHome();
    [[nodiscard]] Actions &actions() { return *m_actions; }
    /// Closing it would lose something, and asks before.
    [[nodiscard]] bool hasUnsavedEdits() const;
    /// Writes down how everything is laid out.
    void saveState();

Q_SIGNALS:
    void newConnectionRequested();
    void importRequested(); ///< of a file that the person chooses
    /// The person ended it; nothing unsaved is left.
    void closeWorkspaceRequested(const QUuid &profile);
    /// From the palette.
    void connectRequested(const QUuid &profile);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void perform(Actions::Id id);
    void showNth(int index);
    void showPalette();
    void showShortcuts();
    void showPreferences();
    [[nodiscard]] QWidget *sheetHost() const;
    void refreshTitle();

    Preferences &m_preferences;
    Actions *m_actions;
    Rail *m_rail;
    QStackedWidget *m_pages;
    QStackedWidget *m_bars;
    HomeBar *m_homeBar;
    QWidget *m_home = nullptr;
    std::function<bool()> m_homeUnsaved;
    std::function<QList<profiles::Profile>()> m_profiles;
    QList<WorkspaceView *> m_views;
    bool m_closing = false;
};

} // namespace ui

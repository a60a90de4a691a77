#pragma once
#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>

class QKeyEvent;
class QWidget;

namespace ui {

/// Every command of a window, by name: one table of texts and shortcuts, used by the shortcut
/// keys, the shortcut list and the palette alike.
class Actions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Actions)

public:
    enum Id {
        Palette,
        GoToKey,
        NewConnection,
        ImportFile,
        OpenConnections,
        NextRecentTab,
        PreviousRecentTab,
        NextTab,
        PreviousTab,
        CloseTab,
        ReopenTab,
        Disconnect,
        ToggleConsole,
        ToggleKeys,
        ToggleDetails,
        NextPane,
        PreviousPane,
        Refresh,
        ToggleLock,
        ShowPreferences,
        ShowShortcuts,
        ZoomIn,
        ZoomOut,
        ZoomReset,
        Back,
        Forward,
        ShowKeys,
        ShowDashboard,
        ShowConsole,
        ShowActivity,
        FocusSearch,
        NewKey,
        EditTtl,
        UndoServerChange,
        Quit,
        ActionCount,
    };
    Q_ENUM(Id)

    /// The shortcuts work in the whole window of `window`.
    explicit Actions(QWidget *window);

    [[nodiscard]] QAction *action(Id id) const { return m_actions.value(id); }
    [[nodiscard]] QString group(Id id) const;
    /// The name before translation, so that it is found in either language.
    [[nodiscard]] static QString englishText(Id id);
    [[nodiscard]] static QString icon(Id id);
    /// False for what works on Home too.
    [[nodiscard]] static bool needsWorkspace(Id id);
    void retranslate();
    /// Turns off the shortcuts inside `part` that its window has too: two owners of one key make
    /// it do nothing. The window's action reaches the part instead.
    static void absorbShortcuts(QWidget *part);

    /// The key of the Latin layout on which a pressed key stands: with a Korean layout active Qt
    /// names ㅏ where K was meant. Key_unknown when it cannot be told.
    [[nodiscard]] static Qt::Key latinKey(const QKeyEvent &event);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QHash<int, QAction *> m_actions;
    QWidget *m_window;
};

} // namespace ui

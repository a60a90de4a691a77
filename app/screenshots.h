#pragma once
#include "app/workspace.h"
#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <vector>

namespace app {

class Application;

/// Renders the main screens of a real session to PNG files, light and dark, and ends the program:
/// 0, or 1 with a sentence when something did not come up. Every step waits for a condition.
class Screenshots final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Screenshots)

public:
    Screenshots(Application &application, const QString &directory, QObject *parent = nullptr);
    void start();

private:
    struct Step {
        QString what;
        std::function<void()> begin;
        std::function<bool()> ready;
        QString file; ///< empty = no picture
    };
    void plan();
    void planScreens(const QString &look);
    void planBrowser(const QString &suffix);
    void planConsole(const QString &suffix);
    void planDashboard(const QString &suffix);
    /// Only the dashboard, for its charts, or the panes round it as well.
    void showPanes(bool shown);
    void poll();
    void save(const QString &file);
    void fail(const QString &sentence);
    [[nodiscard]] ui::WorkspaceView *view() const;

    Application &m_application;
    QString m_directory;
    QPointer<Workspace> m_workspace;
    std::vector<Step> m_steps;
    size_t m_at = 0;
    bool m_begun = false;
    QDeadlineTimer m_deadline;
    QTimer m_poll;
};

} // namespace app

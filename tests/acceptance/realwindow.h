#pragma once
#include "app/application.h"
#include "base/keyref.h"
#include "support/redisserver.h"
#include "widgets/mainwindow.h"
#include "widgets/workspaceview.h"
#include <QAbstractItemView>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

namespace acceptance {

/// The program as a person has it: the real Application and window, connected to a real
/// redis-server, driven by keys and clicks alone. Keeps count of both, for the budgets of the
/// tasks: a chord or a paste is one key, typed text does not count.
class RealWindow {
public:
    explicit RealWindow(support::RedisServer &server,
                        const QString &language = QStringLiteral("en"));
    /// Without a server of its own: connect with a profile that says where.
    explicit RealWindow(const QString &language);
    ~RealWindow();
    Q_DISABLE_COPY_MOVE(RealWindow)

    /// Connects by the server's Unix socket and waits for the list of keys to be complete.
    bool connectTo(const profiles::Profile &profile);
    bool connectTo(int db = 0);
    /// Of the server that the window was made for.
    [[nodiscard]] profiles::Profile profile(int db = 0) const;
    /// Where this window's program keeps all of its files.
    [[nodiscard]] QString folder() const { return m_folders.path(); }

    [[nodiscard]] app::Application &app() { return *m_app; }
    [[nodiscard]] ui::MainWindow &window() { return m_app->window(); }
    [[nodiscard]] ui::WorkspaceView *view() const { return m_app->window().currentWorkspace(); }
    [[nodiscard]] session::Session &session();

    /// The visible widget of that name; waits for it. Null when it never comes.
    template <typename T = QWidget> T *see(const char *name, QWidget *below = nullptr)
    {
        T *found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = visible<T>(name, below)) != nullptr; }, 8000);
        return found;
    }
    /// The same without waiting.
    template <typename T = QWidget> T *visible(const char *name, QWidget *below = nullptr)
    {
        const QWidget *root = below ? below : &window();
        const QList<T *> all = root->findChildren<T *>(QLatin1String(name));
        for (T *each : all) {
            if (each->isVisibleTo(&window()))
                return each;
        }
        return nullptr;
    }

    // What a person does; each counts.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    void click(QWidget *widget);
    bool click(const char *name);
    /// Clicks the key in the list; opens its folders by way of the model first (not counted: the
    /// arrow keys do it for a person).
    bool clickKey(const QByteArray &name);

    /// The row of a key in the list, or an invalid index.
    [[nodiscard]] QModelIndex rowOf(const QByteArray &name);
    [[nodiscard]] bool lists(const QByteArray &name);
    /// Every text that the visible widgets below `root` show: labels, buttons, tables, editors.
    [[nodiscard]] QString textsOf(QWidget *root) const;
    /// A table as rows of its cells' texts.
    [[nodiscard]] static QList<QStringList> cells(const QAbstractItemView *table);
    /// Runs a line in the console pane and returns what it printed.
    QString console(const QString &line);

    int keys = 0;
    int clicks = 0;

private:
    [[nodiscard]] QWidget *focused();

    support::RedisServer *m_server = nullptr;
    QTemporaryDir m_folders;
    std::unique_ptr<app::Application> m_app;
};

} // namespace acceptance

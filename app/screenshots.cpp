#include "app/screenshots.h"
#include "app/application.h"
#include "stats/sampler.h"
#include "widgets/bottomdock.h"
#include "widgets/browser/keyspane.h"
#include "widgets/common/popover.h"
#include "widgets/console/consoleview.h"
#include "widgets/documenttabs.h"
#include "widgets/mainwindow.h"
#include "widgets/stats/dashboardpage.h"
#include "widgets/values/keytab.h"
#include "widgets/workspaceview.h"
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPixmap>
#include <chrono>
#include <cstdio>

namespace app {

using common::Theme;
using namespace std::chrono_literals;

namespace {

constexpr auto stepLimit = 60s;
constexpr qsizetype samplesForCharts = 42; ///< one a second; a minute is shown

} // namespace

Screenshots::Screenshots(Application &application, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_directory(directory)
{
    m_poll.setInterval(40ms);
    connect(&m_poll, &QTimer::timeout, this, &Screenshots::poll);
    connect(&application, &Application::workspaceOpened, this, [this](Workspace *workspace) {
        m_workspace = workspace;
        if (m_poll.isActive())
            workspace->sampler().setInterval(1);
    });
}

void Screenshots::start()
{
    connect(&m_application, &Application::failed, this,
            [this](const base::Error &why) { fail(why.text); });
    if (!QDir().mkpath(m_directory)) {
        fail(QStringLiteral("The directory %1 cannot be made.").arg(m_directory));
        return;
    }
    m_application.window().resize(1360, 860);
    plan();
    m_deadline.setRemainingTime(stepLimit);
    m_poll.start();
}

ui::WorkspaceView *Screenshots::view() const
{
    return m_application.window().currentWorkspace();
}

void Screenshots::plan()
{
    m_steps.push_back({ QStringLiteral("the connection"),
                        {},
                        [this] {
                            return m_workspace
                                && m_workspace->session().state()
                                == session::Session::State::Online;
                        },
                        {} });
    for (const bool dark : { false, true }) {
        m_steps.push_back(
            { QStringLiteral("the theme"),
              [dark] { Theme::instance().setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light); },
              [dark] { return Theme::instance().isDark() == dark; },
              {} });
        planScreens(dark ? QStringLiteral("dark") : QStringLiteral("light"));
    }
}

void Screenshots::planScreens(const QString &look)
{
    const QString suffix =
        QStringLiteral("-%1-%2.png").arg(m_application.translations().language(), look);
    m_steps.push_back({ QStringLiteral("Home"), [this] { m_application.window().showHome(); },
                        [] { return true; }, QStringLiteral("home") + suffix });
    planBrowser(suffix);
    planConsole(suffix);
    planDashboard(suffix);
}

void Screenshots::planBrowser(const QString &suffix)
{
    const auto shown = [this](const QByteArray &name) {
        return [this, name] {
            ui::KeyTab *tab = view() ? view()->currentKeyTab() : nullptr;
            auto *memory = m_application.window().findChild<QLabel *>(QStringLiteral("factMemory"));
            return tab && tab->key().name == name && tab->type() != base::KeyType::Unknown && memory
                && memory->text() != QStringLiteral("…");
        };
    };
    const auto open = [this](const QByteArray &name) {
        return [this, name] {
            view()->openKey({ 0, name }, false);
            view()->keysPane()->revealKey({ 0, name });
        };
    };
    const bool korean = m_application.translations().language() == QLatin1String("ko");
    const QByteArray first = korean ? "사용자:2" : "user:3";
    m_steps.push_back(
        { QStringLiteral("the workspace"),
          [this] { m_application.window().showWorkspace(m_workspace->session().profile().id); },
          [this] { return view() != nullptr; },
          {} });
    m_steps.push_back({ QStringLiteral("the key session:abc123"),
                        open("session:abc123"),
                        shown("session:abc123"),
                        {} });
    m_steps.push_back({ QStringLiteral("a key with more in it"), open(first), shown(first), {} });
    m_steps.push_back(
        { QStringLiteral("the browser"),
          [this, korean] {
              auto *console = view()->findChild<ui::ConsoleView *>();
              console->clear();
              for (const QByteArray line : { korean ? "GET 사용자:1:이름" : "HGET user:3 email",
                                             "TTL session:abc123", "LRANGE queue:tasks 0 -1" })
                  console->runLine(line);
          },
          [this] {
              return !m_workspace->console().isRunning() && m_workspace->console().waiting() == 0
                  && m_workspace->console().rowCount() >= 3;
          },
          QStringLiteral("browser") + suffix });
    m_steps.push_back({ QStringLiteral("the key session:abc123"),
                        open("session:abc123"),
                        shown("session:abc123"),
                        {} });
    m_steps.push_back({ QStringLiteral("the TTL editor"),
                        [this] { view()->currentKeyTab()->openTtl(); },
                        [this] {
                            auto *popover = m_application.window().findChild<common::Popover *>();
                            return popover && popover->isVisible();
                        },
                        {} });
    m_steps.push_back({ QStringLiteral("a time in the TTL editor"),
                        [this] {
                            m_application.window()
                                .findChild<QLineEdit *>(QStringLiteral("ttlInput"))
                                ->setText(QStringLiteral("30m"));
                        },
                        [] { return true; }, QStringLiteral("ttl") + suffix });
    m_steps.push_back({ QStringLiteral("the TTL editor to close"),
                        [this] { m_application.window().findChild<common::Popover *>()->close(); },
                        [this] { return !m_application.window().findChild<common::Popover *>(); },
                        {} });
}

void Screenshots::planConsole(const QString &suffix)
{
    m_steps.push_back({ QStringLiteral("the console"),
                        [this] {
                            view()->documents()->setVisible(false); // the dock takes its room
                            auto *console = view()->findChild<ui::ConsoleView *>();
                            console->clear();
                            for (const QByteArray line :
                                 { "GET user:1:email", "TTL session:abc123", "HGETALL user:2",
                                   "LRANGE reservations:recent 0 -1", "XRANGE audit - + COUNT 2",
                                   "GET 사용자:1:이름", "LPUSH user:2 x" })
                                console->runLine(line);
                        },
                        [this] {
                            return !m_workspace->console().isRunning()
                                && m_workspace->console().waiting() == 0
                                && m_workspace->console().rowCount() >= 7;
                        },
                        {} });
    m_steps.push_back({ QStringLiteral("a line in the console"),
                        [this] {
                            auto *console = view()->findChild<ui::ConsoleView *>();
                            console->focusInput();
                            console->setInputText(QStringLiteral("HSET user:2"));
                        },
                        [] { return true; }, QStringLiteral("console") + suffix });
    m_steps.push_back({ QStringLiteral("the documents"),
                        [this] {
                            view()->findChild<ui::ConsoleView *>()->setInputText({});
                            view()->documents()->setVisible(true);
                        },
                        [this] { return view()->documents()->isVisible(); },
                        {} });
}

void Screenshots::planDashboard(const QString &suffix)
{
    m_steps.push_back(
        { QStringLiteral("the dashboard"),
          [this] {
              showPanes(false);
              view()->showDashboard();
              view()->findChild<ui::DashboardPage *>()->setWindowMinutes(1);
          },
          [this] { return m_workspace->sampler().history().size() >= samplesForCharts; },
          QStringLiteral("dashboard") + suffix });
    m_steps.push_back({ QStringLiteral("the panes"),
                        [this] { showPanes(true); },
                        [this] { return view()->keysPane()->isVisible(); },
                        {} });
}

void Screenshots::showPanes(bool shown)
{
    view()->keysPane()->setVisible(shown);
    view()->findChild<ui::BottomDock *>()->setVisible(shown);
}

void Screenshots::poll()
{
    if (m_at >= m_steps.size()) {
        m_poll.stop();
        QApplication::exit(0);
        return;
    }
    const Step &step = m_steps[m_at];
    if (!m_begun) {
        m_begun = true;
        m_deadline.setRemainingTime(stepLimit);
        if (step.begin)
            step.begin();
        return; // the next turn sees what came of it, painted
    }
    if (!step.ready()) {
        if (m_deadline.hasExpired())
            fail(QStringLiteral("Nothing came of %1 within %2 s.")
                     .arg(step.what)
                     .arg(stepLimit.count()));
        return;
    }
    if (!step.file.isEmpty())
        save(step.file);
    ++m_at;
    m_begun = false;
}

void Screenshots::save(const QString &file)
{
    const QString path = QDir(m_directory).filePath(file);
    if (!m_application.window().grab().save(path, "PNG"))
        fail(QStringLiteral("The picture %1 could not be written.").arg(path));
}

void Screenshots::fail(const QString &sentence)
{
    std::fputs(qPrintable(sentence + QLatin1Char('\n')), stderr);
    m_poll.stop();
    m_at = m_steps.size();
    QMetaObject::invokeMethod(
        qApp, [] { QApplication::exit(1); }, Qt::QueuedConnection);
}

} // namespace app

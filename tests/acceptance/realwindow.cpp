#include "acceptance/realwindow.h"
#include "console/consolemodel.h"
#include "keys/keytreemodel.h"
#include "widgets/browser/keyspane.h"
#include "widgets/console/consoleview.h"
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTreeView>

namespace acceptance {

RealWindow::RealWindow(support::RedisServer &server, const QString &language)
    : RealWindow(language)
{
    m_server = &server;
}

RealWindow::RealWindow(const QString &language)
    : m_folders(QStringLiteral("/tmp/larder-window-XXXXXX"))
{
    const app::Application::Folders folders{ m_folders.filePath(QStringLiteral("config")),
                                             m_folders.filePath(QStringLiteral("data")) };
    m_app = std::make_unique<app::Application>(folders);
    m_app->overrideLanguage(language);
    m_app->showWindow();
    window().activateWindow();
    (void)QTest::qWaitForWindowActive(&window());
}

RealWindow::~RealWindow() = default;

profiles::Profile RealWindow::profile(int db) const
{
    profiles::Profile profile;
    profile.id = QUuid::createUuid();
    profile.name = QStringLiteral("real");
    profile.environment = profiles::Environment::Development;
    profile.unixSocket = m_server->socketPath();
    profile.db = db;
    profile.samplingSeconds = 1;
    return profile;
}

bool RealWindow::connectTo(int db)
{
    return connectTo(profile(db));
}

bool RealWindow::connectTo(const profiles::Profile &profile)
{
    m_app->openProfile(profile, {});
    const auto online = [&] {
        const app::Workspace *workspace = m_app->workspace(profile.id);
        return workspace && view()
            && m_app->workspace(profile.id)->session().state() == session::Session::State::Online;
    };
    if (!QTest::qWaitFor(online, 10000))
        return false;
    // "Complete at …", or "has no keys".
    return QTest::qWaitFor([&] { return visible("scanFooter") && !visible("stopScan"); }, 10000);
}

session::Session &RealWindow::session()
{
    return m_app->workspace(view()->profile().id)->session();
}

QWidget *RealWindow::focused()
{
    QWidget *widget = QApplication::focusWidget();
    return widget ? widget : &window();
}

void RealWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    ++keys;
    QTest::keyClick(focused(), key, modifiers);
}

void RealWindow::type(const QString &text)
{
    // Through the window system's way in, so that any character arrives as a person's would.
    for (const QChar c : text)
        QTest::sendKeyEvent(QTest::Click, focused(), Qt::Key_unknown, QString(c), Qt::NoModifier);
}

void RealWindow::click(QWidget *widget)
{
    ++clicks;
    QTest::mouseClick(widget, Qt::LeftButton);
}

bool RealWindow::click(const char *name)
{
    auto *widget = see(name);
    if (!widget)
        return false;
    click(widget);
    return true;
}

namespace {

QModelIndex find(QTreeView *tree, const QModelIndex &below, const QByteArray &name)
{
    QAbstractItemModel *model = tree->model();
    while (model->canFetchMore(below))
        model->fetchMore(below);
    for (int row = 0; row < model->rowCount(below); ++row) {
        const QModelIndex index = model->index(row, 0, below);
        if (!index.data(keys::KeyTreeModel::FolderRole).toBool()) {
            if (index.data(keys::KeyTreeModel::NameBytesRole).toByteArray() == name)
                return index;
            continue;
        }
        tree->expand(index);
        if (const QModelIndex found = find(tree, index, name); found.isValid())
            return found;
    }
    return {};
}

} // namespace

QModelIndex RealWindow::rowOf(const QByteArray &name)
{
    auto *tree = see<QTreeView>("keyList");
    return tree ? find(tree, {}, name) : QModelIndex();
}

bool RealWindow::lists(const QByteArray &name)
{
    return rowOf(name).isValid();
}

bool RealWindow::clickKey(const QByteArray &name)
{
    auto *tree = see<QTreeView>("keyList");
    if (!tree || !QTest::qWaitFor([&] { return lists(name); }, 5000))
        return false;
    const QModelIndex index = rowOf(name);
    tree->scrollTo(index);
    ++clicks;
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    return true;
}

QString RealWindow::textsOf(QWidget *root) const
{
    QStringList texts;
    for (const QWidget *widget : root->findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(root))
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts += label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            texts += button->text();
        else if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            texts += line->text();
        else if (const auto *plain = qobject_cast<const QPlainTextEdit *>(widget))
            texts += plain->toPlainText();
        else if (const auto *table = qobject_cast<const QAbstractItemView *>(widget)) {
            for (const QStringList &row : cells(table))
                texts += row;
        }
        texts += widget->accessibleName();
        texts += widget->accessibleDescription();
    }
    return texts.join(QLatin1Char('\n'));
}

QList<QStringList> RealWindow::cells(const QAbstractItemView *table)
{
    QList<QStringList> rows;
    const QAbstractItemModel *model = table->model();
    for (int row = 0; model && row < model->rowCount(table->rootIndex()); ++row) {
        QStringList cellsOfRow;
        for (int column = 0; column < model->columnCount(table->rootIndex()); ++column)
            cellsOfRow += model->index(row, column, table->rootIndex()).data().toString();
        rows += cellsOfRow;
    }
    return rows;
}

QString RealWindow::console(const QString &line)
{
    auto *view = window().findChild<ui::ConsoleView *>();
    auto &model = m_app->workspace(this->view()->profile().id)->console();
    const int before = model.rowCount();
    view->focusInput();
    view->setInputText(line);
    QTest::keyClick(view, Qt::Key_Return);
    if (!QTest::qWaitFor(
            [&] { return !model.isRunning() && model.waiting() == 0 && model.rowCount() > before; },
            10000))
        return QStringLiteral("(never answered)");
    const auto &entry = model.entry(model.rowCount() - 1);
    return QString::fromUtf8(entry.output) + entry.note;
}

} // namespace acceptance

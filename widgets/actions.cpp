#include "widgets/actions.h"
#include <QApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMetaEnum>
#include <QShortcut>
#include <QWidget>
#include <array>

namespace ui {

namespace {

enum class Group { Everywhere, View, Keys };

struct Row {
    Actions::Id id;
    Group group;
    const char *text;
    const char *keys; ///< separated by blanks
    const char *icon;
};

// clang-format off
constexpr std::array table {
    Row {Actions::Palette, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Commands"), "Ctrl+K Ctrl+Shift+P", "palette"},
    Row {Actions::GoToKey, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Go to key"), "Ctrl+P", "key"},
    Row {Actions::NewConnection, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "New connection"), "Ctrl+N", "plus"},
    Row {Actions::ImportFile, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Import connections from a file…"), "Ctrl+Shift+O", "import"},
    Row {Actions::OpenConnections, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Connections"), "Ctrl+O", "home"},
    Row {Actions::ToggleLock, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Lock or unlock writes"), "Ctrl+Shift+L", "lock"},
    Row {Actions::Refresh, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Refresh this pane"), "F5", "refresh"},
    Row {Actions::NextPane, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Next pane"), "F6", "chevron-right"},
    Row {Actions::PreviousPane, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Previous pane"), "Shift+F6", "chevron-left"},
    Row {Actions::Disconnect, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Disconnect"), "Ctrl+Shift+W", "disconnect"},
    Row {Actions::ShowPreferences, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Preferences"), "Ctrl+,", "gear"},
    Row {Actions::ShowShortcuts, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Shortcuts"), "F1 Ctrl+/", "help"},
    Row {Actions::ZoomIn, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Larger text"), "Ctrl+= Ctrl++", "plus"},
    Row {Actions::ZoomOut, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Smaller text"), "Ctrl+-", "minus"},
    Row {Actions::ZoomReset, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Normal text size"), "Ctrl+0", "search"},
    Row {Actions::Quit, Group::Everywhere, QT_TRANSLATE_NOOP("ui::Actions", "Quit"), "Ctrl+Q", "stop"},
    Row {Actions::ShowKeys, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Keys"), "Alt+1", "tree"},
    Row {Actions::ShowDashboard, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Dashboard"), "Alt+2", "chart"},
    Row {Actions::ShowConsole, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Console"), "Alt+3", "console"},
    Row {Actions::ShowActivity, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Activity"), "Alt+8", "list"},
    Row {Actions::ToggleConsole, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the console"), "Ctrl+`", "console"},
    Row {Actions::ToggleKeys, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Show or hide the keys"), "Ctrl+B", "tree"},
    Row {Actions::ToggleDetails, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Show or hide details"), "Ctrl+Shift+I", "info"},
    Row {Actions::NextRecentTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Recent tab"), "Ctrl+Tab", "history"},
    Row {Actions::PreviousRecentTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Recent tab, backwards"), "Ctrl+Shift+Tab Ctrl+Shift+Backtab", "history"},
    Row {Actions::NextTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Next tab"), "Ctrl+PgDown", "chevron-right"},
    Row {Actions::PreviousTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Previous tab"), "Ctrl+PgUp", "chevron-left"},
    Row {Actions::CloseTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Close tab"), "Ctrl+W", "close"},
    Row {Actions::ReopenTab, Group::View, QT_TRANSLATE_NOOP("ui::Actions", "Reopen closed tab"), "Ctrl+Shift+T", "restore"},
    Row {Actions::Back, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "Back to the previous key"), "Alt+Left", "chevron-left"},
    Row {Actions::Forward, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "Forward to the next key"), "Alt+Right", "chevron-right"},
    Row {Actions::FocusSearch, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "Search keys"), "Ctrl+F", "search"},
    Row {Actions::NewKey, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "New key"), "Ctrl+Shift+N", "key-new"},
    Row {Actions::EditTtl, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "Change TTL"), "Ctrl+T", "clock"},
    Row {Actions::UndoServerChange, Group::Keys, QT_TRANSLATE_NOOP("ui::Actions", "Undo the last deletion"), "Ctrl+Alt+Z", "undo"},
};
// clang-format on
static_assert(table.size() == Actions::ActionCount);

const Row &row(int id)
{
    for (const Row &each : table) {
        if (each.id == id)
            return each;
    }
    Q_UNREACHABLE();
}

/// Where the jamo stand on the two-set keyboard.
Qt::Key keyOfJamo(char32_t jamo)
{
    static const QString letters =
        QStringLiteral("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ");
    static const QString shifted = QStringLiteral("ㅃㅉㄸㄲㅆ");
    static const QString keys = QStringLiteral("QWERTYUIOPASDFGHJKLZXCVBNM");
    const auto c = QChar(static_cast<char16_t>(jamo));
    qsizetype at = letters.indexOf(c);
    if (at < 0)
        at = shifted.indexOf(c);
    if (at < 0 && c == QChar(u'ㅒ'))
        at = 8;
    if (at < 0 && c == QChar(u'ㅖ'))
        at = 9;
    return at < 0 ? Qt::Key_unknown : static_cast<Qt::Key>(keys.at(at).unicode());
}

/// evdev codes + 8, as X11 and Wayland report them.
Qt::Key keyOfScanCode(quint32 code)
{
    static const QByteArray first = "QWERTYUIOP";
    static const QByteArray second = "ASDFGHJKL";
    static const QByteArray third = "ZXCVBNM";
    if (code >= 24 && code < 34)
        return static_cast<Qt::Key>(first.at(static_cast<int>(code) - 24));
    if (code >= 38 && code < 47)
        return static_cast<Qt::Key>(second.at(static_cast<int>(code) - 38));
    if (code >= 52 && code < 59)
        return static_cast<Qt::Key>(third.at(static_cast<int>(code) - 52));
    return Qt::Key_unknown;
}

} // namespace

Actions::Actions(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    for (const Row &each : table) {
        auto *action = new QAction(window);
        const QMetaEnum names = QMetaEnum::fromType<Id>();
        QString name = QString::fromLatin1(names.valueToKey(each.id));
        name[0] = name[0].toLower();
        action->setObjectName(QStringLiteral("action_") + name);
        QList<QKeySequence> keys;
        const QList<QByteArray> words = QByteArray(each.keys).split(' ');
        for (const QByteArray &word : words)
            keys.append(QKeySequence(QString::fromLatin1(word)));
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WindowShortcut);
        window->addAction(action);
        m_actions.insert(each.id, action);
    }
    qApp->installEventFilter(this);
    retranslate();
}

QString Actions::group(Id id) const
{
    switch (row(id).group) {
    case Group::Everywhere:
        return tr("Everywhere");
    case Group::View:
        return tr("Views and tabs");
    case Group::Keys:
        break;
    }
    return tr("Keys");
}

QString Actions::englishText(Id id)
{
    return QString::fromLatin1(row(id).text);
}

QString Actions::icon(Id id)
{
    return QString::fromLatin1(row(id).icon);
}

bool Actions::needsWorkspace(Id id)
{
    switch (id) {
    case Palette:
    case NewConnection:
    case ImportFile:
    case OpenConnections:
    case ShowPreferences:
    case ShowShortcuts:
    case ZoomIn:
    case ZoomOut:
    case ZoomReset:
    case Quit:
        return false;
    default:
        return true;
    }
}

void Actions::retranslate()
{
    for (const Row &each : table)
        m_actions.value(each.id)->setText(tr(each.text));
}

void Actions::absorbShortcuts(QWidget *part)
{
    const QList<QAction *> mine = part->window()->actions();
    const QList<QShortcut *> theirs = part->findChildren<QShortcut *>();
    for (QShortcut *shortcut : theirs) {
        for (const QAction *action : mine) {
            if (action->shortcuts().contains(shortcut->key()))
                shortcut->setEnabled(false);
        }
    }
}

Qt::Key Actions::latinKey(const QKeyEvent &event)
{
    const int key = event.key();
    if (key > 0 && key < 0x80)
        return static_cast<Qt::Key>(key);
    if (key >= 0x3131 && key <= 0x3163)
        return keyOfJamo(static_cast<char32_t>(key));
    // Letters of other scripts; function and cursor keys have their own range.
    if (key < 0x01000000 || key == Qt::Key_unknown)
        return keyOfScanCode(event.nativeScanCode());
    return Qt::Key_unknown;
}

bool Actions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return false;
    auto *press = static_cast<QKeyEvent *>(event);
    const bool command = press->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (!command || (press->key() > 0 && press->key() < 0x80))
        return false;
    if (static_cast<QWidget *>(watched)->window() != m_window->window())
        return false;
    const Qt::Key key = latinKey(*press);
    if (key == Qt::Key_unknown)
        return false;
    const QKeySequence pressed(QKeyCombination(press->modifiers() & ~Qt::KeypadModifier, key));
    for (QAction *action : std::as_const(m_actions)) {
        if (action->isEnabled() && action->shortcuts().contains(pressed)) {
            action->trigger();
            return true;
        }
    }
    return false;
}

} // namespace ui

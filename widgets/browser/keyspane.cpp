#include "widgets/browser/keyspane.h"
#include "base/displaytext.h"
#include "base/whendone.h"
#include "keys/glob.h"
#include "widgets/browser/keysfooter.h"
#include "widgets/browser/keyview.h"
#include "widgets/common/buttons.h"
#include "widgets/common/chip.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/common/theme.h"
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>

namespace ui {

namespace {

using base::KeyType;
using common::Theme;
using keys::KeyTreeModel;
using Scanner = keys::KeyScanner;

QByteArray pathKey(const QByteArrayList &path)
{
    QByteArray key;
    for (const QByteArray &part : path)
        key += QByteArray::number(part.size()) + ' ' + part;
    return key;
}

QByteArrayList pathOf(const QByteArray &key)
{
    QByteArrayList path;
    for (qsizetype i = 0; i < key.size();) {
        const qsizetype space = key.indexOf(' ', i);
        const qsizetype length = key.sliced(i, space - i).toLongLong();
        path += key.sliced(space + 1, length);
        i = space + 1 + length;
    }
    return path;
}

} // namespace

KeysPane::KeysPane(QWidget *parent)
    : QWidget(parent)
    , m_scanner(&m_model.store())
    , m_details(&m_model.store())
    , m_title(new common::PlainLabel(this))
    , m_database(new QToolButton(this))
    , m_more(new common::IconButton(QStringLiteral("more"), {}, this))
    , m_search(new QLineEdit(this))
    , m_case(new QToolButton(this))
    , m_help(new common::IconButton(QStringLiteral("info"), {}, this))
    , m_chipRow(new QWidget(this))
    , m_all(new common::Chip({}, m_chipRow))
    , m_moreChips(new QToolButton(m_chipRow))
    , m_mode(new common::SegmentedControl(this))
    , m_sort(new QToolButton(this))
    , m_banner(new common::PlainLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new KeyView(&m_model, this))
    , m_empty(new common::EmptyState(QStringLiteral("key"), this))
    , m_footer(new KeysFooter(this))
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("keysPane"));
    build();
    wire();
    retranslate();
    applyTheme();
    refreshState();
}

KeysPane::~KeysPane() = default;

void KeysPane::wire()
{
    m_model.detailsWanted = [this](keys::KeyId id) {
        if (!m_offlineSince.isValid())
            m_details.want(id);
    };
    connect(&m_scanner, &Scanner::found, &m_model, &KeyTreeModel::feed);
    connect(&m_scanner, &Scanner::stateChanged, this, [this](Scanner::State state) {
        if (state == Scanner::State::Complete)
            m_completeAt = QLocale().toString(QTime::currentTime(), QStringLiteral("HH:mm:ss"));
        m_model.setPartial(state != Scanner::State::Complete && state != Scanner::State::Idle);
        countJobs();
        refreshState();
    });
    // A page may take a millisecond; nobody reads a counter that fast.
    connect(&m_scanner, &Scanner::progressed, &m_progress, [this] {
        if (!m_progress.isActive())
            m_progress.start();
    });
    connect(&m_progress, &QTimer::timeout, this, &KeysPane::refreshState);
    connect(&m_details, &keys::KeyDetails::resolved, &m_model, &KeyTreeModel::detailsChanged);
    connect(&m_details, &keys::KeyDetails::refused, this, [this](const base::Error &why) {
        m_typeProblem = why.text;
        refreshState();
    });
    connect(&m_model, &KeyTreeModel::flushed, this, [this] {
        restoreView();
        refreshChips();
        refreshState();
    });
    connect(&m_keyspace, &keys::Keyspace::changed, this, &KeysPane::refreshDatabases);
    connect(&m_vault, &keys::UndoVault::changed, this, [this] {
        refreshActions();
        Q_EMIT undoAvailableChanged(m_vault.newest() != 0);
    });
    connect(m_footer, &KeysFooter::continueRequested, this, [this] { m_scanner.resume(); });
    connect(m_footer, &KeysFooter::scanAllRequested, this, [this] { m_scanner.resume(true); });
    connect(m_footer, &KeysFooter::stopRequested, this, &KeysPane::stopScan);

    connect(m_search, &QLineEdit::textChanged, this, &KeysPane::filterLocally);
    connect(m_search, &QLineEdit::returnPressed, this, &KeysPane::searchServer);
    m_search->installEventFilter(this);
    connect(m_case, &QToolButton::toggled, this, &KeysPane::filterLocally);
    connect(m_help, &QToolButton::clicked, this, &KeysPane::showGlobHelp);
    connect(m_all, &QAbstractButton::clicked, this, [this] {
        for (common::Chip *chip : std::as_const(m_chips))
            chip->setChecked(false);
        chipToggled();
    });
    connect(m_mode, &common::SegmentedControl::currentChanged, this, [this](int mode) {
        m_model.setMode(mode == 0 ? KeyTreeModel::Mode::Tree : KeyTreeModel::Mode::List);
    });

    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (m_open.size() < 500)
            m_open.insert(pathKey(m_model.path(index)));
    });
    connect(m_view, &QTreeView::collapsed, this,
            [this](const QModelIndex &index) { m_open.remove(pathKey(m_model.path(index))); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &KeysPane::currentMoved);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &KeysPane::refreshActions);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        const keys::KeyId id = m_model.keyAt(index);
        if (id != keys::noKey)
            Q_EMIT keyActivated(*currentKey(), m_model.store().type(id));
    });
    connect(m_view, &KeyView::pinRequested, this, [this](const QModelIndex &index) {
        const keys::KeyId id = m_model.keyAt(index);
        if (id != keys::noKey)
            Q_EMIT keyActivated(*currentKey(), m_model.store().type(id));
    });
    connect(m_view, &KeyView::searchRequested, this, &KeysPane::focusSearch);
    connect(m_view, &KeyView::renameRequested, this, &KeysPane::renameCurrent);
    connect(m_view, &KeyView::deleteRequested, this, &KeysPane::deleteSelected);
    connect(m_view, &KeyView::refreshRequested, this, &KeysPane::refresh);
    connect(m_view, &KeyView::newKeyRequested, this, &KeysPane::requestNewKey);
    connect(m_view, &KeyView::escapePressed, this, &KeysPane::escape);
    connect(m_view, &KeyView::userActed, &m_model, &KeyTreeModel::dropExpired);
    connect(m_view, &QWidget::customContextMenuRequested, this, &KeysPane::showContextMenu);
    connect(&m_preview, &QTimer::timeout, this, [this] {
        // Somebody who went on to another pane meanwhile wants to see that one.
        const QWidget *focus = window()->focusWidget();
        if (focus && focus != m_view && focus != this)
            return;
        if (const auto key = currentKey())
            Q_EMIT keyPreviewRequested(*key, currentType());
    });
    connect(&m_countdown, &QTimer::timeout, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_refresh, &QAction::triggered, this, &KeysPane::refresh);
    connect(m_newKey, &QAction::triggered, this, &KeysPane::requestNewKey);
    connect(m_rename, &QAction::triggered, this, &KeysPane::renameCurrent);
    connect(m_delete, &QAction::triggered, this, &KeysPane::deleteSelected);
    connect(m_undo, &QAction::triggered, this, &KeysPane::undoDelete);
    connect(m_copyName, &QAction::triggered, this, [this] {
        const QModelIndex current = m_view->currentIndex();
        const QByteArray name = current.data(KeyTreeModel::NameBytesRole).toByteArray();
        QApplication::clipboard()->setText(base::editText(name).text);
    });
    connect(&Theme::instance(), &Theme::changed, this, &KeysPane::applyTheme);

    const std::array sorts{ KeyTreeModel::Sort::Name, KeyTreeModel::Sort::Type,
                            KeyTreeModel::Sort::Ttl, KeyTreeModel::Sort::Size };
    auto *group = new QActionGroup(this);
    for (const auto sort : sorts) {
        QAction *action = m_sort->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(sort == KeyTreeModel::Sort::Name);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, sort] { setSort(sort); });
    }
}

void KeysPane::setServer(const profiles::Profile &profile, const base::Capabilities &can)
{
    m_profile = profile;
    m_can = can;
    QByteArrayList separators;
    for (const QString &separator : profile.separators)
        separators += separator.toUtf8();
    m_model.setSeparators(separators);
    m_keyActions.setCapabilities(can);
    m_vault.setCapabilities(can);
    refreshChips();
}

void KeysPane::setSend(const resp::Send &browse, const resp::Send &work)
{
    const bool other = !m_browse || browse.database() != m_model.database();
    m_browse = browse;
    m_work = work;
    m_offlineSince = {};
    m_scanner.setSend(browse);
    m_details.setSend(browse);
    m_keyActions.setSend(browse, work);
    m_vault.setSend(browse, work);
    m_keyspace.setSend(browse);
    if (other) {
        m_open.clear();
        m_wanted.clear();
        m_match.clear();
        m_exact.clear();
        const QSignalBlocker quiet(m_search);
        m_search->clear();
        m_model.setFilter({});
        m_counts.clear();
    }
    m_keyspace.refresh();
    scan();
}

void KeysPane::scan()
{
    if (!m_browse)
        return;
    if (const auto key = currentKey())
        m_wanted = key->name;
    m_quiet = true;
    m_details.reset();
    m_model.clear(m_browse.database());
    m_quiet = false;
    m_typeProblem.clear();
    if (!m_exact.isEmpty()) {
        m_scanner.reset();
        base::whenDone(m_keyActions.exists(m_exact), this,
                       [this, name = m_exact](const base::Result<bool> &exists) {
                           if (name != m_exact)
                               return;
                           if (exists && *exists) {
                               m_model.store().add(name);
                               m_model.feed();
                           }
                           refreshState();
                           if (!exists)
                               m_footer->showSentence(exists.error().text, { "EXISTS", name });
                       });
        refreshState();
        return;
    }
    Scanner::Options options;
    options.match = m_match;
    if (m_can.scanType) {
        for (const KeyType type : std::as_const(m_types)) {
            if (type != KeyType::Other)
                options.types += type;
        }
    }
    options.budget = m_profile.scanBudget;
    options.restMs = m_profile.environment == profiles::Environment::Production ? 5 : 0;
    m_scanner.start(options);
    refreshDatabases();
}

void KeysPane::refresh()
{
    m_keyspace.refresh();
    scan();
}

void KeysPane::stopScan()
{
    m_scanner.stop();
}

void KeysPane::setOffline(const QDateTime &since)
{
    m_offlineSince = since;
    m_details.reset();
    refreshState();
}

void KeysPane::setOnline(bool restarted)
{
    m_offlineSince = {};
    m_details.reset();
    if (restarted)
        m_scanner.forgetCursor();
    if (m_scanner.pausedByError() || m_scanner.state() == Scanner::State::Failed)
        m_scanner.resume();
    m_keyspace.refresh();
    m_view->viewport()->update();
    refreshState();
}

void KeysPane::nodesChanged()
{
    m_scanner.nodesChanged();
    m_details.reset(); // what a lost node did not tell may be asked again
    m_view->viewport()->update();
    refreshDatabases();
}

void KeysPane::setSheetHost(QWidget *host)
{
    m_host = host;
}

QWidget *KeysPane::host() const
{
    return m_host ? m_host : window();
}

const QList<keys::Keyspace::Database> &KeysPane::databases() const
{
    return m_keyspace.databases();
}

// --- search and filter

void KeysPane::filterLocally()
{
    keys::KeyFilter filter;
    QByteArrayList words;
    const QStringList typed = m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : typed) {
        if (word.startsWith(QLatin1String("type:"))) {
            QByteArray name = word.sliced(5).toLower().toUtf8();
            if (name == "str")
                name = "string";
            else if (name == "strm")
                name = "stream";
            filter.types |= quint32(1) << unsigned(base::keyTypeFromName(name));
        } else if (word == QLatin1String("ttl:none")) {
            filter.noTtl = true;
        } else if (word.startsWith(QLatin1String("ttl:<"))) {
            bool ok = false;
            const qint64 seconds = word.sliced(5).toLongLong(&ok);
            filter.ttlBelowMs = ok ? seconds * 1000 : -1;
        } else {
            words += word.toUtf8();
        }
    }
    const bool tokens = filter.types || filter.noTtl || filter.ttlBelowMs >= 0;
    filter.text = tokens ? words.join(' ') : m_search->text().toUtf8();
    filter.caseSensitive = m_case->isChecked();
    // A pattern, an exact name and what the server was asked for are not looked for here.
    if (filter.text.startsWith('=') || keys::isGlob(filter.text)
        || (!m_match.isEmpty()
            && keys::parseSearch(m_search->text(), m_case->isChecked()).pattern == m_match))
        filter.text.clear();
    if (!m_can.scanType || m_types.contains(KeyType::Other)) {
        for (const KeyType type : std::as_const(m_types))
            filter.types |= quint32(1) << unsigned(type);
    }
    m_model.setFilter(filter);
    refreshState();
}

void KeysPane::searchServer()
{
    const keys::Search search = keys::parseSearch(m_search->text(), m_case->isChecked());
    m_exact = search.what == keys::Search::What::Exact ? search.exact : QByteArray();
    m_match = search.what == keys::Search::What::Pattern ? search.pattern : QByteArray();
    filterLocally();
    scan();
    if (!search.plain.isEmpty()) { // the exact name is found at once, however many keys there are
        base::whenDone(
            m_keyActions.exists(search.plain), this,
            [this, name = search.plain, match = m_match](const base::Result<bool> &exists) {
                if (!exists || !*exists || match != m_match)
                    return;
                m_model.store().add(name);
                m_model.feed();
            });
    }
}

void KeysPane::escape()
{
    if (m_scanner.state() == Scanner::State::Running) {
        stopScan();
        return;
    }
    const bool asked = !m_match.isEmpty() || !m_exact.isEmpty();
    if (!asked && m_search->text().isEmpty()) {
        focusList();
        return;
    }
    m_match.clear();
    m_exact.clear();
    m_search->clear();
    filterLocally();
    if (asked)
        scan();
}

void KeysPane::chipToggled()
{
    m_types.clear();
    for (const KeyType type : chipTypes) {
        if (m_chips.value(type)->isChecked())
            m_types += type;
    }
    m_all->setChecked(m_types.isEmpty());
    filterLocally();
    if (m_can.scanType)
        scan();
    refreshChips();
}

void KeysPane::setSort(KeyTreeModel::Sort sort)
{
    m_model.setSort(sort);
    retranslate();
    refreshState();
}

void KeysPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void KeysPane::countJobs()
{
    const int now = m_bulks + (m_scanner.state() == Scanner::State::Running ? 1 : 0);
    if (now == m_jobs)
        return;
    m_jobs = now;
    Q_EMIT jobsChanged(now);
}

void KeysPane::focusProgress()
{
    m_footer->focusAction();
}

void KeysPane::focusList()
{
    if (m_stack->currentWidget() == m_empty) {
        m_search->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    m_view->setFocus(Qt::ShortcutFocusReason);
    if (!m_view->currentIndex().isValid() && m_model.rowCount())
        m_view->setCurrentIndex(m_model.index(0, 0));
}

// --- the current key

std::optional<base::KeyRef> KeysPane::currentKey() const
{
    const keys::KeyId id = m_model.keyAt(m_view->currentIndex());
    if (id == keys::noKey)
        return std::nullopt;
    return base::KeyRef{ m_model.database(), m_model.store().name(id).toByteArray() };
}

KeyType KeysPane::currentType() const
{
    const keys::KeyId id = m_model.keyAt(m_view->currentIndex());
    return id == keys::noKey ? KeyType::Unknown : m_model.store().type(id);
}

void KeysPane::currentMoved()
{
    if (m_quiet)
        return;
    m_wanted.clear();
    m_preview.start();
    refreshActions();
}

void KeysPane::restoreView()
{
    if (m_quiet)
        return;
    for (const QByteArray &key : QSet<QByteArray>(m_open)) {
        const QByteArrayList path = pathOf(key);
        const QModelIndex index = m_model.findFolder(path);
        if (index.isValid() && !m_view->isExpanded(index) && m_model.path(index) == path)
            m_view->setExpanded(index, true);
    }
    if (m_wanted.isEmpty())
        return;
    const keys::KeyId id = m_model.store().find(m_wanted);
    const QModelIndex index = id == keys::noKey ? QModelIndex() : m_model.reveal(id);
    if (!index.isValid())
        return;
    m_wanted.clear();
    m_quiet = true;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        m_view->expand(above);
    m_view->setCurrentIndex(index);
    m_quiet = false;
}

void KeysPane::revealKey(const base::KeyRef &key)
{
    if (key.db != m_model.database())
        return;
    const keys::KeyId id = m_model.store().add(key.name).id;
    m_model.feed();
    m_wanted = key.name;
    QModelIndex index = id == keys::noKey ? QModelIndex() : m_model.reveal(id);
    if (index.isValid()) {
        m_wanted.clear();
        m_quiet = true;
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
            m_view->expand(above);
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
        m_quiet = false;
    }
    refreshActions();
}

void KeysPane::noteCreated(const base::KeyRef &key)
{
    if (key.db != m_model.database())
        return;
    const auto added = m_model.store().add(key.name);
    m_model.feed();
    if (!added.isNew)
        m_details.refresh(added.id);
    m_keyspace.refresh();
    refreshState();
}

void KeysPane::noteChanged(const base::KeyRef &key)
{
    const keys::KeyId id =
        key.db == m_model.database() ? m_model.store().find(key.name) : keys::noKey;
    if (id != keys::noKey)
        m_details.refresh(id);
}

void KeysPane::noteRemoved(const base::KeyRef &key)
{
    if (key.db == m_model.database())
        forget({ key.name });
}

void KeysPane::requestNewKey()
{
    if (!m_readOnly && !m_offlineSince.isValid())
        Q_EMIT newKeyRequested(m_model.prefix(m_view->currentIndex()));
}

bool KeysPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape) {
            escape();
            return true;
        }
        if (key == Qt::Key_Down) {
            focusList();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui

#include "widgets/browser/keyspane.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include "keys/glob.h"
#include "widgets/browser/keysfooter.h"
#include "widgets/browser/keyview.h"
#include "widgets/common/buttons.h"
#include "widgets/common/chip.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/popover.h"
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

constexpr std::array chipTypes{
    KeyType::String,    KeyType::Hash,   KeyType::List, KeyType::Set,
    KeyType::SortedSet, KeyType::Stream, KeyType::Json, KeyType::Other
};

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

void KeysPane::build()
{
    m_title->setType(Theme::Size::PaneTitle, QFont::DemiBold);
    m_database->setObjectName(QStringLiteral("databaseButton"));
    m_database->setPopupMode(QToolButton::InstantPopup);
    m_database->setMenu(new QMenu(m_database));
    m_database->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setObjectName(QStringLiteral("keysMenu"));
    m_more->setSmall(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_menu);
    m_search->setObjectName(QStringLiteral("keySearch"));
    m_search->addAction(common::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_case->setObjectName(QStringLiteral("matchCase"));
    m_case->setText(QStringLiteral("Aa"));
    m_case->setCheckable(true);
    m_case->setChecked(true);
    m_help->setObjectName(QStringLiteral("globHelp"));
    m_help->setSmall(true);
    m_all->setObjectName(QStringLiteral("typeAll"));
    m_all->setCheckable(true);
    m_moreChips->setObjectName(QStringLiteral("moreTypes"));
    m_moreChips->setPopupMode(QToolButton::InstantPopup);
    m_moreChips->setMenu(new QMenu(m_moreChips));
    m_moreChips->hide();
    m_mode->setObjectName(QStringLiteral("treeOrList"));
    m_mode->addSegment({}, QStringLiteral("tree"))->setObjectName(QStringLiteral("treeMode"));
    m_mode->addSegment({}, QStringLiteral("list"))->setObjectName(QStringLiteral("listMode"));
    m_mode->setCurrent(0);
    m_sort->setObjectName(QStringLiteral("sortButton"));
    m_sort->setPopupMode(QToolButton::InstantPopup);
    m_sort->setMenu(new QMenu(m_sort));
    m_banner->setObjectName(QStringLiteral("keysBanner"));
    m_banner->setType(Theme::Size::Caption);
    m_banner->setRole(&common::Tokens::textMuted);
    m_banner->setWordWrap(true);
    m_empty->setObjectName(QStringLiteral("keysEmpty"));
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);

    const auto &theme = Theme::instance();
    const int side = theme.px(8);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.px(12), 0, side, 0);
    head->setSpacing(theme.px(4));
    head->addWidget(m_title);
    head->addWidget(m_database);
    head->addStretch();
    head->addWidget(m_more);
    auto *search = new QHBoxLayout;
    search->setContentsMargins(side, 0, side, 0);
    search->setSpacing(theme.px(4));
    search->addWidget(m_search, 1);
    search->addWidget(m_case);
    search->addWidget(m_help);
    auto *chips = new QHBoxLayout(m_chipRow);
    chips->setContentsMargins(side, 0, side, 0);
    chips->setSpacing(theme.px(4));
    chips->addWidget(m_all);
    for (const KeyType type : chipTypes) {
        auto *chip = new common::Chip(base::keyTypeBadge(type), m_chipRow);
        chip->setObjectName(QStringLiteral("type") + base::keyTypeBadge(type));
        chip->setCheckable(true);
        chip->hide();
        chips->addWidget(chip);
        m_chips.insert(type, chip);
        connect(chip, &QAbstractButton::clicked, this, &KeysPane::chipToggled);
    }
    chips->addWidget(m_moreChips);
    chips->addStretch();
    auto *modes = new QHBoxLayout;
    modes->setContentsMargins(side, 0, side, 0);
    modes->addWidget(m_mode);
    modes->addStretch();
    modes->addWidget(m_sort);
    auto *banner = new QHBoxLayout;
    banner->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    banner->addWidget(m_banner);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(4), 0, 0);
    column->setSpacing(theme.px(8));
    column->addLayout(head);
    column->addLayout(search);
    column->addWidget(m_chipRow);
    column->addLayout(modes);
    column->addLayout(banner);
    auto *list = new QVBoxLayout;
    list->setSpacing(0);
    list->addWidget(m_stack, 1);
    list->addWidget(m_footer);
    column->addLayout(list, 1);

    const auto action = [this](const char *name, const char *icon) {
        auto *made = new QAction(this);
        made->setObjectName(QLatin1String(name));
        made->setIcon(common::icon(QLatin1String(icon)));
        return made;
    };
    m_newKey = action("actionNewKey", "key-new");
    m_rename = action("actionRename", "rename");
    m_delete = action("actionDelete", "delete");
    m_copyName = action("actionCopyName", "copy");
    m_undo = action("actionUndo", "undo");
    m_refresh = action("actionRefresh", "refresh");
    m_menu->addActions({ m_refresh, m_newKey, m_rename, m_delete, m_copyName, m_undo });
    m_menu->setToolTipsVisible(true);
    m_preview.setSingleShot(true);
    m_preview.setInterval(120);
    m_progress.setSingleShot(true);
    m_progress.setInterval(100);
    m_countdown.setInterval(1000);
    m_countdown.start();
    setTabOrder(m_database, m_more);
    setTabOrder(m_more, m_search);
    setTabOrder(m_search, m_case);
    setTabOrder(m_case, m_help);
}

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

// --- how it looks

void KeysPane::refreshDatabases()
{
    QMenu *menu = m_database->menu();
    menu->clear();
    menu->setToolTipsVisible(true);
    const int current = m_browse ? m_browse.database() : 0;
    m_database->setText(QStringLiteral("db%1").arg(current));
    const QList<keys::Keyspace::Database> &all = m_keyspace.databases();
    const bool cluster = m_browse && m_browse.nodes()->cluster;
    const bool only = current == 0 && m_keyspace.isWhole() && all.size() == 1;
    m_database->setVisible(!cluster && !only);
    const QString whyHidden = cluster ? tr("A cluster has database 0 only.")
        : only                        ? tr("This server has database 0 only.")
                                      : QString();
    m_title->setToolTip(whyHidden);
    m_title->setAccessibleDescription(whyHidden);
    for (const auto &database : all) {
        QAction *action = menu->addAction(
            QStringLiteral("db%1\t%2").arg(database.number).arg(base::countText(database.keys)));
        action->setCheckable(true);
        action->setChecked(database.number == current);
        connect(action, &QAction::triggered, this, [this, number = database.number, current] {
            if (number != current)
                Q_EMIT databaseChanged(number);
            else
                refreshDatabases();
        });
    }
    const QString reason = m_keyspace.reason().text;
    m_database->setToolTip(reason.isEmpty()
                               ? tr("Database")
                               : QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped()));
    if (!reason.isEmpty()) {
        menu->addSeparator();
        menu->addAction(reason)->setEnabled(false);
    }
}

void KeysPane::refreshChips()
{
    const auto &store = m_model.store();
    const bool unknown = store.count(KeyType::Unknown) > 0 || m_model.isPartial();
    int room = m_chipRow->width() - m_all->sizeHint().width() - Theme::instance().px(64);
    QMenu *menu = m_moreChips->menu();
    menu->clear();
    for (const KeyType type : chipTypes) {
        common::Chip *chip = m_chips.value(type);
        const bool on = m_types.contains(type);
        if (m_types.isEmpty() || on)
            m_counts[type] = store.count(type);
        const qint64 count = m_counts.value(type);
        QString text = base::countText(count);
        if (unknown)
            text += QLatin1Char('+');
        chip->setCount(count ? text : QString());
        chip->setChecked(on);
        const int width = chip->sizeHint().width() + Theme::instance().px(4);
        const bool wanted = on || count > 0;
        const bool fits = on || room >= width;
        chip->setVisible(wanted && fits);
        if (wanted && fits)
            room -= width;
        if (wanted && fits)
            continue;
        QAction *action = menu->addAction(
            count ? base::keyTypeBadge(type) + QLatin1Char('\t') + text : base::keyTypeBadge(type));
        connect(action, &QAction::triggered, chip, &QAbstractButton::click);
    }
    m_all->setChecked(m_types.isEmpty());
    m_moreChips->setVisible(!menu->isEmpty());
    m_moreChips->setText(QStringLiteral("+ %1").arg(menu->actions().size()));
}

void KeysPane::refreshState()
{
    const qint64 listed = m_model.store().size();
    const bool filtered = !m_model.filter().isEmpty();
    refreshActions();
    QString banner;
    if (m_offlineSince.isValid())
        banner =
            tr("As of %1").arg(QLocale().toString(m_offlineSince.time(), QStringLiteral("HH:mm")));
    else if (!m_typeProblem.isEmpty())
        banner = m_typeProblem;
    else if (filtered)
        banner = tr("%1 of %2 loaded keys match. Enter asks the server.")
                     .arg(base::countText(m_model.acceptedCount()), base::countText(listed));
    else if (m_model.sort() != KeyTreeModel::Sort::Name)
        banner = tr("Sorted among loaded keys whose figures are known");
    m_banner->setText(banner);
    m_banner->setVisible(!banner.isEmpty());

    if (!m_exact.isEmpty())
        m_footer->showSentence(listed ? tr("Found") : tr("No such key"), { "EXISTS", m_exact });
    else
        m_footer->show(m_scanner, listed, m_completeAt);

    const Scanner::State state = m_scanner.state();
    const bool nothing = m_model.rowCount() == 0 && m_model.isSettled()
        && state != Scanner::State::Running
        && (state != Scanner::State::Idle || !m_exact.isEmpty());
    if (nothing) {
        m_empty->clearActions();
        const bool searching =
            !m_match.isEmpty() || !m_exact.isEmpty() || filtered || !m_types.isEmpty();
        if (state == Scanner::State::Failed) {
            m_empty->setIconName(QStringLiteral("warning"));
            m_empty->setText(m_scanner.error().text + QLatin1Char('\n')
                             + tr("A key can still be opened by its name: type =name and Enter."));
            connect(m_empty->addAction(tr("Open a key by name")), &QAbstractButton::clicked, this,
                    [this] {
                        m_search->setText(QStringLiteral("="));
                        focusSearch();
                        m_search->deselect();
                    });
        } else if (searching) {
            m_empty->setIconName(QStringLiteral("search"));
            const QString shown = m_match.isEmpty() ? m_search->text() : QString::fromUtf8(m_match);
            m_empty->setText(tr("No key matches %1. Scanned about %2 of %3.")
                                 .arg(shown.isEmpty() ? tr("the chosen types") : shown,
                                      base::countText(m_scanner.looked()),
                                      m_scanner.databaseSize() < 0
                                          ? QStringLiteral("?")
                                          : base::countText(m_scanner.databaseSize())));
            connect(m_empty->addAction(tr("Clear filter")), &QAbstractButton::clicked, this,
                    [this] {
                        for (common::Chip *chip : std::as_const(m_chips))
                            chip->setChecked(false);
                        m_types.clear();
                        m_match.clear();
                        m_exact.clear();
                        m_search->clear();
                        filterLocally();
                        scan();
                    });
        } else {
            m_empty->setIconName(QStringLiteral("key"));
            m_empty->setText(tr("Database %1 has no keys. Create one, or check which database your "
                                "app writes to.")
                                 .arg(m_model.database()));
            QAbstractButton *create = m_empty->addAction(tr("New key"), true);
            create->setEnabled(m_newKey->isEnabled());
            create->setToolTip(m_newKey->toolTip());
            connect(create, &QAbstractButton::clicked, this, &KeysPane::requestNewKey);
        }
    }
    QWidget *page = nothing ? static_cast<QWidget *>(m_empty) : m_view;
    if (m_stack->currentWidget() != page) {
        const bool hadFocus = m_stack->isAncestorOf(QApplication::focusWidget());
        m_stack->setCurrentWidget(page);
        if (hadFocus)
            focusList();
    }
    m_view->setEnabled(true);
}

void KeysPane::applyTheme()
{
    QPalette palette = m_view->palette();
    palette.setColor(QPalette::Base, common::tokens().surface);
    m_view->setPalette(palette);
    m_database->setFont(Theme::instance().fixed());
    m_case->setFont(Theme::instance().ui(Theme::Size::Secondary));
    m_sort->setFont(Theme::instance().ui(Theme::Size::Secondary));
    m_moreChips->setFont(Theme::instance().ui(Theme::Size::Caption));
    update();
}

void KeysPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), common::tokens().window);
    painter.fillRect(0, m_stack->y() - 1, width(), 1, common::tokens().hairline);
    painter.fillRect(m_stack->geometry(), common::tokens().surface);
}

void KeysPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshChips();
}

void KeysPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refreshState();
    }
    QWidget::changeEvent(event);
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

void KeysPane::retranslate()
{
    m_title->setText(tr("Keys"));
    setAccessibleName(tr("Keys"));
    m_database->setAccessibleName(tr("Database"));
    m_more->setName(tr("More"));
    m_search->setPlaceholderText(tr("Search keys…"));
    m_search->setAccessibleName(tr("Search keys"));
    m_case->setToolTip(tr("Match upper and lower case"));
    m_case->setAccessibleName(m_case->toolTip());
    m_help->setName(tr("How to search"));
    m_all->setText(tr("All"));
    m_all->setAccessibleName(tr("All types"));
    m_moreChips->setAccessibleName(tr("More types"));
    for (auto it = m_chips.cbegin(); it != m_chips.cend(); ++it) {
        it.value()->setAccessibleName(it.value()->text());
        it.value()->setToolTip(m_can.scanType
                                   ? tr("Asks the server for keys of this type only. The count is "
                                        "of keys whose type is known so far.")
                                   : tr("This server cannot scan by type: shows loaded keys whose "
                                        "type is known."));
    }
    m_mode->setSegmentText(0, tr("Tree"));
    m_mode->setSegmentText(1, tr("List"));
    m_mode->setAccessibleName(tr("Tree or list"));
    const QStringList names{ tr("Name"), tr("Type"), tr("TTL"), tr("Size") };
    const QList<QAction *> sorts = m_sort->menu()->actions();
    for (int i = 0; i < sorts.size(); ++i)
        sorts.at(i)->setText(names.at(i));
    m_sort->setText(tr("Sort: %1").arg(names.at(int(m_model.sort()))));
    m_sort->setAccessibleName(m_sort->text());
    m_refresh->setText(tr("Refresh"));
    m_newKey->setText(tr("New key"));
    m_rename->setText(tr("Rename…"));
    m_copyName->setText(tr("Copy name"));
    m_undo->setText(tr("Undo last deletion"));
    refreshActions();
}

} // namespace ui

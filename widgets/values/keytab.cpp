#include "widgets/values/keytab.h"
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "values/listmodel.h"
#include "values/setmodel.h"
#include "values/sortedsetmodel.h"
#include "values/streammodel.h"
#include "widgets/common/band.h"
#include "widgets/common/commandpreview.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/theme.h"
#include "widgets/values/changebar.h"
#include "widgets/values/conflictview.h"
#include "widgets/values/hasheditor.h"
#include "widgets/values/keyheader.h"
#include "widgets/values/stringeditor.h"
#include "widgets/values/ttlpopover.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

using common::tokens;

namespace {

constexpr int everydaySeconds = 5; // between two looks of the flight recorder

const QString clockFormat = QStringLiteral("HH:mm:ss");

} // namespace

KeyTab::KeyTab(const base::KeyRef &key, base::KeyType hint, resp::Send browse, resp::Send work,
               const base::Capabilities &can, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_browse(std::move(browse))
    , m_work(std::move(work))
    , m_can(can)
    , m_state(new values::KeyState(m_browse, key.name, this))
    , m_recorder(new values::FlightRecorder(this))
    , m_header(new KeyHeader(key, this))
    , m_notice(new common::Band(common::Band::Kind::Danger, this))
    , m_band(new common::Band(common::Band::Kind::Warning, this))
    , m_stack(new QStackedWidget(this))
    , m_bar(new ChangeBar(this))
{
    setObjectName(QStringLiteral("keyTab"));
    m_notice->setObjectName(QStringLiteral("noticeBand"));
    m_band->setObjectName(QStringLiteral("keyBand"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_header);
    column->addWidget(m_band);
    column->addWidget(m_stack, 1);
    column->addWidget(m_bar);
    m_notice->hide();
    m_band->hide();
    m_bar->hide();

    m_countdown.setInterval(500);
    m_previewTimer.setSingleShot(true);
    connect(&m_countdown, &QTimer::timeout, this, &KeyTab::showTtl);
    connect(&m_auto, &QTimer::timeout, this, &KeyTab::refresh);
    connect(&m_previewTimer, &QTimer::timeout, this, &KeyTab::showBar);
    connect(m_state, &values::KeyState::sampled, this, &KeyTab::sampled);
    connect(m_state, &values::KeyState::failed, this, &KeyTab::showError);
    connect(m_header, &KeyHeader::ttlRequested, this, &KeyTab::openTtl);
    connect(m_header, &KeyHeader::refreshRequested, this, &KeyTab::refresh);
    connect(m_header, &KeyHeader::renameRequested, this, [this] { Q_EMIT renameRequested(m_key); });
    connect(m_header, &KeyHeader::deleteRequested, this, [this] { Q_EMIT deleteRequested(m_key); });
    connect(m_header, &KeyHeader::copyCommandRequested, this, &KeyTab::copyAsCommand);
    const auto copyValue = [this] {
        if (m_editor)
            QGuiApplication::clipboard()->setText(m_editor->copyText());
    };
    connect(m_header, &KeyHeader::copyValueRequested, this, copyValue);
    connect(m_header, &KeyHeader::refreshSecondsChanged, this, [this](int seconds) {
        m_state->setInterval(sampleSeconds() * 1000);
        if (seconds > 0)
            m_auto.start(seconds * 1000);
        else
            m_auto.stop();
    });
    connect(m_bar, &ChangeBar::saveRequested, this, &KeyTab::save);
    connect(m_bar, &ChangeBar::revertRequested, this, &KeyTab::revert);
    connect(m_bar, &ChangeBar::unlockRequested, this, &KeyTab::unlockRequested);
    connect(m_bar, &ChangeBar::useServerRequested, this, &KeyTab::useServer);
    connect(m_bar, &ChangeBar::createAgainRequested, this, &KeyTab::createAgain);
    connect(m_bar, &ChangeBar::copyValueRequested, this, copyValue);
    const auto shortcut = [this](const QKeySequence &keys, auto slot) {
        auto *action = new QShortcut(keys, this);
        action->setContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QShortcut::activated, this, slot);
    };
    shortcut(QKeySequence::Save, &KeyTab::save);
    shortcut(QKeySequence(Qt::Key_F5), &KeyTab::refresh);
    shortcut(QKeySequence(QStringLiteral("Ctrl+T")), &KeyTab::openTtl);
    shortcut(QKeySequence(QStringLiteral("Ctrl+Alt+C")), &KeyTab::copyAsCommand);
    shortcut(QKeySequence::Undo, [this] {
        if (m_editor && !m_saving)
            m_editor->undo();
    });
    shortcut(QKeySequence::Redo, [this] {
        if (m_editor && !m_saving)
            m_editor->redo();
    });

    m_state->setInterval(everydaySeconds * 1000);
    m_state->expectType(hint);
    m_header->setType(hint, {});
    m_header->setTtl(std::nullopt);
    if (hint != base::KeyType::Unknown && hint != base::KeyType::None)
        openEditor(hint); // value and TTL in one round trip
    m_state->look();
}

KeyTab::~KeyTab()
{
    // An open cell editor commits when it goes; nobody must be told of it any more.
    if (m_editor)
        m_editor->disconnect(this);
    if (m_popover)
        m_popover->close();
    delete m_conflict;
    delete m_editor;
}

QString KeyTab::title() const
{
    return base::displayText(m_key.name, 200);
}

int KeyTab::sampleSeconds() const
{
    return m_header->refreshSeconds() > 0 ? m_header->refreshSeconds() : everydaySeconds;
}

bool KeyTab::isDirty() const
{
    return m_editor && m_editor->isDirty();
}

void KeyTab::setTtlPreset(int seconds, const QString &name)
{
    m_presetSeconds = seconds;
    m_presetName = name;
}

void KeyTab::setProduction(bool production)
{
    m_production = production;
}

void KeyTab::openEditor(base::KeyType type)
{
    m_type = type;
    delete m_editor;
    dropConflict();
    ValueEditor *editor = nullptr;
    const QByteArray &name = m_key.name;
    switch (type) {
    case base::KeyType::String:
        editor = new StringEditor(m_browse, m_work, name, m_can, m_stack);
        break;
    case base::KeyType::Hash:
        editor = new HashEditor(m_browse, name, m_can, m_stack);
        break;
    case base::KeyType::List:
        editor = new TableEditor(type, new values::ListModel(m_browse, name), m_stack);
        break;
    case base::KeyType::Set:
        editor = new TableEditor(type, new values::SetModel(m_browse, name), m_stack);
        break;
    case base::KeyType::SortedSet:
        editor = new TableEditor(type, new values::SortedSetModel(m_browse, name), m_stack);
        break;
    case base::KeyType::Stream:
        editor = new TableEditor(type, new values::StreamModel(m_browse, name), m_stack);
        break;
    default: {
        auto *none = new common::EmptyState(QStringLiteral("key"), m_stack);
        none->setObjectName(QStringLiteral("noEditor"));
        none->setText(tr("There is no viewer for this type yet. Use the console to read it."));
        m_stack->setCurrentIndex(m_stack->addWidget(none));
        m_bar->hide();
        return;
    }
    }
    editor->setObjectName(QStringLiteral("valueEditor"));
    m_editor = editor;
    m_stack->setCurrentIndex(m_stack->addWidget(editor));
    setFocusProxy(editor);
    connect(editor, &ValueEditor::stagedChanged, this, &KeyTab::stagedChanged);
    connect(editor, &ValueEditor::loadingChanged, this, &KeyTab::showFacts);
    connect(editor, &ValueEditor::toast, this, &KeyTab::toast);
    connect(editor, &ValueEditor::failed, this, &KeyTab::showError);
    connect(editor, &ValueEditor::editRefused, this, [this] {
        if (!m_saving && !std::exchange(m_refusalTold, true))
            Q_EMIT toast(tr("Read-only: %1 was not sent.")
                             .arg(m_type == base::KeyType::Hash ? QStringLiteral("HSET")
                                                                : QStringLiteral("SET")));
    });
    connect(editor, &ValueEditor::loaded, this, [this, first = true](bool changed) mutable {
        if (std::exchange(first, false))
            m_recorder->loaded(m_editor->loadedAt());
        else if (changed)
            m_recorder->valueChanged(m_editor->loadedAt());
        showFacts();
    });
    editor->setReadOnly(m_readOnly);
    showBar();
    editor->load();
}

void KeyTab::sampled(const values::KeySample &sample)
{
    m_recorder->sample(sample);
    m_header->setType(sample.type == base::KeyType::None ? m_type : sample.type, sample.typeName);
    showTtl();
    if (sample.type == base::KeyType::None)
        return vanished(sample.when);
    if (std::exchange(m_gone, false)) {
        m_band->hide();
        if (sample.type == m_type && m_editor) {
            const QString later = base::ttlText(m_goneAt.msecsTo(sample.when));
            m_band->setKind(common::Band::Kind::Info);
            m_band->clearActions();
            m_band->setText(tr("The key was re-created %1 later.").arg(later));
            m_band->setDismissable(true);
            m_band->show();
            m_editor->load();
        }
    }
    if (sample.type != m_type) {
        const bool known = m_type != base::KeyType::Unknown;
        Q_EMIT typeKnown(m_key, sample.type);
        if (known && isDirty())
            askTypeChange(sample.type);
        else
            openEditor(sample.type);
    }
    showBar();
}

void KeyTab::vanished(const QDateTime &when)
{
    if (std::exchange(m_gone, true))
        return;
    m_goneAt = when;
    dropConflict();
    if (m_editor)
        m_editor->cancel();
    m_band->setKind(common::Band::Kind::Warning);
    m_band->clearActions();
    m_band->setDismissable(false);
    m_band->setText(tr("This key expired or was deleted around %1. The last value seen is kept "
                       "here; nothing was written.")
                        .arg(when.toString(clockFormat)));
    m_band->show();
    showBar();
    Q_EMIT gone(m_key);
}

void KeyTab::stagedChanged()
{
    const bool dirty = isDirty();
    if (dirty != m_wasDirty) {
        m_wasDirty = dirty;
        if (dirty)
            Q_EMIT pinned();
        Q_EMIT dirtyChanged(dirty);
        Q_EMIT titleChanged();
        showBar();
    }
    // Long values are quoted for the preview; not on every key.
    m_previewTimer.start(30);
}

void KeyTab::showFacts()
{
    if (!m_editor)
        return;
    QString facts = m_editor->facts();
    if (m_offline)
        facts = tr("as of %1").arg(m_editor->loadedAt().toString(clockFormat));
    else if (!facts.isEmpty() && m_editor->loadedAt().isValid())
        facts +=
            QStringLiteral(" · ") + tr("loaded %1").arg(m_editor->loadedAt().toString(clockFormat));
    else if (m_editor->isLoading())
        facts = tr("loading…");
    m_header->setFacts(facts);
}

void KeyTab::showTtl()
{
    m_header->setTtl(m_state->pttl());
}

void KeyTab::showBar()
{
    const bool editable = m_type == base::KeyType::String || m_type == base::KeyType::Hash;
    m_bar->setVisible(m_editor && (editable || m_gone));
    if (!m_editor)
        return;
    const QString writeProblem = m_readOnly ? m_readOnlyReason
        : m_offline                         ? tr("The link is down.")
                                            : QString();
    m_header->setWritable(writeProblem.isEmpty() && !m_gone,
                          m_gone ? tr("The key is not there any more.") : writeProblem);
    const int changes = m_editor->changeCount();
    const auto ttl = m_state->pttl();
    m_bar->setChanges(changes, changes ? m_editor->plan().preview : resp::Commands(),
                      ttl && *ttl >= 0);
    m_bar->setReadOnlyReason(m_readOnlyReason);
    // A key that is gone can be made again only where writing is possible.
    m_bar->setHold(m_gone          ? writeProblem
                       : m_offline ? tr("kept here until the link is back")
                                   : m_editor->problem());
    using State = ChangeBar::State;
    m_bar->setState(m_gone                    ? State::Gone
                        : m_readOnly          ? State::ReadOnly
                        : m_saving            ? State::Saving
                        : m_conflict          ? State::Conflict
                        : m_editor->isDirty() ? State::Dirty
                                              : State::Clean);
}

void KeyTab::showError(const base::Error &why)
{
    using Kind = base::Error::Kind;
    if (why.kind == Kind::Cancelled || (m_offline && why.kind == Kind::Network) || m_gone)
        return;
    if (why.detail.startsWith("WRONGTYPE"))
        return m_state->look(); // tells the type that it has become
    m_band->setKind(common::Band::Kind::Warning);
    m_band->clearActions();
    m_band->setDismissable(true);
    m_band->setText(why.text);
    m_band->setToolTip(Qt::convertFromPlainText(base::displayText(why.detail, 400)));
    m_band->show();
    showFacts();
}

bool KeyTab::canClose()
{
    if (!isDirty())
        return true;
    m_band->setKind(common::Band::Kind::Warning);
    m_band->clearActions();
    m_band->setDismissable(false);
    m_band->setText(tr("There are unsaved changes."));
    auto *saveFirst = m_band->addAction(tr("Save"));
    saveFirst->setObjectName(QStringLiteral("closeSave"));
    saveFirst->setEnabled(!m_readOnly && !m_offline && !m_gone && m_editor->problem().isEmpty());
    auto *discard = m_band->addAction(tr("Discard"));
    discard->setObjectName(QStringLiteral("closeDiscard"));
    auto *stay = m_band->addAction(tr("Cancel"));
    stay->setObjectName(QStringLiteral("closeCancel"));
    connect(saveFirst, &QAbstractButton::clicked, this, [this] {
        m_band->hide();
        m_closeAfterSave = true;
        save();
    });
    connect(discard, &QAbstractButton::clicked, this, [this] {
        m_band->hide();
        revert();
        Q_EMIT closeAgreed();
    });
    connect(stay, &QAbstractButton::clicked, this, [this] {
        m_band->hide();
        focusValue();
    });
    m_band->show();
    stay->setFocus();
    return false;
}

void KeyTab::setReadOnly(bool readOnly, const QString &reason)
{
    m_readOnly = readOnly;
    m_readOnlyReason = reason;
    m_refusalTold = false;
    if (m_editor)
        m_editor->setReadOnly(readOnly || m_saving);
    showBar();
}

void KeyTab::setOffline()
{
    m_offline = true;
    m_state->setWatching(false);
    showFacts();
    showBar();
}

void KeyTab::setOnline(bool)
{
    m_offline = false;
    m_state->setWatching(isVisible());
    showBar();
    refresh();
}

void KeyTab::setCapabilities(const base::Capabilities &can)
{
    if (can == m_can)
        return;
    m_can = can;
    if (m_editor && !isDirty())
        openEditor(m_type);
}

void KeyTab::setNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

void KeyTab::focusValue()
{
    if (m_editor)
        m_editor->focusValue();
    else
        setFocus();
}

void KeyTab::revert()
{
    if (m_saving)
        return;
    dropConflict();
    if (m_editor)
        m_editor->revert();
    showBar();
}

void KeyTab::refresh()
{
    if (m_offline)
        return;
    m_state->look();
    if (m_editor && !m_gone && !m_editor->isLoading())
        m_editor->load();
}

void KeyTab::copyAsCommand()
{
    if (!m_editor)
        return;
    resp::Commands commands = m_editor->isDirty() ? m_editor->plan().preview : resp::Commands();
    if (commands.isEmpty()) {
        auto recipe = m_editor->recipe();
        if (!recipe) {
            Q_EMIT toast(tr("Only a part is loaded, so there is no command for all of it."));
            return;
        }
        const auto left = m_state->pttl();
        if (left && *left > 0)
            recipe->ttl = { values::Ttl::Kind::Relative, *left };
        commands = recipe->commands();
    }
    QStringList lines;
    for (const resp::Command &command : std::as_const(commands))
        lines += common::CommandPreview::line(command);
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    Q_EMIT toast(tr("Copied as redis-cli command."));
}

void KeyTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_countdown.start();
    m_state->setWatching(!m_offline);
    if (m_header->refreshSeconds() > 0)
        m_auto.start(m_header->refreshSeconds() * 1000);
}

void KeyTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_countdown.stop();
    m_auto.stop();
    m_state->setWatching(false);
}

void KeyTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        showFacts();
        showBar();
    }
}

void KeyTab::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
}

} // namespace ui

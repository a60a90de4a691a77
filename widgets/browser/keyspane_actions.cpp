// KeysPane, the half that acts on keys: rename, delete, undo, and the menus.
#include "base/displaytext.h"
#include "base/durationtext.h"
#include "base/whendone.h"
#include "widgets/browser/deletesheet.h"
#include "widgets/browser/keydelegate.h"
#include "widgets/browser/keyspane.h"
#include "widgets/browser/keyview.h"
#include "widgets/browser/renamesheet.h"
#include "widgets/common/buttons.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/popover.h"
#include "widgets/common/theme.h"
#include "widgets/common/toast.h"
#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>

namespace ui {

namespace {

using Kind = base::Error::Kind;

constexpr qsizetype shownName = 60;

} // namespace

void KeysPane::say(const QString &text)
{
    common::Toast::show(host(), text);
}

void KeysPane::setReadOnly(bool readOnly, const QString &reason)
{
    m_readOnly = readOnly;
    m_readOnlyReason = readOnly ? reason : QString();
    refreshState();
}

std::vector<keys::KeyId> KeysPane::selectedKeys() const
{
    std::vector<keys::KeyId> ids;
    QSet<keys::KeyId> seen;
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (rows.isEmpty() && m_view->currentIndex().isValid())
        rows = { m_view->currentIndex() };
    for (const QModelIndex &row : rows) {
        for (const keys::KeyId id : m_model.keysBelow(row)) {
            if (!seen.contains(id)) {
                seen.insert(id);
                ids.push_back(id);
            }
        }
    }
    return ids;
}

bool KeysPane::folderSelected() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    if (rows.isEmpty())
        rows = { m_view->currentIndex() };
    return std::any_of(rows.cbegin(), rows.cend(),
                       [this](const QModelIndex &row) { return m_model.isFolder(row); });
}

void KeysPane::refreshActions()
{
    const bool offline = m_offlineSince.isValid();
    const QString reason = offline ? tr("Not connected.") : m_readOnlyReason;
    const bool writable = !m_readOnly && !offline && m_work;
    const QModelIndex current = m_view->currentIndex();
    const bool one = current.isValid() && !m_model.isFolder(current);
    const auto set = [&](QAction *action, bool possible) {
        action->setEnabled(writable && possible);
        action->setToolTip(writable ? action->text() : reason);
        action->setStatusTip(action->toolTip());
    };
    const auto selected = m_view->selectionModel()->selectedRows().size();
    m_delete->setText(selected > 1 || m_model.isFolder(current) ? tr("Delete keys…")
                                                                : tr("Delete"));
    set(m_newKey, true);
    set(m_rename, one);
    set(m_delete, current.isValid());
    set(m_undo, m_vault.newest() != 0);
    m_copyName->setEnabled(current.isValid());
    m_refresh->setEnabled(!offline && m_browse);
}

void KeysPane::showContextMenu(const QPoint &at)
{
    refreshActions();
    auto *shown = new QMenu(this);
    shown->setObjectName(QStringLiteral("keyContextMenu"));
    shown->setAttribute(Qt::WA_DeleteOnClose);
    shown->setToolTipsVisible(true);
    shown->addActions({ m_rename, m_delete, m_copyName });
    shown->addSeparator();
    shown->addActions({ m_newKey, m_undo, m_refresh });
    shown->popup(m_view->viewport()->mapToGlobal(at));
}

void KeysPane::showGlobHelp()
{
    auto *popover = new common::Popover(window());
    popover->setObjectName(QStringLiteral("globHelpPopover"));
    popover->setPanelWidth(336);
    auto *intro = new common::PlainLabel(
        tr("Typing filters the loaded keys. Enter asks the server."), popover);
    intro->setWordWrap(true);
    popover->body()->addWidget(intro);
    const std::array<std::pair<QString, QString>, 7> lines{ {
        { QStringLiteral("text"), tr("contains") },
        { QStringLiteral("=name"), tr("exactly this key") },
        { QStringLiteral("user:*"), tr("any characters") },
        { QStringLiteral("user:?"), tr("one character") },
        { QStringLiteral("[abc]  [^a]  [a-z]"), tr("one of a set, not of it, of a range") },
        { QStringLiteral("\\*"), tr("the character itself") },
        { QStringLiteral("type:hash  ttl:none  ttl:<60"), tr("among loaded keys only") },
    } };
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(common::Theme::instance().px(12));
    for (int row = 0; row < int(lines.size()); ++row) {
        auto *pattern = new common::PlainLabel(lines[size_t(row)].first, popover);
        pattern->setFixedType();
        auto *meaning = new common::PlainLabel(lines[size_t(row)].second, popover);
        meaning->setType(common::Theme::Size::Secondary);
        meaning->setRole(&common::Tokens::textSecondary);
        meaning->setWordWrap(true);
        grid->addWidget(pattern, row, 0);
        grid->addWidget(meaning, row, 1);
    }
    grid->setColumnStretch(1, 1);
    popover->body()->addLayout(grid);
    popover->openAt(m_help);
}

// --- rename

void KeysPane::renameCurrent()
{
    const auto key = currentKey();
    if (!key || m_readOnly || m_offlineSince.isValid())
        return;
    QPointer<RenameSheet> sheet = new RenameSheet(host(), key->name);
    connect(sheet, &RenameSheet::renameRequested, this, [this, sheet, key](const QByteArray &to) {
        base::whenDone(m_keyActions.rename(key->name, to), this,
                       [this, sheet, key](const base::Result<base::KeyRef> &renamed) {
                           if (!renamed) {
                               if (sheet)
                                   sheet->showProblem(renamed.error().text);
                               else
                                   say(renamed.error().text);
                               if (renamed.error().kind == Kind::NotFound)
                                   forget({ key->name });
                               return;
                           }
                           if (sheet)
                               sheet->close();
                           forget({ key->name });
                           revealKey(*renamed);
                           Q_EMIT keyRenamed(*key, *renamed);
                       });
    });
}

// --- delete

void KeysPane::forget(const QByteArrayList &names)
{
    std::vector<keys::KeyId> ids;
    for (const QByteArray &name : names) {
        const keys::KeyId id = m_model.store().find(name);
        if (id != keys::noKey)
            ids.push_back(id);
    }
    m_model.removeKeys(ids);
    refreshState();
}

QString KeysPane::factsOf(keys::KeyId id) const
{
    const auto &store = m_model.store();
    QStringList facts{ base::keyTypeBadge(store.type(id)) };
    const qint64 deadline = store.deadline(id);
    if (deadline == keys::KeyStore::noDeadline)
        facts += tr("no TTL");
    else if (deadline >= 0)
        facts += tr("TTL %1").arg(base::ttlText(deadline - QDateTime::currentMSecsSinceEpoch()));
    if (store.valueSize(id) >= 0)
        facts += tr("size %1").arg(KeyDelegate::sizeText(store.valueSize(id)));
    return facts.join(QStringLiteral(" · "));
}

void KeysPane::deleteSelected()
{
    if (m_readOnly || m_offlineSince.isValid() || !m_work)
        return;
    const std::vector<keys::KeyId> ids = selectedKeys();
    if (ids.empty())
        return;
    if (ids.size() == 1 && !folderSelected())
        deleteOne(ids.front());
    else
        askToDelete(ids, tr("several keys are deleted at once"));
}

void KeysPane::deleteOne(keys::KeyId id)
{
    const base::KeyRef key{ m_model.database(), m_model.store().name(id).toByteArray() };
    if (!m_profile.undoVault) {
        askToDelete({ id }, tr("the undo vault of this connection is off"));
        return;
    }
    if (m_profile.cautionEnvironment() != profiles::Environment::Production) {
        deleteOneNow(key);
        return;
    }
    DeleteSheet::Plan plan;
    plan.keys = { key.name };
    plan.facts = factsOf(id);
    auto *sheet = new DeleteSheet(host(), m_profile, plan);
    connect(sheet, &DeleteSheet::confirmed, this, [this, sheet, key] {
        sheet->close();
        deleteOneNow(key);
    });
}

void KeysPane::deleteOneNow(const base::KeyRef &key)
{
    base::whenDone(m_vault.remove(key), this, [this, key](const base::Result<int> &kept) {
        if (kept) {
            forget({ key.name });
            auto *toast = common::Toast::show(host(),
                                              tr("Deleted %1. Undo available for %2 min.")
                                                  .arg(base::displayText(key.name, shownName))
                                                  .arg(keys::UndoVault::keepMinutes),
                                              tr("Undo"));
            connect(toast, &common::Toast::actionClicked, this,
                    [this, id = *kept] { restore(id, keys::UndoVault::Life::Exact); });
            Q_EMIT keyDeleted(key);
            return;
        }
        const keys::KeyId id = m_model.store().find(key.name);
        switch (kept.error().kind) {
        case Kind::NotFound:
            forget({ key.name });
            say(kept.error().text);
            Q_EMIT keyDeleted(key);
            break;
        case Kind::TooLarge:
        case Kind::NotPermitted:
            if (id != keys::noKey)
                askToDelete({ id }, kept.error().text);
            break;
        default:
            say(kept.error().text);
        }
    });
}

void KeysPane::askToDelete(const std::vector<keys::KeyId> &ids, const QString &reason)
{
    DeleteSheet::Plan plan;
    plan.reason = reason;
    plan.partial = m_model.isPartial() && folderSelected();
    const int db = m_model.database();
    for (const keys::KeyId id : ids) {
        plan.keys += m_model.store().name(id).toByteArray();
        ++plan.byType[size_t(m_model.store().type(id))];
    }
    if (ids.size() == 1)
        plan.facts = factsOf(ids.front());
    auto *sheet = new DeleteSheet(host(), m_profile, plan);
    // What was confirmed goes where it was listed, also when the database was changed meanwhile.
    connect(sheet, &DeleteSheet::confirmed, this,
            [this, sheet, names = plan.keys, work = m_work, can = m_can, db] {
                auto *bulk = new keys::BulkDelete(work, names, can);
                connect(bulk, &keys::BulkDelete::removed, this,
                        [this, db](const QByteArrayList &gone) {
                            if (db == m_model.database())
                                forget(gone);
                            for (const QByteArray &name : gone)
                                Q_EMIT keyDeleted({ db, name });
                        });
                connect(bulk, &keys::BulkDelete::finished, this, [this] {
                    --m_bulks;
                    countJobs();
                });
                ++m_bulks;
                countJobs();
                sheet->run(bulk);
            });
}

// --- undo

void KeysPane::undoDelete()
{
    const int id = m_vault.newest();
    if (id && !m_readOnly && !m_offlineSince.isValid())
        restore(id, keys::UndoVault::Life::Exact);
}

void KeysPane::restore(int id, keys::UndoVault::Life life)
{
    using Life = keys::UndoVault::Life;
    const auto entries = m_vault.entries();
    const auto entry = std::find_if(entries.cbegin(), entries.cend(),
                                    [id](const auto &candidate) { return candidate.id == id; });
    const bool known = entry != entries.cend();
    const QString name = known ? base::displayText(entry->key.name, shownName) : QString();
    const qint64 leftMs = known ? entry->leftMs : -1;
    base::whenDone(
        m_vault.restore(id, life), this,
        [this, id, name, known, leftMs](const base::Result<base::KeyRef> &back) {
            if (back) {
                noteCreated(*back);
                revealKey(*back);
                say(tr("Restored %1.").arg(base::displayText(back->name, shownName)));
                Q_EMIT keyRestored(*back);
                return;
            }
            if (back.error().kind == Kind::Changed) {
                say(tr("%1 exists again, so it was not restored. Compare, or restore under another "
                       "name.")
                        .arg(name));
                return;
            }
            if (back.error().kind != Kind::NotFound || !known || !m_vault.contains(id)) {
                say(back.error().text);
                return;
            }
            auto *sheet = new common::Sheet(host());
            sheet->setObjectName(QStringLiteral("expiredUndoSheet"));
            sheet->setTitle(tr("Time to live has passed"));
            auto *text = new common::PlainLabel(
                tr("%1 would have expired meanwhile. How should it come back?").arg(name), sheet);
            text->setWordWrap(true);
            sheet->body()->addWidget(text);
            const auto button = [&](const QString &label, const char *object) {
                auto *made = new QPushButton(label, sheet);
                made->setObjectName(QLatin1String(object));
                made->setAccessibleName(label);
                made->setAutoDefault(false);
                sheet->footer()->addWidget(made);
                return made;
            };
            auto *skip = button(tr("Skip"), "undoSkip");
            connect(skip, &QPushButton::clicked, sheet, &common::Sheet::close);
            connect(button(tr("Without TTL"), "undoEndless"), &QPushButton::clicked, this,
                    [this, sheet, id] {
                        sheet->close();
                        restore(id, Life::Endless);
                    });
            connect(button(tr("With %1").arg(base::ttlText(leftMs)), "undoOriginal"),
                    &QPushButton::clicked, this, [this, sheet, id] {
                        sheet->close();
                        restore(id, Life::Original);
                    });
            sheet->open(skip);
        });
}

} // namespace ui

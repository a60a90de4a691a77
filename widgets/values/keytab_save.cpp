// The part of KeyTab that writes: saving, conflicts, creating again, the TTL.
#include "base/durationtext.h"
#include "widgets/common/band.h"
#include "widgets/values/changebar.h"
#include "widgets/values/conflictview.h"
#include "widgets/values/keyheader.h"
#include "widgets/values/keytab.h"
#include "widgets/values/newkeysheet.h"
#include "widgets/values/ttlpopover.h"
#include "widgets/values/valueeditor.h"
#include <QAbstractButton>
#include <QPushButton>
#include <QStackedWidget>

namespace ui {

QWidget *KeyTab::host() const
{
    return window();
}

void KeyTab::save()
{
    if (!m_editor || m_saving)
        return;
    if (m_conflict)
        return saveChoices();
    if (m_gone)
        return createAgain();
    // A cell that is still being edited is part of what the person means to save.
    if (QWidget *focus = focusWidget();
        focus && focus->objectName() == QLatin1StringView("cellEditor"))
        focus->clearFocus();
    if (!m_editor->isDirty() || !m_editor->problem().isEmpty())
        return;
    if (m_readOnly || m_offline) {
        if (m_readOnly)
            Q_EMIT toast(tr("Read-only: %1 was not sent.")
                             .arg(QString::fromLatin1(m_editor->plan().preview.value(0).value(0))));
        return;
    }
    m_saving = true;
    m_editor->setReadOnly(true); // what is typed now would be taken for saved
    showBar();
    values::save(m_work, m_editor->plan(), this,
                 [this](const base::Result<values::SaveResult> &result) { savedWith(result); });
}

void KeyTab::savedWith(const base::Result<values::SaveResult> &result)
{
    using What = values::Verdict::What;
    m_saving = false;
    const bool close = std::exchange(m_closeAfterSave, false);
    const QDateTime now = QDateTime::currentDateTime();
    const auto stopped = [&](const base::Error &why) {
        m_editor->settle(base::fail(why));
        m_recorder->saveStopped(now, why.text);
        showError(why);
    };
    if (!m_editor)
        return;
    m_editor->setReadOnly(m_readOnly);
    if (!result) {
        stopped(result.error());
        if (result.error().kind == base::Error::Kind::OutcomeUnknown) {
            m_band->setText(tr("The save went out, but no answer came: nobody knows whether it was "
                               "written. The edit is kept here. Reload and compare."));
            m_band->setDismissable(false);
            auto *reload = m_band->addAction(tr("Reload"));
            reload->setObjectName(QStringLiteral("reloadAndCompare"));
            connect(reload, &QAbstractButton::clicked, this, [this] {
                m_band->hide();
                refresh();
            });
        }
        return showBar();
    }
    switch (result->verdict.what) {
    case What::Same:
        break;
    case What::Changed:
        m_recorder->saveStopped(
            now, tr("%n difference(s)", nullptr, int(result->verdict.conflicts.size())));
        showConflict(result->verdict.conflicts);
        return showBar();
    case What::Gone:
        m_recorder->saveStopped(now, tr("no such key"));
        m_state->look();
        vanished(now);
        return;
    case What::TypeChanged:
        askTypeChange(result->verdict.type);
        return showBar();
    case What::Refused:
        stopped(result->verdict.error);
        return showBar();
    }
    m_editor->settle({});
    m_recorder->saved(now);
    m_band->hide();
    m_state->look();
    showFacts();
    showBar();
    QString text = result->pttl >= 0
        ? tr("Saved. TTL kept: %1 left.").arg(base::ttlText(result->pttl))
        : result->pttl == -2 ? tr("Saved, but the key has expired since.")
                             : tr("Saved. The key has no TTL.");
    if (!result->watched)
        text += QLatin1Char(' ')
            + tr("WATCH or MULTI is not allowed here: between comparing and writing a small "
                 "window remained.");
    Q_EMIT toast(text);
    Q_EMIT saved(m_key);
    if (close)
        Q_EMIT closeAgreed();
}

void KeyTab::showConflict(const QList<values::Conflict> &conflicts)
{
    dropConflict();
    m_band->setKind(common::Band::Kind::Warning);
    m_band->clearActions();
    m_band->setDismissable(false);
    m_band->setText(tr("The value changed on the server after you loaded it (%n difference(s)). "
                       "Compare before saving.",
                       nullptr, int(conflicts.size())));
    m_band->show();
    m_conflict =
        new ConflictView(conflicts, m_type, m_editor->loadedAt(), m_editor->untouched(), m_stack);
    m_stack->setCurrentIndex(m_stack->addWidget(m_conflict));
    m_bar->setChosen(0, int(conflicts.size()));
    connect(m_conflict, &ConflictView::choiceChanged, this, [this] {
        m_bar->setChosen(m_conflict->chosen(), int(m_conflict->conflicts().size()));
    });
    if (auto *first = m_conflict->findChild<QAbstractButton *>(QStringLiteral("choice0_1")))
        first->setFocus();
}

void KeyTab::dropConflict()
{
    if (!m_conflict)
        return;
    delete m_conflict;
    m_band->hide();
    if (m_editor)
        m_stack->setCurrentWidget(m_editor);
}

void KeyTab::saveChoices()
{
    const QList<values::Conflict> conflicts = m_conflict->conflicts();
    if (m_conflict->chosen() < conflicts.size())
        return;
    for (qsizetype i = 0; i < conflicts.size(); ++i)
        m_editor->resolve(conflicts.at(i), *m_conflict->choice(int(i)));
    dropConflict();
    showBar();
    if (isDirty())
        save(); // compares again, with what the person has just seen
    else
        refresh();
}

void KeyTab::useServer()
{
    if (!m_conflict)
        return;
    m_conflict->chooseAll(ConflictView::Choice::Server);
    saveChoices();
}

void KeyTab::createAgain()
{
    if (m_readOnly || m_offline)
        return;
    auto recipe = m_editor ? m_editor->recipe() : std::nullopt;
    if (!recipe) {
        Q_EMIT toast(tr("Only a part of the value is here, so it cannot be created again."));
        return;
    }
    auto *sheet = new NewKeySheet(m_browse, m_work, host());
    sheet->setKey(*recipe);
    connect(sheet, &NewKeySheet::created, this, [this](const base::KeyRef &key) {
        m_editor->revert();
        Q_EMIT created(key);
        m_recorder->expectOwnChange();
        m_state->look();
    });
    connect(sheet, &NewKeySheet::toast, this, &KeyTab::toast);
    sheet->begin();
}

void KeyTab::askTypeChange(base::KeyType now)
{
    m_band->setKind(common::Band::Kind::Warning);
    m_band->clearActions();
    m_band->setDismissable(false);
    const bool known = now != base::KeyType::Unknown;
    m_band->setText(
        known ? tr("This key is a %1 now. Your changes are for a %2; nothing was written.")
                    .arg(base::keyTypeBadge(now), base::keyTypeBadge(m_type))
              : tr("This key has another type now. Your changes are for a %1; nothing was written.")
                    .arg(base::keyTypeBadge(m_type)));
    auto *reload = m_band->addAction(tr("Discard and reload"));
    reload->setObjectName(QStringLiteral("reloadAsType"));
    connect(reload, &QAbstractButton::clicked, this, [this, now, known] {
        m_band->hide();
        m_editor->revert();
        if (known) // otherwise the look tells it, and opens the editor
            openEditor(now);
        m_state->look();
    });
    m_band->show();
}

void KeyTab::openTtl()
{
    if (m_readOnly || m_offline || m_gone) {
        Q_EMIT toast(m_readOnly ? tr("Read-only: %1 was not sent.").arg(QStringLiteral("PEXPIREAT"))
                         : m_gone ? tr("The key is not there any more.")
                                  : tr("The link is down."));
        return;
    }
    if (m_popover)
        return m_popover->close();
    m_popover = new TtlPopover(m_key, m_state, m_work, m_can, host());
    if (m_presetSeconds > 0)
        m_popover->addPreset(m_presetSeconds, m_presetName);
    m_popover->setAskBeforePersist(m_production);
    connect(m_popover, &TtlPopover::done, this, [this](const values::TtlOutcome &outcome) {
        m_recorder->expectOwnChange();
        Q_EMIT toast(values::ttlSentence(outcome));
        const auto now = m_state->serverNow();
        Q_EMIT ttlChanged(m_key, outcome.pttl < 0 || !now ? qint64(-1) : *now + outcome.pttl);
        m_state->look();
    });
    m_popover->begin(m_header->ttlButton());
}

} // namespace ui

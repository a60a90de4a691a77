#include "widgets/profiles/formdesk.h"
#include "widgets/profiles/connectiontests.h"
#include "widgets/profiles/secretsdesk.h"

namespace ui {

using profiles::Profile;

FormDesk::FormDesk(profiles::ProfileStore &store, SecretsDesk &secrets, ProfileEditor &editor,
                   QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_editor(editor)
    , m_tests(new ConnectionTests(store, secrets, editor, this))
    , m_drafts(store)
{
    connect(&editor, &ProfileEditor::edited, this, &FormDesk::noteEdit);
    connect(&editor, &ProfileEditor::saveRequested, this, &FormDesk::save);
    connect(&editor, &ProfileEditor::discardRequested, this, &FormDesk::discard);
    connect(&editor, &ProfileEditor::testRequested, this, &FormDesk::test);
    connect(&editor, &ProfileEditor::cancelTestRequested, m_tests, &ConnectionTests::cancel);
    connect(&editor, &ProfileEditor::remedyChosen, this, &FormDesk::apply);
    connect(&editor, &ProfileEditor::connectRequested, this, [this] { requestConnect(); });
    connect(&secrets, &SecretsDesk::missing, this, &FormDesk::askFor);
    connect(m_tests, &ConnectionTests::finished, this, &FormDesk::rowsChanged);
}

bool FormDesk::goTo(const QUuid &id)
{
    if (std::exchange(m_isNew, false) && m_drafts.isUntouchedNew())
        m_drafts.remove({});
    m_id = id;
    return fill();
}

bool FormDesk::fill()
{
    const auto saved = m_store.find(m_id);
    const Draft *draft = saved || m_isNew ? m_drafts.find(m_id) : nullptr;
    if (draft)
        m_editor.show(*draft, m_isNew);
    else if (saved)
        m_editor.show({ *saved, {} }, false);
    if (draft || saved) {
        m_editor.setDirty(draft != nullptr);
        Q_EMIT shown();
    }
    m_tests->show(m_id);
    return draft || saved;
}

void FormDesk::startNew(const Profile &profile, const profiles::Secrets &typed)
{
    const bool resumed = profile == Profile() && m_drafts.contains({});
    Draft draft{ profile, typed };
    draft.profile.id = {};
    if (const auto beside = m_store.find(m_id); beside && draft.profile.group.isEmpty())
        draft.profile.group = beside->group;
    m_isNew = true;
    m_id = {};
    if (!resumed) {
        m_drafts.beginNew(draft);
        m_tests->forgetNew();
    }
    m_editor.setPage(ProfileEditor::Page::General);
    fill();
}

void FormDesk::followSaved()
{
    if (m_drafts.followSaved().contains(m_id))
        m_editor.show(*m_drafts.find(m_id), false);
    else if (!m_id.isNull() && !m_drafts.contains(m_id))
        fill(); // renamed or moved in the list
}

void FormDesk::leaveRemoved()
{
    m_drafts.remove(m_id);
    m_id = {};
}

void FormDesk::noteEdit()
{
    m_drafts.note(m_id, m_editor.draft());
    m_editor.setDirty(m_drafts.contains(m_id));
    Q_EMIT rowsChanged();
}

void FormDesk::discard()
{
    m_drafts.remove(m_id);
    if (std::exchange(m_isNew, false)) {
        Q_EMIT discardedNew();
        return;
    }
    fill();
    Q_EMIT rowsChanged();
}

bool FormDesk::save()
{
    if (!m_drafts.contains(m_id))
        return true;
    if (m_editor.refusal())
        return false;
    Draft draft = named(m_editor.draft());
    const Profile before = m_store.find(m_id).value_or(Profile());
    m_drafts.remove(m_id);
    if (std::exchange(m_isNew, false)) {
        m_id = draft.profile.id = QUuid::createUuid();
        m_tests->newSavedAs(m_id);
        m_store.add(draft.profile);
        Q_EMIT savedNew(m_id);
    } else {
        m_store.update(draft.profile);
    }
    m_secrets.settle(draft.profile, draft.typed, before.tunnel);
    fill();
    Q_EMIT rowsChanged();
    return true;
}

void FormDesk::askFor(const QUuid &id, profiles::SecretSlot slot)
{
    if (m_id != id || !(m_isNew || m_store.find(id)))
        return;
    m_editor.focusSecret(slot, tr("No password is stored for this connection. Enter it here."));
}

void FormDesk::test()
{
    if (!m_editor.refusal())
        m_tests->start(m_id, named(m_editor.draft()));
}

/// What a button of the diagnosis promises: the form changes, nothing is saved by it.
void FormDesk::apply(session::Remedy remedy)
{
    if (m_editor.apply(remedy))
        test();
}

void FormDesk::requestConnect()
{
    if (m_editor.refusal())
        return;
    const Draft draft = m_editor.draft(); // with the secrets that saving takes out of the form
    if (save())
        requestConnect({ m_store.find(m_id).value_or(draft.profile), draft.typed });
}

void FormDesk::requestConnect(const Draft &draft)
{
    m_secrets.gather(draft, [this](const Profile &profile, const profiles::Secrets &secrets) {
        Q_EMIT connectRequested(profile, secrets);
    });
}

void FormDesk::remove(const QUuid &id)
{
    m_drafts.remove(id);
    m_tests->remove(id);
    const auto profile = m_store.find(id);
    m_store.remove(id);
    if (profile)
        m_secrets.removeAll(*profile);
}

} // namespace ui

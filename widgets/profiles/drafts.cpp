#include "widgets/profiles/drafts.h"
#include "profiles/profilestore.h"

namespace ui {

using profiles::Profile;

Draft named(Draft draft)
{
    if (draft.profile.name.isEmpty())
        draft.profile.name = draft.profile.address();
    return draft;
}

const Draft *Drafts::find(const QUuid &id) const
{
    const auto draft = m_drafts.constFind(id);
    return draft == m_drafts.constEnd() ? nullptr : &*draft;
}

bool Drafts::isUntouchedNew() const
{
    const Draft *draft = find({});
    return draft && draft->profile == m_newAsBegun && draft->typed.isEmpty();
}

void Drafts::beginNew(const Draft &draft)
{
    m_drafts.insert({}, draft);
    m_newAsBegun = draft.profile;
    if (!draft.profile.name.isEmpty() || !draft.typed.isEmpty())
        m_newAsBegun.id = QUuid::createUuid(); // pasted: never taken for untouched
}

void Drafts::note(const QUuid &id, const Draft &now)
{
    const auto saved = m_saved.find(id);
    if (saved && *saved == now.profile && now.typed.isEmpty()) {
        m_drafts.remove(id);
        return;
    }
    if (saved && !contains(id))
        m_bases.insert(id, *saved);
    m_drafts.insert(id, now);
}

QList<QUuid> Drafts::followSaved()
{
    QList<QUuid> changed;
    for (auto draft = m_drafts.begin(); draft != m_drafts.end(); ++draft) {
        const auto saved = m_saved.find(draft.key());
        if (!saved)
            continue;
        Profile &mine = draft->profile;
        const Profile before = std::exchange(m_bases[draft.key()], *saved);
        const auto follow = [&](auto member) {
            if (mine.*member == before.*member)
                mine.*member = (*saved).*member;
        };
        const Profile was = mine;
        follow(&Profile::name);
        follow(&Profile::group);
        mine.passwordStored = saved->passwordStored;
        mine.tls.keyPassphraseStored = saved->tls.keyPassphraseStored;
        mine.sentinel.passwordStored = saved->sentinel.passwordStored;
        mine.tunnel.secretsStored = saved->tunnel.secretsStored;
        if (mine.tunnel.awsKeysStored == before.tunnel.awsKeysStored)
            mine.tunnel.awsKeysStored = saved->tunnel.awsKeysStored;
        mine.lastTest = saved->lastTest;
        mine.lastTestPassed = saved->lastTestPassed;
        mine.lastPass = saved->lastPass;
        if (!(was == mine))
            changed += draft.key();
    }
    return changed;
}

} // namespace ui

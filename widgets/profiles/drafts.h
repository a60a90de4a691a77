#pragma once
#include "widgets/profiles/profileeditor.h"
#include <QHash>

namespace profiles {
class ProfileStore;
}

namespace ui {

/// Without a name of its own a connection goes by its address.
[[nodiscard]] Draft named(Draft draft);

/// What was edited in Home and is not saved yet, by profile. The new connection goes by the null
/// id.
class Drafts final {
public:
    explicit Drafts(const profiles::ProfileStore &saved)
        : m_saved(saved)
    {
    }

    /// Null = nothing of it was edited. Valid until the next change.
    [[nodiscard]] const Draft *find(const QUuid &id) const;
    [[nodiscard]] bool contains(const QUuid &id) const { return m_drafts.contains(id); }
    /// A new connection is in the form as it was begun. One that came with a name or with secrets
    /// is the person's already.
    [[nodiscard]] bool isUntouchedNew() const;
    /// Edits that closing the program would lose.
    [[nodiscard]] bool hasAny() const { return m_drafts.size() > (isUntouchedNew() ? 1 : 0); }

    void beginNew(const Draft &draft);
    /// The form holds this now. What is the same as the saved profile is no draft any more.
    void note(const QUuid &id, const Draft &now);
    void remove(const QUuid &id) { m_drafts.remove(id); }
    /// What the list or a test changed in a profile that is being edited holds, unless the person
    /// has edited just that. Returns the ids of the drafts that it changed.
    [[nodiscard]] QList<QUuid> followSaved();

private:
    const profiles::ProfileStore &m_saved;
    QHash<QUuid, Draft> m_drafts;
    QHash<QUuid, profiles::Profile> m_bases; ///< what each draft was begun from
    profiles::Profile m_newAsBegun; ///< the new one before the person touched it
};

} // namespace ui
